#!/bin/sh
# What is owed in the end is what the goods that are kept came to: a deposit that comes off
# nothing more is credited, and so is what is not sent anew.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
last() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }
billable() { column order "order_id = $o" billable; }
owed() { column receivable "order = $o and void_on is null" amount,open; }
notes() { column payment "order = $o and kind = credit and void_on is null" amount,unallocated; }
# confirmed [FIELD=VALUE…]: an order of ten at 100 that is charged when delivered; $o and
# $l are it and its line.
confirmed() { sold 'product=P quantity=10' customer=Acme form=delivery "$@"; }
amended() {
	quiet crm-order amend "$o"
	quiet crm-order order-line set "$l" "$@"
	agreed
}
left() { quiet crm-order order-line ship "$l" quantity="$1"; }
back() {
	n=$1
	shift
	quiet crm-order order-line return "$l" quantity="$n" "$@"
}
short() { quiet crm-order close "$o" rest=yes; }

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=1000 price=1

# ---- the rest of a deposit ----

confirmed deposit=300
left 4
short
b=$(last)
is "$(billable) $(owed) $(notes)" '400.00 300.00,120.00 280.00,280.00 180.00,0.00' 'closed short, the rest of the deposit is credited'
quiet crm-admin undo "$b"
is "$(billable) $(owed)$(notes)" '1000.00 300.00,300.00 280.00,280.00' 'undone'
short
quiet crm-order reopen "$o"
is "$(owed)" '300.00,120.00 280.00,280.00 180.00,180.00' 'reopened, it is charged again'
quiet crm-order hold "$o"
quiet crm-order resume "$o"
is "$(owed)" '300.00,120.00 280.00,280.00 180.00,180.00' 'once'
left 6
is "$(billable) $(owed)" '1000.00 300.00,120.00 280.00,280.00 180.00,180.00 420.00,420.00' 'and the last delivery takes the rest'

confirmed deposit=300
left 4
back 4
short
is "$(billable) $(owed)" '0.00 300.00,0.00 280.00,0.00' 'what came back leaves nothing owed'

confirmed deposit=300
quiet crm-order payment add customer=Acme amount=300 applies_to="$(crm-order receivable list -w "order = $o" -o ids)"
left 4
short
is "$(billable) $(owed) $(notes)" '400.00 300.00,0.00 280.00,100.00 180.00,0.00' 'of a paid one it lowers what the deliveries were charged'

confirmed deposit=900
left 4
short
is "$(billable) $(owed) $(notes)" '400.00 40.00,40.00 400.00,360.00 40.00,0.00' 'of a larger one likewise'

confirmed deposit=300
left 4
amended quantity=5
is "$(billable) $(owed) $(notes)" '500.00 300.00,220.00 280.00,280.00 80.00,0.00' 'amended to less, what is too much is credited'
left 1
is "$(billable) $(owed)" '500.00 300.00,220.00 280.00,280.00' 'and the rest is paid for'

confirmed deposit=300
left 4
amended quantity=6
left 1
left 1
is "$(billable) $(owed) $(notes)" '600.00 300.00,300.00 280.00,280.00 20.00,20.00 ' 'no delivery is charged more than is left'

confirmed deposit=300
left 4
amended quantity=4
is "$(billable) $(owed)" '400.00 300.00,120.00 280.00,280.00' 'amended to what has left likewise'

# ---- what is not sent anew ----

confirmed
left 10
back 4 exchange=yes
is "$(billable) $(owed) $(notes)" '1000.00 1000.00,1000.00 ' 'what is to be sent anew stays charged'
short
b=$(last)
is "$(billable) $(owed) $(notes)" '600.00 1000.00,600.00 400.00,0.00' 'what is not, is credited'
quiet crm-admin undo "$b"
is "$(billable) $(owed) $(notes)" '1000.00 1000.00,1000.00 ' 'undone, it is charged'
left 1
short
is "$(billable) $(owed) $(notes)" '700.00 1000.00,700.00 300.00,0.00' 'three of four likewise'
quiet crm-order reopen "$o"
is "$(billable) $(owed)" '1000.00 1000.00,700.00 300.00,300.00' 'reopened, they are charged again'
left 3
is "$(billable) $(owed)" '1000.00 1000.00,700.00 300.00,300.00' 'and sent for that'

# ---- goods that came back, and a red letter by a sum ----

o=$(crm-order add customer=Acme form=delivery -o ids -q)
l=$(crm-order order-line add order="$o" product=P quantity=1 -o ids -q)
for n in 1 2; do
	quiet crm-order order-line add order="$o" product=P quantity="$n"
done
agreed
quiet crm-order ship "$o"
quiet crm-order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i"
back 1
quiet crm-order invoice red "$i" reason=returned gross=100
is "$(billable) $(owed) $(column order "order_id = $o" invoiced)" '300.00 400.00,300.00 300.00' 'what came back is credited once'
quiet crm-order invoice red "$i" reason=returned gross=60
is "$(billable) $(owed) $(column order "order_id = $o" invoiced)" '240.00 400.00,240.00 240.00' 'and what did not, by the red letter'
run 'the books hold' 0 crm-admin check --deep -q
done_testing
