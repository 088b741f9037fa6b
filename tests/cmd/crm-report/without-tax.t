#!/bin/sh
# Reports of what was ordered add up what is without tax, and what is to ship stands in the
# month that its order promises.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A list_price=113 stocked=no
quiet crm-stock add sku=B name=B list_price=100 stocked=no
quiet crm-order add customer=C1 tax_included=yes promised_on=2027-01-24
quiet crm-order order-line add order=O1 product=A quantity=1 unit_price=113 tax_rate=13%
quiet crm-order add customer=C1
quiet crm-order order-line add order=O2 product=B quantity=1 unit_price=100 tax_rate=13% promised_on=2027-02-03
for o in O1 O2; do
	quiet crm-order submit $o
	quiet crm-order confirm $o
done
run 'of a product' 0 crm-report mix -o csv -c product,amount,share
is_out 'product,amount,share
A,100.00,50
B,100.00,50'
run 'of discounts' 0 crm-report discounts -o csv -c gross,discount,net
is_out 'gross,discount,net
200.00,0.00,200.00'
run 'by the month that is promised' 0 crm-report order-backlog -o csv -c promised:month,amount
is_out 'promised:month,amount
2027-01,100.00
2027-02,100.00'
run 'of a month' 0 crm-report order-backlog --from 2027-01-01 --to 2027-01-31 -o csv -c promised:month,amount
is_out 'promised:month,amount
2027-01,100.00'
done_testing
