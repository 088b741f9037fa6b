#!/bin/sh
# A large file into a small table is loaded another way than a short one: keys
# are noted, not asked for.  What comes out must be the same.
. "$(dirname "$0")/../../lib.sh"

# Longer than 5000 rows of 150 bytes; more keys than are held in memory.
# Every 50th row has the phone of the row 3000 before, every 70th an e-mail
# that is another's; the first two change records that are in the book.
awk 'BEGIN {
	print "ext,company,email,phone,notes"
	notes = sprintf("%120s", "")
	gsub(" ", "n", notes)
	print "old1,Old 1,new@old.example.com,," notes
	print "old2,Old 2,,+8613900000002," notes
	print "x1,Takes what was left,first@old.example.com,," notes
	print "x2,And the phone,,+8613900000001," notes
	for (i = 1; i <= 7000; i++) {
		of = i % 50 == 0 && i > 3000 ? i - 3000 : i
		printf "%d,Company %d,p%d@a-long-name-of-a-company.example.com,", \
		    i, i, i % 70 == 0 ? i - 69 : i
		printf "+86138%08d,%s\n", of, notes
	}
}' > large.csv
split -l 2000 large.csv part.
for f in part.a[b-z]; do
	{ head -n 1 large.csv; cat "$f"; } > whole
	mv whole "$f"
done

start() {
	book
	printf 'ext,company,email,phone\n%s\n%s\n' \
	    'old1,Old 1,first@old.example.com,' 'old2,Old 2,,+8613900000001' |
	    crm-lead import - -q > /dev/null
}
C='--on-duplicate update -c ext,email,phone'

start
for f in part.a*; do
	# shellcheck disable=SC2086
	crm-lead import "$f" $C 2>> said | sed 1d
done > in.parts
crm-lead list -c lead_id,ext,email,phone > parts.book

start
# shellcheck disable=SC2086
run 'a large file' 0 sh -c "crm-lead import large.csv $C | sed 1d > at.once"
is_err 'crm-lead: read 7004, inserted 7002, updated 2, like others 151 (batch B3)'
run 'its rows become what they become in parts' 0 cmp in.parts at.once
crm-lead list -c lead_id,ext,email,phone > once.book
run 'and so do the records' 0 cmp parts.book once.book
run 'what an updated record had is like nobody' 0 sed -n 3,4p at.once
is_out 'x1,first@old.example.com,,inserted,
x2,,+8613900000001,inserted,'

# ---- again, and with one identity twice ----

run 'again: each is met' 0 sh -c "crm-lead import large.csv -o ids | wc -l"
is_out '7004'
is_err 'crm-lead: read 7004, unchanged 7004'
awk 'NR == 1 { print } NR > 1 { sub(/n*$/, "changed"); print; print }' \
    large.csv > changed.csv
run 'changed, each twice' 0 sh -c "crm-lead import changed.csv -o ids \
    --on-duplicate update | uniq -c | awk '\$1 != 2' | wc -l"
is_out '0'
is_err 'crm-lead: read 14008, updated 7004, unchanged 7004 (batch B4)'
run 'all are changed' 0 crm-lead list -w 'notes != changed' -o ids
is_out ''

start
{ cat large.csv; echo '17,Other,,,'; } > twice.csv
run 'an identity twice, far apart' 4 crm-lead import twice.csv -q \
    --on-duplicate update
is_err 'crm-lead: twice.csv:7006: the same identity as line 22, with other values'

# ---- where the keys are noted ----

start
run 'no folder for temporary files' 1 env TMPDIR=/nonexistent \
    crm-lead import large.csv --on-duplicate update -q -o ids
like_err "^crm-lead: .*cannot make a temporary file in '/nonexistent': No such"
is "$(crm-lead list -o ids | wc -l)" 2 'nothing was written'

# ---- a value that comes from the command line ----

start
sed 's/,p[0-9]*@[^,]*,/,,/' large.csv > blank.csv
run 'a default is told like any other' 0 sh -c "
    crm-lead import blank.csv --on-duplicate update \
	--default email=same@example.com --default name=Kim -c ext,email |
    grep -c ',same@example.com,inserted,L'"
is_out '7000'
done_testing
