#!/bin/sh
# Eight writers of shared records, CRM_WRITERS_BATCHES (500) batches each, while
# a bulk import runs: nothing is lost, no number is given twice, and nobody
# fails but by losing a race or by waiting too long.
. "$(dirname "$0")/../lib.sh"

batches=${CRM_WRITERS_BATCHES:-500}
CRM_BUSY_TIMEOUT=60
export CRM_BUSY_TIMEOUT
unset CRM_NOW
book
i=0
{
	echo ext,company,score
	while [ $((i += 1)) -le 8 ]; do echo "S$i,Shared $i,0"; done
} > shared.csv
crm-lead import shared.csv -q > /dev/null
awk 'BEGIN { print "ext,company,email,city"
    for (i = 1; i <= 20000; i++)
	printf "X%d,Company %d,a%d@example.com,City %d\n", i, i, i, i % 50
}' > many.csv

# Writer W counts one of eight records up by the version it has seen (a lost
# race is 5, and it looks again), or changes one that everybody changes, or adds
# one of its own, or takes a key that another may take first.
cat > writer <<'END'
w=$1 n=0 done=0 lost=0 busy=0 bad=0 added=0
count() {
	case $1 in
	0) done=$((done + 1)) ;;
	5) lost=$((lost + 1)) ;;
	75) busy=$((busy + 1)) ;;
	*) bad=$((bad + 1)); cat "err.$w" >&2 ;;
	esac
}
while [ $((n += 1)) -le "$2" ]; do
	id=L$(((w + n) % 8 + 1))
	case $((n % 4)) in
	0)	seen=$(crm-lead list -w "lead_id = $id" -c score,version -o tsv |
		    sed 1d)
		score=${seen%	*} version=${seen#*	}
		crm-lead set $id score=$((score + 1)) version="$version" \
		    -q > /dev/null 2> "err.$w"
		st=$?
		[ $st -ne 0 ] || echo $id >> "counted.$w" ;;
	1)	crm-lead set $id "city=w$w-$n" -q > /dev/null 2> "err.$w"
		st=$?
		[ $st -ne 0 ] || echo "$id w$w-$n" >> "cities.$w" ;;
	2)	crm-lead add "company=W$w $n" -q > "id.$w" 2> "err.$w"
		st=$?
		[ $st -ne 0 ] || added=$((added + 1)) ;;
	3)	crm-lead add company=K "ext=k$n" -q > /dev/null 2> "err.$w"
		st=$?
		[ $st -ne 0 ] || echo "k$n" >> "keys.$w" ;;
	esac
	count $st
done
echo $done $lost $busy $bad $added > "end.$w"
END
( crm-lead import many.csv -q > /dev/null 2> import.err; echo $? > import.st ) &
w=0
while [ $((w += 1)) -le 8 ]; do sh writer $w "$batches" & done
wait

is "$(cat end.* | wc -l)" 8 'all eight came to their end'
is "$(awk '{ n += $4 } END { print n }' end.*)" 0 'with 0, 5 and 75 only'
is "$(cat import.st)" 0 'the import too'
say < import.err
awk '{ a += $1; b += $2; c += $3 }
    END { print a " done, " b " lost races, " c " busy" }' end.* | say
is "$(crm-lead list -w 'ext ~ X' -o ids | wc -l)" 20000 \
    'all that was imported is there'
is "$(crm-lead list -w 'company ~ "W"' -o ids | wc -l)" \
    "$(awk '{ n += $5 } END { print n }' end.*)" 'all that was added is there'
is "$(crm-lead list -w 'ext ~ k' -o ids | wc -l)" \
    "$(sort -u keys.* | wc -l)" 'every key is there once'
is "$(sort keys.* | uniq -d)" '' 'and was given once'
is "$(crm-lead list -w 'ext ~ S' -s lead_id -c lead_id,score -o tsv | sed 1d)" \
    "$(sort counted.* | uniq -c | awk '{ print $2 "\t" $1 }')" \
    'no count is lost'
for i in 1 2 3 4 5 6 7 8; do
	crm-lead history L$i -o csv | grep -o ',city,.*' |
	    sed "s/.*,\(w[0-9]*-[0-9]*\),.*/L$i \1/"
done | sort > history
sort cities.* > cities
cmp -s history cities
result $? 'every change is in its history'
diff history cities | head -5 | say
crm-admin log -o tsv | sed 1d | cut -f1 > numbers
is "$(sort numbers | uniq -d)" '' 'no number twice'
is "$(sed s/B// numbers | sort -n | awk '$1 != NR')" '' 'and none left out'
crm-admin feed | sed 's/.*"batch":"B\([0-9]*\)".*/\1/' > feed
sort -n -c feed 2> out
result $? 'the feed is in their order'
run 'the book is sound' 0 crm-admin check -q
done_testing
