#!/bin/sh
# due: what falls due, of every area's clocks.
. "$(dirname "$0")/../../lib.sh"

# quiet COMMAND…: what it prints is looked at only where it fails
quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
book
quiet crm-team add login=max role=manager
quiet crm-team add login=bob role=rep manager=max
run 'nothing is due' 0 crm-task due -o csv
is_out who,what,about,when,why,level,key
quiet crm-lead add company=Oak owner=bob priority=urgent
quiet crm-task add subject='Call Oak' about=L1 owner=bob due=2026-11-20
quiet crm-task add subject='Write' due=2026-11-25
quiet crm-task add subject='Done' owner=bob due=2026-11-19
quiet crm-task 'done' T3
quiet crm-admin pool add kind=customer name=Sea
quiet crm-customer add name=Elm owner=bob
quiet crm-admin reclaim-rule add kind=customer pool=Sea seq=1 days=10 notice_days=3 name=ten missing=activity

CRM_NOW=2026-11-20T12:30:00Z
run 'an hour has passed' 0 crm-task due -o csv
is_out 'who,what,about,when,why,level,key
bob,task,T1,2026-11-20T00:00:00Z,due today,owner,task:T1
bob,response,L1,2026-11-20T10:00:00Z,"no response; urgent priority, 120 min overdue",owner,response:L1'
run 'until a day' 0 crm-task due --until 2026-11-25 -o csv -c who,about,why
is_out 'who,about,why
bob,T1,due today
bob,L1,"no response; urgent priority, 120 min overdue"
,T2,due in 5 days'
CRM_NOW=2026-11-28T12:30:00Z
run 'a week later it goes up, and the pool waits' 0 crm-task due -o csv -c who,about,why,level
is_out 'who,about,why,level
bob,T1,overdue by 8 days,owner
max,L1,"no response; urgent priority, 2820 min overdue",manager
,T2,overdue by 3 days,
bob,C1,protected until 2026-11-30: claim on 2026-11-20 + 10 days,owner'
run 'a bad day' 2 crm-task due --until someday
like_err "someday"
done_testing
