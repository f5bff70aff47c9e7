"""Runs the fenced examples of the Markdown files: SQL, then the box it prints.

A block without a box is not run. Lines "sqlite> ..." and "$ ..." may show a shell session. A block runs on an empty database, or
else after the blocks before it in its chapter; "<!-- setup: SQL -->" on the line before the fence prepares it. NULL may be shown as
such or as nothing, long cells whole or wrapped.
"""
import itertools, os, re, subprocess
from checking import check, finish

FILES = ["README.md", "ext/REFERENCE.md", "ext/README.md", "sql/README.md"]
PROMPT = re.compile(r"^(sqlite>|   \.\.\.>) ?")


def blocks(path):
    setup, fence, lines, start = "", False, [], 0
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("```"):
            if fence:
                yield start, setup, lines
                setup = ""
            fence, lines, start = not fence, [], number
        elif fence:
            lines.append(line)
        elif line.startswith("## "):
            yield number, None, []
        elif line.startswith("<!-- setup:"):
            setup = line[11:].rsplit("-->", 1)[0]
        elif line:
            setup = ""


def run(setup, null, wrap, sql):
    script = f".load {os.environ['ELGEXT']}\n.output {os.devnull}\n{setup}\n.output stdout\n.mode box --wrap {wrap}\n.nullvalue {null}\n{sql}\n"
    done = subprocess.run([os.environ.get("SQLITE3", "sqlite3"), "-batch", ":memory:"], input=script,
                          capture_output=True, text=True)
    return done.stdout + done.stderr


def main():
    for path in filter(os.path.exists, FILES):
        before = ""
        for number, setup, lines in blocks(path):
            if setup is None:
                before = ""
            if not any(line.startswith("┌") for line in lines):
                continue
            drawn = [line for line in lines if line[:1] in "┌│├└"]
            sql = [PROMPT.sub("", line) for line in lines if line[:1] not in "┌│├└"]
            sql = "\n".join(line for line in sql if not line.startswith((".load", ".mode", "$ ")))
            ways = itertools.product((setup, before + setup), ('""', "NULL"), (60, 0))
            ran = (run(*way, sql).splitlines() for way in ways)
            got = first = next(ran)
            while got is not None and got != drawn:
                got = next(ran, None)
            before += setup + "\n" + sql + "\n"
            check(got == drawn, "\n".join([f"{path}:{number}: the example prints", *first]))


main()
finish()
