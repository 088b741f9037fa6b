#!/bin/sh
# merge: one lead of several.  Who survives, which values stay, what follows,
# what is refused; and undo is the un-merge.
. "$(dirname "$0")/../../lib.sh"

C='-c lead_id,company,name,title,email,phone,mobile,tags,notes,ext'
dump() {
	for d_kind in 'crm-lead lead' 'crm-lead touch' 'crm-task task' \
	    'crm-task activity' 'crm-customer customer'; do
		# shellcheck disable=SC2086  # program and noun
		$d_kind list -c all,-version -o csv
		# shellcheck disable=SC2086
		$d_kind list -c all,-version -o csv --deleted
	done
}
start() {
	book
	crm-lead add company=Acme name=Wu email=wu@acme.com phone=13800138000 \
	    tags=a,b notes=first ext=X1 budget=100 -q > /dev/null
	crm-lead add company='Acme Ltd' mobile=13900139000 phone=02155556666 \
	    tags=c notes=second ext=X2 address='1 Road' city=Shanghai \
	    title=CEO -q > /dev/null
	crm-lead add company=ACME email=wu@acme.com tags=b title=Boss ext=X3 \
	    country=China -q > /dev/null
	crm-lead touch add lead=L2 source=web -q > /dev/null
	crm-lead touch add lead=L2 source=event -q > /dev/null
	crm-task activity add about=L1 kind=call subject=hello -q > /dev/null
	crm-task add about=L3 subject=call -q > /dev/null
}

# ---- who survives and what stays ----

start
dump > before
run 'merge' 0 crm-lead merge L1 L2 L3 $C
is_out 'lead_id,company,name,title,email,phone,mobile,tags,notes,ext
L2,Acme Ltd,Wu,CEO,wu@acme.com,02155556666,+8613900139000,"a, b, c","second
first
phone: +8613800138000",X2'
is_err 'crm-lead: merged 3 leads into 1, moved 2 references (batch B9)'
run 'what was about the others' 0 sh -c \
    'crm-task activity list -c about -o csv; crm-task list -c about -o csv'
is_out 'about
L2
about
L2'
run 'the others are deleted, and say where they are' 0 \
    crm-lead list --deleted -c lead_id,merged_into_id,ext
is_out 'lead_id,merged_into_id,ext
L1,L2,X1
L3,L2,X3'
run 'the book is sound' 0 crm-admin check -q
dump > after
run 'undo is the un-merge' 0 crm-admin undo B9 -q
dump > now
run 'undo: as before' 0 diff before now
run 'the book is sound after it' 0 crm-admin check -q
run 'redo' 0 crm-admin undo B10 -q
dump > now
run 'redo: as merged' 0 diff after now
run 'the book is sound after that' 0 crm-admin check -q

start
dump > before
run 'a dry run writes nothing' 0 crm-lead merge L1 L2 L3 -n --explain
is_out 'lead_id,record,field,value,from,policy
L2,L2,phone,02155556666,L2,union
L2,L2,mobile,+8613900139000,L2,union
L2,L2,country,,L2,survivor
L2,L2,city,Shanghai,L2,survivor
L2,L2,address,1 Road,L2,survivor
L2,L2,company,Acme Ltd,L2,survivor
L2,L2,name,Wu,L1,first
L2,L2,title,CEO,L2,survivor
L2,L2,email,wu@acme.com,L1,first
L2,L2,budget,100.00,L1,first
L2,L2,tags,"a, b, c",,union
L2,L2,notes,"second
first
phone: +8613800138000",,union
L2,L2,ext,X2,L2,survivor
L2,A1,about,L2,L1,moved
L2,T1,about,L2,L3,moved
L2,L1,merged_into,L2,L1,merged
L2,L3,merged_into,L2,L3,merged'
is_err 'crm-lead: merged 3 leads into 1, moved 2 references (dry run: nothing was written)'
dump > now
run 'dry run: as before' 0 diff before now
run 'some columns of the plan' 0 crm-lead merge L2 L3 -nq --explain -c field,from
like_out '^about,L3$'
run 'the fullest survives among equals' 0 \
    sh -c 'crm-lead add company=A -q -o ids; crm-lead add company=B title=T -q -o ids
	crm-lead merge L4 L5 -q -c lead_id,company,title'
is_out 'L4
L5
lead_id,company,title
L5,B,T'
run 'the lowest id among these' 0 \
    sh -c 'crm-lead add company=A -q -o ids; crm-lead add company=B -q -o ids
	crm-lead merge L7 L6 -q -o ids'
is_out 'L6
L7
L6'
run 'into names the survivor' 0 crm-lead merge L1 L2 into=L3 -q $C
like_out '^L3,ACME,Wu,Boss,wu@acme.com,'
run 'its references went with it' 0 crm-lead touch list -c lead_id -o csv
is_out 'lead_id
L3
L3'

# ---- policies ----

start
crm-lead set L1 industry=Steel -q > /dev/null
run 'policies' 0 crm-lead merge L1 L2 -q --policy company=latest \
    --policy notes=longest --policy tags=survivor --policy phone=latest \
    --policy budget=max --policy email=survivor \
    -c lead_id,company,email,phone,mobile,tags,notes,budget
is_out 'lead_id,company,email,phone,mobile,tags,notes,budget
L2,Acme,,+8613800138000,+8613900139000,c,second,100.00'
start
crm-lead set L1 city=Beijing address='2 Street' -q > /dev/null
run 'the address is one' 0 crm-lead merge L1 L2 L3 -q \
    --policy city=latest -c address,city,country
is_out 'address,city,country
2 Street,Beijing,'
run 'opting out is kept' 0 sh -c \
    'crm-lead add company=A title=x -q -o ids
	crm-lead add company=B do_not_contact=yes -q -o ids
	crm-lead merge L4 L5 -q -c lead_id,do_not_contact'
like_out '^L4,yes$'
run 'amounts of another currency stay away' 0 sh -c \
    'crm-lead add company=A budget=5 title=x -q -o ids
	crm-lead add company=B currency=USD budget=90 -q -o ids
	crm-lead merge L6 L7 --policy budget=max -q -c lead_id,budget,currency'
like_out '^L6,5.00,CNY$'

bad() {
	run "$1" 2 crm-lead merge L1 L2 --policy "$2"
	is_err "crm-lead: --policy: $3"
}
bad 'a policy of no field' colour=max "no field 'colour' in lead"
bad 'a policy that is none' company=best "'best' is not one of survivor, latest, longest, max, union"
bad 'a policy without =' company "'company' is not FIELD=HOW"
bad 'max of a text' company=max 'company is no number: max is for numbers and dates'
bad 'longest of a number' score=longest 'score is no text: longest is for text'
bad 'union of one value' company=union 'company holds one value: union is for tags, notes, phone and mobile'
bad 'the status is moved' status=latest "status is moved by its verbs: it stays the survivor's"
bad 'kept by the book' merged_into=latest 'merged_into is kept by the book itself'
bad 'part of an address' city=max 'city is taken with the whole address: survivor, latest or longest'
bad 'an owner' owner=max 'owner is taken from one record: survivor or latest'

# ---- refused ----

start
run 'one alone' 2 crm-lead merge L1
is_err 'crm-lead: merge needs two leads or more'
run 'the same twice' 2 crm-lead merge L1 L1
is_err 'crm-lead: merge needs two leads or more; what is given is all L1'
run 'none' 2 crm-lead merge
is_err 'crm-lead: merge needs two leads or more'
crm-customer add name=Acme -q > /dev/null
run 'kinds' 2 crm-lead merge L1 C1
is_err 'crm-lead: expected a lead like L1, got customer C1'
run 'one that is not there' 3 crm-lead merge L1 L99
is_err "crm-lead: there is no lead 'L99'"
run 'another operand' 2 crm-lead merge L1 L2 company=A
is_err "crm-lead: merge takes into=ID, not 'company'; --policy says which values stay"
run 'into twice' 2 crm-lead merge L1 L2 into=L1 into=L2
is_err 'crm-lead: into is given twice'

start
crm-lead merge L1 L2 -q > /dev/null
run 'merged already' 5 crm-lead merge L1 L2
is_err 'crm-lead: L1 was merged into L2 already'
run 'what was merged leads on' 0 crm-lead merge L1 L3 -qv -o ids
is_out 'L2'
is_err 'crm-lead: L1 was merged into L2'

start
ask "UPDATE lead SET status = 'converted', converted_on = 20000 WHERE id = 1"
run 'converted' 5 crm-lead merge L1 L2
is_err 'crm-lead: L1 is converted: a converted lead is read-only; merge what it became'

# ---- streams ----

start
crm-lead add company=Beta email=b@beta.com -q > /dev/null
crm-lead add company='Beta Ltd' -q > /dev/null
crm-lead add company='Beta GmbH' -q > /dev/null
try 'a stream is one group' 0 \
    'crm-lead list -w "company ~ beta" | crm-lead merge - -n -o ids'
is_out 'L4'
is_err 'crm-lead: merged 3 leads into 1, moved 0 references (dry run: nothing was written)'
try 'clusters' 0 'printf "lead_id,cluster\nL5,2\nL3,1\nL4,2\nL1,1\nL6,2\n" |
    crm-lead merge - -o ids'
is_out 'L4
L1'
is_err 'crm-lead: merged 5 leads into 2, moved 1 reference (batch B12)'
crm-admin undo B12 -q > /dev/null
try 'pairs: only those that are sure, and of this kind' 0 \
    'printf "lead_id,other,class,cluster\nL5,L4,sure,1\nL3,L1,sure,1
L4,L3,review,1\nL6,L5,sure,1\nL2,C7,sure,2\nL2,L6,sure,\n" |
    crm-lead merge - -o ids'
is_out 'L4
L1'
is_err 'crm-lead: skipped 1 rows without an id or a cluster
crm-lead: left out 1 pair to review
crm-lead: left out 1 pair with a record of another kind
crm-lead: merged 5 leads into 2, moved 1 reference (batch B14)'
crm-admin undo B14 -q > /dev/null
try 'one alone in its cluster' 0 \
    'printf "lead_id,cluster\nL5,1\nL4,2\nL6,1\n" | crm-lead merge - -n -o ids'
is_out 'L5'
is_err 'crm-lead: left out 1 record alone in a cluster
crm-lead: merged 2 leads into 1, moved 0 references (dry run: nothing was written)'
try 'clusters that share records' 0 \
    'printf "lead_id,cluster\nL5,1\nL4,1\nL5,2\nL6,2\nL1,3\nL4,3\n" |
    crm-lead merge - -n -o ids'
is_out 'L1'
is_err 'crm-lead: merged 4 leads into 1, moved 0 references (dry run: nothing was written)'
try 'dupes and merge' 0 'crm-lead dupes | crm-lead merge - -q -n -o ids'
try 'nothing to merge' 0 'printf "lead_id,cluster\n" | crm-lead merge -'
is_err 'crm-lead: nothing to do'
try 'a stream without the key' 2 'printf "id,cluster\nL1,2\n" | crm-lead merge -'
is_err 'crm-lead: stdin has no column lead_id; --ref names another'
try 'into with clusters' 2 'printf "lead_id,cluster\nL1,1\nL2,2\nL3,1\nL4,2\n" |
    crm-lead merge - into=L1'
is_err 'crm-lead: into=L1: one record cannot survive 2 clusters'

# ---- members of one campaign ----

start
crm-lead campaign add -q name=Fair > /dev/null
printf 'lead_id\nL1\nL2\nL3\n' | crm-lead campaign enroll Fair - -q > /dev/null
crm-lead campaign-member set CB1 status=opted_out notes=no -q > /dev/null
crm-lead campaign-member set CB2 status=sent sent_at=2026-11-20 -q > /dev/null
crm-lead campaign-member list -o csv -c -version > before
run 'members of one campaign' 0 crm-lead merge L1 L2 into=L2 -q -o ids
run 'are one, as far as any came' 0 crm-lead campaign-member list -o csv \
    -c campaign_member_id,member,status,sent_at,notes
is_out 'campaign_member_id,member,status,sent_at,notes
CB2,L2,opted_out,2026-11-20T00:00:00Z,no
CB3,L3,planned,,'
run 'the book is sound' 0 crm-admin check -q
crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | tail -n 1)" > /dev/null
crm-lead campaign-member list -o csv -c -version > now
run 'undo: two again' 0 diff before now

start
crm-lead add company=Beta -q > /dev/null
crm-lead add company='Beta Ltd' -q > /dev/null
ask "UPDATE lead SET status = 'converted', converted_on = 20000 WHERE id = 1"
try 'all or nothing' 5 'printf "lead_id,cluster\nL4,b\nL5,b\nL1,a\nL2,a\n" |
    crm-lead merge -'
is "$(crm-lead list --deleted -o ids)" '' 'all or nothing: nothing'
try 'what is good' 5 'printf "lead_id,cluster\nL4,b\nL5,b\nL1,a\nL2,a\n" |
    crm-lead merge - --keep-going --explain -c record,policy'
is_out 'record,policy
L4,survivor
L5,merged'
is_err 'crm-lead: cluster a: L1 is converted: a converted lead is read-only; merge what it became
crm-lead: merged 2 leads into 1, moved 0 references, refused 1 (batch B11)'

done_testing
