#!/bin/sh
# What others left from meanwhile is not taken back as if it lay there alone.
. "$(dirname "$0")/../../lib.sh"

batch() { sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err | tail -1; }
level() { crm-stock level list -w "warehouse = $1" -c on_hand,value -o csv | sed 1d; }
receive() { run "at $1" 0 crm-stock receive product=A quantity="${2-10}" price="$1" -q; }
start() {
	other "$1"
	new_book
	quiet crm-stock warehouse add name=W
	quiet crm-stock warehouse add name=V
	quiet crm-admin setting add name=stock_warehouse value=W
	quiet crm-stock add sku=A
}

for price in 30 29 31 10; do
	start "at$price"
	receive 10
	run "at $price" 0 crm-stock receive product=A quantity=10 price=$price
	batch=$(batch)
	run "what leaves takes of both" 0 crm-stock issue product=A quantity=5
	issue=$(batch)
	if [ $price = 10 ]; then
		run 'of one price nobody took more' 0 crm-admin undo "$batch"
		is "$(level W)" 5,50.00 'the rest is worth what it was'
		continue
	fi
	run "half of $price is gone" 5 crm-admin undo "$batch"
	is_err 'crm-admin: SM2 is part of what others left at; take it back with: crm-stock return-to-supplier, or a count'
	run 'the issue goes first' 0 crm-admin undo "$issue"
	run 'then the receipt' 0 crm-admin undo "$batch"
	is "$(level W)" 10,100.00 'and the rest is worth what it was'
done

start way
quiet crm-stock receive product=A quantity=4 price=20 warehouse=V
receive 10 2
run 'a transfer' 0 crm-stock transfer product=A quantity=2 to=V
batch=$(batch)
run 'some of which leaves' 0 crm-stock issue product=A quantity=3 warehouse=V
issue=$(batch)
run 'does not come back' 5 crm-admin undo "$batch"
like_err 'SM4 is part of what others left at'
run 'before that does' 0 crm-admin undo "$issue"
run 'then it does' 0 crm-admin undo "$batch"
is "$(level V)" 4,80.00 'as it was'

# ---- below zero: what left is worth what is missing ----

for added in 2 0; do
	start "below$added"
	quiet crm-stock warehouse set W below_zero=yes
	receive 7 1
	run 'more than is there' 0 crm-stock issue product=A quantity=2
	run 'taken back' 0 crm-admin undo "$(batch)"
	undone=$(batch)
	[ $added = 0 ] || quiet crm-stock add-cost of=SM1 value=$added
	if [ $added = 0 ]; then
		run 'and booked again' 0 crm-admin undo "$undone"
		is "$(level W)" -1,-7.00 'it lacks what it is worth'
	else
		run 'what costs more since is not booked as it was' 5 crm-admin undo "$undone"
		is_err "crm-admin: LV1: what was there is worth another sum since; what took it is booked anew, not brought back"
		run 'but anew' 0 crm-stock issue product=A quantity=2
		is "$(level W)" -1,-9.00 'it lacks what it is worth'
	fi
	receive 9 1
	is "$(level W)" 0,0.00 'nothing is worth nothing'
	run 'sound' 0 crm-admin check -q --deep
done
done_testing
