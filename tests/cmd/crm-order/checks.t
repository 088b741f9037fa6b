#!/bin/sh
# What nobody writes by hand: states that verbs lead to, numbers of our own form, what was
# agreed to, values that settings cannot have.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
quiet crm-customer add name=Acme
quiet crm-customer add name=Reseller kind=partner
quiet crm-stock warehouse add name=Main
quiet crm-stock product add sku=A list_price=5

# ---- states ----

run 'no lead is added converted' 5 crm-lead add name=Li status=converted
is_err 'crm-lead: status: nothing is added as converted: crm-lead convert leads there'
run 'nor as a duplicate' 5 crm-lead add name=Li status=duplicate
try 'an import may bring one' 0 'printf "name,status\nLi,converted\n" | crm-lead import - -q -o ids'
quiet crm-order receivable add customer=Acme amount=5 booked_on=2026-11-01
for state in pending posted void; do
	run "no write-off is $state" 5 crm-order write-off add receivable=R1 kind=bad_debt amount=1 status=$state
done
is_err 'crm-order: status: nothing is added as void: crm-order write-off take-back leads there'
run 'no count is booked' 5 crm-stock count add warehouse=Main status=posted
run 'no line of a bank is matched' 5 crm-order bank-line add booked_on=2026-11-20 amount=5 status=matched
run 'no purchase has come' 5 crm-stock purchase add status=received
run 'nothing held has left' 5 crm-stock reservation add product=A warehouse=Main quantity=1 about=C1 status=done
run 'no project is done' 5 crm-task project add name=P status=done
like_err 'crm-task project close leads there'

# ---- a number of our form ----

run 'no number is made up' 5 crm-order add customer=Acme amount=5 number=SO-20261121-0007
is_err 'crm-order: number: SO-20261121-0007 is of our own form: such numbers are given, and not typed; an import brings those of elsewhere'
quiet crm-order add customer=Acme amount=5
run 'nor put there later' 5 crm-order set O1 number=SO-20261121-0007
run 'nor for a quote' 5 crm-deal quote add customer=Acme amount=5 number=QT-20261121-0001
run 'one of another form is' 0 crm-order set O1 number=K-7 -q
try 'an import brings it' 0 'printf "customer,amount,status,number\nAcme,5,closed,SO-20261101-0007\n" | crm-order import - -q -o ids'
quiet crm-order add customer=Acme amount=6 ordered_on=2026-11-01
run 'behind which it goes on' 0 crm-order submit O3 -o csv -c number
is_out 'number
SO-20261101-0008'

# ---- what was agreed to ----

quiet crm-order confirm O3
run 'nor is its freight edited' 5 crm-order set O3 freight=9
like_err 'crm-order amend O3 makes it a draft of the next revision'
quiet crm-order contract add customer=Acme title=Frame amount=9
quiet crm-order contract set CTR1 title='Frame 2027'
edit=$(batch)
quiet crm-order contract set CTR1 notes=mine
remark=$(batch)
quiet crm-order contract submit CTR1
submission=$(batch)
quiet crm-order contract sign CTR1 party=seller signed_by=Ann
first=$(batch)
run 'an edit from before a signature is signed' 5 crm-admin undo "$edit"
like_err 'CTR1.*is a part of what was signed since'
run 'and so is that it was submitted' 5 crm-admin undo "$submission"
run 'a remark is not' 0 crm-admin undo "$remark" -q
quiet crm-order contract sign CTR1 party=customer signed_by=Bo
run 'the last signature is taken back' 0 crm-admin undo "$(batch)" -q
run 'and the first' 0 crm-admin undo "$first" -q
run 'then it is edited again' 0 crm-admin undo "$submission" -q

# ---- partners ----

run 'a partner is a partner' 5 crm-deal add name=D customer=Reseller partner=Acme
like_err 'partner: C1 is no partner; crm-customer set C1 kind=partner makes it one'
run 'and not the customer' 5 crm-deal add name=D customer=Reseller partner=Reseller
is_err 'crm-deal: partner: is the customer itself: nobody stands between'
run 'nor becomes it' 0 crm-deal add name=D customer=Acme partner=Reseller -q -o ids
run 'by an edit' 5 crm-deal set D1 customer=Reseller
run 'nor of an order' 5 crm-order add customer=Reseller partner=Reseller amount=5

# ---- refused, it has no id ----

run 'what was not paid has no id' 5 crm-order payment add customer=Acme amount=3 applies_to=R1=4
is_err 'crm-order: applies_to: of what is paid 3.00 CNY is left, not 4.00 CNY'

# ---- settings ----

setting() { crm-admin setting add name="$1" value="$2"; }
for bad in 'ageing_edges 30,20' 'ageing_edges x' 'allowance_percents 0,101' \
    'payment_method latest' 'over_delivery -1' 'tolerance_CNY -1' \
    'tolerance_XXQ 1' 'approver nobody' 'stock_warehouse Nowhere'; do
	# shellcheck disable=SC2086
	run "setting $bad" 4 setting $bad
done
is_err "crm-admin: stock_warehouse: 'Nowhere' is no warehouse: crm-stock warehouse list"
for good in 'ageing_edges 15,45' 'allowance_percents 0,2.5,10,50' \
    'payment_method oldest' 'over_delivery 2.5' 'tolerance_CNY 0.50' \
    'approver manager' 'stock_warehouse Main'; do
	# shellcheck disable=SC2086
	run "setting $good" 0 setting $good
done
run 'the books' 0 crm-admin check -q
done_testing
