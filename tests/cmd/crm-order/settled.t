#!/bin/sh
# What payments settle: what early payment takes off in another currency, numbers in the text
# of a transfer, and what is said twice or in vain.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW

begin() {
	book
	quiet crm-customer add name=A
}
rows() { crm-order "$1" list -o csv -c "$2" | sed 1d | paste -sd' '; }

# ---- early payment in another currency ----

begin
quiet crm-order receivable add customer=C1 amount=1000 currency=USD rate=7 booked_on=2026-11-01 due_on=2026-12-15 early=2/30
quiet crm-order payment add customer=C1 amount=10000
run 'in another currency' 0 crm-order payment allocate P1 to=R1 rate=7.2 -n
like_err 'R1: 2 % can be taken off for payment until 2026-12-01, by discount=yes'
quiet crm-order payment allocate P1 to=R1 discount=yes rate=7.2
is "$(rows allocation kind,amount,paid)" 'payment,980.00,7056 discount,20.00,' 'is taken off as in its own'
is "$(rows receivable open) $(rows payment unallocated)" '0.00 2944.00' 'and settles it'
quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
quiet crm-order payment allocate P1 to=R1=490 discount=yes rate=7.2
is "$(rows receivable open) $(rows payment unallocated)" '500.00 6472.00' 'a part of it takes its share'
run 'the book is sound' 0 crm-admin check --deep -q

# ---- numbers in the text of a transfer ----

begin
for n in XS-001=100 XS-002=200 12=300 发票003=400 XS-001-2=500 2026/7=600; do
	quiet crm-order receivable add customer=C1 number="${n%=*}" amount="${n#*=}"
done
quiet crm-order contract add customer=C1 title=C amount=700 form=signing
quiet crm-order contract submit CTR1
for party in customer seller; do
	quiet crm-order contract sign CTR1 party=$party signed_by=A
done
quiet crm-order receivable set R7 number=
contract=$(rows contract number)
# named TEXT SUM: by a payment, and by a line of the bank, of just that much.
named() {
	p=$(crm-order payment add customer=C1 amount=9999 reference="$1" method=reference -o ids -q)
	is "$(crm-order payment list "$p" -o csv -c unallocated | sed 1d)" "$(awk "BEGIN { printf \"%.2f\", 9999 - $2 }")" "a payment: $1"
	quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
	[ "$2" = 0 ] || in_line "$1" "$2"
}
in_line() {
	printf 'date,amount,counterparty,text\n2026-11-20,%s,B,%s\n' "$2" "$1" > lines.csv
	quiet crm-order bank-line import lines.csv
	is "$(crm-order bank-line match -o csv -c sure | sed 1d | sort -u)" yes "a line: $1"
	quiet crm-admin undo "$(crm-admin log -l 1 -o ids)"
}
named XS-001货款 100
named 付XS-001 100
named XS-001、XS-002 300
named 发票003、 400
named '付 发票003 款' 400
named 付发票003款 400
named XS－００１ 100
named XS-001/XS-002 300
named XS-001-2 500
named 'XS-001.' 100
named 付2026/7 600
named "$contract首付" 700
named R1和R2 300
named XS-12 0
named 2026-12 0
named XS-0012 0
named AXS-001 0
named XS-001-3 0
p=$(crm-order payment add customer=C1 amount=9999 reference='12 货款' method=reference -o ids -q)
is "$(crm-order payment list "$p" -o csv -c unallocated | sed 1d)" 9699.00 'a short number that stands alone'

# ---- what is booked is what was proposed ----

begin
quiet crm-order receivable add customer=C1 number=N-100 amount=100
quiet crm-order receivable add customer=C1 number=N-101 amount=100
cat > lines.csv << 'END'
line_ref,date,amount,counterparty,counterparty account,text
a1,2026-11-20,100,A,ACC1,N-100
a2,2026-11-20,100,A,ACC1,for nothing
END
quiet crm-order bank-line import lines.csv
proposed() { crm-order bank-line match -o csv -c line_ref,sure,for | sed 1d | paste -sd' '; }
is "$(proposed)" 'a1,yes,R1 a2,no,R1 a2,no,R2' 'one is sure'
run 'and is booked' 0 crm-order bank-line match apply=yes -q -o csv -c line_ref
is_out 'line_ref
a1'
is "$(proposed)" a2,yes,R2 'its account makes another sure from then on'
run 'what is matched says so' 5 crm-order bank-line match BL1 apply=yes
is_err 'crm-order: BL1 is matched; what is open is matched or ignored'

# ---- what is said in vain ----

begin
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-11-01
quiet crm-order payment add customer=C1 amount=100 received_on=2026-11-20
run 'before it was paid' 5 crm-order payment allocate P1 on=2026-11-19
is_err 'crm-order: P1 is of 2026-11-20, and cannot be allocated on 2026-11-19, which is before that'
run 'named and left out' 4 crm-order payment allocate P1 to=R1 exclude=R1
is_err 'crm-order: exclude: leaves out what is named beside it: say one of the two'
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-12-01
run 'what is planned' 5 crm-order receivable void R2
is_err 'crm-order: R2 is booked on 2026-12-01, and is void on that day at the earliest; what is planned of an order or a contract is changed by an amendment'
sold 'description=x quantity=10 unit_price=100 tax_rate=13' customer=C1 form=confirmation
quiet crm-order invoice O1
quiet crm-order invoice issue I1
run 'a quantity and a sum of a letter' 4 crm-order invoice red I1 reason=allowance line=1 quantity=1 gross=5
is_err 'crm-order: gross: is a sum, and quantity= says one already: a letter takes back the one or the other'
is "$(rows invoice invoice_id)" I1 'is none'

printf '日期,单据编号,客户,金额\n2026-11-01,XS-1,A,100\n' > list.csv
run 'the usual headers of a list' 0 crm-order receivable import list.csv -q -o csv -c number,booked_on,amount
is_out 'number,booked_on,amount,_action,_duplicate_of
XS-1,2026-11-01,100.00,inserted,'
run 'the book is sound' 0 crm-admin check --deep -q
done_testing
