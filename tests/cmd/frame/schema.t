#!/bin/sh
# The stored columns of every kind of record are those that the number of the
# schema stands for.  Where they are not, a migration is due: raise CRM_SCHEMA,
# so that older books are refused with the command to run; then `make docs'
# notes the new line.
. "$(dirname "$0")/../../lib.sh"
TOOLS=${CRM_TOOLS:-${CRM_BIN%/bin}/tools}
[ -x "$TOOLS/schema" ] || TOOLS=$TOP/build/tools
schemas=$TOP/lib/model/tables/schemas.txt

run 'the last of the schemas' 0 "$TOOLS/schema"
is_out "$(tail -n 1 "$schemas")"
cut -d' ' -f1 "$schemas" > numbers
try 'each number once, the highest last' 0 'sort -n -u numbers | diff - numbers'
done_testing
