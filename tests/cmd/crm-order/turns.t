#!/bin/sh
# Many payments of one customer in one batch: each finds what those before it left.
. "$(dirname "$0")/../../lib.sh"
book
quiet() { "$@" -q > /dev/null; }
open() { crm-order receivable list -s receivable_id -c open | sed 1d | paste -sd' '; }
left() { crm-order payment list -s payment_id -c unallocated | sed 1d | paste -sd' '; }
crm-customer add -q name=Acme > /dev/null
crm-customer add -q name=Son parent=C1 > /dev/null

# ---- the oldest first, three payments at once ----

printf 'customer,amount,due_on,booked_on\nAcme,100,2026-03-01,2026-01-01
Acme,80,2026-02-01,2026-01-01\nAcme,50,2026-04-01,2026-01-01\nSon,70,2026-01-15,2026-01-01\n' > r.csv
quiet crm-order receivable import r.csv
printf 'customer,amount,received_on\nAcme,120,2026-05-01\nAcme,90,2026-05-01\nAcme,60,2026-05-01\n' > p.csv
quiet crm-order payment import p.csv
run 'all of a customer in one batch' 0 crm-order payment allocate -q
is "$(open) / $(left)" '0.00 0.00 0.00 70.00 / 0.00 0.00 40.00' 'each gets what those before it left'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
is "$(open) / $(left)" '100.00 80.00 50.00 70.00 / 120.00 90.00 60.00' 'undone, nothing is'
quiet crm-order receivable dispute R2 reason=wrong
run 'what is disputed is last' 0 crm-order payment allocate -q --where 'amount < 100' exclude=R3
is "$(open)" '0.00 30.00 50.00 70.00' 'after what is due later'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
quiet crm-order receivable undispute R2
run 'with what is below the customer' 0 crm-order payment allocate subsidiaries=yes -q
is "$(open) / $(left)" '0.00 0.00 30.00 0.00 / 0.00 0.00 0.00' 'whose turn is by its day'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"

# ---- what is refused in between took nothing ----

quiet crm-order payment add customer=C1 amount=50 received_on=2026-05-02
quiet crm-order payment allocate P4 R3=50
quiet crm-order payment unallocate P4 on=2026-06-01
quiet crm-order payment void P4
run 'one of three is refused, for a later day stands' 5 \
    crm-order payment allocate P1 P2 P3 on=2026-05-05 --keep-going -q
is "$(open) / $(left)" '0.00 0.00 50.00 70.00 / 0.00 90.00 0.00 0.00' \
    'it took nothing, and the next its turn'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"

# ---- what was given up comes back for the one that has money for it ----

quiet crm-order receivable write-off R1 kind=bad_debt amount=100
quiet crm-order receivable write-off R3 kind=bad_debt amount=20
run 'what is open, then what was given up' 0 crm-order payment allocate P1 P2 P3 -q
is "$(open) / $(left)" '0.00 0.00 0.00 70.00 / 0.00 0.00 40.00 0.00' 'each debt once'
is "$(crm-order allocation list -w 'kind = bad_debt' -c amount | sed 1d | paste -sd' ')" \
    '100.00 20.00 -10.00 -90.00 -20.00' 'as far as there is money'
run 'the book is sound' 0 crm-admin check --deep -q
done_testing
