# embed.awk -- chapters of SQL as C string literals: one ElgChapter {name, text} a file, in the order given.
function name_of(path) { sub(/.*\//, "", path); sub(/\.sql$/, "", path); return path }
BEGIN { print "/* Made by sql/embed.awk. */\nstatic const ElgChapter chapter_list[] = {" }
FNR == 1 { if (NR > 1) print "\"\"},"; printf "{\"%s\",\n", name_of(FILENAME) }
{ gsub(/[\\"]/, "\\\\&"); print "\"" $0 "\\n\"" }
END { print "\"\"}};" }
