#!/bin/sh
# The learned probability of deals: from closed ones as they were while they were
# open; nothing that the end filled in tells of it.
. "$(dirname "$0")/../../lib.sh"

# Deals whose region became another while they were open, in the order of time.
CRM_NOW=2026-08-20T09:00:00Z
book
awk 'BEGIN {
	print "name,stage,source,region,opened_on"
	for (i = 0; i < 60; i++)
		print "Slow " i ",proposal,partner,North,2026-08-20"
}' | crm-deal import -q -o csv - > slow
on 2026-09-20 crm-deal set - -q region=South < slow > /dev/null
on 2026-10-21 crm-deal win - -q < slow > /dev/null
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW

# 120 deals, open for fifty days each: of those from a referral three of four are
# won, of those from an advertisement one of four.  The amount was filled in for
# won ones only, and they came closed.
awk 'BEGIN {
	print "name,stage,source,amount,opened_on,closed_on"
	for (i = 0; i < 120; i++) {
		good = i % 2
		won = good ? i % 8 != 1 : i % 8 == 0
		m = 1 + i % 6
		printf "Deal %d,%s,%s,%s,2026-%02d-10,2026-%02d-28\n", i,
		    won ? "won" : "lost", good ? "referral" : "ad",
		    won ? 100 + i : "", m, m + 1
	}
}' > closed.csv
crm-deal import -q closed.csv > /dev/null
printf 'name,stage,source,amount,opened_on\n%s\n%s\n' \
    'Good,proposal,referral,500,2026-11-01' \
    'Bad,proposal,ad,500,2026-11-01' > open.csv
crm-deal import -q open.csv > /dev/null

run 'what tells' 0 crm-deal learn closing fields=source \
    -w 'source != partner'
like_err '^crm-deal: inserted 1 \(batch B7\)$'
run 'the model' 0 crm-lead model list -o csv -c name,kind,won,lost,active
is_out 'name,kind,won,lost,active
closing,deal,60,60,yes'
run 'open deals are scored' 0 crm-deal score -q
run 'their own probability stays' 0 crm-deal list -o csv \
    -w 'name in (Good, Bad)' -s name -c name,probability,learned
awk -F, '$1 == "Good" { print ($2 == "" && $3 > 65 && $3 < 85) }
    $1 == "Bad" { print ($2 == "" && $3 > 15 && $3 < 35) }' out > told
is "$(cat told)" '1
1' 'and the learned one is what became of such'
run 'why' 0 crm-deal score --explain -o csv -w 'name = Good' -c field,value,n
is_out 'field,value,n
(all),,120
source,referral,60'

# ---- nothing of the end ----

run 'an amount that only the end filled in tells nothing' 0 \
    crm-deal learn amounts fields=amount
like_err '^crm-deal: the fields tell nothing, or the deals are too few'
for field in stage stage_type closed_on cycle close_reason probability \
    category learned; do
	run "no $field" 2 crm-deal learn late "fields=$field"
	like_err "^crm-deal: fields: $field tells how a deal ended"
done
run 'learned by region' 0 crm-deal learn regions fields=region \
    -w 'source = partner or name = "Deal 2"'
run 'each month as it was then' 0 crm-lead model-value list -o csv \
    -w 'model.name = regions and won > 0 and value is not null' \
    -s value -c value,won,lost
is_out 'value,won,lost
north,60,0
south,60,0'
run 'age on the first of each month' 0 crm-deal learn ages fields=age
run 'of those days' 0 crm-lead model-value list -o csv \
    -w 'model.name = ages' -c part
like_out '^bin$'
run 'no field' 2 crm-deal learn closing
run 'no name' 2 crm-deal learn fields=source
like_err '^crm-deal: learn needs one name'
run 'learned anew, the same' 0 crm-deal learn ages fields=age -q -c name,auc
cp out first
run 'to the last digit' 0 crm-deal learn ages fields=age -q -c name,auc
is "$(cat out)" "$(cat first)" 'each time'
done_testing
