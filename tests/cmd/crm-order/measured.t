#!/bin/sh
# One measure of what may be credited of a line: behind what rows take off it, what was
# allowed, what is cancelled, what is retained and what early payment took off.
. "$(dirname "$0")/../../lib.sh"

column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
notes() { column payment "kind = credit and void_on is null" amount; }
owed() { column receivable "void_on is null" amount,open; }
progress() { column order "order_id = O1" billable,invoiced,invoicing; }
quiet() { "$@" -q > /dev/null || echo "not ok: $*"; }
# line DESCRIPTION QUANTITY PRICE [RATE]; row AMOUNT
line() { quiet crm-order order-line add order=O1 description="$1" quantity="$2" unit_price="$3" tax_rate="${4-13}"; }
row() { quiet crm-order order-line add order=O1 description=off amount="$1" tax_rate=13; }
begin() {
	book
	quiet crm-customer add name=A
	quiet crm-order add customer=C1 "$@"
}
agreed() {
	quiet crm-order submit O1
	quiet crm-order confirm O1
}
invoiced() {
	quiet crm-order invoice O1
	quiet crm-order invoice issue "$1"
}

# ---- what is cancelled, beside rows that take off ----

# 10 x 113.00 less 226.00 are 90.40 each.
for form in delivery confirmation milestone; do
	begin form=$form
	line x 10 100
	row -200
	agreed
	quiet crm-order order-line ship OL1 quantity=3
	quiet crm-order close O1 rest=yes
	is "$(column receivable "void_on is null" open) $(column order "order_id = O1" billable)" '271.20 271.20' "a part of the order has a part of the row: $form"
	invoiced I1
	is "$(column invoice-line "gross != 0" gross) $(progress)" '271.20 271.20,271.20,full' "and is invoiced so: $form"
done

# ---- what is cancelled, behind an allowance ----

begin form=confirmation
line x 10 100
line y 10 100
agreed
invoiced I1
quiet crm-order order-line ship OL1 quantity=6
quiet crm-order order-line ship OL2 quantity=10
quiet crm-order invoice red I1 line=1 reason=allowance gross=1130
quiet crm-order close O1 rest=yes
is "$(notes) $(owed)" '1130.00 2260.00,1130.00' 'of a line that was allowed whole nothing is left to be credited'
begin form=confirmation
line x 10 100
line y 10 100
agreed
invoiced I1
quiet crm-order order-line ship OL1 quantity=6
quiet crm-order order-line ship OL2 quantity=10
quiet crm-order invoice red I1 line=1 reason=allowance gross=1000
quiet crm-order close O1 rest=yes
is "$(notes) $(owed)" '1000.00 130.00 2260.00,1130.00' 'of another what is left of it'
quiet crm-order order-line return OL1 quantity=6
is "$(notes)" '1000.00 130.00' 'and its goods come back for nothing'
quiet crm-order order-line return OL2 quantity=10
is "$(notes) $(owed) $(progress)" '1000.00 130.00 1130.00 2260.00,0.00 0.00,1260.00,over' 'the other line is credited whole'
# ---- what comes back, beside rows that take off ----

# Of 1000 and 200 less 200, a sixth is off each piece: 10 x 94.17 and 5 x 37.67.
for form in delivery confirmation instalment milestone; do
	begin form=$form
	line x 10 100
	line y 5 40
	row -200
	agreed
	quiet crm-order ship O1
	quiet crm-order order-line return OL1 quantity=4
	quiet crm-order order-line return OL2 quantity=3
	one=$(column return 'credit != 0' order_line,credit,net)
	quiet crm-order order-line return OL1 quantity=6
	quiet crm-order order-line return OL2 quantity=2
	is "$one" 'OL1,376.67,333.33 OL2,113.00,100.00' "a part comes back at its price behind the row: $form"
	is "$(column return 'credit != 0' credit) $(column order "order_id = O1" billable)" '376.67 113.00 565.00 75.33 0.00' "and what is left takes the rest: $form"
done
# The same by one stream, one line twice, as by one verb each.
for way in one stream; do
	begin form=delivery
	line x 7 33.33
	line y 3 17 6
	row -9.99
	agreed
	quiet crm-order order-line ship OL1 quantity=5
	quiet crm-order order-line ship OL1 quantity=2
	quiet crm-order order-line ship OL2 quantity=3
	for n in OL1,3 OL2,2 OL1,3 OL2,1 OL1,1; do
		if [ $way = stream ]; then
			echo "$n"
		else
			quiet crm-order order-line return "${n%,*}" quantity="${n#*,}"
		fi
	done > rows.csv
	[ $way = one ] || { echo order_line_id,quantity && cat rows.csv; } | quiet crm-order order-line return -
	is "$(crm-order return list -s order_line,return_id -o csv -c credit | sed 1d | paste -sd' ') $(owed)" '108.97 72.65 36.33 36.32 34.76 17.38 181.62,0.00 72.65,0.00 52.14,0.00' "by $way"
done
# A file says no credit: it is worked out likewise.
begin form=confirmation
line x 10 100
row -200
agreed
quiet crm-order ship O1
printf 'order,order_line,quantity,returned_on\nO1,OL1,3,2026-11-21\nO1,OL1,7,2026-11-21\n' | quiet crm-order return import -
is "$(column return 'credit != 0' credit)" '271.20 632.80' 'and where a file brings it'

# ---- what is retained ----

# 5 of 10 in the end: 565.00, of which 300.00 are the deposit and 56.50 retained.
retained() { column receivable "form = retention and void_on is null" open; }
begin form=delivery deposit=300 retention=10
line x 10 100
agreed
quiet crm-order payment add customer=C1 amount=300 method=oldest
quiet crm-order order-line ship OL1 quantity=4
quiet crm-order amend O1
quiet crm-order order-line set OL1 quantity=5
agreed
is "$(retained) $(notes)" '45.20 67.00' 'what an order became less is not taken off what is retained'
quiet crm-order ship O1
is "$(retained) $(column receivable "form = delivery" open)" '45.20 11.30 208.50' 'of all that is charged the share stands retained'
quiet crm-order order-line return OL1 quantity=2
is "$(retained) $(column order "order_id = O1" billable)" '22.60 11.30 339.00' 'and of what is kept'
# Two of four come back, of an order whose deposit is for ten.
begin form=delivery deposit=300 retention=10
line x 10 100
agreed
quiet crm-order order-line ship OL1 quantity=4
quiet crm-order order-line return OL1 quantity=2
is "$(retained)" 22.60 'of what left, whatever else the deposit is for'
# What was to be sent anew is cancelled, and wanted again.
begin form=delivery retention=10
line x 10 100
agreed
quiet crm-order ship O1
quiet crm-order order-line return OL1 quantity=4 exchange=yes
quiet crm-order close O1 rest=yes
is "$(retained)" 67.80 'of what is not sent anew nothing'
quiet crm-order reopen O1
quiet crm-order ship O1
is "$(retained) $(column receivable "form = delivery" amount)" '67.80 45.20 1017.00 406.80' 'sent all the same it is retained again'

# ---- what early payment took off ----

paid() {
	quiet crm-order terms add name=T parts=30d early=2/10
	quiet crm-order add customer=C1 payment_terms=T "$@"
}
free() { column payment "kind = credit" unallocated; }
back() { for n; do quiet crm-order order-line return OL1 quantity="$n"; done; }
# 1130.00 for 1107.40: each 113.00 for 110.74.
for q in '4 1 5' '10'; do
	book
	quiet crm-customer add name=A
	paid form=delivery
	line x 10 100
	agreed
	quiet crm-order ship O1
	quiet crm-order payment add customer=C1 amount=1107.40
	quiet crm-order payment allocate P1 discount=yes
	# shellcheck disable=SC2086
	back $q
	case $q in
	10) is "$(free)" 1107.40 'all of it comes back at once' ;;
	*) is "$(free)" '442.96 110.74 553.70' 'each part has its share of what early payment took off' ;;
	esac
done
# Of two deliveries one was paid early; the other is open.
for first in OL1 OL2; do
	book
	quiet crm-customer add name=A
	paid form=delivery
	line x 10 100
	line y 10 100
	agreed
	quiet crm-order order-line ship OL1 quantity=10
	quiet crm-order order-line ship OL2 quantity=10
	quiet crm-order payment add customer=C1 amount=1107.40
	quiet crm-order payment allocate P1 to=R1 discount=yes
	quiet crm-order order-line return $first quantity=5
	case $first in
	OL1) is "$(owed) $(free) $(column write-off 'amount > 0' status,amount)" '1130.00,0.00 1130.00,576.30 0.00 posted,22.60' 'what was paid early lowers the other bill by what was paid' ;;
	OL2) is "$(owed) $(free)" '1130.00,0.00 1130.00,565.00 0.00' 'of another delivery nothing was taken off' ;;
	esac
done

# ---- goods of less tax than what is planned ----

# 6 x 17.00 at 6 % and 6 x 250.00 at 0 %: R1 642.85, R2 964.28 less what comes back, 1249.23.
begin form=instalment
quiet crm-order terms add name=T parts='40%, rest 60d'
quiet crm-order set O1 payment_terms=T
line x 6 17 6
line y 6 250 0
quiet crm-order order-line add order=O1 description=off amount=-0.99 tax_rate=0
agreed
quiet crm-order order-line ship OL2 quantity=5
run 'they come back' 0 crm-order order-line return OL2 quantity=5 -q
is "$(column payment "kind = credit" amount,net) $(owed)" '284.95,288.62 642.85,357.90' 'with the tax of what is kept left in the books'
invoiced I1
is "$(crm-order journal -o csv | sed 1d | awk -F, '/pending/ { n += $(NF-1) - $NF } END { printf "%.2f", n + 0.000001 }') $(column invoice "gross > 0" net,gross)" '0.00 351.78,357.90' 'which its invoice then says'

# ---- a deposit, behind the red letter of its invoice ----

begin form=milestone deposit=100
line x 2 250 9
agreed
quiet crm-order payment add customer=C1 amount=100 method=oldest
invoiced I1
quiet crm-order invoice red I1 reason=returned
quiet crm-order close O1 rest=yes
is "$(column payment "amount > 0" kind,unallocated) $(owed)" 'receipt,0.00 credit,100.00 100.00,0.00 445.00,0.00' 'is paid back once'

# ---- a service that ends behind an allowance ----

# Of 5 months of 33.90 and 17 days, 188.09.
begin form=subscription ordered_on=2026-08-01
quiet crm-order order-line add order=O1 description=s quantity=3 unit_price=10 tax_rate=13 starts_on=2026-08-15 ends_on=2027-01-31 period=month
agreed
invoiced I1
quiet crm-order invoice red I1 reason=allowance gross=150.22
quiet crm-order amend O1
quiet crm-order order-line set OL1 ends_on=2026-11-10
agreed
is "$(notes) $(crm-order list -o csv -c billable | sed 1d)" '150.22 4.37 33.50 0.00' 'is credited what is left of it'

# ---- a red letter that was ahead of the goods ----

# 3 x 99.99 at 6 % less 0.24: 317.73, of which the letter credits 242.06.
begin form=delivery retention=5
line x 4 250 0
line y 3 99.99 6
quiet crm-order order-line add order=O1 description=off amount=-0.99 tax_rate=0
agreed
quiet crm-order order-line ship OL2 quantity=3
invoiced I1
quiet crm-order invoice red I1 reason=returned gross=242.06
quiet crm-order order-line return OL2 quantity=3
is "$(column return 'credit != 0' credit) $(notes) $(owed)" '317.73 242.06 75.67 301.84,0.00 15.89,0.00' 'lowers their note, not their credit'

# ---- by the plan of a contract ----

for way in one stream; do
	book
	quiet crm-customer add name=A
	quiet crm-order terms add name=T parts='50%, rest 60d'
	quiet crm-order contract add customer=C1 title=c form=instalment payment_terms=T
	for l in 'quantity=10 unit_price=100' 'quantity=5 unit_price=40' amount=-200; do
		# shellcheck disable=SC2086
		quiet crm-order contract-line add contract=CTR1 description=x tax_rate=13 $l
	done
	quiet crm-order contract submit CTR1
	for p in customer seller; do quiet crm-order contract sign CTR1 party=$p signed_by=x; done
	quiet crm-order contract call-off CTR1
	agreed
	quiet crm-order ship O1
	if [ $way = one ]; then
		quiet crm-order order-line return OL1 quantity=4
		quiet crm-order order-line return OL2 quantity=3
	else
		printf 'order_line_id,quantity\nOL1,4\nOL2,3\n' | quiet crm-order order-line return -
	fi
	is "$(column return 'credit != 0' credit) $(notes) $(owed)" '376.67 113.00  565.00,565.00 75.33,75.33' "a part comes off what is planned: $way"
	printf 'order_line_id,quantity\nOL1,6\nOL2,2\n' | quiet crm-order order-line return -
	is "$(column return 'credit != 0' credit) $(notes) $(owed)" '376.67 113.00 565.00 75.33 489.67 75.33 565.00,0.00' "and the rest is credited: $way"
done

run 'the books' 0 crm-admin check --deep -q
done_testing
