#!/bin/sh
# A customer that begins to use orders keeps what it bought before: its deals won before the
# first order are sales, and a deal that an order is of is sold by the order alone.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
export CRM_FORMAT=csv

crm-stock add sku=P -q > /dev/null
crm-stock add sku=Q -q > /dev/null
crm-stock add sku=R -q > /dev/null
# Alder: 1000 and 500 before its first order of 10; 7, which the order is of; 50 behind it; 3
# of its day.  Birch: one that was closed before it was opened, behind its first order.
crm-deal import -q - --create-missing > /dev/null <<'END'
name,customer,amount,stage,opened_on,closed_on,product
a,Alder,1000,won,2025-01-01,2025-02-10,P
b,Alder,500,won,2025-01-01,2025-12-01,P
c,Alder,7,won,2026-01-01,2026-10-02,R
d,Alder,50,won,2026-01-01,2026-10-12,R
e,Alder,3,won,2026-01-01,2026-10-10,R
f,Birch,40,won,2026-01-01,2026-08-28,P
g,Birch,60,won,2026-10-30,2026-10-20,P
h,Cedar,20,won,2026-01-01,2025-12-20,P
END
run 'before anything is ordered' 0 crm-report rfm -c customer,last_sale,frequency,monetary
is_out 'customer,last_sale,frequency,monetary
Alder,2026-10-12,5,1560.00
Birch,2026-08-28,1,40.00'
is_err 'crm-report: left out: 2 closed before opened; see: crm-deal list -w '\''cycle < 0'\'''
crm-order import -q - > /dev/null <<'END'
ext,customer,ordered_on,status,amount,deal
1,Alder,2026-10-10,confirmed,10,D3
2,Birch,2026-09-01,confirmed,5,
3,Cedar,2026-11-20,cancelled,900,
END
crm-order order-line import -q - > /dev/null <<'END'
order,product,quantity,amount
O1,Q,1,10
O2,Q,1,5
END

run 'what was won before the first order counts' 0 crm-report rfm \
    -c customer,last_sale,frequency,monetary
is_out 'customer,last_sale,frequency,monetary
Alder,2026-10-10,3,1510.00
Birch,2026-09-01,2,45.00'
run 'a cohort is of the first sale' 0 crm-report cohorts --by year -c cohort,since,bought
is_out 'cohort,since,bought
2025,0,1
2025,1,1
2026,0,1'
is_err 'crm-report: left out: 1 closed before opened; see: crm-deal list -w '\''cycle < 0'\'''
run 'who bought again' 0 crm-report repeat -c n,repeat,orders,revenue
is_out 'n,repeat,orders,revenue
2,2,5,1555.00'
run 'days on which was bought' 0 crm-report churn -c customer,order_days,last_sale
is_out 'customer,order_days,last_sale
Alder,3,2026-10-10
Birch,2,2026-09-01'
run 'what the greatest bought of all' 0 crm-report concentration -c revenue,top_1
is_out 'revenue,top_1
1555.00,97.11'
run 'the same days a year before' 0 crm-report decline --on 2026-12-01 \
    -c customer,year_ago,last_90_days
is_out 'customer,year_ago,last_90_days
Alder,500.00,10.00'
run 'the first order is that of the book, not of the days' 0 crm-report rfm \
    --from 2026-10-11 -c customer,monetary
is_out customer,monetary
run 'orders behind the days are not known yet' 0 crm-report rfm --to 2026-10-09 \
    -c customer,monetary
is_out 'customer,monetary
Alder,1507.00
Birch,45.00'
run 'products of all of them' 0 crm-report cross-sell --define
like_out 'and of its deals that were won before the first of them'
run 'it says so' 0 crm-report rfm --define
like_out "deals won before the customer's first order, .* but none that an order is of"
run 'grades know it' 0 crm-customer grade --explain -c customer_id,revenue
is_out 'customer_id,revenue
C1,510.00
C2,45.00
C3,'

# ---- the status of a customer goes by the same days ----

# Five days with 30 between them, then none for 200: the limit is 45.
crm-deal import -q - --create-missing > /dev/null <<'END'
name,customer,amount,stage,opened_on,closed_on
k,Dove,1,won,2025-01-01,2025-11-05
l,Dove,1,won,2025-01-01,2025-12-05
m,Dove,1,won,2025-01-01,2026-01-04
n,Dove,1,won,2025-01-01,2026-02-03
END
crm-order import -q - > /dev/null <<'END'
ext,customer,ordered_on,status,amount
9,Dove,2026-03-05,confirmed,1
END
export CRM_NOW=2026-05-10T09:00:00Z
run 'lost, as it bought every month' 0 crm-report churn -w 'name = Dove' -c order_days,status
is_out 'order_days,status
5,churned'
run 'and its status' 0 crm-customer list -w 'name = Dove' -c status
is_out 'status
churned'
done_testing
