#!/bin/sh
# Random days in a book, beside a model of what it should be: see tests/model/run.
# SEEDS: other days; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"
! on_server || book
# A server takes its time with each of many hundred commands.
seeds='1 2 3 11'
! on_server || seeds=4
for seed in ${SEEDS:-$seeds}; do
	CRM_BIN=$CRM_BIN TMPDIR=$T_DIR SHRINK=${SHRINK:-60} \
	    "$TOP/tests/model/run" -s "$seed" "${STEPS:-40}" > story 2>&1
	result $? "$(head -n 1 story)"
	[ "$(wc -l < story)" -eq 1 ] || say < story
done
done_testing
