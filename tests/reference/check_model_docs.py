"""sql/README.md: every table and view of the model has its section, every column a meaning there or among the columns of many views,
every query runs; nothing is described that does not exist.

The company of tests/sql/model/company.sql is the data. Ends with "N passed, N failed"."""
import os, re, sqlite3, subprocess, tempfile
from checking import check, connect, finish


def company(path):
    script = ".read tests/sql/model/company.sql\n.read tests/sql/model/refresh.sql\n"
    subprocess.run([os.environ.get("SQLITE3", "sqlite3"), "-batch", "-cmd", ".load " + os.environ["ELGEXT"], path],
                   input=script, text=True, check=True, stdout=subprocess.DEVNULL)
    db = connect(path)
    db.execute("SELECT elg_init()")
    return db


def rows(section):
    """Columns of a section's table: | `name` | type | meaning | or | `name` | meaning |."""
    return dict(re.findall(r"^\| `(\w+)` \|(?: \w+ \|)? (\S.*) \|$", section, re.M))


def meanings(section, common):
    """Columns with a meaning: those of the table, and of the list "Columns: `name` meaning; `name`; ..."; a bare name is a common one."""
    found = rows(section)
    listed = re.search(r"^Columns: (.*?)\.\n\n", section, re.M | re.S)
    for name, text in re.findall(r"(?:^|; |;\n)`(\w+)`([^;]*)", listed.group(1) if listed else ""):
        found[name] = text.strip() or common.get(name)
    return found


def queries_of(section):
    return re.findall(r"```sql\n(.*?)```", section, re.S)


def main():
    text = open("sql/README.md", encoding="utf-8").read()
    common = rows(re.search(r"^## Columns of many views\n(.*?)(?=^## )", text, re.M | re.S).group(1))
    sections = {m.group(1): m.group(2) for m in re.finditer(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.M | re.S)}
    with tempfile.TemporaryDirectory() as folder:
        db = company(os.path.join(folder, "company.db"))
        raw = re.findall(r"CREATE TABLE (?!crm_|elg_)(\w+)", open("tests/sql/model/company.sql").read())
        names = {r[0] for r in db.execute("SELECT name FROM (SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master) "
                                          "WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")} - set(raw)
        check(len(names) > 120, "tables and views found: %d" % len(names))
        for name in sorted(set(sections) - names):
            check(False, "described and does not exist: " + name)
        reading = re.search(r"^## Inputs as they are read\n(.*?)^###", text, re.M | re.S).group(1)
        for name in sorted(n for n in names if n.startswith("read_") and n not in sections):
            known = {**rows(sections["crm_" + name[5:]]), **rows(reading)}
            check("`%s`" % name in reading, name + " is not described")
            for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall():
                check(known.get(column), "%s.%s is not described" % (name, column))
            names.remove(name)
        for name, value, meaning in db.execute("SELECT name, value, meaning FROM elg_default"):
            line = r"^\| `%s` \| %s \| .* \| %s \|$" % (name, re.escape("" if value is None else "%g" % value if isinstance(value, float) else str(value)), re.escape(meaning))
            check(re.search(line, text, re.M), "the setting %s is not described" % name)
        for name in sorted(names):
            check(name in sections, name + " has no section")
            section = sections.get(name, "")
            known = meanings(section, common)
            for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall():
                check(known.get(column), "%s.%s is not described" % (name, column))
            check(any(name in q for q in queries_of(section)), name + " has no query")
            for query in queries_of(section):
                try:
                    db.execute(query).fetchall()
                    check(True, "")
                except sqlite3.Error as error:
                    check(False, "%s: %s" % (query.strip(), error))
        metrics = [r[0] for r in db.execute("SELECT DISTINCT metric FROM metric_board")]
        for metric in metrics:
            check("`%s`" % metric in text, "metric %s is not described" % metric)
        for (metric,) in db.execute("SELECT metric FROM elg_target"):
            check(metric in metrics, "elg_target names no metric: " + metric)


main()
finish()
