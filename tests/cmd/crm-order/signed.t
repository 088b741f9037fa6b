#!/bin/sh
# The last signature signs a contract, whoever wrote it down: a verb, or an import.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
state() { crm-order contract list -o csv -c status,signed_on -w "id = $1" | sed 1d; }
plan() { crm-order receivable list -o csv -c amount,due_on -w "contract = $1 and void_on is null" | sed 1d; }
CRM_NOW=2026-11-20T09:00:00Z
quiet crm-customer add name=Acme
quiet crm-order contract add customer=C1 title=K amount=1200 form=instalment
quiet crm-order contract submit CTR1
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW
quiet crm-order contract sign CTR1 party=seller signed_by=A on=2026-11-20

printf 'contract,party,signed_by,signed_on\nCTR1,customer,B,2026-11-21\n' > last.csv
run 'tried' 0 crm-order signature import last.csv -n -q
is "$(state CTR1)" approved, 'nobody has signed'
run 'the last that lacks is imported' 0 crm-order signature import last.csv -q
is "$(state CTR1)" signed,2026-11-21 'it is signed on that day'
is "$(plan CTR1)" 1200.00,2026-11-21 'and has its plan, as by the verb'
b=$(crm-admin log -o csv -c batch -l 1 | sed 1d)
run 'undone' 0 crm-admin undo "$b" -q
is "$(state CTR1)$(plan CTR1)" approved, 'nothing of it is left'
printf 'contract,party,signed_by,signed_on\nCTR1,seller,C,2026-11-21\n' > twice.csv
run 'who has signed' 5 crm-order signature import twice.csv
like_err 'twice.csv:2: party: seller has signed already: SGN1'

# ---- history ----

printf '%s\n' number,customer,title,amount,status,drawn_on,form \
    K9,Acme,Old,100,approved,2026-01-01,instalment \
    K10,Acme,Old,100,draft,2026-01-01,instalment > old.csv
quiet crm-order contract import old.csv
printf '%s\n' contract,party,signed_by,signed_on K9,customer,B,2026-01-22 \
    K9,seller,B,2026-01-21 K10,seller,B,2026-01-21 K10,customer,B,2026-01-21 > by.csv
run 'signatures of what came approved' 0 crm-order signature import by.csv -q
is "$(state CTR2)" signed,2026-01-22 'sign it, on the last of their days'
is "$(plan CTR2)" '' 'and nothing arises from what was before this book'
is "$(state CTR3)" draft, 'what is no more than a draft stays one'
quiet crm-order contract submit CTR3
is "$(state CTR3)" signed,2026-01-21 'and is signed once it is agreed to'
run 'undone' 0 crm-admin undo "$(batch)" -q
is "$(state CTR3)" draft, 'it is one again'
quiet crm-admin approval-rule add kind=contract seq=1 when='amount > 0' steps=admin
quiet crm-team add login=eve role=admin
logins eve
CRM_USER=eve crm-order contract submit CTR3 -q > made.out
is "$(state CTR3)" in_review, 'who must agree is asked first'
quiet crm-admin approval approve "$(crm-admin approval list -w 'status = pending' -o ids)"
is "$(state CTR3)" signed,2026-01-21 'and signs it by that'
run 'the books' 0 crm-admin check -q
done_testing
