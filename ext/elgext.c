/* elgext.c -- the entry points; everything they register is listed in sqlite/modules.h. */
#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT1
#include "base/base.h"
#include "elgext.h"
#include "sqlite/modules.h"

#if defined(_WIN32)
#define ELGEXT_EXPORT __declspec(dllexport)
#else
#define ELGEXT_EXPORT __attribute__((visibility("default")))
#endif

#define ELGEXT_ROW(name) name,
static int (*const elgext_modules[])(sqlite3 *) = {ELG_MODULES(ELGEXT_ROW)};

ELGEXT_EXPORT int sqlite3_elgext_init(sqlite3 *db, char **err, const sqlite3_api_routines *api)
{
  int rc = SQLITE_OK;
  SQLITE_EXTENSION_INIT2(api);
  (void)api;
  if (sqlite3_libversion_number() < ELGEXT_MIN_SQLITE) {
    *err = sqlite3_mprintf("elgext %s needs SQLite 3.31.0 or later, got SQLite %s", ELGEXT_VERSION,
                           sqlite3_libversion());
    return SQLITE_ERROR;
  }
  for (size_t i = 0; !rc && i < ELG_COUNT(elgext_modules); i++) rc = elgext_modules[i](db);
  return rc;
}

ELGEXT_EXPORT int sqlite3_elgextpermanent_init(sqlite3 *db, char **err, const sqlite3_api_routines *api)
{
  int rc = sqlite3_elgext_init(db, err, api);
  if (!rc) rc = sqlite3_auto_extension((void (*)(void))sqlite3_elgext_init);
  return rc ? rc : SQLITE_OK_LOAD_PERMANENTLY;
}
