#!/bin/sh
# The rest behind the top, and totals: nothing is in a share or a picture twice.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login
bo
cy
di
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,source,closed_on
a,won,cy,600,web,2026-01-11
b,won,bo,100,web,2026-02-20
c,won,bo,150,ad,2026-02-20
d,won,di,150,ad,2026-03-02
END

run 'shares of top, rest and total' 0 crm-report sales --by owner,source --top 1 \
    --totals --shares -c owner,source,amount,amount_share,row
is_out 'owner,source,amount,amount_share,row
cy,web,600.00,60,
cy,,600.00,60,subtotal
,web,100.00,10,rest
,ad,300.00,30,rest
,,400.00,40,rest_subtotal
,,1000.00,100,total'
run 'the top of periods: the largest, in their order' 0 crm-report sales \
    --by closed_on:month --top 2 -c closed_on:month,amount,row
is_out 'closed_on:month,amount,row
2026-01,600.00,
2026-02,250.00,
,150.00,rest'
run 'wherever they stand' 0 crm-report sales --by closed_on:month --top 1 -w 'owner != cy' \
    -c closed_on:month,amount,row
is_out 'closed_on:month,amount,row
2026-02,250.00,
,150.00,rest'
run 'not the first ones' 0 crm-report sales --by closed_on:month --top 1 \
    -w 'name in (b, d)' -c closed_on:month,amount,row
is_out 'closed_on:month,amount,row
2026-03,150.00,
,100.00,rest'
run 'laid across' 0 crm-report sales --across closed_on:month --top 1 \
    -w 'name in (b, d)' -c amount
is_out 'currency,row,2026-03,rest
USD,,150.00,100.00'
run 'of any records' 0 crm-report query deal --by closed_on:month --sum amount --top 1 \
    -w 'name in (b, d)' -c closed_on:month,row
is_out 'closed_on:month,row
2026-03,
,rest'
run 'in words' 0 crm-report sales --by owner,source --top 1 --totals -o table \
    -c amount,row
like_out '400.00  Rest, subtotal$'
run 'in Chinese ones' 0 env LC_ALL=zh_CN.UTF-8 crm-report sales --by owner,source \
    --top 1 --totals -o table -c amount,row
like_out '400.00  其余小计$'
run 'the top of what is laid across: the rest is a column' 0 crm-report sales \
    --across source --top 1 -c amount
is_out 'currency,row,web,rest
USD,,700.00,300.00'
run 'with its total and shares' 0 crm-report sales --across source --top 1 --totals \
    --shares -c amount,amount_share
is_out 'currency,row,web.amount,web.amount_share,rest.amount,rest.amount_share,total.amount,total.amount_share
USD,,700.00,70,300.00,30,1000.00,100'
run 'by another dimension it is a row' 0 crm-report sales --by owner --across source \
    --top 1 --totals -c amount
is_out 'owner,currency,row,ad,web,total
cy,USD,,,600.00,600.00
,USD,rest,300.00,100.00,400.00
,USD,total,300.00,700.00,1000.00'

# ---- pictures ----

run 'totals are no bars' 0 crm-report sales --by owner --totals -o chart
cp out whole
run 'whether their column is there or not' 0 crm-report sales --by owner --totals \
    -o chart -c owner,amount
is_out "$(cat whole)"
unlike_out blank
run 'nor is the rest anything else' 0 crm-report sales --by owner --top 1 --totals \
    -o chart -c owner,amount
like_out '^Rest =+ +400$'
unlike_out 'blank|1,?400'
run 'a page keeps them apart too' 0 crm-report sales --by owner --totals -o html \
    -c owner,amount
is "$(grep -c '<tr class="sum">' out)" 1 'the total'
unlike_out blank
done_testing
