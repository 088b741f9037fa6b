#!/bin/sh
# Many moves and orders into small tables are loaded with their indexes made behind
# them; who looks into the table meanwhile, as a move of the past does, finds all of it.
. "$(dirname "$0")/../../lib.sh"

# Longer than 5000 rows of 150 bytes: a receipt of 3, then an issue
# of 1; before the one of the past issues alone, so that nothing but moves waits.
long=$(printf '%300s' '' | tr ' ' n)
moves() {
	awk -v long="$long" -v past="${1-}" 'BEGIN {
		print "kind,moved_on,product,warehouse,quantity,value,notes"
		for (i = 0; i < 2600; i++) {
			if (i == 2009 && past != "")
				print "issue," past ",A,W1,-2,,"
			on = sprintf("2024-%02d-01", 1 + int(i / 240))
			in_ = i % 2 == 0 && (i < 1990 || i >= 2012)
			print (in_ ? "receipt," : "issue,") on ",A,W1," \
			    (in_ ? "3,30" : "-1,-10") "," long
		}
	}'
}
start() {
	book
	crm-stock add sku=A -q > /dev/null
	crm-stock warehouse add name=W1 -q > /dev/null
}
indexes() {
	sqlite3 "$CRM_DB" "SELECT name FROM sqlite_schema WHERE type = 'index'
	    AND tbl_name = '$1' ORDER BY name"
}

start
moves > moves.csv
on_server || indexes move > before
run 'many moves' 0 crm-stock move import moves.csv -o ids -q
is "$(wc -l < out)" 2600 'each is a move'
run 'what there is' 0 crm-stock level list -c on_hand,value
is_out 'on_hand,value
2556,25560.00'
run 'the books are sound' 0 crm-admin check
on_server || {
	indexes move > after
	run 'its indexes are there again' 0 cmp before after
}
run 'undone' 0 crm-admin undo B4 -q
run 'what there is then' 0 crm-stock level list -c on_hand
is_out 'on_hand
0'

# ---- one of the past among them ----

start
moves 2024-03-01 > past.csv
run 'a move of the past that fits' 0 crm-stock move import past.csv -o ids -q
run 'it counts' 0 crm-stock level list -c on_hand
is_out 'on_hand
2554'
run 'the books are sound with it' 0 crm-admin check
on_server || {
	indexes move > after
	run 'its indexes are there with it' 0 cmp before after
}
start
moves 2023-12-31 > never.csv
run 'one of a day before there was any' 5 crm-stock move import never.csv -q
like_err 'never.csv:2011: A in W1 would be -2 on 2023-12-31'
is "$(crm-stock move list -o ids)" '' 'nothing is written'
on_server || {
	indexes move > after
	run 'its indexes are as they were' 0 cmp before after
}

# ---- orders ----

book
awk -v long="$long" 'BEGIN {
	print "number,status,ordered_on,discount,notes"
	for (i = 0; i < 2600; i++)
		print "SO-20240101-" sprintf("%04d", i + 1) ",closed,2024-01-01,," long
}' > orders.csv
on_server || indexes sale_order > before
run 'many orders' 0 crm-order order import orders.csv -o ids -q
is "$(wc -l < out)" 2600 'each is an order'
run 'their series goes on behind them' 0 crm-admin series list -c name,last
is_out 'name,last
SO-20240101,2600'
run 'again: each is met' 0 crm-order order import orders.csv -o ids
like_err 'read 2600, unchanged 2600'
on_server || {
	indexes sale_order > after
	run 'their indexes are there again' 0 cmp before after
}
run 'the books are sound with orders' 0 crm-admin check
{ cat orders.csv; echo 'X1,closed,2024-01-01,150,'; } > worse.csv
run 'a discount of more than all' 4 crm-order order import worse.csv -q
like_err 'discount: '
done_testing
