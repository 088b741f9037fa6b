#!/bin/sh
# Random moves of goods by several writers of one book, each beside an independent
# ledger in exact fractions: see tests/model/stock.py.  SEEDS: other sequences;
# STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"

steps=50
! on_server || steps=25
book
for seed in ${SEEDS:-1 2 3}; do
	timeout 900 python3 "$TOP/tests/model/stock.py" "$seed" \
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
