#!/bin/sh
# A merged record's id and names lead to the record that stands for it:
# operands, streams, references, filters, imports; along a chain, too.
. "$(dirname "$0")/../../lib.sh"

q() { "$@" -q > /dev/null; }
start() {
	book
	q crm-customer add name='Acme Inc' code=K-1 ext=X1
	q crm-customer add name='Acme Ltd' code=K-2 ext=X2
	q crm-customer add name=Acme code=K-3 ext=X3
	q crm-deal add name=Big customer=C1
	q crm-task add about=C1 subject=call
	q crm-customer merge C1 C2 into=C2	# B7
	q crm-customer merge C2 C3 into=C3	# B8
}

start
for name in C1 C2 C3 ext:X1 ext:X2 K-1 k-2 'acme inc' 'ACME LTD' '=Acme'; do
	run "$name" 0 crm-customer list "$name" -o ids
	is_out 'C3'
	is_err ''
done
run 'said on demand' 0 crm-customer show C1 -v -c customer_id -o csv
is_err 'crm-customer: C1 was merged into C3'
try 'a stream, each once' 0 'printf "customer_id\nC1\nC3\nC2\n" |
    crm-customer list - -o ids'
is_out 'C3'
try 'a stream of a change' 0 'printf "customer_id\nC1\nC3\nC2\n" |
    crm-customer set - level=top -v -c customer_id,level'
is_out 'customer_id,level
C3,top'
is_err 'crm-customer: C1 was merged into C3
crm-customer: C2 was merged into C3
crm-customer: updated 1 (batch B9)'
run 'a reference' 0 crm-deal add name=New customer=C1 -q -c customer_id
is_out 'customer_id
C3'
run 'a reference by an old name' 0 crm-deal add name=New2 customer='acme inc' \
    -q -c customer_id
is_out 'customer_id
C3'
run 'about' 0 crm-task add about=C2 subject=meet -q -c about
is_out 'about
C3'
run 'a filter' 0 crm-deal list -w 'customer = C1' -o ids
is_out 'D1
D2
D3'
run 'a filter by name' 0 crm-deal list -w 'customer in ("acme inc", K-2)' -o ids
is_out 'D1
D2
D3'
run 'a filter on about' 0 crm-task list -w 'about = C1' -o ids
is_out 'T1
T2'
try 'references of an import' 0 'printf "name,customer\nP,Acme Inc\nQ,C2\n" |
    crm-deal import - -q -c name,customer_id'
is_out 'name,customer_id,_action,_duplicate_of
P,C3,inserted,
Q,C3,inserted,'
try 'about in an import' 0 'printf "subject,about\nwrite,C1\n" |
    crm-task import - -q -c about'
is_out 'about,_action,_duplicate_of
C3,inserted,'

# ---- a row of an import that is a merged record ----

try 'identity: an old external id' 4 'printf "ext,name\nX1,Other\n" |
    crm-customer import -'
is_err 'crm-customer: stdin:2: was merged into C3, which has other values; --on-duplicate skip or fill leaves those; to change them, set them of C3
crm-customer: read 1, rejected 1; nothing was written'
try 'the same values: nothing to do' 0 'printf "ext,name\nX1,Acme\n" |
    crm-customer import - -o ids'
is_out 'C3'
is_err 'crm-customer: read 1, unchanged 1'
try 'update fills blanks only, and leaves the keys' 0 \
    'printf "ext,name,city\nX1,Other,Bonn\n" |
    crm-customer import - --on-duplicate update -q -c ext,code,name,city'
is_out 'ext,code,name,city,_action,_duplicate_of
X3,K-3,Acme,Bonn,filled,'
try 'an old code' 0 'printf "code,name,city\nK-2,Acme,Bonn\n" |
    crm-customer import - -q -c ext,code,name,city'
is_out 'ext,code,name,city,_action,_duplicate_of
X3,K-3,Acme,Bonn,unchanged,'
try 'an old id' 0 'printf "customer_id,city,region\nC1,Rome,NRW\n" |
    crm-customer import - --on-duplicate update -q -c customer_id,city,region'
is_out 'customer_id,city,region,_action,_duplicate_of
C3,Bonn,NRW,filled,'
try 'rows of what is one record now' 0 \
    'printf "ext,name,city\nX1,Old,Rome\nX3,New,Pisa\nX2,Older,Oslo\n" |
    crm-customer import - --on-duplicate update -q -c ext,name,city'
is_out 'ext,name,city,_action,_duplicate_of
X3,New,Pisa,skipped,
X3,New,Pisa,updated,
X3,New,Pisa,skipped,'
awk 'BEGIN {
	print "ext,name,notes\nX1,Old,"
	for (i = 0; i < 6000; i++)
		printf "N%d,M%d,%0150d\n", i, i, i
}' > many.csv
run 'in bulk, too' 0 crm-customer import many.csv --on-duplicate skip -n -o ids
like_out '^C3$'
is_err 'crm-customer: read 6001, inserted 6000, skipped 1 (dry run: nothing was written)'

# ---- what is about the deleted record itself ----

run 'its own history' 0 crm-customer history C1 -c id,action
like_out '^C1,deleted$'
run 'a live record has the name' 0 sh -c \
    'crm-customer add name="Acme Inc" -q -o ids; crm-customer list "acme inc" -o ids'
is_out 'C4
C4'
run 'restore' 5 crm-customer restore C1
is_err 'crm-customer: C1 was merged into C2; to part them again: crm-admin undo B7'

# ---- before the merge, after its undo, and in a circle ----

start
run 'as of then' 0 crm-deal list -w 'customer = C1' --as-of B6 -c customer_id
is_out 'customer_id
C1'
run 'as of then, by id' 0 crm-customer list C1 --as-of B6 -o ids
is_out 'C1'
q crm-admin undo B8
run 'half the chain' 0 crm-customer list C1 -o ids
is_out 'C2'
q crm-admin undo B7
run 'none of it' 0 crm-customer list C1 -o ids
is_out 'C1'
start
ask 'UPDATE customer SET merged_into = 1 WHERE id = 2'
run 'a circle leads nowhere' 3 crm-customer list C1
like_err 'C1 is deleted'
try 'a circle in a stream' 3 'printf "customer_id\nC1\n" | crm-customer set - level=x'
like_err 'C1 is deleted'

done_testing
