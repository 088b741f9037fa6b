#!/bin/sh
# Moves of goods: units and barcodes, what is refused, streams, undo.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
# level PRODUCT WAREHOUSE: on hand and value
level() {
	crm-stock level list -w "product = '=$1' and warehouse = '=$2'" \
	    -c on_hand,value | sed 1d
}
sound() {
	run "the books are sound: $1" 0 crm-admin check
}

book
quiet crm-stock add sku=A
run 'no warehouse yet' 2 crm-stock receive product=A quantity=1 price=1
is_err 'crm-stock: there is no warehouse; make one with: crm-stock warehouse add name=NAME'
quiet crm-stock warehouse add name=W1
run 'the only one need not be said' 0 crm-stock receive product=A quantity=10 \
    price=3.335 on=2026-11-01 -c kind,warehouse,quantity,value
is_out 'kind,warehouse,quantity,value
receipt,W1,10,33.35'
quiet crm-stock warehouse add name=W2
run 'of two it is asked for' 2 crm-stock receive product=A quantity=1 price=1
like_err 'which warehouse'
quiet crm-admin setting add name=stock_warehouse value=W1
run 'unless a setting says it' 0 crm-stock issue product=A quantity=4 -c value
is_out 'value
-13.34'
is "$(level A W1)" '6,20.01' 'six are left, with the rest of the value'

# ---- decimals, units, barcodes ----

run 'a piece has no decimals' 4 crm-stock receive product=A quantity=0.5 price=1
is_err 'crm-stock: quantity: has more decimals than the unit of A has; crm-stock set A decimals=N changes that'
run 'decimals stay while there is stock' 5 crm-stock set A decimals=2
like_err 'decimals: changes only while none is in stock'
run 'so does the cost method' 5 crm-stock set A cost_method=fifo
like_err 'cost_method: changes only while none is in stock'
run 'a unit that does not convert' 5 crm-stock receive product=A quantity=1 unit=box price=1
like_err 'crm-stock unit add product=A name=box contains=N says so'
quiet crm-stock unit add product=A name=box contains=12
run 'five boxes of twelve are sixty' 0 crm-stock receive product=A quantity=5 \
    unit=Box price=24 -c quantity,value
is_out 'quantity,value
60,120.00'
run 'a box has no decimals either' 4 crm-stock receive product=A quantity=0.5 unit=box price=1
quiet crm-stock barcode add code=6901234567892 product=A
quiet crm-stock barcode add code=16901234567899 product=A unit=box
run 'a barcode names the product' 0 crm-stock issue product=6901234567892 quantity=1 -c product,quantity
is_out 'product,quantity
PR1,-1'
run 'that of a pack its unit too' 0 crm-stock issue product=16901234567899 quantity=1 -c quantity
is_out 'quantity
-12'
run 'a barcode is of one product' 5 crm-stock barcode add code=6901234567892 product=A
like_err 'is taken by BC1'
run 'nor is it the sku of another' 5 crm-stock add sku=6901234567892
is_err 'crm-stock: sku: is taken by BC1'
try 'from no file either' 5 'printf "sku\n6901234567892\n" | crm-stock import -'
quiet crm-stock add sku=a77
run 'nor given to one later' 5 crm-stock set a77 sku=6901234567892
run 'no barcode is the sku of another' 5 crm-stock barcode add code=A77 product=A
is_err 'crm-stock: code: is taken by PR2'
run 'its own it may be' 0 crm-stock barcode add code=A77 product=a77 -n
run 'it is of a unit that converts' 5 crm-stock barcode add code=69 product=A unit=crate
like_err '^crm-stock: unit: A is kept in .*; crm-stock unit add product=A name=crate'
quiet crm-stock delete a77 -y
quiet crm-customer add name=Acme
quiet crm-order add number=SO1 customer=Acme
run 'a barcode names it wherever a product is named' 0 crm-order order-line add order=SO1 \
    product=6901234567892 quantity=2 unit_price=3 -c product,quantity
is_out 'product,quantity
PR1,2'
run 'as an operand' 0 crm-stock show 6901234567892 -o csv -c sku
is_out 'sku
A'
run 'in a filter' 0 crm-stock move list -w 'product = 6901234567892 and quantity = -1' -c quantity
is_out 'quantity
-1'
try 'in a file' 0 'printf "product,name,contains\n6901234567892,half,6\n" | crm-stock unit import - -q'
run 'where goods are looked for it finds them' 0 crm-stock level list -w 'product = 16901234567899' -q -c product
like_out '^PR1$'
run 'by show' 0 crm-stock show 16901234567899 -c sku -o csv
is_out 'sku
A'
run 'by a plan' 0 crm-stock plan 16901234567899 -q
run 'that of a box counts no boxes as pieces' 3 crm-order order-line add order=SO1 \
    product=16901234567899 quantity=2 unit_price=3
like_err "product: '16901234567899' is the barcode of a unit of PR1; say PR1, and the unit\$"
run 'what is neither' 3 crm-stock issue product=999 quantity=1
like_err "there is no product '999'"
run 'a ratio is above zero' 4 crm-stock unit add product=A name=none contains=0
quiet crm-stock add sku=KG unit=kg
run 'the own unit is one of itself' 4 crm-stock unit add product=KG name=Kg contains=2
is_err 'crm-stock: name: KG is kept in kg itself; name the larger one otherwise'
run 'which may be said' 0 crm-stock unit add product=KG name=kg contains=1 -n -q

# ---- one piece of what is kept in dozens; a unit that is the same ----

quiet crm-stock add sku=DZ unit=dozen decimals=6
quiet crm-stock unit add product=DZ name=piece contains=1 per=12
quiet crm-stock receive product=DZ quantity=1 value=12
try 'twelve pieces are twelve twelfths, each to six decimals' 0 \
    'yes 1 | head -12 | sed "1i quantity" | crm-stock issue - product=DZ unit=piece -q'
is "$(level DZ W1)" '0.000004,0.00' \
    'what rounding left is there to be counted: keep such goods in pieces'
quiet crm-stock add sku=FT unit=ft decimals=3
run 'no conversion where units are the same' 0 crm-stock receive product=FT \
    quantity=1000 unit=FT value=1 -c quantity
is_out 'quantity
1000'

# ---- not enough ----

run 'not enough says where there is some' 5 crm-stock issue product=A quantity=100 warehouse=W2
like_err 'A: 100 are to leave W2, 0 are free there; free elsewhere: W1 53'
quiet crm-stock purchase add number=PO1 due_on=2026-12-01
quiet crm-stock purchase-line add purchase=PO1 product=A quantity=40
run 'and when more comes' 5 crm-stock issue product=A quantity=100
like_err 'more comes: 40 on 2026-12-01 \(PU1\)'
run 'not on any day from then on' 5 crm-stock issue product=A quantity=11 on=2026-11-01
like_err 'A in W1 would be -1 on 2026-11-01, where it is 10 now'
quiet crm-stock add sku=BACK
quiet crm-stock receive product=BACK quantity=10 price=1 on=2026-10-01
quiet crm-stock receive product=BACK quantity=5 price=1 on=2026-11-10
try 'each line of a file counts what those above it took, whatever their days' 5 \
    'printf "sku,qty,on\nBACK,3,2026-11-05\nBACK,3,2026-11-04\nBACK,4,2026-11-12\nBACK,5,2026-11-03\n" |
	crm-stock issue -'
is_err 'crm-stock: stdin:5: BACK in W1 would be -1 on 2026-11-05, where it is 4 now'
try 'so does a file that leaves lines out' 5 \
    'printf "kind,product,warehouse,quantity,moved_on\nissue,BACK,W1,-4,2026-11-05\nissue,BACK,W1,-4,2026-11-04\nissue,BACK,W1,-3,2026-11-03\nissue,BACK,W1,-2,2026-11-02\nissue,BACK,W1,-1,2026-10-31\n" |
	crm-stock move import - -q --rejects bad.csv'
like_err 'stdin:4: BACK in W1 would be -1 on 2026-11-05, where it is 2 now'
like_err 'stdin:6: BACK in W1 would be -1 on 2026-11-05, where it is 0 now'
is "$(level BACK W1)" '5,5.00' 'what fitted is booked'
run 'a receipt that has come is not missing' 0 crm-stock receive product=A quantity=40 \
    purchase_line=PUL1 price=2 -q
is "$(crm-stock purchase-line list -c received | sed 1d)" 40 'its line has it'
run 'zero is no quantity' 4 crm-stock receive product=A quantity=0
run 'nothing to move' 4 crm-stock receive product=A
like_err 'quantity: is required'

# ---- what stands is not changed ----

run 'a move is not set' 5 crm-stock move set SM1 quantity=11
like_err 'quantity: a move stays as it was booked'
run 'but remarks are' 0 crm-stock move set SM1 notes=late -q
run 'it is not deleted' 5 crm-stock move delete SM2
like_err 'SM2 stays in the ledger'

# ---- closed periods ----

quiet crm-admin period close 2026-10
run 'a closed day' 5 crm-stock receive product=A quantity=1 price=1 on=2026-10-31
like_err '2026-10-31 is in a closed period; the first open day is 2026-11-01'
quiet crm-admin period close 2026-11-02 stock
run 'of stock alone' 5 crm-stock receive product=A quantity=1 price=1 on=2026-11-02
like_err 'the first open day is 2026-11-03'

# ---- negative sales are returns ----

try 'a stream takes each line, all or none' 5 \
    'printf "sku,qty\nA,1\nA,1000\n" | crm-stock issue -'
like_err '^crm-stock: stdin:3: A: 1000 are to leave'
is "$(level A W1)" '93,192.43' 'nothing was taken'
try 'shops write returns as less than nothing sold' 0 \
    'printf "sku,qty\nA,2\nA,-1\n" | crm-stock issue - -c kind,quantity,value'
is_out 'kind,quantity,value
issue,-2,-4.14
return,1,2.07'

# ---- cost that comes later ----

quiet crm-stock add sku=F cost_method=fifo
quiet crm-stock receive product=F quantity=10 price=10
id=$(crm-stock move list -w 'product = F' -o ids)
quiet crm-stock issue product=F quantity=5
run 'what has left is expense' 0 crm-stock add-cost of="$id" value=15 -c value,expense
is_out 'value,expense
7.50,7.50'
is "$(level F W1)" '5,57.50' 'what is there is worth more'
run 'an issue bears none' 5 crm-stock add-cost \
    of="$(crm-stock move list -w 'product = F and kind = issue' -o ids)" value=1
like_err 'is no receipt'
quiet crm-stock return-to-supplier product=F quantity=2 price=10
is "$(crm-stock move list -w 'kind = supplier-return' -c value,expense | sed 1d)" \
    '-23.00,3.00' 'a credit below the cost is a difference of price'
sound 'after all that'

# ---- undo ----

quiet crm-stock add sku=U cost_method=fifo
crm-stock receive product=U quantity=10 price=10 2> err > out
receipt=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
crm-stock issue product=U quantity=4 2> err > out
issue=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
run 'consumed stock is not taken back' 5 crm-admin undo "$receipt"
like_err 'is used up by later moves.*crm-stock return'
run 'what was issued comes back' 0 crm-admin undo "$issue"
is "$(level U W1)" '10,100.00' 'all of it'
run 'now the receipt goes' 0 crm-admin undo "$receipt"
is "$(level U W1)" '0,0.00' 'nothing is left'
run 'an undo is undone' 0 sh -c "crm-admin log -l 1 -o json > log; crm-admin undo \$(sed -n 's/.*\"batch\": *\"\(B[0-9]*\)\".*/\1/p' log | head -1)"
is "$(level U W1)" '10,100.00' 'it is there again'
sound 'after undo'

quiet crm-stock add sku=V
quiet crm-stock receive product=V quantity=10 price=1
crm-stock receive product=V quantity=10 price=100 2> err > out
dear=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
quiet crm-stock issue product=V quantity=10
run 'an average that others left at stays' 5 crm-admin undo "$dear"
like_err 'is part of what others left at.*return-to-supplier'
quiet crm-stock receive product=V quantity=5 price=7
run 'a dry run writes nothing' 0 crm-stock issue product=V quantity=5 -n -q
is "$(level V W1)" '15,540.00' 'as it was'

# ---- what stands on it goes first ----

# booked COMMAND…: does it, and prints its batch
booked() { "$@" 2>&1 > out | sed -n 's/.*batch \(B[0-9]*\).*/\1/p'; }
# last PRODUCT KIND: the last of that kind
last() { crm-stock move list -w "product = '=$1' and kind = $2" -o ids | tail -1; }

for method in average fifo; do
	p=back-$method
	quiet crm-stock add sku="$p" cost_method="$method"
	quiet crm-stock receive product="$p" quantity=10 price=8
	issue=$(booked crm-stock issue product="$p" quantity=5)
	of=$(last "$p" issue)
	returned=$(booked crm-stock return of="$of" quantity=2)
	run "$p: what came back comes back once" 5 crm-admin undo "$issue"
	is_err "crm-admin: of $of 2 came back already, and 5 would come back again; undo its returns first"
	is "$(level "$p" W1)" '7,56.00' "$p: as it was"
	undone=$(booked crm-admin undo "$returned")
	scrapped=$(booked crm-stock return of="$of" quantity=3 scrap=yes)
	run "$p: nor what was thrown away" 5 crm-admin undo "$issue"
	run "$p: the rest still can" 0 crm-admin undo "$undone" -q
	run "$p: it is taken back" 0 crm-admin undo "$(crm-admin log -l 1 -c batch | sed 1d)" -q
	quiet crm-admin undo "$scrapped"
	quiet crm-stock return of="$of" quantity=4
	run "$p: a return is not redone behind another" 5 crm-admin undo "$undone"
	is_err "crm-admin: of $of 4 came back already, and 2 would come back again; undo its returns first"
	quiet crm-admin undo "$(crm-admin log -l 1 -c batch | sed 1d)"
	run "$p: nothing stands on it now" 0 crm-admin undo "$issue" -q
	is "$(level "$p" W1)" '10,80.00' "$p: all is there"

	p=cost-$method
	quiet crm-stock add sku="$p" cost_method="$method"
	receipt=$(booked crm-stock receive product="$p" quantity=10 price=8)
	of=$(last "$p" receipt)
	added=$(booked crm-stock add-cost of="$of" value=10)
	cost=$(last "$p" cost)
	quiet crm-stock receive product="$p" quantity=10 price=8
	run "$p: a receipt stays while cost was added to it" 5 crm-admin undo "$receipt"
	like_err "^crm-admin: $of is used up by later moves, or cost was added to it; "
	issue=$(booked crm-stock issue product="$p" quantity=9)
	run "$p: what has left took its part of the cost" 5 crm-admin undo "$added"
	is_err "crm-admin: $cost is part of what others left at; crm-stock add-cost of=$of value=-10 takes it off what is left, and off their cost"
	quiet crm-admin undo "$issue"
	again=$(booked crm-admin undo "$added")
	is "$(level "$p" W1)" '20,160.00' "$p: while all is there it is taken off"
	quiet crm-stock issue product="$p" quantity=9
	run "$p: nor is it added again behind that" 5 crm-admin undo "$again"
	like_err "crm-stock add-cost of=$of value=10 takes"
done
quiet crm-stock add sku=anew
quiet crm-stock receive product=anew quantity=10 price=8
less=$(booked crm-stock move add kind=cost product=anew warehouse=W1 value=-50)
issue=$(booked crm-stock issue product=anew quantity=10)
run 'what has left was worth less' 5 crm-admin undo "$less"
like_err 'is part of what others left at; crm-stock move add kind=cost values what is left anew$'
quiet crm-admin undo "$issue"
run 'it is there again, and worth as much as before' 0 crm-admin undo "$less" -q
is "$(level anew W1)" '10,80.00' 'all of it'
sound 'after what was refused'

# ---- what is taken back says nothing of what goods cost ----

quiet crm-stock warehouse add name=Open below_zero=yes
quiet crm-stock add sku=H
quiet crm-stock receive product=H quantity=5 price=7 warehouse=Open
quiet crm-stock issue product=H quantity=8 warehouse=Open
crm-stock receive product=H quantity=4 price=1 warehouse=Open 2> err > out
filled=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
run 'what filled a hole is taken back' 0 crm-admin undo "$filled"
is "$(level H Open)" '-3,-21.00' 'the hole is there again'
run 'more leaves at what was known before' 0 crm-stock issue product=H quantity=10 \
    warehouse=Open -c value
is_out 'value
-70.00'
# ---- a shipment is no other's ----

quiet crm-stock warehouse add name=Way kind=transit
quiet crm-stock add sku=G cost_method=fifo
quiet crm-stock receive product=G quantity=20 price=5
large=$(crm-stock send product=G quantity=7 to=W2 -o ids -q)
small=$(crm-stock send product=G quantity=2 to=W2 -o ids -q)
run 'no more arrives than was sent' 5 crm-stock arrive of="$small" quantity=3
like_err '^crm-stock: G: 3 are to leave Way, of SM[0-9]* 2 are there$'
try 'nor in two lines' 5 \
    "printf 'of,quantity\n$small,1\n$small,2\n' | crm-stock arrive -"
quiet crm-stock arrive of="$small" quantity=1
quiet crm-stock arrive of="$small"
quiet crm-stock arrive of="$large"
is "$(level G W2)" '9,45.00' 'all that was sent is there'

# ---- nothing is worth less than nothing ----

run 'no price below zero' 4 crm-stock receive product=G quantity=5 price=-3
is_err 'crm-stock: price: must be at least 0'
run 'no value' 4 crm-stock receive product=G quantity=5 value=-4
is_err 'crm-stock: value: must be at least 0'
run 'no credit' 4 crm-stock return-to-supplier product=G quantity=1 value=-4
is_err 'crm-stock: value: must be at least 0'
run 'no rate' 4 crm-stock receive product=G quantity=5 price=3 rate=-7.2
is_err 'crm-stock: rate: an exchange rate is above zero'
run 'no cost' 4 crm-stock set G cost=-1
is_err 'crm-stock: cost: must be at least 0'
for kind in receipt return count; do
	run "nor does the ledger take a $kind of it" 4 crm-stock move add kind=$kind \
	    product=G warehouse=W1 moved_on=2026-11-21 quantity=1 value=-500
	is_err 'crm-stock: value: must be at least 0'
done
run 'what a supplier takes back neither' 4 crm-stock move add kind=supplier-return \
    product=G warehouse=W1 moved_on=2026-11-21 quantity=-1 expense=-5
is_err 'crm-stock: expense: must be at least 0'

# ---- what is of a move comes behind it ----

quiet crm-stock add sku=LATE
into=$(crm-stock receive product=LATE quantity=9 price=2 warehouse=W1 -q -o ids)
out=$(crm-stock issue product=LATE quantity=4 warehouse=W1 -q -o ids)
run 'nothing comes back before it left' 5 crm-stock return of="$out" quantity=1 on=2026-11-20
is_err "crm-stock: moved_on: is before that of $out, 2026-11-21"
run 'nor is thrown away' 5 crm-stock return of="$out" quantity=1 on=2026-11-20 scrap=yes
run 'nor bears a cost before it came' 5 crm-stock add-cost of="$into" value=1 on=2026-11-20
is_err "crm-stock: moved_on: is before that of $into, 2026-11-21"
run 'on the day it does' 0 crm-stock return of="$out" quantity=1 on=2026-11-21 -q
run 'what is on its way arrives elsewhere' 5 crm-stock send product=LATE quantity=1 warehouse=W1 to=Way
is_err 'crm-stock: to: Way is for what is on its way: say where it arrives'

# ---- what leaves on a later day is told with that day ----

quiet crm-stock add sku=SOON
quiet crm-stock receive product=SOON quantity=10 price=2 warehouse=W1
quiet crm-stock issue product=SOON quantity=6 warehouse=W1 on=2026-12-01
soon=$(printf 'product\nSOON\n' | crm-stock count open - warehouse=W1 -q -o ids)
printf 'product,counted\nSOON,5\n' | crm-stock count read "$soon" - -q > out
run 'where so much lies today' 5 crm-stock count post "$soon"
is_err 'crm-stock: SOON in W1 would be -1 on 2026-12-01, where it is 4 now'
quiet crm-stock count cancel "$soon"

# ---- what moves made is nobody's to delete ----

run 'no layer' 5 crm-stock layer delete LY1 -y
is_err 'crm-stock: LY1 follows from the moves; undo the batch of these, or book a move that takes them back'
run 'no level' 5 crm-stock level delete LV1 -y
is_err 'crm-stock: LV1 follows from the moves; undo the batch of these, or book a move that takes them back'

# ---- each kind moves what it says ----

book_move() { crm-stock move add product=G warehouse=W1 moved_on=2026-11-21 "$@"; }
run 'cost moves no goods' 4 book_move kind=cost quantity=3 value=2
is_err 'crm-stock: quantity: of a move of the kind cost is zero: it moves no goods'
run 'nor does what is thrown away' 4 book_move kind=scrap quantity=3
like_err 'quantity: of a move of the kind scrap is zero'
run 'a transfer goes somewhere' 4 book_move kind=transfer quantity=-2
is_err 'crm-stock: to: is required'
run 'it is of so many' 4 book_move kind=transfer to=W2
is_err 'crm-stock: quantity: is required'
run 'so is a difference that was counted' 4 book_move kind=count value=100
is_err 'crm-stock: quantity: is required'
run 'an issue goes nowhere' 4 book_move kind=issue to=W2 quantity=-2
is_err 'crm-stock: to: is where a transfer goes'
is "$(level G W1)" '11,55.00' 'nothing of it was booked'

# ---- services; what is sold no more; a warehouse that is closed ----

quiet crm-stock add sku=SVC stocked=no
quiet crm-stock shelf add product=SVC warehouse=W1
not_kept='SVC is not kept in stock; crm-stock set SVC stocked=yes changes that'
for verb in receive issue return return-to-supplier 'transfer to=W2' reserve promise \
    'move add kind=receipt'; do
	# shellcheck disable=SC2086  # a verb and its words
	run "a service has no stock: $verb" 5 crm-stock $verb product=SVC quantity=1 warehouse=W1
	is_out ''
done
is_err "crm-stock: product: $not_kept"
try 'is not counted' 5 'printf "product\nSVC\n" | crm-stock count open - warehouse=W2'
is_err "crm-stock: product: $not_kept"
run 'nor with all the others' 0 crm-stock count open warehouse=W1 -n -q
run 'nor put on a sheet' 0 sh -c 'crm-stock count add warehouse=W2 -q -o ids > sheet'
run 'by hand' 5 crm-stock count-line add count="$(cat sheet)" product=SVC counted=1
run 'it is bought' 0 crm-stock order product=SVC quantity=1 warehouse=W1 -n -q
try 'what a file has of it is history' 0 \
    'printf "kind,moved_on,product,warehouse,quantity,value\nreceipt,2026-11-20,SVC,W2,1,1\nissue,2026-11-21,SVC,W2,-1,-1\n" | crm-stock move import - -q'
run 'what is in stock becomes none' 5 crm-stock set G stocked=no
is_err 'crm-stock: stocked: is no only while none is in stock; issue it, or count it away, first'
quiet crm-stock add sku=OLD active=no
run 'what is sold no more comes in, and is told' 0 crm-stock receive product=OLD quantity=9 price=1 warehouse=W1 -o ids
like_err '^crm-stock: came in, and is not active: OLD; crm-stock set SKU active=yes, where it is sold again$'
for verb in 'issue' 'reserve' 'transfer to=W2' 'return-to-supplier'; do
	# shellcheck disable=SC2086  # a verb and its words
	run "and goes: $verb" 0 crm-stock $verb product=OLD quantity=1 warehouse=W1 -q
done
run 'but is not ordered' 5 crm-stock order product=OLD quantity=1 warehouse=W1
is_err 'crm-stock: product: OLD is not active, and is not ordered; crm-stock set OLD active=yes changes that'
quiet crm-stock warehouse add name=Shut
quiet crm-stock receive product=OLD quantity=2 price=1 warehouse=Shut
batch=$(crm-admin log -l 1 -c batch | sed 1d)
quiet crm-stock warehouse set Shut active=no
run 'nothing comes into a warehouse that is closed' 5 crm-stock receive product=G quantity=1 warehouse=Shut
is_err 'crm-stock: warehouse: Shut is not active; crm-stock warehouse set Shut active=yes changes that'
run 'nor from another' 5 crm-stock transfer product=G quantity=1 warehouse=W1 to=Shut
like_err 'Shut is not active'
quiet crm-admin setting add name=stock_transit value="$(crm-stock warehouse list -w 'kind = transit' -l 1 -c name | sed 1d)"
run 'nor onto the way there' 5 crm-stock send product=G quantity=1 warehouse=W1 to=Shut
like_err 'Shut is not active'
run 'it is emptied' 0 crm-stock transfer product=OLD quantity=2 warehouse=Shut to=W1 -q
quiet crm-admin undo "$(crm-admin log -l 1 -c batch | sed 1d)"
run 'and what came is taken back' 0 crm-admin undo "$batch" -q

# ---- what nobody priced, where there never was any ----

quiet crm-stock warehouse add name=Next
quiet crm-stock warehouse add name=Below below_zero=yes
for method in average fifo; do
	quiet crm-stock add sku=N-$method cost_method=$method
	quiet crm-stock receive product=N-$method quantity=10 price=5 warehouse=W1
	quiet crm-stock receive product=N-$method quantity=2 warehouse=Next
	is "$(level N-$method Next)" '2,10.00' "costs what one does next door, $method"
	quiet crm-stock issue product=N-$method quantity=3 warehouse=Below
	is "$(level N-$method Below)" '-3,-15.00' "so does what is missing, $method"
	quiet crm-stock issue product=N-$method quantity=10 warehouse=W1
	quiet crm-stock issue product=N-$method quantity=2 warehouse=Next
	quiet crm-stock warehouse add name=Late-$method
	quiet crm-stock receive product=N-$method quantity=4 warehouse=Late-$method
	is "$(level N-$method Late-$method)" '4,20.00' "or what it did last, $method"
done

# ---- goods that came in many parts leave at once ----

for method in average fifo; do
	quiet crm-stock add sku=M-$method cost_method=$method
	seq 20 | awk -v p="M-$method" 'BEGIN { print "product,quantity,price" }
	    { print p "," 1 "," $1 }' > parts.csv
	quiet crm-stock receive - warehouse=W1 < parts.csv
	run "nine of twenty, $method" 0 crm-stock issue product=M-$method \
	    quantity=9 warehouse=W1 -q
	run "then eleven elsewhere, $method" 0 crm-stock transfer \
	    product=M-$method quantity=11 warehouse=W1 to=W2 -q
	is "$(level M-$method W1)" '0,0.00' "none is left, $method"
	quiet crm-stock receive - warehouse=W1 < parts.csv
	printf 'product,quantity\nM-%s,3\nM-%s,16\nM-%s,1\n' "$method" "$method" \
	    "$method" > out.csv
	run "in one batch, $method" 0 crm-stock issue - warehouse=W1 -q < out.csv
	is "$(level M-$method W1)" '0,0.00' "again, $method"
done
is "$(level M-average W2)" '11,115.50' 'at the average'
is "$(level M-fifo W2)" '11,165.00' 'the latest are left'
sound 'at the end'
done_testing
