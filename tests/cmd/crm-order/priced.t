#!/bin/sh
# Lines of orders take their prices from the lists; what is given away beyond somebody's
# right is asked for.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
as() { who=$1; shift; CRM_USER=$who "$@"; }
logins rep mgr
for u in rep:rep mgr:manager; do quiet crm-team user add login=${u%:*} role=${u#*:}; done
quiet crm-stock product add sku=GW list_price=100
quiet crm-stock price add product=GW price=90 floor=80 min_qty=10
quiet crm-customer add name=Acme
quiet as rep crm-order add customer=Acme

run 'a line at the price of the list' 0 as rep crm-order order-line add order=O1 product=GW quantity=2 tax_rate=13 -o csv -c unit_price,amount,net,tax,gross
is_out 'unit_price,amount,net,tax,gross
100,200.00,200.00,26.00,226.00'
run 'a discount on the whole' 0 as rep crm-order order set O1 discount=5 -o csv -c amount,net,tax,gross,off_list
is_out 'amount,net,tax,gross,off_list
190.00,190.00,24.70,214.70,5'
run 'nobody is asked where no right has a limit' 0 as rep crm-order submit O1 -o csv -c status
is_out 'status
approved'
quiet crm-admin right add right=discount role=rep limit=10
quiet as rep crm-order add customer=Acme
quiet as rep crm-order order-line add order=O2 product=GW quantity=1 discount=12.5
run 'beyond the right' 0 as rep crm-order submit O2 -o csv -c status
is_out 'status
submitted'
run 'a manager is asked' 0 crm-admin approval list -w 'about = O2' -o csv -c role,what
is_out 'role,what
manager,12.5 % below the list prices'
quiet as mgr crm-admin approval approve AP1
is "$(crm-order list O2 -o csv -c status | sed 1d)" approved 'and agrees'
quiet as rep crm-order add customer=Acme
quiet as rep crm-order order-line add order=O3 product=GW quantity=10 unit_price=79
run 'below the floor' 0 as rep crm-order submit O3 -o csv -c status,below_floor
is_out 'status,below_floor
submitted,yes'
run 'is asked for' 0 crm-admin approval list -w 'about = O3' -o csv -c what
is_out 'what
below the floor price'
quiet as rep crm-order add customer=Acme
quiet as rep crm-order order-line add order=O4 product=GW quantity=10 unit_price=89
run 'within both' 0 as rep crm-order submit O4 -o csv -c status
is_out 'status
approved'
quiet as rep crm-order add customer=Acme currency=JPY
run 'in yen, which has no parts' 0 as rep crm-order order-line add order=O5 quantity=3 unit_price=33.335 tax_rate=13 -o csv -c amount,net,tax,gross,currency
is_out 'amount,net,tax,gross,currency
100,100,13,113,JPY'
quiet as rep crm-order add customer=Acme currency=JPY
run 'a line that goes to another order' 0 as rep crm-order order-line set OL5 order=O6 -q -o ids
is "$(crm-order list O5 O6 -o csv -c amount | sed 1d | paste -sd/)" 100/100 'is added up there; one without lines keeps its amount'

# ---- an import whose three figures disagree ----

quiet crm-order add customer=Acme
quiet crm-deal quote add customer=Acme
# three PROGRAM KIND DOCUMENT AMOUNT: a line of 3 at 33.335 that says an amount.
three() {
	printf '%s,quantity,unit_price,amount\n%s,3,33.335,%s\n' "${2%-line}" "$3" "$4" |
	    "$1" "$2" import - -q -o csv -c amount
}
# A quote is added up anew with its lines, an order that comes by import stays.
for kind in 'crm-order order-line O7 100.00' 'crm-deal quote-line QU1 100.01'; do
	# shellcheck disable=SC2086
	set -- $kind
	run "$2: a cent apart is one figure" 0 three "$1" "$2" "$3" 100.00
	like_out "^$4,inserted,"
	run "$2: more is refused" 4 three "$1" "$2" "$3" 101.00
	like_err 'amount: a quantity of 3 at 33.335, less the discount, is 100.01, and not 101.00'
	run "$2: none is worked out" 0 three "$1" "$2" "$3" ''
	like_out '^100.01,inserted,'
done
run 'the books' 0 crm-admin check -q
done_testing
