#!/bin/sh
# Commands that change the same many records in opposite orders wait for each
# other in turn; none fails.
. "$(dirname "$0")/../lib.sh"
unset CRM_NOW
book
awk 'BEGIN { print "ext,company"
    for (i = 1; i <= 300; i++) print "X" i ",Company " i }' > leads.csv
crm-lead import -q leads.csv > /dev/null
crm-lead list -o ids > up
sort -r up > down
bad=0 times=10
while [ $((times -= 1)) -ge 0 ]; do
	pids=
	for order in up down up down; do
		crm-lead set - "city=$order" "score=$times" -q < $order \
		    > /dev/null 2>> errors &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || bad=$((bad + 1))
	done
done
is "$bad" 0 'forty commands, all of them done'
[ "$bad" -eq 0 ] || sort errors | uniq -c | say
is "$(crm-lead list -c score -o tsv | sed 1d | sort -u)" 0 'the last is the last'
run 'the book is sound' 0 crm-admin check -q
done_testing
