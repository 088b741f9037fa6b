#!/bin/sh
# The stored columns of every kind of record are those that the number of the
# schema stands for.  Where they are not, a migration is due: `make docs' counts
# the next schema, so that older books are refused with the command to run.
. "$(dirname "$0")/../../lib.sh"
TOOLS=${CRM_TOOLS:-${CRM_BIN%/bin}/tools}
[ -x "$TOOLS/schema" ] || TOOLS=$TOP/build/tools
schemas=$TOP/lib/model/tables/schemas.txt

run 'the last of the schemas' 0 "$TOOLS/schema"
is_out "$(sed -n '$s/^[0-9]* //p' "$schemas")"
book
is "$(ask "SELECT value FROM book WHERE key = 'schema'")" \
    "$(sed -n '$s/ .*//p' "$schemas")" 'a new book has its number'
cut -d' ' -f1 "$schemas" > numbers
try 'each number once, the highest last' 0 'sort -n -u numbers | diff - numbers'
done_testing
