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
run 'the books' 0 crm-admin check --deep -q
done_testing
