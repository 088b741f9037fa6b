#!/bin/sh
# JSONTestSuite: y_ is JSON, n_ is not, i_ may be either.  A document that is
# JSON and not a record or a list of records is refused as such, a duplicate
# key on purpose; what does not parse says where.
. "$(dirname "$0")/../../lib.sh"
DATA=$TOP/../shared/data/bad_input/JSONTestSuite/test_parsing
need "$DATA"
book

# The documents' keys are not ours: they are left out.
load() {
	crm-lead import "$1" -i json -n --ignore-unknown --default company=x \
	    > out 2> err
}

# What may be said of JSON that makes no record.
NO_RECORD='not a record or a list of records$|: the key is there twice$|: a nested value$|u0000 in text$'
n=0 bad=
for f in "$DATA"/y_*; do
	n=$((n + 1))
	load "$f"
	case $? in
	0) ;;
	4) grep -Eq "$NO_RECORD" err || bad="$bad ${f##*/}" ;;
	*) bad="$bad ${f##*/}" ;;
	esac
done
is "$n:$bad" '95:' 'y_: accepted, or refused as no list of records'

n=0 bad=
for f in "$DATA"/n_*; do
	n=$((n + 1))
	load "$f"
	[ $? -eq 4 ] && [ ! -s out ] &&
	    grep -Eq ': line [0-9]+, column [0-9]+: ' err ||
	    bad="$bad ${f##*/}"
done
is "$n:$bad" '188:' 'n_: exit 4, with line and column'

n=0 bad=
for f in "$DATA"/i_*; do
	n=$((n + 1))
	load "$f"
	[ $? -le 5 ] || bad="$bad ${f##*/}"
done
is "$n:$bad" '35:' 'i_: never a signal'

# A few by name.
run 'a record' 0 crm-lead import "$DATA/y_object_basic.json" -i json -n \
    --map asd=company -c company
is_out 'company,_action,_duplicate_of
sdf,inserted,'
run 'no record' 4 crm-lead import "$DATA/y_structure_lonely_true.json" -i json
is_err "crm-lead: $DATA/y_structure_lonely_true.json: line 1, column 1: not a \
record or a list of records"
run 'a list of none' 4 crm-lead import "$DATA/y_array_with_several_null.json" \
    -i json
is_err "crm-lead: $DATA/y_array_with_several_null.json: line 1, column 2: not \
a record or a list of records"
run 'a duplicate key' 4 crm-lead import "$DATA/y_object_duplicated_key.json" \
    -i json --map a=company
is_err "crm-lead: $DATA/y_object_duplicated_key.json:1: a: the key is there twice
crm-lead: read 1, rejected 1; nothing was written"
run 'a trailing comma' 4 crm-lead import "$DATA/n_object_trailing_comma.json" \
    -i json
is_out ''
is_err "crm-lead: $DATA/n_object_trailing_comma.json: line 1, column 9: \
expected a key in quotes, found '}'"
run 'UTF-16' 4 crm-lead import "$DATA/i_string_UTF-16LE_with_BOM.json" -i json
is_err "crm-lead: $DATA/i_string_UTF-16LE_with_BOM.json: line 1, column 1: \
not UTF-8: give --encoding UTF-16"
run 'nothing was written' 0 crm-lead list -o ids
is_out ''

# A list that breaks off takes nothing, with --rejects either.
printf '%s' '[{"company":"a"},{"score":3},{"company":"b"}' > open.json
run 'a list that is open at its end' 4 crm-lead import open.json \
    --rejects rejects.csv
is_out ''
is "$(tail -n 1 err)" \
    "crm-lead: open.json: line 1, column 45: expected ',' or ']', found the end" \
    'is told so'
run 'none of it is in' 0 crm-lead list -o ids
is_out ''
run 'nor in the rejects' 1 test -e rejects.csv
done_testing
