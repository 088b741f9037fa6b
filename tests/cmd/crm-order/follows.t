#!/bin/sh
# What is planned of an order or a contract follows it: each part takes its share of what
# an amendment changes, and what is retained is retained of all that is charged.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
order() { crm-order add -o ids -q customer=C1 "$@"; }
line() { crm-order order-line add -o ids -q product=A "$@"; }
confirmed() {
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}
# amended ORDER FIELD=VALUE: the order, as it is after an amendment.
amended() {
	quiet crm-order amend "$1"
	quiet crm-order set "$1" "$2"
	confirmed "$1"
}
rows() {
	crm-order receivable list -o csv -s receivable_id -c status,amount,net \
	    -w "($1) and void_on is null" | sed 1d | paste -sd' '
}

quiet crm-customer add name=Acme
quiet crm-stock product add sku=A name=A stocked=no
quiet crm-order terms add name=three parts='30% 10d, 30% 20d, rest 30d'
quiet crm-order terms add name=fixed parts='100 10d, rest 30d'

# ---- an order ----

o=$(order form=instalment payment_terms=three)
l=$(line order="$o" quantity=5 unit_price=10 tax_rate=13%)
confirmed "$o"
is "$(rows "order = $o")" 'planned,16.95,15.00 planned,16.95,15.00 planned,22.60,20.00' 'a plan'
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" quantity=50
confirmed "$o"
is "$(rows "order = $o")" 'planned,169.50,150.00 planned,169.50,150.00 planned,226.00,200.00' \
    'ten times as much, each part is ten times as much'
quiet crm-admin undo "$(batch)"
is "$(rows "order = $o")" 'planned,16.95,15.00 planned,16.95,15.00 planned,22.60,20.00' \
    'undone, each is as it was'
o=$(order form=instalment payment_terms=three amount=50)
confirmed "$o"
amended "$o" amount=500
amended "$o" amount=0.03
is "$(rows "order = $o")" 'planned,0.01,0.01 planned,0.01,0.01 planned,0.01,0.01' 'to the cent'
amended "$o" amount=0.01
is "$(rows "order = $o")" 'planned,0.01,0.01' 'a part of nothing goes'

# ---- parts that do not follow ----

o=$(order form=instalment payment_terms=three amount=500)
confirmed "$o"
r=$(crm-order receivable list -o ids -s receivable_id -l 1 -w "order = $o")
quiet crm-order receivable invoice "$r"
amended "$o" amount=850
is "$(rows "order = $o")" 'planned,150.00,150.00 planned,300.00,300.00 planned,400.00,400.00' \
    'what is invoiced stays; the others take the difference by their shares'
x=$(crm-order receivable list -o ids -w "order = $o and amount = 300")
y=$(crm-order receivable list -o ids -w "order = $o and amount = 400")
run 'one part alone is not more' 5 crm-order receivable set "$x" amount=500
is_err "crm-order: the parts of $o would come to 200.00 CNY more than it: what one is more another is less, in one command; or crm-order amend"
run 'nor less' 5 crm-order receivable set "$x" amount=200
is_err "crm-order: the parts of $o would come to 100.00 CNY less than it: what one is less another is more, in one command; or crm-order amend"
run 'nor gone' 5 crm-order receivable delete "$x"
is_err "crm-order: $x stays, for it is a part of $o; what that comes to is changed by an amendment"
for said in currency=USD order= form=signing; do
	run "nor with $said" 5 crm-order receivable set "$x" "$said"
	is_err "crm-order: ${said%%=*}: of $x stays, for it is a part of $o; what that comes to is changed by an amendment"
done
try 'what one is more another is less' 0 "printf '%s\n' receivable_id,amount $x,500 $y,200 | crm-order receivable import - -q --on-duplicate update"
amended "$o" amount=1550
is "$(rows "order = $o")" 'planned,150.00,150.00 planned,1000.00,1000.00 planned,400.00,400.00' \
    'by the shares that somebody gave them'
o=$(order form=instalment payment_terms=three amount=500)
confirmed "$o"
CRM_NOW=2026-12-02T09:00:00Z
amended "$o" amount=850
is "$(rows "order = $o")" 'booked,150.00,150.00 planned,300.00,300.00 planned,400.00,400.00' 'as what is booked does'
amended "$o" amount=100
is "$(rows "order = $o")" 'booked,150.00,150.00' 'nothing is planned where that is more than all'
is "$(crm-order payment list -o csv -c amount -w "order = $o" | sed 1d)" 50.00 'and what it is too much is credited'
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW
o=$(order form=signing payment_terms=fixed amount=500)
confirmed "$o"
amended "$o" amount=1000
is "$(rows "order = $o")" 'planned,100.00,100.00 planned,900.00,900.00' 'a fixed part stays as the terms fix it'
amended "$o" amount=80
is "$(rows "order = $o")" 'planned,8.00,8.00 planned,72.00,72.00' 'unless all is less than that'

# ---- a contract ----

signed() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=seller signed_by=A
	quiet crm-order contract sign "$1" party=customer signed_by=B
}
k=$(crm-order contract add -o ids -q customer=C1 title=K amount=50 form=instalment payment_terms=three)
signed "$k"
quiet crm-order contract amend "$k"
a=$(crm-order contract list -o ids -w "amends = $k")
quiet crm-order contract set "$a" amount=450
signed "$a"
is "$(rows "contract = $k")" 'planned,150.00,150.00 planned,150.00,150.00 planned,200.00,200.00' \
    'an amendment that is signed'

# ---- what is retained ----

o=$(order retention=10%)
quiet line order="$o" quantity=1 unit_price=1000 form=confirmation
l=$(line order="$o" quantity=1 unit_price=500 form=instalment)
confirmed "$o"
retained() {
	crm-order receivable list -o csv -s receivable_id -c form,status,amount \
	    -w "order = $1 and void_on is null" | sed 1d | sort | paste -sd' '
}
is "$(retained "$o")" 'confirmation,booked,900.00 instalment,booked,450.00 retention,booked,100.00 retention,planned,50.00' \
    'of two forms the share of each is retained'
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" unit_price=700
confirmed "$o"
is "$(retained "$o")" 'confirmation,booked,900.00 instalment,booked,180.00 instalment,booked,450.00 retention,booked,100.00 retention,planned,70.00' \
    'and follows what is planned'
# ---- what never leaves ----

o=$(order form=delivery)
quiet line order="$o" quantity=2 unit_price=10
f=$(crm-order order-line add -o ids -q order="$o" description=Freight amount=7)
confirmed "$o"
owed() {
	crm-order receivable list -o csv -s receivable_id -c form,amount,open \
	    -w "order = $1 and void_on is null" | sed 1d | paste -sd' '
}
is "$(owed "$o")" confirmation,7.00,7.00 'a line without a quantity is charged when the order is confirmed'
quiet crm-order ship "$o"
is "$(owed "$o")" 'confirmation,7.00,7.00 delivery,20.00,20.00' 'and its goods when they leave'
o=$(order form=delivery)
f=$(crm-order order-line add -o ids -q order="$o" product=A amount=50)
confirmed "$o"
quiet crm-order amend "$o"
quiet crm-order order-line set "$f" quantity=5
confirmed "$o"
is "$(owed "$o")" confirmation,50.00,0.00 'amended to what leaves, it is credited'
quiet crm-order ship "$o"
is "$(owed "$o")" 'confirmation,50.00,0.00 delivery,50.00,50.00' 'and charged when it does'
o=$(order form=delivery amount=99)
confirmed "$o"
is "$(owed "$o")" confirmation,99.00,99.00 'so is an order without lines'

# ---- what no line is charged by any more ----

o=$(order)
l=$(line order="$o" quantity=1 unit_price=60 form=confirmation)
m=$(line order="$o" quantity=1 unit_price=40 form=confirmation)
quiet line order="$o" quantity=1 unit_price=20 form=instalment
confirmed "$o"
quiet crm-order receivable add customer=C1 order="$o" form=milestone milestone=x amount=5
quiet crm-order amend "$o"
quiet crm-order order-line delete "$l" "$m"
confirmed "$o"
is "$(owed "$o")" 'confirmation,100.00,25.00 instalment,20.00,0.00 milestone,5.00,0.00' \
    'it is credited; what somebody entered is owed'
run 'the books' 0 crm-admin check -q
done_testing
