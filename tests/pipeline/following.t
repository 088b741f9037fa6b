#!/bin/sh
# Random rules of automation and tasks behind tasks, with undo, beside a model: see
# tests/model/following.  SEEDS: other ones; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"
! on_server || book
seeds='1 2 3'
! on_server || seeds=2
for seed in ${SEEDS:-$seeds}; do
	CRM_BIN=$CRM_BIN TMPDIR=$T_DIR SHRINK=${SHRINK:-60} timeout 600 \
	    "$TOP/tests/model/following" "$seed" "${STEPS:-120}" > story 2>&1
	result $? "$(head -n 1 story)"
	[ "$(wc -l < story)" -eq 1 ] || say < story
done
done_testing
