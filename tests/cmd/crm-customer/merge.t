#!/bin/sh
# merge of customers and contacts: everything that refers to them follows.
. "$(dirname "$0")/../../lib.sh"

dump() {
	for d_kind in 'crm-customer customer' 'crm-customer contact' \
	    'crm-customer relation' 'crm-deal deal' 'crm-lead lead' \
	    'crm-order order' 'crm-task task' 'crm-task activity'; do
		# shellcheck disable=SC2086  # program and noun
		$d_kind list -c all,-version -o csv
		# shellcheck disable=SC2086
		$d_kind list -c all,-version -o csv --deleted
	done
}
q() { "$@" -q > /dev/null; }
start() {
	book
	q crm-customer add name=Acme code=K-1 phone=13800138000 ext=X1 \
	    invoice_title='Acme Co' bank=ICBC
	q crm-customer add name='Acme Ltd' code=K-2 phone=13900139000 \
	    tax_no=91310000MA1K35A1XX credit_code=91310000MA1K35A1XX
	q crm-customer add name='Acme Group' code=K-3
	q crm-customer contact add customer=C1 name=Wu email=wu@acme.com
	q crm-customer contact add customer=C2 name=Wu phone=13700137000
	q crm-customer relation add customer=C1 kind=supplier other=C2
	q crm-customer relation add customer=C2 kind=buyer other=C3
	q crm-deal add name=Big customer=C2
	q crm-deal add name=Small customer=C1
	q crm-lead add company=Acme partner=C2
	q crm-task add about=C2 subject=call
}

start
dump > before
run 'customers' 0 crm-customer merge C1 C2 --explain -c record,field,value,from,policy
is_out 'record,field,value,from,policy
C2,phone,+8613900139000,C2,union
C2,invoice_title,,C2,survivor
C2,tax_no,91310000MA1K35A1XX,C2,survivor
C2,bank,,C2,survivor
C2,name,Acme Ltd,C2,survivor
C2,code,K-2,C2,survivor
C2,credit_code,91310000MA1K35A1XX,C2,survivor
C2,notes,phone: +8613800138000,,union
C2,ext,X1,C1,first
CT1,customer,C2,C1,moved
RL1,customer,,C1,hidden
D2,customer,C2,C1,moved
C1,merged_into,C2,C1,merged'
is_err 'crm-customer: merged 2 customers into 1, moved 2 references (batch B13)'
run 'the book is sound' 0 crm-admin check -q
dump > after
run 'undo' 0 crm-admin undo B13 -q
dump > now
run 'undo: as before' 0 diff before now
run 'redo' 0 crm-admin undo B14 -q
dump > now
run 'redo: as merged' 0 diff after now
run 'sound after all' 0 crm-admin check -q

# ---- keys ----

run 'a free key was taken, the other is kept' 0 \
    sh -c 'crm-customer list -c customer_id,code,ext -s customer_id
	crm-customer list -c customer_id,code,ext --deleted'
is_out 'customer_id,code,ext
C2,K-2,X1
C3,K-3,
customer_id,code,ext
C1,K-1,X1'
run 'the code of the other leads on' 0 crm-customer list K-1 -o ids
is_out 'C2'

# ---- groups ----

start
q crm-customer set C1 parent=C2
q crm-customer set C2 parent=C3
run 'a daughter into its mother' 0 crm-customer merge C1 C2 into=C1 \
    -c customer_id,parent_id
is_out 'customer_id,parent_id
C1,C3'
run 'sound' 0 crm-admin check -q
start
q crm-customer set C1 parent=C3
q crm-customer set C3 parent=C2
run 'a circle' 4 crm-customer merge C1 C2 into=C1
is_err 'crm-customer: parent: C1 already stands below C3'

# ---- refused ----

start
q crm-customer set C1 credit_code=91310000MA1K35A2XX
run 'credit codes' 5 crm-customer merge C1 C2
is_err 'crm-customer: credit_code: C2 has 91310000MA1K35A1XX, C1 has 91310000MA1K35A2XX: these are two companies; correct the code that is wrong first'
run 'kinds' 2 crm-customer merge C1 CT1
is_err 'crm-customer: expected a customer like C1, got contact CT1'

# ---- contacts ----

start
q crm-task add about=CT2 subject=call
dump > before
run 'contacts' 0 crm-customer contact merge CT1 CT2 \
    -c contact_id,customer_id,name,email,phone
is_out 'contact_id,customer_id,name,email,phone
CT2,C2,Wu,wu@acme.com,+8613700137000'
run 'undo' 0 crm-admin undo B14 -q
dump > now
run 'undo of contacts: as before' 0 diff before now

# ---- what was deleted comes back to the survivor ----

start
q crm-deal delete D2
q crm-customer merge C1 C2
run 'a deal comes back' 0 crm-deal restore D2 -c deal_id,customer_id
is_out 'deal_id,customer_id
D2,C2'
run 'sound with it' 0 crm-admin check -q
run 'converted leads follow a merge' 0 crm-lead list -c partner_id
is_out 'partner_id
C2'

# ---- what was said of both ----

book
for name in P Q R; do crm-customer add name=$name -q > /dev/null; done
for pair in P:Q P:R Q:R R:Q; do
	crm-customer relation add customer=${pair%:*} other=${pair#*:} \
	    kind=partner -q > /dev/null
done
crm-customer relation set RL3 notes=good ext=E1 -q > /dev/null
dump > before
crm-customer relation list -o csv -c -version >> before
run 'the same relation of both' 0 crm-customer merge C1 C2 into=C1 -q -o ids
run 'is one' 0 crm-customer relation list -o csv \
    -c relation_id,customer,other,notes,ext
is_out 'relation_id,customer,other,notes,ext
RL2,P,R,good,E1
RL4,R,P,,'
run 'the book is sound' 0 crm-admin check -q
crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | tail -n 1)" > /dev/null
dump > now
crm-customer relation list -o csv -c -version >> now
run 'undo: two again' 0 diff before now
done_testing
