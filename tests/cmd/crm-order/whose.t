#!/bin/sh
# For whom a document is: of a deal the deal's customer; once something left or was
# charged it stays; so do the seller and the day that a number says.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
field() { crm-order list "$1" -o csv -c "$2" | sed 1d; }

quiet crm-customer add name=E
quiet crm-customer add name=F
quiet crm-deal add name=D customer=E
quiet crm-admin seller add name=A code=A
quiet crm-admin seller add name=B code=B

# ---- a deal's ----

quiet crm-order add deal=D1
is "$(field O1 customer)" E 'an order'
quiet crm-deal quote add deal=D1
is "$(crm-deal quote list -o csv -c customer | sed 1d)" E 'a quote'
quiet crm-order contract add deal=D1 title=K
is "$(crm-order contract list -o csv -c customer | sed 1d)" E 'a contract'
quiet crm-order add deal=D1 customer=F
is "$(field O2 customer)" F 'but who is named'
quiet crm-order add amount=5
quiet crm-order set O3 deal=D1
is "$(field O3 customer)" E 'and when it becomes the deal'\''s'
quiet crm-order set O3 customer=
is "$(field O3 customer)" '""' 'nobody, when that is said'
quiet crm-deal quote add currency=CNY
run 'a quote for nobody' 5 crm-deal quote submit QU2
is_err 'crm-deal: QU2 is with nobody: crm-deal quote set QU2 customer=…'

# ---- who bought stays ----

quiet crm-order add customer=E form=delivery seller=A
quiet crm-order order-line add order=O4 quantity=10 unit_price=100
quiet crm-order set O4 customer=F currency=CNY
quiet crm-order set O4 customer=E
quiet crm-order submit O4
run 'a numbered one is A'\''s' 5 crm-order set O4 seller=B
is_err 'crm-order: seller: of O4 stays: its number SO-A-20261121-0001 says it'
run 'and of its day' 5 crm-order set O4 ordered_on=2026-11-20
is_err 'crm-order: ordered_on: of O4 stays: its number SO-A-20261121-0001 says it'
quiet crm-order set O4 customer=F
quiet crm-order set O4 customer=E
quiet crm-order confirm O4
quiet crm-order order-line ship OL1 quantity=4
quiet crm-order amend O4
for to in customer=F currency=EUR; do
	run "$to" 5 crm-order set O4 rate=8 $to
	is_err 'crm-order: DV1 is there: the customer, the currency and the seller of O4 stay; crm-order close O4 rest=yes cancels what is left, and another order has it for somebody else'
done
run 'else it is edited' 0 crm-order set O4 requested_on=2026-12-24 discount=5 -q

quiet crm-order add customer=E form=confirmation amount=7 seller=A
quiet crm-order submit O5
quiet crm-order confirm O5
quiet crm-order amend O5
run 'what is charged' 5 crm-order set O5 customer=F
like_err 'R2 is there: '
quiet crm-customer add name=G
run 'but two that are one' 0 crm-customer merge C2 C3 -q
run 'the books' 0 crm-admin check --deep -q
done_testing
