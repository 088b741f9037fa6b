#!/bin/sh
# A count is booked at what was agreed to, and says what it was booked at.
. "$(dirname "$0")/../../lib.sh"

counts() { crm-stock count list -o csv -c status,value | sed 1d; }

logins bob
book
quiet crm-team add login=bob name=Bob role=manager
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
quiet crm-stock add sku=F cost_method=fifo
quiet crm-admin approval-rule add kind=count seq=1 'when=value > 20' steps=manager
quiet crm-stock receive product=A quantity=10 price=3
quiet crm-stock receive product=F quantity=10 price=3
quiet crm-stock count open
printf 'sku,counted\nA,8\nF,15\n' > sheet.csv
quiet crm-stock count read CN1 sheet.csv
run 'somebody is asked' 0 crm-stock count post CN1 -q
is "$(counts)" 'submitted,21.00' 'for what is known'
quiet as bob crm-admin approval approve AP1
quiet crm-stock receive product=F quantity=1 price=100
run 'it is worth more since' 0 crm-stock count post CN1 -q
is "$(counts | cut -d, -f1)" submitted 'and is asked for again'
is "$(crm-stock move list -w 'kind = count' -o ids | wc -l)" 0 'nothing is booked'
quiet as bob crm-admin approval approve AP2
run 'agreed to' 0 crm-stock count post CN1 -q
is "$(crm-stock move list -w 'kind = count' -o csv -c value -s id | sed 1d)" '-6.00
500.00' 'it is booked'
is "$(counts)" 'posted,506.00' 'and says at what'
run 'sound' 0 crm-admin check --deep -q
done_testing
