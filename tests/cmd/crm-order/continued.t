#!/bin/sh
# Files of documents and their lines at once: below a document further lines of it,
# where what names the document is blank.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-stock add sku=P1 name=Pump
quiet crm-stock add sku=P2 name=Pipe
cat > both.csv <<'END'
Order Reference,Customer,Order Date,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price
S00010,Azure,2026-11-01,P1,2,10.00
,,,P2,3,5.00
,,,P1,1,7.00
S00011,Deco,2026-11-02,P1,1,10.00
END
left="crm-order: both.csv: left out as no records: lines 3 ('P2'), 4 ('P1')"

run 'a further line is no order' 0 crm-order import both.csv --ignore-unknown \
    --create-missing -o csv -c number,customer
is_out 'number,customer,_action,_duplicate_of
S00010,Azure,inserted,
S00011,Deco,inserted,'
is_err "crm-order: both.csv: left out: 'Order Lines/Product', 'Order Lines/Quantity', 'Order Lines/Unit Price'
crm-order: both.csv: rows that say nothing of the order itself: 2; further lines of the one above are for crm-order order-line import, where each row names its order
$left
crm-order: read 2, inserted 2, made 2 missing: 2 customers (Azure, Deco) (batch B4)"
run 'a line that names no order is told how' 4 crm-order order-line import both.csv \
    --map 'Order Reference=order,Order Lines/Product=product,Order Lines/Quantity=quantity,Order Lines/Unit Price=unit_price,Customer=,Order Date='
like_err '^crm-order: both\.csv:3: order: is required; a further line of the order in the row above names it again$'
like_err '^crm-order: both\.csv:4: order: is required; a further line'
awk -F, -v OFS=, 'NR > 1 && $1 == "" { $1 = above } { above = $1; print }' \
    both.csv > named.csv
run 'named in each row they come in' 0 crm-order order-line import named.csv \
    --map 'Order Reference=order,Order Lines/Product=product,Order Lines/Quantity=quantity,Order Lines/Unit Price=unit_price,Customer=,Order Date=' \
    -o csv -c order,product,quantity
is_out 'order,product,quantity,_action,_duplicate_of
S00010,Pump,2,inserted,
S00010,Pipe,3,inserted,
S00010,Pump,1,inserted,
S00011,Pump,1,inserted,'

# ---- the column of the lines first; quotes and contracts too ----

cat > other.csv <<'END'
Article,Title,Customer
P1,Rental,Azure
P2,,
P1,Lease,Deco
END
run 'the line first' 0 crm-order contract import other.csv --ignore-unknown -o csv -c title
is_out 'title,_action,_duplicate_of
Rental,inserted,
Lease,inserted,'
like_err "left out as no record: line 3 \\('P2'\\)"
like_err 'rows that say nothing of the contract itself: 1; .* crm-order contract-line import'
run 'of a quote' 0 crm-deal quote import other.csv --ignore-unknown -o csv -c customer
is_out 'customer,_action,_duplicate_of
Azure,inserted,
Deco,inserted,'
like_err 'rows that say nothing of the quote itself: 1; .* crm-deal quote-line import'
done_testing
