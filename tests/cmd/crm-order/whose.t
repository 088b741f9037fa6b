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
	is_err 'crm-order: DV1 is there: the customer, the contract, the currency, its rate and the seller of O4 stay; crm-order close O4 rest=yes cancels what is left, and another order has it for somebody else'
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

# ---- what hangs on a contract is its customer's ----

rows() { "$@" -o csv | sed 1d; }
# draft: a contract of 500 of E's, at A's.
draft() {
	quiet crm-order contract add customer=E title=K amount=500 form=signing seller=A
}
agree() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=customer signed_by=x
	quiet crm-order contract sign "$1" party=seller signed_by=y
}
worth() { rows crm-order contract list -w "contract_id = $1" -c with_amendments; }

draft # CTR2
agree CTR2
quiet crm-order contract amend CTR2
for set in customer=G:'customer, and so' currency=USD:'currency, and so' seller=B:'seller, and so'; do
	run "an amendment set to ${set%%:*}" 5 crm-order contract set CTR3 amount=9 rate=7 "${set%%:*}"
	like_err "crm-order: amends: CTR2 is .* another ${set#*:} is what hangs on it"
done
quiet crm-order contract set CTR3 amount=100
run 'in its own' 0 crm-order contract set CTR3 currency= seller=A -q
agree CTR3
is "$(worth CTR2)" 600.00 'is added'
printf 'number,customer,amount,currency,rate,amends,status\nX1,G,9,CNY,,CTR2,signed\nX2,E,9,USD,7,CTR2,signed\n' > x.csv
run 'imported ones' 5 crm-order contract import x.csv -q
like_err 'amends: CTR2 is with another customer'
like_err 'amends: CTR2 is in another currency'
is "$(worth CTR2)" 600.00 'are not'
quiet crm-order contract renew CTR2
run 'nor is it renewed for somebody else' 5 crm-order contract set CTR4 customer=G
is_err 'crm-order: renews: CTR2 is with another customer, and so is what hangs on it'

run 'an order of another customer' 5 crm-order add customer=G contract=CTR2 amount=5
is_err 'crm-order: contract: CTR2 is with another customer, and so is what hangs on it'
run 'in another currency' 5 crm-order add customer=E contract=CTR2 amount=5 currency=USD rate=7
is_err 'crm-order: contract: CTR2 is in another currency, and so is what hangs on it'
quiet crm-order add customer=E contract=CTR2 amount=5 form=delivery seller=A # O6
run 'that becomes another'\''s' 5 crm-order set O6 customer=G
is_err 'crm-order: contract: CTR2 is with another customer, and so is what hangs on it'
run 'receivables too' 5 crm-order receivable add customer=G contract=CTR2 amount=5
is_err 'crm-order: contract: CTR2 is with another customer, and so is what hangs on it'
run 'of an order' 5 crm-order receivable add customer=G order=O5 amount=5
is_err 'crm-order: order: O5 is with another customer, and so is what hangs on it'
run 'in its currency' 5 crm-order receivable add customer=E order=O5 amount=5 currency=USD rate=7
is_err 'crm-order: order: O5 is in another currency, and so is what hangs on it'
printf 'customer,order,amount\nG,O5,5\n' > r.csv
run 'imported' 5 crm-order receivable import r.csv -q
like_err 'order: O5 is with another customer'

draft
quiet crm-order add customer=E contract=CTR5 amount=5 # O7
run 'a contract that something hangs on' 5 crm-order contract set CTR5 customer=G
is_err 'crm-order: O7 hangs on CTR5: the customer, the currency and the seller of CTR5 stay'
quiet crm-order set O7 contract=
run 'is free behind it' 0 crm-order contract set CTR5 customer=G currency=USD rate=7 -q

# ---- the contract of what is confirmed stays ----

quiet crm-order submit O6
quiet crm-order confirm O6
run 'an order of a contract' 5 crm-order set O6 contract=
is_err 'crm-order: O6 is confirmed: crm-order amend O6 makes it a draft of the next revision, which can be edited'
quiet crm-order add customer=E amount=5 form=confirmation seller=A # O8
quiet crm-order submit O8
quiet crm-order confirm O8
run 'one of none' 5 crm-order set O8 contract=CTR2
quiet crm-order amend O8
run 'even as a draft' 5 crm-order set O8 contract=CTR2
like_err ' is there: the customer, the contract, '
draft # CTR6
quiet crm-order add customer=E contract=CTR6 amount=5 seller=A # O9
quiet crm-order submit O9
run 'what is not signed' 5 crm-order confirm O9
is_err 'crm-order: O9 is of CTR6, which is draft: an order of what is signed is confirmed'
agree CTR6
quiet crm-order contract complete CTR6
run 'nor what is over' 5 crm-order confirm O9
is_err 'crm-order: O9 is of CTR6, which is completed: an order of what is signed is confirmed'

# ---- what a contract is charged is not charged again by what calls it off ----

owed() { rows crm-order receivable list -w "$1 and void_on is null" -c amount | paste -sd' '; }
quiet crm-order contract add customer=E title=L form=signing seller=A # CTR7
quiet crm-order contract-line add contract=CTR7 description=a quantity=10 unit_price=10
agree CTR7
quiet crm-order contract amend CTR7 # CTR8
quiet crm-order contract-line add contract=CTR8 description=b quantity=5 unit_price=10
agree CTR8
is "$(owed 'contract in (CTR7, CTR8)')" '100.00 50.00' 'it and its amendment'
quiet crm-order add customer=E form=delivery seller=A # O10
quiet crm-order order-line add order=O10 contract_line=CTL1 quantity=5
is "$(field O10 contract)" "$(rows crm-order contract list -w 'contract_id = CTR7' -c number)" 'what calls off is an order of it'
quiet crm-order order-line add order=O10 contract_line=CTL2 quantity=5
quiet crm-order contract add customer=E title=M form=signing seller=A # CTR9
quiet crm-order contract-line add contract=CTR9 description=c quantity=10 unit_price=10
agree CTR9
run 'of one alone' 5 crm-order order-line add order=O10 contract_line=CTL3 quantity=1
is_err 'crm-order: contract_line: is of CTR9, which is another contract than that of O10'
for to in '' CTR9; do
	run "set to '$to'" 5 crm-order set O10 contract="$to"
	is_err 'crm-order: contract_line: is of CTR7, which is another contract than that of O10'
done
for o in O10 "$(rows crm-order contract call-off CTR7 -c order_id)"; do
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	quiet crm-order ship "$o"
	is "$(owed "order = $o")" '' "$o is charged nothing"
done
quiet crm-order add customer=E form=confirmation seller=A contract=CTR8 amount=5 # O12
quiet crm-order submit O12
quiet crm-order confirm O12
is "$(owed 'order = O12')" '' 'nor one of the amendment'
quiet crm-order add customer=F contract=CTR5 amount=5 currency=USD rate=7 # O13
quiet crm-customer merge C1 C2
is "$(field O13 customer)" E 'two customers become one with all that is theirs'
run 'the books' 0 crm-admin check --deep -q
done_testing
