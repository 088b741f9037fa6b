#!/bin/sh
# Every mistake of a file in one run: all cells of a row, each unknown value once;
# and rejects in the form of their file, which the same command takes again.
. "$(dirname "$0")/../../lib.sh"
book

cat > in.csv <<'END'
Company,E-mail,Score,Status,Consent on
A,a@,x,Nouveau,2024-02-30
B,b@b.example,1,Nouveau,
C,c@,1,Neu,
D,d@d.example,1,new,
END
run 'all of a row' 4 crm-lead import in.csv --rejects bad.csv -q -c company
is_err "crm-lead: in.csv:2: email: 'a@' is not an e-mail address
crm-lead: in.csv:2: score: 'x' is not a number
crm-lead: in.csv:2: status: 'Nouveau' is not one of new, assigned, working, qualified, converted, unqualified, duplicate, recycled; --value 'status:Nouveau=…' says which is meant
crm-lead: in.csv:2: consent_on: '2024-02-30' is not a day of the calendar
crm-lead: in.csv:4: email: 'c@' is not an e-mail address
crm-lead: in.csv:4: status: 'Neu' is not one of new, assigned, working, qualified, converted, unqualified, duplicate, recycled; --value 'status:Neu=…' says which is meant
crm-lead: in.csv: and 1 more rows refused
crm-lead: in.csv: 2 rows: --value 'status:Nouveau='
crm-lead: in.csv: 1 row: --value 'status:Neu='"
is_out 'company,_action,_duplicate_of
D,inserted,'
run 'the rejects' 0 cut -d, -f1-7 bad.csv
is_out 'Company,E-mail,Score,Status,Consent on,_line,_field
A,a@,x,Nouveau,2024-02-30,2,"email
B,b@b.example,1,Nouveau,,3,status
C,c@,1,Neu,,4,"email'
like bad.csv '^A,.*,2,"email, score, status, consent_on","email: .a@. is not an e-mail address; score: .x. is not a number; status: ' \
    'each with all its fields and errors'
run 'a value in quotes' 4 sh -c "printf \"company,status\nA,it's=so\n\" | crm-lead import -"
like_err "^crm-lead: stdin: 1 row: --value 'status:it'\\\\''s=so='$"
run 'names of customers are no such values' 4 sh -c \
    'printf "name,stage,customer\na,won,Nobody\n" | crm-deal import -'
unlike_err "row: --value"
run 'but users are' 4 sh -c 'printf "company,owner\nA,Zoe\nB,Zoe\n" | crm-lead import -'
like_err "^crm-lead: stdin: 2 rows: --value 'owner:Zoe='$"
run 'nothing is made for a bad row' 4 sh -c \
    'printf "name,stage,customer,amount\na,won,Nobody,x\n" |
	crm-deal import - --create-missing --rejects x.csv'
like_err 'read 1, rejected 1$'
run 'nobody' 0 crm-customer list -o ids
is_out ''

# ---- they come round ----

run 'again, not mended' 4 crm-lead import bad.csv --rejects again.csv -q -o ids
is "$(sed -n 1p again.csv)" "$(sed -n 1p bad.csv)" 'the same header, ours once'
is "$(cut -d, -f1-5 again.csv)" "$(cut -d, -f1-5 bad.csv)" 'the same rows'
is "$(sed -n 3p again.csv | cut -d, -f6)" 3 'with the lines of that file'
run 'and again' 4 crm-lead import again.csv --rejects third.csv -q -o ids
cmp -s again.csv third.csv
result $? 'as often as needed'
run 'mended' 0 sh -c 'sed "s/Nouveau/new/" third.csv | grep "^B\|^Comp" |
    crm-lead import - -q -c company,status'
is_out 'company,status,_action,_duplicate_of
B,new,inserted,'
printf 'company,name\na,b,c\nd\n' > ragged.csv
run 'rows too long and too short' 4 crm-lead import ragged.csv --rejects r1.csv -q
is "$(cat r1.csv)" 'company,name,_line,_field,_error
a,b,c,2,,"expected 2 columns, found 3"
d,3,,"expected 2 columns, found 1"' 'stay what they are'
run 'the long one again' 4 crm-lead import r1.csv --rejects r2.csv -q -o ids
is "$(sed -n 2p r2.csv)" 'a,b,c,2,,"expected 5 columns, found 6"' 'with ours once'

# form NAME [OPTION…]: what is refused of in.txt keeps its form, and comes again.
form() {
	t_what=$1
	shift
	run "$t_what" 4 crm-lead import in.txt --rejects out.txt -q "$@"
	run "$t_what: again" 4 crm-lead import out.txt --rejects out2.txt -q "$@"
	cmp -s out.txt out2.txt
	result $? "$t_what: is the same"
}
printf '\357\273\277Company;E-mail;Notes\r\n"A;1";a@;x,y\r\n' > in.txt
form 'semicolons, CRLF and a byte order mark'
is "$(sed -n 2p out.txt | tr '\r' '~')" \
    "\"A;1\";a@;x,y;2;email;'a@' is not an e-mail address~" 'the row'
is "$(head -c 6 out.txt | od -An -c | tr -d ' ')" '357273277Com' 'the mark'
printf 'Company\tE-mail\tNotes\nA\\t1\ta@\tx "q"\n' > in.txt
form tabs
is "$(sed -n 2p out.txt)" "$(printf 'A\\t1\ta@\tx "q"\t2\temail\t%s' "'a@' is not an e-mail address")" 'the row'
printf '公司名称,邮箱\n云帆,a@\n' | iconv -t gb18030 > in.txt
form gb18030 --encoding gb18030
is "$(iconv -f gb18030 out.txt | sed -n 2p)" "云帆,a@,2,email,'a@' is not an e-mail address" 'the row'
printf 'Société,E-mail\nÉtoile,a@\n' | iconv -t latin1 > in.txt
form latin1 --encoding latin1 --map 'Société=company'
printf '公司名称,邮箱\r\n云帆,a@\r\n' | iconv -t UTF-16 > in.txt
form UTF-16 --encoding UTF-16
is "$(iconv -f UTF-16 out.txt | sed -n 2p | tr '\r' '~')" \
    "云帆,a@,2,email,'a@' is not an e-mail address~" 'the row'
printf 'sep=;\nLeads of today\n\nCompany;E-mail\nA;a@\n' > in.txt
form 'what stands before the header'
is "$(sed -n 1,4p out.txt)" 'sep=;
Leads of today

Company;E-mail;_line;_field;_error' 'is kept'
printf 'x\ny\nCompany,E-mail\nA,a@\n' > in.txt
form '--skip' --skip 2
printf 'Company,E-mail,Notes\nA,a@,=1+1\n' > in.txt
run 'for a spreadsheet' 4 crm-lead import in.txt --rejects out.txt -q --excel
is "$(sed -n 2p out.txt | tr '\r' '~')" \
    "A,a@,'=1+1,2,email,'a@' is not an e-mail address~" 'CRLF, formulas disarmed'
run 'for a spreadsheet, again' 4 crm-lead import out.txt --rejects out2.txt -q
cmp -s out.txt out2.txt
result $? 'without the option'
run 'of JSON' 4 sh -c 'echo "[{\"company\":\"A\",\"email\":\"a@\"}]" |
    crm-lead import - --rejects out.txt -q'
is "$(cat out.txt)" "[
{\"company\":\"A\",\"email\":\"a@\", \"_line\": 1, \"_field\": \"email\", \"_error\": \"'a@' is not an e-mail address\"}
]" 'it is JSON'

# ---- the encoding is that of the file ----

printf 'company\nAcme\n联通\n云帆\n' | iconv -t gb18030 > in.txt
run 'a file of another encoding' 4 crm-lead import in.txt --rejects out.txt -o ids
is_out ''
is_err "crm-lead: in.txt:3: not UTF-8; would fit: gb18030, big5, shift_jis, \
windows-1252 (give --encoding)"
run 'not even the row that is UTF-8 by chance' 0 crm-lead list -w 'company = Acme' -o ids
is_out ''
printf 'company\n云帆\n联通\nbad\377\n' > in.txt
run 'a bad line of a file in UTF-8' 4 crm-lead import in.txt --rejects out.txt \
    -q -c company
is_out 'company,_action,_duplicate_of
云帆,inserted,
联通,inserted,'

# ---- UTF-16 without its mark ----

for name in UTF-16LE UTF-16BE; do
	printf '公司名称,姓名\r\n甲公司,王芳\r\n' | iconv -t $name > bare.csv
	run "$name" 4 crm-lead import bare.csv
	is_err "crm-lead: bare.csv: line 1, column 1: not UTF-8: give --encoding $name"
done
done_testing
