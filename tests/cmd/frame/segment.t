#!/bin/sh
# Segments: saved filters, by name in every filter of their records.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
cat > in.csv <<'X'
company,name,score,region,owner
Acme,Li,90,East,ann
Bolt,Wu,85,West,bob
Cord,Xu,40,East,ann
Dust,Yu,,West,
X
crm-lead import -q in.csv > /dev/null
ids() { crm-lead list -w "$1" -o ids | tr '\n' ' '; }

# Saving
run 'a segment' 0 crm-admin segment add entity=lead name=hot when='score >= 80' -o csv -c segment_id,entity,name,when
is_out 'segment_id,entity,name,when
SG1,lead,hot,score >= 80'
run 'its expression is checked' 4 crm-admin segment add entity=lead name=bad when='scroe > 1'
like_err "^crm-admin: when: no field 'scroe' in lead; nearest: score"
run 'it needs one' 4 crm-admin segment add entity=lead name=bad
run 'and a kind of record that there is' 4 crm-admin segment add entity=thing name=bad when='x = 1'
is_err "crm-admin: entity: there are no records 'thing'; it is a noun, like lead, customer or deal"
run 'its name is taken' 5 crm-admin segment add entity=lead name=HOT when='score > 1'
like_err "is taken by SG1"
run 'not among other records' 0 crm-admin segment add -q entity=customer name=hot when='grade = A' -o ids
run 'with a name of two words' 0 crm-admin segment add -q entity=lead name='big ones' when='@hot and region = East' -o ids
run 'in Chinese' 0 crm-admin segment add -q entity=lead name=华东 when='region = East' -o ids

# Using
is "$(ids '@hot')" 'L1 L2 ' 'alone'
is "$(ids '@HOT and owner = ann')" 'L1 ' 'with another test, in any case'
is "$(ids 'not @hot')" 'L3 L4 ' 'not: the exact complement'
is "$(ids '@hot or @华东')" 'L1 L2 L3 ' 'two'
is "$(ids '@"big ones"')" 'L1 ' 'one within another, quoted'
is "$(ids "not @'big ones' and score > 0")" 'L2 L3 ' 'negated as a whole'
is "$(ids 'owner = bob or @hot and region = East')" 'L1 L2 ' 'it binds as brackets do'
is "$(crm-customer list -w '@hot' -o ids)" '' 'of customers it is another'
run 'in a report' 0 crm-lead overdue -w '@hot' -o csv

# What is none
run 'unknown' 2 crm-lead list -w 'score = 1 and @hott'
is_err "crm-lead: no segment 'hott' of lead; nearest: @hot
  score = 1 and @hott
                ^"
run 'unknown, and none is near' 2 crm-lead list -w '@elsewhere'
like_err "no segment 'elsewhere' of lead; see: crm-admin segment list"
run 'not of these records' 2 crm-deal list -w '@hot'
like_err "no segment 'hot' of deal; see:"
run 'without a name' 2 crm-lead list -w '@ and score = 1'
run 'no name at all' 2 crm-lead list -w '@'
like_err 'the name of a segment is missing behind @'
run 'in a filter that is broken' 2 crm-lead list -w '@hot score = 1'

# Circles
run 'itself' 4 crm-admin segment set SG1 when='@hot or score = 1'
like_err 'when: segments that name each other in a circle: @hot -> @hot'
run 'through another' 4 crm-admin segment set SG1 when='score = 1 or @"big ones"'
like_err '@big ones: segments that name each other in a circle: @hot -> @big ones -> @hot'
run 'by a new name' 0 crm-admin segment add -q entity=lead name=loop when='@hot' -o ids
crm-admin segment add -q entity=lead name=next when='@loop' > /dev/null
crm-admin segment set -q --yes SG1 name=hot2 > /dev/null
run 'which would lead back' 4 crm-admin segment set next name=Hot
like_err 'when: @loop: segments that name each other in a circle: @Hot -> @loop -> @Hot'
crm-admin segment set -q SG1 name=hot > /dev/null
run 'a circle that came by other ways' 0 crm-admin segment set -q SG1 when='score >= 80'
crm-admin segment add -q entity=lead name=a when='score = 1' > /dev/null
crm-admin segment add -q entity=lead name=b when='@a' > /dev/null
ask "UPDATE segment SET \"when\" = '@b' WHERE name = 'a'"
run 'is an error that names it' 2 crm-lead list -w '@a'
like_err '^crm-lead: @b: segments that name each other in a circle: @a -> @b -> @a$'
crm-admin segment set -q a when='score = 1' > /dev/null

# Rules look it up when they run
crm-admin segment add -q entity=lead name=place when='region = West' > /dev/null
score() { crm-lead score -q > /dev/null 2>&1; crm-lead list L4 -o csv -c score | sed 1d; }
run 'a rule may use one' 0 crm-admin score-rule add -q kind=lead name=hot when='@place and company = Dust' points=10 -o ids
run 'checked when it is saved' 4 crm-admin score-rule add kind=lead name=x when='@nosuch' points=10
like_err "when: no segment 'nosuch' of lead"
is "$(score)" 10 'it counts'
run 'a used segment may be changed' 0 crm-admin segment set -q place when='region = East' -o ids
is "$(score)" 0 'the rule follows'
run 'and the other one' 0 crm-admin segment set -q SG1 when='score >= 40' -o ids
run 'an assignment rule' 0 crm-admin assign-rule add -q kind=lead seq=1 when='not @hot' method=person person=bob -o ids
run 'decides by it' 0 crm-lead assign -q -o csv -c lead_id,owner
is_out 'lead_id,owner
L4,bob'
run 'a deleted one' 0 crm-admin segment delete -q --yes SG1
run 'is missed by name' 2 crm-lead list -w '@"big ones"'
like_err "@big ones: no segment 'hot' of lead"
run 'and comes back' 0 crm-admin segment restore -q SG1

# As it was then
run 'as of an earlier batch the segment is the earlier one' 0 sh -c '
    b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
    crm-admin segment set -q SG1 when="score >= 90" > /dev/null &&
    crm-lead list -w @hot -o ids --as-of "$b" && echo -- &&
    crm-lead list -w @hot -o ids'
is_out 'L1
L2
L3
--
L1'
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'undo' 0 crm-admin undo -q "$b"
is "$(ids '@hot')" 'L1 L2 L3 ' 'brings the expression back'

# Import: one that uses another of the same file
cat > seg.csv <<'X'
entity,name,when
lead,west,region = West
lead,west hot,@west and @hot
lead,west hot 2,"@""west hot"""
X
run 'import' 0 crm-admin segment import -q seg.csv -o ids
is "$(ids '@"west hot 2"')" 'L2 ' 'works'
done_testing
