#!/bin/sh
# What is ordered for later takes nothing of the demand until then.
. "$(dirname "$0")/../../lib.sh"

plan() { crm-stock plan A all=yes -c quantity,open_orders,reorder_point,projected,run_out | sed 1d; }
order() { # order NUMBER QUANTITY FIELD=VALUE…
	quiet crm-order add customer=C1
	line="order=O$1 product=A quantity=$2 unit_price=1"
	shift 2
	# shellcheck disable=SC2086
	quiet crm-order order-line add $line "$@"
}
confirm() { quiet crm-order submit "$1" && quiet crm-order confirm "$1"; }

book
quiet crm-stock warehouse add name=W
quiet crm-admin setting add name=stock_warehouse value=W
quiet crm-stock add sku=A lead_time=10
quiet crm-customer add name=K
{
	echo moved_on,product,warehouse,kind,quantity,value
	echo 2026-01-01,A,W,receipt,710,710
	day=1
	while [ $day -le 90 ]; do
		echo "$(date -u -d "2026-11-21 -$day days" +%F),A,W,issue,-7,"
		day=$((day + 1))
	done
} > moves.csv
quiet crm-stock move import moves.csv
is "$(plan)" '0,0,70,80,2026-12-02' 'seven a day for ten days'
order 1 70 promised_on=2027-03-01
confirm O1
is "$(plan)" '60,70,70,10,2026-11-22' 'what is held for March is not there for November'
run 'said so' 0 crm-stock plan A all=yes --explain -c why
like_out 'open orders 70, due by then 0; demand in that time 70;'
order 2 5 promised_on=2026-12-01
confirm O2
is "$(plan)" '60,75,65,5,2026-11-22' 'what is due on the last of these days is of their demand'
like_out 'lasts 10 days'
quiet crm-stock reserve product=A quantity=1
is "$(plan)" '60,76,64,4,2026-11-22' 'and what is held with no day is wanted now'
done_testing
