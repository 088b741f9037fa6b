#!/bin/sh
# What was judged is what goes: who edits what is agreed to is asked as who submits is.
. "$(dirname "$0")/../../lib.sh"
book
quiet() { "$@" -q > /dev/null; }
as() { who=$1; shift; CRM_USER=$who "$@"; }
bob() { as bob "$@"; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
state() { crm-order list "$1" -o csv -c status,amount | sed 1d; }
# agreed N: the N-th order, of ten at 100, approved at once.
agreed() {
	quiet bob crm-order add customer=C1
	quiet bob crm-order order-line add order="O$1" product=P quantity=10
	quiet bob crm-order submit "O$1"
}
CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
logins bob mia
quiet crm-team user add login=bob role=rep
quiet crm-team user add login=mia role=manager
quiet crm-customer add name=E
quiet crm-stock add sku=P name=P list_price=100
quiet crm-admin right add right=discount role=rep limit=10

agreed 1
is "$(state O1)" approved,1000.00 'what is at the list price is agreed to'
quiet bob crm-order set O1 discount=5
is "$(state O1)" approved,950.00 'so is what he may give'
quiet bob crm-order set O1 discount=90
is "$(state O1)" draft,100.00 'what gives more away is a draft again'
quiet crm-admin undo "$(last)"
run 'which is said' 0 bob crm-order set O1 discount=90 -q -o ids
is_err 'crm-order: O1 is a draft again, as what was agreed to or asked about was changed: submit it'
quiet crm-admin undo "$(last)"
is "$(state O1)" approved,950.00 'until it is taken back'
quiet bob crm-order order-line set OL1 discount=60
is "$(state O1)" draft,380.00 'by a line too'
agreed 2
quiet bob crm-order order-line add order=O2 product=P quantity=3 gift=yes
is "$(state O2)" draft,1000.00 'by a gift'
agreed 3
quiet bob crm-order order-line add order=O3 unit_price=-900 quantity=1
is "$(state O3)" draft,100.00 'by a line that takes off'
quiet bob crm-order submit O3
is "$(crm-admin approval list -w 'about = O3' -o csv -c what | sed 1d)" '90 % below the list prices' 'which is a discount'
agreed 4
printf 'order_line_id,discount\nOL6,90\n' | quiet bob crm-order order-line import - --on-duplicate update
is "$(state O4)" draft,100.00 'by a file'
quiet bob crm-order add customer=C1
quiet bob crm-order order-line add order=O5 product=P quantity=10
quiet bob crm-order set O5 discount=90
quiet bob crm-order set O5 discount=0
b=$(last)
quiet bob crm-order submit O5
run 'and not by an undo' 5 as bob crm-admin undo "$b"
like_err 'would leave O5 agreed to as nobody agreed to it'
is "$(state O5)" approved,1000.00 'it stands'
run 'who may goes on' 0 crm-order order-line set OL7 discount=50 -q
is "$(state O5)" approved,500.00 'by what he may'
printf 'order,product,quantity,unit_price\nO6,P,1,1\n' > one.csv
quiet bob crm-order add customer=C1
quiet bob crm-order order-line import one.csv
quiet bob crm-order submit O6
is "$(state O6)" submitted,1.00 'a line from a file has a list price too'

quiet bob crm-deal add name=D
quiet bob crm-deal quote add deal=D1 customer=C1
quiet bob crm-deal quote-line add quote=QU1 product=P quantity=3
quiet bob crm-deal quote submit QU1
quiet bob crm-deal quote-line set QL1 discount=60
is "$(crm-deal quote list -o csv -c status,amount | sed 1d)" draft,120.00 'a quote likewise'
quiet bob crm-deal quote-line set QL1 discount=0
quiet bob crm-deal quote submit QU1
quiet bob crm-deal quote accept QU1
quiet bob crm-order order-line add order=O7 unit_price=-250 quantity=1
quiet bob crm-order submit O7
is "$(state O7)" submitted,50.00 'what is taken off behind a quote was not agreed to there'
quiet bob crm-order contract add customer=C1
quiet bob crm-order contract-line add contract=CTR1 product=P quantity=3
quiet bob crm-order contract submit CTR1
quiet bob crm-order contract-line set CTL1 unit_price=1
is "$(crm-order contract list -o csv -c status,amount | sed 1d)" draft,3.00 'a contract likewise'
quiet crm-order add customer=C1
printf 'order,product,quantity,unit_price\nO8,P,5,100\nO8,P,-2,100\n' | quiet crm-order order-line import -
id=$(crm-order order-line list -w 'order = id:O8 and quantity < 0' -o ids)
run 'less than nothing is not delivered' 5 crm-order submit O8
is_err "crm-order: $id has a quantity below zero: what came back is a return, and what is taken off a line with an amount alone"
quiet crm-order order-line set "$id" quantity=2
run 'but what is' 0 crm-order submit O8 -q
printf 'customer,status,number\nE,approved,H1\n' | quiet crm-order import -
printf 'order,product,quantity,unit_price\nH1,P,-2,100\n' | quiet crm-order order-line import -
run 'nor confirmed' 5 crm-order confirm H1
like_err 'has a quantity below zero'

# ---- a rate that is typed, beside that of the day ----

quiet crm-admin rate add currency=USD day=2026-11-20 rate=7
quiet crm-admin approval-rule add kind=order seq=1 when='amount_base >= 50000' steps=manager
quiet crm-customer add name=F credit_limit=1000
typed() { bob crm-order add customer=C2 currency=USD amount="$1" rate="$2" -q -o ids; }
o=$(typed 10000 0.0001)
quiet bob crm-order submit "$o"
is "$(crm-order list "$o" -o csv -c status,amount_base | sed 1d)" submitted,1.00 'the matrix asks by that of the day, where that is more'
quiet crm-order cancel "$o" reason=x
o=$(typed 1000 0.0001)
quiet bob crm-order submit "$o"
run 'so does credit' 5 bob crm-order confirm "$o"
like_err 'this order 7000.00 - cash 0.00 = 7000.00, over its limit of 1000.00'
quiet crm-order cancel "$o" reason=x
o=$(typed 100 8)
quiet bob crm-order submit "$o"
quiet crm-customer set C2 credit_limit=800
run 'what is typed counts where it is more' 0 bob crm-order confirm "$o" -q
is "$(crm-order credit "$o" -o csv -c exposure | sed 1d)" 800.00 'at 8'
run 'and later, beside others' 5 bob crm-order confirm "$(o=$(typed 1 0.1); quiet bob crm-order submit "$o"; echo "$o")"
like_err 'orders 800.00 .* this order 7.00 .* over its limit of 800.00'
q=$(bob crm-deal quote add customer=C1 currency=USD rate=14 -q -o ids)
quiet bob crm-deal quote-line add quote="$q" product=P quantity=1 unit_price=7
quiet bob crm-deal quote submit "$q"
is "$(crm-deal quote list "$q" -o csv -c status,off_list | sed 1d)" pending,1.9608 'what is given away by that of the day, where that is less'
is "$(crm-admin approval list -w "about = $q" -o csv -c what | sed 1d)" '51.0147 % below the list prices' 'which is said'
run 'the books are right' 0 crm-admin check --deep
done_testing
