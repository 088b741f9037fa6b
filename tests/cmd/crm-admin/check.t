#!/bin/sh
# check finds every lie that is put into the file behind its back; backup and
# restore keep what there is.
. "$(dirname "$0")/../../lib.sh"
command -v sqlite3 > /dev/null || { echo '1..0 # SKIP no sqlite3'; exit 0; }
book
crm-customer add -q name=Ada > /dev/null
crm-deal add -q name=one customer=Ada amount=10 > /dev/null
crm-task add -q subject=x about=D1 > /dev/null
crm-deal set -q D1 amount=11 > /dev/null

run 'a sound book' 0 crm-admin check -o csv
is_out 'code,id,field,message'
is_err 'crm-admin: the book is sound'

# lie NAME SQL CODE,ID,FIELD: check reports exactly this.
lie() {
	cp "$CRM_DB" lie.db
	sqlite3 lie.db "PRAGMA foreign_keys=OFF; $2" || echo '# no such lie'
	run "a lie: $1" 4 crm-admin check -o csv -c code,id,field --db lie.db
	is_out "code,id,field
$3"
	is_err 'crm-admin: the book is not sound: 1 finding'
	rm -f lie.db lie.db-wal lie.db-shm
}
crm-deal list -l 0 > /dev/null
sqlite3 "$CRM_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
lie 'a folded copy' "UPDATE customer SET name_f = 'eve'" fold,C1,name
lie 'no folded copy' "UPDATE customer SET name_f = NULL" fold,C1,name
lie 'a value without its copy' "UPDATE customer SET name = 'Eve'" fold,C1,name
lie 'a dead reference' 'UPDATE deal SET customer = 77' reference,D1,customer
lie 'a reference to what is deleted' \
    "UPDATE customer SET deleted = 2, version = 2; INSERT INTO change
    (batch, entity, record, field, old, new) VALUES (2, 'customer', 1, 'deleted', NULL, '2')" \
    reference,D1,customer
lie 'a dead reference of any kind' "UPDATE task SET about = 'D77'" reference,T1,about
lie 'no choice' "UPDATE customer SET kind = 'nonsense'" choice,C1,kind
lie 'nothing where something is required' 'UPDATE deal SET stage = NULL' required,D1,stage
lie 'a batch that never was' 'UPDATE task SET born = 99, version = 99' batch,T1,
lie 'a version that is not in the log' 'UPDATE deal SET version = born' log,D1,
lie 'a change that is no version' 'DELETE FROM change' log,D1,
lie 'an id beyond the counter' "UPDATE counter SET last = 0 WHERE name = 'task'" counter,T1,
lie 'hidden without a word' \
    'UPDATE task SET deleted = 2' log,T1,

# ---- backup, restore ----

run 'a backup' 0 crm-admin backup copy.db
is_out ''
is_err 'crm-admin: backed up to copy.db and verified'
run 'is a sound book' 0 crm-admin check --db copy.db -q
run 'with the same records' 0 crm-admin feed --db copy.db
cp out theirs
crm-admin feed | cmp -s - theirs
result $? 'all of them'
run 'never over a file' 1 crm-admin backup copy.db
is_out ''
like_err '^crm-admin: copy.db'
run 'it needs a name' 2 crm-admin backup
like_err '^crm-admin: backup needs the file to write'
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
run 'init never overwrites' 1 crm-admin init
like_err 'exists already'
run 'a wrong currency makes no book' 2 crm-admin init --db x.db --currency XX
is "$(ls x.db* 2> /dev/null)" '' 'not even a file'
run 'migrate has nothing to do' 0 crm-admin migrate

done_testing
