#!/bin/sh
# Identity decides whether a row is new, --on-duplicate what happens when it is
# not; likeness is told, and refused on demand.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}
state() { crm-lead list -s ext -c ext,company,phone,score -o csv | sed 1d; }

start() {
	book
	feed 'ext,company,phone,score\n1,Alpha,,10\n2,Beta,13800138000,20\n' \
	    crm-lead import - -q > /dev/null
}
FILE='ext,company,phone,score\n1,Alpha,13900139000,11\n2,Beta,13800138000,20\n3,Gamma,,30\n'
C='-c ext,company,phone,score'

# ---- an identity that is there ----

start
run 'error, by default' 4 feed "$FILE" crm-lead import -
is_out ''
is_err 'crm-lead: stdin:2: is L1 already, with other values; --on-duplicate skip, fill or update says what to do
crm-lead: read 3, rejected 1; nothing was written'
is "$(state)" '1,Alpha,,10
2,Beta,+8613800138000,20' 'error: nothing changed'

run 'skip' 0 feed "$FILE" crm-lead import - --on-duplicate skip $C
is_out 'ext,company,phone,score,_action,_duplicate_of
1,Alpha,,10,skipped,
2,Beta,+8613800138000,20,unchanged,
3,Gamma,,30,inserted,'
is_err 'crm-lead: read 3, inserted 1, unchanged 1, skipped 1 (batch B3)'

start
run 'fill' 0 feed "$FILE" crm-lead import - --on-duplicate fill $C
is_out 'ext,company,phone,score,_action,_duplicate_of
1,Alpha,+8613900139000,10,filled,
2,Beta,+8613800138000,20,unchanged,
3,Gamma,,30,inserted,'
is_err 'crm-lead: read 3, inserted 1, filled 1, unchanged 1 (batch B3)'

start
run 'update' 0 feed "$FILE" crm-lead import - --on-duplicate update $C
is_out 'ext,company,phone,score,_action,_duplicate_of
1,Alpha,+8613900139000,11,updated,
2,Beta,+8613800138000,20,unchanged,
3,Gamma,,30,inserted,'
is_err 'crm-lead: read 3, inserted 1, updated 1, unchanged 1 (batch B3)'
run 'again: all unchanged' 0 feed "$FILE" crm-lead import - -o ids
is_out 'L1
L2
L3'
is_err 'crm-lead: read 3, unchanged 3'
run 'unchanged under every policy' 0 feed "$FILE" \
    crm-lead import - --on-duplicate skip -o ids
is_err 'crm-lead: read 3, unchanged 3'
run 'undo' 0 crm-admin undo B3 -q
is "$(state)" '1,Alpha,,10
2,Beta,+8613800138000,20' 'undo: as before'

# ---- another key ----

start
run 'a field as the key' 0 feed 'company,score\nBETA,21\nDelta,40\n' \
    crm-lead import - --key company --on-duplicate update $C
is_out 'ext,company,phone,score,_action,_duplicate_of
2,BETA,+8613800138000,21,updated,
,Delta,,40,inserted,'
run 'the id is the key of an export' 0 feed 'lead_id,score\nL1,12\n' \
    crm-lead import - --on-duplicate update $C
is_out 'ext,company,phone,score,_action,_duplicate_of
1,Alpha,,12,updated,'
feed 'company\nTwin\nTwin\n' crm-lead import - -q > /dev/null
run 'a key that two records have' 4 feed 'company,score\ntwin,1\n' \
    crm-lead import - --key company --on-duplicate update
is_err 'crm-lead: stdin:2: company: names more than one lead; use another --key
crm-lead: read 1, rejected 1; nothing was written'
run 'a natural key' 0 feed 'login,name\nbob,Bob\n' crm-team user import - -o ids
run 'a natural key, folded' 0 feed 'login,phone\nBOB,13700137000\n' \
    crm-team user import - --on-duplicate fill -c login,name,phone
is_out 'login,name,phone,_action,_duplicate_of
bob,Bob,+8613700137000,filled,'

# ---- values of the key that are written in two ways ----

# Many rows are met by what was noted of the book, few by asking it.
met() {
	what=$1 kind=$2 header=$3 kept=$4 row=$5 key=$6
	for many in 0 5000; do
		book
		printf '%s\n%s\n' "$header" "$kept" | crm-$kind import - -q > /dev/null
		{
			printf '%s,%s,city\n%s,Q,Hz\n' "$key" "${header%%,*}" "$row"
			awk -v n=$many 'BEGIN { for (i = 1; i <= n; i++) printf ",c%d,\n", i }'
		} > rows.csv
		run "$what ($many)" 0 crm-$kind import rows.csv --key $key \
		    --on-duplicate update -q -c id,city,$key,_action
		like_out "^$7\$"
	done
}
met 'a number with its 0' lead company,phone 'Q,0571-8888 8888' '+86 571 88888888' phone \
    'L1,Hz,057188888888,updated'
met 'and with +86' lead company,phone 'Q,+86 571 88888888' '0571-8888 8888' phone \
    'L1,Hz,.8657188888888,updated'
met 'among the further numbers' lead company,phone 'Q,13800138000;0571-88888888' \
    '+86 571 88888888' phone 'L1,Hz,.8613800138000,updated'
met 'among the further addresses' lead company,email 'Q,a@x.cn;b@x.cn' 'B@x.cn' email \
    'L1,Hz,a@x.cn,updated'
met 'a site without its scheme' customer name,website 'Q,https://www.W.cn/' w.cn website \
    'C1,Hz,https://www.W.cn/,updated'
met 'and with it' customer name,website 'Q,w.cn/a' 'http://www.w.cn/a/' website \
    'C1,Hz,w.cn/a,updated'
met 'a code in small letters' customer name,credit_code 'Q,91330106MA2ABCDE1X' \
    91330106ma2abcde1x credit_code 'C1,Hz,91330106MA2ABCDE1X,updated'
book
run 'two ways in one file are one' 4 feed \
    'company,phone,city\nQ,0571-88888888,A\nQ,+86 571 88888888,B\n' \
    crm-lead import - --key phone --on-duplicate update
is_err 'crm-lead: stdin:3: the same identity as line 2, with other values
crm-lead: read 2, rejected 1; nothing was written'
run 'other pages of a site are others' 0 feed 'name,website\nA,t.cn/a\nB,t.cn/b\nC,t.cn\n' \
    crm-customer import - --key website -c name
like_err 'inserted 3'

# ---- the same identity twice in one file ----

start
run 'equal rows are one record' 0 feed \
    'ext,company\n9,Nu\n8,Xi\n9,Nu\n' crm-lead import - -c ext,company
is_out 'ext,company,_action,_duplicate_of
9,Nu,inserted,
8,Xi,inserted,
9,Nu,unchanged,'
is_err 'crm-lead: read 3, inserted 2, unchanged 1 (batch B3)'
run 'different rows are an error that names both lines' 4 feed \
    'ext,company\n7,Nu\n6,Xi\n7,Pi\n' crm-lead import - --on-duplicate update
is_out ''
is_err 'crm-lead: stdin:4: the same identity as line 2, with other values
crm-lead: read 3, like others 2 (2 by the company name alone), rejected 1; nothing was written'
run 'so they are by another key' 4 feed \
    'email,company\na@b.cn,Nu\nA@B.cn,Pi\n' crm-lead import - --key email
is_err 'crm-lead: stdin:3: the same identity as line 2, with other values
crm-lead: read 2, like others 1 (1 by the company name alone), rejected 1; nothing was written'
run 'the one that came first is in with --rejects' 4 feed \
    'ext,company\n7,Nu\n7,Pi\n' crm-lead import - --rejects rejects.csv \
    -c ext,company
is_out 'ext,company,_action,_duplicate_of
7,Nu,inserted,L3'
is "$(cat rejects.csv)" 'ext,company,_line,_field,_error
7,Pi,3,,"the same identity as line 2, with other values"' 'the other is out'

run 'rejects of an earlier run do not stay' 0 feed 'ext,company\n7,Nu\n' \
    crm-lead import - --rejects rejects.csv -o ids
is "$(cat rejects.csv)" 'ext,company,_line,_field,_error' 'only the header does'

# ---- likeness ----

start
run 'the same phone' 0 feed 'ext,company,phone\n5,Beta Ltd,+86 138-0013-8000\n' \
    crm-lead import - -c ext,company
is_out 'ext,company,_action,_duplicate_of
5,Beta Ltd,inserted,L2'
is_err 'crm-lead: read 1, inserted 1, like others 1 (batch B3)'
run 'the same e-mail, within the file' 0 feed \
    'ext,company,email\n11,A,x@y.cn\n12,B,X@Y.cn\n' crm-lead import - -c ext
is_out 'ext,_action,_duplicate_of
11,inserted,
12,inserted,L4'
run 'refused on demand' 4 feed 'ext,company,mobile\n6,Beta Inc,13800138000\n' \
    crm-lead import - --duplicates reject
is_out ''
is_err 'crm-lead: stdin:2: has the same e-mail or phone as L2
crm-lead: read 1, like others 1, rejected 1; nothing was written'
run 'and kept out with --rejects' 4 feed \
    'ext,company,phone\n6,Beta Inc,13800138000\n13,Rho,\n' \
    crm-lead import - --duplicates reject --rejects rejects.csv -c ext
is_out 'ext,_action,_duplicate_of
13,inserted,'

start
crm-lead set -q L1 mobile=13800138000 > /dev/null
run 'like two' 0 feed 'ext,company,phone\n14,Y,13800138000\n' \
    crm-lead import - -c ext -q
is_out 'ext,_action,_duplicate_of
14,inserted,L1'

# ---- a file without identity ----

start
run 'rows without identity' 0 feed 'company\nA\nA\n' crm-lead import - -o ids
is_out 'L3
L4'
run 'are refused the second time' 5 feed 'company\nA\nA\n' crm-lead import -
is_out ''
is_err 'crm-lead: stdin was imported before, as batch B3, and its rows have no identity; --again imports it a second time'
run 'also as a dry run' 5 feed 'company\nA\nA\n' crm-lead import - -n
run 'on purpose' 0 feed 'company\nA\nA\n' crm-lead import - --again -o ids
is_out 'L5
L6'
run 'another file is another' 0 feed 'company\nA\n' crm-lead import - -o ids
is_out L7
run 'ndjson has none either' 0 feed '{"company":"A"}\n' crm-lead import - -o ids
is_out L8
run 'and is known too' 5 feed '{"company":"A"}\n' crm-lead import -
run 'but for another noun' 0 feed '{"name":"A"}\n' crm-customer import - -o ids
is_out C1
run 'sound' 0 crm-admin check
# ---- one record by two of its keys ----

book
printf 'Company,Email\nA,"a@x.cn;b@x.cn"\n' | crm-lead import - -q > made
printf 'Company,Email,City\nZ,b@x.cn,q\nY,a@x.cn,r\n' > twice.csv
run 'two rows of one record, which they name otherwise' 4 crm-lead import twice.csv \
    --key email --on-duplicate update
is_err 'crm-lead: twice.csv:3: is L1, which a row before has changed by another key of it, with other values; make one row of both
crm-lead: read 2, rejected 1; nothing was written'
printf 'Id,Company\nX1,B\n' | crm-lead import - -q > made
printf 'lead_id,ext,city\nL2,,p\n,X1,q\n' > twice.csv
run 'by its id and its external id' 4 crm-lead import twice.csv --on-duplicate update -q
printf 'lead_id,ext,city\nL2,,p\n,X1,p\n' > twice.csv
run 'which agree' 0 crm-lead import twice.csv --on-duplicate update -q -o ids
done_testing
