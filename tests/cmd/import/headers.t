#!/bin/sh
# Headers as people have them, and all that is wrong with them in one run.
. "$(dirname "$0")/../../lib.sh"
book

for header in 姓名（必填） '姓名(必填项)' 姓名必填 '【必填】姓名' '*姓名' '姓名*' ＊姓名 \
    'Name (required)' 'Name [Optional]' ' Name : ' '📧 Name' 'Ｎａｍｅ' \
    "$(printf 'Na\342\200\213me')" "$(printf 'Name\302\240')"; do
	case $header in '【必填】姓名') continue ;; esac
	run "'$header'" 0 sh -c "printf '%s,Company\nIda,Orla\n' '$header' |
	    crm-lead import - -q -n --again -c name"
	is "$(sed -n 2p out)" 'Ida,inserted,' 'is the name'
done
run 'a unit is no mark' 2 sh -c 'printf "Company,Budget (万元)\nA,3\n" | crm-lead import -'
like_err "^crm-lead: stdin: column 'Budget \(万元\)' matches no field of lead; nearest: budget"
run 'choices are, as a template has them' 0 sh -c \
    'printf "Company,Status (new|working)\nA,new\n" | crm-lead import - -q -n -c status'
for header in 'Budget (in thousands)' 'Budget (KUSD)' 'Budget (mio)' 'Budget ($)' \
    'Budget (before tax)' 'Phone (fax)' 'Email (old)' 'Company (UTC)'; do
	printf 'Name,%s\nx,12\n' "$header" > brackets.csv
	run "$header" 2 crm-lead import brackets.csv
	like_err "matches no field of lead; nearest: "
done
run 'a date says how it is written' 0 sh -c \
    'printf "Company,Entered on (YYYY-MM-DD)\nA,2026-01-02\n" |
    crm-lead import - -q -n -c entered_on'
is "$(sed -n 2p out)" '2026-01-02,inserted,' 'it is'

# ---- the same header twice ----

printf 'Company,Phone,Phone\nOrla,13800138000,13900139000\n' > dup.csv
run 'twice' 2 crm-lead import dup.csv
is_err "crm-lead: dup.csv: column 'Phone' is there twice, as 2 and 3; --map \
'#2=FIELD,#3=FIELD' says which is which, and '#3=' leaves one out"
run 'both are said' 0 crm-lead import dup.csv -q -n --map '#2=phone,#3=mobile' \
    -c phone,mobile
is "$(sed -n 2p out)" '+8613800138000,+8613900139000,inserted,' 'each its own'
run 'one is said, the other its header' 0 crm-lead import dup.csv -q -n \
    --map '#3=mobile' -c phone,mobile
is "$(sed -n 2p out)" '+8613800138000,+8613900139000,inserted,' 'so too'
run 'one is left out' 0 crm-lead import dup.csv -q -n --map '#2=' -c phone
is "$(sed -n 2p out)" '+8613900139000,inserted,' 'the other is taken'
run 'joined' 0 sh -c 'printf "Company,N,N\nA,x,y\n" |
    crm-lead import - -q -n --map "#3+#2=name" -c name'
is "$(sed -n 2p out)" 'y x,inserted,' 'in that order'
run 'by its name, which is of two' 2 crm-lead import dup.csv --map Phone=mobile
like_err "is there twice, as 2 and 3; --map"
run 'no such column' 2 crm-lead import dup.csv --map '#4=mobile'
like_err "has no column '#4'"
run 'a header that is a number sign and a number' 0 sh -c \
    'printf "Company,#1,x\nA,y,z\n" | crm-lead import - -q -n --map "#1=name,x=" -c name'
is "$(sed -n 2p out)" 'y,inserted,' 'goes before the number of a column'
run 'the id of one reference twice' 2 sh -c \
    'printf "name,stage,customer_id,Customer ID\na,won,C1,C2\n" | crm-deal import -'
like_err "columns 'customer_id' and 'Customer ID' both mean customer"
run 'a stream' 4 sh -c 'printf "lead_id,lead_id\nL1,L2\n" | crm-lead list -'
like_err "stdin:1: column 'lead_id' is there twice, as 1 and 2"
# What was refused comes back under the same numbers.
printf 'Company,Phone,Phone\nA,x,13900139000\n' | crm-lead import - -q \
    --rejects bad.csv --map '#3=mobile' 2> /dev/null
is "$(sed -n 1p bad.csv)" 'Company,Phone,Phone,_line,_field,_error' 'rejects have both'

# ---- all at once ----

printf 'Foo,Company,Account,Compny,"Bar, x",Phone,Phone,Foo\na,b,c,d,e,f,g,h\n' > bad.csv
run 'all mistakes' 2 crm-lead import bad.csv
is_err "crm-lead: bad.csv: columns 'Company' and 'Account' both mean company; say which with --map
crm-lead: bad.csv: column 'Phone' is there twice, as 6 and 7; --map '#6=FIELD,#7=FIELD' says which is which, and '#7=' leaves one out
crm-lead: bad.csv: column 'Foo' matches no field of lead
crm-lead: bad.csv: column 'Compny' matches no field of lead; nearest: company
crm-lead: bad.csv: column 'Bar, x' matches no field of lead
crm-lead: bad.csv: column 'Foo' matches no field of lead
crm-lead: bad.csv: 4 columns match no field: --map '#1=,Compny=,\"Bar, x\"=,#8=' leaves them out, a FIELD behind a = takes that one; --ignore-unknown leaves out all"
run 'what is proposed does' 0 crm-lead import bad.csv -n -q -c company \
    --map '#1=,Compny=,"Bar, x"=,#8=' --map '#6=,#7=,Account='
is "$(sed -n 2p out)" 'b,inserted,' 'it'
awk 'BEGIN { printf "Company"; for (i = 0; i < 300; i++) printf ",column%d", i
    printf "\n" }' > wide.csv
run 'three hundred' 2 crm-lead import wide.csv
is "$(wc -l < err)" 301 'each is told'
like_err "300 columns match no field: --map 'column0=,.*,\.\.\.' leaves"

# ---- the key of what is referred to ----

book
printf 'Name,Code\nAcme,K1\nBeta,K2\nGamma,\nK3,\n' |
    crm-customer import - -q -o ids > made
for h in 'Customer Code' 'Account Number' 'Customer No.' 'Customer Nr' \
    'Account Code' 'Client Code' CustomerCode 'Customer Code (required)' \
    客户编号 客户编码 客户代码 客户号 '客户编码（必填）' 公司编码 顾客编号; do
	run "$h" 0 sh -c 'printf "Order Number,%s,Amount\n1,K1,100\n" "$1" |
	    crm-order import - -n -q -o csv -c customer' sh "$h"
	is "$(sed -n 2p out)" 'Acme,inserted,' 'is the customer by its code'
done
try 'in deals' 0 'printf "Name,Customer Code\nBig,K2\n" |
    crm-deal import - -nq -o csv -c customer'
is "$(sed -n 2p out)" 'Beta,inserted,' 'so'
try 'in contacts' 0 'printf "Name,Account Number\nLi,K2\n" |
    crm-customer contact import - -nq -o csv -c customer'
is "$(sed -n 2p out)" 'Beta,inserted,' 'so'
try 'in customers, of the parent' 0 'printf "Name,Parent Account Number\nLi,K2\n" |
    crm-customer import - -nq -o csv -c name,parent'
is "$(sed -n 2p out)" 'Li,Beta,inserted,' 'so'
try 'in tasks' 0 'printf "Subject,Customer Code\nCall,K2\n" |
    crm-task import - -nq -o csv -c about'
is "$(sed -n 2p out)" 'C2,inserted,' 'so'
try 'of what has no code' 2 'printf "Number,Deal Number\n1,2\n" |
    crm-order import - -n'
cat > both.csv << 'END'
Number,Customer Code,Customer Name
1,K1,Acme
2,K9,Delta Ltd
3,K9,Delta Ltd
4,K2,Acme
5,,Acme
6,K1,
7,K7,
8,K8,Gamma
9,K8,Beta
END
run 'beside its name' 4 crm-order import both.csv --create-missing \
    --rejects bad.csv -o csv -c number,customer
is_out 'number,customer,_action,_duplicate_of
1,Acme,inserted,
2,Delta Ltd,inserted,
3,Delta Ltd,inserted,
5,Acme,inserted,
6,Acme,inserted,
8,Gamma,inserted,
9,Beta,inserted,'
like_err "^crm-order: both.csv:5: customer: 'Acme' is not the name of K2; clear one of the two, or --map '[^']*=' goes by the column 'Customer Code' alone, --map 'Customer Code=' by '[^']*'$"
like_err "^crm-order: both.csv:8: customer: there is no customer 'K7'; import each customer first, with that code$"
like_err 'made 2 missing: 2 customers \(Delta Ltd, Beta\)'
is "$(crm-customer list -w 'name = "Delta Ltd"' -c code -o csv)" 'code
K9' 'what is made has the code'

# ---- rows that are deleted where they come from ----

book
printf 'Company,IsDeleted\nAcme,1\nBeta,0\nGamma,TRUE\nDelta,\n' > del.csv
run 'deleted there' 0 crm-lead import del.csv -o csv -c company
is_out 'company,_action,_duplicate_of
Beta,inserted,
Delta,inserted,'
is_err "crm-lead: del.csv: 2 rows left out: by 'IsDeleted' deleted where they come from; --map 'IsDeleted=' takes such rows, too
crm-lead: read 4, inserted 2, deleted there and left out 2 (batch B2)"
run 'the column left out' 0 crm-lead import del.csv --again -nq -o csv -c company \
    --map 'IsDeleted='
is "$(wc -l < out)" 5 'takes all rows'
for h in 是否删除 'Is Deleted' deleted 'Deleted At' 删除标记; do
	run "$h" 0 sh -c 'printf "Company,%s\nA,是\nB,\nC,否\n" "$1" |
	    crm-lead import - -nq -o csv -c company' sh "$h"
	is "$(sed '1d; s/,.*//' out | tr '\n' ' ')" 'B C ' 'says it'
done
try 'another header by --map' 0 'printf "Company,Gone\nA,yes\nB,no\n" |
    crm-lead import - -nq -o csv -c company --map Gone=deleted'
is "$(sed '1d; s/,.*//' out)" B 'says it'
try 'a day' 0 'printf "Company,deleted_at\nA,2026-01-02 10:00\nB,\n" |
    crm-lead import - -nq -o csv -c company'
is "$(sed '1d; s/,.*//' out)" B 'says it, too'
try 'what is neither' 4 'printf "Company,IsDeleted\nA,perhaps\n" |
    crm-lead import - -n'
like_err "^crm-lead: stdin:2: deleted: 'perhaps' is neither yes nor no$"
crm-admin field add -q entity=lead name=is_deleted type=bool > made
run 'a field of that name' 0 crm-lead import del.csv --again -nq -o csv \
    -c company,is_deleted
is "$(sed -n 2p out)" 'Acme,yes,inserted,' 'takes the column'

# A mark may stand before the name.
try 'marks before names' 0 'printf "（必填）公司名称,【选填】手机号,(Required) Name,必填城市\nA,13800138001,Li,Rome\n" |
    crm-lead import - -nq -o csv -c company,mobile,name,city'
is "$(sed -n 2p out)" 'A,+8613800138001,Li,Rome,inserted,' 'are no part of them'

# ---- columns of the book's own names, in a file that is none of its lists ----

printf 'company,_notes,_line\nOwn Ltd,x,1\n' > own.csv
run 'a name that begins with a mark' 0 crm-lead import own.csv -n -o ids
like_err "^crm-lead: own.csv: left out: '_notes'$"
printf 'company,Version\nOwn Ltd,3\n' > own.csv
run 'a version of nothing' 0 crm-lead import own.csv -n -o ids
like_err "^crm-lead: own.csv: left out, for the book keeps it itself: 'Version'$"
done_testing
