#!/bin/sh
# check finds every lie that is put into the book behind its back; a backup
# keeps what there is, and nothing is overwritten.
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
	true_book=$CRM_DB
	twin lie
	ask "$2" > /dev/null || echo '# no such lie'
	run "a lie: $1" 4 crm-admin check -o csv -c code,id,field
	is_out "code,id,field
$3"
	is_err 'crm-admin: the book is not sound: 1 finding'
	CRM_DB=$true_book
}
lie 'a folded copy' "UPDATE customer SET name_f = 'eve'" fold,C1,name
lie 'no folded copy' "UPDATE customer SET name_f = NULL" fold,C1,name
lie 'a value without its copy' "UPDATE customer SET name = 'Eve'" fold,C1,name
lie 'a dead reference' 'UPDATE deal SET customer = 77' reference,D1,customer
lie 'a reference to what is deleted' \
    "UPDATE customer SET deleted = 2, version = 2; INSERT INTO change
    (batch, entity, record, field, old, new) VALUES (2, 'customer', 1, 'deleted', NULL, '2')" \
    reference,D1,customer
lie 'a dead reference of any kind' "UPDATE task SET about = 'D77'" reference,T1,about
lie 'a circle' 'UPDATE customer SET parent = 1' circle,C1,parent
lie 'no choice' "UPDATE customer SET kind = 'nonsense'" choice,C1,kind
lie 'nothing where something is required' 'UPDATE deal SET stage = NULL' required,D1,stage
lie 'a batch that never was' 'UPDATE task SET born = 99, version = 99' batch,T1,
lie 'a version that is not in the log' 'UPDATE deal SET version = born' log,D1,
lie 'a change that is no version' 'DELETE FROM change' log,D1,
counter="UPDATE counter SET last = 0 WHERE name = 'task'"
! on_server || counter="SELECT setval('task_seq', 1, false)"
lie 'an id beyond the counter' "$counter" counter,T1,
lie 'hidden without a word' \
    'UPDATE task SET deleted = 2' log,T1,

true_book=$CRM_DB
twin lies
for i in 4 3 2; do crm-customer add -q ext=$i name=$i; done > /dev/null
for i in 3 1 2; do ask "UPDATE customer SET name_f = 'x$i' WHERE id = $i"; done
run 'lies of a kind come by their ids' 4 crm-admin check -o csv -c id
is_out 'id
C1
C2
C3'
is_err 'crm-admin: the book is not sound: 3 findings'
CRM_DB=$true_book

# ---- backup ----

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
run 'init never overwrites' 1 crm-admin init
like_err 'exists already'
run 'a wrong currency makes no book' 2 crm-admin init --db x.db --currency XX
is "$(ls x.db* 2> /dev/null)" '' 'not even a file'
run 'migrate has nothing to do' 0 crm-admin migrate

done_testing
