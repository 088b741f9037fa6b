#!/bin/sh
# A file of moves is one batch, in which rows wait for one another and the oldest
# layers are kept: what comes of it is what comes of a file for each move.
. "$(dirname "$0")/../../lib.sh"

start() {
	book
	{
		crm-stock warehouse add name=W -q
		crm-stock warehouse add name=V -q
		crm-stock add sku=A cost_method=fifo -q
		crm-stock add sku=B -q
		crm-stock add sku=C cost_method=fifo -q
	} > out
}
# Of each product a dozen layers and more, their days in no order; issues that take of
# one, of several, and of all.
awk 'BEGIN {
	print "kind,moved_on,product,warehouse,quantity,value,ext,notes"
	seed = 11
	for (i = 1; i <= 150; i++) {
		seed = (seed * 1103515 + 12345) % 2147483648
		any = int(seed / 65536)
		p = substr("ABC", any % 3 + 1, 1)
		w = any % 5 == 4 ? "V" : "W"
		n = i <= 60 ? 5 + any % 7 : 1 + any % 23
		into = i <= 60 || any % 4 == 0 || there[p w] < n
		there[p w] += into ? n : -n
		day = into ? 1 + any % 9 : 20
		printf "%s,2026-10-%02d,%s,%s,%d,%s,M%d,%s\n",
		    into ? "receipt" : "issue", day, p, w, into ? n : -n,
		    into ? n * (3 + any % 5) ".01" : "", i,
		    i % 10 == 0 ? "a note" : ""
	}
}' > moves.csv

state() {
	crm-stock move list -s ext -c ext,kind,quantity,value,product,warehouse,notes
	crm-stock level list -s product,warehouse -c product,warehouse,on_hand,value
	ask 'SELECT "product", "warehouse", "since", "quantity", "left",
	    "left_value", "open" FROM layer ORDER BY 1, 2, "id"'
	ask 'SELECT "ext", "parts" FROM move ORDER BY "ext"'
}

start
{ read -r header; while read -r row; do
	printf '%s\n%s\n' "$header" "$row" |
	    crm-stock move import - -q >> out 2>> err || echo "$row" >> refused
done; } < moves.csv
run 'a file for each move: all are taken' 1 cat refused
state > each

start
run 'all in one file' 0 crm-stock move import moves.csv -q
state > once
run 'they come to the same' 0 diff each once
run 'the books are sound' 0 crm-admin check --deep
crm-stock level list -s product,warehouse -c product,warehouse,on_hand,value > before
crm-admin log -l 1 -c batch -o csv | sed 1d > number

# ---- of layers that were there: the log says what came of them ----

sed 's/,M\([0-9]*\),/,N\1,/' moves.csv > more.csv
run 'the same again, as others' 0 crm-stock move import more.csv -q
run 'is sound' 0 crm-admin check --deep
crm-stock level list --as-of "$(cat number)" -s product,warehouse \
    -c product,warehouse,on_hand,value > known
run 'as of before it is as it was' 0 diff before known
crm-admin log -l 1 -c batch -o csv | sed 1d > number
run 'that is taken back' 0 crm-admin undo "$(cat number)" -q
run 'and the books are sound' 0 crm-admin check --deep
crm-stock level list -s product,warehouse -c product,warehouse,on_hand,value > after
run 'what there was before is there' 0 diff before after

# ---- what a day brings, before anybody writes ----

other days
new_book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
quiet crm-stock add sku=L tracking=lot
quiet crm-stock reserve product=A quantity=5 wait=yes
quiet crm-stock receive product=A quantity=7 price=1 on=2026-12-01
promise() { on "$1" crm-stock promise product="$2" quantity="$3" -o csv -c free,ships_on | sed 1d; }
level() { on "$1" crm-stock level list -w "product = '=$2'" -o csv -c on_hand,reserved,available | sed 1d; }
is "$(level 2026-12-01 A)" 7,5,2 'what came is theirs who wait'
is "$(promise 2026-12-01 A 2)" 2,2026-12-01 'and free is the rest'
is "$(promise 2026-12-01 A 3)" 2, 'no more'
quiet on 2026-12-01 crm-stock issue product=A quantity=2
is "$(level 2026-12-01 A)" 5,5,0 'as it is once somebody wrote'
quiet crm-stock receive product=L lot=a quantity=3 price=1 expires=2026-11-25
quiet crm-stock receive product=L lot=c quantity=3 price=1
quiet crm-stock reserve product=L quantity=6
is "$(promise 2026-11-27 L 1)" 0, 'of what has expired nothing is free, and no less'
done_testing
