#!/bin/sh
# What is held for a line of an order asks for what that has still to ship.
. "$(dirname "$0")/../../lib.sh"

quiet() { "$@" -q > /dev/null; }
asks() { crm-stock reservation list -o csv -c quantity,held,status | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-customer add name=Acme
quiet crm-stock add sku=A list_price=10
quiet crm-stock add sku=B list_price=10
quiet crm-stock receive product=A quantity=20 price=1
quiet crm-order add customer=Acme
quiet crm-order order-line add order=O1 product=A quantity=10
quiet crm-order submit O1
quiet crm-order confirm O1
for n in 4 15; do
	run "not $n" 5 crm-stock reservation set RV1 quantity=$n
	is_err 'crm-stock: RV1 is held for OL1, which lacks 10; crm-order amend O1 changes the order, crm-stock release RV1 gives it up'
done
for word in product=B about=; do
	run "nor $word" 5 crm-stock reservation set RV1 "$word"
	is_err 'crm-stock: RV1 is held for OL1; crm-order amend O1 changes the order, crm-stock release RV1 gives it up'
done
run 'its last day is said' 0 crm-stock reservation set RV1 until=2026-12-01 -q
quiet crm-order order-line ship OL1 quantity=3
quiet crm-order amend O1 --reason less
quiet crm-order order-line set OL1 quantity=8
quiet crm-order submit O1
quiet crm-order confirm O1
is "$(asks)" '8,5,open' 'an amendment changes it'
run 'all agrees' 0 crm-admin check --deep -q
try 'what a file says' 0 "printf 'reservation_id,quantity\nRV1,6\n' |
	crm-stock reservation import - --on-duplicate update -q"
run 'is told' 4 crm-admin check -o csv
is_out 'code,id,field,message
reserved-line,RV1,,"3 are asked for, of its order line 5 have still to leave"'
run 'what nobody ordered is anybody'"'"'s to change' 0 sh -c \
    'id=$(crm-stock reserve product=A quantity=2 -q -o ids) && crm-stock reservation set "$id" quantity=3 -q'
done_testing
