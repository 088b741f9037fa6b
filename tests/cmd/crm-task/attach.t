#!/bin/sh
# Attachments: kept once, got back whole, in backups and copies, found missing or
# changed, collected, brought back.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
# The files that a book has, by whatever way.
stored() {
	if on_server; then
		ask "SELECT count(*) FROM file_part WHERE part = 0"
	else
		find "$CRM_DB.files" -type f | wc -l
	fi
}

book
logins bob
quiet crm-lead add company=Acme name=Li
quiet crm-lead add company=Brand name=Wu
quiet crm-deal add name=Big
printf 'offer' > offer.txt
head -c 300000 /dev/urandom > plan.bin
: > empty
mkdir sub
printf 'offer' > 'sub/the same.txt'

# ---- in ----

run 'two files of a lead' 0 crm-task attach L1 offer.txt plan.bin -c about,name,size,owner
is_out 'about,name,size,owner
L1,offer.txt,5,ann
L1,plan.bin,300000,ann'
like_err '^crm-task: inserted 2 \(batch B'
is "$(stored)" 2 'two files are kept'
run 'the same again' 0 crm-task attach L1 offer.txt
is_err 'crm-task: unchanged 1'
run 'the same of another, by its name' 0 crm-task attach Brand 'sub/the same.txt' -q
is "$(stored)" 2 'is kept once'
run 'one without anything in it, of a deal' 0 crm-task attach D1 empty -q
try 'from a pipe' 0 'printf x | crm-task attach L2 - name=letter.eml -c name,size'
is_out 'name,size
letter.eml,1'
run 'a pipe has no name' 2 crm-task attach L2 -
like_err 'name=offer.pdf'
run 'one that is not there' 1 crm-task attach L1 nothing.pdf
is_err 'crm-task: nothing.pdf: No such file or directory'
run 'a folder' 2 crm-task attach L1 sub
is_err 'crm-task: sub is a folder; name its files'
run 'a record that is not there' 3 crm-task attach L9 offer.txt
run 'no file' 2 crm-task attach L1
run 'a dry run' 0 crm-task attach L1 -n sub/../sub/'the same.txt' -c about,name
is_out 'about,name
L1,the same.txt'
printf new > new.txt
run 'a dry run of a new one' 0 crm-task attach L1 -n new.txt -q
is "$(stored)" 4 'keeps nothing'
run 'both are there' 0 crm-task attachments L1 -c attachment_id,name
is_out 'attachment_id,name
AT1,offer.txt
AT2,plan.bin'
run 'it cannot be made from nothing' 4 crm-task attachment add about=L1 name=x
run 'its file cannot change' 5 crm-task attachment set AT1 size=7
quiet crm-task attachment set AT1 name=../../etc/passwd

# ---- how large ----

quiet crm-admin setting add name=attachment_max value=1
head -c 1000001 /dev/zero > large
run 'too large' 5 crm-task attach L1 large
like_err '^crm-task: large: is larger than 1000000 bytes'
is "$(stored)" 4 'and not kept'
head -c 1000000 /dev/zero > large
run 'not too large' 0 crm-task attach L1 large -q
run 'no limit' 4 crm-admin setting set attachment_max value=0
like_err 'megabytes'

# ---- out ----

run 'got' 0 crm-task attachment get AT1
is "$(cat out)" offer 'as it was'
run 'into a file' 0 crm-task attachment get AT2 got.bin
cmp -s got.bin plan.bin
result $? 'it is whole'
run 'never over one' 1 crm-task attachment get AT1 got.bin
like_err 'never overwritten'
run 'what is in none' 0 crm-task attachment get 'empty'
is_out ''
run 'its name is no path' 0 crm-task attachment list -w 'name ~ passwd' -o ids
is_out AT1
run 'one that is not there' 3 crm-task attachment get AT99
try 'out and in again' 0 'crm-task attachment list -o csv | crm-task attachment import - --on-duplicate update'
like_err 'unchanged 6'
(
	echo about,name,size,sha256
	echo "L1,x,1,$(printf 'a%.0s' 1 2 3 4 5 6 7 8)$(printf 'b%.0s' $(seq 56))"
) > bad.csv
run 'a file that the book does not have' 5 crm-task attachment import -q bad.csv
like_err 'does not have this file'

# ---- the whole book ----

run 'sound' 0 crm-admin check -q
run 'a backup' 0 crm-admin backup -q bk.db
run 'has them' 0 crm-task attachment get AT2 -q --db bk.db
cmp -s out plan.bin
result $? 'whole'
run 'and is sound' 0 crm-admin check -q --db bk.db
try 'through a pipe' 0 'crm-admin backup - > pipe.db'
run 'has them' 0 crm-task attachment get AT2 -q --db pipe.db
cmp -s out plan.bin
result $? 'whole'
run 'and is sound' 0 crm-admin check -q --db pipe.db
run 'a copy into a file' 0 crm-admin copy -q copy.db
run 'is sound' 0 crm-admin check -q --db copy.db
run 'a copy of a copy' 0 crm-admin copy -q --db pipe.db second.db
run 'is sound' 0 crm-admin check -q --db second.db
if on_server; then
	first=$CRM_DB
	other second
	run 'into another database' 0 crm-admin copy -q "$CRM_DB" --db "$first"
	run 'and one in a folder' 0 crm-task attach L1 offer.txt -q --db "$T_DIR/copy.db"
	run 'sound' 0 crm-admin check -q
	other third
	run 'from a folder' 0 crm-admin copy -q "$CRM_DB" --db "$T_DIR/copy.db"
	run 'sound' 0 crm-admin check -q
	run 'whole' 0 crm-task attachment get AT2 -q
	cmp -s out plan.bin
	result $? 'to the last byte'
	CRM_DB=$first
fi

# ---- gone and back ----

quiet crm-task attachment delete AT2
run 'nobody needs it' 0 crm-task attachment collect -n -c size
like_err '^crm-task: would remove 1 file that no attachment has$'
run 'restored while it is there' 0 crm-task attachment restore -q AT2
run 'sound' 0 crm-admin check -q
quiet crm-task attachment delete AT2
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undone' 0 crm-admin undo -q "$batch"
run 'it is back' 0 crm-task attachment get AT2 -q
quiet crm-task attachment delete AT2
run 'as of before' 0 crm-task attachments L1 -c name --as-of "$batch"
run 'collected' 0 crm-task attachment collect
is_err 'crm-task: removed 1 file that no attachment has'
run 'twice' 0 crm-task attachment collect
is_err 'crm-task: removed 0 files that no attachment has'
run 'not to be restored' 5 crm-task attachment restore AT2
is_err 'crm-task: sha256: the book does not have this file (any more): attach it with crm-task attach'
run 'but by attaching it' 0 crm-task attach L1 plan.bin -q
run 'then it can be' 0 crm-task attachment restore -q AT2
run 'sound' 0 crm-admin check -q
if ! on_server; then
	run 'a restored book' 0 crm-admin restore -q -y bk.db
	run 'is sound' 0 crm-admin check -q
	run 'what it was, too' 0 crm-admin check -q --db book.db.before-restore
	quiet crm-admin backup --keep 1 daily.db
	quiet on 2026-11-22 crm-admin backup --keep 1 daily.db
	is "$(find . -maxdepth 1 -name 'daily*.files' | wc -l)" 1 \
	    'old backups go with their files'
fi

# ---- lies ----

if on_server; then
	ask "DELETE FROM file_part WHERE sha256 = (SELECT sha256 FROM attachment WHERE id = 1)"
	ask "UPDATE file_part SET data = 'AAAA' WHERE part = 0 AND sha256 = (SELECT sha256 FROM attachment WHERE id = 2)"
else
	rm -f "book.db.files/$(ask 'SELECT sha256 FROM attachment WHERE id = 1')"
	changed=book.db.files/$(ask 'SELECT sha256 FROM attachment WHERE id = 2')
	chmod u+w "$changed"
	printf y | dd of="$changed" conv=notrunc 2> dd.err
fi
run 'missing and changed' 4 crm-admin check -c code,id,message -q
like_out '^attachment,AT1,its file is not there$'
like_out '^attachment,AT2,its file is not what it was$'
run 'the missing one' 1 crm-task attachment get AT1
like_err '^crm-task: AT1: its file is not there: [0-9a-f]{64}; attach it again, or take it from a backup; crm-admin check'
run 'the changed one' 1 crm-task attachment get AT2 changed.bin
like_err '^crm-task: AT2: its file is not what it was: [0-9a-f]{64}; attach it again'
[ ! -e changed.bin ]
result $? 'and no file of it'
run 'attached again' 0 crm-task attach L1 plan.bin offer.txt -q
if ! on_server; then
	run 'both are mended' 0 crm-admin check -q
	is "$(stat -c %a book.db.files)" 700 'as private as the book'
	chmod 600 book.db
	run 'got of a book that nobody else reads' 0 crm-task attachment get AT2 own.txt
	is "$(stat -c %a own.txt)" 600 'is read by nobody else'
	chmod 660 book.db
	rm -r book.db.files
	run 'a shared book' 0 crm-task attach L1 plan.bin -q
	is "$(stat -c %a book.db.files) $(stat -c %a book.db.files/*)" '770 440' 'has a shared folder'
fi

# ---- of a project ----

crm-task project add -q name=Move > /dev/null
echo plan > plan.txt
run 'to a project' 0 crm-task attach PJ1 plan.txt -o csv -c about,name
is_out 'about,name
PJ1,plan.txt'
run 'by its name' 0 crm-task attach Move plan.txt
is_err 'crm-task: unchanged 1'
done_testing
