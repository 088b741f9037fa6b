#!/bin/sh
# The matrix of approvals: rules, routes, lint.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
for u in bob:rep mia:manager fin:finance law:legal dan:manager; do
	quiet crm-team user add login=${u%:*} role=${u#*:}
done
rule() { crm-admin approval-rule add kind=order "$@"; }
route() { crm-admin approval test amount="$1" -o csv -c step,how,who -q; }

# ---- a rule ----

run 'of what is no kind' 4 crm-admin approval-rule add kind=thing seq=1
is_err "crm-admin: kind: 'thing' is not a kind of record like lead, customer or deal"
run 'a condition that cannot be read' 4 rule seq=1 when='amout > 5'
like_err "when: no field 'amout' in order"
run 'a name is missing' 4 rule seq=1 steps='manager > '
like_err 'steps: a name is missing'
run 'both at once' 4 rule seq=1 steps='manager + fin | law'
like_err 'steps: a step is joined by \+ or by \|, not by both'
run 'nobody' 4 rule seq=1 steps='manager > boss'
is_err "crm-admin: steps: 'boss' is neither a role nor a user's login"
run 'too many' 4 rule seq=1 steps='rep+rep+rep+rep+rep+rep+rep+rep+rep'
like_err 'steps: a step has at most 8 approvers'
run 'no rule' 0 crm-admin approval test amount=5
is_err 'crm-admin: 5: no rule fits, so nobody is asked'

# ---- ap-10: under 5,000 no step, from 5,000 the manager ----

quiet rule seq=1 when='amount < 5000'
quiet rule seq=2 when='amount >= 5000 and amount < 20000' steps=manager
quiet rule seq=3 when='amount >= 20000' steps='manager > legal + finance > mia|dan'
run 'below' 0 crm-admin approval test amount=4999.99 -o csv -c who
is_out who
is_err 'crm-admin: 4999.99: APR1 asks nobody'
run 'from there' 0 route 5000
is_out 'step,how,who
1,ANY,manager'
run 'further' 0 route 20000
is_out 'step,how,who
1,ANY,manager
2,ALL,"legal, finance"
3,ANY,"mia, dan"'
run 'nothing amiss' 0 crm-admin approval-rule lint -q
is_out ''

# ---- a record ----

quiet crm-order add number=N1 amount=7000
run 'of an order' 0 crm-admin approval test O1 -o csv
is_out 'record,approval_rule_id,step,how,who
O1,APR2,1,ANY,manager'
run 'of nothing' 2 crm-admin approval test
is_err 'crm-admin: test takes records, or amount=AMOUNT and kind=KIND'
run 'of what has no amount' 2 crm-admin approval test amount=5 kind=lead
like_err 'is not a kind of record with an amount'
run 'of what is not there' 3 crm-admin approval test O9

# ---- out and in as a table ----

try 'out and in' 0 'crm-admin approval-rule list -o csv | crm-admin approval-rule import - --on-duplicate update -q -o csv -c _action'
is_out '_action
unchanged
unchanged
unchanged'

# ---- ap-12: overlaps; gaps; what is never reached ----

quiet crm-admin approval-rule set APR2 when='amount <= 10000'
quiet crm-admin approval-rule set APR3 when='amount >= 10000'
quiet crm-admin approval-rule set APR1 active=no
run 'two that fit' 0 crm-admin approval test amount=10000 -o csv -c who
is_out 'who
manager'
is_err 'crm-admin: 10000: APR3 fits too; the first wins'
run 'lint shows it' 4 crm-admin approval-rule lint -o csv -c code,approval_rule_id,message
is_out 'code,approval_rule_id,message
overlap,APR3,"an earlier rule fits too, and wins: 10000.00, APR2"'
quiet crm-admin approval-rule set APR3 when='amount > 10000.01'
run 'a gap' 4 crm-admin approval-rule lint -o csv -c code,approval_rule_id,message
is_out 'code,approval_rule_id,message
gap,APR2,no rule fits the amount: 10000.01
gap,APR3,no rule fits the amount: 10000.01'
quiet crm-admin approval-rule set APR3 when='amount > 10000'
quiet crm-admin approval-rule add kind=order seq=9 when='amount > 50000' steps=mia
run 'never reached' 4 crm-admin approval-rule lint -o csv -c code,approval_rule_id,message
is_out 'code,approval_rule_id,message
unreachable,APR4,never comes first: an earlier rule fits whatever it fits: APR3'
quiet crm-admin approval-rule set APR4 when='amount > 50000 and owner = mia'
run 'of more than the amount it does not judge' 0 crm-admin approval-rule lint -q
quiet crm-team user set law active=no
run 'approvers who left' 4 crm-admin approval-rule lint -o csv -c code,approval_rule_id,message
is_out 'code,approval_rule_id,message
approver-gone,APR3,nobody who is active can agree for: legal'
quiet crm-admin approval-rule set APR3 steps='legal + warehouse'
run 'each of them is told' 4 crm-admin approval-rule lint -o csv -c code,message
is_out 'code,message
approver-gone,"nobody who is active can agree for: legal, warehouse"'
run 'another change is not kept from it' 0 crm-admin approval-rule set APR3 seq=4 -q

# ---- the table of the manual ----

crm-admin approval-rule list -o ids | crm-admin approval-rule delete - -q -o ids > /dev/null
quiet crm-team user set law active=yes
sed -n '/^kind,seq,when,steps$/,/^\.Ed/p' "$TOP/cmd/crm-admin/crm.7" | sed '$d' > rules.csv
run 'it comes in' 0 crm-admin approval-rule import rules.csv -q -o ids
run 'and nothing is amiss in it' 0 crm-admin approval-rule lint

# ---- what it is in the currency of the book ----

crm-admin approval-rule list -o ids | crm-admin approval-rule delete - -q -o ids > /dev/null
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW
logins bob
quiet crm-customer add name=C
for r in USD:7 JPY:0.05 KWD:23; do
	quiet crm-admin rate add currency="${r%:*}" day=2026-11-20 rate="${r#*:}"
done
quiet rule seq=1 when='amount_base < 5000'
quiet rule seq=2 when='amount_base >= 5000' steps=mia
run 'it has no gap' 0 crm-admin approval-rule lint
run 'of an amount alone' 0 route 6000
is_out 'step,how,who
1,ANY,mia'
for c in USD JPY KWD CNY EUR; do
	quiet crm-order add customer=C1 amount=4999 currency=$c
done
for o in O2 O3 O4 O5; do
	CRM_USER=bob quiet crm-order submit $o
done
run 'each by its rate' 0 crm-order list -w 'customer = C1' -o csv -c order_id,status,amount,amount_base
is_out 'order_id,status,amount,amount_base
O2,submitted,4999.00,34993.00
O3,approved,4999,249.95
O4,submitted,4999.000,114977.00
O5,approved,4999.00,4999.00
O6,draft,4999.00,'
run 'one without a rate is not agreed to unseen' 5 crm-order submit O6
is_err "crm-order: O6 is in EUR and has no rate, and $(crm-admin approval-rule list -w 'seq = 1' -o ids) asks what it is in CNY: crm-order set O6 rate=RATE"
run 'it is looked for' 0 crm-order list -w 'amount_base > 30000' -o ids
is_out 'O2
O4'
quiet crm-admin approval-rule add kind=quote seq=1 when='amount_base >= 5000' steps=mia
quiet crm-admin approval-rule add kind=contract seq=1 when='amount_base >= 5000' steps=mia
quiet crm-admin approval-rule add kind=write-off seq=1 when='amount_base >= 5000' steps=mia
q=$(crm-deal quote add customer=C1 amount=4999 currency=USD -q -o ids)
c=$(crm-order contract add customer=C1 amount=4999 currency=USD -q -o ids)
r=$(crm-order receivable add customer=C1 amount=4999 currency=USD -q -o ids)
w=$(crm-order write-off add receivable="$r" kind=bad_debt amount=4999 reason=x -q -o ids)
CRM_USER=bob quiet crm-deal quote submit "$q"
CRM_USER=bob quiet crm-order contract submit "$c"
is "$(crm-deal quote list "$q" -o csv -c status,amount_base | sed 1d)" pending,34993.00 'a quote likewise'
is "$(crm-order contract list "$c" -o csv -c status,amount_base | sed 1d)" in_review,34993.00 'a contract'
is "$(crm-order write-off list "$w" -o csv -c amount_base | sed 1d)" 34993.00 'a write-off'
run 'who is asked about that' 0 crm-admin approval test "$w" -o csv -c who -q
is_out 'who
mia'
run 'the books' 0 crm-admin check -q

# ---- an amount without lines is net and gross ----

crm-admin approval-rule list -o ids | crm-admin approval-rule set - active=no -q > /dev/null
quiet rule seq=1 when='gross >= 500 and net < 1000' steps=mia
quiet crm-admin approval-rule add kind=quote seq=1 when='net >= 500' steps=mia
run 'what an amount alone asks' 0 route 999
is_out 'step,how,who
1,ANY,mia'
for n in 499.99 500; do
	o=$(crm-order add customer=C1 amount=$n -q -o ids)
	q=$(crm-deal quote add customer=C1 amount=$n -q -o ids)
	CRM_USER=bob quiet crm-order submit "$o"
	CRM_USER=bob quiet crm-deal quote submit "$q"
	crm-order list "$o" -o csv -c status | sed 1d
	crm-deal quote list "$q" -o csv -c status | sed 1d
done > "$T_DIR/asked"
is "$(paste -sd' ' "$T_DIR/asked")" 'approved approved submitted pending' 'a rule by gross or net asks about it'

# ---- a table that comes without its ids stands behind the one that is there, and says so ----

other matrix
crm-admin init -q
printf 'kind,seq,when,steps\norder,1,amount < 5000,\norder,1,amount > 90000,ann\norder,2,amount >= 5000,ann\n' > table.csv
run 'into an empty book: two of one number are no matter' 0 crm-admin approval-rule import table.csv -o ids
is_err 'crm-admin: read 3, inserted 3 (batch B2)'
crm-admin approval-rule list -o csv -c kind,seq,when,steps > edited.csv
sed -i.bak 's/5000/3000/' edited.csv
printf 'order,7,amount = 7,\n' >> edited.csv
run 'a dry run says it' 0 crm-admin approval-rule import edited.csv -n -o ids
like_err '^crm-admin: APR.1 stands behind APR1, which has the same number and comes first; to have it instead: crm-admin approval-rule set APR1 active=no$'
run 'those that have others before them, and no more' 0 crm-admin approval-rule import edited.csv -o ids
is_err 'crm-admin: APR4 stands behind APR1, which has the same number and comes first; to have it instead: crm-admin approval-rule set APR1 active=no
crm-admin: APR5 stands behind APR1, which has the same number and comes first; to have it instead: crm-admin approval-rule set APR1 active=no
crm-admin: APR6 stands behind APR3, which has the same number and comes first; to have it instead: crm-admin approval-rule set APR3 active=no
crm-admin: read 4, inserted 4 (batch B3)'
run 'the old ones win' 0 crm-admin approval test kind=order amount=4000 -o csv
is_out record,approval_rule_id,step,how,who
run 'one that is added, too' 0 crm-admin approval-rule add kind=order seq=2 when='amount = 1' -o ids
like_err '^crm-admin: APR8 stands behind APR3, '
run 'one that is not active stands behind nothing' 0 crm-admin approval-rule add kind=order seq=2 active=no -o ids
is_err 'crm-admin: inserted 1 (batch B5)'
crm-admin approval-rule list -w 'kind = order and active = yes' |
    crm-admin approval-rule set - active=no -q > printed
run 'in the place of the old one' 0 crm-admin approval-rule import edited.csv --again -o ids
is_err 'crm-admin: read 4, inserted 4 (batch B7)'
run 'it is the matrix' 0 crm-admin approval test kind=order amount=4000 -o csv -c step,who
is_out 'step,who
1,ann'
done_testing
