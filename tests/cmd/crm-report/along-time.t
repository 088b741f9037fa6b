#!/bin/sh
# Pictures of periods within periods, and of periods laid across: along the time.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
COLUMNS=60
export COLUMNS
quiet() { "$@" -q > /dev/null; }

crm-customer import -q - > /dev/null <<'END'
name
ant
bee
END
crm-deal import -q - > /dev/null <<'END'
name,stage,customer,amount,opened_on,closed_on
a,won,ant,100,2024-01-01,2024-11-05
b,won,bee,200,2024-01-01,2024-12-31
c,won,ant,400,2024-01-01,2025-01-01
d,won,bee,300,2024-01-01,2025-02-03
e,won,ant,500,2024-01-01,2025-07-07
END

# points FILE: what stands in a drawing for each figure, in its order.
points() { sed -n 's|.*<title>\(.*: .*\)</title>.*|\1|p' "$1" | tr '\n' '|'; }

sales() { crm-report sales "$@"; }

# ---- one in another ----

quarters='2024-Q4: 300|2025-Q1: 700|2025-Q2: 0|2025-Q3: 500|'
run 'quarters' 0 sales --by closed_on:quarter -o svg
is "$(points out)" "$quarters" 'one after another'
mv out plain.svg
run 'within years' 0 sales --by closed_on:year,closed_on:quarter -o svg
cmp -s out plain.svg
result $? 'are drawn as they are without'
run 'the other way round' 0 sales --by closed_on:quarter,closed_on:year -o svg
cmp -s out plain.svg
result $? 'likewise'
run 'however rows are sorted' 0 sales --by closed_on:year,closed_on:quarter -s -amount -o svg
cmp -s out plain.svg
result $? 'likewise'
run 'more than bars have room for' 0 sales --by closed_on:year,closed_on:day -o svg
unlike_out 'Rest'
run 'on a terminal' 0 sales --by closed_on:year,closed_on:quarter -o chart
like_out '^ +2024-Q4 +2025-Q1 +2025-Q2 +2025-Q3$'
like_out '^200( +█+){3}$'
run 'on a page' 0 sales --by closed_on:year,closed_on:quarter -o html
is "$(points out)" "$quarters" 'likewise'
run 'in a workbook' 0 sales --by closed_on:year,closed_on:quarter -o xlsx
unzip -p out xl/charts/chart1.xml > parts
is "$(grep -o '<c:barDir val="[a-z]*"' parts) $(grep -o '<c:f>[^<]*' parts | tr '\n' ' ')" \
    '<c:barDir val="col" <c:f>'"'sales'!\$B\$2:\$B\$5 <c:f>'sales'!\$D\$2:\$D\$5 " \
    'columns over the quarters of the table'

# ---- beside others ----

run 'within years, of customers' 0 sales --by closed_on:year,closed_on:quarter,customer -o svg
like_out '>Amount \(CNY\) by Closed on \(quarter\), Customer<'
is "$(grep -c '>20..-Q.</text>' out) $(grep -c 'points="[^" ]* [^" ]* [^" ]* ' out)" '4 2' \
    'a line each over four quarters'
mv out lines.svg
run 'customers in between' 0 sales --by closed_on:year,customer,closed_on:quarter -o svg
cmp -s out lines.svg
result $? 'likewise'
run 'customers before' 0 sales --by customer,closed_on:year,closed_on:quarter -o svg
cmp -s out lines.svg
result $? 'likewise'

# ---- two dates ----

run 'periods of two dates' 0 sales --by closed_on:year,opened_on:quarter -o svg
is "$(points out)" '2024: 300|2025: 1200|' 'are along the first'

# ---- a week that is in two ----

weeks='2025-W01 · 2024: 200|2025-W01 · 2025: 400|2025-W02: 0|2025-W03: 0|2025-W04: 0|2025-W05: 0|2025-W06: 300|'
run 'weeks within years' 0 sales --by closed_on:year,closed_on:week --from 2024-12-30 --to 2025-02-09 -o svg
is "$(points out)" "$weeks" 'stand where they are, a part of one as it is in the table'
like_out '>Amount \(CNY\) by Closed on \(week\), Closed on \(year\)<'

# ---- laid across ----

run 'years, with their quarters across' 0 sales --by closed_on:year --across closed_on:quarter -o svg
is "$(points out)" "$quarters" 'one after another'
run 'nothing but quarters across' 0 sales --across closed_on:quarter -o svg
is "$(points out)" "$quarters" 'likewise'
run 'quarters, with their years across' 0 sales --by closed_on:quarter --across closed_on:year --totals -o svg
is "$(points out)" "$quarters" 'likewise'
run 'customers, with quarters across' 0 sales --by customer --across closed_on:quarter -o svg
cmp -s out lines.svg
result $? 'are lines along the time'
run 'a month without anything in between' 0 crm-report win-rate --by closed_on:year \
    --across closed_on:quarter -o svg
is "$(grep -c '>2025-Q2</text>' out)" 1 'has its place'
run 'the rest of what is across' 0 sales --by customer --across closed_on:quarter --top 1 -o svg
unlike_out 'bee'
like_out '>the rest is not drawn<'
run 'the column that is chosen' 0 sales --by closed_on:year --across closed_on:quarter -c deals -o svg
is "$(points out)" '2024-Q4: 2|2025-Q1: 2|2025-Q2: 0|2025-Q3: 1|' 'of each quarter'
run 'two figures' 0 sales --by closed_on:year --across closed_on:quarter -c deals,amount -o svg
is "$(points out)" "$quarters" 'that which the report draws'
run 'compared' 0 sales --by closed_on:year --across closed_on:quarter --from 2025-01-01 \
    --to 2025-12-31 --compare year -o svg
like_out '>Amount, Amount \(before\) \(CNY\) by Closed on \(quarter\)<'
is "$(grep -c '>20..-Q.</text>' out) $(grep -c 'points="[^" ]* [^" ]* [^" ]* ' out)" '4 2' \
    'a line each'
quiet crm-deal add name=f amount=7 currency=EUR stage=won opened_on=2024-01-01 closed_on=2025-02-03
run 'in two currencies' 0 sales --by closed_on:year --across closed_on:quarter -o svg
is "$(points out)" "$quarters" 'those of one'
like_out 'not drawn: 1<'
run 'in a workbook' 0 sales --by closed_on:year --across closed_on:quarter \
    -w 'currency = CNY' -o xlsx
unzip -p out xl/worksheets/sheet2.xml | grep -o '<v>[0-9.]*</v>' | tr -d '<v>/' | tr '\n' ' ' > parts
unzip -p out xl/charts/chart1.xml | grep -o '<c:f>[^<]*' | tr '\n' ' ' >> parts
like_file() { grep -q "$2" "$1"; }
like_file parts "sales 2'!.B.2:.B.5"
result $? 'a sheet of its own has what is drawn'
like_file parts '300 .*700 .*500 '
result $? 'with each quarter once'

# ---- around zero ----

book --currency CNY
COLUMNS=40
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,closed_on
back,won,-5,2026-01-11
b,won,200,2026-01-12
c,won,999,2026-01-13
END
# gives the first deal that amount, and draws all.
first_is() {
	crm-deal set D1 amount="$1" -q > /dev/null
	shift
	crm-report sales --by name -o chart "$@"
}
run 'a little below zero' 0 first_is -5
is_out 'Amount (CNY) by Name
   c     ███████████████████████████ 999
   b     █████▍ 200
back -5 ▕'
run 'parts of bars' 0 first_is -5 --picture stacked
like_out '^ +c +█{27} 999$'
run 'compared' 0 first_is -5 --from 2026-01-01 --to 2026-01-31 --compare previous
like_out '^ +c +█{27} 999$'
run 'a little above' 0 first_is -30000
is_out 'Amount (CNY) by Name
   c                               ▉ 999
   b                               ▏ 200
back -30k █████████████████████████'
run 'half of it' 0 first_is -500
like_out '^ +c +█{17,} 999$'
like_out '^back -500 ▐█+$'
done_testing
