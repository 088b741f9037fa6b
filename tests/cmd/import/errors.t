#!/bin/sh
# What bad input gets: each mistake has its message and its exit status, and
# nothing is written.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add name=Acme -q > /dev/null
crm-lead add company=Beta -q > /dev/null

# feed TEXT COMMAND…: the command reads TEXT.
feed() {
	text=$1
	shift
	printf "$text" | "$@"
}

# ---- formats, columns, fields: exit 2 ----

run 'an output format that is none' 2 crm-lead list -o xml
is_out ''
is_err "crm-lead: -o: 'xml' is no format; it is one of table, csv, tsv, json, \
ndjson, ids, md, xlsx"
run 'an input format that is none' 2 crm-lead import -i xml x.csv
is_err "crm-lead: -i: 'xml' is no input format; it is one of csv, tsv, json, \
ndjson, ids, xlsx"
run 'an output column' 2 crm-lead list -c lead_id,compny
is_out ''
is_err "crm-lead: no field 'compny' in lead; nearest: company"
run 'a column to sort by' 2 crm-lead list -s compny
is_err "crm-lead: no field 'compny' in lead; nearest: company"
run 'a name in a filter' 2 crm-lead list -w 'score > 1 and compny = x'
is_out ''
is_err "crm-lead: no field 'compny' in lead; nearest: company
  score > 1 and compny = x
                ^"
run 'a filter that stops' 2 crm-lead list -w 'score >'
is_err 'crm-lead: a value is missing
  score >
         ^'
run 'a field to add' 2 crm-lead add compny=x
is_err "crm-lead: no field 'compny' in lead; nearest: company"
run 'a field like no other' 2 crm-lead add qqqq=x
is_err "crm-lead: no field 'qqqq' in lead"
run 'a column of the file' 2 feed 'compny\na\n' crm-lead import -
is_err "crm-lead: stdin: column 'compny' matches no field of lead; nearest: \
company; say --map 'compny=FIELD', --map 'compny=' to leave it out, or \
--ignore-unknown"
run 'a column twice' 2 feed 'name,name\na,b\n' crm-lead import -
is_err "crm-lead: stdin: column 'name' is there twice, as 1 and 2; --map \
'#1=FIELD,#2=FIELD' says which is which, and '#2=' leaves one out"
run 'two columns of one field' 2 feed 'company,account\na,b\n' crm-lead import -
is_err "crm-lead: stdin: columns 'company' and 'account' both mean company; \
say which with --map"

# ---- options that cannot be: exit 2 ----

run '--map of no column' 2 feed 'company\na\n' crm-lead import - --map foo=name
is_err "crm-lead: --map: stdin has no column 'foo'; it has company"
run '--map to no field' 2 feed 'company\na\n' crm-lead import - --map company=nam
is_err "crm-lead: --map: no field 'nam' in lead; nearest: name"
run '--map to what the book keeps' 2 feed 'a\n1\n' \
    crm-lead import - --map a=updated
is_err 'crm-lead: --map: updated is kept by the book itself and cannot be imported'
run '--map without =' 2 feed 'company\na\n' crm-lead import - --map company
is_err "crm-lead: --map: expected HEADER=field, got 'company'"
run '--value without :' 2 feed 'company\na\n' crm-lead import - --value company
is_err "crm-lead: --value: expected field:…, got 'company'"
run '--scale 0' 2 feed 'company\na\n' crm-lead import - --scale score=0
is_err "crm-lead: --scale: '0' is not a whole number from 1 to 1000000"
run '--key that nothing feeds' 2 feed 'company\na\n' crm-lead import - --key email
is_err 'crm-lead: --key: no column feeds email'
run '--on-duplicate' 2 feed 'company\na\n' crm-lead import - --on-duplicate replace
is_err "crm-lead: --on-duplicate: 'replace' is not one of error, skip, fill, update, update-only"
run '--duplicates' 2 feed 'company\na\n' crm-lead import - --duplicates drop
is_err "crm-lead: --duplicates: 'drop' is not one of report, reject, reject=name"
run '--date-format' 2 feed 'company\na\n' crm-lead import - --date-format dym
is_err "crm-lead: --date-format: 'dym' is not one of ymd, dmy, mdy, excel"
run '--blank' 2 feed 'company\na\n' crm-lead import - --blank skip
is_err "crm-lead: --blank: 'skip' is not one of keep, clear"
run '--encoding' 2 feed 'company\na\n' crm-lead import - --encoding klingon
is_err "crm-lead: unknown encoding 'klingon' (iconv -l lists them)"
run '--delimiter' 2 feed 'company\na\n' crm-lead import - --delimiter ab
is_err "crm-lead: --delimiter: 'ab' is not one character"
run '--mapping' 3 feed 'company\na\n' crm-lead import - --mapping nope
is_err "crm-lead: there is no mapping 'nope'"

# ---- records: exit 3, of the wrong kind: exit 2 ----

run 'a record that is not there' 3 crm-lead show L99
is_err "crm-lead: there is no lead 'L99'"
run 'an id of the wrong kind' 2 crm-lead show C1
is_err 'crm-lead: expected a lead like L1, got customer C1'
run 'a stage that is not there' 3 crm-deal add name=x stage=Closing
is_err "crm-deal: stage: there is no stage 'Closing'"
run 'a reference of the wrong kind' 2 crm-deal add name=x stage=won customer=L1
is_err 'crm-deal: customer: expected a customer like C1, got lead L1'

# ---- the same in a file: its row is bad, exit 4 ----

run 'a stage in a file' 4 feed 'name,stage\na,needs\nb,Closing\n' crm-deal import -
is_out ''
is_err "crm-deal: stdin:3: stage: there is no stage 'Closing'; crm-admin stage \
add makes it
crm-deal: stdin: 1 row: --value 'stage:Closing='
crm-deal: read 2, rejected 1; nothing was written"
run 'a stage is not made by the way' 4 feed 'name,stage\nb,Closing\n' \
    crm-deal import - --create-missing
like_err "^crm-deal: stdin:2: stage: there is no stage 'Closing'; "
run 'an id of the wrong kind in a file' 4 feed 'name,stage,customer_id\na,won,L1\n' \
    crm-deal import -
is_err 'crm-deal: stdin:2: customer: expected a customer like C1, got lead L1
crm-deal: read 1, rejected 1; nothing was written'
run 'an id of nobody' 4 feed 'name,stage,customer_id\na,won,C99\n' \
    crm-deal import - --create-missing
is_err "crm-deal: stdin:2: customer: there is no customer 'C99'
crm-deal: read 1, rejected 1; nothing was written"
run 'an own id of nobody' 4 feed 'lead_id,company\nL77,a\n' crm-lead import -
is_err "crm-lead: stdin:2: lead_id: there is no lead L77 here; ids of another \
book belong into ext
crm-lead: read 1, rejected 1; nothing was written"
run 'values' 4 feed 'company,email,score,status,budget,consent_on\na,foo@,x1,Nouveau,12o,2024-02-30\nb,,,,12o,\nc,,x1,,,\nd,,,,,2024-02-30\ne,,,Nouveau,,\n' \
    crm-lead import -
is_out ''
like_err "^crm-lead: stdin:2: email: 'foo@' is not an e-mail address$"
like_err "^crm-lead: stdin:3: budget: '12o' is not "
like_err "^crm-lead: stdin:4: score: 'x1' is not "
like_err "^crm-lead: stdin:5: consent_on: '2024-02-30' is not "
like_err "^crm-lead: stdin:2: status: 'Nouveau' is not one of new, .*; --value 'status:Nouveau=…' says which is meant$"
unlike_err 'stdin:6:'
like_err "^crm-lead: stdin: 2 rows: --value 'status:Nouveau='$"
like_err '^crm-lead: read 5, rejected 5; nothing was written$'
run 'a default that is none' 4 feed 'company\na\n' crm-lead import - \
    --default status=foo
like_err "^crm-lead: --default status: 'foo' is not one of new, "
unlike_err 'read 1'
run 'where no row would take it' 4 feed 'company,budget\na,5\n' crm-lead import - \
    --default budget=abc
is_err "crm-lead: --default budget: 'abc' is not a number"
run 'a reference waits for the rows' 0 feed 'company,owner\na,ann\n' crm-lead import - -n -q \
    --default owner=nobody
run 'a required field' 4 feed 'role\nrep\n' crm-team user import -
is_err 'crm-team: stdin:2: login: is required
crm-team: read 1, rejected 1; nothing was written'

# ---- files that are broken: exit 4; that cannot be read: 1 ----

run 'a row too long' 4 feed 'company,name\na,b\na,b,c\n' crm-lead import -
is_err 'crm-lead: stdin:3: expected 2 columns, found 3
crm-lead: read 2, rejected 1; nothing was written'
run 'a row too short' 4 feed 'company,name\na\n' crm-lead import -
is_err 'crm-lead: stdin:2: expected 2 columns, found 1
crm-lead: read 1, rejected 1; nothing was written'
run 'an open quote' 4 feed 'company,name\na,b\n"c,d\ne,f\n' crm-lead import -
is_err 'crm-lead: stdin:3: the quote opened here is never closed'
run 'an open quote, with --rejects' 4 feed 'company,score\na,x\n"c,d\ne,f\n' \
    crm-lead import - --rejects rejects.csv
like_err '^crm-lead: stdin:3: the quote opened here is never closed$'
unlike_err 'batch'
run 'a NUL byte' 4 feed 'company,name\na,b\0c\n' crm-lead import -
is_err 'crm-lead: stdin:2: a NUL byte
crm-lead: read 1, rejected 1; nothing was written'
run 'not UTF-8' 4 feed 'company\na\nb\377\n' crm-lead import -
like_err '^crm-lead: stdin:3: not UTF-8; would fit: .*--encoding'
run 'no whole workbook' 4 feed 'PK\003\004xxxxxxxx' crm-lead import -
like_err '^crm-lead: stdin: a damaged workbook \(.*\); was it cut off\?$'
run 'no file' 1 crm-lead import nowhere.csv
is_err 'crm-lead: nowhere.csv: cannot open: No such file or directory'
run 'a directory' 1 crm-lead import .
is_err 'crm-lead: .: is a directory'
run 'an empty file' 4 feed '' crm-lead import -
is_err 'crm-lead: stdin: is empty; a list of no records has a header'
run 'only a header' 0 feed 'company\n' crm-lead import - -o ids
is_out ''
is_err 'crm-lead: read 0'

run 'a destroyed number' 4 feed 'ext,company\n1.18E+11,a\n' crm-lead import -
is_err "crm-lead: stdin:2: ext: '1.18E+11' was destroyed by a spreadsheet; \
export the column as text
crm-lead: read 1, rejected 1; nothing was written"
run 'a destroyed phone' 4 feed 'phone,company\n8.61381E+12,a\n' crm-lead import -
like_err "^crm-lead: stdin:2: phone: '8.61381E\+12' was destroyed by a spreadsheet"

# ---- control bytes are not printed ----

run 'an escape' 4 feed 'company,score\na,\033[31m\n' crm-lead import -
unlike_err "$(printf '\033')"
like_err "^crm-lead: stdin:2: score: '.*31m' is not "

# ---- twenty are shown ----

run 'many bad rows' 4 sh -c '{ echo company,score; i=0
    while [ $i -lt 33 ]; do echo a,x; i=$((i+1)); done; } |
    crm-lead import - --again'
is "$(grep -c ': score: ' err)" 20 'twenty of them'
is "$(tail -n 2 err)" 'crm-lead: stdin: and 13 more rows refused
crm-lead: read 33, rejected 33; nothing was written' 'then a count'

run 'nothing was written by any of these' 0 crm-admin log -o tsv
is "$(sed 1d out | cut -f1,4 | tr '\t' ' ')" 'B3 crm-lead
B2 crm-customer
B1 crm-admin' 'three batches as before'
done_testing
