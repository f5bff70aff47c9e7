#include "sqlite/sql_list.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "overlap/facts.h"

const SqlRole sql_list_roles[SQL_LIST_ROLES] = {
    {"id", "id accountid recordid companyid hsobjectid partneraccountid crmid key", 0},
    {"name", "name accountname companyname company organisation organization organizationname customer customername "
             "client clientname legalname businessname partneraccountname title account", 0},
    {"website", "website websiteurl url web homepage companywebsite accountwebsite", 0},
    {"domain", "domain companydomain companydomainname domainname emaildomain accountdomain email", 0},
    {"domains", "domains hsadditionaldomains additionaldomains otherdomains", 0},
    {"country", "country countrycode billingcountry billingcountrycode countryregion companycountry hqcountry", 0},
    {"lei", "lei leicode legalentityidentifier", 0},
    {"duns", "duns dunsnumber dandbcompanydunsnumber dnbduns", 0},
    {"registration_number", "registrationnumber companynumber companyregistrationnumber registrationno regno", 0},
    {"parent", "parent parentid parentaccountid hsparentcompanyid parentcompanyid", 0},
};

int sql_keep(ElgArena *arena, sqlite3_value *v, SqlKept *out)
{
  *out = (SqlKept){sqlite3_value_type(v), 0, {0}};
  if (out->type == SQLITE_INTEGER) out->u.i = sqlite3_value_int64(v);
  else if (out->type == SQLITE_FLOAT) out->u.r = sqlite3_value_double(v);
  else if (out->type != SQLITE_NULL) {
    const void *s = out->type == SQLITE_BLOB ? sqlite3_value_blob(v) : (const void *)sqlite3_value_text(v);
    out->n = sqlite3_value_bytes(v);
    if (!s && (out->n || out->type == SQLITE_TEXT)) return SQLITE_NOMEM;
    out->u.s = elg_arena_copy(arena, s, (size_t)out->n);
    if (!out->u.s) return SQLITE_NOMEM;
  }
  return SQLITE_OK;
}

int sql_kept_copy(ElgArena *arena, const SqlKept *from, SqlKept *out)
{
  *out = *from;
  if (from->type != SQLITE_TEXT && from->type != SQLITE_BLOB) return SQLITE_OK;
  out->u.s = elg_arena_copy(arena, from->u.s, (size_t)from->n);
  return out->u.s ? SQLITE_OK : SQLITE_NOMEM;
}

ElgStr sql_kept_text(const SqlKept *v, SqlKeptRoom *room)
{
  room->s[0] = 0;
  if (v->type == SQLITE_TEXT || v->type == SQLITE_BLOB) return (ElgStr){v->u.s, (size_t)v->n};
  if (v->type == SQLITE_INTEGER) sqlite3_snprintf(sizeof room->s, room->s, "%lld", (long long)v->u.i);
  if (v->type == SQLITE_FLOAT) sqlite3_snprintf(sizeof room->s, room->s, "%!.15g", v->u.r);
  return (ElgStr){room->s, strlen(room->s)};
}

void sql_result_kept(sqlite3_context *ctx, const SqlKept *v)
{
  switch (v->type) {
  case SQLITE_INTEGER: sqlite3_result_int64(ctx, v->u.i); break;
  case SQLITE_FLOAT: sqlite3_result_double(ctx, v->u.r); break;
  case SQLITE_TEXT: sqlite3_result_text(ctx, v->u.s, v->n, SQLITE_TRANSIENT); break;
  case SQLITE_BLOB: sqlite3_result_blob(ctx, v->u.s, v->n, SQLITE_TRANSIENT); break;
  default: break;
  }
}

/* The {role: column} object of this side into *out, NULL when there is none. */
static int list_columns(SqlTvfCall *call, const ElgJson *doc, const ElgJsonNode *options, const char *what,
                        const ElgJsonNode **out)
{
  const ElgJsonNode *columns = *out = options ? elg_json_get(doc, options, "columns") : NULL;
  if (!columns || columns->type != ELG_JSON_OBJECT || !strcmp(what, "relation")) return SQLITE_OK;
  for (const ElgJsonNode *m = elg_json_first(columns); m; m = elg_json_next(doc, columns, m))
    if (!elg_str_equal(m->name, ELG_STR("left")) && !elg_str_equal(m->name, ELG_STR("right")))
      return sql_tvf_error(call, "option columns: unknown side, got '%s'; expected left or right", elg_show(m->name).s);
  *out = elg_json_get(doc, columns, what);
  return SQLITE_OK;
}

int sql_list_open(SqlTvfCall *call, const char *what, sqlite3_value *relation, const ElgJson *doc,
                  const ElgJsonNode *options, SqlList *list)
{
  ElgStr text;
  *list = (SqlList){.what = what, .group = -1};
  if (sqlite3_value_type(relation) == SQLITE_NULL)
    return sql_tvf_error(call, "%s: got NULL; expected a table, a view or a SELECT", what);
  const ElgJsonNode *columns = NULL;
  int rc = sql_text(relation, &text);
  if (!rc) rc = list_columns(call, doc, options, what, &columns);
  if (!rc)
    rc = sql_relation_open(call, what, text, sql_list_roles, SQL_LIST_ROLES, doc, columns, SQL_LIST_ID, &list->rel);
  if (rc) return rc;
  for (int k = SQL_LIST_ID; k <= SQL_LIST_NAME; k++)
    if (list->rel.column[k] < 0) return sql_relation_missing(call, what, sql_list_roles + k, &list->rel);
  for (int k = SQL_LIST_WEBSITE; k < SQL_LIST_PARENT; k++) list->has_facts |= list->rel.column[k] >= 0;
  const ElgJsonNode *keep = options ? elg_json_get(doc, options, "duplicates") : NULL;
  list->unique = !keep && !sql_relation_has_rowid(&list->rel, SQL_LIST_ID);
  list->countries = elg_name_reader_new();
  return list->countries ? SQLITE_OK : SQLITE_NOMEM;
}

static sqlite3_value *list_value(const SqlList *list, SqlListRole role)
{
  return sqlite3_column_value(list->rel.stmt, list->rel.column[role]);
}
sqlite3_value *sql_list_id(const SqlList *list) { return list_value(list, SQL_LIST_ID); }

/* ---- ids ---- */

static uint64_t list_hash(uint64_t sequence, ElgStr text) { return elg_hash_next(sequence, elg_hash(text)); }

static int list_hash_value(sqlite3_value *v, uint64_t *h)
{
  int type = sqlite3_value_type(v);
  sqlite3_int64 i = sqlite3_value_int64(v);
  ElgStr text = {(const char *)&i, sizeof i};
  int rc = type == SQLITE_INTEGER || type == SQLITE_NULL ? SQLITE_OK : sql_text(v, &text);
  if (!rc) *h = list_hash(*h + (uint64_t)type, text);
  return rc;
}

static int list_grow_seen(SqlList *list)
{
  ElgBuf old = list->seen;
  size_t size = old.n / 8 ? old.n / 4 : 2048, mask = size - 1;
  list->seen = (ElgBuf){0};
  uint64_t *slots = elg_buf_grow(&list->seen, size * 8);
  if (slots) {
    memset(slots, 0, size * 8);
    const uint64_t *from = (const uint64_t *)(const void *)old.p;
    for (size_t k = 0; k < old.n / 8; k++) {
      if (!from[k]) continue;
      size_t i = (size_t)from[k] & mask;
      while (slots[i]) i = (i + 1) & mask;
      slots[i] = from[k];
    }
  }
  elg_buf_free(&old);
  return slots ? SQLITE_OK : SQLITE_NOMEM;
}

static int list_bad_id(SqlTvfCall *call, const SqlList *list, const char *format)
{
  ElgStr text = {0};
  int rc = sql_text(sql_list_id(list), &text);
  return rc ? rc : sql_tvf_error(call, format, list->what, elg_show(text).s);
}

int sql_list_bad_row(SqlTvfCall *call, const SqlList *list, size_t number, ElgStr id, const char *text)
{
  return sql_tvf_error(call, "%s: row %lld, id '%s': %s", list->what, (long long)number, elg_show(id).s, text);
}

static int list_see(SqlTvfCall *call, SqlList *list, uint64_t h)
{
  if (list->n_seen * 2 >= list->seen.n / 8 && list_grow_seen(list)) return SQLITE_NOMEM;
  uint64_t *slots = (uint64_t *)(void *)list->seen.p;
  size_t mask = list->seen.n / 8 - 1, i = (size_t)(h |= 1) & mask;
  for (; slots[i]; i = (i + 1) & mask)
    if (slots[i] == h)
      return list_bad_id(call, list, "%s: got the id '%s' twice; expected unique ids, or the option duplicates: \"keep\"");
  slots[i] = h;
  list->n_seen++;
  return SQLITE_OK;
}

/* True while the ids are integers that rise: such ids are unique. */
static int list_rises(SqlList *list)
{
  sqlite3_value *v = sql_list_id(list);
  sqlite3_int64 id = sqlite3_value_int64(v);
  size_t n = list->rising.n / sizeof id;
  if (list->group >= 0 || list->n_seen || sqlite3_value_type(v) != SQLITE_INTEGER) return 0;
  if (n && ((const sqlite3_int64 *)(const void *)list->rising.p)[n - 1] >= id) return 0;
  elg_buf_put(&list->rising, &id, sizeof id);
  return 1;
}

/* The ids no longer rise: those met so far go where any are found. */
static int list_see_risen(SqlTvfCall *call, SqlList *list)
{
  const sqlite3_int64 *id = (const sqlite3_int64 *)(const void *)list->rising.p;
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < list->rising.n / sizeof *id; i++)
    rc = list_see(call, list, list_hash(SQLITE_INTEGER, (ElgStr){(const char *)(id + i), sizeof *id}));
  elg_buf_free(&list->rising);
  return rc;
}

static int list_check_id(SqlTvfCall *call, SqlList *list)
{
  uint64_t h = 0;
  if (!sql_relation_has(&list->rel, SQL_LIST_ID))
    return sql_tvf_error(call, "%s: row %lld: got a %s id; expected a value, or a SELECT without such rows", list->what,
                         (long long)list->n_rows, sqlite3_value_type(sql_list_id(list)) == SQLITE_NULL ? "NULL" : "blank");
  if (!list->unique) return SQLITE_OK;
  if (list_rises(list)) return list->rising.rc ? SQLITE_NOMEM : SQLITE_OK;
  int rc = list_see_risen(call, list);
  if (!rc) rc = list_hash_value(sql_list_id(list), &h);
  if (!rc && list->group >= 0) rc = list_hash_value(sqlite3_column_value(list->rel.stmt, list->group), &h);
  return rc ? rc : list_see(call, list, h);
}

/* ---- facts ---- */

/* Text of a role's column, blank as empty. */
static int list_text(const SqlList *list, SqlListRole role, ElgStr *out)
{
  *out = (ElgStr){"", 0};
  return sql_relation_has(&list->rel, role) ? sql_text(list_value(list, role), out) : SQLITE_OK;
}

/* Countries come in runs: the last one read is remembered. */
static int list_country(SqlList *list, ElgStr text)
{
  if (!elg_str_equal(text, list->country_text)) {
    elg_buf_reset(&list->country_buf);
    elg_buf_put(&list->country_buf, text.s, text.n);
    if (list->country_buf.rc) return SQLITE_NOMEM;
    list->country_text = elg_buf_view(&list->country_buf);
    list->country = elg_facts_country(list->countries, text);
  }
  list->facts.country = list->country;
  return SQLITE_OK;
}

static int list_facts(SqlTvfCall *call, SqlList *list)
{
  static const SqlListRole domains[] = {SQL_LIST_WEBSITE, SQL_LIST_DOMAIN, SQL_LIST_DOMAINS};
  ElgStr text;
  ElgErr err;
  int rc = SQLITE_OK;
  list->facts = (ElgFacts){0};
  for (size_t k = 0; !rc && k < ELG_COUNT(domains); k++) {
    rc = list_text(list, domains[k], &text);
    ElgRc added = rc ? ELG_OK : elg_facts_domains(&list->facts, text, &err);
    if (added) rc = sql_text(sql_list_id(list), &text);
    if (added && !rc) rc = sql_list_bad_row(call, list, list->n_rows, text, err.text);
  }
  if (!rc && !(rc = list_text(list, SQL_LIST_COUNTRY, &text))) rc = list_country(list, text);
  if (!rc && !(rc = list_text(list, SQL_LIST_LEI, &text))) list->facts.lei = elg_facts_lei(text);
  if (!rc && !(rc = list_text(list, SQL_LIST_DUNS, &text))) list->facts.duns = elg_facts_duns(text);
  if (!rc && !(rc = list_text(list, SQL_LIST_REGISTRATION, &text)))
    list->facts.registration = elg_facts_registration(text, list->facts.country);
  return rc;
}

int sql_list_next(SqlTvfCall *call, SqlList *list)
{
  int rc = sql_relation_step(call, &list->rel);
  list->done = rc == SQLITE_DONE;
  if (rc != SQLITE_ROW) return rc;
  list->n_rows++;
  rc = list_check_id(call, list);
  if (!rc) rc = list_text(list, SQL_LIST_NAME, &list->name);
  if (!rc && list->has_facts) rc = list_facts(call, list);
  return rc ? rc : SQLITE_ROW;
}

void sql_list_close(SqlList *list)
{
  sql_relation_close(&list->rel);
  elg_name_reader_free(list->countries);
  elg_buf_free(&list->seen);
  elg_buf_free(&list->rising);
  elg_buf_free(&list->country_buf);
}
