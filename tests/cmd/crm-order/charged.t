#!/bin/sh
# What goods were charged when they left is what comes back is credited, whatever became
# of their line since; what an order is not charged any more is credited, and what was
# only planned for it falls.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
last() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }
billable() { column order "order_id = $o" billable; }
owed() { column receivable "order = $o and void_on is null" amount,open; }
credits() { column return "order = $o" credit; }
notes() { column payment "order = $o and kind = credit and void_on is null" amount,unallocated; }
# confirmed [FIELD=VALUE…]: an order of ten at 100; $o and $l are it and its line.
confirmed() { sold 'product=P quantity=10' customer=Acme "$@"; }
# amended FIELD=VALUE…: of its line.
amended() {
	quiet crm-order amend "$o"
	quiet crm-order order-line set "$l" "$@"
	agreed
}
# left QUANTITY: it is shipped; back QUANTITY [FIELD=VALUE…]: it comes back.
left() { quiet crm-order order-line ship "$l" quantity="$1"; }
back() {
	n=$1
	shift
	quiet crm-order order-line return "$l" quantity="$n" "$@"
}

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=1000 price=1

# ---- a line is amended when some of it has left ----

confirmed form=delivery
left 4
amended unit_price=1000
is "$(billable)" 6400.00 'four at 100 and six at 1000'
back 4
is "$(credits) $(owed)" '400.00 400.00,0.00' 'what comes back is credited what it was charged'
left 6
is "$(owed)" '400.00,0.00 6000.00,6000.00' 'what leaves is charged its own price'
back 1
is "$(credits)" '400.00 1000.00' 'and credited that'
run 'the books' 0 crm-admin check --deep -q

confirmed form=delivery
left 4
amended unit_price=10
is "$(billable)" 460.00 'four at 100 and six at 10'
back 4
is "$(credits) $(owed) $(billable)" '400.00 400.00,0.00 60.00' 'all of it is credited'
quiet crm-order ship "$o"
is "$(owed)" '400.00,0.00 60.00,60.00' 'and the rest is charged'

confirmed form=delivery
left 4
quiet crm-order amend "$o"
quiet crm-order set "$o" discount=50
agreed
back 1
left 6
is "$(credits) $(owed)" '100.00 400.00,300.00 300.00,300.00' 'a discount on all likewise'

confirmed form=delivery
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" quantity=3 unit_price=33.33333
agreed
left 1; left 1
is "$(billable)" 100.00 'a cent is nobody'\''s'
left 1
is "$(owed)" '33.33,33.33 33.33,33.33 33.34,33.34' 'but the last one'\''s'
back 1; back 1; back 1
is "$(credits) $(billable)" '33.33 33.33 33.34 0.00' 'as it was charged so it is credited'

# ---- what is sent anew keeps what it was charged ----

confirmed form=delivery
left 4
amended unit_price=10
back 4 exchange=yes
left 10
is "$(owed) $(billable)" '400.00,400.00 60.00,60.00 460.00' 'sent anew it is not charged twice'
d=$(crm-order delivery-line list -w "order_line = $l" -o ids | tail -n 1)
back 10 delivery_line="$d"
is "$(credits) $(billable)" '"" 460.00 0.00' 'and all that it was charged comes back'

# ---- the deposit comes off as it did ----

confirmed form=delivery deposit=500
left 4
amended unit_price=200
left 6
is "$(column receivable "order = $o" amount)" '500.00 200.00 900.00' 'with a deposit all of it comes to what left'

# ---- its goods are credited while it is charged otherwise ----

confirmed form=confirmation
left 4
amended unit_price=10
is "$(billable) $(owed) $(notes)" '100.00 1000.00,100.00 900.00,0.00' 'what is not charged any more is credited'
back 4
is "$(credits) $(billable)" '40.00 60.00' 'and so are its goods'

# ---- what is cancelled is not owed ----

confirmed form=confirmation
left 6
quiet crm-order close "$o" rest=yes
b=$(last)
is "$(billable) $(owed) $(notes)" '600.00 1000.00,600.00 400.00,0.00' 'closed with a rest'
quiet crm-admin undo "$b"
is "$(billable) $(owed) $(notes)" '1000.00 1000.00,1000.00 ' 'undone'
quiet crm-order close "$o" rest=yes
quiet crm-order reopen "$o"
is "$(billable) $(owed)" '1000.00 1000.00,600.00 400.00,400.00' 'reopened it is charged again'
quiet crm-order close "$o" rest=yes
is "$(billable)" 600.00 'and closed credited'
run 'the books' 0 crm-admin check --deep -q

confirmed form=confirmation
r=$(crm-order receivable list -w "order = $o" -o ids)
quiet crm-order payment add customer=Acme amount=1000 applies_to="$r"
amended quantity=4
is "$(billable) $(owed) $(notes)" '400.00 1000.00,0.00 600.00,600.00' 'what was paid too much is credit'
quiet crm-order cancel "$o"
is "$(owed)$(notes)" '' 'cancelled, nothing of it is owed or credited'

confirmed form=confirmation
quiet crm-order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i"
left 6
quiet crm-order close "$o" rest=yes
is "$(notes) $(column order "order_id = $o" invoicing)" '400.00,0.00 over' 'what is invoiced is credited too'
quiet crm-order invoice red "$i" reason=wrong quantity=4
is "$(column order "order_id = $o" billable,invoiced) $(owed)" '600.00,600.00 1000.00,600.00' 'and its red letter is no more credit'
confirmed form=confirmation
quiet crm-order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i"
left 6
quiet crm-order invoice red "$i" reason=service_ended quantity=4
quiet crm-order close "$o" rest=yes
is "$(column order "order_id = $o" billable,invoiced) $(owed)" '600.00,600.00 1000.00,600.00' 'once, before it or behind it'

# ---- what is only planned falls first ----

confirmed form=milestone
left 10
back 4
b=$(last)
is "$(owed) $(notes) $(billable)" '600.00,600.00  600.00' 'nobody is paid back what nobody was charged'
quiet crm-order receivable accept "$(crm-order receivable list -w "order = $o" -o ids)"
quiet crm-order hold "$o"
quiet crm-order resume "$o"
is "$(owed) $(billable)" '600.00,600.00 600.00' 'nor is it planned again'
back 1
is "$(owed) $(notes)" '600.00,500.00 100.00,0.00' 'what is booked is credited'

confirmed form=milestone
line=$(crm-order order-line list -w "order = $o" -o ids)
for milestone in 初验 中验 终验; do
	quiet crm-order order-line set "$line" "milestone=$milestone"
done
is "$(owed) $(billable)" '1000.00,1000.00 1000.00' 'a milestone of another name is planned in its place'
quiet crm-admin undo "$(last)"
is "$(owed) $(billable)" '1000.00,1000.00 1000.00' 'and back'

quiet crm-order terms add name=T 'parts=30% 0d, rest 45d'
confirmed form=instalment payment_terms=T
left 10
back 5
b=$(last)
is "$(owed) $(notes) $(billable)" '300.00,300.00 200.00,200.00  500.00' 'of a plan the last part falls'
back 5
is "$(owed) $(notes) $(billable)" '300.00,0.00 300.00,0.00 0.00' 'and what is booked behind it'
quiet crm-admin undo "$(last)"
quiet crm-admin undo "$b"
is "$(owed) $(notes) $(billable)" '300.00,300.00 700.00,700.00  1000.00' 'undone, it is planned again'
run 'the books hold' 0 crm-admin check --deep -q
done_testing
