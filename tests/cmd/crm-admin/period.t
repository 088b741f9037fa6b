#!/bin/sh
# Closed periods, and the right to book in them.
. "$(dirname "$0")/../../lib.sh"
book

logins bob fin
quiet() { "$@" -q > /dev/null; }
for u in bob:rep fin:finance; do
	quiet crm-team user add login=${u%:*} role=${u#*:}
done
as() { who=$1; shift; CRM_USER=$who "$@"; }
quiet crm-customer add name=Acme
quiet crm-order add number=SO1 customer=Acme ordered_on=2026-10-05 amount=100
echo 'number,customer,ordered_on,amount,status
SO2,Acme,2026-11-05,100,closed' | quiet crm-order import -
quiet crm-order order-line add order=SO1 quantity=1 unit_price=100

# ---- closing ----

run 'what waits' 0 crm-admin period check 2026-10 -o csv
is_out 'area,record,dated
order,O1,2026-10-05'
run 'of another area' 0 crm-admin period check 2026-10 stock -o csv
is_out 'area,record,dated'
run 'no period' 2 crm-admin period close
is_err 'crm-admin: close takes a period or its last day, and an area: 2026-10 stock'
run 'no area' 4 crm-admin period close 2026-10 leads
like_err 'area'
run 'days to come' 4 crm-admin period close 2026-11
is_err 'crm-admin: closed_until: 2026-11-30 is not over yet'
run 'nobody closes without the right' 6 as bob crm-admin period close 2026-10
is_err 'crm-admin: the role rep has not the right period; crm-admin right add right=period role=rep gives it'
run 'close' 0 crm-admin period close 2026-10 -o csv -c name,closed_until,hard
is_out 'name,closed_until,hard
all,2026-10-31,no'
like_err '^crm-admin: 1 of these days wait still; see: crm-admin period check 2026-10$'

# ---- what is closed ----

closed='ordered_on: 2026-10-05 is in a closed period; the first open day is 2026-11-01'
run 'nothing is changed' 5 crm-order set SO1 amount=90
like_err "$closed"
run 'nor dated out of it' 5 crm-order set SO1 ordered_on=2026-11-05
like_err "$closed"
run 'nor into it' 5 crm-order set SO2 ordered_on=2026-10-05
like_err "$closed"
run 'nor deleted' 5 crm-order delete SO1
like_err "$closed"
run 'nor its lines' 5 crm-order order-line set OL1 quantity=2
like_err "$closed"
run 'nor a line added' 5 crm-order order-line add order=SO1 quantity=1
like_err "$closed"
run 'nor an order' 5 crm-order add number=SO3 customer=Acme ordered_on=2026-10-05
like_err "$closed"
try 'nor imported' 5 'printf "number,ordered_on\nA3,2026-10-05\n" | crm-order import -'
like_err "$closed"
run 'nor undone' 5 crm-admin undo B7
like_err 'OL1 .*2026-10-05 is in a closed period; the first open day is 2026-11-01'
run 'nor the closing' 5 crm-admin undo B8
like_err 'PD1 who opens closed days says why'
run 'nor that without the right' 6 as bob crm-admin undo B8 --reason audit
like_err 'the role rep has not the right period'
run 'what is undone with a reason' 0 crm-admin undo B7 --reason audit -q -n
run 'remarks are no figures' 0 crm-order set SO1 notes=late tags=x -q
run 'nor where it goes, and when' 0 crm-order set SO1 ship_address=Elsewhere requested_on=2026-12-24 priority=2 -q
run 'nor what a line is promised for' 0 crm-order order-line set OL1 promised_on=2026-12-01 requested_on=2026-12-24 -q
run 'but with a figure they are' 5 crm-order set SO1 ship_address=There amount=90
like_err "$closed"
run 'what is open stays so' 0 crm-order set SO2 amount=90 -q
run 'what has no day too' 0 crm-order add number=SO4 customer=Acme -q

# ---- the right ----

run 'a reason is not enough' 6 as bob crm-order set SO1 amount=90 --reason audit
like_err 'the role rep has not the right period'
run 'who has it says why' 0 crm-order set SO1 freight=90 --reason audit -q
run 'what an admin has is not given' 4 crm-admin right add right=period role=admin
is_err 'crm-admin: role: an admin has every right already'
quiet crm-admin right add right=period role=finance limit=30
run 'as far as it goes' 0 as fin crm-order set SO1 freight=80 --reason audit -q
run 'not further' 6 as fin crm-order set SO1 ordered_on=2026-09-01 --reason audit
is_err 'crm-order: the right period of the role finance goes as far as 30, and this is 61; crm-admin right set RI1 limit=N changes that'
try 'explained' 0 'crm-admin explain fin -o csv | grep -e ^right -e ^period'
is_out 'right,may,limit,why
period,yes,30,RI1'
try 'to oneself' 0 'CRM_USER=bob crm-admin explain -o csv | grep -e ^right -e ^period'
is_out 'right,may,limit,why
period,no,,no right names the role rep'
try 'of an admin' 0 'crm-admin explain -o csv -c why | uniq'
is_out 'why
an admin has every right'
run 'once a role' 5 crm-admin right add right=period role=finance

# ---- later ones, areas, sellers ----

quiet crm-admin period close 2026-11-10 order 2> /dev/null
run 'the later counts' 5 crm-order set SO2 amount=70
like_err 'the first open day is 2026-11-11'
quiet crm-admin seller add code=SH name=Shanghai
run 'of a seller' 0 crm-admin period close 2026-11-20 seller=SH -o csv -c name,seller
is_out 'name,seller
all-SLR1,Shanghai'
run 'which closes nothing of others' 5 crm-order set SO2 amount=70
like_err 'the first open day is 2026-11-11'

# ---- opened again ----

run 'not without a reason' 5 crm-admin period reopen order
is_err 'crm-admin: who opens closed days says why: --reason TEXT'
run 'nor the right' 6 as bob crm-admin period reopen order --reason audit
run 'from a day on' 0 crm-admin period reopen order from=2026-11-05 --reason audit -o csv -c closed_until
is_out 'closed_until
2026-11-04'
run 'what is open is not opened' 5 crm-admin period reopen order from=2026-11-10 --reason audit
is_err 'crm-admin: 2026-11-10 is open already'
run 'it is' 0 crm-order set SO2 amount=70 -q
run 'moved back by hand' 5 crm-admin period set order closed_until=2026-11-01
is_err 'crm-admin: who opens closed days says why: --reason TEXT'
run 'it keeps what it closes' 5 crm-admin period set order area=stock
like_err 'a lock keeps what it closes'
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
quiet crm-admin period close 2026-11-10 order 2> /dev/null
run 'closing is not undone so' 5 crm-admin undo "B$((${batch#B} + 1))"
like_err 'who opens closed days says why'
run 'but with a reason' 0 crm-admin undo "B$((${batch#B} + 1))" --reason audit -q
run 'all of it' 0 crm-admin period reopen order --reason audit -q
run 'and closed once more' 0 crm-admin period close 2026-11-10 order -q

# ---- for good ----

run 'for good' 0 crm-admin period close 2026-10 stock hard=yes -o csv -c name,hard
is_out 'name,hard
stock,yes'
run 'nobody opens it' 5 crm-admin period reopen stock --reason audit
is_err 'crm-admin: stock is closed for good until 2026-10-31, and nobody opens it'
run 'nor softens it' 5 crm-admin period set stock hard=no --reason audit
like_err 'closed for good'
quiet crm-stock product add sku=A name=A
quiet crm-stock warehouse add name=W1
run 'nor books in it' 5 crm-stock receive product=A quantity=1 price=1 on=2026-10-31 --reason audit
like_err '2026-10-31 is closed for good; the first open day is 2026-11-01'
run 'later ones are closed all the same' 0 crm-admin period close 2026-11-10 stock -q

run 'the book is whole' 0 crm-admin check -q

# ---- who relies on an open day, and who closes it meanwhile ----

# On a server others write beside us; a file has one writer at a time.
if on_server; then
	hold() {
		mkfifo "$1"
		psql -U ann -q -d "$CRM_DB" < "$1" > "$1.out" &
		exec 3> "$1"
		echo "BEGIN; SELECT pg_advisory_xact_lock$2(1668443443);" >&3
		i=0
		until [ -s "$1.out" ] || [ $((i += 1)) -gt 100 ]; do sleep 0.1; done
	}
	CRM_BUSY_TIMEOUT=0.3
	export CRM_BUSY_TIMEOUT
	hold booking _shared
	run 'who books keeps others from closing' 75 crm-admin period close 2026-07
	run 'and nobody from booking' 0 crm-order add amount=1 ordered_on=2026-11-20 -q -o ids
	exec 3>&-
	wait
	hold closing ''
	run 'who closes keeps others from booking' 75 crm-order add amount=1 ordered_on=2026-11-20
	run 'what has no day in the books goes on' 0 crm-lead add company=Oak -q -o ids
	exec 3>&-
	wait
	unset CRM_BUSY_TIMEOUT
fi
done_testing
