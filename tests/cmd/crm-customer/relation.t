#!/bin/sh
# What one customer is to another: never itself, and said once.
. "$(dirname "$0")/../../lib.sh"
book

for name in Acme Beta Gamma; do
	crm-customer add -q name="$name" > /dev/null
done
run 'a relation' 0 crm-customer relation add customer=Acme kind=partner other=Beta -o ids
is_out RL1
run 'to itself' 4 crm-customer relation add customer=Acme kind=partner other=C1
is_err 'crm-customer: other: a customer is not related to itself'
run 'the same again' 5 crm-customer relation add customer=C1 kind=partner other=C2
is_err 'crm-customer: kind: RL1 says the same already'
run 'another kind' 0 crm-customer relation add customer=C1 kind=investor other=C2 -o ids
run 'the other way round is something else' 0 crm-customer relation add customer=C2 kind=partner other=C1 -o ids
run 'by a change' 5 crm-customer relation set RL2 kind=partner
is_err 'crm-customer: kind: RL1 says the same already'
run 'by a change, to itself' 4 crm-customer relation set RL2 other=Acme
run 'another field is free to change' 0 crm-customer relation set RL1 notes=since2020 -o ids

# What was said before is no hindrance once it is deleted, but then it stays so.
crm-customer relation delete -q RL1 > /dev/null
run 'again, when it is deleted' 0 crm-customer relation add customer=C1 kind=partner other=C2 -o ids
is_out RL4
run 'restore' 5 crm-customer relation restore RL1
is_err 'crm-customer: kind: RL4 says the same already'

# An import: twice in a file, and in a large one.
printf 'customer,kind,other\nGamma,buyer,Acme\nGamma,buyer,Beta\nGamma,buyer,Acme\n' > twice.csv
run 'twice in a file' 5 crm-customer relation import twice.csv
is_err 'crm-customer: twice.csv:4: kind: RL5 says the same already
crm-customer: read 3, rejected 1; nothing was written'
{ echo 'customer,kind,other'
i=0; while [ $i -lt 3 ]; do echo "Gamma,supplier,Beta$(printf '%400000s' '')"; i=$((i + 1)); done
} > large.csv
run 'in a large file too' 5 crm-customer relation import large.csv
like_err '^crm-customer: large.csv:3: kind: RL[0-9]+ says the same already$'
run 'the book is sound' 0 crm-admin check
done_testing
