#!/bin/sh
# What spreadsheets do to ids, codes, postcodes and phones, characters that nobody
# sees, and errors of a sheet: taken back and said once a column, or refused.
. "$(dirname "$0")/../../lib.sh"
PUT='taken out of what a spreadsheet put around it \(="…", '"'"', .0\)'
SEEN='without the characters in it that nobody sees'

# ---- ids, codes, postcodes ----

cat > ids.csv <<'END'
Company,Record ID,Postcode,Phone
Pine,"=""00018""","=""02139""","=""13800138000"""
Runo,'00019,'02140,'13800138001
Solo,17850.0,2141.0,13800138002.0
Vero,A-7,10115,13800138003
END
book
run 'dressed' 0 crm-lead import ids.csv -c company,ext,postcode,phone
is_out 'company,ext,postcode,phone,_action,_duplicate_of
Pine,00018,02139,+8613800138000,inserted,
Runo,00019,02140,+8613800138001,inserted,
Solo,17850,2141,+8613800138002,inserted,
Vero,A-7,10115,+8613800138003,inserted,'
like_err "^crm-lead: ids.csv: ext: 3 values $PUT\$"
like_err "^crm-lead: ids.csv: postcode: 3 values $PUT\$"
like_err "^crm-lead: ids.csv: phone: 3 values $PUT\$"
is "$(wc -l < err | tr -d ' ')" 4 'one note a column'
run 'again, without the dress: the same records' 0 sh -c \
    'printf "Record ID,Company,Postcode\n00018,Pine,02139\n17850,Solo,2141\n" |
	crm-lead import - -c ext'
is_out 'ext,_action,_duplicate_of
00018,unchanged,
17850,unchanged,'
unlike_err 'spreadsheet'
run 'quiet' 0 crm-lead import ids.csv -q -o ids
is_err ''
for value in 1.1812E+11 1.18e+11 2.14E+3; do
	run "$value was destroyed" 4 sh -c \
	    "printf 'Company,Record ID\nTuro,$value\n' | crm-lead import -"
	like_err "ext: '.*' was destroyed by a spreadsheet; export the column as text\$"
	run "$value, a postcode" 4 sh -c \
	    "printf 'Company,Postcode\nTuro,$value\n' | crm-lead import -"
	like_err "postcode: '.*' was destroyed by a spreadsheet"
done
run 'what is no number stays' 0 sh -c \
    'printf "Company,Record ID\na,1.5\nb,0.0\nc,1.10\nd,v1.0\ne,=1+1\nf,2.00\n" |
	crm-lead import - -c ext'
is "$(sed 1d out | cut -d, -f1 | tr '\n' ' ')" '1.5 0.0 1.10 v1.0 =1+1 2.00 ' \
    'as it came'
unlike_err 'spreadsheet'
cat > quotes.csv <<'END'
Company,Record ID
a,17851.00
b,"=T(""00022"")"
c,"‘=""00023""’"
d,=‘00024’
e,’00025
f,=“00026”
END
run 'as other programs dress them' 0 crm-lead import quotes.csv -c ext
is "$(sed 1d out | cut -d, -f1 | tr '\n' ' ')" \
    '17851 00022 00023 00024 00025 00026 ' 'each without'
like_err "^crm-lead: quotes.csv: ext: 6 values $PUT\$"
run 'prose stays as it came' 0 sh -c \
    "printf 'Company,Name\n\"=\"\"Acme\"\"\",'\''t Hart\n' | crm-lead import - -c company,name"
is "$(sed -n 2p out)" "\"=\"\"Acme\"\"\",'t Hart,inserted," 'byte for byte'

# By all ways into the book, so that an export comes back.
run 'add undresses, too' 0 crm-lead add company=B ext="'00020" postcode='="01"' \
    -c ext,postcode -q
is_out 'ext,postcode
00020,01'
crm-lead list -o csv > all.csv
run 'the export comes back' 0 crm-lead import all.csv -o ids
like_err '^crm-lead: read ([0-9]+), unchanged \1$'

# ---- references ----

book
crm-customer add name=Pine code=00018 ext=17850 -q > /dev/null
run 'of records by their code and their id' 0 sh -c \
    'printf "name,stage,customer\na,won,\"=\"\"00018\"\"\"\nb,won,'\''00018\n" |
	crm-deal import - -c name,customer'
is_out 'name,customer,_action,_duplicate_of
a,Pine,inserted,
b,Pine,inserted,'
like_err "^crm-deal: stdin: customer: 2 values $PUT\$"
run 'an id column' 0 sh -c \
    'printf "name,stage,Customer ID\nc,won,17850.0\n" | crm-deal import - -c name,customer'
like_out '^c,Pine,'

# ---- what nobody sees ----

book
printf 'Company,Name,Mobile,E-mail,Record ID,Score,Consent on\n' > unseen.csv
{
	printf 'Orla,Ida,\342\200\252+49 151 23456789\342\200\254,ida@orla.example,\302\240A1\302\240,1,2026-01-05\n'
	printf 'Pine,Jo,\342\200\21613800138000,jo@pine.example\342\200\213,A\342\200\2132,\342\200\2132,2026-01-05\342\200\216\n'
	printf 'Runo,Zoe,13900139000,\357\273\277zoe@ru\302\255no.example,A3\342\201\240,3,2026-01-05\n'
} >> unseen.csv
run 'is taken out of keys, addresses, numbers and dates' 0 crm-lead import \
    unseen.csv -c mobile,email,ext,score,consent_on
is_out 'mobile,email,ext,score,consent_on,_action,_duplicate_of
+4915123456789,ida@orla.example,A1,1,2026-01-05,inserted,
+8613800138000,jo@pine.example,A2,2,2026-01-05,inserted,
+8613900139000,zoe@runo.example,A3,3,2026-01-05,inserted,'
like_err "^crm-lead: unseen.csv: mobile: 2 values $SEEN\$"
like_err "^crm-lead: unseen.csv: email: 2 values $SEEN\$"
like_err "^crm-lead: unseen.csv: ext: 3 values $SEEN\$"
like_err "^crm-lead: unseen.csv: score: 1 value $SEEN\$"
run 'in a filter' 0 crm-lead list -w "$(printf 'email = "jo@pine.example\342\200\213"')" -c company
run 'a word that is seen is what can be typed' 4 sh -c \
    'printf "company,status\na,n\342\200\213ewish\302\240\n" | crm-lead import -'
like_err "status: 'newish' is not one of .*; --value 'status:newish=…'"
run 'so it is' 0 sh -c 'printf "company,status\na,n\342\200\213ewish\302\240\n" |
	crm-lead import - --value status:newish=new -c status'
like_out '^new,'
run 'a message shows what nobody sees' 2 sh -c \
    'printf "company,ab\342\200\213cd\302\240e\n" | crm-lead import -'
like_err "column 'ab\\\\u200bcd\\\\u00a0e' matches no field"
run 'a blank between thousands is none of it' 0 sh -c \
    'printf "company,budget\nb,7\302\240000\n" | crm-lead import - -c budget'
like_out '^7000.00,'
run 'two addresses around one stay two' 4 sh -c \
    'printf "login,email\nx,a@b.cn\302\240c@d.cn\n" | crm-team user import -'
like_err "email: 'a@b.cn\\\\u00a0c@d.cn' "

# ---- full width ----

book
run 'an address as input methods write it' 0 sh -c \
    "printf 'name,email\nLi,Li＠Example．com\nMa,ma@example。com；ｍａ＠b．cn\n' |
	crm-customer import - -c name,email,other_emails"
is_out 'name,email,other_emails,_action,_duplicate_of
Li,li@example.com,,inserted,
Ma,ma@example.com,ma@b.cn,inserted,'
run 'finds its record' 0 crm-customer show 'LI＠example．com' -c name
is_out 'name
Li'
run 'in a filter, too' 0 crm-customer list -w 'email = "li＠example．com"' -o ids
is_out 'C1'
run 'and no second is made of it' 0 sh -c \
    'printf "name,customer\nx,li＠example．com\n" |
	crm-deal import - --create-missing -o csv -c customer'
is_out 'customer,_action,_duplicate_of
Li,inserted,'

# ---- errors of a sheet ----

book
for error in '#REF!' '#N/A' '#VALUE!' '#DIV/0!' '#NAME?' '#n/a' '#NUM!' '#NULL!' '#ERROR!' '#BEZUG!' '#NV' \
    '#VALEUR!' '#¿NOMBRE?' '#NÚM!' Err:502 '########'; do
	run "$error" 4 sh -c "printf 'company,city\na,%s\n' '$error' | crm-lead import -"
	is "$(sed -n 1p err)" "crm-lead: stdin:2: city: '$error' is an error of a \
spreadsheet, not a value; mend it there, or leave it blank: --null '$error'" 'is told'
done
run 'in notes and numbers as well' 4 sh -c \
    'printf "company,notes,score\na,#REF!,1\nb,x,#N/A\nc,, #REF! \n" | crm-lead import -'
like_err ":2: notes: '#REF!' is an error of a spreadsheet"
like_err ":3: score: '#N/A' is an error of a spreadsheet"
run 'in a reference' 4 sh -c \
    'printf "name,stage,customer\na,won,#N/A\n" | crm-deal import - --create-missing'
like_err "customer: '#N/A' is an error of a spreadsheet"
run 'left blank on demand' 0 sh -c \
    'printf "company,city\na,#N/A\n" | crm-lead import - --null "#N/A" -c company,city'
is_out 'company,city,_action,_duplicate_of
a,,inserted,'
run 'a text about it is none' 0 sh -c \
    'printf "company,notes,tags\na,the sheet says #REF! here,#REF\n" | crm-lead import - -c notes'
like_out '^the sheet says #REF! here,'
run 'nor are these' 0 sh -c \
    'printf "company,notes,city\nErr,Err: 502,#\nb,Err:502 seen,##\nc,#1,#NVidia\n" |
    crm-lead import - -c company'

# ---- codes in references, as in their own columns ----

book
crm-stock add sku=18 -q > /dev/null
crm-stock add sku=20 -q > /dev/null
crm-customer add name=Acme code=7 -q > /dev/null
crm-customer add name=3.0 -q > /dev/null
crm-customer add name=3 -q > /dev/null
printf 'number,customer\n1001,Acme\n' | crm-order import -q > /dev/null
for row in 1001.0,18.0 1001.00,20.0 "1001.0,'18" 1001,18; do
	printf 'order,product,quantity,unit_price\n%s,2,5\n' "$row" > line.csv
	run "$row" 0 crm-order order-line import line.csv -n -o csv -c order,quantity
	is_out 'order,quantity,_action,_duplicate_of
1001,2,inserted,'
done
run 'what is missing is made without it' 0 sh -c "printf \
    'order,product,quantity,unit_price\n1001.0,19.0,2,5\n' |
    crm-order order-line import - -n --create-missing"
like_err "order: 1 value $PUT"
like_err "product: 1 value $PUT"
like_err 'made 1 missing: product \(19\)'
run 'a customer by its code, by its own name first' 0 sh -c "printf \
    'name,customer\na,7.0\nb,3.0\nc,3\n' |
    crm-deal import - -n -o csv -c name,customer_id"
is_out 'name,customer_id,_action,_duplicate_of
a,C1,inserted,
b,C2,inserted,
c,C3,inserted,'
run 'where --map says the field' 0 sh -c "printf 'name,X\na,7.0\n' |
    crm-deal import - -n -o csv -c customer_id --map X=customer.code"
like_out '^C1,'
run 'about a record of a kind, and of any' 0 sh -c "printf \
    'subject,order,about\na,1001.0,\nb,,1001.0\n' | crm-task import - -n -o csv -c about"
is_out 'about,_action,_duplicate_of
O1,inserted,
O1,inserted,'
printf "name,customer\na,'t Hooft\n" > hooft.csv
run 'a name keeps its apostrophe' 0 crm-deal import hooft.csv -n -o csv -c customer \
    --create-missing
like_out "^'t Hooft,"
run 'and a version its zero' 0 sh -c "printf 'name,campaign\na,Launch 2.0\nb,2.0\n' |
    crm-deal import - -n -o csv -c campaign --create-missing"
like_out '^Launch 2.0,'
like_out '^2.0,'

# ---- blanks around what tells a record ----

book
run 'padded keys' 0 sh -c "printf 'Id,Name\n0015,Nova\n' |
    crm-customer import - -q -o ids"
run 'are the same' 0 sh -c "printf 'Id,Name\n0015 ,Nova\n 0015,Nova\n' |
    crm-customer import - -c customer_id,ext"
is_out 'customer_id,ext,_action,_duplicate_of
C1,0015,unchanged,
C1,0015,unchanged,'
like_err "^crm-customer: stdin: ext: 2 values $SEEN\$"
run 'of products' 0 sh -c "printf 'sku,name\nS1,A\n S1 ,A\n' |
    crm-stock product import - -c product_id,sku"
is_out 'product_id,sku,_action,_duplicate_of
PR1,S1,inserted,
PR1,S1,unchanged,'
run 'of users' 0 sh -c "printf 'login,name\nrosa,R\nrosa ,R\n' |
    crm-team user import - -c login"
is_out 'login,_action,_duplicate_of
rosa,inserted,
rosa,unchanged,'

# ---- cells in which nobody sees anything ----

for seen in '　' '\t' '\342\200\203' '\342\200\213' '\357\273\277' '"="""""' '" "'; do
	book
	run "a row of $seen" 0 sh -c "printf 'Company,Name\nA,x\n$seen,$seen\nB,$seen\n' |
	    crm-lead import - -o csv -c company,name"
	is_out 'company,name,_action,_duplicate_of
A,x,inserted,
B,,inserted,'
	like_err '^crm-lead: read 2, inserted 2, blank 1'
done
unlike_err 'nobody sees'
run 'said once' 0 sh -c "printf 'Company,Name,City\nC,　,\342\200\213\nD,　,x\n' |
    crm-lead import - -o ids"
is "$(grep -c 'cells of nothing but blanks or signs that nobody sees are read as empty' err)" \
    1 'one note'
run 'in JSON, too' 0 sh -c "printf '[{\"company\":\"E\",\"name\":\"　\"}]' |
    crm-lead import - -o csv -c company,name"
is_out 'company,name,_action,_duplicate_of
E,,inserted,'
run 'where one must be' 4 sh -c "printf 'Name,City\n　,x\n' | crm-customer import -"
like_err 'name: is required'
done_testing
