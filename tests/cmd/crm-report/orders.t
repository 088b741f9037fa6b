#!/bin/sh
# Reports on lines of orders, over a book small enough to work out by hand.
. "$(dirname "$0")/../../lib.sh"
book
export CRM_FORMAT=csv
export CRM_NOW=2026-11-18T09:00:00Z

run 'discounts: an empty book' 0 crm-report discounts -q
is_out 'gross,discount,net,rate,lines,currency
0.00,0.00,0.00,,0,CNY'
run 'baskets: an empty book' 0 crm-report baskets -q
is_out 'orders,mean_lines,mean_pieces,mean_net,median_net,note,currency
0,,,,,low n,CNY'
run 'on-time: an empty book' 0 crm-report on-time -q -c lines,on_time,late
is_out 'lines,on_time,late
0,0,0'

quiet() { "$@" -q > /dev/null; }
# order [FIELD=VALUE…], line [FIELD=VALUE…]: make one.
order() { quiet crm-order add customer=Acme "$@"; }
line() { quiet crm-order order-line add "$@"; }
quiet crm-customer add name=Acme
quiet crm-stock warehouse add name=Main
for p in A B; do quiet crm-stock add name=$p sku=$p; done
quiet crm-stock receive product=A quantity=100 price=3

#	order  lines                 before   after   promised  left
#	O1     3 A at 10.00, -10 %    30.00   27.00   10 Oct    10 Oct
#	       1 B at  5.55            5.55    5.55   10 Oct    10 Oct
#	O2     2 A at 10.00 USD, -50 %
#	         at 7                140.00   70.00   20 Oct    23 Oct, 3 late
#	O3     1 B for 40.00          40.00   40.00
#	O4     cancelled
#	O5     EUR without a rate: told
order ordered_on=2026-10-05 promised_on=2026-10-10
line order=O1 product=A quantity=3 unit_price=10 discount=10
line order=O1 product=B quantity=1 unit_price=5.55
order ordered_on=2026-10-12 promised_on=2026-10-20 currency=USD rate=7
line order=O2 product=A quantity=2 unit_price=10 discount=50
order ordered_on=2026-11-01
line order=O3 product=B quantity=1 amount=40
order ordered_on=2026-10-30
line order=O4 product=A quantity=9 unit_price=10 discount=90
quiet crm-order cancel O4
order ordered_on=2026-11-02 currency=EUR
line order=O5 product=A quantity=1 unit_price=8 discount=25
printf 'order_id,shipped_on\nO1,2026-10-10\nO2,2026-10-23\n' > left.csv
quiet crm-order import left.csv --on-duplicate update
quiet crm-order submit O1 O2 O3 O5

# 30 + 5.55 + 140 + 40 = 215.55; 27 + 5.55 + 70 + 40 = 142.55; 73 / 215.55 = 33.87 %
run 'discounts: all lines' 0 crm-report discounts
is_out 'gross,discount,net,rate,lines,currency
215.55,73.00,142.55,33.87,4,CNY
8.00,2.00,6.00,25,1,EUR'
like_err 'EUR 6\.00 \(1\)'
# A: 30 + 140 and 27 + 70, 73 / 170 = 42.94 %; B: 5.55 + 40, nothing off
run 'discounts: by product, the most first' 0 crm-report discounts --by product -q
is_out 'product,gross,discount,net,rate,lines,currency
A,170.00,73.00,97.00,42.94,2,CNY
A,8.00,2.00,6.00,25,1,EUR
B,45.55,0.00,45.55,0,2,CNY'
run 'discounts: by the days of the orders' 0 crm-report discounts \
    --from 2026-10-06 --to 2026-10-31 -c gross,discount,lines
is_out 'gross,discount,lines
140.00,70.00,1'
run 'discounts: on a day' 0 crm-report discounts --on 2026-10-05 -c gross,net,lines
is_out 'gross,net,lines
35.55,32.55,2'
run 'discounts: of some' 0 crm-report discounts -w 'order.currency = USD' \
    -c gross,net,lines
is_out 'gross,net,lines
140.00,70.00,1'

# ---- baskets ----

# O1: 2 lines, 4 pieces, 27 + 5.55 = 32.55; O2: 1, 2, 10 x 7 = 70; O3: 1, 1, 40.
# Lines 4 / 3, pieces 7 / 3, net 142.55 / 3 = 47.517, 40 in the middle.
run 'baskets: all orders' 0 crm-report baskets
is_out 'orders,mean_lines,mean_pieces,mean_net,median_net,note,currency
3,1.33,2.33,47.52,40.00,low n,CNY
1,1,1,6.00,6.00,low n,EUR'
like_err 'EUR 6\.00 \(1\)'
# A: 27 of O1 and 70, 5 pieces; B: 5.55 of O1 and 40, half is 22.775. O1 is one in all.
run 'baskets: by product, the most first' 0 crm-report baskets --by product --totals -q
is_out 'product,orders,mean_lines,mean_pieces,mean_net,median_net,note,currency,row
A,2,1,2.5,48.50,48.50,low n,CNY,
A,1,1,1,6.00,6.00,low n,EUR,
B,2,1,1,22.78,22.78,low n,CNY,
,3,1.33,2.33,47.52,40.00,low n,CNY,total
,1,1,1,6.00,6.00,low n,EUR,total'
run 'baskets: a period beside the one before' 0 crm-report baskets --from 2026-11-01 \
    --to 2026-11-30 --compare 2026-10-01..2026-10-31 -q \
    -c orders,orders_before,mean_net,mean_net_before,median_net_before,currency
is_out 'orders,orders_before,mean_net,mean_net_before,median_net_before,currency
1,2,40.00,51.28,51.28,CNY
1,0,6.00,,,EUR'
run 'baskets: on a day' 0 crm-report baskets --on 2026-10-05 -q -c orders,mean_lines,mean_net
is_out 'orders,mean_lines,mean_net
1,2,32.55'

# ---- on time ----

# O6 leaves in two parts, the last one today, 2 days late; O7 leaves half
for o in O6 O7; do
	order ordered_on=2026-11-10
	line order=$o product=A quantity=4 unit_price=1 promised_on=2026-11-19
	quiet crm-order submit $o
	quiet crm-order confirm $o
done
lines_of() { crm-order order-line list -w "order = $1" -o ids; }
quiet crm-order order-line ship "$(lines_of O6)" quantity=1
export CRM_NOW=2026-11-21T09:00:00Z
quiet crm-order ship O6
quiet crm-order order-line ship "$(lines_of O7)" quantity=2
# 2 of 4 on time; (3 + 2) / 2 = 2.5 days
run 'on-time: all that has left' 0 crm-report on-time
is_out 'on_time_rate,lines,on_time,late,mean_late,overdue,low_n
50,4,2,2,2.5,1,low n'
run 'on-time: with its interval' 0 crm-report on-time --interval -c on_time_rate,on_time_rate_low,on_time_rate_high
is_out 'on_time_rate,on_time_rate_low,on_time_rate_high
50,15,85'
run 'on-time: by product, the most first' 0 crm-report on-time --by product \
    -c product,on_time_rate,lines,mean_late
is_out 'product,on_time_rate,lines,mean_late
A,33.33,3,2.5
B,100,1,'
run 'on-time: by the days they left' 0 crm-report on-time --from 2026-10-11 \
    --to 2026-10-31 -c lines,late,mean_late
is_out 'lines,late,mean_late
1,1,3'
# O7 was promised for the 19th, and half of it is here; on the 20th O6 was too
run 'on-time: what is overdue stands apart' 0 crm-report on-time --by order \
    -c order,lines,overdue -w 'order in (O6, O7)'
is_out "order,lines,overdue
$(crm-order list O6 -o csv -c number | tail -1),1,0
$(crm-order list O7 -o csv -c number | tail -1),0,1"
run 'on-time: as of a day' 0 crm-report on-time --on 2026-11-20 -c lines,overdue
is_out 'lines,overdue
3,2'
run 'on-time: not yet on the day itself' 0 crm-report on-time --on 2026-11-19 \
    -c lines,overdue
is_out 'lines,overdue
3,0'
run 'on-time: by the day promised' 0 crm-report on-time --from 2026-11-20 \
    -c lines,overdue
is_out 'lines,overdue
1,0'

# ---- backlog ----

# O7: 2 of 4 at 1.00, two days late; O8: 3 of A at 2.00 and 4 of B at 3.00, on hold
order ordered_on=2026-11-20
line order=O8 product=A quantity=3 unit_price=2 promised_on=2026-12-24
line order=O8 product=B quantity=4 unit_price=3 promised_on=2027-01-05
quiet crm-order submit O8
quiet crm-order confirm O8
quiet crm-order hold O8
run 'backlog: by the month promised' 0 crm-report order-backlog
is_out 'promised:month,amount,late_amount,quantity,lines,orders,currency
2026-11,2.00,2.00,2,1,1,CNY
2026-12,6.00,0.00,3,1,1,CNY
2027-01,12.00,0.00,4,1,1,CNY'
run 'backlog: of a period' 0 crm-report order-backlog --from 2026-12-01 --by product -c product,amount
is_out 'product,amount
A,6.00
B,12.00'

# ---- sales, less what came back ----

# In October 27 + 5.55 + 70; in November 40, O6 4.00, O7 4.00, O8 18.00, of which 2 of
# O6 come back in December.
export CRM_NOW=2026-12-02T09:00:00Z
quiet crm-order order-line return "$(lines_of O6)" quantity=2 on=2026-12-01
run 'sales: what came back in its own month' 0 crm-report order-sales --by order.ordered_on:month -q
is_out 'order.ordered_on:month,net,share,sold,returned,lines,orders,currency
2026-10,102.55,,102.55,0.00,3,2,CNY
2026-11,66.00,,66.00,0.00,5,4,CNY
2026-11,6.00,,6.00,0.00,1,1,EUR
2026-12,-2.00,,0.00,2.00,0,0,CNY'
run 'sales: a product bears its own' 0 crm-report order-sales --by product -c product,net,returned -q
is_out 'product,net,returned
A,109.00,2.00
A,6.00,0.00
B,57.55,0.00'
run 'sales: of a period' 0 crm-report order-sales --from 2026-12-01 -c net,sold,returned -q
is_out 'net,sold,returned
-2.00,0.00,2.00'

# ---- how long it takes ----

# O6 and O7 were confirmed on 18 November, 8 days behind 10 November, O8 on the 21st,
# a day behind; the first delivery of O6 left on the 18th, the last on the 21st, that of
# O7 on the 21st; what has left of O1 and O2 are 5 and 11 days.
run 'order times' 0 crm-report order-times -q
is_out 'step,n,mean,median,p75,note
confirmed,3,5.67,8,8,low n
first_delivery,2,9.5,9.5,11,low n
all_delivered,3,9,11,11,low n
closed,0,,,,low n'
quiet crm-team user add login=boss role=manager
logins boss
quiet crm-admin approval-rule add kind=order seq=1 when='amount > 100' steps=manager
for i in 9 10; do
	order amount=500
	quiet crm-order submit O$i
done
CRM_NOW=2026-12-02T14:00:00Z CRM_USER=boss quiet crm-admin approval approve AP1
run 'approval times' 0 crm-report approval-times
is_out 'decided,agreed_rate,mean,median,p75,late,waits,note
1,100,5,5,5,0,1,low n'
run 'approval times: by who decided' 0 crm-report approval-times --by decided_by -c decided_by,decided,waits
is_out 'decided_by,decided,waits
boss,1,0
,0,1'

order ordered_on=2026-11-20 currency=EUR
last=$(crm-order list -o ids | sort -V | tail -n 1)
line order="$last" product=A quantity=2 unit_price=5 promised_on=2026-11-19
quiet crm-order submit "$last"
quiet crm-order confirm "$last"
run 'backlog: what has no rate is a row of its own' 0 crm-report order-backlog --by product \
    -c product,amount,late_amount,lines,currency
is_out 'product,amount,late_amount,lines,currency
A,8.00,2.00,2,CNY
A,10.00,10.00,1,EUR
B,12.00,0.00,1,CNY'
like_err 'EUR 10\.00 \(1\)'
for r in baskets discounts on-time order-sales order-backlog order-times approval-times; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
done
# ---- what left beyond what was ordered ----

quiet crm-admin setting add name=over_delivery value=50
for form in delivery confirmation; do
	o=$(crm-order add customer=C1 form=$form ordered_on=2026-11-30 -q -o ids)
	l=$(crm-order order-line add order="$o" quantity=10 unit_price=1 -q -o ids)
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	quiet crm-order order-line ship "$l" quantity=12
	what="order = $o"
	run "$form: it is sold where it is charged" 0 crm-report order-sales -w "$what" --by order.ordered_on -q -c order.ordered_on,sold
	case $form in
	delivery) is_out 'order.ordered_on,sold
2026-11-30,10.00
2026-12-02,2.00' ;;
	*) is_out 'order.ordered_on,sold
2026-11-30,10.00' ;;
	esac
	quiet crm-order order-line return "$l" quantity=12
	run "$form: and comes to nothing when all is back" 0 crm-report order-sales -w "$what" -q -c net
	is_out 'net
0.00'
done

# ---- discounts are given against the list ----
#	4 at 50 for 100 and two of 50 given: 500 and 200; 4 at 100 less 50, 10 % off
#	all: 400 and 315; 4 at 120 for 100, 5 % off: 480 and 456
quiet crm-stock add name=L sku=L list_price=100
quiet crm-stock add name=M sku=M list_price=50
one=$(crm-order add customer=Acme -q -o ids)
two=$(crm-order add customer=Acme discount=10 -q -o ids)
three=$(crm-order add customer=Acme -q -o ids)
line order="$one" product=L quantity=4 unit_price=50
line order="$one" product=M quantity=2 gift=yes
line order="$two" product=L quantity=4
line order="$two" description=Rebate amount=-50
line order="$three" product=L quantity=4 unit_price=120 discount=5
quiet crm-order submit "$one" "$two" "$three"
for o in "$one" "$two" "$three"; do
	crm-report discounts -w "order = $o" -q -c gross,discount,net,rate | sed 1d
done > "$T_DIR/given"
is "$(paste -sd' ' "$T_DIR/given")" '500.00,300.00,200.00,60 400.00,90.00,310.00,22.5 480.00,24.00,456.00,5' 'a price typed down, a gift and a line that takes off are given'

# ---- what was charged otherwise than the order says now ----

quiet crm-admin approval-rule set APR1 active=no
goes() {
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}
sold() { crm-report order-sales -w "order = $1" -q -c net,sold,returned,lines; }
for to in unit_price=50 quantity=9,unit_price=50 quantity=12,unit_price=50; do
	o=$(crm-order add customer=C1 form=delivery -q -o ids)
	l=$(crm-order order-line add order="$o" quantity=10 unit_price=100 tax_rate=13 -q -o ids)
	goes "$o"
	quiet crm-order order-line ship "$l" quantity=4
	quiet crm-order amend "$o"
	case $to in
	*,*) quiet crm-order order-line set "$l" "${to%,*}" "${to#*,}" ;;
	*) quiet crm-order order-line set "$l" "$to" ;;
	esac
	goes "$o"
	case $to in
	unit_price*) sum=700 left=6 ;;
	quantity=9*) sum=650 left=5 ;;
	*) sum=800 left=8 ;;
	esac
	run "amended to $to: what had left keeps its price" 0 sold "$o"
	is_out "net,sold,returned,lines
$sum.00,$sum.00,0.00,1"
	quiet crm-order ship "$o"
	run "$to: all of it" 0 sold "$o"
	is_out "net,sold,returned,lines
$sum.00,$sum.00,0.00,1"
	quiet crm-order order-line return "$l" quantity=$((left + 4))
	run "$to: and back" 0 sold "$o"
	is_out "net,sold,returned,lines
0.00,$sum.00,$sum.00,1"
done

o=$(crm-order add customer=C1 -q -o ids)
l=$(crm-order order-line add order="$o" description=Cloud quantity=1 unit_price=1200 tax_rate=6 form=subscription period=month starts_on=2026-01-01 ends_on=2026-04-30 -q -o ids)
goes "$o"
run 'a subscription is what its periods come to' 0 sold "$o"
is_out 'net,sold,returned,lines
4800.00,4800.00,0.00,1'
run 'a basket of it is one of them' 0 crm-report baskets -w "order = $o" -q -c orders,mean_pieces,mean_net
is_out 'orders,mean_pieces,mean_net
1,1,1200.00'
quiet crm-order ship "$o"
run 'it is not sent back' 5 crm-order order-line return "$l" quantity=1
is_err "crm-order: $l is a subscription, and is ended, not sent back: crm-order order-line set $l ends_on=DATE"
quiet crm-order order-line set "$l" ends_on=2026-04-15
run 'but ended' 0 sold "$o"
is_out 'net,sold,returned,lines
4200.00,4200.00,0.00,1'

o=$(crm-order add customer=C1 amount=5000 ordered_on=2026-12-01 -q -o ids)
goes "$o"
run 'an order without lines is sold' 0 crm-report order-sales -w "order = $o" --by order.ordered_on,product -q -c order.ordered_on,product,net,lines,orders
is_out 'order.ordered_on,product,net,lines,orders
2026-12-01,,5000.00,1,1'
run 'and has no pieces' 0 crm-report baskets -w "order = $o" -q -c orders,mean_lines,mean_pieces,mean_net
is_out 'orders,mean_lines,mean_pieces,mean_net
1,1,,5000.00'
all=$(crm-report order-sales -q -c lines | tail -n 1)
is "$all" "$(crm-report order-sales -w 'order is not null' -q -c lines | tail -n 1)" 'with a filter that holds of all'


o=$(crm-order add customer=C1 currency=USD rate=7.1234 -q -o ids)
l=$(crm-order order-line add order="$o" quantity=3 unit_price=33.333 tax_rate=13 -q -o ids)
goes "$o"
quiet crm-order ship "$o"
for i in 1 2 3; do quiet crm-order order-line return "$l" quantity=1; done
run 'of what is back in another currency nothing stays' 0 sold "$o"
is_out 'net,sold,returned,lines
0.00,712.34,712.34,1'

# Lines of two orders in turns: 20 + 40 and 3 + 5; 1, 2, 3 and 4 pieces. With 18 more,
# each of a piece at 8, they are enough: (60 + 8 + 144) / 20, (10 + 18) / 20, 22 / 20.
quiet crm-customer add name=Turns
turns() { crm-order add customer=Turns -q -o ids; }
a=$(turns) b=$(turns)
line order="$a" quantity=1 unit_price=20
line order="$b" quantity=2 unit_price=1.5
line order="$a" quantity=3 amount=40
line order="$b" quantity=4 unit_price=1.25
quiet crm-order submit "$a" "$b"
baskets() { crm-report baskets -w 'order.customer = Turns' -q -c orders,mean_lines,mean_pieces,mean_net,median_net,note; }
run 'baskets: lines of orders in turns' 0 baskets
is_out 'orders,mean_lines,mean_pieces,mean_net,median_net,note
2,2,5,34.00,34.00,low n'
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do
	o=$(turns)
	line order="$o" quantity=1 unit_price=8
	quiet crm-order submit "$o"
	[ "$i" = 17 ] || continue
	run 'baskets: one less than enough' 0 baskets
	is_out 'orders,mean_lines,mean_pieces,mean_net,median_net,note
19,1.11,1.42,10.74,8.00,low n'
done
run 'baskets: enough of them' 0 baskets
is_out 'orders,mean_lines,mean_pieces,mean_net,median_net,note
20,1.1,1.4,10.60,8.00,'
done_testing
