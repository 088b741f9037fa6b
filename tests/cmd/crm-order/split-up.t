#!/bin/sh
# Net, tax and gross of a line follow from its amount and its rate: what is said of them
# is that, to a cent, and not dropped.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
quiet crm-order add customer=Acme ext=net
quiet crm-order add customer=Acme ext=incl tax_included=yes
for said in tax=1 net=2 gross=3; do
	run "$said" 4 crm-order order-line add order=ext:net quantity=2 unit_price=100 tax_rate=13 "$said"
	like_err "^crm-order: ${said%=*}: an amount of 200.00, plus 13 % of tax, makes it [0-9.]*, and not ${said#*=}.00: amount and tax_rate say it\$"
done
run 'what they are' 0 crm-order order-line add order=ext:net quantity=2 unit_price=100 tax_rate=13 net=200 tax=26 gross=226 -q -o csv -c net,tax,gross
is_out 'net,tax,gross
200.00,26.00,226.00'
run 'to a cent' 0 crm-order order-line add order=ext:net quantity=2 unit_price=100 tax_rate=13 tax=26.01 -q -o csv -c tax
is_out 'tax
26.00'
run 'two cents' 4 crm-order order-line add order=ext:net quantity=2 unit_price=100 tax_rate=13 tax=26.02
run 'priced with its tax' 4 crm-order order-line add order=ext:incl quantity=1 unit_price=100 tax_rate=13 net=100
is_err 'crm-order: net: an amount of 100.00, with 13 % of tax, makes it 88.50, and not 100.00: amount and tax_rate say it'
run 'a tax without its rate' 4 crm-order order-line add order=ext:net amount=100 tax=13
is_err 'crm-order: tax: an amount of 100.00, plus 0 % of tax, makes it 0.00, and not 13.00: amount and tax_rate say it'
printf 'order,quantity,unit_price,tax_rate,gross\next:net,3,10,13,40\n' > l.csv
run 'by a file' 4 crm-order order-line import l.csv
like_err 'l.csv:2: gross: an amount of 30.00, plus 13 % of tax, makes it 33.90, and not 40.00'
printf 'order_line_id,gross\nOL1,999\n' > l.csv
run 'of a line that is here' 4 crm-order order-line import l.csv --on-duplicate update
like_err 'makes it 226.00, and not 999.00'
crm-order order-line list -o csv > out.csv
run 'what was exported' 0 crm-order order-line import out.csv -o ids
like_err 'read 2, unchanged 2'
quiet crm-deal quote add customer=Acme
run 'of a quote' 4 crm-deal quote-line add quote=QU1 quantity=1 unit_price=10 gross=11
quiet crm-order contract add customer=Acme
run 'of a contract' 4 crm-order contract-line add contract=CTR1 quantity=1 unit_price=10 gross=11

# ---- a share of the whole's discount ----

quiet crm-order add customer=Acme ext=off discount=10
l=$(crm-order order-line add order=ext:off quantity=3 unit_price=33.33 tax_rate=13 -q -o ids)
sums() { crm-order order-line list "$1" -o csv -c quantity,amount,net,tax,gross | sed 1d; }
was=$(sums "$l")
quiet crm-order submit ext:off
quiet crm-order amend ext:off
quiet crm-order order-line set "$l" quantity=4
run 'an amendment is given up' 0 crm-order withdraw ext:off -q
is "$(sums "$l")" "$was" 'with what it came to'
crm-order order-line list -o csv -w "order_line_id = $l" > out.csv
run 'what was exported of it' 0 crm-order order-line import out.csv -o ids
like_err 'read 1, unchanged 1'
run 'sound' 0 crm-admin check -q

done_testing
