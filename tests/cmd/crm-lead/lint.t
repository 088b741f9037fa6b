#!/bin/sh
# lint of leads: each code is found where it should be, and only there.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
crm-team user add -q login=gone role=rep active=no > /dev/null
crm-team user add -q login=away role=rep leave_from=2026-11-20 > /dev/null
crm-team user add -q login=back role=rep leave_from=2026-11-01 leave_until=2026-11-20 > /dev/null
crm-admin pool add -q name=sea kind=lead > /dev/null

run 'nothing to look at' 0 crm-lead lint
is_out 'lead_id,code,field,message'
is_err 'crm-lead: nothing was found'

# good: a lead as it should be; ids are L1 …
fine='company,name,title,email,phone,region,city,industry,size,source'
cat > fine.csv <<END
$fine,owner
Good Ltd,Ann,CEO,ann@good.example,+8613800138000,East,Here,toys,10,web,bob
Back Ltd,Ann,CEO,ann@back.example,95588,East,Here,toys,10,web,back
END
crm-lead import -q fine.csv -o ids > /dev/null
run 'good ones' 0 crm-lead lint
is_err 'crm-lead: nothing was found'
run 'quietly' 0 crm-lead lint -q
is_err ''

# found NAME CODE…: the newest lead has these findings, and no others.
found() {
	t_what=$1
	shift
	id=$(crm-lead list -o ids | tail -1)
	crm-lead lint "$id" -o csv -c lead_id,code > got 2> /dev/null
	status=$?
	for code; do echo "$id,$code"; done | sort > want
	cut -d, -f2 want >> seen
	is "$status $(sed 1d got | sort)" "4 $(cat want)" "$t_what"
}
# add DAY FIELDS…: a lead made on that day, which is good but for these.
add() {
	day=$1
	shift
	id=$(CRM_NOW=$day crm-lead add -q -o ids company=Good name=Ann title=CEO \
	    email="a$((n += 1))@good.example" phone=021-5555123 region=East \
	    city=Here industry=toys size=10 source=web owner=bob)
	[ $# -eq 0 ] || CRM_NOW=$day crm-lead set -q "$id" "$@" > /dev/null
}
# state DAY STATUS FIELDS…: the same in a state, as an import records it.
state() {
	day=$1 status=$2
	shift 2
	{ printf '%s,owner,status' "$fine"; for f; do printf ',%s' "${f%%=*}"; done
	printf '\nGood,Ann,CEO,a%s@good.example,021-5555123,East,Here,toys,10,web,bob,%s' \
	    $((n += 1)) "$status"; for f; do printf ',%s' "${f#*=}"; done
	echo; } > in.csv
	CRM_NOW=$day crm-lead import -q in.csv -o ids > /dev/null
}
n=0 today=$CRM_NOW old=2026-09-01T00:00:00Z

add 2026-11-19T00:00:00Z owner=
found 'nobody has it' no-owner
add "$today" owner=
run 'since today is no matter' 0 crm-lead lint "$(crm-lead list -o ids | tail -1)"
add 2026-11-19T00:00:00Z owner=
crm-lead set -q "$(crm-lead list -o ids | tail -1)" title=CTO > /dev/null
ask "UPDATE lead SET pool = 1 WHERE id = (SELECT max(id) FROM lead)" > /dev/null
meddled=L$(ask 'SELECT max(id) FROM lead')
run 'nor is what lies in a pool' 0 crm-lead lint "$(crm-lead list -o ids | tail -1)"
crm-team set -q gone active=yes > /dev/null
add "$today" owner=gone
crm-team set -q gone active=no -y > /dev/null
found 'its owner has gone' owner-inactive
add "$today" owner=away
found 'its owner is away' owner-on-leave
add "$today" company= name=
found 'nobody knows who it is' no-name
add "$today" email= phone= title=
found 'no way to reach it' no-contact-data
add "$today" source=
found 'no source' no-source
add "$today" phone=12345
run 'a service number' 0 crm-lead lint "$(crm-lead list -o ids | tail -1)"
add "$today" phone=4711
found 'a short number' bad-phone
run 'and why' 4 crm-lead lint "$id" -o csv -c message
is_out 'message
the phone number cannot be called: 4711 (it is too short)'
add "$today" mobile='+86 021 5555 1234'
found 'a mobile that is none' bad-mobile
add "$today" phone=88888888 mobile=1234567
found 'two at once' bad-phone bad-mobile
for name in Ann Bob Eve; do
	add "$today" email=none@none.example name=$name
	add "$today" email=none@none.example name=$name
done
run 'three who share an address' 0 crm-lead lint -q \
    -w 'email = none@none.example'
add "$today" email=none@none.example name=
found 'a placeholder' placeholder-email
run 'said of all who have it' 4 crm-lead lint \
    -w 'email = none@none.example' -o csv -c code
is "$(sort out | uniq -c | tail -n 1 | tr -s ' ')" ' 7 placeholder-email' \
    'each once'
state "$old" assigned
found 'idle' stale
state "$old" assigned
id=$(crm-lead list -o ids | tail -1)
crm-task activity add -q kind=call about="$id" at=2026-11-01 > /dev/null
run 'with a call this month' 0 crm-lead lint "$id"
state "$old" assigned
crm-lead set -q "$(crm-lead list -o ids | tail -1)" owner=back > /dev/null
run 'of a new owner' 0 crm-lead lint "$(crm-lead list -o ids | tail -1)"
state "$today" working
found 'worked on without a task' no-next-step
id=$(crm-lead list -o ids | tail -1)
crm-task add -q subject=call about="$id" > /dev/null
run 'with a task' 0 crm-lead lint "$id"
crm-task add -q subject=late about="$id" due=2026-11-20 > /dev/null
found 'with a late one' overdue-next-step
state "$today" assigned expected_close=2026-11-20
found 'it should have closed' past-close
state "$today" recycled
found 'asleep for ever' recycled-without-date
state "$today" recycled wake_on=2026-11-13
found 'awake and alone' overdue-wake
state "$today" recycled wake_on=2026-11-14
run 'for a week only' 0 crm-lead lint "$(crm-lead list -o ids | tail -1)"
state "$today" unqualified
found 'no reason' unqualified-without-reason
state "$today" duplicate
found 'of which' duplicate-without-original
state "$today" converted
found 'into what' converted-without-customer
add "$today" title= region= city= industry= size= source= name=
found 'hardly known' no-source low-completeness

# What is looked at.
run 'ids of a stream, each once' 4 sh -c 'crm-lead lint | crm-lead lint - -o csv -c lead_id,code'
cp out all
run 'are the whole' 4 crm-lead lint -o csv -c lead_id,code
is "$(cat all)" "$(cat out)" 'the same'
run 'those that fulfil a condition' 4 crm-lead lint -w 'status = duplicate' -o csv -c code
is_out 'code
duplicate-without-original'
run 'both' 0 crm-lead lint L1 -w 'status = duplicate'
run 'an empty stream' 0 sh -c 'crm-lead list -w "score > 99" | crm-lead lint -'
run 'the findings lead to the leads' 0 sh -c 'crm-lead lint -w "status = duplicate" 2> /dev/null | crm-lead list - -o csv -c status'
is_out 'status
duplicate'
run 'a number says how many' 4 crm-lead lint -w 'status = duplicate'
is_err 'crm-lead: 1 finding; what the codes mean: crm-lead lint --define'
run 'a condition that cannot be read' 2 crm-lead lint -w 'colour = red'
like_err "no field 'colour' in lead"
run 'an id of another kind' 2 crm-lead lint C1
run 'what is deleted is not looked at' 0 sh -c 'crm-lead delete -q L3 > /dev/null; crm-lead lint -w "owner is null and pool is null and created < -1d" -q'

# The codes.
run 'the codes' 0 crm-lead lint --define -o csv -c code
cut -d, -f1 out | sed 1d | sort > codes
is "$(cat codes)" "$(sort -u seen)" 'each was found here'
run 'they are words' 1 grep -Evx '[a-z]+(-[a-z]+)*' codes
run 'the columns that there are' 2 crm-lead lint -c nonsense
like_err 'it has lead_id, code, field, message'
run 'the book is sound, but for what was written past it' 4 crm-admin check -o csv -c code,id
is_out "code,id
changed,$meddled"
done_testing
