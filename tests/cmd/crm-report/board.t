#!/bin/sh
# What a manager looks at first, and what others have published.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }
run 'dashboard: of an empty book' 0 crm-report dashboard -c metric,count,amount,rate
like_out '^open,0,0.00,$'
like_out '^win_rate,0,,$'
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,currency,probability,opened_on,expected_close,closed_on
won,won,100,,,2026-10-01,,2026-10-11
old,won,999,,,2026-05-01,,2026-06-11
lost,lost,50,,,2026-09-01,,2026-10-12
a,needs,40.01,,50,2026-10-20,2026-12-10,
b,needs,40,,,2026-10-20,2026-11-10,
c,needs,7,EUR,,2026-09-01,2026-11-10,
END
quiet crm-lead add company=x
quiet crm-task add subject=s due=2026-11-20
quiet crm-task add subject=t due=2026-11-21
quiet crm-task activity add kind=call about=L1
# weighted: 20.01 + 40 x 25 %
run 'dashboard: this quarter' 0 crm-report dashboard
is_out 'metric,count,amount,rate,days,note,currency
open,3,80.01,,,,USD
open,,7.00,,,,EUR
weighted,3,30.01,,,,USD
weighted,,1.75,,,,EUR
slipped,2,40.00,,,,USD
slipped,,7.00,,,,EUR
opened,3,180.01,,,,USD
won,1,100.00,,,,USD
lost,1,50.00,,,,USD
win_rate,2,,50,,low n,USD
cycle,1,,,10,low n,USD
leads,1,,,,,USD
converted,0,,,,,USD
activities,1,,,,,USD
tasks_overdue,1,,,,,USD'
like_err 'EUR 7.00 \(1\)'
run 'dashboard: beside another period' 0 crm-report dashboard -q \
    --from 2026-10-01 --to 2026-12-31 --compare 2026-04-01..2026-06-30 \
    -c metric,count,count_before,amount_change
like_out '^won,1,1,-899.00$'
run 'dashboard: on a day' 0 crm-report dashboard --on 2026-10-05 \
    -c metric,count,amount
like_out '^open,3,150.00$'
like_out '^won,0,0.00$'

crm-report benchmark import -q - > /dev/null <<'END'
metric,name,value,source,as_of
win_rate,SaaS,47,a survey,2026-01-01
cycle,,60,a survey,2026-01-01
average,,200.5,a paper,2026-11-01
conversion,,2.5,a paper,2026-11-01
other,churn,5,a paper,2026-11-01
END
run 'benchmarks' 0 crm-report benchmarks
is_out 'benchmark_id,metric,name,ours,n,benchmark,difference,source,as_of,age,note,currency
BM1,win_rate,SaaS,66.67,3,47,19.67,a survey,2026-01-01,324,low n,
BM2,cycle,,25.5,2,60,-34.5,a survey,2026-01-01,324,low n,
BM3,average,,549.5,2,200.5,349,a paper,2026-11-01,20,low n,USD
BM4,conversion,,0,1,2.5,-2.5,a paper,2026-11-01,20,low n,
BM5,other,churn,,,5,,a paper,2026-11-01,20,,'
run 'benchmarks: of a period' 0 crm-report benchmarks --from 2026-10-01 \
    -c metric,ours,n -w 'metric = win_rate'
is_out 'metric,ours,n
win_rate,50,2'
quiet crm-deal add name=far amount=60 currency=EUR stage=won opened_on=2026-11-01 \
    closed_on=2026-11-20
run 'benchmarks: what has no rate is told' 0 crm-report benchmarks -c metric,ours,n \
    -w 'metric = average'
is_out 'metric,ours,n
average,549.5,2'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 60.00 (1); a rate is given by: crm-deal set ID rate=RATE'
quiet crm-report benchmark add metric=cycle name=early value=1 source='a paper' as_of=2027-01-01
run 'benchmarks: of a day to come' 0 crm-report benchmarks -c name,age,note -w 'name = early'
is_out 'name,age,note
early,,of a day to come'
for share in 30% '31.5 %' 32％; do
	quiet crm-report benchmark add metric=win_rate name="$share" value="$share" source='a paper' as_of=2026-01-01
done
printf 'metric,name,value,source,as_of\nwin_rate,33,33%%,a paper,2026-01-01\nwin_rate,one,0.3,a paper,2026-01-01\n' |
    crm-report benchmark import -q - > /dev/null
run 'benchmarks: a share is said in percent' 0 crm-report benchmarks -c name,benchmark \
    -w 'metric = win_rate and value in (30, 31.5, 32, 33)'
is_out 'name,benchmark
30%,30
31.5 %,31.5
32％,32
33,33'
run 'benchmarks: what was meant as one of 1 is told' 0 crm-report benchmarks -c benchmark,note -w 'name = one'
is_out 'benchmark,note
0.3,under 1 %'
quiet crm-stock add sku=PC
run 'a number of another kind has no sign' 4 crm-stock unit add product=PC name=box contains='30%'
like_err 'has a percent sign; a plain number is expected'
run 'benchmarks: of no amounts' 0 crm-report benchmarks -c metric -w 'metric = cycle'
is_err ''
run 'a benchmark says where it is from' 4 crm-report benchmark add metric=cycle value=1 as_of=today
like_err '^crm-report: source: '
for r in dashboard benchmarks; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
done

# ---- nothing ----

book --currency USD
for r in rfm sources cohorts targets benchmarks; do
	run "a table of nothing says so: $r" 0 crm-report $r -o table
	is_out ''
	is_err "crm-report: $r: nothing to show"
done
run 'a file has its header' 0 crm-report rfm -c customer -o csv
is_out customer
is_err ''
done_testing
