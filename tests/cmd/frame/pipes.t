#!/bin/sh
# Pipes are joins: what a program takes from the stream of another.
. "$(dirname "$0")/../../lib.sh"
book
for n in Ada Bea Cid; do crm-customer add -q name=$n > /dev/null; done
d() { crm-deal add -q "$@" > /dev/null; }
d name=d1 customer=Cid amount=10
d name=d2 customer=Ada amount=20
d name=d3 customer=Cid
d name=d4
d name=d5 customer=Bea owner=ann

try 'customers behind deals, each once, as first seen' 0 \
    'crm-deal list -o csv | crm-customer list - -o csv -c customer_id,name'
is_out 'customer_id,name
C3,Cid
C1,Ada
C2,Bea'
is_err 'crm-customer: skipped 1 rows without customer_id'
try 'from every format' 0 'for f in csv tsv json ndjson; do
	crm-deal list -o $f | crm-customer show - -c customer_id 2> /dev/null
	done | sort | uniq -c | tr -s " "'
is_out ' 4 C1
 4 C2
 4 C3
 4 customer_id'
try 'show too' 0 'crm-deal list -s -name -w "customer is not null" |
    crm-customer show - -o ids'
is_out 'C2
C3
C1'
try 'a filter and an order on top' 0 'crm-deal list 2> /dev/null |
    crm-customer list - -s -name -w "name != Ada" -c name 2> /dev/null'
is_out 'name
Cid
Bea'
try 'another column by --ref' 0 \
    'crm-deal list -c name,owner_id | crm-team user list - --ref owner_id -o ids'
is_out U1
is_err 'crm-team: skipped 4 rows without owner_id'
try 'a column of names by --ref' 0 \
    'crm-deal list -c customer | crm-customer list - --ref customer -o ids'
is_out 'C3
C1
C2'
try 'a stream without the key' 2 \
    'crm-deal list -c name,amount | crm-customer list -'
is_out ''
is_err 'crm-customer: stdin has no column customer_id (it has name, amount); --ref names another'
try 'even if it has no rows' 2 \
    'crm-deal list -c name -w "name = nobody" | crm-customer list -'
like_err 'has no column customer_id'
try 'an empty stream of records' 0 \
    'crm-deal list -w "name = nobody" | crm-customer list - -o csv -c name'
is_out name
is_err ''
try 'an empty stream of ids' 0 'crm-customer list - -o ids < /dev/null'
is_out ''
try 'an empty stream changes nothing' 0 'crm-customer set - grade=A < /dev/null'
is_err 'crm-customer: nothing to do'
try 'nor does an empty list of json' 0 'echo "[]" | crm-customer set - grade=A'
is_err 'crm-customer: nothing to do'
try 'ids, one a line' 0 'printf "C2\n\nC1\nC2\n" | crm-customer list - -o ids'
is_out 'C2
C1'
try 'an id of another kind' 2 'echo D1 | crm-customer list -'
is_out ''
is_err 'crm-customer: expected a customer like C1, got deal D1'
try 'an id that is not there' 3 'echo C99 | crm-customer show -'
is_err "crm-customer: there is no customer 'C99'"
try 'nor is it left out silently' 3 'echo C99 | crm-customer list -'
is_out ''
is_err "crm-customer: there is no customer 'C99'"
run 'typed: a wrong kind' 2 crm-deal show C1
is_err 'crm-deal: expected a deal like D1, got customer C1'
run 'typed twice is once' 0 crm-customer list C2 C1 C2 -o ids
is_out 'C2
C1'
try 'typed and streamed' 0 'echo C3 | crm-customer list C1 - -o ids'
is_out 'C1
C3'
try 'typed and streamed alike is once' 0 'echo C1 | crm-customer list C1 - -o ids'
is_out C1

# ---- verbs are filters ----

try 'set prints what it changed, as list does' 0 \
    'crm-deal list -w "amount is not null" | crm-deal set - region=north -o csv -c deal_id,region'
is_out 'deal_id,region
D1,north
D2,north'
is_err 'crm-deal: updated 2 (batch B10)'
try 'and nothing that was so already' 0 \
    'crm-deal list -o ids -l 3 | crm-deal set - region=north -o ids'
is_out D3
is_err 'crm-deal: updated 1, unchanged 2 (batch B11)'
try 'a chain' 0 'crm-deal list -o ids -l 2 | crm-deal set - region=south -q |
    crm-customer set - grade=B -q | crm-customer list - -c name,grade'
is_out 'name,grade
Cid,B
Ada,B'

# ---- add -: one record a row, with the references it has ----

try 'add - fills a reference by its key' 0 'crm-customer list -l 2 |
    crm-deal add - name=again -q -o csv -c deal_id,name,customer'
is_out 'deal_id,name,customer
D6,again,Ada
D7,again,Bea'
try 'and about' 0 'crm-deal list D6 D7 -c deal_id,name |
    crm-task add - kind=call due=+1d subject=call -q -o csv -c task_id,about,due,subject'
is_out 'task_id,about,due,subject
T1,D6,2026-11-22,call
T2,D7,2026-11-22,call'
try 'references of their kinds, all of them' 0 'crm-deal list D5 |
    crm-order add - number=N1 -q -o csv -c order_id,deal,customer,owner'
is_out 'order_id,deal,customer,owner
O1,d5,Bea,ann'
try 'what is given outranks the stream' 0 'crm-deal list D5 |
    crm-order add - number=N2 customer=Ada owner= -q -o csv -c customer,owner'
is_out 'customer,owner
Ada,'
try 'every row is a record' 0 \
    'printf "customer_id\nC1\nC1\n" | crm-deal add - -q -o ids'
is_out 'D8
D9'
try 'a dead reference makes nothing' 3 \
    'printf "customer_id\nC1\nC77\n" | crm-deal add - name=z'
is_out ''
like_err '^crm-deal: stdin:3: customer: there is no customer .C77'
run 'nothing at all' 0 crm-deal list -w 'name = z' -o ids
is_out ''
try 'bare ids say of which kind they are' 0 'echo C2 | crm-deal add - name=bare -q -n -o csv -c name,customer'
is_out 'name,customer
bare,Bea'
try 'what links to nothing makes nothing' 2 'printf "name,amount\nz,5\n" | crm-deal add - currency=CNY'
is_err 'crm-deal: no column of the stream has ids that a new deal refers to; the rows of a file are taken by: crm-deal import -'
try 'what rows say of the new record is told' 0 \
    'printf "customer_id,amount,owner,city\nC1,5,bob,Ulm\n" | crm-deal add - -q -n -o csv -c customer,amount'
is_out 'customer,amount
Ada,'
is_err 'crm-deal: left out: amount; what rows say of it is taken by: crm-deal import -'
try 'an empty stream makes nothing' 0 'printf "" | crm-deal add - name=z'
is_err 'crm-deal: nothing to do'
try 'a header alone makes nothing' 0 'echo customer_id | crm-deal add - name=z -o csv -c name'
is_out name
is_err 'crm-deal: nothing to do'

# ---- writers joined by a pipe, and a reader that leaves ----

try 'two writers do not wait for each other' 0 'for i in 1 2 3 4 5 6; do
	echo company=x$i; done | xargs -n1 crm-lead add -q > /dev/null
	CRM_BUSY_TIMEOUT=2 crm-lead list | CRM_BUSY_TIMEOUT=2 crm-lead set - title=CTO -q |
	CRM_BUSY_TIMEOUT=2 crm-task add - subject=x -q -o ids | wc -l | tr -d " "'
is_out 6
try 'a reader that leaves rolls nothing back' 0 \
    'crm-lead list -o ids | crm-lead set - city=Rom -q -o ids | head -1'
run 'all are changed' 0 crm-lead list -w 'city = Rom' -o ids
is "$(wc -l < out | tr -d ' ')" 6 'six of six'

done_testing
