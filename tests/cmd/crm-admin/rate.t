#!/bin/sh
# Exchange rates by day: documents, payments, statements and values take that of their
# day where nobody says one.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
rate() { crm-order ${1:+"$1"} list "$2" -o csv -c rate | sed 1d; }

quiet crm-customer add name=Acme
run 'without any' 4 crm-order receivable add customer=C1 amount=100 currency=USD
is_err 'crm-order: rate: is needed of an amount in USD, which is not the currency of the book: rate=N, or amount_base=N, or that of its day: crm-admin rate add currency=USD rate=N'

# ---- the table ----

printf 'currency,day,rate\nUSD,2026-10-01,7.10\nUSD,2026-11-01,7.20\nEUR,2026-11-01,8.00\n' > rates.csv
run 'from a file' 0 crm-admin rate import rates.csv -q
run 'again' 0 crm-admin rate import rates.csv
like_err 'unchanged 3'
printf 'currency,day,rate\nUSD,2026-11-01,7.25\n' > rates.csv
run 'corrected' 0 crm-admin rate import rates.csv --on-duplicate update -q
run 'and out' 0 crm-admin rate list -o csv -c currency,day,rate
is_out 'currency,day,rate
USD,2026-10-01,7.1
USD,2026-11-01,7.25
EUR,2026-11-01,8'
run 'of today, where nobody says the day' 0 crm-admin rate add currency=JPY rate=0.05 -o csv -c day
is_out 'day
2026-11-21'
run 'one a day' 5 crm-admin rate add currency=USD day=2026-11-01 rate=7
run 'not of the currency of the book' 4 crm-admin rate add currency=CNY rate=1
is_err 'crm-admin: currency: is that of the book, of which one is one'
run 'above zero' 4 crm-admin rate add currency=GBP rate=0

# ---- who takes it ----

quiet crm-order receivable add customer=C1 amount=100 currency=USD booked_on=2026-10-31
is "$(crm-order receivable list R1 -o csv -c rate,amount_base | sed 1d)" 7.1,710.00 'the latest on or before the day'
quiet crm-order receivable add customer=C1 amount=100 currency=USD booked_on=2026-11-01 rate=7.3
is "$(rate receivable R2)" 7.3 'but for one that is said'
quiet crm-order receivable add customer=C1 amount=100 currency=USD amount_base=700
is "$(crm-order receivable list R3 -o csv -c rate,amount_base | sed 1d)" ,700.00 'or an amount'
run 'none before the first' 4 crm-order receivable add customer=C1 amount=1 currency=USD booked_on=2026-09-30
printf 'customer,amount,currency,booked_on\nAcme,50,EUR,2026-11-02\n' > owed.csv
run 'a file' 0 crm-order receivable import owed.csv -q
is "$(rate receivable R4)" 8 'has it too'
quiet crm-order payment add customer=C1 amount=10 currency=USD received_on=2026-10-15
is "$(rate payment P1)" 7.1 'a payment'
quiet crm-order bank-line add line_ref=B1 booked_on=2026-11-03 amount=50 currency=EUR payer=Acme text=R4
is "$(rate bank-line BL1)" 8 'a line of a statement'
quiet crm-order bill add customer=C1 number=N1 amount=10 currency=USD due_on=2027-01-01
is "$(rate bill BE1) $(rate payment P2)" '7.25 7.25' 'a bill, and the payment that it is'
quiet crm-order add customer=C1 amount=10 currency=USD ordered_on=2026-10-02
is "$(crm-order list O1 -o csv -c rate | sed 1d)" 7.1 'an order'
quiet crm-order set O1 currency=EUR ordered_on=2026-11-05
is "$(crm-order list O1 -o csv -c rate | sed 1d)" 8 'in another currency another'
quiet crm-order set O1 currency=CNY
is "$(crm-order list O1 -o csv -c rate | sed 1d)" '""' 'and none in that of the book'
quiet crm-order contract add customer=C1 amount=10 currency=USD drawn_on=2026-10-02
is "$(rate contract CTR1)" 7.1 'a contract'
quiet crm-deal quote add customer=C1 amount=10 currency=USD quoted_on=2026-10-02
is "$(crm-deal quote list -o csv -c rate | sed 1d)" 7.1 'a quote'
quiet crm-deal add name=D amount=10 currency=USD
is "$(crm-deal list -o csv -c rate | sed 1d)" 7.25 'a deal'
quiet crm-order invoice add customer=C1 currency=USD requested_on=2026-10-02
is "$(rate invoice I1)" 7.1 'an invoice'

# ---- two currencies ----

run 'yuan for dollars' 0 crm-order payment add customer=C1 amount=725 received_on=2026-11-10 \
    applies_to=R2 -o csv -c unallocated
is_out 'unallocated
0.00'
is "$(crm-order allocation list -o csv -c amount,paid,gain_base -w 'receivable = "id:R2"' | sed 1d)" \
    100.00,725,-5.00 'at the rate of the day'

# ---- values of a day ----

run 'valued' 0 crm-order revalue --on 2026-11-20 -q -o csv -c currency,rate,open,gain_base
is_out 'currency,rate,open,gain_base
USD,7.25,100.00,15.00
EUR,8,50.00,0.00'
run 'by what is said' 0 crm-order revalue --on 2026-11-19 rates=USD:7 -q -o csv -c currency,rate
is_out 'currency,rate
USD,7
EUR,8'
run 'of a day before all rates' 0 crm-order revalue --on 2026-09-01 -q
quiet crm-order receivable add customer=C1 amount=5 currency=GBP rate=9
run 'of one that has none' 5 crm-order revalue --on 2026-11-21
is_err 'crm-order: R5 is in GBP, of which no rate is known on that day: add rates=GBP:RATE, or crm-admin rate add currency=GBP day=2026-11-21 rate=RATE'

# ---- credit is counted as it was booked ----

quiet crm-customer add name=Limited credit_limit=1000
quiet crm-order receivable add customer=Limited amount=100 currency=USD amount_base=650
quiet crm-order payment add customer=Limited amount=10 currency=USD amount_base=75
quiet crm-order add customer=Limited amount=20
run 'what has no rate but an amount' 0 crm-order credit O2 -o csv -c booked,cash,exposure
is_out 'booked,cash,exposure
650.00,75.00,595.00'

# ---- goods that are bought ----

quiet crm-stock add sku=P1 name=Part
quiet crm-stock warehouse add name=Main
quiet crm-stock purchase add supplier=Far currency=USD ordered_on=2026-10-01
quiet crm-stock purchase-line add purchase=PU1 product=P1 quantity=2 price=10
run 'come at that of the day' 0 crm-stock receive product=P1 purchase_line=PUL1 quantity=2 on=2026-10-20 -o csv -c value
is_out 'value
142.00'

# ---- a draft of another day ----

for r in 11-10=7.8 11-20=8.2 11-25=9; do
	quiet crm-admin rate add currency=GBP day=2026-"${r%=*}" rate="${r#*=}"
done
new() { CRM_NOW=2026-11-21T09:00:00Z crm-order add customer=C1 currency=GBP amount=100 "$@" -q -o ids; }
later() { CRM_NOW=2026-11-30T09:00:00Z quiet "$@"; }
o=$(new ordered_on=2026-11-15)
quiet crm-order set "$o" ordered_on=2026-11-21
is "$(rate '' "$o")" 8.2 'takes that of the new day'
quiet crm-order set "$o" ordered_on=2026-11-12 rate=8.2
is "$(rate '' "$o")" 8.2 'but not where somebody says one'
o=$(new)
later crm-order submit "$o"
is "$(rate '' "$o")" 9 'the day that it is submitted on'
o=$(new rate=7.5)
later crm-order submit "$o"
is "$(rate '' "$o")" 7.5 'one that was typed stays'
quote() {
	q=$(CRM_NOW=2026-11-21T09:00:00Z crm-deal quote add customer=C1 currency=GBP amount=100 "$@" -q -o ids)
	CRM_NOW=2026-11-21T09:00:00Z quiet crm-deal quote submit "$q"
	later crm-deal quote accept "$q"
	rate '' "$(crm-deal quote list "$q" -o csv -c order_id | sed 1d)"
}
is "$(quote)" 9 'what a quote becomes has its own'
is "$(quote rate=7.5)" 7.5 'unless it was typed'
run 'the books' 0 crm-admin check -q
done_testing
