#!/bin/sh
# What is planned and to be invoiced is not taken off, nor credited in its place: the
# request is dropped first.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW

o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
owed() { column receivable "$1" amount,open,status; }
notes() { column payment 'kind = credit and void_on is null' amount,unallocated; }
# planned: an order of which half is owed now, the rest is planned and to be invoiced.
planned() {
	sold 'product=P quantity=10 unit_price=10' customer=C1 form=instalment payment_terms=T
	quiet crm-order ship "$o"
	i=$(crm-order order invoice "$o" -o ids -q)
}
sign() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=customer signed_by=Li
	quiet crm-order contract sign "$1" party=seller signed_by=Me
}
# signed: a contract, likewise.
signed() {
	c=$(crm-order contract add customer=C1 title=x amount=1000 form=instalment payment_terms=T -o ids -q)
	sign "$c"
	i=$(crm-order contract invoice "$c" -o ids -q)
}
book
quiet crm-customer add name=A
quiet crm-stock add sku=P name=P stocked=no
quiet crm-order terms add name=T parts='50%, rest 20d'

# ---- orders ----

planned
run 'what comes back of it' 5 crm-order order-line return "$l" quantity=8
is_err "crm-order: R2 is to be invoiced by $i; crm-order invoice void $i drops that request first"
is "$(owed "order = $o") $(notes)" '50.00,50.00,booked 50.00,50.00,planned ' 'is credited by nothing'
quiet crm-order invoice void "$i"
run 'without it' 0 crm-order order-line return "$l" quantity=8 -q
is "$(owed "order = $o") $(notes)" '50.00,20.00,booked 50.00,0.00,void 30.00,0.00' 'it comes off the plan first'

sold 'product=P quantity=10 unit_price=10' customer=C1 form=instalment payment_terms=T
quiet crm-order order-line ship "$l" quantity=2
i=$(crm-order order invoice "$o" -o ids -q)
run 'closed short' 5 crm-order close "$o" rest=yes
is_err "crm-order: R4 is to be invoiced by $i; crm-order invoice void $i drops that request first"
quiet crm-order invoice void "$i"
run 'without it' 0 crm-order close "$o" rest=yes -q
is "$(owed "order = $o")" '50.00,20.00,booked 50.00,0.00,void' 'the plan goes'

sold 'product=P quantity=10 unit_price=10' customer=C1 form=instalment payment_terms=T
quiet crm-order ship "$o"
i=$(crm-order order invoice "$o" amount=50 -o ids -q)
run 'what leaves the request as it is' 0 crm-order order-line return "$l" quantity=4 -q
is "$(owed "order = $o")" '50.00,50.00,booked 10.00,10.00,planned' 'is taken off'

# ---- contracts ----

signed
run 'a contract is not terminated' 5 crm-order contract terminate "$c" reason=x
is_err "crm-order: R8 is to be invoiced by $i; crm-order invoice void $i drops that request first"
quiet crm-order invoice void "$i"
run 'without it' 0 crm-order contract terminate "$c" reason=x -q
is "$(owed "contract = $c")" '500.00,500.00,booked 500.00,0.00,void' 'what is planned goes'
run 'and what is booked is invoiced' 0 crm-order contract invoice "$c" -q
is "$(column invoice 'status = requested' gross)" '50.00 500.00' 'alone'

c=$(crm-order contract add customer=C1 title=x amount=100 -o ids -q)
sign "$c"
quiet crm-order contract terminate "$c" reason=x
run 'of one that charged nothing nothing is invoiced' 5 crm-order contract invoice "$c"
is_err "crm-order: $c is terminated: only what is charged of it is invoiced; crm-order receivable add contract=$c charges what is owed"
quiet crm-order receivable add customer=C1 contract="$c" amount=30
run 'but what is' 0 crm-order contract invoice "$c" -q
is "$(column invoice 'status = requested' gross)" '50.00 500.00 30.00' 'so much'

# ---- what is requested is what it is for ----

begin_again() {
	book
	quiet crm-customer add name=A
	quiet crm-customer add name=B
	quiet crm-order receivable add customer=C1 amount=113 net=100
	i=$(crm-order receivable invoice R1 -o ids -q)
}
asked() { column invoice "invoice_id = $i" customer,currency,net,tax,gross; }
begin_again
run 'in no other currency' 5 crm-order invoice set "$i" currency=USD rate=7
is_err "crm-order: currency: is another than that of R1, which $i is for: crm-order invoice void $i drops the request"
run 'with nobody else' 5 crm-order invoice set "$i" customer=C2
is_err "crm-order: customer: is another than that of R1, which $i is for: crm-order invoice void $i drops the request"
for sums in 'net=13 tax=100' tax=100 net=113; do
	# shellcheck disable=SC2086 # a word is a field
	run "at no other rate: $sums" 5 crm-order invoice-line set IL1 $sums
	is_err 'crm-order: net: is 100.00 of 113.00, by the rate of what IL1 is for; gross= says how much of that is invoiced'
done
is "$(asked)" A,CNY,100.00,13.00,113.00 'it is as it was'
run 'what was rounded' 0 crm-order invoice-line set IL1 net=99.99 -q
run 'less of it' 0 crm-order invoice-line set IL1 gross=56.50 -q
is "$(asked)" A,CNY,50.00,6.50,56.50 'has its tax'
run 'with whom it becomes one' 0 crm-customer merge C1 C2 into=C2 -q
is "$(asked)" B,CNY,50.00,6.50,56.50 'it goes'
run 'and is issued' 0 crm-order invoice issue "$i" -q

# What comes with a file is looked at when it is issued.
begin_again
printf 'invoice_id,customer\n%s,B\n' "$i" > who.csv
quiet crm-order invoice import who.csv --on-duplicate update
run 'what a file says is not issued' 5 crm-order invoice issue "$i"
is_err "crm-order: customer: is another than that of R1, which $i is for: crm-order invoice void $i drops the request"
quiet crm-order receivable add customer=C1 amount=113
i=$(crm-order receivable invoice R2 -o ids -q)
run 'where nothing says the net' 0 crm-order invoice-line set IL2 net=100 -q
is "$(asked)" A,CNY,100.00,13.00,113.00 'the line does'

done_testing
