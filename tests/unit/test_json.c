#include "base/json.h"
#include <locale.h>
#include <string.h>
#include "unit.h"

static ElgRc parse(ElgJson *doc, const char *text, ElgErr *err) { return elg_json_parse(doc, (ElgStr){text, strlen(text)}, err); }

static ElgRc sweep(void)
{
  ElgJson doc = {{0}, {0}};
  ElgErr err;
  ElgRc rc = parse(&doc, "{\"a\":[1,2.50,\"x\\u00e9\\n\"],\"b\":{\"c\":null}}", &err);
  elg_json_free(&doc);
  return rc;
}

static void bad(ElgJson *doc, const char *text, const char *message)
{
  ElgErr err = {{0}};
  CHECK_INT(parse(doc, text, &err), ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}), message);
}

static void whole(const char *text, int is_whole, int64_t want)
{
  int64_t got = 0;
  CHECK_INT(elg_json_whole((ElgStr){text, strlen(text)}, &got), is_whole);
  CHECK(got == want);
}

/* Numbers of many characters. */
static void longer(ElgJson *doc)
{
  ElgErr err;
  char text[ELG_JSON_LONGEST + 2];
  memset(text, '0', sizeof text);
  text[0] = '1';
  text[300] = 0;
  CHECK_INT(parse(doc, text, &err), ELG_OK);
  CHECK_NEAR(elg_json_double(elg_json_root(doc)), 1e299, 0);
  text[300] = '0';
  text[1] = '.';
  text[ELG_JSON_LONGEST - 1] = '5';
  text[ELG_JSON_LONGEST] = 0;
  CHECK_INT(parse(doc, text, &err), ELG_OK);
  CHECK_NEAR(elg_json_double(elg_json_root(doc)), 1, 0);
  text[ELG_JSON_LONGEST] = '5';
  text[ELG_JSON_LONGEST + 1] = 0;
  CHECK_INT(parse(doc, text, &err), ELG_ERROR);
  CHECK(strstr(err.text, "expected a number of at most 1100 characters") != NULL);
}

/* A host whose locale writes 2,5: documents keep the point. Says nothing where no such locale is installed. */
static void locales(ElgJson *doc)
{
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8", "German"};
  ElgErr err;
  ElgBuf out = {0};
  for (size_t i = 0; i < ELG_COUNT(names) && !setlocale(LC_NUMERIC, names[i]); i++) continue;
  CHECK_INT(parse(doc, "-12.75e1", &err), ELG_OK);
  CHECK_NEAR(elg_json_double(elg_json_root(doc)), -127.5, 0);
  elg_buf_cstr(&out, "1,2 ");
  elg_buf_double(&out, -0.125);
  elg_buf_byte(&out, ' ');
  elg_buf_double(&out, 3);
  CHECK_TEXT(elg_buf_view(&out), "1,2 -0.125 3");
  elg_buf_free(&out);
  setlocale(LC_NUMERIC, "C");
}

int main(void)
{
  ElgJson doc = {{0}, {0}};
  ElgErr err;
  CHECK_INT(parse(&doc, " {\"a\":[1,2.50,\"x\\u00e9\\ud83d\\ude00\"], \"b\\t\":{\"c\":null,\"d\":true}} ", &err), ELG_OK);
  const ElgJsonNode *root = elg_json_root(&doc), *a = elg_json_get(&doc, root, "a"), *b = elg_json_get(&doc, root, "b\t");
  CHECK_INT(root->size, 2);
  CHECK_INT(a->size, 3);
  const ElgJsonNode *x = elg_json_first(a);
  CHECK_TEXT(x->text, "1");
  x = elg_json_next(&doc, a, x);
  CHECK_TEXT(x->text, "2.50");
  CHECK_NEAR(elg_json_double(x), 2.5, 0);
  x = elg_json_next(&doc, a, x);
  CHECK_TEXT(x->text, "x\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(elg_json_next(&doc, a, x) == NULL);
  CHECK_INT(elg_json_get(&doc, b, "d")->type, ELG_JSON_TRUE);
  CHECK(elg_json_get(&doc, b, "e") == NULL);
  CHECK_TEXT(a->text, "[1,2.50,\"x\\u00e9\\ud83d\\ude00\"]");
  bad(&doc, "{\"a\":1,\"a\":2}", "malformed JSON, got the name 'a' twice; expected unique names");
  bad(&doc, "[1,]", "malformed JSON at byte 3, got ']'; expected a value");
  bad(&doc, "[01]", "malformed JSON at byte 1, got '01]'; expected a number");
  bad(&doc, "", "malformed JSON, got the end at byte 0; expected a value");
  bad(&doc, "[1 2]", "malformed JSON at byte 3, got '2]'; expected ',' or ']'");
  bad(&doc, "\"a", "malformed JSON, got the end at byte 2; expected a closing quote");
  bad(&doc, "1 1", "malformed JSON at byte 2, got '1'; expected the end");
  bad(&doc, "\"\\x\"", "malformed JSON at byte 2, got 'x\"'; expected an escape");
  whole("0", 1, 0);
  whole("-0", 1, 0);
  whole("9007199254740993", 1, 9007199254740993);
  whole("9223372036854775807", 1, INT64_MAX);
  whole("-9223372036854775808", 1, INT64_MIN);
  whole("9223372036854775808", 0, 0);
  whole("-9223372036854775809", 0, 0);
  whole("10000000000000000000", 0, 0);
  whole("1.0", 0, 0);
  whole("1e2", 0, 0);
  whole("-", 0, 0);
  whole("", 0, 0);
  longer(&doc);
  locales(&doc);
  elg_json_free(&doc);
  unit_fault_sweep(sweep);
  return unit_end();
}
