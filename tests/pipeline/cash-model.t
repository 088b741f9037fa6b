#!/bin/sh
# Random receivables, payments and allocations, several currencies, with undo, beside a
# little ledger in exact fractions: see tests/model/cash.py.  SEEDS: other sequences;
# STEPS: how long.
. "$(dirname "$0")/../lib.sh"

steps=60
! on_server || steps=30
book
for seed in ${SEEDS:-1 2 3}; do
	timeout 900 python3 "$TOP/tests/model/cash.py" "$seed" \
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
