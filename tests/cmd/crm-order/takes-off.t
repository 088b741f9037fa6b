#!/bin/sh
# Rows that take off, beside what an order is charged by and its rates of tax: no more
# and no less is owed than the order comes to, and nothing is refused for their sake.
. "$(dirname "$0")/../../lib.sh"

# order FIELD…: O1 of a new book, with goods A and B in stock.
order() {
	book
	quiet crm-customer add name=C
	quiet crm-stock add sku=A name=A list_price=100
	quiet crm-stock add sku=B name=B list_price=50
	quiet crm-stock warehouse add name=W
	quiet crm-stock receive product=A quantity=100 price=30
	quiet crm-stock receive product=B quantity=100 price=30
	quiet crm-order add customer=C1 "$@"
}
line() { quiet crm-order order-line add order=O1 "$@"; }
confirm() {
	quiet crm-order submit O1
	quiet crm-order confirm O1
}
owed() { crm-order list -o csv -c gross,billable | sed 1d; }
sound() { run "$1: the books" 0 crm-admin check --deep -q; }

# ---- a discount on the whole is none of what a row takes off ----

order form=delivery discount=10
line product=A quantity=2
line description=优惠 amount=-20
confirm
is "$(owed)" 160.00,160.00 '200 less 10 %, less 20'
quiet crm-order order-line ship OL1 quantity=2
is "$(owed)" 160.00,160.00 'the goods leave by their line'
run 'nothing of the row does' 5 crm-order ship O1
sound 'by line'

order form=milestone discount=7.5 deposit=20
line product=A quantity=10 tax_rate=6
line description=优惠 amount=-100 tax_rate=6
confirm
is "$(crm-order receivable list -o csv -c amount,status | sed 1d)" '20.00,booked
854.50,planned' 'a deposit and what is left of 874.50'
is "$(crm-order payment list -o ids)" '' 'and nothing is credited of what nobody owes yet'

order form=milestone discount=7.5 retention=10
line product=A quantity=10 tax_rate=6
line description=优惠 amount=-100 tax_rate=6
confirm
is "$(crm-order receivable list -o csv -c amount | sed 1d)" '787.05
87.45' 'with a part that is retained'
sound 'retained'

# ---- one with a quantity ----

order form=delivery
line product=A quantity=2
line description=折让 quantity=1 unit_price=-20
confirm
quiet crm-order order-line ship OL1
is "$(owed)" 180.00,180.00 'a price below zero takes off, too'
quiet crm-order ship O1
is "$(owed)" 180.00,180.00 'once'
run 'it does not come back' 5 crm-order order-line return OL2 quantity=1
is_err 'crm-order: OL2 takes something off and is no goods: what comes back is credited its share of it'
sound 'a price'

# ---- of another form than the goods ----

for form in '' confirmation milestone; do
	order ${form:+form=$form}
	line product=A quantity=10 form=delivery
	line description=优惠 amount=-100
	confirm
	quiet crm-order order-line ship OL1 quantity=4
	quiet crm-order ship O1
	is "$(owed)" 900.00,900.00 "it comes off what is charged: ${form:-none}"
	is "$(crm-order receivable list -o csv -c amount | sed 1d)" '360.00
540.00' 'of each its share'
	sound "${form:-no form}"
done

# ---- of another rate of tax than the goods ----

order form=delivery
line product=A quantity=3 tax_rate=0
line product=B quantity=10 tax_rate=13
line description=优惠 amount=-50 tax_rate=13
confirm
run 'goods without tax leave by themselves' 0 crm-order order-line ship OL1 -q
quiet crm-order ship O1
is "$(owed)" 808.50,808.50 'all is owed'
quiet crm-order invoice O1
run 'invoiced' 0 crm-order invoice list -o csv -c net,gross
is_out 'net,gross
750.00,808.50'
quiet crm-order invoice issue I1
run 'in the ledger' 0 sh -c "crm-order journal | hledger -f - bal -N income liabilities:output"
like_out '-750.00 CNY  income:sales'
like_out '-58.50 CNY  liabilities:output tax'
unlike_out pending
sound 'two rates'

order form=confirmation
line product=A quantity=3 tax_rate=0
line product=B quantity=10 tax_rate=13
line description=优惠 amount=-50 tax_rate=13
confirm
quiet crm-order ship O1
run 'what has tax comes back' 0 crm-order order-line return OL2 quantity=10 -q
run 'and what has none' 0 crm-order order-line return OL1 quantity=3 -q
is "$(owed)" 808.50,0.00 'nothing is owed'
sound 'back'
# ---- a file of what comes back says of a whole line that it does ----

order form=delivery
line product=A quantity=2
line product=B quantity=4
confirm
quiet crm-order order-line ship OL1
quiet crm-order order-line ship OL2 quantity=3
printf 'order_line_id,quantity\nOL1,1\nOL2,4\n' > back.csv
run 'a part, and all that is out' 0 crm-order order-line return - -q -o ids < back.csv
run 'so much' 0 crm-order return list -o csv -c order_line,quantity,credit
is_out 'order_line,quantity,credit
OL1,1,100.00
OL2,3,150.00'
run 'of nothing that is out' 5 sh -c "printf 'order_line_id,quantity\nOL2,4\n' |
    crm-order order-line return - -q"
is_err 'crm-order: nothing of OL2 has left that is not back already'
run 'a row that says nothing' 2 sh -c "printf 'order_line_id\nOL1\n' |
    crm-order order-line return - -q"
done_testing
