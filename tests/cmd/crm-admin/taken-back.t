#!/bin/sh
# A decision is taken back by who took it, while its document waits; what waits for
# nobody is moved by nobody.
. "$(dirname "$0")/../../lib.sh"
book
quiet() { "$@" -q > /dev/null; }
as() { who=$1; shift; CRM_USER=$who "$@"; }
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
state() { crm-order contract list "$1" -o csv -c status | sed 1d; }
rows() { crm-admin approval list -w "about = $1" -o csv -c status | sed 1d | tr '\n' ' '; }
CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
logins bob leo fin
for u in bob:rep leo:legal fin:finance; do quiet crm-team user add login=${u%:*} role=${u#*:}; done
quiet crm-customer add name=E
quiet crm-stock add sku=P name=P list_price=100
quiet crm-admin approval-rule add kind=contract seq=1 'steps=legal+finance'
quiet as bob crm-order contract add customer=C1
quiet as bob crm-order contract-line add contract=CTR1 product=P quantity=1
quiet as bob crm-order contract submit CTR1
quiet as leo crm-admin approval approve AP1
first=$(last)
quiet as fin crm-admin approval approve AP2
second=$(last)
is "$(state CTR1)" approved 'both agreed'
run 'one consent does not go below what came of it' 5 as leo crm-admin undo "$first"
like_err 'AP1 was decided before CTR1 was approved'
run 'nor does somebody else take the last' 5 as leo crm-admin undo "$second"
like_err 'AP2 was decided by fin, who takes it back, or an admin'
run 'who decided does' 0 as fin crm-admin undo "$second"
is "$(state CTR1) $(rows CTR1)" 'in_review approved pending ' 'and it waits again'
run 'then the first can' 0 as leo crm-admin undo "$first"
b=$(last)
run 'nobody else brings it back' 5 as fin crm-admin undo "$b"
like_err 'AP1 was decided by leo'
run 'he turns it down' 0 as leo crm-admin approval reject AP1 comment=no -q
b=$(last)
run 'and who asked does not undo that' 5 as bob crm-admin undo "$b"
like_err 'AP1 was decided by leo'
is "$(state CTR1)" draft 'it is a draft'
run 'an admin can' 0 crm-admin undo "$b"
is "$(state CTR1)" in_review 'who leads it back'
run 'a file decides nothing' 5 sh -c 'printf "approval_id,status\nAP1,approved\n" | crm-admin approval import - -q --on-duplicate update'
like_err 'status: of AP1 comes from deciding: crm-admin approval approve'

# ---- one of several is enough ----
quiet crm-admin approval-rule add kind=quote seq=1 'steps=legal|finance'
quiet crm-admin approval-rule add kind=order seq=1 'steps=legal+finance'
quiet crm-deal add name=D
quiet crm-deal quote add deal=D1 customer=C1
quiet crm-deal quote-line add quote=QU1 product=P quantity=1
run 'who is alone in one of two asks the other' 0 as leo crm-deal quote submit QU1 -q
is "$(crm-admin approval list -w 'about = QU1' -o csv -c role,status | sed 1d)" finance,pending 'whose consent is enough'
run 'that one agrees' 0 as fin crm-admin approval approve AP3 -q
is "$(crm-deal quote list QU1 -o csv -c status | sed 1d)" approved 'and it is agreed to'
quiet crm-order add customer=C1
quiet crm-order order-line add order=O1 product=P quantity=1
run 'where both are asked it is not' 5 as leo crm-order submit O1
like_err 'legal is asked, and that is you alone'
run 'the books are right' 0 crm-admin check --deep
done_testing
