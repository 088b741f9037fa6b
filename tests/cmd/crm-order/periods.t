#!/bin/sh
# The periods of a subscription: planned anew where nothing is charged yet, else they stay.
. "$(dirname "$0")/../../lib.sh"
book
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
line() {
	o=$(crm-order add -o ids -q customer=C1 form=subscription)
	l=$(crm-order order-line add -o ids -q order="$o" product=A quantity=1 unit_price=900 period=month "$@")
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}
rows() {
	crm-order receivable list -o csv -s receivable_id -c from,until,amount \
	    -w "order = $o and void_on is null" | sed 1d
}
quiet crm-customer add name=Acme
quiet crm-stock product add sku=A name=A stocked=no

line starts_on=2026-11-01 ends_on=2027-01-31
before=$(rows)
r=$(crm-order receivable list -o ids -s receivable_id -l 1 -w "order = $o")
for said in starts_on=2026-11-16 anchor_day=10 period=year; do
	run "what is charged by $said" 5 crm-order order-line set "$l" "$said"
	is_err "crm-order: ${said%=*}: stays, for $r is charged of $l by its periods: ends_on ends it, and another line goes on"
done
is "$(rows)" "$before" 'is charged as it was'

line starts_on=2026-12-01 ends_on=2027-02-28
run 'what is confirmed begins when it says' 5 crm-order order-line set "$l" starts_on=2026-12-16
is_err "crm-order: $o is confirmed: crm-order amend $o makes it a draft of the next revision, which can be edited"
# by FIELD=VALUE: the line is amended so, and confirmed again.
by() {
	quiet crm-order amend "$o" reason=x
	run "$1" 0 crm-order order-line set "$l" "$2" -q
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}
by 'what is planned begins later' starts_on=2026-12-16
is "$(rows)" '2026-12-16,2027-01-15,900.00
2027-01-16,2027-02-15,900.00
2027-02-16,2027-02-28,417.86' 'it is planned anew, and no day twice'
by 'on another day of the month' anchor_day=10
is "$(rows)" '2026-12-16,2027-01-09,725.81
2027-01-10,2027-02-09,900.00
2027-02-10,2027-02-28,610.71' 'by its days'
by 'by years' period=year
is "$(rows)" 2026-12-16,2027-02-28,184.93 'a part of one'
run 'the books' 0 crm-admin check -q

# ---- the days of a seller ----

quiet crm-admin seller add code=S9 name=Nine
quiet crm-customer add name=OfNine
r=$(crm-order receivable add customer=OfNine amount=100 booked_on=2026-11-01 seller=S9 -q -o ids)
p=$(crm-order payment add customer=OfNine amount=60 received_on=2026-11-02 seller=S9 -q -o ids)
quiet crm-admin period close 2026-11-10 seller=S9
run 'nothing between its documents is dated before' 5 crm-order payment allocate "$p" "$r=1" on=2026-11-05
like_err 'allocated_on: 2026-11-05 is in a closed period; the first open day is 2026-11-11'
run 'it is dated behind them' 0 crm-order payment allocate "$p" -q -o ids
is "$(crm-order allocation list -w "payment = \"id:$p\"" -o csv -c allocated_on | sed 1d)" 2026-11-11 'on the first open day'
run 'nor is anything given up' 5 crm-order receivable write-off "$r" kind=rounding amount=1 on=2026-11-05

# ---- disputes ----

r=$(crm-order receivable add customer=OfNine amount=100 booked_on=2026-11-01 -q -o ids)
quiet crm-order receivable dispute "$r" on=2026-11-12 reason=x
b=$(batch)
quiet crm-admin period close 2026-11-15
before=$(crm-report ageing --on 2026-11-15 -o csv)
run 'what is disputed on a closed day' 5 crm-order receivable undispute "$r" on=2026-11-14
like_err 'resolved_on: 2026-11-14 is in a closed period; the first open day is 2026-11-16'
run 'stays so' 5 crm-admin undo "$b"
run 'it ends on an open one' 0 crm-order receivable undispute "$r" on=2026-11-16 -q
run 'and begins anew' 5 crm-order receivable dispute "$r" on=2026-11-15 reason=x
like_err 'disputed_on: 2026-11-15 is in a closed period'
printf 'customer,amount,booked_on,disputed,disputed_on\nOfNine,5,2026-11-16,yes,2026-11-02\n' > x.csv
run 'nor by a file' 5 crm-order receivable import x.csv
is "$(crm-report ageing --on 2026-11-15 -o csv)" "$before" 'old days keep their figures'

# ---- what was drawn up is signed on a day that is open ----

n=$(CRM_NOW=2026-11-20T09:00:00Z crm-order contract add customer=C1 title=Late amount=100 -q -o ids)
CRM_NOW=2026-11-25T09:00:00Z
export CRM_NOW
crm-admin period close 2026-11-20 -q -o ids > /dev/null
run 'what it is worth stays' 5 crm-order contract set "$n" amount=90
like_err 'drawn_on: 2026-11-20 is in a closed period'
run 'it is submitted' 0 crm-order contract submit "$n" -q -o ids
run 'and signed' 0 crm-order contract sign "$n" party=customer signed_by=x -q -o ids
done_testing
