#!/bin/sh
# A contract that is amended below what is booked of it: the rest is credited, as of an order.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
signed() {
	quiet crm-order contract submit "$1"
	quiet crm-order contract sign "$1" party=seller signed_by=A
	quiet crm-order contract sign "$1" party=customer signed_by=B
}
# amended CONTRACT AMOUNT: by what it differs, signed.
amended() {
	quiet crm-order contract amend "$1"
	a=$(crm-order contract list -o ids -s -contract_id -l 1 -w "amends = $1")
	quiet crm-order contract set "$a" amount="$2"
	signed "$a"
}
rows() {
	crm-order receivable list -o csv -s receivable_id -c status,amount,open \
	    -w "contract = $1 and void_on is null" | sed 1d | paste -sd' '
}
notes() {
	crm-order payment list -o csv -s payment_id -c kind,amount,unallocated,less \
	    -w "contract = $1 and void_on is null" | sed 1d | paste -sd' '
}
new() { crm-order contract add -o ids -q customer=C1 title=K "$@"; }
progress() {
	crm-order contract list -o csv -c with_amendments,billable,invoiced,settled,invoicing,payment \
	    -w "contract_id = $1" | sed 1d
}

quiet crm-customer add name=Acme

# ---- booked ----

k=$(new amount=1000 form=signing)
signed "$k"
is "$(rows "$k")" 'booked,1000.00,1000.00' 'signed, it is booked'
amended "$k" -300
is "$(rows "$k")" 'booked,1000.00,700.00' 'of less so much is owed'
is "$(notes "$k")" 'credit,300.00,0.00,yes' 'by a note of the contract'
is "$(progress "$k")" '700.00,700.00,0.00,0.00,none,none' 'which lowers nothing twice'
run 'the books' 0 crm-admin check -q
quiet crm-admin undo "$(batch)"
is "$(rows "$k") $(notes "$k")" 'booked,1000.00,1000.00 ' 'undone, nothing is credited'
crm-order contract sign "$a" party=customer signed_by=B -q > /dev/null
amended "$k" 100
is "$(rows "$k")" 'booked,1000.00,700.00 booked,100.00,100.00' \
    'of more again, that is charged again'
quiet crm-order contract terminate "$a" reason=moved
is "$(rows "$k")" 'booked,1000.00,700.00 settled,100.00,0.00' 'an amendment that ends takes it back'
is "$(notes "$k")" 'credit,300.00,0.00,yes credit,100.00,0.00,yes' 'by a note too'

# ---- paid ----

k=$(new amount=1000 form=signing)
signed "$k"
r=$(crm-order receivable list -o ids -w "contract = $k")
quiet crm-order payment add customer=C1 amount=1000 applies_to="$r"
amended "$k" -250
is "$(notes "$k")" 'credit,250.00,250.00,yes' 'what is paid is credit of the customer'
is "$(progress "$k")" '750.00,750.00,0.00,1000.00,none,over' 'and paid beyond it'

# ---- planned in part ----

quiet crm-order terms add name=two parts='50% 0d, rest 60d'
k=$(new amount=1000 form=instalment payment_terms=two retention=10%)
signed "$k"
is "$(rows "$k")" 'booked,450.00,450.00 planned,450.00,450.00 planned,100.00,100.00' 'a plan'
amended "$k" -800
is "$(rows "$k")" 'booked,450.00,180.00 planned,20.00,20.00' \
    'what is planned goes, the rest is credited'
is "$(notes "$k")" 'credit,270.00,0.00,yes' 'to what it comes to'

# ---- invoiced ----

k=$(new amount=1000 form=signing)
signed "$k"
r=$(crm-order receivable list -o ids -w "contract = $k")
quiet crm-order receivable invoice "$r"
i=$(crm-order invoice list -o ids -w "contract = $k")
quiet crm-order invoice issue "$i" official_no=N1
amended "$k" -300
is "$(rows "$k") $(notes "$k")" 'booked,1000.00,700.00 credit,300.00,0.00,yes' 'what is invoiced is credited too'
quiet crm-order invoice red "$i" gross=300 reason=wrong
is "$(rows "$k")" 'booked,1000.00,700.00' 'which credits it'
is "$(notes "$k")" 'credit,300.00,0.00,yes' 'once'
is "$(progress "$k")" '700.00,700.00,700.00,0.00,full,none' 'as the contract has it'
run 'the books' 0 crm-admin check -q
done_testing
