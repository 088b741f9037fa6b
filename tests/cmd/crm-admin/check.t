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

# lie NAME SQL CODE,ID,FIELD…: check reports exactly this, a line each.
lie() {
	true_book=$CRM_DB
	twin lie
	ask "$2" > /dev/null || echo '# no such lie'
	run "a lie: $1" 4 crm-admin check -o csv -c code,id,field
	is_out "code,id,field
$3"
	n=$(printf '%s\n' "$3" | wc -l)
	is_err "crm-admin: the book is not sound: $n finding$([ "$n" = 1 ] || echo s)"
	CRM_DB=$true_book
}
lie 'a folded copy' "UPDATE customer SET name_f = 'eve'" fold,C1,name
lie 'no folded copy' "UPDATE customer SET name_f = NULL" fold,C1,name
lie 'a value without its copy' "UPDATE customer SET name = 'Eve'" 'fold,C1,name
changed,C1,'
lie 'a dead reference' 'UPDATE deal SET customer = 77' 'reference,D1,customer
changed,D1,'
lie 'a reference to what is deleted' \
    "UPDATE customer SET deleted = 2, version = 2; INSERT INTO change
    (batch, entity, record, field, old, new) VALUES (2, 'customer', 1, 'deleted', NULL, '2')" \
    'log,B2,
reference,D1,customer'
lie 'a dead reference of any kind' "UPDATE task SET about = 'D77'" 'reference,T1,about
changed,T1,'
lie 'a circle' 'UPDATE customer SET parent = 1' 'changed,C1,
circle,C1,parent'
lie 'no choice' "UPDATE customer SET kind = 'nonsense'" 'choice,C1,kind
changed,C1,'
lie 'nothing where something is required' 'UPDATE deal SET stage = NULL' 'required,D1,stage
changed,D1,'
lie 'a batch that never was' 'UPDATE task SET born = 99, version = 99' 'changed,T1,
batch,T1,
batch,T1,'
lie 'a version that is not in the log' 'UPDATE deal SET version = born' log,D1,
lie 'a change that is no version' 'DELETE FROM change' 'log,B5,
log,D1,'
counter="UPDATE counter SET last = 0 WHERE name = 'task'"
! on_server || counter="SELECT setval('task_seq', 1, false)"
lie 'an id beyond the counter' "$counter" counter,T1,
lie 'hidden without a word' \
    'UPDATE task SET deleted = 2' log,T1,

# Values that nothing else says anything about.
lie 'an amount' 'UPDATE deal SET amount = 1200' 'changed,D1,
kept,D1,amount_base'
lie 'an amount that no book can hold' \
    'UPDATE deal SET amount = 9223372036854775807' 'range,D1,amount
changed,D1,
kept,D1,amount_base'
lie 'a day that never was' 'UPDATE deal SET expected_close = -800000' \
    'range,D1,expected_close
changed,D1,'
lie 'a time that never was' 'UPDATE deal SET created = -9223372036854775807' \
    'range,D1,created
changed,D1,'
lie 'a code with blanks around it' "UPDATE deal SET ext = '15 '" 'blanks,D1,ext
changed,D1,'
lie 'a record that is gone' 'DELETE FROM task' gone,T1,
lie 'a record that nobody made' "INSERT INTO task (id, born, version, subject)
    SELECT 2, born, version, 'y' FROM task; $(
	! on_server || echo "SELECT setval('task_seq', 2);")
    $(on_server || echo "UPDATE counter SET last = 2 WHERE name = 'task'")" \
    'fold,T2,subject
changed,T2,
batch,T2,'
lie 'a line of the log' "UPDATE change SET new = '1200' WHERE field = 'amount'" \
    log,B5,
lie 'a batch by another hand' "UPDATE batch SET login = 'eve' WHERE number = 5" \
    log,B5,
lie 'a trigger' "$(if on_server; then
	echo 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql
	    AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER spy BEFORE UPDATE
	    ON deal FOR EACH ROW EXECUTE FUNCTION f()'
    else
	echo 'CREATE TRIGGER spy AFTER UPDATE ON deal BEGIN SELECT 1; END'
    fi)" schema,,
lie 'an index that is gone' 'DROP INDEX deal_owner_i' schema,,
lie 'an index of somebody else' 'CREATE INDEX mine ON deal (amount)' schema,,
lie 'a column that is gone' 'ALTER TABLE task DROP COLUMN notes' schema,,
lie 'a setting that lacks' \
    "DELETE FROM setting WHERE name = 'base_currency'" 'gone,SE1,
setting,,base_currency'
lie 'a currency that is none' \
    "UPDATE setting SET value = 'XX' WHERE name = 'base_currency'" \
    'changed,SE1,
rule,SE1,base_currency'

# A batch that is taken out whole leaves no gap where it was the last, nor does a
# counter that is set on; on a server counters stay where they are when a command
# fails, and so say nothing.
if ! on_server; then
	crm-lead add -q company=Last email=last@example.com > /dev/null
	lie 'the newest batch, whole' "DELETE FROM lead; DELETE FROM birth WHERE
	    batch = (SELECT max(id) FROM batch); DELETE FROM change WHERE
	    batch = (SELECT max(id) FROM batch); DELETE FROM batch WHERE
	    id = (SELECT max(id) FROM batch)" 'log,,
counter,,'
	lie 'the newest batch, with its counter' "DELETE FROM lead;
	    DELETE FROM birth WHERE batch = 6; DELETE FROM batch WHERE id = 6;
	    UPDATE counter SET last = 5 WHERE name = 'batch'" counter,,
	lie 'a counter that is set on' \
	    "UPDATE counter SET last = last + 1000000 WHERE name = 'lead'" counter,,
	lie 'that of batches' \
	    "UPDATE counter SET last = last + 1 WHERE name = 'batch'" log,,
	# What a command took and did not use is nobody's.
	crm-lead add -n -q company=No > /dev/null
	printf 'company,email\nTwo,x\nThree,three@example.com\n' |
	    crm-lead import -q --rejects rejected.csv - > /dev/null 2>&1
	printf 'lead_id\nL1\n' | crm-lead set - city=Rom -q --keep-going > /dev/null
	run 'ids that were taken and not used' 0 crm-admin check -q --deep
	# A book of a server may come with counters that stand further on.
	twin older
	ask "UPDATE counter SET last = last + 9 WHERE name = 'lead';
	    UPDATE book SET value = '6' WHERE key = 'schema'" > /dev/null
	run 'migrate sets them back' 0 crm-admin migrate
	run 'so that all is sound' 0 crm-admin check -q
	CRM_DB=$true_book
fi

# The log of a book that was changed twice, with a line that is not what was.
true_book=$CRM_DB
twin replayed
crm-deal set -q D1 amount=13 > /dev/null
last=$(crm-deal list D1 -c version | sed 1d)
ask "UPDATE change SET old = '1' WHERE new = '1300'" > /dev/null
run 'each change goes on from the one before' 4 crm-admin check --deep -o csv -c code,id,field
is_out "code,id,field
log,B$last,
log,D1,amount
log,D1,amount_base"
CRM_DB=$true_book
run 'a sound book, replayed' 0 crm-admin check --deep
is_err 'crm-admin: the book is sound'
run 'an idle night' 0 crm-admin check -q
is_out ''
is_err ''
run 'an idle night for a machine' 0 crm-admin check -q -o csv
is_out ''

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

# What an older release kept with blanks around it: told, and mended by its own list.
book
crm-stock add -q sku=0015 name=Box > /dev/null
ask "UPDATE product SET sku = '0015 '"
try 'a key with blanks is mended' 0 'crm-stock list -c product_id,sku |
    crm-stock import - --on-duplicate update -o ids'
is "$(ask "SELECT '[' || sku || ']' FROM product")" '[0015]' 'it has none'
run 'check tells it no more' 4 crm-admin check
unlike_out blanks
printf 'sku,name\n0015,Box\n' > p.csv
run 'and an import meets it' 0 crm-stock import p.csv -n -o ids
like_err 'read 1, unchanged 1'

done_testing
