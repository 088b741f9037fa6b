#!/bin/sh
# Random days in a book, beside a model of what it should be: see tests/model/run.
# SEEDS: other days; STEPS: longer ones.
. "$(dirname "$0")/../lib.sh"
book
on_server || sqlite3 "$CRM_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
for seed in ${SEEDS:-1 2 3}; do
	CRM_BIN=$CRM_BIN TMPDIR=$T_DIR SHRINK=${SHRINK:-60} \
	    "$TOP/tests/model/run" -s "$seed" "${STEPS:-40}" > story 2>&1
	result $? "$(head -n 1 story)"
	[ "$(wc -l < story)" -eq 1 ] || say < story
done
done_testing
