#!/bin/sh
# Reports over a book small enough to count by hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login,name,manager,region
bo,Bo,,East
cy,Cy,bo,East
di,Di,bo,
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,rate,probability,opened_on,closed_on
w1,won,bo,100.01,,,,2026-01-01,2026-01-11
w2,won,cy,300,,,,2026-01-01,2026-02-20
w3,won,cy,50,EUR,,,2026-02-01,2026-02-02
w4,won,di,200,EUR,2,,2026-03-01,2026-03-31
l1,lost,bo,999,,,,2026-01-05,2026-01-09
l2,lost,,1,,,,2026-01-05,2026-04-05
o1,needs,bo,10.01,,,50,2026-11-01,
o2,needs,cy,10.01,,,,2026-11-11,
o3,proposal,cy,,,,,,
END

# ---- pipeline ----

# 10.01 x 50 % = 5.005 -> 5.01; 10.01 x 25 % = 2.5025 -> 2.50
run 'pipeline: every stage, with its sums' 0 crm-report pipeline
is_out 'pipeline,stage,type,count,amount,weighted,age,currency
default,qualification,open,0,0.00,0.00,,USD
default,needs,open,2,20.02,7.51,15,USD
default,proposal,open,1,0.00,0.00,,USD
default,negotiation,open,0,0.00,0.00,,USD
default,contract,open,0,0.00,0.00,,USD
default,won,won,3,800.01,,,USD
default,won,won,1,50.00,,,EUR
default,lost,lost,2,1000.00,,,USD'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'pipeline: of one owner' 0 crm-report pipeline -w 'owner = cy' -c stage,count
is_out 'stage,count
qualification,0
needs,1
proposal,1
negotiation,0
contract,0
won,1
won,1
lost,0'
run 'pipeline: on a day before all' 0 crm-report pipeline --on 2025-12-31 \
    -c count
is_out 'count
0
0
0
0
0
0
0'
# Open then and without visits: in the first stage, as far as is known.
run 'pipeline: on a day between' 0 crm-report pipeline --on 2026-01-10 \
    -c stage,count,amount,age
is_out 'stage,count,amount,age
qualification,3,401.01,8
needs,0,0.00,
proposal,0,0.00,
negotiation,0,0.00,
contract,0,0.00,
won,0,0.00,
lost,1,999.00,'
run 'pipeline: closed on the day is closed' 0 crm-report pipeline \
    --on 2026-01-11 -w 'name = w1' -c stage,count
like_out '^won,1$'
like_out '^qualification,0$'
run 'pipeline: has no period' 2 crm-report pipeline --from 2026-01-01
is_out ''
like_err '^crm-report: pipeline is about one day \(--on\), not --from and --to'
run 'pipeline: by a dimension, what there is' 0 crm-report pipeline --by owner \
    -w 'stage_type = open' -c owner,stage,count
is_out 'owner,stage,count
bo,needs,1
cy,needs,1
cy,proposal,1'

# ---- sales ----

run 'sales: all' 0 crm-report sales
is_out 'deals,amount,average,share,currency
3,800.01,266.67,100,USD
1,50.00,50.00,,EUR'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'sales: by owner, the largest first' 0 crm-report sales --by owner
is_out 'owner,deals,amount,average,share,currency
di,1,400.00,400.00,50,USD
cy,1,300.00,300.00,37.5,USD
cy,1,50.00,50.00,,EUR
bo,1,100.01,100.01,12.5,USD'
run 'sales: through a reference, null last among equals' 0 \
    crm-report sales --by owner.region -c owner.region,amount
is_out 'owner.region,amount
East,400.01
East,50.00
,400.00'
run 'sales: by the manager of the owner' 0 \
    crm-report sales --by owner.manager -c owner.manager,deals,amount
is_out 'owner.manager,deals,amount
bo,2,700.00
bo,1,50.00
,1,100.01'
run 'sales: two steps away' 0 \
    crm-report sales --by owner.manager.region -c owner.manager.region,deals,amount
is_out 'owner.manager.region,deals,amount
East,2,700.00
East,1,50.00
,1,100.01'
run 'sales: in a period, its ends included' 0 crm-report sales \
    --from 2026-01-11 --to 2026-02-02 --by owner_id -c owner_id,amount,currency
is_out 'owner_id,amount,currency
U2,100.01,USD
U3,50.00,EUR'
run 'sales: by month' 0 crm-report sales --by closed_on:month \
    -c closed_on:month,amount
is_out 'closed_on:month,amount
2026-01,100.01
2026-02,300.00
2026-02,50.00
2026-03,400.00'
run 'sales: by quarter' 0 crm-report sales --by closed_on:quarter -c closed_on:quarter
is_out 'closed_on:quarter
2026-Q1
2026-Q1'
run 'sales: nothing at all' 0 crm-report sales -w 'name = nobody'
is_out 'deals,amount,average,share,currency
0,0.00,,,USD'
run 'sales: nothing by a dimension' 0 crm-report sales -w 'name = nobody' --by owner
is_out 'owner,deals,amount,average,share,currency'

# ---- win rate ----

run 'win rate: of the decided, and of all' 0 crm-report win-rate
is_out 'won,lost,open,n,win_rate,won_of_all,note
4,2,3,6,66.67,44.44,low n'
run 'win rate: by owner, by name' 0 crm-report win-rate --by owner
is_out 'owner,won,lost,open,n,win_rate,won_of_all,note
bo,1,1,1,2,50,33.33,low n
cy,2,0,2,2,100,50,low n
di,1,0,0,1,100,100,low n
,0,1,0,1,0,0,low n'
run 'win rate: of a period, open by its end' 0 crm-report win-rate \
    --from 2026-02-01 --to 2026-11-05 -c won,lost,open
is_out 'won,lost,open
3,1,1'

# ---- cycle ----

# won: 1, 10, 30, 50 days; lost: 4, 90.
run 'cycle: mean, median, three quarters' 0 crm-report cycle
is_out 'type,n,mean,median,p75,note
won,4,22.75,20,30,low n
lost,2,47,47,90,low n'
run 'cycle: by a dimension' 0 crm-report cycle --by owner.region -w 'owner is not null' \
    -c owner.region,type,n,mean
is_out 'owner.region,type,n,mean
East,won,3,20.33
East,lost,1,4
,won,1,30
,lost,0,'

# ---- what is asked wrongly ----

run 'a dimension that is none' 2 crm-report sales --by ownr
is_out ''
like_err "^crm-report: --by: no field 'ownr' in deal; nearest: owner"
run 'money is no dimension' 2 crm-report sales --by amount
is_err 'crm-report: --by: amount cannot be a dimension: it is a money'
run 'a period of what is no date' 2 crm-report sales --by owner:month
like_err "^crm-report: --by: owner is not a date and has no :month"
run 'a period that is none' 2 crm-report sales --by closed_on:moon
is_err "crm-report: --by: 'moon' is not day, week, month, quarter or year"
run 'a column that is none' 2 crm-report sales -c amount,sum
is_err "crm-report: sales has no column 'sum'; it has deals, amount, average, share, currency"
run 'a period that ends before it begins' 2 crm-report sales \
    --from 2026-02-01 --to 2026-01-01
is_err 'crm-report: --from is after --to'
run 'a date that is none' 2 crm-report sales --from soonish
like_err '^crm-report: --from: '
run 'a filter that is none' 2 crm-report sales -w 'owner ='
is_out ''
run 'sales on a day: what was won by then' 0 crm-report sales --on 2026-02-10 -c deals,amount,currency
is_out 'deals,amount,currency
1,100.01,USD
1,50.00,EUR'

# ---- definitions ----

for r in pipeline funnel win-rate sales cycle; do
	run "$r says what it counts" 0 crm-report $r --define -w 'owner = bo'
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
	like_out '^Filter: owner = bo$'
	like_out '^Deals that it lets through: 3$'
done

# ---- other formats, other words, another time ----

run 'a table has labels' 0 crm-report win-rate -o table -c won,n,win_rate
is_out 'Won  n  Win rate
---  -  --------
  4  6    66.67%'
run 'json has numbers' 0 crm-report sales -o ndjson -c deals,amount
is_out '{"deals":3,"amount":800.01}
{"deals":1,"amount":50.00}'
run 'as of a batch before the deals' 0 crm-report sales --as-of B2 -c deals
is_out 'deals
0'

# ---- sums that overflow ----

crm-deal import -q - > /dev/null <<'END'
name,stage,amount,probability
h,contract,90000000000000.00,100
END
i=0
while [ $i -lt 11 ]; do		# 2^11 deals of 9e15 minor units: over 2^63
	crm-deal list -w 'name = h' -c name,stage,amount,probability |
	    crm-deal import -q --again - > /dev/null
	i=$((i + 1))
done
run 'a sum that does not fit is an error' 1 crm-report pipeline
is_out ''
is_err 'crm-report: sum overflows'

# ---- the fiscal year ----

book --currency USD
crm-admin setting set -q fiscal_start value=4 > /dev/null
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,closed_on
a,won,1,2026-03-31
b,won,2,2026-04-01
c,won,3,2027-03-31
END
CRM_NOW=2027-04-01T09:00:00Z
run 'fiscal quarters' 0 crm-report sales --by closed_on:quarter -c closed_on:quarter,amount
is_out 'closed_on:quarter,amount
FY2026-Q4,1.00
FY2027-Q1,2.00
FY2027-Q2,0.00
FY2027-Q3,0.00
FY2027-Q4,3.00'
run 'fiscal years' 0 crm-report sales --by closed_on:year -c closed_on:year,amount
is_out 'closed_on:year,amount
FY2026,1.00
FY2027,5.00'
export CRM_NOW=2026-11-21T09:00:00Z

# ---- what has no rate, what cannot be ----

# Yen have no digits, dinars three; the row is in its own whatever is shown.
book --currency USD
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,currency,rate,opened_on,closed_on
a,won,10,,,2026-01-01,2026-01-11
b,won,5000,JPY,,2026-01-01,2026-01-21
c,won,2001,JPY,,2026-01-05,2026-01-02
d,won,1.234,KWD,,2026-01-01,2027-01-01
e,lost,7,KWD,3,2026-01-01,2027-06-01
f,needs,300,JPY,,2026-01-01,
END
run 'sales: a row a currency, without what cannot be' 0 crm-report sales
is_out 'deals,amount,average,share,currency
1,10.00,10.00,100,USD
1,5000,5000,,JPY'
is_err "crm-report: left out: 1 closed before opened; see: crm-deal list -w 'cycle < 0'
crm-report: left out: 1 closed in the future; see: crm-deal list -w 'closed_on > today'
crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: JPY 5,000 (1); a rate is given by: crm-deal set ID rate=RATE"
crm-deal set -q D3 opened_on=2026-01-01 > /dev/null
crm-deal set -q D4 closed_on=2026-02-01 > /dev/null
run 'with days that can be' 0 crm-report sales
is_out 'deals,amount,average,share,currency
1,10.00,10.00,100,USD
2,7001,3501,,JPY
1,1.234,1.234,,KWD'
is_err 'crm-report: 3 deals in another currency without a rate are not in the amounts in the base currency: JPY 7,001 (2), KWD 1.234 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'sales: its digits where the currency is not shown' 0 crm-report sales -c amount,deals
is_out 'amount,deals
10.00,1
7001,2
1.234,1'
run 'sales: in a table' 0 crm-report sales -o table -c deals,amount
like_out '^ *2 +7,001$'
run 'pipeline: a row a currency' 0 crm-report pipeline -c stage,count,amount,weighted,currency
like_out '^needs,0,0.00,0.00,USD$'
like_out '^needs,1,300,75,JPY$'
like_out '^won,2,7001,,JPY$'
like_out '^lost,0,0.00,,USD$'
crm-deal set -q D2 D3 D6 rate=0.01 > /dev/null
run 'with a rate they are in' 0 crm-report sales -c deals,amount,currency
is_out 'deals,amount,currency
3,80.01,USD
1,1.234,KWD'

crm-deal set -q D3 opened_on=2026-01-05 > /dev/null
crm-deal set -q D4 closed_on=2027-01-01 > /dev/null
run 'cycle: without what cannot be' 0 crm-report cycle -c type,n,mean
is_out 'type,n,mean
won,2,15
lost,0,'
is_err "crm-report: left out: 1 closed before opened; see: crm-deal list -w 'cycle < 0'
crm-report: left out: 2 closed in the future; see: crm-deal list -w 'closed_on > today'"
# ---- each report says what it counts ----

crm-report --help | awk '/^  [a-z]/ { print $1 }' > verbs
for r in $(cat verbs); do
	case $r in
	crm-report | query | run | lint | due | mail | mail-statement | view | schedule | submission | benchmark) continue ;;
	esac
	crm-report "$r" --define > out 2> err
	for word in Counted Date Whose Filter; do
		grep -q "^$word: " out || echo "$r: $word"
	done
	grep -q 'that it lets through: [0-9]' out || echo "$r: n"
done > lacking
is "$(cat lacking)" '' 'formula, filter, whose, which date, n'
done_testing
