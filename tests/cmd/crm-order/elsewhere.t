#!/bin/sh
# What files bring of orders that were delivered, billed or credited elsewhere is a part of
# them; of what was confirmed here a file brings no more than a hand does.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
owed() { column receivable "order = $o and void_on is null" amount,net; }
# brings KIND 'HEADER' 'ROW'…: a file of it.
brings() {
	kind=$1
	shift
	printf '%s\n' "$@" > file.csv
	quiet crm-order "$kind" import file.csv
}
# came FORM: an order of ten at 100 that was confirmed elsewhere.
came() {
	n=$((n + 1))
	brings order number,customer,status,form,ordered_on "OLD-$n,A,confirmed,$1,2026-10-01"
	brings order-line order,description,quantity,unit_price,tax_rate "OLD-$n,x,10,100,13"
	o=$(crm-order list -w "number = OLD-$n" -o ids)
	l=$(crm-order order-line list -w "order = $o" -o ids)
}
n=0

quiet crm-customer add name=A

# ---- what left elsewhere ----

for r in '' 'R,A,OLD,452,400,2026-10-05,,' 'R,A,OLD,452,400,2026-10-05,delivery,' \
    'R,A,OLD,452,400,2026-10-05,delivery,DN'; do
	came delivery
	brings delivery number,order,shipped_on "DN$n,OLD-$n,2026-10-05"
	brings delivery-line delivery,order_line,quantity "DN$n,$l,4"
	[ -z "$r" ] || brings receivable number,customer,order,amount,net,booked_on,form,delivery \
	    "$(echo "$r" | sed "s/OLD/OLD-$n/; s/^R/R$n/; s/DN/DN$n/")"
	quiet crm-order order-line ship "$l" quantity=3
	quiet crm-order ship "$o"
	is "$(owed)" "${r:+452.00,400.00 }339.00,300.00 339.00,300.00" \
	    "four left elsewhere (${r:-paid there}), six are charged"
	is "$(crm-order list -w "order_id = $o" -o csv -c billable | sed 1d)" 1130.00 'of ten'
done
came delivery
brings delivery number,order,shipped_on "DN$n,OLD-$n,2026-10-05"
brings delivery-line delivery,order_line,quantity "DN$n,$l,4"
quiet crm-order ship "$o"
is "$(owed)" 678.00,600.00 'all that is left at once'

# ---- what was charged elsewhere ----

came confirmation
brings receivable customer,order,amount,booked_on "A,OLD-$n,1130,2026-10-05"
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" quantity=12
agreed
is "$(owed)" '1130.00,1000.00 226.00,200.00' 'amended here, what is more is charged'

# ---- a file of what was confirmed here ----

sold 'description=x quantity=3 unit_price=10 tax_rate=13' customer=A form=confirmation
printf '%s\n' customer,order,amount,form,booked_on "A,$o,1000,confirmation,2026-11-20" > r.csv
run 'more than it comes to' 5 crm-order receivable import r.csv
like_err 'r.csv:2: amount: with that more of O[0-9]+ would be charged \(confirmation\) than it comes'
sold 'description=x quantity=3 unit_price=10 tax_rate=13' customer=A form=delivery
printf '%s\n' customer,order,amount,booked_on "A,$o,10,2026-11-20" > r.csv
run 'by no form' 5 crm-order receivable import r.csv
like_err 'r.csv:2: form: is needed, for O[0-9]+ is charged by itself'
printf '%s\n' customer,received_on,amount,kind A,2026-10-01,50,set_off > p.csv
run 'a set-off without its document' 5 crm-order payment import p.csv
like_err 'p.csv:2: document: is needed of a set-off'

# ---- at the rate of the order ----

sold 'description=x quantity=2 unit_price=100 tax_rate=13' customer=A form=confirmation
quiet crm-order receivable void "$(crm-order receivable list -w "order = $o" -o ids)"
quiet crm-order receivable add customer=A order="$o" amount=226 form=confirmation
is "$(owed)" 226.00,200.00 'another in the place of one that is void'

sold 'description=x quantity=10 unit_price=100 tax_rate=13' customer=A form=confirmation
quiet crm-order ship "$o"
quiet crm-order payment add customer=A order="$o" kind=credit amount=113
is "$(column payment "order = $o" amount,net)" 113.00,100.00 'a credit note'
run 'beyond what is charged' 5 crm-order payment add customer=A order="$o" kind=credit amount=1018
is_err "crm-order: amount: is more than is charged of $o and not credited yet: 1017.00; without order and contract it is credit for anything"
printf '%s\n' customer,received_on,order,amount,kind "A,2026-11-21,$o,1018,credit" > p.csv
run 'of a file too' 5 crm-order payment import p.csv
like_err "p.csv:2: amount: is more than is charged of $o and not credited yet: 1017.00"
run 'a part of it' 0 crm-order payment import - -q <<CSV
customer,received_on,order,amount,kind
A,2026-11-21,$o,113,credit
CSV
quiet crm-order order-line return "$l" quantity=10
is "$(column payment "order = $o" amount,net)" '113.00,100.00 113.00,100.00 904.00,800.00' \
    'all comes back: the rest is credited'
run 'the books' 0 crm-admin check --deep -q
done_testing
