#!/bin/sh
# What is worked out of other fields is so behind every way back: an undo works it out anew
# of what was given since, or is refused where somebody may have said it; and check proves
# it.
. "$(dirname "$0")/../../lib.sh"
book
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
fields() { crm-deal show "$1" -o csv -c amount,currency,rate,amount_base | sed 1d; }
CRM_NOW=2026-11-23T09:00:00Z
export CRM_NOW
quiet crm-customer add name=E

# ---- of the record alone: worked out anew ----
quiet crm-deal add name=a amount=100 currency=USD stage=won opened_on=2026-01-01 closed_on=2026-11-01
quiet crm-deal set D1 amount=900
amount=$(last)
quiet crm-deal set D1 rate=7
run 'an amount goes back behind a rate' 0 crm-admin undo "$amount" -q -o ids
is_out D1
is "$(fields D1)" 100.00,USD,7,700.00 'and is worth what it is at that rate'
is "$(crm-report sales -o csv -c amount | sed 1d)" 700.00 'in reports, too'
undone=$(last)
run 'the log has it: dry' 0 crm-admin undo -n "$undone" -q -o ids
is "$(fields D1)" 100.00,USD,7,700.00 'which changes nothing'
is "$(crm-deal show D1 --as-of "$(crm-admin log -l 2 -o csv -c batch | sed -n 3p)" -o csv -c amount,amount_base | sed 1d)" \
    900.00,6300.00 'as of before it is what it was'
run 'the undo is undone' 0 crm-admin undo "$undone" -q -o ids
is "$(fields D1)" 900.00,USD,7,6300.00 'and all is as before it'

quiet crm-deal add name=b
quiet crm-deal set D2 amount=100 currency=USD
both=$(last)
quiet crm-deal set D2 rate=7
run 'an amount and its currency go' 0 crm-admin undo "$both" -q -o ids
is "$(fields D2)" ,CNY,7, 'and no worth stays'

quiet crm-deal add name=c currency=USD
quiet crm-deal deal-line add deal=D3 description=s quantity=1 unit_price=100
quiet crm-deal deal-line set PI1 quantity=9
line=$(last)
quiet crm-deal set D3 rate=7
run 'what a line came to goes back' 0 crm-admin undo "$line" -q -o ids
is "$(fields D3)" 100.00,USD,7,700.00 'in its deal, at the rate'

quiet crm-deal add name=d currency=USD amount=100
quiet crm-deal split D4 amount=40
split=$(last)
quiet crm-deal set D4 rate=7
run 'what was split off comes back' 0 crm-admin undo "$split" -q -o ids
is "$(fields D4)" 100.00,USD,7,700.00 'at the rate'

# A file of amounts, then one of rates.
printf 'ext,name,amount,currency\nK,k,100,USD\n' | quiet crm-deal import -
printf 'ext,amount\nK,900\n' | quiet crm-deal import - --on-duplicate update
file=$(last)
printf 'ext,rate\nK,7\n' | quiet crm-deal import - --on-duplicate update
run 'a file of amounts behind one of rates' 0 crm-admin undo "$file" -q -o ids
is "$(fields D6)" 100.00,USD,7,700.00 'is worth what it is at the rate'

quiet crm-deal add name=e currency=JPY amount=9000000000000000
quiet crm-deal set D7 amount=100
huge=$(last)
quiet crm-deal set D7 rate=1000
run 'what would be more than an amount can be stays' 5 crm-admin undo "$huge"
like_err "^crm-admin: $huge cannot be undone: D7 rate the amount in CNY is too large at this rate; undo what came later first$"
is "$(fields D7)" 100,JPY,1000,100000.00 'and nothing is changed'
quiet crm-admin undo "$(last)"
run 'without the rate it goes back' 0 crm-admin undo "$huge" -q -o ids
is "$(fields D7)" 9000000000000000,JPY,, 'and has no worth'

# ---- an amount and its currency are one value ----
quiet crm-deal add name=f
quiet crm-deal set D8 currency=USD
currency=$(last)
quiet crm-deal set D8 amount=900
since=$(last)
run 'dollars do not become yuan' 5 crm-admin undo "$currency"
is_err "crm-admin: $currency cannot be undone: D8 amount was given in another currency since; undo what came later first"
quiet crm-admin undo "$since"
run 'once they are gone it can' 0 crm-admin undo "$currency" -q -o ids
is "$(fields D8)" ,CNY,, 'and is as before'
quiet crm-deal add name=g
quiet crm-deal set D9 currency=USD
currency=$(last)
quiet crm-deal deal-line add deal=D9 description=s quantity=10 unit_price=10
run 'nor do those of a line that came since' 5 crm-admin undo "$currency"
is_err "crm-admin: $currency cannot be undone: PI2 was worked out since with the currency that would go back; undo what came later first"
is "$(fields D9)" 100.00,USD,, 'and nothing is changed'
quiet crm-deal deal-line delete PI2 -y
run 'without the line it can' 0 crm-admin undo "$currency" -q -o ids
is "$(fields D9)" ,CNY,, 'and is as before'

# ---- what somebody may have said: not behind it ----
# figures PROGRAM KIND ID WORDS…: of a document with a line.
figures() {
	program=$1 kind=$2 id=$3
	shift 3
	of=$("$program" "$kind" add "$@" -q -o ids)
	at=$("$program" "$kind-line" add "$kind=$of" description=s quantity=1 -q -o ids)
	is "$of" "$id" "$kind: a line without a price"
	line_of "$program" "$kind" "$kind-line"
}
line_of() {
	quiet "$1" "$3" set "$at" quantity=9
	quantity=$(last)
	quiet "$1" "$3" set "$at" unit_price=10
	price=$(last)
	run "$2: what its amount was worked out of stays" 5 crm-admin undo "$quantity"
	is_err "crm-admin: $quantity cannot be undone: $at amount was changed again since; undo what came later first"
	quiet crm-admin undo "$price"
	run "$2: in turn it goes" 0 crm-admin undo "$quantity" -q -o ids
	is "$("$1" "$3" show "$at" -o csv -c quantity,unit_price,amount | sed 1d)" 1,, "$2: and is as before"
	quiet "$1" "$3" set "$at" quantity=1 unit_price=100
	quiet "$1" ${4:-"$2"} set "$of" tax_included=yes
	taxed=$(last)
	quiet "$1" "$3" set "$at" tax_rate=13
	rate=$(last)
	run "$2: nor goes what its net was worked out with" 5 crm-admin undo "$taxed"
	is_err "crm-admin: $taxed cannot be undone: $at was worked out since with the tax_included that would go back; undo what came later first"
	quiet crm-admin undo "$rate"
	run "$2: in turn it goes, too" 0 crm-admin undo "$taxed" -q -o ids
}
figures crm-deal quote QU1 customer=E
figures crm-order contract CTR1 customer=E title=t
of=$(crm-order add customer=E -q -o ids)
at=$(crm-order order-line add order="$of" description=s quantity=1 -q -o ids)
line_of crm-order order order-line ' '

quiet crm-order invoice add customer=E
quiet crm-order invoice-line add invoice=I1 description=s quantity=1
quiet crm-order invoice-line set IL1 quantity=9
quantity=$(last)
quiet crm-order invoice-line set IL1 unit_price=10
run 'invoice: what its net was worked out of stays' 5 crm-admin undo "$quantity"
is_err "crm-admin: $quantity cannot be undone: IL1 net was changed again since; undo what came later first"

quiet crm-order receivable add customer=E amount=100 currency=USD booked_on= due_on=2026-12-01
quiet crm-order receivable set R1 amount=900
amount=$(last)
quiet crm-order receivable set R1 rate=7
rate=$(last)
run 'an amount that is owed stays at its rate' 5 crm-admin undo "$amount"
is_err "crm-admin: $amount cannot be undone: R1 amount_base was changed again since; undo what came later first"
quiet crm-admin undo "$rate"
run 'without that it goes' 0 crm-admin undo "$amount" -q -o ids
is "$(crm-order receivable show R1 -o csv -c amount,rate,amount_base,open_base | sed 1d)" 100.00,,, 'and is as before'
run 'the book is sound' 0 crm-admin check --deep -q

# ---- a file that says another currency of what has lines ----
printf 'number,customer,currency,ordered_on\nN1,E,CNY,2026-11-02\n' | quiet crm-order import -
printf 'order,line,description,quantity,unit_price\nN1,1,s,2,10\n' | quiet crm-order order-line import -
printf 'number,currency\nN1,JPY\n' | quiet crm-order import - --on-duplicate update
is "$(crm-order order-line list -w 'order = N1' -o csv -c currency,amount | sed 1d)" JPY,20 'the lines of an order are in it'
printf 'ext,name,currency\nK1,d,CNY\n' | quiet crm-deal import -
quiet crm-deal deal-line add deal="$(crm-deal list -w 'ext = K1' -o ids)" description=s quantity=2 unit_price=10
printf 'ext,currency\nK1,USD\n' | quiet crm-deal import - --on-duplicate update
is "$(crm-deal deal-line list -w 'deal.ext = K1' -o csv -c currency,amount | sed 1d)" USD,20.00 'those of a deal, too'
quiet crm-admin undo "$(last)"
is "$(crm-deal deal-line list -w 'deal.ext = K1' -o csv -c currency,amount | sed 1d)" CNY,20.00 'and go back with it'

# ---- the check: of each kind, by what it is worked out of ----
quiet crm-team target add metric=signed period=2026-Q4 amount=1000
quiet crm-order receivable add customer=E amount=100 currency=USD rate=7 booked_on= due_on=2026-12-01
quiet crm-deal quote-line set QL1 unit_price=10
# spoilt NAME SQL FINDING: check tells it, beside the seal.
spoilt() {
	true_book=$CRM_DB
	twin spoilt
	ask "$2" > /dev/null || echo '# not spoilt'
	run "check: $1" 4 crm-admin check -o csv -c code,id,field,message
	like_out "$3"
	CRM_DB=$true_book
}
run 'the book is sound' 0 crm-admin check --deep -q
spoilt 'the worth of a deal' 'UPDATE deal SET amount_base = 630000 WHERE id = 3' \
    '^kept,D3,amount_base,"?is 6300\.00, and what it is worked out of makes it 700\.00; the next change of the record puts it right"?$'
spoilt 'one that is missing' 'UPDATE deal SET amount_base = NULL WHERE id = 3' \
    '^kept,D3,amount_base,"?is blank, and what it is worked out of makes it 700\.00'
spoilt 'one too many' 'UPDATE deal SET amount_base = 1 WHERE id = 7' \
    '^kept,D7,amount_base,"?is 0\.01, and what it is worked out of makes it blank'
spoilt 'the days of a target' 'UPDATE target SET starts_on = starts_on - 1' \
    '^kept,TG1,starts_on,"?is 2026-09-30, and what it is worked out of makes it 2026-10-01'
spoilt 'the currency of a line' "UPDATE quote_line SET currency = 'USD'" \
    '^currency,QL1,currency,is not that of what it is a part of$'
spoilt 'the sum of a deal' 'UPDATE deal SET amount = 1, amount_base = 7 WHERE id = 3' \
    '^deal-amount,D3,,"?it says 0\.01, its lines come to 100\.00'
spoilt 'the sum of a quote' 'UPDATE quote SET amount = 1' \
    '^quote-amount,QU1,,"?it says 0\.01, its lines come to 10\.00'
spoilt 'what is owed' 'UPDATE receivable SET amount_base = 630000, open_base = 630000 WHERE id = 2' \
    '^amount-base,R2,,"?in the base currency it is 6300\.00, at its rate 700\.00'
# It is put right as it says.
ask 'UPDATE deal SET amount_base = 630000 WHERE id = 3' > /dev/null
quiet crm-deal set D3 notes=n
is "$(fields D3)" 100.00,USD,7,700.00 'the next change puts it right'

done_testing
