#!/bin/sh
# Currencies as people write them: in a column of their own, and around amounts.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Acme > /dev/null

# deals LINE…: these rows of ext,amount,currency as deals.csv
deals() {
	echo ext,name,customer,amount,currency > deals.csv
	for row; do
		echo "${row%%,*},d,Acme,${row#*,}" >> deals.csv
	done
}
money() { crm-deal list -c ext,amount,currency -s deal_id | tail -n +2; }

# ---- a column ----

deals a,1,人民币 b,2,RMB c,3,元 d,4,美元 e,5,'US Dollar' f,6,€ g,7,日元 h,8,港币 \
    i,9,'USD - U.S. Dollar' j,10,'人民币(CNY)' k,11,usd l,12,'Euro' m,13,'US$' \
    n,14,'XOF - CFA Franc BCEAO'
run 'words, signs and codes of currencies' 0 crm-deal import deals.csv -q
is "$(money)" 'a,1.00,CNY
b,2.00,CNY
c,3.00,CNY
d,4.00,USD
e,5.00,USD
f,6.00,EUR
g,7,JPY
h,8.00,HKD
i,9.00,USD
j,10.00,CNY
k,11.00,USD
l,12.00,EUR
m,13.00,USD
n,14,XOF' 'are the currencies'
deals z,1,'$' y,2,peso x,3,'USD - Euro' w,4,'USD / CNY' v,5,'12 USD'
run 'what several countries have, and two at once' 4 crm-deal import deals.csv
like_err "deals.csv:2: currency: '\\$' is not a currency code"
like_err "deals.csv:3: currency: 'peso' is not a currency code"
like_err "deals.csv:4: currency: 'USD - Euro' is not a currency code"
like_err "deals.csv:5: currency: 'USD / CNY' is not a currency code"
like_err "deals.csv:6: currency: '12 USD' is not a currency code"
like_err "--value 'currency:\\$='"
run 'with the way out' 0 crm-deal import deals.csv -q --value 'currency:$=USD' \
    --value currency:peso=MXN --value 'currency:USD - Euro=EUR' \
    --value 'currency:USD / CNY=USD' --value 'currency:12 USD=USD' -n

# ---- amounts, and no column ----

book
crm-customer add -q name=Acme > /dev/null
deals a,€8, b,'8 EUR', c,100美元, d,人民币100元, e,'RMB 5', f,¥6, g,1000日元, \
    h,7, i,（8）港元,
run 'an amount that names its currency' 0 crm-deal import deals.csv
like_err '^crm-deal: deals.csv: currency: 5 values taken from the amounts or their header, which name it'
is "$(money)" 'a,8.00,EUR
b,8.00,EUR
c,100.00,USD
d,100.00,CNY
e,5.00,CNY
f,6.00,CNY
g,1000,JPY
h,7.00,CNY
i,-8.00,HKD' 'is in that'
run 'a second time' 0 crm-deal import deals.csv -o ids
like_err 'read 9, unchanged 9'

deals j,'$7', k,8,
run 'a sign of several currencies' 4 crm-deal import deals.csv
like_err '^crm-deal: deals.csv:2: amount: its sign is of several currencies: a column currency says which, or --default currency=USD$'
run 'with the default that it names' 0 crm-deal import deals.csv -q \
    --default currency=AUD
is "$(money | tail -2)" 'j,7.00,AUD
k,8.00,AUD' 'is in that'
deals j,'$9',
run 'of a record that has one of these' 0 crm-deal import deals.csv -q \
    --on-duplicate update
is "$(money | grep ^j)" 'j,9.00,AUD' 'is in its own'
deals a,'$9',
run 'of a record that has another' 4 crm-deal import deals.csv -q \
    --on-duplicate update
like_err "amount: '\\\$9' is not in EUR, the currency of the record"
deals l,100元, m,€5, n,6,
run 'what cells say goes before the default' 0 crm-deal import deals.csv -q \
    --default currency=USD
is "$(money | tail -3)" 'l,100.00,CNY
m,5.00,EUR
n,6.00,USD' 'which is for those that say nothing'

# ---- what contradicts itself ----

deals x,€8,USD y,'USD 1 CNY',
run 'the row says two currencies' 4 crm-deal import deals.csv
like_err "deals.csv:2: amount: '€8' is not in USD, the currency of the record"
like_err "deals.csv:3: amount: 'USD 1 CNY' is not in "
printf 'company,budget,ext\nA,€8,1\n' > leads.csv
run 'leads are no other' 0 crm-lead import leads.csv -q -c budget,currency
is_out 'budget,currency,_action,_duplicate_of
8.00,EUR,inserted,'

# ---- kinds without a currency of their own ----

crm-stock product add -q name=Pump sku=PU-9 list_price=5 > /dev/null
crm-order add -q customer=Acme currency=EUR number=SO-1 > /dev/null
printf 'order,product,quantity,unit_price\nSO-1,PU-9,2,€8\n' > lines.csv
run 'a line in the currency of its document' 0 crm-order order-line import lines.csv -q \
    -c unit_price,amount,currency
is_out 'unit_price,amount,currency,_action,_duplicate_of
8,16.00,EUR,inserted,'
HINT='the currency of the record; a line is in the currency of what it belongs to: leave the sign away'
crm-deal add -q name=E customer=Acme currency=EUR > /dev/null
crm-deal quote add -q customer=Acme currency=EUR number=Q-1 > /dev/null
crm-order contract add -q customer=Acme currency=EUR number=CT-1 title=E > /dev/null
crm-stock purchase add -q number=PO-1 currency=EUR > /dev/null
for kind in 'crm-order order-line order SO-1 unit_price' 'crm-deal deal-line deal E unit_price' \
    'crm-deal quote-line quote Q-1 unit_price' 'crm-order contract-line contract CT-1 unit_price' \
    'crm-stock purchase-line purchase PO-1 price'; do
	# shellcheck disable=SC2086
	set -- $kind
	for sign in '¥5' 5元 'CNY 5' '$5'; do
		printf '%s,product,quantity,%s\n%s,PU-9,3,%s\n' "$3" "$5" "$4" "$sign" > lines.csv
		run "$2: $sign" 4 "$1" "$2" import lines.csv
		like_err "^$1: lines.csv:2: $5: '.*' is not in EUR, $HINT\$"
		run "$2 by hand: $sign" 4 "$1" "$2" add "$5=$sign" "$3=$4" product=PU-9 quantity=3
		like_err "^$1: $5: '.*' is not in EUR, the currency of the record\$"
	done
	printf '%s,product,quantity,%s (CNY)\n%s,PU-9,3,5\n' "$3" "$5" "$4" > lines.csv
	run "$2: by its header" 4 "$1" "$2" import lines.csv
	like_err "$5: is in CNY by its header, and the row is in EUR; --map '#4=' leaves it out"
	run "$2 by hand: its own" 0 "$1" "$2" add "$5=5 EUR" "$3=$4" product=PU-9 quantity=3 -q -c "$5"
	is "$(sed 1d out)" 5 "$2 by hand: is taken"
done
run 'the sign of another on a line that is there' 4 crm-order order-line set OL1 unit_price=¥6
like_err "'¥6' is not in EUR"
printf 'order_line_id,unit_price (CNY)\nOL1,6\n' > lines.csv
run 'the header of another' 4 crm-order order-line import lines.csv --on-duplicate update
like_err 'is in CNY by its header, and the row is in EUR'
# In as many decimals as the currency of the document has.
crm-order add -q customer=Acme currency=KWD number=SO-2 > /dev/null
run 'three decimals' 0 crm-order order-line add amount='KWD 5.125' order=SO-2 description=x -q -c amount,currency
is_out 'amount,currency
5.125,KWD'
printf 'order,description,amount\nSO-2,y,KWD 5.125\n' > lines.csv
run 'three decimals of a file' 0 crm-order order-line import lines.csv -q -c amount,currency
is_out 'amount,currency,_action,_duplicate_of
5.125,KWD,inserted,'

# ---- a command ----

run 'an amount in another currency than the record' 4 \
    crm-deal add name=Q customer=Acme amount=€8
like_err "amount: '€8' is not in CNY, the currency of the record; currency=EUR beside it says that it is in that"
run 'as it says' 0 crm-deal add name=Q customer=Acme amount=€8 currency=欧元 -q \
    -c amount,currency
is_out 'amount,currency
8.00,EUR'

# ---- what --default says of records that are there ----

book
crm-customer add name=Alba -q > /dev/null
printf 'Id,Name,Account,Amount\n1,x,Alba,5\n' | crm-deal import - -q > /dev/null
printf 'Id,Amount\n1,10.5\n2,7\n' > two.csv
run 'the currency of amounts without one' 0 crm-deal import two.csv \
    --on-duplicate update --default currency=USD -c ext,amount,currency,_action
is_out 'ext,amount,currency,_action
1,10.50,USD,updated
2,7.00,USD,inserted'
run 'unchanged the second time' 0 crm-deal import two.csv --default currency=USD \
    -c ext,_action
is_out 'ext,_action
1,unchanged
2,unchanged'
run 'another is another value' 4 crm-deal import two.csv --default currency=EUR
like_err 'is D1 already, with other values'
printf 'Id,Amount,Currency\n1,11,\n2,,\n' > two.csv
run 'of a blank cell; without an amount it stays' 0 crm-deal import two.csv \
    --on-duplicate update --default currency=EUR -c ext,amount,currency,_action
is_out 'ext,amount,currency,_action
1,11.00,EUR,updated
2,7.00,USD,unchanged'
crm-deal set D2 notes=own -q > /dev/null
for policy in fill update update-only; do
	run "$policy: what row and record have blank" 0 crm-deal import two.csv -n \
	    --on-duplicate $policy --default notes=hello -c ext,notes
	like_out '^1,hello'
	like_out '^2,own'
done
for policy in error skip; do
	run "$policy: nothing" 0 crm-deal import two.csv -n -c ext,notes,_action \
	    --on-duplicate $policy --default notes=hello --default currency=EUR
	like_out '^1,,unchanged'
done

# ---- a code is no currency with anything behind it ----

for c in USD,EUR USD,foo 'USD;EUR' USD=1 USD、EUR 'EUR，USD' 'USD - EUR notes' foo,USD; do
	book
	crm-customer add -q name=Alba > /dev/null
	run "no currency: $c" 4 crm-deal add name=a amount=5 "currency=$c"
	is_err "crm-deal: currency: '$c' is not a currency code such as CNY or USD"
	printf 'Name,Account,Amount,Currency\n1,Alba,5,"%s"\n' "$c" > one.csv
	run "nor in a file: $c" 4 crm-deal import one.csv
	like_err "'$c' is not a currency code"
	printf 'Name,Account,Amount\n,Alba,5\n' > one.csv
	run "nor by --default: $c" 4 crm-deal import one.csv --default "currency=$c,name=n"
	unlike_err 'inserted'
done
run 'a comma in the name of one' 0 crm-deal add name=a amount=5 'currency=USD - Dollar, US' -c currency
is_out 'currency
USD'
done_testing
