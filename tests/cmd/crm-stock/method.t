#!/bin/sh
# The cost method changes while nothing is there, and what was booked before is taken back
# behind it.
. "$(dirname "$0")/../../lib.sh"

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
level() {
	crm-stock level list -w "product = '=$1'" -o csv -c on_hand,value | sed 1d
}
sound() { run "sound: $1" 0 crm-admin check --deep -q; }

book
quiet crm-stock warehouse add name=W
for way in 'average fifo' 'fifo average'; do
	from=${way% *}
	to=${way#* }
	p=issue-$to
	quiet crm-stock add sku="$p" cost_method="$from"
	quiet crm-stock receive product="$p" quantity=5 price=3
	quiet crm-stock receive product="$p" quantity=5 price=6
	quiet crm-stock issue product="$p" quantity=10
	batch=$(last)
	quiet crm-stock set "$p" cost_method="$to"
	run "$way: an issue is taken back" 0 crm-admin undo "$batch" -q
	back=$(last)
	is "$(level "$p")" '10,45.00' 'at what it left'
	sound 'as the layers say'
	run 'that is taken back' 0 crm-admin undo "$back" -q
	is "$(level "$p")" '0,0.00' 'and is gone'
	run 'and that' 0 crm-admin undo "$(last)" -q
	sound 'there again'
	quiet crm-stock issue product="$p" quantity=4
	quiet crm-stock issue product="$p" quantity=6
	is "$(level "$p")" '0,0.00' 'all of it leaves, and its value'
	sound 'nothing is worth nothing'

	p=receipt-$to
	quiet crm-stock add sku="$p" cost_method="$from"
	quiet crm-stock receive product="$p" quantity=10 price=3
	quiet crm-admin undo "$(last)"
	batch=$(last)
	quiet crm-stock set "$p" cost_method="$to"
	run "$way: a receipt comes back" 0 crm-admin undo "$batch" -q
	is "$(level "$p")" '10,30.00' 'at what it cost'
	sound 'its layer is worth it'

	p=supplier-$to
	quiet crm-stock add sku="$p" cost_method="$from"
	quiet crm-stock receive product="$p" quantity=10 price=3
	quiet crm-stock return-to-supplier product="$p" quantity=10
	batch=$(last)
	quiet crm-stock set "$p" cost_method="$to"
	run "$way: what went to the supplier comes back" 0 crm-admin undo "$batch" -q
	is "$(level "$p")" '10,30.00' 'at what it left'
	sound 'likewise'
done

# Cost that was added, and a value anew, which no layer has.
quiet crm-stock add sku=more
quiet crm-stock receive product=more quantity=10 price=3
receipt=$(crm-stock move list -w 'product = more' -o csv -c id | sed 1d)
quiet crm-stock add-cost of="$receipt" value=10
cost=$(last)
quiet crm-stock move add product=more kind=cost value=5 warehouse=W
anew=$(last)
quiet crm-stock issue product=more quantity=10
batch=$(last)
quiet crm-stock set more cost_method=fifo
for batch in "$batch" "$anew" "$cost"; do
	run 'one behind the other' 0 crm-admin undo "$batch" -q
	sound 'each is'
done
is "$(level more)" '10,30.00' 'and what is left is what came'

# What is kept in stock no more, and what is for sale no more, does not come back.
quiet crm-stock add sku=service
quiet crm-stock receive product=service quantity=4 price=3
quiet crm-stock issue product=service quantity=4
batch=$(last)
quiet crm-stock set service stocked=no
run 'it is not kept any more' 5 crm-admin undo "$batch"
like_err 'service is not kept in stock; crm-stock set service stocked=yes changes that'
quiet crm-stock warehouse add name=V
quiet crm-stock add sku=held
quiet crm-stock receive product=held quantity=4 price=3 warehouse=V
held=$(crm-stock reserve product=held quantity=4 warehouse=V -q -o ids)
quiet crm-stock issue reservation="$held"
batch=$(last)
quiet crm-stock warehouse set V kind=quarantine
run 'nor is it for sale' 5 crm-admin undo "$batch"
like_err 'held in V: 4 would be held again, and V is not for sale any more'
quiet crm-stock warehouse set V kind=sellable
run 'it is again' 0 crm-admin undo "$batch" -q
sound 'all of it'
done_testing
