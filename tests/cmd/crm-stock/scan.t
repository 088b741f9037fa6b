#!/bin/sh
# A scanner: codes one a line, without a header, each for one of its product or of its
# pack.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
# scan CODE... | VERB
scan() { printf '%s\r\n' "$@"; }

book
quiet crm-stock warehouse add name=W1
quiet crm-stock add sku=A unit=pcs
quiet crm-stock add sku=B100 unit=pcs
quiet crm-stock unit add product=A name=box contains=12
quiet crm-stock barcode add code=6900000000013 product=A
quiet crm-stock barcode add code=6900000000129 product=A unit=box
quiet crm-stock barcode add code=6900000000020 product=B100
scan 6900000000013 6900000000020 6900000000013 6900000000129 '' 6900000000013 > codes

run 'what is scanned comes in, a line each code' 0 crm-stock receive codes price=2 \
    -c product.sku,quantity,value
is_out 'product.sku,quantity,value
A,3,6.00
B100,1,2.00
A,12,2.00'
try 'and leaves, from a stream' 0 \
    'head -n 3 codes | crm-stock issue - reason=shop -c product.sku,quantity,reason'
is_out 'product.sku,quantity,reason
A,-2,shop
B100,-1,shop'
try 'a sku that looks like an id' 0 'printf "B100\nB100\n" | crm-stock receive - price=2 -c product.sku,quantity'
is_out 'product.sku,quantity
B100,2'
try 'ids of products' 0 'crm-stock list -o ids | crm-stock receive - price=2 -n -c quantity'
is_out 'quantity
1
1'
try 'with others as well' 0 'head -n 1 codes | crm-stock reserve - -c quantity,held'
is_out 'quantity,held
1,1'
try 'a code of nothing' 3 '{ cat codes; echo 69; } | crm-stock issue -'
is_err "crm-stock: stdin:7: there is no product '69'"
try 'at first it could be a column' 2 '{ echo 69; cat codes; } | crm-stock issue -'
is_err "crm-stock: stdin: '69' is no column of issue, and no sku, name or barcode of a product"
is "$(crm-stock move list -w 'kind = issue' -o ids | wc -l)" 2 'nothing of it left'
run 'how many is what was scanned' 2 crm-stock issue codes quantity=2
is_err 'crm-stock: each code that is scanned counts as one; leave product and quantity out'
run 'not enough says where in the list' 5 crm-stock issue codes
like_err '^crm-stock: codes:4: A: 12 are to leave W1'

# ---- serial numbers ----

quiet crm-stock add sku=S tracking=serial
try 'serial numbers of what is said' 0 \
    'printf "s9\ns8\n" | crm-stock receive - product=S price=3 -c lot,quantity,value'
is_out 'lot,quantity,value
s9,1,3.00
s8,1,3.00'
try 'leave likewise' 0 'printf "s8\n" | crm-stock issue - product=S -c lot,quantity'
is_out 'lot,quantity
s8,-1'
try 'one that is scanned twice' 5 'printf "s7\ns7\n" | crm-stock receive - product=S price=3'
like_err '^crm-stock: stdin:1: lot: a serial number stands for one piece'
try 'one that is not there' 3 'printf "s9\ns6\n" | crm-stock issue - product=S'
like_err '^crm-stock: stdin:2: lot: there is no s6 of S'
try 'how many is what was scanned, again' 2 'printf "s9\n" | crm-stock issue - product=S lot=s9'
is_err 'crm-stock: each code that is scanned counts as one; leave lot and quantity out'

# ---- pick ----

quiet crm-stock warehouse add name=W2
quiet crm-admin setting add name=stock_warehouse value=W1
quiet crm-customer add name=Acme
quiet crm-order add number=SO1 customer=Acme
quiet crm-stock reservation release RV1
for place in W1 W2; do
	quiet crm-stock receive product=A quantity=50 price=2 warehouse=$place
done
quiet crm-stock reserve product=A quantity=10 for=O1
quiet crm-stock reserve product=A quantity=20
quiet crm-stock reserve product=A quantity=3 warehouse=W2
quiet crm-stock reserve product=B100 quantity=2
run 'what was fetched, as lines of the pick list' 0 crm-stock pick codes \
    -c warehouse,sku,quantity,reservation_id,for
is_out 'warehouse,sku,quantity,reservation_id,for
W1,A,10,RV2,O1
W1,A,5,RV3,
W1,B100,1,RV5,'
try 'is what is issued' 0 'crm-stock pick codes | crm-stock issue - -c product.sku,quantity,reservation_id,about'
is_out 'product.sku,quantity,reservation_id,about
A,-10,RV2,O1
A,-5,RV3,
B100,-1,RV5,'
run 'of one warehouse' 0 crm-stock pick warehouse=W2 -c sku,quantity
is_out 'sku,quantity
A,3'
quiet crm-stock reserve product=A quantity=1 for=O1
run 'for one document' 0 crm-stock pick for=SO1 -c sku,quantity,for
is_out 'sku,quantity,for
A,1,O1'
line=$(crm-order order-line add order=O1 product=A quantity=2 -q -o ids)
quiet crm-stock reserve product=A quantity=1 for="$line"
run 'and for its lines' 0 crm-stock pick for=SO1 -c quantity,for
is_out "quantity,for
1,O1
1,$line"
run 'for a line alone' 0 crm-stock pick for="$line" -c quantity,for
is_out "quantity,for
1,$line"
run 'more than is held' 5 crm-stock pick codes warehouse=W2
is_out ''
is_err "crm-stock: codes:1: '6900000000013': 15 were scanned, 3 are to be fetched"
try 'no table' 2 'printf "product,quantity\nA,1\n" | crm-stock pick -'
is_err 'crm-stock: stdin: pick reads what was scanned: a sku, name or barcode a line, and no header'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-stock pick -o md
is "$(head -n 1 out)" '| 仓库 | 库位 | 产品编码 | 名称 | 批次 | 有效期至 | 数量 | 预留ID | 预留给 |' 'its headings'
for verb in 'count due' 'plan all=yes' 'promise product=A quantity=1' 'rebalance'; do
	# shellcheck disable=SC2086  # words
	run "$verb" 0 env LC_ALL=zh_CN.UTF-8 crm-stock $verb -o md
	is "$(head -n 1 out | tr -d '| A-Z' | grep '[a-z]')" '' 'has Chinese ones'
done
try 'nothing scanned, nothing fetched' 0 'crm-stock pick - -o ids < /dev/null'

run 'all of it is one batch' 0 crm-stock receive codes price=2 -q
batch=$(crm-admin log -l 1 -c batch | sed 1d)
run 'that is undone as one' 0 crm-admin undo "$batch" -q
run 'the books are sound' 0 crm-admin check

# ---- pieces with a number of their own ----

quiet crm-stock add sku=SN tracking=serial
for n in n1 n2 n3; do
	run "one piece each, $n" 0 crm-stock receive product=SN lot=$n price=2 -c quantity
	is_out 'quantity
1'
done
run 'without its number nobody knows which' 4 crm-stock issue product=SN
is_err 'crm-stock: quantity: is required'
printf 'product\nSN\n' > sn.csv
sheet=$(crm-stock count open sn.csv -q -o ids)
printf 'n1\nn3\n' > shelf
run 'what is scanned of them is counted' 0 crm-stock count read "$sheet" shelf product=SN -n -c lot,counted
is_out 'lot,counted
n1,1
n3,1'
printf 'n1\nn1\n' > twice
run 'once each' 4 crm-stock count read "$sheet" twice product=SN
like_err 'twice:1: counted: is 2, and a serial number of SN stands for one piece'
run 'of what is not kept so there are none' 2 crm-stock count read "$sheet" shelf product=A
is_err 'crm-stock: product: says of what the lots or serial numbers are that were scanned, a code a line'
run 'nor in a sheet with columns' 2 crm-stock count read "$sheet" sn.csv product=SN
run 'so they come back' 0 crm-stock count read "$sheet" shelf product=SN -q

quiet crm-stock warehouse add name=Far
quiet crm-stock warehouse add name=Way kind=transit
printf 'n1\nn2\nn3\n' > truck
quiet crm-stock send truck product=SN to=Far
run 'what is scanned arrives' 0 sh -c 'head -n 2 truck | crm-stock arrive - product=SN -c lot,quantity,to'
is_out 'lot,quantity,to
n1,-1,Far
n2,-1,Far'
run 'once' 5 crm-stock arrive product=SN lot=n1
like_err '^crm-stock: nothing of that move is on its way'
run 'the rest by its product' 0 crm-stock arrive product=SN -c lot,to
is_out 'lot,to
n3,Far'
quiet crm-stock send product=A quantity=1 to=Far
quiet crm-stock send product=A quantity=1 to=Far
run 'what several brought is said by one' 5 crm-stock arrive product=A
is_err 'crm-stock: product: A was brought by 2 moves; of=MOVE says by which'
run 'nothing is said' 2 crm-stock arrive
is_err 'crm-stock: arrive needs of=MOVE or product='
done_testing
