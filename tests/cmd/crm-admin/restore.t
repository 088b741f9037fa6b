#!/bin/sh
# restore puts a backup where a book is, and keeps what was there.
. "$(dirname "$0")/../../lib.sh"
only_file 'restore puts one file in the place of another'
book
crm-deal add -q name=one amount=11 > /dev/null
crm-admin backup -q copy.db

crm-deal set -q D1 amount=12 > /dev/null
run 'never over a book either' 5 crm-admin restore copy.db
is_err "crm-admin: $CRM_DB exists; with --yes it is moved aside, never overwritten"
run 'unless told' 0 crm-admin restore --yes copy.db
like_err "^crm-admin: restored $CRM_DB from copy.db; what was there is now $CRM_DB.before-restore$"
run 'the backup is the book' 0 crm-deal list -c amount
is_out 'amount
11.00'
run 'and the book is there' 0 crm-deal list -c amount --db "$CRM_DB.before-restore"
is_out 'amount
12.00'
run 'what is no book is no backup' 1 crm-admin restore --yes /etc/passwd
is_out ''
run 'nothing moved' 0 crm-deal list -c amount
is_out 'amount
11.00'
run 'a backup that is not there' 1 crm-admin restore --yes none.db
is_out ''
run 'to a place where no book is' 0 env CRM_DB=other.db crm-admin restore copy.db
run 'it is one' 0 crm-deal list --db other.db -o ids
is_out D1

run 'a backup that is not there' 1 crm-admin restore --yes gone/missing.db
is_err 'crm-admin: there is no backup gone/missing.db: No such file or directory'

# SQLite would write what lies beside the backup into it.
crm-deal set -q D1 amount=13 > /dev/null
crm-admin backup -q safe.db
python3 - "$CRM_DB" <<'END'
import shutil, sqlite3, sys
shutil.copy(sys.argv[1], 'tmp.db')
c = sqlite3.connect('tmp.db', isolation_level=None)
c.execute('pragma journal_mode = wal')
c.execute('pragma wal_autocheckpoint = 0')
c.execute("update deal set name = 'FOREIGN'")
shutil.copy('tmp.db-wal', 'safe.db-wal')
shutil.copy('tmp.db-wal', 'foreign-wal')
END
before=$(cksum < safe.db)
run 'the log of another book is no part of a backup' 0 crm-admin restore --yes safe.db
like_err '^crm-admin: safe.db: a log of another book lay beside it; it is now beside safe.db.leftover$'
run 'the book is what was backed up' 0 crm-deal list -c name,amount
is_out 'name,amount
one,13.00'
run 'and the backup as it was' 0 cksum safe.db
is_out "$before safe.db"
echo data > safe.db-journal
run 'a journal of nobody knows what' 1 crm-admin restore --yes safe.db
is_err 'crm-admin: safe.db-journal would be written into the backup: move it away'

# Nor into a book that is opened by its name.
cp safe.db-journal junk
for verb in 'list -o ids' 'add name=x' 'set D1 amount=14'; do
	run "beside a journal: $verb" 1 env CRM_DB=safe.db crm-deal $verb
	is_err 'crm-deal: safe.db-journal does not belong to the book, and would be written into it: move it away'
done
is "$(cksum < safe.db) $(cksum < safe.db-journal)" "$before $(cksum < junk)" 'both are as they were'
rm safe.db-journal
cp foreign-wal safe.db-wal
for verb in 'deal list -o ids' 'deal add name=x' 'admin check' 'admin backup x.db' 'admin copy y.db'; do
	run "beside a log: $verb" 1 env CRM_DB=safe.db crm-$verb
	like_err ': safe.db-wal does not belong to the book, and would be written into it: move it away$'
done
ln -s safe.db linked.db
run 'by another name' 1 crm-deal list -o ids --db linked.db
like_err 'linked.db-wal does not belong'
is "$(cksum < safe.db) $(cksum < safe.db-wal)" "$before $(cksum < foreign-wal)" 'both are as they were'
rm safe.db-wal
run 'alone it is a book' 0 crm-deal add name=x -o ids --db safe.db
sqlite3 safe.db > /dev/null <<END
.filectrl persist_wal 1
SELECT count(*) FROM deal;
.shell crm-deal add -q name=y --db safe.db -o ids
END
[ -s safe.db-wal ]
result $? 'a log of its own lies beside it'
run 'and is read' 0 crm-deal list -w 'name = y' -o csv -c name --db safe.db
is_out 'name
y'
done_testing
