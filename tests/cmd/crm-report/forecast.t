#!/bin/sh
# Forecast by category, targets: a quarter small enough to add up by hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team team add name=East -q > /dev/null
crm-team user import -q - > /dev/null <<'END'
login,name,team
bo,Bo,East
cy,Cy,
END
# today is 2026-11-21: the fourth quarter
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,category,opened_on,expected_close,closed_on
won,won,bo,100,,,2026-09-01,2026-10-10,2026-10-11
old,won,bo,999,,,2026-05-01,2026-06-10,2026-06-11
lost,lost,bo,50,,,2026-09-01,2026-10-10,2026-10-12
contract,contract,bo,40,,,2026-09-01,2026-12-10,
proposal,proposal,cy,30,,,2026-09-01,2026-12-11,
needs,needs,cy,20,,,2026-09-01,2026-12-12,
own,needs,cy,10,,commit,2026-09-01,2026-12-13,
omitted,needs,cy,7,,omitted,2026-09-01,2026-12-13,
next,contract,bo,5,,,2026-09-01,2027-01-10,
slipped,negotiation,bo,4,,,2026-09-01,2026-11-02,
older,contract,bo,3,,,2026-05-01,2026-08-02,
late,needs,bo,2,,,2026-09-01,2026-11-03,
euro,contract,bo,60,EUR,,2026-09-01,2026-12-20,
END
quiet() { "$@" -q > /dev/null; }
quiet crm-deal set D4 expected_close=2026-12-20		# the same month: no push
quiet crm-deal set D5 expected_close=2027-03-01		# a push, over three months
quiet crm-deal set D5 expected_close=2026-12-11
quiet crm-deal set D5 expected_close=2027-01-11		# another
quiet crm-deal set D5 expected_close=2026-12-11

# commit 40 + 10 + the euro beside; best 30 + 4; pipeline 20 + 2; slipped 4 + 3
run 'a quarter by category' 0 crm-report forecast
is_out 'line,deals,amount,pushes,coverage,note,currency
closed,1,100.00,0,,,USD
commit,2,50.00,0,,,USD
commit,1,60.00,0,,,EUR
best_case,2,34.00,2,,,USD
pipeline,2,22.00,0,,,USD
slipped,2,7.00,0,,,USD
total_commit,3,150.00,0,,,USD
total_commit,1,60.00,0,,,EUR
total_best,5,184.00,2,,,USD
total_best,1,60.00,0,,,EUR
total_open,6,106.00,2,,,USD
total_open,1,60.00,0,,,EUR'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 60.00 (1); a rate is given by: crm-deal set ID rate=RATE'

# ---- targets: the quarter's stands for its months ----

quiet crm-team target add metric=signed period=2026-Q4 amount=300 user=bo
quiet crm-team target add metric=signed period=2026-11 amount=90 user=bo
quiet crm-team target add metric=signed period=2026-11 amount=12 user=cy
quiet crm-team target add metric=won period=2026-Q4 number=4 team=East
quiet crm-team target add metric=csat period=2026 number=90
quiet crm-report submission add period=2026-Q4 amount=120 user=bo submitted_on=2026-10-01
quiet crm-report submission add period=2026-Q4 amount=150 user=bo submitted_on=2026-11-01
quiet crm-report submission add period=2026-Q4 line=adjustment amount=-10 user=bo
# 300 + 12, of which 100 are closed: 106 / 212
run 'with what was submitted, the target and coverage' 0 crm-report forecast \
    -c line,amount,coverage,note
like_out '^submitted_commit,150.00,,$'
like_out '^adjustment,-10.00,,$'
like_out '^target,312.00,0.5,$'
run 'on a day what was submitted by then' 0 crm-report forecast --on 2026-10-31 \
    -c line,amount
like_out '^submitted_commit,120.00$'
unlike_out adjustment
run 'on the day itself too' 0 crm-report forecast --on 2026-11-01 -c line,amount
like_out '^submitted_commit,150.00$'
run 'some deals are not set against the target of all' 0 crm-report forecast -w 'owner = bo' \
    -c line,amount
like_out '^closed,100.00$'
unlike_out 'target|submitted|adjustment'
run 'by person' 0 crm-report forecast --by owner -c owner,line,amount,coverage
like_out '^bo,closed,100.00,$'
like_out '^bo,target,300.00,0.23$'
like_out '^cy,target,12.00,5$'
run 'a part of their deals covers no target of all' 0 crm-report forecast --by owner \
    -w 'owner = bo and amount > 0' -c owner,line,amount,coverage,note
like_out '^bo,target,300.00,,$'
like_err 'coverage is blank: -w lets through only some'
run 'owners alone leave it whole' 0 crm-report forecast --by owner \
    -w 'owner = bo or owner.team = East' -c owner,line,amount,coverage -q
like_out '^bo,target,300.00,0.23$'
unlike_err coverage
quiet crm-customer add name=Mill owner=bo
crm-deal list -o ids | quiet crm-deal set - customer=Mill
run 'the owner of the customer is another' 0 crm-report forecast --by customer.owner -q \
    -c customer.owner,line,amount
like_out '^bo,closed,'
unlike_out '^bo,target'
run 'of days' 0 crm-report forecast --from 2026-12-01 --to 2026-12-31 \
    -c line,deals,amount
like_out '^closed,0,0.00$'
like_out '^commit,2,50.00$'
like_out '^commit,1,60.00$'
like_out '^slipped,2,7.00$'
quiet crm-team target set TG1 amount=80
run 'nothing is left' 0 crm-report forecast --by owner -w 'owner = bo' \
    -c line,amount,coverage,note
like_out '^target,80.00,,met$'

run 'targets with what came of them' 0 crm-report targets
is_out 'target_id,metric,period,whose,target,actual,attainment,gap,over,note,currency
TG1,signed,2026-Q4,bo,80,100,125,-20,no,,USD
TG2,signed,2026-11,bo,90,0,0,90,no,,USD
TG3,signed,2026-11,cy,12,0,0,12,no,,USD
TG4,won,2026-Q4,East,4,1,25,3,no,,
TG5,csat,2026,,90,,,,no,not recorded yet,'
run 'targets of some days, on a day' 0 crm-report targets --from 2026-10-01 \
    --to 2026-10-31 --on 2026-10-05 -c target_id,actual
is_out 'target_id,actual
TG1,0
TG4,0
TG5,'

quiet crm-deal add name=far amount=60 currency=EUR stage=won owner=bo \
    opened_on=2026-11-01 closed_on=2026-11-20
run 'what was won without a rate is told' 0 crm-report targets -c target_id,actual,note
like_out '^TG1,100,some of it has no rate$'
like_out '^TG3,0,$'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 60.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'where it is looked at' 0 crm-report targets --on 2026-11-19 -c target_id,actual,note
like_out '^TG1,100,$'
unlike_err 'rate'
crm-deal list -w 'name = far' -o ids | quiet crm-deal delete -

# ---- what a target must say ----

run 'a target needs a period' 4 crm-team target add metric=signed amount=1
like_err '^crm-team: period: '
run 'that stays what it is' 4 crm-team target add metric=signed amount=1 period='next month'
like_err "^crm-team: period: 'next month' is not a month, quarter or year"
run 'what is counted has a number' 4 crm-team target add metric=won amount=1 period=2026
is_err 'crm-team: number: a target of won needs its number'
run 'of a person or a team' 4 crm-team target add metric=won number=1 period=2026 \
    user=bo team=East
is_err 'crm-team: team: it is of a person or of a team, not of both'
for r in forecast targets changes moved; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
done

# ---- who has a target and no deal ----

book --currency USD
crm-team team import -q - > /dev/null <<'END'
name
East
West
END
crm-team user import -q - > /dev/null <<'END'
login,team
bo,East
cy,West
di,
END
quiet crm-deal add name=x amount=10 owner=bo stage=contract \
    opened_on=2026-10-01 expected_close=2026-12-10
quiet crm-team target add metric=signed period=2026-Q4 amount=40 user=bo
quiet crm-team target add metric=signed period=2026-Q4 amount=60 user=cy
quiet crm-team target add metric=signed period=2026-Q4 amount=70 team=West
quiet crm-team target add metric=signed period=2027-Q4 amount=99 user=di
quiet crm-report submission add period=2026-Q4 line=commit amount=5 user=di
run 'is in the forecast by person' 0 crm-report forecast --by owner -c owner,line,amount,coverage
like_out '^bo,target,40.00,0.25$'
like_out '^cy,closed,0.00,$'
like_out '^cy,target,60.00,0$'
like_out '^di,submitted_commit,5.00,$'
unlike_out '^di,target'
run 'and by team' 0 crm-report forecast --by owner.team -c owner.team,line,amount
like_out '^West,target,70.00$'
run 'not among some deals' 0 crm-report forecast --by owner -w 'amount > 1' -c owner,line
unlike_out '^cy'
run 'nor by other things' 0 crm-report forecast --by customer.owner -c customer.owner,line
unlike_out '^cy'
# ---- teams below teams ----

book --currency USD
quiet crm-team team add name=Region
quiet crm-team team add name=Group parent=Region
quiet crm-team team add name=Pair parent=Group
quiet crm-team team add name=Other
quiet crm-team user add login=reg team=Region
quiet crm-team user add login=grp team=Group
quiet crm-team user add login=pai team=Pair
quiet crm-team user add login=oth team=Other
printf '%s\n' name,amount,stage,opened_on,closed_on,owner \
    a,30,won,2026-10-01,2026-11-05,reg b,100,won,2026-10-01,2026-11-05,grp \
    c,7,won,2026-10-01,2026-11-05,pai d,1000,won,2026-10-01,2026-11-05,oth |
    crm-deal import - -q > /dev/null
quiet crm-team target add metric=signed period=2026-11 amount=200 team=Region
quiet crm-team target add metric=signed period=2026-11 amount=150 team=Group
quiet crm-team target add metric=won period=2026-11 number=4 team=Region
run 'what a team aims at is aimed at by those below it, too' 0 \
    crm-report targets -c whose,target,actual -s target
is_out 'whose,target,actual
Region,4,3
Group,150,107
Region,200,137'
run 'the target of a team stands for those below it' 0 crm-report forecast \
    --from 2026-11 --to 2026-11 -c line,amount -q
like_out '^target,200.00$'
run 'beside its own members it is covered by more' 0 crm-report forecast --by owner.team \
    --from 2026-11 --to 2026-11 -c owner.team,line,amount,coverage,note
like_out '^Region,target,200.00,,$'
like_err 'coverage is blank where a team has others below it'
# ---- a month of one person is not the quarter of all ----

book
logins bob
quiet crm-team team add name=North
quiet crm-team user add login=bob team=North
quiet crm-team target add metric=signed period=2026-Q4 amount=2300 team=North
run 'the target of the teams' 0 sh -c "crm-report forecast -c line,amount | grep target"
is_out 'target,2300.00'
quiet crm-team target add metric=signed period=2026-10 amount=10 user=bob
run 'beside that of one month' 0 sh -c "crm-report forecast -c line,amount | grep target"
is_out 'target,2300.00'
quiet crm-team target add metric=signed period=2026-11 amount=20 user=bob
quiet crm-team target add metric=signed period=2026-12 amount=30 user=bob
run 'of three months it is of all days' 0 sh -c "crm-report forecast -c line,amount | grep target"
is_out 'target,60.00'
done_testing
