#!/bin/sh
# A book as it was, seen from its day: every report says of it what it said then.
. "$(dirname "$0")/../../lib.sh"
export CRM_NOW=2026-01-31T09:00:00Z
book --currency CNY
export CRM_FORMAT=csv

crm-deal import -q - --create-missing > /dev/null <<'END'
name,customer,amount,stage,opened_on,closed_on,expected_close,owner
a,Alder,100,won,2025-10-01,2026-01-20,2026-01-20,ann
b,Birch,100,qualification,2026-01-11,,2026-01-15,ann
c,Alder,70,proposal,2026-01-21,,2026-02-20,ann
END
printf '%s\n' 'ext,customer,ordered_on,status,promised_on,amount' \
    '1,Alder,2026-01-20,confirmed,2026-02-10,60' \
    '2,Birch,2025-11-20,confirmed,2026-01-10,40' > orders.csv
quiet crm-order import orders.csv
quiet crm-stock add sku=S1 name=Pen unit=pcs list_price=10
printf '%s\n' order,product,quantity,unit_price,promised_on O1,PR1,6,10,2026-02-10 \
    O2,PR1,4,10,2026-01-10 > lines.csv
quiet crm-order order-line import lines.csv
quiet crm-task add subject=Call about=D2 due=2026-02-10
quiet crm-customer case add subject=Leak customer=Alder
quiet crm-lead add company=Cedar source=web entered_on=2026-01-05

# Each with the words that it needs.
reports='pipeline
dashboard
forecast
expected
outlook
survival
funnel
velocity
bottleneck
performance
next-steps
next-actions
changes --from 2026-01-01
moved --from 2026-01-01
rfm
churn
cohorts
repeat
decline
concentration
on-time
order-backlog
order-sales
order-times
backlog
desk
sources
response
activity
approval-times
quotes
targets
ageing
dso
cash-forecast
stock-ageing
cover
turnover
win-rate --from "this month" --compare previous
sales --from "this month"
query deal --by stage --mean amount -w "expected_close < today"'

# all_of FILE OPTION…: what each of them says.
all_of() {
	file=$1
	shift
	echo "$reports" | while read -r line; do
		echo "== $line"
		eval "crm-report $line $*" 2>&1
	done > "$file"
}

all_of past
grep -q '^churned\|Birch' past
result $? 'they say something'
! grep -q 'crm-report: .*\(unknown\|unexpected\|give\)' past
result $? 'and each of them can be run'

# ---- what came since is none of it ----

export CRM_NOW=2026-11-21T09:00:00Z
quiet crm-deal add name=d customer=Birch amount=900 opened_on=2026-10-01
quiet crm-deal win D2
printf '%s\n' 'ext,customer,ordered_on,status,amount' '3,Birch,2026-11-01,confirmed,500' |
    quiet crm-order import -

all_of since --as-of 2026-01-31
run 'each says of the book what it said on its day' 0 diff past since
all_of batch --as-of "$(crm-admin log -w "at < 2026-02-01" -c batch -l 1 | sed -n 2p)"
run 'as of its last batch, too' 0 diff past batch

# ---- one by one ----

run 'who bought in that month was not lost' 0 crm-report churn --as-of 2026-01-31 -c customer,days_since
like_out '^Alder,11$'
run 'no month is said of that had not come' 0 crm-report cohorts --as-of 2026-01-31 -c cohort,since
unlike_out ',[3-9]$'
run 'a promise for February was kept still' 0 crm-report order-backlog --as-of 2026-01-31 --totals -c late_amount
like_out '^40.00$'
run 'a day that is said is another' 0 crm-report next-steps --as-of 2026-01-31 --on 2026-01-21 -c deal,days
like_out '^b,10$'
run 'lists look from it, too' 0 crm-task list --as-of 2026-01-31 -w 'due < today' -o ids
is_out ''
run 'of which today' 0 crm-task list -w 'due < today' -o ids
is_out T1
run 'a day to come is no later than now' 0 crm-report churn --as-of 2027-01-31 -c customer,days_since
like_out '^Birch,20$'
run 'what came is still of now' 0 crm-report accuracy --as-of 2026-01-31
done_testing
