#!/bin/sh
# Leads by how soon they were answered, activities, concentration, what was
# ordered: books small enough to count by hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }

# ---- response ----

at() { CRM_NOW=2026-11-$1:00Z; export CRM_NOW; shift; quiet "$@"; }
printf 'company,source,status,owner\nFive,web,qualified,ann\n' > five.csv
at 02T09:00 crm-lead import five.csv
at 02T09:00 crm-lead add company=Hour source=web
at 02T09:00 crm-lead add company=Days source=ad
at 02T09:00 crm-lead add company=None source=ad
at 02T09:05 crm-task activity add kind=call about=L1 owner=ann minutes=10
at 02T09:10 crm-task activity add kind=note about=L2 owner=ann
at 02T09:06 crm-task activity add kind=email about=L2 owner=ann minutes=5
at 10T09:00 crm-task activity add kind=call about=L3 owner=ann minutes=1
at 10T10:00 crm-lead convert L1
CRM_NOW=2026-11-21T08:00:00Z
run 'response: within what, ends included' 0 crm-report response
is_out 'response,n,qualified,converted,conversion,note
5min,1,1,1,100,low n
1h,1,0,0,0,low n
4h,0,0,0,,low n
1d,0,0,0,,low n
3d,0,0,0,,low n
later,1,0,0,0,low n
never,1,0,0,0,low n'
run 'response: by a dimension, what there is' 0 crm-report response --by source \
    -c source,response,n
is_out 'source,response,n
ad,later,1
ad,never,1
web,5min,1
web,1h,1'

# ---- activity ----

run 'activity: by person' 0 crm-report activity
is_out 'owner,activities,calls,visits,emails,meetings,chats,demos,notes,minutes,about
ann,4,2,0,1,0,0,0,1,16,3'
run 'activity: by week' 0 crm-report activity --by at:week -c at:week,activities,about
is_out 'at:week,activities,about
2026-W45,3,2
2026-W46,1,1'
run 'activity: the periods asked for, and none before' 0 crm-report activity \
    --by at:month --from 2026-10-01 -c at:month,activities
is_out 'at:month,activities
2026-10,0
2026-11,4'
run 'activity: a year in which was nothing' 0 crm-report activity \
    --by at:quarter --from 2026-01-01 --to 2026-06-30 -c at:quarter,activities
is_out 'at:quarter,activities
2026-Q1,0
2026-Q2,0'
CRM_NOW=2026-10-31T20:00:00Z TZ=Asia/Shanghai run 'activity: the days are those of the clock' 0 \
    crm-report activity --by at:day --from 2026-10-31 \
    -w 'kind = demo' -c at:day,activities
is_out 'at:day,activities
2026-10-31,0
2026-11-01,0'
run 'query: the periods of an instant' 0 crm-report query lead --by created:month \
    --date created --from 2026-10-01
is_out 'created:month,records
2026-10,0
2026-11,4'

quiet crm-task activity add kind=meeting owner=ann at=2026-11-10T10:00:00Z minutes=60 \
    cancelled=yes
run 'activity: what was called off was none' 0 crm-report activity \
    -c owner,activities,meetings,minutes
is_out 'owner,activities,meetings,minutes
ann,4,0,16'
run 'nor on the dashboard' 0 crm-report dashboard -c metric,count
like_out '^activities,4$'
quiet crm-team target add metric=activities period=2026-11 number=10
run 'nor towards a target' 0 crm-report targets -c metric,actual
is_out 'metric,actual
activities,4'

# This afternoon, and in December: neither has been held.
for day in 2026-11-21T15:00:00Z 2026-12-24T10:00:00Z; do
	quiet crm-task activity add kind=meeting owner=ann at=$day minutes=60
done
quiet crm-task activity add kind=call owner=ann at=2026-12-24T10:00:00Z cancelled=yes
run 'activity: what is still to come was none yet' 0 crm-report activity \
    -c owner,activities,meetings,minutes
is_out 'owner,activities,meetings,minutes
ann,4,0,16'
is_err "crm-report: left out: 2 still to come; see: crm-task activity list -w 'at > now'"
run 'the list that it names' 0 crm-task activity list -w 'at > now and not cancelled' -c at
is_out 'at
2026-11-21T15:00:00Z
2026-12-24T10:00:00Z'
run 'of the days asked for' 0 crm-report activity --to 2026-11-21 -c activities
like_err 'left out: 1 still to come'
run 'a day on which it will have been' 0 crm-report activity --on 2026-12-31 -c activities
is_out 'activities
6'
is_err ''
run 'nothing is known of it on a day that is over' 0 crm-report activity \
    --on 2026-11-20 -c activities -w 'owner = ann'
is_err ''
run 'dashboard: nor there' 0 crm-report dashboard -c metric,count
like_out '^activities,4$'
like_err 'left out: 2 still to come'
run 'targets: nor there' 0 crm-report targets -c metric,actual
is_out 'metric,actual
activities,4'
like_err 'left out: 1 still to come'

# ---- concentration ----

crm-customer import -q - > /dev/null <<'END'
name,industry
a,mill
b,mill
c,port
d,port
END
crm-order import -q - > /dev/null <<'END'
number,customer,ordered_on,amount,currency,rate,status
S1,a,2026-01-01,1,,,
S2,b,2026-01-01,2,,,
S3,c,2026-01-01,3,,,
S4,d,2026-01-01,4,,,
S5,d,2026-01-01,50,EUR,,
S6,d,2026-01-01,900,,,cancelled
END
# Gini of 1 2 3 4 is 0.25, Herfindahl 0.3
run 'concentration: of four' 0 crm-report concentration
is_out 'n,revenue,top_1,top_5,top_10,top_20_percent,gini,hhi,note,currency
4,10.00,40,100,100,40,0.25,0.3,low n,USD
1,50.00,100,100,100,100,0,1,low n,EUR'
is_err 'crm-report: 1 sale in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1); a rate is given by: crm-order set ID rate=RATE'
run 'concentration: by industry' 0 crm-report concentration --by industry \
    -c industry,n,revenue,top_1,gini
is_out 'industry,n,revenue,top_1,gini
port,2,7.00,57.14,0.0714
port,1,50.00,100,0
mill,2,3.00,66.67,0.1667'
run 'concentration: one has all' 0 crm-report concentration -w 'name = a' \
    -c n,top_1,gini,hhi
is_out 'n,top_1,gini,hhi
1,100,0,1'

# ---- mix ----

crm-order order-line import -q - > /dev/null <<'END'
order,line,quantity,unit_price,amount,description
S1,1,2,10.005,,x
S1,2,1,,5,y
S2,1,3,1,,x
S5,1,1,,7,x
S6,1,9,9,,x
END
# 2 x 10.005 = 20.01, 5, 3 x 1
run 'mix: by what a line says' 0 crm-report mix --by description --totals
is_out 'description,quantity,amount,share,lines,orders,customers,currency,row
x,5,23.01,82.15,2,2,2,USD,
x,1,7.00,,1,1,1,EUR,
y,1,5.00,17.85,1,1,1,USD,
,6,28.01,100,3,2,2,USD,total
,1,7.00,,1,1,1,EUR,total'
is_err 'crm-report: 1 line in another currency without a rate is not in the amounts in the base currency: EUR 7.00 (1); a rate is given by: crm-order set ID rate=RATE'
run 'mix: by the customer of the order' 0 crm-report mix --by order.customer \
    -c order.customer,amount
is_out 'order.customer,amount
a,25.01
b,3.00
d,7.00'
for r in response activity concentration mix performance channels velocity \
    reasons competitors bottleneck survival; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
done
# ---- targets: whose it was then, whoever got it since ----

book
logins a1 b1
quiet crm-team user add login=a1
quiet crm-team user add login=b1
quiet crm-customer add name=Jia owner=a1 entered_on=2026-11-02
printf 'number,customer,ordered_on,status,amount,owner\nN1,Jia,2026-11-02,confirmed,1000,a1\n' |
    crm-order import - -q > made
printf 'customer,order,amount,status,booked_on,due_on\nJia,N1,1000,booked,2026-11-03,2026-11-20\n' |
    crm-order receivable import - -q > made
quiet crm-order payment add customer=Jia amount=600 received_on=2026-11-10
quiet crm-order payment allocate P1 R1=600
for user in a1 b1; do
	quiet crm-team target add metric=received period=2026-Q4 user=$user amount=1000
	quiet crm-team target add metric=new_customers period=2026-Q4 user=$user number=10
done
now=$CRM_NOW
CRM_NOW=2026-11-22T09:00:00Z
quiet crm-order set O1 owner=b1
quiet crm-customer set C1 owner=b1
run 'what was handed over' 0 crm-report targets -c metric,whose,actual
is_out 'metric,whose,actual
received,a1,600
new_customers,a1,1
received,b1,0
new_customers,b1,0'
quiet crm-order receivable add customer=C1 order=O1 amount=100 form=confirmation booked_on=2026-11-22
quiet crm-order payment add customer=Jia amount=100 received_on=2026-11-22
quiet crm-order payment allocate P2 R2=100
run 'and what is booked behind that' 0 crm-report targets -c metric,whose,actual -w 'metric = received'
is_out 'metric,whose,actual
received,a1,600
received,b1,100'
CRM_NOW=$now
done_testing
