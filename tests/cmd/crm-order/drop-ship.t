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
is "$(bought PU1) $(state PU1)" '1 received' 'less, and that has come'
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

# ---- what comes back ----

quiet crm-order add customer=Acme form=delivery
quiet crm-order order-line add order=O3 product=P quantity=4 drop_ship=yes
agreed O3
line=$(crm-stock purchase-line list -w 'quantity = 4' -o ids | tail -1)
quiet crm-stock purchase-line set "$line" price=30
run 'what goes straight to the customer is not received' 5 crm-stock receive purchase_line="$line"
is_err "crm-stock: purchase_line: $(crm-stock purchase-line list "$line" -o csv -c purchase_id | sed 1d) goes straight to the customer: crm-order order-line ship says that it left the supplier"
run 'nor into a warehouse that is named' 5 crm-stock receive purchase_line="$line" warehouse=Main
quiet crm-order ship O3
run 'it went to the supplier' 0 crm-order order-line return OL3 quantity=1 -o ids
is_err 'crm-order: OL3 left the supplier and goes back there; warehouse=NAME takes it into our stock
crm-order: updated 1 (batch '"$(crm-admin log -l 1 -o csv -c batch | sed 1d)"')'
is "$(crm-stock move list -o csv -c kind,quantity | sed 1d)" '' 'and into no stock'
run 'or into our stock' 0 crm-order order-line return OL3 quantity=2 warehouse=Main -q -o ids
is "$(crm-stock move list -o csv -c kind,quantity,value | sed 1d)" receipt,2,60.00 'at what it was bought for'
is "$(crm-order return list -o csv -c quantity,credit | sed 1d | paste -sd' ')" '1,100.00 2,200.00' 'credited as it was charged'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(crm-stock level list -o csv -c on_hand | sed 1d)" 0 'until that is undone'
run 'what went to the customer came to no stock' 4 crm-stock receive purchase_line="$line"
is_err "crm-stock: quantity: is required: nothing of $line is open"
is "$(state "$(crm-stock purchase-line list "$line" -o csv -c purchase_id | sed 1d)")" received 'the purchase is received'
quiet crm-order order-line return OL3 quantity=1 exchange=yes
is "$(crm-stock purchase-line list "$line" -o csv -c quantity | sed 1d)" 5 'what is exchanged is bought'
quiet crm-order ship O3
is "$(crm-stock purchase-line list "$line" -o csv -c quantity,received | sed 1d)" 5,5 'and has come'
run 'and no more leaves' 5 crm-order order-line ship OL3 quantity=1
run 'the books' 0 crm-admin check --deep -q
done_testing
