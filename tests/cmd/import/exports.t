#!/bin/sh
# Files as other systems export them, taken by a new user into an empty book.
. "$(dirname "$0")/../../lib.sh"

# ---- Pipedrive: every header says of which kind it is ----

book
cat > deals.csv <<'END'
"Deal - ID","Deal - Title","Deal - Organization","Deal - Contact person","Deal - Value","Deal - Currency of Value","Deal - Stage","Deal - Pipeline","Deal - Owner","Deal - Expected close date","Deal - Lost reason","Deal - Deal created"
1,"Quay gateways","Quayside Freight AS","Tara Ring",48000,EUR,"Proposal Made","Pipeline","ann",2026-03-31,,"2026-01-14 09:00:00"
2,"Kiln renewal","Kiln & Sons","Ian Oke",9500.5,GBP,"Negotiations Started","Pipeline","ann",2026-02-28,,"2026-01-02 09:00:00"
END
run 'deals' 0 crm-deal import deals.csv --create-missing \
    -c ext,name,customer,contact,stage,amount,currency,expected_close,opened_on
is_out 'ext,name,customer,contact,stage,amount,currency,expected_close,opened_on,_action,_duplicate_of
1,Quay gateways,Quayside Freight AS,Tara Ring,proposal,48000.00,EUR,2026-03-31,2026-01-14,inserted,
2,Kiln renewal,Kiln & Sons,Ian Oke,negotiation,9500.50,GBP,2026-02-28,2026-01-02,inserted,'
cat > activities.csv <<'END'
"Activity - ID","Activity - Type","Activity - Subject","Activity - Due date","Activity - Due time","Activity - Done","Activity - Organization","Activity - Deal","Activity - Assigned to user","Activity - Note"
11,Call,"First call",2026-02-03,14:30,Done,,"Quay gateways",ann,"left message"
12,Meeting,"Visit",2026-02-09,,"To do",,"Kiln renewal",ann,
END
run 'activities are tasks' 0 crm-task import activities.csv \
    -c ext,kind,subject,about,due,due_at,status,owner,notes
is_out 'ext,kind,subject,about,due,due_at,status,owner,notes,_action,_duplicate_of
11,call,First call,D1,2026-02-03,2026-02-03T14:30:00Z,done,ann,left message,inserted,
12,meeting,Visit,D2,2026-02-09,,todo,ann,,inserted,'
printf 'Deal - Title,Deal - Stage,Person - Email,Organization - Name\nx,won,a@b.example,B\n' \
    > mixed.csv
run 'headers of another kind are not of this one' 2 crm-deal import mixed.csv
like_err "column 'Person - Email' matches no field of deal"

# ---- HubSpot ----

book
cat > companies.csv <<'END'
Record ID - Company,Company name,Company Domain Name,City,Create Date
9001,Quayside Freight AS,quayside.example,Bergen,2026-01-14 08:30
9002,Kiln & Sons,kiln.example,Leeds,2026-01-14 08:30
END
run 'companies' 0 crm-customer import companies.csv -c ext,name,website,entered_on
is_out 'ext,name,website,entered_on,_action,_duplicate_of
9001,Quayside Freight AS,quayside.example,2026-01-14,inserted,
9002,Kiln & Sons,kiln.example,2026-01-14,inserted,'
cat > contacts.csv <<'END'
Record ID - Contact,First Name,Last Name,Email,Associated Company,Associated Company IDs
401,Tara,Ring,tara@quayside.example,Quayside Freight AS,9001
END
run 'contacts' 0 crm-customer contact import contacts.csv -c ext,name,customer,email
is_out 'ext,name,customer,email,_action,_duplicate_of
401,Tara Ring,Quayside Freight AS,tara@quayside.example,inserted,'
cat > deals.csv <<'END'
Record ID,Deal Name,Deal Stage,Close Date,Amount,Pipeline,Currency,Associated Company IDs,Associated Contact IDs,Create Date
7001,Quay gateways,Appointment Scheduled,2026-03-31 17:30,48000,Sales Pipeline,EUR,9001,401,2026-01-14 09:00
7002,Kiln renewal,Closed Won,2026-02-10 10:00,9500.50,Sales Pipeline,GBP,9002,,2026-01-14 09:00
END
run 'deals' 0 crm-deal import deals.csv \
    -c ext,customer,contact,stage,amount,currency,expected_close,closed_on,opened_on
is_out 'ext,customer,contact,stage,amount,currency,expected_close,closed_on,opened_on,_action,_duplicate_of
7001,Quayside Freight AS,Tara Ring,qualification,48000.00,EUR,2026-03-31,,2026-01-14,inserted,
7002,Kiln & Sons,,won,9500.50,GBP,,2026-02-10,2026-01-14,inserted,'
crm-admin stage add -q pipeline='Sales Pipeline' name='Closed Won' type=won seq=9 > /dev/null
run 'a pipeline that the book has is that one' 0 crm-deal import deals.csv -q \
    --on-duplicate update -o ids
run 'the stage is of it' 0 crm-deal list -w 'ext = 7002' -c stage,pipeline
is_out 'stage,pipeline
Closed Won,Sales Pipeline'

# A contact is a name with its address behind it.
cat > people.csv <<'END'
Record ID,Deal Name,Deal Stage,Associated Company IDs,Associated Contact,Associated Contact IDs
7003,a,Closed Won,9001,Tara Ring (tara@quayside.example),401
7004,b,Closed Won,9001,Tara Ring <tara@quayside.example>,
7005,c,Closed Won,9001,Ben Oke (ben@quayside.example),
7006,d,Closed Won,9001,Ben Oke (ben@quayside.example),
END
run 'one that is not there is told' 4 crm-deal import people.csv
like_err "people.csv:4: contact: there is no contact 'Ben Oke \\(ben@quayside.example\\)'"
like_err 'read 4, rejected 2'
run 'a name with its address' 0 crm-deal import people.csv --create-missing -c contact
is_out 'contact,_action,_duplicate_of
Tara Ring,inserted,
Tara Ring,inserted,
Ben Oke,inserted,
Ben Oke,inserted,'
like_err 'made 1 missing: contact \(Ben Oke\)'
run 'is both of who is made' 0 crm-customer contact list -w 'name = "Ben Oke"' -c name,email
is_out 'name,email
Ben Oke,ben@quayside.example'

# ---- Salesforce ----

book
crm-customer add -q name=Quayside ext=001Hs00003XyZ01AAB > /dev/null
cat > opportunities.csv <<'END'
"Opportunity ID","Account ID 18","Opportunity Name","Stage","Amount Currency","Amount","Close Date","Created Date"
"006Hs00000AbCd1","001Hs00003XyZ01AAB","Quay gateways","Prospecting","EUR","48,000.00","3/31/2026","1/14/2026"
END
for id in 'Account ID 18' 'Account ID (18)' 'Account ID'; do
	sed "s/Account ID 18/$id/" opportunities.csv > o.csv
	run "opportunities with $id" 0 crm-deal import o.csv --date-format mdy --again \
	    --on-duplicate skip -n -c ext,customer,stage,amount,currency,expected_close,opened_on
	is_out 'ext,customer,stage,amount,currency,expected_close,opened_on,_action,_duplicate_of
006Hs00000AbCd1,Quayside,qualification,48000.00,EUR,2026-03-31,2026-01-14,inserted,'
done
printf '"First Name","Last Name","Company / Account","Lead Status"\nTara,Ring,Quayside,Open - Not Contacted\n' \
    > leads.csv
run 'leads of a report' 0 crm-lead import leads.csv -n -q -c company,name,status
is_out 'company,name,status,_action,_duplicate_of
Quayside,Tara Ring,new,inserted,C1'

# ---- Dynamics ----

book
cat > dynamics.csv <<'END'
(Do Not Modify) Opportunity,Topic,Potential Customer,Est. Close Date,Est. Revenue,Currency,Created On
5f1f1a4e-1111-eb11-a813-000d3a1b1f2c,Quay gateways,Quayside,3/31/2026,"€48,000.00",Euro,1/14/2026 9:00
END
run 'opportunities of Dynamics' 0 crm-deal import dynamics.csv --create-missing \
    --date-format mdy --default stage=needs \
    -c ext,name,customer,amount,currency,expected_close
is_out 'ext,name,customer,amount,currency,expected_close,_action,_duplicate_of
5f1f1a4e-1111-eb11-a813-000d3a1b1f2c,Quay gateways,Quayside,48000.00,EUR,2026-03-31,inserted,'

# ---- a header that names the currency of its column ----

book
printf 'company,Budget (USD)\nA,5\nB,\nC,US$6\n' > budget.csv
run 'a currency in brackets' 0 crm-lead import budget.csv --numbers people \
    -c company,budget,currency
is_out 'company,budget,currency,_action,_duplicate_of
A,5.00,USD,inserted,
B,,CNY,inserted,
C,6.00,USD,inserted,'
like_err 'currency: 2 values taken from the amounts or their header, which name it'
printf 'company,预算（美元）\nD,5\n' > budget.csv
run 'in Chinese' 0 crm-lead import budget.csv -q -c budget,currency
is_out 'budget,currency,_action,_duplicate_of
5.00,USD,inserted,'
printf 'company,budget(元)\nE,5\n' > budget.csv
run 'that of the book' 0 crm-lead import budget.csv -q -c budget,currency
is_out 'budget,currency,_action,_duplicate_of
5.00,CNY,inserted,'
printf 'company,Budget (USD),currency\nF,5,EUR\nG,,EUR\n' > budget.csv
run 'the row says another' 4 crm-lead import budget.csv
like_err "^crm-lead: budget.csv:2: budget: is in USD by its header, and the row is in EUR; --map '#2=' leaves it out"
like_err 'read 2, rejected 1'
printf 'company,Budget (USD)\nH,€5\n' > budget.csv
run 'the cell says another' 4 crm-lead import budget.csv
like_err "budget: '€5' is not in USD, the currency of the record"
printf 'company,Budget (万元)\nH,5\n' > budget.csv
run 'a unit is none' 2 crm-lead import budget.csv

# An id beside a name that is another's: each way is named, and goes.
crm-customer add name='Mere A' ext=001A -q > /dev/null
crm-customer add name='Mere B' ext=001B -q > /dev/null
printf 'Name,AccountId,Account\nx,001A,Mere B\n' > both.csv
run 'an id and a name of two' 4 crm-deal import both.csv
like_err "^crm-deal: both.csv:2: customer: 'Mere B' is not the name of 001A; clear one of the two, \
or --map 'Account=' goes by the column 'AccountId' alone, --map 'AccountId=' by 'Account'$"
run 'by the id' 0 crm-deal import both.csv -n -q -c customer --map 'Account='
is "$(sed '1d; s/,.*//' out)" 'Mere A' 'is whose id it is'
run 'by the name' 0 crm-deal import both.csv -n -q -c customer --map 'AccountId='
is "$(sed '1d; s/,.*//' out)" 'Mere B' 'is whose name it is'

# Standard headers of other systems.
printf '%s\n' '(Do Not Modify) Account,Account Name,Main Phone,Address 1: Street 1,Address 1: City,Address 1: State/Province,Address 1: ZIP/Postal Code,Address 1: Country/Region' \
    'a-1,Mere C,+1-459-555-1509,1 High St,Kiel,SH,24103,DE' > dynamics.csv
run 'accounts of Dynamics' 0 crm-customer import dynamics.csv -n -q \
    -c ext,name,phone,address,city,region,postcode,country
is "$(sed '1d; s/,inserted,$//' out)" \
    'a-1,Mere C,+14595551509,1 High St,Kiel,SH,24103,DE' 'all in their fields'
printf '公司,姓名,邮件\n云帆,王芳,wang@yunfan.example\n' > f.csv
run 'leads of a Chinese one' 0 crm-lead import f.csv -n -q -c email
is "$(sed '1d; s/,.*//' out)" wang@yunfan.example 'with their e-mail'

done_testing
