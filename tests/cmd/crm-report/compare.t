#!/bin/sh
# Two periods beside each other: what is missing, the top, the dashboard; and periods
# without anything.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login
bo
cy
di
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,opened_on,closed_on,close_reason,competitors
a,won,cy,600,,2026-01-02,2026-01-11,price,Rival
b,won,bo,100,,2026-01-05,2026-02-20,price,
c,won,cy,50,EUR,2026-02-01,2026-02-02,price,
d,won,di,150,,2026-02-01,2026-04-20,service,Rival
e,won,bo,400,,2025-01-05,2025-02-20,price,
f,won,ann,30,,2025-01-05,2025-03-20,price,
g,won,di,20,,2026-07-05,2026-08-20,price,
h,needs,di,7,,2026-10-02,,,
END

# ---- periods ----

# of NAME OPTION…: what came in that quarter.
of() {
	name=$1
	shift
	run "$name" 0 crm-report sales -w 'currency = USD' -c deals,amount "$@"
	is_out 'deals,amount
2,700.00'
}
of 'a quarter by its name' --from 2026-Q1 --to 2026-Q1
of 'of its first month and its last' --from 2026-01 --to 2026-03
of 'by what it is called now' --from 'this year' --to 2026-Q1
of 'by days, too' --from 2026-01-01 --to 2026-03-31
run 'a span of them' 0 crm-report sales -w 'currency = USD' --from 2026-Q1 --to 2026-Q2 \
    --compare 2025-Q1..2025-Q2 -c deals,deals_before
is_out 'deals,deals_before
3,2'
run 'what is neither' 2 crm-report sales --from 2026-Q7
like_err "^crm-report: --from: '2026-Q7' is (no|not a) date"
run 'what ends before it begins' 2 crm-report sales --from 2026-Q2 --to 2026-Q1
is_err 'crm-report: --from is after --to'

# ---- what is missing ----

run 'a figure that neither period has is blank in both' 0 crm-report performance \
    --from 2026-01-01 --to 2026-06-30 --compare year -w 'owner = cy' \
    -c currency,won,won_before,won_change,amount,amount_before,amount_change
is_out 'currency,won,won_before,won_change,amount,amount_before,amount_change
USD,2,0,2,600.00,0.00,600.00
EUR,,,,50.00,0.00,50.00'
run 'periods that were before alone have their places' 0 crm-report sales \
    --by opened_on:month --from 2026-01-01 --to 2026-06-30 --compare year \
    -w 'owner in (ann, bo, di)' -c opened_on:month,deals,deals_before
is_out 'opened_on:month,deals,deals_before
2026-01,1,2
2026-02,1,0'
run 'also where they begin sooner' 0 crm-report sales --by opened_on:month \
    --from 2026-01-01 --to 2026-06-30 --compare year -w 'owner in (ann, di)' \
    -c opened_on:month,deals,deals_before
is_out 'opened_on:month,deals,deals_before
2026-01,0,1
2026-02,1,0'

# ---- the top ----

run 'the rest before is of those that are the rest now' 0 crm-report sales --by owner \
    --top 1 --totals --from 2026-01-01 --to 2026-06-30 --compare year \
    -c owner,amount,amount_before,amount_change,currency,row
is_out 'owner,amount,amount_before,amount_change,currency,row
cy,600.00,0.00,600.00,USD,
cy,50.00,0.00,50.00,EUR,
,250.00,430.00,-180.00,USD,rest
,850.00,430.00,420.00,USD,total
,50.00,0.00,50.00,EUR,total'
crm-customer add -q name=A > /dev/null
crm-customer add -q name=B > /dev/null
crm-order import -q - > /dev/null <<'END'
number,customer,amount,ordered_on,status
1,A,5,2026-10-02,closed
2,A,7,2025-11-02,closed
3,B,11,2025-09-02,closed
END
run 'of a list too, with ratios of the sums' 0 crm-report decline --top 1 --totals \
    --compare 2025-11-21 -c customer,year_ago,year_ago_before,last_90_days,last_90_days_before,last_90_days_change,last_90_days_ratio,row
cp out list
is "$(tail -1 list)" ',18.00,0.00,5.00,18.00,-13.00,27.78,total' 'the total'
is "$(wc -l < list)" 4 'a header, one on top, the rest, the total'

# ---- the dashboard ----

run 'the quarter before' 0 crm-report dashboard --compare previous \
    -c metric,count,count_before,amount,amount_before -w 'owner = di'
like_out '^opened,1,1,7.00,20.00$'
like_out '^won,0,1,0.00,20.00$'
like_out '^leads,0,0,,$'
# EUR has no rate, and had nothing before.
quiet crm-team add login=eu
quiet crm-deal add name=e amount=40 currency=EUR stage=won owner=eu opened_on=2026-09-01 \
    closed_on=2026-11-05
run 'a currency that the other period lacks was nothing there' 0 crm-report dashboard -q \
    --compare previous -w 'owner = eu' \
    -c metric,amount,amount_before,amount_change,amount_ratio,currency
like_out '^won,40.00,0.00,40.00,,EUR$'
run 'and is nothing now' 0 crm-report dashboard -q --from 2026-07-01 --to 2026-09-30 \
    --compare 2026-11-01..2026-11-30 -w 'owner = eu' \
    -c metric,amount,amount_before,amount_change,amount_ratio,currency
like_out '^won,0.00,40.00,-40.00,0,EUR$'
quiet crm-team target add metric=signed period=2026-Q4 amount=4000 user=eu
run 'forecast: deals so, a target that was not there is blank' 0 crm-report forecast -q \
    --compare previous --by owner -w 'owner = eu' \
    -c line,deals,deals_before,amount,amount_before,amount_change,currency
like_out '^closed,1,0,40.00,0.00,40.00,EUR$'
like_out '^target,,,4000.00,,,USD$'
run 'in pictures it says what is not compared' 0 crm-report dashboard -o html \
    --compare previous
like_err 'not compared, for they are of all days: pipeline, funnel, .*; --from gives them the same days$'
run 'with days all are, but for what is about a day' 0 crm-report dashboard -o html \
    --from 2026-01-01 --to 2026-06-30 --compare previous
like_err 'not compared, for they are about one day: pipeline$'
like_out 'Amount \(before\)'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-report dashboard -o html \
    --compare previous
like_err '未对比'
run 'a drawing names its reports' 0 crm-report dashboard -o svg
like_out '>dashboard: Amount'
like_out '>sales --by owner: Amount'
like_out '>win-rate --by closed_on:quarter: Win rate'
run 'a page has them as headings, once' 0 crm-report dashboard -o html
like_out '<h2>sales --by owner</h2>'
unlike_out '>sales --by owner: '
run 'one report alone is known' 0 crm-report sales --by owner -o svg
unlike_out '>sales: '
run 'the quarter of the day that it looks from' 0 crm-report dashboard \
    --on 2026-02-28 -c metric,count,amount,currency
like_out '^won,3,700.00,USD$'

# ---- periods without anything ----

run 'from the first day on, to today' 0 crm-report sales --by closed_on:quarter \
    -w 'owner = di' --from 2026-01-01 -c closed_on:quarter,deals
is_out 'closed_on:quarter,deals
2026-Q1,0
2026-Q2,1
2026-Q3,1
2026-Q4,0'
run 'up to the last' 0 crm-report sales --by closed_on:quarter -w 'owner = di' \
    --to 2026-12-31 -c closed_on:quarter,deals
is_out 'closed_on:quarter,deals
2026-Q2,1
2026-Q3,1
2026-Q4,0'
run 'of each owner, across' 0 crm-report sales --by owner --across closed_on:quarter \
    -w 'owner in (di, bo)' --from 2026-01-01 -c deals
is_out 'owner,currency,2026-Q1,2026-Q2,2026-Q3,2026-Q4
di,USD,0,1,1,0
bo,USD,1,0,0,0'
run 'compared' 0 crm-report sales --by closed_on:quarter -w 'owner = bo' \
    --from 2026-01-01 --to 2026-12-31 --compare year -c closed_on:quarter,deals,deals_before
is_out 'closed_on:quarter,deals,deals_before
2026-Q1,1,1
2026-Q2,0,0
2026-Q3,0,0
2026-Q4,0,0'
run 'of a report that has no rows of nothing' 0 crm-report reasons \
    --by closed_on:month --from 2026-01-01 --to 2026-04-30 -w 'owner = di'
is_out 'closed_on:month,type,deals,share,amount,currency
2026-01,,0,,0.00,USD
2026-02,,0,,0.00,USD
2026-03,,0,,0.00,USD
2026-04,won,1,100,150.00,USD'
run 'competitors' 0 crm-report competitors --by closed_on:month --from 2026-01-01 \
    --to 2026-02-28 -c closed_on:month,competitor,deals
is_out 'closed_on:month,competitor,deals
2026-01,Rival,1
2026-02,,0
,Rival,1'
run 'survival' 0 crm-report survival --by opened_on:month --from 2026-01-01 \
    --to 2026-03-31 -c opened_on:month,days,closed -w 'owner = di'
is_out 'opened_on:month,days,closed
2026-01,,0
2026-02,78,1
2026-03,,0'
only="name in (a, c, d)"
run 'of what has no rate alone' 0 crm-report sales --by closed_on:month -w "$only" \
    -c closed_on:month,deals,amount,average,currency
is_out 'closed_on:month,deals,amount,average,currency
2026-01,1,600.00,600.00,USD
2026-02,0,0.00,,USD
2026-02,1,50.00,50.00,EUR
2026-03,0,0.00,,USD
2026-04,1,150.00,150.00,USD'
run 'across' 0 crm-report sales --across closed_on:month -w "$only" -c amount
is_out 'currency,2026-01,2026-02,2026-03,2026-04
USD,600.00,0.00,0.00,150.00
EUR,,50.00,,'
run 'a picture has each month' 0 crm-report sales --by closed_on:month -w "$only" -o svg \
    --picture lines
like_out '>2026-02<'
run 'a group that is no period needs no such row' 0 crm-report sales --by name \
    -w 'name = c' -c name,deals,currency
is_out 'name,deals,currency
c,1,EUR'
run 'of the day of an order, from its lines' 0 crm-report mix --by order.ordered_on:month \
    --from 2026-09-01 --to 2026-10-31 -c order.ordered_on:month
is_out 'order.ordered_on:month
2026-09
2026-10'
# ---- on a day, without --to: up to that day ----

other past; crm-admin init -q
crm-deal import -q - > /dev/null <<'END'
name,amount,stage,opened_on,closed_on
a,1,won,2026-01-01,2026-01-20
b,2,won,2026-01-01,2026-02-20
c,4,won,2026-01-01,2026-03-20
d,8,won,2026-01-01,2026-04-20
END
run 'on a day, with what was before' 0 crm-report sales --from 2026-03-01 \
    --on 2026-03-31 --compare previous -c amount,amount_before
is_out 'amount,amount_before
4.00,2.00'
run 'by month' 0 crm-report sales --from 2026-03-01 --on 2026-03-31 \
    --compare previous --by closed_on:month -c closed_on:month,amount,amount_before
is_out 'closed_on:month,amount,amount_before
2026-03,4.00,2.00'
run 'a year before' 0 crm-report sales --from 2026-03-01 --on 2026-03-31 \
    --compare year -c amount,amount_before
is_out 'amount,amount_before
4.00,0.00'
done_testing
