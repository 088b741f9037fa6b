#!/bin/sh
# What a clerk does who takes back, takes apart and does again: undo of what was used
# since, money that was freed, rates, bank lines, bills.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW
begin() {
	book
	quiet crm-customer add name=A
	quiet crm-customer add name=B
}
sound() { run "$1: the book is sound" 0 crm-admin check --deep -q; }

# ---- undo of what was used since ----

begin
quiet crm-order receivable add customer=C1 amount=100
quiet crm-order payment add customer=C1 amount=100 method=oldest
quiet crm-order payment unallocate P1
quiet crm-order payment refund P1
run 'a payment that was paid back' 5 crm-admin undo B5
is_err 'crm-admin: B5 cannot be undone: P1 has allocations of later; take them back first: crm-order payment unallocate P1; undo what came later first'
sound 'the payment'
quiet crm-admin undo B7
quiet crm-admin undo B5
run 'without it' 0 crm-order payment list -o csv -c payment_id,unallocated,void_on -w 'kind = receipt'
is_out 'payment_id,unallocated,void_on
P1,0.00,2026-11-05'

begin
quiet crm-order receivable add customer=C1 amount=100
quiet crm-order payment add customer=C1 amount=100
quiet crm-order payment allocate P1
quiet crm-order payment unallocate P1
run 'an allocation that was taken back since' 0 crm-admin undo B6
is_err 'crm-admin: nothing to do'
run 'is one no more' 0 crm-order payment list -o csv -c unallocated
is_out 'unallocated
100.00'

begin
quiet crm-order dunning-level set DU4 fee=20
quiet crm-order receivable add customer=C1 amount=1000 booked_on=2026-07-20 due_on=2026-08-20
quiet crm-order dunning-notice run
quiet crm-order payment add customer=C1 amount=1000 method=oldest
quiet crm-order payment add customer=C1 amount=30
quiet crm-order dunning-notice charge DN1 payment=P2
quiet crm-order payment unallocate P2
quiet crm-order payment add customer=C1 amount=20
quiet crm-order payment allocate P3 R2=20
run 'a receivable that was paid by another' 5 crm-admin undo B9
like_err 'R2 has allocations of later'
sound 'the receivable'

# ---- undo under what came of it ----

begin
quiet crm-stock add sku=P name=P stocked=no
sold 'product=P quantity=2 unit_price=10' customer=C1 form=confirmation
quiet crm-order ship O1
run 'goods have left' 5 crm-admin undo B8
is_err 'crm-admin: B8 cannot be undone: O1 has left with DV1 since; undo what came later first'
quiet crm-admin undo B9
quiet crm-order amend O1
run 'it was confirmed' 5 crm-admin undo B7
is_err 'crm-admin: B7 cannot be undone: O1 was confirmed since; undo what came later first'
sound 'the order'

begin
quiet crm-order contract add customer=C1 title=T
quiet crm-order contract-line add contract=CTR1 quantity=10 unit_price=10
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
quiet crm-order contract sign CTR1 party=seller signed_by=Wu
quiet crm-order contract-line call-off CTL1 quantity=5
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order order-line ship OL1 quantity=3
quiet crm-order close O1 rest=yes
quiet crm-order contract call-off CTR1
run 'what others called off is not taken back' 5 crm-order reopen O1
is_err 'crm-order: quantity: is more than is left of CTL1: 3; crm-order contract amend CTR1 adds to it'
run 'nor by undo' 5 crm-admin undo B13
like_err 'OL1 quantity is more than is left of CTL1: 3'
sound 'the contract'

begin
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 quantity=10 unit_price=10
quiet crm-order submit O1
quiet crm-admin undo B6
run 'what is void is not edited' 5 crm-order order-line set OL1 discount=90
is_err 'crm-order: O1 is cancelled: what is over is not edited'
run 'so its submission comes back as it was' 0 crm-admin undo B7 -q
is "$(crm-order list -o csv -c status,gross | sed 1d)" approved,100.00 'and is agreed to'

begin
quiet crm-order contract add customer=C1 title=T
quiet crm-order contract-line add contract=CTR1 quantity=1 unit_price=10
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
quiet crm-order signature delete SGN1 -y
run 'a signature comes back' 0 crm-order signature restore SGN1 -q
quiet crm-order signature delete SGN1 -y
quiet crm-order contract-line set CTL1 quantity=50
run 'but to no other text' 5 crm-order signature restore SGN1
is_err 'crm-order: CTR1 was edited since its signature was taken back: crm-order contract sign CTR1 signs it as it is'
run 'nor by undo' 5 crm-admin undo B9
like_err 'SGN1 is of CTR1 as it stood, which was edited since'

# ---- the whole book ----

begin
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-10-01
quiet crm-order payment add customer=C1 amount=60 received_on=2026-10-10
quiet crm-order payment allocate P1
quiet crm-order payment unallocate P1
quiet crm-order receivable add customer=C2 amount=70
quiet crm-order payment add customer=C2 amount=70
run 'what was freed since is used from that day' 0 crm-order payment allocate -o csv -c payment_id,unallocated
is_out 'payment_id,unallocated
P1,0.00
P2,0.00'
run 'its day' 0 crm-order allocation list -w 'payment = P1' -o csv -c allocated_on,amount
is_out 'allocated_on,amount
2026-10-10,60.00
2026-11-05,-60.00
2026-11-05,60.00'
run 'nothing is left' 0 crm-order payment allocate
is_err 'crm-order: nothing to do'

# ---- what is asked anew, and is the same ----

begin
quiet crm-stock add sku=P name=P stocked=no list_price=100
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=P quantity=2
run 'the same price again' 0 crm-order order-line set OL1 unit_price=
is_err 'crm-order: unchanged 1'
sound 'the price'

# ---- a closed month ----

begin
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-10-01
quiet crm-order payment add customer=C1 amount=99.5 received_on=2026-10-10
quiet crm-admin setting add name=tolerance_CNY value=1
quiet crm-admin period close 2026-10 hard=yes
run 'money of a closed month' 0 crm-order payment allocate -q -o csv -c unallocated
run 'is for something from its first open day' 0 crm-order allocation list -o csv -c allocated_on,amount,kind
is_out 'allocated_on,amount,kind
2026-11-01,99.50,payment
2026-11-01,0.50,rounding'
run 'which leaves its figures' 0 crm-report ageing --on 2026-10-31 -o csv -c total,credit
is_out 'total,credit
100.00,99.50'

# ---- a service that ends ----

begin
quiet crm-stock add sku=P name=P stocked=no
sold 'product=P quantity=1 unit_price=100 period=month starts_on=2026-06-01 ends_on=2026-08-31' customer=C1 form=subscription
run 'is charged by its periods alone' 0 crm-order list -o csv -c gross,billable
is_out 'gross,billable
100.00,300.00'
quiet crm-order order invoice O1
quiet crm-order invoice issue I1
quiet crm-order payment add customer=C1 amount=300 method=oldest
quiet crm-order order-line set OL1 ends_on=2026-06-10
quiet crm-order invoice red I1 reason=service_ended gross=266.67
run 'is credited once' 0 crm-order payment list -w 'kind = credit' -o csv -c amount,unallocated
is_out 'amount,unallocated
66.67,66.67
100.00,100.00
100.00,100.00'
sound 'the service'

begin
sold 'description=Hosting quantity=1 unit_price=100 period=month starts_on=2026-06-01 ends_on=2026-08-31' customer=C1 form=subscription
quiet crm-order order invoice O1
quiet crm-order invoice issue I1
quiet crm-order order-line set OL1 ends_on=2026-06-10
quiet crm-order invoice red I1 reason=service_ended gross=200
run 'by a letter of less than its notes, too' 0 crm-order payment list -w 'kind = credit' -o csv -c amount
is_out 'amount
66.67
100.00
100.00'
run 'what is owed in the end' 0 crm-order list -o csv -c billable
is_out 'billable
33.33'
sound 'the letter of less'
# ---- an invoice by hand ----

begin
sold 'description=Work quantity=10 unit_price=100 tax_rate=13%' customer=C1 form=confirmation
quiet crm-order invoice add customer=C1 order=O1
quiet crm-order invoice-line add invoice=I1 order_line=OL1 quantity=10 net=1000 tax=130 gross=1130
quiet crm-order invoice issue I1
quiet crm-order invoice add customer=C1
quiet crm-order invoice-line add invoice=I2 receivable=R1 net=500 tax=65 gross=565
run 'what its order has invoiced counts for a receivable' 5 crm-order invoice issue I2
is_err 'crm-order: I2 is 565.00 more than may be invoiced of O1: amend the order, or take back what was invoiced: crm-order invoice red'
run 'it is invoiced once' 0 crm-order list -o csv -c billable,invoiced
is_out 'billable,invoiced
1130.00,1130.00'

begin
quiet crm-order terms add name=T1 parts='50% 0d, rest 60d'
quiet crm-order contract add customer=C1 title=Frame form=instalment payment_terms=T1
quiet crm-order contract-line add contract=CTR1 description=Work quantity=3 unit_price=300 tax_rate=0
quiet crm-order contract submit CTR1
for party in seller customer; do
	quiet crm-order contract sign CTR1 party=$party signed_by=A
done
run 'an amount is of what is due first' 0 crm-order contract invoice CTR1 amount=499.99 -q -c gross
is_out 'gross
499.99'
lines() { crm-order invoice-line list -o csv -c receivable,gross | sed 1d | tr '\n' ' '; }
is "$(lines)" 'R1,450.00 R2,49.99 ' 'and the next for the rest'
run 'more than all' 5 crm-order contract invoice CTR1 amount=400.02
is_err 'crm-order: amount: of 400.02 is more than the 400.01 that are left to invoice of CTR1'
run 'the rest follows' 0 crm-order contract invoice CTR1 -q -c gross -n
is_out 'gross
400.01'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
is "$(lines)" '' 'undone'
i=$(crm-order invoice add -o ids -q customer=C1 contract=CTR1)
quiet crm-order invoice-line add invoice="$i" net=499.99 tax_rate=0
run 'what is left of a contract, whatever was invoiced beside its plan' 0 crm-order contract invoice CTR1 -q -c gross
is_out 'gross
400.01'
run 'and no more' 5 crm-order contract invoice CTR1

begin
quiet crm-order terms add name=T1 parts='50% 0d, rest 60d'
o=$(crm-order add -o ids -q customer=C1 payment_terms=T1)
quiet crm-order order-line add order="$o" description=Work quantity=10 unit_price=100 tax_rate=13% form=instalment
quiet crm-order order-line add order="$o" description=Goods quantity=1 unit_price=200 tax_rate=0 form=delivery
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
run 'an amount of an order beyond what it charges yet' 0 crm-order order invoice "$o" amount=1200 each=yes -q -c gross,tax
is_out 'gross,tax
1200.00,130.00'
is "$(lines)" 'R1,565.00 R2,565.00 ,70.00 ' 'is of its receivables first, and on one invoice'
run 'never over the order' 5 crm-order order invoice "$o" amount=130.01
is_err 'crm-order: amount: of 130.01 is more than the 130.00 that are left to invoice of O1'
run 'what is left of it' 0 crm-order order invoice "$o" amount=130 -q -c gross,tax
is_out 'gross,tax
130.00,0.00'

# ---- a bad debt that was paid after all, and was not ----

left() { crm-order receivable list -o csv -c open | sed 1d; }
begin
quiet crm-order receivable add customer=C1 amount=100
quiet crm-order receivable write-off R1 kind=bad_debt amount=40
quiet crm-order payment add customer=C1 amount=80 method=oldest
is "$(left)" 0.00 'what was given up is owed as far as it is paid'
quiet crm-order payment unallocate P1
is "$(left)" 60.00 'it is given up again when the money goes'
run 'all of it' 0 crm-order allocation list -w 'write_off = "id:WO1"' -o csv -c amount -s allocation_id
is_out 'amount
40.00
-20.00
20.00'
quiet crm-order payment allocate P1 R1=80
is "$(left)" 0.00 'and once more with an amount that is named'
quiet crm-order payment unallocate P1
is "$(left)" 60.00 'as before'
sound 'bad debts'

# ---- a rate ----

begin
quiet crm-order receivable add customer=C1 amount=100 currency=USD rate=7
quiet crm-order payment add customer=C1 amount=800
run 'a rate for nothing that is named' 2 crm-order payment allocate P1 rate=7.2
is_err 'crm-order: rate= is for receivables that are named: R12=AMOUNT, or to=R12 for as much as is left'
run 'nor beside a method that looks by itself' 4 crm-order payment allocate P1 to=R1 rate=7.2 method=oldest
is_err 'crm-order: method: looks for what is owed in the currency of the payment; with rate= it is explicit, or leave one of the two away'
run 'not even for nothing' 4 crm-order payment allocate P1 to=R1 rate=7.2 method=none
run 'what is named is not left out as well' 4 crm-order payment allocate P1 R1=10 rate=7.2 exclude=R1
is_err 'crm-order: exclude: is for a method, which finds the receivables itself; with what is named one by one leave it away'
run 'the one that it is can be said' 0 crm-order payment allocate P1 to=R1 rate=7.2 method=explicit -n -q
run 'as much as is left' 0 crm-order payment allocate P1 to=R1 rate=7.2 -o csv -c payment_id,unallocated
is_out 'payment_id,unallocated
P1,80.00'

# ---- many payments of one customer in one batch ----

begin
quiet crm-customer add name=Below parent=C1
for n in '1 N-1 amount=10' '1 N-2 amount=20' '3 N-3 amount=20' '1 N-4 amount=40 early=2/60'; do
	# shellcheck disable=SC2086
	set -- $n
	quiet crm-order receivable add customer=C"$1" number="$2" "$3" $4
done
for n in 'amount=20' 'amount=10' 'amount=20 reference=n-3,N-1;N-22' 'amount=39.20'; do
	# shellcheck disable=SC2086
	quiet crm-order payment add customer=C1 $n
done
allocated() { crm-order allocation list -o csv -c payment,receivable,amount | sed 1d | tr '\n' ' '; }
quiet crm-order payment allocate method=exact
is "$(allocated)" 'P1,N-2,20.00 P2,N-1,10.00 ' 'just that amount, as each leaves it'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
quiet crm-order payment allocate method=exact discount=yes
is "$(allocated)" 'P1,N-2,20.00 P2,N-1,10.00 P2,N-1,-10.00 P1,N-2,-20.00 P1,N-2,20.00 P2,N-1,10.00 P4,N-4,39.20 ,N-4,0.80 ' 'or with what early payment takes off'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
quiet crm-order payment allocate P3 method=reference subsidiaries=yes
is "$(crm-order allocation list -o csv -c receivable,amount -w 'payment = P3' | sed 1d | tr '\n' ' ')" \
    'N-1,10.00 N-3,10.00 ' 'those that are named, of whoever is below, too'
quiet crm-order payment add customer=C1 amount=0.80
quiet crm-order payment allocate subsidiaries=yes
is "$(crm-order receivable list -o csv -c open | sed 1d | tr '\n' ' ')" '0.00 0.00 0.00 0.00 ' 'the rest of all of them'
sound 'many payments'

# ---- what was taken back, and what was booked since ----

begin
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-10-01
quiet crm-order payment add customer=C1 amount=100 received_on=2026-10-01
quiet crm-order payment allocate P1
quiet crm-order payment unallocate P1 on=2026-10-05
quiet crm-order receivable void R1 on=2026-10-05
quiet crm-order receivable add customer=C1 amount=60 booked_on=2026-10-20
quiet crm-order receivable add customer=C1 amount=40 booked_on=2026-10-02
run 'it is for both, not before it was free nor they were booked' 0 crm-order payment allocate P1 -q
run 'on their days' 0 crm-order allocation list -o csv -c receivable,allocated_on,amount -w 'receivable != R1' -s allocation_id
is_out 'receivable,allocated_on,amount
R3,2026-10-05,40.00
R2,2026-10-20,60.00'
quiet crm-order payment unallocate P1 on=2026-10-25
quiet crm-admin period close 2026-10-31
run 'nor on a closed day' 0 crm-order payment allocate P1 -q
run 'but behind it' 0 crm-order allocation list -o csv -c receivable,allocated_on,amount -w 'allocated_on > 2026-10-31'
is_out 'receivable,allocated_on,amount
R3,2026-11-01,40.00
R2,2026-11-01,60.00'
sound 'taken back'

# ---- bank lines ----

begin
printf 'booked_on,amount,text,line_ref\n2026-11-03,-15,fee,S2\n' > bank.csv
run 'a line without an account' 0 crm-order bank-line import bank.csv -o csv -c bank_line_id,account,_action
is_out 'bank_line_id,account,_action
BL1,main,inserted'
run 'once' 0 crm-order bank-line import bank.csv -o csv -c bank_line_id,account,_action
is_out 'bank_line_id,account,_action
BL1,main,unchanged'
run 'nor by hand' 5 crm-order bank-line add booked_on=2026-11-03 amount=-15 line_ref=S2
is_err "crm-order: line_ref: 'S2' is taken by BL1"
run 'an account has a name' 0 crm-order bank-line set BL1 account= -q
run 'which it keeps' 0 crm-order bank-line list -o csv -c account
is_out 'account
main'
run 'another bank has numbers of its own' 0 crm-order bank-line import bank.csv --default account=b2 -o csv -c bank_line_id,account,_action
is_out 'bank_line_id,account,_action
BL2,b2,inserted'
run 'once, too' 0 crm-order bank-line import bank.csv --default account=b2 -o csv -c bank_line_id,account,_action
is_out 'bank_line_id,account,_action
BL2,b2,unchanged'
quiet crm-admin undo B5
quiet crm-order bank-line match BL1 apply=yes
run 'what is matched stays' 5 crm-order bank-line delete BL1 -y
is_err 'crm-order: BL1 is matched and stays, as what was booked of it does; crm-admin undo of its match takes both back'
quiet crm-admin undo B7
run 'what is open goes' 0 crm-order bank-line delete BL1 -y -q
sound 'the bank'

# ---- small differences, bills ----

begin
quiet crm-admin setting add name=tolerance_CNY value=1
quiet crm-order receivable add customer=C1 amount=100
quiet crm-order payment add customer=C1 amount=100.7 method=oldest
try 'a little too much is rounding' 0 'crm-order journal | grep "^ .*rounding"'
is_out '    expenses:rounding  -0.70 CNY'
quiet crm-admin setting add name=tolerance_USD value=1
quiet crm-order receivable add customer=C1 amount=100 currency=USD rate=7
quiet crm-order payment add customer=C1 amount=100.7 currency=USD rate=7.2 method=oldest
try 'at what it was paid with' 0 'crm-order journal | grep "^ .*rounding.*USD"'
is_out '    expenses:rounding  -0.70 USD @@ 5.04 CNY'
quiet crm-order bill add customer=C1 amount=100 due_on=2026-12-01
run 'no bill brings more than its face' 4 crm-order bill discount BE1 interest=-20
is_err 'crm-order: interest: is not below zero'
run 'at no rate' 4 crm-order bill discount BE1 rate=-5
is_err 'crm-order: rate: is not below zero'
quiet crm-order bill add customer=C1 amount=100 received_on=2026-10-05 due_on=2026-11-01
run 'nor what is due' 5 crm-order bill discount BE2 rate=3
is_err 'crm-order: BE2 is due: what is due is collected, with: crm-order bill collect BE2'
run 'a payment by bill has one' 5 crm-order payment add customer=C1 kind=bill amount=10
is_err 'crm-order: kind: bill is what crm-order bill add makes: a payment with the bill that is to be collected'
p=$(crm-order payment add customer=C1 amount=10 -o ids -q)
run 'nor does one become it' 5 crm-order payment set "$p" kind=bill
printf 'customer,kind,amount\nC1,bill,10\n' > bills.csv
run 'what a file records is history' 0 crm-order payment import bills.csv -q
done_testing
