#!/bin/sh
# list: columns, order, filters.
. "$(dirname "$0")/../../lib.sh"
book
crm-team team add -q name=east > /dev/null
crm-team team add -q name=west > /dev/null
crm-team team set -q TM1 manager=ann > /dev/null
crm-team user add -q login=bob team=east > /dev/null
crm-team user add -q login=eve team=west > /dev/null
crm-customer add -q name=Zeta grade=A > /dev/null
crm-customer add -q name=alpha grade=B > /dev/null
crm-customer add -q name=Éclair > /dev/null
d() { crm-deal add -q "$@" > /dev/null; }
d name=one customer=C1 owner=bob amount=100 expected_close=2026-11-30 opened_on=2026-10-01
d name=two customer=C2 owner=eve amount=30 expected_close=2026-12-15
d name=three customer=C3 owner=bob amount=20.5
d name=four amount=1000 owner=eve expected_close=2026-11-21
d name='Five % _ x'

# ---- columns ----

run 'columns in the order given' 0 crm-deal list -c amount,name -l 1
is_out 'amount,name
100.00,one'
run 'a column twice is there once' 0 crm-deal list -c name,amount,name -l 1
is_out 'name,amount
one,100.00'
run 'one step through a reference' 0 crm-deal list -c name,owner.team,customer.grade -l 2
is_out 'name,owner.team,customer.grade
one,east,A
two,west,B'
run 'the id behind a reference' 0 crm-deal list -c owner_id,owner,customer_id -l 1
is_out 'owner_id,owner,customer_id
U2,bob,C1'
run 'two steps' 0 crm-deal list -l 2 \
    -c owner.team.name,owner.team.manager,owner.team.manager_id,owner.team_id
is_out 'owner.team.name,owner.team.manager,owner.team.manager_id,owner.team_id
east,ann,U1,TM1
west,,,TM2'
run 'an order by two steps' 0 crm-deal list -c name -s -owner.team.name -l 2
is_out 'name
two
four'
run 'a reference two steps away sorts by its name' 0 crm-deal list -o ids \
    -s owner.team.manager -l 2
is_out 'D1
D3'
run 'a filter of two steps' 0 crm-deal list -o ids \
    -w 'owner.team.manager = ann and owner.team ~ EAS and not customer.grade = B'
is_out 'D1
D3'
run 'its exact complement' 0 crm-deal list -o ids -w 'not owner.team.name = east'
is_out 'D2
D4
D5'
run 'labels of all steps' 0 crm-deal list -o md -c owner.team.manager -l 1
like_out '^\| Owner Team Manager'
run 'three steps are refused' 2 crm-deal list -c owner.team.manager.name
is_out ''
run 'an unknown column' 2 crm-deal list -c nmae
is_out ''
like_err '^crm-deal: .*nmae.*name'
run 'an unknown field behind a reference' 2 crm-deal list -c owner.grade
like_err 'grade'
run 'a step through what is no reference' 2 crm-deal list -c amount.team
like_err 'amount'
run '-c all' 0 crm-deal list -c all -l 1 -o csv
n=$(sed -n 1p out | tr ',' '\n' | wc -l)
run 'csv has all of them anyway' 0 crm-deal list -l 1 -o csv
is "$(sed -n 1p out | tr ',' '\n' | wc -l)" "$n" 'as many'
like_out '^deal_id,'
like_out '^deal_id,.*,updated,version$'
run '+a adds to them' 0 crm-deal list -c +owner.team -l 1 -o csv
like_out '^deal_id,.*,updated,owner.team,version$'
run '-a takes away' 0 crm-deal list -c -notes -l 1 -o csv
unlike_out '(^|,)notes(,|$)'
is "$(sed -n 1p out | tr ',' '\n' | wc -l)" "$((n - 1))" 'one less'
run 'a table has the short list' 0 crm-deal list -o table -l 1
unlike_out 'Next step'
run '+a adds to the short list' 0 crm-deal list -o table -l 1 -c +next_step
like_out 'Next step$'
run '-c all makes a table long' 0 crm-deal list -o table -l 1 -c all
like_out 'Next step'

# ---- order ----

run 'nulls are last' 0 crm-deal list -s expected_close -c name
is_out 'name
four
one
two
three
Five % _ x'
run 'also backwards' 0 crm-deal list -s -expected_close -c name
is_out 'name
two
one
four
three
Five % _ x'
run 'numbers are numbers' 0 crm-deal list -s amount -c amount -w 'amount is not null'
is_out 'amount
20.50
30.00
100.00
1000.00'
run 'several keys' 0 crm-deal list -s owner,-amount -c name -w 'owner is not null'
is_out 'name
one
three
four
two'
run 'names are by code point of their folded copy' 0 \
    crm-customer list -s name -c name
is_out 'name
alpha
Zeta
Éclair'
run 'a step' 0 crm-deal list -s customer.grade,name -c name -w 'customer is not null'
is_out 'name
one
two
three'
run 'an unknown key' 2 crm-deal list -s nmae
is_out ''
like_err 'nmae'
run '-l counts after the order' 0 crm-deal list -s -amount -l 1 -c name
is_out 'name
four'
run '-l 0' 0 crm-deal list -l 0 -c name
is_out name

# ---- filters ----

# keeps EXPR NAME…: the deals that a filter keeps.
keeps() {
	run "-w $1" 0 crm-deal list -w "$1" -c name -o csv
	shift
	is_out "$(printf '%s\n' name "$@")"
}
keeps 'amount >= 100' one four
keeps 'amount < 100' two three
keeps 'not amount < 100' one four 'Five % _ x'
keeps 'amount != 100' two three four 'Five % _ x'
keeps 'amount in 20..30' two three
keeps 'amount in ..30' two three
keeps 'name in (one, four)' one four
keeps 'name = ONE' one
keeps 'name ~ "O"' one two four
keeps 'name !~ o' three 'Five % _ x'
keeps 'name ~ "% _"' 'Five % _ x'
keeps 'owner is null' 'Five % _ x'
keeps 'owner.team = east' one three
keeps 'owner = bob and (amount > 50 or customer = "Éclair")' one three
keeps 'customer.name = ZETA' one
keeps 'customer.grade is not null' one two
keeps 'customer = C2' two
keeps 'expected_close in today..+30d' one two four
keeps 'expected_close <= eom' one four
keeps 'expected_close = today' four
keeps 'opened_on < today' one
keeps 'stage = qualification and owner = eve' two four
keeps 'stage_type = open and pipeline = default and amount > 99' one four

# wrong EXPR PLACE: refused, with a caret under the place.
wrong() {
	run "refused: -w $1" 2 crm-deal list -w "$1"
	is_out ''
	is "$(sed -n 's/^  \( *\)^$/\1/p' err | wc -c)" "$(($2 + 1))" "the caret of $1"
}
wrong 'nmae = 1' 0
wrong 'amount = abc' 9
wrong 'amount >' 8
wrong 'amount = 1 or' 13
wrong 'amount = 1 amount = 2' 11
wrong '(amount = 1' 0
wrong 'expected_close = 2026-02-30' 17
wrong 'expected_close = notaday' 17
wrong 'amount ~ x' 9
run 'an unknown owner' 3 crm-deal list -w 'owner = nobody'
is_out ''
like_err "there is no user 'nobody'"
run 'an unknown choice' 2 crm-customer list -w 'kind = nonsense'
is_out ''
like_err 'nonsense'

# ---- deleted ----

crm-deal delete -q D5 > /dev/null
run 'what is deleted is not listed' 0 crm-deal list -o ids -w 'deal_id = D5'
is_out ''
run '--deleted lists it' 0 crm-deal list --deleted -o csv -c deal_id,name
is_out 'deal_id,name
D5,Five % _ x'

# ---- amounts of several currencies ----

# By the number that people see, whatever digits are kept of it.
book
crm-customer add -q name=K > /dev/null
for a in CNY:20 JPY:1000 :19.99 KWD:1.5 CLF:0.2001 CLF:0.2002 JPY:3 KWD:-0.001; do
	crm-deal add -q customer=K name="$a" currency="${a%:*}" amount="${a#*:}" \
	    > /dev/null
done
run 'amounts of several currencies in order' 0 crm-deal list -s amount -c name
is_out 'name
KWD:-0.001
CLF:0.2001
CLF:0.2002
KWD:1.5
JPY:3
:19.99
CNY:20
JPY:1000'
run 'and the largest first' 0 crm-deal list -s -amount -l 3 -c name
is_out 'name
JPY:1000
CNY:20
:19.99'
for d in D1 D2; do crm-order add -q customer=K deal=$d > /dev/null; done
run 'and through a reference' 0 crm-order list -s -deal.amount -c deal_id
is_out 'deal_id
D2
D1'
run 'rows of a report, too' 0 crm-report pipeline --by currency -q -s -amount \
    -c currency,amount
like_out '^JPY,1003$'
is "$(sed -n '2,3s/,.*//p' out | paste -sd ' ')" 'JPY CNY' 'the larger number first'
book --currency JPY
crm-customer add -q name=K > /dev/null
for a in :20 USD:19 EUR:21.50; do
	crm-deal add -q customer=K name="$a" currency="${a%:*}" amount="${a#*:}" \
	    > /dev/null
done
run 'a currency that is not said is that of the book' 0 \
    crm-deal list -s amount -c amount
is_out 'amount
19.00
20
21.50'

done_testing
