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
done_testing
