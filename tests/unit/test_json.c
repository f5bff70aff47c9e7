#include "base/json.h"
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
  elg_json_free(&doc);
  unit_fault_sweep(sweep);
  return unit_end();
}
