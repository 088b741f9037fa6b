#!/bin/sh
# An import meets a full disk, a broken one, no memory, its own death.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

book
leads 300 > leads.csv
keep
sweep_all 'import' crm-lead import leads.csv -o ids
again
run 'the book works after all that' 0 crm-lead import leads.csv
is "$(crm-lead list -o ids | wc -l)" 300 'and holds what it should'
done_testing
