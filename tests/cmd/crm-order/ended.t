#!/bin/sh
# What ended: orders of a terminated contract go no further, a contract is renewed once, and
# a deal with a live contract stays closed.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
state() { crm-order "$@" -o csv -c status | sed 1d; }
# signed CTR [DEAL]: of four at 100, for this year.
signed() {
	quiet crm-order contract add customer=C1 title=x starts_on=2026-01-01 ends_on=2026-12-31 ${2+"deal=$2"}
	quiet crm-order contract-line add contract="$1" product=P quantity=4
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=customer signed_by=Li
	quiet crm-order contract sign "$1" party=seller signed_by=Me
}
quiet crm-customer add name=E
quiet crm-stock add name=P sku=P list_price=100
quiet crm-stock warehouse add name=W
quiet crm-stock receive product=P quantity=100 price=1

# ---- terminated ----

signed CTR1
quiet crm-order contract-line call-off CTL1 quantity=1
quiet crm-order contract-line call-off CTL1 quantity=1
quiet crm-order contract-line call-off CTL1 quantity=1
quiet crm-order submit O2
quiet crm-order submit O3
quiet crm-order confirm O3
quiet crm-order ship O3
quiet crm-order amend O3
quiet crm-order contract terminate CTR1 reason=x
run 'a draft of it is not submitted' 5 crm-order submit O1
is_err 'crm-order: O1 is of CTR1, which is terminated: crm-order cancel O1 takes it back'
run 'what was agreed to is not confirmed' 5 crm-order confirm O2
is_err 'crm-order: O2 is of CTR1, which is terminated: crm-order cancel O2 takes it back'
run 'nor with override' 5 crm-order confirm O2 override=yes reason=x
run 'its lines say of which it is' 5 crm-order set O1 contract=
is_err 'crm-order: contract_line: is of CTR1, which is another contract than that of O1'
run 'it is cancelled' 0 crm-order cancel O2 -q
run 'what has left is submitted' 0 crm-order submit O3 -q
run 'and not confirmed' 5 crm-order confirm O3
run 'but closed' 0 crm-order close O3 rest=yes -q
is "$(state list O3)" closed 'so it ends'

# ---- renewed ----

signed CTR2
run 'a contract is renewed' 0 crm-order contract renew CTR2 -q
run 'once' 5 crm-order contract renew CTR2
is_err 'crm-order: CTR3 renews CTR2 already: crm-order contract renew CTR3 makes the one behind that'
quiet crm-order contract delete CTR3
run 'again where that is gone' 0 crm-order contract renew CTR2 -q

# ---- a deal ----

quiet crm-deal add name=G customer=C1
signed CTR5 G
quiet crm-deal win G
run 'a deal with a live contract' 5 crm-deal reopen G
is_err 'crm-deal: D1 has contract CTR5; a deal with a live contract stays closed'
quiet crm-order contract terminate CTR5 reason=x
run 'with one that was ended' 0 crm-deal reopen G -q
run 'the books' 0 crm-admin check --deep -q


# ---- an amendment of what was terminated ----

c=$(crm-order contract add customer=C1 title=F -q -o ids)
quiet crm-order contract-line add contract="$c" product=P quantity=10
sign() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=customer signed_by=You
	quiet crm-order contract sign "$1" party=seller signed_by=Me
}
sign "$c"
more=$(crm-order contract amend "$c" -q -o ids | head -n 1)
l=$(crm-order contract-line add contract="$more" product=P quantity=5 unit_price=100 -q -o ids)
sign "$more"
quiet crm-order contract-line call-off "$l" quantity=1
o=$(crm-order list -s -order_id -l 1 -o ids)
quiet crm-order contract-line call-off "$l" quantity=1
agreed=$(crm-order list -s -order_id -l 1 -o ids)
quiet crm-order submit "$agreed"
quiet crm-order contract terminate "$c" reason=x
is "$(crm-order contract list "$more" -o csv -c status | sed 1d)" signed 'itself it is signed'
run 'ends with it: a draft' 5 crm-order submit "$o"
is_err "crm-order: $o is of $c, which is terminated: crm-order cancel $o takes it back"
run 'and what was agreed to' 5 crm-order confirm "$agreed"
is_err "crm-order: $agreed is of $c, which is terminated: crm-order cancel $agreed takes it back"

# ---- renewed for as long again ----

# renewed FROM TO: the term of the renewal.
renewed() {
	r=$(crm-order contract add customer=C1 title=R amount=1 starts_on="$1" ends_on="$2" -q -o ids)
	sign "$r"
	crm-order contract renew "$r" -q -o csv -c starts_on,ends_on | sed -n 2p
}
is "$(renewed 2024-02-29 2025-02-28)" 2025-03-01,2026-02-28 'a year from a leap day'
is "$(renewed 2024-03-01 2025-02-28)" 2025-03-01,2026-02-28 'from the day behind it'
is "$(renewed 2026-01-31 2026-02-28)" 2026-03-01,2026-03-31 'a month from the 31st'
is "$(renewed 2026-01-10 2026-01-19)" 2026-01-20,2026-01-29 'ten days'
done_testing
