import sys
from sqlalchemy import create_engine, event, text

engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def load(connection, _):
    connection.enable_load_extension(True)
    connection.load_extension(sys.argv[1])
    connection.enable_load_extension(False)


with engine.connect() as db:
    for query in open(sys.argv[2], encoding="utf-8"):
        print(db.execute(text(query)).scalar())
