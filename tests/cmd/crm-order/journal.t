#!/bin/sh
# The journal: entries of documents in the text that hledger reads, month-end values,
# the account map.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name='Acme; Co' > /dev/null
cat > r.csv <<'END'
number,customer,booked_on,due_on,currency,rate,amount,net,form,from,until
A-1,Acme; Co,2026-01-05,2026-02-04,,,113.00,100.00,delivery,,
A-2,Acme; Co,2026-01-06,2026-02-04,USD,7,100.00,,delivery,,
A-3,Acme; Co,2026-01-07,2026-02-04,,,90.00,,subscription,2026-01-10,2026-03-31
A-4,Acme; Co,2026-01-01,2026-02-04,JPY,0.05,5000,,opening,,
END
crm-order receivable import r.csv -q > /dev/null
crm-order payment add -q customer=C1 amount=100 currency=USD rate=7.2 fee=2 \
    received_on=2026-01-20 > /dev/null
crm-order payment allocate P1 R2=40 -q > /dev/null

run 'a value of a day needs the rates of that day' 5 \
    crm-order revalue --on 2026-01-31 rates=USD:7.1
like_err 'R4 is in JPY, of which no rate is known on that day: add rates=JPY:RATE'
run 'no value of a day that has not come' 5 \
    crm-order revalue --on 2026-11-30 rates=USD:7.1
run 'a rate is a currency and a number' 4 \
    crm-order revalue --on 2026-01-31 rates=USD=7.1
run 'each receivable is valued' 0 crm-order revalue --on 2026-01-31 \
    rates=USD:7.1,JPY:0.048 -c receivable,open,booked_base,worth_base,gain_base -q
is_out 'receivable,open,booked_base,worth_base,gain_base
A-2,60.00,420.00,426.00,6.00
A-4,5000,250.00,240.00,-10.00'
run 'again it stays, and says so' 0 \
    crm-order revalue --on 2026-01-31 rates=USD:8,JPY:1
like_err '2 receivables have a value of that day already'

run 'the journal' 0 crm-order journal
cp out journal
sed '1,/^commodity 1000.00 CNY/d' journal > entries
run 'its entries' 0 cat entries
is_out "
commodity 1000. JPY

2026-01-01 (R4) Acme, Co | booked A-4
    assets:receivable  5000 JPY @@ 250.00 CNY
    equity:opening balances  -250.00 CNY

2026-01-05 (R1) Acme, Co | booked A-1
    assets:receivable  113.00 CNY
    income:sales  -100.00 CNY
    liabilities:output tax pending  -13.00 CNY

commodity 1000.00 USD

2026-01-06 (R2) Acme, Co | booked A-2
    assets:receivable  100.00 USD @@ 700.00 CNY
    income:sales  -700.00 CNY

2026-01-07 (R3) Acme, Co | booked A-3
    assets:receivable  90.00 CNY
    liabilities:deferred revenue  -90.00 CNY

2026-01-20 (P1) Acme, Co | paid
    assets:bank  98.00 USD @@ 705.60 CNY
    expenses:bank fees  14.40 CNY
    liabilities:customer advances  -100.00 USD @@ 720.00 CNY

2026-01-20 (AL1) Acme, Co | allocated A-2
    liabilities:customer advances  40.00 USD @@ 288.00 CNY
    assets:receivable  -40.00 USD @@ 280.00 CNY
    income:exchange  -8.00 CNY

2026-01-31 (R3) Acme, Co | earned A-3
    liabilities:deferred revenue  24.44 CNY
    income:sales  -24.44 CNY

2026-01-31 (VA1) Acme, Co | revalued A-2
    assets:exchange differences  6.00 CNY
    income:exchange unrealised  -6.00 CNY

2026-01-31 (VA2) Acme, Co | revalued A-4
    assets:exchange differences  -10.00 CNY
    income:exchange unrealised  10.00 CNY

2026-02-01 (VA1) Acme, Co | revaluation taken back A-2
    assets:exchange differences  -6.00 CNY
    income:exchange unrealised  6.00 CNY

2026-02-01 (VA2) Acme, Co | revaluation taken back A-4
    assets:exchange differences  10.00 CNY
    income:exchange unrealised  -10.00 CNY

2026-02-28 (R3) Acme, Co | earned A-3
    liabilities:deferred revenue  31.11 CNY
    income:sales  -31.11 CNY

2026-03-31 (R3) Acme, Co | earned A-3
    liabilities:deferred revenue  34.45 CNY
    income:sales  -34.45 CNY
" entries
if command -v hledger > out; then
	run 'hledger reads it, accounts and currencies declared' 0 \
	    hledger -f journal check -s
	hledger -f journal bal -B -N assets:receivable 'liabilities:customer' \
	    -O csv > balances
	run 'what is owed is what is open, advances what is unallocated' 0 cat balances
	is_out '"account","balance"
"assets:receivable","873.00 CNY"
"liabilities:customer advances","-432.00 CNY"'
else
	skip 'hledger reads it' 'hledger is not here'
fi
run 'what is open' 0 crm-order receivable list -c open_base
is_out 'open_base
113.00
420.00
90.00
250.00'

run 'as rows, of some days' 0 crm-order journal --from 2026-01-20 \
    --to 2026-01-30 -c document_id,account,currency,amount,debit,credit
is_out 'document_id,account,currency,amount,debit,credit
P1,assets:bank,USD,98.00,705.60,
P1,expenses:bank fees,CNY,14.40,14.40,
P1,liabilities:customer advances,USD,-100.00,,720.00
AL1,liabilities:customer advances,USD,40.00,288.00,
AL1,assets:receivable,USD,-40.00,,280.00
AL1,income:exchange,CNY,-8.00,,8.00'

# The account map.
run 'a second account for the same is refused' 5 \
    crm-order account add role=revenue account=income:other
run 'ledgers cannot read two blanks' 4 \
    crm-order account add role=revenue seller= account='a  b'
run 'only some have an account by category' 5 \
    crm-order account add role=cash category=Tools account=a
crm-admin seller add -q code=S1 name='Shop One' > /dev/null
crm-order account add -q role=revenue seller=S1 account=income:shop > /dev/null
crm-order receivable add -q customer=C1 number=A-5 booked_on=2026-04-01 amount=50 \
    seller=S1 > /dev/null
run 'the narrower account wins, and a seller has a journal of its own' 0 \
    crm-order journal --seller S1 -c document_id,account,amount
is_out 'document_id,account,amount
R5,assets:receivable,50.00
R5,income:shop,-50.00'
# Goods of a category have accounts of their own.
crm-stock add -q sku=SAW-1 name=Saw category=Tools > /dev/null
crm-stock warehouse add -q name=Main > /dev/null
crm-order account add -q role=inventory category=tools account=assets:tools \
    > /dev/null
crm-stock receive -q product=SAW-1 quantity=10 value=50 on=2026-05-01 > /dev/null
crm-stock issue -q product=SAW-1 quantity=4 on=2026-05-02 > /dev/null
run 'goods that came and left, by category' 0 crm-order journal \
    --from 2026-05-01 -c document_id,account,amount
is_out 'document_id,account,amount
SM1,assets:tools,50.00
SM1,liabilities:payable,-50.00
SM2,assets:tools,-20.00
SM2,expenses:cost of sales,20.00'
run 'no such seller' 3 crm-order journal --seller S9
crm-order account delete AC14 -q > /dev/null 2>&1 ||
    crm-order account delete AC14 -q --yes > /dev/null
run 'a role without an account that nothing needs is no matter' 0 crm-order journal
crm-order account delete AC1 -q --yes > /dev/null
run 'one that something needs is told by name, and nothing is printed' 5 \
    crm-order journal
like_err 'there is no account for receivable .*: crm-order account add role=receivable account=NAME'

# What is to come is not booked yet.
quiet() { "$@" -q > /dev/null; }
quiet crm-order account add role=receivable account=assets:receivable
crm-order receivable add -q customer=C1 amount=8 booked_on=2026-12-01 > /dev/null
run 'to today' 0 crm-order journal --from 2026-11-01 -c date,account,amount
is_out 'date,account,amount'
run 'or to a day' 0 crm-order journal --from 2026-11-01 --to 2026-12-31 -c date,amount
is_out 'date,amount
2026-12-01,8.00
2026-12-01,-8.00'

# A subscription that ends early: all of it is earned or credited, nothing stays deferred.
quiet crm-customer add name=Ends
served() {
	o=$(crm-order add -o ids -q customer=Ends)
	l=$(crm-order order-line add -o ids -q order="$o" product=SAW-1 quantity=1 unit_price=100 \
	    tax_rate=0 form=subscription period=month starts_on=2026-09-01 ends_on=2026-12-31)
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}
left() {
	crm-order journal --to 2027-12-31 -o csv -c customer,account,amount |
	    awk -F, -v a="$1" '$1 == "Ends" && $2 == a { n += $3 } END { print n + 0 }'
}
served
run 'not before it begins' 5 crm-order order-line set "$l" ends_on=2026-08-31
is_err 'crm-order: ends_on: is before starts_on'
is "$(left income:sales) $(left 'liabilities:deferred revenue')" '-400 0' 'to its end'
quiet crm-order order-line set "$l" ends_on=2026-09-30
is "$(left income:sales) $(left 'liabilities:deferred revenue')" '-100 0' 'whole periods behind the end'
quiet crm-order order-line set "$l" ends_on=2026-09-15
is "$(left income:sales) $(left 'liabilities:deferred revenue')" '-50 0' 'and days of one'

# What was earned in months that are over stays as it was.
earned() {
	crm-order journal --to 2027-12-31 -o csv -c date,customer,account,amount |
	    awk -F, '$2 == "Late" && $3 == "income:sales" { n[substr($1, 1, 7)] += $4 }
	    END { for (m in n) if (n[m] != 0) print m, n[m] }' | sort | paste -sd' '
}
quiet crm-customer add name=Late
o=$(crm-order add -o ids -q customer=Late)
l=$(crm-order order-line add -o ids -q order="$o" product=SAW-1 quantity=1 unit_price=365 \
    tax_rate=0 form=subscription period=year starts_on=2026-01-01 ends_on=2026-12-31)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
before=$(printf '2026-0%s ' '1 -31' '2 -28' '3 -31' '4 -30' '5 -31' '6 -30' '7 -31' '8 -31' '9 -30')
is "$(earned)" "${before}2026-10 -31 2026-11 -30 2026-12 -31" 'by the day'
quiet crm-order order-line set "$l" ends_on=2026-12-10
is "$(earned)" "${before}2026-10 -31 2026-11 -30 2026-12 -10" 'cut ahead, the days behind the end are not earned'
quiet crm-order order-line set "$l" ends_on=2026-09-20
is "$(earned)" "${before}2026-10 -31 2026-11 41" 'cut behind, months that are over stay, and the day of the cut takes back'
last=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
is "$(crm-order journal --to 2027-12-31 -o csv -c customer,account,amount |
    awk -F, '$1 == "Late" && $2 == "liabilities:deferred revenue" { n += $3 } END { print n + 0 }')" 0 'nothing stays deferred'
run 'undone' 0 crm-admin undo "$last"
is "$(earned)" "${before}2026-10 -31 2026-11 -30 2026-12 -10" 'all is earned as before'

# Money that was paid back before the book began was so out of credit of then.
printf 'number,customer,kind,amount,unallocated,received_on\nPB,Late,refund,50,0,2025-10-01\n' > back.csv
quiet crm-order payment import back.csv
run 'paid back before' 0 sh -c "crm-order journal --to 2025-10-01 -o csv -c account,amount"
is_out 'account,amount
assets:bank,-50.00
liabilities:customer advances,50.00
liabilities:customer advances,-50.00
equity:opening balances,50.00'

# Taken back on its own day, and then valued anew.
last=$(crm-admin log -o csv -c batch,args 2> /dev/null | sed -n 's/^\(B[0-9]*\),.*revalue.*/\1/p' | head -1)
[ -n "$last" ] || last=B5
run 'a value is taken back' 0 crm-admin undo "$last"
run 'and made anew' 0 crm-order revalue --on 2026-01-31 rates=USD:8,JPY:0.05 -q \
    -c gain_base
is_out 'gain_base
60.00
0.00'
run 'the books are right' 0 crm-admin check
done_testing
