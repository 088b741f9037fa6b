#!/bin/sh
# Leads by source, under each way to give credit.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
run 'of nothing' 0 crm-report sources
is_out 'source,leads,qualified,converted,conversion,response,cost,cost_per_lead,won,revenue,roi,n,note,currency'
quiet crm-lead campaign add name=Fair cost=1000
quiet crm-lead add company=A source=web owner=ann
quiet crm-lead add company=B source=ad
quiet crm-lead add company=C source=web
quiet crm-lead touch add lead=L2 source=event campaign=Fair at=2026-10-01 cost=10
quiet crm-lead touch add lead=L2 source=search at=2026-10-05 cost=5
quiet crm-lead touch add lead=L2 source=search at=2026-10-07 cost=5
quiet crm-lead touch add lead=L2 source=search at=2026-10-08 cost=7 currency=USD
quiet crm-lead touch delete TC4
quiet crm-task activity add kind=note about=L1 at=2026-11-21T09:10:00Z
quiet crm-task activity add kind=call about=L1 at=2026-11-21T10:30:00Z
quiet crm-lead work L1
quiet crm-lead qualify L1
quiet crm-lead convert L1 deal=x
quiet crm-deal set D1 amount=500
quiet crm-deal win D1 reason=x

run 'the first touch' 0 crm-report sources
is_out 'source,leads,qualified,converted,conversion,response,cost,cost_per_lead,won,revenue,roi,n,note,currency
web,2,1,1,50,90,0.00,0.00,1,500.00,,2,low n,CNY
event,1,0,0,0,,10.00,10.00,0,0.00,-100,1,low n,CNY
search,0,0,0,,,10.00,,0,0.00,-100,0,low n,CNY'
run 'the last' 0 crm-report sources --attribution last -c source,leads
is_out 'source,leads
web,2
search,1
event,0'
run 'all of them: shares add up' 0 crm-report sources --attribution linear -c source,leads,cost_per_lead,n
is_out 'source,leads,cost_per_lead,n
web,2,0.00,2
search,0.666667,15.00,1
event,0.333333,30.00,1'
run 'by campaign, at its own cost' 0 crm-report sources --by campaign -c campaign,leads,cost
is_out 'campaign,leads,cost
,2,10.00
Fair,1,1000.00'
run 'by a field of the lead' 0 crm-report sources --by lead.owner -c lead.owner,leads,revenue
is_out 'lead.owner,leads,revenue
,2,0.00
ann,1,500.00'
run 'by month' 0 crm-report sources --by at:month -c at:month,leads
is_out 'at:month,leads
2026-10,1
2026-11,2'
# A visitor of October who became a lead in November is one of November.
run 'of a period' 0 crm-report sources --from 2026-11-01 -c source,leads
is_out 'source,leads
web,2
event,1
search,0'
run 'of the period before' 0 crm-report sources --to 2026-10-31 -c source,leads
is_out 'source,leads'
run 'of some leads' 0 crm-report sources -w 'owner = ann' -c source,leads
is_out 'source,leads
web,1'
quiet crm-lead add company=Copy source=web
quiet crm-lead duplicate L4 of=L1
run 'what repeats another is not counted' 0 crm-report sources -c source,leads,n -w 'source = web'
is_out 'source,leads,n
web,2,2'
quiet crm-lead delete L4
run 'what it counts' 0 crm-report sources --define
like_out '^Leads that it lets through: 3$'
run 'what it counts, of those that read as new today' 0 \
    crm-report sources --define -w 'status_now = new'
like_out '^Leads that it lets through: 2$'
run 'by what is no dimension' 2 crm-report sources --by cost
is_err 'crm-report: --by: cost cannot be a dimension: it is a money'
run 'another attribution' 2 crm-report sources --attribution middle
is_err "crm-report: --attribution: 'middle' is not first, last or linear"
run 'of another report' 2 crm-report sales --attribution first
run 'as it was' 0 crm-report sources --as-of B4 -c source,leads
is_out 'source,leads
ad,1
web,1'
run 'the derived fields of a lead' 0 crm-lead list L2 -c first_source,last_source,touches
is_out 'first_source,last_source,touches
event,search,3'
# ---- what has no rate ----

book
quiet crm-lead add company=A source=web owner=ann
quiet crm-lead touch add lead=L1 source=ad at=2026-10-01 cost=10
quiet crm-lead touch add lead=L1 source=ad at=2026-10-02 cost=7 currency=USD
quiet crm-lead work L1
quiet crm-lead qualify L1
quiet crm-lead convert L1 deal=x
quiet crm-deal set D1 amount=500 currency=JPY
quiet crm-deal win D1 reason=x
run 'what has no rate is told' 0 crm-report sources -c source,cost,won,revenue
is_out 'source,cost,won,revenue
ad,10.00,1,0.00
ad,,,500
ad,7.00,,'
is_err 'crm-report: 1 deal in another currency without a rate is not in the amounts in the base currency: JPY 500 (1); a rate is given by: crm-deal set ID rate=RATE
crm-report: 1 cost in another currency without a rate is not in the amounts in the base currency: USD 7.00 (1); a rate is given by: crm-admin rate add currency=CODE day=DATE rate=RATE'

# The cost of a campaign's own record stands for those of its touches.
book
quiet crm-lead campaign add name=Fair cost=300 currency=USD
quiet crm-lead campaign add name=Mail cost=40 currency=CNY
quiet crm-lead add company=A source=web owner=ann
quiet crm-lead add company=B source=web
quiet crm-lead touch add lead=L1 source=event campaign=Fair cost=9 at=2026-10-01
quiet crm-lead touch add lead=L1 source=event campaign=Fair cost=5 \
    currency=EUR at=2026-10-02
quiet crm-lead touch add lead=L1 source=web campaign=Mail at=2026-10-03
quiet crm-lead touch add lead=L2 source=web campaign=Mail cost=5 currency=EUR
run 'a campaign in another currency' 0 crm-report sources --by campaign \
    -c campaign,leads,cost,revenue,roi,currency
is_out 'campaign,leads,cost,revenue,roi,currency
Fair,1,0.00,0.00,,CNY
Fair,,300.00,,,USD
Mail,1,40.00,0.00,-100,CNY'
is_err 'crm-report: 1 cost in another currency without a rate is not in the amounts in the base currency: USD 300.00 (1); a rate is given by: crm-admin rate add currency=CODE day=DATE rate=RATE'
# Shares of what has no rate add up to it.
quiet crm-lead work L1
quiet crm-lead qualify L1
quiet crm-lead convert L1 deal=x
quiet crm-deal set D1 amount=1000 currency=JPY
quiet crm-deal win D1 reason=x
run 'shares' 0 crm-report sources --attribution linear \
    -c source,won,revenue,currency
is_out 'source,won,revenue,currency
web,0.333333,0.00,CNY
web,,333,JPY
web,,,EUR
event,0.666667,0.00,CNY
event,,667,JPY
event,,,EUR'

# ---- what is older than its record ----

book
crm-lead import -q - > /dev/null <<'END'
company,source,entered_on
Two,web,2026-07-01
Same,web,2026-07-01
Early,web,2026-07-01
Coming,web,2026-07-01
Now,ad,
END
crm-task activity import -q - > /dev/null <<'END'
kind,about,at
call,L1,2026-07-03T10:00:00Z
call,L2,2026-07-01T02:00:00Z
call,L3,2026-06-30T10:00:00Z
call,L4,2026-12-01T10:00:00Z
call,L5,2026-11-21T08:50:00Z
END
note='crm-report: left out: 1 responses before the lead came in; see: crm-lead list -c id,entered_on,first_response'
# 2 days and 10 hours; 2 hours; on the way to the record
run 'the response to what came in before its record' 0 crm-report sources -c source,leads,response
is_out 'source,leads,response
web,4,1800
ad,1,0'
is_err "$note"
run 'how soon that was' 0 crm-report response -c response,n
is_out 'response,n
5min,1
1h,0
4h,1
1d,0
3d,1
later,0
never,1'
is_err "$note"
run 'on a day before it' 0 crm-report response -q --on 2026-07-02 -c response,n -w 'company = Two'
like_out '^never,1$'
crm-report benchmark import -q - > /dev/null <<'END'
metric,value,source,as_of
conversion,1,a paper,2026-11-01
response,60,a paper,2026-11-01
END
run 'beside what others say' 0 crm-report benchmarks --to 2026-07-31 -c metric,ours,n
is_out 'metric,ours,n
conversion,0,4
response,1800,2'
is_err "$note"

# ---- thirds ----

book
for n in 1 2 3 4 5 6; do
	quiet crm-lead add company=C$n source=web
	for source in web ad search; do
		quiet crm-lead touch add lead=L$n source=$source at=2026-10-0$n
	done
done
run 'six thirds are two' 0 crm-report sources --attribution linear -c source,leads
is_out 'source,leads
ad,2
search,2
web,2'

# ---- on a day in the past: no touch and no conversion after it ----

book
quiet crm-lead add company=A source=web owner=ann entered_on=2026-10-01
quiet crm-lead touch add lead=L1 source=web cost=100 at=2026-10-01T08:00
quiet crm-lead touch add lead=L1 source=ad cost=50 at=2026-10-03T08:00
for how in first last linear; do
	run "touches on a day, $how" 0 crm-report sources --on 2026-10-02 \
	    --attribution $how -c source,leads,cost
	is_out 'source,leads,cost
web,1,100.00'
done
quiet crm-lead work L1
quiet crm-lead qualify L1
quiet crm-lead convert L1 deal=x
quiet crm-report benchmark add metric=conversion value=1 source=Paper as_of=2026-11-01
for day in 2026-11-20:0 2026-11-21:1; do
	run "conversions on ${day%:*}" 0 crm-report sources \
	    --on ${day%:*} -c converted -w 'source = web'
	like_out "^${day#*:}$"
	run "of those that waited on ${day%:*}" 0 crm-report response \
	    --on ${day%:*} -c response,converted -s -converted
	like_out "^never,${day#*:}$"
	run "beside others on ${day%:*}" 0 crm-report benchmarks \
	    --on ${day%:*} -c ours
	like_out "^${day#*:}(00)?$"
done

# ---- campaigns that cost something and brought nothing ----

book
quiet crm-lead campaign add name=Good cost=1000
quiet crm-lead campaign add name=Bad cost=700 starts_on=2026-10-01
quiet crm-lead campaign add name=Free
quiet crm-lead campaign add name=Gone cost=5
quiet crm-lead campaign delete CP4
printf 'company,source,campaign\nA,web,Good\n' | crm-lead import -q - > /dev/null
run 'they are rows, too' 0 crm-report sources --by campaign --totals \
    -c campaign,leads,cost,cost_per_lead,row
is_out 'campaign,leads,cost,cost_per_lead,row
Good,1,1000.00,1000.00,
Bad,0,700.00,,
,1,1700.00,1700.00,total'
run 'of the period they began in' 0 crm-report sources --by campaign \
    --from 2026-11-01 -c campaign
is_out 'campaign
Good'
run 'not of some leads' 0 crm-report sources --by campaign -w 'source = web' \
    -c campaign
is_out 'campaign
Good'
for by in '--by campaign,source' '--by campaign.name' \
	'--by source --across campaign'; do
	# shellcheck disable=SC2086  # options
	run "where no row can have their cost, $by" 0 crm-report sources $by
	is_err 'crm-report: what campaigns cost by their own records is not in these rows, 2 of them; see: --by campaign'
done
run 'by other things' 0 crm-report sources
is_err ''
# ---- costs at the rates of their days ----

book --currency CNY
quiet crm-admin rate add currency=USD day=2026-10-01 rate=7
quiet crm-admin rate add currency=USD day=2026-10-05 rate=8
quiet crm-lead add company=Acme source=web entered_on=2026-10-02
quiet crm-lead campaign add name=C currency=USD cost=10 starts_on=2026-10-03
quiet crm-lead campaign add name=D currency=EUR cost=10 starts_on=2026-10-03
quiet crm-lead touch add lead=L1 source=ad cost=30 currency=USD at=2026-10-02T08:00
quiet crm-lead touch add lead=L1 source=web cost=30 currency=USD at=2026-10-06T08:00
quiet crm-lead touch add lead=L1 source=event cost=30 currency=USD at=2026-09-01T08:00
run 'a cost in another currency takes the rate of its day' 0 crm-report sources -c source,cost,currency -s source
is_out 'source,cost,currency
ad,210.00,CNY
event,0.00,CNY
event,30.00,USD
web,240.00,CNY'
is_err 'crm-report: 1 cost in another currency without a rate is not in the amounts in the base currency: USD 30.00 (1); a rate is given by: crm-admin rate add currency=CODE day=DATE rate=RATE'
run 'that of a campaign too' 0 crm-report sources --by campaign -c campaign,cost,currency -s campaign -q
is_out 'campaign,cost,currency
C,70.00,CNY
D,0.00,CNY
D,10.00,EUR
,450.00,CNY
,30.00,USD'
# ---- touches of before, of a lead that no day is known of ----

other history; crm-admin init -q
quiet crm-lead add company=A source=web
quiet crm-lead set L1 entered_on=
quiet crm-lead touch add lead=L1 source=ad at=2026-09-01T08:00
run 'counted from its first touch' 0 crm-report sources --to 2026-09-30 -c source,leads
is_out 'source,leads
ad,1'

# ---- the dashboard counts them by the same day ----

crm-lead import -q - > /dev/null <<'END'
company,entered_on
X,2026-05-05
Y,2026-05-06
Z,2026-10-10
END
run 'leads of a quarter' 0 sh -c "crm-report dashboard --from 2026-Q2 --to 2026-Q2 \
    -c metric,count | grep leads"
is_out 'leads,2'
run 'of this one' 0 sh -c "crm-report dashboard -c metric,count | grep leads"
is_out 'leads,2'
done_testing
