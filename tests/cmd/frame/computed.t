#!/bin/sh
# set field:=expression: values computed from the record itself.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
user bob
user eve
crm-customer add -q name=Mid kind=partner > /dev/null
crm-customer add -q name=Ada owner=bob parent=Mid credit_limit=5000 grade=A > /dev/null
crm-customer add -q name=Bea > /dev/null
crm-customer add -q name=Usd currency=USD credit_limit=70 > /dev/null
d() { crm-deal add -q "$@" > /dev/null; }
d name=one customer=Ada amount=100.10 expected_close=2026-11-30 probability=40
d name=two customer=Bea owner=eve amount=0.30 expected_close=2027-01-31
d name=yen currency=JPY amount=101 probability=50
d name=none
crm-deal list -c +version > /dev/null

# new COLUMN ID… ASSIGNMENT: what a dry run would make of it.
new() { run "$2: $3" 0 crm-deal set -n -q "$2" "$3" -o csv -c "$1"; }
gives() { is "$(sed 1d out)" "$1" "$T_NAME"; }
new expected_close D1 'expected_close:=expected_close+14d'; gives 2026-12-14
new expected_close D1 'expected_close:=expected_close + 1m'; gives 2026-12-30
new expected_close D2 'expected_close:=expected_close+1m'; gives 2027-02-28
new expected_close D2 'expected_close:=expected_close-1q-1d'; gives 2026-10-30
new expected_close D1 'expected_close:=14d+expected_close'; gives 2026-12-14
new expected_close D1 'expected_close:=eom-1m'; gives 2026-10-31
new expected_close D1 'expected_close:=today+30d'; gives 2026-12-21
new expected_close D1 'expected_close:=2026-11-21'; gives 2026-11-21
new expected_close D1 'expected_close:=created'; gives 2026-11-21
new amount D1 'amount:=amount*1.05'; gives 105.11
new amount D1 'amount:=amount*(1-5%)'; gives 95.10
new amount D1 'amount:=-amount'; gives -100.10
new amount D1 'amount:=amount+50'; gives 150.10
new amount D1 'amount:=amount*probability'; gives 40.04
new amount D1 'amount:=customer.credit_limit - amount'; gives 4899.90
new amount D2 'amount:=amount*0.05'; gives 0.02
new amount D2 'amount:=-amount*0.05'; gives -0.02
new amount D3 'amount:=amount*0.5'; gives 51
new amount D1 'amount:=1000'; gives 1000.00
new probability D1 'probability:=probability+10%'; gives 50
new probability D1 'probability:=probability*1.5'; gives 60
new probability D1 'probability:=100%*(amount/customer.credit_limit)'; gives 2.002
new probability D1 'probability:=1%*(expected_close - today)'; gives 9
new owner D1 'owner:=customer.owner'; gives bob
new partner D1 'partner:=customer.parent'; gives Mid
new next_step D1 "next_step:='again: ' + name"; gives 'again: one'
new next_step D1 'next_step:=customer.grade'; gives A
new source D1 'source:="Web"'; gives web
new notes D1 "notes:='it\\'s ' + '\"' + name"; gives '"it'"'"'s ""one"'

run 'exact, whatever is between' 0 crm-deal set D1 'amount:=amount/3*3' \
    'expected_close:=(expected_close)'
is_err 'crm-deal: unchanged 1'
run 'what is blank changes nothing' 0 crm-deal set D2 D4 'owner:=customer.owner' \
    'amount:=amount*2' 'expected_close:=expected_close+1d' -o csv \
    -c deal_id,owner,amount,expected_close
is_out 'deal_id,owner,amount,expected_close
D2,eve,0.60,2027-02-01'
run 'undone' 0 crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
run 'all are computed from the record as it was' 0 crm-deal set D1 -o csv \
    'amount:=amount + customer.credit_limit' \
    'probability:=100%*(amount/customer.credit_limit)' \
    -c amount,probability -n
is_out 'amount,probability
5100.10,2.002'
list='crm-deal list -o ids | crm-deal set - probability:=probability*1.1 amount:=amount*1.1 -o csv -c deal_id,amount,probability -q'
sh -c "$list -n" > dry
try 'a dry run prints what is done then' 0 "$list"
is_out "$(cat dry)"
is_out 'deal_id,amount,probability
D1,110.11,44
D2,0.33,
D3,111,55'
run 'of what another command has made of it' 0 crm-deal set D1 -q -o csv \
    'amount:=amount*2' -c amount
is_out 'amount
220.22'
run 'the history has the numbers' 0 crm-deal history D1 -o csv -c field,old,new
like_out '^amount,110.11,220.22$'
run 'an instant' 0 crm-task add -q subject=x about=D1 due=2026-11-25
run 'tasks, too' 0 crm-task set T1 'due:=due+1w' -q -o csv -c due
is_out 'due
2026-12-02'
crm-admin field add -q entity=deal name=factor type=decimal > /dev/null
crm-admin field add -q entity=deal name=seen type=instant > /dev/null
crm-deal set -q D1 factor=1.000001 seen=2026-03-28T02:30 > /dev/null
run "users' fields" 0 crm-deal set -q D1 'factor:=factor/3' \
    'amount:=amount*factor' -o csv -c factor,amount
is_out 'factor,amount
0.333334,220.22'
run 'a day later at the same time of day' 0 env TZ=Europe/Berlin crm-deal set -q D1 \
    'seen:=seen+2d' -o json -c seen
like_out '"seen":"2026-03-30T03:30:00\+02:00"'
run 'hours are hours' 0 crm-deal set -q D1 'seen:=seen+90min-1h' -o csv -c seen
is_out 'seen
2026-03-30T02:00:00Z'
run '= is always a value' 0 crm-deal set -q D1 'next_step=amount*2' -o csv -c next_step
is_out 'next_step
amount*2'
run 'so is what only looks like it' 0 crm-deal set -q D1 'next_step=:=x' -o csv -c next_step
is_out 'next_step
:=x'

# ---- mistakes ----

# refused EXPRESSION ERE [PLACE]: the caret stands under that byte of the
# expression, counted from 1.
refused() {
	run "refused: $1" 2 crm-deal set D1 "$1"
	is_out ''
	like_err "$2"
	[ -z "${3-}" ] || like_err "^ {$((${3} + 1))}\\^\$"
}
refused 'amount:=amount*' '^crm-deal: amount: a field, a number, .* at the end$' 8
refused 'amount:=amont*2' "^crm-deal: amount: no field 'amont' in deal; nearest: amount$" 1
refused 'amount:=amount 2' '[+], -, [*] or / is expected' 8
refused 'amount:=(amount' 'the bracket is never closed' 1
refused 'amount:=amount*amount' 'money [*] money is nothing' 7
refused 'amount:=amount+5%' 'money [+] a percent is nothing' 7
refused 'amount:=expected_close' 'money is needed, not a date' 1
refused 'amount:=2x' "'2x' is not a length of time: 14d" 1
refused 'amount:=1.2.3' "'1.2.3' is not a number"
refused 'expected_close:=expected_close+14' 'a date [+] a number is nothing' 15
refused 'expected_close:=expected_close+3h' 'a date [+] a length of time is nothing' 15
refused 'expected_close:=2026-02-30' "2026-02-30"
refused 'probability:=probability+10' 'a percent is needed, not a number: 10% is ten percent' 12
refused 'owner:=customer' 'a reference to a user is needed'
refused 'owner:=name' 'a reference is needed, not text'
run 'what is moved is not computed' 5 crm-deal set D1 'stage:=stage'
like_err '^crm-deal: stage: is not set but moved'
refused 'created:=today' '^crm-deal: created: is kept by the book'
refused 'version:=1' 'version: is given, not computed'
refused 'amount:=-name' 'there is no minus before text'
refused 'name:=customer.owner.team.name' 'two steps through references'
refused "next_step:='x" 'the quote is never closed'
refused 'amont:=1' "no field 'amont'"
refused 'amount:=' 'is expected at the end'
run 'twice' 2 crm-deal set D1 'amount:=1' amount=2
like_err 'amount: is given twice'
run 'a new record has nothing to compute from' 2 crm-deal add 'amount:=1'
is_err 'crm-deal: add has no record yet to compute from; give a value: amount='

run 'division by nought' 4 crm-deal set D1 'amount:=amount/(amount-amount)'
is_err 'crm-deal: amount: division by nought'
run 'too large' 4 crm-deal set D1 'amount:=amount*1000000000000000000'
like_err 'amount: the result is too large'
run 'too many digits' 4 crm-deal set D1 \
    'amount:=amount*0.123456789012345678*0.123456789012345678*0.123456789012345678'
like_err 'amount: the numbers have too many digits'
# "+1" so often, and "+name"
plus() { printf "+$1%.0s" $(seq "$2"); }
run 'many operators' 0 crm-deal set D2 -n -q -o csv "amount:=0$(plus 1 500)" -c amount
is_out 'amount
500.00'
run 'as many amounts' 0 crm-deal set D2 -n -q -o csv \
    "amount:=amount$(plus amount 498)-498*amount" -c amount
run 'one more' 2 crm-deal set D2 "amount:=0$(plus 1 501)"
like_err '^crm-deal: amount: more than 500 of '
run 'so many that the stack would not do' 2 crm-deal set D2 "amount:=0$(plus 1 50000)"
like_err 'amount: more than 500 of'
printf 'deal_id,notes\nD2,%s\n' "$(printf '%0300000d' 0)" > long.csv
crm-deal import -q --on-duplicate update long.csv > /dev/null
run 'a text that grows' 4 crm-deal set D2 "notes:=notes$(plus notes 3)"
is_err 'crm-deal: notes: the text is longer than 1000000 bytes'
run 'no such day' 4 crm-deal set D1 'expected_close:=expected_close+9000y'
like_err 'expected_close: it is no day of the years 1 to 9999'
crm-deal add -q name=cross customer=Usd amount=10 > /dev/null
run 'money of two currencies' 4 crm-deal set D5 'amount:=amount+customer.credit_limit'
is_err 'crm-deal: amount: CNY and USD do not meet: convert one of them'
run 'the good ones, and which is not' 5 crm-deal set D1 D5 -q --keep-going \
    'amount:=amount+customer.credit_limit' -o csv -c deal_id
is_out 'deal_id
D1'
is_err 'crm-deal: D5: amount: CNY and USD do not meet: convert one of them'
run 'money of another currency' 4 crm-deal set D5 'amount:=customer.credit_limit'
is_err 'crm-deal: amount: the result is in USD, the record in CNY: convert it'
run 'the ratio of two amounts has none' 0 crm-deal set D5 -q -o csv \
    'amount:=customer.credit_limit/customer.credit_limit' -c amount
is_out 'amount
1.00'
run 'with the currency given' 0 crm-deal set D5 currency=USD -q -o csv \
    'amount:=customer.credit_limit*0.5' -c amount,currency
is_out 'amount,currency
35.00,USD'
run 'a value that the field does not take' 4 crm-deal set D1 'source:=name'
like_err "source: 'one' is not one of"
run 'no such record' 3 crm-deal set D99 'amount:=amount*2'
run 'the book is sound' 0 crm-admin check -q

done_testing
