#!/bin/sh
# Nothing on standard input: closed is a failure everywhere; empty is one only
# for an import, which needs a header.
. "$(dirname "$0")/../../lib.sh"
book
crm-lead add -q company=A > /dev/null
crm-admin score-rule add -q kind=lead name=any points=1 > /dev/null
crm-admin assign-rule add -q kind=lead seq=1 method=fixed person=ann \
    > /dev/null
crm-lead campaign add -q name=Fair > /dev/null

each() {
	try "$1: closed" 1 "$1 <&-"
	like_err 'stdin: cannot read'
	try "$1: empty" "${2-0}" "$1 < /dev/null"
}
each 'crm-lead import' 4
like_err 'stdin: is empty; a list of no records has a header'
each 'crm-customer import -' 4
for verb in 'list -' 'show -' 'set - city=x' 'add -' 'delete -' 'merge -' \
    'dupes -' 'lint -' 'score -' 'assign -' 'capture -' 'campaign enroll CP1 -'
do
	each "crm-lead $verb"
done
try 'a header alone' 0 'echo company | crm-lead import'
is_err 'crm-lead: read 0'
try 'a list of nothing' 0 'echo "[]" | crm-lead import'
is_err 'crm-lead: read 0'
try 'who does not read it does not miss it' 0 'crm-lead list -o ids <&-'
is_out L1

# A file that may not become as large.
awk 'BEGIN { print "company"; for (i = 1; i <= 9000; i++) print "Company " i }' \
    > many.csv
if on_server; then
	skip 'a limit on files' "a server's files are its own"
else
	try 'a limit on files' 1 '(ulimit -f 256; crm-lead import many.csv -q > /dev/null)'
	like_err '^crm-lead: .*(book.db: |File too large)'
	run 'nothing was written' 0 crm-lead list -o ids
	is_out L1
	run 'the book is sound' 0 crm-admin check -q
fi

# What refers to itself.
crm-admin field add -q entity=customer name=buddy type=ref ref=customer > /dev/null
crm-customer add -q name=Solo > /dev/null
crm-customer set -q C1 buddy=C1 > /dev/null
run 'a record that refers to itself is deleted' 0 crm-customer delete -q C1
run 'and restored' 0 crm-customer restore -q C1
crm-customer add -q name=Other buddy=C1 > /dev/null
run 'not one that another refers to' 5 crm-customer delete C1
like_err 'C1 is referred to by C2;'

# Nothing in a table turns what stands around it.
crm-lead add -q company="$(printf 'a\342\200\256b')" \
    name="$(printf 'c\342\201\246d')" > /dev/null
run 'a table' 0 crm-lead list L2 -o table -c company,name
like_out 'a\\u202eb +c\\u2066d'
run 'markdown' 0 crm-lead list L2 -o md -c company,name
like_out '\| a\\u202eb \| c\\u2066d \|'
crm-lead set -q L2 notes="$(printf 'x\302\233y')" > /dev/null
run 'nor is a control of a terminal' 0 crm-lead list L2 -o md -c notes
like_out '\| x\\xc2\\x9by \|'

# A header that went through a spreadsheet has labels.
for header in 'Lead ID' 'lead id' LEAD_ID ' Lead-ID ' 线索ID; do
	try "a stream with $header" 0 \
	    "printf 'Name,$header\\na,L1\\n' | crm-lead list - -o ids"
	is_out L1
done
for key in 'Lead ID' LEAD_ID ' Lead-ID ' 线索ID; do
	echo "{\"Name\": \"a\", \"$key\": \"L1\"}" > stream
	try "a stream of JSON with $key" 0 'crm-lead list - -o ids < stream'
	is_out L1
	echo "[{\"$key\": \"L1\"}, {\"$key\": \"L2\", \"x\": 1}]" > stream
	try "a list of JSON with $key" 0 'crm-lead list - -o ids < stream'
	is_out 'L1
L2'
done
first() { # first LINE LINE…: a stream of these lines, of which L1 is meant
	printf '%s\n' "$@" > stream
	try "the name itself goes before its label: $1" 0 \
	    'crm-lead list - -o ids < stream'
	is_out L1
}
first Lead\ ID,lead_id L9,L1
first lead_id,Lead\ ID L1,L9
first '{"Lead ID": "L9", "lead_id": "L1"}'
first '{"lead_id": "L1", "Lead ID": "L9"}'
stale() { # stale LINE LINE…
	printf '%s\n' "$@" > stream
	try "a version under its label is one: $1" 5 \
	    'crm-lead set - city=Bonn < stream'
	like_err 'L1 has moved on'
}
stale Lead\ ID,Version L1,99
stale 线索ID,版本 L1,99
stale '{"Lead ID": "L1", "Version": 99}'
echo '{"Lead ID": "L1"}' > stream
try 'add - fills references from keys of JSON that are labels' 0 \
    'crm-task add - subject=call -q -c about < stream'
is_out 'about
L1'
try 'add - fills references from labels' 0 \
    "printf 'Lead ID\\nL1\\n' | crm-task add - subject=call -q -c about"
is_out 'about
L1'
done_testing
