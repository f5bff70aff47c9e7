/* fn_import.c -- SQL: elg_import(source), elg_import_partner(table, partner_id [, options]), elg_sfid(id), elg_read_text(value),
** elg_read_time(text, zone, order, end_of_day), elg_read_minor(text, currency, mark). elg_import_note: import_take.c.
**
** The mappings are the chapters salesforce, hubspot and crossbeam; the last two functions give NULL where elg_time and
** elg_minor raise an error, so that one bad cell does not stop an import.
*/
#include "base/json.h"
#include "credit/money.h"
#include "credit/when.h"
#include "name/entity.h"
#include "sqlite/fn_model.h"
#include "sqlite/import_take.h"
#include "sqlite/sql_caches.h"
#include <string.h>

/* ---- scalars ---- */

static int import_is_alnum(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The three letters that make a 15-character Salesforce id safe in any case: each stands for five characters, bit k set
** where character k is a capital; 0..31 are A..Z, 0..5. (Salesforce Help, "How to convert a 15 character ID to 18".) */
static void import_sfid_suffix(const char *id, char out[3])
{
  for (int i = 0; i < 3; i++) {
    int bits = 0;
    for (int k = 0; k < 5; k++)
      if (id[5 * i + k] >= 'A' && id[5 * i + k] <= 'Z') bits |= 1 << k;
    out[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
  }
}

static char import_in_case(char c, int capital)
{
  if (c >= 'a' && c <= 'z' && capital) return (char)(c - 'a' + 'A');
  return c >= 'A' && c <= 'Z' && !capital ? (char)(c - 'A' + 'a') : c;
}

/* The 15 characters in the case that the letters behind them tell, as after a spreadsheet that lowered all; 0 when they tell of a
** capital where there is no letter, or are no such letters. */
static int import_sfid_restore(char id[18])
{
  for (int i = 0; i < 3; i++) {
    char c = id[15 + i] = import_in_case(id[15 + i], 1);
    int bits = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '0' && c <= '5' ? c - '0' + 26 : -1;
    for (int k = 0; k < 5; k++) id[5 * i + k] = bits < 0 ? ' ' : import_in_case(id[5 * i + k], bits >> k & 1);
  }
  char suffix[3];
  import_sfid_suffix(id, suffix);
  return !memcmp(suffix, id + 15, 3);
}

void sql_fn_sfid(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr id;
  char out[18];
  int digits = 0;
  (void)argc;
  if (sql_any_null(1, argv)) return;
  if (sql_text(argv[0], &id)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  id = import_trim(id);
  if (id.n != 15 && id.n != 18) return;
  for (size_t i = 0; i < id.n; i++) {
    if (!import_is_alnum(id.s[i])) return;
    digits += i < 15 && id.s[i] >= '0' && id.s[i] <= '9';
  }
  memcpy(out, id.s, id.n);
  if (!digits || (id.n == 18 && !import_sfid_restore(out))) return;
  if (id.n == 15) import_sfid_suffix(id.s, out + 15);
  sqlite3_result_text(ctx, out, sizeof out, SQLITE_TRANSIENT);
}

/* Without the blanks around it, the one that does not break (U+00A0) included. */
static ElgStr import_trim_all(ElgStr s)
{
  for (size_t n = s.n + 1; n != s.n;) {
    n = s.n;
    s = import_trim(s);
    if (s.n >= 2 && !memcmp(s.s, "\xC2\xA0", 2)) s.s += 2, s.n -= 2;
    if (s.n >= 2 && !memcmp(s.s + s.n - 2, "\xC2\xA0", 2)) s.n -= 2;
  }
  return s;
}

/* s with its entities read, in out where it may have any. */
static ElgStr import_entities(ElgStr s, ElgBuf *out)
{
  char *plain = elg_has_entity(s) ? elg_buf_grow(out, s.n) : NULL;
  return plain ? (ElgStr){plain, elg_read_entities(s, plain)} : s;
}

/* What HubSpot, Salesforce and spreadsheets write where there is nothing. */
static int import_is_nothing(ElgStr s)
{
  static const char *const words[] = {"-", "--", "(no value)", "(blank)", "#n/a", "n/a", "\xE2\x80\x93", "\xE2\x80\x94"};
  for (size_t i = 0; s.n <= 10 && i < ELG_COUNT(words); i++)
    if (strlen(words[i]) == s.n && !sqlite3_strnicmp(words[i], s.s, (int)s.n)) return 1;
  return 0;
}

/* elg_read_text(value): the text of a raw cell, NULL when it is blank. A REAL stays one, but for whole numbers: the ids of a column
** in which some are missing are REAL, as data frames have it. */
void sql_fn_read_text(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr text;
  ElgBuf out = {0}, plain = {0};
  char number[24];
  (void)argc;
  if (sql_any_null(1, argv)) return;
  if (sqlite3_value_type(argv[0]) == SQLITE_FLOAT) {
    double x = sqlite3_value_double(argv[0]);
    int whole = x >= -9007199254740992.0 && x <= 9007199254740992.0 && x == (double)(int64_t)x;
    sqlite3_snprintf((int)sizeof number, number, "%lld", whole ? (int64_t)x : 0);
    if (whole) sqlite3_result_text(ctx, number, -1, SQLITE_TRANSIENT);
    else sqlite3_result_value(ctx, argv[0]);
    return;
  }
  if (sql_text(argv[0], &text)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!elg_str_is_ascii(text)) {
    elg_buf_utf8(&out, text);
    text = elg_buf_view(&out);
  }
  text = import_trim_all(import_entities(text, &plain));
  if (out.rc || plain.rc) sql_fail(ctx, "elg_read_text", out.rc ? out.rc : plain.rc, 0);
  else if (text.n && !import_is_nothing(text)) sql_result_str(ctx, text);
  elg_buf_free(&out);
  elg_buf_free(&plain);
}

/* elg_read_time(text, zone, order, end_of_day): NULL when the text is no time. A date alone is that day, whatever the zone: what
** closed on the last day of a quarter closed in it. */
void sql_fn_read_time(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr text, zone, order = {"", 0};
  ElgWhenRead how = {.plain_date = 1};
  ElgErr err;
  int blank;
  int64_t seconds;
  char out[ELG_WHEN_TEXT];
  (void)argc;
  if (sql_any_null(1, argv)) return;
  int rc = sql_text(argv[0], &text);
  if (!rc && sqlite3_value_type(argv[1]) != SQLITE_NULL) {
    rc = sql_text(argv[1], &zone);
    if (!rc && elg_when_zone(zone, &how.offset, &err)) {
      sql_fail(ctx, "elg_read_time", ELG_ERROR, &err);
      return;
    }
  }
  if (!rc && sqlite3_value_type(argv[2]) != SQLITE_NULL) rc = sql_text(argv[2], &order);
  if (rc) {
    sqlite3_result_error_code(ctx, rc);
    return;
  }
  how.order = order.n ? order.s[0] : 0;
  how.end_of_day = sqlite3_value_int(argv[3]);
  if (elg_when_parse(text, how, &blank, &seconds, &err) || blank) return;
  elg_when_format(seconds, out);
  sqlite3_result_text(ctx, out, -1, SQLITE_TRANSIENT);
}

/* elg_read_minor(text, currency, mark): NULL when the text is no amount of that currency. */
void sql_fn_read_minor(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr text, currency, mark = {"", 0};
  ElgMoneyRead how = {.half_even = 1};
  ElgErr err;
  int blank;
  int64_t minor;
  (void)argc;
  if (sql_any_null(2, argv)) return;
  int rc = sql_text(argv[0], &text);
  if (!rc) rc = sql_text(argv[1], &currency);
  if (!rc && sqlite3_value_type(argv[2]) != SQLITE_NULL) rc = sql_text(argv[2], &mark);
  if (rc) {
    sqlite3_result_error_code(ctx, rc);
    return;
  }
  int type = sqlite3_value_type(argv[0]);
  how.mark = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? '.' : mark.n ? mark.s[0] : 0; /* as elg_minor */
  if (elg_money_parse(text, currency, how, &blank, &minor, &err) || blank) return;
  sqlite3_result_int64(ctx, minor);
}

/* ---- elg_import ---- */

typedef struct {
  sqlite3_context *ctx;
  const char *fn;
  ImportContext context;
  ElgStr only; /* the one raw table to read, or empty: those the takes name */
  ImportTable *tables;
  size_t n_tables;
  ElgBuf report; /* JSON of the takes so far */
  size_t n_takes, n_read; /* n_read: of tables that have a column for the key */
  ElgBuf known; /* ", name, name": those looked for, for the error when none is there */
  ElgBuf missing; /* the first table without a column for the key, and which it could be */
} ImportRun;

static ImportTable *import_table(ImportRun *run, ElgStr name, int *rc)
{
  for (size_t i = 0; i < run->n_tables; i++)
    if (strlen(run->tables[i].name) == name.n && !sqlite3_strnicmp(run->tables[i].name, name.s, (int)name.n))
      return run->tables + i;
  ImportTable table = {0};
  *rc = import_table_open(run->context.db, name, &table);
  if (*rc || !table.name) {
    import_table_close(&table);
    return 0;
  }
  ImportTable *more = sqlite3_realloc64(run->tables, (run->n_tables + 1) * sizeof *more);
  if (!more) {
    import_table_close(&table);
    *rc = SQLITE_NOMEM;
    return 0;
  }
  run->tables = more;
  run->tables[run->n_tables] = table;
  return run->tables + run->n_tables++;
}

/* A name of the raw file as JSON. */
static void import_json(ElgBuf *out, const char *name)
{
  ElgBuf text = {0};
  elg_buf_utf8(&text, (ElgStr){name, strlen(name)});
  elg_buf_json(out, elg_buf_view(&text));
  if (text.rc && !out->rc) {
    elg_buf_free(out);
    out->rc = text.rc;
  }
  elg_buf_free(&text);
}

/* "table 'list' of columns 'Kunde;Webseite': " and why nothing was read: a wrong separator shows, and a file of two bytes a character. */
static void import_missing_columns(ElgBuf *out, const ImportTable *table, ElgStr why)
{
  ElgBuf names = {0};
  const ImportColumn *c = (const ImportColumn *)(const void *)table->columns.p;
  for (size_t i = 0; i < table->columns.n / sizeof *c; i++) sql_append(&names, "%s%s", i ? ", " : "", c[i].name);
  if (names.n > 1 && (!memcmp(names.p, "\xFF\xFE", 2) || !memcmp(names.p, "\xFE\xFF", 2)))
    why = ELG_STR("the file is UTF-16; expected UTF-8: iconv -f UTF-16 -t UTF-8 FILE");
  sql_append(out, "table '%s' of columns '%s': %.*s", elg_show((ElgStr){table->name, strlen(table->name)}).s,
             elg_show(elg_buf_view(&names)).s, (int)why.n, why.s);
  if (names.rc && !out->rc) {
    elg_buf_free(out);
    out->rc = names.rc;
  }
  elg_buf_free(&names);
}

/* Run a take on one raw table and add its line to the report. */
static int import_one(ImportRun *run, const SqlScript *script, ImportTable *table)
{
  ImportResult result = {0};
  ElgStr target = import_take_target(script->take);
  int rc = import_take_run(&run->context, script->take, script->text, table, &result);
  if (!rc) {
    elg_buf_cstr(&run->report, run->n_takes++ ? ",\n {\"from\":" : "\n {\"from\":");
    elg_buf_json(&run->report, (ElgStr){table->name, strlen(table->name)});
    elg_buf_cstr(&run->report, ",\"into\":");
    elg_buf_json(&run->report, target);
    if (result.why.n) {
      elg_buf_cstr(&run->report, ",\"taken\":0,\"why\":");
      elg_buf_json(&run->report, elg_buf_view(&result.why));
      elg_buf_byte(&run->report, '}');
      if (!run->missing.n) import_missing_columns(&run->missing, table, elg_buf_view(&result.why));
    } else {
      run->n_read++;
      sql_append(&run->report, ",\"rows\":%lld,\"taken\":%lld,\"issues\":%lld,\"columns\":%.*s}", result.rows,
                 result.taken, result.issues, (int)result.columns.n, result.columns.p);
    }
  }
  elg_buf_free(&result.columns);
  elg_buf_free(&result.why);
  return rc ? rc : sql_rc(run->report.rc);
}

/* True when the name is in run->known already. */
static int import_is_known(const ImportRun *run, ElgStr name)
{
  ElgStr all = elg_buf_view(&run->known);
  for (size_t i = 0; i + 2 + name.n <= all.n; i++) {
    size_t end = i + 2 + name.n;
    if (!memcmp(all.s + i, ", ", 2) && !memcmp(all.s + i + 2, name.s, name.n) && (end == all.n || all.s[end] == ','))
      return 1;
  }
  return 0;
}

static int import_chapter(ImportRun *run, const char *name)
{
  const ElgChapter *chapter = sql_chapter(name);
  SqlScript script = {.rest = chapter ? chapter->text : ""};
  int rc = SQLITE_OK;
  while (!rc && sql_script_next(&script)) {
    ElgStr from;
    if (!script.take.n) rc = sql_run(run->context.db, script.text, 0);
    for (size_t at = 0; !rc && script.take.n && import_take_from(script.take, &at, &from);) {
      ImportTable *table = import_table(run, run->only.n ? run->only : from, &rc);
      if (table) rc = import_one(run, &script, table);
      else if (!rc && !import_is_known(run, from)) sql_append(&run->known, ", %.*s", (int)from.n, from.s);
    }
  }
  return rc;
}

/* JSON of the columns no take has read. */
static void import_unread(ImportRun *run)
{
  elg_buf_cstr(&run->report, "],\n\"unread\":{");
  int n = 0;
  for (size_t t = 0; t < run->n_tables; t++) {
    const ImportColumn *c = (const ImportColumn *)(const void *)run->tables[t].columns.p;
    int m = 0;
    for (size_t i = 0; i < run->tables[t].columns.n / sizeof *c; i++) {
      if (c[i].used) continue;
      if (!m++) {
        elg_buf_cstr(&run->report, n++ ? ",\n " : "\n ");
        elg_buf_json(&run->report, (ElgStr){run->tables[t].name, strlen(run->tables[t].name)});
      }
      elg_buf_cstr(&run->report, m == 1 ? ":[" : ",");
      import_json(&run->report, c[i].name);
    }
    if (m) elg_buf_byte(&run->report, ']');
  }
  elg_buf_cstr(&run->report, "}}");
}

static void import_free(ImportRun *run)
{
  for (size_t i = 0; i < run->n_tables; i++) import_table_close(run->tables + i);
  sqlite3_free(run->tables);
  elg_buf_free(&run->report);
  elg_buf_free(&run->known);
  elg_buf_free(&run->missing);
}

/* Why no raw table was read. */
static void import_fail_unread(ImportRun *run)
{
  ElgErr err;
  if (run->n_takes)
    elg_err(&err, "%.*s", (int)run->missing.n, run->missing.n ? run->missing.p : "");
  else if (run->only.n)
    elg_err(&err, "no table of that name, got '%s'; expected a table or view of the file", elg_show(run->only).s);
  else
    elg_err(&err, "no raw table found; expected one of %.*s", run->known.n ? (int)run->known.n - 2 : 0,
            run->known.n ? run->known.p + 2 : "");
  sql_fail(run->ctx, run->fn, ELG_ERROR, &err);
}

#define IMPORT_SEEN \
  "CREATE TEMP TABLE IF NOT EXISTS elg_import_seen(table_name TEXT, partner_id TEXT, id TEXT, population TEXT, " \
  "PRIMARY KEY(table_name, partner_id, id, population)) WITHOUT ROWID"

/* Run the statement before (may be NULL) and the chapters in a savepoint; the error or the result is set on the call. */
static int import_run(ImportRun *run, const char *const *chapters, size_t n, const char *before)
{
  sqlite3 *db = run->context.db;
  sqlite3_stmt *reader = 0;
  SqlCaches *caches = sqlite3_user_data(run->ctx);
  int64_t tables, views, temp_views;
  int alone = sqlite3_get_autocommit(db);
  int rc = sql_model_init(run->ctx, &tables, &views, &temp_views);
  if (rc) return rc;
  sql_caches_enlarge(db, caches, alone);
  if ((rc = sql_begin_writing(run->ctx, run->fn, "elg_import", &reader))) {
    sql_caches_settle(db, caches);
    return rc;
  }
  elg_buf_cstr(&run->report, "{\"source\":");
  elg_buf_json(&run->report, (ElgStr){run->context.source, strlen(run->context.source)});
  elg_buf_cstr(&run->report, ",\"takes\":[");
  if (!rc && before) rc = sql_run(db, (ElgStr){before, strlen(before)}, 0);
  if (!rc) rc = sql_run(db, ELG_STR(IMPORT_SEEN), 0);
  for (size_t i = 0; !rc && i < n; i++) rc = import_chapter(run, chapters[i]);
  if (!rc) rc = import_chapter(run, "import_gone");
  if (!rc) import_unread(run);
  if (!rc) rc = sql_rc(run->report.rc ? run->report.rc : run->missing.rc);
  int failed = rc != SQLITE_OK;
  if (failed) sql_fail_db(run->ctx, run->fn, 0, rc);
  if (!failed && (!run->n_read || (run->only.n && run->missing.n))) {
    import_fail_unread(run);
    failed = 1;
  }
  if (sql_end_writing(run->ctx, run->fn, "elg_import", failed, &reader)) failed = 1;
  sql_caches_settle(db, caches);
  if (!failed) sql_result_str(run->ctx, elg_buf_view(&run->report));
  return failed;
}

void sql_fn_import(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  static const char *const sources[] = {"salesforce", "hubspot", "crossbeam"};
  ElgStr source;
  (void)argc;
  if (sql_any_null(1, argv)) return;
  if (sql_text(argv[0], &source)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  for (size_t i = 0; i < ELG_COUNT(sources); i++) {
    if (strlen(sources[i]) != source.n || sqlite3_strnicmp(sources[i], source.s, (int)source.n)) continue;
    ImportRun run = {
        .ctx = ctx, .fn = "elg_import", .context = {.db = sqlite3_context_db_handle(ctx), .source = sources[i]}};
    import_run(&run, sources + i, 1, 0);
    import_free(&run);
    return;
  }
  ElgErr err;
  sql_fail(ctx, "elg_import",
           elg_err(&err, "unknown source, got '%s'; expected salesforce, hubspot or crossbeam", elg_show(source).s),
           &err);
}

/* Options of elg_import_partner: {"population": text, "replace": true or false, "date_order": "mdy" or "dmy",
** "decimal_mark": "." or ","}. */
typedef struct {
  ElgStr population;
  int replace;
  const char *order, *mark;
} ImportOptions;

/* The one of two words that the member's text is, NULL when it is neither. */
static const char *import_word(const ElgJsonNode *m, const char *a, const char *b)
{
  if (m->type != ELG_JSON_STRING) return 0;
  return elg_str_equal(m->text, (ElgStr){a, strlen(a)}) ? a : elg_str_equal(m->text, (ElgStr){b, strlen(b)}) ? b : 0;
}

static ElgRc import_options(ElgJson *doc, ElgStr text, ImportOptions *out, ElgErr *err)
{
  ElgRc rc = elg_json_parse(doc, text, err);
  if (rc) return rc;
  const ElgJsonNode *root = elg_json_root(doc);
  if (root->type != ELG_JSON_OBJECT)
    return elg_err(err, "options: got %s; expected an object", elg_json_type_name(root->type));
  for (const ElgJsonNode *m = elg_json_first(root); m; m = elg_json_next(doc, root, m)) {
    if (elg_str_equal(m->name, ELG_STR("population")) && m->type == ELG_JSON_STRING) out->population = m->text;
    else if (elg_str_equal(m->name, ELG_STR("replace")) && (m->type == ELG_JSON_TRUE || m->type == ELG_JSON_FALSE))
      out->replace = m->type == ELG_JSON_TRUE;
    else if (elg_str_equal(m->name, ELG_STR("date_order")) && import_word(m, "mdy", "dmy")) out->order = import_word(m, "mdy", "dmy");
    else if (elg_str_equal(m->name, ELG_STR("decimal_mark")) && import_word(m, ".", ",")) out->mark = import_word(m, ".", ",");
    else
      return elg_err(err, "options: got '%s' with a %s; expected population (string), replace (true or false), date_order ('mdy' or 'dmy') "
                     "or decimal_mark ('.' or ',')", elg_show(m->name).s, elg_json_type_name(m->type));
  }
  return ELG_OK;
}

/* The id crm_partner has for the partner: as given, else a Salesforce id of 15 characters in its longer form, else NULL. */
static int import_partner_id(sqlite3_context *ctx, ElgStr partner, char **id)
{
  int64_t tables, views, temp_views;
  int rc = sql_model_init(ctx, &tables, &views, &temp_views), n = (int)partner.n;
  if (rc) return rc;
  rc = sql_query_text(sqlite3_context_db_handle(ctx), id,
                      "SELECT partner_id FROM main.crm_partner WHERE partner_id IN ('%.*q', elg_sfid('%.*q')) "
                      "ORDER BY partner_id = '%.*q' DESC", n, partner.s, n, partner.s, n, partner.s);
  if (rc) sqlite3_result_error_code(ctx, rc);
  return rc;
}

void sql_fn_import_partner(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  static const char *const chapter = "partner_list";
  ElgStr table, partner, options = {0, 0};
  ImportOptions o = {{0, 0}, 0, 0, 0};
  ElgJson doc = {0};
  ElgErr err;
  char *id = 0;
  int rc;
  if (sql_any_null(2, argv)) return;
  if (sql_text(argv[0], &table) || sql_text(argv[1], &partner) ||
      (argc > 2 && sqlite3_value_type(argv[2]) != SQLITE_NULL && sql_text(argv[2], &options))) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  partner = import_trim(partner);
  if (!partner.n) {
    sqlite3_result_error(ctx, "elg_import_partner: no partner, got ''; expected the partner's id", -1);
    return;
  }
  ElgRc bad = options.s ? import_options(&doc, options, &o, &err) : ELG_OK;
  if (bad) {
    sql_fail(ctx, "elg_import_partner", bad, &err);
    elg_json_free(&doc);
    return;
  }
  ImportRun run = {.ctx = ctx,
                   .fn = "elg_import_partner",
                   .only = table,
                   .context = {.db = sqlite3_context_db_handle(ctx), .source = "partner", .order = o.order, .mark = o.mark}};
  rc = import_partner_id(ctx, partner, &id);
  if (rc) {
    elg_json_free(&doc);
    return;
  }
  if (!id) id = sqlite3_mprintf("%.*s", (int)partner.n, partner.s);
  char *list = o.population.s ? sqlite3_mprintf("%.*s", (int)o.population.n, o.population.s) : 0;
  char *before =
      !o.replace ? 0
      : list   ? sqlite3_mprintf("DELETE FROM crm_partner_account WHERE partner_id = %Q AND population = %Q", id, list)
               : sqlite3_mprintf("DELETE FROM crm_partner_account WHERE partner_id = %Q", id);
  run.context.partner = id;
  run.context.population = list;
  rc = id && (list || !o.population.s) && (before || !o.replace) ? SQLITE_OK : SQLITE_NOMEM;
  if (rc) sqlite3_result_error_code(ctx, rc);
  else import_run(&run, &chapter, 1, before);
  sqlite3_free(id);
  sqlite3_free(list);
  sqlite3_free(before);
  elg_json_free(&doc);
  import_free(&run);
}
