#!/bin/sh
# The matrix goes out as a table and comes back edited: a row is that of its kind and number.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-team user add login=mgr role=manager
printf 'kind,seq,when,steps\norder,1,amount < 5000,\norder,2,amount >= 5000,manager\n' > table.csv
run 'a table' 0 crm-admin approval-rule import table.csv -q -o ids
crm-admin approval-rule list -o csv -c kind,seq,when,steps | sed s/5000/3000/ > edited.csv
run 'the same rows are there' 4 crm-admin approval-rule import edited.csv
is_err "crm-admin: edited.csv:2: is APR1 already, with other values; --on-duplicate skip, fill or update says what to do
crm-admin: edited.csv:3: is APR2 already, with other values; --on-duplicate skip, fill or update says what to do
crm-admin: read 2, rejected 2; nothing was written"
run 'edited they take their place' 0 crm-admin approval-rule import edited.csv --on-duplicate update -q
is "$(crm-admin approval-rule list -o csv -c approval_rule_id,kind,seq,when | sed 1d)" \
    'APR1,order,1,amount < 3000
APR2,order,2,amount >= 3000' 'no row is there twice'
run 'the edited one asks' 0 crm-admin approval test kind=order amount=4000
like_out 'manager'
run 'nor is one typed twice' 5 crm-admin approval-rule add kind=order seq=1 'when=amount < 1'
is_err "crm-admin: seq: '1' is taken by APR1"
run 'nor moved there' 5 crm-admin approval-rule set APR1 seq=2
is_err "crm-admin: seq: '2' is taken by APR2"
run 'another kind has its own' 0 crm-admin approval-rule add kind=quote seq=1 -q
quiet crm-admin approval-rule delete APR1 -y
run 'what is deleted is free' 0 crm-admin approval-rule add kind=order seq=1 -q
done_testing
