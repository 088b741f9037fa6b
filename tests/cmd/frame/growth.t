#!/bin/sh
# Verbs that do one record after another take as long for each, however many
# there are and however large the book is: no statement for one record looks
# through a table, and nothing is counted anew for each.  Ten times the ids may
# take LINEAR times as long (a count for each, sixty and more), ten times the
# book FLAT times (a look through a table for each, eight and more).
. "$(dirname "$0")/../../lib.sh"
only_file 'the time of a server is not that of the program'
TOOLS=${CRM_BIN%/bin}/tools
[ -x "$TOOLS/measure" ] || TOOLS=$TOP/build/tools
LINEAR=25 FLAT=4
FEW=300 MANY=3000
TURNS='1 2 3'
! is_watched || TURNS=1

# made NAME ROWS: a book of that many leads in a pool that everybody claims
# from, with a log of as many changes.
made() {
	other "$1"
	crm-admin init -q > made.out
	crm-admin pool add -q name=sea kind=lead claims_per_day=100000 > made.out
	crm-team user add -q login=zed capacity=100000 > made.out
	crm-team set ann capacity=100000 -q > made.out
	crm-admin assign-rule add -q name=all kind=lead seq=1 \
	    method=person person=zed > made.out
	awk -v n="$2" 'BEGIN {
		print "ext,company,name,email,phone,source"
		for (i = 1; i <= n; i++)
			printf "X%d,Company %d,Name %d,a%d@example.com," \
			    "+86138%08d,web\n", i, i, i, i, i
	}' > made.csv
	crm-lead import made.csv -q > made.out
	crm-lead list -o ids > made.ids
	crm-lead release - -q < made.ids > made.out
}

# spent COMMAND… < IDS: its processor time in microseconds; who counts all anew
# for each would never end.
spent() {
	"$TOOLS/measure" figures prlimit --cpu=10 "$@" > spent.out 2> spent.err ||
	    { echo "$*"; cat spent.err; } >> failed
	awk '{ printf "%d\n", $3 * 1e6 }' figures
}

# undone VERB: a line of the undo of what it did.
undone() {
	echo "undo-$1 $(spent crm-admin undo "$(crm-admin log -l 1 -o csv \
	    -c batch | tail -n 1)")"
}

# sweep: every verb in turn, each on what the one before has left; a line each,
# of its name and its time.
sweep() {
	for verb in 'claim -' 'transfer - to=zed' 'release - pool=sea' \
	    'assign -' 'set - title=CTO' 'delete -' 'restore -' \
	    'show -' 'list -' 'history -' 'work -' 'qualify -' \
	    'convert - deal=new'
	do
		# shellcheck disable=SC2086 # a verb and its operands
		echo "${verb%% *} $(spent crm-lead $verb < ids)"
	done
	undone convert
	echo "merge $(spent crm-lead merge - < pairs)"
	undone merge
}

# swept BOOK N: the times of N ids in a copy of the book go to the file
# BOOK.N: of three sweeps the least, for others are at work here too.
swept() {
	rm -f all.times
	for _ in $TURNS; do
		CRM_DB=$T_DIR/turn.db
		rm -f "$CRM_DB"*
		cp "$T_DIR/$1.db" "$CRM_DB"
		crm-lead list -o ids -l "$2" > ids
		awk 'BEGIN { print "lead_id,cluster" }
			{ print $1 "," int((NR + 1) / 2) }' ids > pairs
		sweep >> all.times
	done
	awk '!($1 in least) { name[++n] = $1; least[$1] = $2 }
		$2 < least[$1] { least[$1] = $2 }
		END { for (i = 1; i <= n; i++) print name[i], least[name[i]] }' \
	    all.times > "$1.$2"
}

# compared FROM TO MOST WHAT: a test a verb.
compared() {
	while read -r verb before && read -r same after <&3; do
		[ "$verb" = "$same" ] && [ "$after" -le $((before * $3)) ]
		result $? "$verb: $4"
		[ "$after" -le $((before * $3)) ] ||
		    echo "# $before us, then $after us"
	done < "$1" 3< "$2"
}

# held BOOK N: the same of orders, whose lines are all of one product.
held() {
	other "$1"
	crm-admin init -q > made.out
	crm-customer add name=C -q > made.out
	crm-stock warehouse add name=W -q > made.out
	crm-stock add sku=A -q > made.out
	crm-stock receive product=A quantity=100000 price=1 -q > made.out
	awk -v n="$2" 'BEGIN { print "customer"
		while (n-- > 0) print "C" }' | crm-order import - -q > made.out
	crm-order list -o ids > ids
	awk 'BEGIN { print "order,product,quantity,unit_price" }
		{ for (i = 0; i < 5; i++) print $1 ",A,1,1" }' ids |
	    crm-order order-line import - -q > made.out
	crm-order submit - -q < ids > made.out
	for verb in confirm ship; do
		echo "$verb $(spent crm-order $verb - < ids)"
	done > "$1.times"
	# The newest first: the shipment, then the confirmation.
	for b in $(crm-admin log -l 2 -o csv -c batch | sed 1d); do
		echo "undo $(spent crm-admin undo "$b")"
	done >> "$1.times"
}

# called BOOK N: a lead is shown beside N calls about another one.
called() {
	other "$1"
	crm-admin init -q > made.out
	printf 'company\nOne\nOther\n' | crm-lead import - -q > made.out
	awk -v n="$2" 'BEGIN { print "kind,about,at,subject"
		while (n-- > 0) print "call,L2,2026-11-02,call" }' |
	    crm-task activity import - -q > made.out
	# shellcheck disable=SC2016 # the inner shell counts
	echo "show $(spent sh -c 'for i in $(seq 20); do
	    crm-lead show L1; done')" > "$1.times"
}

made small 3000
swept small "$FEW"
if is_watched; then
	skip 'times of a larger book, and of more' 'they are those of the sanitizer'
else
	made large 30000
	swept large "$FEW"
	swept large "$MANY"
	compared "small.$FEW" "large.$FEW" "$FLAT" 'a larger book takes no longer'
	compared "large.$FEW" "large.$MANY" "$LINEAR" \
	    'ten times as many take ten times'
	called silent 100
	called spoken 250000
	compared silent.times spoken.times 2 \
	    'what was done about others takes no time'
	held few 100
	held many 1000
	compared few.times many.times "$LINEAR" \
	    'ten times as many of one product take ten times'
fi
: >> failed
is "$(cat failed)" '' 'all verbs did it'
done_testing
