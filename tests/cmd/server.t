#!/bin/sh
# A book on a server: who makes it, who may use it, what is told of failures.
. "$(dirname "$0")/../lib.sh"
direct
on_server || { echo '1..0 # SKIP books are files here'; exit 0; }

other empty
name=${CRM_DB##*/}
run 'no book yet' 1 crm-lead list
is_err "crm-lead: no book at $CRM_DB; make one with: crm-admin init --db $CRM_DB"
run 'init' 0 crm-admin init
is_err "crm-admin: made $CRM_DB; ann is its admin"
like_out '^GRANT USAGE ON SCHEMA crm TO GROUP;$'
sed '/^-- /!s/GROUP/crm_staff/' out > grants.sql
run 'once' 1 crm-admin init
like_err 'exists already: the database has a schema crm; an existing book is never'
run 'no such database' 1 crm-lead list --db postgresql:///none
like_err '^crm-lead: postgresql:///none: .*does not exist; make it with createdb$'

# Roles: insider is a member of crm_staff, outsider of nothing.
psql -q -U postgres -d postgres > /dev/null 2>&1 <<'END'
CREATE ROLE crm_staff;
CREATE ROLE insider LOGIN IN ROLE crm_staff;
CREATE ROLE outsider LOGIN;
END
as() { as_user=$1; shift; CRM_USER=$as_user "$@"; }
run 'a role without grants' 6 as outsider crm-lead list
like_err '^crm-lead: .*: the role outsider may not look at this book; its owner grants'
psql -q -U ann -d "$name" -f grants.sql
run 'a role that is no user' 6 as insider crm-lead list
is_err "crm-lead: insider is no user of $CRM_DB; a user of the book can add you: crm-team user add login=insider"
crm-team user add login=insider -q > /dev/null
run 'a user' 0 as insider crm-lead add company=A -o ids
is_out L1
run 'reads' 0 as insider crm-lead list -o ids
is_out L1
awk 'BEGIN { print "ext,company"
    for (i = 1; i <= 8000; i++) print "X" i ",Company " i }' > many.csv
run 'loads many' 0 as insider crm-lead import many.csv -q -c lead_id
run 'as it was' 0 as insider crm-lead list --as-of B3 -o ids
is_out L1
run 'the log says who' 0 crm-admin log B3 -o tsv -c actor
is "$(sed 1d out)" insider 'insider'
# The log is written, never rewritten.
crm-admin field add -q entity=lead name=pet type=text > /dev/null
run 'all that a user does' 0 as insider crm-lead set L1 pet=Rex -q
run 'and takes away again' 0 as insider crm-lead set L1 pet= -q
run 'and undoes' 0 as insider crm-admin undo -q \
    "$(crm-admin log -l 1 -c batch -o tsv | sed 1d)"
for sql in "UPDATE crm.change SET new = 'x'" 'DELETE FROM crm.change' \
    'DELETE FROM crm.batch' "UPDATE crm.batch SET login = 'ann'" \
    'DELETE FROM crm.lead' "UPDATE crm.book SET value = '0'" \
    'UPDATE crm.birth SET n = 0' 'TRUNCATE crm.change'; do
	run "not by a user: $sql" 1 psql -U insider -d "$name" -c "$sql"
	like_err 'permission denied'
done
run 'strings mean what we mean' 0 env PGOPTIONS='-c standard_conforming_strings=off' \
    crm-lead add -q company='a\b' name="O'Neil" -o ids
run 'they are as they were' 0 crm-lead list -w "name = \"O'Neil\"" \
    -c company -o tsv
is_out 'company
a\\b'

run 'the URL says who' 0 as outsider crm-admin log -l 1 \
    --db "postgresql://ann@/$name" -q
run 'no password is shown' 6 crm-lead list --db "postgresql://outsider:secret@/$name"
unlike_err secret
run 'none is logged' 0 crm-lead add company=B -q \
    --db "postgresql://ann:secret@/$name"
run 'none is logged' 0 crm-admin log -l 1 -o tsv
unlike_out secret

# Connections that break.
mkfifo hold
psql -U ann -q -d "$name" < hold > /dev/null &
exec 3> hold
echo 'BEGIN; SELECT id FROM crm.lead WHERE id = 1 FOR UPDATE;' >&3
sleep 0.2
i=0
while [ $((i += 1)) -le 8 ]; do
	sleep 0.3
	psql -q -U postgres -d "$name" -c "SELECT pg_terminate_backend(pid)
	    FROM pg_stat_activity WHERE application_name = 'crm-lead'
	    AND datname = current_database()" > /dev/null
done &
run 'a connection that breaks again and again' 75 crm-lead set L1 city=A
like_err 'the connection broke; nothing was written, try again'
exec 3>&-
wait
run 'nothing was written' 0 crm-lead list -w 'lead_id = L1 and city is null' \
    -o ids
is_out L1

# Keys that two want at once: one gets it, the other is told by whom.
i=0
while [ $((i += 1)) -le 6 ]; do
	{ crm-lead add company=K ext=same -q > /dev/null 2> "err.$i"
	    echo $? >> statuses; } &
done
wait
is "$(sort statuses | tr '\n' ' ')" '0 5 5 5 5 5 ' 'one of six gets the key'
is "$(grep -hc "^crm-lead: ext: 'same' is taken by L[0-9]*$" err.? |
    awk '{ n += $1 } END { print n }')" 5 'the others hear by whom'
run 'backup' 0 crm-admin backup book.db
is "$(CRM_DB=book.db; crm-lead list | cksum)" "$(crm-lead list | cksum)" \
    'is the same book'
createdb -U ann "${name}_copy"
T_BASES="$T_BASES ${name}_copy"
run 'a copy on a server' 0 crm-admin copy "postgresql:///${name}_copy" \
    --db book.db
like_err "^crm-admin: copied [0-9]* rows to postgresql:///${name}_copy and verified$"
like_out '^GRANT USAGE ON SCHEMA crm TO GROUP;$'
run 'has its own roles' 6 as insider crm-lead list \
    --db "postgresql:///${name}_copy"
psql -q -U ann -d "${name}_copy" -f grants.sql
run 'which are granted as before' 0 as insider crm-lead list -l 1 -o ids \
    --db "postgresql:///${name}_copy"
is_out L1
run 'restore says how' 2 crm-admin restore book.db
like_err 'crm-admin copy URL --db book.db$'
run 'sound' 0 crm-admin check -q
done_testing
