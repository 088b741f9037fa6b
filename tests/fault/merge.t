#!/bin/sh
# merge meets the same faults: all of it is done, or none.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

book
leads 40 > leads.csv
crm-lead import leads.csv -q > /dev/null
awk 'BEGIN { print "lead,source,at"
	for (i = 1; i <= 40; i++)
		printf "L%d,web,2026-11-0%d\n", i, i % 9 + 1 }' > touches.csv
crm-lead touch import touches.csv -q > /dev/null
keep
# shellcheck disable=SC2046  # ids
sweep_all 'merge' crm-lead merge $(crm-lead list -o ids)
done_testing
