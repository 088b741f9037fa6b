#!/bin/sh
# A drop shipment's purchase follows its order: amended, closed, reopened, cancelled.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
bought() { crm-stock purchase-line list -w "purchase = $1" -o csv -c quantity | sed 1d | paste -sd' '; }
state() { crm-stock purchase list -w "purchase_id = $1" -o csv -c status | sed 1d; }
agreed() {
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-order add customer=Acme
quiet crm-order order-line add order=O1 product=P quantity=4 drop_ship=yes
agreed O1
is "$(bought PU1)" 4 'bought for the customer'
quiet crm-order amend O1
quiet crm-order order-line set OL1 quantity=6
agreed O1
is "$(bought PU1)" 6 'more'
quiet crm-order order-line ship OL1 quantity=1
quiet crm-order close O1 rest=yes
is "$(bought PU1) $(state PU1)" '1 ordered' 'less'
quiet crm-order reopen O1
is "$(bought PU1)" 6 'more again'

quiet crm-order add customer=Acme
quiet crm-order order-line add order=O2 product=P quantity=3 drop_ship=yes
agreed O2
quiet crm-order cancel O2
is "$(bought PU2) $(state PU2)" ' closed' 'none of what is cancelled'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(bought PU2) $(state PU2)" '3 ordered' 'undone'
quiet crm-order amend O2
quiet crm-order order-line set OL2 drop_ship=no
agreed O2
is "$(bought PU2) $(state PU2)" ' closed' 'nor of what leaves our own stock'
is "$(crm-stock reservation list -o csv -c about,quantity | sed 1d)" OL2,3 'which is held there'
run 'the books' 0 crm-admin check --deep -q
done_testing
