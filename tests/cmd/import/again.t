#!/bin/sh
# What comes a second time: deleted records, lines of documents, updates alone.
. "$(dirname "$0")/../../lib.sh"

feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

# ---- deleted here, and in the file again ----

book
printf 'ext,company\nE1,Gone\nE2,Stay\n' > night.csv
crm-lead import night.csv -q > /dev/null
crm-lead delete -q Gone > /dev/null
run 'is told' 4 crm-lead import night.csv
is_out ''
is_err 'crm-lead: night.csv:2: L1 was deleted in B3; --deleted restore brings it back, skip leaves it, new makes another
crm-lead: read 2, rejected 1; nothing was written'
run 'left' 0 crm-lead import night.csv --deleted skip -c lead_id
is_out 'lead_id,_action,_duplicate_of
L2,unchanged,'
is_err 'crm-lead: read 2, unchanged 1, skipped 1'
run 'restored, as the row has it' 0 feed 'ext,company\nE1,Back\n' \
    crm-lead import - --deleted restore -c lead_id,company
is_out 'lead_id,company,_action,_duplicate_of
L1,Back,restored,'
is_err 'crm-lead: read 1, restored 1 (batch B4)'
run 'its history' 0 crm-lead history L1 -o csv -c action
is_out 'action
inserted
deleted
restored
updated'
crm-lead delete -q L1 > /dev/null
run 'restored and left as it was' 0 crm-lead import night.csv --deleted restore \
    --on-duplicate skip -c lead_id,company
is_out 'lead_id,company,_action,_duplicate_of
L1,Back,restored,
L2,Stay,unchanged,'
crm-lead delete -q L1 > /dev/null
run 'new' 0 crm-lead import night.csv --deleted new -c lead_id,company
is_out 'lead_id,company,_action,_duplicate_of
L3,Gone,inserted,
L2,Stay,unchanged,'
run 'then it is there' 0 crm-lead import night.csv -o ids
is_err 'crm-lead: read 2, unchanged 2'
run 'by its own id' 4 feed 'lead_id,company\nL1,Back\n' crm-lead import -
like_err '^crm-lead: stdin:2: L1 was deleted in B7; '
run 'and brought back' 5 feed 'lead_id,company\nL1,Back\n' crm-lead import - \
    --deleted restore
like_err "ext: 'E1' is taken by L3"
# Lists have versions: what they say of a deleted record is of the time before.
book
feed 'company\nGone\nOther\n' crm-lead import - -q > /dev/null
crm-lead list > listed.csv
crm-lead set -q L2 notes=more > /dev/null
crm-lead list > later.csv
crm-lead delete -q L1 L2 > /dev/null
run 'a list from before the deletion' 0 crm-lead import later.csv \
    --on-duplicate update --deleted restore -c lead_id,company
is_out 'lead_id,company,_action,_duplicate_of
L1,Gone,restored,
L2,Other,restored,'
crm-lead delete -q L1 L2 > /dev/null
run 'one from before another change' 5 crm-lead import listed.csv \
    --on-duplicate update --deleted restore --rejects moved.csv -c lead_id
is_err "crm-lead: listed.csv:2: version: L1 has moved on: it is at version 5, the change was made to version 2; look at it again with: crm-lead history L1
crm-lead: listed.csv:3: version: L2 has moved on: it is at version 5, the change was made to version 2; look at it again with: crm-lead history L2
crm-lead: read 2, rejected 2 (2 held back: changed since they were listed)"
run 'the book is sound' 0 crm-admin check -q
book
feed 'ext,company\nE1,Gone\nE2,Stay\n' crm-lead import - -q > /dev/null
crm-lead delete -q L1 > /dev/null
feed 'ext,company\nE1,Gone\n' crm-lead import - -q --deleted new > /dev/null
run 'a policy that there is not' 2 crm-lead import night.csv --deleted gone
is_err "crm-lead: --deleted: 'gone' is not one of error, restore, skip, new"
run 'lists have it without' 0 crm-lead list --deleted -o ids
is_out L1
# In bulk, too.
awk 'BEGIN { print "ext,company"; for (i = 1; i < 40000; i++)
	printf "X%d,Company number %d of a very long list\n", i, i }' > many.csv
book
feed 'ext,company\nX777,Gone\n' crm-lead import - -q > /dev/null
crm-lead delete -q L1 > /dev/null
run 'among many' 4 crm-lead import many.csv
like_err '^crm-lead: many.csv:778: L1 was deleted in B3'
run 'among many, restored' 0 crm-lead import many.csv --deleted restore -q -o ids
run 'once' 0 crm-lead list -w 'ext = X777' -c lead_id,company
is_out 'lead_id,company
L1,Company number 777 of a very long list'
run 'sound' 0 crm-admin check -q

# What was undone was never there.
book
crm-lead import night.csv -q > /dev/null
crm-admin undo B2 -q > /dev/null
run 'after an undo' 0 crm-lead import night.csv -o ids
is_out 'L3
L4'

# ---- no new ones ----

run 'update-only' 0 feed 'ext,company\nE1,Now\nE9,New\n' crm-lead import - \
    --on-duplicate update-only -c lead_id,company
is_out 'lead_id,company,_action,_duplicate_of
L3,Now,updated,'
is_err 'crm-lead: read 2, updated 1, new and not made 1 (batch B5)'
run 'no more' 0 crm-lead list -o ids
is_out 'L3
L4'

# ---- lines ----

book
feed 'number\nS1\nS2\nS3\n' crm-order import - -q > /dev/null
feed 'sku\nA\nB\n' crm-stock import - -q > /dev/null
printf 'order,product,quantity\nS1,A,1\nS1,A,2\nS1,B,3\nS2,A,4\nS2,,5\n' > lines.csv
run 'lines' 0 crm-order order-line import lines.csv -o ids
run 'once more' 0 crm-order order-line import lines.csv -o ids
is_err 'crm-order: read 5, unchanged 5'
run 'corrected' 0 sh -c 'sed s/A,2/A,7/ lines.csv |
    crm-order order-line import - --on-duplicate update -c order_line_id,quantity'
is_out 'order_line_id,quantity,_action,_duplicate_of
OL1,1,unchanged,
OL2,7,updated,
OL3,3,unchanged,
OL4,4,unchanged,
OL5,5,unchanged,'
run 'and one more' 0 sh -c '{ cat lines.csv; echo S1,A,9; } |
    crm-order order-line import - --on-duplicate skip -c order_line_id,quantity'
like_out '^OL6,9,inserted'
run 'numbered' 0 feed 'order,line,product,quantity\nS3,1,A,1\nS3,2,A,1\n' \
    crm-order order-line import - -o ids
run 'in another order' 0 feed 'order,line,product,quantity\nS3,2,B,8\nS3,1,A,1\n' \
    crm-order order-line import - --on-duplicate update -c order_line_id,product
is_out 'order_line_id,product,_action,_duplicate_of
OL8,PR2,updated,
OL7,PR1,unchanged,'
run 'a number twice' 4 feed 'order,line,quantity\nS2,3,1\nS2,3,2\n' \
    crm-order order-line import -
like_err 'stdin:3: the same identity as line 2, with other values'
awk 'BEGIN { print "order,product,quantity,notes"; for (i = 1; i < 20000; i++)
	printf "S%d,%s,%d,a line of a long list that is read in one go\n", \
	    i % 200 + 1, i % 3 ? "A" : "B", i }' > long.csv
book
awk 'BEGIN { print "number"; for (i = 1; i <= 200; i++) print "S" i }' |
    crm-order import - -q > /dev/null
feed 'sku\nA\nB\n' crm-stock import - -q > /dev/null
run 'many lines' 0 crm-order order-line import long.csv -q -o ids
run 'many lines again' 0 crm-order order-line import long.csv -o ids
is_err 'crm-order: read 19999, unchanged 19999'
run 'sound at the end' 0 crm-admin check -q

# ---- lines without numbers, then with them ----

# fitted ROWS: a book with lines of an order; first.csv without numbers, then
# second.csv with them, and ROWS others in both.
fitted() {
	book
	feed 'number\nS1\nS2\n' crm-order import - -q > /dev/null
	feed 'sku\nA\nB\n' crm-stock import - -q > /dev/null
	rest=$(awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++)
		printf "S2,%d,B,%d\n", i, i }')
	printf 'order,product,quantity\nS1,A,1\nS1,A,2\nS1,B,3\nS1,,4\n%s\n' \
	    "$(echo "$rest" | sed 's/^S2,[0-9]*/S2/')" > first.csv
	printf 'order,line,product,quantity\nS1,10,A,1\nS1,20,A,7\nS1,30,,4\nS1,40,B,3\nS1,50,A,5\n%s\n' \
	    "$rest" > second.csv
	crm-order order-line import first.csv -q -o ids > /dev/null
}
for more in 1 3000; do
	fitted "$more"
	run "numbers are told, beside $more" 4 crm-order order-line import second.csv
	like_err 'second.csv:2: is OL1 already, with other values; --on-duplicate'
	run "tried, beside $more" 0 crm-order order-line import second.csv \
	    --on-duplicate update -n -o ids
	like_err "read $((5 + more)), inserted 1, updated $((4 + more)) \(dry run"
	run "lines get their numbers, beside $more" 0 crm-order order-line import \
	    second.csv --on-duplicate update -q -o ids
	run "each is the one it was, beside $more" 0 crm-order order-line list \
	    -w 'order = S1' -c order_line_id,line,product.sku,quantity -s order_line_id
	is "$(grep -v "^OL$((5 + more))" out)" 'order_line_id,line,product.sku,quantity
OL1,10,A,1
OL2,20,A,7
OL3,40,B,3
OL4,30,,4' 'by product and position'
	is "$(tail -n 1 out)" "OL$((5 + more)),50,A,5" 'but for the new one'
	run "again, beside $more" 0 crm-order order-line import second.csv
	like_err "unchanged $((5 + more))\$"
	run "the first file again, beside $more" 0 crm-order order-line import first.csv \
	    --on-duplicate skip
	like_err "unchanged $((3 + more)), skipped 1\$"
	fitted "$more"
	run "filled, beside $more" 0 crm-order order-line import second.csv \
	    --on-duplicate fill -q -o ids
	is "$(ask "SELECT count(*) FROM order_line WHERE line IS NULL")" 0 'all of them'
	is "$(ask "SELECT quantity / 1000000 FROM order_line WHERE id = 2")" 2 \
	    'and no more'
	fitted "$more"
	crm-order order-line delete OL1 -y -q > /dev/null
	run "a deleted one keeps its place, beside $more" 4 crm-order order-line \
	    import second.csv --on-duplicate update
	like_err 'second.csv:2: OL1 was deleted in B'
	run "and may be left, beside $more" 0 crm-order order-line import second.csv \
	    --on-duplicate update --deleted skip -q -o ids
	is "$(ask "SELECT line FROM order_line WHERE id = 2")" 20 'the next is itself'
done

# ---- lines that were deleted keep their places ----

# order_of ROWS: a book with three lines of an order, the second of which is deleted;
# then the same file again, and so many rows more.
order_of() {
	book
	crm-order add number=S1 -q -o ids > /dev/null
	printf 'Order,Product,Quantity\nS1,Pen,2\nS1,Pen,3\nS1,Pen,4\n' > some.csv
	crm-order order-line import some.csv --create-missing -q -o ids > /dev/null
	crm-order order-line delete OL2 -y -q -o ids > /dev/null
	{
		cat some.csv
		awk -v n="$1" 'BEGIN { for (; n > 0; n--) print "S1,P" n ",1" }'
	} > night.csv
}
night_lines() { crm-order order-line import night.csv --create-missing "$@"; }

for more in 0 2000; do
	order_of $more
	run "a line among $more is told" 4 night_lines -o ids
	like_err '^crm-order: night.csv:3: OL2 was deleted in B4; --deleted restore '
	run "left, among $more" 0 night_lines --deleted skip -n -o ids
	like_err 'unchanged 2, skipped 1'
	run "restored, among $more" 0 night_lines --deleted restore -n -o ids
	like_err 'unchanged 2, restored 1'
	sed -i 's/Pen,4/Pen,5/' night.csv
	run "the one behind it is itself, among $more" 0 night_lines --deleted skip \
	    --on-duplicate update -q -o ids
	is "$(ask 'SELECT quantity / 1000000 FROM order_line WHERE id = 3')" 5 \
	    "is corrected, among $more"
done

# One that is made anew has its place from then on; and again, and with a number.
for more in 0 2000; do
	order_of $more
	run "made anew, among $more" 0 night_lines --deleted new -q -o ids
	is "$(sed -n '2p;3p' out | tr '\n' ' ')" 'OL4 OL3 ' "in its place, among $more"
	run "once is enough, among $more" 0 night_lines -o ids
	is_err "crm-order: read $((3 + more)), unchanged $((3 + more))"
	run "told or not, among $more" 0 night_lines --deleted new -o ids
	is_err "crm-order: read $((3 + more)), unchanged $((3 + more))"
	crm-order order-line delete OL4 -y -q -o ids > /dev/null
	run "deleted again, among $more" 4 night_lines -o ids
	like_err '^crm-order: night.csv:3: OL4 was deleted in B6; '
	run "and made again, among $more" 0 night_lines --deleted new -q -o ids
	is "$(sed -n 3p out)" OL3 "the one behind it is itself, among $more"
	run "and met, among $more" 0 night_lines -o ids
	is_err "crm-order: read $((3 + more)), unchanged $((3 + more))"
	run "undone, among $more" 0 crm-admin undo B7 -q -o ids
	run "the deleted one is told, among $more" 4 night_lines -o ids
	like_err '^crm-order: night.csv:3: OL4 was deleted in B6; '
	run "a sound book, among $more" 0 crm-admin check --deep -q
done
order_of 0
crm-order order-line delete OL1 -y -q -o ids > /dev/null
run 'two of them' 0 night_lines --deleted new -o ids
like_err 'read 3, inserted 2, unchanged 1'
run 'once is enough for two' 0 night_lines -o ids
is_err 'crm-order: read 3, unchanged 3'
book
crm-order add number=S1 -q -o ids > /dev/null
printf 'Order,Line,Product\nS1,1,Pen\nS1,2,Pen\n' > some.csv
crm-order order-line import some.csv --create-missing -q -o ids > /dev/null
crm-order order-line delete OL2 -y -q -o ids > /dev/null
run 'by its number' 0 crm-order order-line import some.csv --deleted new -o ids
like_err 'read 2, inserted 1, unchanged 1'
run 'once is enough by numbers' 0 crm-order order-line import some.csv -o ids
is_err 'crm-order: read 2, unchanged 2'

# ---- references to what was deleted ----

book
crm-customer add name=Gone ext=G1 -q > /dev/null
crm-customer add name=Alba -q > /dev/null
crm-customer contact add name=Li customer=C2 -q > /dev/null
crm-customer add name=Merged -q > /dev/null
crm-customer delete C1 -yq > /dev/null
crm-customer contact delete CT1 -yq > /dev/null
crm-customer merge C2 C3 -q > /dev/null
for want in 'name,customer|a,Gone|customer: C1 was deleted in B6' \
    'name,customer|a,GONE|customer: C1 was deleted in B6' \
    'name,AccountId|a,G1|customer: C1 was deleted in B6' \
    'name,AccountId,Account Name|a,G1,Gone|customer: C1 was deleted in B6' \
    'name,customer,contact|a,Alba,Li|contact: CT1 was deleted in B7'; do
	printf '%s\n' "${want%|*}" | tr '|' '\n' > refers.csv
	for option in '' --create-missing '--create-missing --deleted skip'; do
		# shellcheck disable=SC2086
		run "$want $option" 4 crm-deal import refers.csv $option
		is_err "crm-deal: refers.csv:2: ${want##*|}; --deleted restore brings \
it back, new with --create-missing makes another
crm-deal: read 1, rejected 1; nothing was written"
	done
done
printf 'name,parent\nSub,Gone\n' > below.csv
run 'of its own kind' 4 crm-customer import below.csv --create-missing
like_err ':2: parent: C1 was deleted in B6; '
run 'of a task' 4 feed 'customer,subject\nGone,Call\n' crm-task import - --create-missing
like_err ':2: about: C1 was deleted in B6; '
run 'merged, it leads to the other' 0 feed 'name,customer\na,Merged\n' \
    crm-deal import - -n -o csv -c customer_id
like_out '^C2,'
run 'another with its name beside another id is made' 0 feed \
    'name,AccountId,Account Name\na,G2,Gone\n' crm-deal import - -n --create-missing
like_err 'made 1 missing: customer \(Gone\)'
run 'restored, and so said once' 0 feed 'name,customer\na,Gone\nb,G1\nc,Gone\n' \
    crm-deal import - --deleted restore -o csv -c name,customer_id
is_out 'name,customer_id,_action,_duplicate_of
a,C1,inserted,
b,C1,inserted,
c,C1,inserted,'
is_err 'crm-deal: stdin: C1, deleted in B6, is restored: rows refer to it
crm-deal: read 3, inserted 3 (batch B9)'
run 'it is there' 0 crm-customer list -w 'name = Gone' -o ids
is_out C1
run 'undone, it is gone again' 0 crm-admin undo B9 -q
run 'so it is' 0 crm-customer list -w 'name = Gone' -o ids
is_out ''
run 'below a restored one' 0 crm-customer import below.csv --deleted restore -n \
    -o csv -c name,parent_id
is_out 'name,parent_id,_action,_duplicate_of
Sub,C1,inserted,'
run 'new makes another' 0 feed 'name,customer\na,Gone\n' crm-deal import - -n \
    --deleted new --create-missing
like_err 'made 1 missing: customer \(Gone\)'
crm-customer add name=Never -q > /dev/null
crm-admin undo B11 -q > /dev/null
run 'what an undo took away was never there' 0 feed 'name,customer\na,Never\n' \
    crm-deal import - -n --create-missing
like_err 'made 1 missing: customer \(Never\)'

# ---- a row of what was merged away ----

book
printf 'Id,Company,City\nM1,One,Aa\nM2,Two,\nM3,Three,Cc\n' | crm-lead import - -q > /dev/null
crm-lead merge L1 L2 -q > /dev/null
merged='crm-lead: stdin: 1 row of what was merged into another record (L1): what differs from that is left; rows of its own change it'
for row in 'Id,City\nM2,Dd\n' 'lead_id,City\nL2,Dd\n'; do
	for policy in update update-only; do
		run "$policy leaves what differs, and says so" 0 feed "$row" \
		    crm-lead import - --on-duplicate $policy -c lead_id,city,_action
		is_out 'lead_id,city,_action
L1,Aa,skipped'
		is_err "$merged
crm-lead: read 1, skipped 1"
	done
	run 'without a policy it is told' 4 feed "$row" crm-lead import -
	is_err 'crm-lead: stdin:2: was merged into L1, which has other values; --on-duplicate skip or fill leaves those; to change them, set them of L1
crm-lead: read 1, rejected 1; nothing was written'
	run 'skipped where that is asked for' 0 feed "$row" crm-lead import - \
	    --on-duplicate skip
	is_err 'crm-lead: read 1, skipped 1'
done
run 'one that agrees is unchanged' 0 feed 'Id,City\nM2,Aa\n' crm-lead import - \
    --on-duplicate update
is_err 'crm-lead: read 1, unchanged 1'
run 'what is blank there is filled' 0 feed 'Id,City,Email\nM2,Dd,a@b.cn\n' \
    crm-lead import - --on-duplicate update -c lead_id,city,email,_action
is_out 'lead_id,city,email,_action
L1,Aa,a@b.cn,filled'
like_err 'what differs from that is left'
done_testing
