#!/bin/sh
# No statement that runs for one record after another looks through a large table:
# every bulk verb once over many records, by programs that count.
. "$(dirname "$0")/../../lib.sh"
only_file 'the planner of a server goes by what its tables hold'
is_watched || {
	echo '1..0 # SKIP only programs that watch themselves count'
	exit 0
}
N=120
CRM_SCANS=$PWD/scans
export CRM_SCANS
# does NAME COMMAND… < IDS: it goes well, and scanned nothing record by record.
does() {
	t_what=$1
	shift
	: > scans
	"$@" -q > does.out 2> does.err
	is "$? $(cat does.err)" '0 ' "$t_what"
	is "$(cat scans)" '' "$t_what: no table is looked through for each"
}
numbers() { seq "$N"; }
ids() { seq -f "$1%.0f" "$N"; }

book
crm-team add -q login=zed capacity=100000 > made.out
crm-team set -q ann capacity=100000 > made.out
crm-admin pool add -q name=sea kind=lead claims_per_day=100000 > made.out
crm-admin assign-rule add -q name=all kind=lead seq=1 method=person person=zed > made.out

# ---- leads ----
numbers | awk 'BEGIN { print "ext,company,name,email,phone,source" }
	{ printf "X%d,Company %d,Name %d,a%d@example.com,+86138%08d,web\n", $1, $1, $1, $1, $1 }' > leads.csv
does 'import of leads' crm-lead import leads.csv
does 'the same again' crm-lead import leads.csv --on-duplicate update
ids L > leads
does 'release' crm-lead release - < leads
does 'claim' crm-lead claim - < leads
does 'set' crm-lead set - city=Ulm < leads
does 'assign' crm-lead assign - < leads
does 'transfer' crm-lead transfer - to=ann < leads
does 'work' crm-lead work - < leads
does 'qualify' crm-lead qualify - < leads
does 'touch' crm-lead touch add - source=web < leads
does 'tasks' crm-task add - subject=call owner=zed < leads
does 'activities' crm-task activity add - kind=call subject=call < leads
does 'convert' crm-lead convert - deal=Deal < leads
ids T > tasks
does 'tasks that are done' crm-task "done" - < tasks

# ---- deals, customers ----
ids D > deals
ids C > customers
numbers | awk 'BEGIN { print "name,customer" } { print "n" $1 ",New " $1 }' > new.csv
does 'customers that are not there' crm-deal import new.csv --create-missing -n
numbers | awk 'BEGIN { print "name,phone,website" }
	{ printf "Tel %d,139%08d,https://www.w%d.cn/\n", $1, $1, $1 }' > tels.csv
does 'customers with numbers' crm-customer import tels.csv
numbers | awk 'BEGIN { print "name,customer" } { printf "t%d,139%08d\n", $1, $1 }' > tel.csv
does 'customers by their numbers' crm-deal import tel.csv -n
numbers | awk 'BEGIN { print "website,city" } { printf "w%d.cn,Ulm\n", $1 }' > sites.csv
does 'customers by their sites' crm-customer import sites.csv --key website \
    --on-duplicate update
does 'move' crm-deal move - stage=needs < deals
does 'grade' crm-customer set - grade=A < customers

# ---- goods, orders, cash ----
crm-stock add -q sku=P name=P list_price=10 > made.out
crm-stock warehouse add -q name=W > made.out
numbers | awk 'BEGIN { print "product,quantity,price" } { print "P,5,1" }' > goods.csv
does 'receive' crm-stock receive - < goods.csv
numbers | awk 'BEGIN { print "customer_id,form" } { print "C" $1 ",delivery" }' > orders.csv
does 'import of orders' crm-order import orders.csv
numbers | awk 'BEGIN { print "order,product,quantity,unit_price" } { print "O" $1 ",P,2,10" }' > lines.csv
does 'import of lines' crm-order order-line import lines.csv
ids O > orders
does 'submit' crm-order submit - < orders
does 'confirm' crm-order confirm - < orders
does 'ship' crm-order ship - < orders
does 'invoice' crm-order order invoice - < orders
ids I > invoices
does 'issue' crm-order invoice issue - < invoices
numbers | awk 'BEGIN { print "customer_id,amount" } { print "C" $1 ",20" }' > payments.csv
does 'import of payments' crm-order payment import payments.csv
ids P > payments
does 'allocate' crm-order payment allocate - < payments
does 'unallocate' crm-order payment unallocate - < payments
does 'allocation of the whole book' crm-order payment allocate
does 'delete' crm-task delete - -y < tasks
done_testing
