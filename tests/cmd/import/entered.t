#!/bin/sh
# Dates of other systems: the day on which a lead or a customer came in, and the
# one name for the days on which a deal should close and did.
. "$(dirname "$0")/../../lib.sh"

# ---- entered_on ----

book
run 'add: today' 0 crm-lead add company=A -c entered_on -q
is_out 'entered_on
2026-11-21'
run 'add: said' 0 crm-customer add name=A entered_on=2024-02-29 -c entered_on -q
is_out 'entered_on
2024-02-29'
run 'an import: today' 0 sh -c \
    'printf "company\nB\n" | crm-lead import - -c entered_on'
is_out 'entered_on,_action,_duplicate_of
2026-11-21,inserted,'
run 'a list finds whom the report of sources counts' 0 \
    crm-lead list -w 'entered_on in 2026-11' -c company
is_out 'company
A
B'
run 'a blank: today' 0 sh -c 'printf "id,name,Created Date\n1,B,\n2,C,2020-01-02\n" |
    crm-customer import - -c name,entered_on'
is_out 'name,entered_on,_action,_duplicate_of
B,2026-11-21,inserted,
C,2020-01-02,inserted,'
run 'on a later day it stays' 0 sh -c 'printf "id,name,Created Date\n1,B,\n2,C,\n" |
    CRM_NOW=2026-11-25T09:00:00Z crm-customer import - --on-duplicate update -c name,entered_on'
is_out 'name,entered_on,_action,_duplicate_of
B,2026-11-21,unchanged,
C,2020-01-02,unchanged,'
for header in 'Created Date' 'Create Date' 'Created Time' 'Created On' 'Date Created' \
    'Add time' 创建时间 创建日期 提交时间 entered_on 'Entered on' 录入日期; do
	run "lead: $header" 0 sh -c "printf 'company,%s\nC of %s,2025-03-04 10:00\n' '$header' '$header' |
	    crm-lead import - --again -c entered_on"
	is "$(sed -n 2p out)" '2025-03-04,inserted,' 'is the day it came in'
	run "customer: $header" 0 sh -c "printf 'name,%s\nN of %s,2025-03-04\n' '$header' '$header' |
	    crm-customer import - --again -c entered_on"
	is "$(sed -n 2p out)" '2025-03-04,inserted,' 'is the day it came in'
done
run 'a header twice' 2 sh -c \
    'printf "company,Create Date,Created Date\nC,2025-03-04,2025-03-05\n" | crm-lead import -'
like_err "both mean entered_on; say which with --map"
for f in csv json; do
	crm-lead list -o $f > all.$f
	run "$f: an export comes back" 0 crm-lead import all.$f -o ids
	like_err '^crm-lead: read ([0-9]+), unchanged \1$'
done
run 'created is the book'\''s own' 0 sh -c \
    'printf "ext,company,created\n1,D,2020-01-01\n" | crm-lead import - -c entered_on,created'
is_out 'entered_on,created,_action,_duplicate_of
2026-11-21,2026-11-21T09:00:00Z,inserted,'
run 'they are the last columns' 0 sh -c 'crm-lead list | head -1'
like_out ',entered_on,other_emails,other_phones,created,updated,version$'
crm-lead add company=Q -q -o ids > id
printf 'company,status\nQ,qualified\n' | crm-lead import - -q -o ids --again > id
crm-lead convert "$(sed -n '$p' id)" -q > /dev/null
run 'what a lead becomes came in today' 0 crm-customer list -w 'name = Q' -c entered_on
is_out 'entered_on
2026-11-21'

run 'a card came in today' 0 sh -c \
    'printf "BEGIN:VCARD\nVERSION:3.0\nFN:Li\nEND:VCARD\n" | crm-lead capture - -q -c entered_on'
is_out 'entered_on
2026-11-21'

# Leads are counted by it, and by the day of their record where they have none.
book
printf 'company,source,Create Date\nA,web,2025-03-04\nB,web,2026-11-20\nC,ad,\n' |
    crm-lead import - -q > /dev/null
run 'sources: of that month' 0 crm-report sources --from 2025-03-01 --to 2025-03-31 \
    -c source,leads
is_out 'source,leads
web,1'
run 'sources: of this one' 0 crm-report sources --from 2026-11-01 --to 2026-11-30 \
    -c source,leads
is_out 'source,leads
ad,1
web,1'
run 'by month' 0 crm-report sources --by at:month -c at:month,leads
is "$(grep -v ',0$' out)" 'at:month,leads
2025-03,1
2026-11,2' 'those that had some'
is "$(grep -c ',0$' out)" 19 'and those between that had none'
crm-lead touch add lead=L1 source=event at=2025-02-01T08:00:00Z -q > /dev/null
run 'an earlier touch is no entry' 0 crm-report sources --from 2025-02-01 \
    --to 2025-02-28 -c source,leads
is_out 'source,leads'
run 'the first response counts from the record' 0 crm-lead response -c lead_id -o csv
run 'what is counted is said' 0 crm-report sources --define
like_out 'the day the lead came in'

# ---- Close Date ----

for header in 'Close Date' close_date 'Closing Date' 关闭日期; do
	book
	printf 'ext,name,stage,%s\n1,a,won,2026-01-05\n2,b,needs,2026-12-31\n3,c,lost,2026-02-05\n4,d,proposal,\n' \
	    "$header" > deals.csv
	run "$header" 0 crm-deal import deals.csv -c ext,expected_close,closed_on
	is_out 'ext,expected_close,closed_on,_action,_duplicate_of
1,,2026-01-05,inserted,
2,2026-12-31,,inserted,
3,,2026-02-05,inserted,
4,,,inserted,'
done
run 'again' 0 crm-deal import deals.csv -o ids
like_err 'read 4, unchanged 4$'
run 'the stage of the record, where the row has none' 0 sh -c \
    'printf "ext,Close Date\n1,2026-01-06\n2,2027-01-31\n" |
	crm-deal import - --on-duplicate update -c ext,expected_close,closed_on'
is_out 'ext,expected_close,closed_on,_action,_duplicate_of
1,,2026-01-06,updated,
2,2027-01-31,,updated,'
run 'beside a column of its own' 0 sh -c \
    'printf "ext,name,stage,Close Date,Expected close\n5,e,needs,2026-01-06,2026-02-06\n6,f,won,2026-01-06,2026-02-06\n" |
	crm-deal import - -c ext,expected_close,closed_on'
is_out 'ext,expected_close,closed_on,_action,_duplicate_of
5,2026-02-06,,inserted,
6,2026-02-06,2026-01-06,inserted,'
like_err '^crm-deal: stdin: expected_close: 1 value from its own column, not the other date of the row$'
run 'mapped, it is what the map says' 0 sh -c \
    'printf "ext,name,stage,Close Date\n7,g,needs,2026-01-06\n" |
	crm-deal import - --map "Close Date=closed_on" -c expected_close,closed_on'
is_out 'expected_close,closed_on,_action,_duplicate_of
,2026-01-06,inserted,'
run 'a date that is none' 4 sh -c \
    'printf "ext,name,stage,Close Date\n8,g,needs,soon\n" | crm-deal import -'
like_err "stdin:2: closed_on: 'soon' is not a date"
try 'what is new and says no stage' 0 \
    'printf "ext,name,stage,Close Date\n9,h,,2026-12-31\n" |
	crm-deal import - -o csv -c stage,expected_close,closed_on'
is "$(sed -n 2p out)" 'qualification,2026-12-31,,inserted,' 'is open'
try 'without the column' 0 'printf "ext,name,Close Date\n10,i,2026-12-31\n" |
    crm-deal import - -o csv -c expected_close,closed_on'
is "$(sed -n 2p out)" '2026-12-31,,inserted,' 'is open, too'
try 'Est. Close Date' 0 'printf "ext,name,Est. Close Date\n11,j,2026-12-31\n" |
    crm-deal import - -o csv -c expected_close'
is "$(sed -n 2p out)" '2026-12-31,inserted,' 'is expected'
done_testing
