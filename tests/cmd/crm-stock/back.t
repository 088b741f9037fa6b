#!/bin/sh
# What comes back names no issue: it is found, and no more comes back than went.
. "$(dirname "$0")/../../lib.sh"

level() {
	crm-stock level list -w "product = '=$1'" -o csv -c on_hand,value | sed 1d
}
back() {
	crm-stock move list -w "product = '=$1' and kind in (return, scrap)" -o csv \
	    -c of,quantity,value | sed 1d
}
issue() {
	crm-stock move list -w "product = '=$1' and kind = issue" -o csv -c id | sed 1d |
	    sed -n "${2:-1}p"
}

book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=S tracking=serial cost_method=fifo
quiet crm-stock receive product=S lot=s1 price=10
quiet crm-stock issue product=S lot=s1
quiet crm-stock receive product=S lot=s3 price=50
run 'a piece comes back by its own issue' 0 crm-stock return product=S lot=s1 -q
is "$(back S)" "$(issue S),1,10.00" 'at what it cost'
run 'which is here now' 5 crm-stock return product=S lot=s1
like_err 's1 is in W already'
quiet crm-stock issue product=S lot=s1
try 'scanned' 0 'printf "s1\n" | crm-stock return - product=S -q'
is "$(back S | tail -n 1)" "$(issue S 2),1,10.00" 'by its last'

quiet crm-stock add sku=A
run 'nothing left' 5 crm-stock return product=A quantity=100
is_err 'crm-stock: A: of what was issued 0 can come back, not 100; what left before this book began comes in with: crm-stock receive'
quiet crm-stock receive product=A quantity=10 price=3 on=2026-11-01
quiet crm-stock issue product=A quantity=5
run 'all that left' 0 crm-stock return product=A quantity=5 -q
run 'comes back once' 5 crm-stock return of="$(issue A)" quantity=5
like_err 'can give back 0, not 5'
is "$(level A)" '10,30.00' 'there is what there was'
run 'the ledger takes none either' 5 crm-stock move add kind=return product=A quantity=1
like_err 'of what was issued 0 can come back, not 1'

# By several, the newest first; none of a later day.
quiet crm-stock add sku=F cost_method=fifo
quiet crm-stock receive product=F quantity=10 price=3 on=2026-11-01
quiet crm-stock receive product=F quantity=10 price=9 on=2026-11-02
quiet crm-stock issue product=F quantity=4 on=2026-11-03
quiet crm-stock issue product=F quantity=8 on=2026-11-05
try 'a file of a shop says it below zero' 0 \
    'printf "sku,quantity,date\nF,-3,2026-11-04\n" | crm-stock issue - -q'
is "$(back F)" "$(issue F),3,9.00" 'what left by then'
run 'the rest of one, and more' 0 crm-stock return product=F quantity=9 -q
is "$(back F)" "$(issue F),3,9.00
$(issue F 2),8,36.00
$(issue F),1,3.00" 'each at its own cost'
run 'no more' 5 crm-stock return product=F quantity=1
run 'nor thrown away' 5 crm-stock return product=F quantity=1 scrap=yes
quiet crm-stock issue product=F quantity=2
run 'what it costs is known' 5 crm-stock move add kind=return product=F quantity=1 value=4
like_err 'value: of what comes back follows from what it cost when it left'
quiet crm-stock return product=F quantity=2 scrap=yes
run 'thrown away, it came back' 5 crm-stock return product=F quantity=1

# A file: history that says what it cost, or an issue that is here.
printf 'moved_on,product,warehouse,kind,quantity\n2026-11-20,A,W,return,400\n' > rows.csv
run 'none of it left' 5 crm-stock move import rows.csv
like_err 'of what was issued 0 can come back, not 400'
quiet crm-stock issue product=A quantity=2 on=2026-11-19
sed 's/400/2/' rows.csv > two.csv
run 'as many left' 0 crm-stock move import two.csv -q
is "$(back A | tail -n 1)" "$(issue A 2),2,6.00" 'by that issue'
run 'sound' 0 crm-admin check --deep -q

# What left for an order comes back with it.
quiet crm-customer add name=K
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=S quantity=1 unit_price=100
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order order-line ship OL1 lot=s3
run 'what left for an order' 5 crm-stock return product=S lot=s3
like_err 'was shipped for OL1: crm-order order-line return OL1 takes it back'
run 'comes back there' 0 crm-order order-line return OL1 quantity=1 -q
done_testing
