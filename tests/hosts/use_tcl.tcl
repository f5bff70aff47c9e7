# use_tcl.tcl EXTENSION QUERIES
package require sqlite3
sqlite3 db :memory:
db enable_load_extension 1
db eval "SELECT load_extension('[lindex $argv 0]')"
set in [open [lindex $argv 1]]
while {[gets $in query] >= 0} { puts [db onecolumn $query] }
