#!/bin/sh
# Bills of exchange: they settle what is owed until they come back.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Acme owner=ann > /dev/null
crm-order receivable add -q customer=C1 number=A-1 booked_on=2026-01-01 \
    due_on=2026-01-31 amount=56900 > /dev/null
run 'a term in months ends on the last of a short month' 0 crm-order bill add \
    customer=C1 number=B1 amount=20000 drawn_on=2025-08-31 months=6 \
    received_on=2026-02-01 -q -c due_on,status
is_out 'due_on,status
2026-02-28,received'
run 'a day that is not that of its term is refused' 5 crm-order bill add \
    customer=C1 amount=1 drawn_on=2026-01-31 months=1 due_on=2026-03-01
like_err 'is 2026-02-28 of a bill of 1 months drawn on 2026-01-31'
run 'a bill falls due some day' 4 crm-order bill add customer=C1 amount=1
run 'it begins in our hands' 5 crm-order bill add customer=C1 amount=1 \
    due_on=2026-03-01 status=collected
run 'it settles what is owed' 0 crm-order bill settle BE1 to=R1 -q
run 'and that is not open' 0 crm-order receivable list -c open
is_out 'open
36900.00'
run 'what is booked of it stays' 5 crm-order bill set BE1 amount=5
run 'parts come to all of it' 5 crm-order bill split BE1 amounts=5000,1000
run 'it is split' 0 crm-order bill split BE1 amounts=5000,15000 on=2026-02-03 -q \
    -c bill_id,number,amount,status
is_out 'bill_id,number,amount,status
BE2,B1-1,5000.00,received
BE3,B1-2,15000.00,received
BE1,B1,20000.00,split'
run 'the parts settle what the whole did' 0 crm-order receivable list -c open
is_out 'open
36900.00'
run 'one is endorsed' 0 crm-order bill endorse BE2 to='Big Supplier' \
    on=2026-02-10 -q
run 'and not twice' 5 crm-order bill endorse BE2 to=Other on=2026-02-11
like_err 'BE2 was endorsed to Big Supplier on 2026-02-10, and is not ours any more'
run 'nor before it came' 5 crm-order bill collect BE3 on=2026-02-02
run 'nor in the future' 5 crm-order bill collect BE3 on=2026-12-02
run 'one is discounted' 0 crm-order bill discount BE3 rate=3.6% fee=10 \
    on=2026-02-10 -q -c fee,interest
is_out 'fee,interest
10.00,27.00'
run 'it comes back: what it had settled is open' 0 crm-order bill dishonour BE3 \
    on=2026-03-02 reason='no funds' -q
run 'with its own day' 0 crm-order receivable list -c open,due_on
is_out 'open,due_on
51900.00,2026-01-31'
run 'and nothing of it is credit' 0 crm-order payment list \
    -w 'void_on > 2026-01-01' -c amount,unallocated,void_on
is_out 'amount,unallocated,void_on
20000.00,0.00,2026-02-03
15000.00,0.00,2026-03-02'
run 'what came back did not, where nothing followed' 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q -o ids
run 'it settles what it had settled' 0 crm-order bill list BE3 -c status,passed_on,ended_on,payment.unallocated,payment.void_on
is_out 'status,passed_on,ended_on,payment.unallocated,payment.void_on
discounted,2026-02-10,,0.00,'
run 'and did after all' 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q -o ids
run 'as before' 0 crm-order receivable list -c open,due_on
is_out 'open,due_on
51900.00,2026-01-31'
run 'the other was paid' 0 crm-order bill collect BE2 on=2026-03-02 -q -c status
is_out 'status
collected'
run 'which can be taken back' 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q
run 'it is as it was' 0 crm-order bill list BE2 -c status,ended_on
is_out 'status,ended_on
endorsed,'

# What is due is told; what bears interest brings it.
crm-order bill add -q customer=C1 number=B9 amount=8000 coupon=12% \
    drawn_on=2026-08-26 received_on=2026-08-26 due_on=2026-11-24 > /dev/null
run 'it is told a week before' 0 crm-task due --kind bill -o csv
like_out '8,000.00 of the bill B9 to collect in 3 days'
crm-order bill collect BE4 on=2026-11-20 -q > /dev/null
run 'the journal of it' 0 crm-order journal --from 2026-11-20 -c account,amount
is_out 'account,amount
assets:bank,8240.00
assets:bills receivable,-8000.00
expenses:interest,-240.00'
run 'a closed day is not booked on' 5 sh -c \
    'crm-admin period close 2026-10-31 bank -q && crm-order bill dishonour BE2 on=2026-10-05'
printf 'number,customer,amount,received_on,due_on,status\nOLD,Acme,300,2025-12-01,2026-12-01,received\n' > old.csv
run 'one of before the book began is what it was' 5 crm-order bill import old.csv
crm-admin period reopen PD1 --reason test -q > /dev/null
run 'one of before the book began is what it was, and no payment' 0 \
    crm-order bill import old.csv -q -c payment
run 'what it had settled is owed when it comes back' 0 crm-order bill dishonour \
    'OLD' on=2026-11-20 -q
run 'as an opening' 0 crm-order receivable list -w 'number = OLD' -c form,open
is_out 'form,open
opening,300.00'
run 'the books are right' 0 crm-admin check

# What of its money was paid back is owed by who got it; the books balance.
crm-customer add -q name=Binnen owner=ann > /dev/null
for c in CNY USD; do
	case $c in USD) rate=7.13 at=7.31 ;; *) rate='' at='' ;; esac
	crm-order receivable add -q customer=Binnen number="$c-1" amount=700 \
	    currency="$c" ${rate:+rate=7} booked_on=2026-10-01 due_on=2026-10-31 > /dev/null
	b=$(crm-order bill add -q -o ids customer=Binnen number="B-$c" amount=1000 \
	    currency="$c" ${rate:+rate=$rate} received_on=2026-10-05 due_on=2026-11-10)
	crm-order bill settle "$b" -q to="$c-1" > /dev/null
	crm-order payment add -q customer=Binnen kind=refund amount=250 \
	    currency="$c" ${rate:+rate=$at} received_on=2026-10-06 > /dev/null
	run "$c: its money is not void without it" 5 crm-order payment void \
	    "$(crm-order bill list "$b" -c payment_id | tail -1)"
	run "$c: it is split, with what it paid back" 0 crm-order bill split "$b" \
	    amounts=800,200 on=2026-10-07 -q -o ids
	run "$c: no part of it is left over" 0 crm-order payment list -o csv \
	    -w "document ~ 'B-$c-'" -c amount,unallocated
	is_out 'amount,unallocated
800.00,0.00
200.00,50.00'
	run "$c: the parts come back" 0 crm-order bill dishonour "B-$c-1" \
	    "B-$c-2" on=2026-11-12 -q
	run "$c: all is owed that was not paid" 0 crm-order receivable list \
	    -w "customer.name = Binnen and currency = $c" -c number,open,due_on,form -s receivable_id
	is_out "number,open,due_on,form
$c-1,700.00,2026-10-31,
B-$c-1,100.00,2026-11-10,opening
B-$c-2,150.00,2026-11-10,opening"
	run "$c: by the statement too" 0 sh -c \
	    "crm-report statement Binnen -o csv -c currency,kind,balance | grep -x '$c,closing,950.00'"
	run "$c: undone, nothing is owed but what is more" 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q -o ids
	run "$c: what was owed anew never was" 0 crm-order receivable list \
	    -w "customer.name = Binnen and currency = $c" -c number,open,status -s receivable_id
	is_out "number,open,status
$c-1,0.00,settled"
	run "$c: the books are right" 0 crm-admin check --deep
	run "$c: and owed after all" 0 crm-admin undo "$(crm-admin log -l 1 -o ids)" -q -o ids
done
run 'nothing is kept for refunds that were out of bills' 0 crm-order journal -c account,currency,amount
t_sum() { awk -F, -v a="$1" -v c="$2" '$1 == a && $2 == c { n += $3 } END { printf "%.2f\n", n }' out; }
is "$(t_sum 'liabilities:customer advances' USD)" 0.00 'in dollars'
is "$(t_sum 'liabilities:customer advances' CNY)" -8000.00 'at home none but of B9'
is "$(t_sum 'assets:receivable' USD)" 950.00 'what is owed stands in the journal'
run 'the books are right with that' 0 crm-admin check --deep

# A bill in parts is one again while none of them went its own way.
b=$(crm-order bill add -q -o ids customer=Binnen number=B-P amount=900 received_on=2026-11-01 due_on=2026-12-10)
r=$(crm-order receivable add -q -o ids customer=Binnen number=P-1 amount=850 booked_on=2026-11-01)
crm-order bill settle "$b" to=P-1 -q > /dev/null
crm-order bill split "$b" amounts=500,400 on=2026-11-05 -q > /dev/null
split=$(crm-admin log -l 1 -o ids)
crm-order bill collect B-P-1 -q > /dev/null
run 'a part went its way' 5 crm-admin undo "$split"
like_err 'status was changed since'
crm-admin undo "$(crm-admin log -l 1 -o ids)" -q > /dev/null
run 'none did' 0 crm-admin undo "$split" -q -o ids
run 'it is one again' 0 crm-order bill list -w 'number ~ "B-P"' -c number,status,payment.unallocated
is_out 'number,status,payment.unallocated
B-P,received,50.00'
run 'and settles what its parts did' 0 crm-order receivable list "$r" -c open
is_out 'open
0.00'
crm-order bill dishonour "$b" -q > /dev/null
lost=$(crm-admin log -l 1 -o ids)
crm-order payment add customer=Binnen amount=850 applies_to=P-1 -q > /dev/null
run 'what it had settled was paid otherwise' 5 crm-admin undo "$lost"
like_err "$r has 0.00 CNY open, not 850.00 CNY"
run 'the books are right then' 0 crm-admin check --deep

# Money of which no bill is over.
p=$(crm-order bill add -q -o ids customer=Binnen number=B-X amount=5 due_on=2026-12-01)
p=$(crm-order bill list "$p" -c payment_id | tail -1)
run 'the money of a bill is void with it alone' 5 crm-order payment void "$p"
like_err "$p is the money of BE[0-9]*, and void with that: crm-order bill dishonour BE"

ask "UPDATE bill SET amount = amount + 1 WHERE id = 2" > /dev/null
run 'a bill that is not its payment is found' 4 crm-admin check -o csv
like_out 'bill-payment,BE2,'

# ---- drawn, received, due ----

run 'drawn after it came' 5 crm-order bill add customer=C1 amount=100 due_on=2027-02-01 received_on=2026-10-01 drawn_on=2026-10-02
is_err 'crm-order: drawn_on: 2026-10-02 is after the day on which it came, 2026-10-01'
run 'drawn in the future' 5 crm-order bill add customer=C1 amount=100 due_on=2037-02-01 drawn_on=2036-12-01
like_err 'drawn_on: 2036-12-01 is after the day on which it came'
run 'come after it was due' 5 crm-order bill add customer=C1 amount=100 due_on=2026-01-01 received_on=2026-02-01
is_err 'crm-order: received_on: 2026-02-01 is after it was due, on 2026-01-01'
done_testing
