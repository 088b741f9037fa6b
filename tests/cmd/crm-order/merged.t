#!/bin/sh
# Two customers become one: what was confirmed, sent or signed follows, and no figure of it
# changes.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
as() { who=$1; shift; CRM_USER=$who "$@"; }
column() { "$1" "$2" list -o csv -c "$3" | sed 1d | paste -sd' '; }

logins bob mia
quiet crm-team user add login=bob role=rep
quiet crm-team user add login=mia role=manager
quiet crm-customer add name=E kind=partner
quiet crm-customer add name=F
quiet crm-customer contact add customer=C1 name=Li
for _ in 1 2 3 4 5 6 7 8 9; do quiet crm-customer contact add customer=C1 name="Li $_"; done
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=P quantity=100 price=1
quiet crm-stock price add product=P customer=C1 price=60
quiet crm-order add customer=C2 form=delivery
quiet crm-order order-line add order=O1 product=P quantity=2
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order order-line ship OL1 quantity=1
quiet crm-deal quote add customer=C2
quiet crm-deal quote-line add quote=QU1 product=P quantity=2
quiet crm-deal quote submit QU1
quiet crm-deal quote send QU1
quiet crm-order contract add customer=C2 title=x
quiet crm-order contract-line add contract=CTR1 product=P quantity=4
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
quiet crm-order contract sign CTR1 party=seller signed_by=Me
quiet crm-order contract call-off CTR1
quiet crm-admin approval-rule add kind=order seq=1 steps=manager
quiet as bob crm-order add customer=C2
quiet as bob crm-order order-line add order=O3 product=P quantity=1
quiet as bob crm-order submit O3
quiet as mia crm-admin approval approve AP1
quiet as bob crm-order add customer=C2
quiet as bob crm-order order-line add order=O4 product=P quantity=1
quiet as bob crm-order submit O4

run 'they are merged' 0 crm-customer merge C1 C2 -q
is "$(column crm-order order customer,status,amount)" 'E,confirmed,200.00 E,draft,400.00 E,approved,100.00 E,submitted,100.00' 'orders follow as they are'
is "$(column crm-deal quote customer,status,amount)" E,sent,200.00 'so does what was sent'
is "$(column crm-order contract customer,status,amount)" E,signed,400.00 'and what was signed'
is "$(column crm-order receivable customer,amount)" E,100.00 'and what is owed'
run 'what was agreed to is' 0 as bob crm-order confirm O3 -q
run 'what waits is agreed to as it was seen' 0 as mia crm-admin approval approve AP2 -q
is "$(column crm-order order status)" 'confirmed draft confirmed approved' 'and goes on'
run 'the books' 0 crm-admin check --deep -q
run 'an edit is one all the same' 5 crm-order set O1 discount=5
like_err 'crm-order amend O1'
quiet crm-customer add name=G
run 'also the customer, by hand' 5 crm-order set O1 customer=G

done_testing
