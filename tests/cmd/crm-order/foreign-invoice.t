#!/bin/sh
# Invoices in other currencies: their lines are in the same, and their tax in the base
# currency is that of what they cover, to the cent.
. "$(dirname "$0")/../../lib.sh"

book
quiet() { "$@" -q > /dev/null || exit 1; }
# What an account comes to, in the base currency.
sum_of() {
	crm-order journal -o csv | sed 1d | awk -F, -v of="$1" '$0 ~ of { n += $(NF-1) - $NF } END { printf "%.2f\n", n + 0.000001 }'
}
pending='tax pending' output='liabilities:output tax,'
lines() { crm-order invoice-line list -w "invoice = \"id:$1\"" -o csv -c net,tax,gross,currency | sed 1d; }

quiet crm-customer add name=Acme

# ---- several receivables, parts of one, a red letter ----

for a in 33.33 33.33 33.34; do
	quiet crm-order receivable add customer=Acme amount=$a net=29.50 currency=USD rate=7.123457
done
is "$(sum_of "$pending")" -81.91 'each has its own tax in the base currency'
i=$(crm-order receivable invoice R1 R2 R3 -o ids -q)
is "$(lines "$i")" '29.50,3.83,33.33,USD
29.50,3.83,33.33,USD
29.50,3.84,33.34,USD' 'lines are in the currency of the invoice'
quiet crm-order invoice issue "$i" official_no=1
is "$(sum_of "$pending") $(sum_of "$output")" '0.00 -81.91' 'one invoice has the tax of all, and none waits'
o=$(crm-order add customer=Acme currency=USD rate=7.123457 form=confirmation -o ids -q)
quiet crm-order order-line add order="$o" description=x quantity=1 unit_price=88.50 tax_rate=13%
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
waits=$(sum_of "$pending")
is "$waits" -81.99 'that of an order waits'
for n in 33.33 33.33 ''; do
	i=$(crm-order order invoice "$o" ${n:+amount=$n} -o ids -q)
	quiet crm-order invoice issue "$i" official_no="2$n$i"
done
is "$(sum_of "$pending") $(sum_of "$output")" '0.00 -163.90' 'of parts the last takes the rest'
quiet crm-order invoice red "$i" gross=10 confirmation_no=7 reason=wrong
is "$(sum_of "$pending")" -8.19 'a red letter takes its share back'
i=$(crm-order order invoice "$o" -o ids -q)
quiet crm-order invoice issue "$i" official_no=4
is "$(sum_of "$pending") $(sum_of "$output")" '0.00 -163.90' 'and invoiced anew it is as before'

# ---- a currency without cents ----

quiet crm-order receivable add customer=Acme amount=11300 net=10000 currency=JPY rate=0.05
i=$(crm-order receivable invoice R5 -o ids -q)
is "$(lines "$i")" '10000,1300,11300,JPY' 'of a receivable'
i=$(crm-order invoice add customer=Acme currency=JPY rate=0.05 -o ids -q)
run 'a line by its price' 0 crm-order invoice-line add invoice="$i" quantity=3 unit_price=1000 tax_rate=10% -q -o ids
run 'by its amount' 0 crm-order invoice-line add invoice="$i" gross=1100 tax_rate=10% -q -o ids
try 'of a file' 0 "printf 'invoice,gross,tax_rate\n$i,2200,10%%\n' | crm-order invoice-line import - -q"
is "$(lines "$i")" '3000,300,3300,JPY
1000,100,1100,JPY
2000,200,2200,JPY' 'all are yen'
quiet crm-order invoice-line set "$(crm-order invoice-line list -w "gross = 2200" -o ids)" gross=1500 net=1400
is "$(crm-order invoice list "$i" -o csv -c gross | sed 1d)" 5900 'and add up'
run 'in another currency' 0 crm-order invoice set "$i" currency=USD rate=7 -q -o ids
is "$(lines "$i")" '3000.00,300.00,3300.00,USD
1000.00,100.00,1100.00,USD
1400.00,100.00,1500.00,USD' 'the figures stay'
is "$(crm-order invoice list "$i" -o csv -c net,gross | sed 1d)" 5400.00,5900.00 'also of all'
quiet crm-admin undo "$(crm-admin log -o csv -l 1 -c batch | tail -n 1)"
is "$(lines "$i" | tail -n 1) $(crm-order invoice list "$i" -o csv -c net,gross | sed 1d)" '1400,100,1500,JPY 5400,5900' 'and undone they are yen again'

# ---- credited by red letters ----

was=$(sum_of "$pending")
sales=$(sum_of income:sales)
o=$(crm-order add customer=Acme currency=USD rate=7.1234 form=confirmation -o ids -q)
quiet crm-order order-line add order="$o" description=x quantity=7 unit_price=33.33 tax_rate=13%
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
i=$(crm-order order invoice "$o" -o ids -q)
quiet crm-order invoice issue "$i" official_no=5
for n in 20.01 20.01 ''; do
	quiet crm-order invoice red "$i" ${n:+gross=$n} confirmation_no="8$n" reason=allowance
done
is "$(sum_of "$pending") $(sum_of income:sales)" "$was $sales" 'of what is all taken back nothing is left'

o=$(crm-order add customer=Acme currency=USD rate=7.1234 form=delivery -o ids -q)
l=$(crm-order order-line add order="$o" description=x quantity=7 unit_price=33.33 tax_rate=13% -o ids -q)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
for n in 1 2 4; do quiet crm-order order-line ship "$l" quantity=$n; done
i=$(crm-order order invoice "$o" -o ids -q)
quiet crm-order invoice issue "$i" official_no=6
quiet crm-order invoice red "$i" confirmation_no=9 reason=allowance
is "$(sum_of "$pending") $(sum_of income:sales) $(sum_of income:exchange)" "$was $sales 0.00" 'nor a gain, where nobody paid'

run 'the books' 0 crm-admin check -q

# ---- without a rate ----

k=$(crm-order contract add customer=Acme title=K amount=100 currency=EUR -o ids -q)
quiet crm-order contract submit "$k"
quiet crm-order contract sign "$k" party=seller signed_by=A
quiet crm-order contract sign "$k" party=customer signed_by=B
run 'a rate is asked for at the request' 5 crm-order contract invoice "$k"
is_err "crm-order: rate: is needed of $k, which is in EUR: that of the day, crm-admin rate add currency=EUR rate=N"
quiet crm-admin rate add currency=EUR rate=8
run 'or is that of the day' 0 crm-order contract invoice "$k" -q -o csv -c rate,gross
is_out 'rate,gross
8,100.00'
done_testing
