#!/bin/sh
# Files as Chinese offices have them: GB18030, BOMs, columns without a header,
# ids that a spreadsheet destroyed.
. "$(dirname "$0")/../lib.sh"
DATA=$TOP/../shared/data/chinese
need "$DATA"
RETAIL=$DATA/retail_utf8_bom
book

# ---- daily totals by category and region, in GB18030 ----

MAP=日期=closed_on,产品类别=product,订单量=,月份=
run 'not UTF-8' 4 crm-deal import "$DATA/sales_gbk.csv"
is_out ''
is "$(sed 1q err)" "crm-deal: $DATA/sales_gbk.csv:1: not UTF-8; would fit: \
gb18030, big5, windows-1252 (give --encoding)" 'the way out is said'
run 'an encoding that does not exist' 2 \
    crm-deal import "$DATA/sales_gbk.csv" --encoding gb99999
is_out ''
run 'a header with two meanings is not guessed' 2 \
    crm-deal import "$DATA/sales_gbk.csv" --encoding gb18030
like_err "column '日期' matches no field of deal; nearest: opened_on, expected_close, closed_on$"
like_err ": 4 columns match no field: --map '日期=,产品类别=,订单量=,月份=' leaves them out, "
run 'a product that is not there' 4 crm-deal import "$DATA/sales_gbk.csv" \
    --encoding gb18030 --map "$MAP" --default stage=won
like_err ":2: product: there is no product '电子产品'; --create-missing makes it$"
like_err '^crm-deal: read 7300, rejected 7300; nothing was written$'
run 'won deals' 0 crm-deal import "$DATA/sales_gbk.csv" --encoding gb18030 \
    --map "$MAP" --default stage=won --create-missing \
    -c closed_on,product,region,amount,stage
is_err 'crm-deal: read 7300, inserted 7300, made 5 missing: 5 products (电子产品, 家用电器, 服装服饰, …) (batch B2)'
is "$(sed -n 1,2p out)" 'closed_on,product,region,amount,stage,_action,_duplicate_of
2024-03-21,电子产品,北方,7080.00,won,inserted,' 'the first'
is "$(sed 1d out | wc -l)" 7300 'as many as the file has rows'
run 'their sum' 0 crm-report sales -c deals,amount
is_out 'deals,amount
7300,30909504.00'
run 'by category' 0 crm-report sales --by product -c product,deals,amount
is_out 'product,deals,amount
电子产品,1460,11708248.00
服装服饰,1460,7339270.00
家用电器,1460,5465678.00
家居用品,1460,3643535.00
运动户外,1460,2752773.00'
run 'by region' 0 crm-report sales --by region -c region,amount
is_out 'region,amount
北方,8861697.00
南方,7369829.00
西部,7356005.00
华东,7321973.00'

run 'a second time' 5 crm-deal import "$DATA/sales_gbk.csv" \
    --encoding gb18030 --map "$MAP" --default stage=won
is_out ''
is_err "crm-deal: $DATA/sales_gbk.csv was imported before, as batch B2, and \
its rows have no identity; --again imports it a second time"
run 'nothing was written' 0 crm-report sales -c deals
is_out 'deals
7300'
run 'on purpose' 0 crm-deal import "$DATA/sales_gbk.csv" \
    --encoding gb18030 --map "$MAP" --default stage=won --again -o ids
is_err 'crm-deal: read 7300, inserted 7300 (batch B3)'
run 'is undone' 0 crm-admin undo B3 -q
run 'and may not be repeated by mistake either' 5 \
    crm-deal import "$DATA/sales_gbk.csv" \
    --encoding gb18030 --map "$MAP" --default stage=won
run 'undo the first' 0 crm-admin undo B2 -q
run 'then it is a new file' 0 crm-deal import "$DATA/sales_gbk.csv" \
    --encoding gb18030 --map "$MAP" --default stage=won --create-missing -o ids
is "$(wc -l < out)" 7300 'all of it'
like_err '^crm-deal: read 7300, inserted 7300, made 5 missing: 5 products \(电子产品, .*\) \(batch B[0-9]+\)$'
run 'the same sum' 0 crm-report sales -c deals,amount
is_out 'deals,amount
7300,30909504.00'
run 'sound' 0 crm-admin check

# ---- BOMs, and columns with neither header nor data ----

book
run 'customers' 0 crm-customer import "$RETAIL/客户信息.csv" \
    --map 姓名=name,年龄= -c customer_id,name,ext
is "$(sed -n '1,2p;11p' out)" 'customer_id,name,ext,_action,_duplicate_of
C1,Tom,001,inserted,
C10,Larry,010,inserted,' 'their ids are the external ids'
is_err 'crm-customer: read 10, inserted 10 (batch B2)'
run 'orders find them by these' 0 crm-order import "$RETAIL/产品和数量.csv" \
    --map 产品=,数量= -c order_id,customer,ordered_on,ext
is "$(sed -n '1,2p;11p' out)" \
    'order_id,customer,ordered_on,ext,_action,_duplicate_of
O1,Tom,2024-05-05,1001,inserted,
O10,Larry,2024-05-14,1010,inserted,' 'and the orders'
run 'lines find the orders' 0 crm-order order-line import \
    "$RETAIL/产品和数量.csv" --map 客户id=,订单日期= --create-missing \
    -c order,product,quantity
is "$(sed -n '1,3p' out)" 'order,product,quantity,_action,_duplicate_of
O1,Qian-Bi,20,inserted,
O2,Xiang-Pi,35,inserted,' 'and the products'
is_err 'crm-order: read 10, inserted 10, made 2 missing: 2 products (Qian-Bi, Xiang-Pi) (batch B4)'
run 'data below no header' 2 sh -c \
    'sed "3s/,*$/,,,,lost/" "$1" | crm-customer import - --map 姓名=name,年龄=' \
    sh "$RETAIL/客户信息.csv"
is_out ''
like_err '^crm-customer: stdin:3: '
run 'sales' 0 crm-deal import "$RETAIL/我学会数据处理啦啦啦.csv" --map \
    '产品名称=product,产品ID=,顾客ID=customer,数量=,价格=' --default stage=won \
    --create-missing -o ids
is "$(wc -l < out)" 9997 'every row'
run 'their sum' 0 crm-report sales -c deals,amount
is "$(sed -n 2p out)" "9997,$(awk -F, 'NR > 1 { s += $7 }
    END { printf "%.2f", s }' "$RETAIL/我学会数据处理啦啦啦.csv")" \
    'is the sum of the file'
run 'sound too' 0 crm-admin check

# ---- ids that a spreadsheet destroyed ----

run 'an export whose ids are gone' 4 crm-order import \
    "$DATA/orders_excel_mangled.csv" --ignore-unknown
is_out ''
is "$(sed -n 2p err)" "crm-order: $DATA/orders_excel_mangled.csv:2: ext: \
'1.1812E+11' was destroyed by a spreadsheet; export the column as text" \
    'is refused with the reason'
is "$(tail -n 1 err)" 'crm-order: read 26, rejected 26; nothing was written' \
    'every row of it'
run 'as a number of an order too' 4 crm-order import \
    "$DATA/orders_excel_mangled.csv" --ignore-unknown --map order_id=number
like_err ": number: '1.1812E\+11' was destroyed by a spreadsheet"
run 'no order more' 0 crm-order list -o ids
is "$(wc -l < out)" 10 'ten as before'
done_testing
