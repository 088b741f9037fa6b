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

# Keys so long that they are noted in a temporary file: beside a server nothing else
# is written.
if on_server; then
	leads 1500 | awk 'NR > 1 { sub(/,/, sprintf("%0300d,", 0)) } { print }' > large.csv
	sweep 'a large import' write full 4 crm-lead import large.csv -q
	again
	faulty write 1 full crm-lead import large.csv -q
	is "$(grep -c "^crm-lead: .*cannot write a temporary file in .*: No space" \
	    err)" 1 'says what is full'
fi
done_testing
