#!/bin/sh
# Books that other versions of the programs made.
. "$(dirname "$0")/../../lib.sh"
book
crm-lead add company=A -q > /dev/null
crm-lead add company=B -q > /dev/null
crm-admin field add entity=lead name=shoe type=int -q > /dev/null
crm-lead set L1 shoe=43 notes=old -q > /dev/null
crm-lead delete L2 -q > /dev/null
crm-admin feed > feed.json
made=$CRM_DB

# since SQL: CRM_DB names the book as another version would have it.
since() {
	CRM_DB=$made
	twin since
	ask "$1" > /dev/null || { echo "Bail out! no such book"; exit 1; }
}

since "UPDATE book SET value = '99' WHERE key = 'schema'"
run 'a newer book' 1 crm-lead list
like_err "^crm-lead: $CRM_DB has schema 99, newer than this program's [0-9]+; upgrade the programs$"
run 'a newer book and migrate' 1 crm-admin migrate
like_err 'newer'
since "UPDATE book SET value = '0' WHERE key = 'schema'"
run 'an older book' 1 crm-lead list
like_err "^crm-lead: $CRM_DB has schema 0, older than this program's [0-9]+; run: crm-admin migrate --db $CRM_DB$"

# A book that lacks columns, an index and a table becomes a new one.
counter="DELETE FROM counter WHERE name = 'mapping'"
! on_server || counter='DROP SEQUENCE mapping_seq'
since "UPDATE book SET value = '0' WHERE key = 'schema'; $counter;
    DROP INDEX lead_email_i; ALTER TABLE lead DROP COLUMN email;
    ALTER TABLE lead DROP COLUMN notes; DROP TABLE mapping;
    ALTER TABLE lead DROP COLUMN seal; ALTER TABLE batch DROP COLUMN seal"
run 'migrate' 0 crm-admin migrate
backup=$(sed -n 's/^backed up to //p' out)
like_out '^backed up to .*\.before-migrate$'
like_out '^added column lead.email$'
like_out '^added column lead.notes$'
like_out '^added column lead.seal$'
like_out '^added column batch.seal$'
like_out '^made table mapping$'
run 'a migrated book is sound' 0 crm-admin check -q
run 'has all its changes' 0 crm-admin feed
cmp -s out feed.json
result $? 'as they were'
run 'and can be written' 0 crm-lead set L1 notes=here email=a@example.com -q
run 'and read' 0 crm-lead list -c company,notes,email,shoe
is_out 'company,notes,email,shoe
A,here,a@example.com,43'
run 'found by what is new' 0 crm-lead list -w 'email = "a@example.com"' -o ids
is_out L1
run 'a second migrate has nothing to do' 0 crm-admin migrate
like_err 'up to date'

# The backup of a file is the file as it was, that of a server's book a file of
# this release.
! on_server || skip 'its backup is the older one' 'it is no file that is copied'
on_server || run 'its backup is the older one' 1 crm-lead list --db "$backup"
on_server || like_err 'crm-admin migrate'
run 'the backup is migrated' 0 crm-admin migrate --db "$backup"
run 'into a sound book' 0 crm-admin check -q --db "$backup"
run 'with the same changes' 0 crm-admin feed --db "$backup"
cmp -s out feed.json
result $? 'all of them'
run 'and no others' 0 crm-lead list -c company,email,notes,shoe --db "$backup"
is_out 'company,email,notes,shoe
A,,,43'

# Names are compared as this release compares them.
CRM_DB=$made
crm-customer add -q 'name=Oak  Tools' code='A  1' > /dev/null
crm-stock add -q sku='S  1' name='Two  blanks' > /dev/null
crm-stock add -q sku='S  2' name=x > /dev/null
crm-stock add -q sku='S 3' name=x > /dev/null
crm-admin field add entity=lead name=mark type=text -q > /dev/null
crm-lead set L1 'mark=x  y' -q > /dev/null
since "UPDATE book SET value = '7' WHERE key = 'schema';
    UPDATE customer SET name_f = 'oak  tools', code_f = 'a  1';
    UPDATE product SET sku_f = 's  1', name_f = 'two  blanks' WHERE id = 1;
    UPDATE product SET sku = 'S  3', sku_f = 's  3' WHERE id = 2;
    UPDATE custom SET txt_f = 'x  y' WHERE txt IS NOT NULL"
run 'with blanks' 0 crm-admin migrate
like_out "^PR2: 'S  3' is taken by PR3; give one of them another$"
run 'found with one' 0 crm-customer show 'oak tools' -c code
is_out 'code
A  1'
run 'by its key' 0 crm-stock show 's 1' -c name
is_out 'name
Two  blanks'
run "by a user's field" 0 crm-lead list -w 'mark = "X Y"' -o ids
is_out L1
run 'check tells the one that is left' 4 crm-admin check
like_out 'PR2.*sku.*folded copy is wrong'

# In a book of this release, too.
CRM_DB=$made
crm-customer add -q 'name=Pine ' > /dev/null
ask "UPDATE customer SET name_f = 'pine ' WHERE name = 'Pine '"
run 'check says how' 4 crm-admin check
like_out 'name,its folded copy is wrong; migrate makes it anew$'
run 'an older copy' 0 crm-admin migrate
run 'is made anew' 0 crm-customer list Pine -o csv -c name
is_out 'name
"Pine "'
run 'and the book is sound' 0 crm-admin check

# What said in settings when a thing goes up is a rule.
CRM_DB=$made
twin since
crm-admin escalation delete ER1 ER2 ER3 -q > /dev/null
cat > settings.csv <<'END'
name,value
escalate_manager,2
escalate_director_task,never
escalate_x,1
END
crm-admin setting import settings.csv -q > /dev/null
logins bob
crm-team add login=bob role=rep -q > /dev/null
ask "UPDATE book SET value = '6' WHERE key = 'schema'"
run 'settings of an older book, by who has no right to rules' 0 as bob crm-admin migrate
run 'are rules' 0 crm-admin escalation list -c what,level,days
is_out 'what,level,days
,manager,2
task,director,
,owner,1
,director,7'
run 'and gone, but for those that never meant anything' 0 crm-admin setting list -w 'name ~ escalate' -c name
is_out 'name
escalate_x'
done_testing
