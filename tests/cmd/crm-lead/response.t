#!/bin/sh
# response, overdue: the first response to leads in working time.  The default
# calendar is mon-fri 09:00-12:00 13:00-18:00; a normal lead is to be answered
# within 480 minutes, a high one within 240, an urgent one within 60.
. "$(dirname "$0")/../../lib.sh"

# at INSTANT COMMAND…: as of that time of the clock
at() {
	t_now=$1
	shift
	CRM_NOW=$t_now "$@"
}
# lead INSTANT FIELD=VALUE…
lead() {
	t_when=$1
	shift
	CRM_NOW=$t_when crm-lead add -q "$@" > out || result 1 "lead $*"
}
# act INSTANT KIND ID
act() {
	CRM_NOW=$1 crm-task activity add -q kind="$2" about="$3" at="$1" > out ||
	    result 1 "activity $*"
}

book
crm-team add -q login=zoe role=manager > out
crm-team add -q login=max role=manager manager=zoe > out
crm-team add -q login=bob role=rep manager=max > out

# ---- a weekend, a break, a note ----

lead 2026-11-20T17:00:00Z company=Friday owner=bob
lead 2026-11-20T11:30:00Z company=Noon priority=urgent owner=bob
lead 2026-11-21T09:00:00Z company=Saturday priority=high
act 2026-11-20T17:30:00Z note L1
act 2026-11-20T13:20:00Z call L2
act 2026-11-20T15:00:00Z visit L2
run 'what was due, what came' 0 at 2026-11-23T12:00:00Z crm-lead response -o csv
is_out 'lead_id,company,priority,owner,since,due,response,minutes,late,remaining
L1,Friday,normal,bob,2026-11-20T17:00:00Z,2026-11-23T17:00:00Z,,,no,240
L2,Noon,urgent,bob,2026-11-20T11:30:00Z,2026-11-20T13:30:00Z,2026-11-20T13:20:00Z,50,no,
L3,Saturday,high,,2026-11-21T09:00:00Z,2026-11-23T14:00:00Z,,,no,60'
act 2026-11-23T17:01:00Z meeting L1
act 2026-11-23T14:00:00Z email L3
run 'one minute late is late; the last minute is not' 0 \
    crm-lead response L3 L1 -c lead_id,minutes,late,remaining
is_out 'lead_id,minutes,late,remaining
L3,240,no,
L1,481,yes,'
run '-w chooses' 0 crm-lead response -w 'priority = urgent' -o ids
is_out L2
try 'ids come through a pipe, in their order' 0 \
    'printf "L3\nL2\n" | crm-lead response - -o ids'
is_out 'L3
L2'
try 'with -w only those of them' 0 \
    'printf "L3\nL2\n" | crm-lead response - -w "priority = high" -o ids'
is_out L3
try 'an empty stream has none' 0 'crm-lead response - -o ids < /dev/null'
is_out ''
run 'a lead that is not there' 3 crm-lead response L99
run 'an expression that cannot be read' 2 crm-lead response -w 'priority ='
run 'a column that is not there' 2 crm-lead response -c minute
like_err "response has no column 'minute'; it has lead_id, company"

# ---- holidays, make-up days ----

book
for d in 1 2 3 4 5 6 7; do echo "default,2026-10-0$d,National Day,"; done |
    { echo calendar,on,name,hours
    cat
    echo default,2026-09-27,Make-up,workday
    echo default,2026-10-10,Make-up,09:00-12:00; } > days.csv
crm-admin holiday import -q days.csv > out
lead 2026-09-30T17:00:00Z company=Eve
lead 2026-09-25T17:00:00Z company='Before a working Sunday'
lead 2026-10-09T17:00:00Z company='Before a working Saturday'
run 'over the holiday; on days that make up for it' 0 \
    at 2026-09-30T18:00:00Z crm-lead response -c lead_id,due
is_out 'lead_id,due
L1,2026-10-08T17:00:00Z
L2,2026-09-27T17:00:00Z
L3,2026-10-12T14:00:00Z'

# ---- zones: clocks in New York are put forward on 14 March 2027 ----

book
crm-admin calendar set -q default week='sat,sun 00:00-24:00; mon 00:00-08:00' \
    > out
TZ=America/New_York lead 2027-03-13T23:00:00-05:00 company=Night priority=high
run 'four hours over the night of the change' 0 \
    env TZ=America/New_York CRM_NOW=2027-03-14T05:00:00-04:00 \
    crm-lead response -c due,remaining,late
is_out 'due,remaining,late
2027-03-14T04:00:00-04:00,-60,yes'
book
TZ=America/New_York lead 2026-11-20T17:00:00-05:00 company=East
run 'hours are those of the zone' 0 env TZ=America/New_York crm-lead response -c due
is_out 'due
2026-11-23T17:00:00-05:00'
run 'in another zone they are others' 0 crm-lead response -c due
is_out 'due
2026-11-23T18:00:00Z'
crm-admin calendar set -q default tz=America/New_York > out
run 'unless the calendar has a zone of its own' 0 crm-lead response -c due
is_out 'due
2026-11-23T22:00:00Z'
run 'a zone that is none' 4 crm-admin calendar set default tz=America/NewYork
is_err "crm-admin: tz: 'America/NewYork' is no time zone; expected a name such as Asia/Shanghai, or a rule such as CST-8"

# ---- response times as users set them ----

book
crm-admin calendar add -q name=always week='mon-sun 00:00-24:00' > out
crm-admin sla set -q SL1 calendar=always > out
lead 2026-11-21T09:00:00Z company=Saturday priority=urgent
run 'each has its calendar' 0 crm-lead response -c due
is_out 'due
2026-11-21T10:00:00Z'
run 'nothing is answered in no time' 4 crm-admin sla set SL1 response_minutes=0
is_err 'crm-admin: response_minutes: must be at least 1'
run 'nor in more than a hundred years' 4 crm-admin sla set SL1 response_minutes=9223372036854775807
is_err 'crm-admin: response_minutes: must be at most 52560000'
crm-admin sla delete -q SL1 > out
run 'without one nothing is due' 0 crm-lead response -c due,late,remaining
is_out 'due,late,remaining
,,'
run 'nor overdue' 0 at 2027-11-21T09:00:00Z crm-lead overdue -o ids
is_out ''
crm-admin sla list -o ids | xargs crm-admin sla delete -q > out
crm-admin calendar delete -q default always > out
run 'without a calendar nothing can be reckoned' 5 crm-lead response
is_err "crm-lead: there is no calendar named default; add it: crm-admin calendar add name=default week='mon-fri 09:00-12:00 13:00-18:00'"
run 'overdue says the same' 5 crm-lead overdue
like_err 'there is no calendar named default'

# ---- as it was ----

now=$CRM_NOW
CRM_NOW=2026-11-20T09:00:00Z
book
CRM_NOW=$now
lead 2026-11-20T11:30:00Z company=Noon
lead 2026-11-20T17:00:00Z company=Evening priority=urgent
act 2026-11-23T09:30:00Z call L2
act 2026-11-23T13:30:00Z call L1
run 'at the end of Friday' 0 at 2026-12-24T09:00:00Z \
    crm-lead response --as-of 2026-11-20 -c lead_id,response,late,remaining
is_out 'lead_id,response,late,remaining
L1,,no,150
L2,,yes,0'
run 'when a batch was written' 0 at 2026-12-24T09:00:00Z \
    crm-lead response --as-of B4 -c lead_id,response,late,remaining
is_out 'lead_id,response,late,remaining
L1,,no,120
L2,2026-11-23T09:30:00Z,yes,'
run 'nobody was late by then' 0 at 2026-12-24T09:00:00Z \
    crm-lead overdue --as-of B3 -o ids
is_out ''
run 'at the end of Friday one was' 0 at 2026-12-24T09:00:00Z \
    crm-lead overdue --as-of 2026-11-20 -o ids
is_out L2
run 'today has not ended' 0 at 2026-11-20T17:30:00Z \
    crm-lead response --as-of today -c lead_id,remaining
is_out 'lead_id,remaining
L1,180
L2,30'

# ---- overdue: whom it is for ----

book
crm-team team add -q name=east > out
crm-team add -q login=zoe role=manager > out
crm-team add -q login=max role=manager manager=zoe team=east > out
crm-team add -q login=bob role=rep manager=max team=east > out
crm-team add -q login=eve role=rep team=east > out
crm-team add -q login=tom role=rep > out
crm-team team set -q east manager=max > out
crm-admin pool add -q name=web kind=lead team=east > out
# Due on Monday 2 November: at 17:00, at 10:00.
lead 2026-10-30T17:00:00Z company=Bobs owner=bob
lead 2026-10-30T17:00:00Z company=Urgent priority=urgent owner=eve
lead 2026-10-30T17:00:00Z company=Toms owner=tom
lead 2026-10-30T17:00:00Z company=Pooled
lead 2026-10-30T17:00:00Z company=Nobodys
lead 2026-10-30T17:00:00Z company=Answered owner=bob
act 2026-10-30T17:10:00Z call L6
ask "update lead set pool = 1 where id = 4" > out
run 'nothing is overdue before it is due' 0 at 2026-10-30T18:00:00Z \
    crm-lead overdue -o csv
is_out 'lead_id,company,owner,due,overdue,level,whom'
run 'the owner first; what lies in a pool is for its manager' 0 \
    at 2026-11-02T17:30:00Z crm-lead overdue -o csv
is_out 'lead_id,company,owner,due,overdue,level,whom
L2,Urgent,eve,2026-10-30T18:00:00Z,450,owner,eve
L1,Bobs,bob,2026-11-02T17:00:00Z,30,owner,bob
L3,Toms,tom,2026-11-02T17:00:00Z,30,owner,tom
L4,Pooled,,2026-11-02T17:00:00Z,30,manager,max
L5,Nobodys,,2026-11-02T17:00:00Z,30,,'
run 'on the second workday still the owner' 0 at 2026-11-04T20:00:00Z \
    crm-lead overdue -w 'owner = bob' -c level,whom
is_out 'level,whom
owner,bob'
run 'the manager from the third workday' 0 at 2026-11-05T08:00:00Z \
    crm-lead overdue -c lead_id,level,whom
is_out 'lead_id,level,whom
L2,manager,max
L1,manager,max
L3,owner,tom
L4,manager,max
L5,,'
run 'a weekend is no workday: this is the sixth' 0 at 2026-11-10T12:00:00Z \
    crm-lead overdue -w 'company = Bobs' -c level,whom
is_out 'level,whom
manager,max'
run 'the director from the seventh' 0 at 2026-11-11T12:00:00Z \
    crm-lead overdue -c lead_id,level,whom
is_out 'lead_id,level,whom
L2,director,zoe
L1,director,zoe
L3,owner,tom
L4,director,zoe
L5,,'
ask "update lead set status = 'working' where id = 1" > out
ask "update lead set status = 'unqualified' where id = 2" > out
run 'what is worked on, or over, waits no more' 0 at 2026-11-11T12:00:00Z \
    crm-lead overdue -o ids
is_out 'L3
L4
L5'
run 'and is neither late nor in time' 0 at 2026-11-11T12:00:00Z \
    crm-lead response L2 -c late,remaining
is_out 'late,remaining
,'

# A recycled lead wakes on 9 November: what was answered before does not count.
ask "update lead set status = 'recycled', wake_on = 20766 where id = 6" > out
run 'a recycled lead waits from the day it wakes' 0 at 2026-11-09T12:00:00Z \
    crm-lead response L6 -c since,due,response,late
is_out 'since,due,response,late
2026-11-09T00:00:00Z,2026-11-09T18:00:00Z,,no'
run 'and is overdue from there' 0 at 2026-11-10T09:30:00Z \
    crm-lead overdue -w 'company = Answered' -c lead_id,due,overdue
is_out 'lead_id,due,overdue
L6,2026-11-09T18:00:00Z,30'
run 'before it wakes it waits for nothing' 0 at 2026-11-08T12:00:00Z \
    crm-lead overdue -w 'company = Answered' -o ids
is_out ''
act 2026-11-10T10:00:00Z call L6
run 'until it is answered' 0 at 2026-11-10T12:00:00Z \
    crm-lead response L6 -c response,minutes,late
is_out 'response,minutes,late
2026-11-10T10:00:00Z,540,yes'

done_testing
