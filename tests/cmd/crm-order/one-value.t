#!/bin/sh
# Amount, currency and lines are one value: what changes one of them changes all, keeps the
# number that people see, or is refused - by hand, by a file, and by an undo.
. "$(dirname "$0")/../../lib.sh"

# fresh: a new book with a customer.
fresh() {
	book
	quiet crm-customer add name=Alba
}
# order CURRENCY PRICE…: a new book with order S1 and a line of one at each price.
order() {
	fresh
	quiet crm-order add customer=C1 number=S1 currency="$1"
	shift
	o_line=0
	for o_price; do
		o_line=$((o_line + 1))
		quiet crm-order order-line add order=S1 line=$o_line description=w quantity=1 unit_price="$o_price"
	done
}
# file STATUS ROWS PROGRAM [NOUN]: an import of these that updates.
file() {
	f_status=$1 f_program=$3
	printf '%b' "$2" > rows.csv
	shift 3
	run "a file: $(tail -1 rows.csv)" "$f_status" "$f_program" "$@" import rows.csv --on-duplicate update -q
}
orders_are() { is "$(crm-order list -c amount,currency | sed 1d)" "$1" "the order is $1"; }
lines_are() { is "$(crm-order order-line list -c amount,currency | sed 1d | tr '\n' ' ')" "$1 " "the lines are $1"; }
sound() {
	run 'the book' 0 crm-admin check --deep -o csv -q
	is "$(sed 1d out)" '' 'is sound'
}

# ---- a currency that a file changes ----

order USD 2.50 100.10
file 0 'number,currency\nS1,KWD\n' crm-order
orders_are 102.600,KWD
lines_are '2.500,KWD 100.100,KWD'
run 'a line is edited after that' 0 crm-order order-line set OL1 quantity=3 -q -o ids
sound
order JPY 7
file 0 'number,currency,amount\nS1,USD,7\n' crm-order
orders_are 7.00,USD
lines_are 7.00,USD
order EUR 10
file 0 'number,currency,rate\nS1,JPY,0.05\n' crm-order
is "$(crm-order list -c amount,amount_base | sed 1d)" 10,0.50 'with its rate'
run 'and back' 0 crm-admin undo B5 -q -o ids
orders_are 10.00,EUR
lines_are 10.00,EUR
order USD
quiet crm-order order-line add order=S1 description=w amount=60
file 0 'number,currency\nS1,JPY\n' crm-order
lines_are 60,JPY
for kind in 'crm-deal deal deal-line' 'crm-deal quote quote-line' 'crm-order contract contract-line'; do
	# shellcheck disable=SC2086
	set -- $kind
	fresh
	case $2 in
	deal) quiet crm-deal add name=d customer=C1 ;;
	quote) quiet crm-deal quote add customer=C1 number=d ;;
	contract) quiet crm-order contract add customer=C1 number=d title=d ;;
	esac
	id=$("$1" "$2" list -o ids)
	quiet "$1" "$3" add "$2=$id" description=w quantity=1 unit_price=7.25
	file 0 "$2_id,currency\n$id,KWD\n" "$1" "$2"
	is "$("$1" "$3" list -c amount,currency | sed 1d)" 7.250,KWD "the line of a $2"
	line=$("$1" "$3" list -o ids)
	run "a line of a $2 is edited after that" 0 "$1" "$3" set "$line" quantity=4 -q -c amount
	is "$("$1" "$2" list -c amount | sed 1d)" 29.000 "and the $2"
	file 5 "$2_id,amount\n$id,60\n" "$1" "$2"
	like_err "amount: is the sum of its 1 line; change these"
	file 5 "$2_id,currency,amount\n$id,USD,60\n" "$1" "$2"
	like_err "amount: is the sum of its 1 line, which come to 29.00 USD; change these"
	run "a currency of a $2 that is cleared" 4 "$1" "$2" set "$id" currency=
	like_err "currency: there is an amount in KWD, amount, which is none without it: say another currency, or clear amount too"
done

# ---- a line that comes back out of another currency ----

order CNY 5 20.33
quiet crm-order order-line delete OL2 -y
quiet crm-order set S1 currency=JPY
printf 'Order,Line,Description,Quantity,Price\nS1,2,w,1,20.33\n' > rows.csv
run 'a row of a line that was deleted' 0 crm-order order-line import rows.csv --deleted restore -q -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
20,JPY,restored,'
orders_are 25,JPY
quiet crm-order order-line delete OL2 -y
run 'by hand' 0 crm-order order-line restore OL2 -q -c amount,currency
orders_are 25,JPY
order CNY 5 20.33
quiet crm-order order-line delete OL2 -y
quiet crm-order set S1 currency=USD
run 'the undo of its deletion' 5 crm-admin undo B6
orders_are 5.00,USD
sound

# ---- what a file says of what has lines ----

order CNY 100
file 0 'number,discount\nS1,15%\n' crm-order
is "$(crm-order list -c discount,amount,gross | sed 1d)" 15,85.00,85.00 'a discount on the whole is taken off'
file 0 'number,discount,amount\nS1,20%,80\n' crm-order
orders_are 80.00,CNY
file 0 'number,discount,amount\nS1,30%,80\n' crm-order
orders_are 70.00,CNY
file 5 'number,discount,amount\nS1,40%,90\n' crm-order
like_err 'amount: is the sum of its 1 line, which come to 60.00 CNY; change these'
file 5 'number,amount\nS1,100\n' crm-order
like_err '^crm-order: rows.csv:2: amount: is the sum of its 1 line; change these$'
for field in net tax gross; do
	file 5 "number,$field\nS1,55\n" crm-order
	like_err "$field: is the sum of its 1 line; change these"
done
run 'by hand, with a currency' 5 crm-order set S1 amount=60 currency=USD
is_err 'crm-order: amount: is the sum of its 1 line, which come to 70.00 USD; change these'
run 'a dry run' 0 crm-order set S1 amount=70 currency=USD -n -q -o ids
orders_are 70.00,CNY
sound
fresh
quiet crm-order add customer=C1 number=S1
quiet crm-order order-line add order=S1 description=w
file 0 'number,amount\nS1,60\n' crm-order
orders_are 60.00,CNY

# ---- a currency that is cleared ----

fresh
quiet crm-deal add name=d customer=C1 amount=1000 currency=JPY
run 'foreign money' 4 crm-deal set D1 currency=
is_err 'crm-deal: currency: there is an amount in JPY, amount, which is none without it: say another currency, or clear amount too'
printf 'deal_id,currency\nD1,\n' > rows.csv
run 'by a file' 4 crm-deal import rows.csv --on-duplicate update --blank clear
like_err 'there is an amount in JPY'
run 'with its amount' 0 crm-deal set D1 currency= amount= -q -c amount,currency
is_out 'amount,currency
,'
quiet crm-deal set D1 amount=5 currency=CNY
run 'that of the book stays said' 0 crm-deal set D1 currency=
is_err 'crm-deal: unchanged 1'
order USD 5
run 'with lines' 4 crm-order set S1 currency= amount=
like_err 'there is an amount in USD'
quiet crm-stock product add sku=P list_price=5 currency=USD
run 'a price' 4 crm-stock product set P currency=
like_err 'there is an amount in USD, list_price'
quiet crm-stock purchase add number=PO currency=USD
quiet crm-stock purchase-line add purchase=PO product=P quantity=1 price=5
run 'of a purchase with prices' 4 crm-stock purchase set PO currency=
is_err 'crm-stock: currency: the prices of its lines are in USD, and none without it: say another currency'

# ---- undo ----

# undone PROGRAM ID FIELD: an amount that is given in another currency stays in that.
undone() {
	quiet "$1" set "$2" currency=USD
	quiet "$1" set "$2" "$3=1125"
	u_batch=$(crm-admin log -l 1 -c batch | sed 1d | tr -d B)
	run "undo of the currency behind $3" 5 crm-admin undo "B$((u_batch - 1))"
	is_err "crm-admin: B$((u_batch - 1)) cannot be undone: $2 $3 was given in another currency since; undo what came later first"
	run 'one after the other' 0 crm-admin undo "B$u_batch" -q -o ids
	run 'is taken' 0 crm-admin undo "B$((u_batch - 1))" -q -o ids
	is "$("$1" list -c "$3,currency" | sed 1d)" "$4,CNY" "$3 is as it was"
	quiet "$1" set "$2" "$3=12"
	quiet "$1" set "$2" currency=USD
	u_batch=$(crm-admin log -l 1 -c batch | sed 1d | tr -d B)
	run "undo of $3 behind the currency" 5 crm-admin undo "B$((u_batch - 1))"
}
fresh
quiet crm-deal add name=d customer=C1 amount=10
undone crm-deal D1 amount 10.00
fresh
quiet crm-lead add company=Z budget=10
undone crm-lead L1 budget 10.00
fresh
quiet crm-stock product add sku=P list_price=10
undone crm-stock PR1 list_price 10

# ---- the base currency, and the feed ----

fresh
quiet crm-deal add name=d customer=C1 amount=1000
quiet crm-deal set D1 currency=KWD amount=1
run 'the base of amounts in the log' 5 crm-admin setting set base_currency value=JPY
is_err 'crm-admin: base_currency: is CNY and cannot change: the book had amounts in it (amount_base of a deal), which its log keeps; begin a new book with: crm-admin init --currency CODE'
fresh
run 'a book without any' 0 crm-admin setting set base_currency value=JPY -q -o ids

done_testing
