/* Any text as JSON: what is accepted, SQLite accepts, and printing its strings reads back the same. Any text as a policy. */
#include "fuzz.h"
#include "base/json.h"

static int sqlite_accepts(ElgStr text)
{
  sqlite3_stmt *stmt = NULL;
  HOLDS(!sqlite3_prepare_v2(fuzz_db(), "SELECT json_valid(?1), elg_validate_policy(?1)", -1, &stmt, NULL));
  sqlite3_bind_text(stmt, 1, text.s, (int)text.n, SQLITE_STATIC);
  int ok = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : 1;
  sqlite3_finalize(stmt);
  return ok;
}

static void walk(const ElgJson *doc, const ElgJsonNode *node)
{
  for (const ElgJsonNode *child = elg_json_first(node); child; child = elg_json_next(doc, node, child)) {
    if (node->type == ELG_JSON_OBJECT) HOLDS(elg_str_equal(child->name, child->name));
    walk(doc, child);
  }
  if (node->type == ELG_JSON_NUMBER) elg_json_double(node);
  HOLDS(elg_json_type_name(node->type));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  ElgJson doc = {0}, again = {0};
  ElgErr err;
  ElgBuf out = {0};
  ElgStr text = {(const char *)data, n};
  fuzz_db();
  int accepts = sqlite_accepts(text);
  ElgRc rc = elg_json_parse(&doc, text, &err);
  HOLDS(rc == ELG_OK || rc == ELG_ERROR);
  if (!rc) {
    HOLDS(accepts || memchr(data, 0, n));
    walk(&doc, elg_json_root(&doc));
    elg_buf_json(&out, elg_json_root(&doc)->text);
    HOLDS(!elg_json_parse(&again, elg_buf_view(&out), &err));
    HOLDS(elg_json_root(&again)->type == ELG_JSON_STRING);
  }
  elg_buf_free(&out);
  elg_json_free(&doc);
  elg_json_free(&again);
  return 0;
}
