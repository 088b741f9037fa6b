#!/bin/sh
# Sales are rare where it is 1.32 days or more from one to the next.
. "$(dirname "$0")/../../lib.sh"

book
quiet crm-stock warehouse add name=W
for sku in work odd; do
	quiet crm-stock add sku=$sku lead_time=5
done
{
	echo moved_on,product,warehouse,kind,quantity
	for sku in work odd; do echo "2026-01-01,$sku,W,receipt,3000"; done
	day=1
	while [ $day -le 90 ]; do
		on=$(date -u -d "2026-11-21 -$day days" +%F)
		[ "$(date -u -d "$on" +%u)" -gt 5 ] || echo "$on,work,W,issue,-10"
		[ $((day % 5)) -eq 0 ] || echo "$on,odd,W,issue,-10"
		day=$((day + 1))
	done
} > moves.csv
quiet crm-stock move import moves.csv
run 'on five days of seven' 0 crm-stock plan work all=yes --explain -c why
like_out 'demand by rare sales'
run 'on four days of five' 0 crm-stock plan odd all=yes --explain -c why
like_out 'demand by history'
done_testing
