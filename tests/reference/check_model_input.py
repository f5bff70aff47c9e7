"""Whatever stands in an input, the model goes on: the rows of each crm_* column in turn receive values no such column should hold, and
elg_refresh and every persistent view succeed; then all columns of a table at once, and every view and elg_publish do. What the
reading views leave out crm_check names. Each setting likewise. The columns come from the schema, so that those added later are tried too.
The data is the company of tests/sql/model/company.sql. Ends with "N passed, N failed"."""
import os, sqlite3, subprocess, tempfile
import checking
from checking import check, finish

VALUES = ["", "abc", -1, 12.5, b"\x00\xff", 2**63 - 1, "3/4/2024", "word " * 300]
KNOWN = {"account_id": "A1", "partner_id": "P1", "opportunity_id": "D1", "currency": "USD", "valid_from": "2026-01-01", "rate": "1.5",
         "period": "2026-01", "name": "Alpha", "domain": "alpha.com", "from_partner_id": "P1", "to_partner_id": "P2"}


def connect(path):
    db = checking.connect(path)
    db.text_factory = lambda b: b.decode("utf-8", "replace")
    db.execute("SELECT elg_init()")
    return db


def company(path):
    subprocess.run([os.environ.get("SQLITE3", "sqlite3"), "-batch", "-cmd", ".load " + os.environ["ELGEXT"], path],
                   input=".read tests/sql/model/company.sql\n", text=True, check=True, stdout=subprocess.DEVNULL)


def tables(db):
    names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'crm_*' ORDER BY name")]
    return [(name, [r[1] for r in db.execute("PRAGMA table_info(%s)" % name)]) for name in names]


def fill(db, table, columns):
    """As many rows as values: the columns of ids point somewhere where they can, and differ in what makes the row one."""
    for i in range(len(VALUES)):
        row = {c: KNOWN.get(c) for c in columns}
        for c in columns:
            if c.endswith("_at") or c in ("at", "since", "last_activity"):
                row[c] = "2026-01-%02d 10:00:00" % (i + 2)
            elif c.endswith("_minor"):
                row[c] = 1000 + i
        own = {"crm_account": "account_id", "crm_opportunity": "opportunity_id", "crm_partner": "partner_id", "crm_partner_account": "record_id",
               "crm_touchpoint": "touchpoint_id", "crm_deal_registration": "registration_id", "crm_customer": "account_id",
               "crm_account_domain": "domain", "crm_opportunity_partner": "opportunity_id"}.get(table)
        if own:
            row[own] = {"account_id": "A%d" % (i + 1), "opportunity_id": "D%d" % (i + 1)}.get(own, "N%d" % i)
        if table == "crm_fx_rate":
            row["valid_from"] = "2026-02-%02d" % (i + 2)
        for c, words in (("type", "joint_call"), ("status", "approved"), ("role", "technical"), ("stage", "Closed Won"), ("product", "sync")):
            if c in columns and row[c] is None:
                row[c] = words
        db.execute("INSERT OR IGNORE INTO %s(%s) VALUES (%s)" % (table, ",".join(columns), ",".join("?" * len(columns))), [row[c] for c in columns])


def first_error(db, statements):
    for sql, values in statements:
        try:
            db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            return "%s: %s" % (sql, error)
    return None


def views(db, master):
    return [("SELECT * FROM " + r[0], ()) for r in db.execute("SELECT name FROM %s WHERE type = 'view'" % master)]


def spoil(db, table, column):
    """Give the first rows of the column the values. What stood there, to put it back."""
    old = db.execute("SELECT rowid, %s FROM %s ORDER BY rowid LIMIT %d" % (column, table, len(VALUES))).fetchall()
    for (rowid, _), value in zip(old, VALUES):
        try:
            db.execute("UPDATE %s SET %s = ? WHERE rowid = ?" % (table, column), (value, rowid))
        except sqlite3.IntegrityError as error:
            check("UNIQUE" in str(error), "%s.%s = %.20r: the change itself: %s" % (table, column, value, error))
    return old


def restore(db, table, column, old):
    for rowid, value in old:
        db.execute("UPDATE %s SET %s = NULL WHERE rowid = ? AND ? IS NULL" % (table, column), (rowid, value))
        db.execute("UPDATE %s SET %s = ? WHERE rowid = ? AND ? IS NOT NULL" % (table, column), (value, rowid, value))


def absent(db, table, column):
    """Values given and not read: those the reading view lacks."""
    view = table.replace("crm_", "read_")
    shown = "starts_on" if (table, column) == ("crm_cost", "period") else column
    given = db.execute("SELECT count(nullif(%s, '')) FROM %s" % (column, table)).fetchone()[0]
    return given - db.execute("SELECT count(nullif(%s, '')) FROM %s" % (shown, view)).fetchone()[0]


def named(db, table, column):
    return db.execute("SELECT count(DISTINCT value) FROM crm_check WHERE table_name = ? AND column_name = ?", (table, column)).fetchone()[0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "company.db"), os.path.join(folder, "bi.db")
        company(path)
        db = connect(path)
        for table, columns in tables(db):
            fill(db, table, columns)
        refresh, full, publish = ("SELECT elg_refresh()", ()), ("SELECT elg_refresh('full')", ()), ("SELECT elg_publish(?)", (out,))
        some = [refresh] + views(db, "sqlite_master")
        every = [full] + views(db, "sqlite_master") + views(db, "sqlite_temp_master") + [publish]
        check(first_error(db, every) is None, "the company itself")
        for table, columns in tables(db):
            kept = []
            for column in columns:
                before = absent(db, table, column), named(db, table, column)
                old = spoil(db, table, column)
                error = first_error(db, some)
                check(error is None, "%s.%s: %s" % (table, column, error))
                lost, told = absent(db, table, column) - before[0], named(db, table, column) - before[1]
                check(told >= lost, "%s.%s: %d values are not read, crm_check names %d" % (table, column, lost, told))
                restore(db, table, column, old)
            for column in columns:
                kept.append((column, spoil(db, table, column)))
            error = first_error(db, every)
            check(error is None, "%s, all columns: %s" % (table, error))
            for column, old in reversed(kept):
                restore(db, table, column, old)
        for (name,) in db.execute("SELECT name FROM elg_setting ORDER BY name").fetchall():
            old = db.execute("SELECT value FROM elg_setting WHERE name = ?", (name,)).fetchone()[0]
            for value in VALUES:
                db.execute("UPDATE elg_setting SET value = ? WHERE name = ?", (value, name))
                given = db.execute("SELECT count(*) FROM read_setting s JOIN elg_default d ON d.name = s.name "
                                   "WHERE s.name = ? AND s.value IS d.value AND s.given <> ''", (name,)).fetchone()[0]
                told = db.execute("SELECT count(*) FROM crm_check WHERE table_name = 'elg_setting' AND id = ?", (name,)).fetchone()[0]
                check(told == given, "setting %s = %.20r: the default holds %d, crm_check names it %d" % (name, value, given, told))
            db.execute("UPDATE elg_setting SET value = ? WHERE name = ?", (old, name))
        for value in VALUES:
            db.execute("SAVEPOINT settings")
            db.execute("UPDATE elg_setting SET value = ?", (value,))
            error = first_error(db, some + [("SELECT * FROM metric_board", ())])
            check(error is None, "all settings = %.20r: %s" % (value, error))
            db.execute("ROLLBACK TO settings")
            db.execute("RELEASE settings")


main()
finish()
