#!/bin/sh
# Export and import are inverse for every noun and format; templates come back;
# a stale row is refused; a dry run is the same and writes nothing.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

book
crm-admin field add entity=lead name=renewal type=date label=Renewal -q > /dev/null

# load NAME TEXT COMMAND…
load() {
	name=$1
	shift
	run "$name" 0 feed "$@" -q
	is_err ''
}
load teams 'name\nEast\n' crm-team team import -
load users 'login,name,team,manager,skills\nli,"Li, Na",East,ann,"a,b"\nwu,吴,East,li,\n' \
    crm-team user import -
load products 'sku,name,list_price\nP-1,"5"" pipe",12.345678\nP-2,管,\n' \
    crm-stock product import -
load customers 'name,code,parent,annual_revenue,notes,phone\n"A, B ""C""",A1,Root,-5.50,"x\ny",+8613800138000\nRoot,R,,,\\\\N,\n=1+1,F,,,@x,\n' \
    crm-customer import -
load contacts 'name,customer,email,primary\nDu,C1,d@e.cn,yes\nDi,C2,,\n' \
    crm-customer contact import -
load campaigns 'name,status,budget\nFair,active,1000\n' crm-lead campaign import -
load leads 'company,name,campaign,budget,currency,tags,notes,renewal,ext\nZ,李,Fair,1500,JPY,"x,y"," lead and trail ",2026-01-31,=7\n,Q,,,,,"\r\n",,8\n' \
    crm-lead import -
load deals 'name,stage,customer,amount,currency,rate,probability,opened_on,closed_on,contact\nBig,won,C1,1234.56,USD,7.12345678,12.5,2026-01-02,2026-02-03,CT1\nSmall,needs,,,,,,,,\n' \
    crm-deal import -
load orders 'number,customer,amount,status\nSO-1,C1,99.99,closed\n,C2,,draft\n' \
    crm-order import -
load lines 'order,line,product,quantity,unit_price,discount\nSO-1,1,P-1,2.5,0.000001,15\nO2,1,P-2,1,,\n' \
    crm-order order-line import -
load tasks 'subject,about,due\ncall,L1,2026-12-01\n' crm-task import -
load activities 'kind,about,at\ncall,L1,2026-11-01T08:00:00Z\n' crm-task activity import -
load mappings 'name,entity,map\nm,lead,A=company\n' crm-admin mapping import -

for noun in 'team team' 'team user' 'stock product' 'customer customer' \
    'customer contact' 'lead campaign' 'lead lead' 'deal deal' 'order order' \
    'order order-line' 'task task' 'task activity' 'admin stage' \
    'admin field' 'admin mapping' 'admin setting'; do
	program=crm-${noun% *} entity=${noun#* }
	count=$($program $entity list -o ids | wc -l)
	[ "$count" -gt 0 ] || [ "$entity" = setting ]
	result $? "there are ${entity}s"
	for f in csv tsv json ndjson; do
		$program $entity list -o $f > exported
		run "$entity, $f" 0 $program $entity import exported -i $f -o ids
		[ "$count" -eq 0 ] || is "$(cat err)" \
		    "$program: read $count, unchanged $count" \
		    "$entity, $f: unchanged"
	done
done
run 'phones come back from a spreadsheet' 0 sh -c \
    'crm-customer list --excel -c customer_id,phone | tee excel.csv |
    crm-customer import - -o ids'
is "$(sed -n 2p excel.csv | tr -d '\r')" C1,+8613800138000 'as they are'
is_err 'crm-customer: read 3, unchanged 3'
for f in csv tsv; do
	crm-customer list --excel -o $f > excel.$f
	run "--excel $f comes back" 0 crm-customer import excel.$f -o ids
	is_err 'crm-customer: read 3, unchanged 3'
	grep -q "'=1+1" excel.$f
	result $? 'with a formula disarmed'
	# Another program saved it without its mark and with other line ends.
	sed "1s/^$(printf '\357\273\277')//; s/$(printf '\r')\$//" excel.$f > bare.$f
	run "$f without its mark" 4 crm-customer import bare.$f
	run "$f said to be such a file" 0 crm-customer import bare.$f --excel -o ids
	is_err 'crm-customer: read 3, unchanged 3'
done
run 'no batch came of it' 0 crm-admin log -l 1 -o tsv
is "$(sed 1d out | cut -f4,5)" "$(printf 'crm-admin\tmapping import - -q')" \
    'the last one is the last import'
run 'into an empty book' 0 sh -c 'crm-customer list > all.csv'
# What is derived from orders is not in that file.
columns=-created,-updated,-version,-last_sale,-status,-completeness
first=$(crm-customer list -c "$columns")
first_book=$CRM_DB
other other
crm-admin init -q
run 'ids of another book are refused' 4 crm-customer import all.csv
like_err '^crm-customer: all.csv:2: customer_id: there is no customer C1 here; '
run 'without them' 0 crm-customer import all.csv --map customer_id=,parent_id= -o ids
is "$(crm-customer list -c "$columns")" "$first" 'the same customers'
CRM_DB=$first_book

# ---- templates ----

for noun in 'team team' 'team user' 'stock product' 'customer customer' \
    'customer contact' 'lead campaign' 'lead lead' 'deal deal' 'order order' \
    'order order-line' 'task task' 'task activity' 'admin stage'; do
	program=crm-${noun% *} entity=${noun#* }
	$program $entity template > template.csv
	run "the template of $entity comes back" 0 \
	    $program $entity import template.csv
	is_err "$program: read 0"
done
run 'a template filled in' 0 sh -c '{ crm-admin stage template
    echo default,Trial,9,open,30,,,,,,,; } | crm-admin stage import - -c name,seq,type,probability'
is_out 'name,seq,type,probability,_action,_duplicate_of
Trial,9,open,30,inserted,'

# ---- stale rows ----

book
feed 'company,score\nA,1\nB,2\n' crm-lead import - -q > /dev/null
crm-lead list -c lead_id,company,score,version > sheet.csv
run 'the version is in the sheet' 0 cat sheet.csv
is_out 'lead_id,company,score,version
L1,A,1,2
L2,B,2,2'
crm-lead set L2 score=20 -q > /dev/null
sed 's/,[12],/,9,/' sheet.csv > edited.csv
run 'an edit of newer work' 5 crm-lead import edited.csv --on-duplicate update
is_out ''
is_err 'crm-lead: edited.csv:3: version: L2 has moved on: it is at version 3, the change was made to version 2; look at it again with: crm-lead history L2
crm-lead: read 2, rejected 1 (1 held back: changed since they were listed); nothing was written'
run 'the good row alone' 5 crm-lead import edited.csv --on-duplicate update \
    --rejects rejects.csv -c lead_id,score
is_out 'lead_id,score,_action,_duplicate_of
L1,9,updated,'
run 'newer work stands' 0 crm-lead list -c lead_id,score
is_out 'lead_id,score
L1,9
L2,20'
run 'a version that is none' 4 feed 'lead_id,version\nL1,x\n' crm-lead import -
like_err "^crm-lead: stdin:2: version: 'x' is not a version$"
run 'set as well' 5 crm-lead set L2 score=21 version=2
is_err 'crm-lead: version: L2 has moved on: it is at version 3, the change was made to version 2; look at it again with: crm-lead history L2'

# The plain round trip: what a list prints has the version.
crm-lead list -w 'company in (A, B)' > sheet.csv
run 'a list ends with the version' 0 head -n 1 sheet.csv
like_out ',version$'
crm-lead set L2 score=30 -q > /dev/null
sed 's/^\(L[12],[AB],\)/\1Li/' sheet.csv > edited.csv
run 'a row that has moved on is held back' 5 crm-lead import edited.csv -q \
    --on-duplicate update
like_err '^crm-lead: edited.csv:3: version: L2 has moved on'
run 'the others are taken with --rejects' 5 crm-lead import edited.csv \
    --on-duplicate update --rejects rejects.csv -o csv -c lead_id,name,score
is_out 'lead_id,name,score,_action,_duplicate_of
L1,Li,9,updated,'
like_err 'read 2, updated 1, rejected 1 \(1 held back: changed since they were listed\) \(batch B'
run 'a list that nobody edited is unchanged' 0 sh -c \
    'crm-lead list | crm-lead import - --on-duplicate update > /dev/null'
like_err 'unchanged [0-9]+$'
for f in csv tsv json ndjson xlsx; do
	crm-lead list L2 -o $f > old.$f
done
crm-lead set L2 score=31 -q > /dev/null
for f in csv tsv json ndjson xlsx; do
	run "$f: held back" 5 crm-lead import old.$f --on-duplicate update
	like_err 'rejected 1 \(1 held back'
	run "$f: unless the version is left out" 0 crm-lead import old.$f -n -q \
	    --on-duplicate update --map version= -o csv -c score
	is_out 'score,_action,_duplicate_of
30,updated,'
done
run 'show has none' 0 crm-lead show L2 -o csv
unlike_out 'version'

# ---- dry run ----

book
feed 'company\nOld\n' crm-lead import - -q > /dev/null
run 'a dry run prints what would be' 0 feed 'company,owner\nA,eve\nB,eve\nOld,eve\n' \
    crm-lead import - --key company --on-duplicate fill --create-missing=user -n \
    -c lead_id,company,owner_id,owner
is_out 'lead_id,company,owner_id,owner,_action,_duplicate_of
L+1,A,U+1,eve,inserted,
L+2,B,U+1,eve,inserted,
L1,Old,U+1,eve,filled,'
is_err 'crm-lead: read 3, inserted 2, filled 1, made 1 missing: user (eve) (dry run: nothing was written)'
run 'as ids' 0 feed 'company\nA\n' crm-lead import - -n -o ids
is_out L+1
run 'as json' 0 feed 'company\nA\n' crm-lead import - -n -o ndjson -c lead_id,company
is_out '{"lead_id":"L+1","company":"A","_action":"inserted","_duplicate_of":null}'
run 'and writes nothing' 0 crm-lead list -c company,owner
is_out 'company,owner
Old,'
run 'no user either' 0 crm-team user list -w 'login = eve' -o ids
is_out ''
run 'no batch' 0 crm-admin log -o tsv
is "$(sed 1d out | cut -f1 | tr '\n' ' ')" 'B2 B1 ' 'two as before'
run 'a bad one is as bad' 4 feed 'company,score\nA,x\n' crm-lead import - -n
is_err "crm-lead: stdin:2: score: 'x' is not a number
crm-lead: read 1, rejected 1; nothing was written"
run 'the next id is the first' 0 feed 'company\nA\n' crm-lead import - -o ids
is_out L2
done_testing
