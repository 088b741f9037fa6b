#!/bin/sh
# What reports read from the visits: the funnel, and the pipeline on a day.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

add() { crm-deal add -q "$@" opened_on=2026-01-01 > /dev/null; }
do_() { crm-deal "$@" -q > /dev/null; }

add name=won		# through every stage but contract
do_ move D1 stage=needs on=2026-01-05
do_ move D1 stage=negotiation on=2026-01-10
do_ win D1 on=2026-01-20
add name=back		# to proposal and back to needs, lost
do_ move D2 stage=proposal on=2026-01-06
do_ move D2 stage=needs on=2026-01-08
do_ lose D2 reason=x on=2026-01-15
add name=lost		# from the first stage
do_ lose D3 reason=x on=2026-01-02
add name=again		# won, reopened, still open
do_ win D4 on=2026-01-03
do_ reopen D4 on=2026-01-12
add name=regret		# won, reopened, lost
do_ win D5 on=2026-01-03
do_ reopen D5 on=2026-01-04
do_ lose D5 reason=x on=2026-01-05
crm-deal add -q name=later opened_on=2026-05-01 stage=proposal > /dev/null

run 'funnel: how far each deal ever came' 0 crm-report funnel --to 2026-04-30
is_out 'pipeline,stage,reached,conversion,of_first,open,note
default,qualification,5,60,100,1,low n
default,needs,3,100,60,0,low n
default,proposal,3,66.67,60,0,low n
default,negotiation,2,100,40,0,low n
default,contract,2,100,40,0,low n
default,won,2,,40,,low n'
run 'funnel: of another period' 0 crm-report funnel --from 2026-05-01 \
    -c stage,reached,open
is_out 'stage,reached,open
qualification,1,0
needs,1,0
proposal,1,1
negotiation,0,0
contract,0,0
won,0,'

# day NUMBER: name of each deal's stage on that day of January.
day() {
	for d in won back lost again regret; do
		crm-report pipeline --on 2026-01-$1 -w "name = $d" |
		    awk -F, 'NR > 1 && $4 == 1 { printf "%s ", $2 }'
	done
}
is "$(day 01)" 'qualification qualification qualification qualification qualification ' \
    'on the first day all are in the first stage'
is "$(day 02)" 'qualification qualification lost qualification qualification ' \
    'a move counts on its day'
is "$(day 03)" 'qualification qualification lost won won ' 'won for now'
is "$(day 04)" 'qualification qualification lost won qualification ' 'reopened'
is "$(day 07)" 'needs proposal lost won lost ' 'closed again'
is "$(day 12)" 'negotiation needs lost qualification lost ' 'back and forth'
is "$(day 31)" 'won lost lost qualification lost ' 'at the end, what is so now'

# A second pipeline has its own rows.
crm-admin stage add -q pipeline=partners name=talk seq=1 probability=10 > /dev/null
crm-admin stage add -q pipeline=partners name=done seq=2 type=won > /dev/null
crm-deal add -q name=p stage=done opened_on=2026-01-01 > /dev/null
run 'funnel: of two pipelines' 0 crm-report funnel --to 2026-04-30 \
    -c pipeline,stage,reached,of_first
like_out '^default,qualification,5,100$'
like_out '^partners,talk,1,100$'
like_out '^partners,done,1,100$'

done_testing
