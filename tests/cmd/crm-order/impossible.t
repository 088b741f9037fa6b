#!/bin/sh
# Values that cannot be are refused when they are said, not where they are used.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-11-05T09:00:00Z
export CRM_NOW
o=crm-order

book
crm-customer add name=A -q > /dev/null
for kind in receipt refund; do
	for amount in 0 -30; do
		run "a $kind of $amount" 4 $o payment add customer=C1 kind=$kind amount=$amount
		is_err 'crm-order: amount: is above zero'
	done
done
for net in 200 -5; do
	run "a net of $net" 4 $o receivable add customer=C1 amount=100 net=$net
	is_err 'crm-order: net: is between nothing and the amount, which has the tax in it'
done
for early in foo 200/10; do
	run "early=$early" 4 $o receivable add customer=C1 amount=100 early=$early
	is_err "crm-order: early: '$early' is no step of an early-payment discount; percent and days are written as: 2/10 1/20"
done
run 'a later step that takes off more' 4 $o receivable add customer=C1 amount=100 early='2/10 3/20'
is_err 'crm-order: early: of an early-payment discount the later step takes off less: 2/10 1/20'
run 'nor in terms' 4 $o terms add name=T1 parts=30d early='3/20 2/10'
run 'in any order' 0 $o terms add name=T1 parts=30d early='1/20 2/10 n/30' -q
run 'what can be' 0 $o receivable add customer=C1 amount=100 net=100 early='2/10 1/20' -q
run 'a promise that is over' 5 $o receivable promise R1 on=2026-11-04
is_err 'crm-order: on: 2026-11-04 is over: what is promised is paid on a day to come'
run 'one of today' 0 $o receivable promise R1 on=2026-11-05 -q
run 'a journal that ends before it begins' 2 $o journal --from 2026-10-01 --to 2026-09-01
is_err 'crm-order: --from is after --to'
done_testing
