#!/bin/sh
# Many records are hidden or brought back by one command: what stands against one
# of them is told as if it were alone, what came about in the same batch too.
. "$(dirname "$0")/../../lib.sh"
book
printf '%s\n' ext,company A,Acme B,Beta C,Gamma D,Delta > leads.csv
crm-lead import -q leads.csv > /dev/null

# Who has a key: an earlier one of the same command, or a live one.
crm-lead delete L1 L2 L3 -q > /dev/null
crm-lead add -q ext=C company=New > /dev/null
run 'taken by a live one' 5 crm-lead restore L1 L3 -q
like_err "'C' is taken by L5"
is "$(crm-lead list -o ids | tr '\n' ' ')" 'L4 L5 ' 'none came back'
crm-lead delete L5 -q > /dev/null
run 'two of them have one key' 5 crm-lead restore L1 L3 L5 -q
like_err "'C' is taken by L3"
run 'the rest go back' 5 crm-lead restore L1 L2 L3 L5 --keep-going -q
is "$(crm-lead list -o ids | tr '\n' ' ')" 'L1 L2 L3 L4 ' 'all but that'

# What refers to whom, inside of the command and from outside.
for name in One Two Three Four; do
	crm-customer add -q name=$name > /dev/null
done
crm-customer set C1 C2 parent=C4 -q > /dev/null
run 'referred to by one that stays' 5 crm-customer delete C3 C4 C1 -q
like_err 'C4 is referred to by C[12]'
run 'all of them together' 0 crm-customer delete C4 C1 C2 -q
run 'one that needs a deleted one' 5 crm-customer restore C1 C2 -q
like_err 'C4 is deleted; bring it back first'
run 'together they come back' 0 crm-customer restore C1 C2 C4 -q
is "$(crm-customer list -o ids | tr '\n' ' ')" 'C1 C2 C3 C4 ' 'all are there'

# Parts go and come with it.
crm-lead touch add -q lead=L3 source=web > /dev/null
crm-lead delete L1 L3 -q > /dev/null
is "$(ask 'SELECT count(*) FROM touch WHERE deleted IS NULL')" 0 'a part went'
crm-lead restore L1 L3 -q > /dev/null
is "$(ask 'SELECT count(*) FROM touch WHERE deleted IS NULL')" 1 'and came back'
run 'the book is sound' 0 crm-admin check -q
done_testing
