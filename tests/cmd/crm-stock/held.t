#!/bin/sh
# Nobody takes what is held for others, also where stock may fall below zero.
. "$(dirname "$0")/../../lib.sh"

level() { crm-stock level list -o csv -c on_hand,reserved | sed 1d; }
order() {
	quiet crm-order add customer=C1
	quiet crm-order order-line add order="$1" product=A quantity=4 unit_price=1
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}
start() {
	other "$1"
	new_book
	quiet crm-stock warehouse add name=W below_zero=yes
	quiet crm-stock add sku=A
	quiet crm-customer add name=K
}

start by-hand
quiet crm-stock receive product=A quantity=5 price=1
quiet crm-stock reserve product=A quantity=4
run 'four of five are held' 5 crm-stock issue product=A quantity=3
is_err 'crm-stock: A: 3 are to leave W, 1 are free there'
run 'one is free' 0 crm-stock issue product=A quantity=1
is "$(level)" 4,4 'and what is held is'
run 'the holder has all of it' 0 crm-stock issue reservation=RV1
run 'where nothing is held it falls below zero' 0 crm-stock issue product=A quantity=3
is "$(level)" -3,0 'as it may'

start orders
quiet crm-stock receive product=A quantity=5 price=1
order O1
order O2
run 'an order that holds one does not ship four' 5 crm-order ship O2
is_err 'crm-order: A: 4 are to leave W, 1 are free there'
is "$(level)" 5,5 'nothing left'
run 'the other does' 0 crm-order ship O1
run 'and then nobody else holds any' 0 crm-order ship O2
is "$(level)" -3,0 'it falls below zero'
run 'sound' 0 crm-admin check -q --deep
done_testing
