#!/bin/sh
# Planning: what to order, with its arithmetic; purchases, rebalancing, picking.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}

book
quiet crm-stock warehouse add name=W1 city=Hangzhou
quiet crm-stock warehouse add name=W2 city=Hangzhou
quiet crm-stock warehouse add name=W3 city=Beijing
quiet crm-admin setting add name=stock_warehouse value=W1
quiet crm-admin setting add name=plan_days value=10

# ---- the check value: z 1.645, deviation 10 a day, 14 days: 61.6 ----

quiet crm-stock add sku=A lead_time=10 review_days=4 supplier=Acme list_price=10
quiet crm-stock receive product=A quantity=305 price=6 on=2026-10-01
for day in 11 13 15 17 19; do
	quiet crm-stock issue product=A quantity=20 on=2026-11-$day
done
run 'the arithmetic is printed' 0 crm-stock plan A all=yes --explain -c why
like_out 'safety stock 1.645 x sqrt\(14 x 10\^2 \+ [0-9.]+\^2 x 0\^2\) = 61.6;'
run 'enough for now' 0 crm-stock plan
is_out 'product_id,sku,warehouse_id,warehouse,quantity,supplier,on_hand,incoming,open_orders,projected,daily,safety_stock,reorder_point,min,max,run_out,note'
quiet crm-stock issue product=A quantity=105 on=2026-11-21
run 'now it is time; whole units' 0 crm-stock plan -c sku,warehouse,quantity,on_hand,daily,run_out
is_out 'sku,warehouse,quantity,on_hand,daily,run_out
A,W1,102,100,10,2026-12-01'
quiet crm-stock set A pack=25 min_order=110
run 'at least so many, in packs' 0 crm-stock plan --explain -c quantity,why
like_out '^125,.*; min 0, max 0, at least 110, by 25: order 125; runs out on 2026-12-01'
quiet crm-stock set A pack=20 min_order=0

# ---- open deals move it, until they have an order ----

quiet crm-customer add name=Acme
quiet crm-deal add name=Big customer=Acme product=A amount=4000 probability=50 \
    expected_close=2026-11-30
run 'a pipeline of open deals moves the suggestion' 0 crm-stock plan --explain -c quantity,why
like_out '^320,.*demand by deals: .* deals 200; .*demand in that time 340;'
quiet crm-deal deal-line add deal=Big product=A quantity=300 unit_price=10
run 'by its lines where there are any' 0 crm-stock plan --explain -c why
like_out 'deals 150'
quiet crm-stock product add sku=SET
quiet crm-stock kit-part add kit=SET product=A quantity=2
quiet crm-deal deal-line add deal=Big product=SET quantity=100 unit_price=10
run 'of a kit by its parts' 0 crm-stock plan --explain -c why
like_out 'deals 250'
quiet crm-admin rate add currency=EUR day=2026-11-01 rate=7
quiet crm-deal add name=Far customer=Acme product=A amount=40 currency=EUR probability=50 \
    expected_close=2026-11-30
run 'of an amount at the rate of the day' 0 crm-stock plan --explain -c why
like_out 'deals 264'
quiet crm-stock set SET list_price=100
quiet crm-deal add name=Kit customer=Acme product=SET amount=1000 probability=50 \
    expected_close=2026-11-30
run 'that buys kits, by their parts' 0 crm-stock plan --explain -c why
like_out 'deals 274'
quiet crm-deal delete Far Kit -y
quiet crm-order add number=SO1 customer=Acme deal=Big
is "$(crm-stock plan -c quantity | sed 1d)" 360 'until the deal has an order'
printf 'number,customer,deal,status\nSO1,Acme,Big,confirmed\n' |
    quiet crm-order import - --on-duplicate update
is "$(crm-stock plan -c quantity | sed 1d)" 120 'that is confirmed'

# ---- reservations and purchases are netted ----

quiet crm-stock reserve product=A quantity=30
is "$(crm-stock plan -c projected,quantity | sed 1d)" '70,120' \
    'what is promised is out of the demand, and out of what there is'
run 'purchases of a plan' 0 sh -c 'crm-stock plan | crm-stock order - -c purchase_id,supplier,status'
is_out 'purchase_id,supplier,status
PU1,Acme,ordered'
is "$(crm-stock purchase-line list -c product_id,warehouse,quantity,due_on | sed 1d)" \
    'PR1,W1,120,2026-12-01' 'by the lead time'
is "$(crm-stock plan | sed 1d)" '' 'what is ordered need not be ordered'
is "$(crm-stock plan incoming=no -c quantity | sed 1d)" 120 'unless nobody looks at it'
run 'less than a unit is not bought' 4 crm-stock order product=A quantity=1.5
quiet crm-stock receive product=A quantity=60 purchase_line=PUL1 price=6
is "$(crm-stock purchase list -c status | sed 1d)" ordered 'some is still to come'
run 'no more comes than was ordered' 5 crm-stock receive product=A quantity=61 purchase_line=PUL1 price=6
is_err 'crm-stock: quantity: PUL1 is of 120, and 121 would have come; crm-stock purchase-line set PUL1 quantity=121 says that so many were ordered'
quiet crm-stock purchase set PU1 status=closed
run 'nor for what was given up' 5 crm-stock receive product=A quantity=40 purchase_line=PUL1 price=6
is_err 'crm-stock: purchase_line: PU1 is closed; crm-stock purchase set PU1 status=ordered opens it'
quiet crm-stock purchase set PU1 status=ordered
run 'the rest' 0 crm-stock receive product=A quantity=60 purchase_line=PUL1 value=375
is "$(crm-stock purchase list -c status | sed 1d)" received 'all has come'
batch=$(sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err)
run 'taken back' 0 crm-admin undo "$batch"
is "$(crm-stock purchase list -c status | sed 1d),$(crm-stock purchase-line list -c received | sed 1d)" \
    'ordered,60' 'it is open again'
run 'a line is not less than what has come' 5 crm-stock purchase-line set PUL1 quantity=50
like_err 'is less than what has come: 60'

# ---- how long a supplier takes, and how evenly; the economic lot ----

quiet crm-stock add sku=E supplier=Slow review_days=2 list_price=1
quiet crm-stock receive product=E quantity=900 value=1800 on=2026-10-01
for day in 11 13 15 17 19; do
	quiet crm-stock issue product=E quantity=20 on=2026-11-$day
done
n=0
for days in 8 12; do
	n=$((n + 1))
	quiet crm-stock purchase add number=S$n supplier=slow ordered_on=2026-10-01
	quiet crm-stock purchase-line add purchase=S$n product=E quantity=1 price=2
	quiet crm-stock receive product=E quantity=1 on=2026-10-$((1 + days)) \
	    purchase_line="$(crm-stock purchase-line list -w "purchase = S$n" -o ids)"
done
run 'the mean of what came is the lead time where none is said, its deviation counts' 0 \
    crm-stock plan E all=yes --explain -c why
like_out 'lasts 12 days;.*1.645 x sqrt\(12 x 10\^2 \+ [0-9.]+\^2 x 2\^2\)'
quiet crm-stock set E lead_time=10
is "$(crm-stock plan E all=yes --explain -c why | sed -n 's/.*lasts \([0-9.]*\) days.*/\1/p')" 12 \
    'its own lead time holds where it is said'
quiet crm-stock issue product=E quantity=752
quiet crm-admin setting add name=plan_order_cost value=50
is "$(crm-stock plan E -c quantity | sed 1d)" 136 'no economic lot without the cost of keeping'
quiet crm-admin setting add name=plan_holding value=25
run 'an order is no smaller than the economic lot' 0 crm-stock plan E --explain -c quantity,why
like_out '^855,.*economic lot sqrt\(2 x [0-9]+ x 50 / 0.5\) = 854.4: order 855'
quiet crm-stock set E pack=100
is "$(crm-stock plan E -c quantity | sed 1d)" 900 'in packs'
quiet crm-stock set E active=no
quiet crm-admin setting delete plan_order_cost plan_holding -y

# ---- what is no quantity ----

quiet crm-stock add sku=M

for word in min_qty max_qty reorder_level min_order pack; do
	run "$word below zero" 4 crm-stock set M $word=-1
	is_err "crm-stock: $word: must be at least 0"
done
run 'a shelf neither' 4 crm-stock shelf add product=M warehouse=W1 max_qty=-1
is_err 'crm-stock: max_qty: must be at least 0'
run 'packs of half a piece' 4 crm-stock set M pack=0.5
is_err 'crm-stock: pack: has more decimals than the unit: 0'
run 'of half a kilo' 0 crm-stock set M pack=0.5 decimals=1 -q
run 'which stay so' 4 crm-stock set M decimals=0
is_err 'crm-stock: pack: has more decimals than the unit: 0'
quiet crm-stock set M pack= decimals=0

# ---- in another currency, at the rate of the day ----

quiet crm-stock purchase add number=PO9 currency=USD supplier=Far
quiet crm-stock purchase-line add purchase=PO9 product=A quantity=10 price=2
line=$(crm-stock purchase-line list -w 'purchase = PO9' -o ids)
run 'a purchase in another currency needs the rate' 5 crm-stock receive product=A \
    quantity=10 purchase_line="$line"
like_err 'rate: is needed: the purchase is in USD'
run 'the rate of the day of the receipt' 0 crm-stock receive product=A quantity=10 \
    purchase_line="$line" rate=7.1 -c value
is_out 'value
142.00'
run 'what goes back is credited at a rate as well' 5 crm-stock return-to-supplier \
    purchase_line="$line" quantity=1 price=2
like_err 'rate: is needed: the purchase is in USD'
run 'and is with it' 0 crm-stock return-to-supplier purchase_line="$line" quantity=1 \
    value=2 rate=7.1 -c value,expense
is_out 'value,expense
-6.48,-7.72'
run 'a row that names the base currency means it' 0 sh -c \
    "printf 'purchase_line,quantity,value,currency\n$line,1,15,CNY\n' |
    crm-stock receive - -c value"
is_out 'value
15.00'
run 'a value at a rate' 0 crm-stock receive product=A quantity=1 value=3 rate=7.1 \
    -o csv -c move_id,value
like_out ',21.30$'
receipt=$(crm-stock move list -w 'value = 21.30' -o ids)
run 'and cost that is added' 0 sh -c \
    "printf 'of,value,currency,rate\n$receipt,10,USD,7.2\n' |
    crm-stock add-cost - -o csv -c value"
is_out 'value
72.00'

# ---- minimum and maximum, here and there ----

quiet crm-stock set M min_qty=5 max_qty=20
is "$(crm-stock plan M -c warehouse,quantity,note | sed 1d)" 'W1,20,' 'up to the maximum'
quiet crm-stock add sku=N0 min_qty=7
quiet crm-stock shelf add product=M warehouse=W2 min_qty=2 max_qty=3 place=A-07
is "$(crm-stock plan M -c warehouse,quantity | sed 1d | tr '\n' ' ')" 'W1,20 W2,3 ' \
    'a warehouse has its own'
quiet crm-admin setting delete stock_warehouse -y
run 'a minimum that holds nowhere is told' 0 crm-stock plan N0 all=yes -c sku
like_err '1 products have a minimum, .* of no warehouse: crm-admin setting add name=stock_warehouse'
quiet crm-admin setting add name=stock_warehouse value=W1
run 'and not where it holds' 0 crm-stock plan N0 all=yes -c sku
is_err ''
quiet crm-stock set N0 min_qty=0
quiet crm-stock add sku=N
is "$(crm-stock plan N | sed 1d)" '' 'without minimum, maximum and demand nothing is suggested'
quiet crm-stock add sku=P reorder_level=5
quiet crm-stock receive product=P quantity=5 price=1
is "$(crm-stock plan P -c quantity,note | sed 1d)" '0,at point' 'just at the point, with nothing to fill'

# ---- what is due ----

is "$(crm-task due --kind reorder -o tsv -c about,why | sed 1d | head -1)" \
    'PR4	order 20 for W1: 0 projected, reorder at 5' 'a clock says it'
is "$(on 2026-12-02 crm-task due --kind purchase -o tsv -c about,why | sed 1d)" \
    'PUL1	60 of A to come 1 day ago' 'what is late is said too'

# ---- rebalance ----

quiet crm-stock add sku=R
quiet crm-stock receive product=R quantity=500 price=1 on=2026-10-01 warehouse=W1
quiet crm-stock receive product=R quantity=500 price=1 on=2026-10-01 warehouse=W3
quiet crm-stock receive product=R quantity=25 price=1 on=2026-10-01 warehouse=W2
for day in 11 12 13 14 15 16 17 18 19 20; do
	quiet crm-stock issue product=R quantity=2 on=2026-11-$day warehouse=W2
done
run 'from the nearest that lasts too long' 0 crm-stock rebalance -c sku,warehouse,to,quantity,cover_to
is_out 'sku,warehouse,to,quantity,cover_to
R,W1,W2,47,2.5'
run 'made' 0 crm-stock rebalance apply=yes -c kind,warehouse,to,quantity,reason
is_out 'kind,warehouse,to,quantity,reason
transfer,W1,W2,-47,rebalance'
is "$(crm-stock rebalance | sed 1d)" '' 'then all is well'

# ---- pick ----

quiet crm-stock reserve product=R quantity=7 warehouse=W2
quiet crm-stock shelf add product=R warehouse=W2 place=B-01
run 'the pick list is by place' 0 crm-stock pick -c warehouse,place,sku,quantity
is_out 'warehouse,place,sku,quantity
W1,,A,30
W2,B-01,R,7'
# ---- limits that cannot be kept ----

quiet crm-stock add sku=PCS unit=pcs
for word in min_qty reorder_level min_order; do
	run "half a piece is no $word" 4 crm-stock set PCS $word=0.5
	is_err "crm-stock: $word: has more decimals than the unit: 0"
done
run 'no less is filled up than shall be there' 4 crm-stock set PCS min_qty=10 max_qty=5
is_err 'crm-stock: max_qty: is 5, below the minimum of 10'
run 'nor on a shelf' 4 crm-stock shelf add product=PCS warehouse=W2 min_qty=10 max_qty=5
is_err 'crm-stock: max_qty: is 5, below the minimum of 10'
run 'which holds no half either' 4 crm-stock shelf add product=PCS warehouse=W2 min_qty=0.5
is_err 'crm-stock: min_qty: has more decimals than the unit: 0'
run 'a maximum of 0 says nothing' 0 crm-stock set PCS min_qty=10 max_qty=0 -n -q

# ---- a minimum of nothing: what is ordered is bought ----

quiet crm-stock add sku=ZERO
quiet crm-stock reserve product=ZERO quantity=5 wait=yes
is "$(crm-stock plan ZERO | sed 1d)" '' 'without a minimum nothing is suggested'
quiet crm-stock set ZERO min_qty=0 max_qty=0
is "$(crm-stock plan ZERO -c projected,min,quantity | sed 1d)" '-5,0,5' 'with one of 0 what is missing is'
quiet crm-stock receive product=ZERO quantity=5 price=1
is "$(crm-stock plan ZERO | sed 1d)" '' 'and no more'

# ---- what expires is sold through its day ----

quiet crm-stock add sku=L tracking=lot min_qty=10
quiet crm-stock receive product=L lot=a quantity=12 price=1 expires=2026-11-25
is "$(on 2026-11-25 crm-stock plan L all=yes -c on_hand,projected,quantity | sed 1d)" \
    '12,12,0' 'there is enough while it is good'
is "$(on 2026-11-26 crm-stock plan L all=yes -c on_hand,projected,quantity | sed 1d)" \
    '0,0,10' 'what has expired is no stock'
is "$(on 2026-11-26 crm-task due --kind reorder -c about,why -o tsv | grep "^$(
	crm-stock list -w 'sku = L' -o ids)")" \
    "$(crm-stock list -w 'sku = L' -o ids)	order 10 for W1: 0 projected, reorder at 10" \
    'the due list says so'
run 'in Chinese too, of the place where it shall come' 0 env LC_ALL=zh_CN.UTF-8 \
    CRM_NOW=2026-11-26T09:00:00Z crm-task due --kind reorder -o csv -c why
like_out '^"?订购 10，入库到 W1：预计 0'
quiet crm-stock add sku=MILK tracking=lot
quiet crm-stock receive product=MILK lot=a quantity=10 price=1 on=2026-10-01
for day in 11 12 13 14 15 16 17 18 19 20; do
	quiet crm-stock issue product=MILK quantity=1 on=2026-11-$day
done
quiet crm-stock receive product=MILK lot=b quantity=15 price=1 expires=2026-11-23
is "$(crm-stock plan MILK all=yes -c on_hand,daily,run_out | sed 1d)" \
    '15,1,2026-11-24' 'what expires unsold does not last'
run 'nor covers anything' 0 crm-report cover -w 'sku = MILK' -c sku,on_hand,cover_days
is_out 'sku,on_hand,cover_days
MILK,15,3'
quiet crm-stock receive product=MILK lot=c quantity=4 price=1 expires=2026-11-24
quiet crm-stock receive product=MILK lot=d quantity=2 price=1 expires=2027-11-24
is "$(crm-stock plan MILK all=yes -c on_hand,run_out | sed 1d)" \
    '21,2026-11-27' 'the first to expire is sold first'

run 'the books are sound' 0 crm-admin check
done_testing
