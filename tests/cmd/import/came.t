#!/bin/sh
# What a file leaves out of the state of a document follows from the days that it brings:
# what was shipped, signed, issued, sent or done is no draft.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme

printf '%s\n' number,customer,status,ordered_on,shipped_on,amount \
    H1,Acme,,2026-09-01,2026-10-01,10 H2,Acme,confirmed,2026-09-01,2026-10-01,10 \
    H3,Acme,,2026-09-01,,10 > orders.csv
run 'orders' 0 crm-order import orders.csv -o csv -c number,status,delivery -q
is_out 'number,status,delivery,_action,_duplicate_of
H1,closed,full,inserted,
H2,confirmed,full,inserted,
H3,draft,none,inserted,'
printf '%s\n' number,customer,ordered_on,shipped_on,amount \
    H4,Acme,2026-09-01,2026-10-01,10 > column.csv
run 'without the column' 0 crm-order import column.csv -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
H4,closed,inserted,'
printf '%s\n' number,customer,status,shipped_on,amount \
    H5,Acme,draft,2026-10-01,10 > draft.csv
run 'what says that it has not begun' 4 crm-order import draft.csv
is_err 'crm-order: draft.csv:2: status: is draft, though there is shipped_on: say closed, or leave it blank, which says the same
crm-order: read 1, rejected 1; nothing was written'
printf '%s\n' number,customer,status,shipped_on,confirmed_at,amount \
    H5,Acme,draft,2026-10-01,2026-09-02T09:00:00Z,10 > again.csv
run 'an amendment behind what has left' 0 crm-order import again.csv -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
H5,draft,inserted,'
printf '%s\n' number,status H2,closed H3,closed > met.csv
run 'what is met says what it says' 0 crm-order import met.csv --on-duplicate update -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
H2,closed,updated,
H3,closed,updated,'

printf '%s\n' number,customer,drawn_on,signed_on,closed_on,amount \
    K1,Acme,2026-01-01,2026-01-02,,10 K2,Acme,2026-01-01,2026-01-02,2026-02-01,10 \
    K3,Acme,2026-01-01,,,10 > contracts.csv
run 'contracts' 0 crm-order contract import contracts.csv -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
K1,signed,inserted,
K2,completed,inserted,
K3,draft,inserted,'
printf '%s\n' number,customer,issued_on,gross \
    I1,Acme,2026-01-02,10 I2,Acme,,10 > invoices.csv
run 'invoices' 0 crm-order invoice import invoices.csv -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
I1,issued,inserted,
I2,requested,inserted,'
printf '%s\n' number,customer,quoted_on,sent_on,valid_until,amount \
    Q1,Acme,2026-11-01,2026-11-02,2026-12-01,10 Q2,Acme,2026-11-01,,2026-12-01,10 > quotes.csv
run 'quotes' 0 crm-deal quote import quotes.csv -o csv -c number,status -q
is_out 'number,status,_action,_duplicate_of
Q1,sent,inserted,
Q2,draft,inserted,'
printf '%s\n' subject,done_on Call,2026-01-02 Write, > tasks.csv
run 'tasks' 0 crm-task import tasks.csv -o csv -c subject,status,done_on -q
is_out 'subject,status,done_on,_action,_duplicate_of
Call,done,2026-01-02,inserted,
Write,todo,,inserted,'
run 'the books' 0 crm-admin check -q
done_testing
