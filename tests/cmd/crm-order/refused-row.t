#!/bin/sh
# What a file brings of money, and is refused for what it is for, is not in the book: not
# as credit either, where --rejects keeps the good rows beside it.
. "$(dirname "$0")/../../lib.sh"
book

column() { crm-order "$1" list -o csv -c "$2" | sed 1d | paste -sd' '; }

quiet crm-customer add name=A

printf '%s\n' customer,received_on,amount,applies_to A,2026-10-01,630,FP-1 \
    A,2026-10-02,10, > p.csv
run 'a payment for what is not there' 4 crm-order payment import p.csv --rejects bad.csv
like_err 'p.csv:2: there is no receivable .FP-1.'
like_err 'read 2, inserted 1, rejected 1'
is "$(column payment amount,unallocated)" 10.00,10.00 'is not booked, and what is good is'
quiet crm-order receivable add customer=A number=FP-1 amount=630 booked_on=2026-09-01
run 'once it is there' 0 crm-order payment import bad.csv --ignore-unknown -q
is "$(column payment amount,unallocated)" '10.00,10.00 630.00,0.00' 'it is booked, once'

quiet crm-order receivable add customer=A number=FP-2 amount=100 booked_on=2026-09-01
printf '%s\n' customer,received_on,amount,applies_to,ext A,2026-10-03,60,FP-2=60,a \
    A,2026-10-03,60,FP-2=60,b A,2026-10-03,40,FP-2=40,c > p.csv
run 'more than is open' 5 crm-order payment import p.csv --rejects bad.csv
is "$(column payment amount,unallocated)" '10.00,10.00 630.00,0.00 60.00,0.00 40.00,0.00' \
    'one of three is not booked'
is "$(sed 1d bad.csv | cut -d, -f1-6)" A,2026-10-03,60,FP-2=60,b,3 'and stands in the file'

printf '%s\n' customer,received_on,amount,kind A,2026-10-04,500,refund > p.csv
run 'more paid back than there is' 5 crm-order payment import p.csv --rejects bad.csv -q
is "$(crm-order payment list -o ids -w 'kind = refund')" '' 'is not booked'

quiet crm-order receivable add customer=A number=FP-3 amount=100 booked_on=2026-09-01
printf '%s\n' receivable,kind,amount,written_off_on,status \
    FP-3,bad_debt,170,2026-10-04,posted FP-3,bad_debt,20,2026-10-04,posted > w.csv
run 'more given up than is open' 5 crm-order write-off import w.csv --rejects bad.csv -q
is "$(column write-off amount,status)" 20.00,posted 'is not booked'
is "$(crm-order receivable list -w 'number = FP-3' -o csv -c open | sed 1d)" 80.00 'the rest is'

printf '%s\n' customer,received_on,amount,applies_to New,2026-10-01,630,FP-9 \
    Newer,2026-10-01,5, > p.csv
run 'whom the row alone names' 4 crm-order payment import p.csv --create-missing \
    --rejects bad.csv -q
is "$(crm-customer list -o csv -c name | sed 1d | paste -sd' ')" 'A Newer' 'is not made either'
run 'the books' 0 crm-admin check --deep -q
done_testing
