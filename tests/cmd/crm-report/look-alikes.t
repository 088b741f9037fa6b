#!/bin/sh
# Who is like those who bought a product: ten mills, of whom eight bought looms, ten
# ports, of whom one did.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

run 'look-alikes: an empty book' 0 crm-report look-alikes
is_out 'customer_id,customer,product_id,product,chance,trait,value,buyers,share,n,note'
like_err '^crm-report: no customer is like those who bought a product'
printf 'sku,name\nloom,Loom\nrare,Rare\n' |
    crm-stock product import -q - > /dev/null
awk 'BEGIN {
	print "name,industry"
	for (i = 0; i < 10; i++)
		print "mill" i ",Mill\nport" i ",port"
	print "other,farm\nblank,"
}' | crm-customer import -q - > /dev/null
awk 'BEGIN {
	print "name,customer,product,stage,amount,opened_on,closed_on"
	for (i = 0; i < 8; i++)
		print "d" i ",mill" i ",loom,won,1,2026-01-01,2026-02-01"
	print "p,port0,loom,won,1,2026-01-01,2026-02-01"
	print "r,mill9,rare,won,1,2026-01-01,2026-02-01"
	print "l,port1,loom,lost,1,2026-01-01,2026-02-01"
}' | crm-deal import -q - > /dev/null

# 9 of 22 bought. Of mills 8 bought and 2 did not, of three industries:
# ln(9/13) + ln(8.1/9.3) - ln(2.1/13.3) = 1.3398, which is 79.25 %.
run 'look-alikes: by industry' 0 crm-report look-alikes
is_out 'customer_id,customer,product_id,product,chance,trait,value,buyers,share,n,note
C17,mill8,PR1,Loom,79.25,Industry,Mill,8,80,10,low n
C19,mill9,PR1,Loom,79.25,Industry,Mill,8,80,10,low n'
run 'look-alikes: of a day' 0 crm-report look-alikes --on 2026-01-31
is_out 'customer_id,customer,product_id,product,chance,trait,value,buyers,share,n,note'
run 'look-alikes: of some' 0 crm-report look-alikes -w 'name ~ mill' \
    -c customer
is_out 'customer'
run 'look-alikes: in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-report look-alikes \
    -o table -l 1
like_out '79.25% .*行业 .*Mill'
run 'look-alikes: what is counted' 0 crm-report look-alikes --define
like_out 'naive Bayes'
run 'look-alikes: their ids, which join' 0 crm-report look-alikes -o ids
is_out 'C17
C19'
try 'look-alikes: a list' 0 'crm-report look-alikes -o ids | crm-customer list - -c name'
is_out 'name
mill8
mill9'
try 'look-alikes: a task about each' 0 'crm-report look-alikes | crm-task add - subject=Visit -q -o ids'
run 'look-alikes: which are about them' 0 crm-task list -c about,subject
is_out 'about,subject
C17,Visit
C19,Visit'
done_testing
