#!/bin/sh
# Numbers that can be read in two ways, as people say them, with more decimals
# than their currency: refused with the option that decides, or settled by the
# other rows of the column.
. "$(dirname "$0")/../../lib.sh"

# deals OPTIONS -- ROW…: imports deals of the stage won, each with an amount.
deals() {
	options=
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	shift
	i=0
	{
		echo 'ext;name;stage;amount'
		for row; do
			i=$((i + 1))
			echo "$i;n$i;won;$row"
		done
	} > deals.csv
	book
	# shellcheck disable=SC2086  # options are words
	crm-deal import deals.csv --delimiter ';' -c amount $options
}
amounts() { sed 1d out | cut -d, -f1 | tr '\n' ' '; }

# ---- two ways ----

DECIDES='--decimal-point says that its point is a decimal sign, --decimal-comma that it parts thousands'
run 'a column of which nobody says' 4 deals -- 25.000 1.500 -3.000 '€ 4.000'
like_err "^crm-deal: deals.csv:2: amount: '25.000' can be read in two ways; $DECIDES\$"
like_err "^crm-deal: deals.csv:3: amount: '1.500' can be"
like_err "^crm-deal: deals.csv:4: amount: '-3.000' can be"
is "$(grep -c 'two ways' err)" 4 'each of them'
run 'the point, said' 0 deals --decimal-point -- 25.000 1.500
is "$(amounts)" '25.00 1.50 ' 'is the decimal sign'
run 'the comma, said' 0 deals --decimal-comma -- 25.000 1.500
is "$(amounts)" '25000.00 1500.00 ' 'the point parts thousands'
run 'both' 2 deals --decimal-comma --decimal-point -- 1
is_err 'crm-deal: --decimal-comma and --decimal-point exclude each other'
run 'nought is nought' 0 deals -- 0.000 12 25000
is "$(amounts)" '0.00 12.00 25000.00 ' 'in either way'
unlike_err 'decimal sign'
run 'nought settles nothing' 4 deals -- 0.000 25.000
run 'no thousandfold is meant' 0 deals -- 0.500 1234.500 12.5000
is "$(amounts)" '0.50 1234.50 12.50 ' 'these are in no doubt'

# ---- settled by another row ----

run 'a comma further down' 0 deals -- 25.000 1.500 '1.234,56'
is "$(amounts)" '25000.00 1500.00 1234.56 ' 'settles the column'
like_err "^crm-deal: deals.csv: amount: the comma is the decimal sign, as '1.234,56' in line 4 says\$"
is "$(grep -c 'decimal sign' err)" 1 'said once'
run 'a point further down' 0 deals -- 25.000 1.500 12.5
is "$(amounts)" '25.00 1.50 12.50 ' 'settles the column'
like_err "amount: the point is the decimal sign, as '12.5' in line 4 says\$"
run 'groups settle it' 0 deals -- 25.000 1.234.567
is "$(amounts)" '25000.00 1234567.00 ' 'of points'
run 'groups of commas, too' 0 deals -- 25.000 1,234,567
is "$(amounts)" '25.00 1234567.00 ' 'of commas'
run 'a column of commas' 0 deals -- 12,5 7 0,75
is "$(amounts)" '12.50 7.00 0.75 ' 'can be read one way'
run 'they contradict each other' 4 deals -- 25.000 12.5 '1.234,56'
like_err "deals.csv:2: amount: '25.000' can be read in two ways"
like_err "deals.csv:4: amount: '1.234,56' is not .*--decimal-comma"
run 'an ordinary column has no word said' 0 deals -- 12.5 1,234.50
unlike_err 'decimal sign'
run 'a pipe is read twice' 0 sh -c \
    'cat deals.csv | sed "s/12.5/25.000/" | crm-deal import - --delimiter ";" -c amount --on-duplicate update'
is "$(amounts)" '25.00 1234.50 ' 'and settled'

# Far down, in bulk: the book has nothing of the first run.
book
{ echo ext,name,stage,amount; awk 'BEGIN { for (i = 1; i <= 12000; i++)
	printf "%d,%s,won,%d.000\n", i, "a name of some length for its size", i % 900 + 1
	print "12001,last,won,\"1.234,56\"" }'; } > many.csv
run 'settled by the last of many' 0 crm-deal import many.csv -q
is "$(crm-deal list -w 'ext in ("1", "12001")' -c amount | tr '\n' ' ')" \
    'amount 2000.00 1234.56 ' 'from the first row on'
is "$(crm-deal list -o ids | wc -l)" 12001 'each once'

# Each column by itself; other types of numbers.
printf 'name,employees,annual_revenue\nA,25.000,12.5\nB,1.500,25.000\n' > c.csv
book
run 'people, too' 4 crm-customer import c.csv
like_err "c.csv:2: employees: '25.000' can be read in two ways"
unlike_err 'annual_revenue:.*two ways'
printf 'name,employees,annual_revenue\nA,25.000,12.5\nB,1.234.567,25.000\n' > c.csv
run 'each column has its own sign' 0 crm-customer import c.csv \
    -c employees,annual_revenue
is_out 'employees,annual_revenue,_action,_duplicate_of
25000,12.50,inserted,
1234567,25.00,inserted,'
book
crm-order add number=S1 -q > /dev/null
crm-stock product add sku=P name=P -q > /dev/null
printf 'order,line,product,quantity,unit_price\nS1,1,P,1.234,2.5\nS1,2,P,2.5,1.25\n' > l.csv
run 'what this book writes itself is in no doubt' 0 \
    crm-order order-line import l.csv -c quantity,unit_price
printf 'order,line,product,quantity,unit_price\nS1,3,P,1.500,2\n' > l.csv
run 'a nought at the end is' 4 crm-order order-line import l.csv
like_err "quantity: '1.500' can be read in two ways"
book
run 'a number of json is what it is' 0 sh -c \
    'echo "{\"ext\":\"1\",\"stage\":\"won\",\"name\":\"a\",\"amount\":25.000}" | crm-deal import - -c amount'
like_out '^25.00,'
run 'three decimals of a currency that has three' 0 sh -c \
    'printf "name,stage,currency,amount\na,won,KWD,1.500\n" | crm-deal import - -c amount'
like_out '^1.500,'
run 'on the command line' 4 crm-deal add name=x stage=won amount=25.000
is_err "crm-deal: amount: '25.000' can be read in two ways; write it without a \
point, or with fewer decimals"

# A default is judged as a cell is, and before a row is read.
printf 'name,stage,amount\na,won,5\n' > d.csv
run 'a default in two ways' 4 crm-deal import d.csv --default amount=25.000
is_err "crm-deal: --default amount: '25.000' can be read in two ways; write it without a \
point, or with fewer decimals"
run 'with what decides' 0 crm-deal import d.csv -n --default amount=25.000 --decimal-comma -q
run 'in a currency that has three decimals' 0 crm-deal import d.csv -n -q \
    --default amount=25.000 --default currency=KWD
printf 'name,stage,amount,currency\na,won,,KWD\nb,won,,USD\n' > d.csv
run 'in that of the row' 4 crm-deal import d.csv --default amount=25.000
like_err "^crm-deal: d.csv:3: amount: '25.000' can be read in two ways"
unlike_err 'd.csv:2:'

# ---- as people say it ----

run 'the message names the option' 4 deals -- 3万 1.2万元 5k '1,00,000' 'US$ 7'
is "$(grep -c 'say --numbers people to read it$' err)" 5 'for each of them'
run '--numbers people' 0 deals --numbers people -- 3万 1.2万元 5k '1,00,000' \
    1.5亿 '2.5 million' '3 lakh' 12.50
is "$(amounts)" '30000.00 12000.00 5000.00 100000.00 150000000.00 2500000.00 300000.00 12.50 ' \
    'reads them'
run 'a sign with its country is that currency' 0 deals --numbers people -- 'US$ 7'
like_err 'currency: 1 value taken from the amounts or their header, which name it'
run 'and no other' 0 sh -c 'printf "name,stage,currency,amount\na,won,USD,US\$ 7\nb,won,HKD,HK\$1.5k\n" |
    crm-deal import - --numbers people -c amount'
is "$(amounts)" '7.00 1500.00 ' 'of the record'
run 'all that is said of a currency counts' 4 deals --numbers people -- \
    'USD 1 CNY' 'CNY 1 USD' '5k USD' '2 million EUR' 'ＵＳＤ 5' '＄5' 'CNY 5k'
is "$(grep -c 'is not in CNY, the currency of the record$' err)" 2 'on either side'
like_err 'currency: 3 values taken from the amounts or their header, which name it'
like_err 'deals.csv:7: amount: its sign is of several currencies'
run 'another way' 2 deals --numbers cups -- 1
is_err "crm-deal: --numbers: 'cups' is not one of plain, people"

# ---- more decimals than the currency has ----

run 'refused' 4 deals --decimal-point -- 261.9603 731.94
like_err "amount: '261.9603' has more than 2 decimals; --round rounds it\$"
run '--round' 0 deals --round -- 261.9603 731.94 0.125 -0.125 2.5
is "$(amounts)" '261.96 731.94 0.13 -0.13 2.50 ' 'half away from nought'
like_err '^crm-deal: deals.csv: amount: 3 values rounded$'
book
run 'people are not rounded' 4 sh -c \
    'printf "name,employees\na,17.6\n" | crm-customer import - --round'
like_err "employees: '17.6' is not a whole number\$"

# ---- blanks by field, shares ----

run 'a sentinel of one field' 0 sh -c \
    'printf "ext,company,score,budget\n1,-1,-1,-1\n2,x,5,7\n" |
	crm-lead import - --null budget:-1 -c company,score,budget'
is_out 'company,score,budget,_action,_duplicate_of
-1,-1,,inserted,
x,5,7.00,inserted,'
run 'by its label; a colon of its own' 0 sh -c \
    'printf "ext,company,score,Budget\n3,n:a,-1,-1\n" |
	crm-lead import - --null Budget:-1 --null n:a --default name=N -c company,name,budget'
is_out 'company,name,budget,_action,_duplicate_of
,N,,inserted,'
shares() {
	{ echo name,stage,probability; printf 'a,needs,%s\n' "$@"; } > shares.csv
	book
	crm-deal import shares.csv --again -c probability
}
run 'shares of one' 0 shares 0.25 0.5 1
like_err '^crm-deal: shares.csv: probability: no value is over 1, and each is read as a percent; where they are shares \(0.25 for 25 %\), say --scale probability=100$'
run 'scaled' 0 crm-deal import shares.csv --again --scale probability=100 -c probability
is "$(amounts)" '25 50 100 ' 'are percents'
unlike_err 'no value is over 1'
run 'percents' 0 shares 0.25 25 1
unlike_err 'no value is over 1'
run 'whole ones' 0 shares 0 1 1
unlike_err 'no value is over 1'
run 'with their sign' 0 shares 0.25% 0.5%
unlike_err 'no value is over 1'

# ---- what is no number settles nothing ----

run 'a date among amounts' 4 deals --rejects bad.csv -- 1.500 31.12.2024 3.50.
like_err "^crm-deal: deals.csv:2: amount: '1.500' can be read in two ways; "
like_err "^crm-deal: deals.csv:3: amount: '31.12.2024' is not a number"
unlike_err 'is the decimal sign,'
like_err 'read 3, rejected 3'

# ---- a saved mapping keeps all of it ----

deals --round --numbers people --save-mapping theirs -- 1.005万 0.125 > /dev/null 2>&1
run 'saved' 0 crm-deal import deals.csv --delimiter ';' --mapping theirs \
    -c amount --on-duplicate skip
is "$(amounts)" '10050.00 0.13 ' 'is used'

# ---- one file has one sign ----

printf 'name,customer,amount,probability\none,Orla Ltd,"25,000","12,5"\n' > two.csv
run 'a comma beside a decimal one' 4 crm-deal import two.csv --create-missing --rejects bad.csv
like_err "amount: '25,000' can be read in two ways, for files with semicolons, or with other numbers that have one, have"
run 'alone, too' 4 crm-deal import bad.csv --create-missing
run 'unless it is said' 0 crm-deal import two.csv --create-missing --decimal-comma -q -c amount
like_out '^25\.00,inserted'
printf 'name,customer,amount,probability\ntwo,Orla Ltd,"25,000",12.5\n' > two.csv
run 'beside a point it parts thousands' 0 crm-deal import two.csv --create-missing -q -c amount
like_out '^25000\.00,inserted'
# ---- a file with semicolons may have a decimal comma ----

run_semi() {
	want=$1 status=$2 text=$3
	shift 3
	printf '%s\n' "$text" | tr '|' '\n' > semi.csv
	run "semicolons: $want" "$status" crm-lead import semi.csv -q -c budget "$@"
}
run_semi 'a comma and three digits' 4 'company;budget|A;1,500' --rejects rest.csv
like_err "semi.csv:2: budget: '1,500' can be read in two ways, for files with semicolons"
run 'refused in what was refused, too' 4 crm-lead import rest.csv -n -q
like_err "'1,500' can be read in two ways"
run_semi 'said to be one' 0 'company;budget|A;1,500' -n --decimal-comma
like_out '^1\.50,'
run_semi 'said to part thousands' 0 'company;budget|A;1,500' -n --decimal-point
like_out '^1500\.00,'
run_semi 'settled by a point further down' 0 'company;budget|A;1,500|B;2.5' -n
like_out '^1500\.00,'
run_semi 'settled by a comma' 0 'company;budget|A;1,500|B;2,5' -n
like_out '^1\.50,'
run_semi 'two commas part thousands' 0 'company;budget|A;1,500,000' -n
like_out '^1500000\.00,'
printf 'day;currency;rate\n2026-11-02;USD;7,123\n' > semi.csv
run 'a rate' 4 crm-admin rate import semi.csv -n
like_err "rate: '7,123' can be read in two ways"
printf 'sku;name;list price;standard cost\na;b;1,234;2.5\n' > semi.csv
run 'a point in another column settles it' 0 crm-stock product import semi.csv -n -q \
    -c list_price
like_out '^1234,'

# ---- exponents of JSON, whose numbers are exact ----

for pair in 1e3:1000.00 1.25E2:125.00 -2e+1:-20.00 12345e-2:123.45 0.5e-1:0.05 0e7:0.00; do
	try "the number ${pair%:*}" 0 "echo '{\"name\":\"x\",\"budget\":${pair%:*}}' |
	    crm-lead import - -i ndjson -n -q -c budget"
	is "$(sed '1d; s/,.*//' out)" "${pair#*:}" "is ${pair#*:}"
done
for n in 1e15 1234567890123456e0 1e400; do
	try "the number $n" 4 "echo '{\"name\":\"x\",\"budget\":$n}' |
	    crm-lead import - -i ndjson -n"
	like_err "'$n' has an exponent"
done

done_testing
