#!/bin/sh
# Who may do what.
. "$(dirname "$0")/../../lib.sh"
book
# On a server all of them may log in, so that it is we who say no.
logins nobody off ana rep REP "$(id -un)"
crm-team user add -q login=ana role=analyst > /dev/null
crm-team user add -q login=rep > /dev/null
crm-team user add -q login=off active=no > /dev/null
crm-customer add -q name=Ada > /dev/null
crm-deal add -q name=one customer=Ada > /dev/null
crm-task add -q subject=t > /dev/null
crm-lead add -q company=gone > /dev/null
crm-lead delete -q L1 > /dev/null
crm-admin feed > before

as() {
	CRM_USER=$1
	export CRM_USER
}

as nobody
for c in 'crm-deal list' 'crm-deal show D1' 'crm-deal add name=x' \
    'crm-admin log' 'crm-report pipeline' 'crm-admin undo B2'; do
	run "a stranger: $c" 6 $c
	is_out ''
	like_err "^crm-[a-z]+: nobody is no user of .*; a user of the book can add you: crm-team user add login=nobody$"
done
as off
run 'an inactive user' 6 crm-deal list
is_out ''
is_err 'crm-deal: user off is not active'

as ana
run 'an analyst lists' 0 crm-deal list -o ids
is_out D1
run 'shows' 0 crm-deal show D1 -c name
run 'sees history' 0 crm-deal history D1
run 'the log' 0 crm-admin log
run 'the feed' 0 crm-admin feed
run 'reports' 0 crm-report pipeline
run 'looks back' 0 crm-deal list --as-of B5 -o ids
run 'checks' 0 crm-admin check
run 'sees fields and templates' 0 crm-deal template
echo 'name
x' > file.csv
for c in 'crm-deal add name=x' 'crm-deal add -n name=x' 'crm-deal import file.csv' \
    'crm-deal import -n file.csv' 'crm-deal set D1 name=x' 'crm-deal set D1 name=one' \
    'crm-deal delete D1' 'crm-lead restore L1' 'crm-deal advance D1' \
    'crm-deal move D1 stage=won' 'crm-deal win D1' 'crm-deal lose D1 reason=x' \
    'crm-deal reopen D1' 'crm-task done T1' 'crm-admin undo B6' \
    'crm-admin field add entity=deal name=x type=int' \
    'crm-admin stage set ST1 name=x' 'crm-admin setting set fiscal_start value=4' \
    'crm-team user set ana role=admin' 'crm-order add number=1' \
    'crm-stock product add sku=1' 'crm-admin migrate' \
    'crm-deal set D9 name=x' 'crm-deal set --keep-going D1 name=x'; do
	run "an analyst may not: $c" 6 $c
	is_out ''
	like_err '^crm-[a-z]+: user ana has the role analyst and may only read'
done
try 'nor from a pipe' 6 'crm-deal list | crm-deal set - name=x'
is_out ''
as rep
run 'nothing was written' 0 crm-admin feed
cmp -s out before
result $? 'not a batch'
run 'a rep writes' 0 crm-deal set D1 name=uno -q -o csv -c name
run 'in the name of the rep' 0 crm-admin log -l 1 -o csv -c actor
is_out 'actor
rep'
as REP
run 'logins are folded' 0 crm-deal history D1 -o csv -c actor
is_out 'actor
ann
rep'
as ann
run 'nobody deletes himself' 5 crm-team delete ann
is_out ''
is_err 'crm-team: that is you, and it would lock you out; let another user of the book do it'
run 'nor by undoing' 5 crm-admin undo B1
is_out ''
as rep
run 'another may' 0 crm-team delete ana -q -o ids
is_out U2
run 'not undo his own birth' 5 crm-admin undo B3
is_out ''
like_err '^crm-admin: B3 cannot be undone: U3 is you'
as ana
run 'and then he is a stranger' 6 crm-deal list
unset CRM_USER
run 'without CRM_USER it is who runs it' 6 crm-deal list
like_err "^crm-deal: $(id -un) is no user of "

done_testing
