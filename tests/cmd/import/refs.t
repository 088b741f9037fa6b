#!/bin/sh
# References: by name, key, typed id, external id; to later rows of the same
# file; to records that are made by the way.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

book
feed 'ext,code,name\nX1,A1,Acme\nX2,B2,Beta\nX3,,Twin\nX4,,Twin\n' \
    crm-customer import - -q > /dev/null
run 'by name, key, external id, typed id' 0 feed \
    'name,stage,customer\na,won,ACME\nb,won,b2\nc,won,ext:X1\nd,won,C2\ne,won,\n' \
    crm-deal import - -c name,customer_id,customer
is_out 'name,customer_id,customer,_action,_duplicate_of
a,C1,Acme,inserted,
b,C2,Beta,inserted,
c,C1,Acme,inserted,
d,C2,Beta,inserted,
e,,,inserted,'
run 'by the key column of another system' 0 feed \
    'name,stage,Account ID\na,won,X2\nb,won,id:C1\n' \
    crm-deal import - -c name,customer
is_out 'name,customer,_action,_duplicate_of
a,Beta,inserted,
b,Acme,inserted,'
run 'name and id must agree' 4 feed \
    'name,stage,customer_id,customer\na,won,C1,Acme\nb,won,C1,Beta\n' \
    crm-deal import -
like_err '^crm-deal: stdin:3: customer: .*C1.*Beta|^crm-deal: stdin:3: customer: .*Beta.*C1'
run 'a name that two have' 4 feed 'name,stage,customer\na,won,twin\n' \
    crm-deal import -
is_err "crm-deal: stdin:2: customer: 'twin' names 2 customers: C3, C4; say \
which by its id
crm-deal: read 1, rejected 1; nothing was written"
run 'nobody' 4 feed 'name,stage,customer\na,won,Nobody\n' crm-deal import -
is_err "crm-deal: stdin:2: customer: there is no customer 'Nobody'; \
--create-missing makes it
crm-deal: read 1, rejected 1; nothing was written"
run 'a foreign id of nobody is told as it stands' 4 \
    feed 'name,stage,customer_id\na,won,X9\n' crm-deal import -
like_err "^crm-deal: stdin:2: customer: there is no customer 'X9'; "

# ---- made by the way ----

run '--create-missing' 0 feed \
    'name,stage,customer,owner,product\na,won,New Co,eve,Thing\nb,won,new co,eve,Thing\n' \
    crm-deal import - --create-missing=user -c name,customer_id,owner,product
is_out 'name,customer_id,owner,product,_action,_duplicate_of
a,C5,eve,Thing,inserted,
b,C5,eve,Thing,inserted,'
is_err 'crm-deal: stdin: closed_on: blank in 2 rows of what is closed, which no report on days counts; --map or --default says when it was
crm-deal: read 2, inserted 2, made 3 missing: customer (New Co), user (eve), product (Thing) (batch B5)'
run 'a product so made has a key' 0 crm-stock product list -c sku,name
is_out 'sku,name
Thing,Thing'
run 'a bad row makes nothing' 4 feed \
    'name,stage,customer,amount\na,won,Ghost,12o\n' \
    crm-deal import - --create-missing --rejects rejects.csv
run 'no ghost' 0 crm-customer list -w 'name = Ghost' -o ids
is_out ''
run 'nor one with a bad reference behind a good one' 4 feed \
    'name,stage,customer,product,owner\na,won,Ghost,Pump,nobody\nb,lost,Ghost,,\nc,won,Ghast,Pump,nobody\n' \
    crm-deal import - --create-missing --rejects rejects.csv -c name,customer
is_out 'name,customer,_action,_duplicate_of
b,Ghost,inserted,'
like_err '^crm-deal: read 3, inserted 1, made 1 missing: customer \(Ghost\), rejected 2 \(batch B6\)$'
run 'one that is like another' 4 feed \
    'company,email,campaign\nOne,a@x.example,\nTwo,a@x.example,Fair\n' \
    crm-lead import - --create-missing --duplicates reject --rejects rejects.csv -q
run 'one that is not made' 0 feed 'ext,name,stage,customer\n7,a,won,Fresh\n' \
    crm-deal import - --create-missing --on-duplicate update-only
is_err 'crm-deal: read 1, new and not made 1'
feed 'ext,name,stage,customer\n7,a,won,Ghost\n' crm-deal import - -q > base
run 'one that is left' 0 feed 'ext,name,stage,customer\n7,a,won,Fresh\n' \
    crm-deal import - --create-missing --on-duplicate skip
is_err 'crm-deal: read 1, skipped 1'
run 'one that fills nothing' 0 feed 'ext,name,stage,customer\n7,a,won,Fresh\n' \
    crm-deal import - --create-missing --on-duplicate fill
is_err 'crm-deal: read 1, unchanged 1'
run 'none of them is there' 0 crm-customer list -w 'name ~ Ghast or name ~ Fresh' -o ids
is_out ''
run 'and no product or campaign' 0 sh -c \
    'crm-stock product list -w "name = Pump" -o ids; crm-lead campaign list -o ids'
is_out ''
run 'the book is sound' 0 crm-admin check --deep
run 'undo takes what was made' 0 crm-admin undo B5 -q
run 'not there' 0 crm-customer list -w 'name = "New Co"' -o ids
is_out ''

# ---- rows of the same file ----

book
run 'a parent that comes later' 0 feed \
    'name,parent\nLeaf,Branch\nBranch,Root\nRoot,\n' crm-customer import - \
    -c name,parent
is_out 'name,parent,_action,_duplicate_of
Leaf,Branch,inserted,
Branch,Root,inserted,
Root,,inserted,'
run 'by its external id' 0 feed \
    'ext,name,parent_id\n1,Kid,2\n2,Mum,\n' crm-customer import - -c name,parent
is_out 'name,parent,_action,_duplicate_of
Kid,Mum,inserted,
Mum,,inserted,'
run 'that never comes' 4 feed 'name,parent\nLost,Nowhere\n' crm-customer import -
is_out ''
is_err "crm-customer: stdin:2: parent: there is no customer 'Nowhere'; \
--create-missing makes it
crm-customer: read 1, rejected 1; nothing was written"
run 'that is made' 0 feed 'name,parent\nLost,Nowhere\n' crm-customer import - \
    --create-missing -c name,parent
is_out 'name,parent,_action,_duplicate_of
Lost,Nowhere,inserted,'
run 'in a circle' 4 feed 'name,parent\nHen,Egg\nEgg,Hen\n' crm-customer import -
is_out ''
like_err '^crm-customer: stdin:[23]: parent: '
run 'of itself' 4 feed 'name,parent\nNarcissus,Narcissus\n' crm-customer import -
like_err '^crm-customer: stdin:2: parent: '
run 'managers and their people' 0 feed \
    'login,manager\nwang,li\nli,\nzhao,li\n' crm-team user import - \
    -c login,manager
is_out 'login,manager,_action,_duplicate_of
wang,li,inserted,
li,,inserted,
zhao,li,inserted,'
run 'a second time' 0 feed 'login,manager\nwang,li\nli,\nzhao,li\n' \
    crm-team user import - -o ids
is_err 'crm-team: read 3, unchanged 3'

# ---- a record that is nowhere is known only behind the last row ----

book
run 'late, with rejects' 4 feed \
    'name,parent\nLost,Nowhere\nOk,\nChild,Lost\nGrand,Ok\nGG,Late\nLate,\n' \
    crm-customer import - --rejects late.csv -c name,parent
is_out 'name,parent,_action,_duplicate_of
Ok,,inserted,
Grand,Ok,inserted,
GG,Late,inserted,
Late,,inserted,'
is_err "crm-customer: stdin:2: parent: there is no customer 'Nowhere'; --create-missing makes it
crm-customer: stdin:4: parent: there is no customer 'Lost'; its own row is refused
crm-customer: read 6, inserted 4, rejected 2 (batch B2)"
run 'the rows are in the rejects' 0 cut -d, -f1-3 late.csv
is_out 'name,parent,_line
Lost,Nowhere,2
Child,Lost,4'
printf 'code,name,parent\nK-1,Ok,\n' > again.csv
run 'a code for Ok' 0 sh -c 'crm-customer list -w "name = Ok" -c customer_id,code | sed s/,$/,K-1/ | crm-customer import - --on-duplicate update -q -o ids'
run 'another parent under --on-duplicate error' 4 feed \
    'code,parent\nK-1,Late\n' crm-customer import -
like_err '^crm-customer: stdin:2: is C[0-9]* already'
run 'nothing was changed' 0 crm-customer list -w 'code = K-1' -c parent -o ndjson
is_out '{"parent":null}'

# ---- to a record of any kind ----

run 'about' 0 feed 'subject,about\ncall,C1\nmail,U1\n' crm-task import - \
    -c subject,about
is_out 'subject,about,_action,_duplicate_of
call,C1,inserted,
mail,U1,inserted,'
run 'about nothing' 4 feed 'subject,about\ncall,C99\nmail,Acme\n' crm-task import -
like_err "^crm-task: stdin:2: about: there is no customer 'C99'$"
like_err "^crm-task: stdin:3: about: 'Acme' names no lead, contact, customer, deal, order or project, and is not an id like L12 or C3$"
run 'sound' 0 crm-admin check

# ---- below a row that is refused ----

# An id that this very file gave is nobody's reference: PR1 and C1 are another
# system's even where the row above has just become our PR1 and C1.
book
printf 'number,customer\nN-1,CG-1\nN-2,C1\n' > fresh.csv
run 'a name is not the id of what the row above made' 4 crm-order import \
    fresh.csv --create-missing
is_err "crm-order: fresh.csv:3: customer: there is no customer 'C1'; write =C1 where that is its name
crm-order: read 2, rejected 1; nothing was written"
run 'written so it is a name' 0 feed 'number,customer\nN-1,CG-1\nN-2,=C1\n' \
    crm-order import - --create-missing -c number,customer
is_out 'number,customer,_action,_duplicate_of
N-1,CG-1,inserted,
N-2,C1,inserted,'
run 'a key that reads like an id is a key' 0 feed \
    'Order,SKU,Quantity\nN-1,FUR,1\nN-1,PR1,2\nN-1,PR9,3\n' \
    crm-order order-line import - --create-missing -c product,quantity
is_out 'product,quantity,_action,_duplicate_of
FUR,1,inserted,
PR1,2,inserted,
PR9,3,inserted,'
like_err 'made 3 missing: 3 products \(FUR, PR1, PR9\)'
book
run 'beside a name it is the id of another system' 0 feed \
    'Customer ID,Customer Name,number\nC2,Bob,A1\nC1,Al,A2\nC2,Bob,A3\n' \
    crm-order import - --create-missing -c number,customer,customer.ext
is_out 'number,customer,customer.ext,_action,_duplicate_of
A1,Bob,C2,inserted,
A2,Al,C1,inserted,
A3,Bob,C2,inserted,'
run 'alone it has to be there' 4 feed 'Customer ID,number\nX-1,A4\nC9,A5\n' \
    crm-order import -
is_err "crm-order: stdin:2: customer: there is no customer 'X-1'; import each customer first, with that id as ext
crm-order: stdin:3: customer: there is no customer 'C9'; import each customer first, with that id as ext
crm-order: read 2, rejected 2; nothing was written"
book
run 'nor of a row above of the same kind' 4 feed 'name,parent\nA,\nB,C1\n' \
    crm-customer import -
is_err "crm-customer: stdin:3: parent: there is no customer 'C1'
crm-customer: read 2, rejected 1; nothing was written"

# A row whose parent is refused is refused as well, and so on down; the errors are
# those of the rows, in their order, whichever comes first.
book
cat > lost.csv <<'END'
name,parent
Great,Grand
Grand,Lost
Lost,Nowhere
Child,Lost
Grandchild,Child
Fine,
Heir,Fine
END
run 'a refused parent takes all below it along' 4 crm-customer import lost.csv \
    --rejects late.csv -c name,parent
is_out 'name,parent,_action,_duplicate_of
Fine,,inserted,
Heir,Fine,inserted,'
is_err "crm-customer: lost.csv:2: parent: there is no customer 'Grand'; its own row is refused
crm-customer: lost.csv:3: parent: there is no customer 'Lost'; its own row is refused
crm-customer: lost.csv:4: parent: there is no customer 'Nowhere'; --create-missing makes it
crm-customer: lost.csv:5: parent: there is no customer 'Lost'; its own row is refused
crm-customer: lost.csv:6: parent: there is no customer 'Child'; its own row is refused
crm-customer: read 7, inserted 2, rejected 5 (batch B2)"
run 'but not what refers to one that was there before' 4 feed \
    'name,parent\nFine,Nowhere\nYoung,Fine\n' crm-customer import - \
    --key name --on-duplicate update --rejects late.csv -c name,parent
is_out 'name,parent,_action,_duplicate_of
Young,Fine,inserted,'
book
run 'in a dry run too' 4 crm-customer import lost.csv --rejects late.csv \
    -n -c name
like_err 'inserted 2, rejected 5 \(dry run'
run 'rows of one line are told apart' 4 feed \
    '[{"name":"One","parent":"Nine"},{"name":"Two"},{"name":"Three","parent":"Two"}]' \
    crm-customer import - --rejects late.csv -c name,parent
is_out 'name,parent,_action,_duplicate_of
Two,,inserted,
Three,Two,inserted,'
# No tree is too deep.
for way in up down; do
	book
	awk -v way=$way 'BEGIN {
		print "code,name,parent"
		for (i = 1; i <= 1500; i++) {
			above = way == "up" ? i + 1 : i - 1
			printf "K-%d,Firm %d,%s\n", i, i, \
			    above % 1501 ? "K-" above : ""
		}
	}' > chain.csv
	run "a chain of parents, $way" 0 crm-customer import chain.csv -q -o ids
	run "its book, $way" 0 crm-admin check -q
done
printf 'Name,Parent\nRing A,Ring B\nRing B,Ring A\n' > ring.csv
run 'a circle of rows' 4 crm-customer import ring.csv
like_err "^crm-customer: ring.csv:2: parent: 'Ring B' stands below this record itself, by other rows: a circle$"
like_err "^crm-customer: ring.csv:3: parent: there is no customer 'Ring A'; its own row is refused$"
run 'its top cannot stand below its end' 4 crm-customer set C1 parent=K-1500
is_err 'crm-customer: parent: C1500 already stands below C1'
crm-customer add -q name=Other code=O-1 > made
crm-customer add -q name=Below parent=O-1 > made
run 'it may stand below another' 0 crm-customer set C1 parent=O-1 -q

# ---- several where one is meant ----

book
printf 'name,code\nAcme,K1\nBeta,K2\n"R&D; Co",\n' |
    crm-customer import - -q -o ids > made
cat > several.csv << 'END'
number,customer
1,Acme;Beta
2,C1;C2
3,"C1, C9"
4,K1|K2
5,Acme、Beta
6,Nobody;Acme
7,R&D; Co
8,"Nobody, Acme"
9,=One;Acme
END
run 'several in one cell' 4 crm-order import several.csv --create-missing \
    --rejects bad.csv -o csv -c number,customer
is_out 'number,customer,_action,_duplicate_of
7,R&D; Co,inserted,
8,"Nobody, Acme",inserted,
9,One;Acme,inserted,'
is "$(grep -c 'names several customers, and only one can stand here' err)" 6 \
    'are told'
like_err "^crm-order: several.csv:2: customer: 'Acme;Beta' names several customers, and only one can stand here: keep one, make a row of each, or write it with a = in front where it is one name$"
run 'on the command line' 5 crm-order set O1 'customer=C1;C2'
like_err "'C1;C2' names several customers"
try 'of any kind' 4 'printf "subject,about\nx,C1;C2\n" | crm-task import -'
like_err "about: 'C1;C2' names several records"

# Which blanks stand between words, and how many, is no part of a name.
crm-customer add -q 'name=Pine Works' > /dev/null
crm-customer add -q 'name=Oak  Tools' > /dev/null
printf 'Name,Customer\na,Pine  Works\nb,Pine\343\200\200Works\nc,Pine\302\240Works\nd,"pine\n works"\ne,Oak Tools\nf,Oak\tTools\n' > blanks.csv
run 'other blanks' 0 crm-deal import blanks.csv --create-missing -o csv -c name,customer
is_out 'name,customer,_action,_duplicate_of
a,Pine Works,inserted,
b,Pine Works,inserted,
c,Pine Works,inserted,
d,Pine Works,inserted,
e,Oak  Tools,inserted,
f,Oak  Tools,inserted,'
unlike_err missing
run 'in a filter' 0 crm-customer list -w 'name in ("Pine   Works", "oak tools")' -o csv -c name
is_out 'name
Pine Works
Oak  Tools'
run 'and on the command line' 0 crm-deal add -q name=g 'customer=Oak Tools' -o csv -c customer
is_out 'customer
Oak  Tools'
run 'check agrees' 0 crm-admin check -q

# Nothing is named after an id or a code.
printf 'Number,AccountId\n20,001xx0003\n' > ids.csv
run 'an id alone' 4 crm-order import ids.csv --create-missing
like_err "customer: there is no customer '001xx0003'; import each customer first, with that id as ext"
printf 'Number,Customer ID\n20,ALFKI\n' > ids.csv
run 'an id alone, under our header' 4 crm-order import ids.csv --create-missing
like_err "import each customer first, with that id as ext"
run 'by --map' 4 crm-order import ids.csv --create-missing \
    --map 'Customer ID=customer.ext'
run 'a code alone' 4 crm-order import ids.csv --create-missing \
    --map 'Customer ID=customer.code'
like_err "import each customer first, with that code"
run 'a name by --map' 0 crm-order import ids.csv --create-missing -nq -o ids \
    --map 'Customer ID=customer.name'
# What contracts and invoices call a customer.
for header in 单位名称 客户全称 购货单位 购方名称 购买方 需方 采购方 往来单位; do
	try "$header" 0 "printf '%s,Name\nOak Tools,a\n' '$header' |
	    crm-deal import - -nq -o csv -c customer"
	is "$(sed -n 2p out)" 'Oak  Tools,inserted,' "$header is the customer"
done

# ---- whom and what a task is about ----

book
quiet crm-customer add name=Alba
quiet crm-customer add name=Beta
quiet crm-customer contact add name='Ann Lee' customer=Alba
quiet crm-customer contact add name='Ann Lee' customer=Beta
quiet crm-deal add name=Renewal customer=Beta
quiet crm-deal add name=Renewal customer=Alba
for kind in '' activity; do
	# shellcheck disable=SC2086 # no word, or one
	run "a contact beside its account: $kind" 0 sh -c "printf \
	    'Subject,Contact Name,Account Name,Kind\na,Ann Lee,Alba,call\nb,Ann Lee,Beta,call\n' |
	    crm-task $kind import - -o csv -c subject,about,contact_id"
	is_out 'subject,about,contact_id,_action,_duplicate_of
a,C1,CT1,inserted,
b,C2,CT2,inserted,'
	for word in 单位名称 客户全称 购货单位 往来单位 所属公司 'Client Name'; do
		run "$word of a task: $kind" 0 sh -c \
		    "printf '$word,主题,类型\nAlba,$word,call\n' | crm-task $kind import - -o csv -c about"
		is_out 'about,_action,_duplicate_of
C1,inserted,'
	done
done
run 'a deal beside its account' 0 sh -c "printf 'Subject,Deal,Account\nc,Renewal,Alba\n' |
    crm-task import - -o csv -c about"
is_out 'about,_action,_duplicate_of
D2,inserted,'
run 'a name alone is of several' 4 sh -c "printf 'Subject,Contact Name,Account Name\nd,Ann Lee,\n' |
    crm-task import -"
like_err "contact: 'Ann Lee' names 2 contacts: CT1, CT2"

# ---- a name that reads like the number or the address of another ----

book
printf 'Name,Phone,Email\n10086,,\nChina Mobile,10086,\ninfo@q.cn,,\nQ Ltd,,info@q.cn\n' |
    crm-customer import - -q > made
printf 'Name,Account\na,10086\nb,info@q.cn\n' > deals.csv
run 'a name before the number and the address of others' 0 \
    crm-deal import deals.csv -c name,customer
is_out 'name,customer,_action,_duplicate_of
a,10086,inserted,
b,info@q.cn,inserted,'
quiet crm-customer set C1 name=Yi
quiet crm-customer set C3 name=Er
run 'else these' 0 crm-deal import deals.csv --again -c name,customer
is_out 'name,customer,_action,_duplicate_of
a,China Mobile,inserted,
b,Q Ltd,inserted,'
done_testing
