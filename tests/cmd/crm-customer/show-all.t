#!/bin/sh
# show --all: everything that belongs to a record, as a page and nested.
. "$(dirname "$0")/../../lib.sh"
book

{
crm-team user add -q login=bob role=rep
crm-customer add -q name=Acme grade=A
crm-customer add -q name='Acme East' parent=Acme
crm-customer add -q name=Other
crm-customer contact add -q customer=Acme name='Ann A' primary=yes
crm-customer contact add -q customer=Acme name='Bea "B" \ b'
crm-customer contact add -q customer=Acme name=Gone
crm-customer contact delete -q CT3
crm-customer relation add -q customer=Acme kind=partner other=Other
crm-deal add -q name=Roof customer=Acme amount=1200 owner=bob
crm-deal advance -q D1
crm-deal add -q name=Wall customer=Acme amount=80 owner=bob
crm-deal win -q D2 reason=price
crm-deal add -q name=Else customer=Other
crm-stock product add -q sku=P name=Nail
crm-order add -q number=SO1 customer=Acme ordered_on=2026-10-01 amount=30
crm-order add -q number=SO2 customer=Acme ordered_on=2026-11-01 amount=20
crm-order order-line add -q order=SO1 product=P quantity=3 unit_price=10
crm-order order-line add -q order=SO2 product=P quantity=2 unit_price=10
printf 'company,name,status,converted_customer,source\nAcme,Zoe,converted,Acme,web\n' > leads.csv
crm-lead import -q leads.csv
crm-task add -q subject='write to Acme' about=C1 due=2026-12-24
crm-task add -q subject='call Ann' about=CT1 due=2026-12-01
crm-task add -q subject='done long ago' about=D1 due=2026-01-01 status=done
crm-task add -q subject='not ours' about=C3 due=2026-11-01
crm-task activity add -q kind=call about=CT1 at=2026-11-10T10:00
crm-task activity add -q kind=visit about=C1 at=2026-10-10T10:00
crm-task activity add -q kind=note about=L1 at=2026-09-10T10:00
crm-task activity add -q kind=note about=C2 at=2026-09-11T10:00
} > /dev/null

# A page: the profile as show prints it, then a section for each reference.
run 'the profile' 0 crm-customer show C1 -o table
cp out profile
run 'a page' 0 crm-customer show C1 --all -o table
is "$(head -n "$(wc -l < profile)" out)" "$(cat profile)" 'begins with the profile'
grep -E '^[A-Z][a-z ]+ \(' out > headings
is "$(cat headings)" 'Leads (lead.converted_customer): 1
Customers (customer.parent): 1
Contacts (contact.customer): 2
Relations (relation.customer): 1
Deals (deal.customer): 2
Stage visits (visit.deal.customer): 2
Orders (order.customer): 2
Order lines (order-line.order.customer): 2
Tasks (task.about): 3
Activities (activity.about): 3' 'the sections, empty ones left out'
is "$(sed -n '/^Contacts/,/^$/p' out)" 'Contacts (contact.customer): 2
Contact ID  Name          Title  Buying role  E-mail  Mobile
----------  ------------  -----  -----------  ------  ------
CT1         Ann A
CT2         Bea "B" \\ b' 'contacts, without the column that leads back'
is "$(sed -n '/^Orders/,/^$/p' out)" 'Orders (order.customer): 2
Order ID  Number  Owner  Status  Ordered on  Shipped on  Currency  Amount  Delivery
--------  ------  -----  ------  ----------  ----------  --------  ------  --------
O2        SO2            Draft   2026-11-01              CNY        20.00  None
O1        SO1            Draft   2026-10-01              CNY        30.00  None' 'orders, the latest first'
is "$(sed -n '/^Order lines/,/^$/p' out)" 'Order lines (order-line.order.customer): 2
Order line ID  Order  Line  Product  Quantity  Unit price  Discount  Amount  Shipped  To ship
-------------  -----  ----  -------  --------  ----------  --------  ------  -------  -------
OL2            SO2          Nail            2          10             20.00        0        0
OL1            SO1          Nail            3          10             30.00        0        0' 'their lines say of which'
is "$(sed -n '/^Tasks/,/^$/p' out)" 'Tasks (task.about): 3
Task ID  Subject        Status  Due         Priority  Owner  About
-------  -------------  ------  ----------  --------  -----  -----
T3       done long ago  Done    2026-01-01  Normal           D1
T2       call Ann       To do   2026-12-01  Normal           CT1
T1       write to Acme  To do   2026-12-24  Normal           C1' 'tasks about it and its own'
is "$(sed -n '/^Activities/,/^$/p' out)" 'Activities (activity.about): 3
Activity ID  Kind   About  At                Owner  Subject  Outcome
-----------  -----  -----  ----------------  -----  -------  -------
A1           Call   CT1    2026-11-10 10:00
A2           Visit  C1     2026-10-10 10:00
A3           Note   L1     2026-09-10 10:00' 'activities too, the latest first'
is "$(tail -n 2 out)" '
Next step: call Ann, due 2026-12-01 (T2)' 'the next step'

# Each heading is a filter.
while read -r words; do
	path=${words#*(}
	path=${path%)*}
	n=${words##* }
	case $path in
	*.about) continue ;;
	esac
	case ${path%%.*} in
	lead) command=crm-lead ;;
	customer) command=crm-customer ;;
	contact | relation) command="crm-customer ${path%%.*}" ;;
	deal) command=crm-deal ;;
	visit) command="crm-deal visit" ;;
	order) command=crm-order ;;
	*) command="crm-order ${path%%.*}" ;;
	esac
	is "$($command list -w "${path#*.} = C1" -o ids | wc -l)" "$n" "$path is a filter"
done < headings

run 'two pages' 0 crm-customer show C3 C2 --all -o table
is "$(grep -c '^Customer ID  *C' out)" 2 'one behind the other'
is "$(grep '^Relations' out)" 'Relations (relation.other): 1' 'a relation from the other side'
is "$(grep '^Next step:' out)" 'Next step: not ours, due 2026-11-01 (T4)' 'and its own task'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-customer show C1 --all -o table
like_out '^联系人 \(contact\.customer\): 2$'
like_out '^下一步：call Ann，截止 2026-12-01 \(T2\)$'
run 'columns of the profile' 0 crm-customer show C2 --all -c name -o table
is_out 'Name  Acme East

Activities (activity.about): 1
Activity ID  Kind  About  At                Owner  Subject  Outcome
-----------  ----  -----  ----------------  -----  -------  -------
A4           Note  C2     2026-09-11 10:00'

# Other kinds of record.
run 'a lead' 0 crm-lead show L1 --all -o table
is "$(grep '(' out)" 'Activities (activity.about): 1' 'what is about it'
run 'a deal' 0 crm-deal show D1 --all -o table -c name
is "$(grep '(' out)" 'Stage visits (visit.deal): 1
Tasks (task.about): 1' 'and has no next step'
run 'a product' 0 crm-stock product show P --all -o table -c sku
like_out '^Order lines \(order-line.product\): 2$'
run 'a user' 0 crm-team user show bob --all -o table -c login
like_out '^Deals \(deal.owner\): 2$'
like_out '^Stage visits \(visit.deal.owner\): 2$'
crm-admin field add -q entity=deal name=second type=ref ref=contact > /dev/null
crm-deal set -q D2 second=CT2 > /dev/null
run 'a field of the user' 0 crm-customer contact show CT2 --all -o table -c name
like_out '^Deals \(deal.second\): 1$'

# Nested.
query() { jq -c "$1" out; }
run 'as JSON' 0 crm-customer show C1 C2 --all -o json
if command -v jq > /dev/null; then
is "$(query 'map(.name)')" '["Acme","Acme East"]' 'an array of records'
is "$(query '.[0]["contact.customer"] | map(.name)')" '["Ann A","Bea \"B\" \\ b"]' 'lists in a record'
is "$(query '.[0]["order.customer"] | map([.number, .amount, (.["order-line.order"] | map(.quantity))])')" \
    '[["SO2",20,[2]],["SO1",30,[3]]]' 'parts in these'
is "$(query '.[0]["deal.customer"] | map([.deal_id, (.["visit.deal"] | length), (.["task.about"] | map(.subject))])')" \
    '[["D1",1,["done long ago"]],["D2",1,[]]]' 'what is about a deal is in the deal'
is "$(query '.[0]["contact.customer"][0] | [.["task.about"], .["activity.about"]] | map(length)')" '[1,1]' 'and of a contact'
is "$(query '.[0]["task.about"] | map(.subject)')" '["write to Acme"]' 'the record has its own'
is "$(query '.[1]["contact.customer"]')" '[]' 'nothing is an empty list'
is "$(query '.[0]["customer.parent"][0] | [.parent_id, has("contact.customer")]')" '["C1",false]' 'two levels, no more'
crm-customer show C1 C2 -o json > flat
is "$(query 'map(with_entries(select(.key | contains(".") | not)))')" "$(jq -c . flat)" 'the rest is what show prints'
run 'as NDJSON' 0 crm-customer show C1 C2 --all -o ndjson
is "$(query .name)" '"Acme"
"Acme East"' 'one line a record'
is "$(wc -l < out)" 2 'no more lines'
else
	skip 'the JSON' 'no jq'
fi
run 'records in a record are beside what is asked of it' 0 \
    sh -c 'crm-customer show C1 --all -o ndjson | crm-customer list - -o ids'
is_out C1
run 'of nothing' 0 sh -c 'crm-lead list -w "score > 5" | crm-lead show - --all -o json'
is_out '[]'
run 'of nothing, as NDJSON' 0 sh -c 'crm-lead list -w "score > 5" | crm-lead show - --all -o ndjson'
is_out ''

# As of a day: the tasks were not there.
run 'as it was' 0 crm-customer show C1 --all -o table --as-of B6
unlike_out 'Tasks'
like_out '^Contacts \(contact.customer\): 1$'

# A reference without an index that somebody uses.
crm-deal set -q D1 partner=Other --yes > /dev/null
run 'a partner' 0 crm-customer show C3 --all -o table
like_out '^Deals \(deal.partner\): 1$'
like_out '^Stage visits \(visit.deal.partner\): 1$'
run 'and who is none' 0 crm-customer show C2 --all -o table
unlike_out 'deal.partner'

run 'other formats' 2 crm-customer show C1 --all -o csv
is_err 'crm-customer: show --all prints table, json, ndjson or xlsx, not csv; say which: -o json'
run 'not even ids' 2 crm-customer show C1 --all -o ids
run 'who is not there' 3 crm-customer show C99 --all -o json
run 'list does not take it' 2 crm-customer list --all
done_testing
