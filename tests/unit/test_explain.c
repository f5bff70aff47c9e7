#include "match/explain.h"
#include <math.h>
#include <string.h>
#include "base/json.h"
#include "unit.h"

static ElgRc explain(const char *a, const char *b, ElgBuf *out)
{
  ElgNameReader *one = elg_name_reader_new(), *two = elg_name_reader_new();
  ElgNames x, y;
  ElgErr err;
  ElgRc rc = one && two ? ELG_OK : ELG_NOMEM;
  if (!rc) rc = elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err);
  if (!rc) rc = elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err);
  elg_buf_byte(out, '{');
  if (!rc) elg_explain_names(one, &x, two, &y, out);
  elg_buf_byte(out, '}');
  elg_name_reader_free(one);
  elg_name_reader_free(two);
  return rc ? rc : out->rc;
}

/* Valid JSON whose members a, b, words, only_a ... are there. */
static void check_shape(const char *a, const char *b)
{
  static const char *const members[] = {"a", "b", "words", "only_a", "only_b", "legal_a", "legal_b", "for", "against"};
  ElgBuf out = {0};
  ElgJson doc = {0};
  ElgErr err = {""};
  CHECK_INT(explain(a, b, &out), ELG_OK);
  int rc = (int)elg_json_parse(&doc, elg_buf_view(&out), &err);
  if (rc) unit_check_text(elg_buf_view(&out), err.text, "explanation", __FILE__, __LINE__);
  CHECK_INT(rc, ELG_OK);
  for (size_t i = 0; !rc && i < ELG_COUNT(members); i++) CHECK(elg_json_get(&doc, elg_json_root(&doc), members[i]) != NULL);
  elg_json_free(&doc);
  elg_buf_free(&out);
}

static void check_words(void)
{
  ElgBuf out = {0};
  ElgJson doc = {0};
  ElgErr err;
  CHECK_INT(explain("Whirlpool Widgets GmbH", "Whirpool Trading (UK) Ltd", &out), ELG_OK);
  CHECK_INT(elg_json_parse(&doc, elg_buf_view(&out), &err), ELG_OK);
  const ElgJsonNode *root = elg_json_root(&doc), *words = elg_json_get(&doc, root, "words"), *first = elg_json_first(words);
  CHECK_INT(words->size, 1);
  CHECK(first && elg_str_equal(elg_json_get(&doc, first, "a")->text, ELG_STR("whirlpool")));
  CHECK(first && elg_str_equal(elg_json_get(&doc, first, "b")->text, ELG_STR("whirpool")));
  CHECK_INT(elg_json_get(&doc, root, "only_a")->size, 1);
  CHECK_INT(elg_json_get(&doc, root, "only_b")->size, 2);
  CHECK(elg_str_equal(elg_json_get(&doc, root, "legal_a")->text, ELG_STR("gmbh")));
  CHECK(elg_str_equal(elg_json_get(&doc, root, "legal_b")->text, ELG_STR("ltd")));
  CHECK(elg_json_get(&doc, root, "for")->size > 0 && elg_json_get(&doc, root, "against")->size > 0);
  elg_json_free(&doc);
  elg_buf_free(&out);
}

static ElgRc sweep(void)
{
  ElgBuf out = {0};
  ElgRc rc = explain("Bolt Ltd d/b/a \"Swift\" Couriers (UK)", "Swift Courier GmbH", &out);
  elg_buf_free(&out);
  return rc;
}

int main(void)
{
  ElgBuf out = {0};
  check_shape("Acme Corp.", "ACME Corporation (UK) Ltd");
  check_shape("", "");
  check_shape("", "Acme");
  check_shape("\"\\\x01\xff", "株式会社ソニー");
  check_shape("Bolt Ltd d/b/a Swift", "Swift");
  check_words();
  elg_explain_number(&out, 0.123456);
  elg_explain_number(&out, 1);
  CHECK_TEXT(elg_buf_view(&out), "0.12351");
  elg_buf_free(&out);
  unit_fault_sweep(sweep);
  return unit_end();
}
