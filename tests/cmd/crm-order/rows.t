#!/bin/sh
# The rows of a stream say which lot, and how much, of each line leaves or comes back.
. "$(dirname "$0")/../../lib.sh"

left() {
	crm-stock move list -w 'kind = issue' -o csv -c product.sku,lot,quantity -s id | sed 1d
}
shipped() {
	crm-order order-line list -o csv -c id,shipped,to_ship -s id | sed 1d
}

book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=S tracking=serial
quiet crm-stock add sku=A
for piece in s3 s4 s5 s6; do
	quiet crm-stock receive product=S lot=$piece price=1
done
quiet crm-stock receive product=A quantity=20 price=1
quiet crm-customer add name=K
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=S quantity=3 unit_price=1
quiet crm-order order-line add order=O1 product=A quantity=9 unit_price=1
quiet crm-order submit O1
quiet crm-order confirm O1
try 'which pieces, and how much' 0 \
    'printf "order_line_id,lot,quantity\nOL1,s6,1\nOL2,,4\nOL1,s5,\n" | crm-order order-line ship - -q'
is "$(left)" 'S,s6,-1
S,s5,-1
A,,-4' 'leave'
is "$(crm-order delivery list -o ids | wc -l)" 1 'as one delivery'
is "$(shipped)" 'OL1,2,1
OL2,4,5' 'and no others'
try 'what is no quantity is told' 4 \
    'printf "order_line_id,quantity\nOL2,some\n" | crm-order order-line ship -'
try 'nor more than is to leave' 5 \
    'printf "order_line_id,quantity\nOL2,8\n" | crm-order order-line ship -'
try 'they come back likewise' 0 \
    'printf "order_line_id,lot,quantity\nOL1,s5,1\nOL2,,2\n" | crm-order order-line return - -q'
is "$(crm-stock move list -w 'kind = return' -o csv -c product.sku,lot,quantity -s id | sed 1d)" 'S,s5,1
A,,2' 'those'
run 'how much is said' 2 crm-order order-line return OL2
is_err 'crm-order: return needs quantity=N, or lot=NUMBER for all of that'
# A list prints what its lines order.
try 'lists of ours ship what is to be shipped' 0 \
    'crm-order order-line list -w "to_ship > 0" | crm-order order-line ship - -q'
is "$(shipped)" 'OL1,3,0
OL2,9,0' 'all of it'
run 'sound' 0 crm-admin check --deep -q
done_testing
