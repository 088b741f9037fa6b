#!/bin/sh
# How a record is named.
. "$(dirname "$0")/../../lib.sh"
book
crm-team user add -q login=bob name='Bob Ray' > /dev/null
crm-team user add -q login=ben name='Bob Ray' > /dev/null
crm-team user add -q login=D1 name=Odd > /dev/null
crm-customer add -q name='Müller KG' ext=E-1 > /dev/null
crm-customer add -q name=Twin > /dev/null
crm-customer add -q name=TWIN > /dev/null
crm-customer add -q name=C1 > /dev/null
crm-customer add -q name=Gone ext=E-9 > /dev/null
crm-customer delete -q Gone > /dev/null
crm-stock add -q sku=SKU-1 name='Big box' > /dev/null
crm-order add -q number=SO/1 > /dev/null
crm-deal add -q name=deal > /dev/null
crm-admin stage add -q pipeline=other name=proposal seq=1 > /dev/null

# names PROGRAM NAME ID
names() {
	run "$2 is $3" 0 $1 show -o ids -- "$2"
	is_out "$3"
}
names crm-customer C1 C1
names crm-customer ext:E-1 C1
names crm-customer 'müller kg' C1
names crm-customer 'MÜLLER KG' C1
names crm-customer =C1 C4
names crm-team bob U2
names crm-team BOB U2
names crm-team Odd U4
names crm-team =D1 U4
names crm-stock sku-1 PR1
names crm-stock 'big BOX' PR1
names crm-order so/1 O1
names 'crm-admin stage' other/proposal ST8
names 'crm-admin stage' default/proposal ST3

# wrong STATUS MESSAGE PROGRAM NAME
wrong() {
	run "$4: $2" "$1" $3 show -- "$4"
	is_out ''
	is_err "$2"
}
wrong 2 'crm-team: expected a user like U1, got deal D1' crm-team D1
wrong 2 'crm-customer: expected a customer like C1, got order line OL3' crm-customer OL3
wrong 3 "crm-customer: there is no customer 'C77'" crm-customer C77
wrong 3 "crm-customer: there is no customer 'nobody'" crm-customer nobody
wrong 3 "crm-customer: there is no customer 'ext:E-2'" crm-customer ext:E-2
wrong 3 "crm-customer: there is no customer 'C01'" crm-customer C01
wrong 3 "crm-customer: there is no customer 'ZZ1'" crm-customer ZZ1
wrong 5 "crm-customer: 'twin' names 2 customers: C2, C3; say which by its id" crm-customer twin
wrong 5 "crm-team: 'Bob Ray' names 2 users: U2, U3; say which by its id" crm-team 'Bob Ray'
wrong 5 "crm-admin: 'proposal' names 2 stages: ST3, ST8; say which by its id" 'crm-admin stage' proposal

run 'control bytes are escaped once' 3 crm-customer show "$(printf 'a\nb\033c')"
is "$(cat err)" "crm-customer: there is no customer 'a\nb\x1bc'" 'once'

# ---- deleted ones ----

gone='crm-customer: customer C5 is deleted; bring it back with: crm-customer restore C5'
run 'set says that it is deleted' 3 crm-customer set C5 grade=A
is_out ''
is_err "$gone"
run 'delete too' 3 crm-customer delete C5
is_err "$gone"
run 'nobody refers to it' 3 crm-deal add customer=C5
is_out ''
like_err '^crm-deal: customer: .*C5'
run 'its name is free' 0 crm-customer add name=Gone ext=E-9 -o ids -q
is_out C6
run 'history knows it' 0 crm-customer history C5 -o csv -c action
is_out 'action
inserted
deleted'
run 'its external id is taken now' 5 crm-customer restore C5
is_out ''
is_err "crm-customer: ext: 'E-9' is taken by C6"

# ---- references ----

run 'a reference by every kind of name' 0 crm-deal add -q customer=ext:E-1 \
    owner=BEN product='big box' stage=needs -o csv -c customer,owner,product,stage
is_out 'customer,owner,product,stage
Müller KG,ben,Big box,needs'
run 'an ambiguous one' 5 crm-deal add owner='bob ray'
is_out ''
is_err "crm-deal: owner: 'bob ray' names 2 users: U2, U3; say which by its id"
run 'one of another kind' 2 crm-deal add owner=C1
is_err 'crm-deal: owner: expected a user like U1, got customer C1'
run 'one that is not there' 3 crm-deal add owner=nobody
is_err "crm-deal: owner: there is no user 'nobody'"
run 'an id behind NAME_id' 0 crm-deal add -q owner_id=U3 -o csv -c owner
is_out 'owner
ben'
run 'about takes an id of any kind' 0 crm-task add -q subject=x about=O1 -o csv -c about
is_out 'about
O1'
run 'and a name that one has' 0 crm-task add -q subject=x about='MÜLLER KG' -o csv -c about
is_out 'about
C1'
run 'of a kind, where it says so' 0 crm-task add -q subject=x about=user:bob -o csv -c about
is_out 'about
U2'
run 'but not what names nothing' 3 crm-task add subject=x about=bob
is_err "crm-task: about: 'bob' names no lead, contact, customer, deal, order or project, and is not an id like L12 or C3"
run 'nor one that is not there' 3 crm-task add subject=x about=O7
like_err "^crm-task: about: there is no order 'O7'"

# ---- names that read like ids ----

# In field=value a name comes first; where the text is the id of another record, too,
# it is said how each is written.  C4 is called C1, U4 logs in as D1.
run 'a login like the id of a deal' 0 crm-deal add -q name=x owner=D1 -o csv -c owner
is_out 'owner
D1'
run 'a name that is the id of another' 5 crm-deal add customer=C1
is_out ''
is_err "crm-deal: customer: 'C1' is the name of C4 and the id of another customer; write =C1 for the name, id:C1 or a column customer_id for the id"
run 'the name' 0 crm-deal add -q customer==C1 -o csv -c customer_id
is_out 'customer_id
C4'
run 'the id' 0 crm-deal add -q customer=id:C1 -o csv -c customer_id
is_out 'customer_id
C1'
run 'the id behind NAME_id' 0 crm-deal add -q customer_id=C1 -o csv -c customer_id
is_out 'customer_id
C1'
run 'an id that nobody is called' 0 crm-deal add -q customer=C2 -o csv -c customer_id
is_out 'customer_id
C2'
run 'in full width' 0 crm-deal add -q customer=Ｃ２ -o csv -c customer_id
is_out 'customer_id
C2'
run 'both in full width' 5 crm-deal add customer=Ｃ１
like_err "write =Ｃ１ for the name"
run 'behind a verb an id comes first' 0 crm-customer show C1 -c customer_id
is_out 'customer_id
C1'
run 'ids of a pipe are ids' 0 sh -c \
    'crm-customer list -w "customer_id = C1" -o csv | crm-deal add - -q -o csv -c customer_id'
is_out 'customer_id
C1'
crm-customer add -q name=Reach email=r@example.com phone='+86 571 8888 0001' > /dev/null
run 'by its address' 0 crm-deal add -q customer=R@Example.com -o csv -c customer
is_out 'customer
Reach'
run 'by its number' 0 crm-customer show '+86-571-88880001' -c name
is_out 'name
Reach'
run 'by an external id without a word' 0 crm-deal add -q customer=E-1 -o csv -c customer
is_out 'customer
Müller KG'
run 'one name in two kinds' 0 crm-lead add -q company=Reach
run 'is refused' 5 crm-task add subject=x about=Reach
like_err "^crm-task: about: 'Reach' names lead L1 and customer C[0-9]*; write its id as id:ID, or the kind before the name, as in lead:=Reach"
run 'unless the kind is said' 0 crm-task add -q subject=x about=customer:Reach -o csv -c about
like_out '^C'

# ---- keys ----

run 'a key is unique' 5 crm-stock add sku=sku-1
is_out ''
is_err "crm-stock: sku: 'sku-1' is taken by PR1"
run 'after a change too' 5 crm-team set U2 login=BEN
is_err "crm-team: login: 'BEN' is taken by U3"
run 'an external id too' 5 crm-customer set C2 ext=E-1
is_err "crm-customer: ext: 'E-1' is taken by C1"
run 'a key of two fields' 5 crm-admin stage add pipeline=OTHER name=Proposal seq=9
like_err "'Proposal' is taken by ST8"

done_testing
