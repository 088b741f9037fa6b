#!/bin/sh
# What cannot be right in quotes, leads, cases and orders is left out and said; and what
# was open on an earlier day is so, whatever became of it.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
export CRM_NOW=2026-11-21T09:00:00Z CRM_FORMAT=csv
quiet crm-customer add name=Alder

# ---- quotes ----

printf '%s\n' ext,customer,quoted_on,status,sent_on,decided_on \
    1,Alder,2026-10-01,accepted,2026-10-20,2026-10-05 \
    2,Alder,2026-10-01,accepted,2026-10-20,2027-10-05 \
    3,Alder,2026-10-01,rejected,2026-10-01,2026-10-11 |
    crm-deal quote import - -q > /dev/null
run 'an answer before the question, or on a day to come, is none' 0 \
    crm-report quotes -c accepted,rejected,open,mean
is_out 'accepted,rejected,open,mean
0,1,0,10'
is_err "crm-report: left out: 1 answered before it was sent; see: crm-deal quote list -c id,quoted_on,sent_on,decided_on
crm-report: left out: 1 answered in the future; see: crm-deal quote list -w 'decided_on > today'"
run 'as on today' 0 crm-report quotes --on today -c accepted,rejected,open,mean
is_out 'accepted,rejected,open,mean
0,1,0,10'
run 'on an earlier day nothing was known of it' 0 crm-report quotes --on 2026-10-03 -c accepted,rejected,open
is_out 'accepted,rejected,open
0,0,1'
is_err ''
run 'it is no column of a month' 0 crm-report quotes --by decided_on:month -c decided_on:month -q
is_out 'decided_on:month
2026-10'
run 'what one looks for is there' 0 crm-deal quote list -w 'decided_on > today' -o ids
is_out QU2

book --currency CNY
quiet crm-customer add name=Alder
printf '%s\n' ext,customer,quoted_on,status,sent_on,decided_on \
    1,Alder,2026-10-01,accepted,2026-10-02,2026-11-15 \
    2,Alder,2026-10-01,sent,2026-10-02, \
    3,Alder,2026-11-01,rejected,2026-11-02,2026-11-12 \
    4,Alder,2026-11-14,sent,2026-11-15, |
    crm-deal quote import - -q > /dev/null
run 'what was answered since was open' 0 crm-report quotes --on 2026-11-10 -c accepted,rejected,open
is_out 'accepted,rejected,open
0,0,3'
run 'on the day of its answer no more' 0 crm-report quotes --on 2026-11-12 -c accepted,rejected,open
is_out 'accepted,rejected,open
0,1,2'
run 'at the end of a period, too' 0 crm-report quotes --from 2026-10-01 --to 2026-10-31 \
    --compare 2026-11 -c accepted,open,accepted_before,open_before
is_out 'accepted,open,accepted_before,open_before
0,2,1,1'
run 'today' 0 crm-report quotes -c accepted,rejected,open
is_out 'accepted,rejected,open
1,1,2'

# ---- leads and cases ----

printf '%s\n' company,source,entered_on A,web,2026-10-01 B,web,2027-01-01 |
    crm-lead import - -q > /dev/null
run 'a lead of a day to come' 0 crm-report sources -c leads
is_out 'leads
1'
like_err "left out: 1 that came in in the future; see: crm-lead list -w 'entered_on > today'"
printf '%s\n' subject,customer,opened_at a,Alder,2026-11-10T09:00 b,Alder,2027-11-10T09:00 |
    crm-customer case import - -q > /dev/null
run 'a case of a day to come' 0 crm-report desk -c cases
is_out 'cases
1'
like_err "left out: 1 opened in the future; see: crm-customer case list -w 'opened_at > now'"

# ---- orders ----

# They came into the book on a later day, by a clock that was wrong.
export CRM_NOW=2027-11-21T09:00:00Z
quiet crm-stock add sku=A name=A unit=pcs list_price=1
printf '%s\n' ext,customer,ordered_on,status,promised_on,shipped_on \
    1,Alder,2026-10-10,closed,2026-10-20,2026-10-15 \
    2,Alder,2026-10-10,closed,2026-10-20,2026-10-05 \
    3,Alder,2026-10-10,closed,2027-10-20,2027-10-05 |
    crm-order import - -q > /dev/null
for o in O1 O2 O3; do
	quiet crm-order order-line add order=$o product=A quantity=1
done
export CRM_NOW=2026-11-21T09:00:00Z
run 'what left before it was ordered, or has not yet' 0 crm-report on-time -c lines,on_time
is_out 'lines,on_time
1,1'
is_err "crm-report: left out: 1 done before the day of the order; see: crm-order list -c id,ordered_on,shipped_on,closed_on
crm-report: left out: 1 done in the future; see: crm-order list -w 'shipped_on > today or closed_on > today'"
run 'nor did it take any days' 0 crm-report order-times -c step,n,mean
like_out '^all_delivered,1,5$'
like_err 'left out: 1 done before'

# ---- approvals ----

book --currency CNY
quiet crm-customer add name=Alder
for m in m1 m2 f1; do
	quiet crm-team user add login=$m role=manager
done
logins m1 m2 f1
quiet crm-admin approval-rule add kind=order seq=1 when='amount > 0' steps='m1|m2 > f1'
for o in O1 O2; do
	quiet crm-order add customer=Alder amount=10
	CRM_NOW=2026-11-02T09:00:00Z quiet crm-order submit $o
done
CRM_NOW=2026-11-03T09:00:00Z CRM_USER=m1 quiet crm-admin approval approve AP1
run 'those that wait now' 0 crm-report approval-times -c decided,waits
is_out 'decided,waits
1,3'
run 'on that day they all did' 0 crm-report approval-times --on 2026-11-02 -c decided,waits
is_out 'decided,waits
0,4'

# ---- what counts for a line that says nothing itself ----

book --currency CNY
quiet crm-customer add name=Alder
quiet crm-stock add sku=S1 name=Pen unit=pcs list_price=10
printf '%s\n' ext,customer,ordered_on,status,promised_on 1,Alder,2026-11-02,confirmed,2026-11-10 |
    crm-order import - -q > /dev/null
printf '%s\n' order,product,quantity,unit_price O1,PR1,3,10 |
    crm-order order-line import - -q > /dev/null
run 'what its order is promised for is its month' 0 crm-report order-backlog -c promised:month,amount,late_amount
is_out 'promised:month,amount,late_amount
2026-11,30.00,30.00'
run 'within those asked for' 0 crm-report order-backlog --from 2026-11-01 -c promised:month,amount
is_out 'promised:month,amount
2026-11,30.00'
run 'on time, too' 0 crm-report on-time --by promised:month -c promised:month,overdue
is_out 'promised:month,overdue
2026-11,1'
run 'what the line itself says is another day' 0 crm-report on-time --by promised_on:month -c promised_on:month,overdue
is_out 'promised_on:month,overdue
,1'

# ---- who is named twice ----

printf '%s\n' 'name,amount,stage,opened_on,closed_on,competitors' \
    'd,30,lost,2026-01-01,2026-05-06,"Acme，acme"' 'e,20,lost,2026-01-01,2026-05-06,ＨＵＡＷＥＩ/Huawei/Acme' |
    crm-deal import - -q > /dev/null
run 'a deal is one, however often it names somebody' 0 crm-report competitors -c competitor,deals,lost,amount_lost
is_out 'competitor,deals,lost,amount_lost
Acme,2,2,50.00
ＨＵＡＷＥＩ,1,1,20.00'

# ---- pushes that a book knows nothing of ----

book --currency CNY
CRM_NOW=2026-11-01T09:00:00Z quiet crm-deal add name=x amount=100 stage=contract expected_close=2026-11-20
CRM_NOW=2026-11-10T09:00:00Z quiet crm-deal set D1 expected_close=2026-12-20
run 'what was pushed since is pushed by nobody' 0 crm-report forecast --as-of 2026-11-05 --on 2026-11-15 \
    -w 'name = x' -c line,pushes
like_out '^commit,0$'
run 'then it is' 0 crm-report forecast -c line,pushes
like_out '^commit,1$'
done_testing
