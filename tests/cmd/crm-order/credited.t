#!/bin/sh
# What is credited of a line of an order, whoever credits it: goods that come back, what is
# cancelled, services that end, allowances, write-offs.  Nothing is credited twice, and
# nothing beyond what is charged; in the end the accounts are empty.
. "$(dirname "$0")/../../lib.sh"

column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
notes() { column payment "kind = credit and void_on is null" amount,unallocated; }
progress() { column order "order_id = O1" billable,invoiced,invoicing; }
owed() { column receivable "void_on is null" amount,open; }
# What is on the accounts whose names have it, in the base currency.
on() { crm-order journal -o csv | sed 1d | awk -F, -v of="$1" '$0 ~ of { n += $(NF-1) - $NF } END { printf "%.2f\n", n + 0.000001 }'; }
begin() {
	book
	quiet crm-customer add name=A
}
quiet() { "$@" -q > /dev/null || echo "not ok: $*"; }
agreed() {
	quiet crm-order submit O1
	quiet crm-order confirm O1
}
# goods [WORD=VALUE]...: ten at 100.00 and 13 %.
goods() {
	begin
	quiet crm-order add customer=C1 "$@"
	quiet crm-order order-line add order=O1 description=x quantity=10 unit_price=100 tax_rate=13
	agreed
}
invoiced() {
	quiet crm-order invoice O1
	quiet crm-order invoice issue "$1"
}
back() { quiet crm-order order-line return OL1 quantity="$1"; }

# ---- an allowance, then the goods come back ----

for form in delivery confirmation instalment; do
	goods form=$form
	quiet crm-order ship O1
	invoiced I1
	quiet crm-order invoice red I1 reason=allowance gross=113
	quiet crm-order payment add customer=C1 amount=1017 method=oldest
	back 10
	is "$(notes) $(progress)" '113.00,0.00 1017.00,1017.00 0.00,1017.00,over' "no more than is left behind an allowance: $form"
	quiet crm-order payment refund P3
	quiet crm-order invoice red I1 reason=returned
	is "$(notes) $(on bank) $(on sales) $(on tax)" '113.00,0.00 1017.00,0.00 0.00 0.00 0.00' "and nothing is left: $form"
done
goods form=delivery
quiet crm-order ship O1
invoiced I1
quiet crm-order invoice red I1 reason=allowance gross=565
back 6
is "$(notes) $(progress)" '565.00,0.00 339.00,0.00 226.00,565.00,over' 'of half the price each piece is half'
back 4
is "$(notes) $(on sales)" '565.00,0.00 339.00,0.00 226.00,0.00 0.00' 'and the last takes the rest'
begin
quiet crm-order add customer=C1 form=delivery
for i in 1 2; do
	quiet crm-order order-line add order=O1 description=x$i quantity=10 unit_price=100 tax_rate=13
done
agreed
quiet crm-order ship O1
invoiced I1
quiet crm-order invoice red I1 line=1 quantity=5 reason=allowance
back 10
is "$(notes) $(owed)" '565.00,0.00 565.00,0.00 2260.00,1130.00' 'of another line nothing'
quiet crm-order invoice red I1 reason=returned line=1
is "$(progress) $(on pending)" '1130.00,1130.00,full 0.00' 'and its letter is no more credit'
run 'an allowance of what is back' 0 crm-order invoice red I1 reason=returned line=2 quantity=1 -q
is "$(notes)" '565.00,0.00 565.00,0.00 113.00,0.00' 'is of the other line'

# ---- what was given up ----

for why in '' returned allowance; do
	goods form=delivery
	quiet crm-order ship O1
	invoiced I1
	quiet crm-order receivable write-off R1 kind=bad_debt
	if [ -n "$why" ]; then
		quiet crm-order invoice red I1 reason=$why
	else
		back 10
	fi
	is "$(notes) $(column write-off 'amount > 0' status) $(on debts)" '1130.00,0.00 void 0.00' "a bad debt is taken back first: ${why:-goods}"
done
begin
quiet crm-order terms add name=T parts=30d early=2/10
quiet crm-order add customer=C1 form=delivery payment_terms=T
quiet crm-order order-line add order=O1 description=x quantity=10 unit_price=100 tax_rate=13
agreed
quiet crm-order ship O1
quiet crm-order payment add customer=C1 amount=1107.40
quiet crm-order payment allocate P1 discount=yes
back 10
is "$(notes) $(on discount)" '1130.00,1107.40 0.00' 'he gets back what he paid, not what early payment took off'
quiet crm-admin undo "$(crm-admin log -o csv -l 1 -c batch | tail -n 1)"
is "$(notes) $(owed) $(on discount)" ' 1130.00,0.00 22.60' 'undone, it is given up again'

# ---- what is cancelled and was invoiced ----

goods form=delivery
quiet crm-order ship O1
invoiced I1
quiet crm-order order-line return OL1 quantity=4 exchange=yes
quiet crm-order order-line ship OL1 quantity=1
quiet crm-order close O1 rest=yes
is "$(notes) $(progress)" '339.00,0.00 791.00,1130.00,over' 'what is not sent anew is credited, and waits for its letter'
quiet crm-order invoice red I1 reason=returned gross=339
is "$(notes) $(progress) $(on pending)" '339.00,0.00 791.00,791.00,full 0.00' 'which is no more credit'
for why in returned wrong service_ended; do
	goods form=confirmation
	invoiced I1
	quiet crm-order order-line ship OL1 quantity=7
	quiet crm-order close O1 rest=yes
	quiet crm-order invoice red I1 reason=$why gross=339 credit=yes
	is "$(notes) $(progress)" '339.00,0.00 791.00,791.00,full' "of a short close too: $why"
done

# ---- services that end ----

begin
quiet crm-order add customer=C1 form=subscription ordered_on=2026-08-01
quiet crm-order order-line add order=O1 description=s quantity=1 unit_price=310 tax_rate=6 starts_on=2026-08-15 ends_on=2027-01-31 period=month
quiet crm-order order-line add order=O1 description=t quantity=3 unit_price=33.33 tax_rate=13 starts_on=2026-10-31 ends_on=2027-10-30 period=quarter
agreed
invoiced I1
quiet crm-order amend O1
quiet crm-order order-line set OL1 ends_on=2026-11-20
agreed
quiet crm-order invoice red I1 reason=service_ended gross=771.68
is "$(notes) $(progress)" '262.88,0.00 328.60,0.00 180.20,0.00 1503.48,1503.48,full' 'the letter of what ended is no more credit'
is "$(column invoice-line 'gross < 0' order_line,receivable,gross)" 'OL1,R4,-262.88 OL1,R5,-328.60 OL1,R6,-180.20' 'and takes back the days that are not served'

# ---- a contract with a plan ----

begin
quiet crm-order terms add name=T parts='50%, rest 60d'
quiet crm-order contract add customer=C1 title=c form=instalment payment_terms=T
quiet crm-order contract-line add contract=CTR1 description=a quantity=10 unit_price=10
quiet crm-order contract submit CTR1
for p in customer seller; do quiet crm-order contract sign CTR1 party=$p signed_by=x; done
quiet crm-order contract call-off CTR1
agreed
quiet crm-order payment add customer=C1 amount=50 method=oldest
quiet crm-order ship O1
back 3
is "$(owed) $(notes)" '50.00,0.00 20.00,20.00 ' 'what comes back comes off what is planned'
back 7
is "$(owed) $(notes)" '50.00,0.00 50.00,50.00' 'and then off what is charged'
quiet crm-order payment refund P2
is "$(on bank) $(on sales)" '0.00 0.00' 'he gets back what he paid'

# ---- goods that were taken off a plan ----

begin
quiet crm-order add customer=C1 form=milestone
quiet crm-order order-line add order=O1 description=x quantity=9 unit_price=33.33 tax_rate=9 milestone=n
agreed
quiet crm-order order-line ship OL1 quantity=3
back 3
quiet crm-order invoice O1 amount=50
quiet crm-order invoice issue I1
quiet crm-order invoice red I1 reason=returned gross=9
quiet crm-order ship O1
quiet crm-order receivable accept R1
is "$(owed) $(notes) $(progress)" '217.98,217.98  217.98,41.00,partial' 'are not charged again by a red letter'

# ---- rows that take off ----

for form in delivery confirmation; do
	begin
	quiet crm-order add customer=C1 form=$form
	quiet crm-order order-line add order=O1 description=x quantity=3 unit_price=33.33 tax_rate=13
	quiet crm-order order-line add order=O1 description=抹零 amount=-0.99
	agreed
	is "$(notes)" '' "before anything is charged nothing is credited: $form"
	quiet crm-order ship O1
	quiet crm-order payment add customer=C1 amount=112 method=oldest
	invoiced I1
	is "$(owed) $(notes) $(on pending)" '112.00,0.00  0.00' "what rounds is off what is charged: $form"
	back 3
	quiet crm-order invoice red I1 reason=returned
	is "$(notes) $(on sales) $(on pending)" '112.00,112.00 0.00 0.00' "and all of it comes back: $form"
done
for form in delivery milestone; do
	begin
	quiet crm-order add customer=C1 form=$form
	quiet crm-order order-line add order=O1 description=x quantity=10 unit_price=100 tax_rate=13
	quiet crm-order order-line add order=O1 description=优惠 amount=-200 tax_rate=13
	agreed
	is "$(notes) $(crm-order credit O1 -o csv -c this_order,exposure | tail -n 1)" ' 904.00,904.00' "a discount is no credit of its own: $form"
	quiet crm-order order-line ship OL1 quantity=3
	quiet crm-order close O1 rest=yes
	is "$(owed)" '271.20,271.20' "of a part its share: $form"
done
begin
quiet crm-order contract add customer=C1 title=c form=signing
quiet crm-order contract-line add contract=CTR1 description=a quantity=10 unit_price=100 tax_rate=13
quiet crm-order contract-line add contract=CTR1 description=优惠 amount=-200 tax_rate=13
quiet crm-order contract submit CTR1
for p in customer seller; do quiet crm-order contract sign CTR1 party=$p signed_by=x; done
quiet crm-order contract-line call-off CTL1 quantity=4
quiet crm-order contract call-off CTR1
is "$(column order-line 'gross != 0' order_id,quantity,gross)" 'O1,4,452.00 O2,6,678.00 O2,,-226.00' 'it is called off with the last of the goods'
run 'once' 5 crm-order contract call-off CTR1
quiet crm-order submit O1 O2
run 'which is confirmed' 0 crm-order confirm O1 O2 -q

# ---- line by line, and what is agreed ----

begin
quiet crm-order add customer=C1 form=delivery
for rate in 13 6; do
	quiet crm-order order-line add order=O1 description=x$rate quantity=10 unit_price=100 tax_rate=$rate
done
agreed
quiet crm-order order-line ship OL1 quantity=10
invoiced I1
back 4
quiet crm-order ship O1
invoiced I2
is "$(column invoice-line "invoice = id:I2" order_line,receivable,gross) $(progress)" 'OL2,R2,1060.00 1738.00,2190.00,over' 'what waits for its letter lowers nothing of another line'
quiet crm-order invoice red I1 reason=returned gross=452
is "$(progress) $(on output)" '1738.00,1738.00,full -138.00' 'and then all is invoiced at its rate'

goods form=delivery deposit=250
quiet crm-order order-line ship OL1 quantity=4
quiet crm-order amend O1
quiet crm-order order-line set OL1 unit_price=99.99
run 'of a draft of the next revision nothing is asked for' 5 crm-order invoice O1
is_err 'crm-order: O1 is draft: what is confirmed is invoiced; crm-order submit and crm-order confirm come before'
quiet crm-order withdraw O1
run 'given up it is as before' 0 crm-order invoice O1 -q -o ids

# ---- another currency ----

for q in '3 1 3' '2 5' '1 1 1 1 1 1 1'; do
	begin
	quiet crm-order add customer=C1 form=confirmation currency=USD rate=7.1234
	quiet crm-order order-line add order=O1 description=x quantity=7 unit_price=33.33 tax_rate=13
	agreed
	quiet crm-order ship O1
	for n in $q; do back "$n"; done
	is "$(on sales) $(on pending) $(on exchange)" '0.00 0.00 0.00' "what comes back leaves no cent: $q"
done
begin
quiet crm-order add customer=C1 form=delivery currency=USD rate=7
quiet crm-order order-line add order=O1 description=x quantity=10 unit_price=33.33 tax_rate=13
agreed
quiet crm-order order-line ship OL1 quantity=3
quiet crm-order amend O1
run 'what is charged stays at its rate' 5 crm-order set O1 rate=8
is_err 'crm-order: DV1 is there: the customer, the contract, the currency, its rate and the seller of O1 stay; crm-order close O1 rest=yes cancels what is left, and another order has it for somebody else'

# ---- what takes off, where several deliveries come back at once ----

begin
quiet crm-order add customer=C1 form=delivery
quiet crm-order order-line add order=O1 description=x quantity=5 unit_price=99.99
quiet crm-order order-line add order=O1 description=off amount=-5.00
agreed
quiet crm-order order-line ship OL1 quantity=2
quiet crm-order order-line ship OL1 quantity=2
back 4
is "$(crm-order payment list -o csv -c amount | sed 1d | paste -sd' ')" '197.98 197.98' \
    'no more is credited than was charged'
quiet crm-order close O1 rest=yes
is "$(crm-order list -o csv -c billable | sed 1d)" 0.00 'and nothing is left'

run 'the books' 0 crm-admin check --deep -q
done_testing
