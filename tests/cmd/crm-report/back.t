#!/bin/sh
# What came back as an order, a deal or a line of its own, as a shop's history has it; what
# was cancelled of an order; prices with tax beside prices without.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
export CRM_NOW=2026-04-21T09:00:00Z CRM_FORMAT=csv

crm-order import -q - --create-missing > /dev/null <<'END'
ext,customer,ordered_on,status,amount
1,Alder,2026-01-10,confirmed,100
2,Alder,2026-02-10,confirmed,-100
3,Birch,2026-01-03,confirmed,70
4,Birch,2026-02-03,confirmed,30
5,Birch,2026-02-03,confirmed,-10
6,Cedar,2026-03-03,confirmed,-5
END
crm-deal import -q - --create-missing > /dev/null <<'END'
name,customer,amount,stage,opened_on,closed_on
a,Dove,50,won,2026-01-01,2026-01-20
b,Dove,-50,won,2026-01-01,2026-02-20
c,Elder,-8,won,2026-01-01,2026-02-20
END

run 'who only returned did not buy' 0 crm-report rfm -c customer,last_sale,frequency,monetary
is_out 'customer,last_sale,frequency,monetary
Birch,2026-02-03,2,90.00
Dove,2026-01-20,1,0.00
Alder,2026-01-10,1,0.00'
run 'nor in the month of a cohort' 0 crm-report cohorts -w 'name in (Alder,Cedar)' -c cohort,since,bought,n
is_out 'cohort,since,bought,n
2026-01,0,1,1
2026-01,1,0,1
2026-01,2,0,1
2026-01,3,0,1'
run 'nor again' 0 crm-report repeat -c n,repeat
is_out 'n,repeat
3,1'
run 'nor since' 0 crm-report churn -c customer,days_since -s customer
is_out 'customer,days_since
Alder,101
Birch,77
Dove,91'
run 'a group has no order of it' 0 crm-customer group C1 -c orders,order_amount
is_out 'orders,order_amount
1,0.00'
run 'it is returned, not sold' 0 crm-report order-sales -c net,sold,returned,orders
is_out 'net,sold,returned,orders
85.00,200.00,115.00,3'
run 'and says so' 0 crm-report rfm --define
like_out 'also as an order or a deal below zero'

# ---- lines ----

book --currency CNY
quiet crm-customer add name=Alder
quiet crm-customer add name=Birch
for p in A B; do
	quiet crm-stock add sku=$p name=$p unit=pcs list_price=100
done
printf '%s\n' ext,customer,ordered_on,status 1,Alder,2026-01-10,confirmed 2,Alder,2026-02-10,confirmed \
    3,Birch,2026-02-10,confirmed | crm-order import - -q > /dev/null
printf '%s\n' order,product,quantity,unit_price O1,A,3,100 O1,B,1,100 O2,A,-1,100 O3,B,-1,100 |
    crm-order order-line import - -q > /dev/null
run 'a product bears what came back of it' 0 crm-report mix -c product,quantity,amount,lines,orders,customers
is_out 'product,quantity,amount,lines,orders,customers
A,2,200.00,1,1,1
B,0,0.00,1,1,1'
run 'by customer, who only returned has bought nothing' 0 crm-report mix --by order.customer \
    -c order.customer,amount,lines,orders
is_out 'order.customer,amount,lines,orders
Alder,300.00,2,1
Birch,-100.00,0,0'
run 'nor is it a basket' 0 crm-report baskets -c orders,mean_lines,mean_net
is_out 'orders,mean_lines,mean_net
1,2,400.00'

# ---- what was cancelled ----

book --currency CNY
quiet crm-customer add name=Alder
for p in A B; do
	quiet crm-stock add sku=$p name=$p unit=pcs list_price=100
done
quiet crm-order add customer=Alder form=delivery
for p in A B; do
	quiet crm-order order-line add order=O1 product=$p quantity=2 unit_price=100
done
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order order-line ship OL1
quiet crm-order close O1 rest=yes
run 'a line of which nothing is left is none' 0 crm-report mix -c product,quantity,lines,orders,customers
is_out 'product,quantity,lines,orders,customers
A,2,1,1,1'
run 'in no basket' 0 crm-report baskets -c orders,mean_lines
is_out 'orders,mean_lines
1,1'
run 'not sold' 0 crm-report order-sales -c lines,sold
is_out 'lines,sold
1,200.00'
run 'and has no discount' 0 crm-report discounts -c lines,net
is_out 'lines,net
1,200.00'

# ---- tax ----

book --currency CNY
quiet crm-customer add name=Alder
quiet crm-customer add name=Birch
quiet crm-stock add sku=A name=A unit=pcs list_price=125
quiet crm-stock add sku=B name=B unit=pcs list_price=125
quiet crm-order add customer=Alder tax_included=yes
quiet crm-order order-line add order=O1 product=A quantity=1 unit_price=113 tax_rate=13
quiet crm-order add customer=Birch
quiet crm-order order-line add order=O2 product=B quantity=1 unit_price=100 tax_rate=13
for o in O1 O2; do
	quiet crm-order submit $o
	quiet crm-order confirm $o
done
run 'prices with tax count without it' 0 crm-report mix -c product,amount,share
is_out 'product,amount,share
A,100.00,50
B,100.00,50'
run 'in discounts, too' 0 crm-report discounts --by product -c product,gross,discount,net
is_out 'product,gross,discount,net
B,125.00,25.00,100.00
A,110.62,10.62,100.00'
done_testing
