/* import_take.h -- one mapping of sql/salesforce.sql and its kin: from a raw table as the CRM exported it to an input
** table.
**
**   -- take: crm_account FROM Account, Accounts KEY account_id
**   SELECT elg_sfid({Id | Account ID}) AS account_id, {Name | Account Name} AS name, {CreatedDate : time}
**     AS created_at;
**
** reads every raw table of one of those names. {A | B} stands for the columns of those names that the raw table has,
** the first that is not blank; names are compared without case, blanks, punctuation and a final __c. An item none of
** whose columns exists is left out, so that an upsert leaves that column of the target alone. An item that is
** neither CASE nor coalesce() needs its first one; one with :population or :table (the raw table's name) is always there.
** Where the item currency is left out, :currency is the one that the target keeps for the row.
** {A : time}, {A : end} (of the day) and {A : flag} read times and truth values, {A : number} decimal text without grouping,
** whose mark is that of :mark or a point, {A : months} a whole number of them ("12", "12 months"); of a list with semicolons
** {A : first} is the first value, {A : each} gives one row for each, as each_.value at each_.key; {A : list} is each of one with
** commas too. WHERE selects rows. After the target:
**
**   KEY      columns that identify a row: a second import updates; rows of equal key within one table are reported
**   MERGE    the same, but equal keys are expected
**   MISSING  only rows whose key the target lacks are added
**
** Rows without a key or a part of it and values that cannot be read are written to elg_import_issue.
*/
#ifndef ELG_SQL_IMPORT_TAKE_H
#define ELG_SQL_IMPORT_TAKE_H
#include "base/arena.h"
#include "sqlite/sql_script.h"

/* A raw table and which of its columns were read. Owned buffers; zero it first. */
typedef struct {
  char *name;
  ElgBuf columns; /* ImportColumn[] */
  ElgArena names; /* of the columns */
  int turn;       /* lists of names looked for so far */
  int has_rowid;
} ImportTable;
typedef struct {
  char *name;
  char *folded;
  int used; /* by some take */
  int turn; /* the last list of names it was found by */
} ImportColumn;

/* s without the blanks around it. */
ElgStr import_trim(ElgStr s);

/* Read the columns of main's table or view of that name. SQLITE_OK and an empty name when there is none. */
int import_table_open(sqlite3 *db, ElgStr name, ImportTable *table);
void import_table_close(ImportTable *table);

/* What one take did. */
typedef struct {
  int64_t rows, taken, issues;
  ElgBuf columns; /* JSON object {target: raw column} */
  ElgBuf why;     /* the raw table has no column for the key, and which it could be: nothing was read; else empty */
} ImportResult;

/* Run a take on a table. take: the text behind "-- take: "; select: the statement behind it. Parameters of the
** statement are bound from the settings: :zone :order :currency :mark, and :table, :partner and :population, which may be NULL. */
typedef struct {
  sqlite3 *db;
  const char *source; /* as elg_import_issue.source */
  const char *partner, *population, *table; /* table: set by import_take_run() */
  const char *order, *mark; /* instead of the settings date_order and decimal_mark, where not NULL */
} ImportContext;
int import_take_run(const ImportContext *context, ElgStr take, ElgStr select, ImportTable *table, ImportResult *result);
/* The raw table names of a take, one after the other: zero *at first; 0 behind the last. */
int import_take_from(ElgStr take, size_t *at, ElgStr *name);
ElgStr import_take_target(ElgStr take);
#endif
