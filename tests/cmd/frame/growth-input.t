#!/bin/sh
# Input of any shape takes as long for each of its rows, cells and bytes, however
# many there are: four times as much may take MOST times as long, where all of
# them looked through for each would take sixteen times.  And what a table prints
# grows as what is in it.
. "$(dirname "$0")/../../lib.sh"
only_file 'the time of a server is not that of the program'
TOOLS=${CRM_BIN%/bin}/tools
[ -x "$TOOLS/measure" ] || TOOLS=$TOP/build/tools
MOST=9
TURNS='1 2 3'
! is_watched || TURNS=1

# spent WANT COMMAND…: its processor time in microseconds, in a new book each
# time; of three the least, for others are at work here too.
spent() {
	want=$1
	shift
	least=
	for turn in $TURNS; do
		export CRM_DB="$T_DIR/$turn.db"
		rm -f "$CRM_DB"*
		crm-admin init -q > made
		status=0
		"$TOOLS/measure" figures prlimit --cpu=20 "$@" > spent.out \
		    2> spent.err || status=$?
		[ "$status" = "$want" ] ||
		    { echo "$* (status $status)"; tail -n 3 spent.err; } >> failed
		now=$(awk '{ printf "%d\n", $3 * 1e6 }' figures)
		[ "${least:-$now}" -lt "$now" ] || least=$now
	done
	echo "$least"
}

# grows WHAT STATUS N MAKER COMMAND…: MAKER prints a file of a size on stdout,
# that of N and of four times N are read by the command from the file `in`.  What
# watches its memory reads the smaller one: its time is not the program's.
grows() {
	what=$1 status_wanted=$2 n=$3 maker=$4
	shift 4
	"$maker" "$n" > in
	before=$(spent "$status_wanted" "$@")
	if is_watched; then
		skip "$what: so many were read" 'the time is that of the sanitizer'
		return
	fi
	"$maker" $((4 * n)) > in
	after=$(spent "$status_wanted" "$@")
	[ "$after" -le $((before * MOST)) ]
	result $? "$what: four times as many take four times as long"
	[ "$after" -le $((before * MOST)) ] ||
	    echo "# $before us, then $after us"
}

# chain N STEP FIRST: customers each below the one STEP further on; what there is
# none of is FIRST.
chain() {
	awk -v n="$1" -v step="$2" -v first="$3" 'BEGIN {
		print "code,name,parent"
		for (i = 1; i <= n; i++) {
			above = i + step
			if (above < 1 || n < above)
				name = first
			else
				name = "K-" above
			printf "K-%d,Firm %d,%s\n", i, i, name
		}
	}'
}
lost_up() { chain "$1" 1 K-0; }
lost_down() { chain "$1" -1 K-0; }

grows 'parents further down, the last is nowhere' 4 225 lost_up \
    crm-customer import in -q -o ids
grows 'parents further up, the first is nowhere' 4 225 lost_down \
    crm-customer import in -q -o ids

up() { chain "$1" 1 ''; }
down() { chain "$1" -1 ''; }
grows 'parents further down' 0 2000 up crm-customer import in -q -o ids
grows 'parents further up' 0 2000 down crm-customer import in -q -o ids

# Rows that have one e-mail address, one number, one company.
leads() {
	awk -v n="$1" -v who="$2" 'BEGIN {
		print "ext,company,name,email,phone"
		for (i = 1; i <= n; i++)
			printf "X%d,Firm,Kim %s,kim@firm.com,02112345678\n", \
			    i, who == "all" ? i : "Berg"
	}'
}
copies() { leads "$1" one; }
everybody() { leads "$1" all; }
grows 'copies of one lead' 0 2000 copies crm-lead import in -q -o ids
grows 'leads behind one address' 0 2000 everybody crm-lead import in -q -o ids
grows 'copies of one lead, in bulk' 0 20000 copies \
    crm-lead import in -q -o ids
grows 'leads behind one address, in bulk' 0 20000 everybody \
    crm-lead import in -q -o ids

# What is about deals, whose names have no index: by id, and by name.
about() {
	awk -v n="$1" 'BEGIN {
		print "name,stage"
		for (i = 1; i <= n; i++)
			printf "Deal %d,needs\n", i
	}' > deals
	awk -v n="$1" -v what="$2" 'BEGIN {
		print "kind,about,subject"
		for (i = 1; i <= n; i++)
			printf "call,%s%d,\n", what, i
	}'
}
by_id() { about "$1" D; }
by_name() { about "$1" 'Deal '; }
for by in by_id by_name; do
	grows "activities about deals, $by" 0 1500 $by sh -c \
	    'crm-deal import deals -q -o ids && crm-task activity import in -q -o ids'
done

# Records whose keys come in another order in each.
keys() {
	awk -v n="$1" 'BEGIN {
		for (r = 0; r < 16; r++) {
			printf "{\"company\":\"Firm %d\"", r
			for (i = 0; i < n; i++)
				printf ",\"key %d\":1", (i * 7 + r * 13) % n
			print "}"
		}
	}'
}
grows 'keys of a record' 0 1000 keys \
    crm-lead import in -i ndjson --ignore-unknown -q -o ids

# lines N: lines of one product in two orders; numbered, of one order.
lines() {
	awk -v n="$1" 'BEGIN { print "order,product,quantity"
		for (i = 1; i <= n; i++) print "S" i % 2 ",Pen," i }'
}
numbered() {
	awk -v n="$1" 'BEGIN { print "order,line,product"
		for (i = 1; i <= n; i++) print "S1," i ",Pen" }'
}
grows 'lines of one product' 0 3000 lines \
    crm-order order-line import in --create-missing -q -o ids
grows 'numbered lines of one order' 0 3000 numbered \
    crm-order order-line import in --create-missing -q -o ids

# A table with one long note, off a terminal.
printed() {
	other "table$1"
	crm-admin init -q > made
	awk -v n="$1" 'BEGIN {
		print "company,notes"
		for (i = 1; i < n; i++)
			printf "Firm %d,short\n", i
		printf "Firm %d,", n
		for (i = 0; i < n; i++)
			printf "a note that goes on and on "
		print ""
	}' > in
	crm-lead import in -q > made
	crm-lead list -o table -c lead_id,notes,company > "$1.table"
	wc -c < "$1.table"
}
few=$(printed 500) many=$(printed 2000)
[ "$many" -le $((few * 5)) ]
result $? 'a table: no row is padded to the widest cell of all'
[ "$many" -le $((few * 5)) ] || echo "# $few bytes, then $many"
is "$(grep -o 'on and on' 2000.table | wc -l | tr -d ' ')" 2000 \
    'and nothing of it is cut'

: >> failed
is "$(cat failed)" '' 'all of it was read'
done_testing
