#!/bin/sh
# What open deals come to by those before them: forty that ended, small enough to
# count by hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

run 'expected: an empty book' 0 crm-report expected -c stage,expected
is_out 'stage,expected'
is_err 'crm-report: no deal is open: there is nothing to expect'

crm-deal import -q - > /dev/null <<'END'
name,stage,amount,probability,opened_on,closed_on
new,needs,1000,10%,2026-11-01,
END
run 'expected: without a history the chance of its own' 0 crm-report expected \
    -c stage,deals,amount,weighted,ended,won_share,expected,within_30,note
is_out 'stage,deals,amount,weighted,ended,won_share,expected,within_30,note
needs,1,1000.00,100.00,0,,100.00,0.00,low n'

# Forty deals came into needs on 1 January: of those that ended after 10, 20 … 100
# days, four each, one in four was lost; after more than 50 all were lost.
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	for (i = 0; i < 40; i++) {
		days = 10 + 10 * (i % 10)
		won = days <= 50 && i >= 10
		m = 0
		d = 1 + days
		split("31 28 31 30", len, " ")
		for (m = 1; d > len[m]; m++)
			d -= len[m]
		printf "h%d,%s,1,2026-01-01,2026-%02d-%02d\n", i,
		    won ? "won" : "lost", m, d
	}
}' | crm-deal import -q - > /dev/null
awk 'BEGIN {
	print "deal,from_stage,stage,moved_on"
	for (i = 0; i < 40; i++)
		printf "h%d,qualification,needs,2026-01-01\n", i
}' | crm-deal visit import -q - > /dev/null
# The new deal is 20 days old: 32 ended later, 9 of them won, 3 a decade of days:
# the 30th, 40th and 50th day, all within 30 more.
run 'expected: of those that took longer' 0 crm-report expected \
    -c stage,deals,weighted,ended,won,won_share,days,expected,within_30,within_90,note
is_out 'stage,deals,weighted,ended,won,won_share,days,expected,within_30,within_90,note
needs,1,100.00,40,15,37.5,30,281.25,281.25,281.25,'
run 'expected: on an earlier day more may come' 0 crm-report expected \
    --on 2026-11-06 -c stage,expected,within_30
# 5 days old: 15 of 40; within 30 days 9
is_out 'stage,expected,within_30
needs,375.00,225.00'
run 'expected: too few of them' 0 crm-report expected --to 2026-01-25 \
    -c stage,ended,expected,note
is_out 'stage,ended,expected,note
needs,8,100.00,low n'
run 'expected: groups, and their sum' 0 crm-report expected --by stage --totals \
    -c deals,expected,row
is_out 'deals,expected,row
1,281.25,
1,281.25,total'
crm-deal add name=euro stage=needs amount=400 currency=EUR probability=10% opened_on=2026-11-01 -q > /dev/null
run 'expected: a currency without a rate' 0 crm-report expected \
    -c stage,deals,amount,weighted,currency
is_out 'stage,deals,amount,weighted,currency
needs,1,1000.00,100.00,USD
needs,1,400.00,40.00,EUR'
like_err 'without a rate is not in the amounts in the base currency: EUR 400.00 \(1\)'
run 'expected says what it counts' 0 crm-report expected --define
like_out '^Counted: '
like_out '^Date: '
like_out '^Whose: '
done_testing
