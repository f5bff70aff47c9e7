"""sql/TABLES.md: every input, configuration and kept table and every map_ view has its section, every column its line there with a
meaning, every query runs; and none is described that does not exist."""
import os
import re
import sqlite3

passed = failed = 0


def check(ok, text):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print('FAILED ' + text)


db = sqlite3.connect(':memory:', isolation_level=None)
db.enable_load_extension(True)
db.load_extension(os.environ['ELGEXT'])
db.execute('SELECT elg_init()')
with open('sql/TABLES.md', encoding='utf-8') as f:
    text = f.read()
sections = {m.group(1): m.group(2) for m in re.finditer(r'^### (\w+)\n(.*?)(?=^##|\Z)', text, re.M | re.S)}
names = {r[0] for r in db.execute("SELECT name FROM (SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master) "
                                  "WHERE type IN ('table', 'view') AND (name GLOB 'crm_*' OR name GLOB 'elg_*' OR name GLOB 'map_*')")}
check(len(names) > 60, 'names: %d' % len(names))
for name in sorted(names | set(sections)):
    check(name in names, name + ' is described and does not exist')
    check(name in sections, name + ' has no section')
    if name not in names or name not in sections:
        continue
    described = dict(re.findall(r'^\| `(\w+)` \|(?: \w+ \|)? (.+) \|$', sections[name], re.M))
    for (column,) in db.execute('SELECT name FROM pragma_table_info(?)', (name,)).fetchall():
        check(described.get(column, '?') != '?', '%s.%s is not described' % (name, column))
    queries = re.findall(r'```sql\n(.*?)```', sections[name], re.S)
    check(any(name in q for q in queries), name + ' has no query')
    for query in queries:
        try:
            db.execute(query).fetchall()
            check(True, '')
        except sqlite3.Error as error:
            check(False, '%s: %s' % (query.strip(), error))
print('%d passed, %d failed' % (passed, failed))
