#!/bin/sh
# crm-customer dupes, crm-customer contact dupes.
. "$(dirname "$0")/../../lib.sh"

head=customer_id,other,score,class,reason,cluster,name,other_name
book
run 'an empty book' 0 crm-customer dupes
is_out "$head"
like_err '^crm-customer: searched 0 records: 0 pairs sure, 0 to review$'

# ---- companies ----

crm-customer import -q -o ids > ids <<'END'
code,name,credit_code,phone,email,website,address,city,postcode
K1,杭州云帆科技有限公司,91330100MA27X00001,0571-88001122,info@yunfan.cn,,文一路100号,杭州,310012
K2,云帆科技（杭州）股份有限公司,,,sales@yunfan.cn,https://www.yunfan.cn/,文一路100号,杭州,
K3,杭州云帆科技有限公司,91330100MA27X00003,0571-88001122,info@yunfan.cn,,文一路100号,杭州,310012
K4,Velmora Systems GmbH & Co. KG,,+4940123456,,www.velmora.de,Hafenstr. 5,Hamburg,20457
K5,VELMORA SYSTEM,,004940123456,,,Hafenstrasse 5,Hamburg,20457
K6,瑞禾机械集团有限公司,,,,ruihe.com,,苏州,
K7,瑞禾机械有限公司,,,,ruihe.com,,苏州,
K8,恒越食品有限公司,,,,,,,
K9,恒越食品股份有限公司,,,,,,,
K10,华澜物流有限公司,,,hualan@qq.com,,,,
K11,青禾电子有限公司,,,qinghe@qq.com,,,,
END
run 'companies' 0 crm-customer dupes -q -c customer_id,other,class,cluster
is_out 'customer_id,other,class,cluster
C1,C2,sure,1
C4,C5,sure,2
C6,C7,review,3
C8,C9,review,4
C2,C3,review,'
run 'of those that are prospects today' 0 crm-customer dupes -q \
    -w 'status = prospect' -c customer_id,other
is_out 'customer_id,other
C1,C2
C4,C5
C6,C7
C8,C9
C2,C3'
run 'of those that are active: there are none' 0 crm-customer dupes -q \
    -w 'status = active' -o ids
is_out ''
run 'the same name alone is for review' 0 crm-customer dupes -q C8 C9 \
    -c customer_id,other,score,class,reason
is_out 'customer_id,other,score,class,reason
C8,C9,0.75,review,name 1.00'
run 'a public mail domain is no key' 0 crm-customer dupes -q C10 C11 -o ids
is_out ''
run 'different credit codes veto' 0 crm-customer dupes -q C1 C3 \
    -c customer_id,other,class,reason
is_out 'customer_id,other,class,reason
C1,C2,sure,"domain, address, city, name 0.99"
C2,C3,review,"domain, address, city, name 0.99"'
run 'why, with score and names' 0 crm-customer dupes C4
is_out "$head
C4,C5,0.99,sure,\"phone, address, postcode, city, name 0.99\",1,Velmora Systems GmbH & Co. KG,VELMORA SYSTEM"
like_err '^crm-customer: searched 11 records: 1 pair sure, 0 to review$'
try 'ids from a stream' 0 'crm-customer list -w "city = 苏州" |
    crm-customer dupes - -q -c other,class'
is_out 'other,class
C7,review'
try 'the pairs are a stream of their records' 0 \
    'crm-customer dupes -q | crm-customer list - -o ids'
is_out 'C1
C4
C6
C8
C2'
run 'only among those that -w lets through' 0 crm-customer dupes -q \
    -w 'city in (Hamburg, 苏州) and code != K5' -o ids
is_out C6
try 'nothing in, nothing out' 0 \
    'crm-customer list -w "city = nowhere" | crm-customer dupes - -o ids -q'
is_out ''
run 'as JSON' 0 crm-customer dupes -q C6 -o json -c customer_id,score,class
like_out '"customer_id": *"C6"'
run 'an unknown column' 2 crm-customer dupes -c foo
like_err "dupes has no column 'foo'; it has customer_id, other, score, class"
run 'a record that is not there' 3 crm-customer dupes C99
like_err 'C99'
run 'an id of another kind' 2 crm-customer dupes CT1
like_err 'CT1'
run 'a bad filter' 2 crm-customer dupes -w 'nmae = x'
like_err 'nmae'

crm-customer delete C5 -q -o ids > ids
run 'the deleted are not searched' 0 crm-customer dupes -q C4 -o ids
is_out ''
crm-customer restore C5 -q -o ids > ids
crm-admin word add kind=legal_form word=System -q -o ids > ids
run 'legal forms are records of the book' 0 crm-customer dupes -q C4 -c class,reason
like_out '^sure,"phone, address, postcode, city, name 0.93"$'

# ---- people ----

book
crm-customer add name='Acme Ltd' -q -o ids > ids
crm-customer contact import -q -o ids > ids <<'END'
ext,customer,name,email,phone,mobile,address,postcode,birthday,wechat
1,Acme Ltd,Ben Grant,ben@acme.com,+44 20 5550100,,1 High Street,N1 9GU,1980-04-03,
2,,"Grant, Ben",ben@acme.com,,,,,,
3,Acme Ltd,Rosa Silva,rosa@acme.com,+44 20 5550100,,1 High Street,N1 9GU,,
4,,王芳,,,13800138000,,,,
5,,王 芳,,138 0013 8000,,,,,
6,,王芳,,,13900139000,,,,
7,,Jonathan Weber,,,,8 Quay Road,8004,1975-11-21,
8,,Weber Jonathon,,,,8 Quai Road,8004,1975-11-12,
9,,Karin Weber,,,,8 Quay Road,8004,,
10,,李娜,lina@163.com,,,,,,lina_88
11,,Li Na,,,,,,,LINA_88
12,,陈静,chen@qq.com,,,,,,
13,,陈静,jing@qq.com,,,,,,
END
run 'people' 0 crm-customer contact dupes -q -c contact_id,other,class,cluster
is_out 'contact_id,other,class,cluster
CT1,CT2,sure,1
CT4,CT5,sure,2
CT7,CT8,sure,3'
run 'colleagues at one switchboard are other people' 0 \
    crm-customer contact dupes -q CT3 -o ids
is_out ''
run 'so is the family' 0 crm-customer contact dupes -q CT9 -o ids
is_out ''

# Six copies of one person have one number: it is nobody else's.
for i in 1 2 3 4 5 6; do
	echo "$i,Kim Berg,+49 40 777000"
done | { echo ext,name,phone; cat; } > copies.csv
book
crm-customer contact import copies.csv -q -o ids > ids
try 'six copies of one person are all sure' 0 \
    'crm-customer contact dupes -q | grep -c ",sure,.*phone"'
is_out 15

# Four who share it are a switchboard, however often each is there.
{ cat copies.csv
	printf '7,Ada Moss,+49 40 777000\n8,Rui Costa,+49 40 777000\n'
	echo '9,Kim Bergh,+49 40 777000'; } > three.csv
{ cat three.csv; echo '10,Ivo Lang,+49 40 777000'; } > four.csv
book
crm-customer contact import three.csv -q -o ids > ids
run 'a number that three people have is a key' 0 \
    crm-customer contact dupes -q CT9 -c reason
like_out '^"phone, name'
book
crm-customer contact import four.csv -q -o ids > ids
run 'one that four have is none: the name is left' 0 \
    crm-customer contact dupes -q -c class,reason
unlike_out phone
like_out '^review,name 1.00$'

# What is typed in where there is no address says nothing, nor does its domain.
{ echo ext,name,email
	i=0
	for name in 'Kim Berg' 'Ada Moss' 'Rui Costa' 'Ivo Lang'; do
		echo "$((i += 1)),$name,none@none.com"
	done
	echo '5,Kim Bergh,none@none.com'
	echo '6,Ivo Lang,ivo@none.com'; } > nobody.csv
book
crm-customer contact import nobody.csv -q -o ids > ids
run 'a placeholder is no key, nor is its domain' 0 crm-customer contact dupes -q \
    -c contact_id,other,class,reason
is_out 'contact_id,other,class,reason
CT4,CT6,review,name 1.00'
head -4 nobody.csv > three.csv
echo '5,Kim Bergh,none@none.com' >> three.csv
book
crm-customer contact import three.csv -q -o ids > ids
run 'an address that three have is one' 0 crm-customer contact dupes -q \
    -c contact_id,other,class
like_out '^CT1,CT4,sure$'

# Tenants of a tower, whose names begin alike.
{ echo name,address,city,postcode
	for what in Freight Dental Legal Foods Travel Design; do
		echo "Harbour $what,88 Harbour Road,Hull,HU1 2AB"
	done; } > tower.csv
book
crm-customer import tower.csv -q -o ids > ids
run 'what six tenants share says nothing' 0 crm-customer dupes -q
is_out ''
head -6 tower.csv > five.csv
book
crm-customer import five.csv -q -o ids > ids
run 'five at one address may be one' 0 crm-customer dupes -q -c class,reason
like_out '^review,"address'

# The page that six companies have at a market says nothing of who they are.
for what in Flour Paper Steel Cotton Timber Spice; do
	echo "$what,Norddane $what Mills,Brno,https://market.example/$what"
done | { echo code,name,city,website; cat; } > many.csv
head -6 many.csv > five.csv
book
crm-customer import five.csv -q -o ids > ids
try 'five at one domain' 0 'crm-customer dupes -q -o ids | wc -l'
is_out 10
crm-customer import many.csv -q -o ids > ids
run 'a domain that six have is no key' 0 crm-customer dupes -q -c reason
unlike_out domain

# ---- clusters ----

book
for i in 1 2 3 4; do echo "$i,Olga Ivanova,olga@b.com"; done |
    { echo ext,name,email; cat; } |
    crm-customer contact import - -q -o ids > ids
try 'all pairs of a cluster' 0 'crm-customer contact dupes -q -c contact_id,other,cluster |
    sort | tail -n +1'
is_out 'CT1,CT2,1
CT1,CT3,1
CT1,CT4,1
CT2,CT3,1
CT2,CT4,1
CT3,CT4,1
contact_id,other,cluster'
run 'as it was before the batch' 0 crm-customer contact dupes -q -o ids --as-of B1
is_out ''
crm-customer contact dupes -q > one
crm-customer contact dupes -q > two
run 'twice the same bytes' 0 cmp one two
done_testing
