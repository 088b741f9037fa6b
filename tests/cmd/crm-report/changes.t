#!/bin/sh
# From the pipeline of one day to that of another, to the cent.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-01T08:00:00Z
export CRM_NOW
book --currency USD
export CRM_FORMAT=csv
day() { CRM_NOW=2026-11-$1T08:00:00Z; export CRM_NOW; shift; quiet "$@" -q; }
quiet() { "$@" > /dev/null; }

add() { day 02 crm-deal add stage=needs owner=ann "$@"; }
add name=same amount=10
add name=grown amount=20.10 expected_close=2026-12-01
add name=shrunk amount=30
add name=won amount=40
add name=lost amount=50
add name=gone amount=60
add name=pushed amount=70 expected_close=2026-11-20
add name=pulled amount=80 expected_close=2027-01-20
add name=euro amount=90 currency=EUR
day 03 crm-deal add name=back amount=5 stage=needs
day 04 crm-deal lose D10 reason=x
# … and between the two days:
day 12 crm-deal set D2 amount=25.35
day 12 crm-deal set D3 amount=29.99
day 12 crm-deal set D4 amount=45
day 13 crm-deal win D4
day 13 crm-deal lose D5 reason=x
day 13 crm-deal delete D6
day 14 crm-deal set D7 expected_close=2026-12-24
day 14 crm-deal set D7 expected_close=2027-02-01
day 14 crm-deal set D8 expected_close=2026-12-20
day 14 crm-deal reopen D10
day 15 crm-deal add name=new amount=100 stage=needs
# … and behind them:
day 18 crm-deal set D1 amount=999
day 18 crm-deal win D11
day 18 crm-deal add name=later amount=1 stage=needs
CRM_NOW=2026-11-21T08:00:00Z

# opening 10 + 20.10 + 30 + 40 + 50 + 60 + 70 + 80 = 360.10, the euro beside it
run 'from one day to another' 0 crm-report changes --from 2026-11-10 --to 2026-11-17
is_out 'change,deals,amount,currency
opening,8,360.10,USD
new,1,100.00,USD
reopened,1,5.00,USD
grown,1,5.25,USD
shrunk,1,-0.01,USD
won,1,-40.00,USD
lost,1,-50.00,USD
removed,1,-60.00,USD
closing,7,320.34,USD
pushed,1,70.00,USD
pulled,1,80.00,USD
opening,1,90.00,EUR
closing,1,90.00,EUR'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 90.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'it adds up' 0 sh -c "crm-report changes -q --from 2026-11-10 --to 2026-11-17 2> /dev/null |
    awk -F, 'NR == 2 || NR > 2 && NR < 10 { s += \$3 } NR == 10 { printf \"%.2f\n\", s - \$3 }'"
is_out '0.00'
run 'which deals' 0 crm-report moved --from 2026-11-10 --to 2026-11-17
is_out 'deal_id,deal,change,before,after,difference,currency
D2,grown,grown,20.10,25.35,5.25,USD
D3,shrunk,shrunk,30.00,29.99,-0.01,USD
D4,won,won,40.00,,-40.00,USD
D5,lost,lost,50.00,,-50.00,USD
D6,gone,removed,60.00,,-60.00,USD
D7,pushed,pushed,70.00,70.00,0.00,USD
D8,pulled,pulled,80.00,80.00,0.00,USD
D10,back,reopened,,5.00,5.00,USD
D11,new,new,,100.00,100.00,USD'
run 'their sum is the change' 0 crm-report moved --from 2026-11-10 \
    --to 2026-11-17 --totals -l 20 -c difference,row
like_out '^-39.76,total$'
run 'to today' 0 crm-report changes --from 2026-11-18 -c change,deals,amount
like_out '^opening,7,320.34$'
like_out '^grown,1,989.00$'
like_out '^won,1,-100.00$'
like_out '^new,1,1.00$'
like_out '^closing,7,1210.34$'
run 'from when nothing was' 0 crm-report changes --from 2026-11-01 --to 2026-11-03 \
    -c change,deals,amount
like_out '^opening,0,0.00$'
like_out '^new,9,365.10$'
like_out '^closing,9,365.10$'
run 'by a dimension' 0 crm-report changes --by owner --from 2026-11-10 \
    --to 2026-11-17 -c owner,change,amount
like_out '^ann,closing,215.34$'
like_out '^,closing,105.00$'
run 'since when?' 2 crm-report changes
is_err 'crm-report: give --from: the first of the days in which deals moved'
# ---- as a picture ----

run 'from one pipeline to the next' 0 crm-report changes --from 2026-11-01 -o svg
is "$(grep -c 'class="box"' out)" 9 'without what is beside the sum'
run 'in a workbook it is no sum' 0 crm-report changes --from 2026-11-01 -o xlsx
unzip -p out xl/worksheets/sheet1.xml > parts
! grep -q 'SUBTOTAL' parts
result $? 'opening and closing are not added up'

# ---- what has no rate ----

# By then one more came, the euro grew, was won, came back, and got a rate.
day 18 crm-deal add name=yen amount=500 currency=JPY stage=needs
day 18 crm-deal set D9 amount=95
run 'grown, in its currency' 0 crm-report changes --from 2026-11-18 --to 2026-11-18 -q
like_out '^opening,1,90.00,EUR$'
like_out '^grown,1,5.00,EUR$'
like_out '^closing,1,95.00,EUR$'
like_out '^opening,0,0,JPY$'
like_out '^new,1,500,JPY$'
unlike_out '^new,.*EUR|^won,.*JPY'
like_err '2 deals in another currency without a rate .*: EUR 95.00 \(1\), JPY 500 \(1\)'
run 'each deal, in it too' 0 crm-report moved --from 2026-11-18 --to 2026-11-18 \
    -w 'name in (euro, yen)'
is_out 'deal_id,deal,change,before,after,difference,currency
D9,euro,grown,90.00,95.00,5.00,EUR
D13,yen,new,,500,500,JPY'
day 19 crm-deal set D9 rate=2
run 'one that was given a rate goes over' 0 crm-report changes --from 2026-11-19 \
    -w 'name = euro' -c change,deals,amount,currency
is_out 'change,deals,amount,currency
opening,0,0.00,USD
new,0,0.00,USD
reopened,0,0.00,USD
grown,1,190.00,USD
shrunk,0,0.00,USD
won,0,0.00,USD
lost,0,0.00,USD
removed,0,0.00,USD
closing,1,190.00,USD
pushed,0,0.00,USD
pulled,0,0.00,USD
opening,1,95.00,EUR
shrunk,1,-95.00,EUR
closing,0,0.00,EUR'
like_err '^crm-report: 1 deal in another currency'
run 'out of the one, into the other' 0 crm-report moved --from 2026-11-19 -w 'name = euro'
is_out 'deal_id,deal,change,before,after,difference,currency
D9,euro,shrunk,95.00,,-95.00,EUR
D9,euro,grown,,190.00,190.00,USD'
run 'when it has one nothing is apart' 0 crm-report changes --from 2026-11-20 \
    -w 'name = euro' -c change,amount,currency
unlike_out EUR
is_err ''
day 20 crm-deal win D13
run 'won without one' 0 crm-report changes --from 2026-11-20 -w 'name = yen'
like_out '^won,1,-500,JPY$'
like_out '^closing,0,0,JPY$'

# ---- what came and went in between ----

day 20 crm-deal add name=quick amount=10 stage=needs
day 20 crm-deal set D14 amount=15
day 20 crm-deal win D14
day 20 crm-deal add name=short amount=7 currency=EUR stage=needs
day 20 crm-deal lose D15 reason=x
day 20 crm-deal add name=old amount=99 stage=won
run 'is new and won or lost' 0 crm-report moved --from 2026-11-20 \
    -w 'name in (quick, short, old)'
is_out 'deal_id,deal,change,before,after,difference,currency
D14,quick,new,,15.00,15.00,USD
D14,quick,won,15.00,,-15.00,USD
D15,short,new,,7.00,7.00,EUR
D15,short,lost,7.00,,-7.00,EUR'
like_err '^crm-report: 1 deal in another currency without a rate .*: EUR 7.00 \(1\)'
run 'in the sums too' 0 crm-report changes --from 2026-11-20 -c change,deals,amount \
    -w 'name = quick'
like_out '^opening,0,0.00$'
like_out '^new,1,15.00$'
like_out '^won,1,-15.00$'
like_out '^closing,0,0.00$'
CRM_NOW=2026-11-01T08:00:00Z
book --currency USD
on 2026-11-01 crm-deal add name=a amount=100 stage=needs -q -o ids > /dev/null
on 2026-11-10 crm-deal delete D1 -q -o ids > /dev/null
on 2026-11-12 crm-deal restore D1 -q -o ids > /dev/null
run 'what is back from a deletion is new' 0 crm-report moved --from 2026-11-11 --to 2026-11-13
like_out '^D1,a,new,,100.00,100.00,USD$'
run 'as it says' 0 crm-report moved --define
like_out 'new = recorded since, or deleted before and restored'
done_testing
