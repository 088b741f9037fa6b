#!/bin/sh
# Invoices are cut by line and rate of tax, from what is charged of each line: its form, the
# deposit, what is retained, the plan of a contract.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW

o=''
rows() { crm-order "$1" list -o csv -c "$2" | sed 1d | paste -sd' '; }
lines() { rows invoice-line order_line,receivable,net,tax,gross,tax_rate; }
begin() {
	book
	quiet crm-customer add name=A
}
# line FIELD…: one more of the order.
line() { quiet crm-order order-line add order="$o" description=x "$@"; }
of() { o=$(crm-order add -o ids -q customer=C1 "$@"); }
issued() {
	i=$(crm-order order invoice "$o" -o ids -q)
	quiet crm-order invoice issue "$i"
}
sound() { run "$1: the book is sound" 0 crm-admin check --deep -q; }
# pending: how many cents of output tax are booked and not invoiced.
pending() { crm-order journal -o csv -c account,amount | awk -F, '/pending/ { n += $2 * 100 } END { printf "%d\n", n + (n < 0 ? -0.5 : 0.5) }'; }

# ---- lines of an order that are charged by different forms ----

begin
quiet crm-order terms add name=T parts='50%, rest 60d'
of form=instalment payment_terms=T
line quantity=11 unit_price=100 tax_rate=9
line quantity=1 unit_price=17 tax_rate=13 form=delivery
agreed
quiet crm-order ship "$o"
issued
is "$(lines)" 'OL1,R1,550.00,49.50,599.50,9 OL2,R3,8.50,1.11,9.61,13 OL1,R2,550.00,49.50,599.50,9 OL2,R4,8.50,1.10,9.60,13' 'each receivable is for the lines that are charged by its form'
is "$(rows order billable,invoiced)" 1218.21,1218.21 'all at once'
run 'and nothing behind' 5 crm-order invoice "$o"
like_err "nothing of $o is left to invoice"
sound 'forms by line'

begin
of form=subscription deposit=100 retention=5 ordered_on=2026-08-01
line quantity=1 unit_price=100 tax_rate=6 starts_on=2026-08-15 ends_on=2026-10-14 period=month
line quantity=4 unit_price=100 tax_rate=13 form=confirmation
agreed
issued
is "$(lines | tr ' ' '\n' | sort -t, -k2,2 | paste -sd' ')" 'OL2,R1,88.50,11.50,100.00,13 OL2,R2,291.50,37.90,329.40,13 OL2,R3,20.00,2.60,22.60,13 OL1,R4,100.00,6.00,106.00,6 OL1,R5,100.00,6.00,106.00,6' 'a deposit and what is retained are of no subscription'
sound 'a subscription beside a deposit'

# ---- what a line was invoiced by another receivable ----

begin
of form=milestone deposit=100
line quantity=1 unit_price=250 tax_rate=6 milestone=n
line quantity=8 unit_price=33.33 tax_rate=13 milestone=m
agreed
quiet crm-order invoice "$o"
quiet crm-order amend "$o"
quiet crm-order order-line set OL1 quantity=6
agreed
quiet crm-order ship "$o"
quiet crm-order receivable accept R2 R3 R4 R5
quiet crm-order invoice "$o"
is "$(rows invoice-line order_line,gross | tr ' ' '\n' | awk -F, '{ n[$1] += $2 } END { printf "%.2f %.2f\n", n["OL1"], n["OL2"] }')" '1590.00 301.30' 'one call asks for what is charged of each line'
is "$(rows invoice-line receivable,gross | tr ' ' '\n' | awk -F, '{ n[$1] += $2 } END { printf "%.2f\n", n["R5"] }')" 37.28 'of each receivable'
run 'and nothing is left' 5 crm-order invoice "$o"
sound 'a deposit spread anew'

begin
of form=delivery deposit=100
line quantity=6 unit_price=100 tax_rate=13
agreed
issued
quiet crm-order order-line ship OL1 quantity=2
quiet crm-order invoice red "$i" reason=returned gross=22
quiet crm-order close "$o" rest=yes
quiet crm-order invoice "$o"
run 'a letter before the rest was cancelled leaves nothing for another call' 5 crm-order invoice "$o"
like_err "nothing of $o is left to invoice"

# ---- what a line is invoiced too much takes nothing from another ----

begin
of form=delivery deposit=100
line quantity=10 unit_price=100 tax_rate=13
line quantity=10 unit_price=100 tax_rate=6
agreed
issued
first=$i
quiet crm-order order-line ship OL2 quantity=10
quiet crm-order close "$o" rest=yes
issued
is "$(lines)" 'OL1,R1,45.66,5.94,51.60,13 OL2,R1,45.66,2.74,48.40,6 OL2,R2,954.34,57.26,1011.60,6' 'what was invoiced of a line that is cancelled is of no other'
is "$(rows order billable,invoiced,invoicing)" 1060.00,1111.60,over 'it wants its red letter'
quiet crm-order invoice red "$first" line=1 reason=wrong
is "$(rows order billable,invoiced,invoicing) $(pending)" '1060.00,1060.00,full 0' 'and is right then'
sound 'a line that is cancelled'

begin
of form=instalment
line quantity=10 unit_price=100 tax_rate=13
line quantity=10 unit_price=100 tax_rate=6
agreed
i=$(crm-order order invoice "$o" amount=10 -o ids -q)
quiet crm-order invoice issue "$i"
quiet crm-order order-line ship OL2 quantity=10
quiet crm-order close "$o" rest=yes
issued
is "$(rows invoice-line order_line,gross,tax | tr ' ' '\n' | awk -F, '$1 == "OL2" { g += $2; t += $3 } END { printf "%.2f %.2f\n", g, t }')" '1060.00 60.00' 'nor what was invoiced of an amount'

# More than is charged of a line is not invoiced, whatever another is over.
quiet crm-order invoice add customer=C1 order="$o"
quiet crm-order invoice-line add invoice=I3 order_line=OL2 net=1 tax=0.06 gross=1.06
run 'a line itself is not invoiced beyond' 5 crm-order invoice issue I3
like_err "is [0-9.]+ more than may be invoiced of $o"

# ---- what is retained ----

begin
of form=instalment retention=5
line quantity=7 unit_price=250 tax_rate=13
agreed
quiet crm-order order-line ship OL1 quantity=2
quiet crm-order close "$o" rest=yes
issued
is "$(rows invoice-line receivable,gross)" "$(crm-order receivable list -w 'open > 0' -o csv -c receivable_id,open | sed 1d | paste -sd' ')" 'each receivable is invoiced for what credit left of it'

# ---- contracts with a plan ----

# planned RATES [FIELD=VALUE…]: one of a line each, called off by O1.
planned() {
	rates=$1
	shift
	begin
	quiet crm-order terms add name=T parts='30%, 40% 30d, rest 60d'
	quiet crm-order contract add customer=C1 title=C form=instalment payment_terms=T "$@"
	for rate in $rates; do
		quiet crm-order contract-line add contract=CTR1 description=a quantity=10 unit_price=33.33 tax_rate="$rate"
	done
	quiet crm-order contract submit CTR1
	for party in customer seller; do
		quiet crm-order contract sign CTR1 party=$party signed_by=A
	done
	o=O1
}
kept_8() {
	quiet crm-order contract call-off CTR1
	agreed
	quiet crm-order order-line ship OL1 quantity=7
	quiet crm-order order-line return OL1 quantity=2
	i=$(crm-order contract invoice CTR1 -o ids -q)
	quiet crm-order invoice issue "$i"
}
by_rate() { rows invoice-line tax_rate,gross,tax | tr ' ' '\n' | awk -F, '{ g[$1] += $2; t[$1] += $3 } END { for (r in g) printf "%s %.2f %.2f\n", r, g[r], t[r] }' | sort | paste -sd' '; }

planned '13 6'
kept_8
is "$(by_rate)" '13 301.30 34.66 6 353.30 20.00' 'a plan is invoiced at the rates of what is kept'
is "$(pending)" 0 'and nothing is pending'
run 'that is all' 5 crm-order contract invoice CTR1
sound 'a plan of two rates'

planned '13 6' retention=5
kept_8
is "$(by_rate)" '13 301.30 34.66 6 353.30 20.00' 'with what is retained'
is "$(crm-order invoice-line list -w 'receivable.form = retention' -o csv -c gross | sed 1d | awk '{ n += $1 } END { printf "%.2f\n", n }')" "$(crm-order receivable list -w 'form = retention' -o csv -c amount | sed 1d)" 'which is invoiced as a whole'
is "$(pending)" 0 'none pending there'

planned '13 13' retention=5
kept_8
is "$(by_rate) $(pending)" '13 677.93 77.99 0' 'to the cent at one rate'

# Whatever its orders were invoiced for, what is left is asked for.
planned '13 6'
quiet crm-order contract call-off CTR1
quiet crm-order order-line set OL1 quantity=4
agreed
issued
run 'the rest of a contract' 0 crm-order contract invoice CTR1 -q -c gross
is_out 'gross
225.98'
is "$(by_rate)" '13 376.63 43.33 6 353.30 20.00' 'at the rates that are left'
run 'and no more' 5 crm-order contract invoice CTR1

# ---- orders of a contract with a plan close by themselves ----

status() { crm-order list "$1" -o csv -c status | sed 1d; }
for last in ship pay invoice; do
	planned '13 6'
	quiet crm-order contract call-off CTR1
	agreed
	[ $last = ship ] || quiet crm-order ship O1
	if [ $last != invoice ]; then
		quiet crm-order contract invoice CTR1
		quiet crm-order invoice issue I1
	fi
	quiet crm-order receivable set R2 R3 booked_on=2026-11-21
	[ $last = pay ] || quiet crm-order payment add customer=C1 amount=729.93 method=oldest
	is "$(status O1)" confirmed "not before all is done: $last"
	case $last in
	ship) quiet crm-order ship O1 ;;
	pay) quiet crm-order payment add customer=C1 amount=729.93 method=oldest ;;
	invoice)
		quiet crm-order contract invoice CTR1
		quiet crm-order invoice issue I1
		;;
	esac
	is "$(status O1)" closed "its order closes behind the last: $last"
done
sound 'closed by its plan'

# ---- frameworks ----

begin
quiet crm-order contract add customer=C1 title=C kind=framework
quiet crm-order contract-line add contract=CTR1 description=a quantity=100 unit_price=10 tax_rate=13
quiet crm-order contract submit CTR1
for party in customer seller; do
	quiet crm-order contract sign CTR1 party=$party signed_by=A
done
run 'a framework is not invoiced itself' 5 crm-order contract invoice CTR1
is_err 'crm-order: CTR1 is a framework contract: its orders are charged and invoiced, crm-order invoice takes one'
run 'but what is charged of it' 0 crm-order receivable add customer=C1 contract=CTR1 amount=50 -q
run 'is invoiced' 0 crm-order contract invoice CTR1 -q -c gross
is_out 'gross
50.00'
done_testing
