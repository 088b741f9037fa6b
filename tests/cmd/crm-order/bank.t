#!/bin/sh
# Lines of bank statements: what they are for, and what is booked of them.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name='Acme Ltd' > /dev/null
crm-customer add -q name='Bolt AG' bank_account=DE99 > /dev/null
cat > r.csv <<'END'
number,customer,booked_on,due_on,amount
SO-20260301-0007,Acme Ltd,2026-03-01,2026-03-31,1130.00
SO-20260301-0008,Acme Ltd,2026-03-01,2026-03-31,500.00
A-1,Acme Ltd,2026-03-01,2026-03-31,1000.00
A-2,Acme Ltd,2026-03-01,2026-03-29,1000.00
B-1,Bolt AG,2026-03-01,2026-04-29,100.00
B-2,Bolt AG,2026-03-01,2026-03-29,200.00
B-3,Bolt AG,2026-03-01,2026-05-29,400.00
END
crm-order receivable import r.csv -q > /dev/null
cat > l.csv <<'END'
Account,Transaction ID,Date,Amount,Counterparty,Counterparty account,Description
A1,L1,2026-04-02,1130.00,ACME Ltd.,,payment SO-20260301-0007 thanks
A1,L2,2026-05-31,1000.00,,,A-2
A1,L3,2026-03-31,1000.00,Acme,,no number
A1,L4,2026-03-31,300.00,,DE99,x
A1,L5,2026-03-31,-12.00,,,bank charge 手续费
A1,L6,2026-03-31,1500.00,,,付A-1/SO-20260301-0008货款
A1,L7,2026-03-31,399.99,,,B-3
END
run 'a statement comes in by its own headers' 0 crm-order bank-line import l.csv -q
run 'each line once' 0 crm-order bank-line import l.csv
like_err 'read 7, unchanged 7'
sed 's/1130.00/1131.00/' l.csv | sed 2q > other.csv
run 'a line that says something else is refused' 4 crm-order bank-line import other.csv
run 'what they are for' 0 crm-order bank-line match -c line_ref,class,sure,rank,for,why
is_out 'line_ref,class,sure,rank,for,why
L1,receipt,yes,1,R1,"number, days 2, name 100 %"
L2,receipt,yes,1,R4,"number, days 63, name 0 %"
L3,receipt,no,1,R3,"days 0, name 100 %"
L3,receipt,no,2,R4,"days 2, name 100 %"
L4,receipt,yes,1,"R6, R5","account, sum of 2, days 2, name 0 %"
L5,fee,no,,,
L6,receipt,yes,1,"R2, R3","number, sum of 2, days 0, name 0 %"
L7,receipt,no,,,'
run 'nothing was booked by that' 0 crm-order payment list -o ids
is_out ''
run 'what is sure is booked' 0 crm-order bank-line match apply=yes -q \
    -c line_ref,status,class,payment_id
is_out 'line_ref,status,class,payment_id
L1,matched,receipt,P1
L2,matched,receipt,P2
L4,matched,receipt,P3
L6,matched,receipt,P4'
run 'and settles it, whoever paid is known' 0 crm-order payment list \
    -c customer,received_on,amount,unallocated,payer_account,document
is_out 'customer,received_on,amount,unallocated,payer_account,document
Acme Ltd,2026-04-02,1130.00,0.00,,L1
Acme Ltd,2026-05-31,1000.00,0.00,,L2
Bolt AG,2026-03-31,300.00,0.00,DE99,L4
Acme Ltd,2026-03-31,1500.00,0.00,,L6'
run 'again there is nothing to book' 0 crm-order bank-line match apply=yes -q -o ids
is_out ''
run 'what is booked stays as it came' 5 crm-order bank-line set BL1 amount=5
run 'what is named and fits nothing is told' 5 crm-order bank-line match BL3 apply=yes
like_err 'BL3 fits nothing that is open'
run 'unless it is said what it is for' 0 \
    crm-order bank-line match BL7 to=R7 apply=yes -q
run 'which is open by the rest' 0 crm-order receivable list R7 -c open
is_out 'open
0.01'
run 'a fee is one where somebody says so' 0 crm-order bank-line match BL5 apply=yes -q
run 'in the journal' 0 crm-order journal -o csv -c document_id,account,amount
like_out '^BL5,expenses:bank fees,12.00'
run 'period check names what is open' 0 crm-admin period check 2026-10
like_out 'BL3'
run 'one is passed over' 0 crm-order bank-line ignore BL3 -q
run 'once' 5 crm-order bank-line ignore BL3
run 'then nothing is unposted' 0 crm-admin period check 2026-10
unlike_out 'BL3'
run 'undo opens a line, and takes its payment back' 0 sh -c \
    'crm-order bank-line ignore BL1 2> /dev/null; crm-admin undo B6 -q'
run 'they are open again' 0 crm-order bank-line list -w 'status = open' -c line_ref
is_out 'line_ref
L1
L2
L4
L6'
run 'and so is what they paid' 0 crm-order receivable list -w 'open = 1130' -c number
is_out 'number
SO-20260301-0007'
run 'an amount of nothing is no line' 4 crm-order bank-line add line_ref=Z \
    booked_on=2026-03-31 amount=0

# ---- all that somebody owes, ids, refunds, currencies ----

quiet() { "$@" -q > /dev/null; }
line() { quiet crm-order bank-line add booked_on=2026-06-01 "$@"; }
quiet crm-customer add name='Cato GmbH'
cato=$(crm-customer list -w "name = 'Cato GmbH'" -c customer_id -o ids)
owe() { crm-order receivable add customer="$cato" booked_on=2026-05-01 -o ids -q "$@"; }
c1=$(owe amount=226)
c2=$(owe amount=848)
line line_ref=all amount=1074 payer='Cato GmbH'
line line_ref=ids amount=1074 text="for $c1 $c2"
line line_ref=one amount=848 text="$c2/$c1"
run 'whose all comes to a line is proposed, and an id is a number' 0 \
    crm-order bank-line match -w 'line_ref in (all, ids, one)' -c line_ref,sure,for,why
is_out "line_ref,sure,for,why
all,no,\"$c1, $c2\",\"sum of 2, days 31, name 100 %\"
ids,yes,\"$c1, $c2\",\"number, sum of 2, days 31, name 0 %\"
one,yes,$c2,\"number, days 31, name 0 %\""
quiet crm-order payment add customer="$cato" amount=50 received_on=2026-05-20 method=none
credit=$(crm-order payment list -w 'unallocated = 50' -o ids)
quiet crm-order payment refund "$credit"
refund=$(crm-order payment list -w 'kind = refund' -o ids)
line line_ref=out amount=-50 payer=whoever
line line_ref=less amount=-49
run 'what went out may be a refund, whatever its words' 0 \
    crm-order bank-line match -w 'line_ref in (out, less)' -c line_ref,class,sure,for
is_out "line_ref,class,sure,for
out,refund,no,$refund
less,other,no,"
id() { crm-order bank-line list -w "line_ref = $1" -o ids; }
run 'of that amount' 5 crm-order bank-line match "$(id less)" apply=yes to="$refund"
like_err "$refund is of another amount than what went out with $(id less)"
run 'a payment is none' 5 crm-order bank-line match "$(id out)" apply=yes to="$credit"
like_err "$credit is no refund that stands"
run 'nor a receivable' 2 crm-order bank-line match "$(id out)" apply=yes to="$c1"
run 'it is named' 0 crm-order bank-line match "$(id out)" apply=yes to="$refund" -q \
    -c status,class,payment_id
is_out "status,class,payment_id
matched,refund,$refund"
line line_ref=twice amount=-50
run 'once' 5 crm-order bank-line match "$(id twice)" apply=yes to="$refund"
like_err "$refund is matched by $(id out) already"
line line_ref=usd amount=100 currency=USD rate=7
run 'another currency needs a rate' 5 crm-order bank-line match "$(id usd)" apply=yes to="$c2"
like_err 'rate=N'
run 'which is said' 0 crm-order bank-line match "$(id usd)" apply=yes to="$c2" rate=0.14 -q
run 'it is paid so' 0 crm-order receivable list "$c2" -c open
is_out 'open
133.71'

# ---- what was booked of a line is void ----

r=$(crm-order receivable add -o ids -q customer=C1 amount=4321)
l=$(crm-order bank-line add -o ids -q line_ref=VOID booked_on=2026-03-31 amount=4321)
void_line() { crm-order bank-line list -o csv -c status,class,payment -w "id = $l" | sed 1d; }
quiet crm-order bank-line match "$l" apply=yes to="$r"
p=$(crm-order bank-line list -o csv -c payment_id -w "id = $l" | sed 1d)
quiet crm-order payment unallocate "$p"
quiet crm-order payment void "$p"
is "$(void_line)" open,, 'the line is open again'
quiet crm-order bank-line match "$l" apply=yes to="$r"
is "$(void_line | cut -d, -f1,2)" matched,receipt 'and matched anew'
run 'the books are right' 0 crm-admin check

# ---- what the bank keeps in a currency without a rate ----

line line_ref=gbp amount=-3 currency=GBP class=fee
run 'is not booked' 5 crm-order bank-line match "$(id gbp)" apply=yes
like_err 'rate: is needed of an amount in GBP'
run 'its rate is said' 0 crm-order bank-line set "$(id gbp)" rate=9 -q
run 'then it is' 0 crm-order bank-line match "$(id gbp)" apply=yes -q
run 'the journal prints' 0 crm-order journal

# ---- what cannot be booked yet keeps no other line back ----

quiet crm-customer add name=Ahead
quiet crm-order receivable add customer=Ahead amount=71 number=AH-71
quiet crm-order receivable add customer=Ahead amount=72 number=AH-72
printf 'line_ref,booked_on,amount,payer,text\nAH1,2026-11-25,71,Ahead,AH-71\nAH2,2026-11-20,72,Ahead,AH-72\nAH3,2026-11-26,-3,Bank,fee\n' |
    quiet crm-order bank-line import -
ahead() { crm-order bank-line list -w 'line_ref ~ AH' -o csv -c line_ref,status | sed 1d | tr '\n' ' '; }
one=$(crm-order bank-line list -w 'line_ref = AH1' -o ids)
run 'a line of a day to come' 0 crm-order bank-line match apply=yes -q -o ids
is_err "crm-order: left out: $one is of 2026-11-25, and is booked on that day at the earliest"
is "$(ahead)" 'AH1,open AH2,matched AH3,open ' 'the other is booked'
run 'named' 5 crm-order bank-line match "$one" apply=yes
is_err "crm-order: $one is of 2026-11-25, and is booked on that day at the earliest"
run 'a fee' 5 crm-order bank-line match "$(crm-order bank-line list -w 'line_ref = AH3' -o ids)" apply=yes
run 'on its day' 0 on 2026-11-26 crm-order bank-line match apply=yes -q -o ids
is "$(ahead)" 'AH1,matched AH2,matched AH3,open ' 'it is booked'

# ---- another customer pays ----

quiet crm-customer add name=Owes
quiet crm-customer add name=Payer
quiet crm-order receivable add customer=Owes amount=300 number=RE-300
quiet crm-order receivable add customer=Owes amount=301 number=RE-301
quiet crm-order bank-line add booked_on=2026-11-20 line_ref=by amount=300 payer=Payer text=RE-300
quiet crm-order bank-line add booked_on=2026-11-20 line_ref=by2 amount=301 payer=Nobody text=RE-301
quiet crm-order bank-line match apply=yes
run 'who paid is told, and why that is known' 0 crm-order payment list -w 'customer = Owes' \
    -s payment_id -o csv -c amount,unallocated,payer,payer_reason
is_out "amount,unallocated,payer,payer_reason
300.00,0.00,Payer,as the bank says: $(id by)
301.00,0.00,,"
done_testing
