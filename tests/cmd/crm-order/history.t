#!/bin/sh
# What files bring of what is over elsewhere: a closed order owes nothing that did not come
# beside it; the lines of an invoice come to what it says, and official numbers are given
# once.
. "$(dirname "$0")/../../lib.sh"
book

# brings KIND 'HEADER' 'ROW'…: a file of it.
brings() {
	kind=$1
	shift
	printf '%s\n' "$@" > file.csv
	quiet crm-order "$kind" import file.csv
}
imports() {
	kind=$1
	shift
	printf '%s\n' "$@" | crm-order "$kind" import - -q -o ids
}

quiet crm-customer add name=A credit_limit=1000

# ---- a closed order ----

brings order number,customer,status,ordered_on,shipped_on OLD-1,A,closed,2025-03-01,2025-03-05 \
    OLD-2,A,confirmed,2025-03-01,
brings order-line order,description,quantity,unit_price,tax_rate OLD-1,x,10,500,13 \
    OLD-2,x,1,100,0
brings delivery number,order,shipped_on DN-1,OLD-1,2025-03-05
brings delivery-line delivery,order_line,quantity DN-1,OL1,10
o=$(crm-order add customer=A form=confirmation -o ids -q)
quiet crm-order order-line add order="$o" description=x quantity=1 unit_price=100
quiet crm-order submit "$o"
run 'it stands against no new one' 0 crm-order confirm "$o" -q
quiet crm-order ship O2
quiet crm-order close O2
quiet crm-customer set C1 credit_limit=150
o=$(crm-order add customer=A form=confirmation -o ids -q)
quiet crm-order order-line add order="$o" description=x quantity=1 unit_price=10
quiet crm-order submit "$o"
run 'what was shipped and closed here does' 5 crm-order confirm "$o"
like_err 'booked 100.00 \+ orders 0.00 \+ shipped and not booked 100.00 '

# ---- invoices ----

brings invoice customer,number,status,issued_on,gross,net,official_no A,X1,issued,2026-11-20,1130,1000,0001
run 'lines that come to less' 5 imports invoice-line invoice,description,gross,tax_rate X1,x,500,13
is_err 'crm-order: I1 comes to 1130.00, its lines to 500.00: a file brings all lines of an invoice at once, and what is issued stays as it is'
run 'all of its lines' 0 imports invoice-line invoice,description,gross,tax_rate X1,x,500,13 X1,y,630,13
run 'once more' 5 imports invoice-line invoice,description,gross,tax_rate X1,z,1130,13
like_err 'I1 comes to 1130.00, its lines to 2260.00'
run 'an official number again' 5 imports invoice customer,number,status,issued_on,gross,official_no \
    A,X2,issued,2026-11-20,1130,0001
is_err 'crm-order: official_no: 0001 of I2 is that of I1: a number is given once'
run 'twice in a file' 5 imports invoice customer,number,status,issued_on,gross,official_no \
    A,X3,issued,2026-11-20,1130,0003 A,X4,issued,2026-11-20,1130,0003
like_err 'official_no: 0003 of I[0-9]+ is that of I[0-9]+: a number is given once'
run 'each once' 0 imports invoice customer,number,status,issued_on,gross,official_no \
    A,X5,issued,2026-11-20,1130,0005 A,X6,issued,2026-11-20,1130,0006
run 'the books' 0 crm-admin check --deep -q
done_testing
