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

# ---- an amendment that nobody agrees to ----

lines() { crm-order order-line list -w 'order = O4' -o csv -c product,quantity,unit_price,discount,gross | sed 1d; }
logins mia bob
quiet crm-team add login=mia role=manager
quiet crm-team add login=bob role=rep
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=99 price=1
run 'what was not amended' 5 crm-order withdraw O4
is_err 'crm-order: O4 is confirmed; what was amended, and is not confirmed again, is withdrawn'
quiet crm-order ship O4
was=$(lines)
quiet crm-admin approval-rule add kind=order seq=1 'when=amount >= 1200' steps=manager
quiet crm-order amend O4
run 'as it is' 5 crm-order cancel O4
is_err 'crm-order: goods of O4 have left: crm-order withdraw O4 gives up what was amended, then crm-order close O4 rest=yes cancels the remainder'
quiet crm-order order-line set "$l" quantity=21 discount=10
quiet crm-order order-line add order=O4 product=P quantity=2
quiet crm-order set O4 discount=5 notes=kept
quiet env CRM_USER=bob crm-order submit O4
quiet env CRM_USER=mia crm-admin approval reject AP1 comment=no
run 'it is withdrawn' 0 env CRM_USER=bob crm-order withdraw O4 -o csv -c status,revision,amount,discount,notes
is_out 'status,revision,amount,discount,notes
confirmed,,1000.00,,kept'
is "$(lines)" "$was" 'its lines say what they said'
quiet crm-admin undo "$(last)"
is "$(order O4)" draft,1985.50 'which is undone'
run 'and done again' 0 crm-order withdraw O4 -q -o ids
is "$(order O4)" confirmed,1000.00 'to what was agreed to'
quiet crm-order hold O4
quiet crm-order amend O4
quiet crm-order order-line set "$l" quantity=30
quiet env CRM_USER=bob crm-order submit O4
run 'while it waits' 0 crm-order withdraw O4 -q -o ids
is "$(order O4)" on_hold,1000.00 'on hold as before'
is "$(crm-admin approval list -w 'status in (pending, queued)' -o ids)" '' 'nobody is asked any more'
run 'and closed' 0 crm-order close O4 -q -o ids
quiet crm-order add customer=Acme
run 'a draft' 5 crm-order withdraw O5
is_err 'crm-order: O5 was not amended, and has nothing to go back to: crm-order cancel O5 gives it up'

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
# ---- an order that an import tied to its quote ----

tied=$(crm-order add customer=Acme amount=7 -o ids -q)
printf 'number,customer,status,order,quoted_on,valid_until,amount\nZ1,Acme,accepted,%s,2026-11-01,2026-12-31,7\n' \
    "$tied" | quiet crm-deal quote import -
of=$(crm-deal quote list -w 'number = Z1' -o ids)
quiet crm-order cancel "$tied" reason=other
cancelled=$(last)
quiet crm-deal quote accept "$of"
other=$(crm-order list -w 'status = draft and amount = 7' -o ids)
run 'where the quote became another' 5 crm-admin undo "$cancelled"
like_err "$tied was made of $of, which became $other since"
quiet crm-deal quote add customer=Acme amount=8
of=$(crm-deal quote list -w 'amount = 8' -o ids)
quiet crm-deal quote submit "$of"
tied=$(crm-order add customer=Acme amount=8 -o ids -q)
printf 'number,order\n%s,%s\n' "$(crm-deal quote list "$of" -o csv -c number | sed 1d)" "$tied" |
    quiet crm-deal quote import - --on-duplicate update
run 'nor does it become another while that stands' 5 crm-deal quote accept "$of"
is_err "crm-deal: $of says that it became $tied, which is draft; once that is over it can go on: crm-order cancel $tied"
quiet crm-order cancel "$tied" reason=other
run 'then it does' 0 crm-deal quote accept "$of" -q -o ids
done_testing
