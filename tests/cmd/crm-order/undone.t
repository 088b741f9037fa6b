#!/bin/sh
# What is undone of an order: a delivery that goods came back of, a confirmation that is
# done again, an import that made what it names.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null 2>&1; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
owed() {
	crm-order receivable list -o csv -c amount,open -w "order = $1 and void_on is null" | sed 1d
}
on_hand() { crm-stock list -o csv -c on_hand -w 'sku = B' | sed 1d; }
quiet crm-customer add name=Acme
quiet crm-stock warehouse add name=Main
quiet crm-stock product add sku=B name=B
quiet crm-stock receive product=B quantity=99 price=1
order() {
	o=$(crm-order add -o ids -q customer=C1 "$@")
	l=$(crm-order order-line add order="$o" product=B quantity=5 unit_price=10 -o ids -q)
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	confirmed=$(batch)
}

# ---- a delivery that goods came back of ----

order form=delivery
quiet crm-order ship "$o"
shipped=$(batch)
quiet crm-order order-line return "$l" quantity=2
returned=$(batch)
run 'what came back goes first' 5 crm-admin undo "$shipped"
like_err 'goods of DV1 came back with RT1: crm-admin undo of its batch takes that back first'
is "$(owed "$o")" 50.00,30.00 'and nothing has changed'
run 'the return' 0 crm-admin undo "$returned" -q -o ids
is "$(owed "$o")" 50.00,50.00 'it is owed again'
run 'then the delivery' 0 crm-admin undo "$shipped" -q -o ids
is "$(owed "$o")$(crm-order list "$o" -o csv -c delivery,shipped_on | sed 1d)" none, 'nothing has left'
run 'and it leaves again' 0 crm-order ship "$o" -q -o ids
is "$(owed "$o")" 50.00,50.00 'and is charged once'

# ---- a confirmation ----

order form=confirmation
run 'undone' 0 crm-admin undo "$confirmed" -q -o ids
is "$(owed "$o")$(crm-order list "$o" -o csv -c status,confirmed_at | sed 1d)" approved, 'nothing is owed'
run 'and done again' 0 crm-order confirm "$o" -q -o ids
is "$(owed "$o")" 50.00,50.00 'it is owed once'
is "$(crm-stock reservation list -o csv -c quantity -w "about = $l and status = open" | sed 1d)" 5 'and held once'
run 'a second time' 5 crm-admin undo "$confirmed"
like_err 'was undone by B'
quiet crm-admin undo "$(batch)"
quiet crm-order confirm "$o"
run 'it can leave' 0 crm-order ship "$o" -q -o ids
is "$(owed "$o")" 50.00,50.00 'and is owed once still'

# ---- a confirmation whose delivery was undone ----

order form=delivery
quiet crm-order ship "$o"
run 'not while that stands' 5 crm-admin undo "$confirmed"
shipped=$(batch)
quiet crm-admin undo "$shipped"
run 'once it was undone' 0 crm-admin undo "$confirmed" -q -o ids
is "$(crm-order list "$o" -o csv -c status,confirmed_at | sed 1d)" approved, 'so is that'
is "$(crm-stock reservation list -o csv -c status,held -w "about = $l" | sed 1d)" released,0 'and nothing is held, though the ledger names it'
quiet crm-admin undo "$(batch)"
is "$(crm-order list "$o" -o csv -c status | sed 1d) $(crm-stock reservation list -o csv -c status,held -w "about = $l" | sed 1d)" 'confirmed open,5' 'that undone, it is held again'
run 'and leaves' 0 crm-order ship "$o" -q -o ids

# ---- an import that made its customers ----

printf 'number,customer,amount,ordered_on\nN1,Newco,5,2026-11-01\nN2,Other,6,2026-11-01\n' > m.csv
quiet crm-order import m.csv --create-missing
run 'undone with them' 0 crm-admin undo "$(batch)" -q -o ids
is "$(crm-customer list -o ids)" C1 'they are gone'
quiet crm-order import m.csv --create-missing
b=$(batch)
more=$(crm-order add customer=Newco amount=3 -q -o ids)
run 'one is used elsewhere' 5 crm-admin undo "$b"
like_err "$more customer refers to a record that would vanish"
quiet crm-order delete "$more"
run 'without that' 0 crm-admin undo "$b" -q -o ids
run 'the books' 0 crm-admin check -q
# ---- a batch that was done again is undone by what did that ----

book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=A quantity=100 price=30
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=A quantity=6 unit_price=10
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order ship O1
quiet crm-admin undo B10
quiet crm-admin undo B11
run 'a delivery is undone a second time' 0 crm-admin undo B10 -q
run 'the book is sound' 0 crm-admin check --deep -q
run 'all is there again' 0 crm-stock level list -c on_hand,reserved
is_out 'on_hand,reserved
100,6'
run 'once' 5 crm-admin undo B10
is_err 'crm-admin: B10 was undone by B13; to redo it: crm-admin undo B13'
run 'and once more' 0 crm-admin undo B13 -q
run 'it is sound then' 0 crm-admin check --deep -q
done_testing
