#!/bin/sh
# Every noun of every program, over the sample book: fields, template, and
# that what is exported comes back as it is, in every format.
. "$(dirname "$0")/../../lib.sh"
TOOLS=${CRM_TOOLS:-${CRM_BIN%/bin}/tools}
[ -x "$TOOLS/sample" ] || TOOLS=$TOP/build/tools
[ -x "$TOOLS/sample" ] || { echo '1..0 # SKIP the sample is not built'; exit 0; }
CRM_NOW=2026-11-20T09:00:00Z book
"$TOOLS/sample" book . today=2026-11-20 > /dev/null

# The nouns that the programs name in their help, of those what has fields; and
# the kind that a program is about, which it need not name.
for path in "$CRM_BIN"/crm-*; do
	p=${path##*/}
	own=$($p fields -o csv 2> /dev/null | sed -n '2s/_id,.*//p' | tr _ -)
	[ -z "$own" ] || echo "$p/$own"
	for noun in $($p --help | sed -n '/^Nouns:/,/^$/s/^  //p'); do
		[ "$noun" = "$own" ] || ! $p "$noun" fields > /dev/null 2>&1 ||
		    echo "$p/$noun"
	done
done > nouns
sed 's|.*/||' nouns | sort > kinds
sed -n '/begin generated/,/end generated/s/^\.Ss //p' \
    "$TOP/cmd/crm-admin/crm-formats.5" | sort > described
run 'every kind that the manual describes is a noun of one program' 0 \
    diff described kinds

crm-admin field add -q entity=deal name=renewal type=date > /dev/null
crm-admin field add -q entity=lead name=shirt type=enum 'choices=s|m' > /dev/null

load() {
	run "import $3" 0 "$1" "$2" import "$3" -q
}
load crm-team team teams.csv
load crm-team user users.csv
load crm-stock product products.csv
load crm-lead campaign campaigns.csv
load crm-customer customer customers.csv
load crm-customer contact contacts.csv
load crm-lead lead leads.csv
load crm-deal deal deals.csv
load crm-task task tasks.csv
load crm-order order orders.csv
load crm-order order-line order_lines.csv
crm-deal list -w 'stage_type = open' -l 20 | crm-deal advance - --keep-going -q \
    > /dev/null 2>&1
crm-deal list -l 9 | crm-deal set - renewal=+1y -q > /dev/null
crm-lead list -l 9 | crm-lead set - shirt=m -q > /dev/null
crm-deal list -l 9 | crm-task activity add - kind=call subject='=x' -q > /dev/null
while read -r p add; do
	# shellcheck disable=SC2086  # words without blanks
	run "one of: $add" 0 $p $add -q -o ids
done <<'END'
crm-admin mapping add name=m entity=lead
crm-admin pool add name=p kind=lead
crm-admin assign-rule add kind=lead seq=1 method=round_robin
crm-admin score-rule add kind=lead name=r points=5
crm-admin reclaim-rule add kind=lead seq=1 pool=p days=9
crm-admin holiday add on=2026-12-25 calendar=default name=Christmas
crm-admin segment add name=hot entity=lead when=budget>5
crm-task playbook add name=b kind=lead
crm-admin automation add kind=lead event=moved action=playbook playbook=b active=no
crm-task playbook-step add playbook=b seq=1 subject=s days=2 role=rep
crm-task project add name=j due=+9d members=ann
crm-customer relation add customer=C1 kind=partner other=C2
crm-lead campaign-member add campaign=CP1 member=L1
crm-lead touch add lead=L1 at=2026-11-01 source=web
crm-lead model add name=m won=1 lost=1 fields=source
crm-lead model-value add model=m field=source value=web won=1 lost=0
crm-team territory add country=CN owner=ann
crm-admin seller add code=A name=Acme
crm-admin template add name=t for=quote body={{number}}
crm-order add number=K-20261101-0001 ordered_on=2026-11-01
crm-deal quote add customer=C1 amount=5 valid_until=+9d
crm-deal quote-line add quote=QU1 description=d quantity=1 amount=5
crm-order receivable add customer=C1 amount=5 due_on=2026-01-05
crm-order payment add customer=C1 amount=5
crm-order contract add customer=C1 title=frame
crm-order contract-line add contract=CTR1 description=d quantity=1 unit_price=1
crm-order clause add contract=CTR1 heading=h text=t
crm-order contract submit CTR1
crm-order signature add contract=CTR1 party=customer signed_by=Li
crm-order write-off add receivable=R1 kind=rounding amount=0.01
crm-order payment allocate P1 R1=1
crm-order terms add name=n30 parts=30d
crm-order invoice add customer=C1 kind=general
crm-order invoice-line add invoice=I1 description=d quantity=1 unit_price=5
crm-order bank-line add line_ref=1 booked_on=2026-11-01 amount=5
crm-order bill add customer=C1 amount=5 due_on=2027-01-01
crm-order dunning-level add level=9 days=99
crm-order dunning-notice add receivable=R1
crm-order account add role=cash seller=A account=assets:cash
crm-order receivable add customer=C1 amount=7 currency=USD rate=7
crm-order revalue rates=USD:7.1
crm-admin rate add currency=USD day=2026-11-01 rate=7.1
crm-admin right add right=period role=finance limit=31
crm-admin period close 2020 order seller=A
crm-admin approval-rule add kind=order seq=1 when=amount>5 steps=manager
crm-admin guard add entity=lead field=budget role=manager
crm-team target add metric=won period=2026 number=5
crm-report view add name=v command=sales
crm-report schedule add view=v user=ann
crm-report submission add period=2026-11 amount=5
crm-report benchmark add metric=win_rate value=47 source=paper as_of=2026-01-01
crm-task watch add about=L1
crm-task preference add what=task lead_days=2
crm-lead set L1 budget=7
crm-customer case add subject=s contact=CT1
crm-customer case take CS1
crm-customer survey add name=s metric=nps
crm-customer survey-answer add survey=s contact=CT1 score=3
crm-task attendee add activity=A1 name=Li
crm-task attach L1 nouns
crm-stock warehouse add name=W
crm-stock set PR1 tracking=lot
crm-stock receive product=PR1 quantity=9 price=1 lot=L1
crm-stock unit add product=PR1 name=box contains=12
crm-stock barcode add code=690 product=PR1
crm-stock price add product=PR1 price=9
crm-deal deal-line add deal=D1 product=PR1 quantity=1 unit_price=5
crm-deal party add deal=D1 role=competitor name=Rival
crm-stock product add sku=KIT
crm-stock kit-part add kit=KIT product=PR1 quantity=2
crm-stock shelf add product=PR1 warehouse=W min_qty=3
crm-stock reserve product=PR1 quantity=2
crm-stock count open
crm-stock order product=PR1 quantity=3
END
# What left and came back is not typed.
try 'one of: delivery' 0 'printf "order,shipped_on,number\nO1,2026-11-02,DN1\n" | crm-order delivery import - -q'
try 'one of: delivery-line' 0 'printf "delivery,order_line,quantity\nDV1,OL1,1\n" | crm-order delivery-line import - -q'
try 'one of: return' 0 'printf "order,order_line,returned_on,quantity\nO1,OL1,2026-11-03,1\n" | crm-order return import - -q'
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
b=$(last)

for noun in $(cat nouns); do
	p=${noun%/*} n=${noun#*/}
	export T_NAME="$noun"

	# fields
	$p $n fields -o csv > fields.csv 2> err
	is $? 0 "$noun: fields"
	is "$(sed -n 1p fields.csv | cut -d, -f1-5)" field,type,label,label_zh,kind \
	    "$noun: fields has its columns"
	is "$(sed -n 2p fields.csv | cut -d, -f2)" id "$noun: the id comes first"
	is "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" "$b" "$noun: no batch"

	# template: a header, and nothing comes of it
	$p $n template > template.csv 2> err
	is "$(wc -l < template.csv | tr -d ' ')" 1 "$noun: a template of one line"
	$p $n import template.csv -o csv > out 2> err
	is $? 0 "$noun: which is imported"
	like_err '^crm-[a-z]+: read 0'

	# export, import
	$p $n list -o csv > all.csv 2> err
	rows=$($p $n list -o ids | wc -l | tr -d ' ')
	for f in csv tsv json ndjson; do
		$p $n list -o $f > "all.$f" 2> err
		$p $n import "all.$f" --on-duplicate update > out 2> err
		is $? 0 "$noun: $f comes back"
		[ "$rows" -eq 0 ] ||
		    like_err "^$p: read $rows, unchanged $rows\$"
	done
done
is "$(last)" "$b" 'no batch came of it'
run 'the book is sound' 0 crm-admin check -q

# A campaign counts its members, which stay behind.
crm-lead campaign-member list -o ids | crm-lead campaign-member delete - -q \
    > /dev/null
# Without its ids an export makes the same records in another book.
mkdir copy
full=$CRM_DB
other copy
CRM_NOW=2026-11-20T09:00:00Z crm-admin init -q
for noun in crm-team/team crm-stock/product crm-lead/campaign; do
	p=${noun%/*} n=${noun#*/}
	crm() { $p $n "$@"; }
	crm list -o csv -c "-${n}_id,-version" --db "$full" > "copy/$n.csv"
	crm import -q "copy/$n.csv" > /dev/null 2> err
	is $? 0 "$noun: into an empty book"
	crm list -o csv -c "-${n}_id,-version" | cmp -s - "copy/$n.csv"
	result $? "$noun: as it was"
done

done_testing
