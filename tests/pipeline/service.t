#!/bin/sh
# Random steps of cases with undo, beside a model: see tests/model/service.
# SEEDS: other ones; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"
! on_server || { book; logins kim; }
seeds='1 14 21'
! on_server || seeds=14
for seed in ${SEEDS:-$seeds}; do
	CRM_BIN=$CRM_BIN TMPDIR=$T_DIR SHRINK=${SHRINK:-60} timeout 600 \
	    "$TOP/tests/model/service" "$seed" "${STEPS:-80}" > story 2>&1
	result $? "$(head -n 1 story)"
	[ "$(wc -l < story)" -eq 1 ] || say < story
done
done_testing
