#!/bin/sh
# A migration that dies leaves the older book, or the newer one with all that it
# came with: words, hours, grades.
. "$(dirname "$0")/../lib.sh"
only_file 'it is about writes to a file'
. "$TOP/tests/fault/fault.sh"

book
ask "UPDATE book SET value = '0' WHERE key = 'schema';
    DELETE FROM word; DELETE FROM calendar; DELETE FROM stage;
    DELETE FROM sla; DELETE FROM grade; PRAGMA wal_checkpoint(TRUNCATE)" \
    > /dev/null
keep
count() {
	ask "SELECT (SELECT value FROM book WHERE key = 'schema'),
	    (SELECT count(*) FROM word), (SELECT count(*) FROM stage),
	    (SELECT count(*) FROM calendar), (SELECT count(*) FROM grade)"
}
dies() {
	d_name=$1 d_call=$2 d_do=$3 d_most=$4 d_at=1 d_bad=0 d_runs=0
	again
	d_old=$(count)
	faulty "$d_call" 0 EIO crm-admin migrate
	d_new=$(count) d_n=$(cat calls)
	[ "$d_new" != "$d_old" ]
	result $? "$d_name: it brings something ($d_old becomes $d_new)"
	while [ "$d_at" -le "$d_n" ]; do
		again
		faulty "$d_call" "$d_at" "$d_do" crm-admin migrate
		d_now=$(count)
		[ "$d_now" = "$d_new" ] || [ "$d_now" = "$d_old" ] || {
			d_bad=$((d_bad + 1))
			echo "# $d_at: $d_now"
		}
		d_runs=$((d_runs + 1)) d_at=$((d_at + d_n / d_most + 1))
	done
	is "$d_bad" 0 "$d_name: all or nothing, $d_runs of $d_n places"
}
dies 'killed at a write' write kill 30
dies 'killed at a sync' sync kill 10
dies 'a full disk' write full 20
done_testing
