#!/bin/sh
# What customers bought: rfm, churn, cohorts, repeat, decline.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
for r in rfm churn cohorts repeat decline; do
	run "$r of nothing" 0 crm-report $r
	is "$(wc -l < out)" 1 'only a header'
done
cat > customers.csv <<'END'
name,industry,owner
Ada,mill,ann
Bob,mill,
Cyd,port,ann
Dan,port,
Eve,,
Fay,,
END
# Ada is early in three months, and monthly later; Bob has a total of lines, and
# an order that was cancelled; Cyd pays in dollars; Dan has deals only; Eve has
# an order and a deal won before it; Fay has nothing that counts yet.
cat > orders.csv <<'END'
number,customer,ordered_on,amount,currency,rate,status
1,Ada,2025-10-01,1000,,,closed
2,Ada,2026-07-13,100,,,closed
3,Ada,2026-08-10,100,,,closed
4,Ada,2026-09-08,100,,,closed
5,Ada,2026-10-01,100,,,closed
6,Ada,2026-10-01,50,,,closed
7,Bob,2026-10-05,,,,confirmed
8,Bob,2026-11-05,900,,,cancelled
9,Cyd,2025-11-21,10,USD,7,closed
10,Cyd,2026-08-24,20,USD,7,closed
11,Cyd,2026-08-23,30,EUR,,closed
12,Eve,2026-11-20,5,,,closed
13,Fay,2026-11-22,5,,,closed
END
cat > lines.csv <<'END'
order,amount
7,30
7,40.5
END
cat > deals.csv <<'END'
name,customer,stage,amount,closed_on
a,Dan,won,500,2025-08-24
b,Dan,won,200,2025-08-23
c,Dan,lost,900,2026-11-01
d,Eve,won,900,2026-01-01
END
quiet crm-customer import customers.csv
# One is of a day to come: nothing of it counts before.
CRM_NOW=2026-11-22T09:00:00Z quiet crm-order import orders.csv
quiet crm-order order-line import lines.csv
quiet crm-deal import deals.csv

# ---- rfm ----

run 'rfm' 0 crm-report rfm
is_out 'customer_id,customer,last_sale,recency,frequency,monetary,r,f,m,score,segment,note,currency
C5,Eve,2026-11-20,1,2,905.00,5,2,4,524,promising,,CNY
C2,Bob,2026-10-05,47,1,70.50,4,1,1,411,new,,CNY
C1,Ada,2026-10-01,51,6,1450.00,3,5,5,355,loyal,,CNY
C3,Cyd,2026-08-24,89,3,210.00,2,4,2,242,cannot_lose,,CNY
C3,Cyd,,,1,30.00,,,,,,,EUR
C4,Dan,2025-08-24,454,2,700.00,1,2,3,123,lost,,CNY'
is_err 'crm-report: 1 sale in another currency without a rate is not in the amounts in the base currency: EUR 30.00 (1); a rate is given by: crm-order set ID rate=RATE'
run 'of some: they are ranked among themselves' 0 crm-report rfm \
    -w 'industry = port' -c customer,score
is_out 'customer,score
Cyd,331
Cyd,
Dan,113'
run 'as of a day: no order had come from Eve' 0 crm-report rfm --on 2026-09-30 -c customer,recency,frequency,score
is_out 'customer,recency,frequency,score
Ada,22,4,444
Cyd,37,3,331
Cyd,,1,
Eve,272,1,213
Dan,402,2,122'
run 'of few the scores say little' 0 crm-report rfm -w 'industry = port' -c customer,score,note -q
is_out 'customer,score,note
Cyd,331,low n
Cyd,,
Dan,113,low n'
run 'of a period' 0 crm-report rfm --from 2025-10-01 --to 2025-12-31 -c customer,frequency,monetary
is_out 'customer,frequency,monetary
Cyd,1,70.00
Ada,1,1000.00'
run 'as it was known' 0 crm-report rfm --as-of B3 -c customer,frequency,monetary
is_out 'customer,frequency,monetary
Eve,1,5.00
Bob,1,0.00
Ada,6,1450.00
Cyd,3,210.00
Cyd,1,30.00'
run 'for people' 0 env LC_ALL=zh_CN.UTF-8 crm-report rfm -o table -w 'name = Eve'
like_out '^C5 .*  111 .*流失客户  样本少  CNY$'
run 'a stream of ids' 0 sh -c 'crm-report rfm -w "owner = ann" -o csv |
    crm-customer list - -c customer_id,name'
is_out 'customer_id,name
C1,Ada
C3,Cyd'

run 'what a report is by, as ids' 0 crm-report sales --by customer -o ids -q
like_out '^C[0-9]+$'
unlike_out '[^C0-9]'
run 'they join a list' 0 sh -c 'crm-report sales --by customer -o ids -q |
    crm-customer list - -c customer_id,name -s customer_id | head -n 2'
like_out '^C[0-9]+,[A-Z]'
run 'a step on, and an ad-hoc table' 0 crm-report query customer --by owner -o ids -q
is_out 'U1'
run 'no sums' 0 crm-report query customer --by owner -o ids --totals -q
is_out 'U1'
run 'both' 0 crm-report sales --by customer_id,customer -c customer_id,customer -q
like_out '^C[0-9]+,[A-Z]'

# ---- churn ----

# Ada's gaps: 285, 28, 29, 23; mean 91.25, deviation 129.19.
run 'churn' 0 crm-report churn
is_out 'customer_id,customer,order_days,mean_gap,deviation,limit,last_sale,days_since,status,due_on,days_over
C1,Ada,5,91.25,129.19,349.64,2026-10-01,51,active,2026-12-31,
C2,Bob,1,,,180,2026-10-05,47,active,,
C3,Cyd,3,,,180,2026-08-24,89,active,,
C4,Dan,2,,,180,2025-08-24,454,churned,,
C5,Eve,2,,,180,2026-11-20,1,active,,'
run 'later' 0 crm-report churn --on 2027-01-01 -w 'name in (Ada, Fay)' -c customer,order_days,days_since,status,due_on,days_over
is_out 'customer,order_days,days_since,status,due_on,days_over
Ada,5,92,dormant,2026-12-31,1
Fay,1,40,active,,'
run 'past the limit' 0 crm-report churn --on 2027-09-16 -w 'name = Ada' -c status
is_out 'status
churned'
run 'the day before' 0 crm-report churn --on 2027-09-15 -w 'name = Ada' -c status
is_out 'status
dormant'

# ---- cohorts ----

run 'cohorts by quarter' 0 crm-report cohorts --by quarter
is_out 'cohort,since,n,bought,retention,note
2025-Q3,0,1,1,100,low n
2025-Q3,1,1,0,0,low n
2025-Q3,2,1,0,0,low n
2025-Q3,3,1,0,0,low n
2025-Q3,4,1,0,0,low n
2025-Q3,5,1,0,,not over
2025-Q4,0,2,2,100,low n
2025-Q4,1,2,0,0,low n
2025-Q4,2,2,0,0,low n
2025-Q4,3,2,2,100,low n
2025-Q4,4,2,1,,not over
2026-Q1,0,1,1,100,low n
2026-Q1,1,1,0,0,low n
2026-Q1,2,1,0,0,low n
2026-Q1,3,1,1,,not over
2026-Q4,0,1,1,100,not over'
run 'by month, those who came in a period' 0 crm-report cohorts \
    --from 2025-11-01 --to 2025-12-31 --on 2026-09-30 -c cohort,since,n,bought
is_out 'cohort,since,n,bought
2025-11,0,1,1
2025-11,1,1,0
2025-11,2,1,0
2025-11,3,1,0
2025-11,4,1,0
2025-11,5,1,0
2025-11,6,1,0
2025-11,7,1,0
2025-11,8,1,0
2025-11,9,1,1
2025-11,10,1,0'
run 'on the last day of a period it is over' 0 crm-report cohorts --by quarter \
    --on 2026-09-30 --from 2025-10-01 --to 2025-12-31 -c since,bought,retention,note
is_out 'since,bought,retention,note
0,2,100,low n
1,0,0,low n
2,0,0,low n
3,2,100,low n'
run 'by year' 0 crm-report cohorts --by year -c cohort,since,n,bought
is_out 'cohort,since,n,bought
2025,0,3,3
2025,1,3,2
2026,0,2,2'
run 'no rate has no interval' 0 crm-report cohorts --by year --interval \
    -c since,retention,retention_low,retention_high --from 2025-01-01 --to 2025-12-31
is_out 'since,retention,retention_low,retention_high
0,100,43.85,100
1,,,'
run 'by what is no period' 2 crm-report cohorts --by moon
is_err "crm-report: --by: 'moon' is not day, week, month, quarter or year"
quiet crm-admin setting set fiscal_start value=9
run 'years that begin in September' 0 crm-report cohorts --by year -c cohort,since,n,bought
is_out 'cohort,since,n,bought
FY2025,0,1,1
FY2025,1,1,0
FY2025,2,1,0
FY2026,0,3,3
FY2026,1,3,2
FY2027,0,1,1'
quiet crm-admin setting set fiscal_start value=1

# ---- repeat ----

run 'repeat' 0 crm-report repeat
is_out 'n,repeat,repeat_rate,orders,revenue,mean,median,note,currency
5,4,80,14,3335.50,667.10,700.00,low n,CNY
,,,1,30.00,,,,EUR'
run 'by a field of the customer' 0 crm-report repeat --by industry
is_out 'industry,n,repeat,repeat_rate,orders,revenue,mean,median,note,currency
mill,2,1,50,7,1520.50,760.25,760.25,low n,CNY
port,2,2,100,5,910.00,455.00,455.00,low n,CNY
port,,,,1,30.00,,,,EUR
,1,1,100,2,905.00,905.00,905.00,low n,CNY'
run 'by its owner, of a period' 0 crm-report repeat --by owner --from 2026-10-01 -c owner,n,repeat,revenue
is_out 'owner,n,repeat,revenue
ann,1,0,150.00
,2,0,75.50'
run 'by status' 0 crm-report repeat --by status -c status,n
is_out 'status,n
active,4
active,
churned,1'
run 'by what is no field' 2 crm-report repeat --by colour
run 'by money' 2 crm-report repeat --by credit_limit
is_err 'crm-report: --by: credit_limit cannot be a dimension: it is a money'

# ---- decline ----

run 'decline' 0 crm-report decline
is_out 'customer_id,customer,year_ago,last_90_days,change,change_rate,currency
C1,Ada,1000.00,250.00,-750.00,-75,CNY
C4,Dan,500.00,0.00,-500.00,-100,CNY
C5,Eve,0.00,5.00,5.00,,CNY
C3,Cyd,70.00,140.00,70.00,100,CNY
C2,Bob,0.00,70.50,70.50,,CNY'
run 'a day before' 0 crm-report decline --on 2026-11-20 -w 'name in (Cyd, Dan)' -c customer,year_ago,last_90_days
is_out 'customer,year_ago,last_90_days
Dan,700.00,0.00
Cyd,0.00,140.00
Cyd,0.00,30.00'
run 'who buys more is there too' 0 crm-report help decline
like_out '^ *what customers buy against the same 90 days a year ago, the greatest loss first$'
run 'its days are given' 2 crm-report decline --from som
is_err 'crm-report: decline is about one day (--on), not --from and --to'

# ---- all of them ----

for r in rfm churn cohorts repeat decline; do
	run "$r: what it counts" 0 crm-report $r --define -w 'industry = port'
	like_out '^Counted: .*orders that are neither cancelled nor drafts'
	like_out '^Date: the day of the'
	like_out "^Whose: the customer's"
	like_out '^Filter: industry = port$'
	like_out '^Customers that it lets through: 2$'
	run "$r: a filter over customers" 2 crm-report $r -w 'stage = won'
	like_err "^crm-report: no field 'stage' in customer"
done
awk 'BEGIN {
	print "number,customer,ordered_on,amount,status"
	for (i = 0; i < 1025; i++)
		print "X" i ",Ada,2026-11-01,90000000000000.00,closed"
}' > huge.csv
quiet crm-order add number=R customer=Ada ordered_on=2026-11-01 \
    amount=90000000000000.00 currency=USD rate=7.1
for r in rfm repeat decline churn; do
	run "$r: an order that is too large at its rate" 1 crm-report $r
	is_err 'crm-report: an order of C1 is too large in CNY at its rate'
done
run 'for the sums of a group too' 1 crm-customer group C1
is_err 'crm-customer: an order of C1 is too large in CNY at its rate'
crm-order delete -q R > /dev/null
quiet crm-order import huge.csv
for r in rfm repeat decline; do
	run "$r: a sum that is too large" 1 crm-report $r
	is_err 'crm-report: sum overflows'
done

# ---- orders without an amount, lines without one ----

# 3 x 0.335 = 1.005 -> 1.01; 2.5 x 10.01 = 25.025 -> 25.03; -1 x 0.005 -> -0.01:
# each rounded once; an amount of its own stands; yen have no digits: 3 x 33.5
# = 100.5 -> 101, at 0.05 5.05.
book
printf 'name\nGil\nHal\n' | quiet crm-customer import -
quiet crm-order import - <<'END'
number,customer,ordered_on,currency,rate
21,Gil,2026-11-01,,
22,Hal,2026-11-02,JPY,0.05
END
quiet crm-order order-line import - <<'END'
order,quantity,unit_price,amount,discount
21,3,0.335,,
21,2.5,10.01,,
21,-1,0.005,,
21,2,50,90,10%
21,4,,,
22,3,33.5,,
END
run 'rfm: a line without an amount' 0 crm-report rfm -c customer,frequency,monetary
is_out 'customer,frequency,monetary
Hal,1,5.05
Gil,1,116.03'
run 'repeat: a line without an amount' 0 crm-report repeat -c orders,revenue
is_out 'orders,revenue
2,121.08'
run 'decline: a line without an amount' 0 crm-report decline -c customer,last_90_days
is_out 'customer,last_90_days
Hal,5.05
Gil,116.03'
run 'a deleted line counts no longer' 0 sh -c 'crm-order order-line delete OL4 -q && crm-report repeat -c revenue'
like_out '^31.08$'
# 2 x 50 less 15 %, and 3 x 0.335 less 5 % rounded once: 85.00 and 0.95.
quiet crm-order add number=23 customer=Hal ordered_on=2026-11-03
quiet crm-order order-line add order=23 quantity=2 unit_price=50 discount=15%
quiet crm-order order-line add order=23 quantity=3 unit_price=0.335 discount=5%
run 'the discount of a line is taken off' 0 crm-report rfm -w 'name = Hal' -c monetary
is_out 'monetary
91.00'
run 'as in a group' 0 crm-customer group Hal -c orders,order_amount
is_out 'orders,order_amount
2,91.00'

# Who bought without a rate alone is ranked by nothing in the base currency.
book
printf 'name\nIva\nJon\nKit\n' | quiet crm-customer import -
quiet crm-order import - <<'END'
number,customer,ordered_on,currency,amount
1,Iva,2026-11-01,USD,1000
2,Jon,2026-11-02,,10
3,Kit,2026-11-03,,20
END
run 'rfm: nothing with a rate' 0 crm-report rfm -c customer,frequency,monetary,m,score,currency
is_out 'customer,frequency,monetary,m,score,currency
Kit,1,20.00,3,413,CNY
Jon,1,10.00,1,211,CNY
Iva,1,,,11-,CNY
Iva,1,1000.00,,,USD'
run 'repeat: nothing with a rate' 0 crm-report repeat -c n,orders,revenue,mean,currency
is_out 'n,orders,revenue,mean,currency
3,3,30.00,15.00,CNY
,1,1000.00,,USD'
run 'decline: nothing with a rate' 0 crm-report decline -c customer,last_90_days,currency
is_out 'customer,last_90_days,currency
Iva,1000.00,USD
Jon,10.00,CNY
Kit,20.00,CNY'

# ---- whose rate is missing ----

quiet crm-customer add name=Gus
quiet crm-deal add name=pound customer=Gus stage=won closed_on=2026-05-05 amount=9 \
    currency=GBP
run 'sales that are deals get theirs as deals' 0 crm-report rfm -w 'name = Gus'
like_err 'GBP 9.00 \(1\); a rate is given by: crm-deal set ID rate=RATE$'
run 'where both are, both are told' 0 crm-report repeat
like_err '; a rate is given by: crm-order set ID rate=RATE, crm-deal set ID rate=RATE$'

# ---- what was won of nobody ----

new_deal() { quiet crm-deal add stage=won amount=9 opened_on=2026-01-01 "$@"; }
new_deal name=n1 closed_on=2026-01-05
new_deal name=n2 closed_on=2026-06-05
said="left out: 2 won without a customer; see: crm-deal list -w 'stage.type = won and customer is null'"
for r in rfm repeat concentration cohorts churn; do
	run "$r says so" 0 crm-report $r
	like_err "^crm-report: $said\$"
done
run 'within its days' 0 crm-report repeat --from 2026-02-01
like_err '^crm-report: left out: 1 won without a customer;'
run 'decline: of its own days alone' 0 crm-report decline --on 2026-06-05
like_err '^crm-report: left out: 1 won without a customer;'
run 'of a year ago too' 0 crm-report decline --on 2027-01-05
like_err '^crm-report: left out: 1 won without a customer;'
run 'none in between' 0 crm-report decline --on 2026-12-31
unlike_err 'without a customer'
run 'where customers are filtered it does not matter' 0 crm-report repeat -w 'name = Ada'
unlike_err 'left out'
run 'they are listed' 0 crm-deal list -w 'stage.type = won and customer is null' -c name
is_out 'name
n1
n2'

# ---- ids: each once, in whatever currencies its rows are ----

book
crm-deal import -q --create-missing - > /dev/null <<'END'
name,customer,amount,currency,stage,opened_on,closed_on
a,A,100,CNY,won,2026-01-01,2026-10-01
b,A,50,USD,won,2026-01-01,2026-11-01
c,A,70,EUR,won,2026-01-01,2026-11-01
d,B,80,CNY,won,2026-01-01,2026-11-01
END
for by in rfm 'sales --by customer' decline 'query deal --by customer --sum amount'; do
	# shellcheck disable=SC2086  # options
	run "a customer of three currencies once: $by" 0 crm-report $by -q -o ids -s -customer
	is_out 'C2
C1'
done
done_testing
