#!/bin/sh
# What a line names must be of its goods, and says what the line leaves out: the line of
# a purchase, a promise, an issue, a move that was sent, a lot that is there.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
# level PRODUCT WAREHOUSE: on hand and value
level() {
	crm-stock level list -w "product = '=$1' and warehouse = $2" -c on_hand,value | sed 1d
}

book
quiet crm-stock warehouse add name=North
quiet crm-stock warehouse add name=South
quiet crm-stock warehouse add name=Way kind=transit
quiet crm-stock warehouse add name=Open below_zero=yes
quiet crm-admin setting add name=stock_warehouse value=North
for sku in A B; do
	quiet crm-stock add sku=$sku
	quiet crm-stock receive product=$sku quantity=30 price=2
done

# ---- the line of a purchase ----

quiet crm-stock purchase add number=PO-1 due_on=2026-11-28
quiet crm-stock purchase-line add purchase=PO-1 product=A quantity=12 price=3 warehouse=South
run 'a receipt of other goods than were bought is refused' 5 \
    crm-stock receive product=B quantity=4 purchase_line=PUL1
is_err 'crm-stock: purchase_line: PUL1 is of A, not of B'
run 'the goods, the place and the price are those of the line' 0 \
    crm-stock receive purchase_line=PUL1 quantity=5 -c product.sku,warehouse,quantity,value
is_out 'product.sku,warehouse,quantity,value
A,South,5,15.00'
try 'and the rest is what has not come' 0 \
    'crm-stock purchase-line list -c purchase_line_id | crm-stock receive - -c quantity,value'
is_out 'quantity,value
7,21.00'
run 'then nothing is open' 4 crm-stock receive purchase_line=PUL1
is_err 'crm-stock: quantity: is required: nothing of PUL1 is open'
is "$(crm-stock purchase-line list -c received | sed 1d)" 12 'all has come'

# ---- more, less, and back ----

quiet crm-stock unit add product=A name=box contains=12
run 'what was ordered by the box is so many pieces, at the price of one' 0 sh -c \
    'crm-stock order product=A quantity=2 unit=box price=30 supplier=Acme -q -o ids > order; crm-stock purchase-line list -w "purchase = $(cat order)" -c purchase_line_id,quantity,price'
line=$(sed -n '2s/,.*//p' out)
is "$(sed 1d out)" "$line,24,2.5" 'two boxes'
run 'more than was ordered' 5 crm-stock receive purchase_line="$line" quantity=3 unit=box
is_err "crm-stock: quantity: $line is of 24, and 36 would have come; crm-stock purchase-line set $line quantity=36 says that so many were ordered"
quiet crm-stock purchase-line set "$line" quantity=36
run 'comes once that is said' 0 crm-stock receive purchase_line="$line" quantity=1 unit=box -c quantity,value
is_out 'quantity,value
12,30.00'
quiet crm-stock receive purchase_line="$line"
is "$(crm-stock purchase show "$(cat order)" -o csv -c status | sed 1d)" received 'all is there'
run 'what goes back is open again, for what was paid' 0 crm-stock return-to-supplier \
    purchase_line="$line" quantity=2 -c quantity,value,expense
is_out 'quantity,value,expense
-2,-4.55,-0.45'
back=$(crm-admin log -l 1 -c batch | sed 1d)
is "$(crm-stock purchase-line show "$line" -o csv -c received,purchase.status | sed 1d)" '34,ordered' 'two of it'
run 'never more than came' 5 crm-stock return-to-supplier purchase_line="$line" quantity=35
is_err "crm-stock: quantity: 34 of $line have come; no more goes back"
run 'how many is said' 4 crm-stock return-to-supplier purchase_line="$line"
run 'other goods do not go back by it' 5 crm-stock return-to-supplier product=B purchase_line="$line" quantity=1
quiet crm-admin undo "$back"
is "$(crm-stock purchase-line show "$line" -o csv -c received,purchase.status | sed 1d)" '36,received' 'undone, all is there'
quiet crm-stock return-to-supplier purchase_line="$line" quantity=1
quiet crm-stock purchase set "$(cat order)" status=closed
run 'what is closed is opened before more comes' 5 crm-stock receive purchase_line="$line"
is_err "crm-stock: purchase_line: $(cat order) is closed; crm-stock purchase set $(cat order) status=ordered opens it"
quiet crm-stock purchase set "$(cat order)" status=ordered
run 'then it comes' 0 crm-stock receive purchase_line="$line" -c quantity
is_out 'quantity
1'
run 'due before it was ordered' 4 crm-stock order product=A quantity=1 on=2020-01-01
is_err 'crm-stock: due_on: is before the day of the order, 2026-11-21'
is_out ''
run 'a purchase too' 4 crm-stock purchase add due_on=2026-11-20
run 'a line of it' 4 crm-stock purchase-line add purchase="$(cat order)" product=A quantity=1 due_on=2026-11-01
run 'nothing comes before it was ordered' 5 crm-stock receive purchase_line="$line" quantity=1 on=2026-11-01
is_err "crm-stock: moved_on: is before $(cat order) was ordered, on 2026-11-21; crm-stock purchase set $(cat order) ordered_on=2026-11-01 says that it was earlier"
run 'no lot expires before it was made' 4 crm-stock lot add product=A number=E made_on=2026-02-01 expires_on=2026-01-01
is_err 'crm-stock: expires_on: is before the day on which it was made, 2026-02-01'

# ---- a promise ----

quiet crm-stock reserve product=A quantity=6
run 'other goods keep no promise' 5 crm-stock issue product=B quantity=2 reservation=RV1
is_err 'crm-stock: reservation: RV1 is of A, not of B'
run 'nor do goods of another place' 5 \
    crm-stock issue product=A quantity=2 warehouse=South reservation=RV1
is_err 'crm-stock: reservation: RV1 is held in North; say warehouse=North'
quiet crm-stock issue reservation=RV1 quantity=2
run 'a promise says what leaves' 0 crm-stock issue reservation=RV1 -c product.sku,quantity
is_out 'product.sku,quantity
A,-4'
quiet crm-stock reserve product=A quantity=6
quiet crm-stock reservation release RV2
run 'what is released is not fulfilled' 5 crm-stock issue product=A quantity=1 reservation=RV2
is_err 'crm-stock: reservation: RV2 is released and holds nothing; issue without it, or reserve again'
run 'nothing is held until a day that is over' 4 \
    crm-stock reserve product=A quantity=1 until=2026-11-20
is_err 'crm-stock: until: is over: goods are held until a day to come'
run 'nothing less than nothing is held' 4 crm-stock reserve product=A quantity=-1
is_err 'crm-stock: quantity: is above zero'
run 'nor promised' 4 crm-stock promise product=A quantity=-1
is_err 'crm-stock: quantity: is above zero'
run 'the most urgent is 1' 4 crm-stock reserve product=A quantity=1 priority=0
is_err 'crm-stock: priority: must be at least 1'
run 'today is not over' 0 crm-stock reserve product=A quantity=1 until=2026-11-21 -n -q

# One command that keeps a promise, and takes what is free behind it.
quiet crm-stock add sku=P
quiet crm-stock receive product=P quantity=10 price=1
held=$(crm-stock reserve product=P quantity=6 -q -o ids)
printf 'reservation,quantity\n%s,6\n,5\n' "$held" > lines.csv
run 'what is left is not more than was free' 5 crm-stock issue lines.csv product=P
like_err '5 are to leave North, 4 are free there'
printf 'reservation,quantity\n,3\n%s,6\n,1\n' "$held" > lines.csv
run 'nor less' 0 crm-stock issue lines.csv product=P -c quantity
is_out 'quantity
-3
-6
-1'
waits=$(crm-stock reserve product=P quantity=4 wait=yes -q -o ids)
printf 'quantity\n3\n3\n' > lines.csv
run 'what comes goes to who waits' 0 crm-stock receive lines.csv product=P price=1 -q
is "$(crm-stock reservation list "$waits" -c held | sed 1d)" 4 'all that is waited for'
run 'and no more is free than the rest' 5 crm-stock issue product=P quantity=3
like_err '2 are free there'

# ---- what comes back ----

quiet crm-stock issue product=B quantity=10
sold=$(crm-stock move list -w 'kind = issue' -o ids | tail -1)
quiet crm-stock return of="$sold" quantity=3
run 'a return that says no quantity brings the rest' 0 crm-stock return of="$sold" -c quantity,value
is_out 'quantity,value
7,14.00'
run 'then there is none' 4 crm-stock return of="$sold"
is_err 'crm-stock: quantity: is required'
received=$(crm-stock move list -w "kind = receipt and product = '=B'" -o ids)
run 'a receipt gives nothing back' 5 crm-stock return of="$received" quantity=1
is_err "crm-stock: $received is no issue: what comes back names the one that it left with"
quiet crm-stock transfer product=B quantity=4 to=South
moved=$(crm-stock move list -w 'kind = transfer and quantity < 0' -o ids)
run 'nor does what went to another warehouse' 5 crm-stock return of="$moved" quantity=4
like_err 'is no issue'
crm-stock receive product=B quantity=5 price=9 2>&1 > out | sed -n 's/.*batch \(B[0-9]*\).*/\1/p' > number
quiet crm-admin undo "$(cat number)"
undone=$(crm-stock move list -w 'kind = reversal' -o ids | tail -1)
run 'nor what took a receipt back' 5 crm-stock return of="$undone" quantity=5
is "$(level B North)" '26,52.00' 'so nothing comes from nowhere'

# ---- from here to there ----

run 'nothing moves to where it is' 5 crm-stock transfer product=B quantity=1 to=North
is_err 'crm-stock: to: the goods are in North already'
run 'nor is it sent there' 5 crm-stock send product=B quantity=1 to=North
is_err 'crm-stock: destination: the goods are in North already'
sent=$(crm-stock send product=B quantity=6 to=South -q -o ids)
run 'what was sent arrives by the move that sent it' 0 \
    crm-stock arrive of="$sent" quantity=2 -c warehouse,to,quantity
is_out 'warehouse,to,quantity
Way,South,-2'
try 'the rest too, from a stream' 0 \
    "crm-stock move list $sent -c move_id | crm-stock arrive - -c quantity"
is_out 'quantity
-4'
is "$(level B South)" '10,20.00' 'it is there'

# ---- a transfer of more than is there, where that may be ----

for method in average fifo; do
	quiet crm-stock add sku="L-$method" cost_method=$method cost=5
	quiet crm-stock receive product="L-$method" quantity=3 price=6 warehouse=Open on=2026-10-01
	run "$method: what is lacking moves too" 0 crm-stock transfer product="L-$method" \
	    quantity=10 warehouse=Open to=South on=2026-11-02 -c value
	is_out 'value
-60.00'
	is "$(crm-stock layer list -w "product = '=L-$method' and warehouse = South" \
	    -c since,left | sed 1d | tr '\n' ' ')" '2026-10-01,3 2026-11-02,7 ' \
	    "$method: of its age, and of the day"
	is "$(level "L-$method" Open) $(level "L-$method" South)" '-7,-42.00 10,60.00' \
	    "$method: nothing is lost on the way"
done
run 'the books are sound' 0 crm-admin check

# ---- lots, prices and added cost ----

quiet crm-stock add sku=M tracking=lot
quiet crm-stock receive product=M quantity=5 price=1 lot=L1 expires=2026-12-01
run 'the same day again' 0 crm-stock receive product=M quantity=5 price=1 lot=L1 expires=2026-12-01 -q
run 'a lot does not expire on two days' 5 \
    crm-stock receive product=M quantity=5 price=1 lot=L1 expires=2026-12-09
is_err 'crm-stock: expires: L1 is there already, and expires on 2026-12-01; crm-stock lot set LT1 expires_on=2026-12-09 changes that'
quiet crm-stock receive product=M quantity=5 price=1 lot=L2
run 'nor does one that never does' 5 \
    crm-stock receive product=M quantity=5 price=1 lot=L2 expires=2026-12-09
is_err 'crm-stock: expires: L2 is there already, and does not expire; crm-stock lot set LT2 expires_on=2026-12-09 changes that'
run 'a price and a value that differ' 4 crm-stock receive product=A quantity=3 price=2 value=7
is_err 'crm-stock: value: is not what the quantity comes to at that price; say one of the two'
run 'and that agree' 0 crm-stock receive product=A quantity=3 price=2 value=6 -n -q
quiet crm-stock add sku=C
cost=$(crm-stock receive product=C quantity=10 price=10 -q -o ids)
quiet crm-stock issue product=C quantity=5
run 'a credit is no more than what is left is worth' 5 crm-stock add-cost of="$cost" value=-101
is_err 'crm-stock: value: takes off more than what is left of it is worth, which is 50.00'
run 'all of it is' 0 crm-stock add-cost of="$cost" value=-100 -c value,expense
is_out 'value,expense
-50.00,-50.00'
is "$(level C North)" '5,0.00' 'goods for nothing'

# ---- what is booked by hand, and where ----

for kind in reversal difference; do
	run "a $kind follows from others" 5 crm-stock move add kind=$kind product=A \
	    warehouse=North quantity=0 value=5
	is_err 'crm-stock: kind: such a move follows from others: undo, a transfer or a receipt makes it'
done
run 'so does the other end of a transfer' 5 crm-stock move add kind=transfer product=A \
    warehouse=North quantity=7
like_err 'kind: such a move follows from others'
run 'what leaves is worth what is there' 5 crm-stock move add kind=issue product=A \
    warehouse=North quantity=-1 value=-900
is_err 'crm-stock: value: of what leaves follows from what is there'
quiet crm-stock purchase add number=PO-9
quiet crm-stock purchase-line add purchase=PO-9 product=A quantity=5 price=3
line=$(crm-stock purchase-line list -w 'purchase = PO-9' -o ids)
run 'no issue comes by a purchase' 4 crm-stock move add kind=issue product=A quantity=-3 \
    purchase_line="$line"
is_err 'crm-stock: purchase_line: a move of the kind issue has none'
printf 'kind,moved_on,product,warehouse,quantity,purchase_line\ncount,2026-11-21,A,North,1,%s\n' \
    "$line" > counted.csv
run 'nor does what a file counts' 4 crm-stock move import counted.csv
like_err 'purchase_line: a move of the kind count has none'
is "$(crm-stock purchase-line list -w 'purchase = PO-9' -c received | sed 1d)" 0 'nothing has come'
out=$(crm-stock issue product=A quantity=2 -q -o ids)
for field in "of=$out" reservation=RV1 expense=7; do
	run "a receipt has no ${field%=*}" 4 crm-stock move add kind=receipt product=A quantity=1 \
	    value=2 "$field"
	is_err "crm-stock: ${field%=*}: a move of the kind receipt has none"
done
run 'what comes back costs what it did' 5 crm-stock move add kind=return product=A quantity=1 \
    of="$out" value=99
is_err 'crm-stock: value: of what comes back follows from what it cost when it left'
run 'and comes where no place is said' 0 crm-stock move add kind=return product=A quantity=2 \
    of="$out" -c warehouse,quantity
is_out 'warehouse,quantity
North,2'
quiet crm-stock add sku=F cost_method=fifo
quiet crm-stock receive product=F quantity=2 price=5
run 'a revaluation of layers names one' 5 crm-stock move add kind=cost product=F \
    warehouse=North value=3
like_err '^crm-stock: of: is required: F is kept first in, first out'
quiet crm-stock add sku=E
run 'one of nothing is none' 5 crm-stock move add kind=cost product=E warehouse=North value=3
is_err 'crm-stock: value: there is none of E in North that it could be of'
run 'nor is one below nothing' 5 crm-stock move add kind=cost product=B warehouse=North value=-40.01
is_err 'crm-stock: value: takes off more than what is left of it is worth, which is 40.00'
void=$(crm-stock receive product=B quantity=3 price=2 -q -o ids)
back=$(crm-admin log -l 1 -c batch | sed 1d)
quiet crm-admin undo "$back"
run 'nothing bears the cost of what was taken back' 5 crm-stock add-cost of="$void" value=10
is_err "crm-stock: $void was taken back: nothing of it came"
quiet crm-admin undo "$(crm-admin log -l 1 -c batch | sed 1d)"
run 'and is there again' 0 crm-stock add-cost of="$void" value=10 -n -c value,expense
is_out 'value,expense
10.00,0.00'
quiet crm-admin undo "$(crm-admin log -l 1 -c batch | sed 1d)"
run 'revaluation without quantity is a row' 0 crm-stock move add kind=cost product=B \
    warehouse=North value=-2 -q
is "$(level B North)" '20,38.00' 'and changes what it is worth'
run 'nothing is found on its way' 5 crm-stock move add kind=count product=A quantity=1 \
    warehouse=Way
is_err 'crm-stock: warehouse: Way is for what is on its way: crm-stock send and receive bring goods there'
afloat=$(crm-stock receive product=A quantity=9 price=4 warehouse=Way -q -o ids)
run 'what a supplier sends is' 0 crm-stock arrive of="$afloat" quantity=5 to=South -c quantity,value
is_out 'quantity,value
-5,-20.00'
quiet crm-stock issue product=E quantity=2 warehouse=Open
run 'what is below zero stays where it may be' 5 crm-stock warehouse set Open below_zero=no
is_err 'crm-stock: below_zero: 3 products are below zero there; receive or count these first'
run 'the books are still sound' 0 crm-admin check

# ---- blanks around what is typed ----

quiet crm-stock warehouse add name=Blank
for name in ' Blank' 'blank ' '　Blank '; do
	run "nobody sees that it is another: '$name'" 5 crm-stock warehouse add name="$name"
	like_err "is taken by"
done
quiet crm-stock add sku=BL-1 tracking=lot
quiet crm-stock receive product=' BL-1 ' quantity=1 price=1 lot=' x ' warehouse=' Blank '
try 'the same in a stream' 0 \
    "printf 'product,quantity,price,lot,warehouse\n BL-1 ,1,1, x , Blank \n' | crm-stock receive - -q"
run 'and in another width' 0 crm-stock receive product='ＢＬ－１' quantity=1 price=1 lot='Ｘ' warehouse='Ｂｌａｎｋ' -q
is "$(crm-stock level list -w 'warehouse = Blank' -o csv -c product.sku,on_hand | sed 1d)" 'BL-1,3' 'it is the same'
is "$(crm-stock lot list -w 'product.sku = BL-1' -o csv -c number | sed 1d)" 'x' 'of the same lot'
done_testing
