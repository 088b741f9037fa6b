#!/bin/sh
# A kit is one line of an order; what is held, ships and comes back are its parts.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
cell() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
level() { crm-stock level list -w "product = $1" -o csv -c on_hand,reserved | sed 1d; }
both() { echo "$(level A) $(level B)"; }
# confirmed FIELD=VALUE…: an order of one line; prints the line.
confirmed() {
	o=$(crm-order add customer=Acme -o ids -q)
	l=$(crm-order order-line add order="$o" -o ids -q "$@")
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	echo "$l"
}
of() { crm-order order-line list "$1" -o csv -c order_id | sed 1d; }

quiet crm-customer add name=Acme
quiet crm-stock warehouse add name=Main
for p in A B SET; do quiet crm-stock add sku=$p; done
quiet crm-stock add sku=CARE stocked=no
quiet crm-stock kit-part add kit=SET product=A quantity=1
quiet crm-stock kit-part add kit=SET product=B quantity=2
quiet crm-stock kit-part add kit=SET product=CARE quantity=1
quiet crm-stock receive product=A quantity=10 price=3
quiet crm-stock receive product=B quantity=9 price=1

# ---- held ----

l=$(confirmed product=SET quantity=3 unit_price=100)
is "$(both)" '10,3 9,6' 'the parts of three are held'
is "$(cell order-line "id = $l" promised_on)" 2026-11-21 'and promised'
is "$(crm-stock level list -w 'product = SET' -o ids)" '' 'the kit lies nowhere'

# ---- shipped ----

run 'two leave' 0 crm-order order-line ship "$l" quantity=2 -o csv -c quantity,shipped,to_ship
is_out 'quantity,shipped,to_ship
3,2,1'
is "$(both)" '8,1 5,2' 'of each part what two take'
is "$(cell delivery-line 'quantity > 0' quantity,order_line_id,part_of_id)" '2,OL1, 2,,DL1 4,,DL1' 'the parts are told below their kit'
first=$(batch)
run 'what left is not deleted' 5 crm-order delivery-line delete DL1
run 'a line is of something' 4 crm-order delivery-line add delivery=DV1 quantity=1
run 'the last leaves' 0 crm-order ship "$(of "$l")" -o csv -c delivery
is_out 'delivery
full'
is "$(both)" '7,0 3,0' 'nothing is held'
run 'undone' 0 crm-admin undo "$(batch)" -q
is "$(both) $(cell order-line "id = $l" shipped,to_ship)" '8,1 5,2 2,1' 'all its parts are back'

# ---- back, and credited by the line ----

run 'one comes back' 0 crm-order order-line return "$l" quantity=1 -q
back=$(batch)
is "$(both) $(cell return "order_line = $l" quantity,credit)" '9,1 7,2 1,100.00' 'with its parts'
run 'it stays' 5 crm-order return delete RT1
like_err 'goods came back with RT1'
run 'its delivery is not undone meanwhile' 5 crm-admin undo "$first" -q
run 'the return is undone' 0 crm-admin undo "$back" -q
is "$(both)" '8,1 5,2' 'they are out again'
quiet crm-order order-line return "$l" quantity=1
quiet crm-order order-line return "$l" quantity=1
is "$(both)" '10,1 9,2' 'both are back'
run 'no third' 5 crm-order order-line return "$l" quantity=1
like_err '1 of OL1 cannot come back: 0 have left'
quiet crm-order close "$(of "$l")" rest=yes
is "$(both)" '10,0 9,0' 'closed, its parts are free'

# ---- not enough of one part ----

l=$(confirmed product=SET quantity=5 unit_price=100)
is "$(both)" '10,5 9,9' 'one part has too few'
run 'not all can leave' 5 crm-order ship "$(of "$l")"
like_err 'B: 10 are to leave Main, 9 are free there'
run 'whole kits leave' 0 crm-order ship "$(of "$l")" some=yes -q
is "$(both) $(cell order-line "id = $l" shipped,to_ship)" '6,1 1,1 4,1' 'four of five'

# ---- amended ----

quiet crm-order amend "$(of "$l")"
quiet crm-order order-line set "$l" quantity=4
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(both)" '6,0 1,0' 'what is needed no more is free'
l=$(confirmed product=A quantity=2 unit_price=5)
quiet crm-order amend "$(of "$l")"
quiet crm-order order-line set "$l" product=B quantity=1
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(both)" '6,0 1,1' 'nor is the product held that a line was of'
quiet crm-order cancel "$(of "$l")"
is "$(both)" '6,0 1,0' 'cancelled, it holds nothing'
run 'the books' 0 crm-admin check -q
done_testing
