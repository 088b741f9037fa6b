#!/bin/sh
# What rules, segments, stages and mappings name is not renamed or deleted
# without a word; a choice that records have is not taken away so.
. "$(dirname "$0")/../../lib.sh"
book
{
	crm-admin field add -q entity=deal name=colour type=enum choices='red|blue|green'
	crm-admin field add -q entity=deal name=shoe type=int
	crm-admin field add -q entity=deal name=free type=int
	crm-admin segment add -q name=red entity=deal when='colour = red'
	crm-admin segment add -q name=both entity=deal when='@red and shoe > 40'
	crm-admin assign-rule add -q kind=deal seq=1 method=person person=ann \
	    when='stage = negotiation'
	crm-admin stage set -q proposal needs=shoe
	crm-admin guard add -q entity=deal field=colour role=manager
	crm-customer add -q name=Ada
	crm-deal add -q name=one customer=Ada colour=blue
	printf 'What,Size,Of\ntwo,41,Ada\n' |
	    crm-deal import -q - --map 'What=name,Size=shoe,Of=customer' --save-mapping m
} > /dev/null

# refused WHO COMMAND…
refused() {
	who=$1
	shift
	run "$*" 5 "$@"
	is_out ''
	is_err "$who; change that first, or go on with --yes"
	run 'nothing happened' 0 crm-admin check -q
}
refused 'crm-admin: FD1 is named by GU1 (field), SG1 (when), SG2 (when)' \
    crm-admin field delete FD1
refused 'crm-admin: FD1 is named by GU1 (field), SG1 (when), SG2 (when)' \
    crm-admin field set FD1 name=paint
refused 'crm-admin: FD2 is named by ST3 (needs), SG2 (when), MP1 (map)' \
    crm-admin field delete FD2
refused 'crm-admin: SG1 is named by SG2 (when)' crm-admin segment delete SG1
refused 'crm-admin: SG1 is named by SG2 (when)' crm-admin segment set SG1 name=rot
refused 'crm-admin: ST4 is named by RA1 (when)' crm-admin stage delete ST4
refused 'crm-admin: ST4 is named by RA1 (when)' crm-admin stage set ST4 name=talks
refused 'crm-admin: FD1 is named by SG1 (when), SG2 (when)' \
    crm-admin field set FD1 choices='blue|green'
run 'a choice that is in use' 5 crm-admin field set FD1 choices='red|green'
is_err "crm-admin: choices: 'blue' is the value of 1 record; change it first, or go on with --yes"

# What nobody names, and what keeps its name.
run 'a field that nobody names' 0 crm-admin field delete -q FD3
run 'a choice that nobody has' 0 crm-admin field set -q FD1 choices='blue|red'
run 'one more, in another order' 0 crm-admin field set -q FD1 choices='green|blue|red'
run 'a label' 0 crm-admin field set -q FD1 label=Paint
run 'a segment that nobody names' 0 crm-admin segment delete -q SG2
run 'is free for its field then' 0 crm-admin segment delete -q SG1
crm-admin assign-rule set -q RA1 when='stage = ST4' > /dev/null
run 'a name is free where rules have the id' 0 crm-admin stage set -q ST4 name=talks
refused 'crm-admin: ST4 is named by RA1 (when)' crm-admin stage delete ST4

# With --yes it is done; check and lint tell what does not hold any more.
run 'sure of it' 0 crm-admin field delete -q --yes FD2
run 'check tells whom that leaves' 4 crm-admin check -o csv -c code,id,field
is_out 'code,id,field
rule,ST3,needs'
run 'undo is no edit' 0 crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | tail -1)"
run 'and all is as it was' 0 crm-admin check -q
run 'sure of a choice' 0 crm-admin field set -q --yes FD1 choices='red|green'
run 'check tells who has it' 4 crm-admin check -o csv -c code,id,field
is_out 'code,id,field
choice,D1,colour'
crm-deal list -o csv -c deal_id,name,colour,shoe,customer_id > deals.csv
run 'what export gives, import takes' 0 crm-deal import deals.csv
like_err 'read 2, unchanged 2'
sed 's/,two,/,three,/' deals.csv > edited.csv
run 'and an edit beside it' 0 crm-deal import --on-duplicate update edited.csv
like_err 'read 2, updated 1, unchanged 1'
crm-deal list -o csv -c -version | sed 's/^D1,/D2,/; 2q' > moved.csv
run 'but not for another record' 4 crm-deal import --on-duplicate update moved.csv
like_err "moved.csv:2: colour: 'blue' is not one of red, green; --value 'colour:blue=…'"
printf 'name,colour,customer\nnew,blue,Ada\n' > new.csv
run 'nor for a new one' 4 crm-deal import new.csv
like_err "new.csv:2: colour: 'blue' is not one of red, green"

done_testing
