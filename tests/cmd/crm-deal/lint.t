#!/bin/sh
# What is amiss with deals: a deal of each kind, found by its code.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-team user add login=li role=rep
quiet crm-customer add name=Acme
good() { echo "$1,Acme,ann,100,2026-12-20,call,2026-11-20"; }
{
	echo name,customer,owner,amount,expected_close,next_step,opened_on
	for n in fine late vague idle free below odd sure deciding; do good $n; done
} > deals.csv
run 'deals' 0 crm-deal import deals.csv -q -o ids
run 'nothing is amiss' 0 crm-deal lint -q
is_out ''
set_() { printf 'name,%s\n%s,%s\n' "$2" "$1" "$3" | crm-deal import - --key name --on-duplicate update --blank clear -q > /dev/null; }
set_ late expected_close 2026-11-01
set_ vague expected_close ''
set_ idle next_step ''
set_ free amount ''
set_ below amount -5
set_ odd closed_on 2026-11-21
set_ sure probability 100%
set_ deciding stage proposal
{
	echo name,customer,owner,amount,expected_close,next_step,opened_on,stage,closed_on,close_reason,probability
	echo early,Acme,ann,100,,,2026-11-20,won,2026-11-19,,
	echo undated,Acme,ann,100,,,2026-11-20,won,,,
	echo unsaid,Acme,ann,100,,,2026-11-20,lost,2026-11-21,,
	echo hope,Acme,ann,100,,,2026-11-20,lost,2026-11-21,dear,10%
	echo gone,Acme,li,100,2026-12-20,call,2026-11-20,,,,
	echo nobody,Acme,,100,2026-12-20,call,2026-11-20,,,,
	echo stuck,Acme,ann,100,2026-12-20,call,2026-10-01,,,,
} > more.csv
run 'more' 0 crm-deal import more.csv -q -o ids
quiet crm-stock product add sku=P
quiet crm-deal deal-line add deal=fine product=P quantity=1 unit_price=100
quiet crm-deal deal-line add deal=early product=P quantity=1 unit_price=100
# No verb and no file makes it so: a book of earlier days may have it.
ask "UPDATE deal SET amount = 10100 WHERE name = 'early'"
quiet crm-team user set li active=no
run 'all of it' 4 crm-deal lint -o csv -c code,deal_id
crm-deal list -o csv -c deal_id,name | sed 1d > names
found() { crm-deal list -w "name = $1" -o ids; }
for pair in past-close:late no-close-date:vague no-next-step:idle no-amount:free amount-not-lines:early \
    negative-amount:below closed-before-opened:early open-with-closing-date:odd \
    closed-without-date:undated probability-mismatch:sure probability-mismatch:hope \
    lost-without-reason:unsaid owner-inactive:gone no-owner:nobody stuck:stuck \
    no-decision-maker:deciding; do
	like_out "^${pair%:*},$(found "${pair#*:}")\$" "$pair"
done
is "$(sed 1d out | wc -l)" 16 'and nothing else'
quiet crm-customer contact add name='Wang Wei' customer=Acme
quiet crm-deal party add deal=deciding role=decision_maker contact='Wang Wei'
quiet crm-task add subject=Call about="$(found idle)" due=+3d
run 'mended' 4 crm-deal lint -o csv -c code
is "$(grep -c 'no-decision-maker\|no-next-step' out)" 0 'is found no more'
run 'what the codes mean' 0 crm-deal lint --define -o csv -c code
like_out stuck
done_testing
