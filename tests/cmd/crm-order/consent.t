#!/bin/sh
# What was agreed to of a quote is so of its order: for that customer, and of so much.
. "$(dirname "$0")/../../lib.sh"
logins bob mgr
book
quiet crm-team user add login=bob role=rep
quiet crm-team user add login=mgr role=manager
quiet crm-admin right add right=discount role=rep limit=5
quiet crm-customer add name=C
quiet crm-customer add name=D
quiet crm-stock add sku=A name=A list_price=100 stocked=no
quiet crm-stock add sku=B name=B list_price=50 stocked=no
quiet as bob crm-deal quote add customer=C1
quiet as bob crm-deal quote-line add quote=QU1 product=A quantity=10 discount=40
quiet as bob crm-deal quote-line add quote=QU1 product=B quantity=10
quiet as bob crm-deal quote submit QU1
quiet as mgr crm-admin approval approve AP1
quiet as bob crm-deal quote send QU1
quiet as bob crm-deal quote accept QU1
submitted() {
	run "$1" 0 as bob crm-order submit O1 -q -o csv -c status
	is_out "status
$2"
}
set_order() { quiet as bob crm-order set O1 "$@"; }
set_line() { quiet as bob crm-order order-line set "$@"; }
submitted 'as it was agreed to' approved
set_order customer=C2
submitted 'for another customer' submitted
set_order customer=C1
submitted 'for that one' approved
set_line OL1 quantity=11
submitted 'more at that price' submitted
set_line OL1 quantity=10
set_line OL2 quantity=1000
submitted 'more at list price' approved
done_testing
