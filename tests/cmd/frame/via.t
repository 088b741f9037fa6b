#!/bin/sh
# Pipes against the direction of references: a stream of customers gives the
# deals that refer to them.
. "$(dirname "$0")/../../lib.sh"
book
user bob
for n in Ada Bea Cid; do crm-customer add -q name=$n kind=partner > /dev/null; done
d() { crm-deal add -q "$@" > /dev/null; }
d name=d1 customer=Cid partner=Ada owner=ann
d name=d2 customer=Ada owner=bob
d name=d3 customer=Cid owner=bob
d name=d4 owner=ann
crm-task add -q subject=t1 about=D3 owner=ann > /dev/null
crm-task add -q subject=t2 about=C1 owner=bob > /dev/null
crm-task add -q subject=t3 about=D1 owner=ann > /dev/null
crm-lead add -q company=L owner=ann campaign= > /dev/null

try 'deals of customers, in the order of the customers' 0 \
    'crm-customer list -s -name | crm-deal list - -c deal_id,customer'
is_out 'deal_id,customer
D1,Cid
D3,Cid
D2,Ada'
is_err 'crm-deal: stdin has no column deal_id; each deal whose customer is in its customer_id (--via picks one of customer, partner)'
try 'a filter and an order on top' 0 'crm-customer list |
    crm-deal list - -q -w "owner = bob" -s -deal_id -o ids'
is_out 'D3
D2'
is_err ''
try 'by the reference that --via names' 0 \
    'crm-customer list | crm-deal list - --via partner -o ids'
is_out D1
is_err ''
try '--via leads from a list of ids' 0 \
    'printf "C3\nC1\n" | crm-deal list - --via customer -o ids'
is_out 'D1
D3
D2'
try 'and from the column that --ref names' 0 \
    'crm-deal list D1 -c partner_id | crm-deal list - --via customer --ref partner_id -o ids'
is_out D2
try '--via holds where the own key is there too' 0 'crm-customer set -q C2 parent=C3 > /dev/null
    crm-customer list -w "name = Cid" | crm-customer list - --via parent -c name'
is_out 'name
Bea'
try 'without it the own key does' 0 \
    'crm-customer list -w "name = Cid" | crm-customer list - -c name'
is_out 'name
Cid'
try 'by the owner, where several lead to a user' 0 \
    'crm-team user list -w "login = bob" | crm-deal list - -o ids'
is_out 'D2
D3'
like_err 'each deal whose owner is in its user_id'
try 'where none is the usual one, one must be said' 2 \
    'crm-customer list | crm-lead list -'
is_out ''
like_err 'its customer_id may be in several fields of a lead \(partner, converted_customer\): say which with --via$'
try 'what is about any kind' 0 \
    'crm-deal list -w "owner is not null" | crm-task list - -c task_id,about'
is_out 'task_id,about
T3,D1
T1,D3'
try 'by --via too' 0 'crm-customer list | crm-task list - --via about -o ids'
is_out T2
try 'which needs the kind' 2 'echo C1 | crm-task list - --via about'
like_err '^crm-task: --via about: stdin has no column that is the key of a kind'
try 'an id of another kind is a mistake without --via' 2 \
    'echo C1 | crm-deal list -'
is_err 'crm-deal: expected a deal like D1, got customer C1; for those that refer to it say by which field: --via customer, partner'
try 'where nothing refers to it, that is all' 2 'echo D1 | crm-customer list -'
is_err 'crm-customer: expected a customer like C1, got deal D1'
try 'what records refer to is not what they are' 2 \
    'crm-lead list | crm-deal list -'
like_err 'stdin has no column deal_id \(it has lead_id,'
try 'a verb that writes' 0 'crm-customer list -w "name = Cid" |
    crm-deal set - region=north -o csv -c deal_id,region'
is_out 'deal_id,region
D1,north
D3,north'
crm-deal add -q name=d5 customer=Ada > /dev/null
crm-deal delete -q D5 > /dev/null
try 'deleted records are left out' 0 \
    'echo C1 | crm-deal list - --via customer -o ids'
is_out D2
try 'and are what --deleted is about' 0 \
    'echo C1 | crm-deal list - --via customer --deleted -o ids'
is_out D5
try 'no rows' 0 'crm-customer list -w "name = nobody" | crm-deal list - -o ids'
is_out ''
try 'rows that refer to nothing' 0 \
    'crm-customer list -w "name = Bea" | crm-deal list - -q -o ids'
is_out ''
try 'blank keys are counted' 0 \
    'printf "customer_id\nC1\n\"\"\n" | crm-deal list - -o ids'
is_out D2
like_err 'skipped 1 rows without customer_id'
try 'a key that is not there' 3 \
    'printf "customer_id\nC77\n" | crm-deal list - -o ids'
like_err "there is no customer 'C77'"
try '--via: no such field' 2 'crm-customer list | crm-deal list - --via custmer'
is_err "crm-deal: --via: no field 'custmer' in deal; nearest: customer, customer_id"
try '--via: no reference' 2 'crm-customer list | crm-deal list - --via amount'
is_err 'crm-deal: --via: amount of a deal refers to nothing'
run '--via is for streams' 2 crm-deal list D1 --via customer
is_err 'crm-deal: --via is about what is in a stream: name it as -'
run 'and for verbs that take ids' 2 crm-deal import --via customer
like_err 'import takes no option --via|--via'

crm-admin field add -q entity=deal name=referee type=ref ref=customer > /dev/null
crm-deal set -q D2 referee=Bea > /dev/null
try "a user's field" 0 'echo C2 | crm-deal list - --via referee -o ids'
is_out D2

done_testing
