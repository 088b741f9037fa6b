#!/bin/sh
# Orders are the sums of the lines that files bring, many or few, however these come:
# all at once, more of them, corrected, apart from each other, of an order that has
# lines or a discount already.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
amounts() { crm-order list -w "$1" -s order_id -o csv -c amount,net,tax,gross | sed 1d | paste -sd' '; }

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
# orders FROM TO: closed ones of another system.
orders() {
	seq "$1" "$2" | awk 'BEGIN { print "number,customer,status,ordered_on" }
		{ print "N" $1 ",Acme,closed,2026-10-01" }'
}
orders 1 8 | quiet crm-order import -

# ---- a few ----

cat > few.csv <<'END'
order,line,product,quantity,unit_price,tax_rate
N1,1,P,1,10,10
N2,1,P,2,10,10
N1,2,P,3,0.05,0
END
run 'of two orders in turns' 0 crm-order order-line import few.csv -q
is "$(amounts 'number in (N1,N2)')" '10.15,10.15,1.00,11.15 20.00,20.00,2.00,22.00' 'each is the sum of its own'
try 'lines more' 0 'printf "order,line,product,quantity,unit_price\nN1,3,P,1,5\n" | crm-order order-line import - -q'
is "$(amounts 'number = N1')" '15.15,15.15,1.00,16.15' 'and all that were there count'
cat > mixed.csv <<'END'
order,line,product,quantity,unit_price,tax_rate
N1,1,P,2,10,10
N1,4,P,1,1,0
N3,1,P,1,7,0
END
run 'one corrected, one new' 0 crm-order order-line import mixed.csv --on-duplicate update -q
is "$(amounts 'number in (N1,N3)')" '26.15,26.15,2.00,28.15 7.00,7.00,0.00,7.00' 'the sum is of those that are'
cat > moved.csv <<'END'
order_line_id,order,line,product,quantity,unit_price
,N4,1,P,1,3
,N4,2,P,1,4
OL2,N4,3,P,2,10
END
run 'one comes from another order' 0 crm-order order-line import moved.csv --on-duplicate update -q
is "$(amounts 'number = N4')" '27.00,27.00,2.00,29.00' 'it counts here'
is "$(crm-order order-line list -w 'order.number = N2' -o ids | wc -l)" 0 'and left there'

# ---- a discount on the whole ----

crm-order list -w 'number in (N5, N6)' | quiet crm-order set - discount=10
cat > off.csv <<'END'
order,line,product,quantity,unit_price,amount
N5,1,P,1,100,
N5,2,P,1,100,
N6,1,P,1,100,90
N6,2,P,1,100,90
END
run 'lines without their share, and with it' 0 crm-order order-line import off.csv -q
is "$(amounts 'number in (N5,N6)')" '180.00,180.00,0.00,180.00 180.00,180.00,0.00,180.00' 'it is taken once'

# ---- a gift, what says nothing, and rows that are refused ----

cat > rest.csv <<'END'
order,line,product,quantity,unit_price,gift
N7,1,P,1,10,
N7,2,P,1,10,yes
N7,3,P,1,,
N8,1,P,1,,
END
run 'a gift, and lines without a price' 0 crm-order order-line import rest.csv -q
is "$(amounts 'number in (N7,N8)')" '10.00,10.00,0.00,10.00 ,,,' 'what says nothing leaves the order without'
orders 9 9 | quiet crm-order import -
cat > bad.csv <<'END'
order,line,product,quantity,unit_price,amount
N9,1,P,1,10,10
N9,2,P,1,10,99
N9,3,P,1,10,10
END
run 'one is refused' 4 crm-order order-line import bad.csv --rejects rest.csv -q
is "$(amounts 'number = N9')" '20.00,20.00,0.00,20.00' 'the others count'

# ---- a contract is called off no further by many lines than by few ----

quiet crm-order contract add customer=Acme
quiet crm-order contract-line add contract=CTR1 product=P quantity=10 unit_price=1
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
quiet crm-order contract sign CTR1 party=seller signed_by=Wu
orders 3001 4400 | quiet crm-order import -
seq 1 7000 | awk 'BEGIN { print "order,line,product,quantity,unit_price,contract_line,notes" }
	{ printf "N%d,%d,P,6,1,%s,%0130d\n", 3001 + ($1 - 1) / 5, ($1 - 1) % 5 + 1,
	    ($1 == 2 || $1 == 8 ? "CTL1" : ""), $1 }' > called.csv
run 'the second that takes too much is refused' 5 crm-order order-line import called.csv --rejects rest.csv -q
like_err 'called.csv:9: quantity: is more than is left of CTL1: 4'
is "$(grep -c CTL1 rest.csv) $(crm-order order-line list -w 'contract_line = CTL1' -o csv -c quantity | sed 1d)" '1 6' 'the first is there'

# ---- so many that they go the fast way ----

orders 1001 2400 | quiet crm-order import -
seq 1 7000 | awk 'BEGIN { print "order,line,product,quantity,unit_price,tax_rate,notes" }
	{ printf "N%d,%d,P,%d,%d.25,10,%0130d\n", 1001 + ($1 - 1) / 5,
	    ($1 - 1) % 5 + 1, $1 % 7 + 1, $1 % 90 + 1, $1 }' > many.csv
# sums FILE: of the orders, as the rows have it.
sums() {
	awk -F, 'NR > 1 { n = $4 * int($5 * 100 + 0.5); a[$1] += n
		t[$1] += int(n / 10 + 0.5) }
	END { for (o in a) printf "%s,%.2f,%.2f\n", o, a[o] / 100, t[o] / 100 }' "$1" |
	    sort
}
got() { crm-order list -w 'number ~ N1 or number ~ N2' -o csv -c number,amount,tax | grep '^N[0-9]\{4\}' | sort; }
run '7,000 lines' 0 crm-order order-line import many.csv -q
sums many.csv > want
got > got.csv
is "$(wc -l < want)" 1400 'of 1,400 orders'
is "$(diff want got.csv)" '' 'each is the sum of its own'
run 'the same again' 0 crm-order order-line import many.csv -o ids
like_err 'read 7000, unchanged 7000'
run 'what is true of the book' 0 crm-admin check
run 'the batch is undone' 0 crm-admin undo "$(crm-admin log -w 'program = crm-order' -l 1 -o csv -c batch | sed 1d)" -q
got > got.csv
is "$(grep -vc ',,$' got.csv)" 0 'no order keeps a sum of lines that went'
run 'and in order' 0 crm-admin check
run 'brought once more' 0 crm-order order-line import many.csv -q
got > got.csv
is "$(diff want got.csv)" '' 'they are as before'
seq 1 7000 | awk 'BEGIN { print "order,line,product,quantity,unit_price,tax_rate,notes" }
	{ printf "N%d,%d,P,%d,%d.25,10,%0130d\n", 1001 + ($1 - 1) % 1400,
	    ($1 - 1) / 1400 + 6, $1 % 7 + 1, $1 % 90 + 1, $1 }' > apart.csv
run '7,000 more, of an order far apart' 0 crm-order order-line import apart.csv -q
{ cat many.csv; sed 1d apart.csv; } > all.csv
sums all.csv > want
got > got.csv
is "$(diff want got.csv)" '' 'all of them count'

run 'what is true of the book at the end' 0 crm-admin check
done_testing
