#!/bin/sh
# Names that read like ids, and ids of other systems: what a cell of a reference
# means.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

# ---- names that read like ids ----

book
feed 'Customer name\nC3\nPine Works\nRuno Mills\nO2\nU2 Music\n' \
    crm-customer import - -q > /dev/null
FIT="is the name of C1 and the id of another customer; write =C3 for the name, \
id:C3 or a column customer_id for the id"
run 'two that fit' 4 feed 'name,customer,stage\nx,C3,won\n' crm-deal import -
is_out ''
is_err "crm-deal: stdin:2: customer: 'C3' $FIT
crm-deal: read 1, rejected 1; nothing was written"
run 'each as it is written' 0 feed \
    'name,customer,stage\na,=C3,won\nb,id:C3,won\nc,O2,won\nd,u2 music,won\ne,C2,won\n' \
    crm-deal import - -c name,customer_id
is_out 'name,customer_id,_action,_duplicate_of
a,C1,inserted,
b,C3,inserted,
c,C4,inserted,
d,C5,inserted,
e,C2,inserted,'
run 'a column of our ids has ids' 0 feed 'name,customer_id,stage\nf,C3,won\n' \
    crm-deal import - -c name,customer
is_out 'name,customer,_action,_duplicate_of
f,Runo Mills,inserted,'
run 'full width is no other letter' 4 feed 'name,customer,stage\nx,Ｃ３,won\n' \
    crm-deal import -
like_err 'write =Ｃ３ for the name, id:Ｃ３'
run 'and an id' 0 feed 'name,customer,stage\nx,Ｃ２,won\n' crm-deal import - \
    -c customer_id
like_out '^C2,'
run 'what comes of it goes back' 0 sh -c 'crm-deal list -o csv | crm-deal import - -o ids'
like_err '^crm-deal: read 7, unchanged 7$'

feed 'number,customer\nC17,C2\nPR1,C2\n' crm-order import - -q > /dev/null
feed 'sku,name\nC2,Carriage\nPR1,Box\nPR9,Lid\n' crm-stock import - -q > /dev/null
run 'keys like ids of other kinds' 0 feed \
    'order,product,quantity\nC17,C2,1\nPR1,PR9,2\n' crm-order order-line import - \
    -c order_id,product_id
is_out 'order_id,product_id,_action,_duplicate_of
O1,PR1,inserted,
O2,PR3,inserted,'
run 'a key that is the id of another' 4 feed 'order,product,quantity\nC17,PR1,1\n' \
    crm-order order-line import -
like_err "'PR1' is the key of PR2 and the id of another product; write =PR1 for the key, id:PR1 or a column product_id"
run 'a column of keys has keys' 0 feed 'order no,SKU,quantity\nC17,PR1,1\n' \
    crm-order order-line import - -c product_id
like_out '^PR2,'
run 'an id of another kind' 4 feed 'name,customer,stage\nx,O1,won\n' crm-deal import -
like_err "customer: expected a customer like C1, got order O1; write =O1 where that is its name$"
run 'is never made' 4 feed 'name,customer,stage\nx,O1,won\n' \
    crm-deal import - --create-missing
run 'unless it says that it is a name' 0 feed 'name,customer,stage\nx,=O1,won\n' \
    crm-deal import - --create-missing -c customer
like_out '^O1,'
like_err 'made 1 missing: customer \(O1\)'
run 'an id that nobody has is none' 0 feed 'order,product\nC536379,PR9\n' \
    crm-order order-line import - --create-missing -c order
like_out '^C536379,'
run 'but not one of that kind' 4 feed 'order,product\nO77,PR9\n' \
    crm-order order-line import - --create-missing
is_err "crm-order: stdin:2: order: there is no order 'O77'; write =O77 where that is its name
crm-order: read 1, rejected 1; nothing was written"
run 'a code may read like the id of another kind, whatever is there' 0 feed \
    'order,product\nC1,O1\nC1,C1\nC1,D77\n' \
    crm-order order-line import - --create-missing -n -o csv -c order,product.sku
is_out 'order,product.sku,_action,_duplicate_of
C1,O1,inserted,
C1,C1,inserted,
C1,D77,inserted,'
run 'but a key that is there comes first' 0 feed 'order,product\nC17,A1\n' \
    crm-order order-line import - --create-missing -n
run 'a name is not the id that the row above was given' 0 feed \
    'number,customer\nN-1,=Own\nN-2,O4\nN-3,O4\nN-4,O5\n' \
    crm-order import - --create-missing -o csv -c number,customer
is_out 'number,customer,_action,_duplicate_of
N-1,Own,inserted,
N-2,O4,inserted,
N-3,O4,inserted,
N-4,O5,inserted,'

# ---- ids of another system, file by file ----

book
cat > users.csv <<'END'
Id,Username,Name,Email
005X,eve,Eve Ray,eve@x.com
005Y,bob,Bob Ray,bob@x.com
END
cat > accounts.csv <<'END'
Id,Name,ParentId,OwnerId
001A,Acme,001B,005X
001B,Beta Group,,005X
END
cat > contacts.csv <<'END'
Id,AccountId,Name,Email
003A,001A,Li Na,li@acme.com
003B,001B,Li Na,li@beta.com
END
cat > leads.csv <<'END'
Id,Company,Name,Email,OwnerId
00Q1,Gamma,Jo Doe,jo@gamma.com,005Y
END
cat > deals.csv <<'END'
Id,AccountId,Name,StageName,OwnerId
006A,001A,Big one,proposal,005X
006B,001B,Small one,won,005Y
END
cat > activities.csv <<'END'
Id,WhoId,WhatId,Subject,Type,OwnerId
00T1,003A,006A,Both,call,005X
00T2,00Q1,,Lead,email,005X
00T3,,001B,Customer,meeting,005Y
00T4,,006B,Deal,meeting,005Y
00T5,,,Nothing,call,005Y
END
run 'before the accounts' 4 crm-deal import deals.csv --map OwnerId=
like_err "customer: there is no customer '001A'; import each customer first, with that id as ext$"
run 'before the users' 4 crm-deal import deals.csv --map AccountId=
like_err "owner: there is no user '005X'; import the users first, with that id as ext, or say --value 'owner:005X=LOGIN'$"
like_err "deals.csv: [0-9]+ rows?: --value 'owner:005X='\$"
run 'a value for an id' 0 crm-deal import deals.csv --map AccountId= \
    --value owner:005X=ann --value owner:005Y=ann -n -c owner
like_out '^ann,inserted'
run 'users' 0 crm-team user import users.csv -q -o ids
run 'accounts' 0 crm-customer import accounts.csv -c name,parent,owner
is_out 'name,parent,owner,_action,_duplicate_of
Acme,Beta Group,eve,inserted,
Beta Group,,eve,inserted,'
run 'contacts' 0 crm-customer contact import contacts.csv -c ext,customer
is_out 'ext,customer,_action,_duplicate_of
003A,Acme,inserted,
003B,Beta Group,inserted,'
run 'leads' 0 crm-lead import leads.csv -q -c ext,owner
run 'deals' 0 crm-deal import deals.csv -c ext,customer,owner
is_out 'ext,customer,owner,_action,_duplicate_of
006A,Acme,eve,inserted,
006B,Beta Group,bob,inserted,'
run 'activities' 0 crm-task activity import activities.csv -c subject,about,contact_id
is_out 'subject,about,contact_id,_action,_duplicate_of
Both,D1,CT1,inserted,
Lead,L1,,inserted,
Customer,C2,,inserted,
Deal,D2,,inserted,
Nothing,,,inserted,'
unlike_err 'second record'
run 'and once more' 0 crm-task activity import activities.csv -o ids
like_err 'read 5, unchanged 5$'
run 'one column alone' 0 crm-task activity import activities.csv \
    --map WhoId=about,WhatId= --on-duplicate update -c subject,about
like_out '^Both,CT1,updated'
run 'what is beside nothing is left, and told' 0 feed \
    'Subject,Type,Account Name,Opportunity Name\nTwo,call,Acme,Big one\n' \
    crm-task activity import - -n -c about,contact_id
like_out '^C1,,'
like_err 'about: 1 row names a second record, which is left out; --map says which column counts'

# An id of theirs that is one of ours.
crm-customer add -q name=Third ext=C1 > /dev/null
run 'theirs or ours' 4 feed 'Name,AccountId,stage\nx,C1,won\n' crm-deal import -
like_err "'C1' is the external id of C3 and the id of another customer; write ext:C1 for the external id, id:C1"
run 'the name beside it says which' 0 feed \
    'Name,AccountId,Account Name,stage\nx,C1,Third,won\ny,C1,Acme,won\n' \
    crm-deal import - -c name,customer_id
is_out 'name,customer_id,_action,_duplicate_of
x,C3,inserted,
y,C1,inserted,'
crm-customer add -q name=Fourth ext=C90 > /dev/null
for t in 'Name,AccountId,stage\nx,C2,won\n' 'Name,AccountId,Account Name,stage\nx,C2,Fourth,won\n'; do
	run 'one of ours that is nobody'"'s theirs" 4 feed "$t" crm-deal import -
	like_err "customer: no customer has the external id 'C2' \\(id:C2 is ours\\)"
done
run 'nor of a user' 4 feed 'Name,AccountId,OwnerId,stage\nx,C90,U1,won\n' crm-deal import -
like_err "owner: no user has the external id 'U1' \\(id:U1 is ours\\); import the users first"
run 'nor of any record' 4 feed 'Subject,WhatId,Type\nx,C2,call\n' crm-task activity import -
like_err "about: no customer has the external id 'C2'"
run 'ours are said to be' 0 feed 'Name,AccountId,stage\nx,id:C2,won\n' \
    crm-deal import - -n -c customer_id
like_out '^C2,'
run 'as by the label that a list of ours has' 0 sh -c '
    crm-deal add name=own customer=C2 owner=ann -q > /dev/null
    crm-deal list -w "name = own" -c name,customer_id,owner_id -o xlsx > own.xlsx
    crm-deal import own.xlsx -n -c customer_id'
like_out '^C2,'
run 'as by the map' 0 feed 'Name,AccountId,stage\nx,C2,won\n' \
    crm-deal import - -n --map AccountId=customer_id -c customer_id
like_out '^C2,'
run 'a live one is not called deleted' 4 feed 'Name,AccountId,stage\nx,C2,won\n' \
    crm-deal import - --map AccountId=customer.ext
like_err "customer: no customer has the external id 'C2'"
run 'the map says which' 0 feed 'Name,AccountId,stage\nz,C1,won\n' \
    crm-deal import - --map AccountId=customer.ext -c name,customer_id
like_out '^z,C3,'
run 'a new id beside a known name' 0 feed \
    'Name,AccountId,Account Name,stage\nx,001N,=C1,won\n' crm-deal import - -n --create-missing
run 'of one without an id' 0 sh -c 'crm-customer add -q name=Delta > made
    printf "Name,AccountId,Account Name,stage\nx,001D,Delta,won\n" |
    crm-deal import - -c customer'
like_out '^Delta,'
run 'but not of one with another' 4 feed \
    'Name,AccountId,Account Name,stage\nx,001Z,Acme,won\n' crm-deal import -
like_err "there is no customer '001Z'"

# ---- by which field ----

run 'by address, number, name within the customer' 0 feed \
    'name,customer,contact,stage\na,Acme,Li Na,won\nb,Beta Group,Li Na,won\nc,,LI@beta.com,won\n' \
    crm-deal import - -c name,contact_id
is_out 'name,contact_id,_action,_duplicate_of
a,CT1,inserted,
b,CT2,inserted,
c,CT2,inserted,'
run 'of another customer' 4 feed \
    'name,customer,contact,stage\na,Third,Li Na,won\nb,Third,Jo Li,won\n' crm-deal import -
like_err "^crm-deal: stdin:2: contact: 'Li Na' names 2 contacts of other customers; write id:CT1 where that is meant; --create-missing makes it$"
like_err "^crm-deal: stdin:3: contact: there is no contact 'Jo Li'; --create-missing makes it$"
run 'a name that two have' 4 feed 'name,contact,stage\nx,Li Na,won\n' crm-deal import -
like_err "'Li Na' names 2 contacts: CT1, CT2"
run 'owners by e-mail and name' 0 feed \
    'name,owner,stage\na,eve@x.com,won\nb,Bob Ray,won\n' crm-deal import - -c owner
is_out 'owner,_action,_duplicate_of
eve,inserted,
bob,inserted,'
run 'by the field that the map says' 0 feed 'name,Who,stage\na,bob@x.com,won\n' \
    crm-deal import - --map Who=owner.email -c owner
like_out '^bob,'
run 'no such field' 2 feed 'name,Who,stage\na,b,won\n' crm-deal import - \
    --map Who=customer.employees
like_err "^crm-deal: --map: 'employees' is no field that a customer is found by"
run 'no reference' 2 feed 'name,Who,stage\na,b,won\n' crm-deal import - --map Who=name.ext
like_err '^crm-deal: --map: name is no reference to another record$'

# ---- of which kind ----

run 'a column of kinds' 0 feed \
    'subject,Related To,Related To Type\na,Acme,Account\nb,Big one,Opportunities\nc,jo@gamma.com,Lead\nd,003B,联系人\n' \
    crm-task import - -c subject,about
is_out 'subject,about,_action,_duplicate_of
a,C1,inserted,
b,D1,inserted,
c,L1,inserted,
d,CT2,inserted,'
run 'no kind' 4 feed 'subject,about,about type\nx,Acme,Foo\n' crm-task import -
like_err "about: 'Foo' is no kind of record; lead, customer, contact, deal and order are"
run 'columns of a kind' 0 feed \
    'subject,Contact Email,Associated Company,Deal\na,,Acme,\nb,li@beta.com,,\nc,,,Big one\n' \
    crm-task import - -c subject,about
is_out 'subject,about,_action,_duplicate_of
a,C1,inserted,
b,CT2,inserted,
c,D1,inserted,'
run 'the map says the kind' 0 feed 'subject,X\na,001B\nb,Acme\n' crm-task import - \
    --map X=about.customer -c about
is_out 'about,_action,_duplicate_of
C2,inserted,
C1,inserted,'
run 'and the field' 0 feed 'subject,X\na,003A\n' crm-task import - \
    --map X=about.contact.ext -c about
like_out '^CT1,'
run 'not a kind' 2 feed 'subject,X\na,1\n' crm-task import - --map X=about.foo
like_err "^crm-task: --map: 'foo' is no kind of record"
run 'one text of two kinds' 4 sh -c 'crm-lead add -q company=Acme > made
    printf "subject,about\nx,Acme\n" | crm-task import -'
like_err "about: 'Acme' names lead L2 and customer C1; write its id as id:ID, or the kind before the name, as in lead:=Acme"
run 'with its kind' 0 feed 'subject,about\nx,customer:Acme\ny,lead:Acme\n' \
    crm-task import - -c about
is_out 'about,_action,_duplicate_of
C1,inserted,
L2,inserted,'

# ---- made by the way ----

run 'code and name make one record' 0 feed \
    'name,Customer ID,Customer Name,stage\na,12346,Retail,won\nb,12346,Retail,won\n' \
    crm-deal import - --create-missing -c customer,customer.code,customer.ext
is_out 'customer,customer.code,customer.ext,_action,_duplicate_of
Retail,12346,12346,inserted,
Retail,12346,12346,inserted,'
like_err 'made 1 missing: customer \(Retail\)'
run 'a contact belongs to the customer' 0 feed \
    'name,contact,customer,stage\na,New Man,Acme,won\nb,New Man,Beta Group,won\n' \
    crm-deal import - --create-missing -c contact_id,contact.customer
is_out 'contact_id,contact.customer,_action,_duplicate_of
CT3,Acme,inserted,
CT4,Beta Group,inserted,'
run 'never a user' 4 feed 'name,owner,stage\na,zoe,won\n' crm-deal import - --create-missing
like_err "owner: there is no user 'zoe'; --value 'owner:zoe=LOGIN' says who it is, --create-missing=user makes users$"
run 'unless asked' 0 feed 'name,owner,stage\na,zoe@x.com,won\n' \
    crm-deal import - --create-missing=user -c owner,owner.email
like_out '^zoe@x.com,zoe@x.com,'
run 'not anything' 2 feed 'name\na\n' crm-deal import - --create-missing=foo
is_err "crm-deal: --create-missing takes no value but user, not 'foo'"
run 'the first names of each kind' 0 feed \
    'name,customer,product,stage\na,A1 Ltd,P1,won\nb,A2 Ltd,P1,won\nc,A3 Ltd,P1,won\nd,A4 Ltd,P2,won\n' \
    crm-deal import - --create-missing -o ids
like_err 'made 6 missing: 4 customers \(A1 Ltd, A2 Ltd, A3 Ltd, …\), 2 products \(P1, P2\) \(batch'

# ---- a pipeline, and what is left out ----

crm-admin stage add -q pipeline=other name=proposal seq=1 > /dev/null
run 'a pipeline counts with its stage' 0 feed \
    'name,Pipeline,Stage\na,other,proposal\nb,Default,Proposal\nc,,won\n' \
    crm-deal import - -c pipeline,stage
is_out 'pipeline,stage,_action,_duplicate_of
other,proposal,inserted,
default,proposal,inserted,
default,won,inserted,'
run 'by the map' 0 feed 'name,Funnel,Stage\na,other,proposal\n' \
    crm-deal import - --map Funnel=pipeline -c pipeline
like_out '^other,'
run 'one without that stage' 4 feed 'name,Pipeline,Stage\na,other,won\n' crm-deal import -
like_err "stage: there is no stage 'other/won'; --value 'pipeline:other=…' says which pipeline is meant$"
run 'their pipeline and their words' 0 feed 'name,Pipeline,Stage\na,Sales Pipeline,closedwon\n' \
    crm-deal import - --value 'pipeline:Sales Pipeline=default' -c pipeline,stage
like_out '^default,won,'
run 'a pipeline alone: where a deal begins there' 0 feed \
    'id,name,Pipeline,Stage\nq1,a,other,\nq2,b,Sales Pipeline,\nq3,c,,\n' \
    crm-deal import - -c pipeline,stage
is_out 'pipeline,stage,_action,_duplicate_of
other,proposal,inserted,
default,qualification,inserted,
default,qualification,inserted,'
run 'without a column of stages, too' 0 feed 'name,Pipeline\na,Other\n' \
    crm-deal import - -c pipeline,stage
like_out '^other,proposal,'
run 'one that is not there' 4 feed 'name,Pipeline\na,Nope\n' crm-deal import -
like_err "pipeline: there is no pipeline 'Nope' with an open stage; crm-admin stage add makes it, --value 'pipeline:Nope=…' says which one is meant$"
run 'and its verdict' 0 feed 'name,Pipeline,Status\na,other,open\n' \
    crm-deal import - -c pipeline,stage
like_out '^other,proposal,'
run 'a deal that is there has its pipeline' 0 feed 'id,Pipeline\nq1,other\n' \
    crm-deal import - --on-duplicate update -c pipeline,stage
like_out '^other,proposal,unchanged,'
run 'another one needs a stage' 4 feed 'id,Pipeline\nq1,default\n' \
    crm-deal import - --on-duplicate update
like_err "pipeline: 'default' alone moves nothing: the stage in which it goes on there must stand beside it, in 'stage'$"
run 'an id of another' 4 feed 'name,Pipeline,Stage,stage_id\na,default,proposal,ST8\n' \
    crm-deal import -
like_err "stage: 'default/proposal' is not the name of ST8"
run 'what the book keeps itself is listed' 0 feed \
    'name,Status,Last Activity Date\nKept,active,2026-01-01\n' crm-customer import - -o ids
like_err "stdin: left out, for the book keeps it itself: 'Status', 'Last Activity Date'"
run 'but not of an export' 0 sh -c 'crm-customer list -o csv | crm-customer import - -o ids'
unlike_err 'left out'
# Of those who load their files at once none makes what another is making.
printf 'Name,Account\nx,Neuland\n' > deals.csv
printf 'Company,Email\nLand,e1@land.example\n' > leads.csv
printf 'Name,City\nKeyland,A\n' > keyed.csv
for i in 1 2 3; do
	crm-deal import --create-missing --again -q deals.csv > "d$i" 2>&1 &
	crm-customer import --key name --on-duplicate update -q keyed.csv > "k$i" 2>&1 &
	crm-lead import --duplicates reject --again -q leads.csv > "l$i" 2>&1 &
done
wait
is "$(crm-customer list -w 'name = Neuland' -o ids | wc -l)" 1 'a missing customer is made once'
is "$(crm-deal list -w 'customer.name = Neuland' -o ids | wc -l)" 3 'for all of them'
is "$(crm-customer list -w 'name = Keyland' -o ids | wc -l)" 1 'a key is taken once'
is "$(crm-lead list -w 'email = e1@land.example' -o ids | wc -l)" 1 'a double is told'
run 'sound' 0 crm-admin check
done_testing
