#!/bin/sh
# Tasks: days and times, what waits for another, queues, snoozing.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }
task() { crm-task list "$1" -o csv -c "$2" | sed 1d; }

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
book
# What is given to people is looked at in notice.t.
crm-task preference add what=notice told=no -q > out || exit 1
logins max bob eve
quiet crm-team team add name=East
quiet crm-team team add name=West
quiet crm-team add login=max role=manager team=East
quiet crm-team add login=bob role=rep team=East manager=max
quiet crm-team add login=eve role=rep team=West
quiet crm-team team set East manager=max

# ---- a day, or a time on it ----

run 'a day' 0 crm-task add -q subject=Day owner=bob due=2026-11-20
is "$(task T1 due,due_at)" '2026-11-20,' 'is a day'
run 'a time that is given' 0 crm-task add -q subject=Time owner=bob due=2026-11-20T14:30
is_err ''
is "$(task T2 due,due_at)" '2026-11-20,2026-11-20T14:30:00Z' 'is kept'
run 'words with a time' 0 crm-task add -q subject=Words due=tomorrow+9h
is "$(task T3 due,due_at)" '2026-11-21,2026-11-21T09:00:00Z' 'too'
(echo subject,due; echo File,2026-11-22 08:15; echo Plain,2026-11-23) > f.csv
run 'in a file' 0 crm-task import -q f.csv
is "$(task T4 due,due_at)
$(task T5 due,due_at)" '2026-11-22,2026-11-22T08:15:00Z
2026-11-23,' 'it is kept as well'
unlike_err 'time'
try 'out and in again' 0 'crm-task list -o csv | crm-task import - --on-duplicate update'
like_err 'unchanged 5'
quiet crm-task set T2 due=2026-11-25
is "$(task T2 due,due_at)" '2026-11-25,' 'another day has no time'
quiet crm-task set T2 due='2026-11-20 23:30'
run 'the due list tells the time' 0 crm-task due -c about,when
is_out 'about,when
T1,2026-11-20T00:00:00Z
T2,2026-11-20T23:30:00Z'
is "$(TZ=Asia/Shanghai crm-task add -q subject=Z due=2026-11-20T23:30 -o csv -c due,due_at | sed 1d)" \
    '2026-11-20,2026-11-20T23:30:00+08:00' 'days are those of TZ'

# ---- snoozing ----

run 'snoozed' 0 crm-task snooze -q T1 until=+2h
run 'is not told' 0 crm-task due --for bob -o ids
is_out T2
run 'until then' 0 at 2026-11-20T11:00:00Z crm-task due --for bob -o ids
is_out 'T1
T2'
run 'no time that is over' 2 crm-task snooze T1 until=yesterday
is_err 'crm-task: until=yesterday is not ahead; such as until=+2h, until=mon'
quiet crm-task 'done' T1
run 'nor what is done' 5 crm-task snooze T1 until=+1d
like_err 'T1 is done already'

# ---- one behind another ----

quiet crm-task add subject=One
quiet crm-task add subject=Two after=T7
quiet crm-task add subject=Three after=T8
run 'not before the other' 5 crm-task 'done' T8
is_err 'crm-task: T8 waits for T7, which is not done'
run 'no circle' 4 crm-task set T7 after=T9
is_err 'crm-task: after: T9 waits for T7 already'
run 'nor itself' 4 crm-task set T7 after=T7
is_err 'crm-task: after: a task cannot wait for itself'
quiet crm-task 'done' T7
run 'then it is its turn' 0 crm-task 'done' -q T8
quiet crm-task set T9 status=cancelled
quiet crm-task add subject=Four after=T9
run 'what is cancelled holds up nobody' 0 crm-task 'done' -q T10
(echo subject,status,after; echo Past,done,T5; echo Past,todo,) > f.csv
run 'an import records what is' 0 crm-task import -q f.csv

# ---- behind several ----

for t in Brick Mortar Wall Roof; do quiet crm-task add subject=$t ext=$t; done
of() { crm-task list -w "subject = $1" -o ids; }
run 'by names, ids and what other systems call them' 0 crm-task set -q "$(of Wall)" \
    after="$(of Brick)" also_after="Mortar, ext:Brick" -o csv -c also_after
is_out "also_after
\"$(of Brick), $(of Mortar)\""
quiet crm-task add subject=Paint also_after=Wall,Roof
run 'of nothing that is there' 3 crm-task add subject=x also_after=Cellar
like_err "^crm-task: also_after: .*'Cellar'"
quiet crm-task 'done' Brick
run 'all of them come first' 5 crm-task 'done' Wall
is_err "crm-task: $(of Wall) waits for $(of Mortar), which is not done"
quiet crm-task 'done' Mortar
run 'then it is its turn' 0 crm-task 'done' -q Wall
run 'and the other of two' 5 crm-task 'done' Paint
is_err "crm-task: $(of Paint) waits for $(of Roof), which is not done"
run 'no circle through a list' 4 crm-task set Roof also_after=Paint
is_err "crm-task: after: $(of Paint) waits for $(of Roof) already"
run 'nor itself' 4 crm-task set Roof also_after=Roof
is_err 'crm-task: after: a task cannot wait for itself'
run 'what is found by one of them' 0 crm-task list -w "also_after = $(of Roof)" -o ids
is_out "$(of Paint)"
try 'out and in again' 0 'crm-task list -o csv | crm-task import - --on-duplicate update'
unlike_err 'updated'
quiet crm-task delete Roof
run 'what was deleted holds up nobody' 0 crm-task 'done' -q Paint
# A chain, link by link, then both ends.
awk 'BEGIN { print "subject,ext,after"
	for (i = 1; i <= 60; i++) print "Link,k" i "," (i > 1 ? "ext:k" i - 1 : "") }' |
    crm-task import -q - > out
run 'no circle of sixty' 4 crm-task set ext:k1 also_after=ext:k60
like_err 'waits for .* already$'
run 'nor at the other end of a list' 0 crm-task set -q ext:k60 also_after=ext:k1

# ---- states ----

quiet crm-task add subject=State
id=$(of State)
quiet crm-task set "$id" status=doing
run 'back to do' 0 crm-task set -q "$id" status=todo
quiet crm-task set "$id" status=cancelled
run 'what is cancelled is not done' 5 crm-task 'done' "$id"
is_err "crm-task: $id is cancelled, which is final (todo -> doing -> done | cancelled); to take that back: crm-admin undo BATCH, or go on with --yes"
run 'unless one is sure' 0 crm-task set -q -y "$id" status=todo
quiet crm-task 'done' "$id"
run 'what is done stays done' 5 crm-task set "$id" status=doing
like_err "^crm-task: $id is done, which is final"
quiet crm-admin undo "$(crm-admin log -l 1 -o csv | sed 1d | cut -d, -f1)"
is "$(task "$id" status)" todo 'an undo is no step'

# ---- who works no more ----

quiet crm-team add login=gone active=no
run 'a task for nobody' 5 crm-task add subject=x owner=gone
is_err 'crm-task: owner: gone is not active; choose somebody else, or: crm-team set gone active=yes'
run 'nor given' 5 crm-task set "$id" owner=gone
(echo subject,owner; echo Old,gone) > f.csv
run 'an import records what is' 0 crm-task import -q f.csv
run 'what is over was anybody s' 0 crm-task add -q subject=x owner=gone status='done'

# ---- queues ----

quiet crm-task add subject=East team=East due=2026-11-19
id=$(crm-task list -w 'subject = East' -o ids)
run 'of a team, told to who leads it' 0 crm-task due --kind task -w "about = $id" -c who,level
is_out 'who,level
max,manager'
run 'not of another team' 5 as eve crm-task claim "$id"
is_err "crm-task: $id is for the team East, and eve is not in it"
run 'claimed' 0 as bob crm-task claim -q "$id"
run 'once' 5 as max crm-task claim "$id"
is_err "crm-task: $id is claimed already, by bob"
quiet crm-task add subject=Role role=manager
id=$(crm-task list -w 'subject = Role' -o ids)
run 'of a role' 5 as bob crm-task claim "$id"
is_err "crm-task: $id is for a manager, and bob is none"
for user in max bob eve; do quiet crm-team set $user role=manager; done
for user in max bob eve; do
	(as $user crm-task claim "$id" -o ids > "claim.$user" 2>&1) &
done
wait
is "$(grep -lx "$id" claim.* | wc -l)" 1 'of three at once one gets it'
# ---- done, again ----

again=$(crm-task add subject=Again due=2026-11-20 -o ids -q)
run 'done is no other status' 2 crm-task 'done' "$again" status=cancelled
is_err 'crm-task: status: done says it itself; for another one: crm-task set ID status=…'
run 'it is done' 0 crm-task 'done' "$again" done_on=2026-11-18 -q -o ids
run 'again' 0 crm-task 'done' "$again"
is_err 'crm-task: unchanged 1'
run 'it keeps its day' 0 crm-task list "$again" -c done_on
is_out 'done_on
2026-11-18'
run 'unless another is said, with whatever else' 0 \
    crm-task 'done' "$again" done_on=2026-11-17 notes=X -c done_on,notes
is_out 'done_on,notes
2026-11-17,X'

# ---- the day it was done ----

CRM_NOW=2026-11-21T09:00:00Z
crm-task add subject=Day -q -o ids > id
t=$(cat id)
run 'who sets the state has the day too' 0 crm-task set "$t" status=done -q -c status,done_on
is_out 'status,done_on
done,2026-11-21'
run 'what is open again was done on none' 0 crm-task set "$t" status=todo -y -q -c status,done_on
is_out 'status,done_on
todo,'
run 'another day is kept' 0 crm-task set "$t" status=done done_on=2026-11-20 -q -c done_on
is_out 'done_on
2026-11-20'
run 'an import records what is' 0 crm-task import -q -c status,done_on <<'END'
subject,status
Old,done
END
is_out 'status,done_on,_action,_duplicate_of
done,,inserted,'

# ---- minutes of an activity ----

run 'less than no time' 4 crm-task activity add kind=call minutes=-3
is_err 'crm-task: minutes: must be at least 0'
run 'none' 0 crm-task activity add kind=call minutes=0 -q -c minutes
is_out 'minutes
0'
done_testing
