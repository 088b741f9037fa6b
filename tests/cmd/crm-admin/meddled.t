#!/bin/sh
# Books that another program wrote into: every cell of the tables that programs
# steer themselves by, set to nothing, to the edges of numbers and to another
# type.  No program dies of it, and check tells it.
. "$(dirname "$0")/../../lib.sh"
command -v sqlite3 > /dev/null || { echo '1..0 # SKIP no sqlite3'; exit 0; }
book
{
	crm-admin field add -q entity=deal name=colour type=enum choices='red|blue'
	crm-admin field add -q entity=deal name=wage type=money
	crm-admin segment add -q name=big entity=deal when='amount > 1'
	crm-admin mapping add -q name=m entity=deal map='Deal Name=name'
	crm-admin pool add -q name=p kind=lead
	crm-admin reclaim-rule add -q kind=lead seq=1 pool=p days=30
	crm-admin assign-rule add -q kind=lead seq=1 method=person person=ann \
	    when='source = web'
	crm-admin score-rule add -q kind=lead when='source = web' points=5
	crm-admin guard add -q entity=deal field=amount when='amount > 100000' \
	    role=manager
	crm-customer add -q name=Ada
	crm-deal add -q name=one customer=Ada amount=10 colour=red wage=3
	crm-deal set -q D1 amount=11 colour=blue
	crm-lead add -q company=X email=a@example.com source=web
	printf 'name,amount,customer\nz,3,Ada\n' | crm-deal import -q -
} > /dev/null
run 'the book is sound' 0 crm-admin check -q --deep
is_out ''
true_book=$CRM_DB

# meddle TABLE COLUMN VALUE: into the row that was written last; a type that the
# table does not take is forced upon it, where that can be.
meddle() {
	m_row='ctid = (SELECT max(ctid) FROM "'$1'")'
	if ! on_server; then
		cp "$true_book" "$CRM_DB"
		rm -f "$CRM_DB-wal" "$CRM_DB-shm"
		m_row='rowid = (SELECT max(rowid) FROM "'$1'")'
	fi
	m_sql="UPDATE \"$1\" SET \"$2\" = $3 WHERE $m_row AND
	    \"$2\" IS DISTINCT FROM $3 RETURNING 1"
	on_server || m_sql=$(echo "$m_sql" | sed 's/DISTINCT FROM/NOT/')
	m_did=$(ask "$m_sql" 2> /dev/null) && return
	! on_server || { m_did= && return; }
	m_did=$(ask "PRAGMA writable_schema = ON; UPDATE sqlite_schema
	    SET sql = replace(replace(sql, ' STRICT', ''), ' NOT NULL', '')
	    WHERE name = '$1'; PRAGMA writable_schema = RESET; $m_sql" \
	    2> /dev/null) || m_did=
}

# Readers, by turns: each book is opened by one of them.
turn=0
reader() {
	turn=$((turn + 1))
	case $((turn % 9)) in
	0) crm-deal list ;;
	1) crm-deal history D1 ;;
	2) crm-admin log ;;
	3) crm-deal list --as-of B1 ;;
	4) crm-lead score -n L1 ;;
	5) crm-lead assign -n L1 ;;
	6) crm-admin feed ;;
	7) crm-deal set -n D1 amount=12 ;;
	8) crm-task due ;;
	esac
}

# What watches its memory takes every second value, by turns, and so each column
# with half of them; that check tells each is shown without.
half=0
is_left() { is_watched && [ $((half = 1 - half)) -eq 0 ]; }

# table NAME: every column of it.  What only orders lines of the log within a
# batch is not told.
table() {
	t_bad='' t_done=0
	t_columns="SELECT name FROM pragma_table_info('$1')"
	! on_server || t_columns="SELECT column_name FROM
	    information_schema.columns WHERE table_name = '$1'"
	CRM_DB=$true_book
	for column in $(ask "$t_columns"); do
		[ "$1.$column" != change.id ] || continue
		for value in $values; do
			! is_left || continue
			CRM_DB=$true_book
			if on_server; then twin meddled; else
				CRM_DB=$T_DIR/meddled.db; fi
			meddle "$1" "$column" "$value"
			[ -n "$m_did" ] || continue
			t_done=$((t_done + 1))
			crm-admin check > out 2> err
			t_check=$?
			reader > out2 2> err2
			t_read=$?
			[ "$t_check" -ne 0 ] && [ "$t_check" -lt 100 ] &&
			    [ "$t_read" -lt 100 ] ||
			    t_bad="$t_bad $column=$value:$t_check,$t_read"
		done
	done
	is "$t_bad" '' "$1: $t_done values, each told and no crash"
}

on_server || ask 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
values="NULL -9223372036854775808 9223372036854775807 'zz'"
# Each is a database of its own there.
! on_server || values=NULL
for t in book batch change birth custom custom_field setting; do
	table "$t"
done
values='NULL 9223372036854775807'
on_server || for t in import_file counter segment stage mapping pool \
    assign_rule reclaim_rule score_rule guard grade app_user; do
	table "$t"
done

done_testing
