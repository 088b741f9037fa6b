#!/bin/sh
# What is taken back whole is worth what it was booked at, what is retained of it too: there
# is no gain; and a bill that a file brought stays as its verbs left it.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
o=$(crm-order add -o ids -q customer=C1 amount=100.10 currency=USD rate=7.1234 form=confirmation retention=10%)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
booked=$(crm-order receivable list -o csv -s receivable_id -c amount,amount_base -w "order = $o" | sed 1d | paste -sd' ')
quiet crm-order invoice "$o"
i=$(crm-order invoice list -o ids -w "order = $o")
quiet crm-order invoice issue "$i" official_no=1
quiet crm-order invoice red "$i" reason=allowance
is "$booked" '90.09,641.75 10.01,71.31' 'what is charged and what is retained, each rounded'
is "$(crm-order payment list -o csv -c amount,amount_base -w 'kind = credit' | sed 1d)" '100.10,713.06' \
    'a note over all of it is worth both'
is "$(crm-order receivable list -o csv -c open,open_base -s receivable_id | sed 1d | paste -sd' ')" \
    '0.00,0.00 0.00,0.00' 'nothing is owed'
run 'and nothing is gained by it' 0 crm-order journal -o csv
unlike_out 'exchange'

# ---- what comes back before it is owed ----

quiet crm-order terms add name=later parts='50% now, rest 60d'
for form in milestone instalment; do
	o=$(crm-order add -o ids -q customer=C1 form=$form retention=10% payment_terms=later)
	quiet crm-order order-line add order="$o" description=x quantity=4 unit_price=113 milestone=m
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	quiet crm-order ship "$o"
	l=$(crm-order order-line list -o ids -w "order = $o")
	owed=
	for n in 1 2 1; do
		quiet crm-order order-line return "$l" quantity=$n
		owed="$owed$(crm-order receivable list -o csv -s receivable_id -c open -w "order = $o and open > 0" | sed 1d | paste -sd+) "
	done
	case $form in
	milestone) is "$owed" '305.10+33.90 101.70+11.30  ' 'a tenth of what is kept is retained' ;;
	*) is "$owed" '203.40+101.70+33.90 101.70+11.30  ' 'of what is booked in part, too' ;;
	esac
done

# ---- bills ----

printf 'number,customer,amount,received_on,due_on,status\nOLD,Acme,100,2026-10-01,2026-12-01,received\n' > bills.csv
run 'a bill of before the book began' 0 crm-order bill import bills.csv -q
sed 's/,received$/,collected/' bills.csv > later.csv
run 'a file does not take its steps' 5 crm-order bill import later.csv --on-duplicate update -q
like_err 'status: of BE1 stays, for it is booked; verbs take it back, see crm-order bill --help'
run 'its verbs do' 0 crm-order bill collect BE1 -q
done_testing
