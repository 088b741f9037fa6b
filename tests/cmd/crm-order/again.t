#!/bin/sh
# What was taken back comes back only where nothing took its place meanwhile; an edit that
# was itself taken back is none.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null 2>&1; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
order() { crm-order list -w "order_id = $1" -o csv -c status,amount | sed 1d; }

quiet crm-customer add name=Acme
quiet crm-stock add name=P sku=P list_price=100

# ---- the order of a quote whose acceptance was undone ----

quiet crm-deal quote add customer=Acme
quiet crm-deal quote-line add quote=QU1 product=P quantity=2
quiet crm-deal quote submit QU1
quiet crm-deal quote send QU1
quiet crm-deal quote accept QU1
accepted=$(last)
quiet crm-admin undo "$accepted"
undone=$(last)
run 'it is offered again' 5 crm-order restore O1
is_err 'crm-order: O1 was made of QU1, which is sent again: its acceptance makes another'
quiet crm-deal quote accept QU1
run 'it became another' 5 crm-order restore O1
is_err 'crm-order: O1 was made of QU1, which became O2 since'
run 'nor by a redo' 5 crm-admin undo "$undone"
quiet crm-order cancel O2
cancelled=$(last)
quiet crm-deal quote accept QU1 contract=yes
run 'nor where it was cancelled' 5 crm-admin undo "$cancelled"
like_err 'O2 was made of QU1, which became CTR1 since'
quiet crm-order contract terminate CTR1 reason=late
terminated=$(last)
quiet crm-deal quote accept QU1
run 'nor the contract' 5 crm-admin undo "$terminated"
is_err "crm-admin: $terminated cannot be undone: CTR1 was made of QU1, which became O3 since; undo what came later first"
is "$(crm-order list -w 'status = draft' -o ids)" O3 'one is there'
quiet crm-order cancel O3
run 'what was cancelled' 0 crm-admin undo "$(last)" -q -o ids
is "$(order O3)" draft,200.00 'is the one of its quote as before'

# ---- undo of an amendment behind edits that were undone ----

quiet crm-order add customer=Acme
quiet crm-order order-line add order=O4 product=P quantity=10
l=$(crm-order order-line list -w 'order = O4' -o ids)
quiet crm-order submit O4
quiet crm-order confirm O4
quiet crm-order amend O4
amended=$(last)
quiet crm-order order-line set "$l" quantity=12
edited=$(last)
run 'edited since' 5 crm-admin undo "$amended"
like_err 'O4 was edited since'
quiet crm-admin undo "$edited"
quiet crm-admin undo "$(last)"
run 'and done again' 5 crm-admin undo "$amended"
quiet crm-admin undo "$(last)"
quiet crm-order order-line add order=O4 product=P quantity=3
quiet crm-admin undo "$(last)"
quiet crm-order submit O4
quiet crm-admin undo "$(last)"
run 'all of it undone' 0 crm-admin undo "$amended" -q -o ids
is "$(order O4)" confirmed,1000.00 'it is as it was agreed to'

# ---- a signature ----

quiet crm-order contract add customer=Acme
c=$(crm-order contract list -w 'status = draft' -o ids)
quiet crm-order contract-line add contract="$c" product=P quantity=10
quiet crm-order contract submit "$c"
quiet crm-order contract sign "$c" party=customer signed_by=Li
quiet crm-order signature delete SGN1 -y
quiet crm-order contract set "$c" title=Other
edited=$(last)
run 'of another text' 5 crm-order signature restore SGN1
quiet crm-admin undo "$edited"
run 'of the same text' 0 crm-order signature restore SGN1 -q -o ids
run 'the book is sound' 0 crm-admin check --deep
done_testing
