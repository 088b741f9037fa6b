#!/bin/sh
# What lists gather of all records at once is what is asked for each of them: a list of
# many beside `show` of some at a time, which asks.
. "$(dirname "$0")/../../lib.sh"
MANY=240
book
awk -v n=$MANY 'BEGIN { print "ext,company"
    for (i = 1; i <= n; i++) print "X" i ",Company " i }' > leads.csv
crm-lead import -q leads.csv -o ids > leads.ids
sed 's/company/name/' leads.csv > customers.csv
crm-customer import -q customers.csv -o ids > customers.ids
awk -v n=$MANY 'BEGIN { print "subject,customer"
    for (i = 1; i <= n; i++) print "Case " i ",C" i }' > cases.csv
crm-customer case import -q cases.csv -o ids > cases.ids

# activities KIND CODE: past, to come, called off; about some records several.
awk -v n=$MANY 'BEGIN { print "about,kind,at,subject,direction,cancelled"
    code[0] = "L"; code[1] = "C"; code[2] = "CS"
    kind[0] = "call"; kind[1] = "note"; kind[2] = "meeting"
    for (i = 1; i <= 3 * n; i++)
	printf "%s%d,%s,%d-%02d-%02dT%02d:30:00Z,a %d,%s,%s\n", code[i % 3],
	    i * 37 % (n * 2 / 3) + 1, kind[i % 5 % 3], i % 4 ? 2026 : 2027,
	    i % 11 + 1, i % 28 + 1, i % 24, i, i % 7 ? "out" : "in",
	    i % 6 ? "" : "yes"
}' > activities.csv
crm-task activity import -q activities.csv -o ids > activities.ids
awk -v n=$MANY 'BEGIN { print "about,due,subject,status"
    for (i = 1; i <= n; i++)
	printf "%s%d,2026-%02d-%02d,t %d,%s\n", i % 2 ? "L" : "C",
	    i * 13 % (n / 2) + 1, i % 12 + 1, i % 28 + 1, i,
	    i % 3 ? "todo" : "done"
}' > tasks.csv
crm-task import -q tasks.csv -o ids > tasks.ids
awk 'NR % 9 == 0' activities.ids | crm-task activity delete - -q -y > /dev/null
awk 'NR % 8 == 0' tasks.ids | crm-task delete - -q -y > /dev/null
crm-lead delete L201 L202 -q > /dev/null

# each COLUMNS PROGRAM… < IDS: the header, then the records asked for by themselves.
each() {
	columns=$1
	shift
	"$@" list -c "$columns" -o csv -l 0
	xargs -n 40 "$@" show -c "$columns" -o csv |
	    awk -v first="${columns%%,*}" -F, '$1 != first'
}
leads=lead_id,last_activity,next_activity,company,version
customers=customer_id,last_activity,next_activity,name,version
cases=case_id,first_response,last_activity,subject
grep -vx 'L201\|L202' leads.ids > live.ids
compare() {
	each "$leads" crm-lead < live.ids > want
	run "leads $1" 0 crm-lead list -c "$leads" -o csv
	same out "$(cat want)" "leads $1: each is as asked for alone"
	each "$customers" crm-customer < customers.ids > want
	run "customers $1" 0 crm-customer list -c "$customers" -o csv
	same out "$(cat want)" "customers $1: each is as asked for alone"
	each "$cases" crm-customer case < cases.ids > want
	run "cases $1" 0 crm-customer case list -c "$cases" -o csv
	same out "$(cat want)" "cases $1: each is as asked for alone"
}
compare 'all'
[ "$(crm-lead list -w 'last_activity is not null' -o ids | wc -l)" -gt 20 ] &&
    [ "$(crm-lead list -w 'next_activity is null' -o ids | wc -l)" -gt 20 ]
result $? 'some have them, some have none'

# By conditions, in an order, the deleted ones, as it was.
each "$leads" crm-lead < live.ids | awk -F, 'NR > 1 && $2 != "" && $2 < "2026-08-01"' |
    sort > want
run 'a condition' 0 crm-lead list -w 'last_activity < 2026-08-01' -c "$leads" -o tsv
is "$(sed 1d out | tr '\t' , | sort)" "$(cat want)" 'those that meet it'
run 'an order' 0 crm-lead list -s -last_activity,next_activity -c "$leads" -o csv
sed 1d out | cut -d, -f2 | grep . > order
sort -r order | cmp -s - order
result $? 'the last is first'
first=$(sed -n 2p out)
run 'the first of an order' 0 crm-lead list -s -last_activity,next_activity -l 1 \
    -c "$leads" -o csv
is "$(sed 1d out)" "$first" 'is the first of all'
run 'deleted ones' 0 crm-lead list --deleted -c lead_id,last_activity -o csv
is_out 'lead_id,last_activity
L201,
L202,'
run 'ids in their order' 0 crm-lead list - -c "$leads" -o csv < live.ids
is "$(sed 1d out)" "$(each "$leads" crm-lead < live.ids | sed 1d)" 'by ids'
crm-lead list -c all -o csv > before
batch=$(crm-admin log -l 1 -c batch -o tsv | sed 1d)
awk 'NR % 2' activities.ids | crm-task activity delete - -q -y --keep-going > /dev/null 2>&1
run 'as it was' 0 crm-lead list -c all -o csv --as-of "$batch"
cmp -s before out
result $? 'as it was then'

# What another program wrote into `about` is about nothing, and no list fails of it.
ask "UPDATE activity SET about = 'L1x' WHERE id = 10"
ask "UPDATE activity SET about = 'L' WHERE id = 11"
ask "UPDATE activity SET about = 'L99999999999999999999' WHERE id = 13"
ask "UPDATE activity SET about = 'L01' WHERE id = 14"
ask "UPDATE task SET about = 'C2x' WHERE id = 3"
ask "UPDATE activity SET about = 'CS1x' WHERE id = 16"
compare 'of a damaged book'
done_testing
