#!/bin/sh
# Who may give up how much is asked at every way in: verbs, rows of the ledger, files.
. "$(dirname "$0")/../../lib.sh"

book
logins rep
quiet() { "$@" -q > /dev/null || exit 1; }
open() { crm-order receivable list "$1" -o csv -c open | sed 1d; }

quiet crm-customer add name=Acme
quiet crm-order receivable add customer=Acme amount=100
quiet crm-order receivable add customer=Acme amount=100
quiet crm-order payment add customer=Acme amount=50
quiet crm-team user add login=rep role=rep
quiet crm-admin right add right=write_off role=rep limit=5
beyond='the right write_off of the role rep goes as far as 5, and this is'

for how in '' --guarded; do
    try "a file that says posted, beyond it $how" 6 "printf 'receivable,kind,amount,status\nR1,rounding,6,posted\n' | CRM_USER=rep crm-order write-off import - $how"
    like_err "$beyond 6"
done
try 'of two rows in all' 6 "printf 'receivable,kind,amount,status\nR1,rounding,3,posted\nR1,bad_debt,3,posted\n' | CRM_USER=rep crm-order write-off import -"
like_err "$beyond 6"
is "$(open R1)" 100.00 'nothing is given up'
try 'within it' 0 "printf 'receivable,kind,amount,status\nR1,rounding,4,posted\n' | CRM_USER=rep crm-order write-off import - -q -o ids"
is "$(open R1)" 96.00 'is given up'
run 'a draft is entered' 0 as rep crm-order write-off add receivable=R2 kind=bad_debt amount=30 -q -o ids
try 'not posted by a file' 4 "printf 'write_off_id,status\nWO2,posted\n' | CRM_USER=rep crm-order write-off import -"
is "$(open R2)" 100.00 'and gives nothing up'
is "$(crm-order write-off list WO2 -o csv -c status | sed 1d)" draft 'it is a draft still'

# ---- rows of the ledger ----

run 'a row of a draft' 5 as rep crm-order allocation add receivable=R2 write_off=WO2 kind=bad_debt amount=30
like_err 'write_off: gets its row in the ledger once it is posted: crm-order receivable write-off R2, or '
try 'in a file' 5 "printf 'receivable,write_off,kind,amount\nR2,WO2,bad_debt,30\n' | CRM_USER=rep crm-order allocation import -"
run 'what was paid before the book' 6 as rep crm-order allocation add receivable=R2 kind=opening amount=6
like_err "$beyond 6"
run 'a surplus' 6 as rep crm-order allocation add payment=P1 kind=rounding amount=6
like_err "$beyond 6"
run 'of which a little is within it' 0 as rep crm-order allocation add payment=P1 kind=rounding amount=5 -q -o ids
run 'by whom there is no limit' 0 crm-order allocation add receivable=R2 kind=opening amount=6 -q -o ids

# ---- what a payment relieves and nobody paid ----

for kept in fee withheld; do
	run "a $kept beyond it" 6 as rep crm-order payment add customer=Acme amount=100 $kept=6 method=oldest
	like_err "^crm-order: $kept: $beyond 6"
	run "a $kept within it" 0 as rep crm-order payment add customer=Acme amount=5 $kept=5 -q -n
	try "a $kept in a file" 6 "printf 'customer,amount,$kept\nAcme,100,6\n' | CRM_USER=rep crm-order payment import -"
	like_err "$beyond 6"
done
run 'both together' 6 as rep crm-order payment add customer=Acme amount=100 fee=3 withheld=3
like_err "$beyond 6"
run 'a credit note beyond it' 6 as rep crm-order payment add customer=Acme amount=50 kind=credit method=oldest
like_err "^crm-order: kind: $beyond 50"
try 'in a file' 6 "printf 'customer,amount,kind,less\nAcme,50,credit,no\n' | CRM_USER=rep crm-order payment import -"
like_err "$beyond 50"
run 'within it' 0 as rep crm-order payment add customer=Acme amount=5 kind=credit -q -n
run 'what is paid is paid' 0 as rep crm-order payment add customer=Acme amount=1000 -q -n
run 'in another currency it is what that is worth' 6 as rep crm-order payment add customer=Acme amount=100 fee=1 currency=USD rate=7
like_err "$beyond 7"

# ---- what was taken back is given up anew ----

quiet crm-order receivable write-off R2 kind=bad_debt amount=40
quiet crm-order write-off take-back WO3
is "$(open R2)" 94.00 'taken back'
row=$(crm-order allocation list -w 'write_off = "id:WO3" and amount < 0' -o ids)
run 'the row that took back, taken back' 6 as rep crm-order allocation take-back "$row"
like_err "$beyond 40"
is "$(open R2)" 94.00 'is owed'
run 'by whom there is no limit' 0 crm-order allocation take-back "$row" -q -o ids
is "$(open R2)" 54.00 'it is given up again'

# ---- what early payment takes off is given up like anything else ----

logins boss
quiet crm-team user add login=boss role=manager
quiet crm-order receivable add customer=Acme amount=1000
quiet crm-order receivable add customer=Acme amount=100 early=4/10
quiet as rep crm-order receivable set R3 early=99/365
quiet crm-order payment add customer=Acme amount=10 method=none
quiet crm-order payment add customer=Acme amount=96 method=none
run 'terms that he says himself' 0 as rep crm-order payment allocate P2 to=R3 discount=yes -q -o ids
is_err 'crm-order: WO4: what early payment takes off waits until somebody agrees: crm-admin approval list'
is "$(open R3)" 990.00 'only what is paid is settled'
is "$(crm-order write-off list WO4 -o csv -c kind,amount,status | sed 1d)" discount,990.00,pending 'the rest is asked for'
run 'what is within it' 0 as rep crm-order payment allocate P3 to=R4 discount=yes -q -o ids
is "$(open R4)" 0.00 'is taken off at once'
quiet crm-order payment unallocate P2
is "$(crm-order write-off list WO4 -o csv -c status | sed 1d)" void 'with its payment taken back it is asked for no more'
quiet as rep crm-order payment allocate P2 to=R3 discount=yes
run 'somebody agrees' 0 as boss crm-admin approval approve "$(crm-admin approval list -w 'status = pending' -o ids)" -q -o ids
is "$(open R3)" 0.00 'and it is taken off'
quiet crm-order payment unallocate P2
is "$(open R3)" 1000.00 'until its payment is taken back'

run 'the ledger holds' 0 crm-admin check -q
done_testing
