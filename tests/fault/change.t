#!/bin/sh
# set, delete and undo meet the same faults.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

book
leads 60 > leads.csv
crm-lead import leads.csv -q > /dev/null
keep
# shellcheck disable=SC2046  # ids
set -- $(crm-lead list -o ids)
sweep_all 'set' crm-lead set "$@" title=CTO company=Other --reason fault
sweep_all 'delete' crm-lead delete "$@"
done_testing
