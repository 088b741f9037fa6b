#!/bin/sh
# What was done in a month that is closed goes on behind it: on days that are open.
. "$(dirname "$0")/../../lib.sh"
book
quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=A
quiet crm-stock add sku=P1 name=P stocked=no
# order N FORM: one of 10 pieces at 100, confirmed.
order() {
	quiet crm-order add customer=C1 form="$2"
	quiet crm-order order-line add order="O$1" product=P1 quantity=10 \
		unit_price=100 tax_rate=13%
	quiet crm-order submit "O$1"
	quiet crm-order confirm "O$1"
}
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW
order 1 confirmation
for n in 2 3 4 5 6; do order $n delivery; done
quiet crm-order order invoice O1
quiet crm-order invoice issue I1
quiet crm-order order invoice O2
quiet crm-order ship O5
quiet crm-order add customer=C1
quiet crm-order order-line add order=O7 product=P1 quantity=1 unit_price=1
quiet crm-order submit O7
quiet crm-order add customer=C1 ordered_on=2026-11-05
quiet crm-order receivable add customer=C1 amount=50
quiet crm-order receivable add customer=C1 amount=70
quiet crm-order bank-line add line_ref=a booked_on=2026-11-05 amount=50 payer=A
quiet crm-order bank-line add line_ref=f booked_on=2026-11-05 amount=-3 text='bank charge'
quiet crm-order bank-line add line_ref=g booked_on=2026-11-05 amount=-4 text='bank charge'
quiet crm-order bank-line match BL3 apply=yes
fee=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
quiet crm-order bill add customer=C1 amount=30 due_on=2027-01-05
quiet crm-order contract add customer=C1
quiet crm-order contract-line add contract=CTR1 product=P1 quantity=1 unit_price=5
quiet crm-order contract submit CTR1
# Three write-offs that wait for consent.
logins bob
quiet crm-team user add login=bob role=rep
quiet crm-admin approval-rule add kind=write-off seq=1 steps=admin
for amount in 5 6 7; do
	CRM_USER=bob crm-order receivable write-off R4 amount=$amount kind=bad_debt -q \
		> /dev/null 2>&1
done
before=$(crm-order journal --to 2026-11-30 -o csv)

CRM_NOW=2026-12-04T09:00:00Z
quiet crm-admin period close 2026-11 hard=yes 2> /dev/null
closed='2026-11-05 is closed for good; the first open day is 2026-12-01'

run 'an invoice is taken back today' 0 crm-order invoice red I1 reason=wrong -q
run 'by a red letter of today' 0 crm-order invoice list I1 I3 -c status,issued_on,gross
is_out 'status,issued_on,gross
red,2026-11-05,1130.00
issued,2026-12-04,-1130.00'
run 'a request is dropped' 0 crm-order invoice void I2 -q
run 'an order is cancelled' 0 crm-order cancel O2 reason=x -q
run 'one is closed with its rest' 0 crm-order close O3 rest=yes -q
run 'held' 0 crm-order hold O4 -q
run 'resumed' 0 crm-order resume O4 -q
run 'and shipped' 0 crm-order ship O4 -q
run 'today' 0 crm-order list O4 -c shipped_on
is_out 'shipped_on
2026-12-04'
run 'that a delivery arrived' 0 crm-order delivery set DV1 signed_by=Li signed_on=2026-12-01 -q
run 'a contract is signed' 0 crm-order contract sign CTR1 party=customer signed_by=X -q
run 'a bill goes on' 0 crm-order bill collect BE1 -q
run 'a line of the bank is matched' 0 crm-order bank-line match BL1 to=R3 apply=yes -q
run 'its payment is of the first open day' 0 crm-order payment list -w 'document = a' -c received_on
is_out 'received_on
2026-12-01'
run 'a fee is booked on that day too' 0 crm-order bank-line match BL2 apply=yes -q
run 'and says of which it is' 0 crm-order bank-line list BL2 -c booked_on,status,notes
is_out 'booked_on,status,notes
2026-12-01,matched,"of 2026-11-05 by the bank, whose period is closed"'
run 'in the journal' 0 sh -c 'crm-order journal --from 2026-12-01 -o csv -c date,document_id,account,amount | grep ,BL2,'
is_out '2026-12-01,BL2,assets:bank,-3.00
2026-12-01,BL2,expenses:bank fees,3.00'
printf 'line_ref,booked_on,amount,text\nf,2026-11-05,-3,bank charge\nh,2026-11-06,-2,bank charge\n' > again.csv
run 'its statement may come again, with lines that are new' 0 crm-order bank-line import again.csv --on-duplicate skip -q -c bank_line_id,booked_on,status,_action
is_out 'bank_line_id,booked_on,status,_action
BL2,2026-12-01,matched,skipped
BL4,2026-11-06,open,inserted'
run 'the match is taken back' 0 crm-admin undo "$(crm-admin log -w "args ~ 'match BL2'" -o ids)" -q
run 'to its own day' 0 crm-order bank-line list BL2 -c booked_on,status,notes
is_out 'booked_on,status,notes
2026-11-05,open,'
run 'one can be passed over' 0 crm-order bank-line ignore BL2 -q
run 'and what is booked of no day is deleted' 0 crm-order bank-line delete BL4 -q
run 'one that was booked stays' 5 crm-admin undo "$fee"
like_err "$closed"
run 'a write-off that waits is agreed to' 0 crm-admin approval approve AP1 -q
run 'turned down' 0 crm-admin approval reject AP2 comment=x -q
run 'or taken back' 0 env CRM_USER=bob crm-admin approval revoke AP3 -q
run 'one is posted' 0 crm-order write-off list -c write_off_id,status
is_out 'write_off_id,status
WO1,posted
WO2,draft
WO3,draft'
run 'by a row of the first open day' 0 crm-order allocation list -w 'write_off = WO1' -c allocated_on,amount
is_out 'allocated_on,amount
2026-12-01,5.00'
run 'the closed month has the same books' 0 crm-order journal --to 2026-11-30 -o csv
is_out "$before"

run 'what was agreed to in it is confirmed' 0 crm-order confirm O7 -q
run 'and what was confirmed is amended' 0 crm-order amend O6 reason=x -q
run 'its amounts, for nothing of it is booked' 0 crm-order set O6 freight=5 -q
run 'and its lines' 0 crm-order order-line set OL6 quantity=9 -q
run 'more of them' 0 crm-order order-line add order=O6 product=P1 quantity=1 unit_price=5 -q
run 'what was charged is amended' 0 crm-order amend O5 reason=x -q
run 'its amounts too' 0 crm-order set O5 freight=5 -q
run 'and its lines' 0 crm-order order-line set OL5 quantity=11 -q
run 'but its day stays' 5 crm-order set O5 ordered_on=2026-12-01
like_err 'of O5 stays: its number SO-20261105-0005 says it'
quiet crm-order submit O5
quiet crm-order confirm O5
run 'it is confirmed again' 0 crm-order submit O6 -q
run 'on a day of its own' 0 crm-order confirm O6 -q
run 'the closed month has the same books still' 0 crm-order journal --to 2026-11-30 -o csv
is_out "$before"
run 'a draft of it is not dated anew' 5 crm-order set O8 ordered_on=2026-12-02
like_err "$closed"
run 'a period is no lock' 3 crm-admin period reopen 2026-11 --reason x
like_err "there is no period '2026-11'; what is opened is a lock, from a day on"
run 'the books are right' 0 crm-admin check

# ---- what is printed is what it is ----

o=$(crm-order add customer=C1 form=confirmation -o ids -q)
for x in '3 100' '2 50'; do
	crm-order order-line add order="$o" quantity="${x% *}" unit_price="${x#* }" -q > /dev/null
done
crm-order submit "$o" -q > /dev/null
crm-order confirm "$o" -q > /dev/null
l=$(crm-order order-line list -w "order = $o and unit_price = 50" -o ids)
crm-order order-line ship "$l" -q > /dev/null
run 'closed short' 0 crm-order close "$o" rest=yes -q -o csv -c status,billable
is_out 'status,billable
closed,100.00'
done_testing
