#!/bin/sh
# Pools of leads: what lies in them, how long an owner keeps a lead, reclaim.
. "$(dirname "$0")/../../lib.sh"
CRM_NOW=2026-03-25T09:00:00Z
export CRM_NOW
book
user bob
user cat
last() { crm-admin log -l 1 -o csv -c batch | tail -n 1; }

# ---- protection, line by line: D0 10, Da 3, Dmax 20, claim 25 March ----

crm-admin pool add -q name=north kind=lead members=bob > /dev/null
crm-admin reclaim-rule add -q kind=lead seq=1 pool=north days=10 \
    extend_days=3 max_days=20 notice_days=2 activities=call,visit > /dev/null
for n in none 28 2 5 14 note; do
	crm-lead add -q "company=$n" owner=bob > /dev/null
done
call() { on "$1" crm-task activity add -q kind=call "about=$2" > /dev/null; }
call 2026-03-28 L2
for l in 3 4 5; do call 2026-04-02 L$l; done
for l in 4 5; do call 2026-04-05 L$l; done
for d in 08 11 14; do call 2026-04-$d L5; done
on 2026-04-02 crm-task activity add -q kind=note about=L6 > /dev/null
on 2026-04-07 crm-task activity add -q kind=call about=L3 at=2026-04-03 \
    > /dev/null

run 'until when each is protected' 0 on 2026-04-03 crm-lead pool due --all \
    -o csv -c lead_id,name,owner,pool,reclaim_on,notice_on,why
is_out 'lead_id,name,owner,pool,reclaim_on,notice_on,why
L1,none,bob,north,2026-04-04,2026-04-02,claim on 2026-03-25 + 10 days
L2,28,bob,north,2026-04-04,2026-04-02,claim on 2026-03-25 + 10 days
L6,note,bob,north,2026-04-04,2026-04-02,claim on 2026-03-25 + 10 days
L3,2,bob,north,2026-04-05,2026-04-03,call A2 on 2026-04-02 + 3 days
L4,5,bob,north,2026-04-08,2026-04-06,call A5 on 2026-04-05 + 3 days
L5,14,bob,north,2026-04-14,2026-04-12,call A8 on 2026-04-11 + 3 days'
run 'what the owner is to be told today' 0 on 2026-04-03 crm-lead pool due \
    -o csv -c lead_id,days_left,notice,due
is_out 'lead_id,days_left,notice,due
L1,1,yes,no
L2,1,yes,no
L6,1,yes,no
L3,2,yes,no'
run 'and on another day' 0 on 2026-04-03 crm-lead pool due --on +3d -o csv \
    -c lead_id,days_left,notice,due
is_out 'lead_id,days_left,notice,due
L1,-2,no,yes
L2,-2,no,yes
L6,-2,no,yes
L3,-1,no,yes
L4,2,yes,no'
run 'of some' 0 on 2026-04-03 crm-lead pool due --all -w 'company = 5' -o ids
is_out L4
run 'it pipes on' 0 sh -c 'CRM_NOW=2026-04-03T09:00:00Z
    crm-lead pool due -o csv | crm-lead list - -o csv -c company'
is_out 'company
none
28
note
2'

# ---- reclaim ----

run 'nothing on the last protected day' 0 on 2026-04-04 crm-lead pool reclaim \
    -o ids
is_out ''
is_err 'crm-lead: nothing to do'
run 'a dry run' 0 on 2026-04-05 crm-lead pool reclaim -n -o ids
is_out 'L1
L2
L6'
run 'from the day after' 0 on 2026-04-05 crm-lead pool reclaim -o csv \
    -c lead_id,status,owner,pool,last_owner,pooled_at
is_out 'lead_id,status,owner,pool,last_owner,pooled_at
L1,new,,north,bob,2026-04-05T09:00:00Z
L2,new,,north,bob,2026-04-05T09:00:00Z
L6,new,,north,bob,2026-04-05T09:00:00Z'
run 'in one batch, with a reason' 0 crm-admin log -l 1 -o csv \
    -c args,reason,changed
is_out 'args,reason,changed
"pool reclaim -o csv -c lead_id,status,owner,pool,last_owner,pooled_at",protection ended,3'
run 'once' 0 on 2026-04-05 crm-lead pool reclaim -o ids
is_out ''
run 'undo gives them back' 0 crm-admin undo -q "$(last)"
is "$(crm-lead list -o csv -c lead_id,owner,pool,owned_since,last_owner \
    -w 'lead_id in (L1, L2, L6)')" 'lead_id,owner,pool,owned_since,last_owner
L1,bob,,2026-03-25T09:00:00Z,
L2,bob,,2026-03-25T09:00:00Z,
L6,bob,,2026-03-25T09:00:00Z,' 'as they were'
run 'an activity after the end counts nothing, one entered late either' 0 \
    on 2026-04-07 crm-lead pool reclaim -o ids
is_out 'L1
L2
L6
L3'
run '14 April at the latest' 0 on 2026-04-15 crm-lead pool reclaim -o ids
is_out 'L4
L5'

# A working lead becomes new, what was said about its state is gone.
printf 'company,owner,status,reason,owned_since\nW,bob,working,"likes us",2026-03-01\nU,bob,unqualified,no,2026-03-01\nD,bob,converted,,2026-03-01\n' |
    crm-lead import -q > /dev/null
run 'open leads alone' 0 on 2026-04-15 crm-lead pool reclaim -o csv \
    -c company,status,reason
is_out 'company,status,reason
W,new,'

# ---- which rule ----

crm-lead add -q company=R owner=bob city=X > /dev/null
crm-lead add -q company=S owner=bob locked=yes > /dev/null
rule() { crm-admin reclaim-rule add -q kind=lead pool=north "$@"; }
until_of() {
	crm-lead pool due --all -w "company = $1" -o csv -c reclaim_on,why |
	    tail -n +2
}
is "$(until_of S)" '' 'a locked lead is exempt unless the rule says else'
rule seq=0 days=5 when='city = X' name=x > /dev/null
is "$(until_of R)" '2026-03-30,claim on 2026-03-25 + 5 days' \
    'the first rule whose condition holds'
crm-admin reclaim-rule set -q RR2 from_on=2026-03-26 > /dev/null
is "$(until_of R)" '2026-04-04,claim on 2026-03-25 + 10 days' \
    'and that was there at the claim'
crm-admin reclaim-rule set -q RR2 from_on=2026-03-25 > /dev/null
is "$(until_of R)" '2026-03-30,claim on 2026-03-25 + 5 days' \
    'on its first day already'
crm-admin reclaim-rule set -q RR2 active=no > /dev/null
is "$(until_of R)" '2026-04-04,claim on 2026-03-25 + 10 days' \
    'a rule that is not active'
crm-admin reclaim-rule set -q RR2 active=yes calendar=default > /dev/null
crm-admin holiday add -q calendar=default on=2026-03-27 > /dev/null
is "$(until_of R)" '2026-04-02,claim on 2026-03-25 + 5 workdays' \
    'working days'
crm-admin reclaim-rule set -q RR2 calendar= max_days=6 > /dev/null
call 2026-03-30 "$(crm-lead list -w 'company = R' -o ids)"
is "$(until_of R)" '2026-03-31,claim on 2026-03-25 + 6 days at the most' \
    'never longer than the longest protection'
crm-admin reclaim-rule set -q RR2 max_days= > /dev/null
is "$(until_of R)" '2026-04-04,call A12 on 2026-03-30 + 5 days' \
    'an activity protects as long as the claim, where the rule says nothing'
crm-admin reclaim-rule set -q RR2 exempt= > /dev/null
crm-lead set -q "$(crm-lead list -w 'company = R' -o ids)" locked=yes > /dev/null
is "$(until_of R | cut -d, -f1)" 2026-04-04 'a rule may exempt nothing'
crm-admin pool add -q name=south kind=lead > /dev/null
crm-admin reclaim-rule set -q RR2 pool=south > /dev/null
run 'of one pool' 0 on 2026-04-20 crm-lead pool reclaim south -n -o csv \
    -c company,pool
is_out 'company,pool
R,south'
crm-admin pool set -q south active=no > /dev/null
run 'a rule holds while its pool is active' 0 on 2026-04-20 \
    crm-lead pool due --all -o csv -c name,pool
is_out 'name,pool'
crm-admin pool set -q south active=yes > /dev/null

# ---- what cannot be a rule ----

refuse() {
	why=$1
	shift
	run "refused: $*" 4 crm-admin reclaim-rule add kind=lead seq=9 \
	    pool=north "$@"
	is_err "crm-admin: $why"
}
refuse 'missing: a lead has no deals: what it can miss is an activity' \
    days=10 missing=won
refuse "exempt: 'won' is not one of locked" days=10 exempt=won
refuse 'max_days: must be at least 10' days=10 max_days=9
refuse 'days: must be at least 1' days=0
refuse 'days: must be at most 36500' days=9223372036854775807
refuse 'max_days: must be at most 36500' days=1 max_days=36501
refuse 'extend_days: must be at least 0' days=1 extend_days=-1
refuse 'notice_days: must be at least 0' days=1 notice_days=-1
refuse "activities: 'cal' is not one of call, visit, email, meeting, note, chat, demo, other" \
    days=10 activities=cal
refuse "when: no field 'statu' in lead; nearest: region, status, reason
  statu = new
  ^" days=10 when='statu = new'
crm-admin pool add -q name=sea kind=customer > /dev/null
run 'a pool of another kind' 4 crm-admin reclaim-rule add kind=lead seq=9 \
    pool=sea days=1
is_err 'crm-admin: pool: sea is a pool of customers, the rule is for leads'

# ---- what lies in them ----

crm-lead add -q company=M phone=13800138000 mobile=+442071234567 \
    email=lee@example.com wechat=lee_1 > /dev/null
m=$(crm-lead list -w 'company = M' -o ids)
crm-lead release -q "$m" pool=north > /dev/null
what='company,phone,mobile,email,wechat,pool'
run 'contact data is masked' 0 as bob crm-lead pool records north \
    -w 'company = M' -o csv -c $what
is_out "$what
M,+8613*****000,+4420*****567,l***@example.com,l***,north"
run 'in every format' 0 as bob crm-lead pool records -w 'company = M' \
    -o json -c phone,email
is_out '[
{"phone":"+8613*****000","email":"l***@example.com"}
]'
run 'not for admins of the book' 0 crm-lead pool records -w 'company = M' \
    -o csv -c $what
is_out "$what
M,+8613800138000,+442071234567,lee@example.com,lee_1,north"
crm-admin pool set -q north admins=bob > /dev/null
run 'nor of the pool' 0 as bob crm-lead pool records -w 'company = M' \
    -o csv -c phone
is_out 'phone
+8613800138000'
crm-admin pool set -q north admins= mask=no > /dev/null
run 'nor where the pool is open' 0 as bob crm-lead pool records \
    -w 'company = M' -o csv -c phone
is_out 'phone
+8613800138000'
run 'sorted, cut, without the key' 0 as bob crm-lead pool records -s -company \
    -l 2 -o csv -c company,budget
is_out 'company,budget
W,
note,'
run 'not a member' 5 as cat crm-lead pool records north
is_err 'crm-lead: cat is not a member of the pool north; see: crm-lead pool list'
run 'a member of others' 0 as cat crm-lead pool records -o ids
is_out ''
run 'no such pool' 3 crm-lead pool records nord
run 'a pool of customers' 5 crm-lead pool records sea
is_err 'crm-lead: pool: sea is a pool of customers, not of leads'
run 'the pools of this kind' 0 as cat crm-lead pool list -o csv -c name,you
is_out 'name,you
north,
south,member'
run 'pools are made by crm-admin' 2 crm-lead pool add

# What sleeps stays with its owner; from the day it wakes it can be reclaimed.
book
crm-admin pool add -q name=p kind=lead > /dev/null
crm-admin reclaim-rule add -q kind=lead seq=1 pool=p days=1 > /dev/null
crm-lead add -q company=Z owner=ann > /dev/null
crm-lead recycle -q L1 wake_on=2026-12-01 > /dev/null
run 'a sleeping lead is nobody else'"'"'s' 0 on 2026-11-30 crm-lead pool reclaim -o ids
is_out ''
run 'a woken one is' 0 on 2026-12-01 crm-lead pool reclaim -o csv -c lead_id,status,pool
is_out 'lead_id,status,pool
L1,new,p'
run 'the book is sound' 0 crm-admin check -q
done_testing
