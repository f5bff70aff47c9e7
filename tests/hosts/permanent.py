"""A Python whose sqlite3 was built without load_extension: register the extension through ctypes for every connection made
afterwards.  permanent.py elgext.so QUERIES"""
import ctypes, ctypes.util, sqlite3, sys

sqlite = ctypes.CDLL(ctypes.util.find_library("sqlite3") or "libsqlite3.so.0")
db, error = ctypes.c_void_p(), ctypes.c_char_p()
sqlite.sqlite3_open(b":memory:", ctypes.byref(db))
sqlite.sqlite3_enable_load_extension(db, 1)
if sqlite.sqlite3_load_extension(db, sys.argv[1].encode(), b"sqlite3_elgextpermanent_init", ctypes.byref(error)):
    sys.exit(error.value.decode())
sqlite.sqlite3_close(db)
db = sqlite3.connect(":memory:")
for query in open(sys.argv[2], encoding="utf-8"):
    print(db.execute(query).fetchone()[0])
