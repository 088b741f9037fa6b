#!/bin/sh
# Spreadsheets of reports have a row of totals where the sum means something.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=A city=Kiel > /dev/null
crm-customer add -q name=B city=Bonn > /dev/null
deal() { crm-deal add -q name=d stage=won closed_on=2026-11-02 "$@" > /dev/null; }
deal customer=A amount=10.50
deal customer=B amount=20

# sheet COMMAND…: the last row of the sheet that it prints, without its styles.
sheet() {
	"$@" -o xlsx > sheet.xlsx
	unzip -p sheet.xlsx xl/worksheets/sheet1.xml | sed 's/<row /\n&/g' |
	    grep '^<row' | tail -1 | sed 's/ s="[0-9]*"//g; s/<\/sheetData.*//'
}
run 'what adds up has a sum, that follows a filter' 0 \
    sheet crm-report sales --by customer.city
like_out '<t>Total</t>'
like_out '<c r="B4"><f>SUBTOTAL\(109,B2:B3\)</f><v>2</v></c>'
like_out '<c r="C4"><f>SUBTOTAL\(109,C2:C3\)</f><v>30.5</v></c>'
unlike_out 'r="D4"'
run 'called in the language of who reads it' 0 env LC_ALL=zh_CN.UTF-8 \
    CRM_BIN="$CRM_BIN" sh -c 'crm-report sales --by customer.city -o xlsx > z.xlsx;
	unzip -p z.xlsx xl/worksheets/sheet1.xml'
like_out '<t>合计</t>'
run 'columns that -c picks' 0 sheet crm-report sales --by customer.city -c amount,deals
like_out '<c r="A4"><f>SUBTOTAL\(109,A2:A3\)</f><v>30.5</v></c>'
run 'one row is its own sum' 0 sheet crm-report sales
unlike_out SUBTOTAL
run 'nothing has none' 0 sheet crm-report sales --by customer.city --to 2020
unlike_out SUBTOTAL
deal customer=A amount=7 currency=USD
run 'amounts of several currencies have no sum, what is counted has' 0 \
    sheet crm-report sales --by customer.city
like_out '<f>SUBTOTAL\(109,B2:B4\)</f><v>3</v>'
unlike_out 'C2:C4'
for c in A B; do
	crm-deal add -q name=e stage=won customer=$c amount=2 closed_on=2025-11-02 > /dev/null
done
run 'a ratio to another period has none, what it is of has' 0 \
    sheet crm-report sales --by customer.city --from 2026-01-01 \
    --compare year -w 'currency = CNY'
like_out '<f>SUBTOTAL\(109,B2:B3\)</f><v>2</v>'
like_out '<f>SUBTOTAL\(109,C2:C3\)</f><v>2</v>'
unlike_out 'E2:E3'
deal competitors='A, B' amount=5 opened_on=2026-11-01
run 'a deal that is in several rows is not added up' 0 sheet crm-report competitors
unlike_out SUBTOTAL
run 'nor what came as far as several stages' 0 sheet crm-report funnel
like_out '<f>SUBTOTAL\(109,F2:F7\)</f><v>0</v>'
unlike_out 'C2:C7'
run 'lists have none' 0 sheet crm-deal list -c name,amount
unlike_out SUBTOTAL
# ---- sums below zero ----

book
crm-deal import -q - > /dev/null <<'END'
name,amount,stage,opened_on,closed_on,region
a,200,won,2026-09-01,2026-10-05,east
b,-300,won,2026-09-01,2026-10-06,west
c,100,won,2026-09-01,2026-10-06,north
END
said='crm-report: shares are blank where a sum is below zero: parts then make up no whole'
run 'parts of both signs make up no whole' 0 crm-report sales --by region --shares \
    -c region,deals_share,amount,amount_share,share
is_out 'region,deals_share,amount,amount_share,share
east,33.33,200.00,,
north,33.33,100.00,,
west,33.33,-300.00,,'
is_err "$said"
run 'so of those asked for' 0 crm-report query deal --by region --sum amount --shares \
    -c region,sum_amount,sum_amount_share -s region
is_out 'region,sum_amount,sum_amount_share
east,200.00,
north,100.00,
west,-300.00,'
is_err "$said"
run 'also where what is below is in the rest' 0 crm-report performance --by region --top 2 \
    -c region,amount,share,row
is_out 'region,amount,share,row
east,200.00,,
north,100.00,,
,-300.00,,rest'
for report in 'sales' 'performance' 'mix' 'order-sales' \
    'win-rate --shares' 'query deal --by region --sum amount --shares'; do
	# shellcheck disable=SC2086  # a report and its options
	run "$report says so" 0 crm-report $report --define
	like_out '^Shares: of the sum over all rows; blank where a sum is below zero'
done
run 'without shares nothing is said of them' 0 crm-report win-rate --define
unlike_out 'Shares:'

# ---- intervals ----

for report in 'sales' 'sales --compare 2025-01-01..2025-12-31' 'mix' \
    'sales --shares' 'query deal --by region --sum amount --shares' \
    'valuation'; do
	# shellcheck disable=SC2086
	run "$report is no rate of counts" 2 crm-report $report --interval
	is_err 'crm-report: --interval: no column here is a rate of counts, and only such a one has an interval; a share of a sum has none'
done
none='crm-report: shares have no interval: they are parts of a sum, no rates of counts'
run 'beside a rate a share has none' 0 crm-report performance --by region \
    -w 'amount > 0' --interval -c region,share,win_rate_low
is_out 'region,share,win_rate_low
east,66.67,20.65
north,33.33,20.65'
is_err "$none"
run 'nor one that is asked for' 0 crm-report win-rate --interval --shares \
    -c won_share,win_rate_low
is_err "$none"

run 'those above zero have theirs' 0 crm-report sales --by region -w 'amount > 0' -c region,share
is_out 'region,share
east,66.67
north,33.33'
is_err ''

# ---- periods within periods ----

book --currency USD
printf '%s\n' name,amount,stage,opened_on,closed_on \
    a,1,won,2024-01-01,2024-11-01 b,2,won,2024-01-01,2026-05-01 |
    crm-deal import - -q > /dev/null
run 'a year has its own quarters' 0 crm-report sales --by closed_on:year,closed_on:quarter --totals \
    -c closed_on:year,closed_on:quarter,amount,row
is_out 'closed_on:year,closed_on:quarter,amount,row
2024,2024-Q4,1.00,
2024,,1.00,subtotal
2025,2025-Q1,0.00,
2025,2025-Q2,0.00,
2025,2025-Q3,0.00,
2025,2025-Q4,0.00,
2025,,0.00,subtotal
2026,2026-Q1,0.00,
2026,2026-Q2,2.00,
2026,,2.00,subtotal
,,3.00,total'
run 'the other way round, too' 0 crm-report sales --by closed_on:quarter,closed_on:year \
    -c closed_on:quarter,closed_on:year
is "$(wc -l < out)" 8 'seven quarters, each of one year'
run 'and three of them' 0 crm-report sales --by closed_on:year,closed_on:quarter,closed_on:month -c amount
is "$(wc -l < out)" 20 'nineteen months'
# weeks PERIODS …: amounts by them.
weeks() {
	by=$1
	shift
	crm-report sales --by "$by" -c "$by",amount "$@"
}
run 'weeks within months, of the days asked for alone' 0 weeks closed_on:month,closed_on:week \
    --from 2026-03-01 --to 2026-03-08
is_out 'closed_on:month,closed_on:week,amount
2026-03,2026-W09,0.00
2026-03,2026-W10,0.00'
run 'a week that is in two years is in both' 0 weeks closed_on:year,closed_on:week \
    --from 2025-12-20 --to 2026-01-05
is_out 'closed_on:year,closed_on:week,amount
2025,2025-W51,0.00
2025,2025-W52,0.00
2025,2026-W01,0.00
2026,2026-W01,0.00
2026,2026-W02,0.00'
run 'with months in between' 0 weeks closed_on:year,closed_on:month,closed_on:week \
    --from 2025-12-31 --to 2026-01-01
is_out 'closed_on:year,closed_on:month,closed_on:week,amount
2025,2025-12,2026-W01,0.00
2026,2026-01,2026-W01,0.00'
run 'laid across' 0 crm-report sales --by closed_on:month --across closed_on:week -c amount \
    --from 2026-03-01 --to 2026-03-08
is_out 'closed_on:month,currency,2026-W09,2026-W10
2026-03,USD,0.00,0.00'
run 'compared' 0 crm-report sales --by closed_on:month,closed_on:week --from 2026-05-01 --to 2026-05-04 \
    --compare 2024-11-01..2024-11-04 -c closed_on:month,closed_on:week,amount,amount_before
is_out 'closed_on:month,closed_on:week,amount,amount_before
2026-05,2026-W18,2.00,1.00
2026-05,2026-W19,0.00,0.00'
run 'of all days from the first on which something was' 0 weeks closed_on:month,closed_on:week -l 2
is_out 'closed_on:month,closed_on:week,amount
2024-11,2024-W44,1.00
2024-11,2024-W45,0.00'
run 'of nothing at all' 0 weeks closed_on:month,closed_on:week --from 2027-01-30 --to 2027-02-01 \
    -w 'amount > 9'
is_out 'closed_on:month,closed_on:week,amount
2027-01,2027-W04,0.00
2027-02,2027-W05,0.00'
run 'days stand for themselves' 0 crm-report sales --by closed_on,closed_on:month -c closed_on,closed_on:month -s closed_on
is_out 'closed_on,closed_on:month
2024-11-01,2024-11
2026-05-01,2026-05'
run 'of two dates each has all of its own' 0 crm-report sales --by closed_on:year,opened_on:year -c closed_on:year,opened_on:year
is_out 'closed_on:year,opened_on:year
2024,2024
2025,2024
2026,2024'
done_testing
