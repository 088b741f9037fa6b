#!/bin/sh
# Random moves of lots and serial numbers with promises by several writers of one
# book, each beside a ledger of its own: see tests/model/lots.py.  SEEDS: other
# sequences; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"

steps=60
! on_server || steps=30
book
crm-stock warehouse add name=Road kind=transit -q > out
for seed in ${SEEDS:-1 2 3}; do
	timeout 900 python3 "$TOP/tests/model/lots.py" "$seed" \
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
