#!/bin/sh
# What the lines of a document say, as they go and change: an amount goes with the last of
# them, and what nobody typed is asked for anew of another product, customer or partner.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
column() { "$1" "$2" list -o csv -c "$3" | sed 1d | paste -sd' '; }

CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
quiet crm-customer add name=E
quiet crm-stock add name=P sku=P list_price=100

# ---- the last line goes ----

sums=amount,net,tax,gross,off_list
quiet crm-order add customer=C1 form=confirmation
quiet crm-order order-line add order=O1 product=P quantity=6
quiet crm-order order-line delete OL1
is "$(column crm-order order $sums)" ,,,, 'an order without its last line says no amount'
run 'and offers nothing' 5 crm-order submit O1
quiet crm-order order-line restore OL1
is "$(column crm-order order $sums)" 600.00,600.00,0.00,600.00,0 'it is back with the line'
quiet crm-order order-line add order=O1 product=P quantity=1
quiet crm-order order-line delete OL2
is "$(column crm-order order amount)" 600.00 'one of two lines leaves the other'
quiet crm-order add customer=C1
quiet crm-order order-line set OL1 order=O2
is "$(column crm-order order amount)" '"" 600.00' 'a line takes its amount along'
quiet crm-order set O1 amount=70
quiet crm-order order-line add order=O1 quantity=1
quiet crm-order order-line delete OL3
is "$(column crm-order order amount)" '70.00 600.00' 'an amount that was typed stays where no line came to anything'
quiet crm-deal add name=D customer=C1
quiet crm-deal deal-line add deal=D1 product=P quantity=4
quiet crm-deal deal-line delete PI1
is "$(column crm-deal deal amount)" '""' 'nor a deal'
quiet crm-deal quote add customer=C1
quiet crm-deal quote-line add quote=QU1 product=P quantity=4
quiet crm-deal quote-line delete QL1
is "$(column crm-deal quote $sums)" ,,,, 'nor a quote'
run 'which offers nothing' 5 crm-deal quote submit QU1
quiet crm-order contract add customer=C1 title=x
quiet crm-order contract-line add contract=CTR1 product=P quantity=4
quiet crm-order contract-line delete CTL1
is "$(column crm-order contract $sums)" ,,,, 'nor a contract'
run 'the books' 0 crm-admin check --deep -q
quiet crm-order order-line delete OL1
for one in "sale_order SET amount = 60000, net = 60000 WHERE id = 2" \
    "quote SET amount = 40000, net = 40000" \
    "contract SET amount = 40000, net = 40000"; do
	ask "UPDATE $one" > /dev/null
done
run 'one that says more than its lines' 4 crm-admin check --deep -q -o csv -c code,id,message
like_out '^order-amount,O2,"it says 600.00, its lines come to 0.00"$'
like_out '^quote-amount,QU1,"it says 400.00, its lines come to 0.00"$'
like_out '^contract-amount,CTR1,"it says 400.00, its lines come to 0.00"$'

# ---- another product, customer or partner ----

line() { crm-order order-line list "$1" -o csv -c unit_price,tax_rate,gross | sed 1d; }
quiet crm-stock add name=A sku=A list_price=10 tax=9
quiet crm-stock add name=T sku=T list_price=100 tax=13
quiet crm-stock add name=N sku=N
quiet crm-order add customer=C1
quiet crm-order order-line add order=O3 product=T quantity=1
quiet crm-order order-line set OL4 product=A
is "$(line OL4)" 10,9,10.90 'another product has its own price and tax'
quiet crm-order order-line set OL4 unit_price=7 tax_rate=5
quiet crm-order order-line set OL4 product=T
is "$(line OL4)" 7,5,7.35 'what was typed stays'
quiet crm-order order-line set OL4 tax_rate=
is "$(line OL4)" 7,13,7.91 'an empty rate is asked for anew'
quiet crm-order order-line set OL4 unit_price=
is "$(line OL4)" 100,13,113.00 'as an empty price is'
quiet crm-order order-line set OL4 product=A unit_price=100
is "$(line OL4)" 100,9,109.00 'what is typed with it counts'
quiet crm-order order-line set OL4 product=T
run 'a product without a price' 5 crm-order order-line set OL4 product=N
is_err 'crm-order: N has no price on 2026-11-23; crm-stock price add product=N price=PRICE, or its list price, gives it one'
quiet crm-customer add name=F kind=partner
quiet crm-stock price add product=T customer=F price=60
quiet crm-order order-line add order=O3 product=T quantity=1 unit_price=90
quiet crm-order set O3 partner=F
is "$(line OL4)/$(line OL5)" 60,13,67.80/90,13,101.70 'a partner has his own price, where none was typed'
is "$(crm-order list O3 -o csv -c amount,gross | sed 1d)" 150.00,169.50 'and the order is their sum'
quiet crm-order set O3 partner=
is "$(line OL4)" 100,13,113.00 'without him it is that of everybody'
quiet crm-order set O3 customer=F
is "$(line OL4)" 60,13,67.80 'another customer has his'
quiet crm-deal quote-line add quote=QU1 product=T quantity=1
quiet crm-deal quote-line set QL2 product=A
is "$(crm-deal quote-line list QL2 -o csv -c unit_price,tax_rate | sed 1d)" 10,9 'quotes alike'

# ---- lists and rates that move ----

quiet crm-stock add name=U sku=U list_price=50 tax=6
quiet crm-stock price add product=U price=80 valid_to=2026-11-25
quiet crm-order add customer=C1
quiet crm-order order-line add order=O4 product=U quantity=7
px=$(crm-stock price list -w 'product=U' -o ids)
quiet crm-stock price delete "$px"
quiet crm-stock set U tax=9
quiet crm-order order-line set OL6 quantity=8
is "$(line OL6)" 80,6,678.40 'a list that moves takes back no price'
quiet crm-order order-line set OL6 product=A
is "$(line OL6)" 10,9,87.20 'which nobody typed, nor the tax: another product has its own'
quiet crm-order order-line set OL6 unit_price=12 product=U
quiet crm-stock set U list_price=55
quiet crm-order order-line set OL6 product=A
is "$(line OL6)" 12,9,104.64 'one that was typed stays'
quiet crm-order add customer=C1 currency=USD rate=7
quiet crm-order order-line add order=O5 product=T quantity=7
quiet crm-order set O5 rate=8
is "$(line OL7)" 14.285714,13,113.00 'another rate takes back none either'
quiet crm-order set O5 currency=CNY rate=
is "$(line OL7)" 100,13,791.00 'but in another currency it is asked for'
quiet crm-stock price add product=T price=80 min_qty=10
quiet crm-order add customer=C1 currency=USD rate=8
quiet crm-order order-line add order=O6 product=T quantity=10
quiet crm-order set O6 rate=7
quiet crm-order order-line set OL8 quantity=7
is "$(line OL8)" 14.285714,13,113.00 'and below the break that it was of'
quiet crm-stock price add product=U price=70
quiet crm-order add customer=C1
quiet crm-order order-line add order=O7 product=U quantity=1
quiet crm-stock price set "$(crm-stock price list -w 'product=U' -o ids)" valid_to=2026-11-25
CRM_NOW=2026-11-26T09:00:00Z run 'of a day that is over' 0 crm-order order-line set OL9 product=A -q
is "$(line OL9)" 10,9,10.90 'it is no more than a price of the lists'

# ---- its description ----

quiet crm-deal quote-line set QL2 description=Blue
run 'what is said of a product' 0 crm-deal quote print QU1
like_out ' A: Blue +1 '
run 'as markdown' 0 crm-deal quote print QU1 -o md
like_out ' A: Blue '

# ---- of pieces there is no half ----

quiet crm-stock add name=Cable sku=CAB list_price=10 unit=m decimals=1
quiet crm-stock add name=Care sku=CARE list_price=10 stocked=no
quiet crm-stock unit add product=P name=box contains=12 decimals=1
o=$(crm-order add customer=C1 -q -o ids)
run 'one and a half of a piece' 4 crm-order order-line add order="$o" product=P quantity=1.5
is_err 'crm-order: quantity: has more decimals than the unit of P has; crm-stock set P decimals=N changes that'
run 'in a quote' 4 crm-deal quote-line add quote=QU1 product=P quantity=1.5
run 'in a contract' 4 crm-order contract-line add contract="$(crm-order contract add customer=C1 -q -o ids)" product=P quantity=1.5
run 'of what has decimals there is' 0 crm-order order-line add order="$o" product=CAB quantity=1.5 -q
run 'but not so many of them' 4 crm-order order-line add order="$o" product=CAB quantity=1.55
run 'and of a service' 0 crm-order order-line add order="$o" product=CARE quantity=1.5 -q
run 'and of a box' 0 crm-order order-line add order="$o" product=P quantity=1.5 unit=box -q
l=$(crm-order order-line add order="$o" product=P quantity=2 -q -o ids)
run 'nor later' 4 crm-order order-line set "$l" quantity=2.5
run 'a discount is still given' 0 crm-order order-line set "$l" discount=5 -q


# ---- no price is below nothing ----

none='is not below zero: what is taken off is a line with an amount alone'
run 'none of a line' 4 crm-order order-line add order="$o" product=P quantity=5 unit_price=-10
is_err "crm-order: unit_price: $none"
run 'nor later' 4 crm-order order-line set "$l" unit_price=-0.01
run 'nor in a deal' 4 crm-deal deal-line add deal=D1 product=P quantity=5 unit_price=-10
run 'nor in a list' 4 crm-stock set P list_price=-4
is_err 'crm-stock: list_price: must be at least 0'
run 'what takes off is an amount' 0 crm-order order-line add order="$o" description=Rebate amount=-1 -q

# ---- no more decimals than the currency of the order has ----

j=$(crm-order add currency=JPY rate=0.05 -o ids -q)
run 'half a yen' 4 crm-order order-line add order="$j" description=x amount=10.5
is_err "crm-order: amount: '10.5' is not a whole number"
try 'nor from a file' 4 "printf 'order,line,description,amount\n$j,5,y,10.5\n' | crm-order order-line import -"
like_err 'amount: JPY has 0 decimals, and this has more'
run 'a whole one' 0 crm-order order-line add order="$j" description=x amount=10 -q -o csv -c amount
is_out 'amount
10'
done_testing
