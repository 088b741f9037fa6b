#!/bin/sh
# The file of refused rows takes its name once the rest is committed, and the
# place of nothing that is still needed.
. "$(dirname "$0")/../../lib.sh"
. "$TOP/tests/fault/fault.sh"
book
printf 'ext,company,email\n1,A,a@example.com\n2,B,bad\n3,C\n' > in.csv
cp in.csv kept.csv

run 'good rows' 4 crm-lead import in.csv --rejects out.csv -q -o ids
is_out L1
is "$(cat out.csv)" "ext,company,email,_line,_field,_error
2,B,bad,3,email,'bad' is not an e-mail address
3,C,4,,\"expected 3 columns, found 2\"" 'a row that is too short stays one line, as it was'
touch new
like=book.db
on_server && like=new
is "$(stat -c %a out.csv)" "$(stat -c %a $like)" 'read by nobody who may not read the book'

# It is not taken for one with blank cells until somebody has mended it.
run 'the same again' 4 crm-lead import out.csv --rejects again.csv -q -o ids
is_out ''
is "$(cat again.csv)" "ext,company,email,_line,_field,_error
2,B,bad,2,email,'bad' is not an e-mail address
3,C,3,,\"expected 6 columns, found 5\"" 'the short row is short still'
run 'a line break in it' 4 crm-lead import - --rejects again.csv -q -o ids << 'END'
ext,company,email
3,"C
D"
END
is "$(cat again.csv)" 'ext,company,email,_line,_field,_error
3,"C
D",2,,"expected 3 columns, found 2"' 'and one of two lines'
sed 's/^3,C/3,C,c@example.com/; s/,bad,/,b@example.com,/' out.csv > mended.csv
run 'mended' 0 crm-lead import mended.csv --rejects again.csv -q -o csv \
    -c company,email
is_out 'company,email,_action,_duplicate_of
B,b@example.com,inserted,
C,c@example.com,inserted,'
crm-lead delete L2 L3 -yq > gone

echo mended > out.csv
run 'a dry run' 4 crm-lead import in.csv --rejects out.csv -n -q \
    --on-duplicate skip
is "$(cat out.csv)" mended 'writes no file'
run 'nor does it make one' 4 crm-lead import in.csv --rejects none.csv -n -q \
    --on-duplicate skip
[ ! -e none.csv ]
result $? 'it is not there'
run 'an import that fails' 2 crm-lead import in.csv -q --rejects out.csv \
    --map 'nothing=email'
is "$(cat out.csv)" mended 'leaves it'
printf 'ext,company\n9,"open\n' > broken.csv
run 'input that breaks off' 4 crm-lead import broken.csv -q --rejects out.csv
is "$(cat out.csv)" mended 'leaves it, too'

run 'the input' 2 crm-lead import in.csv --rejects ./in.csv
is_err 'crm-lead: --rejects: ./in.csv is the input; it would be lost'
ln in.csv hard && ln -s in.csv soft
run 'by another name' 2 crm-lead import in.csv --rejects hard
run 'through a link' 2 crm-lead import in.csv --rejects soft
try 'on standard input' 2 'crm-lead import --rejects in.csv < in.csv'
cmp -s in.csv kept.csv
result $? 'it is as it was'
if on_server; then
	skip 'the book' 'it is no file'
else
	run 'the book' 2 crm-lead import in.csv --rejects "$CRM_DB"
	is_err "crm-lead: --rejects: $CRM_DB is the book"
	run 'and it works' 0 crm-admin check -q
fi
run 'a directory' 2 crm-lead import in.csv --rejects .
run 'a directory that is not there' 1 crm-lead import in.csv --rejects no/x.csv
echo precious > target && ln -s target link.csv
run 'a link' 4 crm-lead import in.csv -q --rejects link.csv --on-duplicate skip
is "$(cat target)" precious 'is replaced, not followed'
is "$(sed -n '2s/,.*//p' link.csv)" 2 'by the rows'
try 'a pipe' 4 'crm-lead import in.csv -q --rejects /dev/stderr \
    --on-duplicate skip 2>&1 | grep -c "^2,B"; exit 4'
is_out 1
chmod 600 out.csv
run 'one that is there' 4 crm-lead import in.csv -q --rejects out.csv \
    --on-duplicate skip
is "$(stat -c %a out.csv)" 600 'keeps its mode'
if ! on_server; then
	chmod 600 book.db
	run 'of a book that nobody else reads' 4 crm-lead import in.csv -q --rejects own.csv \
	    --on-duplicate skip
	is "$(stat -c %a own.csv)" 600 'is read by nobody else'
	chmod 666 book.db
	run 'of one that all may write' 4 sh -c 'umask 027 &&
	    crm-lead import in.csv -q --rejects all.csv --on-duplicate skip'
	is "$(stat -c %a all.csv)" 640 'is no wider than the umask lets it be'
	chmod 644 book.db
fi

# A full disk before the commit, and a name that cannot be taken behind it.
if on_server; then
	skip 'a full disk' 'its writes are the server'"'s"
else
	printf 'ext,company,email\n7,G,g@example.com\n8,H,bad\n' > more.csv
	keep
	n=0 wrong=0
	while [ $((n += 1)) -le 40 ]; do
		again
		echo mended > out.csv
		faulty write $n full crm-lead import more.csv --rejects out.csv
		st=$?
		leads=$(crm-lead list -o ids | wc -l)
		case $st,$leads,$(sed -n 1p out.csv) in
		4,2,ext,*) ;;
		1,1,mended) ;;
		*) wrong=$((wrong + 1)); echo "# $n: $st,$leads"; cat err ;;
		esac
	done
	is "$wrong" 0 'a full disk: both or nothing'
	again
	faulty rename 1 EIO crm-lead import more.csv --rejects out.csv
	is $? 1 'a name that cannot be taken'
	grep -q 'the rest is committed as batch B' err
	result $? 'is told'
fi
is "$(echo ./*.part-*)" './*.part-*' 'nothing half-made is left'

# ---- what the whole file said of a row holds when the row comes back alone ----

book
run 'a customer' 0 crm-customer add name=Alba -q -o ids
printf 'Id,Name,Account,Amount\n1,D1,Albaa,"25,000"\n2,D2,Alba,"12,5"\n' > in.csv
run 'a decimal comma' 4 crm-deal import in.csv --rejects bad.csv -q -o ids
sed 's/Albaa/Alba/' bad.csv > mended.csv
run 'is one still' 0 crm-deal import mended.csv -q -c amount
like_out '^25\.00,inserted'
printf 'Id,Name,Account,Amount\n3,D3,Albaa,25.000\n4,D4,Alba,12.5\n' > in.csv
run 'a decimal point' 4 crm-deal import in.csv --rejects bad.csv -q -o ids
sed 's/Albaa/Alba/' bad.csv > mended.csv
run 'is one, too' 0 crm-deal import mended.csv -q -c amount
like_out '^25\.00,inserted'
printf 'Id,Name,Account,Amount\n5,D5,Alba,"25,000"\n5,D5b,Alba,"27,000"\n6,D6,Alba,"12,5"\n' > in.csv
run 'a sign, and two of one identity' 4 crm-deal import in.csv --rejects bad.csv -q -o ids
is "$(cat bad.csv)" 'Id,Name,Account,Amount,_line,_field,_error
5,D5b,Alba,"27,000",3,[amount --decimal-comma],"the same identity as line 2, with other values"' \
    'the sign is no reason'
sed 's/,"the same.*/,/' bad.csv > mended.csv
run 'with its reason emptied it keeps the sign' 0 crm-deal import mended.csv \
    --on-duplicate update -q -c name,amount
like_out '^D5b,27\.00,updated'

book
printf 'Name,Parent\nA,\nB,\nSub,C2\n' > in.csv
run 'an id that the file makes' 4 crm-customer import in.csv --rejects bad.csv -q -o ids
run 'is nobody later, either' 4 crm-customer import bad.csv --rejects worse.csv -q -o ids
is_out ''
like_err "parent: 'C2' was nobody's when this row was refused; its name, or id:C2, says"
run 'nor after that' 4 crm-customer import worse.csv -q -o ids
sed 's/Sub,C2/Sub,id:C2/' bad.csv > mended.csv
run 'unless somebody says so' 0 crm-customer import mended.csv -q -c parent
like_out '^B,inserted'

book
printf 'Id,Company,City\n1,A,P\n1,B,Q\n2,C,R\n' > in.csv
run 'two of one identity' 4 crm-lead import in.csv --on-duplicate update \
    --rejects bad.csv -q -o ids
run 'the second stays refused' 4 crm-lead import bad.csv --on-duplicate update \
    --rejects worse.csv -q -o ids
like_err 'the same identity as line 2 of the file it was refused from, with other'
run 'each time' 4 crm-lead import worse.csv --on-duplicate update -q -o ids
run 'the first is as it was' 0 crm-lead list -c company,city -o csv
like_out '^A,P$'
printf 'Id,Company,City,_line,_field,_error\n1,B,Q,2,,\n' > mended.csv
run 'it is taken when told' 0 crm-lead import mended.csv --on-duplicate update -q -c city
like_out '^Q,updated'

printf 'lead_id,company\nL1,A\nX7,New\n' > in.csv
run 'a slip among our ids' 4 crm-lead import in.csv --on-duplicate update \
    --rejects bad.csv -q -o ids
run 'makes no record alone' 4 crm-lead import bad.csv --on-duplicate update -q -o ids
like_err "lead_id: 'X7' is not an id like L12"

book
run 'a product' 0 crm-stock add sku=S1 -q -o ids
run 'a customer' 0 crm-customer add name=Alba -q -o ids
printf 'number,customer\nW1,Alba\n' > orders.csv
run 'an order' 0 crm-order import orders.csv -q -o ids
printf 'order,product,quantity,unit_price\nW1,S1,2,5\nW1,S1,x,7\n' > in.csv
run 'a line beside its like' 4 crm-order order-line import in.csv --rejects bad.csv -q -o ids
sed 's/,x,/,9,/' bad.csv > mended.csv
run 'is not taken for that' 4 crm-order order-line import mended.csv \
    --on-duplicate update -q -o ids
like_err 'product: the document has that already, as OL1, and whether'
sed 's/,x,/,9,/' in.csv > mended.csv
run 'the whole file has both' 0 crm-order order-line import mended.csv -q -c quantity
is_out 'quantity,_action,_duplicate_of
2,unchanged,
9,inserted,'
printf 'order,product,quantity,unit_price\nW1,S1,3,5\nW1,S1,9,7\n' > in.csv
run 'a line with other values' 4 crm-order order-line import in.csv --rejects bad.csv -q -o ids
run 'is the one it was refused for' 0 crm-order order-line import bad.csv \
    --on-duplicate update -q -c id,quantity
like_out '^OL1,3,updated'

# ---- streams ----

book
printf 'Company,Status\nA,odd\nB,new\n' > in.csv
ln -s /proc/self/fd/1 stream
crm-lead import in.csv --rejects stream -q -o ids > both 2> err
is "$?" 4 'rejects into the output'
is "$(cut -d, -f1-3 both)" 'L1
Company,Status,_line
A,odd,2' 'go behind it'
is "$([ -L stream ] && echo link)" link 'and the link stays'
crm-lead import in.csv --rejects both -q -o ids --again >> both 2> err
is "$?" 2 'over the output'
is_err 'crm-lead: --rejects: both is where other output goes; it would be lost'

# ---- of JSON: JSON ----

book
cat > in.json <<'END'
[{"id":12345678901234567890,"name":"big","city":"Hz"}, {"name":"ok"},
 {"name":"w","city":"X","notes":"\ud800"}, {},
 {"name":"q", "phone":{"a":[1]}, "notes":"\"_line\": 1, \"_error\""
 }]
END
run 'rows of JSON' 4 crm-customer import in.json --rejects bad.json -q -o ids
is_out C1
is "$(cat bad.json)" '[
{"id":12345678901234567890,"name":"big","city":"Hz", "_line": 1, "_field": "id", "_error": "an integer beyond 2^53, which other programs round: write it as text"},
{"name":"w","city":"X","notes":"\ud800", "_line": 2, "_field": "notes", "_error": "half of a surrogate pair in text"},
{"_line": 2, "_field": "name", "_error": "is required"},
{"name":"q", "phone":{"a":[1]}, "notes":"\"_line\": 1, \"_error\"", "_line": 3, "_field": "phone", "_error": "a nested value"}
]' 'come back as they were'
run 'the same command takes them' 4 crm-customer import bad.json --rejects worse.json -q -o ids
is "$(sed 's/"_line": [0-9]*/"_line": 0/' worse.json)" \
    "$(sed 's/"_line": [0-9]*/"_line": 0/' bad.json)" 'as often as needed'
sed 's/:12345678901234567890/:"12345678901234567890"/; s/ud800/u00e4/; s/^{"_line/{"name":"x","_line/
    s/{"a":\[1\]}/"+4912345678"/' worse.json > mended.json
run 'mended' 0 crm-customer import mended.json --rejects worse.json -q -c name,ext,city,notes -o csv
is_out 'name,ext,city,notes,_action,_duplicate_of
big,12345678901234567890,Hz,,inserted,
w,,X,ä,inserted,
x,,,,inserted,
q,,,"""_line"": 1, ""_error""",inserted,'
run 'no list is left' 0 cat worse.json
is_out '[
]'
printf '{"name":"a","city":"x"}\n{"city":"x"}\n{"name":"b","notes":{}}\n' > in.ndjson
run 'lines of JSON' 4 crm-customer import in.ndjson --rejects bad.ndjson -q -o ids
is "$(cat bad.ndjson)" '{"city":"x", "_line": 2, "_field": "name", "_error": "is required"}
{"name":"b","notes":{}, "_line": 3, "_field": "notes", "_error": "a nested value"}' 'come back as lines'

run 'a name that a variable lacks' 2 sh -c "printf 'Name\nA\n' | crm-customer import - --rejects ''"
is_err 'crm-customer: --rejects needs the name of a file, and has none'
run 'nothing was written' 0 crm-customer list -w 'name = A' -o csv -c name
is_out 'name
a'
done_testing
