#!/bin/sh
# The tax of a product: lines that say no rate have its own.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
quiet crm-stock add name=T sku=T list_price=100 tax=13
quiet crm-stock add name=F sku=F list_price=100 tax=exempt
quiet crm-stock add name=U sku=U list_price=100
run 'it is one of the records' 3 crm-stock set T tax=14
run 'what a product has' 0 crm-stock list T -o csv -c tax
is_out 'tax
13'
quiet crm-order add customer=Acme
for p in T F U; do quiet crm-order order-line add order=O1 product=$p quantity=1; done
quiet crm-order order-line add order=O1 product=T quantity=1 tax_rate=6
quiet crm-order order-line add order=O1 product=U quantity=1
run 'of lines of an order' 0 crm-order order-line list -o csv -s order_line_id -c product,tax_rate,tax
is_out 'product,tax_rate,tax
T,13,13.00
F,0,0.00
U,,0.00
T,6,6.00
U,,0.00'
is "$(crm-order list O1 -o csv -c net,tax,gross | sed 1d)" 500.00,19.00,519.00 'and of the whole'
quiet crm-order order-line set OL5 product=T
is "$(crm-order order-line list OL5 -o csv -c tax_rate,tax | sed 1d)" 13,13.00 'another product brings its own'
quiet crm-order order-line set OL5 tax_rate=0 quantity=2
is "$(crm-order order-line list OL5 -o csv -c tax_rate,tax | sed 1d)" 0,0.00 'unless it is taken off'
quiet crm-order order-line set OL5 tax_rate=
is "$(crm-order order-line list OL5 -o csv -c tax_rate,tax | sed 1d)" 13,26.00 'an empty one asks the product anew'
quiet crm-deal quote add customer=Acme
quiet crm-deal quote-line add quote=QU1 product=T quantity=2
is "$(crm-deal quote list QU1 -o csv -c net,tax,gross | sed 1d)" 200.00,26.00,226.00 'a quote'
quiet crm-order contract add customer=Acme title=T
quiet crm-order contract-line add contract=CTR1 product=T quantity=3
is "$(crm-order contract list CTR1 -o csv -c net,tax,gross | sed 1d)" 300.00,39.00,339.00 'a contract'
for rate in 1300 -1; do
	for line in 'crm-order order-line add order=O1' 'crm-deal quote-line add quote=QU1' \
	    'crm-order contract-line add contract=CTR1'; do
		run "${line%% add*} at $rate" 4 $line product=T quantity=1 tax_rate=$rate
		is_err "${line%% *}: tax_rate: must be between 0 and 100 percent"
	done
done
printf 'order,product,quantity,unit_price,tax_rate\nO1,T,1,10,1300\n' > lines.csv
run 'nor imported' 4 crm-order order-line import lines.csv
run 'the books' 0 crm-admin check -q
done_testing
