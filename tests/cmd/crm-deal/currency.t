#!/bin/sh
# An amount and its currency are one value: the number that people see stays
# where only the currency changes, or nothing changes; what is past is said in
# the currency of its time.
. "$(dirname "$0")/../../lib.sh"
book
crm-deal add -q name=round amount=12000 > /dev/null
crm-deal add -q name=odd amount=12000.50 > /dev/null

run 'fewer digits' 0 crm-deal set D1 currency=JPY -c amount,currency
is_out 'amount,currency
12000,JPY'
run 'digits that the number needs' 4 crm-deal set D2 currency=JPY
is_err 'crm-deal: amount: 12000.50 CNY cannot be an amount in JPY; give both: currency=JPY amount=AMOUNT'
run 'nothing has changed' 0 crm-deal list -w 'deal_id = D2' -c amount,currency
is_out 'amount,currency
12000.50,CNY'
run 'both' 0 crm-deal set D2 currency=JPY amount=12001 -c amount
is_out 'amount
12001'
run 'more digits' 0 crm-deal set D1 currency=KWD -c amount
is_out 'amount
12000.000'
run 'as many' 0 crm-deal set D1 currency=CNY -c amount
is_out 'amount
12000.00'
run 'its history' 0 crm-deal history D1 -c batch,field,old,new
like_out '^B4,amount,12000.00,12000$'
like_out '^B6,amount,12000,12000.000$'
like_out '^B7,amount,12000.000,12000.00$'
try 'a feed says the same' 0 'crm-admin feed --since B3 | grep -o "\"amount\":{[^}]*}"'
is_out '"amount":{"old":12000.00,"new":12000}
"amount":{"old":12000.50,"new":12001}
"amount":{"old":12000,"new":12000.000}
"amount":{"old":12000.000,"new":12000.00}'
run 'an undo' 0 crm-admin undo B7 -q
run 'takes both back' 0 crm-deal list -w 'deal_id = D1' -c amount,currency
is_out 'amount,currency
12000.000,KWD'
crm-deal set -q D1 amount=7.5 > /dev/null
run 'but not what was said in another currency' 5 crm-admin undo B6
like_err 'D1 amount was changed again since'
crm-deal add -q name=none currency=JPY > /dev/null
B=$(crm-deal set D3 currency=CNY 2>&1 > /dev/null | grep -o 'B[0-9]*')
crm-deal set -q D3 amount=1200 > /dev/null
run 'nor what was blank then' 5 crm-admin undo "$B"
like_err 'D3 amount was given in another currency since'

# Rows that do not say in which currency.
crm-deal add -q ext=j name=J currency=JPY amount=500 > /dev/null
crm-deal add -q ext=k name=K currency=JPY > /dev/null
printf 'ext,amount\nj,"1,000"\n' > row.csv
run 'update: in that of the record' 0 crm-deal import row.csv \
    --on-duplicate update -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
1000,JPY,updated,'
printf 'ext,amount\nk,"1,000"\n' > row.csv
run 'fill: too' 0 crm-deal import row.csv --on-duplicate fill -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
1000,JPY,filled,'
run 'and again: unchanged' 0 crm-deal import row.csv -c amount
is_out 'amount,_action,_duplicate_of
1000,unchanged,'
printf 'ext,name,amount\nl,L,"1,000"\n' > row.csv
run 'a new one: in that of the command line' 0 crm-deal import row.csv \
    --default currency=JPY -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
1000,JPY,inserted,'

# Rows that do.
crm-deal add -q ext=m name=M > /dev/null
printf 'ext,amount,currency\nm,"1,000",JPY\n' > row.csv
run 'fill: a record without amounts takes the currency' 0 crm-deal import \
    row.csv --on-duplicate fill -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
1000,JPY,filled,'
crm-admin field add -q entity=deal name=extra type=money > /dev/null
printf 'ext,extra,currency\nm,3.5,USD\n' > row.csv
run 'fill: no amount in another one beside those it has' 4 crm-deal import \
    row.csv --on-duplicate fill
like_err 'extra: is in another currency than the amounts that the record has'
printf 'ext,currency\nm,USD\n' > row.csv
run 'update: as set does' 0 crm-deal import row.csv --on-duplicate update \
    -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
1000.00,USD,updated,'

# Amounts without a currency of their own.
other setting
crm-admin init -q
run 'a book without amounts' 0 crm-admin setting set base_currency \
    value=EUR -q
crm-admin field add -q entity=team name=budget type=money > /dev/null
crm-team team add -q name=East budget=12 > /dev/null
run 'one with an amount that only a user knows' 5 crm-admin setting set \
    base_currency value=JPY
like_err 'base_currency: is EUR and cannot change: the book has amounts in it \(budget of a team\)'

# ---- the rate of its day ----

for r in 2026-11-01:7 2026-11-10:8; do
	crm-admin rate add currency=USD day="${r%:*}" rate="${r#*:}" -q > /dev/null
done
run 'the rate of today' 0 crm-deal add name=today currency=USD amount=100 -q -c rate,amount_base
is_out 'rate,amount_base
8,800.00'
run 'of the day that it was opened on' 0 crm-deal add name=before currency=USD amount=100 opened_on=2026-11-05 ext=b -q -c rate,amount_base
is_out 'rate,amount_base
7,700.00'
run 'what is typed is that' 0 crm-deal set ext:b rate=7.5 -q -c rate,amount_base
is_out 'rate,amount_base
7.5,750.00'
run 'another currency has no such rate' 0 crm-deal set ext:b currency=GBP -q -c rate,amount_base
is_out 'rate,amount_base
,'
done_testing
