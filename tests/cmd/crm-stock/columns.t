#!/bin/sh
# What the columns of a stream mean to the verbs of goods: in any case and language; none
# is dropped, but those of a list of ours.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}

book
quiet crm-stock warehouse add name=North
quiet crm-stock warehouse add name=South
quiet crm-admin setting add name=stock_warehouse value=North
quiet crm-stock add sku=A name=Apple unit=pcs
quiet crm-stock unit add product=A name=box contains=12
# rows HEADER LINE VERB [WORD ...]: one line of a file, fed to a verb
rows() {
	printf '%s\n%s\n' "$1" "$2" > rows.csv
	shift 2
	crm-stock "$@" rows.csv
}
for price in Price PRICE 单价 'unit price' unit_price 采购价; do
	run "a price in a column '$price'" 0 rows "product,quantity,$price" A,200,3 \
	    receive -c quantity,value
	is_out 'quantity,value
200,600.00'
done
for unit in unit Unit UNIT 单位 Uom; do
	run "a unit in a column '$unit'" 0 rows "product,quantity,$unit" A,1,box \
	    issue -c quantity,value
	is_out 'quantity,value
-12,-36.00'
done
quiet rows 'product,quantity,price,warehouse' A,5,2,South receive
run 'from and to' 0 rows 'product,quantity,From,To' A,1,South,North transfer \
    -c warehouse,quantity
is_out 'warehouse,quantity
South,-1'
run 'JSON has no other names' 0 sh -c \
    "printf '[{\"Product\":\"A\",\"Qty\":2,\"Price\":5}]' | crm-stock receive - -c value"
is_out 'value
10.00'
run 'the supplier and the price of what is ordered' 0 rows 'product,quantity,Supplier,Price' \
    A,5,ACME,3 order -c supplier
is_out 'supplier
ACME'
is "$(crm-stock purchase-line list -c quantity,price | sed 1d)" '5,3' 'the price'
run 'a name beside the sku' 0 rows 'sku,name,qty' A,Apple,1 issue -c quantity
is_out 'quantity
-1'

run 'a column of no meaning is refused' 2 rows 'product,quantity,prise' A,2,3 receive
is_err "crm-stock: rows.csv: column 'prise' matches no word of receive; nearest: price; rename it, or leave it out"
run 'a warehouse above all' 2 rows 'product,quantity,warehose' A,1,South issue
like_err "^crm-stock: rows.csv: column 'warehose' matches no word of issue; nearest: warehouse"
run 'a word of another verb' 2 rows 'product,quantity,Priority' A,1,1 issue
like_err "^crm-stock: rows.csv: column 'Priority' matches no word of issue"
run 'an object that brings one late' 2 sh -c \
    "printf '{\"product\":\"A\",\"quantity\":2}\n{\"product\":\"A\",\"quantity\":2,\"prise\":5}\n' | crm-stock receive -"
like_err "column 'prise' matches no word of receive"
run 'a word for all rows' 2 rows 'product,quantity,wait' A,1,yes reserve
is_err "crm-stock: rows.csv: column 'wait': wait=yes is said once, for all rows, on the command line"
run 'a price in another currency' 4 rows 'product,quantity,price,currency' A,2,3,USD receive
is_err 'crm-stock: rows.csv:2: currency: is USD, and amounts are in CNY; rate says what one of it is'
run 'has a rate' 0 rows 'product,quantity,price,currency,rate' A,2,3,USD,7 receive -c value
is_out 'value
42.00'
run 'the own one is one of itself' 4 rows 'product,quantity,price,currency,rate' A,2,3,CNY,7.1 receive
is_err 'crm-stock: rows.csv:2: rate: is 7.1, and the row is in CNY, the currency of the book: that is 1'
run 'which may be said' 0 rows 'product,quantity,price,currency,rate' A,2,3,CNY,1.0 receive -n -c value
is_out 'value
6.00'
run 'of an order too' 4 rows 'product,quantity,price,币种' A,2,3,USD order
is_err 'crm-stock: rows.csv:2: currency: is USD, and amounts are in CNY'
run 'the own one is none to speak of' 0 rows 'product,quantity,price,币种' A,2,3,CNY receive -c value
is_out 'value
6.00'

run 'a decimal comma' 4 rows 'product,quantity,price' 'A,2,"3,5"' receive
is_err "crm-stock: rows.csv:2: price: '3,5' is not a number with thousands separators; its decimals stand behind a point"

try 'what lists print passes' 0 'crm-stock purchase-line list | crm-stock receive - -c quantity,value'
is_out 'quantity,value
5,15.00'
try 'a promise' 0 'crm-stock promise product=A quantity=1 | crm-stock reserve - -c quantity'
is_out 'quantity
1'
try 'a pick list' 0 'crm-stock pick | crm-stock issue - -n -c quantity'
is_out 'quantity
-1'
try 'all that is reserved' 0 'crm-stock reservation list | crm-stock issue - -c quantity'
is_out 'quantity
-1'
quiet crm-stock set PR1 min_qty=5000
try 'a plan, as a workbook' 0 \
    'crm-stock plan -o xlsx | crm-stock order - -c status'
is_out 'status
ordered'
quiet crm-stock add sku=L tracking=lot
quiet rows 'product,quantity,price,批号,有效期' L,3,1,b1,2027-01-01 receive
is "$(crm-stock lot list -c number,expires_on | sed 1d)" 'b1,2027-01-01' 'when a new lot expires'
try 'a lot by its id' 0 'printf "product,quantity,lot_id\nL,1,LT1\n" | crm-stock issue - -c lot,quantity'
is_out 'lot,quantity
b1,-1'
# ---- what a row says twice agrees ----

quiet crm-stock add sku=B2 name=Berry unit=pcs
quiet crm-stock barcode add code=6900000000020 product=B2
quiet crm-stock barcode add code=6900000000129 product=A unit=box
b2=$(crm-stock list -w 'sku = B2' -o ids)
run 'an id beside the name of another' 4 rows 'product_id,product,quantity' "PR1,B2,1" receive
is_err "crm-stock: rows.csv:2: product: 'PR1' and 'B2' contradict each other; clear one of the columns 'product_id' and 'product'"
run 'whichever comes first' 4 rows 'product,product_id,quantity' "Berry,PR1,1" reserve
is_err "crm-stock: rows.csv:2: product: 'PR1' and 'Berry' contradict each other; clear one of the columns 'product_id' and 'product'"
run 'a sku beside the barcode of another' 4 rows 'sku,barcode,quantity' A,6900000000020,1 issue
is_err "crm-stock: rows.csv:2: product: 'A' and '6900000000020' contradict each other; clear one of the columns 'sku' and 'barcode'"
run 'a name that no product has' 4 rows 'product_id,product,quantity' "$b2,Bery,1" promise
run 'all of its names agree' 0 rows 'product_id,sku,name,barcode,quantity,price' \
    "$b2,b2,BERRY,6900000000020,1,1" receive -c product.sku,quantity
is_out 'product.sku,quantity
B2,1'
run 'the barcode of a pack says the unit' 0 rows 'product_id,sku,barcode,quantity' \
    'PR1,A,6900000000129,1' issue -c quantity -n
is_out 'quantity
-12'
run 'unless a column does' 0 rows 'product_id,unit,barcode,quantity' \
    'PR1,pcs,6900000000129,1' issue -c quantity -n
is_out 'quantity
-1'
run 'a warehouse likewise' 4 rows 'product,warehouse_id,warehouse,quantity' A,WH1,South,1 issue
is_err "crm-stock: rows.csv:2: warehouse: 'WH1' and 'South' contradict each other; clear one of the columns 'warehouse_id' and 'warehouse'"
run 'a lot' 4 rows 'product,lot_id,批号,quantity' L,LT1,b2,1 issue
like_err "rows.csv:2: lot: 'LT1' and 'b2' contradict each other"
run 'a quantity' 4 rows 'product,quantity,qty' A,2,3 issue
is_err "crm-stock: rows.csv:2: quantity: '2' and '3' contradict each other; clear one of the columns 'quantity' and 'qty'"
run 'however it is written' 0 rows 'product,quantity,qty' A,2,2.0 issue -n -q
run 'the books are sound' 0 crm-admin check

# ---- a list of moves pipes into what becomes of them ----

other chain
crm-admin init -q
for w in North South; do quiet crm-stock warehouse add name=$w; done
quiet crm-stock warehouse add name=Way kind=transit
quiet crm-stock add sku=A
quiet crm-stock receive product=A quantity=10 price=3 warehouse=North on=2026-10-01
quiet crm-stock send product=A quantity=2 warehouse=North to=South on=2026-10-02
quiet crm-stock issue product=A quantity=3 warehouse=North on=2026-10-03
crm-stock move list -w 'warehouse.kind = transit and quantity > 0' -o csv > way.csv
crm-stock move list -w 'kind = issue' -o csv > issued.csv
run 'what is on its way arrives, on the day it does' 0 crm-stock arrive way.csv on=2026-10-09 \
    -o csv -c of,moved_on,quantity,to
is_out 'of,moved_on,quantity,to
SM3,2026-10-09,-2,South'
run 'what was issued comes back, as much as it was' 0 crm-stock return - -o csv \
    -c of,moved_on,warehouse,quantity < issued.csv
is_out "of,moved_on,warehouse,quantity
SM4,2026-11-21,North,3"
run 'no more of it' 5 crm-stock return issued.csv
is_err 'crm-stock: issued.csv:2: SM4 can give back 0, not 3'
crm-stock move list -w 'kind = receipt' -o csv > received.csv
run 'what it was worth is no cost that is added' 2 crm-stock add-cost received.csv
is_err 'crm-stock: received.csv:2: add-cost needs value=AMOUNT'
run 'that is said' 0 crm-stock add-cost received.csv value=4 -n -o csv -c of
is_out 'of
SM1'
run 'what is no list means what it says' 4 sh -c "printf 'move_id,quantity\nSM4,-1\n' | crm-stock return -"
is_err 'crm-stock: stdin:2: quantity: is above zero'
done_testing
