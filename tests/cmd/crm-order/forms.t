#!/bin/sh
# Receivables arise from orders and contracts: by every form, with deposits, what is
# retained, what comes back, what is cancelled.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
rows() {
	crm-order receivable list -o csv -s receivable_id \
	    -c form,status,booked_on,due_on,amount,net -w "$1" | sed 1d
}
order() { crm-order add -o ids -q customer=C1 "$@"; }
line() { crm-order order-line add -o ids -q product=A "$@"; }
confirmed() {
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}

quiet crm-customer add name=Acme
quiet crm-stock product add sku=A name=A stocked=no
quiet crm-order terms add name=half parts='50% 10d, rest 40d' early='2/10'

# ---- nothing by itself ----

o=$(order amount=100)
confirmed "$o"
is "$(rows 'order is not null')" '' 'without a form nothing arises'
run 'a setting that is no form' 4 crm-admin setting add name=receivable_form value=later
is_err "crm-admin: receivable_form: 'later' is not one of none, signing, instalment, confirmation, delivery, milestone"
quiet crm-admin setting add name=receivable_form value=confirmation
o=$(order amount=100)
confirmed "$o"
is "$(rows "order = $o")" 'confirmation,booked,2026-11-21,2026-11-21,100.00,100.00' \
    'the setting says one'
printf 'number,customer,status,amount,form\nH1,Acme,confirmed,70,confirmation\n' |
    quiet crm-order import -
is "$(rows 'order = H1')" '' 'of what was imported nothing does'
quiet crm-admin setting delete receivable_form

# ---- plans ----

o=$(order amount=1000 form=instalment payment_terms=half)
confirmed "$o"
is "$(rows "order = $o")" 'instalment,planned,2026-12-01,2026-12-01,500.00,500.00
instalment,planned,2026-12-31,2026-12-31,500.00,500.00' 'instalments are planned'
is "$(CRM_NOW=2026-12-01T09:00:00Z crm-order receivable list -o csv -c status -w "order = $o" -s due_on | sed 1d | tr '\n' ' ')" \
    'booked planned ' 'and booked by their day'
quiet crm-order amend "$o"
quiet crm-order set "$o" amount=800
confirmed "$o"
is "$(rows "order = $o and void_on is null")" 'instalment,planned,2026-12-01,2026-12-01,400.00,400.00
instalment,planned,2026-12-31,2026-12-31,400.00,400.00' 'amended, each part takes its share of the difference'
quiet crm-order amend "$o"
quiet crm-order set "$o" amount=400
confirmed "$o"
is "$(rows "order = $o and void_on is null")" 'instalment,planned,2026-12-01,2026-12-01,200.00,200.00
instalment,planned,2026-12-31,2026-12-31,200.00,200.00' 'and again'

# ---- deliveries ----

o=$(order form=delivery deposit=300 retention=10%)
l=$(line order="$o" quantity=3 unit_price=100 tax_rate=13%)
confirmed "$o"
is "$(rows "order = $o")" 'deposit,booked,2026-11-21,2026-11-21,300.00,265.49' 'a deposit'
quiet crm-order order-line ship "$l" quantity=1
is "$(rows "order = $o and form = delivery")" 'delivery,booked,2026-11-21,2026-11-21,1.70,1.50' \
    'comes off what is delivered'
quiet crm-admin undo "$(batch)"
is "$(rows "order = $o and delivery is not null")" '' 'a delivery that is undone is not charged'
quiet crm-order cancel "$o"
is "$(crm-order receivable list -o csv -c status -w "order = $o" | sed 1d)" void 'cancelled, it owes nothing'

o=$(order form=delivery deposit=100 retention=10%)
l=$(line order="$o" quantity=3 unit_price=100 tax_rate=13%)
confirmed "$o"
for n in 1 1 1; do quiet crm-order order-line ship "$l" quantity=$n; done
is "$(rows "order = $o")" 'deposit,booked,2026-11-21,2026-11-21,100.00,88.50
delivery,booked,2026-11-21,2026-11-21,68.37,60.50
retention,booked,2026-11-21,2027-11-21,11.30,10.00
delivery,booked,2026-11-21,2026-11-21,68.37,60.50
retention,booked,2026-11-21,2027-11-21,11.30,10.00
delivery,booked,2026-11-21,2026-11-21,68.36,60.50
retention,booked,2026-11-21,2027-11-21,11.30,10.00' 'it comes off each delivery, a share is retained'
is "$(crm-order receivable list -o csv -c retained -w "order = $o and form = retention" | sed 1d | sort -u)" yes 'and marked so'
quiet crm-admin setting add name=over_delivery value=50
quiet crm-order order-line ship "$l" quantity=1
is "$(rows "order = $o" | tail -2)" 'delivery,booked,2026-11-21,2026-11-21,101.70,90.00
retention,booked,2026-11-21,2027-11-21,11.30,10.00' 'what is too much is charged at the price of the line'

# ---- what comes back ----

o=$(order form=delivery)
l=$(line order="$o" quantity=3 unit_price=100)
confirmed "$o"
quiet crm-order ship "$o"
r=$(crm-order receivable list -o ids -w "order = $o")
quiet crm-order order-line return "$l" quantity=1
run 'it is credited' 0 crm-order payment list -o csv -c kind,amount,net,unallocated -w "order = $o"
is_out 'kind,amount,net,unallocated
credit,100.00,100.00,0.00'
is "$(crm-order receivable list "$r" -o csv -c open | sed 1d)" 200.00 'and lowers what is owed for it'
b=$(batch)
quiet crm-admin undo "$b"
is "$(crm-order receivable list "$r" -o csv -c open | sed 1d)" 300.00 'undone, all is owed'
quiet crm-order payment add customer=C1 amount=300
quiet crm-order payment allocate method=explicit to="$r" -w 'unallocated = 300'
is "$(crm-order receivable list "$r" -o csv -c open | sed 1d)" 0.00 'paid'
quiet crm-order order-line return "$l" quantity=1
is "$(crm-order payment list -o csv -c unallocated -w "order = $o and void_on is null and kind = credit" | sed 1d)" 100.00 \
    'what comes back then is credit of the customer'

# ---- an exchange is not charged twice ----

o=$(order form=delivery)
l=$(line order="$o" quantity=3 unit_price=100)
confirmed "$o"
quiet crm-order ship "$o"
quiet crm-order order-line return "$l" quantity=2 exchange=yes
quiet crm-order ship "$o"
is "$(rows "order = $o")" 'delivery,booked,2026-11-21,2026-11-21,300.00,300.00' 'what is sent anew is charged once'

# ---- milestones ----

o=$(order form=milestone payment_terms=half retention=5%)
line order="$o" quantity=1 unit_price=1000 milestone=design > /dev/null
line order="$o" quantity=1 unit_price=500 milestone=build > /dev/null
confirmed "$o"
is "$(rows "order = $o")" 'milestone,planned,,,950.00,950.00
retention,planned,,,50.00,50.00
milestone,planned,,,475.00,475.00
retention,planned,,,25.00,25.00' 'milestones wait'
m=$(crm-order receivable list -o ids -w "order = $o and milestone = design and form = milestone")
run 'accepted' 0 crm-order receivable accept "$m" on=2026-11-20 -q
is "$(rows "order = $o and milestone = design")" 'milestone,booked,2026-11-20,2026-11-30,475.00,475.00
retention,booked,2026-11-20,2027-11-20,50.00,50.00
milestone,booked,2026-11-20,2026-12-30,475.00,475.00' 'and booked by the terms'
run 'twice' 5 crm-order receivable accept "$m"
is_err "crm-order: $m was accepted on 2026-11-20"
m=$(crm-order receivable list -o ids -w "order = $o and milestone = build and form = milestone")
run 'in the future' 5 crm-order receivable accept "$m" on=2026-12-01
is_err 'crm-order: on: 2026-12-01 is in the future: what is not accepted yet is not booked'

# ---- what is retained falls in proportion ----

opens() { crm-order receivable list -o csv -c form,open -w "order = $o" -s receivable_id | sed 1d | tr '\n' ' '; }
credit() { crm-order payment list -o csv -c unallocated -w "order = $o and kind = credit" | sed 1d | tr '\n' ' '; }
for paid in no yes; do
	o=$(order form=delivery retention=10% currency=USD rate=7.07)
	l=$(line order="$o" quantity=10 unit_price=100 tax_rate=13%)
	confirmed "$o"
	quiet crm-order order-line ship "$l" quantity=8
	is "$(opens)" 'delivery,813.60 retention,90.40 ' 'a tenth is retained'
	r=$(crm-order receivable list -o ids -w "order = $o and form = delivery")
	[ $paid = no ] || quiet crm-order payment add customer=C1 amount=813.60 currency=USD rate=7.1 \
	    method=explicit applies_to="$r"
	quiet crm-order order-line return "$l" quantity=3
	case $paid in
	no) is "$(opens)$(credit)" 'delivery,508.50 retention,56.50 0.00 ' 'of what is left, too' ;;
	yes) is "$(opens)$(credit)" 'delivery,0.00 retention,56.50 305.10 ' 'also where the rest was paid' ;;
	esac
	quiet crm-order order-line return "$l" quantity=5
	case $paid in
	no) is "$(opens)$(credit)" 'delivery,0.00 retention,0.00 0.00 0.00 ' 'nothing of what came back is left' ;;
	yes) is "$(opens)$(credit)" 'delivery,0.00 retention,0.00 305.10 508.50 ' 'nor retained of what was paid' ;;
	esac
	quiet crm-admin undo "$(batch)"
	case $paid in
	no) is "$(opens)" 'delivery,508.50 retention,56.50 ' 'undone' ;;
	yes) is "$(opens)" 'delivery,0.00 retention,56.50 ' 'undone' ;;
	esac
done
o=$(order form=confirmation retention=10%)
l=$(line order="$o" quantity=3 unit_price=100 tax_rate=13%)
confirmed "$o"
quiet crm-order order-line ship "$l" quantity=1
quiet crm-order close "$o" rest=yes
is "$(opens)$(credit)" 'confirmation,101.70 retention,11.30 0.00 ' 'closed short it is a tenth of what left'
for which in one both; do
	o=$(order form=confirmation retention=10% currency=USD rate=7.07)
	l=$(line order="$o" quantity=10 unit_price=100)
	confirmed "$o"
	case $which in
	one) i=$(crm-order receivable invoice "$(crm-order receivable list -o ids -w "order = $o and form = confirmation")" -q -o ids) ;;
	both) i=$(crm-order order invoice "$o" -q -o ids) ;;
	esac
	quiet crm-order invoice issue "$i"
	quiet crm-order invoice red "$i" reason=allowance gross=200
	case $which in
	one) is "$(opens)" 'confirmation,700.00 retention,100.00 ' 'a red letter is of what its invoice was for' ;;
	both) is "$(opens)" 'confirmation,720.00 retention,80.00 ' 'of what is retained, too' ;;
	esac
	quiet crm-order invoice red "$i" reason=allowance
	case $which in
	one) is "$(opens)" 'confirmation,0.00 retention,100.00 ' 'all of it' ;;
	both) is "$(opens)" 'confirmation,0.00 retention,0.00 ' 'all of it' ;;
	esac
done
run 'the books are right with that' 0 crm-admin check --deep

# ---- what can be retained ----

run 'more than all' 4 crm-order add customer=C1 retention=101%
is_err 'crm-order: retention: must be between 0 and 100 percent'
run 'less than nothing' 4 crm-order contract add customer=C1 retention=-1%
o=$(order form=delivery retention=50% deposit=800)
run 'days' 4 crm-order set "$o" retention_days=-1
run 'a deposit' 4 crm-order set "$o" deposit=-1
is_err 'crm-order: deposit: must be at least 0'
run 'nor is more taken off all lines than they come to' 4 crm-order set "$o" discount=101%
is_err 'crm-order: discount: must be between 0 and 100 percent'
quiet line order="$o" quantity=1 unit_price=1000
confirmed "$o"
quiet crm-order ship "$o"
is "$(crm-order receivable list -o csv -s receivable_id -c form,amount -w "order = $o" | sed 1d)" 'deposit,800.00
retention,200.00' 'what the deposit leaves is retained, and no more'

# ---- subscriptions ----

o=$(order)
l=$(line order="$o" quantity=1 unit_price=900 form=subscription period=month starts_on=2026-10-31 ends_on=2027-01-30)
confirmed "$o"
rows_of() {
	crm-order receivable list -o csv -s receivable_id -c status,from,until,amount -w "$1" | sed 1d
}
is "$(rows_of "order = $o")" 'booked,2026-10-31,2026-11-29,900.00
planned,2026-11-30,2026-12-30,900.00
planned,2026-12-31,2027-01-30,900.00' 'a period each, the 31st cut and back'
quiet crm-order order-line set "$l" ends_on=2026-11-14
is "$(rows_of "order = $o")" 'booked,2026-10-31,2026-11-14,900.00
void,2026-11-30,2026-12-30,900.00
void,2026-12-31,2027-01-30,900.00' 'ended early, what is planned goes'
is "$(crm-order payment list -o csv -c kind,amount,unallocated -w "order = $o" | sed 1d)" credit,450.00,0.00 \
    'and the days behind the end are credited'

run 'what is booked is served as it was booked' 5 crm-order receivable set \
    "$(crm-order receivable list -o ids -w "order = $o and status = booked")" until=2026-11-30
like_err 'until: of R[0-9]* stays, for it is booked'
quiet crm-order terms add name=halves parts='50%, 50% 10d'
q=$(order payment_terms=halves)
r=$(line order="$q" quantity=1 unit_price=900 form=subscription period=month starts_on=2026-11-01 ends_on=2026-11-30)
confirmed "$q"
quiet crm-order order-line set "$r" ends_on=2026-11-20
is "$(crm-order payment list -o csv -c amount -s payment_id -w "order = $q" | sed 1d | paste -sd' ')" '150.00 150.00' \
    'of a period in parts each has its share'
quiet crm-order order-line set "$r" ends_on=2026-11-10
is "$(crm-order payment list -o csv -c amount,from,until -s payment_id -w "order = $q and amount = 150 and from = 2026-11-11" | sed 1d)" \
    '150.00,2026-11-11,2026-11-20
150.00,2026-11-11,2026-11-20' 'cut again, the days between the two'
quiet crm-order order-line set "$r" ends_on=2026-11-30
is "$(rows_of "order = $q" | tail -2)" 'booked,2026-11-11,2026-11-30,300.00
booked,2026-11-11,2026-11-30,300.00' 'and served after all they are charged anew'

before=$(crm-order payment list -o csv -c payment_id -w 'unallocated > 0')
quiet crm-order cancel "$o" reason=other
is "$(crm-order payment list -o csv -c payment_id -w 'unallocated > 0')" "$before" \
    'cancelled, nobody has credit for it'
is "$(rows "order = $o and void_on is null")" '' 'and nothing is owed'

# ---- a deposit of what became less ----

o=$(order form=delivery deposit=130)
l=$(line order="$o" quantity=10 unit_price=100)
confirmed "$o"
d=$(crm-order receivable list -o ids -w "order = $o")
p=$(crm-order payment add -o ids -q customer=C1 amount=130 applies_to="$d")
quiet crm-order amend "$o" reason=less
quiet crm-order order-line set "$l" quantity=1
confirmed "$o"
quiet crm-order ship "$o"
owed() {
	crm-order receivable list -o csv -s receivable_id -c form,amount,open \
	    -w "order = $o and void_on is null" | sed 1d
	crm-order payment list -o csv -c unallocated -w "id = $p" | sed 1d
}
is "$(owed)" 'deposit,100.00,0.00
30.00' 'it comes off, and the rest is credit'
o=$(order form=delivery deposit=130)
l=$(line order="$o" quantity=10 unit_price=100)
confirmed "$o"
d=$(crm-order receivable list -o ids -w "order = $o")
p=$(crm-order payment add -o ids -q customer=C1 amount=130 applies_to="$d")
quiet crm-order amend "$o" reason=less
quiet crm-order set "$o" deposit=0
confirmed "$o"
quiet crm-order ship "$o"
is "$(owed)" 'delivery,1000.00,1000.00
130.00' 'without one what was paid of it is credit'
o=$(order form=delivery deposit=130)
quiet line order="$o" quantity=1 unit_price=100
quiet crm-order submit "$o"
run 'one that is more from the first' 5 crm-order confirm "$o"

# ---- cancelled, and not ----

o=$(order form=confirmation amount=1000)
confirmed "$o"
r=$(crm-order receivable list -o ids -w "order = $o")
quiet crm-order payment add customer=C1 amount=400 applies_to="$r"
quiet crm-order write-off add receivable="$r" amount=30 kind=bad_debt reason=gone
w=$(crm-order write-off list -o ids -w "receivable = \"id:$r\"")
quiet crm-order write-off submit "$w"
now() {
	crm-order receivable list -o csv -c status,open -w "id = $r" | sed 1d
	crm-order write-off list -o csv -c status -w "id = $w" | sed 1d
}
is "$(now)" 'booked,570.00
posted' 'paid and written off'
quiet crm-order cancel "$o" reason=other
is "$(crm-order receivable list -o csv -c status -w "id = $r" | sed 1d)" void 'cancelled'
is "$(crm-order write-off list -o csv -c status -w "id = $w" | sed 1d)" void 'what was written off is not'
c=$(batch)
run 'undone' 0 crm-admin undo "$c" -q
is "$(now)" 'booked,570.00
posted' 'all is as it was'
c=$(batch)
run 'and done again' 0 crm-admin undo "$c" -q
is "$(crm-order receivable list -o csv -c status -w "id = $r" | sed 1d)" void 'it is void again'
is "$(crm-order list -o csv -c status -w "id = $o" | sed 1d)" cancelled 'and cancelled'
run 'the books then' 0 crm-admin check -q

# ---- contracts ----

quiet crm-order contract add customer=C1 title=K amount=1200 form=instalment payment_terms=half
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=seller signed_by=A
quiet crm-order contract sign CTR1 party=customer signed_by=B
is "$(rows 'contract = CTR1')" 'instalment,planned,2026-12-01,2026-12-01,600.00,600.00
instalment,planned,2026-12-31,2026-12-31,600.00,600.00' 'a contract that is signed has its plan'
o=$(order contract=CTR1 amount=600 form=confirmation)
confirmed "$o"
is "$(rows "order = $o")" '' 'its orders are charged for nothing'
quiet crm-order receivable invoice "$(crm-order receivable list -o ids -w 'contract = CTR1 and due_on = 2026-12-01')"
quiet crm-order invoice issue "$(crm-order invoice list -o ids -w 'contract = CTR1')"
progress() { crm-order contract list "$1" -o csv -c invoiced,settled,invoicing,payment | sed 1d; }
is "$(progress CTR1)" 600.00,0.00,partial,none 'a contract says how far it is invoiced'
r=$(crm-order receivable list -o ids -w 'contract = CTR1 and due_on = 2026-12-01')
p=$(crm-order payment add -o ids -q customer=C1 amount=600 applies_to="$r")
is "$(progress CTR1)" 600.00,600.00,partial,partial 'and paid'
quiet crm-order payment unallocate "$p"
quiet crm-order payment void "$p"
quiet crm-order contract terminate CTR1 reason=over
is "$(crm-order receivable list -o csv -s receivable_id -c status,due_on -w 'contract = CTR1 and order is null' | sed 1d)" \
    'booked,2026-12-01
void,2026-12-31' 'terminated, what is planned goes, and what is booked stays'
c=$(batch)
quiet crm-admin undo "$c"
is "$(crm-order receivable list -o csv -s receivable_id -c status,due_on -w 'contract = CTR1 and order is null and void_on is null' | sed 1d)" \
    'booked,2026-12-01
planned,2026-12-31' 'undone, it is planned again'
quiet crm-order contract add customer=C1 amount=500
quiet crm-order contract submit CTR2
quiet crm-order contract sign CTR2 party=seller signed_by=A
quiet crm-order contract sign CTR2 party=customer signed_by=B
o=$(order contract=CTR2 amount=500 form=confirmation)
confirmed "$o"
run 'a plan beside its orders' 5 crm-order contract plan CTR2
is_err "crm-order: CTR2 is charged by its orders, $o among them: a plan hangs on the contract or on its orders, never on both; crm-order cancel takes an order back"
quiet crm-order cancel "$o" reason=other
run 'without them' 0 crm-order contract plan CTR2 -q
# ---- how far a contract has come ----

k=$(crm-order contract add -o ids -q customer=C1 title=Frame kind=framework)
quiet crm-order contract-line add contract="$k" product=A quantity=4 unit_price=10 tax_rate=0
quiet crm-order contract submit "$k"
quiet crm-order contract sign "$k" party=seller signed_by=A
quiet crm-order contract sign "$k" party=customer signed_by=B
state() { crm-order contract list "$k" -o csv -c delivery,invoiced,settled,invoicing,payment | sed 1d; }
is "$(state)" none,0.00,0.00,none,none 'of nothing that is called off nothing'
quiet crm-order contract call-off "$k"
o=$(crm-order list -o ids -w "contract = $k")
quiet crm-order set "$o" form=delivery
confirmed "$o"
l=$(crm-order order-line list -o ids -w "order = $o")
quiet crm-order order-line ship "$l" quantity=1
is "$(state)" partial,0.00,0.00,none,none 'some of it has left'
quiet crm-order ship "$o"
quiet crm-order order invoice "$o"
quiet crm-order invoice issue "$(crm-order invoice list -o ids -w "order = $o")"
quiet crm-order payment add customer=C1 amount=10 applies_to="$(crm-order receivable list -o ids -s receivable_id -l 1 -w "order = $o")"
is "$(state)" full,40.00,10.00,full,partial 'by its orders it is invoiced and paid'
run 'the books' 0 crm-admin check -q
done_testing
