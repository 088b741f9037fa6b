#!/bin/sh
# Invoices: requested for what is charged, issued, taken back by red letters; how far
# orders are invoiced and paid.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
invoice() { crm-order invoice list "$1" -o csv -c "$2" | sed 1d; }
progress() { crm-order list "$1" -o csv -c status,delivery,invoicing,payment | sed 1d; }
order() { crm-order add -o ids -q customer=C1 "$@"; }
line() { crm-order order-line add -o ids -q product=A "$@"; }
confirmed() {
	quiet crm-order submit "$1"
	quiet crm-order confirm "$1"
}

quiet crm-customer add name=Acme invoice_title='Acme Ltd' tax_no=91X \
    invoice_address='Road 1' invoice_phone=010-1 bank=ICBC bank_account=622
quiet crm-customer add name=Other
quiet crm-stock product add sku=A name=Widget stocked=no tax_code=109
o=$(order form=delivery ordered_on=2026-11-20)
l=$(line order="$o" quantity=10 unit_price=100 tax_rate=13%)
confirmed "$o"
quiet crm-order order-line ship "$l" quantity=4

# ---- requested ----

run 'a delivery is invoiced' 0 crm-order delivery invoice DN-20261121-0001 kind=special -q
run 'with its title block' 0 crm-order invoice list I1 -o csv -c number,kind,status,title,tax_no,address,phone,bank,bank_account,net,tax,gross
is_out 'number,kind,status,title,tax_no,address,phone,bank,bank_account,net,tax,gross
,special,requested,Acme Ltd,91X,Road 1,010-1,ICBC,622,400.00,52.00,452.00'
run 'and lines' 0 crm-order invoice-line list -o csv -c line,product,tax_class,quantity,unit_price,tax_rate,net,tax,gross,receivable_id,order_line_id -w 'invoice = "id:I1"'
is_out "line,product,tax_class,quantity,unit_price,tax_rate,net,tax,gross,receivable_id,order_line_id
1,Widget,109,4,100,13,400.00,52.00,452.00,R1,$l"
run 'twice' 5 crm-order receivable invoice R1
is_err 'crm-order: nothing of R1 is left to invoice; crm-order invoice red takes back what is'
quiet crm-customer set C1 bank=CCB
is "$(invoice I1 bank)" ICBC 'its title block is kept'
run 'it is not set' 5 crm-order invoice set I1 status=issued
like_err 'status: is not set but moved'
run 'not wanted' 0 crm-order invoice void I1 reason=typo -o csv -c status,status_reason
is_out 'status,status_reason
void,typo'
run 'which is the end' 5 crm-order invoice issue I1
quiet crm-order ship "$o"
run 'the rest of the order' 0 crm-order order invoice "$o" -q
is "$(invoice I2 net,tax,gross)" 1000.00,130.00,1130.00 'all that is charged'

# ---- issued ----

run 'in the future' 5 crm-order invoice issue I2 on=2026-12-01
is_err 'crm-order: on: 2026-12-01 is in the future: an invoice is dated today or before'
run 'before the order' 5 crm-order invoice issue I2 on=2026-11-19
is_err 'crm-order: on: 2026-11-19 is before 2026-11-20, the day of what I2 is for'
run 'issued' 0 crm-order invoice issue I2 official_no=24312 on=2026-11-20 -o csv -c number,official_no,status,issued_on
is_out 'number,official_no,status,issued_on
INV-20261120-0001,24312,issued,2026-11-20'
run 'it stays so' 5 crm-order invoice set I2 title=x
is_err 'crm-order: I2 is issued and stays as it is; crm-order invoice red I2 takes it back'
run 'and its lines' 5 crm-order invoice-line add invoice=I2 gross=5
is_err 'crm-order: I2 is issued and stays as it is; crm-order invoice red I2 takes it back'
run 'not deleted' 5 crm-order invoice delete I2
run 'nor undone' 5 crm-admin undo "$(batch)"
like_err 'cannot be undone: I2 is issued: crm-order invoice red I2 takes it back'
is "$(progress "$o")" confirmed,full,full,none 'the order is invoiced'
p=$(order form=confirmation amount=50)
confirmed "$p"
quiet crm-order order invoice "$p"
run 'a number of another' 5 crm-order invoice issue I3 official_no=24312
is_err 'crm-order: official_no: 24312 is that of I2'
quiet crm-order invoice issue I3 official_no=24313
is "$(invoice I3 number)" INV-20261121-0001 'numbers go on by day'
quiet crm-order payment add customer=C1 amount=1130
quiet crm-order payment allocate P1 method=explicit to=R1,R2
is "$(progress "$o")" closed,full,full,full 'paid in full, it closes by itself'

# ---- one for several, several for one ----

p=$(order form=confirmation amount=100)
q=$(order form=confirmation amount=200)
confirmed "$p"
confirmed "$q"
try 'orders of a stream' 0 "crm-order list -w 'amount in (100, 200)' -o ids | crm-order order invoice - -q"
is "$(invoice I4 gross,order_id)" 300.00, 'one for both'
quiet crm-order invoice issue I4
is "$(progress "$p") $(progress "$q")" 'confirmed,none,full,none confirmed,none,full,none' 'each has its part'
p=$(order amount=100)
run 'a draft' 5 crm-order order invoice "$p"
is_err "crm-order: $p is draft: what is confirmed is invoiced; crm-order submit and crm-order confirm come before"
confirmed "$p"
quiet crm-order order invoice "$p" amount=60
run 'beyond the order' 5 crm-order order invoice "$p" amount=50
is_err "crm-order: amount: of 50.00 is more than the 40.00 that are left to invoice of $p"
run 'the rest' 0 crm-order order invoice "$p" -q
is "$(invoice I6 gross)" 40.00 'as a second invoice'
quiet crm-order contract add customer=C1 title=K amount=1000
run 'a draft of a contract' 5 crm-order contract invoice CTR1 amount=600
like_err 'CTR1 is draft: what is signed is invoiced; .*crm-order contract sign'
quiet crm-order contract submit CTR1
quiet crm-order contract sign CTR1 party=customer signed_by=Li
quiet crm-order contract sign CTR1 party=seller signed_by=Wu
quiet crm-order contract invoice CTR1 amount=600
run 'beyond the contract' 5 crm-order contract invoice CTR1 amount=500
is_err 'crm-order: amount: of 500.00 is more than the 400.00 that are left to invoice of CTR1'

# ---- planned ----

quiet crm-order terms add name=half parts='50% 10d, rest 40d'
p=$(order form=instalment amount=100 payment_terms=half)
confirmed "$p"
quiet crm-order order invoice "$p"
i=$(crm-order invoice list -o ids -w "order = $p")
quiet crm-order invoice issue "$i"
is "$(crm-order receivable list -o csv -c status,booked_on,due_on -w "order = $p" | sed 1d)" 'booked,2026-11-21,2026-12-01
booked,2026-11-21,2026-12-31' 'what is invoiced is booked, and due as it was'

# ---- red letters ----

run 'of what is requested' 5 crm-order invoice red I5 reason=wrong
like_err 'I5 is requested; what is issued is taken back'
run 'without a reason' 2 crm-order invoice red I2
run 'part of a line' 0 crm-order invoice red I2 reason=allowance line=1 quantity=1 -q
run 'what is red is not undone' 5 crm-admin undo "$(batch)"
like_err 'cannot be undone: I[0-9]* is a red letter that is issued, and stays'
is "$(invoice I2 status)" partly_red 'it is partly red'
r=$(crm-order invoice list -o ids -w 'red_of = "id:I2"')
is "$(invoice "$r" net,tax,gross,red_reason)" -100.00,-13.00,-113.00,allowance 'below zero'
is "$(crm-order payment list -o csv -c kind,amount,net,unallocated -w "invoice = \"id:$r\"" | sed 1d)" credit,113.00,100.00,113.00 \
    'on a paid bill it is credit'
run 'too much' 5 crm-order invoice red I2 reason=allowance line=1 quantity=4
is_err 'crm-order: quantity: 4 are more than the 3 that are left of line 1 of I2: a red letter is never over its blue one'
run 'too much money' 5 crm-order invoice red I2 reason=allowance gross=1017.01
is_err 'crm-order: gross: 1017.01 is more than the 1017.00 that are left of I2: a red letter is never over its blue one'
run 'a red letter of a red letter' 5 crm-order invoice red "$r" reason=wrong
run 'waits for its confirmation' 0 crm-order invoice red I2 reason=wrong gross=17 applied=yes -q
r=$(crm-order invoice list -o ids -w 'red_of = "id:I2" and status = requested')
is "$(invoice "$r" confirmation,number)" applied, 'requested'
run 'not without it' 5 crm-order invoice issue "$r"
is_err "crm-order: confirmation_no: is needed: $r waits for the authority's confirmation"
run 'and is issued' 0 crm-order invoice issue "$r" confirmation_no=33 -o csv -c status,confirmation,confirmation_no
is_out 'status,confirmation,confirmation_no
issued,confirmed,33'
run 'once' 5 crm-order invoice issue "$r" confirmation_no=34
is_err "crm-order: $r is a red letter that is issued, and stays"
run 'not before what it takes back' 5 crm-order invoice red I2 reason=wrong on=2026-11-19
like_err 'on: 2026-11-19 is before 2026-11-20'
is "$(crm-order payment list -o csv -c amount -w "invoice = \"id:$r\"" | sed 1d)" '' 'what was wrong is owed still'
run 'the rest' 0 crm-order invoice red I2 reason=wrong -q
is "$(invoice I2 status)" red 'all of it is red'
is "$(crm-order invoice list -o csv -c net,tax,gross -w 'red_of = "id:I2"' | sed 1d | awk -F, '{ n += $1; t += $2; g += $3 } END { print n, t, g }')" \
    '-1000 -130 -1130' 'to the cent'
run 'nothing is left' 5 crm-order invoice red I2 reason=wrong
is_err 'crm-order: nothing is left of I2: it is taken back already'
run 'it is invoiced anew' 0 crm-order order invoice "$o" -q

# ---- what came back is credited once ----

p=$(order form=delivery)
l=$(line order="$p" quantity=2 unit_price=100)
confirmed "$p"
quiet crm-order ship "$p"
quiet crm-order order invoice "$p"
i=$(crm-order invoice list -o ids -w "order = $p")
quiet crm-order invoice issue "$i"
quiet crm-order order-line return "$l" quantity=1
is "$(progress "$p")" confirmed,full,over,none 'more is invoiced than stayed'
quiet crm-order invoice red "$i" reason=returned quantity=1
is "$(crm-order payment list -o csv -c amount -w "order = $p and kind = credit" | sed 1d)" 100.00 'one credit'
is "$(progress "$p")" confirmed,full,full,none 'and the rest is invoiced, of which nobody paid'
quiet crm-order payment add customer=C1 amount=100 order="$p"
quiet crm-order payment allocate method=explicit to="$(crm-order receivable list -o ids -w "order = $p")" -w "order = $p and kind = receipt"
is "$(progress "$p")" closed,full,full,full 'paid, it closes'

# ---- whichever is first: the red letter or the goods ----

p=$(order form=delivery)
l=$(line order="$p" quantity=10 unit_price=100)
m=$(line order="$p" quantity=5 unit_price=10)
confirmed "$p"
quiet crm-order ship "$p"
quiet crm-order order invoice "$p"
i=$(crm-order invoice list -o ids -w "order = $p")
quiet crm-order invoice issue "$i"
notes() { crm-order payment list -o csv -c amount -s payment_id -w "order = $p and kind = credit and void_on is null" | sed 1d | paste -sd' '; }
quiet crm-order invoice red "$i" reason=returned line=1 quantity=4
is "$(notes)" 400.00 'a red letter for goods that are to come back credits them'
quiet crm-order order-line return "$l" quantity=3
is "$(notes)" 400.00 'they come back, and are credited already'
quiet crm-order order-line return "$m" quantity=1
is "$(notes)" '400.00 10.00' 'others are not'
quiet crm-order order-line return "$l" quantity=3
is "$(notes)" '400.00 10.00 200.00' 'what is more than the red letter said is'
quiet crm-order invoice red "$i" reason=returned line=1 quantity=1
is "$(notes)" '400.00 10.00 200.00' 'a red letter behind them credits nothing'
quiet crm-order invoice red "$i" reason=returned line=1 quantity=2
is "$(notes)" '400.00 10.00 200.00 100.00' 'but what has not come back'
quiet crm-order invoice red "$i" reason=returned line=1 quantity=2 credit=no
is "$(crm-order invoice list -o csv -c credited -s invoice_id -w "red_of = $i" | sed 1d | paste -sd' ')" 'yes yes yes no' \
    'which says whether it credits'
quiet crm-order order-line return "$l" quantity=3
is "$(notes)" '400.00 10.00 200.00 100.00 200.00' 'one that does not is no credit'
run 'the books say so' 0 crm-admin check -q

# ---- lines of what is issued ----

r=$(crm-order invoice list -o ids -s invoice_id -l 1 -w "red_of = $i")
run 'of a red letter' 5 crm-order invoice-line set "$(crm-order invoice-line list -o ids -w "invoice = $r")" gross=-1
is_err "crm-order: $r is a red letter that is issued, and stays"
run 'nor is one added' 5 crm-order invoice-line add invoice="$r" gross=-5
q=$(order amount=10)
confirmed "$q"
quiet crm-order order invoice "$q"
r=$(crm-order invoice list -o ids -w "order = $q")
run 'a rate is a share' 4 crm-order invoice-line add invoice="$r" net=5 tax_rate=113%
is_err 'crm-order: tax_rate: must be between 0 and 100 percent'
run 'of what it is set to' 4 crm-order invoice-line set "$(crm-order invoice-line list -o ids -w "invoice = $r")" tax_rate=-1%
quiet crm-order invoice void "$r" reason=x

# ---- not before what it is for ----

r=$(crm-order receivable add -o ids -q customer=C1 amount=70 booked_on=2026-11-18)
quiet crm-order receivable invoice "$r"
i=$(crm-order invoice list -o ids -w 'gross = 70')
run 'a receivable without an order' 5 crm-order invoice issue "$i" on=2026-11-17
is_err "crm-order: on: 2026-11-17 is before 2026-11-18, the day of what $i is for"
run 'on its day' 0 crm-order invoice issue "$i" on=2026-11-18 -q

# ---- what of it came in is a target's ----

quiet crm-team target add metric=received period=2026-11 amount=2460
run 'received' 0 crm-report targets -o csv -c metric,target,actual,attainment
is_out 'metric,target,actual,attainment
received,2460,1230,50'
quiet crm-team target add metric=invoiced period=2026-11 amount=1000
quiet crm-team target add metric=invoiced period=2026-10 amount=1000
invoiced() { crm-report targets -w "metric = invoiced and period = $1" -o csv -c actual | sed 1d; }
is "$(invoiced 2026-10)" 0 'nothing was issued before'
before=$(invoiced 2026-11)
r=$(crm-order receivable add -o ids -q customer=C1 amount=10 currency=USD rate=7)
quiet crm-order receivable invoice "$r"
i=$(crm-order invoice list -o ids -w 'currency = USD')
quiet crm-order invoice issue "$i"
is "$(invoiced 2026-11)" "$((before + 70))" 'what is issued, in the base currency'
quiet crm-order invoice red "$i" reason=allowance gross=3
is "$(invoiced 2026-11)" "$((before + 49))" 'less red letters'
is "$before" "$(crm-order invoice list -o csv -c gross -w 'status in (issued, partly_red, red) and currency != USD' | awk -F, 'NR > 1 { n += $1 } END { print n }')" 'as their sum'

# ---- a credit note is no payment ----

p=$(order form=delivery)
l=$(line order="$p" quantity=10 unit_price=100 tax_rate=13%)
confirmed "$p"
quiet crm-order ship "$p"
quiet crm-order order invoice "$p"
i=$(crm-order invoice list -o ids -w "order = $p")
quiet crm-order invoice issue "$i"
sums() { crm-order list "$p" -o csv -c billable,settled,payment | sed 1d; }
quiet crm-order order-line return "$l" quantity=4
is "$(sums)" 678.00,0.00,none 'what came back is off what it comes to, and nothing is paid'
owed=$(crm-order receivable list -o ids -w "order = $p")
quiet crm-order payment add customer=C1 amount=226
quiet crm-order payment allocate method=explicit to="$owed" -w 'unallocated = 226'
is "$(sums)" 678.00,226.00,partial 'what is paid is'
quiet crm-order invoice red "$i" reason=returned quantity=4
quiet crm-order invoice red "$i" reason=allowance gross=100
is "$(sums)" 578.00,226.00,partial 'an allowance likewise'
quiet crm-order payment add customer=C1 amount=352
quiet crm-order payment allocate method=explicit to="$owed" -w 'unallocated = 352'
is "$(sums)" 578.00,578.00,full 'paid'
quiet crm-order invoice red "$i" reason=allowance gross=78
is "$(sums)" 500.00,578.00,over 'what is credited behind that is credit of the customer'
quiet crm-order payment void "$(crm-order payment list -o ids -w "order = $p and amount = 78")"

# ---- a request prints the invoice ----

p=$(order amount=6)
q=$(order amount=7)
confirmed "$p"
confirmed "$q"
try 'into the next command' 0 "printf '%s\n' $p $q | crm-order order invoice - -o ids -q | crm-order invoice issue - -q -o csv -c gross"
is_out 'gross
13.00'
p=$(order amount=8)
confirmed "$p"
run 'of one each' 0 crm-order order invoice "$p" -o csv -c gross,status
is_out 'gross,status
8.00,requested'
like_err 'inserted 1 '

# ---- a statement names the document ----

run 'charges and credit notes' 0 crm-report statement C1 --from 2026-11-01 -o csv -c kind,document
like_out "receivable,$(invoice "$i" number)"
like_out "credit,$(crm-order invoice list -o csv -c number -w "red_of = $i and gross = -100" | sed 1d)"

# ---- cancelled ----

credits() { crm-order payment list -o csv -c amount,unallocated -w "order = $1" | sed 1d; }
o=$(order form=confirmation amount=100)
confirmed "$o"
quiet crm-order order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
run 'an order that is to be invoiced' 5 crm-order cancel "$o" reason=x
is_err "crm-order: $o is to be invoiced by $i; crm-order invoice void $i drops that request first"
quiet crm-order invoice issue "$i"
run 'an order that is invoiced' 5 crm-order cancel "$o" reason=x
is_err "crm-order: $o is invoiced by $i; crm-order invoice red $i takes that back first"
r=$(crm-order receivable list -o ids -w "order = $o")
run 'nor what it owes' 5 crm-order receivable void "$r"
is_err "crm-order: $r is invoiced by $i; crm-order invoice red $i takes that back first"
quiet crm-order invoice red "$i" reason=service_ended
is "$(credits "$o")" 100.00,0.00 'the red letter credits'
run 'then it is cancelled' 0 crm-order cancel "$o" reason=x -q
is "$(credits "$o")" 100.00,0.00 'and nobody has credit that nobody paid for'
is "$(crm-order payment list -o csv -c void_on -w "order = $o" | sed 1d)" 2026-11-21 'for it is void'
o=$(order form=confirmation amount=100)
confirmed "$o"
quiet crm-order payment add customer=C1 amount=100 applies_to="$(crm-order receivable list -o ids -w "order = $o")"
quiet crm-order order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i"
quiet crm-order invoice red "$i" reason=service_ended
p=$(crm-order payment list -o ids -w "order = $o")
quiet crm-order payment refund "$p"
run 'what is paid back already' 5 crm-order cancel "$o" reason=x
is_err "crm-order: $o was credited by $p, which is used elsewhere: crm-order close $o rest=yes leaves what is credited as it is"
run 'it is closed' 0 crm-order close "$o" rest=yes -q
is "$(crm-order list -o csv -c status -w "id = $o" | sed 1d)" closed 'as it stands'
run 'the books' 0 crm-admin check -q
# ---- what is not agreed to, or not any more ----

p=$(order)
l=$(line order="$p" quantity=4 unit_price=100)
quiet crm-order submit "$p"
run 'approved' 5 crm-order order invoice "$p"
like_err "$p is approved: what is confirmed is invoiced"
quiet crm-order confirm "$p"
quiet crm-order cancel "$p"
run 'cancelled' 5 crm-order order invoice "$p"
is_err "crm-order: $p is cancelled: nothing of it is invoiced"
is "$(crm-order list "$p" -o csv -c billable,invoicing | sed 1d)" 0.00,none 'it comes to nothing'

# ---- nothing is amended below what is invoiced ----

p=$(order)
l=$(line order="$p" quantity=10 unit_price=100)
confirmed "$p"
i=$(crm-order order invoice "$p" amount=600 -o ids -q)
quiet crm-order invoice issue "$i"
quiet crm-order amend "$p"
run 'a price' 5 crm-order order-line set "$l" unit_price=50
is_err "crm-order: $l would come to 500.00, less than the 600.00 that are invoiced of it: crm-order invoice red takes that back"
run 'a discount on all' 5 crm-order set "$p" discount=50
run 'as far as it is' 0 crm-order order-line set "$l" unit_price=60 -q
run 'agreed to' 0 crm-order submit "$p" -q

# ---- in another currency ----

p=$(order currency=USD)
l=$(line order="$p" quantity=1 unit_price=100 tax_rate=13)
confirmed "$p"
run 'without a rate it is not asked for' 5 crm-order order invoice "$p"
is_err "crm-order: rate: is needed of $p, which is in USD: that of the day, crm-admin rate add currency=USD rate=N"
i=$(crm-order invoice add customer=Acme currency=USD net=100 gross=113 -o ids -q)
run 'nor issued' 5 crm-order invoice issue "$i"
is_err "crm-order: rate: is needed of an amount in USD, which is not the currency of the book: crm-order invoice set $i rate=N, or that of its day: crm-admin rate add currency=USD rate=N"
run 'nor imported' 4 crm-order invoice import -q << 'END'
customer,currency,net,tax,gross,number,issued_on
Acme,USD,100,13,113,E1,2026-11-20
END
like_err 'rate: is needed of an amount in USD'
run 'a day has one' 0 crm-admin rate add currency=USD day=2026-11-01 rate=7 -q
run 'which is its own' 0 crm-order invoice issue "$i" -o csv -c currency,rate,gross
is_out 'currency,rate,gross
USD,7,113.00'
run 'the journal prints' 0 crm-order journal

# ---- parts come to net and tax of the whole ----

p=$(order form=confirmation)
l=$(line order="$p" quantity=1 unit_price=100 tax_rate=13)
confirmed "$p"
for a in 33.33 33.33 46.34; do
	quiet crm-order order invoice "$p" amount=$a
done
is "$(crm-order invoice list -w "order = $p" -s invoice_id -o csv -c net,tax,gross)" 'net,tax,gross
29.50,3.83,33.33
29.50,3.83,33.33
41.00,5.34,46.34' 'the last takes the rest of net and tax'
k=$(crm-order contract add -o ids -q customer=C1 title=K amount=113 net=100 tax=13 gross=113)
quiet crm-order contract submit "$k"
quiet crm-order contract sign "$k" party=customer signed_by=Li
quiet crm-order contract sign "$k" party=seller signed_by=Wu
for a in 33.33 33.33 46.34; do
	quiet crm-order contract invoice "$k" amount=$a
done
is "$(crm-order invoice list -w "contract = $k" -s -invoice_id -l 1 -o csv -c gross,net | sed 1d)" 46.34,41.00 'of a contract too'

# ---- an invoice has one rate ----

for rate in 7 8; do
	quiet crm-order receivable add number=x$rate customer=C1 currency=USD rate=$rate amount=113 \
	    net=100 booked_on=2026-10-01
done
quiet crm-order receivable add number=x9 customer=C1 currency=USD rate=8 amount=113 net=100 \
    booked_on=2026-10-01
run 'what is of two rates is of two invoices' 0 crm-order receivable invoice x7 x8 x9 \
    -o csv -c rate,gross -q
is_out 'rate,gross
7,113.00
8,226.00'

# ---- a subscription ends while it is to be invoiced ----

p=$(order form=subscription)
l=$(line order="$p" quantity=1 unit_price=1000 period=month starts_on=2026-11-01 \
    ends_on=2027-01-31)
confirmed "$p"
i=$(crm-order order invoice "$p" -o ids -q)
run 'what is planned and asked for stays' 5 crm-order order-line set "$l" ends_on=2026-11-30
like_err "is to be invoiced by $i; crm-order invoice void $i drops that request first"
quiet crm-order invoice void "$i"
run 'else it goes' 0 crm-order order-line set "$l" ends_on=2026-11-30 -q
is "$(crm-order receivable list -w "order = $p" -s receivable_id -o csv -c amount,status)" \
    'amount,status
1000.00,booked
1000.00,void
1000.00,void' 'but for what is booked'
is "$(crm-order payment list -w "order = $p" -o ids)" '' 'and nothing is credited'

# ---- sums that came ----

run 'of two sums the third' 0 crm-order invoice import -q -o csv -c number,net,tax,gross << 'END'
customer,net,tax,gross,number,issued_on
Acme,100,13,,E3,2026-01-20
Acme,100,,113,E4,2026-01-20
Acme,,13,113,E5,2026-01-20
Acme,,,500,E6,2026-01-20
END
is "$(crm-order invoice list -w 'issued_on = 2026-01-20' -s number -o csv -c number,net,tax,gross)" \
    'number,net,tax,gross
E3,100.00,13.00,113.00
E4,100.00,13.00,113.00
E5,100.00,13.00,113.00
E6,,,500.00' 'and of one none'
run 'which agree' 4 crm-order invoice import -q << 'END'
customer,net,tax,gross,number,issued_on
Acme,100,13,150,E2,2026-01-20
END
like_err 'gross: is not net and tax together'
is "$(crm-order journal --from 2026-01-20 --to 2026-01-20 | grep -c E6)" 0 \
    'what says no net has no tax'

# ---- what comes back, while another invoice asks for the same ----

quiet crm-customer add name=Back
r=$(crm-order receivable add customer=Back amount=100 -o ids -q)
a=$(crm-order receivable invoice "$r" -o ids -q)
quiet crm-order invoice delete "$a"
gone=$(crm-admin log -o csv -l 1 -c batch | tail -n 1)
b=$(crm-order receivable invoice "$r" -o ids -q)
run 'restored' 5 crm-order invoice restore "$a"
is_err "crm-order: $a is 100.00 more than may be invoiced of $r: crm-order invoice red takes back what is issued, crm-order invoice delete what is only requested"
run 'by undo' 5 crm-admin undo "$gone"
like_err "$a is 100.00 more than may be invoiced of $r"
quiet crm-order invoice delete "$b"
run 'alone it may' 0 crm-order invoice restore "$a" -q -o ids
l=$(crm-order invoice-line list -w "invoice = \"id:$a\"" -o ids)
quiet crm-order invoice-line delete "$l"
b=$(crm-order receivable invoice "$r" -o ids -q)
run 'a line of it' 5 crm-order invoice-line restore "$l"
like_err "$a is 100.00 more than may be invoiced of $r"
quiet crm-order invoice delete "$b"
run 'alone that too' 0 crm-order invoice-line restore "$l" -q -o ids
is "$(crm-order invoice list "$a" -o csv -c gross | sed 1d)" 100.00 'and it is as it was'

# ---- words as lists print them ----
r=$(crm-order receivable add customer=C1 amount=113 net=100 -o ids -q)
i=$(crm-order receivable invoice "$r" kind=专票 -o ids -q)
is "$(crm-order invoice list "$i" -o csv -c kind | sed 1d)" special 'a kind is named in Chinese, too'
quiet crm-order invoice issue "$i"
run 'and a reason' 0 crm-order invoice red "$i" reason=开票有误 -q -o csv -c red_reason
like_out '^wrong'
run 'none of another field' 2 crm-order receivable invoice "$r" kind=坏账
like_err "kind= is special, general, digital or other, not '坏账'"

# What came back to be sent anew lowers no progress, and keeps its order open.
e=$(order form=confirmation)
l=$(crm-order order-line add order="$e" quantity=4 unit_price=10 -q -o ids)
confirmed "$e"
quiet crm-order ship "$e"
quiet crm-order order-line return "$l" quantity=4 exchange=yes
x=$(crm-order order invoice "$e" -q -o ids | tail -n 1)
quiet crm-order invoice issue "$x" official_no=24399
quiet crm-order payment add customer=C1 amount=40 ext=back
quiet crm-order payment allocate ext:back method=explicit to="$(crm-order receivable list -w "order = $e" -o ids)"
is "$(progress "$e")" confirmed,full,full,full 'what is to be sent anew is not done'
quiet crm-order ship "$e"
is "$(progress "$e")" closed,full,full,full 'once it left it is'
done_testing
