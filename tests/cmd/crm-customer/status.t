#!/bin/sh
# The status of a customer, told by the gaps between its own order days.
. "$(dirname "$0")/../../lib.sh"
book

ago() { date -u -d "2026-11-21 - $1 days" +%F; }
# orders CUSTOMER DAYS-AGO…: a closed order on each.
orders() {
	orders_of=$1
	shift
	for o in "$@"; do
		echo "$orders_of,$(ago "$o"),closed"
	done
}
# gaps CUSTOMER LATE GAP…: the last order LATE days ago, and these gaps before
# it.
gaps() {
	gaps_of=$1 gaps_at=$2
	shift 2
	orders "$gaps_of" "$gaps_at"
	for g in "$@"; do
		gaps_at=$((gaps_at + g))
		orders "$gaps_of" $gaps_at
	done
}
{
	echo customer,ordered_on,status
	orders one-180 180
	orders one-181 181
	orders four-180 180 190 200 210
	orders same-day 180 190 190 200 210
	# mean 10, deviation 0: the limit is 15
	gaps even-10 10 10 10 10 10
	gaps even-11 11 10 10 10 10
	gaps even-15 15 10 10 10 10
	gaps even-16 16 10 10 10 10
	# mean 25, deviation 12.91: the limit is 50.82
	gaps odd-25 25 40 10 30 20
	gaps odd-26 26 40 10 30 20
	gaps odd-50 50 40 10 30 20
	gaps odd-51 51 40 10 30 20
	# mean 3, deviation 2: the limit is 7, a whole number
	gaps whole-7 7 1 5 1 5 3
	gaps whole-8 8 1 5 1 5 3
	# the limit would be 450
	gaps slow-365 365 300 300 300 300
	gaps slow-366 366 300 300 300 300
	# the mean is over the limit
	gaps slower-365 365 400 400 400 400
	gaps slower-366 366 400 400 400 400
	# what does not count
	echo "void,$(ago 1),cancelled"
	echo "void,,closed"
	echo "later,2026-11-22,closed"
	echo "late-later,2026-11-22,closed"
	orders late-later 181
	orders deal-and-order 181
	# a slip of the century, and as many days as overflow its squares
	echo millennium,0020-05-05,closed
	awk 'BEGIN { for (i = 300; i < 5300; i++)
		print "millennium," strftime("%F", 1795219200 - i * 86400, 1) \
		    ",closed" }'
} > orders.csv
sed '1d; s/,.*//' orders.csv | sort -u > names
{ echo name; cat names; printf 'never\ndeal-180\ndeal-181\ndeal-lost\n'; } \
    > customers.csv
run 'customers' 0 crm-customer import customers.csv -q -o ids
CRM_NOW=2026-11-22T09:00:00Z run 'orders' 0 crm-order import orders.csv -q -o ids
{
	echo name,customer,stage,closed_on
	echo "a,deal-180,won,$(ago 180)"
	echo "b,deal-181,won,$(ago 181)"
	echo "c,deal-lost,lost,$(ago 1)"
	echo "d,deal-and-order,won,$(ago 1)"
	echo "e,later,won,$(ago 1)"
} > deals.csv
run 'deals' 0 crm-deal import deals.csv -q -o ids
run 'each at its border' 0 crm-customer list -s name -c name,last_sale,status
is_out "name,last_sale,status
deal-180,2026-05-25,active
deal-181,2026-05-24,churned
deal-and-order,2026-05-24,churned
deal-lost,,prospect
even-10,2026-11-11,active
even-11,2026-11-10,dormant
even-15,2026-11-06,dormant
even-16,2026-11-05,churned
four-180,2026-05-25,active
late-later,2026-05-24,churned
later,2026-11-20,active
millennium,2026-01-25,dormant
never,,prospect
odd-25,2026-10-27,active
odd-26,2026-10-26,dormant
odd-50,2026-10-02,dormant
odd-51,2026-10-01,churned
one-180,2026-05-25,active
one-181,2026-05-24,churned
same-day,2026-05-25,active
slow-365,2025-11-21,dormant
slow-366,2025-11-20,churned
slower-365,2025-11-21,active
slower-366,2025-11-20,churned
void,,prospect
whole-7,2026-11-14,dormant
whole-8,2026-11-13,churned"
run 'as a filter' 0 crm-customer list -w 'status = dormant' -s name -c name
is_out "name
even-11
even-15
millennium
odd-26
odd-50
slow-365
whole-7"
run 'of the buyers' 0 crm-customer list -w 'status != prospect' -c customer_id,status
sort -o told out
run 'the report' 0 crm-report churn -c customer_id,status
sort -o reported out
run 'and the field agree' 0 diff told reported
run 'a status is not given' 2 crm-customer add name=x status=active
is_err 'crm-customer: status: is kept by the book itself and cannot be set'
run 'nothing happened since, but time passed' 0 env CRM_NOW=2026-11-22 \
    crm-customer list -w 'name in (odd-25, one-180, later)' -s name -c name,status
is_out 'name,status
later,active
odd-25,dormant
one-180,churned'
quiet() { "$@" -q > /dev/null; }
crm-order list -w 'customer = odd-51' -c order_id | sed '1s/$/,status/; 2,$s/$/,cancelled/' |
    quiet crm-order import - --on-duplicate update
run 'its orders were cancelled' 0 crm-customer list -w 'name = odd-51' -c name,status
is_out 'name,status
odd-51,prospect'
quiet crm-admin undo B5
run 'and are not any more' 0 crm-customer list -w 'name = odd-51' -c name,status
is_out 'name,status
odd-51,churned'
run 'as it was' 0 crm-customer list -w 'name = odd-51' --as-of B2 -c name,status
is_out 'name,status
odd-51,prospect'
run 'a limit of credit is none below zero' 4 crm-customer set "$(crm-customer list -l 1 -o ids)" credit_limit=-1
is_err 'crm-customer: credit_limit: must be at least 0'
done_testing
