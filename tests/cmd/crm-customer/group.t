#!/bin/sh
# group: customers with all below them, and what they have together.
. "$(dirname "$0")/../../lib.sh"
book

run 'no groups' 0 crm-customer group -c customer_id
is_out 'customer_id'

# A holding with two firms, one of which has a plant; and a single one.
{
crm-customer add -q name=Holding
crm-customer add -q name=Steel parent=Holding
crm-customer add -q name=Wood parent=Holding
crm-customer add -q name=Plant parent=Steel
crm-customer add -q name=Single
crm-customer contact add -q customer=Holding name=Ann
crm-customer contact add -q customer=Plant name=Bob
crm-customer contact add -q customer=Plant name=Cid
crm-customer contact add -q customer=Plant name=Dan left=yes
crm-customer contact add -q customer=Single name=Eve
crm-deal add -q name=a customer=Holding amount=100
crm-deal add -q name=b customer=Plant amount=20
crm-deal win -q D2 reason=x
crm-deal add -q name=c customer=Plant amount=7
crm-deal add -q name=d customer=Plant amount=1000
crm-deal lose -q D4 reason=x
crm-deal add -q name=e customer=Steel amount=10 currency=USD rate=7
crm-deal add -q name=f customer=Single amount=5
crm-deal add -q name=g customer=Plant amount=1
crm-deal delete -q D7
crm-order add -q number=1 customer=Wood amount=30
crm-order add -q number=2 customer=Plant amount=10.50 currency=USD rate=7.1
crm-order add -q number=3 customer=Plant amount=5
crm-order cancel -q O3
crm-order add -q number=4 customer=Plant
} > /dev/null

own=depth,name,contacts,open_deals,open_amount,won_deals,won_amount,orders,order_amount
run 'what each has' 0 crm-customer group -c customer_id,$own
is_out 'customer_id,depth,name,contacts,open_deals,open_amount,won_deals,won_amount,orders,order_amount
C1,0,Holding,1,1,100.00,0,0.00,0,0.00
C2,1,Steel,0,1,70.00,0,0.00,0,0.00
C4,2,Plant,2,1,7.00,1,20.00,2,74.55
C3,1,Wood,0,0,0.00,0,0.00,1,30.00'
is_err ''
total=total_contacts,total_open_deals,total_open_amount,total_won_deals,total_won_amount,total_orders,total_order_amount
run 'and what they have together' 0 crm-customer group -c customer_id,$total
is_out 'customer_id,total_contacts,total_open_deals,total_open_amount,total_won_deals,total_won_amount,total_orders,total_order_amount
C1,3,3,177.00,1,20.00,3,104.55
C2,2,2,77.00,1,20.00,2,74.55
C4,2,1,7.00,1,20.00,2,74.55
C3,0,0,0.00,0,0.00,1,30.00'
run 'a part of it, and one alone' 0 crm-customer group Steel C5 -c customer_id,depth,total_open_amount
is_out 'customer_id,depth,total_open_amount
C2,0,77.00
C4,1,7.00
C5,0,5.00'
run 'from a stream' 0 sh -c 'crm-customer list -w "name = Wood" | crm-customer group - -c name,total_orders'
is_out 'name,total_orders
Wood,1'
run 'an empty one' 0 sh -c 'crm-customer list -w "name = Brick" | crm-customer group - -c name'
is_out name
run 'to the customers' 0 sh -c 'crm-customer group C2 | crm-customer list - -o csv -c name'
is_out 'name
Steel
Plant'
run 'a table shows the tree' 0 crm-customer group C1 -o table -c name
is_out 'Name
---------
Holding
  Steel
    Plant
  Wood'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-customer group C1 -o table
like_out '^客户ID +层级 +客户名称'

# What has no rate: rows of their own, up to the top, in the digits of the currency.
crm-order add -q number=5 customer=Plant amount=9.50 currency=EUR > /dev/null
crm-order add -q number=6 customer=Plant amount=800 currency=JPY > /dev/null
crm-deal add -q name=h customer=Steel amount=9 currency=EUR > /dev/null
crm-deal add -q name=i customer=Plant amount=4 currency=EUR > /dev/null
crm-deal win -q D9 reason=x
crm-deal add -q name=j customer=Wood currency=EUR > /dev/null
run 'no rate' 0 crm-customer group C1 -c customer_id,$own,currency
is_out 'customer_id,depth,name,contacts,open_deals,open_amount,won_deals,won_amount,orders,order_amount,currency
C1,0,Holding,1,1,100.00,0,0.00,0,0.00,CNY
C1,0,Holding,,0,0.00,0,0.00,0,0.00,EUR
C1,0,Holding,,0,0,0,0,0,0,JPY
C2,1,Steel,0,2,70.00,0,0.00,0,0.00,CNY
C2,1,Steel,,1,9.00,0,0.00,0,0.00,EUR
C2,1,Steel,,0,0,0,0,0,0,JPY
C4,2,Plant,2,1,7.00,2,20.00,4,74.55,CNY
C4,2,Plant,,0,0.00,1,4.00,1,9.50,EUR
C4,2,Plant,,0,0,0,0,1,800,JPY
C3,1,Wood,0,1,0.00,0,0.00,1,30.00,CNY'
is_err 'crm-customer: amounts in another currency without a rate, in rows of their own: 4'
run 'nor have they together' 0 crm-customer group C1 -c customer_id,$total
is_out 'customer_id,total_contacts,total_open_deals,total_open_amount,total_won_deals,total_won_amount,total_orders,total_order_amount
C1,3,5,177.00,2,20.00,5,104.55
C1,,1,9.00,1,4.00,1,9.50
C1,,0,0,0,0,1,800
C2,2,3,77.00,2,20.00,4,74.55
C2,,1,9.00,1,4.00,1,9.50
C2,,0,0,0,0,1,800
C4,2,1,7.00,2,20.00,4,74.55
C4,,0,0.00,1,4.00,1,9.50
C4,,0,0,0,0,1,800
C3,0,1,0.00,0,0.00,1,30.00'
run 'with a rate' 0 sh -c 'crm-deal set -q D8 rate=8 > null; crm-order set -q O5 O6 rate=0.05 > null
    crm-deal set -q D9 rate=8 > null; crm-customer group C2 -c open_amount,won_amount,order_amount,currency'
is_out 'open_amount,won_amount,order_amount,currency
142.00,0.00,0.00,CNY
7.00,52.00,115.03,CNY'
is_err ''

# As it was, and a parent that is gone.
run 'before Plant was there' 0 crm-customer group --as-of B4 -c name
is_out 'name
Holding
Steel
Wood'
run 'a parent is not deleted' 5 crm-customer delete C1
ask "UPDATE customer SET deleted = 1 WHERE name = 'Holding'" > /dev/null
run 'where it is, its children are tops' 0 crm-customer group -c name,depth
is_out 'name,depth
Steel,0
Plant,1'
ask "UPDATE customer SET deleted = NULL" > /dev/null

# A circle, which no command makes.
run 'nobody stands above itself' 4 crm-customer set C1 parent=C4
ask "UPDATE customer SET parent = 4 WHERE id = 1" > /dev/null
run 'a circle ends' 0 crm-customer group C1 -c customer_id,depth,total_contacts
is_out 'customer_id,depth,total_contacts
C1,0,3
C2,1,2
C4,2,2
C3,1,0'
run 'and is no top' 0 crm-customer group -c customer_id
is_out customer_id
ask "UPDATE customer SET parent = NULL WHERE id = 1" > /dev/null

# Sums that an integer cannot hold are no sums.
ask "UPDATE deal SET amount_base = 9000000000000000000 WHERE id IN (1, 3)" > /dev/null
run 'a sum that overflows' 1 crm-customer group C1
is_err 'crm-customer: the sum of a group overflows'
run 'one of them' 0 crm-customer group C2 -c total_open_amount

# A chain of 2000, and the time is not its square.
book
{ echo name,parent; echo c1,; i=1; while [ $i -lt 2000 ]; do
	echo "c$((i + 1)),c$i"; i=$((i + 1)); done; } > chain.csv
run 'a chain' 0 crm-customer import -q chain.csv -o ids
run 'to its end' 0 crm-customer group -c name,depth
is "$(tail -n 1 out)" 'c2000,1999' 'the last'
run 'the book is sound' 0 crm-admin check
run 'who is not there' 3 crm-customer group Nobody
run 'no condition' 2 crm-customer group -w 'name = x'
done_testing
