#include "sqlite/sql_match.h"
#include <string.h>

int sql_match_choice(SqlTvfCall *call, const ElgJsonNode *member, const char *const *choices, int *out)
{
  for (int i = 0; choices[i]; i++)
    if (member->type == ELG_JSON_STRING && elg_str_equal(member->text, (ElgStr){choices[i], strlen(choices[i])})) {
      *out = i;
      return SQLITE_OK;
    }
  char *list = sqlite3_mprintf("'%s'", choices[0]);
  for (int i = 1; list && choices[i]; i++) list = sqlite3_mprintf("%z or '%s'", list, choices[i]);
  if (!list) return SQLITE_NOMEM;
  int rc =
      sql_tvf_error(call, "option %s: got %s; expected %s", elg_show(member->name).s, elg_show(member->text).s, list);
  sqlite3_free(list);
  return rc;
}

/* Members every function knows. */
static int match_common(SqlTvfCall *call, SqlMatch *m, const ElgJsonNode *member, int has_threshold, int *rc)
{
  static const char *const country[] = {"lower", "ignore", NULL};
  static const char *const profile[] = {"balanced", "strict", NULL};
  static const char *const duplicates[] = {"keep", NULL};
  int ignored;
  if (elg_str_equal(member->name, ELG_STR("columns"))) return 1;
  if (elg_str_equal(member->name, ELG_STR("duplicates"))) *rc = sql_match_choice(call, member, duplicates, &ignored);
  else if (has_threshold && elg_str_equal(member->name, ELG_STR("profile")))
    *rc = sql_match_choice(call, member, profile, &m->match.strict);
  else if (has_threshold && elg_str_equal(member->name, ELG_STR("country")))
    *rc = sql_match_choice(call, member, country, &m->match.ignore_country);
  else return 0;
  return 1;
}

static int match_options(SqlTvfCall *call, int options, const char *known, int has_threshold, SqlMatchOption own,
                         void *state, SqlMatch *m)
{
  ElgStr text;
  ElgErr err;
  int rc = sql_text(call->argv[options], &text);
  if (!rc) rc = sql_tvf_rc(call, elg_json_parse(&m->doc, text, &err), &err);
  if (rc) return rc;
  m->root = elg_json_root(&m->doc);
  if (m->root->type != ELG_JSON_OBJECT)
    return sql_tvf_error(call, "options: got %s; expected a JSON object", elg_json_type_name(m->root->type));
  for (const ElgJsonNode *x = elg_json_first(m->root); !rc && x; x = elg_json_next(&m->doc, m->root, x))
    if (!match_common(call, m, x, has_threshold, &rc) && !(own && own(call, state, x, &rc)))
      rc = sql_tvf_error(call, "unknown option, got '%s'; expected %s", elg_show(x->name).s, known);
  return rc;
}

static int match_threshold(SqlTvfCall *call, sqlite3_value *v, double *out)
{
  ElgStr text;
  int type = sqlite3_value_numeric_type(v);
  *out = sqlite3_value_double(v);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && *out >= 0 && *out <= 1) return SQLITE_OK;
  int rc = sql_text(v, &text);
  return rc ? rc : sql_tvf_error(call, "threshold: got %s; expected a number in [0,1]", elg_show(text).s);
}

int sql_match_open(SqlTvfCall *call, int threshold, int options, const char *known, SqlMatchOption own, void *state,
                   SqlMatch *out)
{
  int rc = SQLITE_OK;
  if (options >= 0 && sql_tvf_has(call, options))
    rc = match_options(call, options, known, threshold >= 0, own, state, out);
  out->threshold = out->match.strict ? elg_threshold_strict() : elg_threshold_balanced();
  if (!rc && threshold >= 0 && sql_tvf_has(call, threshold))
    rc = match_threshold(call, call->argv[threshold], &out->threshold);
  if (threshold >= 0) out->match.least = out->threshold;
  return rc;
}

void sql_match_free(SqlMatch *m) { elg_json_free(&m->doc); }

int sql_evidence(SqlTvfCall *call, SqlEvidence *e, sqlite3_context *ctx, ElgStr a, ElgStr b, const ElgMatch *m,
                 int has_facts)
{
  ElgNames x, y;
  ElgErr err;
  if (!e->a) e->a = elg_name_reader_new();
  if (!e->b) e->b = elg_name_reader_new();
  if (!e->a || !e->b) return SQLITE_NOMEM;
  ElgRc rc = elg_name_read(e->a, a, &x, &err);
  if (!rc) rc = elg_name_read(e->b, b, &y, &err);
  if (rc) return sql_tvf_rc(call, rc, &err);
  elg_buf_reset(&e->out);
  elg_match_explain(m, has_facts, e->a, &x, e->b, &y, &e->out);
  if (e->out.rc) return sql_rc(e->out.rc);
  sql_result_str(ctx, elg_buf_view(&e->out));
  return SQLITE_OK;
}

void sql_evidence_free(SqlEvidence *e)
{
  elg_name_reader_free(e->a);
  elg_name_reader_free(e->b);
  elg_buf_free(&e->out);
}
