#!/bin/sh
# What is booked stays, whatever a file says: what verbs alone change is not rewritten by
# a row that meets it.
. "$(dirname "$0")/../../lib.sh"
book
# update NOUN HEADER ROW: a file with one row that meets a record.
update() { printf '%s\n%s\n' "$2" "$3" | crm-order "$1" import - -q --on-duplicate update; }
state() { crm-order "$1" list "$2" -o csv -c "$3" | sed 1d; }
quiet crm-customer add name=A

# ---- a line of a statement ----
quiet crm-order receivable add customer=C1 amount=77 number=RE-9
quiet crm-order receivable add customer=C1 amount=500 number=RE-10
printf 'date,amount,line id,purpose\n2026-11-20,77,L1,RE-9\n' > bank.csv
quiet crm-order bank-line import bank.csv
quiet crm-order bank-line match apply=yes
run 'what is matched is not opened by a file' 5 update bank-line bank_line_id,status BL1,open
like_err 'status: of BL1 stays, for it is booked; verbs take it back, see crm-order bank-line --help'
run 'nor of another day with that' 5 update bank-line bank_line_id,status,booked_on BL1,open,2026-11-19
run 'nor by what is guarded' 5 sh -c 'printf "bank_line_id,status\nBL1,open\n" | crm-order bank-line import --guarded --on-duplicate update'
run 'a remark of it is' 0 update bank-line bank_line_id,notes BL1,seen
run 'the same file does nothing' 0 crm-order bank-line import bank.csv
like_err 'unchanged 1'
is "$(state bank-line BL1 status,booked_on,payment)" matched,2026-11-20,P1 'it is matched once'

# ---- an invoice ----
quiet crm-order receivable add customer=C1 amount=113 net=100
quiet crm-order receivable invoice R3
quiet crm-order invoice issue I1
for f in 'net,tax,gross I1,50,63,113' 'gross I1,10' 'issued_on I1,2026-11-19' 'status,gross I1,red,10'; do
	run "no other ${f% *}" 5 update invoice "invoice_id,${f% *}" "${f#* }"
	like_err 'of I1 stays, for it is booked; verbs take it back, see crm-order invoice --help'
done
is "$(state invoice I1 net,tax,gross,issued_on,status)" 100.00,13.00,113.00,2026-11-21,issued 'as it was issued'
printf 'number,customer,gross,net,tax,issued_on,red_of,status\nX9,A,-500,-400,-100,2026-11-21,I1,issued\n' > over.csv
run 'a red letter over its blue one' 5 crm-order invoice import over.csv
like_err '500.00.* are more than the 113.00.* of I1: red letters are never over their blue one'
printf 'number,customer,gross,net,tax,issued_on,red_of,status\nX1,A,-60,-53,-7,2026-11-21,I1,issued\nX2,A,-60,-53,-7,2026-11-21,I1,issued\n' > two.csv
run 'nor are two' 5 crm-order invoice import two.csv
sed '$d' two.csv > one.csv
run 'one within it' 0 crm-order invoice import one.csv -q

# ---- a write-off ----
quiet crm-order receivable write-off R2 kind=bad_debt amount=3
run 'what is posted is not void by a file' 5 update write-off write_off_id,status WO1,void
like_err 'status: of WO1 stays, for it is booked'
is "$(state write-off WO1 status) $(state receivable R2 open)" 'posted 497.00' 'its row is there, too'
run 'a verb takes it back' 0 crm-order write-off take-back WO1 -q

# ---- a bill ----
quiet crm-order bill add customer=C1 amount=1200 months=6 drawn_on=2026-09-01 received_on=2026-09-02
for f in 'status BE1,collected' 'interest BE1,7' 'ended_on BE1,2026-11-20'; do
	run "nor is a bill, by its ${f% *}" 5 update bill "bill_id,${f% *}" "${f#* }"
	like_err 'of BE1 stays, for it is booked'
done
run 'a verb collects it' 0 crm-order bill collect BE1 -q
printf 'customer,number,amount,due_on,received_on,status\nA,b1,100,2026-10-01,2026-04-01,collected\nA,b2,100,2026-10-01,2026-04-01,endorsed\nA,b3,100,2026-10-01,2026-04-01,dishonoured\nA,b4,40,2027-01-01,2026-10-01,received\n' > bills.csv
run 'bills that were over come, too' 0 crm-order bill import bills.csv -q
is "$(crm-order journal -o csv -c account,amount | awk -F, '$1 ~ /bills/ { s += $2 } END { print s }')" 40 'and are not with us'
run 'one that came as it was stays, too' 5 sh -c 'printf "bill_id,status\nBE5,collected\n" | crm-order bill import -q --on-duplicate update'
like_err 'status: of BE5 stays, for it is booked; verbs take it back'

# ---- a notice ----
quiet crm-order receivable add customer=C1 amount=100 booked_on=2026-09-01 due_on=2026-09-30
quiet crm-order dunning-notice run
run 'a notice says what was sent' 5 update dunning-notice dunning_notice_id,level,amount DN1,1,5
like_err 'level: of DN1 stays, for it is booked'
other=$(crm-order receivable add customer=C1 amount=1 -q -o ids)
run 'and about what' 5 update dunning-notice dunning_notice_id,receivable "DN1,$other"
like_err 'receivable: of DN1 stays: it was sent about that; without it: crm-order dunning-notice delete DN1'

# ---- who paid ----
quiet crm-customer add name=Payer
p=$(crm-order payment add customer=C1 amount=3 method=none -q -o ids)
run 'another firm pays for a reason' 5 update payment payment_id,payer "$p,Payer"
like_err 'payer_reason: is needed where another firm pays: why'
run 'with it' 0 update payment payment_id,payer,payer_reason "$p,Payer,its parent"

# ---- a revaluation ----
quiet crm-order receivable add customer=C1 amount=100 currency=USD rate=7 booked_on=2026-10-01
quiet crm-order revalue --on 2026-10-31 rates=USD:7.1
run 'nor is another gain' 5 update revaluation revaluation_id,gain_base VA1,500
like_err 'gain_base: of VA1 stays, for it is booked'
crm-order revaluation list -o csv -c all > va.csv
run 'the same again' 0 crm-order revaluation import va.csv --on-duplicate update
like_err 'unchanged 1'
r=$(state revaluation VA1 receivable)
come() { printf 'receivable,revalued_on,currency,rate,open,booked_base,gain_base\n%s,2026-09-30,USD,8,100,%s\n' "$r" "$1" | crm-order revaluation import - -o csv -c worth_base,gain_base; }
run 'a gain that is none' 5 come 700,999
like_err 'gain_base: is 100.00 by its rate'
run 'one of nothing' 4 sh -c "printf 'receivable,revalued_on,rate,gain_base\n$r,2026-09-30,8,999\n' | crm-order revaluation import -"
like_err 'open: is needed: the gain is worked out of it'
run 'what it comes to is filled in' 0 come 700,
like_out '^800.00,100.00,inserted'
run 'once a day' 5 come 700,100
like_err "receivable: $r has a value of 2026-09-30 already, which stays"
run 'the books are right' 0 crm-admin check --deep
done_testing
