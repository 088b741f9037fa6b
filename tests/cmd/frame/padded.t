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

# ---- names as a file has them: the text stays, and is found by what one sees ----

run 'names of an export' 0 sh -c "printf 'Name,City\nAlba ,x\n Gamma,y\n' |
    crm-customer import - -o csv -c name"
is_out 'name,_action,_duplicate_of
"Alba ",inserted,
" Gamma",inserted,'
run 'are found' 0 sh -c "printf 'Name,Account\na,Alba\nb,Alba \nc, Gamma\nd,GAMMA\n' |
    crm-deal import - -o csv -c customer"
is_out 'customer,_action,_duplicate_of
"Alba ",inserted,
"Alba ",inserted,
" Gamma",inserted,
" Gamma",inserted,'
run 'and made once' 0 sh -c "printf 'Name,Account\ne,Alba\n' |
    crm-deal import - -o ids --create-missing"
unlike_err 'made'
run 'in a filter' 0 crm-customer list -o csv -c name -w "name = alba"
is_out 'name
"Alba "'
run 'behind a verb' 0 crm-customer list -o csv -c name Gamma
is_out 'name
" Gamma"'
run 'by another name of the file' 0 sh -c "printf 'Name,City\nALBA,z\n' |
    crm-customer import - --key name --on-duplicate update -o csv -c name,city"
is_out 'name,city,_action,_duplicate_of
ALBA,z,updated,'
run 'typed it is the same' 0 crm-deal add name=x customer='Gamma ' -o csv -c customer
is_out 'customer
" Gamma"'
run 'a stage of a file' 0 sh -c "printf 'pipeline,name,type,seq\n default, Visit ,open,15\n' |
    crm-admin stage import - -o csv -c pipeline,name"
is_out 'pipeline,name,_action,_duplicate_of
default,Visit,inserted,'
run 'a campaign of a file' 0 sh -c "printf 'name\n\" Fair \"\n' |
    crm-lead campaign import - -o csv -c name"
is_out 'name,_action,_duplicate_of
Fair,inserted,'
run 'as it was' 0 crm-customer list -o csv -c name -w 'name = alba' --as-of B7
like_out Alba
run 'and the book is sound' 0 crm-admin check -q
done_testing
