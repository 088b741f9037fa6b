#!/bin/sh
# Random prices, lines, teams and splits of deals by several writers of one book, each
# beside a model in exact fractions: see tests/model/deals.py.  SEEDS: other
# sequences; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"

steps=60
! on_server || steps=30
book
for u in ann bob; do crm-team user add login=$u role=rep -q > /dev/null 2>&1; done
for seed in ${SEEDS:-1 2 3}; do
	timeout 600 python3 "$TOP/tests/model/deals.py" "$seed" \
	    "${STEPS:-$steps}" > "story.$seed" 2>&1 &
	writers="${writers-} $seed:$!"
done
for writer in $writers; do
	wait "${writer#*:}"
	result $? "$(tail -n 1 "story.${writer%:*}")"
	[ "$(wc -l < "story.${writer%:*}")" -eq 1 ] || say < "story.${writer%:*}"
done
run 'the books are sound' 0 crm-admin check -q
done_testing
