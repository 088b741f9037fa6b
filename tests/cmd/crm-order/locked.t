#!/bin/sh
# What is locked for an edit by hand is so for a file that meets it, for a restore, and
# for an undo.
. "$(dirname "$0")/../../lib.sh"
book
quiet() { "$@" -q > /dev/null; }
# update NOUN HEADER ROW: a file with one row that meets a record.
update() { printf '%s\n%s\n' "$2" "$3" | crm-order "$1" import - -q --on-duplicate update; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
state() { crm-order order list "$1" -o csv -c status,amount | sed 1d; }
CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
quiet crm-customer add name=E
quiet crm-customer add name=F
quiet crm-stock add sku=P name=P list_price=100

# ---- a contract that one side signed ----
quiet crm-order contract add customer=C1
quiet crm-order contract-line add contract=CTR1 product=P quantity=3
for c in a b; do quiet crm-order clause add contract=CTR1 heading=$c text=$c; done
quiet crm-order clause delete CLS2
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
signed='CTR1 is signed by customer as it stands: crm-order signature delete SGN1'
run 'what one side signed is not more by a file' 5 update contract-line contract_line_id,quantity CTL1,500
like_err "$signed"
run 'nor is it called otherwise' 5 update contract contract_id,title CTR1,x
like_err "$signed"
run 'nor has it a clause more' 5 update clause contract,heading,text CTR1,c,c
like_err "$signed"
run 'nor one back' 5 crm-order clause restore CLS2
like_err "$signed"
quiet crm-order contract sign CTR1 party=seller signed_by=Wu
run 'of what is signed' 5 crm-order clause restore CLS2
like_err 'CTR1 is signed and is not edited'
run 'nobody else has signed it' 5 update signature signature_id,signed_by SGN1,M
like_err 'CTR1 is signed: what is approved is signed'
run 'nor comes another line' 5 update contract-line contract,product,quantity,line CTR1,P,7,9
like_err 'CTR1 is signed and is not edited'

# ---- what calls it off ----
quiet crm-order contract call-off CTR1
run 'no cheaper by a file' 5 update order-line order_line_id,unit_price OL1,1
like_err 'less a piece than CTR1 agreed to'
run 'nor by a discount on the whole' 5 update order order_id,discount O1,50
like_err 'less a piece than CTR1 agreed to'
run 'nor for somebody else' 5 update order order_id,customer O1,F
like_err 'CTR1, which is with another customer'
quiet crm-order cancel O1
b=$(last)
quiet crm-order contract call-off CTR1
run 'what others call off meanwhile does not come back' 5 crm-admin undo "$b"
like_err 'O1 quantity is more than is left of CTL1: 0'
quiet crm-order order-line delete OL2
b=$(last)
quiet crm-order contract call-off CTR1
run 'nor does a line of it' 5 crm-order order-line restore OL2
like_err 'quantity: is more than is left of CTL1: 0'
run 'nor by an undo' 5 crm-admin undo "$b"
like_err 'OL2 quantity is more than is left of CTL1: 0'
quiet crm-order order-line add order=O2 product=P quantity=1
run 'nor from a file' 5 update order-line order_line_id,contract_line OL4,CTL1
like_err 'quantity: is more than is left of CTL1: 0'
run 'as a new line either' 5 sh -c 'printf "order,quantity,contract_line\nO3,1,CTL1\n" | crm-order order-line import - -q'
like_err 'quantity: is more than is left of CTL1: 0'

# ---- an order ----
quiet crm-order add customer=C1
quiet crm-order order-line add order=O4 product=P quantity=4
quiet crm-order order-line add order=O4 product=P quantity=1
quiet crm-order order-line delete OL6
quiet crm-order set O4 discount=10
b=$(last)
quiet crm-order order-line set OL5 quantity=5
c=$(last)
quiet crm-order submit O4
quiet crm-order confirm O4
amend='O4 is confirmed: crm-order amend O4 makes it a draft of the next revision'
run 'what is confirmed is not more' 5 update order-line order_line_id,quantity OL5,400
like_err "$amend"
run 'by another line' 5 update order-line order,product,quantity,line O4,P,400,9
like_err "$amend"
run 'nor one that comes back' 5 crm-order order-line restore OL6
like_err "$amend"
run 'an undo of what was written before' 5 crm-admin undo "$c"
like_err 'O4 has since been agreed to as it is|OL5 O4 is confirmed'
run 'neither of the whole' 5 crm-admin undo "$b"
like_err 'O4 has since been agreed to as it is'
for s in draft cancelled; do
	run "it is not $s because a file says so" 5 update order order_id,status "O4,$s"
	like_err 'status: O4 is confirmed, and is moved from there: crm-order submit, confirm, hold'
done
run 'nor cheaper' 5 update order order_id,discount O4,90
like_err "$amend"
run 'a remark of it is' 0 update order order_id,notes O4,hello
is "$(state O4)" 'confirmed,450.00' 'it stands'

# ---- what a file brought ----
printf 'number,customer,status,ordered_on\nK-1,E,closed,2026-03-01\n' > old.csv
printf 'order,product,quantity,amount\nK-1,P,2,200\n' > lines.csv
quiet crm-order import old.csv --key number
quiet crm-order order-line import lines.csv
is "$(crm-order list -w 'number = K-1' -o csv -c status,amount | sed 1d)" closed,200.00 'history comes in two files'
run 'and is put right by a third' 0 update order order_id,status O5,cancelled

# ---- every way into confirmed ----
quiet crm-customer add name=G credit_limit=1000
for n in 6 7; do
	quiet crm-order add customer=G
	quiet crm-order order-line add order=O$n product=P quantity=9
	quiet crm-order submit O$n
done
quiet crm-order confirm O6
quiet crm-order cancel O6
b=$(last)
quiet crm-order confirm O7
run 'the limit holds backwards' 5 crm-admin undo "$b"
like_err 'O6 credit of C3: .* = 1800.00, over its limit of 1000.00'
quiet crm-order amend O7 reason=x
b=$(last)
quiet crm-customer set C3 credit_limit=10
run 'also of what is amended' 5 crm-admin undo "$b"
like_err 'O7 credit of C3'
quiet crm-customer set C3 credit_limit=1000
run 'and lets it back' 0 crm-admin undo "$b"
quiet crm-customer set C3 credit_limit=100000
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=P quantity=100 price=1
for n in 8 9; do
	quiet crm-order add customer=G
	quiet crm-order order-line add order=O$n product=P quantity=60
	quiet crm-order submit O$n
done
quiet crm-order confirm O8
quiet crm-order cancel O8
b=$(last)
quiet crm-order confirm O9
run 'what another holds meanwhile is not held again' 5 crm-admin undo "$b"
like_err 'held would be 60 of P again, and 20 of these are held for others meanwhile'
quiet crm-order cancel O9
run 'what is free is' 0 crm-admin undo "$b"

# ---- confirm asks what submit asked ----
quiet crm-stock add sku=Q name=Q
quiet crm-order add customer=C1
quiet crm-order order-line add order=O10 product=P quantity=1
quiet crm-order submit O10
quiet crm-order order-line add order=O10 product=Q quantity=4
run 'a line without a price is not confirmed' 5 crm-order confirm O10
like_err 'OL[0-9]* has no price: set its unit_price or its amount'
quiet crm-order order-line delete "$(crm-order order-line list -w 'product = Q' -o ids)"
quiet crm-order order-line delete "$(crm-order order-line list -w 'order = O10' -o ids)"
quiet crm-order set O10 amount=
run 'nor nothing' 5 crm-order confirm O10
run 'the books are right' 0 crm-admin check --deep
done_testing
