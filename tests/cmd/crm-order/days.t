#!/bin/sh
# The days of documents: none has happened on a day to come, and nothing comes back before
# it left.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme

# ---- a day to come ----

run 'no order is of tomorrow' 5 crm-order add customer=Acme amount=5 ordered_on=tomorrow
is_err 'crm-order: ordered_on: 2026-11-22 has not come yet: it is today or before'
run 'nor a quote' 5 crm-deal quote add customer=Acme amount=5 quoted_on=2026-11-22
like_err 'quoted_on: 2026-11-22 has not come yet'
run 'nor a contract' 5 crm-order contract add customer=Acme amount=5 drawn_on=2026-11-22
like_err 'drawn_on: 2026-11-22 has not come yet'
run 'it may be asked for then' 0 crm-order add customer=Acme amount=5 requested_on=2027-01-01 promised_on=2027-01-02 -q -o ids
run 'nor is it put there' 5 crm-order set O1 ordered_on=2026-11-22
printf 'customer,amount,status,ordered_on\nAcme,5,closed,2026-11-21\nAcme,6,closed,2026-11-22\n' > orders.csv
run 'nor imported' 5 crm-order import orders.csv
like_err '^crm-order: orders.csv:3: ordered_on: 2026-11-22 has not come yet'
run 'the others are' 5 crm-order import orders.csv --rejects bad.csv -q
is "$(crm-order list -w 'status = closed' -o csv -c amount | sed 1d)" 5.00 'by row'
quiet crm-admin setting add name=zone value=Pacific/Kiritimati
CRM_NOW=2026-11-21T12:00:00Z run 'in the zone of the book it is tomorrow already' 0 crm-order add customer=Acme amount=7 ordered_on=2026-11-22 -q -o ids
quiet crm-admin setting delete zone -y

# ---- what leaves, and comes back ----

order=$(crm-order add customer=Acme ordered_on=2026-11-01 -o ids -q)
quiet crm-order order-line add order="$order" description=Nails quantity=10 unit_price=5
line=$(crm-order order-line list -w "order = id:$order" -o ids)
quiet crm-order submit "$order"
quiet crm-order confirm "$order"
run 'nothing leaves tomorrow' 5 crm-order ship "$order" on=tomorrow
like_err 'shipped_on: 2026-11-22 has not come yet'
run 'some left' 0 crm-order order-line ship "$line" quantity=4 on=2026-11-10 -q
run 'and the rest' 0 crm-order ship "$order" on=2026-11-18 -q
run 'nobody has signed tomorrow' 5 crm-order delivery set DV1 signed_on=2026-11-22
run 'nothing comes back tomorrow' 5 crm-order order-line return "$line" quantity=1 on=tomorrow
like_err 'returned_on: 2026-11-22 has not come yet'
run 'nor before it left' 5 crm-order order-line return "$line" quantity=1 on=2026-11-09
is_err 'crm-order: returned_on: 2026-11-09 is before it left, on 2026-11-10'
run 'what had left by then does' 0 crm-order order-line return "$line" quantity=4 on=2026-11-10 -q
run 'the others had not' 5 crm-order order-line return "$line" quantity=1 on=2026-11-17
like_err 'is before it left, on 2026-11-18'
run 'a delivery is not put behind that' 5 crm-order delivery set DV1 shipped_on=2026-11-11
is_err 'crm-order: shipped_on: is behind the day on which goods of it came back with RT1'
printf 'order,order_line,returned_on,quantity\n%s,%s,2026-11-12,1\n%s,%s,2026-11-09,1\n' \
    "$order" "$line" "$order" "$line" > returns.csv
run 'nor imported so' 5 crm-order return import returns.csv
like_err '^crm-order: returns.csv:3: returned_on: 2026-11-09 is before it left, on 2026-11-10'

# ---- what an order promises its lines do ----

quiet crm-stock add name=Day sku=DAY list_price=5
quiet crm-stock warehouse add name=Days
quiet crm-stock receive product=DAY warehouse=Days quantity=100 price=1
for day in 2026-11-10 ''; do
	o=$(crm-order add customer=Acme ordered_on=2026-11-01 promised_on=$day -q -o ids)
	quiet crm-order order-line add order="$o" product=DAY quantity=5
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	echo "$(crm-order list "$o" -o csv -c promised_on | sed 1d) $(crm-order order-line list -w "order = $o" -o csv -c promised_on | sed 1d) $(crm-report on-time -w "order = $o" -q -o csv -c overdue | sed 1d)"
done > promised
is "$(cat promised)" "2026-11-10 \"\" 1
2026-11-21 2026-11-21 0" 'they get no day of their own where it has one'
run 'the books' 0 crm-admin check -q
done_testing
