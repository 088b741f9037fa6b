#!/bin/sh
# What planning reads of settings is judged as it is written, and a warehouse that is named
# there is named so when it has another name.
. "$(dirname "$0")/../../lib.sh"

value() { crm-admin setting list -w "name = $1" -o csv -c value | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-stock warehouse add name=V
quiet crm-stock warehouse add name=T kind=transit
for set in plan_z=1,645 plan_z=-3 plan_z=95% cover_high=abc plan_holding=-1; do
	run "$set" 4 crm-admin setting add name="${set%%=*}" value="${set#*=}"
	like_err "${set%%=*}: '${set#*=}' is not a number from 0 to [0-9]*, like 1.5"
done
for set in plan_days=30d plan_days=0 count_months_b=x count_months_a=1.5; do
	run "$set" 4 crm-admin setting add name="${set%%=*}" value="${set#*=}"
	like_err "${set%%=*}: '${set#*=}' is not a whole number from 1 to [0-9]*"
done
for set in plan_z=1.645 plan_days=30 cover_high=40 cover_low=10.5 count_months_c=12; do
	run "$set" 0 crm-admin setting add name="${set%%=*}" value="${set#*=}" -q
done
run 'low is not above high' 4 crm-admin setting set cover_low value=100
like_err "cover_low: '100' is above cover_high, which is 40"
run 'nor high below low' 4 crm-admin setting set cover_high value=10
like_err "cover_high: '10' is below cover_low, which is 10.5"
run 'what is on its way is no place that sells' 4 crm-admin setting add name=stock_transit value=W
like_err "stock_transit: 'W' is no warehouse of the kind transit"
run 'nor the other way round' 4 crm-admin setting add name=stock_warehouse value=T
like_err "stock_warehouse: 'T' is no warehouse of the kind sellable"

quiet crm-admin setting add name=stock_transit value=t
quiet crm-admin setting add name=stock_warehouse value=W
run 'another name' 0 crm-stock warehouse set WH1 name=主仓 -q
is "$(value stock_warehouse) $(value stock_transit)" '主仓 t' 'is followed'
quiet crm-stock add sku=A
run 'what says none goes there' 0 crm-stock receive product=A quantity=1 price=1 -q
run 'any other name' 0 crm-stock warehouse set V name=V2 -q
is "$(value stock_warehouse)" '主仓' 'is none of it'
quiet crm-stock warehouse set T name=way
is "$(value stock_transit)" way 'the other likewise'
run 'taken back' 0 crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" -q
is "$(value stock_transit)" t 'with its name'
done_testing
