#!/bin/sh
# What is owed for an order is a function of its lines, deliveries, returns, cuts and
# credits, whichever came first: short closes, red letters, services that end, notes by
# hand, and undo of each.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
last() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }
billable() { column order "order_id = $o" billable; }
owed() { column receivable "order = $o and void_on is null" amount,open; }
notes() { column payment "order = $o and kind = credit and void_on is null" amount,unallocated; }
served() { column receivable "order = $o and void_on is null" from,until; }
# again: whatever looks at the order changes nothing.
again() {
	quiet crm-order hold "$o"
	quiet crm-order resume "$o"
}
begin() {
	book
	quiet crm-customer add name=A
	quiet crm-stock add sku=P name=P stocked=no
}
goods() { sold 'product=P quantity=10 unit_price=100 tax_rate=13%' customer=C1 "$@"; }
service() { sold "product=P quantity=1 unit_price=100 form=subscription period=month $*" customer=C1; }
invoiced() {
	i=$(crm-order order invoice "$o" -o ids -q)
	quiet crm-order invoice issue "$i"
}
red() { quiet crm-order invoice red "$i" "$@"; }
ends() { quiet crm-order order-line set "$l" ends_on="$1"; }

# ---- a red letter behind a short close ----

begin
goods form=confirmation
invoiced
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order close "$o" rest=yes
red reason=returned line=1 quantity=6
is "$(billable) $(owed) $(notes)" '452.00 1130.00,452.00 678.00,0.00' 'what is closed short is credited by its red letter'
quiet crm-order reopen "$o"
is "$(billable) $(owed)" '1130.00 1130.00,452.00 678.00,678.00' 'and charged again where it is opened again'
again
quiet crm-order ship "$o"
invoiced
is "$(column order "order_id = $o" billable,invoiced) $(owed)" '1130.00,1130.00 1130.00,452.00 678.00,678.00' 'once'
quiet crm-order order-line return "$l" quantity=4
is "$(billable) $(notes)" '678.00 678.00,0.00 452.00,0.00' 'what comes back then is no part of that letter'

goods form=confirmation
invoiced
quiet crm-order order-line ship "$l" quantity=4
red reason=returned line=1 quantity=6
is "$(billable)" 452.00 'a red letter before'
quiet crm-order close "$o" rest=yes
is "$(billable) $(owed) $(notes)" '452.00 1130.00,452.00 678.00,0.00' 'credits once'
quiet crm-order reopen "$o"
is "$(billable)" 452.00 'and is no part of the close'

goods form=confirmation
quiet crm-order order-line ship "$l" quantity=4
invoiced
quiet crm-order close "$o" rest=yes
red reason=wrong credit=yes
is "$(billable) $(notes)" '0.00 678.00,0.00 452.00,0.00' 'of a letter of all the order takes its part'
quiet crm-order reopen "$o"
is "$(billable)" 678.00 'which alone is charged again'

goods form=delivery deposit=339
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order close "$o" rest=yes
is "$(billable)" 452.00 'closed short with a deposit'
quiet crm-order reopen "$o"
is "$(billable)" 1130.00 'what is to be invoiced is all again at once'
quiet crm-order ship "$o"
is "$(billable)" 1130.00 'not only with the last delivery'

# ---- a note by hand ----

goods form=confirmation
quiet crm-order payment add customer=C1 kind=credit amount=130 order="$o"
again
is "$(billable) $(owed)" '1000.00 1130.00,1130.00' 'what somebody credits by hand is not charged again'
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order close "$o" rest=yes
is "$(billable) $(notes)" '322.00 130.00,130.00 678.00,0.00' 'nor is it what the order became less'
quiet crm-order reopen "$o"
is "$(billable)" 1000.00 'which is charged again alone'
run 'the books' 0 crm-admin check --deep -q

# ---- services ----

begin
service starts_on=2026-09-01 ends_on=2027-02-28
quiet crm-order close "$o" rest=yes
b=$(last)
is "$(billable) $(owed)" '300.00 100.00,100.00 100.00,100.00 100.00,100.00' 'closed short, what is only planned goes'
ends 2026-11-05
is "$(billable) $(notes)" '216.67 83.33,0.00' 'and it may end earlier still'
quiet crm-admin undo "$(last)"
quiet crm-admin undo "$b"
is "$(billable)" 600.00 'undone, it is planned again'
quiet crm-order close "$o" rest=yes
quiet crm-order reopen "$o"
is "$(billable)" 600.00 'and so it is opened again'

service starts_on=2026-06-01 ends_on=2026-08-31
ends 2026-06-10
is "$(billable) $(notes)" '33.33 66.67,0.00 100.00,0.00 100.00,0.00' 'a service that ended'
quiet crm-admin undo "$(last)"
is "$(billable) $(served)" '300.00 2026-06-01,2026-06-30 2026-07-01,2026-07-31 2026-08-01,2026-08-31' 'does not, undone'
ends 2026-06-10
is "$(billable)" 33.33 'ends again'
ends 2026-07-31
is "$(billable)" 200.00 'and goes on'
ends 2026-06-20
is "$(billable)" 66.67 'until it ends'

service starts_on=2026-06-01 ends_on=2026-08-31
invoiced
quiet crm-order payment add customer=C1 amount=300 applies_to="$i"
red reason=service_ended gross=266.67
ends 2026-06-10
is "$(billable) $(notes)" '33.33 266.67,266.67' 'a red letter before the end credits it'
ends 2026-06-01
is "$(billable) $(notes)" '3.33 266.67,266.67 30.00,30.00' 'what ends earlier is credited beyond it'
ends 2026-08-31
is "$(billable)" 300.00 'and all of it is charged again'

service starts_on=2026-06-01 ends_on=2026-08-31
ends 2026-07-31
ends 2026-06-30
invoiced
is "$(column order "order_id = $o" billable,invoiced)" '100.00,100.00' 'what is credited is not invoiced'

service starts_on=2026-06-01 ends_on=2026-09-30
invoiced
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" ends_on=2026-11-30 quantity=2
run 'what is invoiced for several periods is amended' 0 crm-order submit "$o" -q
quiet crm-order confirm "$o"
is "$(column order "order_id = $o" status,billable,invoiced)" confirmed,800.00,400.00 'and goes on'
quiet crm-order amend "$o"
run 'and its amendment is withdrawn' 0 crm-order withdraw "$o" -q
is "$(column order "order_id = $o" status,billable,invoiced)" confirmed,800.00,400.00 'to what it was'

# ---- what was never charged ----

for why in returned allowance; do
	goods form=delivery
	i=$(crm-order order invoice "$o" amount=389.60 -o ids -q)
	quiet crm-order invoice issue "$i"
	quiet crm-order close "$o" rest=yes
	red reason=$why
	is "$(billable) $(notes)" '0.00 ' "of an advance invoice of an order that comes to nothing nothing is credited: $why"
done
goods form=delivery
i=$(crm-order order invoice "$o" amount=389.60 -o ids -q)
quiet crm-order invoice issue "$i"
quiet crm-order order-line ship "$l" quantity=2
quiet crm-order close "$o" rest=yes
red reason=returned
is "$(billable) $(owed) $(notes)" '0.00 226.00,0.00 226.00,0.00' 'of one that comes to less no more than that'

# ---- what is paid, by what it comes to ----

quiet crm-order terms add name=T parts='50%, rest 20d'
for q in 5 8; do
	goods form=instalment payment_terms=T
	quiet crm-order payment add customer=C1 amount=565 method=explicit applies_to="$(crm-order receivable list -o ids -w "order = $o and status = booked")"
	quiet crm-order ship "$o"
	quiet crm-order order-line return "$l" quantity=$q
	invoiced
	column order "order_id = $o" status,billable,settled,payment
done > out
is "$(cat out)" 'closed,565.00,565.00,full
closed,226.00,565.00,over' 'what comes back is not to be paid, and the order closes'

run 'the books' 0 crm-admin check --deep -q

# ---- what is invoiced, line by line ----

# Ten at 100.00 each of two rates.
two() {
	begin
	o=$(crm-order add -o ids -q customer=C1 "$@")
	for rate in 13 6; do
		quiet crm-order order-line add order="$o" product=P quantity=10 unit_price=100 tax_rate=$rate
	done
	agreed
}
ships() { quiet crm-order order-line ship "$1" quantity=10; }
came_back() { quiet crm-order order-line return OL1 quantity="$1"; }
of_invoice() { column invoice-line "invoice = id:$i" order_line,receivable,quantity,net,tax,gross; }
two form=delivery
ships OL1
invoiced
came_back 10
red reason=returned line=1 quantity=10
ships OL2
invoiced
is "$(of_invoice)" 'OL2,R2,10,1000.00,60.00,1060.00' 'what came back is not invoiced in place of what left since'
two form=delivery
ships OL1
invoiced
red reason=allowance gross=113
ships OL2
invoiced
is "$(of_invoice)" 'OL2,R2,10,1000.00,60.00,1060.00' 'nor is what was given up'
two form=delivery
ships OL1
invoiced
first=$i
came_back 5
ships OL2
invoiced
is "$(of_invoice)" 'OL2,R2,10,1000.00,60.00,1060.00' 'what came back and no red letter says takes nothing from another line'
is "$(column order "order_id = $o" invoicing)" over 'and wants its letter'
i=$first
red reason=returned line=1 quantity=5
is "$(column order "order_id = $o" invoicing)" full 'that is all'
run 'nothing is asked for again' 5 crm-order invoice "$o"

for form in delivery confirmation signing instalment; do
	two form=$form
	quiet crm-order ship "$o"
	came_back 4
	invoiced
	is "$(of_invoice)" 'OL1,R1,6,600.00,78.00,678.00 OL2,R1,10,1000.00,60.00,1060.00' "each line is invoiced at its own rate: $form"
done
two form=milestone
quiet crm-order ship "$o"
came_back 4
invoiced
is "$(of_invoice)" 'OL1,R1,6,600.00,78.00,678.00 OL2,R2,10,1000.00,60.00,1060.00' 'and by milestones'
two form=delivery
ships OL1
ships OL2
came_back 4
invoiced
is "$(of_invoice)" 'OL1,R1,6,600.00,78.00,678.00 OL2,R2,10,1000.00,60.00,1060.00' 'and of two deliveries'

two form=delivery deposit=500
invoiced
is "$(of_invoice)" 'OL1,R1,2.283097,228.31,29.68,257.99 OL2,R1,2.283113,228.31,13.70,242.01' 'a deposit is of both'
ships OL1
is "$(column receivable 'receivable_id = R2' net,amount)" 771.69,872.01 'what it leaves of a delivery is at the rate of that'
invoiced
is "$(of_invoice)" 'OL1,R2,7.716903,771.69,100.32,872.01' 'and is invoiced so'
ships OL2
invoiced
is "$(of_invoice)" 'OL2,R3,7.716887,771.69,46.30,817.99' 'as is the other'

for form in delivery confirmation; do
	two form=$form deposit=500
	quiet crm-order amend "$o"
	quiet crm-order order-line set OL1 quantity=15
	agreed
	quiet crm-order ship "$o"
	invoiced
	is "$(crm-order receivable list -o csv -c net | awk '{ s += $1 } END { print s }') $(column invoice "invoice_id = $i" net)" '2500 2500.00' "a deposit that is booked comes off at its own net, amended: $form"
done

begin
o=$(crm-order add -o ids -q customer=C1 form=confirmation)
quiet crm-order order-line add order="$o" product=P quantity=9 unit_price=8.51 tax_rate=6
quiet crm-order order-line add order="$o" product=P quantity=8 unit_price=33.33 tax_rate=6
agreed
quiet crm-order order-line ship OL1 quantity=4
quiet crm-order order-line ship OL2 quantity=3
quiet crm-order close "$o" rest=yes
invoiced
is "$(of_invoice)" 'OL1,R1,4,34.04,2.04,36.08 OL2,R1,3,99.99,6.00,105.99' 'what is closed short is invoiced as it left'

# ---- what was given up of a receivable without an order ----

begin
quiet crm-order receivable add customer=C1 amount=113 net=100
quiet crm-order receivable add customer=C1 amount=113 net=100
i=$(crm-order receivable invoice R1 R2 -o ids -q)
quiet crm-order invoice issue "$i"
red reason=allowance line=1
run 'is not invoiced anew' 5 crm-order receivable invoice R1
is_err 'crm-order: nothing of R1 is left to invoice; crm-order invoice red takes back what is'
red reason=wrong
run 'what was wrong is' 0 crm-order receivable invoice R2 -o csv -c gross -q
is_out 'gross
113.00'
quiet crm-order contract add customer=C1 title=c amount=100
quiet crm-order contract submit CTR1
for party in customer seller; do
	quiet crm-order contract sign CTR1 party=$party signed_by=x
done
o=$(crm-order add -o ids -q customer=C1 contract=CTR1 form=confirmation)
quiet crm-order order-line add order="$o" product=P quantity=1 unit_price=100
agreed
invoiced
red reason=allowance gross=20
run 'nor is what was given up of an order of a contract' 5 crm-order contract invoice CTR1
is_err 'crm-order: nothing of CTR1 is left to invoice; crm-order invoice red takes back what is'

# ---- goods that the plan of a contract is charged for ----

# Ten of a contract that is charged when it is signed, called off by an order.
planned() {
	begin
	quiet crm-order contract add customer=C1 title=c form=signing
	quiet crm-order contract-line add contract=CTR1 product=P quantity=10 unit_price=10 "$@"
	quiet crm-order contract submit CTR1
	for party in customer seller; do
		quiet crm-order contract sign CTR1 party=$party signed_by=x
	done
	o=$(crm-order contract call-off CTR1 -o ids -q)
	agreed
}
by_contract() {
	i=$(crm-order contract invoice CTR1 -o ids -q)
	quiet crm-order invoice issue "$i"
}
all_notes() { column payment "kind = credit and void_on is null" amount,unallocated; }

planned
by_contract
quiet crm-order payment add customer=C1 amount=100 method=oldest
quiet crm-order ship "$o"
came_back 5
red reason=returned gross=50
is "$(all_notes)" 50.00,50.00 'what came back is credited once'
red reason=returned
is "$(all_notes)" '50.00,50.00 50.00,50.00' 'and all of it no more than it was charged'
planned
by_contract
quiet crm-order payment add customer=C1 amount=100 method=oldest
quiet crm-order ship "$o"
red reason=returned gross=50
came_back 5
is "$(all_notes)" 50.00,50.00 'whichever of the two is first'

planned tax_rate=13
quiet crm-order ship "$o"
came_back 5
is "$(column receivable 'receivable_id = R1' amount,open) $(all_notes)" '113.00,56.50 56.50,0.00' 'it lowers what the contract is owed'
by_contract
is "$(column invoice "invoice_id = $i" net,tax,gross)" 50.00,6.50,56.50 'the rest of which is invoiced'
run 'and nothing behind that' 5 crm-order contract invoice CTR1
is_err 'crm-order: nothing of CTR1 is left to invoice; crm-order invoice red takes back what is'

run 'the books are sound' 0 crm-admin check --deep -q
done_testing
