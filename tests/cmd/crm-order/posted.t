#!/bin/sh
# What is posted stays: it is taken back, with what went with it, and never rewritten;
# and what cannot be posted is refused.
. "$(dirname "$0")/../../lib.sh"

book
left() { crm-order "$1" list "$2" -o csv -c "$3" | tail -n +2; }
last() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }

quiet() { "$@" -q > /dev/null || exit 1; }
quiet crm-customer add name=Acme
quiet crm-customer add name=Other

# ---- amounts that are named, and a method that finds them ----

quiet crm-order receivable add customer=Acme amount=1000
quiet crm-order payment add customer=Acme amount=700
run 'a method beside amounts' 4 crm-order payment allocate P1 R1=100 method=oldest
like_err 'method: finds the amounts itself; .*explicit'
run 'none of them either' 4 crm-order payment allocate P1 R1=100 method=none
run 'of a payment that comes' 4 crm-order payment add customer=Acme amount=9 method=oldest applies_to=R1=5
run 'amounts in to=' 0 crm-order payment allocate P1 to=R1=100 -q
is "$(left receivable R1 open)" 900.00 'are meant as they stand'
run 'without amounts a method is kept' 0 crm-order payment allocate P1 to=R1 method=oldest -q
is "$(left receivable R1 open)" 300.00 'and takes all'

# ---- what was written off for the sake of a payment goes back with it ----

quiet crm-order receivable add customer=Other amount=100 due_on=2026-12-21 early=2/10
quiet crm-order payment add customer=Other amount=98
quiet crm-order payment allocate P2 discount=yes
is "$(left receivable R2 open)" 0.00 'early payment takes the rest off'
run 'taken back' 0 crm-order payment unallocate P2 -q
is "$(left receivable R2 open)" 100.00 'all is owed again'
is "$(left write-off WO1 status)" void 'and the discount is void'
run 'undo' 0 crm-admin undo "$(last)" -q
is "$(left receivable R2 open)" 0.00 'both are there again'
is "$(left write-off WO1 status)" posted 'the discount too'
run 'of the row' 0 crm-order allocation take-back AL3 -q
is "$(left receivable R2 open)" 100.00 'likewise'

quiet crm-admin setting add name=tolerance_CNY value=0.50
quiet crm-order payment allocate P2 R2=98
quiet crm-order payment add customer=Other amount=1.60 applies_to=R2
is "$(left receivable R2 open)" 0.00 'a small difference is written off'
quiet crm-order payment unallocate P3
is "$(left receivable R2 open)" 2.00 'with what it was of it comes back'
quiet crm-order payment add customer=Other amount=2.30 applies_to=R2
is "$(left payment P4 unallocated)" 0.00 'a small surplus is nobody'\''s'
quiet crm-order payment unallocate P4
is "$(left payment P4 unallocated)" 2.30 'and credit again'
run 'so it can be void' 0 crm-order payment void P4 -q
run 'undo of allocating' 0 crm-order payment allocate P3 -q
quiet crm-admin undo "$(last)"
is "$(left receivable R2 open)" 2.00 'takes back what went with it'

# ---- what is booked stays ----

for said in amount=5 customer=Other booked_on=2026-10-01 net=900 currency=USD; do
    run "a receivable with $said" 5 crm-order receivable set R1 "$said"
    like_err 'of R1 stays, for it is booked; make it void .*receivable void R1'
done
quiet crm-order receivable add customer=Acme amount=7
run 'nor is it deleted' 5 crm-order receivable delete R3
like_err 'R3 is booked, and stays; .*receivable void R3'
run 'other things are written' 0 crm-order receivable set R1 due_on=2026-12-31 notes=x -q
for said in amount=5 fee=40 withheld=60 received_on=2026-10-01; do
    run "a payment with $said" 5 crm-order payment set P1 "$said"
    like_err 'of P1 stays, for it is booked; make it void .*payment void P1'
done
quiet crm-order receivable add customer=Acme amount=7 booked_on=2026-12-31
run 'what is planned is edited' 0 crm-order receivable set R4 amount=8 booked_on=2026-12-30 -q
is "$(left receivable R4 open)" 8.00 'and owed so'
run 'and deleted' 0 crm-order receivable delete R4 -q

# ---- an amount that the book can tell ----

run 'a receivable without a rate' 4 crm-order receivable add customer=Acme amount=100 currency=USD
like_err 'rate: is needed of an amount in USD, .*amount_base=N'
run 'a payment without one' 4 crm-order payment add customer=Acme amount=100 currency=USD
like_err 'rate: is needed'
try 'in a file' 4 'printf "customer,amount,currency\nAcme,10,USD\n" | crm-order receivable import -'
run 'its base amount will do' 0 crm-order payment add customer=Acme amount=100 currency=USD amount_base=700 -q
run 'one against the other' 4 crm-order receivable add customer=Acme amount=10 currency=USD rate=7 amount_base=5
like_err 'amount_base: is not the amount at its rate'
run 'a rounded rate' 0 crm-order receivable add customer=Acme amount=10 currency=USD rate=7.1 amount_base=71.23 -q
run 'a rate of the own currency' 4 crm-order receivable add customer=Acme amount=10 currency=CNY rate=7
like_err 'rate: is of another currency'
run 'its base amount is another' 4 crm-order receivable add customer=Acme amount=10 amount_base=5
run 'the journal has them all' 0 crm-order journal

# ---- nothing is there to be written off ----

quiet crm-order receivable void R3
run 'of what is void' 5 crm-order receivable write-off R3 kind=bad_debt
like_err 'nothing of R3 is open to be written off'
run 'the books hold' 0 crm-admin check

# ---- what is allocated anew, with what goes with it ----

quiet crm-customer add name=Again
r=$(on 2026-11-01 crm-order receivable add customer=Again amount=100 due_on=2026-12-01 early=2/10 -o ids -q)
p=$(on 2026-11-05 crm-order payment add customer=Again amount=98 -o ids -q)
on 2026-11-05 quiet crm-order payment allocate "$p" discount=yes
on 2026-11-07 quiet crm-order payment unallocate "$p"
run 'with the discount, within its days' 0 on 2026-11-08 crm-order payment allocate "$p" discount=yes -q -o ids
is "$(left receivable "$r" open)" 0.00 'is settled again'
quiet crm-order payment unallocate "$p"
run 'and behind them: the money was there in time' 0 crm-order payment allocate "$p" discount=yes -q -o ids
is "$(left receivable "$r" open,settled_on)" 0.00,2026-11-21 'likewise, on the day on which it was free'
r=$(on 2026-11-01 crm-order receivable add customer=Again amount=10 due_on=2026-12-01 -o ids -q)
p=$(on 2026-11-05 crm-order payment add customer=Again amount=9.70 -o ids -q)
quiet crm-order payment allocate "$p" to="$r"
quiet crm-order payment unallocate "$p"
run 'with a small difference' 0 crm-order payment allocate "$p" to="$r" -q -o ids
is "$(left receivable "$r" open)" 0.00 'it is given up again'
run 'the ledger holds then' 0 crm-admin check -q

# ---- disputed from a day to a day ----

quiet crm-customer add name=Says
r=$(crm-order receivable add customer=Says amount=100 booked_on=2026-10-05 -o ids -q)
run 'before it was owed' 5 crm-order receivable dispute "$r" reason=x on=2026-10-04
is_err "crm-order: on: $r is owed since 2026-10-05, and disputed on that day at the earliest"
quiet crm-order receivable dispute "$r" reason=x on=2026-11-10
run 'over before it began' 5 crm-order receivable undispute "$r" on=2026-11-09
is_err "crm-order: on: $r is disputed since 2026-11-10, and that ends on that day at the earliest"
run 'on the same day' 0 crm-order receivable undispute "$r" on=2026-11-10 -q -o ids
is "$(left receivable "$r" disputed_on,resolved_on)" 2026-11-10,2026-11-10 'it is'

# ---- a value of a month's end ----

r=$(crm-order receivable add customer=Says amount=100 currency=USD rate=7 booked_on=2026-10-05 -o ids -q)
v=$(crm-order revalue --on 2026-10-31 rates=USD:7.5,EUR:8 -o csv -q | grep ",$r," | cut -d, -f1)
b=$(last)
run 'is not deleted' 5 crm-order revaluation delete "$v"
is_err "crm-order: $v stays in the journal; crm-admin undo of its batch takes it back, with what was valued with it"
run 'but taken back' 0 crm-admin undo "$b" -q -o ids
is "$(crm-order revaluation list -w "receivable = \"id:$r\"" -o csv -c gain_base | sed 1d | tr '\n' ' ')" '50.00 -50.00 ' 'by a row of the same day'

# ---- customers that are parted again ----

quiet crm-customer add name=Twin
quiet crm-customer add name='Twin Ltd'
r=$(crm-order receivable add customer='Twin Ltd' amount=100 -o ids -q)
p=$(crm-order payment add customer=Twin amount=60 -o ids -q)
quiet crm-customer merge "$(crm-customer list -w 'name = Twin' -o ids)" "$(crm-customer list -w "name = 'Twin Ltd'" -o ids)"
b=$(last)
quiet crm-order payment allocate "$p" to="$r"
run 'while one pays what is of the other' 5 crm-admin undo "$b"
like_err "$p would be of C[0-9]+ again, and $r, which it is allocated to, of C[0-9]+; take that back first: crm-order payment unallocate $p from=$r"
quiet crm-order payment unallocate "$p" from="$r"
run 'without that' 0 crm-admin undo "$b" -q -o ids
is "$(left receivable "$r" customer) $(left payment "$p" customer)" 'Twin Ltd Twin' 'each has its own'
run 'the books hold to the end' 0 crm-admin check -q
done_testing
