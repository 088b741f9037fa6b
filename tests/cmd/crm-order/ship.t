#!/bin/sh
# Deliveries and returns, with what they do to stock, lines and credit.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
cell() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
# confirmed QUANTITY [FIELD=VALUE…]: an order of one line; prints the line.
confirmed() {
	quantity=$1
	shift
	o=$(crm-order add customer=Acme -o ids -q)
	l=$(crm-order order-line add order="$o" quantity="$quantity" -o ids -q "$@")
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	echo "$l"
}
of() { crm-order order-line list "$1" -o csv -c order_id | sed 1d; }
level() { crm-stock level list -w "product = $1" -o csv -c on_hand,reserved | sed 1d; }

quiet crm-customer add name=Acme
quiet crm-stock warehouse add name=Main
for p in A B S; do quiet crm-stock add sku=$p; done
quiet crm-stock set S stocked=no
quiet crm-stock receive product=A quantity=100 price=3

# ---- of-01: three, then seven ----

l=$(confirmed 10 product=A unit_price=100)
is "$(level A)" 100,10 'confirmed, its goods are held'
is "$(cell order-line "id = $l" promised_on)" 2026-11-21 'and promised'
run 'three leave' 0 crm-order order-line ship "$l" quantity=3 carrier=SF tracking=SF01 -o csv -c quantity,shipped,to_ship
is_out 'quantity,shipped,to_ship
10,3,7'
is "$(cell order "id = $(of "$l")" delivery,shipped_on)" partial, 'partly'
is "$(level A)" 97,7 'the rest stays held'
run 'seven' 0 crm-order ship "$(of "$l")" -o csv -c delivery,shipped_on
is_out 'delivery,shipped_on
full,2026-11-21'
run 'two documents' 0 crm-order delivery list -o csv -c number,order_id,shipped_on,carrier,tracking
is_out 'number,order_id,shipped_on,carrier,tracking
DN-20261121-0001,O1,2026-11-21,SF,SF01
DN-20261121-0002,O1,2026-11-21,,'
run 'nothing is left' 5 crm-order ship O1
is_err 'crm-order: O1 has nothing left to ship'
run 'signed for' 0 crm-order delivery set DV1 signed_by='Li Na' signed_on=2026-11-21 -q
run 'what left is not deleted' 5 crm-order delivery delete DV1
like_err 'DV1 is posted and stays as it is: crm-admin undo of its batch takes it back'

# ---- of-07, of-05: over-delivery ----

l=$(confirmed 10 product=A unit_price=1)
run 'eleven of ten' 5 crm-order order-line ship "$l" quantity=11
is_err 'crm-order: 11 of OL2 are more than the 10 that are still to be shipped; the setting over_delivery says how many percent more may leave'
quiet crm-order order-line ship "$l" quantity=10
run 'nor one behind ten' 5 crm-order order-line ship "$l" quantity=1
like_err '1 of OL2 are more than the 0 '
quiet crm-admin setting add name=over_delivery value=50
l=$(confirmed 10 product=A unit_price=1)
quiet crm-order order-line ship "$l" quantity=12
is "$(cell order "id = $(of "$l")" delivery) $(cell order-line "id = $l" shipped,to_ship)" 'over 12,0' 'twelve of ten within half'

# ---- of-09: amended; of-11: closed short ----

l=$(confirmed 10 product=A unit_price=1)
quiet crm-order order-line ship "$l" quantity=6
quiet crm-order amend "$(of "$l")"
run 'not below what has left' 5 crm-order order-line set "$l" quantity=5
is_err 'crm-order: quantity: of OL4 is not less than what has left: 6'
quiet crm-order order-line set "$l" quantity=7
run 'nor deleted' 5 crm-order order-line delete "$l"
like_err 'OL4 is referred to by DL5'
run 'nor of another product' 5 crm-order order-line set "$l" product=B
is_err 'crm-order: 6 of OL4 have left: it stays the line that it is'
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(cell order-line "id = $l" to_ship) $(level A)" '1 62,1' 'one is left, and held'
quiet crm-order amend "$(of "$l")"
quiet crm-order order-line set "$l" quantity=20
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(cell order-line "id = $l" to_ship) $(level A)" '14 62,14' 'it grows, and so does what is held'
l=$(confirmed 10 product=A unit_price=1)
quiet crm-order order-line ship "$l" quantity=5
run 'no cancel with goods out' 5 crm-order cancel "$(of "$l")"
like_err 'goods of O5 have left: crm-order close O5 rest=yes'
run 'nor closed as it is' 5 crm-order close "$(of "$l")"
is_err 'crm-order: 5 of OL5 are not shipped; rest=yes cancels what is left of O5'
run 'closed short' 0 crm-order close "$(of "$l")" rest=yes -o csv -c status,delivery
is_out 'status,delivery
closed,full'
is "$(cell order-line "id = $l" shipped,cancelled,to_ship) $(level A)" '5,5,0 57,14' 'five are cancelled and free'
run 'and ship no more' 5 crm-order order-line ship "$l" quantity=1

# ---- backorders ----

quiet crm-stock receive product=B quantity=4 price=2
l=$(confirmed 10 product=B unit_price=5)
run 'not all is there' 5 crm-order ship "$(of "$l")"
is_err 'crm-order: B: 10 are to leave Main, 4 are free there'
run 'what is there' 0 crm-order ship "$(of "$l")" some=yes -q
is "$(cell order-line "id = $l" shipped,to_ship)" 4,6 'the rest is to come'
run 'nothing is held' 5 crm-order ship "$(of "$l")" some=yes
like_err 'nothing that is to be shipped of O6 is held for it'
quiet crm-stock receive product=B quantity=6 price=2
run 'it came, and leaves' 0 crm-order ship "$(of "$l")" some=yes -o csv -c delivery
is_out 'delivery
full'

# ---- rc-01, rc-03, rc-05, rc-11: credits of returns; of-03 ----

l=$(confirmed 3 product=A unit_price=33.333333)
quiet crm-order order-line ship "$l"
for n in 1 1 1; do quiet crm-order order-line return "$l" quantity=$n; done
is "$(cell return "order_line = $l" credit)" '33.33 33.33 33.34' 'one by one they make the whole'
run 'more than left' 5 crm-order order-line return "$l" quantity=1
is_err 'crm-order: 1 of OL7 cannot come back: 0 have left and are not back yet'
l=$(confirmed 10 product=A unit_price=9.99)
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order order-line return "$l" quantity=2 reason=dented
is "$(cell return "order_line = $l" credit,reason)" 19.98,dented 'a fifth of the line'
l=$(confirmed 10 product=A unit_price=100)
quiet crm-order order-line ship "$l" quantity=6
quiet crm-order order-line ship "$l" quantity=3
before=$(level A)
quiet crm-order order-line return "$l" quantity=3
quiet crm-order order-line return "$l" quantity=1 scrap=yes
is "$(cell order-line "id = $l" shipped,returned,to_ship)" 9,4,1 'returns are no part of the progress'
is "$before $(level A)" '46,21 49,21' 'what is scrapped comes into no stock'
run 'four more do not' 5 crm-order order-line return "$l" quantity=6
like_err '6 of OL9 cannot come back: 5 have left'
run 'of two deliveries' 0 crm-order order-line return "$l" quantity=5 -q
is "$(cell return "order_line = $l" quantity,credit)" '3,300.00 1,100.00 2,200.00 3,300.00' 'a return of each'
l=$(confirmed 3 amount=10)
quiet crm-order order-line ship "$l"
quiet crm-order order-line return "$l" quantity=0.5
quiet crm-order order-line return "$l" quantity=2.5
is "$(cell return "order_line = $l" credit)" '1.67 8.33' 'of no product, and a fraction'

# ---- of-17: behind the end; exchanges ----

quiet crm-order close "$(of "$l")"
l=$(confirmed 2 product=A unit_price=10)
quiet crm-order order-line ship "$l"
run 'exchanged' 0 crm-order order-line return "$l" quantity=1 exchange=yes -o csv -c shipped,returned,to_ship
is_out 'shipped,returned,to_ship
2,1,1'
is "$(cell return "order_line = $l" exchange,credit)" yes, 'without a credit'
is "$(crm-order list "$(of "$l")" -o csv -c delivery | sed 1d)" full 'what came back lowers no progress'
quiet crm-order order-line ship "$l"
is "$(cell order "id = $(of "$l")" delivery)" full 'and sent anew'
quiet crm-order close "$(of "$l")"
run 'a closed order takes returns' 0 crm-order order-line return "$l" quantity=1 -q
run 'but no exchange' 5 crm-order order-line return "$l" quantity=1 exchange=yes
like_err 'is closed, and what is exchanged is shipped again'

# ---- lots, services, undo ----

quiet crm-stock add sku=T tracking=lot
quiet crm-stock receive product=T quantity=2 price=1 lot=L1 expires=2027-01-01
quiet crm-stock receive product=T quantity=5 price=1 lot=L2 expires=2028-01-01
l=$(confirmed 3 product=T unit_price=10)
quiet crm-order order-line ship "$l"
is "$(cell delivery-line "order_line = $l" quantity)" '2 1' 'a line for each lot'
run 'a lot that did not leave' 5 crm-order order-line return "$l" quantity=1 lot=L9
run 'one that did' 0 crm-order order-line return "$l" quantity=1 lot=L2 -q
l=$(confirmed 1 product=S unit_price=30)
run 'a service needs no stock' 0 crm-order order-line ship "$l" -o csv -c shipped
is_out 'shipped
1'
l=$(confirmed 5 product=A unit_price=10)
before=$(level A)
quiet crm-order ship "$(of "$l")"
b=$(batch)
quiet crm-order order-line return "$l" quantity=1
r=$(batch)
run 'what came back is undone first' 5 crm-admin undo "$b" -q
run 'a return is undone' 0 crm-admin undo "$r" -q
run 'and then the delivery' 0 crm-admin undo "$b" -q
is "$(cell delivery "order = $(of "$l")" status) $(cell return "order_line = $l" status)" 'void void' 'their numbers stay'
is "$(cell order-line "id = $l" shipped,returned,to_ship) $(cell order "id = $(of "$l")" delivery,shipped_on)" '0,0,5 none,' 'nothing has left'
is "$(level A)" "$before" 'the goods are there, and held'
run 'it ships again' 0 crm-order ship "$(of "$l")" -q
is "$(crm-order delivery list -s -number -l 1 -o csv -c number,status | sed 1d)" 'DN-20261121-0019,shipped' 'no number twice'

# ---- straight from the supplier ----

quiet crm-stock set B supplier=Factory
before=$(level B)
l=$(confirmed 7 product=B unit_price=5 drop_ship=yes)
run 'it is bought for the customer' 0 crm-stock purchase list -o csv -c supplier,drop_ship
is_out 'supplier,drop_ship
Factory,Acme'
is "$(cell order-line "id = $l" purchase_line_id)" PUL1 'the line says as what'
quiet crm-order order-line ship "$l"
is "$(level B)" "$before" 'and touches no stock'

# ---- a closed day ----

quiet crm-admin period close 2026-10 order
l=$(confirmed 1 product=A unit_price=1)
run 'nothing is shipped in it' 5 crm-order order-line ship "$l" on=2026-10-31
like_err 'the first open day is 2026-11-01'
run 'the books' 0 crm-admin check -q

# ---- what is late ----

quiet crm-order order-line set "$l" promised_on=2026-11-20
run 'in the due list' 0 crm-task due --kind delivery -o csv -c about,when,why
is_out 'about,when,why
OL16,2026-11-20T00:00:00Z,1 of A to ship 1 day ago
OL4,2026-11-21T00:00:00Z,14 of A to ship today
OL8,2026-11-21T00:00:00Z,6 of A to ship today
OL9,2026-11-21T00:00:00Z,1 of A to ship today'

# ---- lies ----

ask 'UPDATE delivery_line SET quantity = 4000000 WHERE id = 1'
ask "UPDATE sale_return SET quantity = 99000000 WHERE id = 1"
ask "UPDATE sale_order SET status = 'closed' WHERE id = 4"
run 'are found' 4 crm-admin check -o csv -c code,id,message
is "$(grep -e ^delivery- -e ^returned -e ^reserved- out)" 'delivery-moves,DL1,"4 were delivered, the move took out 3"
returned,OL7,101 have come back of 3 that left
reserved-for,RV4,"14 are held for an order that is over, not 0"' 'each of them'

# ---- on hold, goods that are to be sent anew are held, too ----

quiet crm-stock add sku=H
quiet crm-stock receive product=H quantity=10 price=1
l=$(confirmed 4 product=H unit_price=1)
quiet crm-order ship "$(of "$l")"
quiet crm-order hold "$(of "$l")"
quiet crm-order order-line return "$l" quantity=3 exchange=yes scrap=yes
is "$(level H)" 6,3 'exchanged on hold'

# ---- what is to be fetched ----

quiet crm-stock warehouse add name=Side
for p in P Q; do quiet crm-stock add sku=$p; done
quiet crm-stock set Q tracking=lot
quiet crm-stock shelf add product=P warehouse=Main place=A-02
quiet crm-stock shelf add product=Q warehouse=Main place=A-01
quiet crm-stock receive product=P quantity=10 price=1 warehouse=Main
quiet crm-stock receive product=Q quantity=2 price=1 warehouse=Main lot=L1 expires=2027-01-31
quiet crm-stock receive product=Q quantity=9 price=1 warehouse=Main lot=L2 expires=2027-02-28
first=$(of "$(confirmed 1 product=Q unit_price=1 warehouse=Main)")
o=$(crm-order add customer=Acme warehouse=Main -o ids -q)
quiet crm-order order-line add order="$o" product=P quantity=4 unit_price=1
quiet crm-order order-line add order="$o" product=Q quantity=3 unit_price=1
quiet crm-order submit "$o"
run 'a draft holds nothing' 0 crm-order pick "$o" -o csv
is "$(wc -l < out)" 1 'a header alone'
quiet crm-order confirm "$o"
run 'by place and lot' 0 crm-order pick "$o" -o csv -c warehouse,place,sku,lot,quantity,order_id
is_out "warehouse,place,sku,lot,quantity,order_id
Main,A-01,Q,L1,1,$o
Main,A-01,Q,L2,2,$o
Main,A-02,P,,4,$o"
run 'of several, one way' 0 sh -c "printf 'order_id\n$o\n$first\n' | crm-order pick - -o csv -c sku,lot,quantity,order_id"
is_out "sku,lot,quantity,order_id
Q,L1,1,$first
Q,L1,1,$o
Q,L2,2,$o
P,,4,$o"
quiet crm-order order-line ship "$(crm-order order-line list -w "order = $o and product = P" -o ids)" quantity=3
run 'what is left of it' 0 crm-order pick "$o" -o csv -c sku,quantity
is_out 'sku,quantity
Q,1
Q,2
P,1'

# ---- from which of two warehouses ----

o=$(crm-order add customer=Acme -o ids -q)
quiet crm-order order-line add order="$o" product=P quantity=1 unit_price=1
quiet crm-order submit "$o"
run 'confirmed from where?' 2 crm-order confirm "$o"
like_err 'which warehouse. say warehouse=NAME'
run 'so it is said' 0 crm-order confirm "$o" warehouse=Main -o csv -c status,warehouse
is_out 'status,warehouse
confirmed,Main'
is "$(crm-order pick "$o" -o csv -c warehouse,sku,quantity | sed 1d)" Main,P,1 'and held there'

# ---- amended to leave from elsewhere ----

held() { crm-stock reservation list -w "about in ($1) and held > 0" -o csv -c warehouse,held | sed 1d; }
quiet crm-stock receive product=P quantity=5 price=1 warehouse=Side
l=$(crm-order order-line list -w "order = $o" -o ids)
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" warehouse=Side
quiet crm-order submit "$o"
run 'a line from elsewhere' 0 crm-order confirm "$o" -q -o ids
is "$(held "$l")" Side,1 'is held there'
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" warehouse=
quiet crm-order set "$o" warehouse=Main
quiet crm-order submit "$o"
run 'the whole order' 0 crm-order confirm "$o" -q -o ids
is "$(held "$l")" Main,1 'likewise'
run 'it leaves from there' 0 crm-order ship "$o" -q -o ids
is "$(held "$l")" '' 'and nothing is held any more'

# ---- many orders of one product in one batch: each sees what the ones before hold ----

quiet crm-stock add sku=Few
quiet crm-stock receive product=Few warehouse=Main quantity=7 price=1
: > orders
for _ in 1 2 3 4; do
	o=$(crm-order add customer=Acme warehouse=Main -o ids -q)
	for q in 2 1; do quiet crm-order order-line add order="$o" product=Few quantity=$q unit_price=1; done
	echo "$o" >> orders
done
quiet crm-order submit - < orders
kept() { crm-stock reservation list -w "product = Few and status = open" -s reservation_id -o csv -c held | sed 1d | paste -sd' '; }
run 'all at once' 0 crm-order confirm - -q -o ids < orders
is "$(kept)" '2 1 2 1 1 0 0 0' 'as far as it lasts'
rv=$(crm-stock reservation list -w 'product = Few and status = open' -s reservation_id -l 1 -o ids)
run 'what an order holds is not deleted' 5 crm-stock reservation delete "$rv"
like_err "crm-stock: $rv is held for OL[0-9]*: crm-order amend O[0-9]* changes what that orders"
sed -n '1p;3p' orders > some
run 'two of them go' 0 crm-order cancel - -q -o ids < some
is "$(kept)" '2 1 2 1' 'who waits gets what they held'
run 'all that is left leaves' 0 sh -c "sed -n '2p;4p' orders | crm-order ship - -q -o ids"
is "$(kept)/$(level Few)" '/1,0' 'and one is free'
is "$(crm-admin check --deep -o csv -c code -q 2> said | grep -c stock)" 0 'as much is held as the level says'

# ---- units of which nothing says how many pieces they are, or too few ----

quiet crm-stock add sku=Bolt unit=piece
quiet crm-stock unit add product=Bolt name=third contains=1 per=3
o=$(crm-order add customer=Acme warehouse=Main -o ids -q)
quiet crm-order order-line add order="$o" product=Bolt quantity=1 unit_price=1
l=$(crm-order order-line add order="$o" product=Bolt quantity=5 unit=crate unit_price=1 -o ids -q)
quiet crm-order submit "$o"
run 'what a unit is, nobody knows' 5 crm-order confirm "$o"
is_err "crm-order: $l: unit: Bolt is kept in piece, and nothing says how many of these a crate is; crm-stock unit add product=Bolt name=crate contains=N says so"
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" quantity=1 unit=third
quiet crm-order submit "$o"
run 'or it comes to none' 4 crm-order confirm "$o"
is_err "crm-order: $l: quantity: is 1 third of Bolt: less than the least that is kept of it"
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" quantity=0 unit=crate
quiet crm-order submit "$o"
run 'none is none in any unit' 0 crm-order confirm "$o" -q -o ids

# ---- goods of a line move with it, or it would not know ----

quiet crm-stock add sku=Its
quiet crm-stock add sku=Set
quiet crm-stock kit-part add kit=Set product=Its quantity=2
quiet crm-stock receive product=Its quantity=20 price=3 warehouse=Main
l=$(confirmed 4 product=Its unit_price=10 warehouse=Main)
rv=$(crm-stock reservation list -w "about = $l" -o ids)
way="crm-order ship $(of "$l") ships it, crm-order order-line ship $l this line alone"
run 'what a line holds is issued by nobody else' 5 \
    sh -c "crm-stock pick for=$l | crm-stock issue -"
is_err "crm-stock: stdin:2: reservation: $rv is held for $l: $way"
run 'nor a part of it' 5 crm-stock issue reservation="$rv" quantity=1
is "$(level Its)" 20,4 'nothing left'
run 'the list of orders is what ships it' 0 \
    sh -c "crm-order pick $(of "$l") | crm-order order-line ship - -o csv -c shipped,to_ship"
is_out 'shipped,to_ship
4,0'
moved() { crm-stock move list -w 'product = Its and kind = issue' -o ids | tail -1; }
for scrap in no yes; do
	run "nor does it come back for nobody: scrap=$scrap" 5 \
	    crm-stock return of="$(moved)" quantity=1 scrap=$scrap
	is_err "crm-stock: of: $(moved) was shipped for $l: crm-order order-line return $l takes it back"
done
run 'it comes back with its line' 0 crm-order order-line return "$l" quantity=1 -o csv -c returned
is_out 'returned
1'
k=$(confirmed 1 product=Set unit_price=10 warehouse=Main)
run 'parts of a kit leave with its line' 5 \
    crm-stock issue reservation="$(crm-stock reservation list -w "about = $k" -o ids)"
like_err "is held for $k: "
quiet crm-order ship "$(of "$k")"
run 'and come back with it' 5 crm-stock return of="$(moved)" quantity=1
like_err "was shipped for $k: crm-order order-line return $k "
quiet crm-admin undo "$(batch)"
free=$(crm-stock reserve product=Its warehouse=Main quantity=2 for="$(of "$k")" -o ids -q)
run 'what is held for a whole order is nobody'"'"'s line' 0 \
    crm-stock issue reservation="$free" -q -o ids
run 'and comes back' 0 crm-stock return of="$(moved)" -q -o ids

# ---- an amended order is not in the way of itself ----

quiet crm-stock add sku=LATE
quiet crm-stock receive product=LATE warehouse=Main quantity=100 price=3
l=$(confirmed 150 product=LATE unit_price=5 warehouse=Main)
promised() { crm-order order-line list "$l" -o csv -c quantity,promised_on | sed 1d; }
is "$(promised)" 150, 'nobody knows when'
quiet crm-stock order product=LATE warehouse=Main quantity=60 price=1 on=2026-11-27 supplier=S
quiet crm-order amend "$(of "$l")"
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(promised)" 150,2026-11-27 'once it was amended, when the rest comes'
quiet crm-order amend "$(of "$l")"
quiet crm-order order-line set "$l" quantity=165 promised_on=
quiet crm-order submit "$(of "$l")"
quiet crm-order confirm "$(of "$l")"
is "$(promised)" 165, 'more than comes'

# ---- nor is what is held for a line of anything else ----

quiet crm-stock warehouse add name=Far
l=$(confirmed 4 product=A warehouse=Main unit_price=100)
held=$(crm-stock reservation list -w "about = $l" -o ids)
for to in product=B warehouse=Far about="$(crm-customer list -w 'name = Acme' -o ids)"; do
	run "its promise has another ${to%=*} by the order alone" 5 \
	    crm-stock reservation set "$held" "$to"
	is_err "crm-stock: $held is held for $l: crm-order amend $(of "$l") changes what that orders"
done
free=$(crm-stock reserve product=A warehouse=Main quantity=4 for="$(of "$l")" -o ids -q)
run 'what is held for no line may move' 0 crm-stock reservation set "$free" warehouse=Far -q
run 'and back' 0 crm-stock reservation set "$free" warehouse=Main -q
quiet crm-stock issue reservation="$free" quantity=2
for to in product=B warehouse=Far; do
	run "once some has left, its ${to%=*} stays" 5 crm-stock reservation set "$free" "$to"
	is_err "crm-stock: 2 of $free have left: crm-stock reservation release $free gives up the rest, crm-stock reserve holds other goods"
done
done_testing
