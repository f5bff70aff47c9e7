"""sql/README.md: every view of the model's chapters has its section, every column its name there, every query runs.

The company of tests/sql/model/company.sql is the data. Ends with "N passed, N failed"."""
import os, re, sqlite3, subprocess, sys, tempfile

PREFIXES = ("fact_", "motion_", "credit_", "influence_", "lifecycle_", "metric_", "health_", "snapshot_", "portal_")
passed, failed = 0, []


def check(ok, text):
    global passed
    if ok:
        passed += 1
    else:
        failed.append(text)
        print("FAILED", text)


def company(path):
    script = ".read tests/sql/model/company.sql\n.read tests/sql/model/refresh.sql\n"
    subprocess.run([os.environ.get("SQLITE3", "sqlite3"), "-batch", "-cmd", ".load " + os.environ["ELGEXT"], path],
                   input=script, text=True, check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path)
    db.enable_load_extension(True)
    db.load_extension(os.environ["ELGEXT"])
    db.execute("SELECT elg_init()")
    return db


def main():
    text = open("sql/README.md").read()
    sections = {m.group(1): m.group(2) for m in re.finditer(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.M | re.S)}
    with tempfile.TemporaryDirectory() as folder:
        db = company(os.path.join(folder, "company.db"))
        views = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'view' UNION "
                                          "SELECT name FROM sqlite_temp_master WHERE type = 'view'")]
        views = [v for v in views if v.startswith(PREFIXES)]
        check(len(views) > 60, "views found: %d" % len(views))
        for view in views:
            section = sections.get(view)
            check(section is not None, view + " has no section")
            if section is None:
                continue
            named = set(re.findall(r"`(\w+)`", section))
            for row in db.execute("SELECT name FROM pragma_table_info(?)", (view,)).fetchall():
                check(row[0] in named, "%s.%s is not described" % (view, row[0]))
            queries = re.findall(r"```sql\n(.*?)```", section, re.S)
            check(any(view in q for q in queries), view + " has no query")
            for query in queries:
                try:
                    db.execute(query).fetchall()
                    check(True, "")
                except sqlite3.Error as error:
                    check(False, "%s: %s" % (query.strip(), error))
        metrics = [r[0] for r in db.execute("SELECT DISTINCT metric FROM metric_board")]
        for metric in metrics:
            check("`%s`" % metric in text, "metric %s is not described" % metric)
        targets = [r[0] for r in db.execute("SELECT metric FROM elg_target")]
        for metric in targets:
            check(metric in metrics, "elg_target names no metric: " + metric)
        for view in sections:
            if view.startswith(PREFIXES):
                check(view in views, "section of a view that is gone: " + view)
    print("%d passed, %d failed" % (passed, len(failed)))
    return bool(failed)


sys.exit(main())
