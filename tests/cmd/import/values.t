#!/bin/sh
# What a cell means: mapping, values, scales, defaults, blanks, numbers and
# dates as people write them; saved mappings.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

# ---- headers ----

book
run 'names, labels in two languages, aliases; case, blanks and marks ignored' 0 \
    feed 'COMPANY,Full_Name,电子邮箱,Job Title,手机号码,lead-source\nA,B,a@b.cn,CEO,13800138000,网站\n' \
    crm-lead import - -c company,name,email,title,mobile,source
is_out 'company,name,email,title,mobile,source,_action,_duplicate_of
A,B,a@b.cn,CEO,+8613800138000,web,inserted,'
run 'two columns, one field; one column, two fields; one left out' 0 \
    feed 'First,Last,Firm,Rubbish\nLi,Na,Acme,x\n' crm-lead import - \
    --map 'First+Last=name,Firm=company,Firm=notes' --map Rubbish= \
    -c name,company,notes
is_out 'name,company,notes,_action,_duplicate_of
Li Na,Acme,Acme,inserted,'
run 'a header with a comma' 0 feed '"Name, full",x\nLi,1\n' crm-lead import - \
    --map '"Name, full"=name,x=' -c name
is_out 'name,_action,_duplicate_of
Li,inserted,'
run 'columns left out are told' 0 feed 'company,x,y\nA,1,2\n' \
    crm-lead import - --ignore-unknown -c company
is_err "crm-lead: stdin: left out: 'x', 'y'
crm-lead: read 1, inserted 1, like others 1 (1 by the company name alone) (batch B5)"
is "$(sed -n 2p out)" 'A,inserted,L1' 'the rest is taken'
run 'columns that begin with _, and the book'\''s own' 0 \
    feed 'company,_line,_error,updated,last_activity\nZ,7,bad,2020-01-01,x\n' \
    crm-lead import - -c company
is_out 'company,_action,_duplicate_of
Z,inserted,'
run 'trailing columns without header or data' 0 \
    feed 'company,score,,\nB,1,,\nC,2\n' crm-lead import - -c company
is "$(sed 1d out)" 'B,inserted,
C,inserted,' 'are dropped'
run 'a BOM, CRLF, semicolons' 0 \
    feed '\357\273\277company;score\r\nD;"1"\r\n' crm-lead import - -c company,score
is_out 'company,score,_action,_duplicate_of
D,1,inserted,'
run 'tabs' 0 feed 'company\tscore\nE\t2\n' crm-lead import - -c company,score
is_out 'company,score,_action,_duplicate_of
E,2,inserted,'
run 'another delimiter' 0 feed 'company^score\nF^3\n' \
    crm-lead import - --delimiter '^' -c company,score
is_out 'company,score,_action,_duplicate_of
F,3,inserted,'
run 'json' 0 feed '[{"Firm":"G","tags":["a","b"],"score":7,"title":null}]' \
    crm-lead import - --map Firm=company -c company,tags,score,title -o csv
is_out 'company,tags,score,title,_action,_duplicate_of
G,"a, b",7,,inserted,'
run 'a column that a later record of json brings' 0 \
    feed '{"company":"H"}\n{"company":"I","Rang":"A"}\n' crm-lead import - \
    --map Rang=grade -c company,grade
is_out 'company,grade,_action,_duplicate_of
H,,inserted,
I,A,inserted,'

# ---- values ----

book
run '--value, --null, --default' 0 \
    feed 'company,status,score,grade,title\nA,Nouveau,5,-,NULL\nB,new,n/a,B,x\nC,,,,\n' \
    crm-lead import - --value status:Nouveau=working --null - --null NULL \
    --null n/a --default grade=D --default score=1 --default source=web \
    -c company,status,score,grade,title,source
is_out 'company,status,score,grade,title,source,_action,_duplicate_of
A,working,5,D,,web,inserted,
B,new,1,B,x,web,inserted,
C,new,1,D,,web,inserted,'
run '--value can blank' 0 feed 'company,grade\nD,unrated\n' crm-lead import - \
    --value 'grade:unrated=\N' -c company,grade
is_out 'company,grade,_action,_duplicate_of
D,,inserted,'
run 'a default is for new records only' 0 feed 'ext,company\n1,E\n' \
    crm-lead import - --default score=3 -c ext,score
feed 'ext,score\n1,9\n' crm-lead import - --on-duplicate update -q > /dev/null
run 'what is there stays' 0 feed 'ext,company\n1,EE\n' crm-lead import - \
    --default score=3 --on-duplicate update -c ext,company,score
is_out 'ext,company,score,_action,_duplicate_of
1,EE,9,updated,'
# What is multiplied has its decimals behind that, and is rounded once.
run 'a scale before decimals are judged' 0 feed \
    'name,revenue\nK,1.2345\nL,12.345\nM,-0.12345\nN,0.5\n' crm-customer import - -n \
    --scale annual_revenue=10000 -c name,annual_revenue
is_out 'name,annual_revenue,_action,_duplicate_of
K,12345.00,inserted,
L,123450.00,inserted,
M,-1234.50,inserted,
N,5000.00,inserted,'
run 'decimals that it leaves' 4 feed 'name,revenue\nK,1.2345678\n' crm-customer import - \
    --scale annual_revenue=10000
like_err "annual_revenue: '1.2345678' times 10000 has more than 2 decimals; --round rounds it"
run 'are rounded once' 0 feed 'name,revenue\nK,1.2345678\nL,0.00000149999\n' \
    crm-customer import - -n --scale annual_revenue=10000 --round -c name,annual_revenue
is_out 'name,annual_revenue,_action,_duplicate_of
K,12345.68,inserted,
L,0.01,inserted,'
run 'any scale' 0 feed 'name,revenue\nK,0.00125\n' crm-customer import - -n \
    --scale annual_revenue=8 -c annual_revenue
like_out '^0\.01,'
run 'a count, too' 0 feed 'company,score\nK,1.5\n' crm-lead import - -n --scale score=10 -c score
like_out '^15,'
run 'that is none then' 4 feed 'company,score\nK,1.55\n' crm-lead import - --scale score=10 --round
like_err "score: '1.55' times 10 is not a whole number$"
run 'too large behind it' 4 feed 'name,revenue\nK,9000000000000.5\n' crm-customer import - \
    --scale annual_revenue=1000000
like_err "annual_revenue: '9000000000000.5' is too large an? "
run 'what is no number' 2 feed 'name,founded\nK,2020-01-01\n' crm-customer import - --scale name=10
is_err 'crm-customer: --scale: name is no number'
run '--scale' 0 feed 'name,revenue\nA,1.5\n' crm-customer import - \
    --scale annual_revenue=1000000 -c name,annual_revenue
is_out 'name,annual_revenue,_action,_duplicate_of
A,1500000.00,inserted,'

run 'numbers as people write them' 0 \
    feed 'name,stage,amount,probability\na,won,"1,500,000.00",15%%\nb,won,"(1,234)",0.5%%\nc,won,"¥1,234",１５\nd,won,１２３．５,15\n' \
    crm-deal import - -c name,amount,probability
is_out 'name,amount,probability,_action,_duplicate_of
a,1500000.00,15,inserted,
b,-1234.00,0.5,inserted,
c,1234.00,15,inserted,
d,123.50,15,inserted,'
run 'decimal commas' 0 \
    feed 'name;stage;amount\na;won;1.500.000,50\nb;won;12,5\n' \
    crm-deal import - --decimal-comma -c name,amount --again
is_out 'name,amount,_action,_duplicate_of
a,1500000.50,inserted,
b,12.50,inserted,'
run 'a currency decides its digits' 0 \
    feed 'name,stage,amount,currency\na,won,1500,JPY\nb,won,1.5,USD\n' \
    crm-deal import - -c name,amount,currency
is_out 'name,amount,currency,_action,_duplicate_of
a,1500,JPY,inserted,
b,1.50,USD,inserted,'
run 'half a yen is none' 4 feed 'name,stage,amount,currency\na,won,1.5,JPY\n' \
    crm-deal import -
like_err '^crm-deal: stdin:2: amount: '
for order in dmy:31/12/2025 mdy:12/31/2025 ymd:2025/12/31; do
	run "a date ${order%:*}" 0 feed "name,stage,close date\na,won,${order#*:}\n" \
	    crm-deal import - --date-format ${order%:*} -c closed_on
	is "$(sed -n 2p out)" '2025-12-31,inserted,' "${order#*:}"
done

# ---- blanks ----

start() {
	book
	feed 'ext,company,title,grade\n1,A,CEO,B\n' crm-lead import - -q > /dev/null
}
start
run 'a blank keeps what is there' 0 feed 'ext,company,title,grade\n1,A,,\n' \
    crm-lead import - --on-duplicate update -c ext,title,grade
is_out 'ext,title,grade,_action,_duplicate_of
1,CEO,B,unchanged,'
run '\N clears it' 0 feed 'ext,company,title,grade\n1,A,\\N,\n' \
    crm-lead import - --on-duplicate update -c ext,title,grade
is_out 'ext,title,grade,_action,_duplicate_of
1,,B,updated,'
start
run '--blank clear' 0 feed 'ext,company,title,grade\n1,A,,\n' \
    crm-lead import - --on-duplicate update --blank clear -c ext,title,grade
is_out 'ext,title,grade,_action,_duplicate_of
1,,,updated,'
start
run 'null in json clears' 0 feed '{"ext":"1","title":null}' \
    crm-lead import - --on-duplicate update -c ext,title,grade
is_out 'ext,title,grade,_action,_duplicate_of
1,,B,updated,'
run 'a backslash is doubled on the way out, and comes back' 0 \
    feed 'ext,company\n2,\\\\N\n' crm-lead import - -c company
is_out 'company,_action,_duplicate_of
\\N,inserted,'
run 'as it is in json' 0 crm-lead list -w 'ext = "2"' -c company -o ndjson
is_out '{"company":"\\N"}'

# ---- question marks, what a conversion leaves of Chinese ----

book
run 'a text that was lost' 4 feed \
    'company,name,notes,owner\n??,Li,???,\n????,Wu,,\nA,？ ?,why?,\nB,,?,\nC,,,???\nD,Who?,"?!",\n' \
    crm-lead import -
is_err "crm-lead: stdin: 2 cells of company hold only question marks: the file \
lost its text in a conversion
crm-lead: stdin: 1 cell of name holds only question marks: the file lost its text \
in a conversion
crm-lead: stdin: 2 cells of notes hold only question marks: the file lost its \
text in a conversion
crm-lead: stdin: 1 cell of owner holds only question marks: the file lost its \
text in a conversion
crm-lead: stdin:2: company: '??' is nothing but question marks: the text \
was lost in a conversion; export it again as UTF-8 or .xlsx (--null '??' takes it \
for blank)
crm-lead: stdin:3: company: '????' is nothing but question marks: the text was \
lost in a conversion; export it again as UTF-8 or .xlsx (--null '????' takes it \
for blank)
crm-lead: stdin:4: name: '？ ?' is nothing but question marks: the text was lost \
in a conversion; export it again as UTF-8 or .xlsx (--null '？ ?' takes it for \
blank)
crm-lead: stdin:6: owner: '???' is nothing but question marks: the text was lost \
in a conversion; export it again as UTF-8 or .xlsx (--null '???' takes it for \
blank)
crm-lead: read 6, rejected 4; nothing was written"
run 'said to be blank' 0 feed 'company,name\nA,??\n' crm-lead import - --null '??' \
    -c company,name
is_out 'company,name,_action,_duplicate_of
A,,inserted,'
run 'in a note they may be meant' 0 feed 'company,notes\nB,???\n' \
    crm-lead import - -c company,notes
is_out 'company,notes,_action,_duplicate_of
B,???,inserted,'
is_err 'crm-lead: stdin: 1 cell of notes holds only question marks: the file lost its text in a conversion
crm-lead: read 1, inserted 1 (batch B3)'

# ---- saved mappings ----

book
run 'save a mapping' 0 feed 'Firm,Etat\nA,Nouveau\n' crm-lead import - \
    --map Firm=company --map Etat=status --value status:Nouveau=new \
    --default source=web --save-mapping french -c company,status,source
is_out 'company,status,source,_action,_duplicate_of
A,new,web,inserted,'
run 'it is a record' 0 crm-admin mapping list -c name,entity
is_out 'name,entity
french,lead'
run 'use it' 0 feed 'Firm,Etat\nB,Nouveau\n' crm-lead import - --mapping French \
    -c company,status,source
is_out 'company,status,source,_action,_duplicate_of
B,new,web,inserted,'
run 'and more beside it' 0 feed 'Firm,Etat,Etoiles\nC,Perdu,5\n' crm-lead import - \
    --mapping french --value status:Perdu=unqualified --map Etoiles=score \
    -c company,status,score
is_out 'company,status,score,_action,_duplicate_of
C,unqualified,5,inserted,'
run 'a column that it can do without is not there' 0 feed 'Firm\nD\n' \
    crm-lead import - --mapping french -c company,status,source
is_out 'company,status,source,_action,_duplicate_of
D,new,web,inserted,'
is_err "crm-lead: stdin: there is no column 'Etat' of the mapping; status is left alone
crm-lead: read 1, inserted 1 (batch B5)"
feed 'Firm,Ort\nA,Ulm\n' crm-customer import - -q --map Firm=name,Ort=city \
    --save-mapping firms > /dev/null
run 'one that a record must have' 2 feed 'Ort\nUlm\n' \
    crm-customer import - --mapping firms
is_err "crm-customer: --mapping: stdin has no column 'Firm', which name is read from; \
--map 'HEADER=name' says which has it now"
run 'another has it now' 0 feed 'Company,Etat\nE,Nouveau\n' \
    crm-lead import - --mapping french -n
is_err 'crm-lead: read 1, inserted 1 (dry run: nothing was written)'
run 'as --map says' 0 feed 'Firme,Etat\nE,Nouveau\n' \
    crm-lead import - --mapping french --map Firme=company -n
is_err 'crm-lead: read 1, inserted 1 (dry run: nothing was written)'
run 'what --map itself names has to be there' 2 feed 'Firm\nD\n' \
    crm-lead import - --mapping french --map Stars=score
like_err "^crm-lead: --map: stdin has no column 'Stars'; it has Firm\$"
feed 'Firm,No,A,B\nF,7,x,y\n' crm-lead import - -q --map Firm=company,No=ext,A+B=notes \
    --save-mapping ids > /dev/null
run 'what it is known by' 2 feed 'Firm,A,B\nF,x,y\n' crm-lead import - --mapping ids
like_err "^crm-lead: --mapping: stdin has no column 'No', which ext is read from; "
run 'a part of what joins' 0 feed 'Firm,No,B\nG,8,z\n' crm-lead import - --mapping ids \
    -n -c company,notes
is_out 'company,notes,_action,_duplicate_of
G,z,inserted,'
# What is typed goes before what was kept.
feed 'Firm,Wert,Etat\nA,"2.000",neu\n' crm-lead import - -q \
    --map Firm=company,Wert=budget,Etat=status --decimal-comma --scale budget=1000 \
    --default source=web --value status:neu=new --save-mapping wide > /dev/null
run 'typed beside a mapping' 0 feed 'Firm,Wert,Etat\nB,"2.000",neu\n' crm-lead import - \
    --mapping wide --scale budget=10 --default source=ad --value status:neu=working \
    -c budget,source,status
is_out 'budget,source,status,_action,_duplicate_of
20000.00,ad,working,inserted,L2'
run 'maps too' 0 feed 'Firm,Wert,Etat\nC,1,neu\n' crm-lead import - --mapping wide \
    --map Firm=name --map Wert= -c name,company,budget,status
is_out 'name,company,budget,status,_action,_duplicate_of
C,,,new,inserted,'
run 'a field of its own' 0 feed 'Firm,Other,Etat\nC,D,neu\n' crm-lead import - \
    --mapping wide --map Other=company --map Firm= -c name,company
is_out 'name,company,_action,_duplicate_of
,D,inserted,L4'
kept() {
	crm-admin mapping list -w "name = $1" -c map,options -o json
}
before=$(kept wide)
feed 'Firm,Wert\nE,3\n' crm-lead import - -q --mapping wide --save-mapping wide > /dev/null
is "$(kept wide)" "$before" 'kept again it is what it was'
feed 'Firm,Wert\nF,3\n' crm-lead import - -q --mapping wide --save-mapping more \
    --value status:alt=working > /dev/null 2>&1
crm-admin mapping list -w 'name = more' -c options -o csv > kept
is "$(tr '\n' ' ' < kept)" 'options "value status:neu=new value status:alt=working scale budget=1000 default source=web decimal-comma yes " ' 'with one option more'
run 'a name of another kind' 5 feed 'K\nk\n' crm-customer import - --map K=name \
    --save-mapping wide
is_err 'crm-customer: --save-mapping: wide is a mapping for lead; another name keeps both'
run 'for another noun it is none' 2 feed 'Firm\nB\n' \
    crm-customer import - --mapping french
like_err 'french'
done_testing
