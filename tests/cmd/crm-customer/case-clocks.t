#!/bin/sh
# The clocks of cases: whose calendar, which states wait, what another priority
# does, the next reply, and how the due list tells them.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }
# due INSTANT KIND [OPTION…]: who about when why
due() {
	t_at=$1 t_kind=$2
	shift 2
	at "$t_at" crm-task due --kind "$t_kind" -o tsv -c who,about,when,why "$@" |
	    sed 1d
}
# clock INSTANT CASE COLUMN…
clock() { at "$1" crm-customer case sla "$2" -o tsv -c "$3" | sed 1d; }

# Monday.
CRM_NOW=2026-11-02T09:00:00Z
export CRM_NOW
book
quiet crm-admin calendar add name=tokyo week='mon-fri 09:00-17:00' tz=Asia/Tokyo
quiet crm-admin calendar add name=always week='mon-sun 00:00-24:00'
quiet crm-team team add name=east calendar=tokyo
quiet crm-team add login=max role=manager
quiet crm-team team add name=desk manager=max
quiet crm-team add login=kim role=service team=desk manager=max
quiet crm-team add login=yui role=service team=east

# ---- calendars: the case's, the team's, the owner's team's, the promise's ----

quiet crm-customer case add subject=One team=desk
is "$(clock 2026-11-02T09:00:00Z CS1 response_due,resolution_due)" \
    '2026-11-02T14:00:00Z	2026-11-04T18:00:00Z' 'the default calendar, with its break; closing time is in time'
quiet crm-customer case add subject=Two team=east opened_at=2026-11-02T07:00:00Z
is "$(clock 2026-11-02T09:00:00Z CS2 response_due)" 2026-11-03T03:00:00Z \
    "the team's, by its own clocks"
quiet crm-customer case add subject=Three owner=yui opened_at=2026-11-02T07:00:00Z
is "$(clock 2026-11-02T09:00:00Z CS3 response_due)" 2026-11-03T03:00:00Z \
    "that of its owner's team"
quiet crm-customer case set CS3 calendar=always
is "$(clock 2026-11-02T09:00:00Z CS3 response_due)" 2026-11-02T11:00:00Z \
    "its own; counted from the start"
quiet crm-customer case set CS3 priority=urgent
is "$(clock 2026-11-02T09:00:00Z CS3 response_due,response_late)" \
    '2026-11-02T07:30:00Z	yes' 'another priority counts from the start too'
quiet crm-admin sla set SL5 response_minutes=180
is "$(clock 2026-11-02T09:00:00Z CS3 response_due,response_late)" \
    '2026-11-02T10:00:00Z	no' 'and another promise'
quiet crm-customer case delete CS2 CS3

# ---- the due list, level by level ----

is "$(due 2026-11-02T09:30:00Z case-response)" \
    'max	CS1	2026-11-02T14:00:00Z	first response: 30 of 240 min used, normal priority' \
    "ahead of it on its day; the team's manager answers for what nobody has"
quiet crm-customer case set CS1 owner=kim
is "$(due 2026-11-02T10:59:59Z case-response)" \
    'kim	CS1	2026-11-02T14:00:00Z	first response: 119 of 240 min used, normal priority' \
    'a second before half'
is "$(due 2026-11-02T11:00:00Z case-response)" \
    'kim	CS1	2026-11-02T14:00:00Z	first response: 120 of 240 min used, 50 %, normal priority' \
    'half'
is "$(due 2026-11-02T14:00:00Z case-response)" \
    'kim	CS1	2026-11-02T14:00:00Z	first response: 240 of 240 min used, 100 %, normal priority' \
    'all of it'
is "$(due 2026-11-02T14:01:00Z case-response)" \
    'kim	CS1	2026-11-02T14:00:00Z	first response: 241 of 240 min used, late, normal priority' \
    'late'
is "$(due 2026-11-05T09:00:00Z case-response | cut -f 1)" max \
    'goes up to the manager after three days'
mark() { at "$1" crm-task due --kind case-response --mark mail -o tsv -c key | sed 1d; }
is "$(mark 2026-11-02T09:30:00Z)" case-response:CS1:ahead 'said in the morning'
is "$(mark 2026-11-02T10:30:00Z)" '' 'once'
is "$(mark 2026-11-02T11:00:00Z)" case-response:CS1:50 'at half, on the same day'
is "$(mark 2026-11-02T11:01:00Z)" '' 'once'
quiet at 2026-11-02T11:01:00Z crm-customer case set CS1 priority=high
is "$(mark 2026-11-02T11:02:00Z)" case-response:CS1:100 \
    'with a shorter promise it is all used'
quiet at 2026-11-02T11:03:00Z crm-customer case set CS1 priority=normal
is "$(mark 2026-11-02T11:04:00Z)" '' 'what was said stays said'
is "$(due 2026-11-02T09:30:00Z case-resolution)" '' 'three days are no matter of today'
is "$(due 2026-11-02T09:30:00Z case-resolution --until 2026-11-05)" \
    'kim	CS1	2026-11-04T18:00:00Z	resolution: 30 of 1440 min used, normal priority' \
    'but of the week'

# ---- a resolution without an answer is one ----

quiet crm-customer case add subject=Quick owner=kim
quiet crm-customer case work CS4
quiet at 2026-11-02T10:00:00Z crm-customer case resolve CS4
is "$(clock 2026-11-02T15:00:00Z CS4 response_seconds,resolution_seconds,response)" \
    '3600	3600	' 'of both clocks'
is "$(due 2026-11-02T15:00:00Z case-response | grep -c CS4)" 0 'which stand still'

# ---- answers, and the next reply ----

quiet crm-task activity add kind=note about=CS1 at=2026-11-02T09:10:00Z
quiet crm-task activity add kind=email about=CS1 direction=in at=2026-11-02T09:20:00Z
is "$(clock 2026-11-02T10:00:00Z CS1 response,reply_due)" '	' \
    'a note is no answer, nor is what the customer writes'
quiet crm-task activity add kind=email about=CS1 direction=out at=2026-11-02T10:00:00Z
is "$(clock 2026-11-02T10:00:00Z CS1 response,response_seconds,reply_due)" \
    '2026-11-02T10:00:00Z	3600	' 'what we write is'
quiet crm-task activity add kind=email about=CS1 direction=in at=2026-11-02T11:00:00Z
quiet crm-task activity add kind=email about=CS1 direction=in at=2026-11-02T13:30:00Z
is "$(clock 2026-11-02T14:00:00Z CS1 reply_due,reply_late)" \
    '2026-11-03T11:00:00Z	no' 'the first message that waits counts'
is "$(due 2026-11-03T09:00:00Z case-reply)" \
    'kim	CS1	2026-11-03T11:00:00Z	next reply: 360 of 480 min used, 75 %, normal priority' \
    'as it falls due'
quiet crm-task activity add kind=call about=CS1 at=2026-11-03T10:00:00Z
is "$(due 2026-11-03T10:00:00Z case-reply)" '' 'answered'

# ---- which states wait is data ----

quiet crm-admin case-state add name='spare part' status=waiting waits=no
quiet at 2026-11-03T10:00:00Z crm-customer case work CS1
quiet at 2026-11-03T11:00:00Z crm-customer case wait CS1
is "$(clock 2026-11-03T12:00:00Z CS1 resolution_due,resolution_seconds)" \
    "	36000" 'while it waits nothing is due'
is "$(due 2026-11-30T09:00:00Z case-resolution)" '' 'and nothing is told'
run 'it waits for something else' 0 at 2026-11-03T12:00:00Z \
    crm-customer case work CS1 -o ids
run 'which does not stop the clock' 0 at 2026-11-03T13:00:00Z \
    crm-customer case wait CS1 for='spare part' -c waiting_for
is_out 'waiting_for
spare part'
is "$(clock 2026-11-03T14:00:00Z CS1 resolution_due,resolution_seconds)" \
    '2026-11-05T10:00:00Z	39600' 'an hour of waiting is out, the other is in'
quiet crm-admin case-state set CZ2 waits=yes
is "$(clock 2026-11-03T14:00:00Z CS1 resolution_due,resolution_seconds)" \
    '	36000' 'other data, other clocks'
run 'only a state of waiting' 5 crm-admin case-state set CZ2 status=assigned
like_err 'cases have been in this state'
is "$(at 2026-11-05T09:00:00Z crm-customer case sla CS1 --as-of 2026-11-02 -o tsv -c resolution_seconds | sed 1d)" \
    '28800' 'at the end of an earlier day, as it was known then'
# ---- from one reason to wait to another ----

quiet at 2026-11-10T09:00:00Z crm-customer case add subject=Two priority=low owner=kim calendar=always ext=two
two=$(crm-customer case list -w 'ext = two' -o ids)
quiet at 2026-11-10T09:00:00Z crm-task activity add kind=email about="$two"
quiet at 2026-11-10T09:00:00Z crm-customer case work "$two"
quiet crm-admin case-state set CZ2 waits=no
quiet at 2026-11-10T10:00:00Z crm-customer case wait "$two"
run 'what waits waits for something else' 0 at 2026-11-10T11:00:00Z \
    crm-customer case wait "$two" for='spare part' -q -c status,waiting_for
is_out 'status,waiting_for
waiting,spare part'
is "$(clock 2026-11-10T12:00:00Z "$two" resolution_seconds)" 7200 \
    'one hour before, one of the wait that counts'
run 'for the same again' 0 at 2026-11-10T11:30:00Z \
    crm-customer case wait "$two" for='spare part' -o ids
is_err 'crm-customer: unchanged 1'
is "$(crm-customer case-move list -w "case = $two" -c status,waiting_for | sed 1d)" \
    'in_progress,
waiting,
waiting,spare part' 'each is kept'

run 'the calendar of a case is needed' 5 crm-admin calendar delete default
done_testing
