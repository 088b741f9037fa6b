#!/bin/sh
# Many at one book: locks, waits, and nobody's work lost.
. "$(dirname "$0")/../lib.sh"

book
crm-lead add company=A -q > /dev/null

# Somebody holds the lock: of the book, or of the record.
mkfifo hold
if on_server; then
	psql -U ann -q -d "$CRM_DB" < hold > /dev/null &
	exec 3> hold
	echo 'BEGIN; SELECT id FROM crm.lead WHERE id = 1 FOR UPDATE;' >&3
else
	sqlite3 "$CRM_DB" < hold > /dev/null &
	exec 3> hold
	echo "PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE;
	    UPDATE counter SET last = last; SELECT 1;" >&3
fi
sleep 0.3
CRM_BUSY_TIMEOUT=0.2
export CRM_BUSY_TIMEOUT
run 'a writer beside a lock' 75 crm-lead set L1 city=A
like_err '^crm-lead: .*busy.*CRM_BUSY_TIMEOUT'
free=75
! on_server || free=0
run 'an import beside a lock' $free sh -c \
    'printf "company\nB\n" | crm-lead import - -q > /dev/null'
run 'undo beside a lock' 75 crm-admin undo B2
run 'a reader beside a lock' 0 crm-lead list -o ids -w 'company = A'
is_out L1
run 'a backup beside a lock' 0 crm-admin backup -q copy.db
unset CRM_BUSY_TIMEOUT
( sleep 0.5; echo 'COMMIT;' >&3 ) &
run 'one that waits gets its turn' 0 crm-lead set L1 city=B -q
exec 3>&-
wait
! on_server || crm-lead delete L2 -q > /dev/null

# Eight writers, sixty batches each; the longest wait in milliseconds.
cat > writer <<'END'
n=0 most=0
while [ $((n += 1)) -le 60 ]; do
	from=$(date +%s%N)
	crm-lead add "company=W$1 $n" "ext=w$1-$n" -q > /dev/null || exit 1
	t=$((($(date +%s%N) - from) / 1000000))
	[ $t -le $most ] || most=$t
done
echo $most > "most.$1"
END
w=0
while [ $((w += 1)) -le 8 ]; do sh writer $w & done
wait
is "$(cat most.* | wc -l)" 8 'all eight writers came to their end'
is "$(crm-lead list -o ids | wc -l)" 481 'and all of their records are there'
is "$(crm-admin log -o csv | tail -n +2 | cut -d, -f1 | sort -u | wc -l)" \
    "$(crm-admin log -o csv | tail -n +2 | wc -l)" \
    'each in a batch of its own'
most=$(sort -n most.* | tail -n 1)
[ "$most" -lt 10000 ]
result $? "the longest wait was $most ms"
run 'the book is sound' 0 crm-admin check -q

# The same record, by all at once: no change is lost.
w=0
while [ $((w += 1)) -le 8 ]; do
	crm-lead set L1 "city=C$w" -q > /dev/null &
done
wait
is "$(crm-lead history L1 -o csv | grep -c ',city,')" 9 \
    'every change of one record is in its history'
# A reader that stops: what it was to read is committed, and no lock is held.
seq 20000 | sed '1i ext
s/^/R/' > many.csv
mkfifo stopped
sh -c 'exec sleep 30' < stopped &
reader=$!
crm-lead import many.csv --map ext=ext,ext=company -o csv -q > stopped &
slow=$!
i=0
while [ "$(crm-lead list -w 'ext = R20000' -o ids | wc -l)" -eq 0 ] &&
    [ $((i += 1)) -le 100 ]; do sleep 0.1; done
CRM_BUSY_TIMEOUT=2 run 'a writer beside one whose reader has stopped' 0 \
    crm-lead set L1 city=Z -q
kill -0 $slow
result $? 'who is not done printing'
kill $reader
wait $slow
is $? 0 'and ends well'
done_testing
