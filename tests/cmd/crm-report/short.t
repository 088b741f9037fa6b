#!/bin/sh
# What an order that was closed short counts as ordered, and what a draft does.
. "$(dirname "$0")/../../lib.sh"
book
export CRM_FORMAT=csv

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=100 price=1
quiet crm-order add customer=Acme ordered_on=2026-11-02
quiet crm-order order-line add order=O1 product=P quantity=10 unit_price=100 discount=10 tax_rate=13
run 'a draft is not ordered' 0 crm-report order-sales -q -c sold,lines
is_out 'sold,lines
0.00,0'
quiet crm-order submit O1
quiet crm-order confirm O1
run 'confirmed, it is' 0 crm-report order-sales -q -c sold,lines
is_out 'sold,lines
900.00,1'
quiet crm-order order-line ship OL1 quantity=6
quiet crm-order close O1 rest=yes
run 'closed short: sales' 0 crm-report order-sales -q -c net,sold,lines
is_out 'net,sold,lines
540.00,540.00,1'
run 'mix' 0 crm-report mix -q -c product,quantity,amount
is_out 'product,quantity,amount
P,6,540.00'
run 'discounts' 0 crm-report discounts -q -c gross,discount,net
is_out 'gross,discount,net
600.00,60.00,540.00'
run 'baskets' 0 crm-report baskets -q -c orders,mean_pieces,mean_net
is_out 'orders,mean_pieces,mean_net
1,6,540.00'
quiet crm-order reopen O1
run 'reopened, all is ordered again' 0 crm-report order-sales -q -c sold
is_out 'sold
900.00'
quiet crm-order amend O1
run 'amended, it still is' 0 crm-report order-sales -q -c sold
is_out 'sold
900.00'
done_testing
