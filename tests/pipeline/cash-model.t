#!/bin/sh
# Random receivables, payments and allocations, several currencies, with undo, beside a
# little ledger in exact fractions: see tests/model/cash.py.  And random orders of which
# goods come back one by one and in streams, are allowed off and given up:
# tests/model/credit.py.  SEEDS: other
# sequences; STEPS: how long.
. "$(dirname "$0")/../lib.sh"

steps=60 short=20
! on_server || steps=30 short=12
book
# play MODEL SEED STEPS
play() {
	timeout 900 python3 "$TOP/tests/model/$1.py" "$2" "$3" > "story.$1.$2" 2>&1 &
	writers="${writers-} $1.$2:$!"
}
for seed in ${SEEDS:-1 2 3}; do play cash "$seed" "${STEPS:-$steps}"; done
for seed in ${SEEDS:-4 25 124 411 705 1065}; do play credit "$seed" "${STEPS:-$short}"; done
for writer in $writers; do
	wait "${writer#*:}"
	result $? "$(head -n 1 "story.${writer%:*}")"
	[ "$(wc -l < "story.${writer%:*}")" -eq 1 ] || say < "story.${writer%:*}"
done
run 'the books are sound' 0 crm-admin check
done_testing
