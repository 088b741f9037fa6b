#!/bin/sh
# What is sent anew for what was exchanged, piece by piece, is charged what that had left with.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A list_price=100
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=A quantity=9 price=1 on=2026-11-01
sold 'product=A quantity=3 unit_price=50.14 tax_rate=13%' customer=C1 form=delivery tax_included=yes
quiet crm-order order-line ship OL1 quantity=2
back() { quiet crm-order order-line return OL1 quantity=1 "$@"; }
back exchange=yes
back exchange=yes
quiet crm-order order-line ship OL1 quantity=2
run 'as before' 0 crm-order delivery-line list -o csv -c quantity,net,gross
is_out 'quantity,net,gross
2,88.75,100.28
2,88.75,100.28'
back
back
quiet crm-order ship O1
back
run 'all of it comes back' 0 crm-report order-sales -o csv -c net,sold,returned
is_out 'net,sold,returned
0.00,133.12,133.12'
done_testing
