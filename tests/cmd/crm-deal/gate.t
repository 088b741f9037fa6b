#!/bin/sh
# Gates: what a deal must have before it leaves a stage forward.
. "$(dirname "$0")/../../lib.sh"
book --currency USD

# The default stages: ST1 qualification, ST2 needs, ST3 proposal …
run 'needed fields are checked when saved' 4 \
    crm-admin stage set ST1 needs='amount, costumer'
is_out ''
is_err "crm-admin: needs: a deal has no field 'costumer'; nearest: customer"

run 'so is the exit rule, with the caret' 4 \
    crm-admin stage set ST1 exit_rule='amount >= 1000 and nonsense'
is_out ''
like_err '^crm-admin: exit_rule: '
like_err '^  amount >= 1000 and nonsense$'
like_err '^                     \^$'

run 'both are saved when right' 0 crm-admin stage set ST1 \
    needs='amount, expected_close' \
    exit_rule='amount >= 1000 and customer.region = East'
crm-customer add -q name=Acme region=West > /dev/null
crm-deal add -q name=one customer=Acme > /dev/null

run 'all that is missing is said at once' 5 crm-deal advance D1
is_out ''
is_err "crm-deal: D1 cannot leave qualification yet: it needs amount, \
expected_close; its exit rule does not hold: amount >= 1000 and \
customer.region = East; give what is missing with: crm-deal set D1 field=value"

crm-deal set -q D1 amount=1000 expected_close=2026-12-31 > /dev/null
run 'what is given is not asked for' 5 crm-deal win D1
is_err "crm-deal: D1 cannot leave qualification yet: its exit rule does not \
hold: amount >= 1000 and customer.region = East; give what is missing with: \
crm-deal set D1 field=value"

run 'a deal may be lost without what a gate asks' 0 \
    crm-deal lose -n D1 reason=price -o csv -c stage
like_out '^lost$'

crm-customer set -q C1 region=East > /dev/null
run 'the rule sees through a reference' 0 crm-deal advance D1 -o csv -c stage
like_out '^needs$'

# Derived fields and fields of the user's own count too.
crm-admin field add -q entity=deal name=budget_ok type=bool > /dev/null
run 'a rule over a derived and a custom field' 0 crm-admin stage set ST2 \
    needs=budget_ok exit_rule='pipeline = default and budget_ok'
run 'a custom field is missing' 5 crm-deal advance D1
like_err 'it needs budget_ok; its exit rule does not hold'
crm-deal set -q D1 budget_ok=no > /dev/null
run 'no is an answer, but not the right one' 5 crm-deal advance D1
unlike_err 'it needs budget_ok'
like_err 'its exit rule does not hold'
crm-deal set -q D1 budget_ok=yes > /dev/null
run 'yes is' 0 crm-deal advance D1 -o csv -c stage
like_out '^proposal$'

# In memory, two steps away.
crm-team team add -q name=east > /dev/null
crm-team user add -q login=bob team=east > /dev/null
crm-customer add -q name=Zenith owner=bob > /dev/null
crm-admin stage set -q proposal exit_rule='customer.owner.team = east' > /dev/null
run 'a rule looks two steps away' 5 crm-deal advance D1
like_err 'its exit rule does not hold'
crm-deal set -q D1 customer=Zenith > /dev/null
run 'and finds it' 0 crm-deal advance D1 -o csv -c stage,customer.owner.team
like_out ',east$'
crm-deal move -q D1 stage=proposal > /dev/null

run 'going back asks for nothing' 0 crm-deal move D1 stage=qualification \
    -o csv -c stage
like_out '^qualification$'

run 'an import passes no gate' 0 sh -c 'printf "deal_id,stage\nD1,contract\n" |
    crm-deal import --on-duplicate update -o csv -c stage'
like_out '^contract'

# A second pipeline with stages of the same names.
crm-admin stage add -q pipeline=partners name=needs seq=1 > /dev/null
crm-admin stage add -q pipeline=partners name=won seq=2 type=won > /dev/null
run "a name means the stage of the deal's own pipeline" 0 \
    crm-deal move D1 stage=needs -o csv -c stage,pipeline
like_out '^needs,default$'
run 'pipeline/name means another' 0 \
    crm-deal move D1 stage=partners/needs -o csv -c stage,pipeline
like_out '^needs,partners$'
run 'a pipeline that cannot be lost in' 5 crm-deal lose D1 reason=x
like_err 'pipeline partners has no stage of type lost; add one with: '
run 'won is the won stage of its pipeline' 0 crm-deal win D1 -o csv \
    -c stage,pipeline
like_out '^won,partners$'

done_testing
