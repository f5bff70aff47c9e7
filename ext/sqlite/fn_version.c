/* fn_version.c -- SQL: elg_version(), elg_debug(). */
#include "elgext.h"
#include "sqlite/modules.h"
#include "sqlite/sql_util.h"

static void version_version(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc, (void)argv;
  sqlite3_result_text(ctx, ELGEXT_VERSION, -1, SQLITE_STATIC);
}

#if defined(__clang__)
#define VERSION_COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define VERSION_COMPILER "gcc " __VERSION__
#else
#define VERSION_COMPILER "unknown compiler"
#endif

static void version_debug(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc, (void)argv;
  char *text = sqlite3_mprintf("elgext %s; SQLite %s (built against %s); %s; %d-bit", ELGEXT_VERSION,
                               sqlite3_libversion(), SQLITE_VERSION, VERSION_COMPILER, (int)(8 * sizeof(void *)));
  if (text) sqlite3_result_text(ctx, text, -1, sqlite3_free);
  else sqlite3_result_error_nomem(ctx);
}

static const SqlScalar version_functions[] = {
    {"elg_version", 0, SQL_PURE, version_version, 0},
    {"elg_debug", 0, SQLITE_UTF8 | SQLITE_INNOCUOUS, version_debug, 0},
};

int elg_register_version(sqlite3 *db)
{
  return sql_register_scalars(db, version_functions, ELG_COUNT(version_functions));
}
