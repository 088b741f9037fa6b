#!/bin/sh
# Random steps from deals to quotes, orders, deliveries and returns by writers of one
# book, with undo among them, each beside a model: see tests/model/orders.py.  SEEDS:
# other sequences; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"

steps=60
! on_server || steps=25
book
crm-stock warehouse add name=Main -q > /dev/null
for seed in ${SEEDS:-1 2 3}; do
	timeout 900 python3 "$TOP/tests/model/orders.py" "$seed" \
	    "${STEPS:-$steps}" > "story.$seed" 2>&1 &
	writers="${writers-} $seed:$!"
done
for writer in $writers; do
	wait "${writer#*:}"
	result $? "$(head -n 1 "story.${writer%:*}")"
	[ "$(wc -l < "story.${writer%:*}")" -eq 1 ] || say < "story.${writer%:*}"
done
run 'the books are sound' 0 crm-admin check
done_testing
