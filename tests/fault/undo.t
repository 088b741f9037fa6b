#!/bin/sh
# undo, of changes and of an import, meets the same faults.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

book
leads 60 > leads.csv
crm-lead import leads.csv -q > /dev/null
keep
sweep_all 'undo of an import' crm-admin undo B2
again
crm-lead list -o csv | crm-lead set - title=CTO -q > /dev/null
keep
sweep_all 'undo of a set' crm-admin undo B3
done_testing
