#!/bin/sh
# Contracts: their steps, who signs, what amends and follows them, and what orders call
# off.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-21T09:00:00Z book
quiet() { "$@" > /dev/null 2>&1 || echo "# failed: $*"; }
batch() { crm-admin log -l 1 -o csv | awk -F, 'NR == 2 { print $1 }'; }
rows() { "$@" -o csv | sed 1d; }
state() { rows crm-order contract list -w "contract_id = $1" -c status; }
left() { rows crm-order contract-line list -w "contract_line_id = $1" -c called_off; }

quiet crm-admin seller add code=A name=Acme
quiet crm-customer add name=Pine
quiet crm-customer add name=Oak
quiet crm-stock product add sku=PX name=Px
quiet crm-stock product add sku=PY name=Py
quiet crm-stock price add product=PX price=9

# ---- drawing up ----

run 'begins as a draft' 5 crm-order contract add customer=Pine status=signed
like_err 'status: begins as draft and is moved from there: crm-order contract submit'
run 'does not end before it begins' 4 crm-order contract add customer=Pine starts_on=2026-12-01 ends_on=2026-11-30
is_err 'crm-order: ends_on: is before starts_on'
run 'with nobody' 0 crm-order contract add title=bare -q
run 'it is not submitted' 5 crm-order contract submit CTR1
is_err 'crm-order: CTR1 is with nobody: crm-order contract set CTR1 customer=…'
run 'a framework' 0 crm-order contract add customer=Pine kind=framework seller=A drawn_on=2026-11-18 \
    starts_on=2026-01-01 ends_on=2026-12-31 'parties=Elm
 Ash ' -q
quiet crm-order contract-line add contract=CTR2 product=PX quantity=100 unit_price=8
quiet crm-order contract-line add contract=CTR2 product=PY quantity=10 unit_price=5
quiet crm-order clause add contract=CTR2 heading=Warranty text='one year'
run 'is worth its lines' 0 rows crm-order contract list -w 'contract_id = CTR2' -c amount,gross,with_amendments,off_list
is_out '850.00,850.00,850.00,11.1111'

# ---- signing ----

run 'a draft is not signed' 5 crm-order contract sign CTR2 party=customer signed_by=Li
is_err 'crm-order: CTR2 is draft: what is approved is signed; crm-order contract submit comes before'
quiet crm-order contract submit CTR2
is "$(rows crm-order contract list -w 'contract_id = CTR2' -c number,status)" \
    'CT-20261118-0001,approved' 'submitted, it has its number'
run 'where nobody is asked an edit is no matter' 0 crm-order clause set CLS1 text='two years' -q
edited=$(batch)
is "$(state CTR2)" approved 'it stays as it is'
run 'who is no party' 4 crm-order contract sign CTR2 party=Beech signed_by=Li
is_err "crm-order: party: 'Beech' is no party of CTR2: say seller, customer, or one of its further parties"
run 'nobody signs tomorrow' 5 crm-order contract sign CTR2 party=seller signed_by=Li on=2026-11-22
like_err 'signed_on: is a day to come'
run 'nor before it is drawn up' 5 crm-order contract sign CTR2 party=seller signed_by=Li on=2026-11-17
is_err 'crm-order: signed_on: is before CTR2 was drawn up, on 2026-11-18'
run 'how' 2 crm-order contract sign CTR2 party=seller signed_by=Li channel=smoke
for party in seller customer elm; do
	quiet crm-order contract sign CTR2 party=$party signed_by=Li on=2026-11-20 channel=seal
done
is "$(state CTR2)" approved 'one has not signed yet'
run 'each signs once' 5 crm-order contract sign CTR2 party=ELM signed_by=Li on=2026-11-20
is_err 'crm-order: party: elm has signed already: SGN3'
run 'what somebody signed is not edited' 5 crm-order contract-line set CTL1 quantity=900
is_err 'crm-order: CTR2 is signed by seller as it stands: crm-order signature delete SGN1 takes that back; it is edited then, and signed anew'
for edit in 'contract set CTR2 terms=new' 'contract set CTR2 title=new' 'contract-line add contract=CTR2 product=PX quantity=1' \
    'contract-line delete CTL2 -y' 'clause set CLS1 text=new' 'clause delete CLS1 -y'; do
	# shellcheck disable=SC2086
	run "$edit" 5 crm-order $edit
	like_err 'is signed by seller as it stands'
done
run 'nor an edit of it undone' 5 crm-admin undo "$edited"
like_err 'CLS1 is a part of what was signed since'
run 'remarks are no edit' 0 crm-order contract set CTR2 notes=x -q
quiet crm-order signature add contract=CTR2 party=Ash signed_by=Wu signed_on=2026-11-18
is "$(rows crm-order contract list -w 'contract_id = CTR2' -c status,signed_on)" \
    'signed,2026-11-20' 'with the last it is signed, on the last day'
last=$(batch)
run 'undone' 0 crm-admin undo "$last" -q
is "$(state CTR2)" approved 'it is not'
quiet crm-admin undo "$(batch)"
is "$(state CTR2)" signed 'and redone it is'
redone=$(batch)

# ---- what is signed ----

run 'is not edited' 5 crm-order contract set CTR2 ends_on=2027-12-31
is_err 'crm-order: CTR2 is signed and is not edited: crm-order contract amend CTR2 makes a contract that changes it'
run 'nor its title' 5 crm-order contract set CTR2 title=zz
run 'nor its lines' 5 crm-order contract-line set CTL1 quantity=200
run 'nor its clauses' 5 crm-order clause delete CLS1 -y
run 'nor deleted' 5 crm-order contract delete CTR2 -y
is_err 'crm-order: CTR2 is signed: it stays, with its number; crm-order contract terminate CTR2 ends what is signed'
run 'its signatures stay' 5 crm-order signature delete SGN1 -y
run 'its remarks do not matter' 0 crm-order contract set CTR2 archive_no=2026/17 notes=x -q
submitted=$(crm-admin log -o csv | awk -F, '/contract submit CTR2/ { print $1; exit }')
run 'its submission is not undone behind that' 5 crm-admin undo "$submitted"
like_err 'CTR2 is signed by now'

# ---- called off ----

run 'so much of a line' 0 crm-order contract-line call-off CTL1 quantity=30 -q -o ids
is_out O1
run 'at the price agreed' 0 rows crm-order order-line list -c order_id,product,quantity,unit_price,amount,contract_line_id
is_out 'O1,Px,30,8,240.00,CTL1'
is "$(rows crm-order list -c contract,customer,amount)" 'CT-20261118-0001,Pine,240.00' 'an order of the contract'
run 'more than is left' 5 crm-order contract-line call-off CTL1 quantity=70.5
is_err 'crm-order: quantity: is more than is left of CTL1: 70; crm-order contract amend CTR2 adds to it'
run 'or by an edit of the order' 5 crm-order order-line set OL1 quantity=101
run 'lines of one stream go onto one order' 0 sh -c 'printf "CTL1\nCTL2\n" | crm-order contract-line call-off - quantity=5 -q -o ids'
is_out O2
is "$(rows crm-order order-line list -w 'order = O2' -c product,quantity -s order_line_id)" 'Px,5
Py,5' 'both'
quiet crm-order add customer=Oak
run 'not by another customer' 5 crm-order order-line add order=O3 contract_line=CTL1 quantity=1
is_err 'crm-order: contract_line: is of CTR2, which is with another customer'
CRM_NOW=2027-01-01T09:00:00Z quiet crm-order add customer=Pine ordered_on=2027-01-01
run 'not behind its end' 5 crm-order order-line add order=O4 contract_line=CTL1 quantity=1
is_err 'crm-order: contract_line: is of CTR2, which ended on 2026-12-31; crm-order contract renew CTR2 makes the next'
quiet crm-order contract-line call-off CTL1 quantity=1
called=$(rows crm-order order-line list -s -order_line_id -l 1 -c order_line_id)
of=$(rows crm-order order-line list -w "order_line_id = $called" -c order_id)
for edit in unit_price=7.99 discount=0.01 discounts=10+5 gift=yes unit_price=80,discount=91; do
	# shellcheck disable=SC2046
	run "not cheaper than agreed: $edit" 5 crm-order order-line set "$called" $(echo "$edit" | tr , ' ')
	is_err 'crm-order: unit_price: comes, less discounts, to less a piece than CTR2 agreed to; crm-order contract amend CTR2 makes a contract that changes it'
done
run 'nor all of it' 5 crm-order set "$of" discount=0.5
like_err 'to less a piece than CTR2 agreed to'
run 'nor for another customer' 5 crm-order set "$of" customer=Oak
is_err 'crm-order: contract_line: is of CTR2, which is with another customer'
run 'nor in another currency' 5 crm-order set "$of" currency=EUR rate=8
is_err 'crm-order: contract_line: is of CTR2, which is in another currency'
run 'nor with the tax in it' 5 crm-order set "$of" tax_included=yes
like_err 'only one of the two has the tax in its prices'
run 'nor as another product' 5 crm-order order-line set "$called" product=PY
run 'nor added so' 5 crm-order order-line add "order=$of" contract_line=CTL1 quantity=1 unit_price=3
run 'nor by the case' 5 crm-order order-line set "$called" unit=case
like_err 'unit: is another than that which CTR2 agreed to'
run 'dearer is no harm' 0 crm-order order-line set "$called" unit_price=16 discount=50 -q
quiet crm-order cancel "$of"
run 'not as another product' 5 crm-order order-line add order=O1 contract_line=CTL1 product=PY quantity=1
is_err 'crm-order: contract_line: is of another product'
run 'all the rest' 0 crm-order contract call-off CTR2 -q -o ids
is_out O6
is "$(left CTL1) $(left CTL2)" '100 10' 'is called off'
run 'then nothing is left' 5 crm-order contract call-off CTR2
is_err 'crm-order: CTR2 has nothing left to call off'
for b in "$last" "$redone"; do
	run "its signature is not undone: $b" 5 crm-admin undo "$b"
done
like_err 'CTR2 is called off by O1: that is cancelled first'
quiet crm-order cancel O2
is "$(left CTL1) $(left CTL2)" '95 5' 'what is cancelled is free again'
try 'an import leaves what is signed' 5 'printf "contract_line_id,quantity\nCTL1,94\n" | crm-order contract-line import - -q --on-duplicate update'
like_err 'CTR2 is signed and is not edited: crm-order contract amend CTR2 makes a contract that changes it'
run 'the books' 0 crm-admin check -q

# ---- amended, renewed, over ----

run 'amended' 0 crm-order contract amend CTR2 -q
is "$(rows crm-order contract list -w 'amends = CTR2' -c contract_id,number,status,amount)" \
    'CTR3,CT-20261118-0001-A1,draft,' 'by a draft without lines'
quiet crm-order contract-line add contract=CTR3 product=PX quantity=10 unit_price=7
quiet crm-order contract submit CTR3
for party in seller customer Elm Ash; do
	quiet crm-order contract sign CTR3 party=$party signed_by=Li
done
is "$(rows crm-order contract list -w 'contract_id = CTR2' -c gross,with_amendments)" '850.00,920.00' 'signed, it counts to the first'
run 'an amended one stays signed' 5 crm-admin undo "$redone"
run 'renewed' 0 crm-order contract renew CTR2 -q
is "$(rows crm-order contract list -w 'renews = CTR2' -c contract_id,status,starts_on,ends_on,amount)" \
    'CTR4,draft,2027-01-01,2027-12-31,850.00' 'for a year, as the first was'
quiet crm-order contract delete CTR4 -y
run 'that it ends is told' 0 rows crm-task due --kind contract -c about,when,why --until 2026-12-02
is_out 'CTR2,2026-12-01T00:00:00Z,a contract ends: 2026-12-31 in 40 days'
run 'why it ends' 5 crm-order contract terminate CTR3
is_err 'crm-order: reason: is needed: say why CTR3 ends before its time'
quiet crm-order contract amend CTR3
a=$(crm-order contract list -w 'amends = CTR3' -o ids)
run 'ended' 0 crm-order contract terminate CTR3 reason=moved -q
run 'what would have changed it is none' 5 crm-order contract submit "$a"
is_err "crm-order: $a changes CTR3, which is terminated: a new contract is drawn up instead"
quiet crm-order contract delete "$a" -y
run 'completed' 0 crm-order contract complete CTR2 -q
run 'nothing is called off any more' 5 crm-order contract call-off CTR2
is_err 'crm-order: CTR2 is completed; what is signed is called off'
run 'nor edited' 5 crm-order contract set CTR2 amount=1 -q
run 'an import has any state' 0 sh -c 'printf "number,customer,status,amount,signed_on\nH1,Oak,active,500,2025-01-02\n" | crm-order contract import - -q'
is "$(rows crm-order contract list -w 'number = H1' -c status,with_amendments)" 'signed,500.00' 'as it came'

# ---- of a quote ----

quiet crm-deal quote add customer=Oak
quiet crm-deal quote-line add quote=QU1 product=PX quantity=3
quiet crm-deal quote submit QU1
run 'a quote becomes one' 0 crm-deal quote accept QU1 contract=yes -q
is "$(rows crm-order contract list -w 'quote = QU1' -c customer,status,amount)" 'Oak,draft,27.00' 'a draft with its lines'
run 'the books' 0 crm-admin check -q

# ---- its text by a template ----

quiet crm-customer add name=Elm
quiet crm-order contract add customer=Elm title='Frame 2028' amount=900 ext=d1
quiet crm-order contract-line add contract=ext:d1 description=Nails quantity=2 unit_price=450
quiet crm-admin template add name=frame for=contract format=text active=no \
    body='{{title}} with {{customer.name}}: {{gross}}{{#lines}}, {{quantity}} {{description}}{{/lines}}.'
run 'a template is needed' 2 crm-order contract draw ext:d1
run 'drawn up' 0 crm-order contract draw ext:d1 template=frame -o csv -c body -q
is_out 'body
"Frame 2028 with Elm: 900.00, 2 Nails."'
quiet crm-admin template add name=none for=contract format=text active=no body='{{#signatures}}x{{/signatures}}'
n=$(crm-order contract list ext:d1 -o ids)
run 'nothing is not drawn up' 5 crm-order contract draw ext:d1 template=none
is_err "crm-order: the template prints nothing for $n: nothing is drawn up by it"
quiet crm-order contract submit ext:d1
quiet crm-order contract sign ext:d1 party=seller signed_by=Ann
run 'what a party has signed is not drawn anew' 5 crm-order contract set ext:d1 title='Frame 2029'
quiet crm-admin template set frame body='{title}'
run 'by no template' 5 crm-order contract draw ext:d1 template=frame
like_err 'is signed by seller as it stands'
quiet crm-admin template add name=note for=delivery format=text active=no body='{number}'
run 'nor by one of deliveries' 2 crm-order contract draw ext:d1 template=note

# ---- a contract and what amends it are invoiced once ----

signed() {
	quiet crm-order contract submit "$1" -q
	for p in customer seller; do
		quiet crm-order contract sign "$1" party=$p signed_by=x -q
	done
}
k=$(crm-order contract add title=K customer=C1 amount=1000 -o ids -q)
signed "$k"
m=$(crm-order contract amend "$k" -o ids -q | head -n 1)
quiet crm-order contract set "$m" amount=100 -q
signed "$m"
run 'all of both' 0 crm-order contract invoice "$k" amount=1050 -o csv -c gross -q
is_out 'gross
1050.00'
run 'the rest by either' 5 crm-order contract invoice "$m" amount=60
is_err "crm-order: amount: of 60.00 is more than the 50.00 that are left to invoice of $m"
run 'which is left' 0 crm-order contract invoice "$m" -o csv -c gross -q
is_out 'gross
50.00'
run 'then nothing is' 5 crm-order contract invoice "$k"
like_err "nothing of $k is left to invoice"

# ---- what is invoiced of a contract, its amendments and its orders ----

quiet crm-customer add name=Whole
signs() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=customer signed_by=Li
	quiet crm-order contract sign "$1" party=seller signed_by=Wu
}
issues() { quiet crm-order invoice issue "$1" official_no="W-$1"; }
amends() { crm-order contract amend "$1" -o ids -q | head -n 1; }
whole=$(crm-order contract add customer=Whole title=Whole amount=1000 -o ids -q)
signs "$whole"
first=$(amends "$whole")
quiet crm-order contract set "$first" amount=500
signs "$first"
run 'an amendment of an amendment' 0 crm-order contract amend "$first" -q -o ids
second=$(head -n 1 "$T_DIR/out")
quiet crm-order contract set "$second" amount=200
signs "$second"
is "$(crm-order contract list "$whole" -o csv -c with_amendments | sed 1d)" 1700.00 'all are worth one sum'
issues "$(crm-order contract invoice "$second" -o ids -q)"
issues "$(crm-order contract invoice "$first" amount=300 -o ids -q)"
o=$(crm-order add customer=Whole contract="$whole" amount=400 -o ids -q)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
issues "$(crm-order invoice "$o" -o ids -q)"
is "$(crm-order contract list "$whole" "$first" "$second" -o csv -c invoiced,invoicing | sed 1d | tr '\n' ' ')" '900.00,partial 500.00,partial 200.00,full ' 'invoiced of it is what is of its amendments and orders'
issues "$(crm-order contract invoice "$whole" -o ids -q)"
is "$(crm-order contract list "$whole" -o csv -c invoiced,invoicing | sed 1d)" 1700.00,full 'and the rest makes it whole'

# ---- by way of a contract ----

quiet crm-customer add name=Way
quiet crm-customer add name=Agent kind=partner
quiet crm-stock add name=Gifted sku=GIFTED list_price=100
quiet crm-stock price add product=GIFTED price=90 min_qty=10 free_each=10 free_qty=1
q=$(crm-deal quote add customer=Way channel=distribution partner=Agent -q -o ids)
quiet crm-deal quote-line add quote="$q" product=GIFTED quantity=20
quiet crm-deal quote submit "$q"
quiet crm-deal quote accept "$q" contract=yes
c=$(crm-order contract list -w "quote = $q" -o ids)
signs "$c"
l=$(crm-order contract-line list -w "contract = $c and quantity = 20" -o ids)
quiet crm-order contract-line call-off "$l" quantity=10
is "$(crm-order list -w "contract = $c" -o csv -c channel,partner | sed 1d)" distribution,Agent 'the order of a quote is sold as that was'
is "$(crm-order order-line list -w "order.contract = $c" -o csv -c quantity | sed 1d)" 10 'what it gives is a line of the contract, and called off as such'
quiet crm-order contract call-off "$c"
is "$(crm-order order-line list -w "order.contract = $c" -o csv -c quantity,gift | sed 1d | paste -sd' ')" '10, 10, 2,yes' 'no more is given than was agreed'

# ---- what orders of a contract with a plan come to ----

plan=$(crm-order contract add customer=Whole title=Plan form=signing -o ids -q)
quiet crm-order contract-line add contract="$plan" description=a quantity=10 unit_price=10
signs "$plan"
o=$(crm-order contract call-off "$plan" -o ids -q)
l=$(crm-order order-line list -o ids -w "order = $o")
quiet crm-order order-line set "$l" unit_price=30
run 'more than it is charged' 5 crm-order submit "$o"
is_err "crm-order: $o comes to 200.00 more than $plan has left, by whose plan it is charged: crm-order contract amend $plan raises that"
more=$(amends "$plan")
quiet crm-order contract set "$more" amount=200
signs "$more"
run 'what an amendment charges' 0 crm-order submit "$o" -q
run 'is confirmed' 0 crm-order confirm "$o" -q
next=$(crm-order add customer=Whole contract="$plan" amount=1 -o ids -q)
run 'behind which nothing is left' 5 crm-order submit "$next"
is_err "crm-order: $next comes to 1.00 more than $plan has left, by whose plan it is charged: crm-order contract amend $plan raises that"
quiet crm-order order-line ship "$l" quantity=4
quiet crm-order close "$o" rest=yes
run 'but what was closed short' 0 crm-order submit "$next" -q
run 'which is not opened again then' 5 crm-order reopen "$o"
like_err "$o comes to 1.00 more than"
quiet crm-order cancel "$next"
quiet crm-order contract terminate "$plan" reason=x
run 'nor of a contract that is over' 5 crm-order reopen "$o"
is_err "crm-order: $o is of $plan, which is terminated: it stays closed"
done_testing
