#!/bin/sh
# What-if: three deals whose sums have a closed form (0.5 x 100, 0.2 x 200,
# 0.9 x 300: mean 360, variance 17,000), levers, and what is refused.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

run 'simulate: an empty book' 0 crm-report simulate -c scenario,mean
is_out 'scenario,mean'
is_err 'crm-report: no deal with an amount is open: there is nothing to simulate'

crm-deal import -q - > /dev/null <<'END'
name,stage,amount,probability,opened_on,expected_close
a,proposal,100,50%,2026-11-01,2026-12-01
b,proposal,200,20%,2026-11-01,2026-12-05
c,contract,300,90%,2026-11-01,2026-12-06
next,contract,999,90%,2026-11-01,2027-01-06
no day,contract,999,90%,2026-11-01,
END
run 'simulate: as the closed form has it' 0 crm-report simulate --target 500 \
    -c scenario,deals,closed,mean,deviation,p10,p50,p90,target,draws,seed
is_out 'scenario,deals,closed,mean,deviation,p10,p50,p90,target,draws,seed
as_is,5,0.00,360.00,130.38,300.00,400.00,500.00,500.00,10000,1'
# within four standard errors: 360 +- 5.22; 18 % +- 1.54
crm-report simulate --target 500 -c drawn_mean,chance | awk -F, 'NR == 2 {
	exit !($1 > 354.78 && $1 < 365.22 && $2 > 16.46 && $2 < 19.54) }'
result $? 'so do the draws'

# ---- how often which amount: 0, 100 … 600 can be ----

crm-report spread > bins
is "$(head -n 2 bins)" 'scenario,from,below,draws,share,currency
as_is,0.00,50.00,'"$(awk -F, 'NR == 2 { print $4 "," $5 }' bins)"',USD' \
    'bins of a round width'
is "$(awk -F, 'NR > 1 { n++; s += $4; p += $5; odd += $2 % 100 ? $4 : 0 }
	END { print n, s, p, odd }' bins)" '13 10000 100 0' 'have all draws, each once'
# 0.5 x 0.8 x 0.9 + 0.5 x 0.2 x 0.1 = 37 % come to 300, +- 1.93
awk -F, '$2 == 300 { exit !($5 > 35.07 && $5 < 38.93) }' bins
result $? 'as often as the closed form has it'
crm-report spread --win-rate +10pp -c scenario,from > bins
is "$(grep -c as_is bins) $(grep -c what_if bins)" '13 13' 'scenarios share their bins'
run 'beside the simulation' 0 crm-report simulate --seed 3 --win-rate +10% -o html
is "$(grep -c '<section>' out)" 2 'in a document'
is "$(sed -n 's/.*>\(What if\)<.*/\1/p' out | sort -u)" 'What if' 'with the same levers'

run 'its quantiles side by side' 0 crm-report simulate -o chart
like_out '^█ P10  ▓ P50  ▒ P90$'
run 'what a report draws of its own are no parts' 0 crm-report expected -o chart
like_out '^█ Weighted  ▓ Expected$'
like_out '^ +▓'

crm-report simulate --seed 7 > one
crm-report simulate --seed 7 > same
cmp -s one same; result $? 'the same seed, the same bytes'
crm-report simulate --seed 8 > other
! cmp -s one other; result $? 'another, others'
# the same luck beside others, on every engine
run 'simulate: a deal has its own luck' 0 crm-report simulate --seed 7 \
    --target 300 --draws 1000 -w 'name = c' -c drawn_mean,p10,chance
is_out 'drawn_mean,p10,chance
276.00,300.00,92'
alone=$(cat "$T_DIR/out")
crm-deal set D1 amount=0 -q > /dev/null
crm-deal set D2 amount=0 -q > /dev/null
[ "$(crm-report simulate --seed 7 --target 300 --draws 1000 \
    -c drawn_mean,p10,chance)" = "$alone" ]
result $? 'whatever else is open'
crm-deal set D1 amount=100 -q > /dev/null
crm-deal set D2 amount=200 -q > /dev/null

# 0.55 x 100 + 0.22 x 200 + 0.99 x 300
run 'simulate: chances become better' 0 crm-report simulate --win-rate +10% \
    -c scenario,mean
is_out 'scenario,mean
as_is,360.00
what_if,396.00'
# 0.6 x 100 + 0.3 x 200 + 1 x 300
run 'simulate: by points, at most 100' 0 crm-report simulate --win-rate +10pp \
    -c scenario,mean
like_out '^what_if,420.00$'
run 'simulate: the chance of a stage' 0 crm-report simulate \
    --stage proposal=0.6 --stage contract=100% -c scenario,mean,deviation
# 0.6 x 300 + 300; 0.24 x (100^2 + 200^2) = 12,000
like_out '^what_if,480.00,109.54$'
run 'simulate: smaller amounts' 0 crm-report simulate --amount -10% \
    -c scenario,mean,p50
like_out '^what_if,324.00,360.00$'
# 10 days earlier the deal of 6 January closes within the quarter
run 'simulate: shorter cycles' 0 crm-report simulate --cycle -10d \
    -c scenario,mean
like_out '^what_if,1259.10$'
run 'simulate: groups' 0 crm-report simulate --by stage --totals \
    -c stage,mean,row
is_out 'stage,mean,row
contract,270.00,
proposal,90.00,
,360.00,total'
crm-deal add name=won stage=won amount=40 opened_on=2026-10-01 \
    closed_on=2026-10-20 -q > /dev/null
run 'simulate: what is closed is sure' 0 crm-report simulate --target 40 \
    -c closed,mean,p50,chance
is_out 'closed,mean,p50,chance
40.00,400.00,440.00,100'

# Deals that were won took 10 … 29 days, one each: of those that took at least
# 20, as a deal of 1 November is old, the half closes by 25 November.
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	for (i = 0; i < 40; i++)
		printf "h%d,won,1,2026-01-01,2026-01-%02d\n", i,
		    11 + i % 20
}' | crm-deal import -q - > /dev/null
run 'simulate: when, by how long others took' 0 crm-report simulate \
    --from 2026-11-21 --to 2026-11-25 -w 'name = c or name ~ h' -c deals,mean
is_out 'deals,mean
1,135.00'
run 'also of others than are drawn' 0 crm-report simulate \
    --from 2026-11-21 --to 2026-11-25 -w 'name = c' -c deals,mean
is_out 'deals,mean
1,135.00'
run 'or than there are in the group' 0 crm-report simulate --by name \
    --from 2026-11-21 --to 2026-11-25 -w 'stage.type = open' -c name,mean
like_out '^c,135.00$'

run 'a change is of something' 2 crm-report simulate --win-rate +10
is_err "crm-report: --win-rate: '+10' is not a change like +10% or +10pp"
run 'no amount is less than nothing' 2 crm-report simulate --amount -150%
is_err "crm-report: --amount: '-150%' takes more than all away; -100% is the most"
run 'and no chance' 2 crm-report simulate --win-rate -101pp
is_err "crm-report: --win-rate: '-101pp' takes more than all away; -100% is the most"
run 'all may go' 0 crm-report simulate --amount -100% -c scenario,mean
like_out '^what_if,40.00$'
run 'one chance a stage' 2 crm-report simulate --stage proposal=0.6 \
    --stage Proposal=0.7
is_err 'crm-report: --stage: Proposal is there twice'
run 'a seed fits' 2 crm-report simulate --seed 9223372036854775808
is_err "crm-report: --seed: '9223372036854775808' is not a whole number from 0 to 9223372036854775807"
run 'a target is an amount' 2 crm-report simulate --target much
is_err "crm-report: --target: 'much' is not an amount like 150000"
run 'amounts have no points' 2 crm-report simulate --amount +10pp
is_err "crm-report: --amount: '+10pp' is not a change like -10%"
run 'days are whole' 2 crm-report simulate --cycle soon
is_err "crm-report: --cycle: 'soon' is not a number of days like -5d"
run 'a stage has a chance' 2 crm-report simulate --stage proposal
is_err "crm-report: --stage: 'proposal' is not a stage and its chance like proposal=0.6 or proposal=60%"
run 'at most one' 2 crm-report simulate --stage proposal=60
run 'a stage is one of the book' 2 crm-report simulate --stage none=0.6
is_err "crm-report: --stage: no open stage is called 'none'; they are listed by: crm-admin stage list"
run 'too few draws' 2 crm-report simulate --draws 5
is_err "crm-report: --draws: '5' is not a number of draws, 100 to 1000000"
run 'the past is not ahead' 2 crm-report simulate --to 2026-11-20
is_err 'crm-report: --to: is past: a simulation looks ahead from today, or from the day of --on'
book
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,currency,probability,opened_on,expected_close
base,needs,100,,100%,2026-11-01,2026-12-01
far,needs,50,EUR,100%,2026-11-01,2026-12-01
END
run 'a currency without a rate is drawn by itself' 0 crm-report simulate \
    --target 120 --amount +10% -c scenario,deals,mean,p50,target,chance,currency
is_out 'scenario,deals,mean,p50,target,chance,currency
as_is,1,100.00,100.00,120.00,0,CNY
what_if,1,110.00,110.00,120.00,0,CNY
as_is,1,50.00,50.00,,,EUR
what_if,1,55.00,55.00,,,EUR'
like_err 'EUR 50.00 \(1\)'
run 'spread too' 0 crm-report spread -c from,draws,currency
like_out '^50.00,10000,EUR$'

# ---- the book as it was ----

CRM_NOW=2026-05-20T09:00:00Z
book
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,probability,opened_on,expected_close
spring,needs,100,100%,2026-05-01,2026-06-10
late,contract,50,100%,2026-05-01,2026-05-10
END
export CRM_NOW=2026-11-21T09:00:00Z
crm-deal win D1 on=2026-06-11 -q > /dev/null
run 'a simulation of it looks from its day' 0 crm-report simulate --as-of 2026-05-31 \
    -c deals,closed,mean
is_out 'deals,closed,mean
2,0.00,150.00'
run 'unless another is said' 0 crm-report simulate --as-of 2026-05-31 --on 2026-05-15 \
    --to 2026-05-31 -c deals,mean
is_out 'deals,mean
2,50.00'
run 'a forecast, too' 0 crm-report forecast --as-of 2026-05-31 -c line,deals,amount
like_out '^pipeline,1,100.00$'
like_out '^commit,1,50.00$'
like_out '^slipped,1,50.00$'
run 'and what is expected' 0 crm-report expected --as-of 2026-05-31 -c stage,deals,amount
is_out 'stage,deals,amount
needs,1,100.00
contract,1,50.00'
run 'without it from today' 0 crm-report forecast -c line,deals,amount
like_out '^pipeline,0,0.00$'
# ---- what nobody has said is no silent zero ----

book
crm-admin stage set ST2 probability= -q > /dev/null
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,currency,probability,opened_on,expected_close
unsaid,needs,100,,,2026-11-01,2026-12-01
unsaid too,needs,30,EUR,,2026-11-01,2026-12-01
said to be none,needs,100,,0%,2026-11-01,2026-12-01
said,needs,100,,50%,2026-11-01,2026-12-01
of its stage,proposal,100,,,2026-11-01,2026-12-01
no amount,needs,,,,2026-11-01,2026-12-01
lost,lost,7,,,2026-11-01,2026-11-02
END
for report in simulate spread expected dashboard pipeline; do
	run "$report says how many deals have no probability" 0 crm-report $report
	like_err '^crm-report: 2 open deals without a probability \(own or of the stage\), counted as never won; a stage is given one by: crm-admin stage set ID probability=40%$'
done
run 'next-steps, of those that it weighs' 0 crm-report next-steps
like_err '^crm-report: 1 open deal without a probability'
run 'a stage that has one' 0 crm-admin stage set ST2 probability=40%
run 'leaves none' 0 crm-report expected
unlike_err 'without a probability'
run 'what has no amount is not drawn, and said' 0 crm-report simulate
like_err "^crm-report: 1 open deal without an amount, not drawn; they are listed by: crm-deal list -w 'stage.type = open and amount is null'$"
run 'which is so' 0 crm-deal list -w 'stage.type = open and amount is null' -o ids
is_out D6
quiet() { "$@" -q > /dev/null; }
quiet crm-deal set D5 expected_close=
run 'of what nothing says when it closes, too' 0 crm-report simulate
like_err '^crm-report: 1 open deal without an expected close, and too few won ones took as long to say when: counted as not closing in the period$'
unlike_err '5 open deals'
run 'nor mentioned where all have one' 0 crm-report simulate -w 'amount > 0'
unlike_err 'without an amount'
run 'simulate says what it counts' 0 crm-report simulate --define
like_out '^Counted: '
like_out '^Date: '
like_out '^Whose: '
done_testing
