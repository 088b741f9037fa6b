#!/bin/sh
# --as-of: the book as it was recorded then.
. "$(dirname "$0")/../../lib.sh"

# on DATE COMMAND…: at nine o'clock that day.
on() {
	day=$1
	shift
	CRM_NOW=${day}T09:00:00Z "$@" -q > /dev/null || echo "# failed: $*"
}
CRM_NOW=2026-01-01T09:00:00Z book
on 2026-01-01 crm-team user add login=bob
on 2026-01-02 crm-customer add name=Old grade=A
on 2026-01-02 crm-deal add name=one customer=Old amount=100 owner=bob
on 2026-01-02 crm-deal add name=two amount=50
on 2026-01-03 crm-deal set D1 amount=200 name=uno
on 2026-01-03 crm-deal set D1 amount=300
on 2026-01-04 crm-customer set C1 name=New
on 2026-01-04 crm-team set bob login=bobby
on 2026-01-05 crm-admin field add entity=deal name=color type=enum 'choices=red|blue'
on 2026-01-05 crm-deal set D1 color=red
on 2026-01-06 crm-deal set D1 color=blue
on 2026-01-06 crm-deal delete D2
on 2026-01-07 crm-deal win D1
on 2026-01-08 crm-deal add name=three

# was WHEN COLUMNS ROW…: the deals then.
was() {
	run "as of $1: $2" 0 crm-deal list --as-of "$1" -o csv -c "$2"
	shift
	is_out "$(printf '%s\n' "$@")"
}
was 2025-12-31 deal_id,name
was 2026-01-01 deal_id,name
was 2026-01-02 deal_id,name,amount,customer,owner D1,one,100.00,Old,bob D2,two,50.00,,
was 2026-01-03 deal_id,name,amount,customer D1,uno,300.00,Old D2,two,50.00,
was 2026-01-03T08:59 deal_id,name,amount,customer D1,one,100.00,Old D2,two,50.00,
was 2026-01-03T09:00 deal_id,name,amount,customer D1,uno,300.00,Old D2,two,50.00,
was '2026-01-02 00:00' deal_id,name
was 2026-01-04 deal_id,customer,owner D1,New,bobby D2,,
was 2026-01-05 deal_id,color D1,red D2,
was 2026-01-06 deal_id,color D1,blue
was 2026-01-06 deal_id,stage,closed_on D1,qualification,
was 2026-01-07 deal_id,stage,closed_on D1,won,2026-01-07
was today deal_id,name D1,uno D3,three
was B6 deal_id,amount D1,200.00 D2,50.00
was B7 deal_id,amount D1,300.00 D2,50.00
was B1 deal_id
was -46w deal_id,name D1,uno D2,two

run 'its version was another' 0 crm-deal list --as-of B6 -c deal_id,version
is_out 'deal_id,version
D1,6
D2,5'
run 'a field that was not there' 2 crm-deal list --as-of 2026-01-04 -c color
is_out ''
like_err "no field 'color' in deal"
run 'filters see the old values' 0 crm-deal list --as-of B6 -w 'name = uno and amount < 250' -o ids
is_out D1
run 'and old names behind references' 0 crm-deal list --as-of 2026-01-03 \
    -w 'customer = Old and owner.login = bob' -c customer.name
is_out 'customer.name
Old'
run 'references by their new names find nothing then' 3 crm-deal list \
    --as-of 2026-01-03 -w 'owner = bobby'
run 'order is as it was' 0 crm-deal list --as-of 2026-01-02 -s amount -o ids
is_out 'D2
D1'
run 'show' 0 crm-deal show D1 --as-of 2026-01-02 -c name,amount
is_out 'name,amount
one,100.00'
run 'show what was deleted since' 0 crm-deal show D2 --as-of 2026-01-05 -c name
is_out 'name
two'
run 'show what was not there yet' 3 crm-deal show D3 --as-of 2026-01-05
is_out ''
is_err "crm-deal: there is no deal 'D3'"
try 'pipes' 0 'crm-deal list --as-of B6 | crm-customer list - --as-of B6 -c name 2> /dev/null'
is_out 'name
Old'
run 'reports' 0 crm-report pipeline --as-of 2026-01-02 -o csv -c stage,count
like_out '^qualification,2$'
run 'reports now' 0 crm-report pipeline -o csv -c stage,count
like_out '^qualification,1$'
run 'visits' 0 crm-deal visit list --as-of 2026-01-06 -o ids
is_out ''
run 'before the book' 0 crm-team list --as-of 2025-12-31 -o ids
is_out ''
like_err '^crm-team: --as-of 2025-12-31: the book began at 2026-01-0[0-9]T[0-9:]+Z; nothing was in it before$'
run 'which -q does not say' 0 crm-team list --as-of 2025-12-31 -o ids -q
is_err ''
run 'nor is it said of a day of the book' 0 crm-team list --as-of 2026-12-31 -o ids
is_err ''
run 'a batch that is not there' 3 crm-deal list --as-of B99
is_out ''
is_err 'crm-deal: there is no batch B99'
run 'no date' 2 crm-deal list --as-of yesteryear
is_out ''
like_err 'yesteryear'

# Undo and restore are changes like any other.
on 2026-02-01 crm-deal restore D2
on 2026-02-02 crm-admin undo B7
was 2026-01-31 deal_id,amount D1,300.00 D3,
was 2026-02-01 deal_id,amount D1,300.00 D2,50.00 D3,
was 2026-02-02 deal_id,amount D1,200.00 D2,50.00 D3,

# The whole book as of each batch is what it was then.
run 'the book as of its last batch is the book of its day' 0 \
    env CRM_NOW=2026-02-02T09:00:00Z crm-deal list -c all,version
cp out now
n=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'byte for byte' 0 crm-deal list -c all,version --as-of "$n"
cmp -s out now
result $? 'the same'


# A clock that goes wrong for one batch.
book
crm-lead add -q company=Before > /dev/null
CRM_NOW=1970-01-01T00:00:00Z
run 'a batch of long ago' 0 crm-lead add company=Wrong -q
like_err '^crm-lead: the clock is 20778 days and 9 hours behind the batch before; B3 has the time of that one \(if that was wrong: crm-admin check names it, crm-admin clock dates it again\)$'
export CRM_NOW=2026-11-22T09:00:00Z
run 'has the time of the one before' 0 crm-admin log B3 -c at
is_out 'at
2026-11-21T09:00:00Z'
run 'so that days before are as they were' 0 crm-lead list --as-of 2026-11-20 -o ids
is_out ''
run 'and those behind, too' 0 crm-lead list --as-of 2026-11-21 -o ids
is_out 'L1
L2'
done_testing
