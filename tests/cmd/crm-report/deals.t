#!/bin/sh
# Reports on how deals go, over a book small enough to count by hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login,name
bo,Bo
cy,Cy
di,Di
ed,Ed
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,opened_on,closed_on,channel,competitors,close_reason
w1,won,bo,100,,2026-01-01,2026-01-11,direct,"Acme, Globex",price
w2,won,cy,300,,2026-01-01,2026-02-20,direct,acme,service
w3,won,di,300,,2026-03-01,2026-04-30,distribution,,price
w4,won,di,50,EUR,2026-02-01,2026-02-02,distribution,Globex；Initech,
l1,lost,bo,999,,2026-01-05,2026-01-09,direct,Acme,price
l2,lost,ed,1,,2026-01-05,2026-04-05,,,
o1,needs,bo,10.01,,2026-11-01,,direct,ACME,
o2,proposal,cy,40,,2026-11-11,,,,
END

run 'performance: ranked, equal ones share a rank' 0 crm-report performance \
    -c owner,rank,won,amount,share,lost,n,win_rate,cycle,open,pipeline,currency
is_out 'owner,rank,won,amount,share,lost,n,win_rate,cycle,open,pipeline,currency
cy,1,1,300.00,42.86,0,1,100,50,1,40.00,USD
di,1,2,300.00,42.86,0,2,100,30.5,0,0.00,USD
di,,,50.00,,,,,,,,EUR
bo,3,1,100.00,14.29,1,2,50,10,1,10.01,USD
ed,4,0,0.00,0,1,1,0,,0,0.00,USD'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'channels: the same by another dimension' 0 crm-report channels --totals \
    -c channel,rank,won,amount,average,currency,row
is_out 'channel,rank,won,amount,average,currency,row
direct,1,2,400.00,200.00,USD,
distribution,2,2,300.00,300.00,USD,
distribution,,,50.00,,EUR,
,3,0,0.00,,USD,
,,4,700.00,233.33,USD,total
,,,50.00,,EUR,total'

# open 2 x 4/6 x 700/3 / ((10 + 50 + 60 + 1) / 4) = 10.28... a day
run 'velocity: open x rate x amount / days, rounded once' 0 crm-report velocity
is_out 'open,n,win_rate,average,cycle,velocity,note,currency
2,5,60,233.33,40,7.00,low n,USD
0,1,100,50.00,1,0.00,low n,EUR'
run 'velocity: of nothing' 0 crm-report velocity -w 'name = nobody' -c open,velocity
is_out 'open,velocity
0,'

run 'reasons: of won and of lost deals apart' 0 crm-report reasons
is_out 'close_reason,type,deals,share,amount,currency
price,won,2,50,400.00,USD
price,lost,1,50,999.00,USD
,won,1,25,,USD
,won,,,50.00,EUR
,lost,1,50,1.00,USD
service,won,1,25,300.00,USD'
run 'competitors: each that a deal names, however it is written' 0 \
    crm-report competitors
is_out 'competitor,deals,won,lost,open,n,win_rate,amount_won,amount_lost,note,currency
Acme,4,2,1,1,3,66.67,400.00,999.00,low n,USD
Globex,2,2,0,0,2,100,100.00,0.00,low n,USD
Globex,,,,,,,50.00,,,EUR
Initech,1,1,0,0,1,100,,0.00,low n,USD
Initech,,,,,,,50.00,,,EUR'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1); a rate is given by: crm-deal set ID rate=RATE'
run 'competitors: by a dimension' 0 crm-report competitors --by owner \
    -c owner,competitor,deals -w 'owner in (bo, cy)'
is_out 'owner,competitor,deals
bo,Acme,3
bo,Globex,1
cy,acme,1'

# ---- time in stages ----

book --currency USD
add() { crm-deal add -q "$@" opened_on=2026-01-01 > /dev/null; }
do_() { crm-deal "$@" -q > /dev/null; }
add name=a		# 4 days, 5 + 3 days, 10 days; won
do_ move D1 stage=needs on=2026-01-05
do_ move D1 stage=proposal on=2026-01-10
do_ move D1 stage=needs on=2026-01-20
do_ win D1 on=2026-01-23
add name=b		# 10 days, lost from needs after 2
do_ move D2 stage=needs on=2026-01-11
do_ lose D2 reason=x on=2026-01-13
add name=c		# lost from the first after 1
do_ lose D3 reason=x on=2026-01-02
add name=d		# in needs after 6 days
do_ move D4 stage=needs on=2026-01-07

# qualification: 1 4 6 10 days; needs: 2 8; proposal: 10
run 'bottleneck: days of all visits, who drops out where' 0 crm-report bottleneck
is_out 'pipeline,stage,n,median,p75,dropped,drop_rate,still,note
default,qualification,4,5,6,1,25,0,low n
default,needs,2,5,8,1,50,1,low n
default,proposal,1,10,10,0,0,0,low n
default,negotiation,0,,,0,,0,low n
default,contract,0,,,0,,0,low n'
run 'bottleneck: on a day' 0 crm-report bottleneck --on 2026-01-10 -c stage,n,still
like_out '^qualification,3,1$'
like_out '^needs,1,1$'
like_out '^proposal,0,1$'

# ---- survival: a published curve ----

# Freireich's 6-MP arm: 21 times, those with - are still open.
book --currency USD
{
	echo name,stage,opened_on,closed_on
	i=0
	for t in 6 6 6 -6 7 -9 10 -10 -11 13 16 -17 -19 -20 22 23 -25 -32 -32 -34 -35; do
		i=$((i + 1))
		opened=$(date -u -d "2026-11-21 - ${t#-} days" +%F)
		case $t in
		-*) echo "d$i,needs,$opened," ;;
		*) echo "d$i,won,$opened,2026-11-21" ;;
		esac
	done
} | crm-deal import -q - > /dev/null
run 'survival: Kaplan and Meier' 0 crm-report survival
is_out 'days,at_risk,closed,survival,median,note
6,21,3,85.71,23,
7,17,1,80.67,23,
10,15,1,75.29,23,
13,12,1,69.02,23,
16,11,1,62.75,23,
22,7,1,53.78,23,
23,6,1,44.82,23,'
run 'survival: of nothing' 0 crm-report survival -w 'name = nobody'
is_out 'days,at_risk,closed,survival,median,note'

# ---- a book as it was looks from its day ----

export CRM_NOW=2026-09-20T09:00:00Z
book --currency USD
crm-deal add -q name=a amount=100 opened_on=2026-09-10 expected_close=2026-09-28 > /dev/null
CRM_NOW=2026-09-30T09:00:00Z crm-deal win D1 -q > /dev/null
export CRM_NOW=2026-11-21T09:00:00Z
run 'pipeline: the age of that day' 0 crm-report pipeline --as-of 2026-09-25 -c stage,count,age
like_out '^qualification,1,15$'
run 'pipeline: or of another' 0 crm-report pipeline --as-of 2026-09-25 --on 2026-09-20 \
    -c stage,count,age
like_out '^qualification,1,10$'
run 'dashboard: its quarter, and nothing is late yet' 0 crm-report dashboard \
    --as-of 2026-09-25 -c metric,count
like_out '^open,1$'
like_out '^slipped,0$'
like_out '^opened,1$'
done_testing
