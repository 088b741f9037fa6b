#!/bin/sh
# What left before it came, where a warehouse may fall below zero: undo in another order
# than it was booked in, and history from files.
. "$(dirname "$0")/../../lib.sh"

quiet() { "$@" -q > /dev/null; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
level() {
	crm-stock level list -w "product = '=$1'" -o csv -c on_hand,value | sed 1d
}
# The open layers of a product.
layers() {
	crm-stock layer list -w "product = '=$1' and open = yes" -o csv -c left | sed 1d
}
sound() { run "sound: $1" 0 crm-admin check --deep -q; }

book
quiet crm-stock warehouse add name=Open below_zero=yes
for method in average fifo; do
	# Of three for 1.00 the first leaves at 0.33, two at 0.67 and one that is not
	# there at 0.34.
	p=cent-$method
	quiet crm-stock add sku="$p" cost_method="$method"
	quiet crm-stock receive product="$p" quantity=3 value=1.00
	quiet crm-stock issue product="$p" quantity=1
	older=$(last)
	quiet crm-stock issue product="$p" quantity=3
	is "$(level "$p")" '-1,-0.34' "$method: one has left that is not there"
	run 'an older issue is taken back' 0 crm-admin undo "$older" -q
	back=$(last)
	is "$(level "$p") $(layers "$p")" '0,0.00 ' 'the one that is back is the one that left'
	sound 'nothing is worth nothing'
	run 'that again' 0 crm-admin undo "$back" -q
	is "$(level "$p")" '-1,-0.34' 'it lacks again'
	run 'and that' 0 crm-admin undo "$(last)" -q
	is "$(level "$p") $(layers "$p")" '0,0.00 ' 'it does not'
	sound 'closed once'

	# Two leave at 1 a piece before any comes.
	p=turn-$method
	quiet crm-stock add sku="$p" cost_method="$method" cost=1
	quiet crm-stock issue product="$p" quantity=2
	quiet crm-stock receive product="$p" quantity=5 value=15.00
	first=$(last)
	quiet crm-stock receive product="$p" quantity=10 value=20.00
	second=$(last)
	run 'what filled a hole is taken back' 0 crm-admin undo "$first" -q
	back=$(last)
	is "$(level "$p") $(layers "$p")" '8,16.00 8' 'they are of what came later: 2 at 2'
	run 'which stays, then' 5 crm-admin undo "$second" -q
	like_err 'is used up by later moves'
	run 'until the first is there again' 0 crm-admin undo "$back" -q
	is "$(level "$p")" '13,29.00' '3 at 3, 10 at 2'
	run 'and then goes' 0 crm-admin undo "$second" -q
	is "$(level "$p")" '3,9.00' '3 at 3'
	run 'all of it leaves' 0 crm-stock issue product="$p" quantity=3 -q
	is "$(level "$p") $(layers "$p")" '0,0.00 ' 'nothing, worth nothing'
	sound 'in whatever order'

	# History: what left is worth what is known, and what comes books the rest.
	p=past-$method
	quiet crm-stock add sku="$p" cost_method="$method" cost=1
	try 'history that begins below zero' 0 "printf \
'kind,moved_on,product,warehouse,quantity,value\n\
issue,2026-10-01,$p,Open,-4,\n\
receipt,2026-10-02,$p,Open,10,30.00\n\
issue,2026-10-03,$p,Open,-1,\n' | crm-stock move import - -q"
	is "$(level "$p")" '5,15.00' 'is costed as if it were entered'
	is "$(crm-stock move list -w "product = '=$p' and kind = difference" \
	    -o csv -c value | sed 1d)" '-8.00' 'four that were to cost 4 cost 12'
	sound 'as is the book'

	# Which other books wrote down themselves.
	q=same-$method
	quiet crm-stock add sku="$q" cost_method="$method" cost=1
	crm-stock move list -w "product = '=$p'" -o csv \
	    -c kind,moved_on,product,warehouse,quantity,value |
	    sed "s/,PR[0-9]*,/,$q,/" > past.csv
	run 'a file that has its differences' 0 crm-stock move import past.csv -q
	is "$(level "$q")" '5,15.00' 'has them once'
	sound 'that too'
done
done_testing
