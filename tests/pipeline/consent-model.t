#!/bin/sh
# Random steps of approvals, with undo among them, beside a small model: see
# tests/model/consent.py.  SEEDS: other sequences; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"

steps=120
! on_server || steps=40
for seed in ${SEEDS:-1 2 3}; do
	other "book$seed"
	crm-admin init -q
	logins rep rip mgr dir law fin fox
	for u in rep:rep rip:rep mgr:manager dir:manager law:legal \
	    fin:finance fox:finance; do
		crm-team user add login=${u%:*} role=${u#*:} -q > /dev/null
	done
	printf 'kind,seq,when,steps\n%s\n%s\n%s\n%s\n' \
	    'order,1,amount < 100,' 'order,2,amount < 1000,manager' \
	    'order,3,amount < 5000,legal + finance + fin' \
	    'order,4,amount < 9000,mgr|law > finance' |
	    crm-admin approval-rule import - -q -o ids > /dev/null
	timeout 600 python3 "$TOP/tests/model/consent.py" "$seed" \
	    "${STEPS:-$steps}" > "story.$seed" 2>&1
	result $? "$(tail -n 1 "story.$seed")"
	[ "$(wc -l < "story.$seed")" -eq 1 ] || say < "story.$seed"
	run 'the books are sound' 0 crm-admin check -q
done
done_testing
