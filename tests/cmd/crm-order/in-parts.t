#!/bin/sh
# What leaves in parts, in another unit than it is kept in, comes to what the whole does.
. "$(dirname "$0")/../../lib.sh"

line() { # line ORDER PRODUCT QUANTITY UNIT
	quiet crm-order add customer=C1
	quiet crm-order order-line add order="$1" product="$2" quantity="$3" unit="$4" unit_price=1
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}
left() { crm-stock level list -w "product = '=$1'" -o csv -c on_hand,reserved,available | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-customer add name=K
quiet crm-stock add sku=KG unit=kg
quiet crm-stock unit add product=KG name=lb contains=454 per=1000
quiet crm-stock receive product=KG quantity=5 price=1
line O1 KG 10 lb
is "$(left KG)" 5,5,0 'ten pounds hold five kilos'
for part in 4 3 3; do quiet crm-order order-line ship OL1 quantity=$part; done
is "$(left KG)" 0,0,0 'all of which leave'
is "$(crm-stock move list -w 'kind = issue' -o csv -c quantity | sed 1d | paste -sd' ')" '-2 -1 -2' \
    'as the sum of them is rounded'
is "$(crm-stock reservation list RV1 -o csv -c status,held | sed 1d)" done,0 'nothing is held for it'
run 'a part comes back' 0 crm-order order-line return OL1 quantity=10
is "$(left KG)" 5,0,5 'and all of it'

quiet crm-stock add sku=M unit=m decimals=2
quiet crm-stock unit add product=M name=yd contains=9144 per=10000
quiet crm-stock receive product=M quantity=10 price=1
line O2 M 4 yd
quiet crm-order order-line ship OL2 quantity=3
run 'the last yard' 0 crm-order order-line ship OL2 quantity=1
is "$(left M)" 6.34,0,6.34 'four yards are 3.66 m'
run 'undone' 0 crm-admin undo "$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)"
is "$(left M)" 7.26,0.92,6.34 'it is held again'
quiet crm-order order-line ship OL2 quantity=1
is "$(left M)" 6.34,0,6.34 'and leaves'

line O3 KG 2 lb
quiet crm-stock receive product=KG quantity=1 price=1
run 'less than there can be' 4 crm-order order-line ship OL3 quantity=1
like_err 'is 1 lb of KG: less than the least that is kept of it'
run 'both' 0 crm-order order-line ship OL3 quantity=2
run 'sound' 0 crm-admin check -q --deep
done_testing
