#!/bin/sh
# Periods in filters, and what open means.
. "$(dirname "$0")/../../lib.sh"
book
user bob
n=0
for day in 2025-12-31 2026-01-01 2026-09-30 2026-10-01 2026-10-31 2026-11-01 \
    2026-11-30 2026-12-31 2027-01-01; do
	n=$((n + 1))
	crm-deal add -q name=d$n expected_close=$day > /dev/null
done
crm-deal add -q name=none > /dev/null

# deals NAME FILTER IDS
deals() {
	run "$1" 0 crm-deal list -o ids -w "$2"
	is "$(tr '\n' ' ' < out)" "$3" "$1: those"
}
deals 'a month' 'expected_close in 2026-11' 'D6 D7 '
deals 'equals it' 'expected_close = 2026-10' 'D4 D5 '
deals 'or not' 'expected_close != 2026-10 and expected_close in 2026-Q4' 'D6 D7 D8 '
deals 'a quarter' 'expected_close in 2026-Q4' 'D4 D5 D6 D7 D8 '
deals 'a year' 'expected_close in 2026' 'D2 D3 D4 D5 D6 D7 D8 '
deals 'last month' 'expected_close in last month' 'D4 D5 '
deals 'the last 60 days' 'expected_close in last 60 days' 'D3 D4 D5 D6 '
deals 'the next 10 days' 'expected_close in next 10 days' 'D7 '
deals 'the next 2 months in quotes' 'expected_close in "next 2 months"' 'D8 D9 '
deals 'a range of them' 'expected_close in last 2 months..last 7 days' 'D3 D4 D5 D6 '
deals 'in Chinese' 'expected_close in 最近60天' 'D3 D4 D5 D6 '
deals 'in quotes' 'expected_close in "last month"' 'D4 D5 '
deals 'last quarter' 'expected_close in last quarter' 'D3 '
deals 'this quarter and more' \
    'expected_close in this quarter and not expected_close = last month' \
    'D6 D7 D8 '
deals 'months of a list' 'expected_close in (2026-09, this month, 2027-01-01)' \
    'D3 D6 D7 D9 '
deals 'none of a list' 'expected_close not in (2026-09, this quarter)' \
    'D1 D2 D9 D10 '
deals 'from one to another' 'expected_close in 2026-09..last month' 'D3 D4 D5 '
deals 'from one on' 'expected_close in next month..' 'D8 D9 '
deals 'before it begins' 'expected_close < 2026-10' 'D1 D2 D3 '
deals 'to its end' 'expected_close <= 2026-10' 'D1 D2 D3 D4 D5 '
deals 'from its start' 'expected_close >= this month' 'D6 D7 D8 D9 '
deals 'behind its end' 'expected_close > 2026' 'D9 '
deals 'in Chinese: a month' 'expected_close in 2026年11月' 'D6 D7 '
deals 'of one digit' 'expected_close = 2026年9月' 'D3 '
deals 'a quarter' 'expected_close in 2026年第四季度' 'D4 D5 D6 D7 D8 '
deals 'in digits' 'expected_close in 2026年3季度' 'D3 '
deals 'a year' 'expected_close in 2026年' 'D2 D3 D4 D5 D6 D7 D8 '
deals 'this month' 'expected_close in 本月' 'D6 D7 '
deals 'last month' 'expected_close in (上月, 上个月)' 'D4 D5 '
deals 'last quarter' 'expected_close in 上季度' 'D3 '
deals 'this year and the next' 'expected_close in 今年..明年' 'D2 D3 D4 D5 D6 D7 D8 D9 '
deals 'last year' 'expected_close = 去年' 'D1 '
deals 'by its Chinese name too' '预计成交日期 > 本月' 'D8 D9 '
deals 'a day' 'created = 今天 and name = d1' 'D1 '
run 'a word that is none' 2 crm-deal list -w 'expected_close in 大月'
like_err "'大月' is not a date"
deals 'an instant' 'created in 2026-11 and name ~ d1' 'D1 '
deals 'not that month' 'created in last month' ''
crm-admin setting set fiscal_start value=4 -q > /dev/null
deals 'the fiscal year' 'expected_close in this year' 'D3 D4 D5 D6 D7 D8 D9 '
deals 'by its number' 'expected_close in FY2027-Q3' 'D4 D5 D6 D7 D8 '
deals 'without FY too' 'expected_close in 2026' 'D1 D2 '
deals 'months are what they are' 'expected_close in 2026-01..2026-12' \
    'D2 D3 D4 D5 D6 D7 D8 '

# ---- open ----

for s in new assigned working qualified unqualified duplicate recycled; do
	printf 'company,status\n%s,%s\n' $s $s
done | grep -v company > rows
{ echo company,status; cat rows; } | crm-lead import - -q > /dev/null
printf 'lead,at,source\nL1,2026-11-01,web\nL5,2026-11-01,web\n' |
    crm-lead touch import - -q > /dev/null
for s in todo doing "done" cancelled; do
	crm-task add -q subject=$s status=$s > /dev/null
done
run 'open leads' 0 crm-lead list -o csv -c company -w 'status = open'
is_out 'company
new
assigned
working
qualified
recycled'
run 'the others' 0 crm-lead list -o csv -c company -w 'status != OPEN'
is_out 'company
unqualified
duplicate'
run 'open tasks are those in work too' 0 \
    crm-task list -o csv -c subject -w 'status = open'
is_out 'subject
todo
doing'
run 'in a list' 0 crm-task list -o csv -c subject -w 'status in (done, open)'
is_out 'subject
todo
doing
done'
run 'none of a list' 0 \
    crm-task list -o csv -c subject -w 'status not in (done, open)'
is_out 'subject
cancelled'
run 'what is no period is told what one is' 2 crm-lead list -w 'created in 2026-13'
like_err "'2026-13' is not a date: .* or a period like 2026-11, 2026-Q4, last month"
run 'a step away' 0 crm-lead touch list -o ids -w 'lead.status = open'
is_out TC1
crm-lead duplicate L2 of=L1 -q -o ids > /dev/null
run 'which leads to something' 0 crm-lead list -o ids -w 'duplicate_of.status = open'
is_out L2
run 'so does what is not open' 0 \
    crm-lead list -o ids -w 'duplicate_of.status in (unqualified, open)'
is_out L2
run 'and its opposite has all others' 0 \
    crm-lead list -o ids -w 'not duplicate_of.status = open'
is_out 'L1
L3
L4
L5
L6
L7'
run 'the status of today is as open' 0 \
    crm-lead list -o csv -c company -w 'status_now = open'
is_out 'company
new
working
qualified
recycled'
run 'with a mistake behind it' 2 crm-task list -w 'status = open and statu = x'
like_err "no field 'statu' in task"
run 'where nothing is open it is refused' 2 crm-customer list -w 'status = open'
like_err "'open' is not one of prospect"
run 'and a value of import is none' 0 sh -c \
    'printf "subject,status\nx,open\n" | crm-task import - -c status'
like_out '^todo,'

done_testing
