#!/bin/sh
# Every verb that writes of what is owed and paid: tried, of standard input, undone, and
# as the book was before it and behind it.
. "$(dirname "$0")/../../lib.sh"
# shellcheck source=tests/verbs.sh
. "$TOP/tests/verbs.sh"

book
quiet() { "$@" -q > /dev/null || exit 1; }

# A line a record, of all that the verbs change.
state() {
	while read -r noun fields; do
		crm-order "$noun" list "$@" -o csv -c "$fields" | sed 1d
	done << 'END'
receivable receivable_id,amount,open,status,settled_on,void_on,booked_on,disputed,dispute,disputed_on,resolved_on,promised_on,promised,accepted_on
payment payment_id,amount,unallocated,void_on
bill bill_id,status,passed_on,endorsed_to,ended_on,fee,interest
bank-line bank_line_id,status,class,payment_id
write-off write_off_id,status,amount
dunning-notice dunning_notice_id,level,charge_id
invoice invoice_id,status,gross,number,official_no,issued_on
revaluation revaluation_id,revalued_on,rate,gain_base
END
}

quiet crm-customer add name=Acme
quiet crm-order dunning-level set DU3 fee=10
owe() { crm-order receivable add customer=Acme booked_on=2026-10-01 due_on=2026-10-20 -q -o ids "$@"; }
a=$(owe amount=100 number=RA)
b=$(owe amount=200 number=RB)
c=$(owe amount=300 net=265.49 number=RC)
d=$(owe amount=40 number=RD)
p=$(crm-order payment add customer=Acme amount=150 received_on=2026-11-01 -q -o ids)
q=$(crm-order payment add customer=Acme amount=90 received_on=2026-11-02 -q -o ids)
quiet crm-order payment allocate "$q" to=RB
bill() { crm-order bill add customer=Acme due_on=2026-11-30 received_on=2026-11-01 -q -o ids "$@"; }
e=$(bill number=B1 amount=60)
f=$(bill number=B2 amount=50)
quiet crm-order bill settle "$f" to=RB
w=$(crm-order write-off add receivable=RC kind=bad_debt amount=5 -q -o ids)
quiet crm-order receivable write-off RC kind=rounding amount=1
v=$(crm-order write-off list -w 'status = posted' -o ids)
printf 'line_ref,booked_on,amount,payer,text\nL1,2026-11-20,40,Acme,RD\n' | quiet crm-order bank-line import -
l=$(crm-order bank-line list -o ids)
quiet crm-order receivable add customer=Acme booked_on=2026-10-01 due_on=2026-10-20 amount=70 number=RN
x=$(crm-order dunning-notice add receivable=RN -q -o ids)
quiet crm-order payment add customer=Acme amount=70 applies_to=RN
r=$(crm-order allocation list -w 'receivable = RB and payment.kind = receipt' -o ids)
o=$(crm-order add customer=Acme form=milestone -q -o ids)
quiet crm-order order-line add order="$o" description=x quantity=1 unit_price=25 milestone=done
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
m=$(crm-order receivable list -w "order = $o" -o ids)
s=$(owe amount=80 number=RS)
quiet crm-order receivable dispute RS reason=wrong on=2026-11-05

holds "$c" crm-order receivable write-off kind=rounding amount=2
holds "$a" crm-order receivable dispute reason=late
holds "$s" crm-order receivable undispute
holds "$a" crm-order receivable promise on=2026-12-01
holds "$m" crm-order receivable accept
holds "$b" crm-order receivable unallocate
holds "$a" crm-order receivable void
holds "$c" crm-order receivable invoice
holds "$p" crm-order payment allocate
holds "$p" crm-order payment allocate method=pro_rata
holds "$p" crm-order payment allocate to=RA
holds "$q" crm-order payment unallocate
holds "$p" crm-order payment refund amount=20
holds "$p" crm-order payment void
holds "$r" crm-order allocation take-back
holds "$e" crm-order bill settle
holds "$f" crm-order bill endorse to=Supplier
holds "$f" crm-order bill discount rate=3%
holds "$f" crm-order bill split amounts=20,30
holds "$f" crm-order bill collect
holds "$f" crm-order bill dishonour
holds "$l" crm-order bank-line match apply=yes
holds "$l" crm-order bank-line ignore
holds "$w" crm-order write-off submit
holds "$v" crm-order write-off take-back
holds "$x" crm-order dunning-notice charge
k=$(crm-order contract add customer=Acme title=K amount=500 -q -o ids)
quiet crm-order contract submit "$k"
quiet crm-order contract sign "$k" party=seller signed_by=A
quiet crm-order contract sign "$k" party=customer signed_by=B
holds "$k" crm-order contract plan
owe amount=100 currency=USD rate=7 number=RU > "$T_DIR/usd"
holds '' crm-order revalue --on 2026-10-31 rates=USD:8
holds '' crm-order dunning-notice run
quiet crm-order receivable invoice RS
i=$(crm-order invoice list -w 'status = requested' -s -invoice_id -l 1 -o ids)
remains "$i" "$i is issued: crm-order invoice red $i takes it back" crm-order invoice issue official_no=X1
remains "$i" 'is a red letter that is issued, and stays' crm-order invoice red reason=wrong gross=10
run 'the books are sound after all that' 0 crm-admin check --deep
is "$(crm-order receivable list "$d" -o csv -c open | sed 1d)" 40.00 'what nothing was done of is as it was'
done_testing
