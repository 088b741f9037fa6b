#!/bin/sh
# What comes back of several lots or serial numbers is one that is named.
. "$(dirname "$0")/../../lib.sh"

out_of() { crm-stock level list -w "product = '=$1'" -o csv -c on_hand,value | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-customer add name=K
quiet crm-stock add sku=S tracking=serial
quiet crm-stock add sku=L tracking=lot
n=0
for lot in s1 s2 s3; do
	n=$((n + 1))
	quiet crm-stock receive product=S lot=$lot price=$n
done
quiet crm-stock receive product=L lot=a quantity=3 price=1
quiet crm-stock receive product=L lot=b quantity=3 price=2
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=S quantity=3 unit_price=10
quiet crm-order order-line add order=O1 product=L quantity=5 unit_price=10
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order ship O1
run 'one of three' 4 crm-order order-line return OL1 quantity=1
is_err 'crm-order: lot: is required: which of s1, s2, s3 comes back'
run 'of no number, not said how many' 2 crm-order order-line return OL1
is_err 'crm-order: return needs quantity=N, or lot=NUMBER for all of that'
run 'a number is one piece' 0 crm-order order-line return OL1 lot=s2 -q
is "$(out_of S)" '1,2.00' 'this one is back'
run 'not twice' 5 crm-order order-line return OL1 lot=s2
is_err 'crm-order: none of s2 left with OL1, or it is back already'
run 'one of two' 4 crm-order order-line return OL1 quantity=1
like_err 'which of s1, s3 comes back'
run 'all that is out need no name' 0 crm-order order-line return OL1 quantity=2 -q
is "$(out_of S)" '3,6.00' 'all are back'
run 'a part of two lots' 4 crm-order order-line return OL2 quantity=3
like_err 'lot: is required: which of a, b comes back'
run 'of one' 0 crm-order order-line return OL2 quantity=1 lot=a -q
run 'and the rest of it' 0 crm-order order-line return OL2 lot=a -q
is "$(out_of L)" '4,6.00' 'at what left'
run 'one lot alone is out' 0 crm-order order-line return OL2 quantity=1 -q
run 'sound' 0 crm-admin check -q --deep
done_testing
