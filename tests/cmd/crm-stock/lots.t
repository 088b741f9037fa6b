#!/bin/sh
# Lots that expire, and serial numbers: each in one place.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
# moves WHERE: ids of moves, one a line
moves() { crm-stock move list -w "$1" -o ids; }

book
quiet crm-stock warehouse add name=W1
quiet crm-stock warehouse add name=W2
quiet crm-admin setting add name=stock_warehouse value=W1

# ---- lots ----

quiet crm-stock add sku=M tracking=lot
run 'a product by lots needs one' 4 crm-stock receive product=M quantity=1 price=1
is_err 'crm-stock: lot: is required: M is kept by lots'
quiet crm-stock receive product=M quantity=5 price=1 lot=L1 expires=2026-11-20
quiet crm-stock receive product=M quantity=5 price=1 lot=L2 expires=2026-12-31
quiet crm-stock receive product=M quantity=5 price=1 lot=L3
is "$(crm-stock level list -c on_hand,available | sed 1d)" '15,10' \
    'what has expired is not available'
run 'the first to expire leaves first, what has expired not at all' 0 \
    crm-stock issue product=M quantity=7 -c lot,quantity
is_out 'lot,quantity
L2,-5
L3,-2'
run 'more than has not expired' 5 crm-stock issue product=M quantity=4
like_err 'M: 4 are to leave W1, 3 that have not expired are there'
run 'an expired lot is refused' 5 crm-stock issue product=M quantity=1 lot=L1
like_err 'L1 expired on 2026-11-20; it leaves only with reason=TEXT'
run 'but with a reason' 0 crm-stock issue product=M quantity=1 lot=L1 reason=destroyed -q
run 'a lot that is not' 3 crm-stock issue product=M quantity=1 lot=L9
like_err 'there is no L9 of M'
quiet crm-stock add sku=N
run 'a product without lots has none' 5 crm-stock receive product=N quantity=1 price=1 lot=L1
like_err 'N is not kept by lots'
run 'nor a day on which it expires' 5 crm-stock receive product=N quantity=1 price=1 expires=2027-01-01
is_err 'crm-stock: expires: N is not kept by lots; crm-stock set N tracking=lot changes that'
run 'of a piece no half is promised' 4 crm-stock promise product=N quantity=1.5
is_err 'crm-stock: quantity: has more decimals than the unit of N has; crm-stock set N decimals=N changes that'
run 'not below zero on any day, by lot' 5 crm-stock issue product=M quantity=4 lot=L3
like_err '4 of L3 are to leave W1, 3 are there'

# ---- days that a lot must last ----

quiet crm-stock add sku=D tracking=lot
quiet crm-stock receive product=D quantity=5 price=1 lot=D1 expires=2026-12-10
quiet crm-stock receive product=D quantity=5 price=1 lot=D2 expires=2027-03-01
quiet crm-customer add name=Strict lot_days=60
quiet crm-order add number=SO1 customer=Strict
quiet crm-order order-line add order=SO1 product=D quantity=3 unit_price=1
run 'a customer gets what lasts as long as he asks' 0 \
    crm-stock issue product=D quantity=1 for=O1 -c lot,quantity
is_out 'lot,quantity
D2,-1'
run 'through a line of his order too' 0 crm-stock issue product=D quantity=1 for=OL1 -c lot
is_out 'lot
D2'
run 'no more than that' 5 crm-stock issue product=D quantity=4 for=O1
like_err 'D: 4 are to leave W1, 3 that last 60 days more are there'
run 'a lot that does not is refused' 5 crm-stock issue product=D quantity=1 lot=D1 for=O1
like_err 'lot: D1 lasts until 2026-12-10, and 60 days from 2026-11-21 are asked for; it leaves only with reason=TEXT'
run 'but with a reason' 0 crm-stock issue product=D quantity=1 lot=D1 for=O1 reason=agreed -q
run 'or where the line says less' 0 crm-stock issue product=D quantity=1 for=O1 days_left=10 -c lot
is_out 'lot
D1'
run 'others get the first to expire' 0 crm-stock issue product=D quantity=1 -c lot
is_out 'lot
D1'

# ---- serial numbers ----

quiet crm-stock add sku=S tracking=serial
quiet crm-stock receive product=S quantity=1 price=100 lot=S1
quiet crm-stock receive product=S quantity=1 price=100 lot=S2
run 'a serial number twice' 5 crm-stock receive product=S quantity=1 price=1 lot=S1 warehouse=W2
like_err 'lot: S1 is in W1 already'
crm-stock issue product=S quantity=1 lot=S1 2> err > out
batch=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
run 'what left is not there' 5 crm-stock issue product=S quantity=1 lot=S1
like_err 'S1 is not in W1, it is nowhere'
run 'a delivery taken back brings its serial back' 0 crm-admin undo "$batch"
is "$(crm-stock layer list -w 'lot = S1 and open = yes' -c warehouse,left | sed 1d)" \
    'W1,1' 'as before'
quiet crm-stock issue product=S quantity=1 lot=S1
first=$(moves 'lot = S1 and kind = issue' | tail -1)
quiet crm-stock return of="$first" quantity=1
is "$(crm-stock move list -w 'kind = return' -c lot,value | sed 1d)" 'S1,100.00' \
    'a return of a move knows its serial'
quiet crm-stock issue product=S quantity=1 lot=S1
run 'what came back once does not come back again' 5 crm-stock return of="$first" quantity=1
like_err 'can give back 0, not 1'
run 'a return without a number asks which' 4 crm-stock return product=S quantity=1
like_err 'lot: is required: S is kept by serial numbers'
quiet crm-stock transfer product=S quantity=1 lot=S2 to=W2
is "$(crm-stock layer list -w 'lot = S2 and open = yes' -c warehouse | sed 1d)" W2 \
    'it goes with its number'
quiet crm-stock warehouse add name=north
quiet crm-stock receive product=S quantity=1 price=1 lot=S9 warehouse=north
run 'what is elsewhere is told where' 5 crm-stock issue product=S quantity=1 lot=S9
is_err 'crm-stock: lot: S9 is not in W1, it is in north; free elsewhere: W2 1, north 1'
quiet crm-stock add sku=T tracking=lot
quiet crm-stock receive product=T quantity=5 price=1 lot=L3
try 'two products may have lots of one number' 0 \
    'printf "kind,moved_on,product,warehouse,quantity,lot\nissue,2026-11-21,T,W1,-1,L3\n" | crm-stock move import - -q'
is "$(crm-stock layer list -w 'product = T and open = yes' -c left | sed 1d)" 4 'the row says whose'
printf 'kind,moved_on,product,warehouse,quantity,value,lot\n' > history.csv
printf 'receipt,2026-01-08,T,W2,3,6,H1\nissue,2026-01-09,T,W2,-3,,H1\n' >> history.csv
run 'history names lots that nobody has heard of' 4 crm-stock move import history.csv
like_err "^crm-stock: history.csv:2: lot: there is no lot 'H1'; --create-missing makes it$"
run 'which are made where that is said' 0 crm-stock move import --create-missing history.csv -c lot,quantity,value
is_out 'lot,quantity,value,_action,_duplicate_of
H1,3,6.00,inserted,
H1,-3,-6.00,inserted,'
like_err 'made 1 missing: lot \(H1\)'
is "$(crm-stock lot list -w 'number = H1' -c product.sku | sed 1d)" T 'of the product of the row'
quiet crm-stock receive product=T quantity=9 price=1 lot=OLD expires=2026-11-01 warehouse=W2
run 'what has expired is not free elsewhere either' 5 crm-stock issue product=T quantity=9
like_err 'T: 9 are to leave W1, 4 that have not expired are there$'

# ---- not enough of what was named: where else it is, and which others there are ----

quiet crm-stock add sku=W tracking=lot
for lot in 'A expires=2027-03-01 quantity=2' 'B expires=2026-12-31 quantity=3' \
    'C expires=2026-11-01 quantity=6' 'A quantity=5 warehouse=W2' 'D quantity=4' \
    'E quantity=8 warehouse=W2'; do
	# shellcheck disable=SC2086 # words of a line
	quiet crm-stock receive product=W price=1 lot=$lot
done
quiet crm-stock warehouse add name=Hold kind=quarantine
quiet crm-stock transfer product=W quantity=1 lot=A warehouse=W2 to=Hold
quiet crm-stock purchase add number=PO1 supplier=S due_on=2026-12-05
quiet crm-stock purchase-line add purchase=PO1 product=W quantity=20 price=1
po=$(crm-stock purchase list -o ids)
more="free elsewhere: W2 12; more comes: 20 on 2026-12-05 ($po)"
run 'of a lot' 5 crm-stock issue product=W quantity=3 lot=A
is_err "crm-stock: lot: 3 of A are to leave W1, 2 are there on 2026-11-21; of this lot elsewhere: W2 4, Hold 1; free of other lots there: B 3, D 4; $more"
run 'of one that is not' 3 crm-stock issue product=W quantity=3 lot=Z
is_err "crm-stock: lot: there is no Z of W; free of other lots there: B 3, A 2, D 4; $more"
run 'of one that has expired' 5 crm-stock issue product=W quantity=3 lot=C
is_err "crm-stock: lot: C expired on 2026-11-01; it leaves only with reason=TEXT; free of other lots there: B 3, A 2, D 4; $more"
run 'of one that does not last' 5 crm-stock issue product=W quantity=1 lot=B days_left=60
is_err "crm-stock: lot: B lasts until 2026-12-31, and 60 days from 2026-11-21 are asked for; it leaves only with reason=TEXT; free of other lots there: A 2, D 4; $more"
run 'of all that last' 5 crm-stock issue product=W quantity=7 days_left=60
is_err "crm-stock: W: 7 are to leave W1, 6 that last 60 days more are there; expired there: C 6; $more"
run 'of all' 5 crm-stock issue product=W quantity=10
is_err "crm-stock: W: 10 are to leave W1, 9 that have not expired are there; expired there: C 6; $more"
run 'to be promised' 5 crm-stock reserve product=W quantity=10
is_err "crm-stock: W: 10 are to be reserved in W1, 9 are free there; expired there: C 6; $more; wait=yes takes these and waits"
quiet crm-stock reserve product=W quantity=5
run 'what others hold is free of no lot' 5 crm-stock issue product=W quantity=3 lot=A
like_err 'free of other lots there: B 3, D 1; '
run 'nor elsewhere more than is' 5 crm-stock issue product=W quantity=6 lot=A warehouse=W2
like_err 'A are to leave W2, 4 are there on 2026-11-21; of this lot elsewhere: W1 2, Hold 1; free of other lots there: E 8; free elsewhere: W1 4; more comes'
run 'on a day of the past' 5 crm-stock issue product=W quantity=1 lot=E warehouse=W2 on=2026-11-20
like_err '1 of E are to leave W2, 0 are there on 2026-11-20; '
quiet crm-stock add sku=U
quiet crm-stock receive product=U quantity=5 price=1
quiet crm-stock receive product=U quantity=5 price=1 warehouse=W2
run 'of goods without lots too' 5 crm-stock issue product=U quantity=1 on=2026-11-20
is_err 'crm-stock: U in W1 would be -1 on 2026-11-20, where it is 0 now; free elsewhere: W2 5'
quiet crm-customer add name=Direct
quiet crm-stock purchase add number=PO2 supplier=S due_on=2026-12-01 drop_ship=Direct
quiet crm-stock purchase-line add purchase=PO2 product=U quantity=9 price=1
run 'what goes straight to a customer does not come' 5 crm-stock issue product=U quantity=6
is_err 'crm-stock: U: 6 are to leave W1, 5 are free there; free elsewhere: W2 5'
quiet crm-stock receive product=S quantity=1 price=1 lot=S7
quiet crm-stock receive product=S quantity=1 price=1 lot=S8
run 'of a serial number' 5 crm-stock issue product=S quantity=1 lot=S9
is_err 'crm-stock: lot: S9 is not in W1, it is in north; other serial numbers there: S7, S8; free elsewhere: W2 1, north 1'
run 'the books are sound' 0 crm-admin check

# ---- a customer who asks for lots that last, and what is held for it ----

quiet crm-customer add name=Keeps lot_days=30
customer=$(crm-customer list -w "name = Keeps" -o ids)
one=$(crm-order add customer="$customer" -q -o ids)
two=$(crm-order add customer="$customer" -q -o ids)
quiet crm-stock warehouse add name=Cold
quiet crm-stock add sku=KEEP tracking=lot
quiet crm-stock receive product=KEEP quantity=5 price=1 lot=short expires=2026-12-01 warehouse=Cold
quiet crm-stock receive product=KEEP quantity=2 price=1 lot=long expires=2027-12-01 warehouse=Cold
run 'no more is held than lasts' 5 crm-stock reserve product=KEEP quantity=5 for="$one" warehouse=Cold
like_err '^crm-stock: KEEP: 5 are to be reserved in Cold, 2 are free there'
keeps=$(crm-stock reserve product=KEEP quantity=2 for="$one" warehouse=Cold -q -o ids)
run 'nor is it for two' 0 crm-stock reserve product=KEEP quantity=4 for="$two" warehouse=Cold \
    wait=yes -c held
is_out 'held
0'
is "$(crm-stock pick -c sku,lot,quantity | grep KEEP)" 'KEEP,long,2' 'that lot is fetched'
run 'and leaves' 0 crm-stock issue reservation="$keeps" -c lot,quantity
is_out 'lot,quantity
long,-2'
quiet crm-stock receive product=KEEP quantity=3 price=1 lot=other expires=2026-12-02 warehouse=Cold
is "$(crm-stock reservation list -w 'product = KEEP' -c held | sed 1d | tr '\n' ' ')" '0 0 ' \
    'what comes and does not last is held for others'
quiet crm-stock receive product=KEEP quantity=3 price=1 lot=later expires=2027-12-02 warehouse=Cold
is "$(crm-stock reservation list -w 'product = KEEP' -c held | sed 1d | tr '\n' ' ')" '0 3 ' \
    'what lasts goes to who waits'

# ---- a lot of which all was taken back ----

taken_in() { crm-stock receive product=OLDER quantity=1 price=1 lot=typo expires="$1" warehouse=Cold -q -o ids; }
quiet crm-stock add sku=OLDER tracking=lot
taken_in 2026-11-30 > out
run 'another day than it has' 5 taken_in 2026-12-30
like_err 'expires: typo is there already, and expires on 2026-11-30'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
run 'is its day once nothing ever lay in it' 0 taken_in 2026-12-30
is "$(crm-stock lot list -w 'number = typo' -c expires_on | sed 1d)" 2026-12-30 'as if for the first time'
run 'and then stays' 5 taken_in 2026-11-30
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(crm-stock lot list -w 'number = typo' -c expires_on | sed 1d)" 2026-11-30 'undo gives it back'
quiet crm-stock lot add product=OLDER number=known expires_on=2026-12-01
run 'what was written of one by hand stays' 5 crm-stock receive product=OLDER quantity=1 price=1 \
    lot=known expires=2026-12-02 warehouse=Cold

# ---- what is held expires ----

quiet crm-stock receive product=OLDER quantity=2 price=1 lot=soon expires=2026-11-30 warehouse=Cold
quiet crm-stock receive product=OLDER quantity=5 price=2 lot=late expires=2026-12-31 warehouse=Cold
held=$(crm-stock reserve product=OLDER quantity=7 warehouse=Cold -q -o ids)
run 'what has expired is not fetched' 0 on 2026-12-02 crm-stock pick -c sku,lot,quantity
is "$(grep OLDER out)" OLDER,late,5 'the rest is'
run 'as much leaves as is held then' 0 on 2026-12-02 crm-stock issue reservation="$held" -n -c lot,quantity
is_out 'lot,quantity
late,-5'
run 'and leaves as it was picked' 0 on 2026-12-02 sh -c \
    "{ crm-stock pick -o csv | sed -n '1p;/OLDER/p'; } | crm-stock issue - -c lot,quantity"
is_out 'lot,quantity
late,-5'
run 'the books are sound' 0 crm-admin check
done_testing
