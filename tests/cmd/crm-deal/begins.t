#!/bin/sh
# A deal that is added begins before its gates; a registration by a file protects as any.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-customer add name=C
quiet crm-stock add sku=A name=A stocked=no
run 'past no gate' 0 crm-deal add customer=C1 name=a stage=won -q
run 'none is added lost' 5 crm-deal add customer=C1 name=b stage=lost
is_err 'crm-deal: stage: a deal is not added lost: it begins open, and crm-deal lose says why; an import brings one that was lost elsewhere'
quiet crm-admin stage set ST1 needs=contact 'exit_rule=amount > 1000'
gate='which asks for something of a deal that leaves it: it begins there, and crm-deal win, advance and move lead on'
for stage in won contract; do
	run "past a gate to $stage" 5 crm-deal add customer=C1 name=b amount=5000 stage=$stage
	is_err "crm-deal: stage: is behind qualification, $gate"
done
run 'before it' 0 crm-deal add customer=C1 name=b stage=qualification -q
try 'a file records what is' 0 'printf "name,customer,stage\nx,C,won\ny,C,lost\n" | crm-deal import - -q -o ids'

# ---- registrations ----

quiet crm-customer add name=P1 kind=partner
quiet crm-customer add name=P2 kind=partner
try 'one of a file is protected' 0 'printf "name,customer,partner,product,registered_on\nim,C,P1,A,2026-11-19\n" | crm-deal import - -q -o csv -c protected_until'
like_out '^2027-02-17'
run 'from another' 5 crm-deal add customer=C1 name=x partner=P2 product=A registered_on=2026-11-20
like_err 'of this customer is registered by C2 and protected until 2027-02-17; --yes registers another all the same'
done_testing
