# amalgamate.awk -- prints the core, the SQLite layer and the generated tables as one C file.
# usage: awk -v gen=build/gen -v version=V -f ext/amalgamate.awk FILE.c ...
#
# Library headers come first, once each (those of a system, in the lines after #if defined(...), under that condition); then
# everything has hidden visibility but the entry points. A local header stands where it is first included; features.h, a list
# that is read several times, stands everywhere.
function path(name) {
  if ((getline line < ("ext/" name)) >= 0) { close("ext/" name); return "ext/" name }
  return gen "/" name
}
function body(file,   line, name) {
  print "\n/* " substr(file, index(file, "/") + 1) " */"
  while ((getline line < file) > 0) {
    if (line ~ /^#include "/) {
      split(line, name, "\"")
      include(name[2])
    } else if (line !~ /^#include </ || line ~ /xxhash/) print line
  }
  close(file)
}
function include(name) {
  if (name == "sqlite3ext.h" || name == "elgext.h" || (done[name] && name !~ /features\.h$/)) return
  done[name] = 1
  body(path(name))
}
function system_header(line, before) {
  if (once[line]++) return
  print before ~ /^#if defined/ ? before "\n" line "\n#endif" : line
}
function system_headers(file,   line, before, name) {
  if (seen[file]++) return
  for (before = ""; (getline line < file) > 0;) {
    if (line ~ /^#include </ && line !~ /xxhash/) { system_header(line, before); continue }
    if (line ~ /^#include "/) { split(line, name, "\""); if (name[2] != "sqlite3ext.h") system_headers(path(name[2])) }
    before = line
  }
  close(file)
}
BEGIN {
  print "/* elgext " version ", one file. MIT license, see LICENSE; the public suffix table is MPL-2.0, see NOTICES.md."
  print "**"
  print "**   cc -O2 -ffp-contract=off -shared -fPIC -o elgext.so elgext.c -lutf8proc -lm   loadable extension"
  print "**   cc -O2 -ffp-contract=off -DSQLITE_CORE -c elgext.c                            linked into a program: call"
  print "**                                                                                 sqlite3_elgext_init(db, &error, 0)"
  print "**"
  print "** Needs the headers of SQLite (3.31 or later), utf8proc and xxhash. */"
  for (i = 1; i < ARGC; i++) system_headers(ARGV[i])
  print "#include \"sqlite3ext.h\"\n#include \"elgext.h\""
  print "#if defined(__GNUC__) && !defined(_WIN32)\n#pragma GCC visibility push(hidden)\n#endif"
  for (i = 1; i < ARGC; i++) body(ARGV[i])
  print "\n#if defined(__GNUC__) && !defined(_WIN32)\n#pragma GCC visibility pop\n#endif"
}
