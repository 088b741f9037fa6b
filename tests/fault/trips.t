#!/bin/sh
# A trip to a server costs more than all else: verbs that do one record after
# another take some hundred records with each.  Counted is what the program sends.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"
on_server || {
	echo '1..0 # SKIP books are files here: there are no trips'
	exit 0
}
FEW=100 MANY=600
book
leads "$MANY" > leads.csv
crm-lead import -q leads.csv > /dev/null
# A table that was empty when its statements were planned is not read whole for each row:
# of 600 rows that were some 400,000.
read=$(ask "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'lead'")
[ "$read" -le 20000 ]
result $? 'rows of an import look up others by an index'
[ "$read" -le 20000 ] || echo "# $read"
crm-team set ann capacity=1000 customer_capacity=1000 -q > /dev/null
crm-team add -q login=zed capacity=1000 > /dev/null
# More people than there are records in some tables.
awk 'BEGIN { print "login"; for (i = 1; i <= 60; i++) print "rep" i }' |
    crm-team import - -q > /dev/null
crm-admin pool add -q name=sea kind=lead > /dev/null
crm-admin assign-rule add -q name=all kind=lead seq=1 method=least_load \
    > /dev/null
crm-admin score-rule add -q kind=lead name=new when='status = new' points=5 \
    > /dev/null
crm-lead list -o ids > all

# trips N COMMAND…: how often it sends, over so many ids.
trips() {
	head -n "$1" all > ids
	shift
	faulty send 0 EIO "$@" -q < ids || { cat err; echo "$*"; } >> failed
	cat calls
}
# few MOST VERB…: so many trips at most for each hundred more.
few() {
	most=$1
	shift
	before=$(trips "$FEW" crm-lead "$@" -n)
	after=$(trips "$MANY" crm-lead "$@")
	each=$(((after - before) * 100 / (MANY - FEW)))
	[ "$each" -le "$most" ]
	result $? "$1: at most $most trips a hundred"
	[ "$each" -le "$most" ] || echo "# $each"
}

few 10 set - title=CTO
few 15 set - title=CFO --keep-going
few 15 release - pool=sea
few 15 claim -
few 15 release - pool=sea
few 15 transfer - to=zed
few 15 release - pool=sea
few 15 assign -
few 15 transfer - to=ann
few 15 score -
few 10 delete -
few 10 restore -

# starts MOST COMMAND…: so many messages: two to connect and part, two for the one trip
# that reads what every start reads, then what the command asks, and one that ends what
# was only read, for a pool to lend the session again.
starts() {
	most=$1
	shift
	faulty send 0 EIO "$@" > /dev/null || { cat err; echo "$*"; } >> failed
	[ "$(cat calls)" -le "$most" ]
	result $? "$*: at most $most messages"
	[ "$(cat calls)" -le "$most" ] || echo "# $(cat calls)"
}
starts 5 crm-lead fields
starts 6 crm-lead list -l 1 -c lead_id
starts 8 crm-lead list L1 -o ids
starts 7 crm-lead show L1 -c lead_id,company,last_activity
: >> failed
is "$(cat failed)" '' 'all verbs did it'
crm-task add -q subject=call about=L3 owner=ann > /dev/null
crm-task add -q subject=done about=L4 owner=ann status=done > /dev/null
crm-task add -q subject=other about=L500 owner=zed > /dev/null
head -n 600 all | crm-lead transfer - to=zed -q > /dev/null
is "$(crm-task list -s task_id -c about,owner -o csv | tr '\n' ' ')" \
    'about,owner L3,zed L4,ann L500,zed ' 'the open tasks went with the leads'
run 'the book is sound' 0 crm-admin check -q
done_testing
