#!/bin/sh
# Parts of a unit that has none are refused with the line, and nothing leaves before its order.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A list_price=100 unit=piece
quiet crm-stock warehouse add name=W
quiet crm-stock unit add product=A name=box contains=12
quiet crm-stock unit add product=A name=kg contains=3 decimals=1
quiet crm-order add customer=C1 ordered_on=2026-11-10
quiet crm-deal quote add customer=C1
half='quantity: has more decimals than a box of A has'
run 'half a box' 4 crm-order order-line add order=O1 product=A unit=box quantity=1.5
is_err "crm-order: $half"
run 'in a quote' 4 crm-deal quote-line add quote=QU1 product=A unit=box quantity=1.5
is_err "crm-deal: $half"
run 'whole boxes' 0 crm-order order-line add order=O1 product=A unit=box quantity=2 unit_price=9 -q
run 'and no half later' 4 crm-order order-line set OL1 quantity=0.5
is_err "crm-order: $half"
run 'what has parts' 0 crm-order order-line add order=O1 product=A unit=kg quantity=1.5 unit_price=9 -q
quiet crm-stock receive product=A quantity=100 price=1 on=2026-10-01
quiet crm-order submit O1
quiet crm-order confirm O1
run 'before it was ordered' 5 crm-order ship O1 on=2026-11-09
is_err 'crm-order: shipped_on: 2026-11-09 is before O1 was ordered, on 2026-11-10'
run 'on its day' 0 crm-order order-line ship OL1 on=2026-11-10 -q -o ids

# ---- on paper a unit is no text that is broken within a word ----

for language in en zh; do
	run "printed in $language" 0 crm-order print O1 -o html --language "$language"
	like_out '<td class="u">box</td>'
	like_out '^\.lines \.u .*word-break: keep-all'
done
done_testing
