#!/bin/sh
# What was made void is owed no more: goods that come back are not credited for it, a
# deposit does not come off what is delivered, and no period of a subscription comes back.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
column() { crm-order "$1" list -w "$2" -o csv -c "$3" | sed 1d | paste -sd' '; }
notes() { column payment "order = $o and kind = credit" amount,unallocated; }
owed() { column receivable "order = $o and void_on is null" amount,net,open; }
billable() { column order "order_id = $o" billable; }
first() { crm-order receivable list -w "order = $o" -o ids | head -n 1; }

quiet crm-customer add name=A

for form in delivery confirmation instalment milestone; do
	sold 'description=x quantity=2 unit_price=100 tax_rate=13' customer=A form=$form
	quiet crm-order ship "$o"
	quiet crm-order receivable void "$(first)"
	quiet crm-order order-line return "$l" quantity=2
	is "$(notes) $(billable)" ' 0.00' "$form: void, then all back"
done

sold 'description=x quantity=4 unit_price=100 tax_rate=13' customer=A form=delivery
quiet crm-order order-line ship "$l" quantity=2
quiet crm-order order-line ship "$l" quantity=2
quiet crm-order receivable void "$(first)"
quiet crm-order order-line return "$l" quantity=2
is "$(notes) $(owed)" ' 226.00,200.00,226.00' 'the half that is void comes back'
quiet crm-order order-line return "$l" quantity=1
is "$(notes) $(owed)" '113.00,0.00 226.00,200.00,113.00' 'and one that is owed'

sold 'description=x quantity=2 unit_price=100 tax_rate=13' customer=A form=confirmation
quiet crm-order ship "$o"
quiet crm-order receivable void "$(first)"
quiet crm-order receivable add customer=A order="$o" form=confirmation amount=226 net=200
quiet crm-order order-line return "$l" quantity=1
is "$(notes) $(owed)" '113.00,0.00 226.00,200.00,113.00' 'another in its place is credited'

quiet crm-order contract add customer=A title=c form=signing
quiet crm-order contract-line add contract=CTR1 description=a quantity=10 unit_price=100 \
    tax_rate=13
quiet crm-order contract submit CTR1
for p in customer seller; do quiet crm-order contract sign CTR1 party=$p signed_by=x; done
o=$(crm-order contract call-off CTR1 -o ids -q)
agreed
quiet crm-order ship "$o"
quiet crm-order receivable void "$(crm-order receivable list -w 'contract = CTR1' -o ids)"
quiet crm-order order-line return "$(crm-order order-line list -w "order = $o" -o ids)" \
    quantity=10
is "$(notes)" '' 'a contract the same'

sold 'description=x quantity=4 unit_price=100 tax_rate=13' customer=A form=delivery deposit=100
quiet crm-order receivable void "$(first)"
quiet crm-order order-line ship "$l" quantity=1
quiet crm-order ship "$o"
is "$(owed)" '113.00,100.00,113.00 339.00,300.00,339.00' 'a void deposit comes off nothing'

sold 'description=s quantity=1 unit_price=310 tax_rate=6 starts_on=2026-10-01 ends_on=2026-12-31 period=month' \
    customer=A form=subscription ordered_on=2026-10-01
quiet crm-order receivable void "$(first)"
quiet crm-order amend "$o"
quiet crm-order order-line set "$l" ends_on=2026-11-10
agreed
is "$(column receivable "order = $o and void_on is null" amount,from,until)" \
    328.60,2026-11-01,2026-11-10 'October stays void'
is "$(notes)" 219.07,0.00 'and November is cut'
run 'the books' 0 crm-admin check --deep -q
done_testing
