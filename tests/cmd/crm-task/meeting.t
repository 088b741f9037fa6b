#!/bin/sh
# Meetings: what there is to talk about, minutes that become tasks; lists of calls by
# phone.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
book
logins bob
quiet crm-team add login=bob role=rep
quiet crm-customer add name=Acme
quiet crm-customer add name=Other
quiet crm-customer contact add name='Li Na' customer=Acme mobile=13800138000
quiet crm-deal add name=Big customer=Acme owner=ann amount=100
quiet crm-deal add name=Small customer=Acme owner=bob amount=5
quiet crm-deal add name=Lost customer=Acme owner=ann
quiet crm-deal lose D3 reason=price
quiet crm-deal add name=Elsewhere customer=Other owner=ann
quiet crm-task add subject='Ask them' about=C1
quiet crm-task add subject='Ask her' about=CT1
quiet crm-task add subject=Done about=C1
quiet crm-task 'done' T3
quiet crm-task activity add kind=meeting about=CT1 owner=ann at=2026-11-23T10:00 subject=Review
quiet crm-task activity add kind=meeting about=D1 owner=ann
quiet crm-task activity add kind=meeting

# ---- agenda ----

run 'open deals of the customer of a contact' 0 crm-task activity agenda A1 -c deal_id,name
is_out 'deal_id,name
D1,Big
D2,Small'
run 'mine' 0 crm-task activity agenda A1 -w 'owner = ann or name = Lost' -o ids
is_out D1
run 'in an order' 0 crm-task activity agenda A1 -s amount -l 1 -o ids
is_out D2
run 'of the customer of a deal' 0 crm-task activity agenda A2 -o ids
is_out 'D1
D2'
run 'tasks about both' 0 crm-task activity agenda A1 of=task -c subject
is_out 'subject
Ask them
Ask her'
try 'it is a stream' 0 'crm-task activity agenda A1 -o csv | crm-deal list - -o ids'
is_out 'D1
D2'
run 'a filter that is none' 2 crm-task activity agenda A1 -w 'owner ='
like_err '^crm-task: '
run 'about nothing' 5 crm-task activity agenda A3
is_err 'crm-task: A3 is about nothing; say what: crm-task activity set about=RECORD'
run 'of a kind without customers' 2 crm-task activity agenda A1 of=stage
like_err 'of=stage: these belong to no customer'
run 'of no kind' 2 crm-task activity agenda A1 of=nothing
run 'of no activity' 3 crm-task activity agenda A9
run 'of none' 2 crm-task activity agenda

# ---- minutes ----

cat > minutes.txt <<'END'
Review with Acme.
They like it.

- [ ] Send the offer @bob due:+3d
* [ ] Call  Li Na
- [x] Was done
TODO: Book a room due:2026-12-01 @ann
待办：准备合同 @bob
END
run 'minutes' 0 crm-task activity minutes A1 minutes.txt -c subject,owner,due,about,meeting_id
is_out 'subject,owner,due,about,meeting_id
Send the offer,bob,2026-11-24,CT1,A1
Call Li Na,ann,,CT1,A1
Book a room,ann,2026-12-01,CT1,A1
准备合同,bob,,CT1,A1'
is "$(crm-task activity list A1 -o csv -c notes | sed -n 2p)" '"Review with Acme.' 'are kept'
try 'again' 0 'crm-task activity minutes A1 - < minutes.txt'
is_err 'crm-task: unchanged 4'
printf -- '- [ ] Call Li Na\n- [ ] One more\n' > more.txt
run 'more of them' 0 crm-task activity minutes A1 more.txt -c subject
is_out 'subject
One more'
run 'what came of it' 0 crm-task list -w 'meeting = A1 and status = open' -o ids
is "$(wc -l < out)" 5 'is a list'
printf 'x\n- [ ] Call @nobody\n' > bad.txt
run 'nobody of that name' 3 crm-task activity minutes A1 bad.txt
like_err "^crm-task: bad.txt:2: there is no user 'nobody'"
printf -- '- [ ] Call due:soonish\n' > bad.txt
run 'no day' 2 crm-task activity minutes A1 bad.txt
like_err '^crm-task: bad.txt:1: '
is "$(crm-task list -w 'subject ~ call' -o ids | wc -l)" 1 'nothing came of that'
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undone' 0 crm-admin undo -q "$b"
is "$(crm-task list -w 'subject = "One more"' -o ids)" '' 'with its tasks'

# ---- who was there ----

quiet crm-task attendee add activity=A1 who=CT1 answer=accepted
quiet crm-task attendee add activity=A1 who=bob name=Bob
run 'attendees' 0 crm-task attendee list -w 'activity = A1' -o csv -c who,name,answer
is_out 'who,name,answer
CT1,,accepted
U2,Bob,'
run 'what tasks came of stays' 5 crm-task activity delete A1
quiet crm-task attendee add activity=A2 who=CT1
quiet crm-task activity delete A2
run 'attendees go with it' 0 crm-task attendee list -w 'activity = A2' -o ids
is_out ''

# ---- calls, by phone ----

quiet crm-lead add company=Brand phone=010-12345678
quiet crm-lead add company=More other_phones=13900139000
cat > calls.csv <<'END'
Call type,Phone,Start time,Duration,Result
Outbound,+86 138-0013-8000,2026-11-20 10:00,12,reached
incoming,(010) 12345678,2026-11-20 11:00,3,
去电,139 0013 9000,2026-11-20 12:00,3,
in,13700137000,2026-11-20 13:00,1,wrong
END
run 'a list of calls' 4 crm-task activity import calls.csv --default kind=call --rejects rest.csv \
    -c kind,about,direction,at,minutes,outcome
is_out 'kind,about,direction,at,minutes,outcome,_action,_duplicate_of
call,CT1,out,2026-11-20T10:00:00Z,12,reached,inserted,
call,L1,in,2026-11-20T11:00:00Z,3,,inserted,
call,L2,out,2026-11-20T12:00:00Z,3,,inserted,'
is "$(sed 1d rest.csv | cut -d, -f2)" 13700137000 'nobody has that number'
run 'sound' 0 crm-admin check -q

# ---- what is next ----

book
crm-lead add company=A -q > /dev/null
crm-customer add name=B -q > /dev/null
# Half past midnight in Berlin by its summer time, the day before by its winter time.
crm-task activity add -q kind=meeting about=L1 at=2027-07-03T22:30Z > /dev/null
crm-task activity add -q kind=call about=L1 at=2026-11-20T10:00Z > /dev/null
crm-task activity add -q kind=meeting about=C1 at=2026-12-01T23:30Z > /dev/null
crm-task activity add -q kind=meeting about=C1 at=2026-11-23T10:00Z cancelled=yes > /dev/null
next() { TZ=$1 "crm-$2" list -c next_activity | sed 1d; }
is "$(next UTC lead)" 2027-07-03 'a meeting to come is the next activity'
is "$(next Europe/Berlin lead)" 2027-07-04 'on its day in the zone of the reader'
is "$(next America/New_York lead)" 2027-07-03 'wherever that is'
is "$(next Europe/Berlin customer)" 2026-12-02 'in winter, too'
run 'in a filter' 0 crm-customer list -w 'next_activity = 2026-12-01' -o ids
is_out C1
crm-task add -q subject=x about=C1 due=2026-11-30 > /dev/null
is "$(next UTC customer)" 2026-11-30 'unless a task is due before'
run 'once it is over it is the last' 0 env CRM_NOW=2026-12-03T00:00:00Z crm-customer list \
    -c last_activity,next_activity
is_out 'last_activity,next_activity
2026-12-01T23:30:00Z,2026-11-30'
done_testing
