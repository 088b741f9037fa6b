#!/bin/sh
# Tables that are asked for: records of any kind, by any dimensions.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

crm-team user import -q - > /dev/null <<'END'
login,name,region
bo,Bo,East
cy,Cy,East
di,Di,
END
crm-customer import -q - > /dev/null <<'END'
name
Mill
Port
END
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,opened_on,closed_on,source
w1,won,bo,100,,2026-01-01,2026-01-11,web
w2,won,cy,300,,2026-01-01,2026-02-20,web
w3,won,cy,50,EUR,2026-02-01,2026-02-02,ad
w4,won,di,200,,2026-03-01,2026-04-30,ad
w5,won,bo,40.01,,2025-01-01,2025-01-31,ad
l1,lost,bo,999,,2026-01-05,2026-01-09,web
o1,needs,bo,10.01,,2026-11-01,,
END
crm-order import -q - > /dev/null <<'END'
number,customer,ordered_on,currency
SO1,Mill,2026-03-01,USD
SO2,Port,2026-03-02,JPY
END
crm-order order-line import -q - > /dev/null <<'END'
order,line,quantity,amount
SO1,1,2,10.50
SO1,2,1.5,0.25
SO2,1,3,700
END

run 'how many there are' 0 crm-report query deal
is_out 'records
7'
# bo: 100 + 40.01 + 999 + 10.01; cycles 10, 30, 4 days
run 'all measures, by currency' 0 crm-report query deal --by owner --sum amount \
    --mean cycle,amount --median cycle --min closed_on --max closed_on \
    --distinct source --count closed_on
is_out 'owner,records,count_closed_on,sum_amount,mean_cycle,mean_amount,median_cycle,min_closed_on,max_closed_on,distinct_source,currency
bo,4,3,1149.02,14.67,287.26,10,2025-01-31,2026-01-11,2,USD
cy,1,1,300.00,50,300.00,50,2026-02-20,2026-02-20,1,USD
cy,1,1,50.00,1,50.00,1,2026-02-02,2026-02-02,1,EUR
di,1,1,200.00,60,200.00,60,2026-04-30,2026-04-30,1,USD'
run 'totals are over the records' 0 crm-report query deal --by owner \
    --median amount --distinct source --totals -w 'currency = USD' \
    -c owner,median_amount,distinct_source,row
is_out 'owner,median_amount,distinct_source,row
bo,70.01,2,
cy,300.00,1,
di,200.00,1,
,150.00,2,total'
run 'in the base currency, what has none is said' 0 crm-report query deal \
    --sum amount_base -w 'owner = cy'
is_out 'records,sum_amount_base,currency
2,300.00,USD'
is_err 'crm-report: 1 amount in another currency without a rate is not in the amounts in the base currency: EUR 50.00 (1)'
run 'both: each names its own' 0 crm-report query deal --sum amount,amount_base \
    -w 'owner = cy' -s currency -q
is_out 'records,sum_amount,sum_amount_base,currency,base_currency
1,50.00,,EUR,USD
1,300.00,300.00,USD,USD'
run 'nothing with a rate is blank, and adds nothing' 0 crm-report query deal \
    --by currency --sum amount_base -w 'owner = cy' --totals -q
is_out 'deal.currency,records,sum_amount_base,currency,row
EUR,1,,USD,
USD,1,300.00,USD,
,2,300.00,USD,total'
run 'what is counted is no amount' 0 crm-report query deal --count amount_base -w 'owner = cy'
is_out 'records,count_amount_base
2,1'
run 'a date has no middle' 2 crm-report query deal --median opened_on
is_err 'crm-report: --median: opened_on is a date: it can be counted (--count, --distinct), and its first and last asked for (--min, --max)'
run 'a line is in the currency of its order' 0 crm-report query order-line \
    --by order.customer --sum amount,quantity
is_out 'order.customer,records,sum_amount,sum_quantity,currency
Mill,2,10.75,3.5,USD
Port,1,700,3,JPY'
run 'by periods, of a period' 0 crm-report query deal --by opened_on:month \
    --sum amount --from 2026-01-01 --to 2026-03-31 -w 'currency = USD'
is_out 'opened_on:month,records,sum_amount,currency
2026-01,3,1399.00,USD
2026-02,0,0.00,USD
2026-03,1,200.00,USD'
run 'by another date' 0 crm-report query deal --date closed_on --from 2026-02-01 \
    --to 2026-02-28
is_out 'records
2'
run 'on a day' 0 crm-report query deal --on 2026-01-01
is_out 'records
3'
run 'a kind by its other words' 0 crm-report query opportunities -w 'stage = lost'
is_out 'records
1'
run 'laid across, compared, sorted' 0 crm-report query deal --by source \
    --across owner -w 'currency = USD' -s -bo
is_out 'source,bo,cy,di
web,2,1,
ad,1,,1
,1,,'

run 'a text has no sum' 2 crm-report query deal --sum name
is_err 'crm-report: --sum: name is a text: it can be counted (--count, --distinct)'
run 'a field that is none' 2 crm-report query deal --mean cicle
like_err "^crm-report: --mean: no field 'cicle' in deal; nearest: cycle"
run 'a kind that is none' 2 crm-report query nix
is_err "crm-report: there are no records 'nix'; it is a noun, like lead, customer or deal"
run 'no kind' 2 crm-report query
like_err '^crm-report: query takes one kind of records'
run 'a date that is none' 2 crm-report query deal --date name
is_err 'crm-report: --date: name is not a date'
run 'its definition' 0 crm-report query customer --define
like_out '^Customers that it lets through: 2$'
done_testing
