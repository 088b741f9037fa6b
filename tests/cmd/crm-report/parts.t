#!/bin/sh
# Where orders have many lines each they are read once and kept; where a filter may leave
# few lines each is looked up.  Both count the same.
. "$(dirname "$0")/../../lib.sh"
book
export CRM_FORMAT=csv CRM_NOW=2026-11-22T09:00:00Z

quiet() { "$@" -q > /dev/null; }
# order NUMBER FIELD=VALUE…: with eight lines, of which two are of B.
order() {
	number=$1
	shift
	quiet crm-order add number="$number" "$@"
	for i in 1 2 3 4 5 6 7 8; do
		echo "$number,$i,$([ $((i % 4)) = 0 ] && echo B || echo A),$i,10,$i"0
	done >> lines.csv
}
quiet crm-customer add name=Acme industry=steel
quiet crm-customer add name=Bolt industry=ships
for p in A B; do quiet crm-stock add name=$p sku=$p; done
echo order,line,product,quantity,unit_price,amount > lines.csv
order N1 customer=Acme ordered_on=2026-09-05
order N2 customer=Bolt ordered_on=2026-09-30 currency=USD rate=7
order N3 customer=Acme ordered_on=2026-10-01 currency=EUR
order N4 customer=Bolt ordered_on=2026-10-31
order N5 customer=Bolt ordered_on=2026-10-31
order N6 customer=Acme
quiet crm-order order-line import lines.csv
quiet crm-order cancel O4
quiet crm-order delete O5
# Lines of an order that was there before the others.
quiet crm-order order-line add order=O1 product=B quantity=1 amount=1

# A line by number: 36 pieces for 360; N1 has 1 more.  N2 is 2520, N3 has no
# rate and is in rows of its own, N4
# and N5 do not count, N6 has no day.
run 'orders that count' 0 crm-report order-sales --by order.number -c order.number,sold,lines,orders -s order.number -q
is_out 'order.number,sold,lines,orders
N1,361.00,9,1
N2,2520.00,8,1
N3,360.00,8,1
N6,360.00,8,1'
run 'by the month of the order' 0 crm-report order-sales --by order.ordered_on:month -c order.ordered_on:month,sold,orders -q
is_out 'order.ordered_on:month,sold,orders
2026-09,2881.00,2
2026-10,0.00,0
2026-10,360.00,1
,360.00,1'
run 'two steps from the line' 0 crm-report mix --by order.customer.industry -q -c order.customer.industry,quantity,amount,customers
is_out 'order.customer.industry,quantity,amount,customers
ships,36,2520.00,1
steel,73,721.00,1
steel,36,360.00,1'
run 'of a period' 0 crm-report discounts --from 2026-09-30 --to 2026-09-30 -q -c gross,net,lines
is_out 'gross,net,lines
2520.00,2520.00,8'

for by in order order.number order.currency order.ordered_on:week \
    order.customer order.customer.industry product,order.ordered_on:month \
    order.currency,product order.ordered_on,order.customer,order.number order.id; do
	for r in order-sales mix baskets discounts; do
		crm-report $r --by $by --totals > kept 2> kept.err
		run "$r --by $by, one by one" 0 crm-report $r --by $by --totals -w 'quantity > 0'
		like_out 'total'
		same out "$(cat kept)" 'the same'
		same err "$(cat kept.err)" 'told the same'
	done
done
# Before one was deleted.
as_of=2026-11-23
CRM_NOW=2026-11-24T09:00:00Z
quiet crm-order delete O2
run 'as it was' 0 crm-report mix --by order.number --as-of $as_of -q -c order.number,quantity -s order.number
is_out 'order.number,quantity
N1,37
N2,36
N3,36
N6,36'
done_testing
