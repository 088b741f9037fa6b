#!/bin/sh
# Approvals on their way: sent back, handed on, more steps, time limits, changes of
# fields by steps; nothing gets past them.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
logins rep mgr law fin boss
for u in rep:rep mgr:manager law:legal fin:finance boss:director; do
	quiet crm-team user add login=${u%:*} role="$(
		case ${u#*:} in director) echo admin ;; *) echo "${u#*:}" ;; esac)"
done
quiet crm-team user set mgr manager=boss
as() { who=$1; shift; CRM_USER=$who "$@"; }
draft() { as rep crm-order add amount="$1" -o ids -q > /dev/null; }
state() { crm-order list "$1" -o csv -c status | sed 1d; }
waits() { crm-admin approval list -w "about = $1" -s approval_id -o csv -c status | sed 1d | paste -sd' '; }
quiet crm-admin approval-rule add kind=order seq=1 when='amount < 1000' steps=manager days=2
quiet crm-admin approval-rule add kind=order seq=2 when='amount < 5000' steps='legal + finance > mgr'

# ---- sent back ----

draft 500
quiet as rep crm-order submit O1
run 'sent back without a word' 5 as mgr crm-admin approval send-back AP1
is_err 'crm-admin: who sends AP1 back says what is missing: comment=TEXT'
run 'sent back' 0 as mgr crm-admin approval send-back AP1 comment='no address' -o csv -c status,comment
is_out 'status,comment
sent_back,no address'
is "$(state O1)" draft 'it is a draft again'
run 'who asked hears of it' 0 as rep crm-task notice list -o csv -c event
like_out sent_back

# ---- handed on ----

quiet as rep crm-order submit O1
run 'not to who asked' 5 as mgr crm-admin approval delegate AP2 to=rep
is_err 'crm-admin: rep asked for AP2, and nobody agrees to his own'
run 'nor by who may not' 6 as law crm-admin approval delegate AP2 to=fin
run 'handed on' 0 as mgr crm-admin approval delegate AP2 to=fin comment='on a journey' -o csv -c status
is_out 'status
delegated'
run 'not by who handed it on' 5 as mgr crm-admin approval approve AP2
is_err 'crm-admin: AP2 is delegated already'
run 'nor to who is asked already' 5 as fin crm-admin approval delegate AP3 to=fin
is_err 'crm-admin: fin is asked for AP3 already'
run 'a person is none of a role' 6 as law crm-admin approval approve AP3
is_err 'crm-admin: AP3 is decided by fin'
run 'decided in that place' 0 as fin crm-admin approval approve AP3 -q
is "$(waits O1)/$(state O1)" 'sent_back delegated approved/approved' 'to the end'

# ---- more steps ----

draft 2000
quiet as rep crm-order submit O2
is "$(waits O2)" 'pending pending queued' 'two steps'
quiet as law crm-admin approval approve AP4
run 'not to who agreed in the same step' 5 as fin crm-admin approval delegate AP5 to=law
is_err 'crm-admin: law agreed in this step already, and nobody acts for both: delegate AP5 to somebody else'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
run 'by nobody who is that' 4 as law crm-admin approval add-step AP4 steps=sea
like_err "'sea' is neither a role nor a user's login"
run 'more behind it' 0 as law crm-admin approval add-step AP4 steps='boss > finance' -q
is "$(crm-admin approval list -w 'about = O2' -s step,approval_id -o csv -c step,role,person | sed 1d)" '1,legal,
1,finance,
2,,boss
3,finance,
4,,mgr' 'between its step and the next'
quiet as law crm-admin approval approve AP4
quiet as fin crm-admin approval approve AP5
run 'which is asked first' 0 as boss crm-admin approval approve AP7 -q
quiet as fin crm-admin approval approve AP8
is "$(state O2)" submitted 'not yet'
quiet as mgr crm-admin approval approve AP6
is "$(state O2)" approved 'and the last'
run 'all of it undone' 0 crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(state O2)" submitted 'by its batch'
quiet as mgr crm-admin approval approve AP6

# ---- time limits ----

draft 600
quiet as rep crm-order submit O3
run 'a limit' 0 crm-admin approval list -w 'about = O3' -o csv -c due_on
is_out 'due_on
2026-11-23'
run 'in the due list' 0 as mgr crm-task due --kind approval --until 2026-11-30 -o csv -c why
like_out 'until 2026-11-23 at the latest'
quiet crm-team user set boss role=marketing
run 'whoever is above does not decide yet' 6 as boss crm-admin approval approve AP9
run 'and does behind it' 0 on 2026-11-24 as boss crm-admin approval approve AP9 -q
is "$(state O3)" approved 'in the place of who was late'

# ---- nobody gets past it ----

draft 700
moved='status: is not set but moved'
run 'not by hand' 5 as rep crm-order set O4 status=confirmed
like_err "$moved"
run 'not as another' 5 as rep crm-order set O4 status=confirmed amount=800
like_err "$moved"
run 'nor by its verb' 5 as rep crm-order confirm O4
like_err 'O4 is draft; what is approved is confirmed; crm-order submit comes before'
run 'nor from the beginning' 5 as rep crm-order add amount=700 status=approved
run 'it may be dropped' 0 as rep crm-order cancel O4 -n -q -o ids
quiet as rep crm-order submit O4
run 'nor while it waits' 5 as rep crm-order confirm O4
like_err 'O4 is submitted and waits for AP10 .manager.'
run 'dropped, nobody is asked any more' 0 as rep crm-order cancel O4 -q -o ids
is "$(waits O4)" revoked 'it is taken back'
run 'an import records what is' 0 sh -c 'printf "amount,status\n700,confirmed\n" | crm-order import - -q -o ids'
run 'an agreed one that is edited' 0 as rep crm-order set O3 amount=650 -q -o ids
is "$(state O3)" draft 'is a draft again'

# ---- who submits is the only one ----

quiet as mgr crm-order add amount=500
run 'nobody else could agree' 5 as mgr crm-order submit O6
like_err 'manager is asked, and that is you alone: nobody agrees to what he submits'

# ---- nobody is left out ----

quiet as rep crm-order add amount=700
o=$(crm-order list -w 'amount = 700 and status = draft' -o ids)
quiet as rep crm-order submit "$o"
one=$(crm-admin approval list -w "about = $o" -o ids -s approval_id -l 1)
for who in rep ann; do
	run "who is asked stays asked, $who" 5 as $who crm-admin approval delete "$one"
	is_err "crm-admin: $one stays, as all that was asked and decided does; who asked takes back what waits: crm-admin approval revoke; what it is about is cancelled or withdrawn, not deleted"
done
quiet as rep crm-admin approval revoke "$one"
run 'nor goes what was decided' 5 as rep crm-admin approval delete "$one"
like_err 'stays, as all that was asked and decided does'
quiet as rep crm-order submit "$o"
run 'what undoes the submission takes what it asked' 0 as rep crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(waits "$o")" revoked 'and nobody is asked'

# ---- changes of fields by the same engine ----

run 'nobody agrees' 4 crm-admin guard add entity=customer field=credit_limit
like_err 'role: somebody has to agree: role=ROLE, or steps=STEPS'
quiet crm-admin guard add entity=customer field=credit_limit steps='finance > mgr' days=3
quiet crm-customer add name=Acme credit_limit=10
run 'asked step by step' 0 as rep crm-customer set C1 credit_limit=500 -q -o ids
is "$(waits C1)" 'pending queued' 'two'
a=$(crm-admin approval list -w 'about = C1 and step = 1' -o ids)
b=$(crm-admin approval list -w 'about = C1 and step = 2' -o ids)
quiet as fin crm-admin approval approve "$a"
is "$(crm-customer list C1 -o csv -c credit_limit | sed 1d)" 10.00 'it is not made yet'
quiet as mgr crm-admin approval approve "$b"
is "$(crm-customer list C1 -o csv -c credit_limit | sed 1d)" 500.00 'it is behind the last'
quiet as rep crm-customer set C1 credit_limit=900
a=$(crm-admin approval list -w 'about = C1 and status = pending' -o ids)
run 'sent back' 0 as fin crm-admin approval send-back "$a" comment='why?' -q
is "$(waits C1)" 'approved approved sent_back skipped' 'all of it'
# ---- who submits is asked in a step more ----

quiet crm-admin approval-rule add kind=order seq=3 when='amount >= 9000' steps=legal
o=$(as mgr crm-order add amount=9000 -q -o ids)
quiet as mgr crm-order submit "$o"
a=$(crm-admin approval list -w "about = $o" -o ids)
quiet as law crm-admin approval add-step "$a" steps=mgr
quiet as law crm-admin approval approve "$a"
a=$(crm-admin approval list -w "about = $o and person = mgr" -o ids)
run 'he does not agree' 5 as mgr crm-admin approval approve "$a"
is_err "crm-admin: $a is your own: an administrator decides it, or delegates it to somebody else"
run 'and an administrator hands it on' 0 crm-admin approval delegate "$a" to=fin -q -o ids
# ---- who stands behind others is asked when they have agreed ----

quiet crm-admin approval-rule add kind=order seq=4 when='amount >= 6000' steps='mgr > law'
o=$(as rep crm-order add amount=6000 -q -o ids)
CRM_NOW=2026-11-02T09:00:00Z quiet as rep crm-order submit "$o"
asked() { crm-admin approval list -w "about = $o" -s approval_id -o csv -c status,asked_at | sed 1d | paste -sd' '; }
CRM_NOW=2026-11-03T10:30:00Z quiet as mgr crm-admin approval approve "$(crm-admin approval list -w "about = $o and step = 1" -o ids)"
is "$(asked)" 'approved,2026-11-02T09:00:00Z pending,2026-11-03T10:30:00Z' 'the second waits from the decision of the first'

# ---- who is gone is named ----

quiet crm-team user set law active=no
run 'a person who acts no more' 0 crm-task due --kind approval --until 2026-11-30 -w "what = approval" -o csv -c who,why
like_out '^,waits for a law since 2026-11-03$'
run 'the books' 0 crm-admin check -q
done_testing
