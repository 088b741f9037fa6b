#!/bin/sh
# Another quantity of a line asks the list again, where its price is that of the list;
# a price that somebody typed stays.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
of() { crm-"$1" "$2" list "$3" -o csv -c quantity,unit_price,amount | sed 1d; }

quiet crm-customer add name=Acme
quiet crm-stock product add sku=P name=P list_price=100
quiet crm-stock price add product=P min_qty=10 price=90
quiet crm-stock price add product=P min_qty=50 price=80 floor=70
quiet crm-stock product add sku=Q name=Q
quiet crm-stock price add product=Q min_qty=10 price=9

# ---- by hand ----

quiet crm-deal quote add customer=Acme
quiet crm-deal quote-line add quote=QU1 product=P quantity=9
run 'ten' 0 crm-deal quote-line set QL1 quantity=10 -q
is "$(of deal quote-line QL1)" 10,90,900.00 'are cheaper'
run 'fifty' 0 crm-deal quote-line set QL1 quantity=50 -q
is "$(of deal quote-line QL1) $(crm-deal quote-line list QL1 -o csv -c list_price,floor_price | sed 1d)" '50,80,4000.00 80,70' 'with what the list says of them'
run 'a price is typed' 0 crm-deal quote-line set QL1 unit_price=75 -q
run 'nine' 0 crm-deal quote-line set QL1 quantity=9 -q
is "$(of deal quote-line QL1)" 9,75,675.00 'cost what was typed'
quiet crm-deal quote-line add quote=QU1 product=P quantity=5 unit_price=90
run 'that of another quantity is typed' 0 crm-deal quote-line set QL2 quantity=6 -q
is "$(of deal quote-line QL2)" 6,90,540.00 'and stays'
run 'both are said' 0 crm-deal quote-line set QL2 quantity=50 unit_price=100 -q
is "$(of deal quote-line QL2)" 50,100,5000.00 'as said'
quiet crm-deal quote-line add quote=QU1 product=Q quantity=10
run 'a quantity of which the list says nothing' 5 crm-deal quote-line set QL3 quantity=9 -q
like_err 'price'
is "$(of deal quote-line QL3)" 10,9,90.00 'is not guessed'
run 'but typed' 0 crm-deal quote-line set QL3 quantity=9 unit_price=10 -q
run 'a gift costs nothing' 0 crm-deal quote-line add quote=QU1 product=P quantity=1 gift=yes -q
run 'nor do more' 0 crm-deal quote-line set QL4 quantity=60 -q
is "$(of deal quote-line QL4)" 60,100,0.00 'of it'

# ---- by a file ----

quiet crm-order add customer=Acme
quiet crm-order order-line add order=O1 product=P quantity=9
printf 'order_line_id,quantity\nOL1,10\n' > l.csv
run 'a file' 0 crm-order order-line import l.csv --on-duplicate update -q
is "$(of order order-line OL1)" 10,90,900.00 'asks too'
printf 'order_line_id,quantity,unit_price\nOL1,50,90\n' > l.csv
run 'one that says the price' 0 crm-order order-line import l.csv --on-duplicate update -q
is "$(of order order-line OL1)" 50,90,4500.00 'does not'

# ---- revised, amended, undone ----

quiet crm-deal quote-line set QL1 quantity=10 unit_price=90
quiet crm-deal quote submit QU1
quiet crm-deal quote send QU1
quiet crm-deal quote revise QU1
l=$(crm-deal quote-line list -w 'quote = QU2 and quantity = 10' -o ids)
run 'in the next version' 0 crm-deal quote-line set "$l" quantity=9 -q
is "$(of deal quote-line "$l") $(of deal quote-line QL1)" '9,100,900.00 10,90,900.00' 'the old one stays'
run 'undone' 0 crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(of deal quote-line "$l")" 10,90,900.00 'both come back'
quiet crm-order add customer=Acme
quiet crm-order order-line add order=O2 product=P quantity=10
quiet crm-order submit O2
quiet crm-order amend O2
run 'an amendment' 0 crm-order order-line set OL2 quantity=12 -q
crm-stock price list -w 'price = 90' -o ids | crm-stock price set - price=95 -q > set.out
run 'is given up behind another list' 0 crm-order withdraw O2 -q
is "$(of order order-line OL2)" 10,90,900.00 'at what was agreed'

# ---- called off ----

quiet crm-order contract add customer=Acme kind=framework
called=$(crm-order contract-line add contract=CTR1 product=P quantity=100 unit_price=100 -q -o ids)
quiet crm-order contract submit CTR1
for party in seller customer; do
	quiet crm-order contract sign CTR1 party=$party signed_by=x
done
quiet crm-order add customer=Acme contract=CTR1
quiet crm-order order-line add order=O3 product=P quantity=9 contract_line="$called"
run 'more of a contract' 0 crm-order order-line set OL3 quantity=60 -q
is "$(of order order-line OL3)" 60,100,6000.00 'at the price of it'
run 'sound' 0 crm-admin check -q

done_testing
