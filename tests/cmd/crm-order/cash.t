#!/bin/sh
# Receivables and payments: what is for what, and back; what is refused, and what would
# allow it.
. "$(dirname "$0")/../../lib.sh"

book
logins rep mgr
left() { crm-order "$1" list "$2" -o csv -c "$3" | tail -n +2; }

quiet() { "$@" -q > /dev/null || exit 1; }
quiet crm-customer add name=Acme
quiet crm-customer add name=Sub parent=Acme
quiet crm-customer add name=Other
printf 'customer,number,amount,booked_on,due_on\nAcme,A1,100,2026-10-01,2026-10-31\nAcme,A2,60,2026-09-01,2026-11-30\nSub,S1,40,2026-10-01,2026-10-31\nOther,X1,10,2026-10-01,2026-10-31\n' |
    quiet crm-order receivable import -

# ---- a payment that says for what it is ----

run 'explicitly, as it comes' 0 crm-order payment add customer=Acme amount=30 received_on=2026-10-15 'applies_to=A2=20, A1' -o ids
is "$(left receivable R1 open)" 90.00 'the rest is for the second'
is "$(left receivable R2 open)" 40.00 'what was named'
try 'a file says the method' 0 'printf "customer,amount,received_on,method\nAcme,15,2026-10-16,exact\nAcme,40,2026-10-16,exact\n" | crm-order payment import - -q'
is "$(left payment P2 unallocated)" 15.00 'no receivable is open with 15'
is "$(left receivable R2 open,settled_on)" 0.00,2026-10-16 'one is with 40'

# ---- refusals, each with what would allow it ----

run 'more than is left' 5 crm-order payment allocate P2 A1=16
like_err 'P2 has 15.00 CNY left, not 16.00 CNY; .*allocation list'
run 'more than is open' 5 crm-order payment allocate P2 S1=41
run 'of somebody else' 5 crm-order payment allocate P2 X1=1
like_err 'R4 is of C3, P2 of C1: .*payer_reason'
run 'in the future' 5 crm-order payment add customer=Acme amount=1 received_on=2026-11-22
like_err 'has not come yet'
run 'another currency' 0 crm-order payment add customer=Acme amount=10 currency=USD rate=7 received_on=2026-10-20 -q
run 'needs a rate' 5 crm-order payment allocate P4 A1=7
like_err 'P4 is in USD and R1 in CNY: rate=N says how many USD one CNY is'
run 'and has it' 0 crm-order payment allocate P4 A1=35 rate=0.14285714 -q
is "$(left payment P4 unallocated)" 5.00 'half of it is used'
run 'a foreign one without a rate' 4 crm-order payment add customer=Acme amount=10 currency=EUR received_on=2026-10-20 -q
like_err 'rate: is needed of an amount in EUR'
run 'moved to another customer' 5 crm-order receivable set R1 customer=Other
like_err 'customer: of R1 stays, for it is booked; .*void R1'
run 'deleted' 5 crm-order receivable delete R1
run 'void while it is paid' 5 crm-order receivable void R1
like_err 'take them back first: crm-order receivable unallocate R1'
run 'paid by another without a reason' 5 crm-order payment add customer=Acme payer=Other amount=1
like_err 'payer_reason'
run 'set off without a document' 5 crm-order payment add customer=Acme kind=set_off amount=1
like_err 'document'

# ---- a parent pays, credit is paid back ----

run 'for those below' 0 crm-order payment allocate P2 to=S1 subsidiaries=yes -q
is "$(left receivable R3 open)" 25.00 'the subsidiary owes less'
run 'nothing is left to pay back' 5 crm-order payment refund P2
run 'in its own currency' 0 crm-order payment refund P4 amount=2 -q
is "$(left payment P4 unallocated)" 3.00 'less credit'
run 'more than is there' 5 crm-order payment refund P4 amount=4
like_err '3.00 USD of credit are there to pay back on 2026-11-21, not 4.00 USD'

# ---- and back ----

run 'all of a payment' 0 crm-order payment unallocate P1 -q
is "$(left receivable R1 open)" 65.00 'owed again'
run 'undo of that' 0 crm-admin undo "$(crm-admin log -o csv -l 1 -c batch | tail -n 1)" -q
is "$(left receivable R1 open)" 55.00 'and not again'
run 'the whole book' 0 crm-order payment allocate -n -o ids
run 'the ledger holds' 0 crm-admin check

# ---- closed days ----

quiet crm-admin period close 2026-10
run 'what is booked in a closed month is paid in an open one' 0 crm-order payment add customer=Acme amount=5 applies_to=A1 -q
run 'not in a closed one' 5 crm-order payment add customer=Acme amount=5 received_on=2026-10-20
like_err 'closed period'
run 'what was paid then is taken back on an open day' 0 crm-order payment unallocate P1 -q
run 'the ledger holds then' 0 crm-admin check

# ---- authority, by what is written off in all ----

quiet crm-team user add login=rep role=rep
quiet crm-team user add login=mgr role=manager
quiet crm-admin right add right=write_off role=rep limit=5
run 'within authority' 0 as rep crm-order receivable write-off X1 kind=rounding amount=3 -q
is "$(left receivable R4 open)" 7.00 'it is given up'
run 'beyond it in all' 0 as rep crm-order receivable write-off X1 kind=rounding amount=3
like_err 'WO2 waits for consent'
is "$(left receivable R4 open)" 7.00 'it waits'
quiet as mgr crm-admin approval approve AP1
is "$(left receivable R4 open)" 4.00 'agreed to'
run 'taken back in part' 0 crm-order write-off take-back WO2 amount=1 -q
is "$(left receivable R4 open)" 5.00 'and owed again'

# ---- small differences ----

quiet crm-admin setting add name=tolerance_CNY value=0.50
run 'a little less' 0 crm-order payment add customer=Other amount=4.60 applies_to=X1 -q
is "$(left receivable R4 open,status)" 0.00,settled 'is enough'
printf 'customer,number,amount,payment status\nOther,Y1,10,paid\nOther,Y2,10,void\nOther,Y3,10,planned\n' |
    quiet crm-order receivable import -
is "$(crm-order receivable list -w 'number ~ Y' -o csv -c open,status | tail -n +2 | tr '\n' ' ')" '0.00,settled 0.00,void 10.00,planned ' 'what a file says became of them'
run 'the books hold' 0 crm-admin check

run 'a credit note with more net than it is' 4 crm-order payment add customer=Acme kind=credit amount=50 net=60
is_err 'crm-order: net: is between nothing and the amount, which has the tax in it'

# ---- what is named and can get nothing by a method ----

quiet crm-customer add name=Named
n=$(crm-order receivable add customer=Named amount=70 -o ids -q)
u=$(crm-order payment add customer=Named amount=10 currency=USD rate=7 -o ids -q)
run 'of another currency' 5 crm-order payment allocate "$u" to="$n"
is_err "crm-order: $u is in USD and $n in CNY, and no method looks for that: crm-order payment allocate $u to=$n rate=N, how many USD one CNY is"
run 'as it comes' 5 crm-order payment add customer=Named amount=10 currency=USD rate=7 applies_to="$n" method=oldest
for r in 0 -1; do
    run "at $r" 4 crm-order payment allocate "$u" to="$n" rate=$r
    is_err 'crm-order: rate: an exchange rate is above zero; without one that of the day is taken'
done
run 'of all payments only some can be for it' 0 crm-order payment allocate to="$n"
p=$(crm-order payment add customer=Named amount=1 -o ids -q)
run 'of another customer' 5 crm-order payment allocate "$p" to=X1
like_err " is of C3, $p of C[0-9]+: subsidiaries=yes takes what those below the customer owe"
run 'of one that is not below it' 5 crm-order payment allocate "$p" to=A2 subsidiaries=yes
like_err 'who pays for another is named in payer'
run 'at a rate' 0 crm-order payment allocate "$u" to="$n" rate=0.14285714 -q -o ids
is "$(left receivable "$n" open)" 0.00 'all of it'
quiet crm-order receivable add customer=Named amount=5 number=GONE
quiet crm-order receivable void GONE
run 'void' 5 crm-order payment allocate "$p" to=GONE
like_err 'is void: nothing is allocated to it'

# ---- what was paid before the book began ----

for planned in ',2999-01-01,' ',,planned'; do
	try 'of what is not booked' 5 "printf 'customer,number,amount,open,booked_on,state_before\nNamed,H1,300,50$planned\n' | crm-order receivable import -"
	like_err 'open: of what is not booked yet is the amount; what was paid for it comes as a payment: crm-order payment import'
done
printf 'customer,number,amount,open,booked_on\nNamed,H2,300,50,2026-11-05\n' | quiet crm-order receivable import -
is "$(crm-order allocation list -w 'receivable = H2' -o csv -c allocated_on,amount | sed 1d)" 2026-11-05,250.00 'of what is, it is of that day'
try 'by a file of its own' 5 "printf 'receivable,amount,kind,allocated_on\nH2,10,opening,2026-11-02\n' | crm-order allocation import -"
like_err ' is of 2026-11-05, and cannot be allocated on 2026-11-02, which is before that'
done_testing
