#!/bin/sh
# What figures may be set against: a difference or a ratio of two, and the share of one
# in their sum, stand only where they say something.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,opened_on,closed_on,competitors,expected_close
a,won,ann,100,2026-01-01,2026-01-11,Rival;Other,
b,won,ann,300,2025-01-01,2025-01-11,Rival,
l,lost,ann,50,2026-01-05,2026-01-25,Rival,
o,needs,ann,10,2026-10-01,,Rival,2026-12-01
END
# Whether a report has these columns.
has() {
	T_NAME="$1"
	report=$2 columns=$3
	shift 3
	# shellcheck disable=SC2086 # several words
	crm-report $report "$@" 2> /dev/null | sed -n 1p | tr , '\n' > names
	for c in $columns; do
		grep -qx -e "$c" names
		result $? "$T_NAME: $c"
	done
}
hasnt() {
	T_NAME="$1"
	report=$2 columns=$3
	shift 3
	# shellcheck disable=SC2086 # several words
	crm-report $report "$@" 2> /dev/null | sed -n 1p | tr , '\n' > names
	test -s names
	result $? "$T_NAME: columns"
	for c in $columns; do
		! grep -qx -e "$c" names
		result $? "$T_NAME: no $c"
	done
}
YEAR='--from 2026-01-01 --to 2026-12-31 --compare year'
has 'a rank moves' "performance $YEAR" 'rank_before rank_change won_ratio amount_ratio'
hasnt 'it is no multiple of another' "performance $YEAR" rank_ratio
has 'bands of rfm move' 'rfm --compare 2026-06-30' \
    'r_change f_change m_change frequency_ratio monetary_ratio'
hasnt 'nor are they' 'rfm --compare 2026-06-30' 'r_ratio f_ratio m_ratio'
has 'an effort is a place on a scale' "satisfaction $YEAR" 'ces_change ces_n_ratio'
hasnt 'not a multiple' "satisfaction $YEAR" ces_ratio
has 'a simulation of another day' 'simulate --compare 2026-11-20..2026-12-31' \
    'seed draws mean_change mean_ratio'
hasnt 'a seed is a name' 'simulate --compare 2026-11-20..2026-12-31' \
    'seed_before seed_change seed_ratio draws_before draws_change'
has 'what may be below nothing' 'decline --compare 2026-06-30' \
    'change_before change_change year_ago_ratio'
hasnt 'has no ratio' 'decline --compare 2026-06-30' change_ratio

# ---- shares ----

has 'what adds up has shares' "performance --shares" 'won_share amount_share'
hasnt 'what does not has none' "performance --shares" 'rank_share average_share cycle_share win_rate_share'
has 'nor has a change' "performance $YEAR --shares" 'amount_share amount_before_share'
hasnt 'of any sign' "performance $YEAR --shares" 'amount_change_share amount_ratio_share'
has 'a deal is in several stages of a funnel' 'funnel --shares' open_share
hasnt 'so that these have none' 'funnel --shares' reached_share
hasnt 'nor have days' 'quotes --shares' p75_share
hasnt 'nor what is lost and gained' 'decline --shares' change_share
run 'two competitors of one deal' 0 crm-report competitors -c competitor,deals
is_out 'competitor,deals
Rival,4
Other,1'
run 'nothing adds up: refused' 2 crm-report competitors --shares
is_out ''
is_err 'crm-report: --shares: no column here adds up over its rows, so that none has shares'

# ---- totals of what is by nothing ----

run 'of both types together' 0 crm-report cycle --totals -c type,n,mean,row
is_out 'type,n,mean,row
won,2,10,
lost,1,20,
,3,13.33,total'
run 'and of each, where there are groups' 0 crm-report cycle --by owner --totals -c owner,type,n,mean,row
is_out 'owner,type,n,mean,row
ann,won,2,10,
ann,lost,1,20,
,won,2,10,total
,lost,1,20,total
,,3,13.33,total'
run 'rows are not said again: what adds up is' 0 crm-report expected --totals \
    -c stage,deals,amount,row -w 'name = o'
is_out 'stage,deals,amount,row
needs,1,10.00,'
crm-deal add -q name=q stage=proposal amount=20 opened_on=2026-10-02 > /dev/null
run 'over stages' 0 crm-report expected --totals -c stage,deals,amount,within_30,won_share,row
is_out 'stage,deals,amount,within_30,won_share,row
needs,1,10.00,0.00,,
proposal,1,20.00,0.00,,
,2,30.00,0.00,,total'
run 'a funnel has no total of what reached a stage' 0 crm-report funnel --totals \
    -c stage,reached,open,row
like_out '^,,2,total$'
is "$(grep -c 'total$' out)" 1 'once'
run 'where nothing adds up there is none' 0 crm-report forecast --totals -c line,amount,row
unlike_out ',total$'
run 'competitors overlap' 0 crm-report competitors --totals -c competitor,deals,row
is_out 'competitor,deals,row
Rival,4,
Other,1,'
done_testing
