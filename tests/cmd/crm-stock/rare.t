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

# ---- what is foretold does not hang on the day that one asks ----

quiet crm-stock add sku=month lead_time=30
quiet crm-stock add sku=gone lead_time=30
{
	echo moved_on,product,warehouse,kind,quantity
	for sku in month gone; do echo "2025-01-01,$sku,W,receipt,2000"; done
	for back in 330 300 270 240 210 180 150 120 90 60 30 0; do
		echo "$(date -u -d "2026-11-20 -$back days" +%F),month,W,issue,-30"
	done
	day=45
	while [ $day -le 90 ]; do
		echo "$(date -u -d "2026-11-21 -$day days" +%F),gone,W,issue,-10"
		day=$((day + 1))
	done
} > moves.csv
quiet crm-stock move import moves.csv
for day in 2026-11-21 2026-11-30 2026-12-10 2026-12-19; do
	is "$(on $day crm-stock plan month all=yes -c daily | sed 1d)" 1 "a monthly sale of 30, on $day"
done
crm-stock plan gone all=yes --explain -c why |
    sed -n 's/.*demand by rare sales: \([0-9.]*\) a day.*/\1/p' > daily
awk '{ exit !($1 > 0 && $1 < 0.2) }' daily
result $? "what was sold daily, and not for 45 days, fades: $(cat daily)"
done_testing
