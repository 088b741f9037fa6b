#!/bin/sh
# What is not UTF-8 comes into no book, by whatever word of a command.
. "$(dirname "$0")/../../lib.sh"
book
bad=$(printf 'a\377b')
printf 'ext,company,status\n1,A,new\n' > a.csv
run '--default' 2 crm-lead import a.csv --default "notes=$bad"
is_err "crm-lead: --default: 'notes=a\\xffb' is not UTF-8"
run '--value' 2 crm-lead import a.csv --value "status:new=$bad"
like_err "^crm-lead: --value: '.*' is not UTF-8$"
run 'the second --value' 2 crm-lead import a.csv --value status:x=new \
    --value "status:$bad=new"
like_err "^crm-lead: --value: '.*' is not UTF-8$"
run '--save-mapping' 2 crm-lead import a.csv --save-mapping "$bad"
like_err 'UTF-8'
run '--map' 2 crm-lead import a.csv --map "$bad=notes"
like_err 'UTF-8'
run '--reason' 2 crm-lead add company=A --reason "$bad"
is_err "crm-lead: --reason: 'a\\xffb' is not UTF-8"
run 'CRM_USER' 2 env CRM_USER="$bad" crm-admin init --db "$T_DIR/new.db"
is_err "crm-admin: CRM_USER: 'a\\xffb' is not UTF-8"
run 'a value' 2 crm-lead add "company=$bad"
like_err 'UTF-8'
run 'an operand' 2 crm-lead show "$bad"
like_err 'UTF-8'
run 'a filter' 2 crm-lead list -w "company = '$bad'"
like_err 'UTF-8'
cp a.csv "$bad.csv"
run 'but files are called as they are' 0 crm-lead import "$bad.csv" -q \
    --rejects "$bad.out" -o ids
is_out L1
run 'the log is text' 0 crm-admin log -l 1 -c args -o tsv
like_out '\\xff'
done_testing
