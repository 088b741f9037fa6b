#!/bin/sh
# The first number of a day is taken by one of those who come at once, and the
# others go on behind it: each day has its own series, which is not there yet.
. "$(dirname "$0")/../../lib.sh"
book
days='01 02 03 04 05 06 07 08'
for d in $days; do
	for _ in 1 2 3 4 5 6; do echo "2026-10-$d,5"; done
done | sed 1iordered_on,amount | crm-order import - -q
n=0
for d in $days; do
	for _ in 1 2 3 4 5 6; do
		n=$((n + 1))
		crm-order submit "O$n" -q > /dev/null 2>> said &
	done
	wait
done
is "$(cat said)" '' 'six at once: all do'
is "$(crm-order list -s number -o csv -c number | sed 1d)" \
    "$(for d in $days; do seq -f "SO-202610$d-%04.0f" 6; done)" \
    'each number once, none missing'
run 'the books' 0 crm-admin check -q
done_testing
