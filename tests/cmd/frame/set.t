#!/bin/sh
# set, delete, restore: what is written, what is refused, what is remembered.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Ada ext=A > /dev/null
crm-customer add -q name=Bea > /dev/null
for n in 1 2 3; do crm-deal add -q name=d$n customer=Ada amount=$n > /dev/null; done

# ---- set ----

run 'several at once are one batch' 0 crm-deal set D1 D2 amount=5 -o csv -c deal_id,amount
is_out 'deal_id,amount
D1,5.00
D2,5.00'
is_err 'crm-deal: updated 2 (batch B7)'
run 'what is so already is no change' 0 crm-deal set D1 amount=5.00 -o ids
is_out ''
is_err 'crm-deal: unchanged 1'
run 'and leaves no batch' 0 crm-admin log -l 1 -o csv -c batch
is_out 'batch
B7'
run 'blank clears' 0 crm-deal set D1 amount= -q -o csv -c amount
is_out 'amount
""'
run '\N clears' 0 crm-deal set D2 amount='\N' -q -o csv -c amount
is_out 'amount
""'
run 'all or nothing' 4 crm-deal set D1 D2 D3 probability=2000%
is_out ''
like_err '^crm-deal: probability: must be between 0 and 100 percent'
run 'one of them is not there' 3 crm-deal set D3 D9 region=x
is_out ''
is_err "crm-deal: there is no deal 'D9'"
run 'nothing was written' 0 crm-deal list -w 'region is not null' -o ids
is_out ''

# refused STATUS MESSAGE COMMAND…
refused() {
	want=$1 message=$2
	shift 2
	run "$*" "$want" "$@"
	is_out ''
	is_err "$message"
}
own='is kept by the book itself and cannot be set'
refused 2 "crm-deal: deal_id: $own" crm-deal set D1 deal_id=D5
refused 2 "crm-deal: created: $own" crm-deal set D1 created=today
refused 2 "crm-deal: updated: $own" crm-deal add updated=today
refused 2 "crm-deal: cycle: $own" crm-deal set D1 cycle=3
refused 2 "crm-deal: pipeline: $own" crm-deal set D1 pipeline=x
refused 2 "crm-deal: amount_base: $own" crm-deal add amount_base=3
refused 2 "crm-deal: deleted: $own" crm-deal set D1 deleted=1
moved='is not set but moved, so that its rules and its history are kept; see the verbs in crm-deal --help'
refused 5 "crm-deal: stage: $moved" crm-deal set D1 stage=won
refused 5 "crm-deal: deal: $moved" crm-deal visit add deal=D1 stage=won
refused 5 "crm-deal: moved_on: $moved" crm-deal visit add moved_on=today
refused 4 'crm-customer: name: is required, it cannot be cleared' crm-customer set C1 name=
refused 4 'crm-customer: name: is required' crm-customer add grade=A
refused 4 "crm-deal: amount: 'abc' is not a number" crm-deal set D1 amount=abc
refused 4 "crm-deal: amount: '€5' is not in CNY, the currency of the record; currency=EUR beside it says that it is in that" crm-deal set D1 amount=€5
run 'a stage may be given to a new deal' 0 crm-deal add -q name=d4 stage=proposal -o csv -c stage
is_out 'stage
proposal'
run 'a new deal is opened today' 0 crm-deal list D4 -c opened_on
is_out 'opened_on
2026-11-21'
run 'unless it says when' 0 crm-deal add -q name=d5 opened_on=2026-01-02 -o csv -c opened_on
is_out 'opened_on
2026-01-02'
run 'or that nobody knows' 0 crm-deal add -q name=d6 opened_on= -o csv -c opened_on
is_out 'opened_on
""'
try 'an import records what is' 0 'printf "name,opened_on\nd7,\n" |
    crm-deal import - -q --again -o csv -c name,opened_on'
is "$(sed -n 2p out | cut -d, -f1,2)" d7, 'and does not invent a day'

# ---- versions ----

v=$(crm-deal list D3 -c version | sed 1d)
run 'the version it has' 0 crm-deal set D3 version="$v" region=r -q -o csv -c region
is_out 'region
r'
run 'an older one' 5 crm-deal set D3 version="$v" region=s
is_out ''
like_err "^crm-deal: version: D3 has moved on: it is at version [0-9]+, the change was made to version $v; look at it again with: crm-deal history D3"
run 'a version that never was' 3 crm-deal set D3 version=999 region=s
is_err 'crm-deal: there is no batch B999'
crm-deal list D3 -c +version > sheet.csv
crm-deal set -q D3 region=newer > /dev/null
sed 's/,r,/,mine,/' sheet.csv > edited.csv
run 'a sheet that was edited meanwhile' 5 crm-deal import --on-duplicate update edited.csv
is_out ''
like_err '^crm-deal: edited.csv:2: version: D3 has moved on'
run 'is not written' 0 crm-deal list D3 -c region
is_out 'region
newer'

# What a stream says of its records is looked at, too.
crm-deal list -o csv > before.csv
crm-deal set -q D2 region=later > /dev/null
v=$(crm-deal list D2 -c version | sed 1d)
for verb in 'set - region=mine' 'delete -'; do
	try "a stream from before: $verb" 5 "crm-deal $verb < before.csv"
	is_out ''
	like_err "version: D2 has moved on: it is at version $v,"
	try "and as JSON: $verb" 5 "sed '1s/.*/deal_id,version/' before.csv |
	    sed -n '1p;/^D2,/p' | sed 's/^\(D2\),.*,/\1,/' |
	    crm-deal list - -c +version -o json | sed 's/\"version\":[0-9]*/\"version\":1/' |
	    crm-deal $verb"
	like_err "version: D2 has moved on"
done
is "$(crm-deal list D2 -c region | sed 1d)" later 'nothing of it was written'
try 'those that stayed are written' 5 \
    'crm-deal set - region=mine --keep-going -o ids < before.csv'
unlike_out '^D2$'
like_out '^D3$'
crm-deal set -q D3 region=newer > /dev/null
try 'one that is as it was listed' 0 'crm-deal list D2 | crm-deal set - region=mine -o ids'
is_out D2
try 'the version of a deal says nothing of its customer' 0 \
    "cut -d, -f1- before.csv | crm-customer set - notes=x -n -o ids"
try 'nor a stream of ids' 0 'crm-deal list D2 -o ids | crm-deal set - region=s -n -o ids'
try 'what is no version' 4 \
    'printf "deal_id,version\nD2,soon\n" | crm-deal set - region=x'
is_err "crm-deal: stdin:2: version: 'soon' is not a version"

# ---- --keep-going ----

crm-deal win -q D2 > /dev/null
run 'the good ones are committed' 5 crm-deal advance --keep-going D1 D2 D3 -o csv -c deal_id,stage
is_out 'deal_id,stage
D1,needs
D3,needs'
is "$(sed -n 1p err)" 'crm-deal: D2 is closed, in won; reopen it first: crm-deal reopen D2' 'the refusal'
like_err '^crm-deal: updated 2, refused 1 \(batch B[0-9]+\)$'
run 'a refusal without an id gets one' 5 crm-customer set --keep-going C1 C2 ext=A -o ids
is_out ''
like_err "^crm-customer: C2: ext: 'A' is taken by C1$"
like_err '^crm-customer: unchanged 1, refused 1$'
run 'all refused: no batch' 5 crm-deal advance --keep-going D2 -o ids
is_out ''
like_err '^crm-deal: refused 1$'
run 'without it nothing is' 5 crm-deal advance D1 D2
is_out ''
is_err 'crm-deal: D2 is closed, in won; reopen it first: crm-deal reopen D2'
run 'D1 stays' 0 crm-deal list D1 -c stage
is_out 'stage
needs'
run 'what a refused record wrote is gone' 0 crm-admin check -q

# ---- delete, restore ----

run 'a record that others need' 5 crm-customer delete C1
is_out ''
is_err 'crm-customer: C1 is referred to by D1, D2, D3; change or delete these first'
i=0
while [ $((i += 1)) -le 5 ]; do
	crm-customer contact add -q name="N$i" customer=C2 -o ids
done > needed
run 'by more than are named' 5 crm-customer delete C2
like_err '^crm-customer: C2 is referred to by CT1, CT2, CT3, CT4 and more; change or'
crm-customer contact delete - -q < needed > /dev/null
run 'one that nobody needs' 0 crm-customer delete C2 -o csv -c customer_id,name --reason 'a double'
is_out 'customer_id,name
C2,Bea'
like_err '^crm-customer: deleted 1 \(batch B[0-9]+\)$'
run 'it is gone' 0 crm-customer list -o ids
is_out C1
run 'and comes back' 0 crm-customer restore C2 -o csv -c customer_id
is_out 'customer_id
C2'
run 'only once' 5 crm-customer restore C2
is_out ''
is_err 'crm-customer: C2 is not deleted'
run 'about is a reference too' 0 crm-task add -q subject=x about=C2 -o ids
run 'so it cannot be deleted' 5 crm-customer delete C2
is_err 'crm-customer: C2 is referred to by T1; change or delete these first'

# A deal owns its visits, an order its lines: they go and come with it.
visits=$(crm-deal visit list -w 'deal = D1' -o ids)
run 'a deal that has moved' 0 crm-deal delete D1 -q -o ids
is_out D1
run 'takes its visits along' 0 crm-deal visit list -w 'deal = D1' -o ids
is_out ''
run 'they do not come back alone' 5 crm-deal visit restore "$visits"
is_out ''
is_err 'crm-deal: deal: D1 is deleted; bring it back first: crm-deal restore D1'
run 'but with it' 0 crm-deal restore D1 -q -o ids
run 'as they were' 0 crm-deal visit list -w 'deal = D1' -o ids
is_out "$visits"
crm-order add -q number=N1 > /dev/null
for i in 1 2 3; do crm-order order-line add -q order=N1 line=$i > /dev/null; done
crm-order order-line delete -q OL2 > /dev/null
run 'an order and its lines' 0 crm-order delete O1 -q -o ids
run 'all gone' 0 crm-order order-line list -o ids
is_out ''
run 'a line that was deleted before' 0 crm-order restore O1 -q -o ids
run 'stays so' 0 crm-order order-line list -o ids
is_out 'OL1
OL3'
crm-task add -q subject=y about=OL3 > /dev/null
run 'a line that is needed keeps its order' 5 crm-order delete O1
is_err 'crm-order: OL3 is referred to by T2; change or delete these first'
run 'of two, the other goes' 5 crm-order delete --keep-going O1 -o ids
is_out ''
run 'and its lines are all there' 0 crm-order order-line list -o ids
is_out 'OL1
OL3'
crm-order add -q number=N2 > /dev/null
run 'a refused one leaves no trace' 5 crm-order delete --keep-going O1 O2 -o ids
is_out O2
run 'the book is sound' 0 crm-admin check
is_err 'crm-admin: the book is sound'

# Records that refer to one another go and come together, in any order.
crm-customer add -q name=Root > /dev/null
crm-customer add -q name=Kid parent=Root > /dev/null
crm-customer add -q name=Grandkid parent=Kid > /dev/null
tree='crm-customer list -w "name in (Root, Kid, Grandkid)" -o ids'
try 'parents first' 0 "$tree | crm-customer delete - -q -o ids | sort"
is_out 'C3
C4
C5'
try 'and children first' 0 'printf "C5\nC4\nC3\n" | crm-customer restore - -q -o ids | sort'
is_out 'C3
C4
C5'
crm-task add -q subject=z about=C4 > /dev/null
run 'but all or nothing' 5 crm-customer delete C3 C4 C5
is_out ''
like_err '^crm-customer: C3 is referred to by C4; '
run 'or what can go, with --keep-going' 5 crm-customer delete C3 C4 C5 --keep-going -o ids
is_out C5
like_err '^crm-customer: C4 is referred to by T[0-9]+; '
like_err '^crm-customer: deleted 1, refused 2 '

# What a restored record refers to must be there.
crm-customer add -q name=Cid > /dev/null
crm-deal add -q name=last customer=Cid > /dev/null
last=$(crm-deal list -w 'name = last' -o ids)
crm-deal delete -q "$last" > /dev/null
crm-customer delete -q Cid > /dev/null
run 'a deal of a deleted customer' 5 crm-deal restore "$last"
is_out ''
is_err 'crm-deal: customer: C6 is deleted; bring it back first: crm-customer restore C6'

# ---- what the book cannot do without ----

run 'nobody locks himself out: active' 5 crm-team set ann active=no
like_err '^crm-team: active: that is you'
run 'role' 5 crm-team set ann role=analyst
like_err '^crm-team: role: that is you'
run 'the base currency stays' 5 crm-admin setting delete base_currency
is_out ''
like_err '^crm-admin: base_currency: every book has one; .*crm-admin setting set base_currency'
run 'other settings may go' 0 crm-admin setting delete fiscal_start -q -o ids

# ---- why ----

run 'a reason is text' 2 crm-customer set C2 grade=A --reason "$(printf '\377')"
is_out ''
is_err "crm-customer: --reason: '\xff' is not UTF-8"

run 'the reason is in history' 0 crm-customer history C2 -o csv -c action,actor,reason
is_out 'action,actor,reason
inserted,ann,
deleted,ann,a double
restored,ann,'
run 'and in the log' 0 crm-admin log -o csv -c program,reason
like_out '^crm-customer,a double$'

# ---- many, in whatever order they come ----

awk 'BEGIN { print "company"; for (i = 1; i <= 200; i++) print "Firm " i }' |
    crm-lead import - -q > many.out
crm-lead delete L31 L32 L77 -q > many.out
# Runs of ids behind one another, gaps, and steps back.
{ seq 90 150; seq 1 30; seq 33 2 75; seq 200 -1 151; seq 78 89; } |
    sed 's/^/L/' > many.ids
crm-lead set - title=CTO -q -o csv -c lead_id,company,title < many.ids > many.out
sed 's/^L\(.*\)/L\1,Firm \1,CTO/' many.ids > many.want
sed 1d many.out | cmp - many.want
result $? 'each of many is printed as it is, in the order they came'
crm-lead import many.out -n -q -o csv -c lead_id,company \
    --on-duplicate update > many.dry 2> many.err
is "$(sed 1d many.dry | wc -l)" "$(wc -l < many.ids)" 'and of an import of them'

done_testing
