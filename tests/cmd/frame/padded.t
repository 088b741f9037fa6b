#!/bin/sh
# Blanks around what names a record: behind a verb, in a filter and in a file it is the
# same without them.
. "$(dirname "$0")/../../lib.sh"
book
quiet crm-stock add sku=P-1 name='Pump One'
quiet crm-customer add name=Azure

# ---- behind a verb ----

for word in ' P-1 ' 'P-1 ' ' Pump One' ' PR1 ' 'id: PR1'; do
	run "'$word'" 0 crm-stock list "$word" -o csv -c sku
	is_out 'sku
P-1'
done
run 'written to' 0 crm-stock set ' P-1 ' unit=box -o csv -c sku,unit
is_out 'sku,unit
P-1,box'
run 'what nothing has' 3 crm-stock list ' P-9 '
is_err "crm-stock: there is no product ' P-9 '"
run 'blanks alone' 3 crm-stock list '  '

# ---- in a filter ----

for where in "sku = ' P-1 '" "sku in (' P-1 ', x)" \
    "product_id = ' PR1 '" "sku != ' P-2 '" "not sku = ' P-2 '"; do
	run "-w $where" 0 crm-stock list -o csv -c sku -w "$where"
	is_out 'sku
P-1'
done
run 'unlike it' 0 crm-stock list -o ids -w "sku != ' P-1 '"
is_out ''
run 'a reference' 0 crm-deal list -o ids -w "customer = ' Azure '"
is_out ''
run 'a part of a text is as it is written' 0 crm-stock list -o csv -c sku -w "name ~ 'p O'"
is_out 'sku
P-1'
run 'with its blank' 0 crm-stock list -o ids -w "name ~ ' Pump'"
is_out ''

# ---- in a file ----

run 'of a kind whose key it is' 0 sh -c "printf 'name\n\" Main\"\n\"Main \"\n' |
    crm-stock warehouse import - -o csv -c name"
like_out '^Main,unchanged,'
run 'a reference in a file' 0 sh -c "printf 'name,customer\nx,\" Azure \"\n' |
    crm-deal import - -o csv -c customer"
is_out 'customer,_action,_duplicate_of
Azure,inserted,'
done_testing
