#!/bin/sh
# What came for a purchase is taken back in any order, goods received here and those that
# went straight to the customer.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
bought() {
	echo "$(crm-stock purchase-line list -w "purchase = $1" -o csv -c received | sed 1d)" \
	    "$(crm-stock purchase list "$1" -o csv -c status | sed 1d)"
}

quiet crm-customer add name=Acme
quiet crm-stock product add sku=P name=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock purchase add supplier=S status=ordered
quiet crm-stock purchase-line add purchase=PU1 product=P quantity=10 price=3
quiet crm-stock receive purchase_line=PUL1 quantity=3
first=$(last)
quiet crm-stock receive purchase_line=PUL1 quantity=7
second=$(last)
is "$(bought PU1)" '10 received' 'all has come'
run 'the first is undone' 0 crm-admin undo "$first" -q
is "$(bought PU1) $(crm-stock level list -o csv -c on_hand | sed 1d)" '7 ordered 7' 'and is to come'
again=$(last)
run 'the second' 0 crm-admin undo "$second" -q
is "$(bought PU1) $(crm-stock level list -o csv -c on_hand | sed 1d)" '0 ordered 0' 'nothing has'
quiet crm-stock receive purchase_line=PUL1 quantity=10
is "$(bought PU1)" '10 received' 'it comes once more'
run 'the first is not redone behind that' 5 crm-admin undo "$again" -q
like_err 'PUL1 would have 13 received of 10'
run 'sound' 0 crm-admin check --deep -q

# ---- straight to the customer ----

quiet crm-order add customer=Acme form=delivery
quiet crm-order order-line add order=O1 product=P quantity=10 drop_ship=yes
quiet crm-order submit O1
quiet crm-order confirm O1
confirmed=$(last)
batches=
for n in 3 4 3; do
	quiet crm-order order-line ship OL1 quantity="$n"
	batches="$batches $(last)"
done
# shellcheck disable=SC2086  # batches
set -- $batches
is "$(bought PU2)" '10 received' 'all has left'
state() { crm-order list O1 -o csv -c status,delivery | sed 1d; }
for one in "$1 7 ordered confirmed,partial" "$3 4 ordered confirmed,partial" \
    "$2 0 ordered confirmed,none"; do
	run "$one" 0 crm-admin undo "${one%% *}" -q
	is "$(bought PU2) $(state)" "${one#* }" 'is wanted again'
done
run 'its confirmation' 0 crm-admin undo "$confirmed" -q
is "$(state) $(crm-stock purchase list PU2 -o ids 2> /dev/null)" 'approved,none ' 'and nothing is bought'
run 'sound' 0 crm-admin check --deep -q

# ---- what has come ----

quiet crm-stock product add sku=Q name=Q
quiet crm-stock order product=Q quantity=10 supplier=S price=2
line=$(crm-stock purchase-line list -w 'product = Q' -o ids)
purchase=$(crm-stock purchase-line list "$line" -o csv -c purchase_id | sed 1d)
run 'nothing has: other goods are bought' 0 crm-stock purchase-line set "$line" product=P -q
quiet crm-stock purchase-line set "$line" product=Q
quiet crm-stock purchase set "$purchase" currency=USD
quiet crm-stock purchase set "$purchase" currency=CNY
quiet crm-stock receive purchase_line="$line" quantity=6
run 'its line is of what has come' 5 crm-stock purchase-line set "$line" product=P
is_err 'crm-stock: product: is Q, of which 6 have come; what else is bought is another line: crm-stock purchase-line add'
run 'and its purchase in that currency' 5 crm-stock purchase set "$purchase" currency=USD
is_err 'crm-stock: currency: is that of what has come already; what is bought in another is another purchase: crm-stock purchase add'
run 'the rest may come elsewhere, at another price' 0 crm-stock purchase-line set "$line" price=3 -q


# ---- what is received ----

run 'is not said of what has not come' 5 crm-stock purchase set "$purchase" status=received
is_err "crm-stock: status: of $line 6 of 10 have come; crm-stock receive purchase_line=$line takes the rest in, crm-stock purchase set $purchase status=closed gives it up"
run 'that is given up' 0 crm-stock purchase set "$purchase" status=closed -q
quiet crm-stock purchase set "$purchase" status=ordered
run 'or comes' 0 crm-stock receive purchase_line="$line" -q
is "$(bought "$purchase")" '10 received' 'then it is'

done_testing
