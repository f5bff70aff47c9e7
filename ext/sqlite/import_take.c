#include "sqlite/fn_model.h"
#include "sqlite/import_take.h"
#include "sqlite/sql_relation.h"
#include <string.h>

#define IMPORT_MAX_ITEMS 32
#define IMPORT_EACH "nullif(trim(each_.value),'')"

/* EXPRESSION AS column, and what it became for one raw table. */
typedef struct {
  ElgStr expression, column;
  ElgBuf sql;    /* expanded expression */
  ElgBuf raw;    /* SQL of the first raw column's value, NULL without one */
  ElgBuf filled; /* SQL of whether a cell of it is not empty: cheaper than raw, which a blank cell lacks too */
  ElgStr source; /* name of that raw column */
  int present;   /* some column of it exists, or it names none */
  int is_key;    /* part of the key */
  int required;  /* and never NULL: not inside coalesce() there */
} ImportItem;

/* What a take met on the way, by item: rows without a value, and those of them where a raw cell is not empty. */
typedef struct {
  uint32_t required;
  int64_t rows; /* with the whole key */
  int64_t grown; /* by so many rows the target */
  int64_t absent[IMPORT_MAX_ITEMS], unreadable[IMPORT_MAX_ITEMS];
} ImportNotes;
#define IMPORT_NOTES "ImportNotes"

enum { IMPORT_KEY, IMPORT_MERGE, IMPORT_MISSING };

typedef struct {
  ElgStr target, key;
  int verb;
  ImportItem where;
  ElgBuf from; /* the raw table as r, and each_ where a column holds several values */
  ImportItem items[IMPORT_MAX_ITEMS];
  size_t n_items;
} ImportTake;

/* The name of a column for comparison: without the __c of a custom field too. */
static void import_fold(ElgStr name, char *out, size_t cap)
{
  if (name.n > 3 && !memcmp(name.s + name.n - 3, "__c", 3)) name.n -= 3;
  sql_fold_column(name, out, cap);
}

ElgStr import_trim(ElgStr s)
{
  while (s.n && strchr(" \t\r\n", s.s[0])) s.s++, s.n--;
  while (s.n && strchr(" \t\r\n", s.s[s.n - 1])) s.n--;
  return s;
}

/* Cut s at the first mark outside of quotes, braces and brackets: the part before it, and *s becomes the rest behind
** it. Without a mark all of s is returned and *found is 0. Letters match in any case; a mark of letters must stand
** alone.
 */
static ElgStr import_cut(ElgStr *s, const char *mark, int *found)
{
  size_t n = strlen(mark);
  int depth = 0;
  char quote = 0;
  for (size_t i = 0; i < s->n; i++) {
    char c = s->s[i];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '{') {
      depth++;
    } else if (c == ')' || c == '}') {
      depth--;
    } else if (!depth && i + n <= s->n && !sqlite3_strnicmp(s->s + i, mark, (int)n)) {
      ElgStr before = {s->s, i};
      *s = (ElgStr){s->s + i + n, s->n - i - n};
      *found = 1;
      return before;
    }
  }
  ElgStr all = *s;
  *s = (ElgStr){s->s + s->n, 0};
  *found = 0;
  return all;
}

int import_take_from(ElgStr take, size_t *at, ElgStr *name)
{
  static const char *const ends[] = {" KEY ", " MERGE ", " MISSING "};
  int found;
  import_cut(&take, " FROM ", &found);
  for (size_t i = 0; i < ELG_COUNT(ends); i++) {
    ElgStr rest = take;
    take = import_cut(&rest, ends[i], &found);
  }
  for (size_t i = 0;; i++) {
    *name = import_trim(import_cut(&take, ",", &found));
    if (!name->n) return 0;
    if (i == *at) break;
  }
  ++*at;
  return 1;
}

ElgStr import_take_target(ElgStr take)
{
  int found;
  return import_trim(import_cut(&take, " FROM ", &found));
}

/* A file with two columns of one name: the shell calls each of them by its name, "_" and its place. Drop those two. */
static void import_fold_place(ElgStr name, size_t place, char *out, size_t cap)
{
  size_t n = name.n;
  while (n && name.s[n - 1] >= '0' && name.s[n - 1] <= '9') n--;
  size_t digits = name.n - n, told = 0;
  for (size_t i = n; i < name.n && digits < 6; i++) told = told * 10 + (size_t)(name.s[i] - '0');
  if (n > 1 && name.s[n - 1] == '_' && told && told == place) name.n = n - 1;
  import_fold(name, out, cap);
}

int import_table_open(sqlite3 *db, ElgStr name, ImportTable *table)
{
  sqlite3_stmt *stmt = 0;
  char *type;
  int rc = sql_query_text(
      db, &type, "SELECT type FROM sqlite_master WHERE type IN ('table', 'view') AND name = '%.*q' COLLATE NOCASE",
      (int)name.n, name.s);
  if (rc || !type) return rc;
  int is_table = !strcmp(type, "table");
  sqlite3_free(type);
  table->name = sqlite3_mprintf("%.*s", (int)name.n, name.s);
  if (!table->name) return SQLITE_NOMEM;
  table->has_rowid = is_table && !sqlite3_table_column_metadata(db, "main", table->name, "rowid", 0, 0, 0, 0, 0);
  char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q, 'main')", table->name);
  rc = sql ? sqlite3_prepare_v2(db, sql, -1, &stmt, 0) : SQLITE_NOMEM;
  sqlite3_free(sql);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    const char *column = (const char *)sqlite3_column_text(stmt, 0);
    if (!column) column = "";
    ImportColumn *c = elg_buf_grow(&table->columns, sizeof *c);
    rc = c ? SQLITE_OK : SQLITE_NOMEM;
    if (!c) break;
    ElgBuf text = {0};
    elg_buf_utf8(&text, (ElgStr){column, strlen(column)});
    *c = (ImportColumn){elg_arena_copy(&table->names, column, strlen(column) + 1), elg_arena_take(&table->names, text.n + 1), 0, 0};
    if (!c->name || !c->folded || text.rc) rc = SQLITE_NOMEM;
    else import_fold_place(elg_buf_view(&text), table->columns.n / sizeof *c, c->folded, text.n + 1);
    elg_buf_free(&text);
  }
  return sql_finish(stmt, rc);
}

void import_table_close(ImportTable *table)
{
  elg_buf_free(&table->columns);
  elg_arena_free(&table->names);
  sqlite3_free(table->name);
  *table = (ImportTable){0};
}

/* The SQL of a placeholder's value: {A | B}. NULL in *first when no column exists. */
static void import_names(ImportTable *table, ElgStr names, ElgBuf *out, ElgBuf *filled, const ImportColumn **first)
{
  int found, n = 0;
  ElgBuf list = {0};
  char folded[128];
  ImportColumn *c = (ImportColumn *)(void *)table->columns.p;
  *first = 0;
  table->turn++;
  while (names.n) {
    import_fold(import_trim(import_cut(&names, "|", &found)), folded, sizeof folded);
    for (size_t i = 0; i < table->columns.n / sizeof *c; i++) {
      if (strcmp(c[i].folded, folded)) continue;
      if (!*first) *first = c + i;
      if (c[i].turn == table->turn) continue; /* two spellings of one name */
      c[i].used = 1;
      c[i].turn = table->turn;
      if (filled) sql_append(filled, "%sr.\"%w\"<>''", n ? " OR " : "", c[i].name);
      sql_append(&list, "%selg_read_text(r.\"%w\")", n++ ? "," : "", c[i].name);
    }
  }
  if (list.rc && !out->rc) sql_append(out, "%s", "");
  if (n > 1) sql_append(out, "coalesce(%.*s)", (int)list.n, list.p);
  else if (n == 1) elg_buf_put(out, list.p, list.n);
  else elg_buf_cstr(out, "NULL");
  elg_buf_free(&list);
}

static void import_placeholder(ImportTable *table, ElgStr inner, ImportItem *item, ElgBuf *each, const ImportColumn **first)
{
  int found;
  ElgStr names = import_cut(&inner, ":", &found), kind = import_trim(inner);
  ElgBuf value = {0}, *out = &item->sql, *raw = &item->raw;
  import_names(table, names, &value, raw->n ? 0 : &item->filled, first);
  int n = (int)value.n;
  int list = elg_str_equal(kind, ELG_STR("list")), each_value = list || elg_str_equal(kind, ELG_STR("each"));
  if (!raw->n && each_value) elg_buf_cstr(raw, IMPORT_EACH);
  else if (!raw->n) elg_buf_put(raw, value.p, value.n);
  if (value.rc) {
    elg_buf_free(out);
    out->rc = value.rc;
  } else if (elg_str_equal(kind, ELG_STR("time")) || elg_str_equal(kind, ELG_STR("end"))) {
    sql_append(out, "elg_read_time(%.*s,:zone,:order,%d)", n, value.p, kind.n == 3);
  } else if (elg_str_equal(kind, ELG_STR("flag"))) {
    sql_append(
        out,
        "CASE lower(%.*s) WHEN '1' THEN 1 WHEN 'true' THEN 1 WHEN 'yes' THEN 1 WHEN '0' THEN 0 WHEN 'false' THEN 0 "
        "WHEN 'no' THEN 0 END",
        n, value.p);
  } else if (elg_str_equal(kind, ELG_STR("first"))) {
    sql_append(out, "nullif(trim(substr(%.*s,1,instr(%.*s||';',';')-1)),'')", n, value.p, n, value.p);
  } else if (each_value) {
    if (each)
      sql_append(each, list ? ", json_each('['||replace(replace(json_quote(%.*s),',',';'),';','\",\"')||']') each_"
                            : ", json_each('['||replace(json_quote(%.*s),';','\",\"')||']') each_", n, value.p);
    elg_buf_cstr(out, IMPORT_EACH);
  } else if (elg_str_equal(kind, ELG_STR("number"))) {
    ElgBuf text = {0};
    sql_append(&text, "replace(%.*s,coalesce(:mark,'.'),'.')", n, value.p);
    int m = (int)text.n;
    sql_append(out, "CASE WHEN %.*s GLOB '*[0-9]*' AND %.*s NOT GLOB '*[^0-9.eE+-]*' AND %.*s NOT GLOB '*.*.*' THEN %.*s END", m,
               text.p, m, text.p, m, text.p, m, text.p);
    if (text.rc && !out->rc) {
      elg_buf_free(out);
      out->rc = text.rc;
    }
    elg_buf_free(&text);
  } else if (elg_str_equal(kind, ELG_STR("months"))) {
    sql_append(out,
               "CASE WHEN %.*s GLOB '[0-9]*' AND ltrim(rtrim(lower(%.*s),' -months'),'0123456789') IN ('','.0','.00') "
               "THEN CAST(%.*s AS INTEGER) END",
               n, value.p, n, value.p, n, value.p);
  } else {
    elg_buf_put(out, value.p, value.n);
  }
  elg_buf_free(&value);
}

/* Copy the item's expression to its sql with the placeholders expanded. */
static void import_expand(ImportTable *table, ImportItem *item, ElgBuf *each)
{
  ElgStr sql =
      item->expression; /* not shorter than the "case" or "coalesce" looked for: a statement stands behind it */
  int wanted = 0, present = 0, any = !sqlite3_strnicmp(sql.s, "case", 4) || !sqlite3_strnicmp(sql.s, "coalesce", 8);
  for (size_t i = 0; i < sql.n; i++) {
    const char *end = sql.s[i] == '{' ? memchr(sql.s + i, '}', sql.n - i) : 0;
    if (!end) {
      elg_buf_byte(&item->sql, sql.s[i]);
      continue;
    }
    const ImportColumn *first;
    ElgStr inner = {sql.s + i + 1, (size_t)(end - sql.s) - i - 1};
    import_placeholder(table, inner, item, each, &first);
    wanted++;
    if (first && (any || wanted == 1)) present++;
    if (first && !item->source.n) item->source = (ElgStr){first->name, strlen(first->name)};
    i = (size_t)(end - sql.s);
  }
  elg_buf_byte(&item->sql, 0);
  if (item->sql.n) item->sql.n--;
  const char *text = item->sql.p ? item->sql.p : "";
  item->present = !wanted || present || strstr(text, ":population") || strstr(text, ":table");
}

/* How word stands in the key "a, b, coalesce(c, '')": the character before it, or 0 when it does not. */
static char import_key_place(ElgStr key, ElgStr word)
{
  for (size_t i = 0; i + word.n <= key.n; i++) {
    char before = i ? key.s[i - 1] : ' ', after = i + word.n < key.n ? key.s[i + word.n] : ' ';
    if (!memcmp(key.s + i, word.s, word.n) && strchr(" (,", before) && strchr(" ),", after)) return before;
  }
  return 0;
}

/* Put the currency that the target keeps for the row in front of :currency in the item's sql. */
static void import_keep_currency(ImportItem *item, const ElgBuf *kept)
{
  static const ElgStr parameter = ELG_STR(":currency");
  ElgBuf sql = {0};
  size_t from = 0;
  for (size_t i = 0; i + parameter.n <= item->sql.n; i++) {
    if (memcmp(item->sql.p + i, parameter.s, parameter.n)) continue;
    elg_buf_put(&sql, item->sql.p + from, i - from);
    elg_buf_put(&sql, kept->p, kept->n);
    from = i + parameter.n;
  }
  if (from) {
    sql_append(&sql, "%.*s", (int)(item->sql.n - from), item->sql.p + from);
    elg_buf_free(&item->sql);
    item->sql = sql;
  }
}

/* A raw table without a column for the currency leaves it alone: its amounts are in the one that the target keeps for the row. */
static int import_currency(ImportTake *take)
{
  const ImportItem *currency = 0;
  ElgBuf kept = {0};
  sql_append(&kept, "coalesce((SELECT max(t.currency) FROM main.%.*s t WHERE 1", (int)take->target.n, take->target.s);
  for (size_t i = 0; i < take->n_items; i++) {
    const ImportItem *item = take->items + i;
    if (elg_str_equal(item->column, ELG_STR("currency"))) currency = item;
    if (item->required) sql_append(&kept, " AND t.%.*s=(%.*s)", (int)item->column.n, item->column.s, (int)item->sql.n, item->sql.p);
  }
  elg_buf_cstr(&kept, "),:currency)");
  int rc = sql_rc(kept.rc);
  for (size_t i = 0; !rc && currency && !currency->present && i < take->n_items; i++) {
    import_keep_currency(take->items + i, &kept);
    rc = sql_rc(take->items[i].sql.rc);
  }
  elg_buf_free(&kept);
  return rc;
}

/* Parse the take and expand its statement for the table. */
static int import_parse(ElgStr take, ElgStr select, ImportTable *table, ImportTake *out)
{
  static const char *const verbs[] = {" KEY ", " MERGE ", " MISSING "};
  int found = 0;
  out->target = import_take_target(take);
  for (int v = 0; v < 3; v++) {
    ElgStr rest = take;
    import_cut(&rest, verbs[v], &found);
    if (!found) continue;
    out->verb = v;
    out->key = import_trim(rest);
  }
  import_cut(&select, "SELECT", &found);
  ElgStr list = import_cut(&select, "\nWHERE ", &found);
  out->where.expression = found ? select : ELG_STR("1");
  sql_append(&out->from, "main.\"%w\" r", table->name);
  import_expand(table, &out->where, &out->from);
  while (import_trim(list).n) {
    ElgStr column = import_trim(import_cut(&list, ",", &found));
    if (out->n_items == IMPORT_MAX_ITEMS) return SQLITE_INTERNAL;
    ImportItem *item = out->items + out->n_items++;
    item->expression = import_trim(import_cut(&column, " AS ", &found));
    item->column = import_trim(column);
    char place = import_key_place(out->key, item->column);
    item->is_key = place != 0;
    item->required = place == ' ' || place == ',';
    import_expand(table, item, &out->from);
    if (item->required && item->source.n && elg_str_equal(elg_buf_view(&item->raw), ELG_STR("NULL"))) { /* a website alone */
      elg_buf_free(&item->raw);
      sql_append(&item->raw, "elg_read_text(r.\"%.*w\")", (int)item->source.n, item->source.s);
    }
    if (item->sql.rc || item->raw.rc || item->filled.rc) return SQLITE_NOMEM;
  }
  return out->where.sql.rc || out->from.rc ? SQLITE_NOMEM : import_currency(out);
}

static void import_take_free(ImportTake *take)
{
  elg_buf_free(&take->where.sql);
  elg_buf_free(&take->where.raw);
  elg_buf_free(&take->where.filled);
  elg_buf_free(&take->from);
  for (size_t i = 0; i < take->n_items; i++) {
    elg_buf_free(&take->items[i].sql);
    elg_buf_free(&take->items[i].raw);
    elg_buf_free(&take->items[i].filled);
  }
}

/* Prepare sql (a whole statement in b, freed here) with the parameters of the context: what is given, else the setting. */
static int import_prepare(const ImportContext *context, ElgBuf *b, sqlite3_stmt **stmt)
{
  const struct {
    const char *name, *given, *setting;
  } parameters[] = {
      {":zone", 0, "time_zone"},
      {":order", context->order, "date_order"},
      {":currency", 0, "reporting_currency"},
      {":mark", context->mark, "decimal_mark"},
      {":partner", context->partner, 0},
      {":population", context->population, 0},
      {":table", context->table, 0},
      {":source", context->source, 0},
  };
  int rc = b->rc ? sql_rc(b->rc) : sqlite3_prepare_v2(context->db, b->p, (int)b->n, stmt, 0);
  elg_buf_free(b);
  for (size_t i = 0; !rc && i < ELG_COUNT(parameters); i++) {
    int at = sqlite3_bind_parameter_index(*stmt, parameters[i].name);
    char *value = 0;
    if (!at) continue;
    if (!parameters[i].given && parameters[i].setting)
      rc = sql_query_text(context->db, &value, "SELECT value FROM read_setting WHERE name = %Q", parameters[i].setting);
    if (!rc) rc = sqlite3_bind_text(*stmt, at, value ? value : parameters[i].given, -1, SQLITE_TRANSIENT);
    sqlite3_free(value);
  }
  return rc;
}

/* Run it. :notes, where the statement has it, is notes. */
static int import_exec(const ImportContext *context, ElgBuf *b, ImportNotes *notes, int64_t *changed)
{
  sqlite3_stmt *stmt = 0;
  int rc = import_prepare(context, b, &stmt), before = sqlite3_total_changes(context->db);
  if (!rc && notes) rc = sqlite3_bind_pointer(stmt, sqlite3_bind_parameter_index(stmt, ":notes"), notes, IMPORT_NOTES, 0);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) rc = SQLITE_OK;
  rc = sql_finish(stmt, rc);
  if (changed && sqlite3_total_changes(context->db) != before) *changed += sqlite3_changes(context->db); /* not triggers' */
  return rc;
}

/* Does the item turn a raw value into another, so that a NULL means that it could not? Neither a choice nor a look-up does. */
static int import_is_read(const ImportItem *item)
{
  return item->source.n && item->sql.n != item->raw.n && memcmp(item->expression.s, "CASE", 4) && item->expression.s[0] != '(';
}

void sql_fn_import_note(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ImportNotes *notes = sqlite3_value_pointer(argv[0], IMPORT_NOTES);
  int whole = 1;
  if (!notes) return;
  for (int i = 0; i < IMPORT_MAX_ITEMS && 2 * i + 2 < argc; i++) {
    if (sqlite3_value_type(argv[2 * i + 1]) != SQLITE_NULL) continue;
    notes->absent[i]++;
    notes->unreadable[i] += sqlite3_value_int(argv[2 * i + 2]);
    if (notes->required >> i & 1) whole = 0;
  }
  notes->rows += whole;
  sqlite3_result_int(ctx, whole);
}

/* Append text to out for each item that is there, with a comma between them: $ in it is the column. */
static void import_list(const ImportTake *take, int keys, const char *text, ElgBuf *out)
{
  const char *separator = "";
  for (size_t i = 0; i < take->n_items; i++) {
    const ImportItem *item = take->items + i;
    if (!item->present || (!keys && item->is_key)) continue;
    elg_buf_cstr(out, separator);
    separator = ",";
    for (const char *p = text; *p; p++)
      if (*p == '$') elg_buf_put(out, item->column.s, item->column.n);
      else elg_buf_byte(out, *p);
  }
}

/* SELECT of the values, made once a row (a LIMIT keeps a level apart), of rows that have the whole key; notes are taken on the way. */
static void import_select(const ImportTake *take, const ImportTable *table, ImportNotes *notes, ElgBuf *sql)
{
  const char *separator = "";
  elg_buf_cstr(sql, "SELECT ");
  import_list(take, 1, "$", sql);
  elg_buf_cstr(sql, " FROM (SELECT ");
  for (size_t i = 0; i < take->n_items; i++) {
    const ImportItem *item = take->items + i;
    if (!item->present) continue;
    sql_append(sql, "%s%.*s AS %.*s,", separator, (int)item->sql.n, item->sql.p, (int)item->column.n, item->column.s);
    if (import_is_read(item) && item->filled.n) sql_append(sql, "%.*s AS filled_%d", (int)item->filled.n, item->filled.p, (int)i);
    else sql_append(sql, "0 AS filled_%d", (int)i);
    separator = ",";
  }
  sql_append(sql, " FROM %.*s WHERE %.*s%s LIMIT -1) WHERE elg_import_note(:notes", (int)take->from.n, take->from.p, (int)take->where.sql.n,
             take->where.sql.p, table->has_rowid ? " ORDER BY r.rowid" : ""); /* of equal keys the last row is taken */
  for (size_t i = 0; i < take->n_items; i++) {
    if (take->items[i].present) sql_append(sql, ",%.*s,filled_%d", (int)take->items[i].column.n, take->items[i].column.s, (int)i);
    else elg_buf_cstr(sql, ",NULL,0");
    if (take->items[i].required) notes->required |= UINT32_C(1) << i;
  }
  elg_buf_byte(sql, ')');
}

/* INSERT INTO target(columns) SELECT ... ON CONFLICT ...: what reads as it stands is not written. */
static int import_upsert(const ImportContext *context, const ImportTake *take, const ImportTable *table, ImportNotes *notes, int64_t *taken)
{
  ElgBuf sql = {0};
  int64_t changed = 0, before = 0, after = 0;
  int n = (int)take->target.n, updates = 0;
  for (size_t i = 0; i < take->n_items; i++) updates |= take->verb != IMPORT_MISSING && take->items[i].present && !take->items[i].is_key;
  sql_append(&sql, "INSERT INTO main.%.*s(", n, take->target.s);
  import_list(take, 1, "$", &sql);
  elg_buf_cstr(&sql, ") ");
  import_select(take, table, notes, &sql);
  sql_append(&sql, " ON CONFLICT(%.*s) DO %s", (int)take->key.n, take->key.s, updates ? "UPDATE SET " : "NOTHING");
  if (updates) {
    import_list(take, 0, "$=excluded.$", &sql);
    elg_buf_cstr(&sql, " WHERE (");
    import_list(take, 0, "$", &sql);
    elg_buf_cstr(&sql, ") IS NOT (");
    import_list(take, 0, "excluded.$", &sql);
    elg_buf_byte(&sql, ')');
  }
  int rc = sql_query_int(context->db, &before, "SELECT count(*) FROM main.%.*s", n, take->target.s);
  if (rc) elg_buf_free(&sql);
  else rc = import_exec(context, &sql, notes, &changed);
  if (!rc) rc = sql_query_int(context->db, &after, "SELECT count(*) FROM main.%.*s", n, take->target.s);
  notes->grown = after - before;
  *taken += updates ? notes->rows : changed;
  return rc;
}

/* Note the keys of the table in temp.elg_import_seen, of those targets that import_gone.sql asks for. */
static int import_seen(const ImportContext *context, const ImportTake *take)
{
  static const ElgStr targets[] = {ELG_STR("crm_account"), ELG_STR("crm_opportunity"), ELG_STR("crm_deal_registration"),
                                   ELG_STR("crm_partner_account")};
  const ImportItem *id = 0, *population = 0;
  ElgBuf sql = {0};
  int asked = 0;
  for (size_t i = 0; i < ELG_COUNT(targets); i++) asked |= elg_str_equal(take->target, targets[i]);
  if (!asked || take->verb != IMPORT_KEY) return SQLITE_OK;
  for (size_t i = 0; i < take->n_items; i++) {
    if (take->items[i].required) id = take->items + i; /* of a partner's record the last: the first is the partner */
    if (elg_str_equal(take->items[i].column, ELG_STR("population"))) population = take->items + i;
  }
  if (!id) return SQLITE_OK;
  sql_append(&sql,
             "INSERT OR IGNORE INTO temp.elg_import_seen SELECT '%.*q', coalesce(:partner, ''), id, population FROM (SELECT %.*s AS id, ",
             (int)take->target.n, take->target.s, (int)id->sql.n, id->sql.p);
  if (population) sql_append(&sql, "coalesce(%.*s, '') AS population", (int)population->sql.n, population->sql.p);
  else elg_buf_cstr(&sql, "'' AS population");
  sql_append(&sql, " FROM %.*s WHERE %.*s) WHERE id IS NOT NULL", (int)take->from.n, take->from.p, (int)take->where.sql.n,
             take->where.sql.p);
  return import_exec(context, &sql, 0, 0);
}

/* Begin an INSERT into elg_import_issue: the caller appends key, column, value, problem and the rest. */
static void import_issue(ElgBuf *sql, const ImportTake *take, const ImportTable *table)
{
  elg_buf_cstr(sql, "INSERT INTO elg_import_issue SELECT :source, ");
  sql_append(sql, "%Q, '%.*q', %s, ", table->name, (int)take->target.n, take->target.s,
             table->has_rowid ? "r.rowid" : "NULL");
}

/* The first column of the key that is read of the raw table, NULL when there is none. */
static const ImportItem *import_key(const ImportTake *take)
{
  for (size_t i = 0; i < take->n_items; i++)
    if (take->items[i].required && take->items[i].source.n) return take->items + i;
  return 0;
}

/* " coalesce(every cell of the row but that column's) IS NULL", in groups: a function takes 127 arguments, exports have more columns. */
static void import_alone(ElgBuf *sql, const ImportTable *table, ElgStr column)
{
  const ImportColumn *c = (const ImportColumn *)(const void *)table->columns.p;
  elg_buf_cstr(sql, " coalesce(coalesce(");
  for (size_t i = 0; i < table->columns.n / sizeof *c; i++) {
    if (!elg_str_equal((ElgStr){c[i].name, strlen(c[i].name)}, column)) sql_append(sql, "elg_read_text(r.\"%w\"),", c[i].name);
    if (i % 100 == 99) elg_buf_cstr(sql, "NULL,NULL),coalesce(");
  }
  elg_buf_cstr(sql, "NULL,NULL),NULL) IS NULL");
}

/* "(text of every cell of the row but that column's)", in groups: an expression may not be too deep. */
static void import_rest(ElgBuf *sql, const ImportTable *table, ElgStr column)
{
  const ImportColumn *c = (const ImportColumn *)(const void *)table->columns.p;
  elg_buf_cstr(sql, "((''");
  for (size_t i = 0; i < table->columns.n / sizeof *c; i++) {
    if (!elg_str_equal((ElgStr){c[i].name, strlen(c[i].name)}, column))
      sql_append(sql, "||coalesce(elg_read_text(r.\"%w\"),'')", c[i].name);
    if (i % 100 == 99) elg_buf_cstr(sql, ")||(''");
  }
  elg_buf_cstr(sql, "))");
}

/* A total as people write it: "Total", "Grand Total", "Gesamt" with nothing but numbers beside, or "Total (12)", "Count: 12" alone. */
static void import_total(ElgBuf *sql, const ImportTable *table, ElgStr column)
{
  sql_append(sql, "(rtrim(lower(r.\"%w\"), ' ()0123456789.,:') IN ('total', 'totals', 'subtotal', 'grand total', 'grand totals', 'count', "
             "'gesamt', 'gesamtsumme', 'summe', 'totale', 'totaal') AND CASE WHEN", column.s);
  import_alone(sql, table, column);
  sql_append(sql, " THEN r.\"%w\" GLOB '*[0-9]*' ELSE ", column.s);
  import_rest(sql, table, column);
  elg_buf_cstr(sql, " NOT GLOB '*[A-Za-z@][A-Za-z@][A-Za-z@][A-Za-z@]*' END) IS 1");
}

/* Report the rows where the condition holds, by the cell of that column, and leave them out by the take's WHERE. */
static int import_leave_out(const ImportContext *context, ImportTake *take, const ImportTable *table, ElgStr column,
                            const ElgBuf *condition, const char *problem, int64_t *issues)
{
  ElgBuf sql = {0}, where = {0};
  int rc = sql_rc(condition->rc), n = (int)condition->n;
  if (!rc && take->verb != IMPORT_MISSING) {
    import_issue(&sql, take, table);
    sql_append(&sql, "NULL, '%.*q', elg_read_text(r.\"%.*w\"), '%s' FROM main.\"%w\" r WHERE %.*s", (int)column.n, column.s,
               (int)column.n, column.s, problem, table->name, n, condition->p);
    rc = import_exec(context, &sql, 0, issues);
  }
  sql_append(&where, "(%.*s) AND NOT (%.*s)", (int)take->where.sql.n, take->where.sql.p, n, condition->p);
  elg_buf_free(&take->where.sql);
  take->where.sql = where;
  return rc ? rc : sql_rc(where.rc);
}

/* Rows of the file that are none of the list: its header, which a second .import into the same raw table leaves there (the id is the
** name of its column); those whose ids a spreadsheet made one, 7.00E+09; of a partner's list also totals, and what Salesforce writes below
** a report, alone in the first column: no id tells them. */
static int import_margin(const ImportContext *context, ImportTake *take, const ImportTable *table, int64_t *issues)
{
  const ImportItem *key = import_key(take);
  ElgBuf header = {0}, footer = {0}, shortened = {0};
  if (!key) return SQLITE_OK;
  const char *name = ((const ImportColumn *)(const void *)table->columns.p)->name; /* of the first column; the key has one */
  ElgStr first = {name, strlen(name)};
  int n = (int)key->source.n;
  sql_append(&header, "lower(r.\"%.*w\") IS lower('%.*q')", n, key->source.s, n, key->source.s);
  import_total(&footer, table, first);
  sql_append(&footer, " OR (lower(r.\"%w\") GLOB 'grand total' OR lower(r.\"%w\") GLOB 'grand totals (*' "
             "OR lower(r.\"%w\") GLOB 'confidential information - *' OR lower(r.\"%w\") GLOB 'copyright *salesforce*' "
             "OR lower(r.\"%w\") GLOB 'generated by:*') IS 1 AND", name, name, name, name, name);
  import_alone(&footer, table, first);
  sql_append(&shortened, "(r.\"%.*w\" GLOB '[0-9]*[eE]+[0-9]*' AND r.\"%.*w\" NOT GLOB '*[^0-9.,eE+]*') IS 1", n, key->source.s, n,
             key->source.s);
  int rc = import_leave_out(context, take, table, key->source, &header, "header row", issues);
  if (!rc)
    rc = import_leave_out(context, take, table, key->source, &shortened, "id shortened by a spreadsheet, expected all its digits", issues);
  if (!rc && context->partner) rc = import_leave_out(context, take, table, first, &footer, "footer row", issues);
  elg_buf_free(&header);
  elg_buf_free(&footer);
  elg_buf_free(&shortened);
  return rc;
}

/* Rows without a key. Where nothing else stands in the row it is a blank line, or a footer: a total is one beside its sums too. A partner's
** list has had its footers left out. */
static int import_keyless(const ImportContext *context, const ImportTake *take, const ImportTable *table,
                          const ImportItem *key, int64_t *issues)
{
  ElgBuf sql = {0};
  import_issue(&sql, take, table);
  sql_append(&sql, "NULL, '%.*q', %.*s, CASE WHEN NOT", (int)key->source.n, key->source.s, (int)key->raw.n, key->raw.p);
  import_alone(&sql, table, key->source);
  sql_append(&sql,
             " THEN CASE WHEN %.*s IS NULL THEN 'no id' WHEN lower(%.*s) GLOB '%s' THEN 'footer row' ELSE 'unreadable id' END "
             "WHEN %.*s IS NULL THEN 'blank row' ELSE '%s' END FROM %.*s WHERE (%.*s) IS NULL AND %.*s",
             (int)key->raw.n, key->raw.p, (int)key->raw.n, key->raw.p, context->partner ? "" : "grand total*", (int)key->raw.n,
             key->raw.p, context->partner ? "unreadable id" : "footer row", (int)take->from.n, take->from.p, (int)key->sql.n,
             key->sql.p, (int)take->where.sql.n, take->where.sql.p);
  return import_exec(context, &sql, 0, issues);
}

/* Append the item's sql to out with value for every parameter in it; 0 when it has none. */
static int import_with(ElgBuf *out, const ImportItem *item, const char *parameter, const char *value)
{
  size_t n = strlen(parameter), from = 0;
  for (size_t i = 0; i + n <= item->sql.n; i++) {
    if (memcmp(item->sql.p + i, parameter, n)) continue;
    elg_buf_put(out, item->sql.p + from, i - from);
    elg_buf_cstr(out, value);
    from = i + n;
  }
  elg_buf_put(out, item->sql.p + from, item->sql.n - from);
  return from > 0;
}

/* " WHEN condition AND (...) IS NOT NULL THEN hint" where the item has the parameter: it reads the value with this one instead. */
static void import_hint(ElgBuf *sql, const ImportItem *item, const char *parameter, const char *condition, const char *value,
                        const char *hint)
{
  ElgBuf with = {0};
  if (import_with(&with, item, parameter, value))
    sql_append(sql, " WHEN %s AND (%.*s) IS NOT NULL THEN %s", condition, (int)with.n, with.p, hint);
  if (with.rc && !sql->rc) {
    elg_buf_free(sql);
    sql->rc = with.rc;
  }
  elg_buf_free(&with);
}

/* Values of the item that are there and could not be read. */
static int import_unreadable(const ImportContext *context, const ImportTake *take, const ImportTable *table,
                             const ImportItem *key, const ImportItem *item, int64_t *issues)
{
  static const char *const signs = "' $\u00A3\u00A5\u20AC\u20B9\u20BA\u20BD\u20AA\u20B4'";
  ElgBuf sql = {0}, bare = {0};
  import_issue(&sql, take, table);
  sql_append(&sql, "%.*s, '%.*q', %.*s, 'unreadable %.*s' || CASE WHEN 0 THEN ''", (int)key->sql.n, key->sql.p,
             (int)item->source.n, item->source.s, (int)item->raw.n, item->raw.p, (int)item->column.n, item->column.s);
  import_hint(&sql, item, ":mark", ":mark IS NULL", "','", "': set decimal_mark'");
  import_hint(&sql, item, ":order", ":order IS NULL", "'mdy'", "': set date_order'");
  import_hint(&sql, item, ":mark", ":mark IS NOT NULL", "CASE :mark WHEN ',' THEN '.' ELSE ',' END",
              "': decimal_mark is ' || :mark");
  import_hint(&sql, item, ":order", ":order IS NOT NULL", "CASE :order WHEN 'mdy' THEN 'dmy' ELSE 'mdy' END",
              "': date_order is ' || :order");
  int n = (int)item->raw.n;
  const char *raw = item->raw.p;
  if (import_with(&bare, item, ":order", "NULL"))
    sql_append(&sql, " WHEN %.*s GLOB '[0-9]*[/.-][0-9]*[/.-][0-9][0-9]' AND length(%.*s) < 9 THEN ': a year of two digits, expected four' "
               "WHEN %.*s NOT GLOB '*[^0-9]*' THEN ': a number, expected a date such as 2026-06-30'", n, raw, n, raw, n, raw);
  elg_buf_free(&bare);
  if (item->column.n > 6 && !memcmp(item->column.s + item->column.n - 6, "_minor", 6)) {
    sql_append(&sql, " WHEN trim(%.*s, %s) <> %.*s AND coalesce(elg_read_minor(trim(%.*s, %s), 'USD', :mark), "
               "elg_read_minor(trim(%.*s, %s), 'USD', '.')) IS NOT NULL OR (%.*s GLOB '[A-Z][A-Z][A-Z] *' "
               "AND elg_read_minor(%.*s, substr(%.*s, 1, 3), :mark) IS NOT NULL) THEN ': the sign of another currency'",
               n, raw, signs, n, raw, n, raw, signs, n, raw, signs, n, raw, n, raw, n, raw);
  }
  sql_append(&sql, " ELSE '' END FROM %.*s WHERE %.*s", (int)take->from.n, take->from.p, (int)item->raw.n, item->raw.p);
  sql_append(&sql, " IS NOT NULL AND (%.*s) IS NULL AND (%.*s) IS NOT NULL AND (%.*s)", (int)item->sql.n, item->sql.p,
             (int)key->sql.n, key->sql.p, (int)take->where.sql.n, take->where.sql.p);
  return import_exec(context, &sql, 0, issues);
}

/* Rows that have the first column of the key and not this one of it. */
static int import_incomplete(const ImportContext *context, const ImportTake *take, const ImportTable *table,
                             const ImportItem *key, const ImportItem *item, int64_t *issues)
{
  ElgBuf sql = {0};
  import_issue(&sql, take, table);
  sql_append(&sql,
             "%.*s, '%.*q', NULL, 'no %.*s' FROM %.*s WHERE (%.*s) IS NULL AND (%.*s) IS NULL AND (%.*s) IS NOT NULL "
             "AND (%.*s)",
             (int)key->sql.n, key->sql.p, (int)item->source.n, item->source.s, (int)item->column.n, item->column.s,
             (int)take->from.n, take->from.p, (int)item->raw.n, item->raw.p, (int)item->sql.n, item->sql.p, (int)key->sql.n,
             key->sql.p, (int)take->where.sql.n, take->where.sql.p);
  return import_exec(context, &sql, 0, issues);
}

/* The issue of n rows of the key k, the first of them in that row of the raw table. */
static int import_duplicate(const ImportContext *context, const ImportTake *take, const ImportTable *table,
                            const ImportItem *key, const char *row, const char *k, int64_t n)
{
  return sql_runf(context->db,
                  "INSERT INTO elg_import_issue VALUES(%Q, %Q, '%.*q', %s, %Q, '%.*q', %Q, "
                  "'duplicate id, the last of %lld rows was taken')",
                  context->source, table->name, (int)take->target.n, take->target.s, row ? row : "NULL", k,
                  (int)key->source.n, key->source.s, k, n);
}

/* Rows of equal key: one issue each key. *taken loses those that a later one replaced. */
static int import_duplicates(const ImportContext *context, const ImportTake *take, const ImportTable *table,
                             const ImportItem *key, ImportResult *result)
{
  ElgBuf sql = {0}, group = {0};
  sqlite3_stmt *stmt = 0;
  sql_append(&sql, "SELECT min(row), k, count(*) FROM (SELECT %s AS row, %.*s AS k", table->has_rowid ? "r.rowid" : "NULL",
             (int)key->sql.n, key->sql.p);
  for (size_t i = 0; i < take->n_items; i++) {
    const ImportItem *item = take->items + i;
    if (!item->is_key || !item->present || item == key) continue;
    sql_append(&sql, ", %.*s AS k%d", (int)item->sql.n, item->sql.p, (int)i);
    sql_append(&group, ", k%d", (int)i);
  }
  sql_append(&sql, " FROM %.*s WHERE %.*s) WHERE k IS NOT NULL GROUP BY k%.*s HAVING count(*) > 1", (int)take->from.n,
             take->from.p, (int)take->where.sql.n, take->where.sql.p, (int)group.n, group.n ? group.p : "");
  int rc = sql_rc(group.rc);
  elg_buf_free(&group);
  if (rc) elg_buf_free(&sql);
  else rc = import_prepare(context, &sql, &stmt);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    const char *row = (const char *)sqlite3_column_text(stmt, 0), *k = (const char *)sqlite3_column_text(stmt, 1);
    int64_t n = sqlite3_column_int64(stmt, 2);
    rc = k ? import_duplicate(context, take, table, key, row, k, n) : SQLITE_NOMEM;
    result->issues++;
    result->taken -= n - 1;
  }
  return sql_finish(stmt, rc);
}

/* What the notes say there is, row by row. */
static int import_report(const ImportContext *context, const ImportTake *take, const ImportTable *table, const ImportNotes *notes,
                         ImportResult *result)
{
  int rc = SQLITE_OK;
  const ImportItem *key = import_key(take);
  if (key && take->verb != IMPORT_MISSING && notes->absent[key - take->items])
    rc = import_keyless(context, take, table, key, &result->issues);
  for (size_t i = 0; key && !rc && i < take->n_items; i++) {
    const ImportItem *item = take->items + i;
    if (item == key || (item->required && take->verb == IMPORT_MISSING)) continue;
    if (import_is_read(item) && notes->unreadable[i]) rc = import_unreadable(context, take, table, key, item, &result->issues);
    if (!rc && item->required && item->source.n && notes->absent[i])
      rc = import_incomplete(context, take, table, key, item, &result->issues);
  }
  if (key && !rc && take->verb == IMPORT_KEY && notes->grown < notes->rows) rc = import_duplicates(context, take, table, key, result);
  return rc;
}

static void import_columns(const ImportTake *take, ElgBuf *out)
{
  const char *separator = "{";
  for (size_t i = 0; i < take->n_items; i++)
    if (take->items[i].present && take->items[i].source.n) {
      elg_buf_cstr(out, separator);
      elg_buf_json(out, take->items[i].column);
      elg_buf_byte(out, ':');
      elg_buf_json(out, take->items[i].source);
      separator = ",";
    }
  elg_buf_cstr(out, separator[0] == '{' ? "{}" : "}");
}

/* "no column for account_id; expected Id, Account ID": the names of the item's last placeholder, the one most files have. */
static void import_missing(const ImportItem *item, ElgBuf *out)
{
  ElgStr names = {0, 0}, rest = item->expression;
  int found = 0;
  for (const char *open; rest.n && (open = memchr(rest.s, '{', rest.n));) {
    const char *close = memchr(open, '}', rest.n - (size_t)(open - rest.s));
    if (!close) break;
    names = (ElgStr){open + 1, (size_t)(close - open) - 1};
    rest.n -= (size_t)(close + 1 - rest.s);
    rest.s = close + 1;
  }
  sql_append(out, "no column for %.*s; expected ", (int)item->column.n, item->column.s);
  names = import_cut(&names, ":", &found);
  for (const char *separator = ""; names.n; separator = ", ") {
    ElgStr name = import_trim(import_cut(&names, "|", &found));
    sql_append(out, "%s%.*s", separator, (int)name.n, name.s);
  }
}

/* The mark that the amounts of the item show where they show one: of "80,000" beside "120,000.00" the point. 0 when none of them
** needs it, or they show both or neither. Only what has three digits behind a mark may need it: others cost a look at the cell. */
static int import_shown_mark(const ImportContext *context, const ImportTake *take, const ImportItem *item, char *mark)
{
  static const char *const columns[] = {"max(bare IS NULL), 0", "max(bare IS point), max(bare IS comma)"};
  static const char *const cells[] = {"*[.,][0-9][0-9][0-9]*", "*[.,]*"};
  int rc = SQLITE_OK, needed = 1;
  *mark = 0;
  for (int pass = 0; !rc && needed && pass < 2; pass++) {
    ElgBuf sql = {0};
    sqlite3_stmt *stmt = 0;
    sql_append(&sql, "SELECT %s FROM (SELECT ", columns[pass]);
    import_with(&sql, item, ":mark", "NULL");
    elg_buf_cstr(&sql, " AS bare, ");
    import_with(&sql, item, ":mark", "'.'");
    elg_buf_cstr(&sql, " AS point, ");
    import_with(&sql, item, ":mark", "','");
    sql_append(&sql, " AS comma FROM %.*s WHERE (%.*s) AND (%.*s) GLOB '%s' LIMIT -1) WHERE point IS NOT comma AND :mark IS NULL",
               (int)take->from.n, take->from.p, (int)take->where.sql.n, take->where.sql.p, (int)item->raw.n, item->raw.p, cells[pass]);
    rc = import_prepare(context, &sql, &stmt);
    while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
      int point = sqlite3_column_int(stmt, 0), comma = sqlite3_column_int(stmt, 1);
      rc = SQLITE_OK;
      if (!pass) needed = point;
      else if (point != comma) *mark = point ? '.' : ',';
    }
    rc = sql_finish(stmt, rc);
  }
  return rc;
}

/* Amounts that have two readings are read by the mark that the others of their column show, where they lack it: then theirs groups. */
static int import_marks(const ImportContext *context, ImportTake *take)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < take->n_items; i++) {
    ImportItem *item = take->items + i;
    ElgBuf sql = {0}, value = {0};
    char mark;
    if (!item->source.n || item->column.n < 6 || memcmp(item->column.s + item->column.n - 6, "_minor", 6)) continue;
    rc = import_shown_mark(context, take, item, &mark);
    if (rc || !mark) continue;
    sql_append(&value, "coalesce(:mark,CASE WHEN instr(%.*s,'%c')=0 THEN '%c' END)", (int)item->raw.n, item->raw.p, mark, mark);
    elg_buf_byte(&value, 0);
    if (!value.rc) import_with(&sql, item, ":mark", value.p);
    rc = sql_rc(value.rc ? value.rc : sql.rc);
    elg_buf_free(&value);
    elg_buf_free(&item->sql);
    item->sql = sql;
  }
  return rc;
}

int import_take_run(const ImportContext *shared, ElgStr text, ElgStr select, ImportTable *table, ImportResult *result)
{
  ImportTake take = {0};
  ImportNotes notes = {0};
  ImportContext own = *shared, *context = &own;
  own.table = table->name;
  int rc = import_parse(text, select, table, &take);
  for (size_t i = 0; !rc && i < take.n_items; i++)
    if (take.items[i].required && !take.items[i].present && !result->why.n) import_missing(take.items + i, &result->why);
  if (!rc)
    rc = sql_runf(context->db, "DELETE FROM elg_import_issue WHERE source = %Q AND raw_table = %Q AND target = '%.*q'",
                  context->source, table->name, (int)take.target.n, take.target.s);
  if (!rc && !result->why.n) {
    rc = sql_query_int(context->db, &result->rows, "SELECT count(*) FROM main.\"%w\"", table->name);
    if (!rc) rc = import_margin(context, &take, table, &result->issues);
    if (!rc) rc = import_marks(context, &take);
    if (!rc) rc = import_upsert(context, &take, table, &notes, &result->taken);
    if (!rc) rc = import_seen(context, &take);
    if (!rc) rc = import_report(context, &take, table, &notes, result);
    import_columns(&take, &result->columns);
  }
  import_take_free(&take);
  if (!rc) rc = sql_rc(result->why.rc);
  return rc ? rc : sql_rc(result->columns.rc);
}
