#!/bin/sh
# Guarded fields: a change waits for somebody's consent.
. "$(dirname "$0")/../../lib.sh"
book

logins mia fin
quiet() { "$@" -q > /dev/null; }
for u in bob:rep mia:manager fin:finance; do
	quiet crm-team user add login=${u%:*} role=${u#*:}
done
as() { who=$1; shift; CRM_USER=$who "$@"; }

run 'a guard of what is no record' 4 crm-admin guard add entity=thing field=x role=finance
like_err "entity: 'thing' is not a kind of record"
run 'of what is no field' 4 crm-admin guard add entity=customer field=x role=finance
is_err "crm-admin: field: a customer has no field 'x'"
run 'of what nobody sets' 4 crm-admin guard add entity=customer field=created role=finance
like_err 'needs no guard'
run 'a condition that cannot be read' 4 crm-admin guard add entity=customer field=name role=finance when='grad = A'
is_err "crm-admin: when: no field 'grad' in customer; nearest: grade, grade_locked
  grad = A
  ^"
quiet crm-admin guard add entity=customer field=credit_limit role=finance
quiet crm-admin guard add entity=customer field=owner role=manager when='grade = A'
quiet crm-customer add name=Acme credit_limit=1000 grade=A owner=ann
quiet crm-customer add name=Bolt credit_limit=1000 grade=B owner=ann

run 'what is guarded waits, the rest is done' 0 as bob crm-customer set C1 credit_limit=5000 city=Wien owner=bob -o csv -c city,credit_limit,owner
is_out 'city,credit_limit,owner
Wien,1000.00,ann'
is_err 'crm-customer: C1: a change waits for approval: AP1; see it with: crm-admin approval show AP1
crm-customer: C1: a change waits for approval: AP2; see it with: crm-admin approval show AP2
crm-customer: updated 1 (batch B9)'
run 'what is asked' 0 crm-admin approval list -o csv -c about,what,status,role,asked_by
is_out 'about,what,status,role,asked_by
C1,credit_limit: 1000.00 -> 5000.00,pending,finance,bob
C1,owner: ann -> bob,pending,manager,bob'
run 'where the condition does not hold' 0 as bob crm-customer set C2 owner=bob -o csv -c owner
is_out 'owner
bob'
run 'the value it has asks nothing' 0 as bob crm-customer set C2 credit_limit=1000
is_err 'crm-customer: unchanged 1'
run 'a dry run' 0 as bob crm-customer set C2 credit_limit=7 -n -q
like_err 'AP\+1'
run 'nobody decides alone' 5 as bob crm-admin approval approve AP1
is_err 'crm-admin: AP1 is your own: somebody else of role finance decides it'
run 'another role' 6 as mia crm-admin approval approve AP1
is_err 'crm-admin: AP1 is decided by role finance'
run 'an unknown operand' 2 as fin crm-admin approval approve AP1 why=x
is_err "crm-admin: approve takes comment=TEXT, not 'why'"
run 'one that is not there' 3 as fin crm-admin approval approve AP9
run 'approve' 0 as fin crm-admin approval approve AP1 comment=fine -o csv -c status,decided_by,comment
is_out 'status,decided_by,comment
approved,fin,fine'
is "$(crm-customer list C1 -o csv -c credit_limit | sed 1d)" 5000.00 'it takes effect'
is "$(crm-customer history C1 -o csv -c actor,field,new | tail -n 1)" fin,credit_limit,5000.00 'in its history'
run 'again' 5 as fin crm-admin approval approve AP1
is_err 'crm-admin: AP1 is approved already'
run 'it is not set by hand' 5 crm-admin approval set AP2 status=approved

run 'reject' 0 as mia crm-admin approval reject AP2 comment='not yet' -o csv -c status
is_out 'status
rejected'
is "$(crm-customer list C1 -o csv -c owner | sed 1d)" ann 'it stays as it was'

quiet as bob crm-customer set C1 credit_limit=9000 2> /dev/null
run 'only who asked takes it back' 5 as fin crm-admin approval revoke AP3
is_err 'crm-admin: only who asked for AP3 can take it back'
run 'revoke' 0 as bob crm-admin approval revoke AP3 -o csv -c status
is_out 'status
revoked'

# The record moves on meanwhile: imports record what is.
quiet as bob crm-customer set C1 credit_limit=9000 2> /dev/null
printf 'customer_id,credit_limit\nC1,6000\n' |
    crm-customer import - -q --on-duplicate update -o ids > /dev/null
run 'stale' 5 as fin crm-admin approval approve AP4 -o csv -c status
is_out 'status
stale'
like_err '^crm-admin: AP4 is stale: '
is "$(crm-customer list C1 -o csv -c credit_limit | sed 1d)" 6000.00 'nothing was changed'

quiet as bob crm-customer set C1 C2 credit_limit='' 2> /dev/null
run 'nothing is a value too' 0 as fin crm-admin approval approve AP5 AP6 -o csv -c what
is_out 'what
credit_limit: 6000.00 -> nothing
credit_limit: 1000.00 -> nothing'
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undo' 0 crm-admin undo "$batch" -q
is "$(crm-customer list -o csv -c credit_limit | sed 1d)" '6000.00
1000.00' 'is exact'
is "$(crm-admin approval list AP5 -o csv -c status,decided_by | sed 1d)" pending, 'it waits again'
quiet crm-admin guard set GU1 active=no
run 'a guard that is off' 0 as bob crm-customer set C2 credit_limit=8 -o csv -c credit_limit
is_out 'credit_limit
8.00'
quiet crm-customer set C1 owner=ann 2> /dev/null
run 'a transfer asks too' 0 as bob crm-customer transfer C1 to=bob -o csv -c owner
is_out owner
like_err 'C1: a change waits for approval: AP[0-9]+;'

# An amount and its currency: one without the other would be another amount.
quiet crm-deal add name=Mill customer=Bolt amount=100
quiet crm-admin guard add entity=deal field=amount role=finance
run 'a new currency waits with the amount' 0 as bob crm-deal set D1 amount=500 currency=JPY next_step=call -q -o csv -c amount,currency,next_step
is_out 'amount,currency,next_step
100.00,CNY,call'
asked=$(crm-admin approval list -o ids | tail -n 1)
run 'what is asked' 0 crm-admin approval list "$asked" -o csv -c what
is_out 'what
currency: CNY -> JPY; amount: 100.00 -> 500'
quiet as fin crm-admin approval approve "$asked"
is "$(crm-deal list D1 -o csv -c amount,currency | sed 1d)" 500,JPY 'both take effect'
run 'a new currency alone waits too' 0 as bob crm-deal set D1 currency=CNY -q -o ids
is_out ''
asked=$(crm-admin approval list -o ids | tail -n 1)
printf 'deal_id,amount\nD1,600\n' | crm-deal import - -q --on-duplicate update -o ids > /dev/null
run 'of the amount that was seen' 5 as fin crm-admin approval approve "$asked" -q

# Every verb asks, but an import, which says what it wrote.
quiet crm-deal add name=Saw customer=Bolt amount=100
printf 'deal_id,amount\nD2,700\n' > guarded.csv
run 'an import records' 0 crm-deal import guarded.csv --on-duplicate update
like_err 'updated 1, guarded changes recorded as given 1'
printf 'deal_id,amount,next_step\nD2,800,visit\n' > guarded.csv
run 'and asks where it is told to' 0 as bob crm-deal import guarded.csv \
    --on-duplicate update --guarded -o csv -c amount,next_step
is_out 'amount,next_step,_action,_duplicate_of
700.00,visit,updated,'
like_err 'D2: a change waits for approval: AP[0-9]+;'
quiet crm-admin guard add entity=lead field=owner role=finance
quiet crm-admin pool add kind=lead name=Sea
quiet crm-lead add company=Oak owner=ann
quiet crm-lead add company=Elm
quiet crm-admin assign-rule add kind=lead seq=1 method=person person=bob
run 'a release waits as a whole' 0 crm-lead release L1 -o csv -c owner,status
is_out owner,status
is "$(crm-lead list L1 -o csv -c owner,pool | sed 1d)" ann, 'with its pool'
like_err 'L1: a change waits for approval: AP[0-9]+;'
asked=$(crm-admin approval list -o ids | tail -n 1)
quiet as fin crm-admin approval approve "$asked"
is "$(crm-lead list L1 -o csv -c owner,pool | sed 1d)" ,Sea 'which follows'
run 'assign asks too' 0 crm-lead assign L2 -o csv -c owner
like_err 'L2: a change waits for approval: AP[0-9]+;'
is "$(crm-lead list L2 -o csv -c owner,status | sed 1d)" ,new 'and the lead waits'
run 'a dry run asks nobody' 0 crm-lead assign L2 -n -q -o ids
is "$(crm-admin approval list -w 'status = pending and about = L2' -o ids | wc -l)" 1 'only once'
# A step of a state machine is made or refused; tasks and links do not wait in
# circles.
quiet crm-admin guard add entity=deal field=closed_on role=finance
run 'a step does not wait' 5 crm-deal win D2
like_err 'closed_on: is guarded .role finance., and this cannot wait for consent'
is "$(crm-deal list D2 -o csv -c stage | sed 1d)" qualification 'and nothing of it was done'
quiet crm-admin guard add entity=task field=owner role=finance
quiet crm-lead add company=Fir owner=ann
quiet crm-admin guard list -o ids
quiet crm-admin guard delete "$(crm-admin guard list -w 'entity = lead' -o ids)"
quiet crm-task add subject=Call about=L3 owner=ann
run 'a transfer whose tasks are guarded ends' 0 crm-lead transfer L3 to=bob -o csv -c owner
is_out 'owner
bob'
like_err 'T1: a change waits for approval: AP[0-9]+;'
quiet crm-admin guard add entity=contact field=customer role=finance
quiet crm-customer add name=Ash
quiet crm-customer add name=Birch
quiet crm-customer contact add name=Li customer=Birch
a=$(crm-customer list -w 'name = Ash' -o ids) b=$(crm-customer list -w 'name = Birch' -o ids)
run 'a merge takes the links along' 0 crm-customer merge "$b" into="$a" -q -o ids
is "$(crm-customer contact list -w 'name = Li' -o csv -c customer_id | sed 1d)" "$a" 'which is no change of theirs'
quiet crm-admin guard add entity=customer field=credit_limit role=manager when='name = Ash'
quiet crm-customer set "$a" credit_limit=7 2> /dev/null
n=$(crm-admin approval list -w 'status = pending' -o ids | wc -l)
quiet crm-customer set "$a" credit_limit=7 2> /dev/null
is "$(crm-admin approval list -w 'status = pending' -o ids | wc -l)" "$n" 'what waits is not asked for again'
run 'the book is sound' 0 crm-admin check
done_testing
