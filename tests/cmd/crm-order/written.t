#!/bin/sh
# What a confirmed order is written in stays: units, parts of kits, and what is held for it.
. "$(dirname "$0")/../../lib.sh"

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
order() {
	quiet crm-order add customer=C1
	quiet crm-order order-line add order="$1" unit_price=1 "$2" "$3" ${4+"$4"}
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}
book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A unit=pcs
quiet crm-stock add sku=F unit=pcs
quiet crm-stock receive product=A quantity=2000 price=1
quiet crm-stock receive product=F quantity=40 price=2
quiet crm-customer add name=K
quiet crm-stock unit add product=A name=box contains=12
quiet crm-stock unit add product=A name=bag contains=5
order O1 product=A quantity=9 unit=Box
for change in contains=10 per=2 name=case; do
	run "a unit: $change" 5 crm-stock unit set UN1 "$change"
	like_err "OL1 of O1 is written in it: ship or close O1 first, or make another unit"
done
run 'nor is it deleted' 5 crm-stock unit delete UN1
like_err 'OL1 of O1 is written in it'
run 'what changes no goods' 0 crm-stock unit set UN1 notes=x -q
run 'another unit' 0 crm-stock unit set UN2 contains=6 -q
quiet crm-stock unit set UN1 contains=12
order O2 product=A quantity=2 unit=pcs
run 'the own unit likewise' 5 crm-stock set A unit=piece
like_err 'unit: OL2 of O2 is written in it'
quiet crm-order ship O1
quiet crm-order ship O2
quiet crm-order close O1
quiet crm-order close O2
run 'once all is closed it changes' 0 crm-stock unit set UN1 contains=10 -q
run 'and what left comes back as it left' 0 crm-order order-line return OL1 quantity=4 -q
run 'all of it' 0 crm-order order-line return OL1 quantity=5 -q
is "$(crm-stock move list -w 'kind = return' -o csv -c quantity -s id | sed 1d)" '48
60' '108 of 108'

quiet crm-stock add sku=KK stocked=no
quiet crm-stock kit-part add kit=KK product=A quantity=2
quiet crm-stock kit-part add kit=KK product=F quantity=1
quiet crm-stock kit-part set KT1 quantity=3
changed=$(last)
order O3 product=KK quantity=3
run 'a part of a kit' 5 crm-stock kit-part set KT1 quantity=1
like_err 'OL3 of O3 is written in it: ship or close O3 first, or make another kit'
run 'is not taken out' 5 crm-stock kit-part delete KT2
like_err 'OL3 of O3 is written in it'
quiet crm-stock add sku=G
run 'none is added' 5 crm-stock kit-part add kit=KK product=G quantity=1
like_err 'OL3 of O3 is written in it'
run 'an undo changes none either' 5 crm-admin undo "$changed"
like_err 'OL3 of O3 is written in it'

run 'what is held for an order is given up by it' 5 crm-stock reservation release RV3
like_err 'RV3 is held for OL3: crm-order amend O3 changes what that orders'
run 'to be served last it may be' 0 crm-stock reservation release RV3 later=yes -q
quiet crm-order ship O3
is "$(crm-stock level list -o csv -c product.sku,reserved | sed 1d)" 'A,0
F,0' 'nothing is held'
quiet crm-order close O3
run 'a kit changes then' 0 crm-stock kit-part set KT1 quantity=1 -q
order O4 product=KK quantity=1
run 'an order that is cancelled' 0 crm-order cancel O4 reason=x -q
is "$(crm-stock level list -o csv -c product.sku,reserved | sed 1d)" 'A,0
F,0' 'gives it up'
run 'sound' 0 crm-admin check --deep -q
done_testing
