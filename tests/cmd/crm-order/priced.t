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
is "$(crm-order list O5 O6 -o csv -c amount | sed 1d | paste -sd/)" '""/100' 'is added up there; it takes its amount along'

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

# ---- what offers nothing is not submitted ----

empty=$(crm-order add customer=Acme -o ids -q)
run 'an order of nothing' 5 crm-order submit "$empty"
is_err "crm-order: $empty offers nothing: crm-order order-line add order=$empty …"
quiet crm-order order-line add order="$empty" description=Present gift=yes quantity=1
run 'a present is something' 0 crm-order submit "$empty" -q -n
empty=$(crm-order contract add customer=C1 -o ids -q)
run 'nor a contract' 5 crm-order contract submit "$empty"
is_err "crm-order: $empty offers nothing: crm-order contract-line add contract=$empty …"
quiet crm-order contract set "$empty" kind=other
run 'a promise of silence is for nothing' 0 crm-order contract submit "$empty" -q -n

# ---- what has no price is not submitted ----

quiet crm-stock product add sku=BARE
quiet as rep crm-order add customer=Acme
o=$(crm-order list -o ids | tail -n 1)
run 'none goes in below zero' 4 as rep crm-order order-line add order="$o" product=GW quantity=-3
is_err 'crm-order: quantity: is not below zero'
run 'a line without a price' 0 as rep crm-order order-line add order="$o" product=BARE quantity=5 -q -o ids
l=$(cat out)
run 'holds its order back' 5 as rep crm-order submit "$o"
is_err "crm-order: $l has no price: set its unit_price or its amount"
quiet as rep crm-order order-line set "$l" gift=yes
run 'a gift does not' 0 as rep crm-order submit "$o" -o csv -c status
is_out 'status
approved'
quiet crm-order contract add customer=Acme title=Frame
c=$(crm-order contract list -o ids | tail -n 1)
run 'in a contract too' 0 crm-order contract-line add contract="$c" product=BARE quantity=5 -q -o ids
l=$(cat out)
run 'it is held back' 5 crm-order contract submit "$c"
is_err "crm-order: $l has no price: set its unit_price or its amount"

# ---- an order is the sum of its lines, however these came ----

quiet crm-admin approval-rule add kind=order seq=1 'when=amount >= 500' steps=manager
quiet as rep crm-order add customer=Acme ordered_on=2026-11-20
o=$(crm-order list -o ids | tail -n 1)
quiet as rep crm-order order-line add order="$o" product=GW quantity=50 unit_price=100
run 'its amount is not set by hand' 5 as rep crm-order set "$o" amount=1
is_err 'crm-order: amount: is the sum of its 1 line; change these'
run 'and the matrix sees all of it' 0 as rep crm-order submit "$o" -o csv -c status,amount,gross
is_out 'status,amount,gross
submitted,5000.00,5000.00'
{
	echo number,customer,ordered_on,amount
	echo A-1,Acme,2026-11-20,
	echo A-2,Acme,2026-11-20,7
} > orders.csv
{
	echo order,quantity,unit_price,tax_rate
	echo A-1,1000,10,13
	echo A-2,2,3,
	echo A-1,1,3,
} > lines.csv
quiet crm-order import orders.csv
run 'lines of a file' 0 crm-order order-line import lines.csv -q -o ids
run 'give their orders what they come to' 0 crm-order list -w 'number ~ A-' -s number -o csv -c number,amount,net,tax,gross
is_out 'number,amount,net,tax,gross
A-1,10003.00,10003.00,1300.00,11303.00
A-2,6.00,6.00,0.00,6.00'
o=$(crm-order list -w 'number = A-1' -o ids)
run 'which is what is asked about' 0 as rep crm-order submit "$o" -o csv -c status,amount
is_out 'status,amount
submitted,10003.00'
printf 'number,amount\nA-2,9\n' > amounts.csv
quiet crm-order import amounts.csv --key number --on-duplicate update
is "$(crm-order list -w 'number = A-2' -o csv -c amount | sed 1d)" 6.00 'a file does not say otherwise'
quiet crm-order import - <<-END
	number,customer,ordered_on,discount
	A-3,Acme,2026-11-20,10
END
printf 'order,quantity,unit_price\nA-3,1,100\nA-3,2,50\n' > lines.csv
quiet crm-order order-line import lines.csv
run 'a discount on the whole is taken once' 0 crm-order order-line list -w 'order.number = A-3' -s order_line_id -o csv -c amount
is_out 'amount
90.00
90.00'
is "$(crm-order list -w 'number = A-3' -o csv -c amount | sed 1d)" 180.00 'and comes off the order'

# ---- nothing is sold for less than nothing ----

o=$(crm-order add customer=Acme -q -o ids)
l=$(crm-order order-line add order="$o" quantity=1 unit_price=-100 -q -o ids)
run 'an order of what is taken off' 5 crm-order submit "$o"
is_err "crm-order: $o comes to less than nothing: what takes off is at most what the rest comes to"
quiet crm-order order-line add order="$o" quantity=1 unit_price=100
run 'of something, by all of it' 0 crm-order submit "$o" -q -o csv -c amount
is_out 'amount
0.00'
run 'which is then more' 0 crm-order order-line set "$l" unit_price=-101 -q -o ids
run 'is not confirmed' 5 crm-order confirm "$o"
like_err "$o comes to less than nothing"
q=$(crm-deal quote add customer=Acme -q -o ids)
quiet crm-deal quote-line add quote="$q" quantity=1 unit_price=-100
run 'nor a quote' 5 crm-deal quote submit "$q"
is_err "crm-deal: $q comes to less than nothing: what takes off is at most what the rest comes to"

# ---- what nobody typed is asked for anew ----

quiet crm-stock product add sku=EA list_price=100
quiet crm-stock price add product=EA price=90 min_qty=10
quiet crm-stock product add sku=EB list_price=50
o=$(crm-order add customer=Acme -q -o ids)
l=$(crm-order order-line add order="$o" product=EA quantity=5 -q -o ids)
quiet crm-order order-line add order="$o" product=EA quantity=1 unit_price=70
prices() { crm-order order-line list -w "order = $o" -s order_line_id -o csv -c unit_price,list_price | sed 1d | paste -sd/; }
run 'a list in another currency has no price for it' 5 crm-order set "$o" currency=USD
is_err 'crm-order: EA has no price in USD on 2026-11-21, but one in CNY; give the rate, or: crm-stock price add product=EA currency=USD price=PRICE'
run 'by a rate it is converted' 0 crm-order set "$o" currency=USD rate=8 -q -o ids
is "$(prices)" '12.5,12.5/70,12.5' 'what was typed stays'
run 'and back' 0 crm-order set "$o" currency=CNY rate= -q -o ids
is "$(prices)" '100,100/70,100' 'it is that of the list'
quiet crm-customer add name=Dealer kind=partner
quiet crm-stock price add product=EA customer=Dealer price=80
run 'through a partner, and less a discount on the whole, at once' 0 crm-order set "$o" partner=Dealer discount=10 -q -o csv -c amount
is_out 'amount
423.00'
is "$(prices)" '80,100/70,100' 'at the price of the partner'
quiet crm-order set "$o" partner= discount=
run 'more of it' 0 crm-order order-line set "$l" quantity=20 -q -o ids
run 'and then another product' 0 crm-order order-line set "$l" product=EB -q -o csv -c unit_price
is_out 'unit_price
50'
run 'the books' 0 crm-admin check -q

# ---- an amount alone has its share of the discount on the whole ----

amount() { crm-order list "$1" -o csv -c amount | sed 1d; }
o=$(crm-order add customer=Acme discount=10 -q -o ids)
l=$(crm-order order-line add order="$o" description=Setup amount=1000 -q -o ids)
is "$(amount "$o")" 900.00 'said with it'
crm-order set "$o" discount=20 -q -o ids > /dev/null
is "$(amount "$o")" 800.00 'of another'
o=$(crm-order add customer=Acme -q -o ids)
crm-order order-line add order="$o" description=Setup amount=1000 -q -o ids > /dev/null
crm-order order-line add order="$o" description=Less amount=-33.33 -q -o ids > /dev/null
crm-order set "$o" discount=10 -q -o ids > /dev/null
is "$(amount "$o")" 866.67 'taken later; what takes off is what it says'
crm-order set "$o" discount= -q -o ids > /dev/null
is "$(amount "$o")" 966.67 'and given up again'
run 'it is one at that price' 4 crm-order order-line set "$l" amount=1200
is_err 'crm-order: amount: a quantity of 1 at 1000, less the discount, is 1000.00, and not 1200.00'
run 'the books' 0 crm-admin check --deep -q
done_testing
