#!/bin/sh
# What the head of every document fulfils, and every other record with an exchange rate.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }

quiet crm-customer add name=Acme
for rate in 0 -8; do
	for kind in crm-order 'crm-order contract' 'crm-order receivable' 'crm-order payment' 'crm-order bill' \
	    'crm-deal quote' crm-deal; do
		name=name=N
		case $kind in
		crm-order | *quote | *receivable) name= ;;
		*contract) name=title=N ;;
		*payment) name=received_on=today ;;
		*bill) name="number=N due_on=2026-12-31" ;;
		esac
		run "$kind at $rate" 4 $kind add customer=Acme currency=EUR rate=$rate amount=5 $name
		is_err "${kind%% *}: rate: an exchange rate is above zero"
	done
	run "an invoice at $rate" 4 crm-order invoice add customer=Acme currency=EUR rate=$rate gross=5
	is_err 'crm-order: rate: an exchange rate is above zero'
	printf 'number,customer,currency,rate\nA-1,Acme,EUR,%s\n' $rate > orders.csv
	run "imported at $rate" 4 crm-order import orders.csv
	like_err 'orders.csv:2: rate: an exchange rate is above zero'
done
o=$(crm-order add customer=Acme currency=EUR rate=8 -o ids -q)
run 'set to nothing' 4 crm-order set "$o" rate=0
is_err 'crm-order: rate: an exchange rate is above zero'
run 'worked out' 4 crm-order set "$o" 'rate:=rate - 8'
is_err 'crm-order: rate: an exchange rate is above zero'
run 'none' 0 crm-order set "$o" rate= -q

# ---- a discount on all is a share ----

for kind in crm-order 'crm-order contract' 'crm-deal quote'; do
	name=
	[ "$kind" != 'crm-order contract' ] || name=title=N
	run "$kind with a surcharge" 4 $kind add customer=Acme $name discount=-50
	is_err "${kind%% *}: discount: must be between 0 and 100 percent"
done

# ---- a line is in the currency of its document, priced or not ----

quiet crm-stock add name=P sku=P
quiet crm-order order-line add order="$o" product=P quantity=1
quiet crm-order order-line add order="$o" product=P quantity=1 unit_price=7
quiet crm-order set "$o" currency=JPY
is "$(crm-order order-line list -w "order = $o" -o csv -c amount,currency | sed 1d | paste -sd' ')" ',JPY 7,JPY' \
    'the lines follow'
run 'the books' 0 crm-admin check -q
done_testing
