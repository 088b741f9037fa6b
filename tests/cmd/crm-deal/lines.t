#!/bin/sh
# Lines of deals, who takes part in them, and one deal that becomes two.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
amount() { crm-deal list "$1" -o csv -c amount | sed 1d; }
lines() { crm-deal deal-line list -w "deal = $1" -s deal_line_id -o csv -c unit_price,discount,amount,list_price | sed 1d; }
for u in li:rep mia:rep; do quiet crm-team user add login=${u%:*} role=${u#*:}; done
quiet crm-stock product add sku=GW name=Gateway list_price=100
quiet crm-stock product add sku=BAG name=Bag list_price=5
quiet crm-customer add name=Acme grade=A
quiet crm-customer add name=Bolt
quiet crm-stock price add product=GW grade=A price=90 floor=80
quiet crm-deal add name=Mill customer=Acme amount=7

# ---- lines ----

run 'a line at the price of the list' 0 crm-deal deal-line add deal=Mill product=GW quantity=3 -o csv -c unit_price,list_price,floor_price,amount,currency
is_out 'unit_price,list_price,floor_price,amount,currency
90,100,80,270.00,CNY'
is "$(amount D1)" 270.00 'the deal is the sum of its lines'
run 'at a price of its own, less a discount' 0 crm-deal deal-line add deal=Mill product=GW quantity=2 unit_price=95 discount=12.5% -q -o ids
run 'discounts one behind the other' 0 crm-deal deal-line add deal=Mill product=BAG quantity=10 discounts=45+10+5 -q -o ids
is "$(lines D1)" '90,,270.00,100
95,12.5,166.25,100
5,,23.51,5' 'each is rounded once'
is "$(amount D1)" 459.76 'and added up'
run 'the sum is not set' 5 crm-deal set D1 amount=500
is_err 'crm-deal: amount: is the sum of its 3 lines; change these'
run 'both kinds of discount' 4 crm-deal deal-line add deal=D1 product=GW quantity=1 discount=5 discounts=3+2
is_err 'crm-deal: discount: say discount or discounts, not both'
run 'more than all' 4 crm-deal deal-line add deal=D1 product=GW quantity=1 discount=101%
is_err 'crm-deal: discount: is 0 to 100 %'
run 'a line without a price' 5 crm-deal deal-line add deal=D1 product=GW quantity=1 unit=crate
run 'a gift costs nothing' 0 crm-deal deal-line add deal=D1 product=BAG quantity=4 gift=yes -o csv -c unit_price,amount
is_out 'unit_price,amount
5,0.00'
run 'changed' 0 crm-deal deal-line set PI1 quantity=4 -q -o ids
is "$(amount D1)" 549.76 'the sum follows'
run 'deleted' 0 crm-deal deal-line delete PI2 -y -q -o ids
is "$(amount D1)" 383.51 'the sum follows'
run 'taken back' 0 crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(amount D1)" 549.76 'with its sum'
run 'another customer: other lists' 0 crm-deal set D1 customer=Bolt -q -o ids
is "$(crm-deal deal-line list PI1 -o csv -c unit_price,list_price,floor_price | sed 1d)" 100,100, 'which are asked for what nobody typed'
run 'in another currency a price of a list is none' 5 crm-deal set D1 currency=JPY amount=0
is_err 'crm-deal: GW has no price in JPY on 2026-11-21, but one in CNY; give the rate, or: crm-stock price add product=GW currency=JPY price=PRICE'
crm-stock price add product=GW currency=JPY price=100 -q > /dev/null
crm-stock price add product=BAG currency=JPY price=5 -q > /dev/null
run 'an amount beside it that its lines do not come to' 5 crm-deal set D1 currency=JPY amount=0
is_err 'crm-deal: amount: is the sum of its 4 lines, which come to 590 JPY; change these'
run 'another currency' 0 crm-deal set D1 currency=JPY amount=590 -q -o ids
is "$(amount D1)" 590 'rounded in its own digits'
quiet crm-deal set D1 currency=CNY
is "$(amount D1)" 589.76 'and back'

# ---- as files say it ----

run 'a line of the file that may be the one by hand' 4 sh -c 'printf "deal,line,product,quantity\nD1,9,GW,3\n" | crm-deal deal-line import -'
like_err 'is PI1 already, with other values'
for i in 1 2 3 4; do quiet crm-deal deal-line set "PI$i" line=$i; done
run 'an amount that is missing is worked out' 0 sh -c 'printf "deal,line,product,quantity,unit_price,discount\nD1,9,GW,3,33.335,10%%\n" | crm-deal deal-line import - -o csv -c amount'
is_out 'amount,_action,_duplicate_of
90.00,inserted,'
like_err 'amount: 1 value worked out from the rest of the row'
is "$(amount D1)" 679.76 'and added up'
line=$(crm-deal deal-line list -w 'deal = D1 and line = 9' -o ids)
run 'another amount alone' 4 crm-deal deal-line set "$line" amount=45
like_err 'amount: a quantity of 3 at 33.335, less the discount, is 90.00, and not 45.00'
run 'three that agree to a cent' 0 sh -c 'printf "deal,line,product,quantity,unit_price,amount\nD1,8,GW,3,33.335,100.00\n" | crm-deal deal-line import - -n -q -o ids'
run 'nor by hand' 4 crm-deal deal-line add deal=D1 product=GW quantity=3 unit_price=33.335 amount=101
like_err 'amount: a quantity of 3 at 33.335, less the discount, is 100.01, and not 101.00'
run 'and three that do not' 4 sh -c 'printf "deal,line,product,quantity,unit_price,amount\nD1,8,GW,3,33.335,101.00\n" | crm-deal deal-line import - -q'
like_err 'amount: a quantity of 3 at 33.335, less the discount, is 100.01, and not 101.00'
again() { # COLUMNS VALUES: the line once more, corrected
	printf 'deal,line,product,%s\nD1,9,GW,%s\n' "$1" "$2" |
	    crm-deal deal-line import - --on-duplicate update -n -q -o csv \
		-c quantity,unit_price,amount
}
run 'a corrected quantity' 0 again quantity,unit_price,discount 4,33.335,10%
like_out '^4,33.335,120.01,updated,'
run 'alone' 0 again quantity 5
like_out '^5,33.335,150.01,updated,'
run 'a price alone' 0 again unit_price 10
like_out '^3,10,27.00,updated,'
run 'an amount that does not agree is told here too' 4 again quantity,amount 6,90.00
like_err 'amount: a quantity of 6 at 33.335, less the discount, is 180.01, and not 90.00'
run 'one that does' 0 again quantity,amount 6,180.01
like_out '^6,33.335,180.01,updated,'
run 'nor an amount alone' 4 again amount 45.00
like_err 'amount: a quantity of 3 at 33.335, less the discount, is 90.00, and not 45.00'

# ---- who takes part ----

run 'a member is a user' 4 crm-deal party add deal=D1 role=member name=x
is_err 'crm-deal: user: a member of the team is a user: user=LOGIN'
run 'a competitor is a name' 4 crm-deal party add deal=D1 role=competitor user=li
run 'who decides is a contact' 4 crm-deal party add deal=D1 role=decision_maker user=li
quiet crm-customer contact add name='Wang Wei' customer=Bolt
quiet crm-deal party add deal=D1 role=decision_maker contact='Wang Wei'
run 'a competitor' 0 crm-deal party add deal=D1 role=competitor name=Rival strength=price threat=high -o csv -c name,threat
is_out 'name,threat
Rival,high'
run 'of the team alone' 4 crm-deal party add deal=D1 role=competitor name=R2 share=10%
is_err 'crm-deal: share: only members of the team share what is sold'
run 'not the whole' 5 crm-deal party add deal=D1 role=member user=li share=60%
is_err 'crm-deal: the shares of the team of D1 come to 60 %, not to 100; give all of them in one batch: crm-deal party import'
run 'the whole, in one batch' 0 sh -c 'printf "deal,role,user,share\nD1,member,li,60%%\nD1,member,mia,40%%\n" | crm-deal party import - -q -o ids'
id=$(crm-deal party list -w 'user = mia' -o ids)
run 'one goes' 5 crm-deal party delete "$id" -y
like_err 'come to 60 %, not to 100'
run 'a member without a share' 0 crm-deal party add deal=D1 role=member user=ann -n -q -o ids

# ---- one becomes two ----

quiet crm-deal add name=Lamp customer=Acme amount=1000
run 'a part of the amount' 0 crm-deal split D2 amount=300.50 name='Lamp 2' -o csv -c name,amount,customer
is_out 'name,amount,customer
Lamp 2,300.50,Acme
Lamp,699.50,Acme'
run 'not all of it' 5 crm-deal split D2 amount=699.50
is_err 'crm-deal: what goes is more than nothing and less than the amount of D2'
run 'lines of one that has none' 5 crm-deal split D2 lines=PI1
is_err 'crm-deal: D2 has no lines; say which part goes: amount=AMOUNT'
run 'an amount of one that has lines' 5 crm-deal split D1 amount=5
like_err 'D1 has 5 lines: name those of them that go, and leave one: lines=PI1,PI2'
before=$(amount D1)
run 'lines go' 0 crm-deal split D1 lines=PI1,PI3 -q -o ids
is "$(amount D1)/$(amount D4)" 256.25/423.51 'with what they come to'
is "$(crm-deal party list -w 'deal = D4' -o ids | wc -l)" 4 'and all who take part'
run 'taken back' 0 crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(amount D1)" "$before" 'as it was'
run 'the books' 0 crm-admin check -q
ask "UPDATE deal_party SET share = 10000 WHERE role = 'member' AND share = 600000"
run 'a team that does not share the whole' 4 crm-admin check -o csv -c code,id,message
like_out '^deal-shares,D1,the shares of its team are not 100 %'
done_testing
