#!/bin/sh
# Quotes: what was answered, and how long that took.
. "$(dirname "$0")/../../lib.sh"
book
export CRM_FORMAT=csv
export CRM_NOW=2026-11-18T09:00:00Z

run 'an empty book' 0 crm-report quotes -q -c accepted,rejected,open,win_rate
is_out 'accepted,rejected,open,win_rate
0,0,0,'

crm-customer add name=Acme -q > /dev/null
#	accepted behind 4 days, behind 8 and, never sent, behind 3; rejected behind 1;
#	one is out, one a draft, one superseded
cat > quotes.csv <<- EOF
	customer,status,quoted_on,sent_on,decided_on
	Acme,accepted,2026-10-01,2026-10-02,2026-10-06
	Acme,accepted,2026-10-01,2026-10-02,2026-10-10
	Acme,accepted,2026-11-01,,2026-11-04
	Acme,rejected,2026-11-01,2026-11-02,2026-11-03
	Acme,sent,2026-11-01,2026-11-02,
	Acme,draft,2026-11-01,,
	Acme,superseded,2026-10-01,2026-10-02,
EOF
run 'as they came' 0 crm-deal quote import quotes.csv -q -o ids
run 'all' 0 crm-report quotes -c accepted,rejected,open,win_rate,mean,median,p75 -q
is_out 'accepted,rejected,open,win_rate,mean,median,p75
3,1,1,75,4,3.5,4'
run 'with its interval' 0 crm-report quotes --interval -c win_rate,win_rate_low,win_rate_high -q
is_out 'win_rate,win_rate_low,win_rate_high
75,30.06,95.44'
run 'of a month' 0 crm-report quotes --from 2026-10-01 --to 2026-10-31 -c accepted,rejected,open,win_rate,median -q
is_out 'accepted,rejected,open,win_rate,median
2,0,0,100,6'
run 'by customer' 0 crm-report quotes --by customer -c customer,accepted,win_rate -q
is_out 'customer,accepted,win_rate
Acme,3,75'
done_testing
