#!/bin/sh
# Reports on stock, against figures by hand.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}

book
quiet crm-stock warehouse add name=W1
quiet crm-stock warehouse add name=W2
quiet crm-admin setting add name=stock_warehouse value=W1
quiet crm-stock add sku=A name=Ann
quiet crm-stock add sku=B name=Bob cost_method=fifo
quiet crm-stock receive product=A quantity=100 price=10 on=2026-08-01
quiet crm-stock receive product=A quantity=50 price=16 on=2026-10-15
quiet crm-stock issue product=A quantity=30 on=2026-10-20
quiet crm-stock receive product=B quantity=10 price=7 on=2025-01-01
quiet crm-stock transfer product=B quantity=4 to=W2 on=2026-11-01

# ---- valuation ----

run 'what there is' 0 crm-report valuation
is_out 'product_id,sku,name,warehouse,quantity,value,unit_cost
PR1,A,Ann,W1,120,1440.00,12
PR2,B,Bob,W1,6,42.00,7
PR2,B,Bob,W2,4,28.00,7'
run 'it joins the list of products' 0 sh -c 'crm-report valuation | crm-stock list - -c sku'
is_out 'sku
A
B'
run 'each once, by its id' 0 crm-report valuation -o ids
is_out 'PR1
PR2'
run 'what there was' 0 crm-report valuation --on 2026-10-16 -w 'sku = A'
is_out 'product_id,sku,name,warehouse,quantity,value,unit_cost
PR1,A,Ann,W1,150,1800.00,12'
run 'before everything' 0 crm-report valuation --on 2024-01-01
is_out 'product_id,sku,name,warehouse,quantity,value,unit_cost'

# ---- ageing: a transfer carries the age ----

run 'by layers' 0 crm-report stock-ageing -c sku,warehouse,quantity,value,qty_60,value_60,qty_over,value_over,oldest
is_out 'sku,warehouse,quantity,value,qty_60,value_60,qty_over,value_over,oldest
A,W1,120,1440.00,50,600.00,70,840.00,2026-08-01
B,W1,6,42.00,0,0.00,6,42.00,2025-01-01
B,W2,4,28.00,0,0.00,4,28.00,2025-01-01'

# ---- the card ----

run 'the card' 0 crm-report stock-card -w 'sku = A' -c on,kind,in,out,value,balance,balance_value
is_out 'on,kind,in,out,value,balance,balance_value
2026-08-01,receipt,100,,1000.00,100,1000.00
2026-10-15,receipt,50,,800.00,150,1800.00
2026-10-20,issue,,30,-360.00,120,1440.00'
run 'of a time, with what was before' 0 crm-report stock-card -w 'sku = A' --from 2026-10-16 -c on,balance
is_out 'on,balance
2026-10-16,150
2026-10-20,120
2026-11-21,120'
run 'a period opens and closes, with what came and went' 0 crm-report stock-card -w 'sku = A' \
    --from 2026-10-01 --to 2026-10-18 -c on,kind,in,out,value,balance,balance_value,row
is_out 'on,kind,in,out,value,balance,balance_value,row
2026-10-01,,,,,100,1000.00,opening
2026-10-15,receipt,50,,800.00,150,1800.00,
2026-10-18,,50,0,800.00,150,1800.00,closing'
run 'where nothing moved, too' 0 crm-report stock-card --from 2026-11-10 --to 2026-11-11 \
    -c sku,warehouse,in,out,balance,row
is_out 'sku,warehouse,in,out,balance,row
A,W1,,,120,opening
A,W1,0,0,120,closing
B,W1,,,6,opening
B,W1,0,0,6,closing
B,W2,,,4,opening
B,W2,0,0,4,closing'
run 'of before it came there is nothing' 0 crm-report stock-card -w 'sku = A' --to 2026-07-31 -c on
is_out on
run 'what came first in it opens with nothing' 0 crm-report stock-card -w 'sku = A' \
    --from 2026-07-01 --to 2026-08-31 -c on,balance,row
is_out 'on,balance,row
2026-08-01,100,
2026-08-31,100,closing'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-report stock-card -w 'sku = A' --from 2026-11-10 -c row -o table
like_out 期初

# ---- turnover, classes, cover ----

run 'turnover' 0 crm-report turnover --from 2026-10-20 --to 2026-10-21 -c sku,cost,average,turnover,days,out_days
is_out 'sku,cost,average,turnover,days,out_days
A,360.00,1440.00,0.25,8,0
B,0.00,70.00,0,,0'
run 'days without' 0 crm-report turnover --from 2026-07-01 --to 2026-08-01 -w 'sku = A' -c out_days
is_out 'out_days
0'
run 'classes' 0 crm-report classes -c sku,cost,cumulative,abc,xyz,class
is_out 'sku,cost,cumulative,abc,xyz,class
A,360.00,100,A,Z,AZ
B,0.00,100,C,Z,CZ'
run 'what nobody asks for' 0 crm-report cover -c sku,over_value,last_sale,days_since,state
is_out 'sku,over_value,last_sale,days_since,state
A,1260.00,2026-10-20,32,over
B,70.00,,,dead'

# ---- suppliers, fill rate ----

quiet crm-stock purchase add number=P1 supplier=Acme ordered_on=2026-10-01 due_on=2026-10-08
quiet crm-stock purchase-line add purchase=P1 product=A quantity=5
quiet crm-stock purchase-line add purchase=P1 product=B quantity=5
quiet crm-stock receive product=A quantity=5 price=1 purchase_line=PUL1 on=2026-10-07
quiet crm-stock receive product=B quantity=3 price=1 purchase_line=PUL2 on=2026-10-08
quiet crm-stock receive product=B quantity=2 price=1 purchase_line=PUL2 on=2026-10-11
run 'suppliers' 0 crm-report suppliers
is_out 'supplier,lines,mean_days,deviation,on_time,low_n
Acme,2,8,2,50,low n'
quiet crm-stock reserve product=A quantity=10
quiet crm-stock issue product=A quantity=8 reservation=RV1 on=2026-11-20
quiet crm-stock issue product=A quantity=2 reservation=RV1
run 'what left at first' 0 crm-report fill-rate -c sku,ordered,shipped,fill_rate,lines_full
is_out 'sku,ordered,shipped,fill_rate,lines_full
A,10,8,80,0
all,10,8,80,0'

# ---- what was undone is no sale, no delivery and no lead time ----

batch() { crm-admin log -l 1 -c batch | sed 1d; }
quiet crm-stock add sku=U
quiet crm-stock receive product=U quantity=100 price=4 on=2026-01-05
quiet crm-stock issue product=U quantity=50 on=2026-10-01
quiet crm-admin undo "$(batch)"
run 'nothing was sold' 0 crm-report turnover -w 'sku = U' -c cost
is_out 'cost
0.00'
run 'of no class' 0 crm-report classes -w 'sku = U' -c cost,class
is_out 'cost,class
0.00,CZ'
run 'never' 0 crm-report cover -w 'sku = U' -c daily,last_sale,state
is_out 'daily,last_sale,state
0,,dead'
run 'nor is it foretold' 0 crm-stock plan all=yes -w 'sku = U' -c daily
is_out 'daily
0'
is "$(crm-stock count due all=yes -c sku,abc | grep U)" 'U,C' 'nor counted more often'
quiet crm-admin undo "$(batch)"
run 'what was undone twice was sold' 0 crm-report turnover -w 'sku = U' -c cost
is_out 'cost
200.00'
run 'on its day' 0 crm-report cover -w 'sku = U' -c last_sale
is_out 'last_sale
2026-10-01'
quiet crm-stock purchase add supplier=Undone ordered_on=2026-10-01 due_on=2026-10-20
quiet crm-stock purchase-line add purchase="$(crm-stock purchase list -o ids | tail -1)" product=U quantity=10 price=4
line=$(crm-stock purchase-line list -o ids | tail -1)
quiet crm-stock receive purchase_line="$line" on=2026-11-15
quiet crm-admin undo "$(batch)"
quiet crm-stock receive purchase_line="$line" on=2026-10-11
run 'it came when it came' 0 crm-report suppliers
is_out 'supplier,lines,mean_days,deviation,on_time,low_n
Acme,2,8,2,50,low n
Undone,1,10,0,100,low n'
held=$(crm-stock reserve product=U quantity=10 -q -o ids)
quiet crm-stock issue reservation="$held" quantity=4 on=2026-11-20
quiet crm-admin undo "$(batch)"
quiet crm-stock issue reservation="$held" quantity=10
run 'the first delivery is one that was' 0 crm-report fill-rate -w 'sku = U' -c sku,shipped,lines_full
is_out 'sku,shipped,lines_full
U,10,100
all,10,100'
for report in valuation turnover classes stock-ageing cover stock-card fill-rate suppliers; do
	run "$report says what it counts" 0 crm-report $report --define
done

# ---- days: what a report does not follow it refuses ----

quiet crm-stock add sku=DAY
quiet crm-stock receive product=DAY quantity=10 price=3 on=2026-11-01
quiet crm-stock issue product=DAY quantity=4 on=2026-11-10
run 'there was so much when a period ended' 0 crm-report valuation -w 'sku = DAY' --from 2026-11-01 \
    --to 2026-11-05 -c quantity,value
is_out 'quantity,value
10,30.00'
run 'and is compared with what there was before it began' 0 crm-report valuation -w 'sku = DAY' \
    --from 2026-11-06 --compare previous -c quantity,quantity_before,quantity_change
is_out 'quantity,quantity_before,quantity_change
6,10,-4'
run 'or on another day' 0 crm-report valuation -w 'sku = DAY' --on 2026-11-12 --compare 2026-11-05 \
    -c quantity,quantity_before
is_out 'quantity,quantity_before
6,10'
for report in cover stock-ageing; do
	for days in '--from 2026-11-01' '--to 2026-11-05'; do
		# shellcheck disable=SC2086 # two words
		run "$report knows no $days" 2 crm-report $report $days
		is_err "crm-report: $report is about one day (--on), not --from and --to"
	done
done

# ---- how old it was, and how long it lasted, on a day that is over ----

for method in average fifo; do
	quiet crm-stock add sku=P$method cost_method=$method
	quiet crm-stock receive product=P$method quantity=10 price=1 on=2026-07-01
	quiet crm-stock receive product=P$method quantity=10 price=2 on=2026-10-01
	quiet crm-stock issue product=P$method quantity=12 on=2026-11-05
	quiet crm-stock receive product=P$method quantity=4 price=3 on=2026-11-10
done
aged() {
	crm-report stock-ageing -w "sku = Paverage or sku = Pfifo" --on "$1" -o csv \
	    -c sku,quantity,value,qty_30,value_30,qty_60,qty_over,value_over,oldest | sed 1d
}
is "$(aged 2026-06-30)" '' 'before it came'
is "$(aged 2026-10-31)" 'Paverage,20,30.00,10,15.00,0,10,15.00,2026-07-01
Pfifo,20,30.00,10,20.00,0,10,10.00,2026-07-01' 'at the end of October'
is "$(aged 2026-11-06)" 'Paverage,8,12.00,0,0.00,8,0,0.00,2026-10-01
Pfifo,8,16.00,0,0.00,8,0,0.00,2026-10-01' 'behind what left'
is "$(aged 2026-11-21)" "$(crm-report stock-ageing -w "sku = Paverage or sku = Pfifo" -o csv \
    -c sku,quantity,value,qty_30,value_30,qty_60,qty_over,value_over,oldest | sed 1d)" 'today is now'
run 'compared' 0 crm-report stock-ageing -w 'sku = Pfifo' --compare 2026-10-31 -c quantity,quantity_before
is_out 'quantity,quantity_before
12,20'
cover() { crm-report cover -w 'sku = Pfifo' -o csv -c on_hand,value,last_sale,days_since,state "$@" | sed 1d; }
is "$(cover --on 2026-10-31)" '20,30.00,,,dead' 'nothing was sold by then'
is "$(cover --on 2026-11-06)" '8,16.00,2026-11-05,1,over' 'and then it was'
is "$(cover --on 2026-11-21)" "$(cover)" 'today is now'

# ---- what has expired is not for sale ----

quiet crm-stock add sku=EXP tracking=lot
quiet crm-stock receive product=EXP lot=a quantity=5 price=1 expires=2026-11-10 on=2026-11-01
out_days() { crm-report turnover -w 'sku = EXP' --from 2026-11-01 -o csv -c out_days,average | sed 1d; }
is "$(out_days)" 11,5.00 'from the day behind its last'
quiet crm-stock receive product=EXP lot=b quantity=5 price=1 on=2026-11-16
is "$(out_days)" 5,6.43 'until others come'
done_testing
