#!/bin/sh
# The reports meet the published figures of a real sales book: 8,800 deals.
. "$(dirname "$0")/../../lib.sh"
DATA=$TOP/../shared/data/maven_crm
need "$DATA"
book --currency USD
export CRM_FORMAT=csv

# The columns of the files as ours; logins are made of names.
tr -d '\r' < "$DATA/sales_teams.csv" | awk -F, '
function login(n) { gsub(" ", ".", n); return tolower(n) }
BEGIN { print "login,name,manager,region" }
NR > 1 && !seen[$2]++ { print login($2) "," $2 ",," }
NR > 1 { row[++n] = login($1) "," $1 "," login($2) "," $3 }
END { for (i = 1; i <= n; i++) print row[i] }' > users.csv
tr -d '\r' < "$DATA/products.csv" | awk -F, '
BEGIN { print "sku,name,category" }
NR > 1 { print $1 "," $1 "," $2 }' > products.csv
tr -d '\r' < "$DATA/accounts.csv" | awk -F, '
BEGIN { print "name" } NR > 1 { print $1 }' > accounts.csv
sed 's/GTXPro/GTX Pro/' "$DATA/sales_pipeline.csv" > deals.csv
run 'users' 0 crm-team import users.csv
run 'products' 0 crm-stock import products.csv
run 'customers' 0 crm-customer import accounts.csv
run 'deals' 0 crm-deal import deals.csv --date-format dmy --map \
'opportunity_id=ext,sales_agent=owner,account=customer,deal_stage=stage,'\
'engage_date=opened_on,close_date=closed_on,close_value=amount' \
    --value stage:Prospecting=qualification --value stage:Engaging=needs
is_err 'crm-deal: read 8800, inserted 8800 (batch B5)'

run 'deals of each stage' 0 crm-report pipeline -c stage,count,amount
is_out 'stage,count,amount
qualification,500,0.00
needs,1589,0.00
proposal,0,0.00
negotiation,0,0.00
contract,0,0.00
won,4238,10005534.00
lost,2473,0.00'

run 'won revenue' 0 crm-report sales
is_out 'deals,amount,average,share,currency
4238,10005534.00,2360.91,100,USD'

run 'win rate, both ways' 0 crm-report win-rate -c n,win_rate,won_of_all
is_out 'n,win_rate,won_of_all
6711,63.15,48.16'

run 'sales cycle' 0 crm-report cycle -c type,n,mean,median
is_out 'type,n,mean,median
won,4238,51.78,57
lost,2473,41.48,14'

run 'by region' 0 crm-report sales --by owner.region -c owner.region,deals,amount
is_out 'owner.region,deals,amount
West,1438,3568647.00
Central,1629,3346293.00
East,1171,3090594.00'

run 'by product' 0 crm-report sales --by product -c product,amount
is_out 'product,amount
GTX Pro,3510578.00
GTX Plus Pro,2629651.00
MG Advanced,2216387.00
GTX Plus Basic,705275.00
GTX Basic,499263.00
GTK 500,400612.00
MG Special,43768.00'

run 'the top agent' 0 crm-report sales --by owner.name -c owner.name,deals,amount
is "$(sed -n 2p out)" 'Darcel Schlecht,349,1153214.00' 'the top agent: who'

run 'the parts are the whole' 0 crm-report sales --by owner.manager
is "$(awk -F, '{ n += $2; s += $3 } END { printf "%d %.2f", n, s }' out)" \
    '4238 10005534.00' 'the parts are the whole: managers'

done_testing
