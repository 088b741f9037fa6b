#!/bin/sh
# A capacity within one command: what was counted once is kept, and is right
# behind each record, refused ones and those that do not count among them.
. "$(dirname "$0")/../../lib.sh"
book
user zed capacity=3
user max capacity=2
crm-admin pool add -q name=sea kind=lead exclude='source = web' > /dev/null
crm-lead campaign add -q name=fair > /dev/null
# leads N [FIELD=VALUE…]: so many more.
leads() {
	leads_n=$1
	shift
	while [ $((leads_n -= 1)) -ge 0 ]; do
		crm-lead add -q company=A owner=ann "$@" > /dev/null
	done
}
owned() { crm-lead list -w "owner = $1" -o csv -c lead_id | tail -n +2 | xargs; }

leads 6
run 'as many as there are places' 5 crm-lead transfer L1 L2 L3 L4 to=zed
is_err 'crm-lead: zed is at capacity: 3 of 3 open leads (L4)'
is "$(owned zed)" '' 'and nothing of it'
run 'each for itself' 5 crm-lead transfer L1 L2 L3 L4 L5 to=zed --keep-going \
    -o ids
is_out 'L1
L2
L3'
like_err 'zed is at capacity: 3 of 3 open leads'
like_err 'refused 2'

# ---- what does not count needs no place ----

crm-lead disqualify L2 reason=none -q > /dev/null
crm-lead disqualify L6 reason=none -q > /dev/null
leads 2 source=web
run 'a lead that ended, and what a pool leaves out' 5 \
    crm-lead transfer L6 L7 L3 L4 L8 L5 to=zed --keep-going -o ids
is_out 'L6
L7
L4
L8'
like_err 'refused 1'
is "$(owned zed)" 'L1 L2 L3 L4 L6 L7 L8' 'three that count, four that do not'

# ---- what other records decide is counted each time ----

crm-admin pool set sea exclude='campaign.name = fair' -q > /dev/null
crm-lead set L7 L8 campaign=fair -q > /dev/null
leads 2 campaign=fair
run 'left out by another record' 5 crm-lead transfer L9 L5 L10 to=zed \
    --keep-going -o ids
is_out 'L9
L10'
like_err 'zed is at capacity: 3 of 3 open leads'
crm-lead campaign set CP1 name=other -q > /dev/null
run 'once it does not' 5 crm-lead transfer L5 to=zed
is_err 'crm-lead: zed is at capacity: 7 of 3 open leads'

# ---- claims and assignments ----

crm-admin pool set sea exclude= -q > /dev/null
leads 4
crm-lead release L11 L12 L13 L14 pool=sea -q > /dev/null
run 'claims, one too many' 5 as max crm-lead claim L11 L12 L13 --keep-going \
    -o ids
is_out 'L11
L12'
is_err 'crm-lead: L13: max is at capacity: 2 of 2 open leads
crm-lead: updated 2, refused 1 (batch B30)'
crm-admin assign-rule add -q name=all kind=lead seq=1 method=least_load \
    > /dev/null
crm-team set max capacity=3 -q > /dev/null
crm-team set ann capacity=0 -q > /dev/null
run 'an assignment out of a pool' 0 crm-lead assign L13 L14 -o csv \
    -c lead_id,owner
is "$(owned max | wc -w)" 3 'takes the place that is left'
run 'the book is sound' 0 crm-admin check -q
done_testing
