#!/bin/sh
# crm-lead dupes: leads against leads, customers and contacts.
. "$(dirname "$0")/../../lib.sh"

book
run 'an empty book' 0 crm-lead dupes
is_out lead_id,other,score,class,reason,cluster,name,other_name

crm-customer import -q -o ids > ids <<'END'
code,name,website,phone
K1,北京云帆科技有限公司,yunfan.cn,010-88001122
K2,Velmora Ltd,,
END
crm-customer contact import -q -o ids > ids <<'END'
ext,customer,name,email,mobile
c1,K1,王芳,wangfang@yunfan.cn,13800138000
c2,K2,Ben Grant,ben.grant@gmail.com,
c3,K2,Ben Grant,ben.grant@gmail.com,
END
crm-lead import -q -o ids > ids <<'END'
ext,company,name,email,phone,status
1,云帆科技（北京）有限公司,李娜,lina@yunfan.cn,,new
2,,王芳,,138 0013 8000,new
3,,Ben Grant,BEN.GRANT@GMAIL.COM,,working
4,,Grant Ben,ben.grant@gmail.com,,new
5,,Ben Grant,ben.grant@gmail.com,,converted
6,Velmora Inc.,Rosa Silva,rosa@gmail.com,,new
END
run 'of every kind, the noun first' 0 crm-lead dupes -q -c lead_id,other,class,cluster
is_out 'lead_id,other,class,cluster
L1,C1,sure,1
L2,CT1,sure,2
L3,L4,sure,3
L3,CT2,sure,3
L3,CT3,sure,3
L4,CT2,sure,3
L4,CT3,sure,3
L6,C2,review,4'
run 'what is done with is left out' 0 crm-lead dupes -q L5 -o ids
is_out ''
run 'of those that read as new today' 0 crm-lead dupes -q \
    -w 'status_now = new' -c lead_id,other
is_out 'lead_id,other
L1,C1
L2,CT1
L4,CT2
L4,CT3
L6,C2'
run 'the same company name alone is for review' 0 crm-lead dupes -q L6 \
    -c other,score,class,reason
is_out 'other,score,class,reason
C2,0.75,review,name 1.00'
run 'why' 0 crm-lead dupes L2 -q -c other,reason,name,other_name
is_out 'other,reason,name,other_name
CT1,"mobile, name 1.00",王芳,王芳'
try 'into list' 0 'crm-lead dupes -q -w "status = working" | crm-lead list - -o ids'
is_out L3
try 'the other side into its program' 0 \
    'crm-lead dupes L1 -q -c other | tail -1 | xargs crm-customer show -o ids'
is_out C1
crm-admin word list -q -w 'word = gmail.com' |
    crm-admin word delete - -q -o ids > ids
run 'a domain that is not public any more' 0 crm-lead dupes L3 -q -c other,reason
like_out '^L4,"email, domain, name 1.00"$'

# A block that is far larger than the window.
book
crm-customer add name='Velmora Ltd' website=velmora.com -q -o ids > ids
i=0
while [ $((i += 1)) -le 60 ]; do
	echo "$i,Velmora Inc.,$(printf "\\$(printf %o $((96 + i % 26 + 1)))")$i Xu,velmora.com"
done | { echo ext,company,name,website; cat; } |
    crm-lead import - -q -o ids > ids
try 'a lead meets its customer, however many leads there are of it' 0 \
    'crm-lead dupes -q | grep -c ",C1,.*sure"'
is_out 60

# One company, other people: a reason to look, no more.
book
printf 'company,name,email\n云帆科技,王芳,\n云帆科技有限公司,李雷,\nCafé Roma,Li,li@roma.it\n'\
'ＣＡＦÉ ROMA,Wu,wu@roma.it\nRoma,Xu,\n' | crm-lead import -q > /dev/null
run 'other people of one company are for review' 0 crm-lead dupes \
    -c lead_id,other,score,class,reason
is_out 'lead_id,other,score,class,reason
L1,L2,0.75,review,company
L3,L4,0.75,review,"domain, company"'
is_err 'crm-lead: searched 5 records: 0 pairs sure, 2 to review'
try 'and not merged by themselves' 0 'crm-lead dupes -q | crm-lead merge - -n'
like_err 'merged 0|no pair|nothing'
run 'nor are contacts of one customer pairs' 0 sh -c 'crm-customer add name=Acme -q &&
    crm-customer contact add customer=C1 name=Li -q &&
    crm-customer contact add customer=C1 name=Wu -q && crm-customer contact dupes'
is_err 'crm-customer: searched 2 records: 0 pairs sure, 0 to review'
run 'an unknown verb is not far' 2 crm-lead dupe
like_err 'did you mean dupes'
done_testing
