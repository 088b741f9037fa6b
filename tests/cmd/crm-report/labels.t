#!/bin/sh
# Columns of a report: by whichever name a field is asked for, and none twice.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login,region
bo,East
cy,West
END
crm-customer add -q name=Acme > /dev/null
crm-customer contact import -q - > /dev/null <<'END'
name,customer,email
Li,Acme,li@acme.example
Li,Acme,li2@acme.example
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,rate,closed_on,channel,contact
a,won,bo,100,,,2026-01-11,direct,li@acme.example
b,won,cy,300,,,2026-02-20,direct,li2@acme.example
c,won,cy,50,EUR,2,2026-02-02,,
END

# ---- by its label ----

run 'laid across by the label of a field' 0 crm-report sales --by owner \
    --across 渠道 -c amount
is_out 'owner,currency,direct,none
cy,USD,300.00,100.00
bo,USD,100.00,'
run 'and alone' 0 crm-report sales --across 渠道 -c deals
is_out 'currency,direct,none
USD,2,1'
run 'of a query' 0 crm-report query 商机 --by 负责人 --across 渠道 --sum 本位币金额 \
    -c sum_amount_base
is_out 'owner,currency,direct,none
bo,USD,100.00,
cy,USD,300.00,100.00'
run 'a period' 0 crm-report sales --by owner --across 关闭日期:月 -c deals
is_out 'owner,currency,2026-01,2026-02
cy,USD,0,2
bo,USD,1,0'
run 'behind a reference, in -c and -s too' 0 crm-report sales \
    --by 负责人.区域,关闭日期:月 -s 负责人.区域,-关闭日期:月 \
    -c 负责人.区域,关闭日期:月,金额
is_out 'owner.region,closed_on:month,amount
East,2026-02,0.00
East,2026-01,100.00
West,2026-02,400.00
West,2026-01,0.00'
run 'one is asked for by its name, and meant by its label' 0 crm-report sales \
    --by owner.region,closed_on:month -s -成交日期:月,负责人.区域 \
    -c 成交日期:月,负责人.区域,deals
is_out 'closed_on:month,owner.region,deals
2026-02,East,0
2026-02,West,2
2026-01,East,1
2026-01,West,0'
run 'twice the same, under two names' 2 crm-report sales --by owner,负责人
is_err 'crm-report: --by: 负责人 is named twice'
run 'and laid across' 2 crm-report sales --by owner --across 负责人
is_err 'crm-report: --across: 负责人 is named twice'
run 'the first figure of a query is drawn, by its label too' 0 crm-report query deal \
    --by 负责人 --count 渠道 --sum 金额 -o chart
like_out '^Channel \(count\) by Owner$'
run 'the day that an ageing counts from' 0 crm-report ageing --date 入账日期
is_out 'customer,days_0_30,days_31_60,days_61_90,days_91_120,days_over_120,disputed,retained,total,credit,net'

# ---- no name twice ----

run 'the currency of a deal is not that of the amounts' 0 crm-report sales \
    --by currency -o json -c all
is_out '[
{"deal.currency":"USD","deals":2,"amount":400.00,"average":200.00,"share":80,"currency":"USD"},
{"deal.currency":"EUR","deals":1,"amount":100.00,"average":100.00,"share":20,"currency":"USD"}
]'
run 'it is picked and ordered by that name' 0 crm-report sales --by currency \
    -c deal.currency,deals -s 商机.币种
is_out 'deal.currency,deals
EUR,1
USD,2'
run 'nor is its stage another one' 0 crm-report pipeline --by stage \
    -c deal.stage,stage,count -w 'stage = won'
is_out 'deal.stage,stage,count
won,won,3'
run 'a heading says it in Chinese' 0 env LC_ALL=zh_CN.UTF-8 crm-report sales \
    --by currency -o table -c deal.currency,currency
like_out '^商机 币种  币种$'
run 'records of one name are rows of their own' 0 crm-report sales --by contact \
    -c contact,amount
is_out 'contact,amount
Li (CT2),300.00
Li (CT1),100.00
,100.00'
run 'and columns' 0 crm-report sales --by owner --across contact -c amount
is_out 'owner,currency,Li (CT1),Li (CT2),none
cy,USD,,300.00,100.00
bo,USD,100.00,,'
crm-deal set -q D1 close_reason=owner > /dev/null
crm-deal set -q D2 close_reason=none > /dev/null
run 'a value that is called as a column' 0 crm-report sales --by owner \
    --across close_reason -c amount
is_out 'owner,currency,none,close_reason.owner,close_reason.none
cy,USD,300.00,,100.00
bo,USD,,100.00,'
done_testing
