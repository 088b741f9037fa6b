#!/bin/sh
# Calendars that come in: events as activities by their UID; changed, stale, cancelled
# ones; zones, days, what comes again; what is no calendar.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
activity() { crm-task activity list "$1" -o csv -c "$2" | sed 1d; }
# ics LINE…: a calendar of these lines.
ics() {
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'
	printf '%s\r\n' "$@"
	printf 'END:VCALENDAR\r\n'
}
event() {
	printf 'BEGIN:VEVENT\n'
	printf '%s\n' "$@"
	printf 'END:VEVENT\n'
}

book
logins bob
quiet crm-team set ann email=ann@us.example
quiet crm-team add login=bob email=bob@us.example role=rep
quiet crm-customer add name=Acme
quiet crm-customer contact add name='Li Na' customer=Acme email=li@acme.example
quiet crm-lead add company=Brand email=wu@brand.example

# ---- one event ----

ics "$(event UID:one@x 'DTSTART;TZID="Own Time":20261123T093000' 'DTEND;TZID="Own Time":20261123T110000' \
    'SUMMARY:Offer\, final' '  round' 'DESCRIPTION:first\nsecond' 'LOCATION:Room 3' SEQUENCE:1 \
    'ORGANIZER;CN="Ann, A.":mailto:ann@us.example' \
    'ATTENDEE;CN=Bob;PARTSTAT=TENTATIVE:mailto:bob@us.example' \
    'ATTENDEE;CN=Li ^'"'"'Na^'"'"';PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:LI@acme.example' \
    'ATTENDEE;CUTYPE=ROOM;CN=Room:mailto:room@us.example' \
    BEGIN:VALARM TRIGGER:-PT15M 'SUMMARY:not this' END:VALARM)" \
    BEGIN:VTIMEZONE 'TZID:Own Time' \
    BEGIN:STANDARD DTSTART:19701025T030000 TZOFFSETFROM:+0900 TZOFFSETTO:+0800 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU' END:STANDARD \
    BEGIN:DAYLIGHT DTSTART:19700329T020000 TZOFFSETFROM:+0800 TZOFFSETTO:+0900 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU' END:DAYLIGHT \
    END:VTIMEZONE > one.ics
run 'an event' 0 crm-task calendar one.ics -c kind,about,at,owner,subject,minutes,place,ext
is_out 'kind,about,at,owner,subject,minutes,place,ext
meeting,CT1,2026-11-23T01:30:00Z,ann,"Offer, final round",90,Room 3,one@x'
is_err 'crm-task: inserted 1 (batch B7)'
is "$(activity A1 notes)" '"first
second"' 'its text has lines'
run 'who is there' 0 crm-task attendee list -o csv -c who,name,email,role,answer
is_out 'who,name,email,role,answer
U1,"Ann, A.",ann@us.example,organizer,accepted
U2,Bob,bob@us.example,required,tentative
CT1,"Li ""Na""",li@acme.example,optional,accepted'
run 'the same again' 0 crm-task calendar one.ics
is_err 'crm-task: unchanged 1'
sed 's/SEQUENCE:1/SEQUENCE:0/; s/T093000/T103000/' one.ics > old.ics
run 'an older one' 0 crm-task calendar old.ics
like_err '^crm-task: 1 is older than what the book has: left$'
is "$(activity A1 at)" 2026-11-23T01:30:00Z 'changes nothing'
sed 's/SEQUENCE:1/SEQUENCE:2/; s/T093000/T103000/; /bob@us/d; s/PARTSTAT=ACCEPTED/PARTSTAT=DECLINED/' one.ics > new.ics
quiet crm-task activity set A1 about=L1
run 'a newer one' 0 crm-task calendar new.ics -c at,about,minutes
is_out 'at,about,minutes
2026-11-23T02:30:00Z,L1,30'
run 'who is there now' 0 crm-task attendee list -o csv -c who,answer
is_out 'who,answer
U1,accepted
CT1,declined'
sed 's/SEQUENCE:1/SEQUENCE:3\r\nSTATUS:CANCELLED/' one.ics > gone.ics
run 'cancelled' 0 crm-task calendar gone.ics -c activity_id,cancelled
is_out 'activity_id,cancelled
A1,yes'
run 'what is cancelled was no contact' 0 crm-lead list L1 -o csv -c last_activity
is_out 'last_activity
""'
ics METHOD:CANCEL "$(event UID:never@x DTSTART:20261123T010000Z)" > never.ics
run 'cancelled, and never there' 0 crm-task calendar never.ics
is_err 'crm-task: skipped 1'
quiet crm-task activity delete A1
run 'deleted here' 0 crm-task calendar new.ics
like_err '^crm-task: 1 was deleted here: left$'
is "$(crm-task activity list -o ids)" '' 'stays so'

# ---- times ----

ics "$(event UID:utc DTSTART:20261124T093000Z DURATION:PT1H30M SUMMARY:Utc)" \
    "$(event UID:day 'DTSTART;VALUE=DATE:20261224' 'DTEND;VALUE=DATE:20261227' SUMMARY:Days)" \
    "$(event UID:float DTSTART:20261124T093000 SUMMARY:Float)" \
    "$(event UID:zone 'DTSTART;TZID=America/New_York:20261124T093000' SUMMARY:Zone)" \
    "$(event UID:old 'DTSTART;TZID=/x.org/Europe/Berlin:20260701T093000' SUMMARY:Old)" > times.ics
run 'times' 0 env TZ=Asia/Shanghai crm-task calendar times.ics -c ext,at,minutes,all_day
is_out 'ext,at,minutes,all_day
utc,2026-11-24T17:30:00+08:00,90,
day,2026-12-24T00:00:00+08:00,4320,yes
float,2026-11-24T09:30:00+08:00,,
zone,2026-11-24T22:30:00+08:00,,
old,2026-07-01T15:30:00+08:00,,'
like_err '^crm-task: 5 are about nobody whom the book knows$'

# ---- what comes again ----

ics "$(event UID:week 'DTSTART;TZID=America/New_York:20261026T093000' DURATION:PT30M \
    'RRULE:FREQ=WEEKLY;UNTIL=20261117T000000Z' 'EXDATE;TZID=America/New_York:20261102T093000' \
    'RDATE;TZID=America/New_York:20261103T093000' SUMMARY:Weekly)" \
    "$(event UID:week 'RECURRENCE-ID;TZID=America/New_York:20261109T093000' \
    'DTSTART;TZID=America/New_York:20261109T150000' SUMMARY:Later)" > week.ics
run 'each instance, by the clocks of its place' 0 crm-task calendar week.ics -c at,subject
is_out 'at,subject
2026-11-09T20:00:00Z,Later
2026-10-26T13:30:00Z,Weekly
2026-11-16T14:30:00Z,Weekly
2026-11-03T14:30:00Z,Weekly'
run 'again' 0 crm-task calendar week.ics
is_err 'crm-task: unchanged 4'
is "$(crm-task activity list -w 'thread is not null' -o ids | wc -l)" 3 'they are a thread'
ics "$(event UID:daily DTSTART:20261121T120000Z 'RRULE:FREQ=DAILY' SUMMARY:Daily)" > daily.ics
quiet crm-task calendar daily.ics until=2026-11-25
is "$(crm-task activity list -w 'ext ~ "daily/"' -o ids | wc -l)" 5 'up to a day'
ics "$(event UID:daily DTSTART:20261121T120000Z 'RRULE:FREQ=DAILY;COUNT=2' SEQUENCE:1 SUMMARY:Daily)" > daily2.ics
run 'a rule that ends earlier' 0 crm-task calendar daily2.ics until=2026-11-25 -c at,cancelled
is_out 'at,cancelled
2026-11-21T12:00:00Z,
2026-11-22T12:00:00Z,
2026-11-23T12:00:00Z,yes
2026-11-24T12:00:00Z,yes
2026-11-25T12:00:00Z,yes'
ics "$(event UID:grows DTSTART:20261121T150000Z SUMMARY:Once)" > grows.ics
quiet crm-task calendar grows.ics
ics "$(event UID:grows DTSTART:20261121T150000Z 'RRULE:FREQ=DAILY;COUNT=2' SEQUENCE:1 SUMMARY:Twice)" > grows.ics
quiet crm-task calendar grows.ics
is "$(crm-task activity list -w 'ext ~ grows' -o csv -c subject | sed 1d)" 'Twice
Twice' 'what became a series is its first'
ics "$(event UID:many DTSTART:20261101T120000Z 'RRULE:FREQ=HOURLY' SUMMARY:Hourly)" > many.ics
run 'too many are told' 0 crm-task calendar many.ics -n
like_err '^crm-task: 1 comes more than 1000 times'
run 'ours' 0 crm-task calendar one.ics about=Brand kind=demo -n -o ids

# ---- to-dos ----

todo() {
	printf 'BEGIN:VTODO\n'
	printf '%s\n' "$@"
	printf 'END:VTODO\n'
}
tasks() { crm-task list "$1" -o csv -c "$2" | sed 1d; }
ics "$(todo UID:todo@x 'DUE;VALUE=DATE:20261125' 'SUMMARY:Send\, offer' 'DESCRIPTION:two\ncopies' PRIORITY:1 SEQUENCE:1 \
    ORGANIZER:mailto:bob@us.example ATTENDEE:mailto:li@acme.example BEGIN:VALARM 'SUMMARY:not this' END:VALARM)" \
    "$(todo UID:hour@x DUE:20261125T093000Z SUMMARY:Call PERCENT-COMPLETE:30)" \
    "$(todo UID:was@x SUMMARY:Was STATUS:COMPLETED COMPLETED:20261103T100000Z)" \
    "$(todo UID:not@x SUMMARY:Not STATUS:CANCELLED)" > todo.ics
run 'to-dos are tasks' 0 crm-task calendar todo.ics -c subject,status,due,due_at,priority,owner,about,done_on
is_out 'subject,status,due,due_at,priority,owner,about,done_on
"Send, offer",todo,2026-11-25,,high,bob,CT1,
Call,doing,2026-11-25,2026-11-25T09:30:00Z,normal,ann,,
Was,done,,,normal,ann,,2026-11-03'
like_err '^crm-task: inserted 3, skipped 1 '
is "$(tasks T1 notes)" '"two
copies"' 'its text has lines'
run 'the same to-dos again' 0 crm-task calendar todo.ics
is_err 'crm-task: unchanged 3, skipped 1'
sed 's/SEQUENCE:1/SEQUENCE:0/; s/20261125/20261126/' todo.ics > older.ics
run 'an older to-do' 0 crm-task calendar older.ics
like_err '^crm-task: 1 is older than what the book has: left$'
is "$(tasks T1 due)" 2026-11-25 'changes nothing'
sed 's/SEQUENCE:1/SEQUENCE:2/; s/VALUE=DATE:20261125/VALUE=DATE:20261127/' todo.ics > newer.ics
quiet crm-task set T1 owner=ann
quiet crm-task calendar newer.ics
is "$(tasks T1 due,owner)" 2026-11-27,ann 'a newer one does, but not whose it is'
sed 's/SEQUENCE:1/SEQUENCE:3\nSTATUS:COMPLETED\nCOMPLETED:20261124T080000Z/' todo.ics > closed.ics
sed 's/SUMMARY:Call/SUMMARY:Call\nSTATUS:CANCELLED\nSEQUENCE:1/' closed.ics > both.ics
quiet crm-task calendar both.ics
is "$(tasks T1 status,done_on)$(tasks T2 status,done_on)" 'done,2026-11-24cancelled,' 'completed and cancelled ones are closed'
run 'open there, closed here' 0 crm-task calendar newer.ics
like_err '^crm-task: 2 are closed here: left$'
is "$(tasks T1 status)" 'done' 'stays closed'
quiet crm-task delete T3
run 'a task deleted here' 0 crm-task calendar todo.ics
like_err '^crm-task: 1 was deleted here: left$'
ics "$(todo UID:rule@x 'DUE;VALUE=DATE:20261124' 'RRULE:FREQ=WEEKLY' SUMMARY:Weekly)" \
    "$(todo UID:rule@x 'RECURRENCE-ID;VALUE=DATE:20261201' 'DUE;VALUE=DATE:20261202' SUMMARY:Moved)" > rule.ics
run 'one that comes again' 0 crm-task calendar rule.ics -c due,rrule
is_out 'due,rrule
2026-11-24,FREQ=WEEKLY'
like_err '^crm-task: 1 thing that is no event and no to-do: left out$'
sed 's/SUMMARY:Weekly/SUMMARY:Weekly\nSTATUS:COMPLETED\nSEQUENCE:1/' rule.ics > ruled.ics
quiet crm-task calendar ruled.ics
is "$(crm-task list -w 'subject = Weekly and status = todo' -o csv -c due | sed 1d)" 2026-12-01 'has its next'
ics "$(todo UID:mixed@x SUMMARY:Mixed)" "$(event UID:mixed2@x DTSTART:20261124T093000Z SUMMARY:Meet)" > mixed.ics
run 'beside events' 0 crm-task calendar mixed.ics -c subject
is_out 'subject
Meet'
like_err '^crm-task: 1 task was made$'
ics "$(todo SUMMARY:None)" > bad.ics
run 'a to-do without UID' 4 crm-task calendar bad.ics
is_err 'crm-task: bad.ics:3: the to-do that begins here has no UID'
ics "$(todo UID:y DUE:soon)" > bad.ics
run 'a to-do without a time' 4 crm-task calendar bad.ics
like_err "bad.ics:5: DUE: 'soon' is no time"
ics "$(todo UID:y 'DUE;VALUE=DATE:20261124' RRULE:FREQ=OFTEN)" > bad.ics
run 'a to-do with a rule that is none' 4 crm-task calendar bad.ics
like_err 'rrule: '
crm-task add -q subject=Out due=2026-11-21 owner=ann > out
out=$(crm-task list -w 'subject = Out' -o ids)
crm-task due -o ics > out.ics
run 'ours, as it went out' 0 crm-task calendar out.ics
is "$(tasks "$out" status,subject)" todo,Out 'is as it was'
sed 's/STATUS:NEEDS-ACTION/STATUS:COMPLETED/' out.ics > in.ics
run 'ours, completed' 0 crm-task calendar in.ics
is "$(tasks "$out" status,subject,done_on)" done,Out,2026-11-21 'is done'

# ---- what is none ----

: > nothing.ics
run 'nothing' 4 crm-task calendar nothing.ics
is_err 'crm-task: nothing.ics: is no calendar: nothing in it begins with BEGIN:VCALENDAR'
ics "$(event UID:x DTSTART:20261341T000000)" > bad.ics
run 'a bad time' 4 crm-task calendar bad.ics
is_err "crm-task: bad.ics:5: DTSTART: '20261341T000000' is no time such as 20261123T093000Z"
ics "$(event DTSTART:20261101T000000)" > bad.ics
run 'no UID' 4 crm-task calendar bad.ics
like_err 'bad.ics:3: the event that begins here has no UID$'
ics "$(event UID:x 'DTSTART;TZID=../../etc/passwd:20261101T000000')" > bad.ics
run 'no zone' 4 crm-task calendar bad.ics
like_err "TZID: there is no time zone '../../etc/passwd'"
ics "$(event UID:x DTSTART:20261101T000000 'RRULE:FREQ=OFTEN')" > bad.ics
run 'no rule' 4 crm-task calendar bad.ics
like_err 'bad.ics:6: RRULE: '
ics BEGIN:VEVENT > bad.ics
run 'no end' 4 crm-task calendar bad.ics
like_err 'bad.ics:'
printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\303\050\nEND:VEVENT\nEND:VCALENDAR\n' > bad.ics
run 'no text' 4 crm-task calendar bad.ics
like_err 'not UTF-8'
run 'not there' 1 crm-task calendar nothing.here
is_err 'crm-task: nothing.here: cannot open: No such file or directory'
run 'ours comes back' 0 sh -c 'crm-task add -q subject=x due=2026-11-21 owner=ann > out; crm-task due -o ics | crm-task calendar -'
is_err 'crm-task: unchanged 1'
run 'the book is sound' 0 crm-admin check -q

# ---- what went out comes back ----

quiet crm-deal add name=late amount=5 expected_close=2026-11-01
crm-task due --kind close -o ics > due.ics
is "$(grep -c BEGIN:VEVENT due.ics)" 1 'a clock went out as an event'
before=$(crm-task activity list -o ids | wc -l)
run 'it is no meeting when it comes back' 0 crm-task calendar due.ics
like_err '1 is a clock of this book: left'
like_err 'skipped 1'
is "$(crm-task activity list -o ids | wc -l)" "$before" 'no activity more'
quiet crm-task project add name=Move
ics "$(event UID:kick@x DTSTART:20261124T093000Z SUMMARY:Kick-off)" > kick.ics
run 'about a project' 0 crm-task calendar kick.ics about=PJ1 -c about,subject
is_out 'about,subject
PJ1,Kick-off'
done_testing
