#!/bin/sh
# A red letter credits what was charged, and of what was not charged nothing; those that a
# file brings are not over their blue one, by their lines either.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
notes() {
	crm-order payment list -o csv -s payment_id -c amount,net,unallocated \
	    -w "kind = credit and order = $1" | sed 1d | paste -sd' '
}
open() {
	crm-order receivable list -o csv -s receivable_id -c amount,open -w "order = $1" |
	    sed 1d | paste -sd' '
}
# ordered FORM [FIELD=VALUE…]: ten of 113.00 each, confirmed and invoiced whole: $o, $i.
ordered() {
	form=$1
	shift
	o=$(crm-order add -o ids -q customer=C1 form="$form" "$@")
	quiet crm-order order-line add order="$o" product=A quantity=10 unit_price=100 tax_rate=13%
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}
invoiced() {
	quiet crm-order invoice "$o"
	i=$(crm-order invoice list -o ids -s -invoice_id -l 1 -w "order = $o")
	quiet crm-order invoice issue "$i" official_no="N-$i"
}

quiet crm-customer add name=Acme
quiet crm-stock product add sku=A name=A stocked=no

# ---- nothing is delivered ----

for reason in returned service_ended allowance; do
	ordered delivery
	invoiced
	quiet crm-order invoice red "$i" reason=$reason
	is "$(notes "$o")" '' "nothing was charged, and nothing is credited: $reason"
	quiet crm-order ship "$o"
	is "$(open "$o")" '1130.00,1130.00' "what is delivered is charged: $reason"
	run "and may be invoiced: $reason" 0 crm-order invoice "$o" -q
done
run 'so in the books' 0 crm-admin check -q

# ---- some is ----

ordered delivery
invoiced
l=$(crm-order order-line list -o ids -w "order = $o")
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order invoice red "$i" reason=allowance
is "$(notes "$o")" '452.00,400.00,0.00' 'of what was charged no more than that is credited'
is "$(open "$o")" '452.00,0.00' 'and nothing is owed'
ordered delivery
invoiced
quiet crm-order ship "$o"
quiet crm-order invoice red "$i" reason=allowance gross=113
quiet crm-order invoice red "$i" reason=allowance
is "$(notes "$o")" '113.00,100.00,0.00 1017.00,900.00,0.00' 'all that was charged, in two'
is "$(open "$o")" '1130.00,0.00' 'is not owed'

# ---- a file ----

quiet crm-order invoice add customer=C1 gross=113 net=100
b=$(crm-order invoice list -o ids -w 'gross = 113' -l 1 -s -invoice_id)
quiet crm-order invoice issue "$b" official_no=BLUE
printf 'number,customer,red_of,status,red_reason,issued_on\nRED-1,Acme,%s,issued,wrong,2026-11-20\n' "$b" > heads.csv
run 'a red letter comes without sums' 0 crm-order invoice import heads.csv -q
red=$(crm-order invoice list -o ids -w 'number = RED-1')
printf 'invoice,line,gross\n%s,1,-100\n%s,2,-400\n' "$red" "$red" > lines.csv
run 'its lines are not over the blue one' 5 crm-order invoice-line import lines.csv -q
like_err "500.00 are more than the 113.00 of $b: red letters are never over their blue one"
sed 's/-400/-13/' lines.csv > good.csv
run 'what is not over it comes in' 0 crm-order invoice-line import good.csv -q
run 'and its letter comes to that' 0 crm-order invoice list -o csv -c gross,net -w 'number = RED-1'
is_out 'gross,net
-113.00,-113.00'
run 'so in the books' 0 crm-admin check -q
done_testing
