#!/bin/sh
# undo: the inverse of every batch, and when it is refused.
. "$(dirname "$0")/../../lib.sh"
book

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
# state: the records of the book, as they are now; the clock stands, so that
# `updated` does not tell; versions only grow.
state() {
	for c in crm-lead crm-customer crm-deal 'crm-deal visit' crm-stock \
	    crm-task crm-order 'crm-admin field' 'crm-admin stage'; do
		$c list -o csv -c -version
	done
}
# inverse NAME COMMAND…: runs it; undo takes it back, undo of that redoes it,
# and so on.
inverse() {
	name=$1
	shift
	state > s0
	"$@" > /dev/null 2> err || { cat err | say; }
	state > s1
	cmp -s s0 s1
	is $? 1 "$name: changes something"
	b=$(last)
	run "$name: undo" 0 crm-admin undo "$b" -q
	state | cmp -s - s0
	result $? "$name: is as it was"
	r=$(last)
	run "$name: undo of the undo" 0 crm-admin undo "$r" -q
	state | cmp -s - s1
	result $? "$name: is done again"
	run "$name: and again undone" 0 crm-admin undo "$(last)" -q
	state | cmp -s - s0
	result $? "$name: is as it was once more"
}

printf 'name,ext\nAda,A\nBea,B\nCid,C\n' | crm-customer import - -q > /dev/null
crm-deal add -q name=one customer=Ada amount=10 > /dev/null
crm-deal add -q name=two customer=Bea amount=20 tags=a > /dev/null
crm-task add -q subject=t about=C1 > /dev/null

inverse add crm-deal add name=new customer=Cid
inverse set crm-deal set D1 amount=99 name=uno region= tags='x, y'
inverse 'bulk set' crm-deal set D1 D2 owner=ann customer=Cid
inverse 'set to nothing' crm-deal set D1 D2 amount= customer=
inverse delete crm-deal delete D1 D2
crm-customer delete -q C3 > /dev/null
inverse restore crm-customer restore C3
inverse win crm-deal win D1
inverse lose crm-deal lose D1 D2 reason=price
crm-deal advance -q D1 > /dev/null
inverse 'delete with parts' crm-deal delete D1
printf 'name,ext,grade\nAda,A,B\nNew,N,A\n' > c.csv
inverse import crm-customer import c.csv --on-duplicate update
printf 'name,customer,ext\none,Fresh,X1\nthree,Fresh,X3\n' > d.csv
inverse 'import that makes what it refers to' \
    crm-deal import d.csv --create-missing
printf 'deal_id,customer\nD1,Fresher\n' > d.csv
inverse 'import that moves a record to one it makes' \
    crm-deal import d.csv --create-missing --on-duplicate update
printf 'customer_id,ext\nC1,T\nC2,A\n' > c.csv
inverse 'import that hands a key on' \
    crm-customer import c.csv --on-duplicate update
inverse 'a new field' crm-admin field add entity=deal name=color type=text
crm-admin field add -q entity=deal name=size type=int > /dev/null
inverse 'its values' crm-deal set D1 D2 size=4
crm-deal set -q D1 size=5 > /dev/null
inverse 'a field that goes' crm-admin field delete size

# ---- what is printed ----

crm-deal set -q D1 region=x > /dev/null
b=$(last)
run 'undo prints what it changed' 0 crm-admin undo "$b" -o csv --reason oops
is_out 'id,entity,_action
D1,deal,updated'
like_err "^crm-admin: updated 1 \\(batch B[0-9]+\\)$"
run 'the log says what it was' 0 crm-admin log -l 1 -o csv -c program,args,reason,undoes
is_out "program,args,reason,undoes
crm-admin,undo $b -o csv --reason oops,oops,$b"
run 'history too' 0 crm-deal history D1 -o csv -c field,old,new,reason
is "$(tail -n 2 out)" 'region,,x,
region,x,,oops' 'both changes'

# ---- refused ----

# refused NAME BATCH WHY
refused() {
	state > s0
	run "refused: $1" 5 crm-admin undo "$2"
	is_out ''
	like_err "^crm-admin: $3"
	state | cmp -s - s0
	result $? "refused: $1: nothing was written"
}
refused 'undone already' "$b" "$b was undone by B[0-9]+; to redo it: crm-admin undo B[0-9]+$"

crm-deal set -q D1 region=north > /dev/null
b=$(last)
crm-deal set -q D1 region=south > /dev/null
refused 'changed since' "$b" "$b cannot be undone: D1 region was changed again since; undo what came later first$"
crm-deal set -q D1 region=north > /dev/null
run 'changed back since: nothing is in the way' 0 crm-admin undo -n "$b"

crm-customer add -q name=Host > /dev/null
b=$(last) host=$(crm-customer list -w 'name = Host' -o ids)
crm-deal add -q name=guest customer=Host > /dev/null
refused 'referred to since' "$b" "$b cannot be undone: D[0-9]+ customer refers to a record that would vanish"
crm-deal delete -q guest > /dev/null
run 'not any more' 0 crm-admin undo -n "$b"
crm-customer set -q "$host" grade=A > /dev/null
refused 'made, and changed since' "$b" "$b cannot be undone: $host grade was changed since"

crm-stock add -q sku=S1 name=box > /dev/null
crm-stock delete -q S1 > /dev/null
b=$(last)
crm-stock add -q sku=s1 name=box > /dev/null
refused 'its key is taken' "$b" "$b cannot be undone: PR1 sku has its key taken since"

crm-customer add -q name=Tmp > /dev/null
crm-deal set -q D2 customer=Tmp > /dev/null
crm-deal set -q D2 customer=Ada > /dev/null
b=$(last)
crm-customer delete -q Tmp > /dev/null
refused 'what it referred to is deleted' "$b" "$b cannot be undone: D2 customer would refer to a record that is deleted now"
crm-deal add -q name=held customer=Ada > /dev/null
held=$(crm-deal list -w 'name = held' -o ids)
crm-deal set -q "$held" customer= > /dev/null

crm-deal delete -q "$held" > /dev/null
crm-deal restore -q "$held" > /dev/null
b=$(last)
crm-deal advance -q "$held" > /dev/null
refused 'a part came since' "$b" "$b cannot be undone: $held is referred to by VS[0-9]+"

crm-deal set -q D2 size=9 > /dev/null
b=$(last)
crm-admin field delete -q size > /dev/null
refused 'its field is deleted' "$b" "$b cannot be undone: D2 had a field changed that is deleted now"

refused 'the beginning' B1 'B1 made the book; it cannot be undone$'
run 'no such batch' 3 crm-admin undo B999
is_err 'crm-admin: there is no batch B999'
run 'no batch at all' 2 crm-admin undo D1
like_err "^crm-admin: 'D1' is not a batch"
run 'one at a time' 2 crm-admin undo B2 B3
like_err '^crm-admin: undo takes one batch'
run 'the book is sound' 0 crm-admin check
is_out 'code,id,field,message'

done_testing
