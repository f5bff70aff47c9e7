"""Any module with sqlite3's interface: dbapi.py MODULE EXTENSION QUERIES"""
import importlib, sys

db = importlib.import_module(sys.argv[1]).connect(":memory:")
db.enable_load_extension(True)
db.load_extension(sys.argv[2])
db.enable_load_extension(False)
for query in open(sys.argv[3], encoding="utf-8"):
    print(db.execute(query).fetchone()[0])
