#!/bin/sh
# What of an order stays once it is confirmed, and by what it is charged: its form, deposit
# and milestones stay once something is charged by them, and the form of the setting is
# kept with it.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW
# order [FIELD=VALUE…]: ten of something for 1130.00, confirmed, in a fresh book.
order() {
	book
	quiet crm-customer add name=A
	quiet crm-stock add sku=P1 name=P stocked=no
	quiet crm-order terms add name=T1 parts='50% 0d, rest 60d'
	[ -z "${setting-}" ] ||
	    quiet crm-admin setting add name=receivable_form value="$setting"
	sold 'product=P1 quantity=10 unit_price=100 tax_rate=13%' customer=C1 "$@"
}
charged() {
	run "$1" 0 crm-order list -o csv -c form,billable
	is_out "form,billable
$2"
}

amend='O1 is confirmed: crm-order amend O1 makes it a draft of the next revision, which can be edited'
order form=confirmation
quiet crm-stock warehouse add name=W
quiet crm-deal add customer=C1 name=d amount=1
for field in form=delivery deposit=113 retention=10% retention_days=9 payment_terms=T1 \
    priority=1 warehouse=W channel=distribution deal=D1 form= ordered_on=2026-11-04; do
	run "of the order stays $field" 5 crm-order set O1 "$field"
	is_err "crm-order: $amend"
done
for field in form=delivery description=free warehouse=W line=7 period=year starts_on=2026-12-01; do
	run "of a line stays $field" 5 crm-order order-line set OL1 "$field"
	is_err "crm-order: $amend"
done
try 'a file leaves them, too' 5 'printf "order_id,payment_terms,retention\nO1,T1,50\n" | crm-order import - --on-duplicate update -q'
like_err 'O1 is confirmed: crm-order amend O1'
run 'remarks, addresses and promises are free' 0 crm-order set O1 notes=x tags=y carrier=SF ship_city=Wuhan promised_on=2026-12-01 requested_on=2026-12-02 -q
run 'of a line, too' 0 crm-order order-line set OL1 notes=x promised_on=2026-12-01 -q
quiet crm-order ship O1
charged 'charged once' confirmation,1130.00

order form=confirmation
quiet crm-order amend O1 reason=x
run 'an amended one, too' 5 crm-order set O1 form=delivery
is_err 'crm-order: form: stays while R1 is charged of O1 by it; without that it can change: crm-order receivable void R1'
quiet crm-order receivable void R1
run 'without what was charged' 0 crm-order set O1 form=delivery -q
agreed
quiet crm-order ship O1
charged 'is charged once' delivery,1130.00

order form=milestone
quiet crm-order amend O1 reason=x
run 'of one that is planned' 5 crm-order set O1 form=delivery
is_err 'crm-order: form: stays while R1 is planned of O1 by it; without that it can change: crm-order receivable delete R1'
quiet crm-order receivable delete R1 -y
quiet crm-order set O1 form=delivery
agreed
quiet crm-order ship O1
charged 'once as well' delivery,1130.00

order form=delivery deposit=113
quiet crm-order amend O1 reason=x
run 'a deposit alone may change' 0 crm-order set O1 deposit=226 -q
agreed
quiet crm-order ship O1
charged 'and comes off' delivery,1130.00
quiet crm-order amend O1 reason=x
run 'not once it came off' 5 crm-order set O1 deposit=339
is_err 'crm-order: deposit: stays while R3 is charged of O1 by it; without that it can change: crm-order receivable void R3'

order form=delivery
run 'what is confirmed, and nothing is charged by it yet' 5 crm-order set O1 form=confirmation
is_err "crm-order: $amend"
quiet crm-order amend O1 reason=x
run 'amended it may' 0 crm-order set O1 form=confirmation -q
agreed
charged 'is charged by what it says' confirmation,1130.00

# ---- a milestone that was reached ----

order form=milestone
run 'one that is only planned has another name' 0 crm-order order-line set OL1 milestone=n -q
is "$(crm-order receivable list -w 'void_on is null' -o csv -c milestone,amount,status | sed 1d)" n,1130.00,planned 'it is planned by that'
quiet crm-order receivable accept R2
run 'one that was reached stays' 5 crm-order order-line set OL1 milestone=z
is_err 'crm-order: milestone: stays, for it was reached: R2 is charged by it'
quiet crm-order amend O1 reason=x
run 'amended, too' 5 crm-order order-line set OL1 milestone=z
agreed
is "$(crm-order receivable list -w 'void_on is null' -o csv -c milestone,amount,status | sed 1d)" n,1130.00,booked 'it is charged once'

# ---- what is over ----

book
quiet crm-customer add name=A
quiet crm-customer add name=B
quiet crm-order add customer=C1 amount=50
quiet crm-order order-line add order=O1 quantity=1 unit_price=50
quiet crm-order submit O1
quiet crm-order cancel O1
over='O1 is cancelled: what is over is not edited'
for field in customer=C2 discount=5 amount=7 priority=2; do
	run "a cancelled order stays, $field" 5 crm-order set O1 "$field"
	is_err "crm-order: $over"
done
run 'its lines, too' 5 crm-order order-line set OL1 quantity=900
is_err "crm-order: $over"
run 'none comes to it' 5 crm-order order-line add order=O1 quantity=1 unit_price=1
is_err "crm-order: $over"
run 'none leaves it' 5 crm-order order-line delete OL1 -y
is_err "crm-order: $over"
run 'a remark is none' 0 crm-order set O1 notes=x -q
quiet crm-order add customer=C1 amount=50
quiet crm-order cancel O2
run 'a cancelled draft' 5 crm-order set O2 amount=5
is_err 'crm-order: O2 is cancelled: what is over is not edited'
try 'what came so is put right' 0 'printf "customer,amount,status\nA,5,cancelled\n" | crm-order import - -q && crm-order set O3 amount=6 -q'

setting=confirmation
order
quiet crm-admin setting set receivable_form value=delivery
quiet crm-order ship O1
charged 'the form of the setting is kept' confirmation,1130.00
setting=delivery
order
quiet crm-order order-line ship OL1 quantity=4
quiet crm-admin setting set receivable_form value=confirmation
quiet crm-order order-line ship OL1 quantity=6
charged 'the other way' delivery,1130.00
setting=none
order
charged 'nothing arises' ,1130.00
run 'the books' 0 crm-admin check --deep -q
done_testing
