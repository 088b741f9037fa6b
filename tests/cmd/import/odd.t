#!/bin/sh
# What a spreadsheet shows of an error, and nothing but question marks, where a record
# has just that: its export comes back.
. "$(dirname "$0")/../../lib.sh"
feed() {
	text=$1
	shift
	printf "$text" | "$@"
}
book
crm-customer add name='#N/A' city='??' notes='#REF!' -q > /dev/null
crm-customer add name=Sub parent=C1 notes='????' city='####' -q > /dev/null
crm-lead add company='#NAME?' notes='#N/A' city='？ ?' tags='#REF!' -q > /dev/null
crm-deal add name='Err:502' customer=C1 -q > /dev/null

for f in csv tsv json ndjson xlsx; do
	for kind in crm-customer crm-lead crm-deal; do
		$kind list -c all -o $f > all.$f
		for policy in error update fill; do
			run "$kind, $f, $policy: the export comes back" 0 $kind \
			    import all.$f --on-duplicate $policy
			like_err ': read [12], unchanged [12]$'
			unlike_err 'question marks'
		done
	done
done
crm-deal list -c deal_id,customer,name > named.csv
run 'a name alone that the record refers to already' 0 crm-deal import named.csv
is_err 'crm-deal: read 1, unchanged 1'
run 'of a spreadsheet' 0 sh -c 'crm-lead list -c all --excel -o csv > e.csv &&
crm-lead import e.csv --excel'
like_err 'read 1, unchanged 1$'

# ---- anything else is refused, all of it at once ----

run 'another value than the record has' 4 feed \
    'lead_id,city,notes,tags\nL1,??,#REF!,#REF!\n' crm-lead import - \
    --on-duplicate update
is_err "crm-lead: stdin: 1 cell of city holds only question marks: the file lost its \
text in a conversion
crm-lead: stdin:2: city: '??' is nothing but question marks: the text was lost in a \
conversion; export it again as UTF-8 or .xlsx (--null '??' takes it for blank)
crm-lead: stdin:2: notes: '#REF!' is an error of a spreadsheet, not a value; mend it \
there, or leave it blank: --null '#REF!'
crm-lead: read 1, rejected 1; nothing was written"
run 'a new record' 4 feed 'company,city,score\n#NAME?,??,x\n' crm-lead import -
like_err ":2: company: '#NAME\?' is an error"
like_err ":2: city: '\?\?' is nothing but"
like_err ":2: score: 'x' is not a number"
run 'a reference of a new record' 4 feed 'name,customer\nD,#N/A\n' crm-deal import - \
    --create-missing
like_err ":2: customer: '#N/A' is an error of a spreadsheet"
run 'another reference of one' 4 feed 'customer_id,parent\nC1,Err:508\n' \
    crm-customer import - --on-duplicate update --create-missing
like_err ":2: parent: 'Err:508' is an error of a spreadsheet"
run 'beside the id of another' 4 feed \
    'deal_id,customer_id,customer\nD1,C2,#N/A\n' crm-deal import - \
    --on-duplicate update --create-missing
like_err ":2: customer: '#N/A' is an error of a spreadsheet"
run 'beside an id of nobody' 4 feed \
    'deal_id,customer_id,customer\nD1,C9,#REF!\n' crm-deal import - \
    --on-duplicate update --create-missing
like_err ":2: customer: '#REF!' is an error of a spreadsheet"
run 'an id of its own' 4 feed 'lead_id,company\n#N/A,A\n' crm-lead import -
like_err "'#N/A' is an error of a spreadsheet"
run '--value says what is meant' 0 feed 'company,city\nB,??\n' crm-lead import - -n \
    --value 'city:??=Rom' -o csv -c city
like_out '^Rom,'
run 'nothing was made by all that' 0 crm-customer list -o ids
is_out 'C1
C2'
done_testing
