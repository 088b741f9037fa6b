#!/bin/sh
# An order whose month was closed is amended and ended like any other: what it charges or
# credits then is dated then, and the ledger of the closed days stays as it was.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
owed() { column receivable "order = $o and void_on is null" amount,open,booked_on; }

quiet crm-customer add name=A
today=$CRM_NOW
export CRM_NOW=2026-08-05T09:00:00Z
forms='confirmation instalment milestone delivery deposit'
for form in $forms; do
	case $form in
	deposit) sold 'description=x quantity=4 unit_price=100' customer=A form=delivery deposit=50 ;;
	*) sold 'description=x quantity=4 unit_price=100' customer=A form=$form ;;
	esac
	[ $form != delivery ] || quiet crm-order order-line ship "$l" quantity=2
done
for _ in 1 2; do
	sold 'description=s quantity=1 unit_price=310 starts_on=2026-08-15 ends_on=2027-01-31 period=month' \
	    customer=A form=subscription
done
export CRM_NOW=$today
crm-order journal --to 2026-10-31 > before
quiet crm-admin period close 2026-10 hard=yes

n=0
for form in $forms; do
	n=$((n + 1)) o=O$n
	run "$form: amended" 0 crm-order amend $o -q
	run "$form: more of it" 0 crm-order order-line set OL$n quantity=6 -q
	run "$form: and another" 0 crm-order order-line add order=$o description=y quantity=1 \
	    unit_price=10 -q
	agreed
	owed > got.$form
done
is "$(cat got.confirmation)" '400.00,400.00,2026-08-05 210.00,210.00,2026-11-21' \
    'what is more is booked today'
is "$(cat got.instalment)" '400.00,400.00,2026-08-05 210.00,210.00,2026-11-21' 'of instalments too'
is "$(cat got.milestone)" '600.00,600.00, 10.00,10.00,' 'what is planned follows'
is "$(cat got.delivery)" 200.00,200.00,2026-08-05 'what left stays'
is "$(cat got.deposit)" 50.00,50.00,2026-08-05 'and the deposit'

o=O6
quiet crm-order amend $o
run 'the end of a subscription that is amended' 0 crm-order order-line set OL6 \
    ends_on=2026-12-10 -q
agreed
is "$(column payment "order = $o" kind,amount,received_on)" credit,41.33,2026-11-21 \
    'the days behind it are credited today'
o=O7
run 'of one that is confirmed' 0 crm-order order-line set OL7 ends_on=2026-12-10 -q
is "$(column payment "order = $o" kind,amount,received_on)" credit,41.33,2026-11-21 'the same'
run 'another day of the order' 5 crm-order set O1 ordered_on=2026-08-06 -q

crm-order journal --to 2026-10-31 > after
run 'the ledger of the closed days' 0 cmp before after
run 'the books' 0 crm-admin check --deep -q
done_testing
