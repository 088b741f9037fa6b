#!/bin/sh
# due: what falls due, of every area's clocks, and how it goes up.
. "$(dirname "$0")/../../lib.sh"

# quiet COMMAND…: what it prints is looked at only where it fails
quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
# at INSTANT COMMAND…
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
book
# What is given to people is looked at in notice.t.
crm-task preference add what=notice told=no -q > out || exit 1
logins bob
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

run 'a response is due today' 0 crm-task due -o csv --kind response
is_out 'who,what,about,when,why,level,key
bob,response,L1,2026-11-20T10:00:00Z,"no response; urgent priority, 60 min left",,response:L1'
quiet crm-admin escalation add what=response level=manager share=50%
run 'half of the time is not over' 0 at 2026-11-20T09:29:00Z crm-task due --kind response -c who,level
is_out 'who,level
bob,'
run 'now it is' 0 at 2026-11-20T09:30:00Z crm-task due --kind response -c who,level
is_out 'who,level
max,manager'
quiet crm-admin escalation delete ER4
CRM_NOW=2026-11-20T12:30:00Z
run 'an hour has passed' 0 crm-task due -o csv
is_out 'who,what,about,when,why,level,key
bob,task,T1,2026-11-20T00:00:00Z,due today,,task:T1
bob,response,L1,2026-11-20T10:00:00Z,"no response; urgent priority, 120 min overdue",,response:L1'
run 'until a day' 0 crm-task due --until 2026-11-25 -o csv -c who,about,why
is_out 'who,about,why
bob,T1,due today
bob,L1,"no response; urgent priority, 120 min overdue"
,T2,due in 5 days'
CRM_NOW=2026-11-28T12:30:00Z
run 'a week later it goes up, and the pool waits' 0 crm-task due -o csv -c who,about,why,level
is_out 'who,about,why,level
max,T1,overdue by 8 days,manager
max,L1,"no response; urgent priority, 2820 min overdue",manager
,T2,overdue by 3 days,
bob,C1,protected until 2026-11-30: claim on 2026-11-20 + 10 days,'
run 'a bad day' 2 crm-task due --until someday
like_err "someday"
run 'a clock that is none' 2 crm-task due --kind care,task
like_err "^crm-task: --kind: nothing is called 'care,task'; it is one of notice, approval, .*, task"
run 'a level that is none' 2 crm-task due --level boss
is_err "crm-task: --level: 'boss' is not one of owner, manager, director"

# ---- how it goes up: calendar days behind its own ----

CRM_NOW=2026-11-01T09:00:00Z
book
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team team add name=All
quiet crm-team team add name=East parent=All
quiet crm-team add login=zoe role=manager team=All
quiet crm-team add login=max role=manager manager=zoe team=East
quiet crm-team add login=bob role=rep manager=max team=East
quiet crm-team add login=eve role=rep manager=max team=East
quiet crm-task add subject=Call owner=bob due=2026-11-10
for day in '10:bob,' 11:bob,owner 12:bob,owner 13:max,manager 16:max,manager \
    17:zoe,director 30:zoe,director; do
	run "on the ${day%%:*}th" 0 at "2026-11-${day%%:*}T23:59:59Z" \
	    crm-task due -c who,level
	is_out "who,level
${day#*:}"
done
run 'a level alone' 0 on 2026-11-13 crm-task due --level manager -o ids
is_out T1
run 'and no other' 0 on 2026-11-13 crm-task due --level owner -o ids
is_out ''
TZ=Asia/Shanghai
run 'days are those of TZ' 0 at 2026-11-10T16:00:00Z crm-task due -c why,level
is_out 'why,level
overdue by 1 day,owner'
TZ=UTC
run 'the rules of a new book' 0 crm-admin escalation list -c what,level,days
is_out 'what,level,days
,owner,1
,manager,3
,director,7'
quiet crm-admin escalation set ER2 days=2
quiet crm-admin escalation add what=task level=director
run 'by rules' 0 on 2026-11-12 crm-task due -c who,level
is_out 'who,level
max,manager'
run 'of a kind of thing' 0 on 2026-11-30 crm-task due -c who,level
is_out 'who,level
max,manager'
quiet crm-admin escalation add kind=task when='priority = urgent' level=manager days=1
run 'a condition comes first' 0 on 2026-11-11 crm-task due -c who,level
is_out 'who,level
bob,owner'
quiet crm-task set T1 priority=urgent
run 'where it is fulfilled' 0 on 2026-11-11 crm-task due -c who,level
is_out 'who,level
max,manager'
quiet crm-task set T1 priority=normal
run 'a condition on nothing' 4 crm-admin escalation add when='priority = urgent' level=manager
is_err "crm-admin: kind: a condition needs it: kind=deal when='amount >= 100000'"
run 'a condition that cannot be read' 4 crm-admin escalation add kind=task when='prio = urgent' level=manager
like_err '^crm-admin: when: .*no field .prio. in task'
run 'of nothing that falls due' 4 crm-admin escalation add what=tasks level=manager
is_err "crm-admin: what: 'tasks' is nothing that falls due; see crm-task due"
quiet crm-team set zoe role=admin
quiet crm-admin escalation add kind=task when='priority = high' level=owner days=0 role=admin
quiet crm-task set T1 priority=high
run 'to the nearest above who has a role' 0 on 2026-11-10 crm-task due -c who,level
is_out 'who,level
zoe,owner'
quiet crm-task set T1 priority=normal
quiet crm-team set zoe role=manager
run 'what was a setting says what it is' 4 crm-admin setting add name=escalate_owner value=2
is_err 'crm-admin: name: what goes up when is a rule: crm-admin escalation add level=manager days=3 [what=task]'

# ---- who is away ----

quiet crm-team set max leave_from=2026-11-12 leave_until=2026-11-14
run 'a manager on leave without a delegate' 0 on 2026-11-12 crm-task due -c who,level
is_out 'who,level
zoe,manager'
quiet crm-team set max delegate=eve
run 'with one' 0 on 2026-11-12 crm-task due -c who,level
is_out 'who,level
eve,manager'
quiet crm-team set eve leave_from=2026-11-01 delegate=max
run 'past delegates of each other it goes up' 0 on 2026-11-12 crm-task due -c who,level
is_out 'who,level
zoe,manager'
run 'back from leave' 0 on 2026-11-15 crm-task due -c who,level
is_out 'who,level
max,manager'
quiet crm-team set bob active=no
run 'an inactive owner is the manager'\''s' 0 on 2026-11-11 crm-task due -c who,level
is_out 'who,level
max,owner'
quiet crm-team set bob active=yes
quiet crm-team set eve leave_from= delegate=

# ---- whose ----

quiet crm-task add subject=Write owner=eve due=2026-11-10
quiet crm-task add subject=Nobody due=2026-11-10
run 'of one user, though it went up' 0 on 2026-11-16 crm-task due --for bob -c who,about,level
is_out 'who,about,level
bob,T1,manager'
run 'of the manager' 0 on 2026-11-16 crm-task due --for max -c who,about
is_out 'who,about
max,T1
max,T2'
run 'not yet of the manager' 0 on 2026-11-10 crm-task due --for max -o ids
is_out ''
run 'of a delegate' 0 on 2026-11-12 crm-task due --for eve -o ids
is_out 'T1
T2'
run 'of me' 0 on 2026-11-16 as bob crm-task due --for me -o ids
is_out T1
run 'of my team' 0 on 2026-11-16 as bob crm-task due --for team -o ids
is_out 'T1
T2'
run 'of a team by name, and below' 0 on 2026-11-10 crm-task due --for All -o ids
is_out 'T1
T2'
run 'of nobody who is here' 3 crm-task due --for ivy
run 'of a team of mine that is not there' 5 crm-task due --for team
like_err 'ann is in no team'

# ---- -w, and as a stream ----

CRM_NOW=2026-11-16T09:00:00Z
run '-w' 0 crm-task due -w 'who = max and about != T1 or who is null' -o ids
is_out 'T2
T3'
run 'through who' 0 crm-task due -w 'who.team = East and when <= 2026-11-10 and why ~ 6' -o ids
is_out 'T1
T2'
run 'a field that is none' 2 crm-task due -w 'whose = max'
like_err 'no field .whose. in due; nearest: who'
try 'a stream of what it is about' 0 'crm-task due | crm-task list - -o ids'
is_out 'T1
T2
T3'
quiet crm-lead add company=Oak owner=bob
try 'of one kind' 0 'crm-task due --until +3d | crm-lead list - -o ids'
is_out L1
like_err 'skipped 3 rows without lead_id'
# ---- a time read elsewhere ----

book
crm-task preference add what=notice told=no -q > out || exit 1
crm-team add -q login=bob role=rep > out
TZ=UTC crm-task add -q subject=Call owner=bob due=2026-11-20T17:00 > out
TZ=Asia/Shanghai
export TZ
CRM_NOW=2026-11-22T04:00:00Z
run 'the words and the level count from the same day' 0 crm-task due -c why,level
is_out 'why,level
overdue by 1 day,owner'
CRM_NOW=2026-11-20T04:00:00Z
run 'on the day before it is not due' 0 crm-task due -o ids
is_out ''
run 'but ahead' 0 crm-task due --until tomorrow -c why
is_out 'why
due in 1 day'
TZ=America/New_York
CRM_NOW=2026-11-20T23:00:00Z
run 'where it is still that day' 0 crm-task due -c why,level
is_out 'why,level
overdue since 12:00,'
TZ=UTC
try 'headings in Chinese' 0 'LC_ALL=zh_CN.UTF-8 crm-task due --until 2026-12-31 -o table | head -1'
[ "$(tr -s ' ' < out)" = '接收人 内容 关联对象 时间 依据 层级 键' ]
result $? 'all of them'
# ---- to the minute ----

quiet crm-team add login=may
quiet crm-task add subject=Two owner=may due=2026-11-24T14:00
CRM_NOW=2026-11-24T14:00:00Z
is "$(crm-task due --for may --kind task -o csv -c why | sed 1d)" 'due today' 'at its minute'
CRM_NOW=2026-11-24T14:00:01Z
is "$(crm-task due --for may --kind task -o csv -c why | sed 1d)" 'overdue since 14:00' \
    'a second later'
is "$(TZ=Asia/Tokyo crm-task due --for may --kind task -o csv -c why | sed 1d)" \
    'overdue since 23:00' 'by the clocks of the place'
CRM_NOW=2026-11-25T00:00:00Z
is "$(crm-task due --for may --kind task -o csv -c why,level | sed 1d)" \
    'overdue by 1 day,owner' 'and by days'
done_testing
