#!/bin/sh
# Orders are submitted, and those agree to them whom the matrix names.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
logins rep mgr law fin both dir
for u in rep:rep mgr:manager law:legal fin:finance both:finance dir:manager; do
	quiet crm-team user add login=${u%:*} role=${u#*:}
done
as() { who=$1; shift; CRM_USER=$who "$@"; }
act() { as "$1" crm-admin approval "$2" "$3" -q > /dev/null; }
draft() { as rep crm-order add amount="$1" -o ids -q; }
state() { crm-order list "$1" -o csv -c status | sed 1d; }
waits() { crm-admin approval list -w "about = $1" -s approval_id -o csv -c status | sed 1d | paste -sd' '; }
quiet crm-admin approval-rule add kind=order seq=1 when='amount < 100'
quiet crm-admin approval-rule add kind=order seq=2 when='amount < 1000' steps=manager
quiet crm-admin approval-rule add kind=order seq=3 when='amount < 5000' steps='legal + finance'
quiet crm-admin approval-rule add kind=order seq=4 when='amount < 9000' steps='mgr|law > finance'

# ---- nobody is asked ----

quiet draft 99
run 'an order that asks nobody' 0 as rep crm-order submit O1 -o csv -c status
is_out 'status
approved'

# ---- ap-01: one step, one manager ----

quiet draft 500
run 'submitted' 0 as rep crm-order submit O2 -o csv -c status
is_out 'status
submitted'
run 'who is asked' 0 crm-admin approval list -o csv -c about,what,status,role,step,asked_by
is_out 'about,what,status,role,step,asked_by
O2,APR2: manager,pending,manager,1,rep'
run 'until then it is not confirmed' 5 as rep crm-order confirm O2
is_err 'crm-order: O2 is submitted and waits for AP1 (manager); crm-admin approval approve decides'
run 'not the one that asked' 5 as rep crm-admin approval approve AP1
like_err 'AP1 is your own'
run 'nor another role' 6 as law crm-admin approval approve AP1
is_err 'crm-admin: AP1 is decided by role manager'
run 'it waits in the due list' 0 as mgr crm-task due --kind approval -o csv -c why
like_out 'waits for a manager'
run 'the manager agrees' 0 as mgr crm-admin approval approve AP1 comment=fine -q
is "$(state O2)" approved 'the order is approved'

# ---- ap-03: legal and finance; nobody for both ----

quiet draft 2000
quiet as rep crm-order submit O3
act law approve AP2
is "$(state O3)" submitted 'legal alone is not enough'
quiet crm-team user set law role=finance
run 'nobody acts for both' 5 as law crm-admin approval approve AP3
like_err 'nobody acts for both'
quiet crm-team user set law role=legal
act fin approve AP3
is "$(state O3)" approved 'both are'

# ---- ap-05: one rejection sends it back ----

quiet draft 2000
quiet as rep crm-order submit O4
act law approve AP4
run 'finance rejects' 0 as fin crm-admin approval reject AP5 comment=dear -q
is "$(state O4)" draft 'it is a draft again'
run 'and is not approved any more' 5 as fin crm-admin approval approve AP5
is_err 'crm-admin: AP5 is rejected already'
quiet as rep crm-order submit O4
is "$(waits O4)" 'approved rejected pending pending' 'a new round asks anew'
act fin approve AP7
act both approve AP6 2> /dev/null
is "$(state O4)" submitted 'another role does not count'
run 'taken back by who asked' 0 as rep crm-admin approval revoke AP6 -q
is "$(waits O4)/$(state O4)" 'approved rejected revoked approved/draft' 'all of it'

# ---- ap-07: an edit takes it out of review ----

quiet draft 500
quiet as rep crm-order submit O5
quiet as rep crm-order set O5 notes='a remark'
is "$(state O5)" submitted 'a remark is none'
run 'an edit' 0 as rep crm-order set O5 amount=600 -q
is "$(waits O5)/$(state O5)" 'stale/draft' 'takes it out'
run 'the manager comes late' 5 as mgr crm-admin approval approve AP8
is_err 'crm-admin: AP8 is stale already'
quiet as rep crm-order submit O5
quiet as rep crm-order order-line add order=O5 quantity=1 unit_price=5
run 'a line is part of it' 5 as mgr crm-admin approval approve AP9
is_err 'crm-admin: AP9 is stale already'
is "$(state O5)" draft 'the order is a draft again'

# ---- steps behind each other, persons, any of them ----

quiet draft 7000
quiet as rep crm-order submit O6
is "$(waits O6)" 'pending pending queued' 'the second step waits its turn'
run 'out of turn' 5 as fin crm-admin approval approve AP12
is_err 'crm-admin: AP12 is not asked yet: it waits for AP10 (mgr), AP11 (law)'
run 'not the person' 6 as dir crm-admin approval approve AP10
is_err 'crm-admin: AP10 is decided by mgr'
act law approve AP11
is "$(waits O6)" 'skipped approved pending' 'one is enough, then the next step'
act fin approve AP12
is "$(state O6)" approved 'to the end'
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undone' 0 crm-admin undo "$batch" -q
is "$(waits O6)/$(state O6)" 'skipped approved pending/submitted' 'as it was before'
run 'and again' 0 as fin crm-admin approval approve AP12 -q

# ---- delegates of those on leave ----

quiet draft 500
quiet as rep crm-order submit O7
run 'a delegate before the leave' 6 as both crm-admin approval approve AP13
quiet crm-team user set mgr leave_from=2026-11-20 leave_until=2026-11-30 delegate=both
quiet crm-team user set dir leave_from=2026-11-20 leave_until=2026-11-30 delegate=both
run 'and while it lasts' 0 as both crm-admin approval approve AP13 -q
is "$(state O7)" approved 'in the place of the manager'

# ---- nobody could ----

quiet crm-team user set fin both active=no
quiet draft 2000
run 'nobody active has the role' 5 as rep crm-order submit O8
like_err 'APR3 asks finance, and nobody active is that'
is "$(crm-order list O8 -o csv -c number,status | sed 1d)" ,draft 'it stays a draft without a number'
run 'the books' 0 crm-admin check -q

# ---- the words of a contract are a part of it ----

logins boss
quiet crm-team user add login=boss role=manager
quiet crm-customer add name=Pine
quiet crm-admin approval-rule add kind=contract seq=1 steps=boss
quiet as rep crm-order contract add customer=C1 amount=5
quiet as rep crm-order clause add contract=CTR1 heading=Warranty text='one year'
contract() { crm-order contract list CTR1 -o csv -c status | sed 1d; }
agreed() {
	quiet as rep crm-order contract submit CTR1
	quiet as boss crm-admin approval approve \
	    "$(crm-admin approval list -w 'about = CTR1 and status = pending' -o csv -c approval_id | sed 1d)"
}
agreed
is "$(contract)" approved 'the manager agrees'
quiet as rep crm-order contract set CTR1 notes='a remark' tags=x
is "$(contract)" approved 'a remark is none'
for edit in 'contract set CTR1 body=none' 'contract set CTR1 terms=none' 'contract set CTR1 parties=Elm' \
    'clause set CLS1 text=none'; do
	# shellcheck disable=SC2086
	run "$edit" 0 as rep crm-order $edit -q
	is "$(contract)" draft 'makes a draft of it'
	agreed
done
quiet as rep crm-deal quote add customer=C1 valid_until=2027-01-01
quiet crm-stock add name=Px sku=PX list_price=5
quiet as rep crm-deal quote-line add quote=QU1 product=PX quantity=1
quiet crm-admin approval-rule add kind=quote seq=1 steps=boss
quiet as rep crm-deal quote submit QU1
quiet as rep crm-deal quote set QU1 feedback='they like it'
is "$(crm-deal quote list -o csv -c status | sed 1d)" pending 'what a customer says of a quote is a remark'
quiet as rep crm-deal quote set QU1 terms='on credit'
is "$(crm-deal quote list -o csv -c status | sed 1d)" draft 'its terms are none'

# ---- undo does not bring back what was agreed to, over what was edited since ----

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
quiet crm-stock add name=Thing sku=TH list_price=10
quiet crm-customer add name=Undone
o=$(as rep crm-order add customer=Undone -o ids -q)
l=$(as rep crm-order order-line add order="$o" product=TH quantity=5 -o ids -q)
quiet as rep crm-order submit "$o"
is "$(state "$o")" approved 'agreed to'
quiet as rep crm-order amend "$o"
amended=$(last)
quiet as rep crm-order order-line set "$l" quantity=50
edited=$(last)
run 'what was edited since' 5 crm-admin undo "$amended"
like_err "$o was edited since"
quiet crm-admin undo "$edited"
run 'which was taken back' 0 crm-admin undo "$amended" -q
is "$(state "$o")" approved 'so it is what was agreed to'
quiet as rep crm-order amend "$o"
run 'what was not is back' 0 crm-admin undo "$(last)" -q
is "$(state "$o")" approved 'as it was'

# ---- who asked stands in for nobody there ----

logins sue zoe
quiet crm-team user add login=zoe role=rep
quiet crm-team user add login=sue role=manager delegate=rep leave_from=2026-11-20 leave_until=2026-11-25
quiet crm-admin approval-rule add kind=order seq=9 when='amount >= 9000' steps=sue
o=$(draft 9500)
quiet as rep crm-order submit "$o"
ap=$(crm-admin approval list -w "about = $o" -o ids)
told() { crm-task due -o csv -c who,about | grep ",$ap\$"; }
is "$(told)" "sue,$ap" 'she is told herself'
run 'he who asked does not decide' 5 as rep crm-admin approval approve "$ap"
quiet crm-team user set sue manager=zoe
is "$(told)" "zoe,$ap" 'else whom she answers to'
run 'who decides it' 0 as zoe crm-admin approval approve "$ap" -q
is "$(state "$o")" approved 'so it is agreed to'

# ---- what a file brought as waiting asks once it is submitted ----

printf 'number,customer,status,ordered_on,amount\nW-1,Undone,submitted,2026-10-05,5\nW-2,Undone,submitted,2026-10-05,500000\n' > w.csv
quiet crm-order import w.csv
quiet crm-admin approval-rule add kind=order seq=90 when='number ~ W- and amount > 1000' steps=admin
run 'nobody has to agree' 0 as rep crm-order submit W-1 -q
is "$(state W-1)" approved 'so it is agreed to'
run 'somebody has to' 0 as rep crm-order submit W-2 -q
is "$(state W-2)" submitted 'and is asked'
run 'which it waits for' 5 as rep crm-order submit W-2
like_err 'is submitted and waits for AP'
printf 'number,customer,title,status,amount\nW-3,Undone,K,in_review,5\n' > k.csv
quiet crm-order contract import k.csv
run 'contracts too' 0 crm-order contract submit W-3 -q
is "$(waits "$(crm-order contract list -w 'number = W-3' -o ids)")" pending 'who must agree is asked'
printf 'number,customer,status,amount\nW-4,Undone,pending,5\n' > q.csv
quiet crm-deal quote import q.csv
run 'and quotes' 0 crm-deal quote submit W-4 -q
is "$(waits "$(crm-deal quote list -w 'number = W-4' -o ids)")" pending 'ask as well'
done_testing
