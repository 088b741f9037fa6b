#!/bin/sh
# Whoever reads during a large import reads the book as it was, and waits for
# nothing.
. "$(dirname "$0")/../../lib.sh"
only_file 'a server has its own way'
book
# rows FROM TO: long ones, so that a few are a large file.
rows() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		notes = sprintf("%4000s", "")
		gsub(" ", "n", notes)
		print "ext,company,notes"
		for (i = from; i <= to; i++)
			printf "%d,Company %d,%s\n", i, i, notes
	}'
}
rows 1 2000 > before.csv
rows 2001 16000 > large.csv
crm-lead import -q before.csv > /dev/null

crm-lead import -q large.csv -o ids > ids 2> said &
import=$!
# It stands still while each reader asks, so that how long a reader has does not
# hang on the machine.  Who opens a book holds it for a moment, and so may stand
# still in it; whoever had to wait for the import would be turned away again and
# again.
reads=0 refused=0 most=0
: > all
while kill -STOP "$import" 2> /dev/null && [ ! -s ids ]; do
	if CRM_BUSY_TIMEOUT=0.1 crm-lead list -w 'ext in (2001, 16000)' \
	    -o ids > seen 2> /dev/null; then
		refused=0
		paste -sd, seen >> all
	else
		refused=$((refused + 1))
		[ "$refused" -le "$most" ] || most=$refused
	fi
	reads=$((reads + 1))
	kill -CONT "$import"
	sleep 0.01
done
kill -CONT "$import" 2> /dev/null
wait "$import"
is "$?" 0 'a large import'
[ "$reads" -gt 2 ]
result $? "there were readers meanwhile: $reads"
[ "$most" -le 2 ]
result $? "none of them waited: turned away $most times running"
is "$(sort -u all | grep -Evx '|L2001,L16000')" '' 'and none saw half of it'
run 'all is there then' 0 crm-lead list -w 'ext = 16000' -o ids
is_out L16000
run 'the book is sound' 0 crm-admin check -q

done_testing
