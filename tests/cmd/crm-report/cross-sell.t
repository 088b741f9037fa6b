#!/bin/sh
# What is bought together: the five baskets of a published example, each of five
# customers.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }

run 'cross-sell: an empty book' 0 crm-report cross-sell
is_out 'product_id,product,also_id,also,customers,both,support,confidence,lift,note'
is_err 'crm-report: no customer bought a product within the days'

# Letters are goods; the last basket has o twice, which counts once.
baskets='m o n k e y
d o n k e y
m a k e
m u c k y
c o o k i e'
for good in m o n k e y d a u c i; do echo "$good,$good"; done |
    { echo sku,name; cat; } | quiet crm-stock product import -
echo "$baskets" | awk '
BEGIN { print "name,customer,product,stage,amount,opened_on,closed_on" }
{
	for (k = 1; k <= 5; k++)
		for (i = 1; i <= NF; i++)
			printf "%s,%s,%s,won,1,2026-01-01,2026-02-0%d\n",
			    NR k i, "c" NR k, $i, NR
}' > deals.csv
awk -F, 'NR == 1 { print "name" } NR > 1 && !seen[$2]++ { print $2 }' deals.csv |
    quiet crm-customer import -
quiet crm-deal import deals.csv

run 'cross-sell: as published' 0 crm-report cross-sell \
    -c product,also,customers,both,support,confidence,lift,note
like_out '^o,e,15,15,60,100,1.25,low n$'
like_out '^e,o,20,15,60,75,1.25,$'
# in every basket: whatever it meets, lift 1
like_out '^k,e,25,20,80,80,1,$'
like_out '^u,k,5,5,20,100,1,low n$'
run 'more than one on the left: k and e bring o' 0 crm-report cross-sell \
    --left 2 -c product,also,customers,both,support,confidence,lift,note
like_out '^k \+ e,o,20,15,60,75,1.25,$'
like_out '^o \+ k,e,15,15,60,100,1.25,low n$'
like_out '^o,e,15,15,60,100,1.25,low n$'
unlike_out ' \+ .* \+ '
run 'three on the left' 0 crm-report cross-sell --left 3 \
    -c product,also,both,confidence,lift
like_out '^o \+ k \+ e,n,10,66.67,1.6667$'
unlike_out ' \+ .* \+ .* \+ '
for wrong in 0 5 x 1.5; do
	run "--left $wrong" 2 crm-report cross-sell --left $wrong
	is_err "crm-report: --left: '$wrong' is not a number of products, 1 to 4"
done
run 'the surest first' 0 crm-report cross-sell -c confidence -l 1
is_out 'confidence
100'
run 'with its interval' 0 crm-report cross-sell --interval \
    -c product,also,confidence,confidence_low,confidence_high
like_out '^e,o,75,53.13,88.81$'
run 'of a filter over customers' 0 crm-report cross-sell \
    -w 'name ~ c1 or name ~ c2' -c product,also,customers,both,lift
like_out '^o,e,10,10,1$'
run 'too few' 0 crm-report cross-sell -w 'name in (c11, c12, c31, c32)'
is_out 'product_id,product,also_id,also,customers,both,support,confidence,lift,note'
is_err 'crm-report: no two products were bought by 5 customers or more'
run 'enough for two, too few for three' 0 crm-report cross-sell --left 2 \
    -w 'name in (c21, c22, c23, c24, c31, c32, c33, c34)' -c product,also,both
like_out '^k,e,8$'
unlike_out '^k,d,'
unlike_out ' \+ '
run 'within the days' 0 crm-report cross-sell --to 2026-02-02 -c product,also,both
like_out '^o,n,10$'
run 'on a day' 0 crm-report cross-sell --on 2026-02-01 -c product,also,both
like_out '^o,n,5$'

# Orders of a customer stand for its deals from the first of them on.
quiet crm-order add number=SO1 customer=c11 ordered_on=2026-01-31
for good in o e; do
	quiet crm-order order-line add order=SO1 product=$good quantity=1 \
	    unit_price=1
done
run "an order replaces the deals: no n, but o and e" 0 crm-report cross-sell \
    -c product,also,customers,both
like_out '^o,e,15,15$'
like_out '^n,o,9,9$'
quiet crm-order set O1 ordered_on=2026-02-01
run 'and for those of its day' 0 crm-report cross-sell -c product,also,customers,both
like_out '^n,o,9,9$'
quiet crm-order set O1 ordered_on=2026-02-02
run 'but not for those before' 0 crm-report cross-sell -c product,also,customers,both
like_out '^n,o,10,10$'
quiet crm-order cancel O1
run 'a cancelled one does not' 0 crm-report cross-sell -c product,also,customers,both
like_out '^o,e,15,15$'

# c41 … c45 (m u c k y) have no o: n brings it surely, but they have no n
run 'next-products: by the surest rule' 0 crm-report next-products \
    -c customer,product,because,confidence,lift,n,note
like_out '^c41,n,y,66.67,1.6667,15,low n$'
unlike_out '^c[12][1-5],o,'
unlike_out '^c[0-9]*,k,'
run 'next-products: each customer once, by its id' 0 crm-report next-products -o ids -l 6
is_out 'C11
C12
C13
C14
C15'
run 'next-products: of one name they are told apart' 0 crm-report next-products -c customer_id,customer,product_id,product -l 1
is_out 'customer_id,customer,product_id,product
C11,c31,PR2,o'
run 'cross-sell: products by their ids' 0 crm-report cross-sell -o ids
like_out '^PR[0-9]+$'
unlike_out '^$'
run 'cross-sell: several have none' 0 crm-report cross-sell --left 2 -c product_id,product,also_id
like_out '^,[a-z] [+] [a-z],PR[0-9]+$'
for r in cross-sell next-products; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
done
done_testing
