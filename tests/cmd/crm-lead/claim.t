#!/bin/sh
# Claim, release, transfer: who gets a lead, and who does not.
. "$(dirname "$0")/../../lib.sh"
book

user bob capacity=3
user cat
user dan
crm-team team add -q name=sales > /dev/null
crm-team team add -q name=east parent=sales > /dev/null
user eve team=east
crm-admin pool add -q name=north kind=lead members=bob,cat claims_per_day=2 \
    frozen_days=1 last_owner_days=7 > /dev/null
last() { crm-admin log -l 1 -o csv -c batch | tail -n 1; }
i=0
while [ $((i += 1)) -le 9 ]; do crm-lead add -q company=A$i > /dev/null; done

# ---- into the pool ----

run 'release needs no pool where there is one' 0 \
    crm-lead release L1 L2 L3 L4 L5 reason='spring campaign' \
    -o csv -c lead_id,status,owner,pool,pooled_at
is_out 'lead_id,status,owner,pool,pooled_at
L1,new,,north,2026-11-21T09:00:00Z
L2,new,,north,2026-11-21T09:00:00Z
L3,new,,north,2026-11-21T09:00:00Z
L4,new,,north,2026-11-21T09:00:00Z
L5,new,,north,2026-11-21T09:00:00Z'
is "$(crm-admin log -l 1 -o csv -c reason | tail -n 1)" 'spring campaign' \
    'the reason is the batch'\''s'
run 'what lies there stays' 0 crm-lead release L1
is_err 'crm-lead: unchanged 1'

# ---- out of it ----

run 'new arrivals are frozen' 5 as bob crm-lead claim L1
is_err 'crm-lead: L1 came into the pool north on 2026-11-21 and can be claimed from 2026-11-22'
CRM_NOW=2026-11-22T09:00:00Z
export CRM_NOW
run 'only members claim' 5 as dan crm-lead claim L1
is_err 'crm-lead: L1 lies in the pool north and dan is not a member of it; see: crm-lead pool list'
run 'what lies in no pool is not claimed' 5 as bob crm-lead claim L6
is_err 'crm-lead: L6 lies in no pool; put it into one with: crm-lead release L6 pool=NAME'
try 'a member claims, from a stream' 0 'printf "lead_id\nL1\nL2\n" |
    CRM_USER=bob crm-lead claim - -o csv -c \
    lead_id,status,owner,pool,owned_since,pooled_at'
is_out 'lead_id,status,owner,pool,owned_since,pooled_at
L1,assigned,bob,,2026-11-22T09:00:00Z,
L2,assigned,bob,,2026-11-22T09:00:00Z,'
claimed=$(last)
run 'it is one batch' 0 crm-admin log -l 1 -o csv -c actor,changed
is_out 'actor,changed
bob,2'
run 'what is mine stays mine' 0 as bob crm-lead claim L1
is_err 'crm-lead: unchanged 1'
run 'another comes too late' 5 as cat crm-lead claim L1
is_err 'crm-lead: L1 is claimed already, by bob'
run 'one too late spoils all' 5 as cat crm-lead claim L3 L1
is_err 'crm-lead: L1 is claimed already, by bob'
is "$(crm-lead list -o ids -w 'owner = cat')" '' 'and nothing was written'
run 'but --keep-going keeps what is good' 5 as cat crm-lead claim L3 L1 \
    --keep-going -o ids
is_out L3
is_err 'crm-lead: L1 is claimed already, by bob
crm-lead: updated 1, refused 1 (batch B20)'

# ---- claims of the day ----

run 'two a day' 5 as bob crm-lead claim L4
is_err 'crm-lead: bob has claimed 2 of 2 from the pool north today'
as bob crm-lead release -q L1 > /dev/null
run 'a release gives none back' 5 as bob crm-lead claim L4
is_err 'crm-lead: bob has claimed 2 of 2 from the pool north today'
crm-admin undo -q "$(last)" > /dev/null
run 'undo of a claim' 0 crm-admin undo -q "$claimed"
is "$(crm-lead list -o csv -w 'lead_id in (L1, L2)' \
    -c lead_id,status,owner,pool,owned_since,pooled_at | tail -n 2)" \
    'L1,new,,north,,2026-11-21T09:00:00Z
L2,new,,north,,2026-11-21T09:00:00Z' 'is as it was'
run 'and gives the claims back' 0 as bob crm-lead pool list -o csv
is_out 'pool_id,name,you,records,claims_left,active
PL1,north,member,4,2,yes'
crm-admin undo -q "$(last)" > /dev/null
run 'done again they count again' 5 as bob crm-lead claim L4
is_err 'crm-lead: bob has claimed 2 of 2 from the pool north today'
on 2026-11-23 as bob crm-lead claim -q L4 > /dev/null
is "$(crm-lead list -o ids -w 'owner = bob')" 'L1
L2
L4' 'tomorrow there are more'

# ---- capacity, leave ----

run 'at capacity' 5 on 2026-11-24 as bob crm-lead claim L5
is_err 'crm-lead: bob is at capacity: 3 of 3 open leads'
crm-admin pool set -q north exclude='tags = key' > /dev/null
crm-lead set -q L2 tags=key > /dev/null
run 'what is excluded does not count' 0 on 2026-11-24 as bob \
    crm-lead claim L5 -o ids -n
crm-lead set -q L5 tags=key > /dev/null
crm-lead set -q L2 tags= > /dev/null
run 'and needs no place itself' 0 on 2026-11-24 as bob crm-lead claim L5 \
    -o ids -n
crm-lead set -q L5 tags= > /dev/null
run 'a dry run left nothing' 0 crm-lead show L5 -o csv -c owner,pool
is_out 'owner,pool
,north'

crm-admin pool set -q north exclude='status_now = new' > /dev/null
run 'a pool may exclude by what a lead is today' 0 \
    crm-lead transfer L6 to=bob -o ids -n
crm-admin pool set -q north exclude='tags = key' > /dev/null

run 'at capacity for a transfer too' 5 crm-lead transfer L6 to=bob
is_err 'crm-lead: bob is at capacity: 3 of 3 open leads'
crm-team set -q dan leave_from=2026-11-20 leave_until=2026-11-30 > /dev/null
run 'on leave' 5 crm-lead transfer L6 to=dan
is_err 'crm-lead: dan is on leave from 2026-11-20 until 2026-11-30'
crm-team set -q dan leave_from= > /dev/null
run 'on leave without a beginning' 5 crm-lead transfer L6 to=dan
is_err 'crm-lead: dan is on leave until 2026-11-30'
run 'the day after' 0 on 2026-12-01 crm-lead transfer L6 to=dan -o ids -n
crm-team set -q dan leave_until= active=no > /dev/null
run 'not active' 5 crm-lead transfer L6 to=dan
is_err 'crm-lead: dan is not active; choose somebody else, or: crm-team set dan active=yes'
crm-team set -q dan active=yes > /dev/null
run 'a limit is no less than none' 4 crm-team set bob capacity=-1
is_err 'crm-team: capacity: must be at least 0'
run 'frozen for ever' 4 crm-admin pool set north frozen_days=9223372036854775807
is_err 'crm-admin: frozen_days: must be at most 36500'
run 'a leave ends behind its beginning' 4 crm-team set bob \
    leave_from=2026-12-02 leave_until=2026-12-01
is_err 'crm-team: leave_until: is before leave_from'

# ---- the last owner ----

as cat crm-lead release -q L3 > /dev/null
run 'the last owner waits' 5 on 2026-11-28 as cat crm-lead claim L3
is_err 'crm-lead: cat was the last owner of L3 and must wait until 2026-11-29'
run 'for a transfer too' 5 on 2026-11-28 crm-lead transfer L3 to=cat
is_err 'crm-lead: cat was the last owner of L3 and must wait until 2026-11-29'
run 'seven days' 0 on 2026-11-29 as cat crm-lead claim L3 -o ids
is_out L3

# ---- transfer ----

crm-task add -q subject=call about=L3 owner=cat > /dev/null
crm-task add -q subject=done about=L3 owner=cat status=done > /dev/null
crm-task add -q subject=other about=L3 owner=bob > /dev/null
run 'to another owner' 0 crm-lead transfer L3 to=dan reason=holidays \
    -o csv -c lead_id,owner,last_owner,owned_since,status
is_out 'lead_id,owner,last_owner,owned_since,status
L3,dan,cat,2026-11-22T09:00:00Z,assigned'
run 'open tasks of the old owner go along' 0 crm-task list -o csv \
    -c subject,owner
is_out 'subject,owner
call,dan
done,cat
other,bob'
run 'undo brings all back' 0 crm-admin undo -q "$(last)"
is "$(crm-lead show L3 -o csv -c owner,last_owner,owned_since | tail -n 1)" \
    'cat,cat,2026-11-29T09:00:00Z' 'the lead'
is "$(crm-task list -o csv -c owner -w 'subject = call' | tail -n 1)" cat \
    'and the task'
run 'to its owner' 0 crm-lead transfer L3 to=cat
is_err 'crm-lead: unchanged 1'
run 'out of a pool only by its admins' 5 as bob crm-lead transfer L5 to=cat
is_err 'crm-lead: L5 lies in the pool north, and only its admins give it to somebody; take it with: crm-lead claim L5'
crm-admin pool set -q north admins=bob > /dev/null
run 'who may be users' 0 as bob crm-lead transfer L5 to=cat -o ids -n
run 'to somebody' 2 crm-lead transfer L3
is_err 'crm-lead: transfer needs to=USER'
run 'who is known' 3 crm-lead transfer L3 to=zoe
like_err '^crm-lead: to: .*zoe'
run 'other words' 2 crm-lead transfer L3 to=dan pool=north
is_err "crm-lead: transfer takes to=USER and reason=TEXT, not 'pool'"
run 'no ids' 2 crm-lead claim
is_err 'crm-lead: claim needs ids, or - to read them from standard input'

# ---- what does not change hands ----

printf 'company,status,owner\nC,converted,bob\nU,unqualified,bob\n' |
    crm-lead import -q > /dev/null 2> err
is "$(cat err)" '' 'converted leads take no place'
for v in claim release 'transfer to=cat'; do
	set -- $v
	verb=$1
	shift
	run "converted: $verb" 5 crm-lead "$verb" L10 "$@"
	is_err 'crm-lead: L10 is converted and read-only; its customer can change hands'
done
run 'an unqualified lead lies in no pool' 5 crm-lead release L11
is_err 'crm-lead: L11 is unqualified; only open leads lie in pools'

# ---- which pool ----

crm-admin pool add -q name=south kind=lead team=sales > /dev/null
crm-admin pool add -q name=sea kind=customer > /dev/null
run 'of two pools one is named' 2 crm-lead release L6
is_err 'crm-lead: pool: there are several pools of leads; say which: north, south'
run 'of that kind' 5 crm-lead release L6 pool=sea
is_err 'crm-lead: pool: sea is a pool of customers, not of leads'
run 'from pool to pool' 0 crm-lead release L5 pool=south -o ids
run 'a team below the pool'\''s is a member' 0 as eve crm-lead claim L5 -o ids
run 'undo puts it back' 0 crm-admin undo -q "$(last)"
is "$(crm-lead show L5 -o csv -c owner,pool,status,owned_since,pooled_at |
    tail -n 1)" ',south,new,,2026-11-22T09:00:00Z' 'as it was'
crm-admin pool set -q south active=no > /dev/null
run 'nothing leaves a pool that is not active' 5 as eve crm-lead claim L5
is_err 'crm-lead: L5 lies in the pool south, which is not active'
run 'nor goes into one' 5 crm-lead release L6 pool=south
is_err 'crm-lead: pool: south is not active'
crm-admin pool set -q north active=no > /dev/null
run 'no pool at all' 5 crm-lead release L6
is_err 'crm-lead: there is no active pool of leads; add one with: crm-admin pool add kind=lead name=…'
run 'members are users' 4 crm-admin pool add name=x kind=lead members=bob,bbo
is_err "crm-admin: members: there is no user 'bbo'; see: crm-team list"

# ---- imports record owners as given ----

printf 'company,owner\nI,bob\nJ,bob\nK,cat\n' > more.csv
run 'an import over capacity' 0 crm-lead import more.csv -o ids
like_err '^crm-lead: bob is over capacity: 5 of 3 open leads$'
unlike_err 'cat is over'
run 'who gets nothing is not named' 0 sh -c \
    'printf "company,owner\nM,cat\n" | crm-lead import -o ids'
unlike_err capacity
run 'the book is sound' 0 crm-admin check -q
done_testing
