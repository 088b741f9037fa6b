#!/bin/sh
# A book that cannot be used: each has its message and its status.
. "$(dirname "$0")/../lib.sh"
only_file 'it is about files that are no books or damaged ones'

book
crm-lead add company=A -q > /dev/null
crm-admin backup -q good.db
fresh() {
	rm -f x.db*
	cp good.db x.db
}
use() { run "$1" 1 crm-lead list --db "${2-x.db}"; }

use 'no such file' none.db
is_err 'crm-lead: no book at none.db; make one with: crm-admin init --db none.db'
use 'no such directory' none/none.db
like_err 'no book at none/none.db'
[ ! -e none.db ]
result $? 'and none is made by looking'
mkdir dir.db
use 'a directory' dir.db
is_err 'crm-lead: dir.db is a directory, not a book'
echo 'This is a letter, not a book; it is long enough to look at.' > x.db
use 'a text'
is_err 'crm-lead: x.db is not a database'
: > x.db
use 'an empty file'
like_err '^crm-lead: x.db .*not a book'
rm x.db
sqlite3 x.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
use 'another database'
like_err '^crm-lead: x.db .*not a book'
run 'init leaves it alone' 1 crm-admin init --db x.db
like_err 'exists already'
is "$(sqlite3 x.db 'SELECT a FROM t')" 1 'its data are there'

fresh
chmod 444 x.db
if [ "$(id -u)" -ne 0 ]; then
	run 'a read-only file: reading' 0 crm-lead list --db x.db -o ids
	is_out L1
	run 'a read-only file: writing' 1 crm-lead add company=B --db x.db
	like_err 'read-only'
elif command -v setpriv > /dev/null && chmod 755 . &&
    setpriv --reuid=65534 true 2> /dev/null; then
	nobody() { setpriv --reuid=65534 --clear-groups "$@"; }
	public=$(mktemp -d "$T_DIR/public.XXXXXX") && chmod 777 "$public" .
	run 'a read-only file: reading' 0 nobody crm-lead list --db x.db -o ids
	is_out L1
	run 'a read-only file: writing' 1 nobody crm-lead add company=B \
	    --db x.db
	like_err '^crm-lead: x.db is read-only for you; nothing was written'
	chmod 755 . && rm -f x.db-*
	run 'a backup that may not be written, nor its directory' 0 \
	    nobody crm-lead list --db x.db -o ids
	is_out L1
	run 'nor restored' 0 nobody crm-admin restore x.db -q \
	    --db "$public/y.db"
	run 'it is the book' 0 nobody crm-lead list --db "$public/y.db" -o ids
	is_out L1
	sqlite3 x.db 'PRAGMA journal_mode = wal' > /dev/null && rm -f x.db-*
	run 'a log needs a directory to be in' 1 nobody crm-lead list --db x.db
	like_err '^crm-lead: x.db: .*its directory is read-only'
	chmod 000 x.db
	run 'a file that may not be read' 1 nobody crm-lead list --db x.db
	like_err '^crm-lead: x.db: Permission denied'
	run 'a directory that may not be written' 1 nobody crm-admin init \
	    --db new.db
	like_err '^crm-admin: new.db'
fi
chmod 644 x.db

# Damage.
fresh
dd if=/dev/urandom of=x.db bs=4096 seek=3 count=40 conv=notrunc 2> /dev/null
crm-admin check --db x.db > out 2> err
st=$?
{ [ $st -eq 4 ] || [ $st -eq 1 ]; } && [ -s err ]
result $? "check of a damaged file ends with $st and a message"
run 'no backup is made of a damaged book' 1 crm-admin backup c.db --db x.db
[ ! -e c.db ]
result $? 'and no file left'
done_testing
