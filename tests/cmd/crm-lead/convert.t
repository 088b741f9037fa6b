#!/bin/sh
# A lead becomes a customer, a contact and a deal, and back.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
cat > leads.csv <<'END'
company,name,title,email,mobile,website,industry,country,region,city,address,postcode,budget,source,owner,status,expected_close
Acme,Li Na,CTO,li@acme.cn,13800138000,acme.cn,software,China,Zhejiang,Hangzhou,1 Lake Rd,310000,5000,web,bob,qualified,2026-12-31
Acme,Wang Wei,CFO,wang@acme.cn,,,banking,,,,2 Other Rd,,,ad,bob,qualified,
,Solo Person,,solo@example.com,,,,,,,,,,event,,qualified,
Nobody Ltd,,,,,,,,,,,,,web,,qualified,
Raw,,,raw@example.com,,,,,,,,,,web,,working,
END
crm-lead import -q leads.csv -o ids > /dev/null
crm-task add -q subject='call back' about=L1 due=tomorrow > /dev/null
crm-task add -q subject=done about=L1 status=done > /dev/null
before=$(crm-lead list; crm-task list; crm-customer list; crm-deal list)

run 'only what is qualified' 5 crm-lead convert L5
is_err 'crm-lead: L5 is working; only a qualified lead is converted'
run 'an unknown operand' 2 crm-lead convert L1 stage=x
is_err "crm-lead: convert takes customer=ID, contact=ID|none and deal=NAME, not 'stage'"
run 'a deal without a name' 2 crm-lead convert L1 deal=
run 'a customer that is not there' 3 crm-lead convert L1 customer=C9

run 'all three' 0 crm-lead convert L1 deal='Acme rollout' -o csv -c status,converted_on,converted_customer_id,converted_contact_id,converted_deal_id
is_out 'status,converted_on,converted_customer_id,converted_contact_id,converted_deal_id
converted,2026-11-21,C1,CT1,D1'
is_err 'crm-lead: updated 1 (batch B6)'
is "$(crm-customer list C1 -o csv -c name,website,industry,country,region,city,address,postcode,owner | sed 1d)" \
    'Acme,acme.cn,software,China,Zhejiang,Hangzhou,1 Lake Rd,310000,bob' 'the customer'
is "$(crm-customer contact list CT1 -o csv -c customer_id,name,title,email,mobile,city | sed 1d)" \
    'C1,Li Na,CTO,li@acme.cn,+8613800138000,Hangzhou' 'the contact'
is "$(crm-deal list D1 -o csv -c customer_id,contact_id,name,amount,source,owner,opened_on,expected_close,stage | sed 1d)" \
    'C1,CT1,Acme rollout,5000.00,web,bob,2026-11-21,2026-12-31,qualification' 'the deal'
is "$(crm-task list -o csv -c subject,about | sed 1d)" 'call back,D1
done,L1' 'open tasks follow'
run 'again' 5 crm-lead convert L1
is_err 'crm-lead: L1 is converted already, to C1'
run 'it is read-only' 5 crm-lead set L1 title=CEO
is_err 'crm-lead: title: L1 is converted and read-only; change what it became'
run 'and stays as it is' 5 crm-lead disqualify L1 reason=x
like_err 'L1 is converted; .* final'
run 'the stream names the customer' 0 sh -c 'crm-lead list L1 | crm-customer list - --ref converted_customer_id -o ids'
is_out C1

run 'a second of the same company' 0 crm-lead convert L2 -o csv -c converted_customer_id,converted_contact_id,converted_deal_id
is_out 'converted_customer_id,converted_contact_id,converted_deal_id
C1,CT2,'
is "$(crm-customer list C1 -o csv -c industry,address | sed 1d)" 'software,1 Lake Rd' \
    'what was there stays'

run 'a person' 0 crm-lead convert L3 -o csv -c converted_customer,converted_contact
is_out 'converted_customer,converted_contact
Solo Person,Solo Person'
run 'a company without a person' 0 crm-lead convert L4 -o csv -c converted_customer,converted_contact
is_out 'converted_customer,converted_contact
Nobody Ltd,'

# What is there already.
crm-customer add -q name=Acme city=Berlin > /dev/null
printf 'company,name,email,status,city\nAcme,New One,new@acme.cn,qualified,Wien\nElse,Li,li@acme.cn,qualified,Wien\nFresh,Fred,f@f.example,qualified,\n' > more.csv
crm-lead import -q more.csv -o ids > /dev/null
run 'two customers of the name' 5 crm-lead convert L6
is_err "crm-lead: more than one customer is called 'Acme'; say which: customer=ID"
run 'the one that is said' 0 crm-lead convert L6 customer=C4 contact=none -o csv -c converted_customer_id,converted_contact_id
is_out 'converted_customer_id,converted_contact_id
C4,'
is "$(crm-customer list C4 -o csv -c owner | sed 1d)" '""' 'nobody had the lead'
run 'a contact of that e-mail' 0 crm-lead convert L7 -o csv -c converted_customer_id,converted_contact_id
is_out 'converted_customer_id,converted_contact_id
C1,CT1'
run 'a contact of another customer' 5 crm-lead convert L8 customer=C4 contact=CT1
is_err 'crm-lead: CT1 belongs to C1, not to C4'
run 'a dry run' 0 crm-lead convert L8 deal=x -n -o csv -c converted_customer_id,converted_deal_id
is_out 'converted_customer_id,converted_deal_id
C+1,D+1'
is "$(crm-customer list -o ids | wc -l)" 4 'makes nothing'

# In bulk, and undone.
book
crm-team user add -q login=bob role=rep > /dev/null
crm-lead import -q leads.csv -o ids > /dev/null
crm-task add -q subject='call back' about=L1 due=tomorrow > /dev/null
crm-task add -q subject=done about=L1 status=done > /dev/null
try 'from a stream, one of them not ready' 5 "crm-lead list | crm-lead convert - deal=Hope"
is "$(crm-lead list; crm-task list; crm-customer list; crm-deal list)" "$before" 'nothing is done'
try 'those that can be' 5 "crm-lead list | crm-lead convert - deal=Hope --keep-going -o ids"
is_out 'L1
L2
L3
L4'
after=$(crm-lead list -c -updated,-version; crm-task list -c -updated,-version; crm-customer list -c -updated,-version; crm-deal list -c -updated,-version)
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undo' 0 crm-admin undo "$batch" -q
is "$(crm-lead list -c -updated,-version; crm-task list -c -updated,-version; crm-customer list -c -updated,-version; crm-deal list -c -updated,-version)" \
    "$(echo "$before" | sed 's/,[^,]*,[^,]*$//')" 'is exact'
batch=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'redo' 0 crm-admin undo "$batch" -q
is "$(crm-lead list -c -updated,-version; crm-task list -c -updated,-version; crm-customer list -c -updated,-version; crm-deal list -c -updated,-version)" \
    "$after" 'too'
run 'the book is sound' 0 crm-admin check

# Deleted, and back: neither is an edit.
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
was=$(crm-lead list L4 -c -updated,-version)
run 'a converted lead is deleted' 0 crm-lead delete L4 -q
deleted=$(last)
run 'and restored' 0 crm-lead restore L4 -q
run 'the restore is undone' 0 crm-admin undo "$(last)" -q
is "$(crm-lead list -w 'lead_id = L4' -o ids)" '' 'it is hidden'
run 'and that undo' 0 crm-admin undo "$(last)" -q
is "$(crm-lead list L4 -c -updated,-version)" "$was" 'it is as it was'
run 'back to where it was deleted' 0 crm-admin undo "$(last)" -q
run 'the deletion is undone' 0 crm-admin undo "$deleted" -q
is "$(crm-lead list L4 -c -updated,-version)" "$was" 'it is as it was again'
run 'and read-only as before' 5 crm-lead set L4 title=x
run 'still sound' 0 crm-admin check
done_testing
