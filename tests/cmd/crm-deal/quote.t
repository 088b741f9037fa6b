#!/bin/sh
# Quotes: versions, what they differ in, expiry, what they become.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
state() { crm-deal quote list "$1" -o csv -c status | sed 1d; }
quiet crm-customer add name=Acme
quiet crm-stock add sku=A name=Apple
quiet crm-stock add sku=B name=Beet

# ---- a draft ----

run 'none begins as sent' 5 crm-deal quote add customer=Acme status=sent
is_err 'crm-deal: status: begins as draft and is moved from there: crm-deal quote submit, send, accept, reject, revise, withdraw'
quiet crm-deal quote add customer=Acme valid_until=2026-11-21 terms='30 days'
run 'it must offer something' 5 crm-deal quote submit QU1
is_err 'crm-deal: QU1 offers nothing: crm-deal quote-line add quote=QU1 …'
quiet crm-deal quote-line add quote=QU1 line=1 product=A quantity=2 unit_price=10 amount=20
quiet crm-deal quote-line add quote=QU1 line=2 product=B quantity=1 unit_price=5 amount=5
run 'its state is not set' 5 crm-deal quote set QU1 status=sent
like_err 'status: is not set but moved'
run 'a draft is not sent' 5 crm-deal quote send QU1
is_err 'crm-deal: QU1 is draft; what is approved is sent'
run 'submitted' 0 crm-deal quote submit QU1 -o csv -c number,status
is_out 'number,status
QT-20261121-0001,approved'
run 'sent' 0 crm-deal quote send QU1 -o csv -c status,sent_on
is_out 'status,sent_on
sent,2026-11-21'
run 'what was sent is not edited' 5 crm-deal quote set QU1 discount=5
is_err 'crm-deal: QU1 is sent and is not edited: crm-deal quote revise QU1 makes its next version'
run 'nor are its lines' 5 crm-deal quote-line set QL1 quantity=3
like_err 'QU1 is sent and is not edited'
run 'what the customer said is noted' 0 crm-deal quote set QU1 feedback='too dear' -q

# ---- the next version ----

run 'revised' 0 crm-deal quote revise QU1 valid_until=2026-12-05 -o csv -c quote_id,number,revision,previous_id,status,valid_until,terms
is_out 'quote_id,number,revision,previous_id,status,valid_until,terms
QU2,QT-20261121-0001-R2,2,QU1,draft,2026-12-05,30 days
QU1,QT-20261121-0001,,,superseded,2026-11-21,30 days'
run 'the old one is over' 5 crm-deal quote accept QU1
is_err 'crm-deal: QU1 is superseded by QU2'
run 'its lines came along' 0 crm-deal quote-line list -w 'quote = QU2' -s line -o csv -c product,quantity,unit_price,amount
is_out 'product,quantity,unit_price,amount
Apple,2,10,20.00
Beet,1,5,5.00'
run 'nothing else differs' 0 crm-deal quote diff QU2 -o csv
is_out 'product,field,old,new
,valid_until,2026-11-21,2026-12-05'
quiet crm-deal quote-line set QL3 quantity=3 amount=30
quiet crm-deal quote-line delete QL4
quiet crm-deal quote-line add quote=QU2 description=Crates quantity=1 amount=7
run 'line by line' 0 crm-deal quote diff QU1 QU2 -o csv
like_out '^Apple,quantity,2,3$'
like_out '^Apple,amount,20.00,30.00$'
like_out '^Crates,quantity,,1$'
like_out '^Beet,quantity,1,$'

# ---- against the prices ----

quiet crm-stock set A list_price=12
quiet crm-stock price add product=A customer=Acme price=11 floor=9 valid_from=2026-12-01
run 'the prices of today' 0 crm-deal quote diff QU1 against=prices -o csv
is_out 'product,field,old,new
Apple,unit_price,10,12
Apple,list_price,,12
Beet,unit_price,5,'
run 'of another day' 0 crm-deal quote diff QU1 against=prices --on 2026-12-01 -o csv
is_out 'product,field,old,new
Apple,unit_price,10,11
Apple,list_price,,12
Apple,floor_price,,9
Beet,unit_price,5,'
run 'of one quote' 2 crm-deal quote diff QU1 QU2 against=prices
is_err 'crm-deal: one quote is held against the prices, not two'
run 'a day is that of the prices' 2 crm-deal quote diff QU1 QU2 --on today
is_err 'crm-deal: --on is the day of the prices: against=prices'
run 'a first version is held against none' 5 crm-deal quote diff QU1
is_err 'crm-deal: QU1 revises no other quote: name the one before it, or say against=prices'
run 'one has nothing otherwise than itself' 0 crm-deal quote diff QU1 QU1 -o csv
is_out 'product,field,old,new'
quiet crm-deal quote submit QU2
run 'it keeps its number' 0 crm-deal quote list QU2 -o csv -c number
is_out 'number
QT-20261121-0001-R2'
quiet crm-deal quote revise QU2
run 'and the third its root' 0 crm-deal quote list QU3 -o csv -c number,revision
is_out 'number,revision
QT-20261121-0001-R3,3'

# ---- of-15: through its last day; the order ----

quiet crm-deal quote submit QU3
run 'it is told of before' 0 crm-task due --kind quote --until 2026-11-27 -o csv -c about,why
is_out 'about,why'
CRM_NOW=2026-12-01T09:00:00Z run 'in its last week' 0 crm-task due --kind quote -o csv -c about,why
is_out 'about,why
QU3,the last day of a quote in 4 days'
CRM_NOW=2026-12-06T09:00:00Z run 'behind its day it is over' 5 crm-deal quote accept QU3
is_err 'crm-deal: QU3 was valid until 2026-12-05; crm-deal quote revise QU3 makes its next version'
CRM_NOW=2026-12-06T09:00:00Z run 'it is expired' 0 crm-deal quote list -w 'expired = yes' -o ids
is_out QU3
CRM_NOW=2026-12-05T09:00:00Z run 'on its last day it is taken' 0 crm-deal quote accept QU3 feedback=fine -o csv -c status,decided_on,order_id,feedback
is_out 'status,decided_on,order_id,feedback
accepted,2026-12-05,O1,fine'
run 'an order of what it offered' 0 crm-order list O1 -o csv -c customer,ordered_on,status
is_out 'customer,ordered_on,status
Acme,2026-12-05,draft'
run 'with its lines' 0 crm-order order-line list -w 'order = O1' -s order_line_id -o csv -c product,description,quantity,amount
is_out 'product,description,quantity,amount
Apple,,3,30.00
,Crates,1,7.00'
run 'once' 5 crm-deal quote accept QU3
is_err 'crm-deal: QU3 was accepted and became O1, which is draft; once that is over it can go on: crm-order cancel O1'
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undone' 0 crm-admin undo "$b" -q
is "$(state QU3) $(crm-order list -o ids)" 'approved ' 'there is no order, and it can be taken'

# ---- left; undone; approved by somebody ----

run 'left without a reason' 5 crm-deal quote reject QU3
like_err 'reason: is needed'
run 'left' 0 crm-deal quote reject QU3 reason=price feedback='try again' -o csv -c status,reason
is_out 'status,reason
rejected,price'
run 'and revised all the same' 0 crm-deal quote revise QU3 -o ids -q
quiet crm-deal quote add customer=Acme amount=50
quiet crm-deal quote submit QU5
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'a number given stays' 0 crm-admin undo "$b"
is "$(crm-deal quote list QU5 -o csv -c number,status | sed 1d)" 'QT-20261121-0002,superseded' 'the quote is void'
user boss role=manager
user rep role=rep
quiet crm-admin approval-rule add kind=quote seq=1 when='amount > 100' steps=manager
quiet as rep crm-deal quote add customer=Acme amount=500
quiet as rep crm-deal quote submit QU6
is "$(state QU6)" pending 'it waits for the manager'
run 'and is not taken before' 5 crm-deal quote accept QU6
is_err 'crm-deal: QU6 is pending and waits for AP1 (manager); crm-admin approval approve decides'
quiet as boss crm-admin approval approve AP1
is "$(state QU6)" approved 'who agrees'

# ---- what it became is no more: it goes on ----

quiet crm-deal quote accept QU6
o=$(crm-deal quote list QU6 -o csv -c order_id | sed 1d)
run 'while the order stands it is not taken again' 5 crm-deal quote accept QU6
like_err "QU6 was accepted and became $o, which is draft"
run 'nor revised' 5 crm-deal quote revise QU6 -q
quiet crm-order cancel "$o"
run 'cancelled, it is taken as a contract' 0 crm-deal quote accept QU6 contract=yes -o csv -c status,order_id,contract_id
is_out 'status,order_id,contract_id
accepted,,CTR1'
quiet crm-order contract terminate CTR1 reason='no use'
run 'it is revised' 0 crm-deal quote revise QU6 -q
is "$(state QU6)" superseded 'and superseded'

# ---- a version that goes gives the one before it its state back ----

quiet crm-deal quote delete QU7 -y
is "$(state QU6)" accepted 'what was accepted is so again'
quiet crm-deal quote restore QU7
is "$(state QU6)" superseded 'the version came back'
quiet crm-deal quote delete QU7 -y
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(state QU6) $(state QU7)" 'superseded draft' 'so by undo'
quiet crm-deal quote set QU7 amount=50
quiet as rep crm-deal quote submit QU7
run 'what was submitted stays' 5 crm-deal quote delete QU7 -y
is_err 'crm-deal: QU7 was submitted and stays, with its number: crm-deal quote withdraw QU7 takes it back'
quiet crm-deal quote set QU7 amount=500
quiet as rep crm-deal quote submit QU7
quiet as rep crm-deal quote revise QU7
quiet crm-deal quote delete QU8 -y
is "$(state QU7)" draft 'what waited is a draft: nobody is asked any more'
quiet as rep crm-deal quote submit QU7
run 'withdrawn' 0 as rep crm-deal quote withdraw QU7 reason='another offer' -o csv -c status,reason
is_out 'status,reason
superseded,another offer'
is "$(crm-admin approval list -w 'about = QU7 and status = pending' -o ids)" '' 'nobody is asked about it'
run 'offered again' 0 as rep crm-deal quote revise QU7 -q -o ids
is_out QU9
run 'which takes its place' 5 as rep crm-deal quote revise QU7
is_err 'crm-deal: QU7 is superseded by QU9'
quiet crm-deal quote delete QU9 -y
is "$(state QU7)" superseded 'without that it is withdrawn still'
quiet crm-deal quote add customer=Acme amount=5
run 'a draft is deleted instead' 5 crm-deal quote withdraw QU10
is_err 'crm-deal: QU10 was never submitted: crm-deal quote delete QU10'
quiet crm-deal quote delete QU10 -y

# ---- a discount on the whole, in the lines of what it becomes ----

quote=$(crm-deal quote add customer=Acme discount=10 -q -o ids)
quiet crm-deal quote-line add quote="$quote" description=Nails quantity=3 unit_price=5
run 'an amount is no share' 4 crm-deal quote-line set "$(crm-deal quote-line list -w "quote = $quote" -o ids)" amount=14
like_err 'amount: a quantity of 3 at 5, less the discount, is 15.00, and not 14.00'
quiet crm-deal quote submit "$quote"
quote=$(crm-deal quote revise "$quote" -q -o ids | head -n 1)
is "$(crm-deal quote list "$quote" -o csv -c amount | sed 1d)" 13.50 'the next version'
quiet crm-deal quote submit "$quote"
run 'the order' 0 crm-deal quote accept "$quote" -q -o ids
is "$(crm-order list -l 1 -s -order_id -o csv -c amount,discount | sed 1d)" 13.50,10 'has it too'
run 'the books' 0 crm-admin check -q

# ---- buy X get Y ----

quiet crm-stock add sku=X name=X list_price=10
quiet crm-stock add sku=Y name=Y
quiet crm-stock price add product=X price=10 free_product=Y free_each=10 free_qty=2
qx=$(crm-deal quote add customer=Acme -o ids -q)
of_x() { crm-deal quote-line list -w "quote = $qx" -s quote_line_id -o csv -c product,quantity,gift,amount | sed 1d; }
quiet crm-deal quote-line add quote="$qx" product=X quantity=25
is "$(of_x)" 'X,25,,250.00
Y,4,yes,0.00' 'what is given is a line of its own'
giver=$(crm-deal quote-line list -w "quote = $qx and gift is null" -o ids)
given=$(crm-deal quote-line list -w "quote = $qx and gift = yes" -o ids)
quiet crm-deal quote-line set "$giver" quantity=31
is "$(of_x)" 'X,31,,310.00
Y,6,yes,0.00' 'it follows'
quiet crm-deal quote-line set "$given" quantity=7
quiet crm-deal quote-line set "$giver" quantity=9
is "$(of_x)" 'X,9,,90.00
Y,1,yes,0.00' 'what was added by hand stays'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(of_x)" 'X,31,,310.00
Y,7,yes,0.00' 'taken back with it'
quiet crm-deal quote-line delete "$given" -y
quiet crm-deal quote-line set "$giver" notes=plain
is "$(of_x)" 'X,31,,310.00' 'who takes it away is not given it again'
quiet crm-deal quote-line set "$giver" quantity=50
is "$(of_x)" 'X,50,,500.00
Y,4,yes,0.00' 'but what comes beside'
quiet crm-admin approval-rule set APR1 when='amount > 1000'
quiet crm-deal quote submit "$qx"
quiet crm-deal quote accept "$qx"
ox=$(crm-deal quote list "$qx" -o csv -c order_id | sed 1d)
is "$(crm-order order-line list -w "order = id:$ox" -s order_line_id -o csv -c product,quantity,gift,amount | sed 1d)" 'X,50,,500.00
Y,4,yes,0.00' 'an order has what was offered, no more'
ol=$(crm-order order-line list -w "order = id:$ox and gift is null" -o ids)
quiet crm-order order-line delete "$ol" -y
is "$(crm-order order-line list -w "order = id:$ox" -o ids | wc -l)" 0 'what gives goes, and what it gave'
run 'the books' 0 crm-admin check -q

# ---- over before it was submitted ----

q=$(crm-deal quote add customer=Acme amount=5 quoted_on=2026-11-10 valid_until=2026-11-20 -q -o ids)
run 'nobody is asked about what is over' 5 crm-deal quote submit "$q"
is_err "crm-deal: $q was valid until 2026-11-20: crm-deal quote set $q valid_until=DATE says a later day"
quiet crm-deal quote set "$q" valid_until=today
run 'its last day is none of those' 0 crm-deal quote submit "$q" -q
done_testing
