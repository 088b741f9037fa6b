#!/bin/sh
# What a product costs whom on which day, and by which record.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
price() { crm-deal price "$@" -o csv -c price,scope,price_id; }
quiet crm-stock product add sku=GW name=Gateway unit=piece list_price=100
quiet crm-stock product add sku=BAG name=Bag
quiet crm-stock unit add product=GW name=box contains=12
quiet crm-customer add name=Acme grade=A price_list=Partners
quiet crm-customer add name=Bolt grade=B
quiet crm-stock price add product=GW grade=A price=90
quiet crm-stock price add product=GW list=partners price=85 floor=80
quiet crm-stock price add product=GW customer=Acme min_qty=24 price=70
quiet crm-stock price add product=GW min_qty=12 price=95 floor=75 valid_from=2026-11-01 valid_to=2026-11-30

run 'the list price of the product' 0 price GW customer=Bolt
is_out 'price,scope,price_id
100,product,'
run 'a break' 0 price GW quantity=12
is_out 'price,scope,price_id
95,all,PX4'
run 'of a box: the break is in pieces' 0 price GW quantity=1 unit=box
is_out 'price,scope,price_id
1140,all,PX4'
run 'the list of the customer before its grade' 0 price GW customer=Acme
is_out 'price,scope,price_id
85,list,PX2'
run 'a scope whose rows do not fit counts nothing' 0 price GW customer=Acme quantity=23
is_out 'price,scope,price_id
85,list,PX2'
run 'its own price before all' 0 price GW customer=Acme quantity=24
is_out 'price,scope,price_id
70,customer,PX3'
run 'behind the last day' 0 price GW quantity=12 --on 2026-12-01
is_out 'price,scope,price_id
100,product,'
run 'both ends count' 0 price GW quantity=12 --on 2026-11-30
is_out 'price,scope,price_id
95,all,PX4'
run 'what everybody pays, and the floor' 0 crm-deal price GW customer=Acme quantity=24 -o csv -c list_price,floor
is_out 'list_price,floor
95,75'
run 'why' 0 crm-deal price GW customer=Acme quantity=5 --explain -o csv -c scope,price_id,counts,why
is_out 'scope,price_id,counts,why
customer,PX3,no,holds from 24 on
list,PX2,yes,
grade,PX1,yes,
all,PX4,no,holds from 12 on
product,,yes,'

# ---- a price in a unit of its own; gifts ----

quiet crm-stock price add product=GW customer=Bolt price=960 unit=box free_product=BAG free_each=12 free_qty=2
run 'of a piece, by the price of a box' 0 price GW customer=Bolt
is_out 'price,scope,price_id
80,customer,PX5'
run 'two for each twelve' 0 crm-deal price GW customer=Bolt quantity=3 unit=box -o csv -c price,gift,gift_quantity
is_out 'price,gift,gift_quantity
960,Bag,6'
run 'half a gift' 4 crm-stock price add product=GW price=1 free_each=5
is_err 'crm-stock: free_qty: a gift says how many are given for how many: free_each=10 free_qty=1'

# ---- what has none ----

run 'no price' 5 price BAG
is_err 'crm-deal: BAG has no price on 2026-11-21; crm-stock price add product=BAG price=PRICE, or its list price, gives it one'
run 'none in that currency' 5 price GW currency=EUR
is_err 'crm-deal: GW has no price in EUR on 2026-11-21, but one in CNY; give the rate, or: crm-stock price add product=GW currency=EUR price=PRICE'
run 'converted' 0 crm-deal price GW currency=EUR rate=8 -o csv -c price,currency
is_out 'price,currency
12.5,EUR'
run 'an unknown unit' 5 price GW unit=crate
like_err 'unit: GW is kept in piece, and nothing says how many of these a crate is'
run 'of nothing' 2 crm-deal price
is_err 'crm-deal: price takes products'
run 'none of it' 2 price GW quantity=0
is_err 'crm-deal: quantity is a number above zero'
run 'an unknown product' 3 price XX

# ---- out and in ----

try 'out and in' 0 'crm-stock price list -o csv | crm-stock price import - --on-duplicate update -q -o csv -c _action | sort | uniq -c | tr -s " "'
is_out ' 1 _action
 5 unchanged'

# ---- kits ----

quiet crm-stock product add sku=SET name=Set
quiet crm-stock kit-part add kit=SET product=GW quantity=1
quiet crm-stock kit-part add kit=SET product=BAG quantity=2
run 'a kit in a kit' 5 crm-stock kit-part add kit=BAG product=SET quantity=1
like_err 'product: a kit is no part of a kit: name its parts instead'
run 'nor of itself' 5 crm-stock kit-part add kit=GW product=GW quantity=1
run 'nor what is a part already' 5 crm-stock kit-part add kit=GW product=BAG quantity=1

# ---- lines in another currency: by the rate of their document ----

quiet crm-customer add name=Paris
quiet crm-stock product add sku=EX list_price=100
quiet crm-deal quote add customer=Paris currency=EUR ext=e1
run 'without a rate there is no price' 5 crm-deal quote-line add quote=ext:e1 product=EX quantity=2
like_err 'EX has no price in EUR on 2026-11-21, but one in CNY; give the rate'
quiet crm-deal quote set ext:e1 rate=8
run 'with one that of the product is converted' 0 crm-deal quote-line add quote=ext:e1 product=EX quantity=2 -q -o csv -c unit_price,amount,list_price
is_out 'unit_price,amount,list_price
12.5,25.00,12.5'
quiet crm-stock price add product=EX currency=EUR price=13
run 'its own goes first' 0 crm-deal quote-line add quote=ext:e1 product=EX quantity=2 -q -o csv -c unit_price,amount
is_out 'unit_price,amount
13,26.00'
quiet crm-stock product add sku=EY list_price=40
quiet crm-order add customer=Paris currency=EUR ext=o1
run 'a line of an order may wait' 0 crm-order order-line add order=ext:o1 product=EY quantity=2 -q -o csv -c unit_price,amount
is_out 'unit_price,amount
,'
run 'which holds it back' 5 crm-order submit ext:o1
like_err 'has no price in EUR: set its unit_price or its amount, or the rate by which that of the product is converted: crm-order set O1 rate=RATE'
run 'until there is a rate' 0 crm-order set ext:o1 rate=8 -o csv -c amount -q
is_out 'amount
10.00'
run 'and keeps what is said of it' 0 crm-order set ext:o1 rate=4 -o csv -c amount -q
is_out 'amount
10.00'

# ---- lists with the tax in them, and without ----

quiet crm-stock product add sku=TX tax=13 list_price=120
quiet crm-customer add name=Gross price_list=G
quiet crm-customer add name=Net price_list=N
try 'a list says whether the tax is in it' 0 'printf "list,product,price,floor,tax_included\nG,TX,113,101.7,yes\nN,TX,100,90,no\n" |
	crm-stock price import - -q -o csv -c list,price,tax_included'
is_out 'list,price,tax_included,_action,_duplicate_of
G,113,yes,inserted,
N,100,no,inserted,'
asked() { crm-deal price TX "$@" -o csv -c price,floor,list_price,tax_included; }
run 'out of it by the product' 0 asked customer=Gross tax_included=no
is_out 'price,floor,list_price,tax_included
100,90,120,no'
run 'into it' 0 asked customer=Net tax_included=yes
is_out 'price,floor,list_price,tax_included
113,101.7,120,yes'
run 'of its own kind' 0 asked customer=Gross tax_included=yes
is_out 'price,floor,list_price,tax_included
113,101.7,120,yes'
run 'nobody asks for a kind' 0 asked customer=Gross
is_out 'price,floor,list_price,tax_included
113,101.7,120,yes'
run 'why' 0 crm-deal price TX customer=Gross tax_included=no --explain -o csv -c scope,counts,listed,tax_included,price
is_out 'scope,counts,listed,tax_included,price
list,yes,113,yes,100
product,yes,120,,120'
lines() { crm-order order-line list -w "order = $1" -o csv -c unit_price,net,tax,gross,floor_price; }
quiet crm-order add customer=Gross ext=g
quiet crm-order order-line add order=ext:g product=TX quantity=3
run 'in an order without' 0 lines ext:g
is_out 'unit_price,net,tax,gross,floor_price
100,300.00,39.00,339.00,90'
quiet crm-order set ext:g tax_included=yes
run 'the order has it in its prices: the customer pays the same' 0 lines ext:g
is_out 'unit_price,net,tax,gross,floor_price
113,300.00,39.00,339.00,101.7'
quiet crm-order add customer=Net tax_included=yes ext=n
quiet crm-order order-line add order=ext:n product=TX quantity=1 tax_rate=9
run 'into it by the rate of the line' 0 lines ext:n
is_out 'unit_price,net,tax,gross,floor_price
109,100.00,9.00,109.00,98.1'
line_of() { crm-order order-line list -w "order = $1" -o ids; }
quiet crm-order order-line set "$(line_of ext:n)" tax_rate=6
run 'which may be another' 0 lines ext:n
is_out 'unit_price,net,tax,gross,floor_price
106,100.00,6.00,106.00,95.4'
quiet crm-order order-line set "$(line_of ext:n)" unit_price=110
quiet crm-order set ext:n tax_included=no
run 'what was typed stays' 0 lines ext:n
is_out 'unit_price,net,tax,gross,floor_price
110,110.00,6.60,116.60,90'
quiet crm-deal quote add customer=Gross ext=gq tax_included=yes
quiet crm-deal quote-line add quote=ext:gq product=TX quantity=1
run 'a quote has what the lists have' 0 crm-deal quote diff ext:gq against=prices -o csv
is_out 'product,field,old,new'
row_of() { crm-stock price list -w "list = $1" -o ids; }
quiet crm-order add customer=Gross ext=mv
quiet crm-order order-line add order=ext:mv product=TX quantity=1
quiet crm-order add customer=Net tax_included=yes ext=mr
quiet crm-order order-line add order=ext:mr product=TX quantity=1 tax_rate=9
quiet crm-order add customer=Gross ext=mt
quiet crm-order order-line add order=ext:mt product=TX quantity=1 unit_price=99
quiet crm-stock price set "$(row_of G)" price=226
quiet crm-stock price set "$(row_of N)" price=200
run 'a list that moves takes back no price' 0 lines ext:mv
is_out 'unit_price,net,tax,gross,floor_price
100,100.00,13.00,113.00,90'
for o in ext:mv ext:mt; do quiet crm-order set "$o" tax_included=yes; done
run 'that the list had is asked for anew' 0 lines ext:mv
is_out 'unit_price,net,tax,gross,floor_price
226,200.00,26.00,226.00,101.7'
is "$(lines ext:mt | sed 1d | cut -d, -f1)" 99 'one that no list had is not'
quiet crm-order order-line set "$(line_of ext:mr)" tax_rate=6
run 'nor is it kept at another rate' 0 lines ext:mr
is_out 'unit_price,net,tax,gross,floor_price
212,200.00,12.00,212.00,95.4'
quiet crm-stock price set "$(row_of G)" price=113
quiet crm-stock price set "$(row_of N)" price=100
quiet crm-stock price set "$(crm-stock price list -w 'list = G' -o ids)" tax_included=
run 'of a list that does not say it' 0 asked customer=Gross tax_included=no
is_out 'price,floor,list_price,tax_included
113,101.7,120,'

# ---- another day ----

quiet crm-stock product add sku=DY list_price=60
quiet crm-stock price add product=DY price=45 valid_to=2026-11-15
quiet crm-stock price add product=DY price=47 valid_from=2026-11-16 valid_to=2026-11-30
quiet crm-stock price add product=DY price=50 valid_from=2026-12-01
priced() { crm-order order-line list -w "order = $1" -o csv -c unit_price,amount; }
for o in d1 d2 d3; do
	quiet crm-order add customer=Net ext=$o
	quiet crm-order order-line add order=ext:$o product=DY quantity=2
done
quiet crm-order set ext:d1 ordered_on=2026-11-10
run 'a draft of another day has its price' 0 priced ext:d1
is_out 'unit_price,amount
45,90.00'
quiet crm-order order-line set "$(line_of ext:d3)" unit_price=46
quiet crm-stock product add sku=DM list_price=60
quiet crm-stock price add product=DM price=45 valid_to=2026-11-15
quiet crm-stock price add product=DM price=47 valid_from=2026-11-16
quiet crm-order add customer=Net ext=d4
quiet crm-order order-line add order=ext:d4 product=DM quantity=2
for row in $(crm-stock price list -w 'product.sku = DM' -o ids); do
	quiet crm-stock price set "$row" price="$(($(crm-stock price list -w "id = $row" -o csv -c price | sed 1d) * 2))"
done
quiet crm-order set ext:d4 ordered_on=2026-11-17
run 'a list that moves takes no price back on a day that had the same' 0 priced ext:d4
is_out 'unit_price,amount
47,94.00'
quiet crm-order set ext:d4 ordered_on=2026-11-10
run 'on another it does' 0 priced ext:d4
is_out 'unit_price,amount
90,180.00'
CRM_NOW=2026-12-02T09:00:00Z quiet crm-order submit ext:d2 ext:d3
run 'one that is submitted later too' 0 priced ext:d2
is_out 'unit_price,amount
50,100.00'
run 'what was typed stays on any day' 0 priced ext:d3
is_out 'unit_price,amount
46,92.00'
run 'the books' 0 crm-admin check -q
done_testing
