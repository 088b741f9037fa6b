#!/bin/sh
# An id that was mistyped in a list of ours makes no new record; another
# system's ids, under a header that reads like ours, are external ids.
. "$(dirname "$0")/../../lib.sh"
book
printf 'ext,company\n1,A\n2,B\n' | crm-lead import -q > /dev/null
leads() { crm-lead list -o ids | wc -l; }

printf 'lead_id,company,version\nLL1,A,\n' > list.csv
run 'beside a version' 4 crm-lead import list.csv --on-duplicate update
like_err "^crm-lead: list.csv:2: lead_id: 'LL1' is not an id like L12; ids of another system belong into ext"
is "$(leads)" 2 'no new lead'
run 'an id that is not there' 4 crm-lead import - --on-duplicate update <<'END'
lead_id,company
L99,C
END
like_err 'there is no lead L99 here'

printf 'Lead ID,Company\nL1,A\nC2,B\n' > label.csv
run 'by its label, behind one of ours' 4 crm-lead import label.csv \
    --on-duplicate update
like_err "^crm-lead: label.csv:3: lead_id: 'C2' is not an id like L12"
printf 'Lead ID,Company\nl-1,A\nL2,B\n' > label.csv
run 'before one of ours' 4 crm-lead import label.csv --on-duplicate update
like_err "^crm-lead: label.csv:2: lead_id: is not an id like L12, as other rows have it"
is "$(leads)" 2 'no new lead'
run 'the rest with --rejects' 4 crm-lead import label.csv -q \
    --on-duplicate update --rejects bad.csv
is "$(sed -n '2s/,.*//p' bad.csv)" l-1 'the row is kept'
is "$(leads)" 2 'and is no lead'

printf 'Lead ID,Company\n00Q1,C\n00Q2,D\n' > theirs.csv
run 'all of another system' 0 crm-lead import theirs.csv -c ext,company
is_out 'ext,company,_action,_duplicate_of
00Q1,C,inserted,
00Q2,D,inserted,'
run 'a row without an id is new' 0 crm-lead import - -c company <<'END'
lead_id,company
,E
END
is_out 'company,_action,_duplicate_of
E,inserted,'

for columns in 'Lead ID,ext' 'ext,Lead ID'; do
	printf '%s,company\nX17,E1,F\n' "$columns" > both.csv
	run "two external ids in a row: $columns" 4 crm-lead import both.csv
	like_err "is not an id like L12, and the row has an external id beside it; --map 'Lead ID=' leaves the column out"
	run 'one is left out' 0 crm-lead import both.csv -n --map 'Lead ID='
done
run 'one of them empty' 0 crm-lead import - -c ext,company <<'END'
lead_id,ext,company
X18,,G
END
is_out 'ext,company,_action,_duplicate_of
X18,G,inserted,'

printf 'lead_id,company\nl1,Small Ltd\n' > small.csv
run 'one of ours in small letters' 4 crm-lead import small.csv -n
like_err "lead_id: 'l1' is not an id like L12"
done_testing
