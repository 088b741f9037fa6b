#!/bin/sh
# What standard output may do to a program: be full, be gone, be slow.
. "$(dirname "$0")/../lib.sh"

# piped LEFT NAME: the status of a pipe's left side is in the file `status`.
is_status() { is "$(cat status)" "$1" "$T_NAME: its own status is $1"; }
batches() { crm-admin log -o csv -c batch 2> /dev/null | wc -l; }
book

i=0
echo 'ext,company' > leads.csv
while [ $((i += 1)) -le 5000 ]; do echo "X$i,Company $i"; done >> leads.csv

# A writing verb: the work is done, and it says so.
try 'an import to a full disk' 1 'crm-lead import leads.csv > /dev/full'
like_err 'No space left on device.*committed as batch B2'
is "$(crm-lead list -o ids | wc -l)" 5000 'its work is in the book'
try 'a set to a full disk' 1 'crm-lead set L1 company=Q > /dev/full'
like_err 'committed as batch B3'
try 'a dry run to a full disk' 1 'crm-lead set L1 company=R -n > /dev/full'
unlike_err 'committed'
try 'a list to a full disk' 1 'crm-lead list > /dev/full'
like_err '^crm-lead: .*No space left on device'
try 'a short list to a full disk' 1 'crm-lead list -l 1 > /dev/full'
like_err 'No space left on device'
for o in table csv tsv json ndjson md xlsx; do
	try "a list as $o to a full disk" 1 "crm-lead list -o $o > /dev/full"
	like_err 'No space left on device'
done
try 'a report to a full disk' 1 'crm-report pipeline > /dev/full'
like_err 'No space left on device'
try 'help to a full disk' 1 'crm-lead --help > /dev/full'
like_err 'No space left on device'
try 'a list to no output at all' 1 'crm-lead list >&-'
like_err 'crm-lead: '
try 'a set to no output at all' 1 'crm-lead set L1 company=S >&-'
like_err 'committed as batch B4'
try 'messages to nowhere' 0 'crm-lead set L1 company=T > /dev/null 2>&-'

# A reader that leaves.
try 'a list into head' 0 \
    '{ crm-lead list; echo $? > status; } | head -n 1'
is_status 0
is_err ''
try 'json into head' 0 \
    '{ crm-lead list -o json; echo $? > status; } | head -n 1'
is_status 0
is_err ''
try 'help into head' 0 '{ crm-lead --help; echo $? > status; } | head -n 1'
is_status 0
is_err ''
try 'a set into head' 0 '{ crm-lead list -o ids | crm-lead set - title=CTO
    echo $? > status; } | head -n 1'
is_status 0
is "$(crm-lead list -w 'title = "CTO"' -o ids | wc -l)" 5000 \
    'all of it is committed'
try 'a set into true' 0 '{ crm-lead set L1 L2 title=CEO
    echo $? > status; } | true'
is_status 0
is "$(crm-lead list -w 'title = "CEO"' -o ids | wc -l)" 2 'and committed'
try 'a reader that ignores SIGPIPE itself' 0 \
    'trap "" PIPE; { crm-lead list; echo $? > status; } | head -n 1'
is_status 0

# Writers in one pipe, and readers that start before writers end.
try 'two writers in a pipe' 0 'crm-lead list -o ids |
    crm-lead set - city=A | crm-lead set - city=Hangzhou -o ids | wc -l'
is_out 5000
try 'three programs in a pipe' 0 'crm-lead list -l 50 |
    crm-lead set - city=B | crm-task add - subject=Call -o ids | wc -l'
is_out 50
try 'a slow producer holds no lock' 0 '{ echo L1; sleep 1; echo L2; } |
    crm-lead set - city=A -o ids > slow & sleep 0.2
    CRM_BUSY_TIMEOUT=0.2 crm-lead set L3 city=D -o ids; wait; cat slow'
is_out 'L3
L1
L2'
run 'the book is sound' 0 crm-admin check -q

# A full disk of one's own, where that may be made.
mkdir disk
if on_server; then
	skip 'a full disk' "the disk is the server's, not the book's"
elif ! mount -t tmpfs -o size=24m none disk 2> /dev/null; then
	skip 'a full disk' 'no disk may be made here'
else
	trap 'umount "$T_DIR/disk"; clean_up' EXIT
	CRM_DB=$T_DIR/disk/book.db
	export CRM_DB
	crm-admin init -q
	awk 'BEGIN { print "ext,company"
	    for (i = 1; i <= 120000; i++) print "X" i ",Company " i }' > many.csv
	run 'an import that does not fit' 1 crm-lead import many.csv -q
	like_err 'no space left on the device; nothing was written'
	run 'and leaves the book sound' 0 crm-admin check -q
	is "$(crm-lead list -o ids | wc -l)" 0 'and empty'
	head -n 100 leads.csv > few.csv
	run 'what fits goes in' 0 crm-lead import few.csv -q
	head -c 40000000 /dev/zero > disk/fill 2> /dev/null
	run 'a list needs a little, too' 1 crm-lead list -o ids -l 1
	like_err 'no space left'
	run 'a set does' 1 sh -c 'crm-lead list -o ids |
	    crm-lead set - "notes=$(head -c 9000 leads.csv | tr "\n" " ")" -q'
	like_err 'no space left'
	run 'a backup does' 1 crm-admin backup disk/copy
	is "$(echo disk/copy*)" 'disk/copy*' 'and leaves nothing behind'
	rm disk/fill
	run 'and with space all is well' 0 crm-lead set L1 city=C -q
	run 'and sound' 0 crm-admin check -q
fi
done_testing
