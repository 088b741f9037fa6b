#!/bin/sh
# What is held no more is theirs who wait, though nobody has written since; and what a file
# says is held is.
. "$(dirname "$0")/../../lib.sh"

level() { crm-stock level list -o csv -c reserved,available | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-stock warehouse add name=T kind=transit
quiet crm-stock warehouse add name=Q kind=quarantine
quiet crm-admin setting add name=stock_warehouse value=W
quiet crm-stock add sku=A
quiet crm-stock receive product=A quantity=8 price=3 on=2026-11-01
quiet crm-stock reserve product=A quantity=6 for=PR1 until=2026-11-22
is "$(level)" '6,2' 'held'
is "$(on 2026-11-24 level)" '0,8' 'held no more, and nobody waits'
quiet crm-stock reserve product=A quantity=7 for=PR1 wait=yes
is "$(on 2026-11-24 level)" '7,1' 'who waits has it'
is "$(on 2026-11-24 crm-stock promise product=A quantity=1 | sed 1d)" 'PR1,W,1,1,2026-11-24' \
    'one is free'
is "$(on 2026-11-24 crm-stock promise product=A quantity=2 | sed 1d)" 'PR1,W,2,1,' 'two are not'
run 'as who issues is told' 5 on 2026-11-24 crm-stock issue product=A quantity=2
like_err '1 are free there'

quiet crm-stock add sku=B
quiet crm-stock receive product=B quantity=10 price=3
printf 'product,warehouse,quantity,priority\nB,W,5,3\nB,W,8,1\n' > rows.csv
run 'from a file' 0 crm-stock reservation import rows.csv -q
is "$(crm-stock reservation list -w 'product.sku = B' -o csv -c quantity,held -s id | sed 1d)" '5,2
8,8' 'they hold what is free, by priority'
for place in T Q; do
	run "nobody gets anything in $place" 5 crm-stock reserve product=B quantity=1 wait=yes warehouse=$place
	like_err "warehouse: $place is not for sale: nothing there is held for anybody"
done
done_testing
