# use_dbi.pl EXTENSION QUERIES
use strict;
use warnings;
use DBI;
my ($extension, $queries) = @ARGV;
my $db = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1});
$db->sqlite_enable_load_extension(1);
$db->sqlite_load_extension($extension);
open my $in, '<', $queries or die $!;
while (my $query = <$in>) { print +($db->selectrow_array($query))[0], "\n"; }
