#!/bin/sh
# What goods that come back leave of what an order owes, with and without a form of
# receivables: what is billable, what counts against the credit, what is credited.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
billable() { column order "order_id = $1" billable; }
shipped() { crm-order credit "$1" -o csv -c "${2-shipped}" | sed 1d; }
# confirmed [FIELD=VALUE…]: an order of ten at 100; prints its id and that of its line.
confirmed() {
	o=$(crm-order add customer=Acme -o ids -q "$@")
	l=$(crm-order order-line add order="$o" product=P quantity=10 -o ids -q)
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=1000 price=1
ask_of=$(crm-order add customer=Acme -o ids -q)

# ---- no receivables: the order itself says what it comes to ----

confirmed
quiet crm-order ship "$o"
quiet crm-order order-line return "$l" quantity=3
is "$(billable "$o") $(shipped "$ask_of" orders)" '700.00 700.00' 'what came back is not owed'
quiet crm-order order-line return "$l" quantity=7
back=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
is "$(billable "$o") $(shipped "$ask_of" orders)" '0.00 0.00' 'all of it'
quiet crm-order close "$o"
is "$(shipped "$ask_of")" 0.00 'nor when the order is closed'
run 'and not invoiced' 5 crm-order invoice "$o"
quiet crm-admin undo "$back"
is "$(billable "$o") $(shipped "$ask_of")" '700.00 700.00' 'undone, it is owed again'

# ---- what is sent anew counts once ----

before=$(shipped "$ask_of")
confirmed
quiet crm-order ship "$o"
quiet crm-order order-line return "$l" quantity=10 exchange=yes
quiet crm-order ship "$o"
quiet crm-order close "$o"
is "$before $(shipped "$ask_of")" '700.00 1700.00' 'exchanged goods count once'
confirmed
quiet crm-order ship "$o"
quiet crm-order order-line return "$l" quantity=4 exchange=yes
quiet crm-order close "$o" rest=yes
is "$(billable "$o") $(shipped "$ask_of")" '600.00 2300.00' 'what is not sent anew does not count'

# ---- a red letter for what came back does not count beside it ----

before=$(shipped "$ask_of")
confirmed
quiet crm-order ship "$o"
quiet crm-order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i"
quiet crm-order order-line return "$l" quantity=4
is "$(column order "order_id = $o" billable,invoiced)" 600.00,1000.00 'invoiced before it came back'
quiet crm-order invoice red "$i" reason=returned quantity=4
is "$(column order "order_id = $o" billable,invoiced)" 600.00,600.00 'the red letter takes it back once'

# ---- what left beyond the order for nothing shares what the order is charged ----

quiet crm-admin setting add name=over_delivery value=20
for form in confirmation '' delivery; do
	confirmed form=$form
	quiet crm-order order-line ship "$l" quantity=12
	quiet crm-order order-line return "$l" quantity=5
	some=$(column return "order = $o" credit)
	quiet crm-order order-line return "$l" quantity=7
	is "$form $some $(column return "order = $o" credit) $(billable "$o")" "$form $(
		case $form in
		delivery) echo '500.00 500.00 700.00 0.00' ;;
		*) echo '416.67 416.67 583.33 0.00' ;;
		esac
	)" "over-delivered, form ${form:-of none}"
done
confirmed form=confirmation
quiet crm-order order-line ship "$l" quantity=12
for n in 1 1 3 5 2; do quiet crm-order order-line return "$l" quantity=$n; done
is "$(column return "order = $o" credit)" '83.33 83.33 250.00 416.67 166.67' 'each is a share, the last takes the rest'
confirmed form=confirmation
quiet crm-order order-line ship "$l" quantity=10
quiet crm-order order-line return "$l" quantity=9
quiet crm-order order-line ship "$l" quantity=2
quiet crm-order order-line return "$l" quantity=2
quiet crm-order order-line return "$l" quantity=1
is "$(column return "order = $o" credit)" '900.00 83.33 16.67 0.00' 'and no more than was charged comes back'

# ---- a red letter lowers what its invoice is for ----
confirmed form=delivery
for q in 4 6; do quiet crm-order order-line ship "$l" quantity=$q; done
i=$(for d in $(crm-order delivery list -w "order = $o" -o ids --sort delivery_id); do
	crm-order delivery invoice "$d" -o ids -q
done | tail -n 1)
quiet crm-order invoice issue "$i"
quiet crm-order invoice red "$i" reason=allowance gross=60
is "$(column receivable "order = $o" open)" '400.00 540.00' 'the second delivery owes less, not the first'

# ---- one of an invoice over several orders lowers each of them ----
confirmed form=confirmation
one=$o
confirmed form=confirmation
i=$(crm-order invoice "$one" "$o" -o ids -q)
quiet crm-order invoice issue "$i"
quiet crm-order invoice red "$i" reason=allowance line=2 quantity=1
money() { column order "order_id in ($one, $o)" billable; column order "order_id in ($one, $o)" invoiced; column order "order_id in ($one, $o)" settled; }
is "$(money | paste -sd' ')" '1000.00 900.00 1000.00 900.00 0.00 0.00' 'the second comes to less, and nothing of it is paid'
run 'nor is that invoiced anew' 5 crm-order invoice "$o"
like_err "nothing of $o is left to invoice"
quiet crm-order invoice red "$i" reason=allowance gross=380
is "$(money | paste -sd' ')" '800.00 720.00 800.00 720.00 0.00 0.00' 'a sum is of both'
is "$(column payment "kind = credit and order in ($one, $o)" amount)" '100.00 200.00 180.00' 'each has its own note'

# ---- what takes off is no line that comes back ----
o=$(crm-order add customer=C1 form=delivery -q -o ids)
l=$(crm-order order-line add order="$o" product=P quantity=10 tax_rate=13 -q -o ids)
quiet crm-order order-line add order="$o" description=Rebate amount=-100.01 tax_rate=13
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
quiet crm-order ship "$o"
quiet crm-order order-line return "$l" quantity=4
quiet crm-order order-line return "$l" quantity=6
is "$(column return "order = $o" credit)/$(column return "order = $o" net)" '406.80 610.19/360.00 539.99' 'each is credited behind its share of the rebate, and no more than the order comes to'
is "$(column order "order_id = $o" billable)/$(column receivable "order = $o" open)/$(column payment "kind = credit and order = $o" unallocated)" '0.00/0.00/0.00 0.00' 'which is nothing in the end'
run 'the books' 0 crm-admin check -q
# ---- what comes off the plan of a contract comes off what it comes to ----

book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=A quantity=100 price=30
quiet crm-order terms add name=T parts='rest 30d'
quiet crm-order contract add customer=C1 form=instalment payment_terms=T
quiet crm-order contract-line add contract=CTR1 product=A quantity=10 unit_price=100
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=x
quiet crm-order contract sign CTR1 party=seller signed_by=y
quiet crm-order contract call-off CTR1
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order ship O1
quiet crm-order order-line return OL1 quantity=3
quiet crm-order contract invoice CTR1
quiet crm-order invoice issue I1
quiet crm-order payment add customer=C1 amount=700 method=none
quiet crm-order payment allocate P1 R1=700
run 'all of it is invoiced and paid' 0 crm-order contract list -o csv -c billable,invoicing,payment
is_out 'billable,invoicing,payment
700.00,full,full'
run 'and is on the books' 0 crm-admin check --deep -q
done_testing
