#!/bin/sh
# Likeness: the same e-mail, phone or company name as another record.  Leads are
# compared with customers and contacts too; add tells it, import lists it, both
# refuse it on demand.
. "$(dirname "$0")/../../lib.sh"

start() {
	book
	crm-customer add name=Acme phone=021-5555-6666 email=info@acme.com \
	    -q > /dev/null
	crm-customer contact add customer=C1 name=Wu mobile=13800138000 \
	    email=wu@acme.com -q > /dev/null
	crm-lead add company=Beta email=b@beta.com phone=13700137000 -q \
	    > /dev/null
}
C='-c lead_id'

# ---- add ----

start
run 'a lead like nobody' 0 crm-lead add company=Gamma email=g@gamma.com
is_err 'crm-lead: inserted 1 (batch B5)'
run 'like a contact: phone meets mobile' 0 \
    crm-lead add company=Acme phone='+86 138-0013-8000' $C
is_out 'lead_id
L3'
is_err 'crm-lead: inserted 1 (batch B6)
crm-lead: L3 is like C1 (same company name), CT1 (same phone)'
run 'like several kinds' 0 crm-lead add company=X email=INFO@acme.com \
    mobile=13800138000 $C
is_err 'crm-lead: inserted 1 (batch B7)
crm-lead: L4 is like L3 (same phone), C1 (same e-mail), CT1 (same phone)'
run 'a dry run tells it' 0 crm-lead add company=X email=b@beta.com -n $C
is_out 'lead_id
L+1'
is_err 'crm-lead: inserted 1 (dry run: nothing was written)
crm-lead: L+1 is like L1 (same e-mail)'
run 'quiet' 0 crm-lead add company=X email=b@beta.com -nq
is_err ''
run 'refused on demand' 5 crm-lead add company=X email=b@beta.com \
    phone=02155556666 --duplicates reject
is_err 'crm-lead: it is like L1 (same e-mail), C1 (same phone); --duplicates report takes it all the same'
is "$(crm-lead list -w 'company = X' -o ids)" L4 'refused: nothing was added'
run 'like nobody, on demand' 0 crm-lead add company=X email=x@x.com \
    --duplicates reject -q -o ids
run 'another policy' 2 crm-lead add company=X --duplicates merge
is_err "crm-lead: --duplicates: 'merge' is not one of report, reject, reject=name"
run 'nothing to compare' 2 crm-task add subject=x --duplicates reject
is_err 'crm-task: --duplicates: a task has no e-mail and no phone to compare'
run 'customers are compared with customers' 0 \
    crm-customer add name=Other phone=13800138000 -o ids
is_err 'crm-customer: inserted 1 (batch B9)'
run 'the same, again' 0 crm-customer add name=Other2 phone=13800138000 -o ids
is_err 'crm-customer: inserted 1 (batch B10)
crm-customer: C3 is like C2 (same phone)'
run 'contacts with contacts' 0 \
    crm-customer contact add name=Wu2 email=wu@acme.com -o ids
is_err 'crm-customer: inserted 1 (batch B11)
crm-customer: CT2 is like CT1 (same e-mail)'
try 'a stream' 0 'printf "customer_id\nC1\nC2\n" |
    crm-customer contact add - name=Li phone=13500135000 -o ids'
is_out 'CT3
CT4'
is_err 'crm-customer: inserted 2 (batch B12)
crm-customer: CT4 is like CT3 (same phone)'

# ---- the name of a company ----

start
run 'a lead of a customer' 0 crm-lead add company='ACME Co., Ltd.' -n -o ids
is_err 'crm-lead: inserted 1 (dry run: nothing was written)
crm-lead: L+1 is like C1 (same company name)'
run 'once for each' 0 crm-lead add company='Acme Inc' email=info@acme.com \
    -n -o ids
like_err 'L\+1 is like C1 \(same e-mail\)$'
run 'not refused for it' 0 crm-lead add company='Acme GmbH' \
    --duplicates reject -n -o ids
run 'on demand it is' 5 crm-lead add company='Acme GmbH' -q \
    --duplicates reject=name
is_err 'crm-lead: it is like C1 (same company name); --duplicates report takes it all the same'
run 'a customer, in Chinese' 0 sh -c \
    'crm-customer add name=云帆科技有限公司 -q -o ids
	crm-customer add name=云帆科技股份有限公司 -n -o ids'
is_err 'crm-customer: inserted 1 (dry run: nothing was written)
crm-customer: C+1 is like C2 (same company name)'
run 'another company' 0 crm-lead add company='Acme Steel' -n -o ids
unlike_err 'is like'
run 'a group is not its daughter' 0 crm-customer add name=云帆科技集团 -n -o ids
unlike_err 'is like'
crm-lead add company='Café Roma' -q > /dev/null
run 'a lead like a lead' 0 crm-lead add company='ＣＡＦÉ　ＲＯＭＡ' -n -o ids
like_err 'L\+1 is like L2 \(same company name\)$'
run 'no company' 0 crm-lead add name=Wu -n -o ids
unlike_err 'is like'

# ---- a switchboard ----

start
for n in 1 2 3; do
	crm-customer contact add name="Li $n" phone=02100000000 -q > /dev/null
done
run 'three share it' 0 crm-lead add company=X phone=021-0000-0000 -nq -o ids
run 'three share it: told' 0 crm-lead add company=X phone=021-0000-0000 -n -o ids
like_err 'L\+1 is like CT2 \(same phone\)'
crm-customer contact add name='Li 4' mobile=02100000000 -q > /dev/null
run 'four share it' 0 crm-lead add company=X phone=021-0000-0000 -n -o ids
unlike_err 'is like'
crm-customer contact add name='Li 5' email=li@x.com -q > /dev/null
for n in 6 7 7 7 7; do
	crm-customer contact add name="Li $n" email=li@x.com -q > /dev/null
done
run 'an address that three share' 0 crm-lead add company=X email=li@x.com -n -o ids
like_err 'L\+1 is like CT6 \(same e-mail\)'
crm-customer contact add name='Li 8' email=li@x.com -q > /dev/null
run 'one that four share is a placeholder, however often each is there' 0 \
    crm-lead add company=X email=li@x.com -n -o ids
unlike_err 'is like'

# ---- import ----

start
cat > leads.csv <<END
ext,company,email,phone
1,Acme,info@acme.com,
2,Acme,,13800138000
3,Acme,wu@acme.com,021 5555 6666
4,Beta,b@beta.com,
5,Nobody,n@nobody.com,
6,Twin,n@nobody.com,
END
WANT='ext,_action,_duplicate_of
1,inserted,C1
2,inserted,L+1 C1 CT1
3,inserted,L+1 C1 CT1
4,inserted,L1
5,inserted,
6,inserted,'
run 'across kinds' 0 crm-lead import leads.csv -n -c ext
is_out "${WANT}L+5"
is_err 'crm-lead: read 6, inserted 6, like others 5 (dry run: nothing was written)'
printf 'ext,company,phone\n1,B,13700137000\n2,C,13700137000\n' > two.csv
run 'a dry run says what the import would: the first' 0 \
    crm-lead import two.csv -n -c ext
is_out 'ext,_action,_duplicate_of
1,inserted,L1
2,inserted,L1'
run 'rejected on demand' 4 crm-lead import leads.csv --duplicates reject \
    --rejects bad.csv -c ext
is_out 'ext,_action,_duplicate_of
5,inserted,'
run 'with the reason' 0 cat bad.csv
like_out '^3,Acme,.*,has the same e-mail or phone as C1 CT1$'
start
cat > names.csv <<END
ext,company,name
1,ACME,Wu
2,Café Roma,Tom
3,ＣＡＦÉ　ＲＯＭＡ,Ann
4,Roma,Eve
END
run 'companies of one name' 0 crm-lead import names.csv --duplicates reject \
    -n -c ext
is_out 'ext,_action,_duplicate_of
1,inserted,C1
2,inserted,
3,inserted,L+2
4,inserted,'
is_err 'crm-lead: read 4, inserted 4, like others 2 (2 by the company name alone) (dry run: nothing was written)'
run 'rejected on demand' 4 crm-lead import names.csv \
    --duplicates reject=name --rejects bad.csv -c ext
is_out 'ext,_action,_duplicate_of
2,inserted,
4,inserted,'
run 'with the reason: the name' 0 cat bad.csv
like_out '^1,ACME,.*,has the same company name as C1$'
start
run 'json' 0 sh -c 'crm-lead import leads.csv -n --on-duplicate skip -c ext -o ndjson | head -1'
is_out '{"ext":"1","_action":"inserted","_duplicate_of":"C1"}'

# Many rows: the other kinds are read into memory, with the same answer.
start
{ cat leads.csv; awk 'BEGIN { for (i = 7; i < 107; i++)
	printf "%d,M%d,m%d@many.com,\n", i, i, i
	print "107,Acme,wu@acme.com,"
	print "108,Acme,,02155556666" }'; } > more.csv
run 'beyond the first rows' 0 crm-lead import more.csv -n -c ext
sed -n '1,7p;$p' out > some
tail -2 out | head -1 >> some
run 'beyond the first rows: the same' 0 cat some
is_out "${WANT}L+5
108,inserted,L+3 C1
107,inserted,L+3 C1 CT1"
{ cat leads.csv; awk 'BEGIN { for (i = 7; i < 7000; i++)
	printf "%d,M%0110d,m%d@many.com,\n", i, i, i
	print "7001,Acme,wu@acme.com,"
	print "7002,Acme,,02155556666" }'; } > many.csv
run 'in bulk' 0 crm-lead import many.csv -n -c ext
sed -n '1,7p;$p' out > some
tail -2 out | head -1 >> some
run 'in bulk: the same' 0 cat some
is_out "${WANT}L+5
7002,inserted,L+3 C1
7001,inserted,L+3 C1 CT1"

# A switchboard, in bulk.
start
awk 'BEGIN { print "ext,company,phone"
	for (i = 1; i < 7000; i++)
		printf "%d,M%0130d,%s\n", i, i, i < 4000 ? "02100000000" : \
		    "1380013" (1000 + i) }' > board.csv
run 'a switchboard in bulk' 0 crm-lead import board.csv -c ext -q
is "$(awk -F, '$3 != ""' out | sed 1d | wc -l)" 3 \
    'the first three are like the first, the rest is not'

# Copies of one person are as like at the end as at the beginning; who has the
# same number beside them is too.
{ echo ext,company,name,mobile
	awk 'BEGIN { for (i = 1; i <= 9; i++) print i ",Orla,Tom,13600136000"
		print "10,Basil,Ann,13600136000" }'; } > copies.csv
{ cat copies.csv; awk 'BEGIN { for (i = 11; i < 7000; i++)
	printf "%d,M%0130d,N%d,\n", i, i, i }'; } > copies-bulk.csv
for file in copies copies-bulk; do
	start
	try "$file: copies of one person" 0 "crm-lead import $file.csv -c ext |
	    grep -c ',L2\$'"
	is_out 9
done

# Who leaves a switchboard in the same file is no longer counted; more records
# than are noted are found all the same.
start
{ echo ext,company,email,phone
	for n in 1 2 3 4; do echo "a$n,A$n,,02100000000"; done
	for n in 1 2 3 4 5; do echo "b$n,B$n,,02100000001"; done
	for n in 1 2 3 4 5; do echo "c$n,C$n,c@c.com,"; done; } > shared.csv
crm-lead import shared.csv -q > /dev/null
{ printf 'ext,company,email,phone\nz2,Z2,,02100000001\n'
	echo a1,A1,,02100000002
	for n in 1 2 3 4; do echo "c$n,C$n,c$n@c.com,"; done
	printf 'z3,Z3,,02100000000\nz4,Z4,,02100000001\nz5,Z5,c@c.com,\n'
} > leave.csv
{ cat leave.csv; awk 'BEGIN { for (i = 1; i < 7000; i++)
	printf "%d,M%0130d,m%d@many.com,\n", i, i, i }'; } > leaves.csv
for file in leave leaves; do
	try "$file: who left is not counted" 0 "crm-lead import $file.csv -n \
	    -c ext --on-duplicate update | grep ^z"
	is_out 'z2,inserted,
z3,inserted,L3
z4,inserted,
z5,inserted,L15'
done

# ---- a Chinese number at home, and from abroad ----

book
crm-customer add name=Acme phone=0571-88888888 -q > /dev/null
crm-customer contact add customer=C1 name=Wu phone='+86 10 6666 7777' \
    other_phones='021-55556666-8001, +86 755 2222 3333' -q > /dev/null
cat > phones.csv << 'END'
company,phone
P1,+86 571 8888 8888
P2,（010）６６６６７７７７
P3,+86 21 5555 6666 ext 8001
P4,0755-22223333
P5,+86 571 8888 8887
P6,021-55556666
END
awk 'BEGIN { for (i = 1; i < 6000; i++)
	printf "M%0130d,%s\n", i, i == 5000 ? "0571-88888887" : "" }' > many.csv
cat phones.csv many.csv > large.csv
for file in phones large; do
	run "$file: one number in either form" 0 sh -c "crm-lead import $file.csv -n \
	    -o csv -c company | grep '^P\|,L'"
	is_out "P1,inserted,C1
P2,inserted,CT1
P3,inserted,CT1
P4,inserted,CT1
P5,inserted,
P6,inserted,$([ $file = phones ] || printf '\nM%0130d,inserted,L+5' 5000)"
done
run 'refused on demand' 4 sh -c 'crm-lead import phones.csv --duplicates reject -q'
like_err ':2: has the same e-mail or phone as C1'
run 'a reference by it' 0 crm-task add about=+8657188888888 subject=Call -o csv -c about
is_out 'about
C1'
run 'add tells it' 0 crm-lead add company=P1 phone=+8657188888888
like_err 'L1 is like C1 \(same phone\)$'
run 'where two have it, both are told' 5 crm-task add about=0571-88888888 subject=Call
like_err "'0571-88888888' names lead L1 and customer C1;"
# Of those who add the same at once each is told of who came first.
logins ann
for i in 1 2 3 4 5 6; do
	crm-lead add company=Same email=same@same.example -o ids > "s$i" 2>&1 &
done
wait
is "$(cat s? | grep -c '^crm-lead: .*like L[0-9]* (same e-mail)')" 5 'all but one are told'
for i in 1 2 3 4 5 6; do
	crm-customer add name=Once --duplicates reject=name -o ids > "s$i" 2>&1 &
done
wait
is "$(crm-customer list -w 'name = Once' -o ids | wc -l)" 1 'one is taken'
done_testing
