#!/bin/sh
# Several numbers or addresses in one cell, extensions, trunk zeros: each has its
# place, and likeness, merging and duplicates see the further ones.
. "$(dirname "$0")/../../lib.sh"

leads() {
	{ echo 'ext;company;phone;mobile;email;other_phones'
	    printf '%s\n' "$@"; } > leads.csv
	book
	crm-lead import leads.csv --delimiter ';' \
	    -c phone,mobile,other_phones,email,other_emails
}
first() { sed -n 2p out | sed 's/,inserted,.*//'; }

# ---- in one cell ----

for cell in 13800138000/13900139000 13800138000、13900139000 \
    '13800138000, 13900139000' '13800138000 或 13900139000' '13800138000 13900139000'; do
	run "phones: $cell" 0 leads "1;A;$cell;;;"
	is "$(first)" '+8613800138000,,+8613900139000,,' 'parted'
	like_err '^crm-lead: leads.csv: phone: 1 value with several numbers; other_phones has the further ones$'
done
run 'a mobile has them, too; a column of its own' 0 \
    leads '1;A;;13800138000/13900139000;;010-62345678'
is "$(first)" ',+8613800138000,"01062345678, +8613900139000",,' 'beside it'
run 'each once' 0 leads '1;A;110;13800138000/13900139000;;13900139000、119'
is "$(first)" '110,+8613800138000,"+8613900139000, 119",,' 'whoever says it'
run 'an extension is none' 0 leads '1;A;0571-88888888-8001;;;'
is "$(first)" '057188888888x8001,,,,' 'kept'
run 'other forms of it' 0 leads '1;A;+19074864171;+86-0571-88888888-12;;'
is "$(first)" '+19074864171,+8657188888888x12,,,' 'the trunk 0 goes'
run ';ext=' 0 sh -c 'printf "company,phone\nA,+19074864171;ext=101\n" | crm-lead import - -c phone'
like_out '^\+19074864171x101,'
run 'not written out' 4 leads '1;A;0571-88888888/9;;;'
like_err "phone: '0571-88888888/9' is more than one phone number; write each in full\$"
run 'one is none' 4 leads '1;A;13800138000/call me;;;'
like_err "phone: '13800138000/call me' is not a phone number"

for cell in 'Li Na <li@b.cn>, w@b.cn' 'li@b.cn、w@b.cn' 'LI@b.cn/W@B.cn' 'li@b.cn w@b.cn'; do
	run "addresses: $cell" 0 leads "1;A;;;$cell;"
	is "$(first)" ',,,li@b.cn,w@b.cn' 'parted'
	like_err '^crm-lead: leads.csv: email: 1 value with several addresses; other_emails has the further ones$'
done
run 'a name and its address' 0 leads '1;A;;;Li, Na <li@b.cn>;' \
    '2;B;;;mailto:w@b.cn;'
is "$(first)" ',,,li@b.cn,' 'is the address'
unlike_err 'several'
run 'one of them is none' 4 leads '1;A;;;li@b.cn, none;'
like_err "email: 'li@b.cn, none' is not an e-mail address"
run 'a blank in one' 4 leads '1;A;;;li na@b.cn;'

run 'who has no place for more' 4 sh -c \
    'printf "login,email\nx,a@b.cn;c@d.cn\n" | crm-team user import - --delimiter ,'
like_err "email: 'a@b.cn;c@d.cn' holds 2 e-mail addresses; other_emails takes all but the first"
run 'nor on the command line' 4 crm-lead add company=A phone=13800138000/13900139000
is_err "crm-lead: phone: '13800138000/13900139000' holds 2 phone numbers; \
other_phones takes all but the first"
run 'said' 0 crm-lead add company=A phone=13800138000 \
    other_phones='13900139000/010-62345678' other_emails='X@y.cn; z@y.cn' \
    -c phone,other_phones,other_emails
is_out 'phone,other_phones,other_emails
+8613800138000,"+8613900139000, 01062345678","x@y.cn, z@y.cn"'
run 'a list that is none' 4 crm-lead add company=A other_phones='13900139000, no'
like_err "other_phones: '13900139000, no' is not a list of phone numbers"

# ---- they are beside what is there ----

leads '1;A;13800138000;;;13900139000' > /dev/null 2>&1
printf 'ext,phone\n1,13800138000/13700137000\n' > more.csv
run 'an update adds to the list' 0 crm-lead import more.csv --on-duplicate update \
    -c phone,other_phones
is "$(first)" '+8613800138000,"+8613900139000, +8613700137000",updated,' 'none is lost'
run 'again' 0 crm-lead import more.csv --on-duplicate update -o ids
like_err 'unchanged 1'
crm-lead list -o csv > all.csv
run 'the export comes back' 0 crm-lead import all.csv -o ids
like_err 'unchanged 1'

# ---- looked for ----

run 'in a filter' 0 crm-lead list -w 'other_phones = "139 0013 9000"' -o ids
is_out L1
run 'a part of one' 0 crm-lead list -w 'other_phones ~ 1370' -o ids
is_out L1
run 'none of it' 0 crm-lead list -w 'other_phones = 1390013900' -o ids
is_out ''
run 'add is like the further one' 0 crm-lead add company=X mobile=13700137000 -n -o ids
like_err 'L\+1 is like L1 \(same phone\)'
run 'a further one is like it' 0 crm-lead add company=X other_phones='110, 13800138000' -n -o ids
like_err 'L\+1 is like L1 \(same phone\)'
run 'a part of a number is no likeness' 0 crm-lead add company=X phone=3700137000 -n -o ids
unlike_err 'is like'
crm-customer contact add name=Wu other_emails='a_b@x.cn, c@x.cn' -q > /dev/null
run 'of another kind' 0 crm-lead add company=X email=c@x.cn -n -o ids
like_err 'L\+1 is like CT1 \(same e-mail\)'
run 'and none that looks so' 0 crm-lead add company=X email=azb@x.cn -n -o ids
unlike_err 'is like'

# Import says so, whether it asks or notes.
cat > like.csv <<'END'
ext,company,email,phone,other_phones
a,Acme,c@x.cn,,
b,Acme,,13900139000,
c,Acme,,,"13700137000, 119"
d,Fresh,,13500135000,13600136000
e,Fresh,,13600136000,
END
WANT='ext,_action,_duplicate_of
a,inserted,CT1
b,inserted,L1
c,inserted,L1
d,inserted,
e,inserted,L+4'
run 'import' 0 crm-lead import like.csv -n -c ext
is_out "$WANT"
{ cat like.csv; awk 'BEGIN { for (i = 6; i < 7000; i++)
	printf "%d,M%0110d,m%d@many.com,,\n", i, i, i }'; } > many.csv
run 'in bulk' 0 crm-lead import many.csv -n -c ext
sed -n '1,6p' out > some
run 'in bulk: the same' 0 cat some
is_out "$WANT"

# ---- duplicates, merging, conversion ----

book
crm-lead add company='Acme Steel' name='Li Na' other_phones=13700137000 \
    other_emails=li@b.cn -q > /dev/null
crm-lead add company='Acme Steel Works' name='Na Li' mobile=13700137000 \
    email=li@b.cn other_phones=010-62345678 -q > /dev/null
run 'dupes sees them' 0 crm-lead dupes -c lead_id,other,reason
like_out '^L[12],L[12],"?email, mobile'
crm-lead merge L1 L2 -q > /dev/null
run 'a merge keeps all' 0 crm-lead list -c email,mobile,other_phones,other_emails
is_out 'email,mobile,other_phones,other_emails
li@b.cn,+8613700137000,"01062345678, +8613700137000",li@b.cn'
book
printf 'company,name,status,phone,email\nA,Li,qualified,13700137000/010-62345678,a@b.cn c@d.cn\n' |
    crm-lead import - -q > /dev/null
crm-lead convert L1 -q > /dev/null
run 'what a lead becomes has them' 0 crm-customer contact list \
    -c other_phones,other_emails
is_out 'other_phones,other_emails
01062345678,c@d.cn'

# One of them twice is one, for those who take no more, too.
book
run 'the same twice' 0 sh -c "printf 'Company,Email,Phone\nA,\"a@x.example, A@X.example\",13800138000/13800138000\nB,\"b@x.example; c@x.example; B@x.example\",\n' |
    crm-lead import - -c email,other_emails,phone,other_phones"
is_out 'email,other_emails,phone,other_phones,_action,_duplicate_of
a@x.example,,+8613800138000,,inserted,
b@x.example,c@x.example,,,inserted,'
run 'of a user' 0 sh -c "printf 'login,email\nrosa,\"r@x.example;R@x.example\"\n' |
    crm-team user import - -c email"
like_out '^r@x\.example,'
done_testing
