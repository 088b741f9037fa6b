#!/bin/sh
# attach meets full disks, failing devices and kills: an attachment is never without
# its file, and what killed commands left goes with the next.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

state() {
	ask "SELECT count(*) FROM attachment WHERE deleted IS NULL;
	    SELECT count(*) FROM batch" 2>&1
}
again() {
	if on_server; then
		base "crm_$$_book" -T "crm_$$_kept"
	else
		rm -rf "$CRM_DB"*
		cp kept.db "$CRM_DB"
	fi
}

book
crm-lead add -q company=Acme > /dev/null
head -c 300000 /dev/urandom > plan.bin
echo offer > offer.txt
keep
sweep_all 'attach' crm-task attach L1 plan.bin offer.txt
if ! on_server; then
	sweep 'attach' rename kill 10 crm-task attach L1 plan.bin offer.txt
	sweep 'attach' rename EIO 10 crm-task attach L1 plan.bin offer.txt
	again
	faulty write 3 kill crm-task attach L1 plan.bin offer.txt
	faulty sync 1 kill crm-task attach L1 plan.bin offer.txt
	run 'once more' 0 crm-task attach L1 plan.bin offer.txt -q
	is "$(find book.db.files -name '*.part-*' | wc -l)" 0 'nothing is left of those'
fi

# Taken away while it is attached again: by turns, so often that they meet.
again
crm-task attach L1 plan.bin -q > out
first=$(crm-task attachment list -o ids)
crm-task attachment delete -q "$first" > out
(
	n=0
	while [ $n -lt 12 ]; do
		n=$((n + 1))
		crm-task attachment collect -q > collected 2>&1
	done
) &
n=0
while [ $n -lt 12 ]; do
	n=$((n + 1))
	crm-task attach L1 plan.bin -q > out 2> err || { result 1 "attach $n"; say < err; }
	crm-admin check -q > out 2>&1 || { result 1 "check $n"; say < out; }
	crm-task attachment list -w 'deleted is null' -o ids |
	    crm-task attachment delete - -q > out 2>&1
done
wait
run 'an attachment has its file whoever collects' 0 crm-admin check -q

# Who is about to name it holds the file; who collects waits, and sees the name then.
if on_server; then
	again
	crm-task attach L1 plan.bin -q > out
	first=$(crm-task attachment list -o ids)
	crm-task attachment delete -q "$first" > out
	mkfifo naming
	PGOPTIONS='-c search_path=crm' psql -U ann -Atq -d "${CRM_DB##*/}" \
	    < naming > named 2>&1 &
	exec 5> naming
	cat >&5 <<-'END'
		BEGIN;
		SELECT count(*) FROM (SELECT FROM file_part WHERE part = 0
		    FOR KEY SHARE) p;
		UPDATE attachment SET deleted = NULL;
		\echo held
	END
	until grep -q held named; do sleep 0.02; done
	crm-task attachment collect -q > collected 2>&1 &
	collecting=$!
	n=0
	until [ "$(ask 'SELECT count(*) FROM pg_locks WHERE NOT granted')" -gt 0 ] ||
	    [ $n -ge 500 ]; do
		n=$((n + 1))
		sleep 0.02
	done
	echo 'COMMIT;' >&5
	exec 5>&-
	wait $collecting
	result $? 'who collects waits for who names the file'
	run 'and leaves it then' 0 crm-task attachment get "$first" got.bin
	is "$(cksum < got.bin)" "$(cksum < plan.bin)" 'whole'
fi
done_testing
