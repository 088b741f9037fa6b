#!/bin/sh
# What users of other stock systems met, each by its smallest input: F01 to F13.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
# level PRODUCT: on hand and value
level() {
	crm-stock level list -w "product = '=$1'" -c on_hand,value | sed 1d
}
# move PRODUCT KIND: the last of that kind
move() { crm-stock move list -w "product = '=$1' and kind = $2" -o ids | tail -1; }
# booked COMMAND…: does it, and prints its batch
booked() { "$@" 2>&1 > out | sed -n 's/.*batch \(B[0-9]*\).*/\1/p'; }

book
quiet crm-stock warehouse add name=W1

# ---- F01: a receipt comes in late; a move is costed once, when it is entered ----

quiet crm-stock add sku=F01
quiet crm-stock receive product=F01 quantity=10 price=100 on=2026-11-01
quiet crm-stock issue product=F01 quantity=10 on=2026-11-01
quiet crm-stock return of="$(move F01 issue)" quantity=10 on=2026-11-03
quiet crm-stock receive product=F01 quantity=10 price=200 on=2026-11-02
is "$(crm-stock move list -w "product = '=F01' and kind = return" -c value | sed 1d)" \
    1000.00 'F01: a return is at the cost that it left at, whatever is entered late'
is "$(level F01)" '20,3000.00' 'F01: the late receipt adds what it cost'

# ---- F02: a count, and something earlier entered behind it ----

quiet crm-stock add sku=F02
quiet crm-stock receive product=F02 quantity=43 price=1 on=2026-07-02
count=$(printf 'product\nF02\n' | crm-stock count open - warehouse=W1 on=2026-11-11 -o ids -q)
printf 'count_line_id,counted\n%s,1\n' "$(crm-stock count sheet "$count" -o ids)" > sheet.csv
quiet crm-stock count read "$count" sheet.csv
quiet crm-stock count post "$count"
is "$(level F02)" '1,1.00' 'F02: counted'
quiet crm-stock receive product=F02 quantity=56 price=1 on=2026-07-01
is "$(level F02)" '57,57.00' 'F02: what is entered then is on top of what was counted'
is "$(crm-stock move list -w "product = '=F02' and kind = count" -c quantity | sed 1d)" -42 \
    'F02: the difference stays as it was posted'

# ---- F03: a receipt whose goods have left is taken back ----

quiet crm-stock add sku=F03
batch=$(booked crm-stock receive product=F03 quantity=10 price=1 on=2026-11-01)
quiet crm-stock issue product=F03 quantity=10 on=2026-11-05
quiet crm-stock receive product=F03 quantity=10 price=1 on=2026-11-09
run 'F03: refused, though there are goods today' 5 crm-stock issue product=F03 quantity=10 on=2026-11-04
is_err 'crm-stock: F03 in W1 would be -10 on 2026-11-05, where it is 0 now'
run 'F03: so is the undo of the receipt' 5 crm-admin undo "$batch"
is "$(level F03)" '10,10.00' 'F03: nothing has changed'

# ---- F04: the invoice at another price, when the goods have left ----

quiet crm-stock add sku=F04 cost_method=fifo
quiet crm-stock receive product=F04 quantity=5 price=10
quiet crm-stock issue product=F04 quantity=5
run 'F04: the difference is expense, and says so' 0 crm-stock add-cost \
    of="$(move F04 receipt)" value=25 -c value,expense
is_out 'value,expense
0.00,25.00'
is "$(level F04)" '0,0.00' 'F04: no goods, no value'

# ---- F05: back to the supplier ----

quiet crm-stock add sku=F05
quiet crm-stock receive product=F05 quantity=10 price=8
quiet crm-stock receive product=F05 quantity=10 price=12
run 'F05: one cost, and a difference of price' 0 crm-stock return-to-supplier \
    product=F05 quantity=5 price=8 -c value,expense
is_out 'value,expense
-50.00,10.00'
is "$(level F05)" '15,150.00' 'F05: stock has what the move says'

# ---- F06: below zero, and a receipt ----

quiet crm-stock warehouse add name=Open below_zero=yes
quiet crm-stock add sku=F06 cost=5
quiet crm-stock issue product=F06 warehouse=Open quantity=5
is "$(level F06)" '-5,-25.00' 'F06: below zero at the last known cost'
quiet crm-stock receive product=F06 warehouse=Open quantity=10 price=7
is "$(level F06)" '5,35.00' 'F06: what is there is worth what it cost'
is "$(crm-stock move list -w "product = '=F06' and quantity = 0" -c value | sed 1d)" -10.00 \
    'F06: the correction is a row of its own'
quiet crm-admin setting add name=stock_warehouse value=W1

# ---- F07: one piece of what is kept in dozens ----

quiet crm-stock add sku=F07
quiet crm-stock unit add product=F07 name=dozen contains=12
quiet crm-stock receive product=F07 quantity=1 unit=dozen price=12
try 'F07: twelve times a piece are the dozen' 0 \
    'yes 1 | head -12 | sed "1i quantity" | crm-stock issue - product=F07 -q'
is "$(level F07)" '0,0.00' 'F07: nothing is left'

# ---- F08: five boxes of twelve; 120 less a dozen ----

quiet crm-stock add sku=F08
quiet crm-stock unit add product=F08 name=box contains=12
run 'F08: five boxes are sixty' 0 crm-stock receive product=F08 quantity=5 unit=box \
    price=1 -c quantity
is_out 'quantity
60'
quiet crm-stock receive product=F08 quantity=60 price=1
quiet crm-stock issue product=F08 quantity=1 unit=box
is "$(crm-stock level list -w "product = '=F08'" -c on_hand | sed 1d)" 108 \
    'F08: 120 less a dozen are 108'

# ---- F09: no conversion where units are the same ----

quiet crm-stock add sku=F09 unit=ft decimals=3
quiet crm-stock unit add product=F09 name=m contains=328084 per=100000
run 'F09: a thousand feet are a thousand' 0 crm-stock receive product=F09 \
    quantity=1000 unit=ft value=1000 -c quantity
is_out 'quantity
1000'
run 'F09: and a thousand metres are to the decimals of the foot' 0 crm-stock receive \
    product=F09 quantity=1000 unit=m value=1000 -c quantity
is_out 'quantity
3280.84'

# ---- F10: the same serial number comes back twice ----

quiet crm-stock add sku=F10 tracking=serial
quiet crm-stock receive product=F10 quantity=1 price=9 lot=S1
quiet crm-stock issue product=F10 quantity=1 lot=S1
first=$(move F10 issue)
quiet crm-stock return of="$first" quantity=1
run 'F10: what is here does not come back' 5 crm-stock return product=F10 quantity=1 lot=S1
like_err 'S1 is in W1 already'
quiet crm-stock issue product=F10 quantity=1 lot=S1
run 'F10: nor on the first delivery once more' 5 crm-stock return of="$first" quantity=1
like_err "$first can give back 0, not 1"

# ---- F11: a return without its number ----

quiet crm-stock add sku=F11 tracking=serial
printf 'lot\nA1\nA2\n' > lots.csv
quiet crm-stock receive lots.csv product=F11 quantity=1 price=9
quiet crm-stock issue lots.csv product=F11 quantity=1
run 'F11: asks for the number' 4 crm-stock return product=F11 quantity=1
like_err 'lot: is required: F11 is kept by serial numbers'
is "$(crm-stock lot list -w "product = '=F11'" -o ids | wc -l)" 2 'F11: no new one'

# ---- F12: a delivery that is taken back ----

quiet crm-stock add sku=F12 tracking=serial
quiet crm-stock receive product=F12 quantity=1 price=9 lot=D1
quiet crm-admin undo "$(booked crm-stock issue product=F12 quantity=1 lot=D1)"
is "$(crm-stock layer list -w "product = '=F12' and open = yes" -c lot,warehouse,left | sed 1d)" \
    'D1,W1,1' 'F12: the number is where it was'
run 'F12: and leaves again' 0 crm-stock issue product=F12 quantity=1 lot=D1 -q

# ---- F13: the rest of a return ----

quiet crm-stock add sku=F13
quiet crm-stock receive product=F13 quantity=10 price=1
quiet crm-stock issue product=F13 quantity=10
sold=$(move F13 issue)
quiet crm-stock return of="$sold" quantity=6
run 'F13: never more than went out' 5 crm-stock return of="$sold" quantity=5
like_err "$sold can give back 4, not 5"
run 'F13: the rest' 0 crm-stock return of="$sold" quantity=4 -q
run 'F13: then nothing' 5 crm-stock return of="$sold" quantity=1

run 'the books are sound' 0 crm-admin check
done_testing
