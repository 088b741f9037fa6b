#!/bin/sh
# Small files in the shape of other systems' exports: each goes in with the
# mapping shown here, or is refused with a message that says what to do.
. "$(dirname "$0")/../lib.sh"
DATA=$TOP/../shared/data/peer_exports
need "$DATA"
book
STATUSES='new, assigned, working, qualified, converted, unqualified, duplicate, recycled'

# ---- semicolons, French headers, labels in two languages ----

F=$DATA/european-semicolon.csv
run 'european: unknown labels' 4 crm-lead import "$F"
is_out ''
is_err "crm-lead: $F:2: status: 'Nouveau' is not one of $STATUSES; \
--value 'status:Nouveau=…' says which is meant
crm-lead: $F:3: status: 'Kontaktiert' is not one of $STATUSES; \
--value 'status:Kontaktiert=…' says which is meant
crm-lead: $F: 1 row: --value 'status:Nouveau='
crm-lead: $F: 1 row: --value 'status:Kontaktiert='
crm-lead: read 2, rejected 2; nothing was written"
run 'european' 0 crm-lead import "$F" --value status:Nouveau=new \
    --value status:Kontaktiert=working -c name,email,phone,company,status
is_out 'name,email,phone,company,status,_action,_duplicate_of
Jean Dupont,jean@email.fr,0612345678,Société FR,new,inserted,
Hans Müller,hans@email.de,+491701234567,Firma GmbH,working,inserted,'

# ---- a spreadsheet that grew ----

F=$DATA/excel-messy-export.csv
run 'excel: a header nobody knows' 2 crm-lead import "$F"
like_err "column '☎ Contact' matches no field of lead$"
like_err ": 3 columns match no field: --map '☎ Contact=,Whatsapp Number=,Interested\?=' leaves"
M='☎ Contact=phone,Whatsapp Number=mobile,Interested?=interest'
run 'excel: people nobody knows' 4 crm-lead import "$F" --map "$M"
like_err ":2: owner: there is no user 'Alice'; --value 'owner:Alice=LOGIN' says who it is, --create-missing=user makes users$"
run 'excel' 0 crm-lead import "$F" --map "$M" --create-missing=user \
    -c name,email,phone,mobile,owner,interest
is_out 'name,email,phone,mobile,owner,interest,_action,_duplicate_of
John Doe,john@excel.com,5556001,5556001,Alice,Yes,inserted,
Jane Smith,jane@excel.com,5556002,,Bob,Maybe,inserted,
,,5556003,5556003,Carol,No,inserted,'
is_err 'crm-lead: read 3, inserted 3, made 3 missing: 3 users (Alice, Bob, Carol) (batch B3)'

# ---- Facebook lead ads ----

F=$DATA/facebook-leads-realistic.csv
run 'facebook: unknown columns' 2 crm-lead import "$F"
like_err "column 'ad_name' matches no field of lead; nearest: name$"
run 'facebook' 0 crm-lead import "$F" --map \
    'ad_name=keyword,form_name=interest,platform=source,created_time=consent_on,adset_name=,is_organic=' \
    --value source:fb=social --create-missing=user -c \
    ext,name,email,phone,city,region,country,source,campaign,keyword,consent_on
is_out 'ext,name,email,phone,city,region,country,source,campaign,keyword,consent_on,_action,_duplicate_of
l:123,John Doe,john@gmail.com,+15554001,Austin,TX,US,social,Q2 Leads,Summer Promo,2024-06-01,inserted,
l:124,Jane Smith,jane@yahoo.com,5554002,Dallas,TX,US,social,Q2 Leads,Retargeting,2024-06-02,inserted,
l:125,Carlos Ruiz,carlos@email.com,+525512345678,CDMX,CMX,MX,social,Q2 Leads,Brand Awareness,2024-06-03,inserted,'

# ---- HubSpot ----

F=$DATA/hubspot-export.csv
run 'hubspot, as it comes' 0 crm-lead import "$F" -n \
    -c ext,name,status,source,entered_on
is_out 'ext,name,status,source,entered_on,_action,_duplicate_of
1,Alice Johnson,new,search,2024-01-15,inserted,
2,Bob Smith,new,ad,2024-01-16,inserted,
3,Carol White,working,social,2024-01-17,inserted,'
is_err "crm-lead: $F: name is joined from 'First Name', 'Last Name'
crm-lead: $F: entered_on: 3 values without the time of day: the field holds days
crm-lead: read 3, inserted 3 (dry run: nothing was written)"
run 'hubspot' 0 crm-lead import "$F" --value status:OPEN=new \
    --map 'First Name+Last Name=name,Create Date=' \
    -c ext,name,email,phone,status,source
is_out 'ext,name,email,phone,status,source,_action,_duplicate_of
1,Alice Johnson,alice@hubspot-demo.com,+15552001,new,search,inserted,
2,Bob Smith,,+15552002,new,ad,inserted,
3,Carol White,carol@hubspot-demo.com,,working,social,inserted,'

# A row with nothing in it but its id, and a person twice.
F=$DATA/hubspot-contacts-dirty.csv
M='First Name+Last Name=name,Create Date='
V=status:OPEN_DEAL=qualified
run 'hubspot, dirty: all or nothing' 4 crm-lead import "$F" --map "$M" \
    --value "$V" --create-missing=user
is_out ''
is_err "crm-lead: $F:4: a lead needs a company, a name, an e-mail or a phone
crm-lead: read 5, like others 1, rejected 1; nothing was written"
run 'hubspot, dirty: persons are not made for nothing' 0 crm-team user list \
    -w 'login = "florent@ilaglobalconsulting.com"' -o ids
is_out ''
run 'hubspot, dirty' 4 crm-lead import "$F" --map "$M" --value "$V" \
    --create-missing=user --rejects rejects.csv -c ext,name,email,company,status,owner
is_out 'ext,name,email,company,status,owner,_action,_duplicate_of
101,Camille Durand,camille@example.com,PT Demo Villa Investama,new,florent@ilaglobalconsulting.com,inserted,
102,John Smith,john@example.com,,qualified,,inserted,
104,Camille Durand,camille@example.com,,new,,inserted,L12
105,,noname@example.com,,new,,inserted,'
is_err "crm-lead: $F:4: a lead needs a company, a name, an e-mail or a phone
crm-lead: read 5, inserted 4, made 1 missing: user (florent@ilaglobalconsulting.com), like others 1, rejected 1 (batch B6)"
is "$(cat rejects.csv)" 'Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Country/Region,Contact owner,_line,_field,_error
103,,,,,,2024-01-01 00:00,,,,4,,"a lead needs a company, a name, an e-mail or a phone"' \
    'the bad row came back'
run 'hubspot, dirty: twice the same person is refused on demand' 4 \
    crm-lead import "$F" --map "$M" --value "$V" --key email \
    --duplicates reject --create-missing=user
like_err ":5: "

# ---- QuickBooks: invoices are orders, for now; its payments are not ----

F=$DATA/quickbooks-sales-export.csv
M='Transaction date=ordered_on,Name=customer,Transaction type=,Balance='
run 'quickbooks: labels' 4 crm-order import "$F" --map "$M" --create-missing=user
like_err ":2: status: 'Paid' is not one of .*; --value 'status:Paid=…' says"
like_err '^crm-order: read 4, rejected 3; nothing was written$'
try 'quickbooks' 0 "grep -v ,Payment, '$F' | crm-order import - --map '$M' \
    --value status:Paid=closed --value status:Open=confirmed \
    --value status:Voided=cancelled --create-missing=user \
    -c number,customer,ordered_on,requested_on,amount,currency,status"
is_out 'number,customer,ordered_on,requested_on,amount,currency,status,_action,_duplicate_of
1050,PT Bali Dream Villas,2025-04-01,2025-04-04,1500000.00,IDR,closed,inserted,
1051,Anna Schmidt EUR,2025-05-01,2025-05-06,250.00,EUR,confirmed,inserted,
1052,Anna Schmidt EUR,2025-05-02,2025-05-06,0.00,EUR,cancelled,inserted,'

# ---- Salesforce: labels and sources are known; one address is none ----

F=$DATA/salesforce-leads.csv
M='FirstName+LastName=name,OwnerId='
run 'salesforce: all or nothing' 4 crm-lead import "$F" --map "$M"
is_out ''
is_err "crm-lead: $F:4: email: 'invalid' is not an e-mail address
crm-lead: read 3, rejected 1; nothing was written"
run 'salesforce' 4 crm-lead import "$F" --map "$M" --rejects rejects.csv \
    -c ext,name,email,company,source,status
is_out 'ext,name,email,company,source,status,_action,_duplicate_of
00Q1,John Doe,john@sfdc.com,Acme Corp,web,new,inserted,
00Q2,Jane Smith,jane@sfdc.com,Beta LLC,partner,working,inserted,'
is "$(cat rejects.csv)" "Lead ID,FirstName,LastName,Email,Phone,Company,LeadSource,Status,OwnerId,_line,_field,_error
00Q3,,Unknown,invalid,,Gamma Inc,Cold Call,Closed - Not Converted,005xx,4,email,'invalid' is not an e-mail address" \
    'the bad row came back'
try 'salesforce, mended' 0 "sed 's/,invalid,/,,/' rejects.csv |
    crm-lead import - --map '$M' -c ext,name,email,source,status"
is_out 'ext,name,email,source,status,_action,_duplicate_of
00Q3,Unknown,,phone,unqualified,inserted,'
run 'salesforce, with owners by their foreign ids' 4 crm-lead import "$F" \
    --map FirstName+LastName=name --value email:invalid='\N'
like_err ":2: owner: there is no user '005xx'; import the users first, with that id as ext, or say --value 'owner:005xx=LOGIN'$"
run 'their ids there' 0 crm-team user set Alice ext=005xx -o ids
run 'and another' 0 crm-team user set Bob ext=005xy -o ids
run 'salesforce, and known ones' 0 crm-lead import "$F" --map \
    FirstName+LastName=name --value email:invalid='\N' --on-duplicate fill \
    -c ext,owner
is_out 'ext,owner,_action,_duplicate_of
00Q1,Alice,filled,
00Q2,Bob,filled,
00Q3,Alice,filled,'

# ---- Zoho: nothing to say but that its people are new ----

F=$DATA/zoho-crm-export.csv
run 'zoho: people nobody knows' 4 crm-lead import "$F"
like_err ":2: owner: there is no user 'Rahul Shah'; --value 'owner:Rahul Shah=LOGIN' says who it is, --create-missing=user makes users$"
run 'zoho' 0 crm-lead import "$F" --create-missing=user \
    -c name,email,phone,source,owner,status,industry
is_out 'name,email,phone,source,owner,status,industry,_action,_duplicate_of
Raj Malhotra,raj@zoho.in,9876543210,web,Rahul Shah,working,Real Estate,inserted,
Priya Nair,priya@zoho.in,,referral,Anita Rao,new,IT,inserted,
Vikram Singh,vikram@zoho.in,8765432109,social,Suresh Patel,qualified,Finance,inserted,'
run 'sound' 0 crm-admin check
done_testing
