#!/bin/sh
# Revenue goes to the account of the category of what is sold, and what takes it back comes
# off that: deposits, deliveries, amendments, allowances, returns, subscriptions cut.
. "$(dirname "$0")/../../lib.sh"
book

# Of the last order that was sold, and its line.
o='' l=''
# sums: of the accounts that have any, all in the base currency.
sums() {
	crm-order journal -o csv -c account,amount | awk -F, 'NR > 1 && $1 ~ /^(income|liabilities:deferred)/ {
		s[$1] += $2 * 100 } END { for (a in s) if (int(s[a] + (s[a] < 0 ? -.5 : .5)) != 0)
		printf "%s %.2f\n", a, s[a] / 100 }' | sort | paste -sd' '
}
# two [FIELD=VALUE…]: an order of four G at 250 and one S at 500.
two() {
	o=$(crm-order add -o ids -q customer=A "$@")
	l=$(crm-order order-line add order="$o" product=G quantity=4 unit_price=250 tax_rate=13 -o ids -q)
	l2=$(crm-order order-line add order="$o" product=S quantity=1 unit_price=500 tax_rate=6 -o ids -q)
	agreed
}

quiet crm-customer add name=A
quiet crm-stock add name=G sku=G category=Goods
quiet crm-stock add name=S sku=S category=Service
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=G quantity=100 price=1
quiet crm-stock receive product=S quantity=100 price=1
quiet crm-order account add role=revenue category=goods account=income:goods
quiet crm-order account add role=revenue category=Service account=income:service
quiet crm-order account add role=deferred category=Service account=liabilities:deferred:service

for form in confirmation delivery instalment milestone; do
	for deposit in '' deposit=50; do
		# shellcheck disable=SC2086 # none or one
		two form=$form $deposit
		for r in $(crm-order receivable list -w "order = $o and form = milestone" -o ids); do
			quiet crm-order receivable accept "$r"
		done
		quiet crm-order order-line ship "$l" quantity=3
		quiet crm-order ship "$o"
		is "$(sums)" 'income:goods -1000.00 income:service -500.00' "$form $deposit"
		quiet crm-order order-line return "$l" quantity=2
		is "$(sums)" 'income:goods -500.00 income:service -500.00' 'half of one is back'
		quiet crm-order order-line return "$l" quantity=2
		quiet crm-order order-line return "$l2" quantity=1
		is "$(sums)" '' 'all is back'
	done
done

sold 'product=G quantity=4 unit_price=250' customer=A form=confirmation
quiet crm-order amend "$o"
quiet crm-order order-line add order="$o" product=S quantity=1 unit_price=500
quiet crm-order order-line set "$l" quantity=2
agreed
is "$(sums)" 'income:goods -500.00 income:service -500.00' 'amended'
quiet crm-order receivable void "$(crm-order receivable list -w "order = $o" -o ids | tail -n 1)"
is "$(sums)" '' 'and void'

quiet crm-order contract add customer=A title=c form=signing
quiet crm-order contract-line add contract=CTR1 product=G quantity=1 unit_price=100
quiet crm-order contract-line add contract=CTR1 product=S quantity=1 unit_price=50
quiet crm-order contract submit CTR1
for p in customer seller; do quiet crm-order contract sign CTR1 party=$p signed_by=x; done
is "$(sums)" 'income:goods -100.00 income:service -50.00' 'a contract'

sold 'product=G quantity=4 unit_price=25' customer=A form=confirmation
quiet crm-order invoice "$o"
quiet crm-order invoice issue I1
quiet crm-order invoice red I1 reason=allowance gross=50
is "$(sums)" 'income:goods -150.00 income:service -50.00' 'an allowance'

sold 'product=S quantity=1 unit_price=300 starts_on=2026-09-01 ends_on=2026-12-31 period=month' \
    customer=A form=subscription ordered_on=2026-09-01
quiet crm-order order-line set "$l" ends_on=2026-10-10
is "$(sums)" 'income:goods -150.00 income:service -446.77' 'a subscription that ended'
run 'the books' 0 crm-admin check --deep -q
done_testing
