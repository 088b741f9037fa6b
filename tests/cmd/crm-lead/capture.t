#!/bin/sh
# Leads of vCards and of the text of scanned cards.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
crm-lead campaign add -q name=Fair > /dev/null
batches() { crm-admin log -o csv -c batch | sed 1d | wc -l; }

cat > two.vcf <<'X'
BEGIN:VCARD
VERSION:3.0
FN:Jane Doe
ORG:Acme\, Inc.;Sales
TITLE:Buyer
TEL;TYPE=CELL:+1 217 555 0199
TEL;TYPE=WORK,FAX:+1 217 555 0124
EMAIL;TYPE=INTERNET:Jane@Acme.com
ADR;TYPE=WORK:;;1 Main St;Springfield;IL;62701;USA
URL:http://acme.com
NOTE:met at the fair\, wants a qu
 ote
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89
TEL;CELL:13800138000
END:VCARD
X
run 'vCards' 0 crm-lead capture two.vcf -o csv -c lead_id,name,company,title,department,email,phone,mobile,city,tags,status
is_out 'lead_id,name,company,title,department,email,phone,mobile,city,tags,status
L1,Jane Doe,"Acme, Inc.",Buyer,Sales,jane@acme.com,,+12175550199,Springfield,to-confirm,new
L2,张三,,,,,,+8613800138000,,to-confirm,new'
like_err '^crm-lead: inserted 2 \(batch B'
run 'the rest of the first' 0 crm-lead list L1 -o csv -c website,country,region,address,postcode,notes
is_out 'website,country,region,address,postcode,notes
http://acme.com,USA,IL,1 Main St,62701,"fax: +1 217 555 0124
met at the fair, wants a quote"'

cat > card.txt <<'X'
张三  销售经理
上海云帆科技有限公司
地址：上海市浦东新区张江路88号3楼
电 话：021-58880000-802  手机：138 0013 8000
E-mail: zhang.san@yunfan.cn
X
try 'the text of a scanned card, with defaults' 0 'crm-lead capture - source=event campaign=Fair owner=bob tags=fair company=Nobody -o csv -c name,company,title,email,phone,mobile,address,source,campaign,owner,tags < card.txt'
is_out 'name,company,title,email,phone,mobile,address,source,campaign,owner,tags
张三,上海云帆科技有限公司,销售经理,zhang.san@yunfan.cn,02158880000x802,+8613800138000,上海市浦东新区张江路88号3楼,event,Fair,bob,"fair, to-confirm"'
try 'a default where the card says nothing' 0 'printf "Ann Li\n" | crm-lead capture company=Walk-in -q -o csv -c name,company,tags'
is_out 'name,company,tags
Ann Li,Walk-in,to-confirm'
is_err ''
try 'the words of the book tell companies' 0 'crm-admin word add -q kind=legal_form word=werk > /dev/null; printf "Bolt Werk\nAnn Li\n" | crm-lead capture -q -n -o csv -c name,company'
is_out 'name,company
Ann Li,Bolt Werk'
n=$(batches)
try 'a dry run' 0 'crm-lead capture -n -o csv -c lead_id,name < card.txt'
is_out 'lead_id,name
L+1,张三'
is "$(batches)" "$n" 'a dry run: writes nothing'
try 'in another encoding' 0 'iconv -f UTF-8 -t GB18030 card.txt | crm-lead capture - --encoding gb18030 -q -n -o csv -c name,company'
is_out 'name,company
张三,上海云帆科技有限公司'
try 'which has to be said' 4 'iconv -f UTF-8 -t GB18030 card.txt | crm-lead capture -'
is_err 'crm-lead: stdin:1: not UTF-8: give --encoding, one of gb18030, big5, windows-1252'
try 'and known' 2 'crm-lead capture - --encoding klingon < card.txt'
run 'confirmed' 0 sh -c 'crm-lead list -w "tags = to-confirm and name = 张三" | crm-lead set - tags= -q -o ids'
is_out 'L2
L3'

# What is no card
printf 'BEGIN:VCARD\nFN:A B\nEND:VCARD\n\nBEGIN:VCARD\nVERSION:3.0\nNOTE:who?\nEND:VCARD\n' > bad.vcf
n=$(batches)
run 'a card that says nobody' 4 crm-lead capture bad.vcf
is_err 'crm-lead: bad.vcf:5: the card that begins here says nobody: no name, company, e-mail or phone'
is "$(batches)" "$n" 'none of them is taken'
printf 'BEGIN:VCARD\nFN:A B\n' > cut.vcf
run 'a file that was cut' 4 crm-lead capture cut.vcf
is_err 'crm-lead: cut.vcf:1: the card that begins here never ends (END:VCARD)'
try 'an empty stream is nothing to do' 0 'crm-lead capture - < /dev/null'
is_err 'crm-lead: nothing to do'
try 'one with a scanned blank' 4 'printf "\n\n \f" | crm-lead capture -'
try 'one of bytes' 4 'printf "\377\001\000\n\200" | crm-lead capture'
run 'no such file' 1 crm-lead capture nosuch.vcf
is_err 'crm-lead: nosuch.vcf: cannot open: No such file or directory'
run 'two files' 2 crm-lead capture two.vcf bad.vcf
is_err "crm-lead: capture reads one file, not 'bad.vcf' too"
run 'an unknown field' 2 crm-lead capture two.vcf sauce=event
like_err "no field 'sauce' in lead; nearest: source"
run 'an unknown campaign' 3 crm-lead capture two.vcf campaign=Nope
run 'a field of the book itself' 2 crm-lead capture two.vcf created=today

crm-lead capture -q two.vcf > /dev/null
run 'undo' 0 crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(crm-lead list -w 'company ~ acme' -o ids)" L1 'takes the leads back'

# ---- extensions are those of an import ----

for p in 0571-88888888-8001 '(0571)88888888-8001' +86-571-88888888-8001 010-66668888-12 \
    0571-88888888转8001 '0571-88888888 ext. 12' 400-820-8820-12; do
	book
	printf 'company,phone\n云帆科技有限公司,%s\n' "$p" |
	    crm-lead import - -q -c phone -o tsv | sed -n 2p | cut -f 1 > imported
	printf '云帆科技有限公司\n王芳\n电话：%s\n' "$p" > card.txt
	run "captured as imported: $p" 0 crm-lead capture card.txt -n -q -c phone -o tsv
	is "$(sed -n 2p out)" "$(cat imported)" "$p: the same number"
	is "$(sed -n 2p out | grep -c 'x[0-9]*$')" 1 "$p: with its extension"
done
done_testing
