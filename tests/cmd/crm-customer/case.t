#!/bin/sh
# Cases: their states, whose they are, reopening, splitting, merging, parents.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
# at INSTANT COMMAND…
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }
case_() { crm-customer case "$@"; }
# state CASE: status, owner
state() { case_ list "$1" -o tsv -c status,owner | sed 1d; }

CRM_NOW=2026-11-02T09:00:00Z
export CRM_NOW
book
logins kim bob
quiet crm-team team add name=desk
quiet crm-team add login=kim role=service team=desk
quiet crm-team add login=bob role=service active=no
quiet crm-customer add name=Acme owner=kim
quiet crm-customer contact add name=Li customer=C1

# ---- states ----

run 'a case of a contact' 0 case_ add subject='Broken pump' contact=CT1 \
    -c case_id,customer,status,priority,owner,opened_at
is_out 'case_id,customer,status,priority,owner,opened_at
CS1,Acme,new,normal,,2026-11-02T09:00:00Z'
run 'not from its end' 5 case_ add subject=X status=closed
is_err 'crm-customer: status: a case begins as new, not as closed; verbs take it on, and an import records what was elsewhere'
run 'nobody has it yet' 5 case_ work CS1
is_err 'crm-customer: CS1 is new; work is not possible from there, but: take (assigned)'
run 'an owner is not given by hand alone' 0 case_ set CS1 owner=kim -o ids
is "$(state CS1)" 'assigned	kim' 'whose it is, it is assigned to'
run 'no owner any more' 0 case_ set CS1 owner= -o ids
is "$(state CS1)" 'new	' 'and new again'
run 'taken' 0 as kim crm-customer case take CS1 -o ids
is "$(state CS1)" 'assigned	kim' 'by kim'
run 'by another' 5 case_ take CS1
is_err 'crm-customer: CS1 is taken already, by kim'
run 'a verb moves it, not a field' 5 case_ set CS1 status=closed
run 'assigned, not resolved' 5 case_ resolve CS1
is_err 'crm-customer: CS1 is assigned; resolve is not possible from there, but: work (in_progress)'
run 'worked on' 0 at 2026-11-02T10:00:00Z crm-customer case work CS1 -o ids
run 'waits' 0 at 2026-11-02T10:30:00Z crm-customer case wait CS1 -o ids
run 'again is nothing new' 0 case_ wait CS1
is_err 'crm-customer: unchanged 1'
run 'closed from there' 5 case_ close CS1
is_err 'crm-customer: CS1 is waiting; close is not possible from there, but: work (in_progress), resolve (resolved)'
run 'resolved from waiting' 0 at 2026-11-02T11:00:00Z crm-customer case \
    resolve CS1 resolution='new seal' -c status,resolved_at,resolution
is_out 'status,resolved_at,resolution
resolved,2026-11-02T11:00:00Z,new seal'
run 'what it went through' 0 crm-customer case-move list -c status,at
is_out 'status,at
assigned,2026-11-02T09:00:00Z
new,2026-11-02T09:00:00Z
assigned,2026-11-02T09:00:00Z
in_progress,2026-11-02T10:00:00Z
waiting,2026-11-02T10:30:00Z
resolved,2026-11-02T11:00:00Z'

# ---- undo ----

batch=$(crm-admin log -l 1 -o ids)
run 'a step is undone' 0 crm-admin undo "$batch" -q -o ids
is "$(case_ list CS1 -o tsv -c status,resolved_at,resolution | sed 1d)" \
    'waiting		' 'all of it'
is "$(crm-customer case-move list -o tsv -c status | tail -n 1)" waiting \
    'its move too, and no other is made'
run 'and done again' 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q -o ids
is "$(crm-customer case-move list -o tsv -c status | sed 1d | tail -n 1)" \
    resolved 'with the move that it had'

# ---- reopening ----

run 'the last day of seven' 0 on 2026-11-09 crm-customer case reopen CS1 \
    -c case_id,status,reopened,resolved_at
is_out 'case_id,status,reopened,resolved_at
CS1,in_progress,1,'
quiet on 2026-11-09 crm-customer case resolve CS1
run 'a day too late it is a new one' 0 on 2026-11-17 crm-customer case \
    reopen CS1 -c case_id,subject,customer,contact,status,continues_id
is_out 'case_id,subject,customer,contact,status,continues_id
CS2,Broken pump,Acme,Li,new,CS1'
is "$(state CS1)" 'resolved	kim' 'the old one stays'
quiet crm-admin setting add name=case_reopen_days value=30
run 'the days are a setting' 0 on 2026-11-17 crm-customer case reopen CS1 \
    -c status,reopened
is_out 'status,reopened
in_progress,2'
run 'which is a number' 4 crm-admin setting set case_reopen_days value=soon
is_err "crm-admin: case_reopen_days: 'soon' is not a number of days, or never"
quiet on 2026-11-17 crm-customer case resolve CS1
quiet on 2026-11-17 crm-customer case close CS1
run 'a closed one goes on as another' 0 on 2026-11-17 crm-customer case \
    reopen CS1 -o ids
is_out CS3
run 'closed is final' 5 case_ work CS1
like_err 'CS1 is closed; work is not possible from there, but: reopen'

# ---- whose ----

run 'for somebody who is not active' 5 case_ set CS2 owner=bob
is_err 'crm-customer: owner: bob is not active; choose somebody else, or: crm-team set bob active=yes'
run 'nor a new one' 5 case_ add subject=X owner=bob
quiet crm-admin assign-rule add kind=case seq=1 when='priority = urgent' \
    method=person person=kim
quiet crm-admin assign-rule add kind=case seq=2 method=previous
run 'by the rules' 0 case_ assign --explain -c case_id,owner,why
is_out 'case_id,owner,why
CS2,kim,owner of CS1 of the same customer
CS3,kim,owner of CS2 of the same customer'
is "$(case_ assign -q -o ids; state CS2)" 'assigned	kim' 'and they are'

# ---- two at once ----

quiet case_ add subject=Race
for who in kim ann; do
	{
		as $who crm-customer case take CS4 > "$who.out" 2> "$who.err"
		echo $? > "$who.status"
	} &
done
wait
is "$(cat kim.status ann.status | sort | tr '\n' ' ')" '0 5 ' 'one gets it'
is "$(cat kim.err ann.err | grep -c 'CS4 is taken already')" 1 \
    'the other is told'
quiet case_ delete CS4

# ---- parents ----

quiet case_ add subject=Parent owner=kim
quiet case_ set CS2 parent=CS5
run 'not its own' 4 case_ set CS5 parent=CS2
for step in work resolve; do quiet case_ $step CS5; done
run 'not closed over what is open' 5 case_ close CS5
is_err 'crm-customer: CS5 is not closed over what is open below it: CS2'
for step in work resolve; do quiet case_ $step CS2; done
run 'over what is resolved it is' 0 case_ close CS5 -o ids
run 'nothing is reopened below it' 5 case_ reopen CS2
is_err 'crm-customer: parent: CS5 is closed, and nothing below it can be open'
run 'nothing open is put there' 5 case_ set CS3 parent=CS5

# ---- splitting ----

run 'a part of its own' 0 on 2026-11-03 crm-customer case split CS3 \
    subject='Leaking hose' priority=high \
    -c case_id,subject,customer,priority,status,opened_at,split_from_id
is_out 'case_id,subject,customer,priority,status,opened_at,split_from_id
CS6,Leaking hose,Acme,high,new,2026-11-17T09:00:00Z,CS3'
run 'without a subject' 4 case_ split CS3 priority=high
run 'not of what is over' 5 case_ split CS1 subject=X
like_err 'CS1 is closed; only what is open is split'

# ---- merging ----

quiet crm-task activity add kind=call about=CS6 subject=ring
run 'two that are one' 0 case_ merge CS3 CS6 into=CS3 -o ids
is_out CS3
is "$(crm-task activity list -o tsv -c about | tail -n 1)" CS3 \
    'what was about it follows'
is "$(case_ list CS6 -o ids)" CS3 'its id leads there'
quiet case_ work CS3
is "$(crm-customer case-move list -w 'case = CS3' -o tsv -c status | sed 1d)" \
    'assigned
in_progress' 'its past is its own'
run 'undone' 0 crm-admin undo "$(crm-admin log -o tsv -c batch,args | awk '/merge/ { print $1; exit }')" -q -o ids
is "$(case_ list CS6 -o tsv -c case_id,status | sed 1d)" 'CS6	new' \
    'there are two again'

# ---- around ----

run 'all about the customer' 0 crm-customer show C1 --all -o table
like_out '^Cases \(case.customer\): [0-9]'
run 'what is amiss' 4 on 2026-12-24 crm-customer case lint -c case_id,code
like_out '^CS1,no-category$'
like_out '^CS3,stale$'
run 'a history that came from elsewhere' 0 case_ import -o ids <<END
ext,subject,status,opened_at,answered_at,resolved_at,owner
T1,Old,closed,2025-01-02T09:00:00Z,2025-01-02T10:00:00Z,2025-01-02T17:00:00Z,bob
END
run 'as it was' 0 case_ list ext:T1 -c status,owner,first_response,resolved_at
is_out 'status,owner,first_response,resolved_at
closed,bob,2025-01-02T10:00:00Z,2025-01-02T17:00:00Z'
run 'its clocks' 0 case_ sla ext:T1 -c response_seconds,resolution_seconds
is_out 'response_seconds,resolution_seconds
3600,25200'
run 'the books are right' 0 crm-admin check -q
# ---- what is over, and does not say when ----

run 'closed, resolved at no time' 0 case_ import -q -o ids <<END
ext,subject,status,opened_at,answered_at,resolved_at,closed_at
U1,Late,closed,2025-01-02T09:00:00Z,,,2025-01-02T12:00:00Z
U2,Never,closed,2025-01-02T09:00:00Z,,,
U3,Answered,closed,2025-01-02T09:00:00Z,2025-01-02T10:00:00Z,,
END
run 'its clock does not run on' 0 case_ sla ext:U1 ext:U2 ext:U3 \
    -c resolution,response_seconds,resolution_seconds,resolution_late
is_out 'resolution,response_seconds,resolution_seconds,resolution_late
2025-01-02T12:00:00Z,10800,10800,no
,,,
,3600,,'
run 'nor are its hours counted' 0 crm-report desk -w 'ext in (U1, U2, U3)' \
    -c cases,n,resolution_p50,resolution_p90
like_out '^3,3,180,180$'
run 'in an order that cannot be' 4 case_ import -o ids <<END
ext,subject,status,opened_at,resolved_at,closed_at
U4,Back,closed,2025-01-02T09:00:00Z,2025-01-01T09:00:00Z,
U5,Back,closed,2025-01-02T09:00:00Z,2025-01-03T09:00:00Z,2025-01-02T10:00:00Z
END
is_err 'crm-customer: stdin:2: resolved_at: is before opened_at
crm-customer: stdin:3: closed_at: is before resolved_at
crm-customer: read 2, rejected 2; nothing was written'
run 'nor by hand' 4 case_ set ext:U1 opened_at=2025-01-03
like_err 'resolved_at: is before|closed_at: is before opened_at'
run 'moves before it was opened, and to come' 4 crm-customer case-move import <<END
case,status,at
ext:U1,in_progress,2025-01-01T09:00:00Z
ext:U1,in_progress,2027-01-01T09:00:00Z
END
like_err '^crm-customer: stdin:2: at: is before the case was opened$'
like_err '^crm-customer: stdin:3: at: is still to come$'

# ---- what a verb says of one that is so already ----

quiet case_ add customer=C1 subject=Said owner=ann
said=$(case_ list -w 'subject = Said' -o ids)
quiet case_ work "$said"
quiet case_ resolve "$said" resolution=Fixed
run 'the same again' 0 case_ resolve "$said" resolution=Fixed
run 'nothing' 0 case_ resolve "$said"
run 'something else is not dropped' 5 case_ resolve "$said" resolution=Replaced
is_err "crm-customer: resolution: $said is so already, with another resolution; to change that: set $said resolution=…"
# ---- whose contact, whose owner ----

quiet crm-customer add name=Birch
quiet crm-customer contact add name=Bo customer=Birch
run 'a contact of another company' 5 case_ add subject=X customer=C1 contact=Bo
like_err '^crm-customer: contact: CT[0-9]+ is of C[0-9]+, and not of C1$'
run 'likewise of a deal' 5 crm-deal add name=X customer=C1 contact=Bo
like_err '^crm-deal: contact: CT[0-9]+ is of C[0-9]+, and not of C1$'
run 'with --yes it stays' 0 case_ set "$said" contact=Bo -y -q -o ids
run 'nobody who left gets a customer' 5 crm-customer set C1 owner=bob
is_err 'crm-customer: owner: bob is not active; choose somebody else, or: crm-team set bob active=yes'
run 'nor a lead' 5 crm-lead add company=X owner=bob
run 'nor a deal' 5 crm-deal add name=X owner=bob
run 'nor a project' 5 crm-task project add name=X owner=bob
run 'a login is one line' 4 crm-team add "login=a
b"
is_err 'crm-team: login: is one line, without tabs'
run 'and a name' 4 crm-team add login=c "name=a	b"
done_testing
