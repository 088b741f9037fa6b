#!/bin/sh
# Opening stock and the history of orders lead to the closing stock of the file,
# and to the published reorder lists.  The mapping: a product's sku is its
# ProductID; what was there at first is its UnitsInStock and all that was ever
# ordered of it; a line of an order is an issue on the day of the order; what is
# on order is a purchase, one a supplier; Discontinued is not active.
. "$(dirname "$0")/../lib.sh"
DATA=$TOP/../shared/data/northwind/csv_clean
need "$DATA"
book --currency USD
quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
quiet crm-stock warehouse add name=Main
mkdir made
python3 - "$DATA" made <<'END'
import csv
import sys
source, made = sys.argv[1:]


def rows(name):
    with open(f"{source}/{name}.csv", newline="") as f:
        return list(csv.DictReader(f))


def write(name, header, lines):
    with open(f"{made}/{name}.csv", "w", newline="") as f:
        csv.writer(f).writerows([header, *lines])


products, lines = rows("products"), rows("order_details")
days = {o["OrderID"]: o["OrderDate"][:10] for o in rows("orders")}
sold = {}
for line in lines:
    sold[line["ProductID"]] = (sold.get(line["ProductID"], 0)
                               + int(line["Quantity"]))
write("products",
      ["sku", "name", "list_price", "reorder_level", "supplier", "active"],
      [[p["ProductID"], p["ProductName"], p["UnitPrice"], p["ReorderLevel"],
        f"supplier {p['SupplierID']}",
        "no" if p["Discontinued"] == "1" else "yes"] for p in products])
write("opening", ["product", "quantity", "price"],
      [[p["ProductID"], int(p["UnitsInStock"]) + sold.get(p["ProductID"], 0),
        p["UnitPrice"]] for p in products
       if int(p["UnitsInStock"]) + sold.get(p["ProductID"], 0) > 0])
write("sales", ["product", "quantity", "on", "reference"],
      [[line["ProductID"], line["Quantity"], days[line["OrderID"]],
        line["OrderID"]] for line in lines])
write("ordered", ["product", "quantity"],
      [[p["ProductID"], p["UnitsOnOrder"]] for p in products
       if int(p["UnitsOnOrder"]) > 0])
write("closing", ["sku", "on_hand"],
      sorted([p["ProductID"], p["UnitsInStock"]] for p in products
             if int(p["UnitsInStock"]) > 0))
END
run 'products' 0 crm-stock import made/products.csv -q -o ids
run 'an opening receipt' 0 crm-stock receive made/opening.csv on=1996-07-01 -q -o ids
try 'all lines of all orders leave' 0 'crm-stock issue - < made/sales.csv -o ids'
is_err 'crm-stock: inserted 2155 (batch B5)'
crm-report valuation -c sku,quantity | sed '1s/quantity/on_hand/' | {
	read -r header
	echo "$header"
	LC_ALL=C sort
} > got.csv
{
	read -r header
	echo "$header"
	LC_ALL=C sort
} < made/closing.csv | tr -d '\r' > want.csv
cmp got.csv want.csv
result $? 'the closing stock of the file'
run 'what is on order' 0 crm-stock order made/ordered.csv -o ids
is "$(crm-stock plan incoming=no | sed 1d | wc -l)" 18 \
    'at or below the reorder level by what is in stock'
is "$(crm-stock plan | sed 1d | wc -l)" 2 'by that and what is on order'
run 'the books are sound' 0 crm-admin check
crm-admin undo B5 -q > /dev/null
is "$(crm-stock level list -c on_hand | awk 'NR > 1 { n += $1 } END { print n }')" \
    "$(awk -F, 'NR > 1 { n += $2 } END { print n }' made/opening.csv)" \
    'an undo of all sales brings all of it back'
run 'the books are sound then too' 0 crm-admin check
done_testing
