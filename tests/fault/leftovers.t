#!/bin/sh
# What a crash leaves beside a book's name - a log, a journal, a half-made copy -
# is never taken for a part of another book.
. "$(dirname "$0")/../lib.sh"
only_file 'a server keeps its own logs'
. "$TOP/tests/fault/fault.sh"

book
crm-lead add -q company=Good > /dev/null
crm-admin backup -q good
leads 3000 > many.csv
long=$(head -c 12000 /dev/zero | tr '\0' x)
awk -v s="$long" 'NR == 1 { print $0 ",notes"; next } { print $0 "," s }' \
    many.csv > large.csv

# A large import goes through a journal; killed in the middle it leaves it.
crm-lead import -q many.csv > /dev/null
sqlite3 "$CRM_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
cp "$CRM_DB" before.db
sed 's/^X/Y/' large.csv > more.csv
LD_PRELOAD=$FAULT_LIB FAULT_CALL=write FAULT_AT=0 FAULT_COUNT=$T_DIR/calls \
    crm-lead import -q -n more.csv > /dev/null 2>&1
left=0 bad=0 times=8 most=$(cat calls)
while [ $((times -= 1)) -ge 0 ]; do
	rm -f "$CRM_DB"* && cp before.db "$CRM_DB"
	LD_PRELOAD=$FAULT_LIB FAULT_CALL=write FAULT_DO=kill \
	    FAULT_AT=$((most * (times + 2) / 10)) \
	    crm-lead import -q more.csv > /dev/null 2>&1
	if [ -s "$CRM_DB-journal" ]; then
		left=$((left + 1))
		# It is its own, and whoever opens the book takes it.
		cp "$CRM_DB" k.db && cp "$CRM_DB-journal" k.db-journal
		crm-lead add -q company=Next --db k.db > msg 2>&1 &&
		    crm-admin check -q --db k.db >> msg 2>&1 ||
		    { bad=$((bad + 1)); say < msg; }
		[ "$(sqlite3 k.db 'PRAGMA user_version')" = 0 ] &&
		    [ "$(crm-lead list -o ids --db k.db | wc -l)" -eq 3002 ] ||
		    bad=$((bad + 1))
		rm -f k.db*
	fi
	crm-admin restore -q --yes good > msg 2>&1 || { bad=$((bad + 1)); say < msg; }
	for db in "$CRM_DB" "$CRM_DB.before-restore"; do
		crm-admin check -q --db "$db" > msg 2>&1 ||
		    { bad=$((bad + 1)); say < msg; }
	done
	[ "$(crm-lead list -c company -o tsv | sed 1d)" = Good ] ||
	    bad=$((bad + 1))
	[ "$(crm-lead list -o ids --db "$CRM_DB.before-restore" | wc -l)" \
	    -eq 3001 ] || bad=$((bad + 1))
done
is "$bad" 0 'a restore over a killed import: both books are whole'
[ "$left" -gt 0 ]
result $? "a journal lay there ($left times)"

# A log that nobody has put into its book.
dead=$T_DIR/dead.db
crm-admin init -q --db "$dead"
crm-admin backup -q --db "$dead" "$T_DIR/empty"
sqlite3 "$dead" > /dev/null <<END
.filectrl persist_wal 1
SELECT count(*) FROM lead;
.shell crm-lead add -q company=Dead --db "$dead" && cp "$dead-wal" "$T_DIR/wal"
END
[ -s wal ]
result $? 'there is a log'
leave() {
	rm -f "$1"*
	cp wal "$1-wal"
	cp wal "$1-journal"
}
# fresh NAME FILE HOW-MANY COMMAND…: the file that it makes has so many leads.
fresh() {
	f_name=$1 f_file=$2 f_n=$3
	shift 3
	leave "$f_file"
	run "$f_name beside a log that was left" 0 "$@"
	like_err "^crm-admin: $f_file: a log of another book lay beside it"
	is "$(crm-lead list -o ids --db "$f_file" | wc -l)" "$f_n" \
	    "$f_name: none of its records"
	run "$f_name is sound" 0 crm-admin check -q --db "$f_file"
	[ -s "$f_file.leftover-wal" ] && [ -s "$f_file.leftover-journal" ]
	result $? "$f_name: it is kept"
}
fresh init "$T_DIR/new.db" 0 crm-admin init --db "$T_DIR/new.db"
fresh backup "$T_DIR/b.db" 1 crm-admin backup "$T_DIR/b.db"
fresh copy "$T_DIR/c.db" 1 crm-admin copy "$T_DIR/c.db"
fresh restore "$T_DIR/r.db" 1 crm-admin restore good --db "$T_DIR/r.db"

# Parts.
: > "$T_DIR/p.db.part-1"
ln -s /etc/passwd "$T_DIR/p.db.part-2"
run 'what a killed backup left' 0 crm-admin backup -q p.db
[ ! -e p.db.part-1 ] && [ -L p.db.part-2 ]
result $? 'goes, and nothing else'
LD_PRELOAD=$FAULT_LIB FAULT_CALL=sync FAULT_DO=kill FAULT_AT=1 \
    crm-admin backup -q q.db > /dev/null 2>&1
is "$(stat -c %a q.db.part-* | sort -u)" 600 'a killed backup is for nobody else'
run 'the next one' 0 crm-admin backup -q q.db
is "$(echo q.db*)" q.db 'removes it'

# Who may read it.
umask 022
crm-admin init -q --db m.db
is "$(stat -c %a m.db)" 600 'a new book is its owner'"'s"
crm-admin backup -q --db m.db m.bak
crm-admin copy -q --db m.db m.copy
is "$(stat -c %a m.bak m.copy | tr '\n' ' ')" '600 600 ' 'its copies, too'
crm-admin restore -q -y m.bak --db m.db
is "$(stat -c %a m.db)" 600 'restored, too'
chmod 640 m.db
crm-admin backup -q --db m.db g.bak
is "$(stat -c %a g.bak)" 640 'a group reads the copy of its book'
crm-admin restore -q -y m.bak --db m.db
is "$(stat -c %a m.db)" 640 'and the book when it is restored'
mkdir shared && chmod g+s shared
(umask 007; crm-admin init -q --db shared/s.db)
is "$(stat -c %a shared/s.db)" 660 "a group's directory holds a group's book"

# Others at work.
sqlite3 "$CRM_DB" > /dev/null 2>&1 <<END &
BEGIN IMMEDIATE;
.shell touch "$T_DIR/held"; sleep 3
END
while [ ! -e held ]; do sleep 0.05; done
run 'a restore waits for who writes' 75 env CRM_BUSY_TIMEOUT=1 \
    crm-admin restore -y good
like_err 'is busy'
wait
is "$(echo "$CRM_DB".before-restore-*)" "$CRM_DB.before-restore-*" \
    'and moves nothing'
crm-admin feed --follow > followed 2> followed.err &
follower=$!
while [ ! -s followed ]; do sleep 0.05; done
run 'a restore does not wait for who follows' 0 crm-admin restore -q -y good
wait $follower
is $? 1 'who learns that it is another book'
grep -q 'another book has taken the place' followed.err
result $? 'and says so'
run 'a book in the place of itself' 1 crm-admin restore -y "$CRM_DB"
like_err 'is the book itself'

# Names that mean something to SQLite.
run 'a file of an odd name' 0 crm-admin init -q --db file:x.db
run 'is a book' 0 crm-lead add -q company=Odd --db file:x.db
[ -s file:x.db ] && [ ! -e x.db ]
result $? 'of that name'
run 'another one' 0 crm-admin init -q --db :memory:
run 'is one, too' 0 crm-admin check -q --db :memory:
done_testing
