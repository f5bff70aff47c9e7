import sys
import apsw

db = apsw.Connection(":memory:")
db.enable_load_extension(True)
db.load_extension(sys.argv[1])
for query in open(sys.argv[2], encoding="utf-8"):
    print(next(iter(db.execute(query)))[0])
