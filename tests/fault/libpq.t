#!/bin/sh
# libpq finds no memory, at every place where it asks for some: none of them may
# leave a program waiting for what has come already.
. "$(dirname "$0")/../lib.sh"
on_server || { echo '1..0 # SKIP books are files here'; exit 0; }
. "$TOP/tests/fault/fault.sh"

book
leads 3 | crm-lead import - -q > /dev/null
# A new score each time, so that a try needs no new book.
faulty libpq 0 ENOMEM crm-lead set L1 L2 L3 score=1000
places=$(cat calls) at=1 now=1000 bad=0
while [ "$at" -le "$places" ]; do
	faulty libpq "$at" ENOMEM crm-lead set L1 L2 L3 score="$at"
	status=$?
	[ "$status" -ne 0 ] || now=$at
	holds=$(ask 'SELECT DISTINCT score FROM lead')
	if [ "$status" -gt 1 ] || [ "$holds" != "$now" ] ||
	    { [ "$status" -eq 1 ] && ! grep -q ': .*[a-z]' err; }; then
		bad=$((bad + 1))
		{ echo "place $at: status $status, score $holds"; cat err; } | say
	fi
	at=$((at + 1))
done
[ "$places" -gt 50 ] && [ "$bad" -eq 0 ]
result $? "a change where libpq has no memory, at $places places"
run 'and the book is sound' 0 crm-admin check -q
done_testing
