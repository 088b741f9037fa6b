#!/bin/sh
# A contract is called off within its days; one that is renewed by itself goes on; none is
# signed that comes to less than nothing.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A list_price=100 stocked=no
# signed FIELD=VALUE…: the contract $c, of ten of A at 50.
signed() {
	c=$(crm-order contract add customer=C1 title=T kind=framework -q -o ids "$@")
	quiet crm-order contract-line add contract="$c" product=A quantity=10 unit_price=50
	quiet crm-order contract submit "$c"
	quiet crm-order contract sign "$c" party=customer signed_by=L
	quiet crm-order contract sign "$c" party=seller signed_by=W
}
signed starts_on=2027-01-01 ends_on=2027-12-31
run 'before it begins' 5 crm-order contract call-off "$c"
is_err "crm-order: contract_line: is of $c, which begins on 2027-01-01: nothing is called off before"
CRM_NOW=2027-01-01T09:00:00Z run 'on its first day' 0 crm-order contract call-off "$c" -q -o ids
signed drawn_on=2025-11-01 starts_on=2025-11-01 ends_on=2026-10-31
run 'behind its last' 5 crm-order contract call-off "$c"
like_err "is of $c, which ended on 2026-10-31; crm-order contract renew $c"
signed drawn_on=2025-11-01 starts_on=2025-11-01 ends_on=2026-10-31 renewal=automatic
l=$(crm-order contract-line list -w "contract = $c" -o ids)
run 'one that is renewed by itself goes on' 0 crm-order contract-line call-off "$l" quantity=1 -q -o ids
is "$(crm-order contract list "$c" -o csv -c expired | sed 1d)" no 'it has not expired'
run 'nor is that to be told' 0 crm-task due -o csv -c about
unlike_out "^$c"
quiet crm-order contract renew "$c"
r=$(crm-order contract list -o ids -s -contract_id -l 1)
quiet crm-order contract submit "$r"
quiet crm-order contract sign "$r" party=customer signed_by=L
quiet crm-order contract sign "$r" party=seller signed_by=W
run 'until another takes its place' 5 crm-order contract-line call-off "$l" quantity=1
like_err "which ended on 2026-10-31"

c=$(crm-order contract add customer=C1 title=T amount=50 -q -o ids)
quiet crm-order contract submit "$c"
quiet crm-order contract set "$c" amount=-70
run 'nobody signs less than nothing' 5 crm-order contract sign "$c" party=seller signed_by=W
is_err "crm-order: $c comes to less than nothing: what takes off is at most what the rest comes to"
done_testing
