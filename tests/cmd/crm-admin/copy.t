#!/bin/sh
# A copy takes as long for each row, however many there are and whatever they refer
# to; and no file takes a row that refers to nothing.
. "$(dirname "$0")/../../lib.sh"
N=20000
book
crm-team add login=zed -q > made.out
awk -v n="$N" 'BEGIN {
	print "ext,company,name,owner"
	for (i = 1; i <= n; i++)
		printf "X%d,Company %d,Name %d,zed\n", i, i, i
}' > leads.csv
crm-lead import leads.csv -q > made.out
printf 'ext,company,duplicate_of\nsame,Last,L1\n' | crm-lead import - -q -o ids > made.out

# Were each looked for in what may refer to it, this would take many times as long.
run 'a copy of many' 0 prlimit --cpu=15 crm-admin copy copied.db
like_err '^crm-admin: copied [0-9]* rows to copied.db and verified$'
is "$(crm-lead list -c all --db copied.db | cksum)" "$(crm-lead list -c all | cksum)" \
    'is the same book'
run 'a copy of the copy' 0 prlimit --cpu=15 crm-admin copy again.db --db copied.db
run 'a backup of many' 0 prlimit --cpu=15 crm-admin backup backup.db
run 'which is sound' 0 crm-admin check -q --db backup.db
is "$(sqlite3 backup.db 'PRAGMA foreign_key_check')" '' 'nothing refers to nothing'

ask 'UPDATE lead SET duplicate_of = 99999 WHERE id = 7'
run 'a row that refers to nothing' 1 crm-admin copy dangling.db
is_err 'crm-admin: L7 refers to a record that is not there, which no file takes: crm-admin check tells of all such; nothing was copied'
is "$(ls dangling* 2> /dev/null)" '' 'leaves no file'
run 'check tells of it' 4 crm-admin check -o csv -c code,id,field
like_out '^reference,L7,duplicate_of$'
done_testing
