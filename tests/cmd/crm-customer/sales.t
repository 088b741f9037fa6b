#!/bin/sh
# What customers bought, as order-sales counts it: no drafts, not what was closed short,
# less what came back.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
order() {
	id=$(crm-order add customer=Acme ordered_on=2026-11-02 -o ids -q)
	quiet crm-order order-line add order="$id" description=Nails quantity=10 unit_price="$1" tax_rate=13
	echo "$id"
}

quiet order 7
run 'a draft is no sale' 0 crm-report rfm -c customer,monetary -o csv
is_out 'customer,monetary'
run 'nor of a group' 0 crm-customer group C1 -c name,orders,order_amount -o csv
is_out 'name,orders,order_amount
Acme,0,0.00'
run 'and the customer has not bought' 0 crm-customer list -c last_sale -o csv
is_out 'last_sale
""'
o=$(order 10)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
run 'without tax' 0 crm-report rfm -c customer,monetary -o csv
is_out 'customer,monetary
Acme,100.00'
l=$(crm-order order-line list -w "order = id:$o" -o ids)
quiet crm-order order-line ship "$l" quantity=6 on=2026-11-03
quiet crm-order close "$o" rest=yes
run 'closed short' 0 crm-report rfm -c customer,monetary -o csv
is_out 'customer,monetary
Acme,60.00'
quiet crm-order order-line return "$l" quantity=1 on=2026-11-05
run 'one came back' 0 crm-report rfm -c customer,monetary -o csv
is_out 'customer,monetary
Acme,50.00'
run 'a purchase, and no other' 0 crm-report rfm -c customer,frequency,monetary -o csv
is_out 'customer,frequency,monetary
Acme,1,50.00'
run 'as orders say' 0 crm-report order-sales --by order.customer -c net -o csv
is_out 'net
50.00'
run 'so the group' 0 crm-customer group C1 -c name,orders,order_amount -o csv
is_out 'name,orders,order_amount
Acme,1,50.00'
run 'and its revenue' 0 crm-customer grade C1 --explain -c revenue -o csv
is_out 'revenue
50.00'
run 'before it came back' 0 crm-report rfm --on 2026-11-04 -c customer,monetary -o csv
is_out 'customer,monetary
Acme,60.00'
done_testing
