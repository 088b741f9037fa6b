#!/bin/sh
# Members of campaigns: leads and contacts, by a segment or a stream.
. "$(dirname "$0")/../../lib.sh"
book

crm-customer add -q name=Omega > /dev/null
crm-customer contact add -q customer=Omega name=Zhou email=z@omega.cn > /dev/null
crm-customer contact add -q customer=Omega name=Feng do_not_contact=yes > /dev/null
cat > in.csv <<'X'
company,name,region,do_not_contact
Acme,Li,East,
Bolt,Wu,East,yes
Cord,Xu,East,no
Dust,Yu,West,
Edge,He,East,yes
Fox,Ma,West,yes
X
crm-lead import -q in.csv > /dev/null
crm-lead campaign add -q name=Fair budget=1000 > /dev/null
crm-lead campaign add -q name=Mail > /dev/null
crm-admin segment add -q entity=lead name=east when='region = East' > /dev/null
crm-admin segment add -q entity=contact name=omega when='customer = Omega' > /dev/null
crm-admin segment add -q entity=contact name=east when='name = Zhou' > /dev/null
batches() { crm-admin log -o csv -c batch | sed 1d | wc -l; }

# By a segment
n=$(batches)
run 'a dry run' 0 crm-lead campaign enroll Fair segment=east of=lead -n -o csv -c campaign,member
is_out 'campaign,member
Fair,L1
Fair,L3'
is "$(batches)" "$n" 'a dry run: writes nothing'
run 'enroll' 0 crm-lead campaign enroll Fair segment=East of=lead -o csv -c campaign_member_id,campaign,member,status
is_out 'campaign_member_id,campaign,member,status
CB1,Fair,L1,planned
CB2,Fair,L3,planned'
like_err '^crm-lead: left out: 2 do not want to be contacted$'
like_err '^crm-lead: inserted 2 \(batch B'
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'again: nobody twice' 0 crm-lead campaign enroll Fair segment=east of=lead -o ids
is_out ''
is_err 'crm-lead: left out: 2 do not want to be contacted
crm-lead: left out: 2 are members already
crm-lead: nothing to do'
run 'who came since' 0 crm-lead set -q L4 region=East -o ids
run 'is added' 0 crm-lead campaign enroll Fair segment=east of=lead -q -o csv -c member
is_out 'member
L4'
is_err ''
run 'a segment of contacts' 0 crm-lead campaign enroll Fair segment=omega -o csv -c member
is_out 'member
CT1'
like_err '^crm-lead: left out: 1 does not want to be contacted$'
run 'a name that both have' 2 crm-lead campaign enroll Mail segment=east
is_err "crm-lead: there are segments 'east' of leads and of contacts; say which: of=lead or of=contact"
run 'said' 0 crm-lead campaign enroll Mail segment=east of=contact -o csv -c member
is_out 'member
CT1'

# By a stream
try 'leads of a list' 0 'crm-lead list -w "region = West or company = Acme" -o csv | crm-lead campaign enroll Mail - -o csv -c member'
is_out 'member
L1'
like_err 'left out: 1 does not want'
try 'a bare list of ids, of both kinds' 0 'printf "L3\nCT1\nL3\n" | crm-lead campaign enroll Mail - -o csv -c member'
is_out 'member
L3'
like_err 'left out: 2 are members already'
try 'contacts' 0 'crm-customer contact list -o json | crm-lead campaign enroll Mail - -o ids'
is_out ''
try 'another column' 0 'printf "who\nL4\n" | crm-lead campaign enroll Mail - --ref who -o csv -c member'
is_out 'member
L4'
try 'an empty stream' 0 'crm-lead list -w "company = Nobody" | crm-lead campaign enroll Mail -'
try 'no such column' 2 'printf "a,b\n1,2\n" | crm-lead campaign enroll Mail -'
is_err 'crm-lead: stdin has no column lead_id or contact_id (it has a, b); --ref names another'
try 'a customer is no member' 2 'printf "lead_id\nC1\n" | crm-lead campaign enroll Mail -'
is_err "crm-lead: 'C1' is not the id of a lead or a contact"
try 'one that is not there' 3 'printf "lead_id\nL99\n" | crm-lead campaign enroll Mail -'

# What is asked wrongly
run 'no campaign' 2 crm-lead campaign enroll
is_err 'crm-lead: enroll needs one campaign, and segment=NAME or - for the ids of a stream'
run 'nobody' 2 crm-lead campaign enroll Fair
is_err 'crm-lead: enroll needs segment=NAME or - for the ids of a stream'
run 'both' 2 crm-lead campaign enroll Fair - segment=east
run 'an unknown campaign' 3 crm-lead campaign enroll Nope segment=east
run 'an unknown segment' 2 crm-lead campaign enroll Fair segment=weast of=lead
like_err "no segment 'weast' of lead; nearest: @east"
run 'of something else' 2 crm-lead campaign enroll Fair segment=east of=deal
is_err "crm-lead: of= is lead or contact, not 'deal'"
run 'another operand' 2 crm-lead campaign enroll Fair segment=east status=sent
is_err "crm-lead: enroll takes segment=NAME and of=lead|contact, not 'status'"

# The members themselves
run 'list' 0 crm-lead campaign-member list -w 'campaign = Fair' -o csv -c member,status
is_out 'member,status
L1,planned
L3,planned
L4,planned
CT1,planned'
run 'the same once more' 5 crm-lead campaign-member add campaign=Fair member=L1
is_err 'crm-lead: member: L1 is a member of this campaign already: CB1'
run 'nor by a change' 5 crm-lead campaign-member set CB2 member=L1
run 'neither lead nor contact' 4 crm-lead campaign-member add campaign=Fair member=C1
is_err "crm-lead: member: a member is a lead or a contact, not 'C1'"
run 'a status that is none' 4 crm-lead campaign-member set CB1 status=maybe
run 'sent' 0 sh -c "crm-lead campaign-member list -w 'campaign = Fair' | crm-lead campaign-member set - status=sent sent_at=now -q"
run 'responded' 0 crm-lead campaign-member set CB1 CB2 status=responded responded_at=2026-11-21 -q -o ids
run 'the campaign counts them' 0 crm-lead campaign list -o csv -c name,members,responded
is_out 'name,members,responded
Fair,4,2
Mail,4,0'
run 'in filters' 0 crm-lead campaign list -w 'members > 3 and responded >= 1' -o ids
is_out 'CP1'
run 'one who left' 0 crm-lead campaign-member delete -q CB1
run 'is counted no more' 0 crm-lead campaign list CP1 -o csv -c members,responded
is_out 'members,responded
3,1'
run 'and may come again' 0 crm-lead campaign enroll Fair segment=east of=lead -q -o csv -c member
is_out 'member
L1'
run 'the former cannot' 5 crm-lead campaign-member restore CB1
run 'as of the first batch' 0 crm-lead campaign list CP1 --as-of "$b" -o csv -c members
is_out 'members
2'
run 'undo' 0 crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
run 'takes the members back' 0 crm-lead campaign list CP1 -o csv -c members
is_out 'members
3'
run 'import' 0 sh -c 'printf "campaign,member,status,sent_at\nMail,L6,已发送,2026-11-20\nMail,L2,sent,2026-11-20\n" | crm-lead campaign-member import -q - -o csv -c member,status'
is_out 'member,status,_action,_duplicate_of
L6,sent,inserted,
L2,sent,inserted,'
run 'with one twice' 5 sh -c 'printf "campaign,member\nFair,L2\nFair,L2\n" | crm-lead campaign-member import -q --again -'
run 'a campaign takes its members along' 0 crm-lead campaign delete -q CP2
is "$(crm-lead campaign-member list -w 'campaign = Mail' -o ids)" '' 'they are gone'

# Several at once
awk 'BEGIN { print "company,region"
    for (i = 0; i < 300; i++) print "Firm " i ",South" }' > many.csv
crm-lead import -q many.csv > /dev/null
crm-lead campaign add -q name=Race > /dev/null
crm-admin segment add -q entity=lead name=south when='region = South' > /dev/null
for k in 1 2 3 4; do
	crm-lead campaign enroll Race segment=south -q -o ids > "out$k" 2> "err$k" &
done
wait
is "$(cat err?)" '' 'four who enroll at once: nobody fails'
is "$(cat out? | wc -l | tr -d ' ')" 300 'what they made'
is "$(crm-lead campaign list -w 'name = Race' -o csv -c members | sed 1d)" 300 'each is a member once'
done_testing
