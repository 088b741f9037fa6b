#!/bin/sh
# Tasks that come again: by rules, by intervals, from the day done.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
open() { crm-task list -w 'status in (todo, doing)' -o csv -c task_id,due,series | sed 1d; }

CRM_NOW=2026-10-01T09:00:00Z
export CRM_NOW
book
quiet crm-team add login=bob role=rep
quiet crm-lead add company=Oak

quiet crm-task add subject=Weekly owner=bob about=L1 kind=call due=2026-10-05 rrule='FREQ=WEEKLY' tags=a,b
run 'done late: behind today' 0 on 2026-10-24 crm-task 'done' T1 -o csv -c task_id,status,due,owner,about,tags
is_out 'task_id,status,due,owner,about,tags
T1,done,2026-10-05,bob,L1,"a, b"
T2,todo,2026-10-26,bob,L1,"a, b"'
like_err 'updated 1, inserted 1|inserted 1, updated 1'
run 'done early: behind its own day' 0 on 2026-10-25 crm-task 'done' -q T2 -o ids
is "$(open)" 'T3,2026-11-02,Weekly' 'one of a series is open'
quiet crm-task set -y T2 status=todo
on 2026-10-25 crm-task set -q T2 status='done' > out
is "$(open)" 'T3,2026-11-02,Weekly' 'also where one is done twice'
quiet on 2026-11-02 crm-task set T3 status='done'
is "$(open)" 'T4,2026-11-09,Weekly' 'whoever sets it done'
batch=$(crm-admin log -l 1 -o csv | sed 1d | cut -d, -f1)
quiet crm-admin undo "$batch"
is "$(open)" 'T3,2026-11-02,Weekly' 'undone, the next goes too'
quiet crm-task set T3 status=cancelled
is "$(open)" '' 'a series that is cancelled ends'

# ---- the 31st ----

quiet crm-task add subject=Rule due=2026-01-31 rrule='FREQ=MONTHLY'
quiet crm-task add subject=Interval due=2026-01-31 every=month
due() { crm-task list -w "subject = $1 and status = todo" -o csv -c due | sed 1d; }
finish() { on "$1" crm-task list -w "subject = $2 and status = todo" -o ids | on "$1" crm-task 'done' -q - > out; }
finish 2026-01-31 Rule
finish 2026-01-31 Interval
is "$(due Rule) $(due Interval)" '2026-03-31 2026-02-28' \
    'a rule leaves short months out, an interval takes their last day'
finish 2026-02-28 Interval
is "$(due Interval)" 2026-03-31 'and the 31st again'
crm-task list -w 'subject = Interval and status = todo' -o ids | crm-task set -q - due=2026-04-02 > out
finish 2026-04-02 Interval
is "$(due Interval)" 2026-04-30 'one that was put off does not move the others'

# ---- from the day done ----

quiet crm-task add subject=Done due=2026-10-05 every=10d repeat_from='done'
finish 2026-10-08 Done
is "$(due Done)" 2026-10-18 'ten days behind the day it was done'
quiet crm-task add subject=Rrd due=2026-10-05 rrule='FREQ=WEEKLY' repeat_from='done'
finish 2026-10-24 Rrd
is "$(due Rrd)" 2026-10-31 'by a rule too'

# ---- times, ends ----

TZ=Europe/Berlin
quiet crm-task add subject=Nine due=2026-10-24T09:00 rrule='FREQ=DAILY;COUNT=2'
finish 2026-10-24 Nine
is "$(crm-task list -w 'subject = Nine and status = todo' -c due_at -o csv | sed 1d)" \
    '2026-10-25T09:00:00+01:00' 'nine stays nine when clocks change'
finish 2026-10-25 Nine
is "$(due Nine)" '' 'a rule that is over ends the series'
TZ=UTC

# ---- what was missed ----

quiet crm-task add subject=Miss due=2026-10-05 rrule='FREQ=WEEKLY'
id=$(crm-task list -w 'subject = Miss' -o ids)
run 'with --catch-up those between come too' 0 on 2026-10-24 \
    crm-task 'done' -q "$id" --catch-up -o csv -c due,status,rrule
is_out 'due,status,rrule
2026-10-05,done,FREQ=WEEKLY
2026-10-12,todo,
2026-10-19,todo,
2026-10-26,todo,FREQ=WEEKLY'
quiet crm-task add subject=Far due=2020-10-05 rrule='FREQ=DAILY'
id=$(crm-task list -w 'subject = Far' -o ids)
run 'not without an end' 5 on 2026-10-24 crm-task 'done' "$id" --catch-up
is_err "crm-task: $id was missed more than 366 times; do it without catching up"
(echo subject,due,rrule
for i in $(seq 14); do echo "Many,2025-10-2$((i % 10)),FREQ=DAILY"; done) > many.csv
quiet crm-task import many.csv
try 'nor thousands at once' 5 \
    'crm-task list -w "subject = Many" -o ids | CRM_NOW=2026-10-20T09:00:00Z crm-task done - --catch-up'
like_err '^crm-task: catching up makes more than 5000 tasks; take fewer at once, or do without --catch-up'
is "$(crm-task list -w 'subject = Many and status = done' -o ids)" '' 'nothing is done then'

# ---- what cannot be ----

run 'a rule that is none' 4 crm-task add subject=x due=today rrule='FREQ=MONTHLY;BYMONTHDAY=32'
is_err 'crm-task: rrule: expected days of the month, 1 to 31 or -31 to -1
  FREQ=MONTHLY;BYMONTHDAY=32
                          ^'
run 'an interval that is none' 4 crm-task add subject=x due=today every=often
like_err "^crm-task: every: 'often' is no interval|^crm-task: every: often is no interval"
run 'both' 4 crm-task add subject=x due=today every=day rrule='FREQ=DAILY'
is_err 'crm-task: every: a task repeats by a rule or by an interval, not both'
run 'without a day' 4 crm-task add subject=x every=day
is_err 'crm-task: due: a task that repeats needs its first day'
run 'hours on a day' 4 crm-task add subject=x due=today rrule='FREQ=HOURLY'
like_err '^crm-task: rrule: a rule of hours, minutes or seconds needs a time'
run 'hours on a time' 0 crm-task add -q subject=x due=today+9h rrule='FREQ=HOURLY'
# ---- behind the later of its own time and now ----

next() { # SUBJECT: when the open one of that name is due
	crm-task list -w "subject = $1 and status = todo" -c due_at -o csv | sed 1d
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }
TZ=UTC
export TZ
id=$(crm-task add -q -o ids subject=Hourly due=2026-10-05T09:00 rrule='FREQ=HOURLY')
quiet at 2026-10-05T15:20:00Z crm-task 'done' "$id"
is "$(next Hourly)" 2026-10-05T16:00:00Z 'an hourly one in the next hour'
id=$(crm-task add -q -o ids subject=Morning due=2026-10-05T09:00 rrule='FREQ=DAILY')
quiet at 2026-10-06T08:00:00Z crm-task 'done' "$id"
is "$(next Morning)" 2026-10-06T09:00:00Z 'a day late and before nine: at nine'
id=$(crm-task add -q -o ids subject=Late due=2026-10-05T09:00 rrule='FREQ=DAILY')
quiet at 2026-10-06T10:00:00Z crm-task 'done' "$id"
is "$(next Late)" 2026-10-07T09:00:00Z 'behind nine: on the next day'
id=$(crm-task add -q -o ids subject=Ahead due=2026-10-07T09:00 rrule='FREQ=HOURLY')
quiet at 2026-10-06T10:00:00Z crm-task 'done' "$id"
is "$(next Ahead)" 2026-10-07T10:00:00Z 'ahead of its time: behind that'
id=$(crm-task add -q -o ids subject=Anew due=2026-10-05T09:00 rrule='FREQ=HOURLY;INTERVAL=2' repeat_from=done)
quiet at 2026-10-06T10:30:00Z crm-task 'done' "$id"
is "$(next Anew)" 2026-10-06T11:00:00Z 'from the day it was done, at its hours'

# ---- never again ----

run 'once is no rule' 4 crm-task add subject=x due=2026-10-05 rrule='FREQ=DAILY;COUNT=1'
is_err 'crm-task: rrule: it never comes again behind 2026-10-05; leave it out'
run 'over already' 4 crm-task add subject=x due=2026-10-05 rrule='FREQ=DAILY;UNTIL=20261001'
run 'a day that never is' 4 crm-task add subject=x due=2026-10-05 \
    rrule='FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'
run 'set later' 4 crm-task set "$id" rrule='FREQ=DAILY;COUNT=1' -y
id=$(crm-task add -q -o ids subject=Twice due=2026-10-05 rrule='FREQ=DAILY;COUNT=2')
quiet on 2026-10-05 crm-task 'done' "$id"
id=$(crm-task list -w 'subject = Twice and status = todo' -o ids)
run 'the last of a series is one' 0 on 2026-10-06 crm-task 'done' -q "$id" -o ids
is_out "$id"
run 'an import records what is' 0 crm-task import -q -o ids <<'END'
subject,due,rrule
Old,2026-10-05,FREQ=DAILY;COUNT=1
END
# ---- of somebody who left ----

quiet crm-team add login=left
id=$(crm-task add -q -o ids subject=Weekly due=2026-10-05 every=week owner=left)
quiet crm-team set left active=no -y
run 'nobody would do the next' 5 crm-task 'done' "$id"
is_err "crm-task: the next one of $id would be for left, who is not active; give it to somebody first: crm-task set $id owner=LOGIN"
quiet crm-task set "$id" owner=ann
run 'then somebody does' 0 crm-task 'done' "$id" -q -o ids
done_testing
