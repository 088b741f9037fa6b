#!/bin/sh
# Pools of customers: claim and transfer, and protection by deals.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-03-25T09:00:00Z
export CRM_NOW
book
user bob customer_capacity=2
user cat
crm-admin pool add -q name=sea kind=customer members=bob,cat > /dev/null
i=0
while [ $((i += 1)) -le 8 ]; do
	crm-customer add -q name=K$i owner=cat grade=B > /dev/null
done
crm-customer add -q name=S owner=cat kind=supplier > /dev/null
last() { crm-admin log -l 1 -o csv -c batch | tail -n 1; }

# ---- hands ----

run 'release' 0 crm-customer release K1 K2 K3 -o csv \
    -c customer_id,owner,pool,last_owner
is_out 'customer_id,owner,pool,last_owner
C1,,sea,cat
C2,,sea,cat
C3,,sea,cat'
run 'claim' 0 as bob crm-customer claim C1 C2 -o csv \
    -c customer_id,owner,pool,owned_since
is_out 'customer_id,owner,pool,owned_since
C1,bob,,2026-03-25T09:00:00Z
C2,bob,,2026-03-25T09:00:00Z'
run 'capacity of customers is their own' 5 as bob crm-customer claim C3
is_err 'crm-customer: bob is at capacity: 2 of 2 customers'
run 'a supplier needs no place' 0 crm-customer transfer S to=bob -o ids
is_out C9
run 'claimed already' 5 as cat crm-customer claim C1
is_err 'crm-customer: C1 is claimed already, by bob'
run 'contact data' 0 sh -c 'crm-customer set -q C3 phone=02112345678 \
    invoice_phone=5551234 email=info@k3.example > /dev/null
    CRM_USER=bob crm-customer pool records -o csv -c name,phone,email,invoice_phone'
is_out 'name,phone,email,invoice_phone
K3,0211*****78,i***@k3.example,55*****4'
run 'money keeps its currency' 0 sh -c 'crm-customer set -q C3 currency=JPY \
    credit_limit=5000 > /dev/null
    CRM_USER=bob crm-customer pool records -o csv -c name,credit_limit'
is_out 'name,credit_limit
K3,5000'
run 'over capacity by an import' 0 sh -c \
    'printf "name,owner\nI1,bob\nI2,cat\n" | crm-customer import -o ids'
like_err '^crm-customer: bob is over capacity: 3 of 2 customers$'
crm-customer delete -q C10 C11 > /dev/null

# ---- protection: no new deal, no won deal ----

rule() { crm-admin reclaim-rule add -q kind=customer pool=sea "$@" > /dev/null; }
crm-customer set -q C4 grade=A > /dev/null
rule seq=1 days=10 missing=deal when='grade = A'
rule seq=2 days=10 missing=won extend_days=5 exempt=open_deal when='grade = B'
rule seq=3 days=10 exempt=won when='grade = C'
due() {
	crm-customer pool due --all -o csv -c customer_id,reclaim_on,why \
	    -w "$1" | tail -n +2
}
is "$(due 'grade = A')" 'C4,2026-04-04,claim on 2026-03-25 + 10 days' \
    'without a deal'
on 2026-03-30 crm-deal add -q name=D customer=C4 > /dev/null
is "$(due 'grade = A')" 'C4,2026-04-09,deal D1 on 2026-03-30 + 10 days' \
    'a new deal protects'
CRM_NOW=2026-04-02T09:00:00Z
crm-task activity add -q kind=call about=C4 > /dev/null
is "$(due 'grade = A')" 'C4,2026-04-09,deal D1 on 2026-03-30 + 10 days' \
    'a call does not'
deal() { crm-deal add -q "name=$1" "customer=$1" owner=cat > /dev/null; }
for k in K5 K6; do deal $k; done
is "$(due 'customer_id in (C5, C6)')" '' 'an open deal exempts'
crm-deal win -q D2 > /dev/null
is "$(due 'customer_id = C5')" 'C5,2026-04-07,deal D2 on 2026-04-02 + 5 days' \
    'a won deal protects'
crm-deal lose -q D3 reason=price > /dev/null
is "$(due 'customer_id = C6')" 'C6,2026-04-04,claim on 2026-03-25 + 10 days' \
    'a lost one does not'
crm-customer set -q C5 C7 grade=C > /dev/null
is "$(due 'customer_id in (C5, C7)')" \
    'C7,2026-04-04,claim on 2026-03-25 + 10 days' \
    'who has bought is exempt where the rule says so'
is "$(due 'customer_id = C9')" '' 'a supplier is nobody'\''s prey'

CRM_NOW=2026-04-05T09:00:00Z
run 'reclaim' 0 crm-customer pool reclaim -o csv \
    -c customer_id,owner,pool,last_owner
is_out 'customer_id,owner,pool,last_owner
C1,,sea,bob
C2,,sea,bob
C6,,sea,cat
C7,,sea,cat
C8,,sea,cat'
run 'undo' 0 crm-admin undo -q "$(last)"
is "$(crm-customer list -o csv -w 'pool is not null' -c customer_id,pool |
    tail -n +2)" 'C3,sea' 'as it was'
run 'what is done in between is seen' 0 crm-customer set -q C1 C2 C6 C8 \
    locked=yes
crm-admin reclaim-rule set -q RR2 exempt=locked > /dev/null
run 'reclaim' 0 crm-customer pool reclaim -o ids
is_out C7
run 'the book is sound' 0 crm-admin check -q
done_testing
