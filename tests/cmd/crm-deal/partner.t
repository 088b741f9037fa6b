#!/bin/sh
# Deals, quotes and orders that are sold through a partner: its prices, its
# registration of a deal, and who sold what.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Mill
quiet crm-customer add name=North kind=partner
quiet crm-customer add name=South kind=partner
quiet crm-stock add sku=A name=A list_price=100
quiet crm-stock add sku=B name=B list_price=50
quiet crm-stock price add product=A customer=North price=70

# ---- prices ----

run 'a distributor is a partner' 5 crm-order add customer=North partner=Mill
is_err 'crm-order: partner: C1 is no partner; crm-customer set C1 kind=partner makes it one'
quiet crm-order add customer=Mill
quiet crm-order order-line add order=O1 product=A quantity=1
quiet crm-order add customer=Mill partner=North channel=distribution
quiet crm-order order-line add order=O2 product=A quantity=2
run 'through a partner at its price' 0 crm-order order-line list -o csv -c order_id,unit_price,list_price,amount
is_out 'order_id,unit_price,list_price,amount
O1,100,100,100.00
O2,70,100,140.00'
quiet crm-deal quote add customer=Mill partner=North channel=distribution
quiet crm-deal quote-line add quote=QU1 product=A quantity=3
quiet crm-deal quote submit QU1
quiet crm-deal quote accept QU1
run 'an order knows through whom its quote was' 0 crm-order list O3 -o csv -c partner,channel,amount
is_out 'partner,channel,amount
North,distribution,210.00'
run 'drafts are no sales' 0 crm-report order-sales -q -o csv -c net,orders
is_out 'net,orders
0.00,0'
quiet crm-order submit O1 O2 O3
run 'sales by partner' 0 crm-report order-sales --by order.partner -q -o csv -c order.partner,net,orders
is_out 'order.partner,net,orders
North,350.00,2
,100.00,1'
run 'sales by channel' 0 crm-report order-sales --by order.channel -q -o csv -c order.channel,net
is_out 'order.channel,net
distribution,350.00
,100.00'

# ---- registration ----

run 'by a partner' 5 crm-deal add name=x customer=Mill registered_on=today
is_err 'crm-deal: registered_on: is of a deal that a partner registers: partner=…'
run 'protected for 90 days' 0 crm-deal add name=Press customer=Mill product=A partner=North registered_on=today -o csv -c registered_on,protected_until
is_out 'registered_on,protected_until
2026-11-21,2027-02-19'
run 'not by another meanwhile' 5 crm-deal add name=Press2 customer=Mill product=A partner=South registered_on=today
is_err 'crm-deal: partner: D1 of this customer is registered by C2 and protected until 2027-02-19; --yes registers another all the same'
run 'nor without a product' 5 crm-deal add name=Press2 customer=Mill partner=South registered_on=today
run 'another product is free' 0 crm-deal add name=Saw customer=Mill product=B partner=South registered_on=today protected_until=+1m -q -o ids
run 'what nobody registers is, too' 0 crm-deal add name=Else customer=Mill product=A partner=South -q -o ids
run 'until it is registered' 5 crm-deal set D3 registered_on=today
run 'or it is said twice' 0 crm-deal set D3 registered_on=today --yes -q -o ids
run 'not before it began' 4 crm-deal set D3 protected_until=2026-11-01
like_err 'protected_until: is before registered_on'
quiet crm-deal lose D1 reason=price
quiet crm-deal lose D3 reason=price
run 'what is lost protects no more' 0 crm-deal add name=Again customer=Mill product=A partner=South registered_on=today -q -o ids
export CRM_NOW=2027-03-01T09:00:00Z
run 'nor what is over' 0 crm-deal add name=Later customer=Mill product=A partner=North registered_on=today -q -o ids
run 'a setting of days' 4 crm-admin setting add name=partner_protection value=long
quiet crm-admin setting add name=partner_protection value=30
run 'for as long as the setting says' 0 crm-deal add name=Third customer=Mill product=B partner=North registered_on=today -o csv -c protected_until -q
is_out 'protected_until
2027-03-31'
run 'the books' 0 crm-admin check -q

# ---- a registration that ends is told ----

quiet crm-deal add name=Last customer=Mill partner=North product=B registered_on=2027-01-01 protected_until=2027-03-08 ext=last
run 'a week before' 0 crm-task due --kind registration -o csv -c why
is_out 'why
the last day on which the registration protects a deal in 7 days'
quiet crm-deal win ext:last
run 'not of what is won' 0 crm-task due --kind registration -o csv -c why
is_out 'why'
done_testing
