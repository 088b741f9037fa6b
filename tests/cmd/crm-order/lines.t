#!/bin/sh
# What the lines of a document say, as they go and change: an amount goes with the last of
# them.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
column() { "$1" "$2" list -o csv -c "$3" | sed 1d | paste -sd' '; }

CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
quiet crm-customer add name=E
quiet crm-stock add name=P sku=P list_price=100

# ---- the last line goes ----

sums=amount,net,tax,gross,off_list
quiet crm-order add customer=C1 form=confirmation
quiet crm-order order-line add order=O1 product=P quantity=6
quiet crm-order order-line delete OL1
is "$(column crm-order order $sums)" ,,,, 'an order without its last line says no amount'
run 'and offers nothing' 5 crm-order submit O1
quiet crm-order order-line restore OL1
is "$(column crm-order order $sums)" 600.00,600.00,0.00,600.00,0 'it is back with the line'
quiet crm-order order-line add order=O1 product=P quantity=1
quiet crm-order order-line delete OL2
is "$(column crm-order order amount)" 600.00 'one of two lines leaves the other'
quiet crm-order add customer=C1
quiet crm-order order-line set OL1 order=O2
is "$(column crm-order order amount)" '"" 600.00' 'a line takes its amount along'
quiet crm-order set O1 amount=70
quiet crm-order order-line add order=O1 quantity=1
quiet crm-order order-line delete OL3
is "$(column crm-order order amount)" '70.00 600.00' 'an amount that was typed stays where no line came to anything'
quiet crm-deal add name=D customer=C1
quiet crm-deal deal-line add deal=D1 product=P quantity=4
quiet crm-deal deal-line delete PI1
is "$(column crm-deal deal amount)" '""' 'nor a deal'
quiet crm-deal quote add customer=C1
quiet crm-deal quote-line add quote=QU1 product=P quantity=4
quiet crm-deal quote-line delete QL1
is "$(column crm-deal quote $sums)" ,,,, 'nor a quote'
run 'which offers nothing' 5 crm-deal quote submit QU1
quiet crm-order contract add customer=C1 title=x
quiet crm-order contract-line add contract=CTR1 product=P quantity=4
quiet crm-order contract-line delete CTL1
is "$(column crm-order contract $sums)" ,,,, 'nor a contract'
run 'the books' 0 crm-admin check --deep -q
quiet crm-order order-line delete OL1
for one in "sale_order SET amount = 60000, net = 60000 WHERE id = 2" \
    "quote SET amount = 40000, net = 40000" \
    "contract SET amount = 40000, net = 40000"; do
	ask "UPDATE $one" > /dev/null
done
run 'one that says more than its lines' 4 crm-admin check --deep -q -o csv -c code,id,message
like_out '^order-amount,O2,"it says 600.00, its lines come to 0.00"$'
like_out '^quote-amount,QU1,"it says 400.00, its lines come to 0.00"$'
like_out '^contract-amount,CTR1,"it says 400.00, its lines come to 0.00"$'

done_testing
