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
done_testing
