#!/bin/sh
# What is not deleted names a way that works: the step that ends it, or the field that
# takes it out of use; never to delete first what stays as well.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
first="change or delete these first"

quiet crm-team user add login=mo name=Mo role=manager
quiet crm-customer add name=Acme
quiet crm-stock product add sku=P name=P list_price=100
quiet crm-stock warehouse add name=Main
quiet crm-stock receive product=P quantity=100 price=1
quiet crm-admin approval-rule add kind=order seq=1 when='amount >= 100' steps=manager
order() { # ID: of two pieces
	quiet crm-order add customer=Acme
	quiet crm-order order-line add order="$1" product=P quantity="$2"
}

# ---- once asked about ----

order O1 5
quiet crm-order submit O1
quiet crm-admin approval revoke AP1
run 'an order that was asked about' 5 crm-order delete O1
is_err 'crm-order: O1 was submitted and stays, with its number: crm-order cancel O1 takes it back'
run 'is cancelled so' 0 crm-order cancel O1 -q
run 'and is over' 5 crm-order delete O1
is_err 'crm-order: O1 is cancelled and stays, with its number'

# ---- with lines that stay too ----

quiet crm-admin approval-rule set APR1 active=no
order O2 3
quiet crm-order submit O2
quiet crm-order confirm O2
quiet crm-order hold O2
run 'the order speaks, not its lines' 5 crm-order delete O2
is_err 'crm-order: O2 was confirmed and is on_hold: it stays, with its number; crm-order cancel O2 takes it back where nothing was shipped'
run 'and is cancelled so' 0 crm-order cancel O2 -q
run 'what is cancelled is not cancelled again' 5 crm-order delete O2
is_err 'crm-order: O2 is cancelled and stays, with its number'
quiet crm-deal quote add customer=Acme
quiet crm-deal quote-line add quote=QU1 product=P quantity=1
quiet crm-deal quote submit QU1
quiet crm-deal quote send QU1
run 'a quote that was sent' 5 crm-deal quote delete QU1
is_err 'crm-deal: QU1 was sent and stays, with its number: crm-deal quote withdraw QU1 takes it back'
run 'is withdrawn so' 0 crm-deal quote withdraw QU1 -q

# ---- referred to by what stays ----

run 'a warehouse with moves' 5 crm-stock warehouse delete WH1
like_err '^crm-stock: WH1 is referred to by .*, of which LV1 stays: crm-stock warehouse set WH1 active=no takes it out of use$'
run 'is taken out of use so' 0 crm-stock warehouse set WH1 active=no -q
run 'a product' 5 crm-stock product delete PR1
like_err ' stays: crm-stock product set PR1 active=no takes it out of use$'
run 'is taken out of use so' 0 crm-stock product set PR1 active=no -q
quiet crm-customer add name=Bright
run 'a customer of orders that stay' 5 crm-customer delete C1
is_err 'crm-customer: C1 is referred to by QU1, O1, O2; change these first, for they are not deleted: QU1 is superseded and stays, with its number'
run 'a customer of drafts' 0 crm-order add customer=Bright -q
run 'is deleted with them' 5 crm-customer delete C2
is_err "crm-customer: C2 is referred to by O3; $first"
run 'these first' 0 crm-order delete O3 -q
run 'so' 0 crm-customer delete C2 -q

done_testing
