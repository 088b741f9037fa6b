#!/bin/sh
# A book goes to a server and comes back, and the other way round: nothing of it
# is another, the log and the counters included.
. "$(dirname "$0")/../lib.sh"
[ -n "${CRM_TEST_PG-}" ] ||
    { echo '1..0 # SKIP no server is here; make check-pg has one'; exit 0; }
. "$TOP/tests/pipeline/maven.sh"

# Maven's book, with some of everything that is not an import.
make_book() {
	crm-admin init -q --currency USD || { echo "Bail out! no book"; exit 1; }
	maven_book
	{
		crm-admin field add -q entity=deal name=risk type=int
		crm-admin field add -q entity=customer name=motto type=text
		crm-deal list -l 40 |
		    crm-deal set - -q risk=7 --reason 'a guess'
		crm-customer list -l 9 |
		    crm-customer set - -q 'motto=ÄäŒ "你好", \\N'
		crm-customer list -l 3 | crm-customer set - -q motto=
		crm-deal list -w 'stage = Prospecting' -l 30 |
		    crm-deal advance - -q
		crm-deal list -w 'stage = Engaging' -l 20 |
		    crm-deal delete - -q
		crm-deal list --deleted -l 5 | crm-deal restore - -q
		printf 'company\nA\nB\n' | crm-lead import - -q
		crm-admin undo -q \
		    "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
		crm-lead add -q company=C
		crm-lead campaign add -q name=Fair
		crm-deal list -l 5 | crm-task add - -q subject=Call due=+1d
		crm-task activity add -q kind=call subject=Hello about=D2
		crm-order add -q number=N1 customer=C1
		crm-order order-line add -q order=N1 line=1
	} > /dev/null 2> made.err
	is "$(cat made.err)" '' 'a book is made'
}

tables() {
	sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'table'" |
	    sort
}
# rows FILE TABLE
rows() { sqlite3 -quote "$1" "SELECT * FROM \"$2\"" | sort; }
# equal FILE FILE: no table differs in a row.
equal() {
	is "$(tables "$2")" "$(tables "$1")" "${2##*/}: the tables of ${1##*/}"
	for table in $(tables "$1"); do
		rows "$1" "$table" > rows.a
		rows "$2" "$table" > rows.b
		diff rows.a rows.b > rows.diff
		result $? "${2##*/}: the $(wc -l < rows.a) rows of $table"
		head -n 5 rows.diff | say
	done
}
# said: all that a book says of itself, to somebody who asks its programs.
said() {
	for noun in team/team team/user stock/product customer/customer \
	    lead/lead lead/campaign deal/deal deal/visit task/task \
	    task/activity order/order order/order-line admin/stage \
	    admin/field admin/setting; do
		echo "$noun"
		"crm-${noun%/*}" "${noun#*/}" list -c all,version -o csv
		"crm-${noun%/*}" "${noun#*/}" list --deleted -o csv
	done
	crm-admin log -o csv
	crm-admin feed
}
# dumped: what a server's own tool says; its marks are other ones each time.
dumped() { pg_dump -U ann --inserts -d "$1" | grep -v '^\\' | sort; }

# ---- from a file, by a server, to a file ----

export CRM_ENGINE='file'
other first
make_book
first=$CRM_DB
said > first.said
for table in batch change birth custom counter import_file; do
	[ "$(rows "$first" $table | wc -l)" -gt 1 ]
	result $? "there is something in $table"
done
CRM_ENGINE='postgres'
other one
run 'to a server' 0 crm-admin copy "$CRM_DB" --db "$first"
like_err '^crm-admin: copied [0-9]+ rows to postgresql:.* and verified$'
run 'it says the same' 0 said
cmp -s out first.said
result $? 'to the byte'
run 'it is sound' 0 crm-admin check -q
run 'and back' 0 crm-admin copy back.db
equal "$first" back.db

# ---- from a server, by a file, to a server ----

other two
make_book
run 'what is made on a server' 0 said
cmp -s out first.said
result $? 'is what is made in a file'
diff first.said out | head -n 5 | say
two=${CRM_DB##*/}
run 'to a file' 0 crm-admin copy two.db
other three
run 'and to a server' 0 crm-admin copy "$CRM_DB" --db two.db
run 'it says the same' 0 said
cmp -s out first.said
result $? 'to the byte'
dumped "$two" > two.sql
dumped "${CRM_DB##*/}" > three.sql
grep -q 'INSERT INTO crm.change ' two.sql
result $? 'its tables'
diff two.sql three.sql > sql.diff
result $? 'are the same'
head -n 5 sql.diff | say
run 'it is sound' 0 crm-admin check -q
equal "$first" two.db

# Ids go on where they were.
id=$(crm-deal add name=Z -o ids -q)
for book in "$first" back.db "postgresql:///$two"; do
	is "$(crm-deal add name=Z -o ids -q --db "$book")" "$id" \
	    "${book##*/}: the next id"
done
done_testing
