#!/bin/sh
# What dunning claims: interest by the days that each part was open, and nothing twice.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW
quiet() { "$@" -q > /dev/null; }

book
quiet crm-customer add name=A
quiet crm-order dunning-level set DU4 fee=0 interest=36.5
quiet crm-order receivable add customer=C1 amount=1000 booked_on=2026-07-20 due_on=2026-08-01
quiet on 2026-10-15 crm-order dunning-notice run
quiet crm-order payment add customer=C1 amount=900 received_on=2026-10-20
quiet crm-order payment allocate P1
run 'what is paid was open until then' 0 crm-report dunning -o csv -c open,fee,interest,claim
is_out 'open,fee,interest,claim
100.00,0.00,81.60,181.60'
quiet crm-order payment add customer=C1 amount=100 received_on=2026-10-30
quiet crm-order payment allocate P2
quiet crm-order dunning-notice charge DN1
run 'so it is charged' 0 crm-order receivable list -o csv -c amount -w 'form = dunning'
is_out 'amount
81.00'

book
quiet crm-customer add name=A
quiet crm-order dunning-level set DU4 fee=20 interest=12
quiet crm-order receivable add customer=C1 amount=1000 booked_on=2026-07-20 due_on=2026-08-20
quiet crm-order dunning-notice run
quiet crm-order payment add customer=C1 amount=1000 method=oldest
quiet crm-order dunning-notice charge DN1
quiet crm-order payment unallocate P1
run 'what was charged is not claimed again' 0 crm-report dunning -o csv -c receivable_id,open,fee,interest,claim
is_out 'receivable_id,open,fee,interest,claim
R1,1000.00,0.00,0.00,1000.00
R2,45.32,0.00,0.00,45.32'
run 'the books' 0 crm-admin check --deep -q
done_testing
