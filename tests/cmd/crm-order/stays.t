#!/bin/sh
# Deliveries and returns that are posted stay: neither an edit nor a file adds to them or
# rewrites them, for goods moved and money was charged with them.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=100 price=1
quiet crm-order add customer=Acme form=delivery
quiet crm-order order-line add order=O1 product=P quantity=4
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order order-line ship OL1 quantity=2
quiet crm-order order-line return OL1 quantity=1
posted='is posted and stays as it is: crm-admin undo of its batch takes it back'

# ---- by hand ----

run 'no line is typed' 5 crm-order delivery-line add delivery=DV1 order_line=OL1 quantity=5
is_err 'crm-order: what leaves is posted by crm-order ship and crm-order order-line ship: a line that is typed moves and charges nothing'
run 'nor a return' 5 crm-order return add order=O1 order_line=OL1 quantity=1 returned_on=2026-11-21
is_err 'crm-order: what comes back is posted by crm-order order-line return: a return that is typed moves and credits nothing'
run 'a line' 5 crm-order delivery-line set DL1 quantity=100
is_err "crm-order: DV1 $posted"
run 'its day' 5 crm-order delivery set DV1 shipped_on=2020-01-01
is_err "crm-order: DV1 $posted"
for said in quantity=2 credit=900 exchange=yes returned_on=2026-11-20; do
	run "a return with $said" 5 crm-order return set RT1 "$said"
done
run 'a return' 5 crm-order return set RT1 credit=900
is_err "crm-order: RT1 $posted"
for one in 'delivery delete DV1' 'delivery-line delete DL1' 'return delete RT1'; do
	# shellcheck disable=SC2086  # words
	run "$one" 5 crm-order $one -y
done
run 'signed for before it left' 5 crm-order delivery set DV1 signed_on=2026-11-20
is_err 'crm-order: signed_on: 2026-11-20 is before it left, on 2026-11-21'
run 'how it went is written' 0 crm-order delivery set DV1 carrier=SF tracking=7 signed_by=Li signed_on=2026-11-21 -q
run 'and remarks' 0 crm-order return set RT1 notes=x reason=late -q

# ---- by a file ----

try 'a line more' 5 'printf "delivery,order_line,quantity\nDV1,OL1,5\n" | crm-order delivery-line import -'
like_err "DV1 $posted"
try 'another quantity' 5 'printf "delivery_line_id,quantity\nDL1,7\n" | crm-order delivery-line import - --on-duplicate update'
try 'a return more' 5 'printf "order,order_line,quantity,returned_on\nO1,OL1,1,2026-11-21\n" | crm-order return import -'
like_err 'OL1 has goods that left here: crm-order order-line return OL1 takes them back'
try 'another credit' 5 'printf "return_id,credit\nRT1,900\n" | crm-order return import - --on-duplicate update'
try 'nor is it void' 5 'printf "delivery_id,status\nDV1,void\n" | crm-order delivery import - --on-duplicate update'
like_err "DV1 $posted"
try 'nor what came back' 5 'printf "return_id,status\nRT1,void\n" | crm-order return import - --on-duplicate update'
is "$(column order-line 'order_line_id = OL1' shipped,returned) $(column return 'quantity > 0' quantity,credit)" '2,1 1,100.00' 'nothing is another'

# ---- what came from elsewhere ----

try 'an order' 0 'printf "number,customer,status,ordered_on,amount\nX1,Acme,closed,2026-10-01,50\n" | crm-order import - -q'
try 'its lines' 0 'printf "order,quantity,unit_price,description\nX1,5,10,Nails\n" | crm-order order-line import - -q'
try 'its delivery' 0 'printf "number,order,shipped_on\nY1,X1,2026-10-02\n" | crm-order delivery import - -q'
try 'what left' 0 'printf "delivery,order_line,quantity\nY1,OL2,5\n" | crm-order delivery-line import - -q'
try 'what came back' 0 'printf "order,order_line,quantity,returned_on\nX1,OL2,1,2026-10-03\n" | crm-order return import - -q'
run 'is put right' 0 crm-order delivery set Y1 shipped_on=2026-10-03 -q
run 'a line too' 0 crm-order delivery-line set DL2 quantity=4 -q

try 'of a cancelled one' 0 'printf "number,customer,status,ordered_on,amount\nX2,Acme,cancelled,2026-10-01,50\n" | crm-order import - -q'
try 'nothing left' 5 'printf "number,order,shipped_on\nY2,X2,2026-10-02\n" | crm-order delivery import - -q'
like_err 'order: O3 is cancelled: nothing of it left'

quiet crm-order add customer=Acme ext=here
quiet crm-order order-line add order=ext:here product=P quantity=4
printf 'number,order,shipped_on\nY3,ext:here,2026-11-20\n' > y3.csv
run 'of a draft' 5 crm-order delivery import y3.csv
like_err 'order: O4 is draft, and ships once it is confirmed: what was shipped elsewhere is of an order that came as confirmed or closed'
quiet crm-order submit ext:here
run 'of what is submitted or approved' 5 crm-order delivery import y3.csv
quiet crm-order confirm ext:here
run 'nor of what is confirmed here' 5 crm-order delivery import y3.csv
like_err 'y3.csv:2: order: O4 is moved here: what leaves for it is posted by crm-order ship O4'
run 'none is typed' 5 crm-order delivery add order=O4 shipped_on=2026-11-20
is_err 'crm-order: what leaves is posted by crm-order ship and crm-order order-line ship: a delivery that is typed moves and charges nothing'

# ---- what comes back of it ----

# back NAME STATUS COLUMNS VALUES: a return of a file, of OL4.
back() { try "$1" "$2" "printf 'order,order_line,returned_on,$3\nZ1,OL4,2026-10-05,$4\n' | crm-order return import - -q"; }
money() { column return 'order_line = OL4' credit,net,tax | tr ' ' '\n' | tail -1; }
printf 'number,customer,status,ordered_on\nZ1,Acme,closed,2026-10-01\n' > z.csv
quiet crm-order import z.csv
printf 'order,quantity,unit_price,tax_rate,description\nZ1,10,100,13,Nails\n' > zl.csv
quiet crm-order order-line import zl.csv
printf 'number,order,shipped_on\nZD,Z1,2026-10-02\n' > zd.csv
quiet crm-order delivery import zd.csv
for q in 0 -5; do
	try "$q left" 4 "printf 'delivery,order_line,quantity\nZD,OL4,$q\n' | crm-order delivery-line import -"
done
printf 'delivery,order_line,quantity\nZD,OL4,8\n' > zdl.csv
quiet crm-order delivery-line import zdl.csv
back 'so many have not left' 5 quantity 9
like_err 'quantity: 9 of OL4 cannot come back: 8 have left and are not back yet'
back 'fewer than none' 4 quantity -4
back 'for less than nothing' 5 quantity,credit 1,-113
like_err 'credit: lies between zero and what is left of OL4: 1130.00'
back 'for more than the line comes to' 5 quantity,credit 1,1200
back 'net and tax that are not it' 4 quantity,net,tax,credit 1,100,13,999
like_err 'credit: is net and tax together'
back 'in another currency' 5 quantity,credit,currency 1,100,USD
back 'a credit alone' 0 quantity,credit 2,300
is "$(money)" 300.00,265.49,34.51 'is parted as the line is'
back 'a net alone' 0 quantity,net 1,200
is "$(money)" 226.00,200.00,26.00 'has the tax of the line'
back 'nothing said of it' 0 quantity 1
is "$(money)" 113.00,100.00,13.00 'is a share of the line'
back 'five more' 5 quantity 5
like_err '5 of OL4 cannot come back: 4 have left and are not back yet'
run 'what left is no less than that' 5 crm-order delivery-line set DL3 quantity=3
is_err 'crm-order: quantity: of DL3 is not less than what came back: 4'
run 'nor is more put right so' 5 crm-order return set RT3 quantity=7
run 'the rest comes back here' 0 crm-order order-line return OL4 quantity=4 -q
is "$(money)" 265.00,234.51,30.49 'for what is left of what left'

# ---- what the book proves ----

run 'the books' 0 crm-admin check --deep -q
if on_server || command -v sqlite3 > /dev/null; then
	ask "UPDATE sale_return SET quantity = 2000000, credit = 90000 WHERE id = 1"
	run 'what was rewritten' 4 crm-admin check
	like_out 'return-moves,RT1,.*2 came back, the move took in 1'
	like_out 'return-notes,RT1,.*its credit is 900.00, its credit notes come to 100.00'
	like_out 'delivery-credit,DL1,.*900.00 of it are credited, 200.00 were charged'
fi
done_testing
