#!/bin/sh
# Days that are closed of one seller are closed for what takes back what was allocated
# then, too; what is paid back is so at the rate of its day.
. "$(dirname "$0")/../../lib.sh"
book

closed='crm-order: allocated_on: 2026-10-20 is in a closed period; the first open day is 2026-11-01, and who has the right period may book before it with --reason'
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
books() { crm-order journal --seller SH --to 2026-10-31; }

quiet crm-customer add name=A
quiet crm-admin seller add name=SH code=SH
quiet crm-order receivable add customer=A seller=SH amount=100 booked_on=2026-10-01
quiet crm-order payment add customer=A amount=50 received_on=2026-10-05 method=oldest
quiet crm-order receivable write-off R1 kind=bad_debt amount=5 on=2026-10-06
b=$(crm-order bill add customer=A amount=20 received_on=2026-10-07 due_on=2026-11-20 -o ids -q)
p=$(crm-order bill list -o csv -c payment | sed 1d)
quiet crm-order payment allocate "$p" method=oldest on=2026-10-08
is "$(column receivable 'receivable_id = R1' open)" 25.00 'a receivable of a seller is settled in part'
quiet crm-admin period close 2026-10 seller=SH
books > before

run 'what paid it is taken back' 5 crm-order payment unallocate P1 on=2026-10-20
is_err "$closed"
run 'by its row' 5 crm-order allocation take-back AL1 on=2026-10-20
is_err "$closed"
run 'what was given up' 5 crm-order write-off take-back WO1 on=2026-10-20
is_err "$closed"
run 'a bill that settled it' 5 crm-order bill dishonour "$b" on=2026-10-20
is_err "$closed"
run 'today' 0 crm-order payment unallocate P1 -q
run 'what was given up, today' 0 crm-order write-off take-back WO1 -q
run 'the bill, today' 0 crm-order bill dishonour "$b" -q
is "$(column receivable 'receivable_id = R1' open)" 100.00 'all of it is owed'
books > after
run 'the closed month has the same books' 0 cmp before after

# ---- paid back in a foreign currency ----

quiet crm-admin rate add currency=USD rate=7 day=2026-11-01
quiet crm-admin rate add currency=USD rate=7.5 day=2026-11-15
p=$(crm-order payment add customer=A amount=100 currency=USD received_on=2026-11-01 -o ids -q)
quiet crm-order payment refund "$p" amount=60
quiet crm-order payment refund "$p" on=2026-11-10
is "$(column payment 'kind = refund' amount,rate,amount_base)" \
    '60.00,7.5,450.00 40.00,7,280.00' 'at the rate of its day'
is "$(crm-order journal | sed -n 's/.*income:exchange  *\([0-9]\)/\1/p')" '30.00 CNY' 'what that lost'
p=$(crm-order payment add customer=A amount=10 currency=EUR rate=8 -o ids -q)
quiet crm-order payment refund "$p"
is "$(column payment 'kind = refund and currency = EUR' rate,amount_base)" 8,80.00 \
    'without one at that at which it came'
run 'the books' 0 crm-admin check --deep -q
done_testing
