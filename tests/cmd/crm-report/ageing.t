#!/bin/sh
# What customers owe: ageing, collection, forecasts, statements, against figures by hand.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}
owe() {
	quiet crm-order receivable add "$@"
}

book
quiet crm-customer add name=Acme region=North
quiet crm-customer add name=Beta region=East parent=Acme
quiet crm-customer add name=Calm
owe customer=C1 amount=100 booked_on=2026-09-01 due_on=2026-10-01 number=A1
owe customer=C1 amount=50 booked_on=2026-11-01 due_on=2026-12-01 number=A2
owe customer=C2 amount=70 currency=USD rate=7 booked_on=2026-11-01 due_on=2026-11-05 number=B1
owe customer=C2 amount=30 booked_on=2026-11-01 due_on=2026-11-05 number=B2
owe customer=C1 amount=20 booked_on=2026-09-01 due_on=2027-09-01 retained=yes form=retention number=A3
owe customer=C1 amount=9 booked_on=2026-12-20 due_on=2027-01-20 number=A4
quiet crm-order payment add customer=C1 amount=120 received_on=2026-11-10 number=P-1
quiet crm-order payment allocate P1 R1=60 R4=30

# ---- ageing ----

run 'by customer, with credit, in the base currency' 0 crm-report ageing
is_out 'customer,not_due,days_1_30,days_31_60,days_61_90,days_91_120,days_over_120,disputed,retained,total,credit,net
Beta,0.00,490.00,0.00,0.00,0.00,0.00,0.00,0.00,490.00,0.00,490.00
Acme,50.00,0.00,40.00,0.00,0.00,0.00,0.00,20.00,110.00,30.00,80.00'
run 'before the payment all of it was open' 0 crm-report ageing --on 2026-11-09 -c customer,days_1_30,days_31_60,total,credit
is_out 'customer,days_1_30,days_31_60,total,credit
Beta,520.00,0.00,520.00,0.00
Acme,0.00,100.00,170.00,0.00'
run 'what is booked later is planned' 0 crm-report ageing --on 2026-12-31 -w 'customer = Acme' -c total
is_out 'total
119.00'
run 'by currency in both, and no sum over several' 0 crm-report ageing --by currency --totals -c currency,days_1_30,total,credit,total_base,net_base,row
is_out 'currency,days_1_30,total,credit,total_base,net_base,row
USD,70.00,70.00,0.00,490.00,490.00,
CNY,0.00,110.00,30.00,110.00,80.00,
,,,,600.00,570.00,total'
run 'by the day of the invoice, which is in the first column' 0 crm-report ageing --date booked_on --on 2026-11-01 -w 'customer = Acme' -c days_0_30,days_61_90,retained
is_out 'days_0_30,days_61_90,retained
50.00,100.00,20.00'
run 'no other date counts' 2 crm-report ageing --date customer
is_err "crm-report: --date: 'customer' is neither due_on nor booked_on"
run 'credit by what payments have' 0 crm-report ageing --by customer.region -w 'customer.region = North' -c total,credit
is_out 'total,credit
110.00,30.00'
run 'what payments have not leaves credit out, and says so' 0 crm-report ageing -w 'form = retention' -c total,credit
is_out 'total,credit
20.00,0.00'
is_err 'crm-report: credit is left out: payments have not what the filter names'
quiet crm-order revalue --on 2026-11-10 rates=USD:7.1
run 'values of a day stand beside it' 0 crm-report ageing --on 2026-11-10 -c customer,total,revaluation
is_out 'customer,total,revaluation
Beta,490.00,7.00
Acme,110.00,0.00'
run 'by currency too' 0 crm-report ageing --on 2026-11-10 --by currency --totals -c currency,total,revaluation
is_out 'currency,total,revaluation
USD,70.00,7.00
CNY,110.00,0.00
,,7.00'
run 'of that day alone' 2 crm-report ageing --on 2026-11-11 -c customer,total,revaluation
d='customer = Acme and number = A1'
r=$(crm-order receivable list -o ids -w "$d")
run 'not disputed in the future' 5 crm-order receivable dispute "$r" reason=wrong on=2026-11-22
is_err 'crm-order: on: 2026-11-22 is in the future'
quiet crm-order receivable dispute "$r" reason=wrong on=2026-11-12
quiet crm-order receivable dispute "$r" reason=late
disputed() { crm-report ageing --on "$1" -w "$d" -o csv -c disputed,total | sed 1d; }
is "$(disputed 2026-11-11) $(disputed 2026-11-12)" '0.00,40.00 40.00,40.00' 'disputed from its day on'
quiet crm-order receivable undispute "$r" on=2026-11-20
is "$(disputed 2026-11-19) $(disputed 2026-11-20)" '40.00,40.00 0.00,40.00' 'until it is resolved'
quiet crm-admin setting add name=ageing_edges value='15, 45'
run 'own columns' 0 crm-report ageing -w 'customer = Beta' -c all
is_out 'customer,not_due,days_1_15,days_16_45,days_over_45,disputed,retained,total,credit,net
Beta,0.00,0.00,490.00,0.00,0.00,0.00,490.00,0.00,490.00'
run 'that rise' 4 crm-admin setting set ageing_edges value='45,15'
quiet crm-admin setting set ageing_edges value='30,60,90,120'
run 'nothing before everything' 0 crm-report ageing --on 2025-01-01 -c customer
is_out 'customer'

# As known before what came in later; the clock of the book goes on.
quiet env CRM_NOW=2026-11-25T09:00:00Z crm-order payment add customer=C1 amount=40 received_on=2026-11-15
quiet env CRM_NOW=2026-11-25T09:00:00Z crm-order payment allocate P2 R1=40
export CRM_NOW=2026-11-25T10:00:00Z
run 'a payment that came late to the book changes its day' 0 crm-report ageing --on 2026-11-21 -w 'customer = Acme' -c days_31_60
is_out 'days_31_60
0.00'
run 'and not what was known then' 0 crm-report ageing --on 2026-11-21 --as-of 2026-11-21 -w 'customer = Acme' -c days_31_60
is_out 'days_31_60
40.00'
export CRM_NOW=2026-11-26T09:00:00Z
quiet crm-order payment unallocate P2
run 'taken back: open again from that day, and not before' 0 crm-report ageing --on 2026-11-25 -w 'customer = Acme' -c total
is_out 'total
70.00'
run 'from that day' 0 crm-report ageing -w 'customer = Acme' -c total,credit
is_out 'total,credit
110.00,70.00'
quiet crm-order receivable void R2
run 'void is owed until that day' 0 crm-report ageing --on 2026-11-25 -w 'customer = Acme' -c not_due
is_out 'not_due
50.00'
run 'and then no more' 0 crm-report ageing -w 'customer = Acme' -c not_due
is_out 'not_due
0.00'

# ---- sums of it ----

run 'allowance by percents' 0 crm-report allowance --on 2026-11-21 -w 'customer = Beta' -c age,open,percent,allowance
is_out 'age,open,percent,allowance
Not due,0.00,0,0.00
1-30 days,490.00,1,4.90
31-60 days,0.00,5,0.00
61-90 days,0.00,10,0.00
91-120 days,0.00,30,0.00
Over 120 days,0.00,50,0.00'
quiet crm-admin setting add name=allowance_percents value=1,2
run 'as many as there are ages' 4 crm-report allowance
quiet crm-admin setting delete allowance_percents
run 'outstanding days' 0 crm-report dso --from 2026-09-01 --to 2026-11-25 -w 'customer = Beta'
is_out 'dso,count_back,receivable,sales,days
81.04,23.56,490.00,520.00,86'
run 'no sales, no days' 0 crm-report dso --from 2026-11-02 --to 2026-11-25 -w 'customer = Beta' -c dso,sales
is_out 'dso,sales
,0.00'
run 'what fell due was collected' 0 crm-report collection --from 2026-11-01 --to 2026-11-25 -c rate,due,collected,begin,sales,end,current
is_out 'rate,due,collected,begin,sales,end,current
5.77,520.00,30.00,120.00,570.00,560.00,70.00'
run 'days to pay' 0 crm-report days-to-pay -c customer,days_to_pay,days_late,late_rate,settled,late
is_out 'customer,days_to_pay,days_late,late_rate,settled,late
Beta,9,5,100,1,1'
run 'what will come' 0 crm-report cash-forecast -c due_on:month,planned,due,overdue,expected
is_out 'due_on:month,planned,due,overdue,expected
2026-11,0.00,0.00,530.00,530.00
2026-12,0.00,0.00,0.00,0.00
2027-01,9.00,0.00,0.00,9.00
2027-02,0.00,0.00,0.00,0.00
2027-03,0.00,0.00,0.00,0.00
2027-04,0.00,0.00,0.00,0.00
2027-05,0.00,0.00,0.00,0.00
2027-06,0.00,0.00,0.00,0.00
2027-07,0.00,0.00,0.00,0.00
2027-08,0.00,0.00,0.00,0.00
2027-09,0.00,20.00,0.00,20.00'
run 'whom to call' 0 crm-report calls -c receivable,customer,why,days,open,currency
is_out 'receivable,customer,why,days,open,currency
B1,Beta,overdue,21,70.00,USD
A1,Acme,overdue,56,40.00,CNY'

# ---- statements ----

run 'the account of one' 0 crm-report statement Acme --from 2026-11-01 --to 2026-11-25 -c date,kind,document,charged,paid,balance
is_out 'date,kind,document,charged,paid,balance
2026-11-01,opening,,,,120.00
2026-11-01,receivable,A2,50.00,,170.00
2026-11-10,receipt,P-1,,120.00,50.00
2026-11-10,moved,B2,30.00,,80.00
2026-11-15,receipt,,,40.00,40.00
2026-11-25,closing,,,,40.00
2026-11-25,age,Not due,,,50.00
2026-11-25,age,Retained,,,20.00
2026-11-25,age,Credit,,,-30.00'
run 'who paid for another' 0 crm-report statement C2 --from 2026-11-02 --to 2026-11-25 -c currency,kind,charged,paid,balance
is_out 'currency,kind,charged,paid,balance
CNY,opening,,,30.00
CNY,moved,,30.00,0.00
CNY,closing,,,0.00
USD,opening,,,70.00
USD,closing,,,70.00
USD,age,,,70.00'
run 'of all those of whom anything was' 0 crm-report statement --from 2026-11-26
is "$(cut -d, -f1 out | sort -u | xargs)" 'C1 C2 customer_id' 'whose'
run 'of one of whom nothing was' 0 crm-report statement Calm -c kind,balance
is_out 'kind,balance
opening,0.00
closing,0.00'

# ---- on paper ----

run 'a page that prints, one each' 0 crm-report statement -o html --from 2026-11-01
is "$(grep -c 'class="paper"' out)" 3 'sections'
like_out '@page\{size:A4'
unlike_out '<svg'
run 'a workbook' 0 sh -c 'crm-report statement -o xlsx > s.xlsx'
is "$(python3 -c 'import zipfile; print(sum(n.startswith("xl/worksheets/sheet")
    for n in zipfile.ZipFile("s.xlsx").namelist()))')" 3 'with a sheet each'
quiet crm-customer set C2 email=beta@example.com
quiet crm-customer contact add customer=C1 name=Jo email=jo@example.com primary=yes
run 'by mail' 0 crm-report mail-statement --from 'Cash <cash@example.com>' since=2026-11-01
is "$(sed -n 's/^To: //p' out)" 'Jo <jo@example.com>
Beta <beta@example.com>' 'to whom'
like_out 'filename="statement-C1.xlsx"'
unlike_out '<script'
is_err 'crm-report: C3: Calm has no e-mail address; left out'
run 'by whom' 2 crm-report mail-statement Acme
run 'one account in a moment of its own: all or by name' 2 crm-report statement Acme -w 'name = Acme'

# What is kept of a payment for being small is nobody's credit, by the statement too.
quiet crm-customer add name=Small
quiet crm-admin setting add name=tolerance_CNY value=0.50
quiet crm-order receivable add customer=Small amount=100 booked_on=2026-11-01
quiet crm-order payment add customer=Small amount=100.30 received_on=2026-11-02 method=oldest
printf 'number,customer,amount,unallocated,received_on\nUSED,Small,100,30,2026-11-03\n' > used.csv
quiet crm-order payment import used.csv
run 'what is left of it' 0 crm-report statement Small --from 2026-11-01 -o csv -c date,kind,document,charged,paid,balance
is_out 'date,kind,document,charged,paid,balance
2026-11-01,opening,,,,0.00
2026-11-01,receivable,,100.00,,100.00
2026-11-02,receipt,,,100.30,-0.30
2026-11-02,rounding,,0.30,,0.00
2026-11-03,receipt,USED,,100.00,-100.00
2026-11-03,paid_before,USED,70.00,,-30.00
2026-11-26,closing,,,,-30.00
2026-11-26,age,Credit,,,-30.00'

# ---- what was paid before the book began ----

crm-customer add -q name=Old > /dev/null
old=$(crm-customer list -o ids -w 'name = Old')
crm-order receivable import -q << 'END'
customer,number,amount,open,booked_on,due_on
Old,H1,1000,0,2026-01-01,2026-02-01
Old,H2,1000,0,2026-02-01,2026-03-01
Old,H3,1000,400,2026-03-01,2026-03-05
END
crm-order receivable add -q customer="$old" amount=1000 booked_on=2026-04-01 due_on=2026-05-01 > /dev/null
crm-order payment add -q customer="$old" amount=1000 received_on=2026-07-10 > /dev/null
p=$(crm-order payment list -o ids -w 'customer = "id:'"$old"'"')
n=$(crm-order receivable list -o ids -w 'amount = 1000 and booked_on = 2026-04-01')
crm-order payment allocate "$p" "$n=1000" -q > /dev/null
run 'nobody knows when' 0 crm-report days-to-pay -w "customer = $old" -c customer,days_to_pay,days_late,settled -o csv
is_out 'customer,days_to_pay,days_late,settled
Old,100,70,1'
run 'nor was it to be collected' 0 crm-report collection -w "customer = $old" --from 2026-01-01 --to 2026-11-21 -c rate,due,collected -o csv
is_out 'rate,due,collected
71.43,1400.00,1000.00'

# ---- its picture ----

run 'all that is owed is drawn, overdue or not' 0 crm-report ageing -w 'customer = Old' -o chart
like_out '^Total '
like_out '^Old .* 400$'
done_testing
