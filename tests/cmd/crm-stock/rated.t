#!/bin/sh
# What is bought in another currency is rounded once, to the decimals of the book's.
. "$(dirname "$0")/../../lib.sh"

worth() { # worth VALUE NAME HEADER ROW: of a receipt
	printf '%s\n%s\n' "$3" "$4" > row.csv
	run "$2" 0 crm-stock receive row.csv -c value -q
	is_out "value
$1"
}

book --currency JPY
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
price=product,quantity,price,currency,rate
worth 500 'three at 1.11 dollars' $price A,3,1.11,USD,150
worth 221 'less than a dollar' $price A,3,0.49,USD,150
worth 60 'less than a cent' $price A,100,0.004,USD,150
worth 500 'a rate that is no whole number' $price A,3,1.11,USD,150.123
worth 500 'a value with the decimals of its own currency' \
    product,quantity,value,currency,rate A,3,3.33,USD,150
run 'by hand' 0 crm-stock receive product=A quantity=3 price=1.11 rate=150 -c move_id,value -q
is_out 'move_id,value
SM6,500'
run 'freight of dollars and cents' 0 crm-stock add-cost of=SM6 value=1.50 rate=150 -c value -q
is_out 'value
225'
run 'which a row says' 0 sh -c \
    "printf 'of,value,currency,rate\nSM6,1.5,USD,150\n' | crm-stock add-cost - -c value -q"
is_out 'value
225'
run 'without a rate it is of the book' 4 crm-stock add-cost of=SM6 value=1.50
is_err 'crm-stock: value: has more decimals than amounts in JPY have, which is 0; rate=N says what one of another currency is'
run 'as what is received' 4 crm-stock receive product=A quantity=1 value=1.5
like_err 'value: .1.5. is not a whole number'
run 'too much' 4 crm-stock receive product=A quantity=9000000 price=9000000 rate=150000
like_err 'price: quantity and price make no amount of money'
quiet crm-admin rate add currency=USD day=2026-11-01 rate=150.123
quiet crm-stock purchase add number=PO1 currency=USD supplier=Far
quiet crm-stock purchase-line add purchase=PO1 product=A quantity=5 price=1.11
run 'a purchase at the rate of the day' 0 crm-stock receive purchase_line=PUL1 quantity=3 -c value -q
is_out 'value
500'
run 'what its row says in its own currency' 0 crm-stock receive purchase_line=PUL1 quantity=1 \
    value=1.11 -c value -q
is_out 'value
167'
crm-stock receive product=A quantity=1 price=500 -q > /dev/null
run 'what the supplier credits' 0 crm-stock return-to-supplier product=A quantity=1 \
    value=1.11 rate=150 -o csv -c value,expense -q
sed 1d out | awk -F, '{ exit !(-$1 - $2 == 167) }'
result $? 'is 1.11 at 150: 167'

other kuwait
new_book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
worth 69.35 'of three decimals' $price A,3,1.005,KWD,23
worth 0.09 'less than a hundredth' $price A,1,0.004,KWD,23
worth 23000000000000.00 'a large one' $price A,1000000,1000000,KWD,23
done_testing
