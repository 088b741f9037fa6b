#!/bin/sh
# Eight who claim the same hundred leads at once: each lead gets one owner, and
# who came too late is told (5).
. "$(dirname "$0")/../lib.sh"

CRM_BUSY_TIMEOUT=60
export CRM_BUSY_TIMEOUT
book
w=0
while [ $((w += 1)) -le 8 ]; do user "w$w"; done
user solo capacity=20
crm-admin pool add -q name=north kind=lead > /dev/null
awk 'BEGIN { print "company"; for (i = 1; i <= 100; i++) print "A" i }' |
    crm-lead import -q > /dev/null
crm-lead list -o csv -c lead_id > all.csv
crm-lead release -q - < all.csv > /dev/null

# One after the other, in another order each; and one reads while they do.
claim_each() {
	tail -n +2 all.csv | sort -R > "order.$1"
	while read -r id; do
		as "w$1" crm-lead claim -q "$id" -o ids >> "got.$1" \
		    2>> "err.$1"
		echo $? >> "st.$1"
	done < "order.$1"
}
w=0
while [ $((w += 1)) -le 8 ]; do claim_each $w & done
wait
is "$(cat st.* | sort | uniq -c | tr -s ' ')" " 100 0
 700 5" 'a hundred claims won, seven hundred refused'
is "$(cat got.* | sort | uniq | wc -l)" 100 'no lead was won twice'
is "$(grep -vEc '^crm-lead: L[0-9]+ is claimed already, by w[1-8]$' err.* |
    cut -d: -f2 | sort -u)" 0 'each loser is told by whom'
is "$(crm-lead list -o ids -w 'owner is null or pool is not null')" '' \
    'each lead has an owner and is in no pool'
w=0
while [ $((w += 1)) -le 8 ]; do
	is "$(crm-lead list -o ids -w "owner = w$w" | sort)" \
	    "$(sort "got.$w" 2> /dev/null)" "w$w has what was won"
done

# All hundred in one batch each: whoever is first has them all, or with
# --keep-going what is left.
back() {
	crm-lead release -q - pool=north < all.csv > /dev/null
	rm -f got.* err.* st.*
}
back
w=0
while [ $((w += 1)) -le 8 ]; do
	(as "w$w" crm-lead claim -q - -o ids < all.csv > "got.$w" 2> "err.$w"
	echo $? > "st.$w") &
done
wait
is "$(cat st.* | sort | tr '\n' ' ')" '0 5 5 5 5 5 5 5 ' \
    'of eight batches one is done'
is "$(cat got.* | wc -l)" 100 'wholly'
back
w=0
while [ $((w += 1)) -le 8 ]; do
	(sort -R all.csv | grep L | as "w$w" crm-lead claim -q - -i ids -o ids \
	    --keep-going > "got.$w" 2> "err.$w"
	echo $? > "st.$w") &
done
wait
is "$(grep -vc '^[05]$' st.* | cut -d: -f2 | sort -u)" 0 \
    'they end with 0 or 5, in whatever order they ask'
is "$(sort got.* | uniq | wc -l) $(cat got.* | wc -l)" '100 100' \
    'and part the leads among them'

# One user, eight commands, room for twenty.
back
w=0
tail -n +2 all.csv | split -l 13 - part.
for p in part.*; do
	as solo crm-lead claim -q - -i ids --keep-going -o ids < "$p" \
	    > "got.$p" 2> "err.$p" &
done
wait
is "$(crm-lead list -o ids -w 'owner = solo' | wc -l)" 20 \
    'nobody gets over capacity by asking at once'
back
crm-admin pool set -q north claims_per_day=7 > /dev/null
crm-team set -q solo capacity= > /dev/null
CRM_NOW=2026-11-22T09:00:00Z
export CRM_NOW
for p in part.*; do
	as solo crm-lead claim -q - -i ids --keep-going -o ids < "$p" \
	    > "got.$p" 2> "err.$p" &
done
wait
is "$(crm-lead list -o ids -w 'owner = solo' | wc -l)" 7 \
    'nor over the claims of a day'
run 'the book is sound' 0 crm-admin check -q
done_testing
