#!/bin/sh
# What an order is charged by: its form, deposit, retained share and terms stay once
# something is charged by them, and the form of the setting is kept with it.
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

order form=confirmation
run 'the form of what is charged' 5 crm-order set O1 form=delivery
is_err 'crm-order: form: stays while R1 is charged of O1 by it: crm-order amend O1 makes that a draft of the next revision'
run 'nor that of a line' 5 crm-order order-line set OL1 form=delivery
is_err 'crm-order: form: stays while R1 is charged of O1 by it: crm-order amend O1 makes that a draft of the next revision'
run 'the same form is none' 0 crm-order order-line set OL1 form=confirmation -q
quiet crm-order order-line set OL1 form=
for field in deposit=113 retention=10% retention_days=9 payment_terms=T1; do
	run "so stays ${field%=*}" 5 crm-order set O1 "$field"
	like_err "^crm-order: ${field%=*}: stays while R1 is charged of O1 by it"
done
run 'other fields are free' 0 crm-order set O1 priority=2 -q
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
run 'what nothing is charged by yet' 0 crm-order set O1 form=confirmation -q
charged 'is charged by what it says' confirmation,1130.00

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
