#!/bin/sh
# What every report takes: dimensions, sums, shares, comparisons, an order.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login,name,region
bo,Bo,East
cy,Cy,East
di,Di,
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,opened_on,closed_on,source
w1,won,bo,100,,2026-01-01,2026-01-11,web
w2,won,cy,300,,2026-01-01,2026-02-20,web
w3,won,cy,50,EUR,2026-02-01,2026-02-02,ad
w4,won,di,200,,2026-03-01,2026-04-30,ad
w5,won,bo,40,,2025-01-01,2025-01-31,ad
l1,lost,bo,999,,2026-01-05,2026-01-09,web
l2,lost,,1,,2026-01-05,2026-04-05,
o1,needs,bo,10.01,,2026-11-01,,
END

# ---- what help says ----

run 'the formats of a report, drawn ones too' 0 crm-report sales --help
like_out '^  -o, .*xlsx, drawn: chart, svg, png or html;'
like_out '^  -s, .*columns of the report'
run 'what is no report draws nothing' 0 crm-report lint --help
unlike_out 'chart'

# ---- dimensions ----

run 'periods without anything are rows, from end to end' 0 crm-report sales \
    --by closed_on:month --from 2026-01-01 --to 2026-05-31 \
    -c closed_on:month,deals,amount,currency
is_out 'closed_on:month,deals,amount,currency
2026-01,1,100.00,USD
2026-02,1,300.00,USD
2026-02,1,50.00,EUR
2026-03,0,0.00,USD
2026-04,1,200.00,USD
2026-05,0,0.00,USD'
run 'weeks are those of ISO 8601' 0 crm-report sales --by closed_on:week \
    --from 2026-01-01 --to 2026-01-31 -c closed_on:week,deals
is_out 'closed_on:week,deals
2026-W01,0
2026-W02,1
2026-W03,0
2026-W04,0
2026-W05,0'
run 'days' 0 crm-report win-rate --by closed_on:day --from 2026-01-09 \
    --to 2026-01-11 -c closed_on:day,won,lost -w 'stage_type != open'
is_out 'closed_on:day,won,lost
2026-01-09,0,1
2026-01-10,0,0
2026-01-11,1,0
,0,0'
run 'several, with sums behind each' 0 crm-report sales --by owner,source \
    --totals -c owner,source,deals,amount,currency,row
is_out 'owner,source,deals,amount,currency,row
cy,web,1,300.00,USD,
cy,ad,1,50.00,EUR,
cy,,1,300.00,USD,subtotal
cy,,1,50.00,EUR,subtotal
di,ad,1,200.00,USD,
di,,1,200.00,USD,subtotal
bo,web,1,100.00,USD,
bo,ad,1,40.00,USD,
bo,,2,140.00,USD,subtotal
,,4,640.00,USD,total
,,1,50.00,EUR,total'
run 'one laid across, with sums' 0 crm-report sales --by owner --across source \
    -c amount --totals
is_out 'owner,currency,row,ad,web,total
cy,USD,,,300.00,300.00
cy,EUR,,50.00,,50.00
di,USD,,200.00,,200.00
bo,USD,,40.00,100.00,140.00
,USD,total,240.00,400.00,640.00
,EUR,total,50.00,,50.00'
run 'several figures across are named by both' 0 crm-report win-rate \
    --by owner --across source -c won,lost -w 'owner = bo'
is_out 'owner,ad.won,ad.lost,web.won,web.lost,none.won,none.lost
bo,1,0,1,1,0,0'
run 'the largest, and the rest as one' 0 crm-report sales --by owner --top 1 \
    --totals -c owner,deals,amount,row,currency
is_out 'owner,deals,amount,row,currency
cy,1,300.00,,USD
cy,1,50.00,,EUR
,3,340.00,rest,USD
,4,640.00,total,USD
,1,50.00,total,EUR'
# The median of all is not one of medians: 10, 30 | 1, 50 | 60 days.
run 'totals are of the records, not of the rows' 0 crm-report cycle --by owner \
    --totals -c owner,type,n,median,row
like_out '^bo,won,2,20,$'
like_out '^cy,won,2,25.5,$'
like_out '^,won,5,30,total$'
run 'a list has a rest and a total of what adds up' 0 crm-report sources \
    --totals
is_out 'source,leads,qualified,converted,conversion,response,cost,cost_per_lead,won,revenue,roi,n,note,currency,row'

# ---- shares, intervals ----

run 'shares are of the rows of the same currency' 0 crm-report sales \
    --by owner --shares -c owner,deals,deals_share,amount_share,currency
is_out 'owner,deals,deals_share,amount_share,currency
cy,1,25,46.88,USD
cy,1,100,100,EUR
di,1,25,31.25,USD
bo,2,50,21.88,USD'
run 'an interval of each rate' 0 crm-report win-rate --interval -w 'owner = bo' \
    -c won,n,win_rate,win_rate_low,win_rate_high
is_out 'won,n,win_rate,win_rate_low,win_rate_high
2,3,66.67,20.77,93.85'
run 'also where its counts are no columns' 0 crm-report velocity --interval -w 'owner = bo' \
    -c n,win_rate,win_rate_low,win_rate_high
is_out 'n,win_rate,win_rate_low,win_rate_high
3,66.67,20.77,93.85'
run 'in a row among others' 0 crm-report dashboard --interval --from 2000-01-01 -w 'owner = bo' \
    -c metric,count,rate,rate_low,rate_high
like_out '^win_rate,3,66.67,20.77,93.85$'
like_out '^lost,1,,,$'
run 'from stage to stage' 0 crm-report funnel --interval -w 'owner = bo and stage.type in (won, lost)' \
    -c reached,conversion,conversion_low,conversion_high,of_first,of_first_low
like_out '^2,,,,66.67,20.77$'

# ---- too many periods for a row each ----

run 'some thousand days' 0 sh -c "crm-report query deal --by opened_on:day \
    --date opened_on --from 2013-11-21 --to 2026-11-21 | wc -l"
is_err ''
run 'of more the empty ones are left out, and it is said' 0 crm-report query deal \
    --by opened_on:day --date opened_on --from 2012-11-21 --to 2026-11-21
is_err 'crm-report: periods without anything are left out, for from the first to the last there are 5114; ask for fewer days or longer periods'

# ---- comparisons ----

run 'with a year before' 0 crm-report sales --by owner --compare year \
    --from 2026-01-01 -c owner,deals,deals_before,amount_change,amount_ratio,currency
is_out 'owner,deals,deals_before,amount_change,amount_ratio,currency
cy,1,0,300.00,,USD
cy,1,0,50.00,,EUR
di,1,0,200.00,,USD
bo,1,1,60.00,250,USD'
run 'periods stand beside those they are compared with' 0 crm-report sales \
    --by closed_on:month --compare previous --from 2026-03-01 --to 2026-04-30 \
    -c closed_on:month,amount,amount_before,currency
is_out 'closed_on:month,amount,amount_before,currency
2026-03,0.00,100.00,USD
2026-04,200.00,300.00,USD
2026-04,0.00,50.00,EUR'
run 'what was and is no more' 0 crm-report sales --by owner \
    --from 2026-02-01 --to 2026-02-28 --compare 2026-04-01..2026-04-30 \
    -c owner,deals,deals_before
is_out 'owner,deals,deals_before
cy,1,0
cy,1,0
di,0,1'
run 'the pipeline, with a day' 0 crm-report pipeline --compare 2026-01-08 \
    -c stage,count,count_before -s -count_before,-count -l 2
is_out 'stage,count,count_before
qualification,0,4
won,4,1'
run 'compared with what?' 2 crm-report sales --compare year
is_err 'crm-report: --compare: a year before which days? give --from'
run 'previous to what?' 2 crm-report sales --compare previous
like_err '^crm-report: --compare: previous to which days\?'
run 'the rest of both is of the same groups' 0 crm-report sales --by owner --top 1 \
    --totals --compare year --from 2026-01-01 -w 'currency = USD' \
    -c owner,amount,amount_before,amount_ratio,row
is_out 'owner,amount,amount_before,amount_ratio,row
cy,300.00,0.00,,
,300.00,40.00,750,rest
,600.00,40.00,1500,total'

# ---- order, number ----

run 'in an order, so many' 0 crm-report sales --by owner -s -deals,owner -l 2 \
    -c owner,deals
is_out 'owner,deals
bo,2
cy,1'
run 'an order by what is no column' 2 crm-report sales -s nix
like_err "^crm-report: --sort: there is no column 'nix'; there are deals, amount, "

# ---- on a day ----

run 'won by a day' 0 crm-report win-rate --on 2026-01-10 -c won,lost,open
is_out 'won,lost,open
1,1,3'
run 'a funnel of a day' 0 crm-report funnel --on 2026-01-10 --from 2026-01-01 \
    -c stage,reached,open
like_out '^qualification,4,3$'
like_out '^won,0,$'

# ---- what is said of it ----

run 'a definition tells the clocks apart, and what was asked' 0 crm-report sales \
    --define --by owner --from 2026-01-01 --compare year --on 2026-05-01 --as-of B3
like_out '^By: owner$'
like_out '^Period: 2026-01-01\.\.$'
like_out '^Compared with: year$'
like_out '^Clocks: --on asks what was so on a day, by business dates, as far as is known now \(2026-05-01\); --as-of shows the book as it was recorded then \(B3\)\.$'

# ---- asked wrongly ----

run 'what is laid across is a field' 2 crm-report sales --across nix
like_err "^crm-report: --across: no field 'nix' in deal"
run 'twice the same' 2 crm-report sales --by owner,owner
is_err 'crm-report: --by: owner is named twice'
run 'nothing on top' 2 crm-report sales --by owner --top 0
is_err "crm-report: --top: '0' is not a number of groups"
for c in amuont amount,nope amount_before; do
	run "what is no column is not laid across: $c" 2 crm-report sales --by owner --across source -c $c
	is_out ''
	like_err "^crm-report: -c: there is no column '[a-z_]*' to lay across; there are deals, amount, average, share$"
done
run 'a list is not laid across' 2 crm-report rfm --across source
like_err '^crm-report: rfm does not take --across'
# ---- dimensions behind a reference: read once where they are few ----

crm-customer import -q - > /dev/null <<'END'
name,industry
Steel-1,steel
Steel-2,steel
Paper,paper
Bare,
END
{
	echo name,customer,stage,amount,closed_on
	for n in 1 2 3 4 5 6 7; do
		for c in Steel-1 Steel-2 Paper Bare ''; do
			echo "$c$n,$c,won,$n,2019-05-05"
		done
	done
} > behind.csv
crm-deal import -q behind.csv > /dev/null
run 'of each its own' 0 crm-report sales --by customer.industry \
    --from 2019-05-01 --to 2019-05-31 -c customer.industry,deals,amount
is_out "customer.industry,deals,amount
steel,14,56.00
,14,56.00
paper,7,28.00"
run 'kinds have their plural' 0 crm-report activity --define
like_out '^Activities that it lets through: 0$'
run 'no clock that a report does not take' 0 crm-report desk --define
like_out '^Clocks: .* \(this report does not take it\); --as-of .* \(not given\)\.$'
# ---- too many of them for many groups ----

# One such row for each of many would be more than anybody reads.
book
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	for (i = 1; i <= 2000; i++)
		printf "d%d,won,1,2024-01-01,202%d-%02d-%02d\n", i, 4 + i % 2,
		    i % 12 + 1, i % 28 + 1
}' | crm-deal import - -q > made
run 'so many days of so many' 0 sh -c "crm-report sales --by closed_on:day,name | wc -l"
is "$(tr -d ' ' < out)" 2001 'have rows where there is something'
like_err '^crm-report: periods without anything are left out, for from the first'
run 'of some' 0 sh -c "crm-report sales --by closed_on:day,name -w 'name in (d1, d7)' | wc -l"
is "$(($(cat out) > 100))" 1 'all'
done_testing
