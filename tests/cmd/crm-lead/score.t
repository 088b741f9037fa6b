#!/bin/sh
# Scores: points that decay, grades, scores given by hand.
. "$(dirname "$0")/../../lib.sh"
book

# ---- rules ----

run 'nothing to score by' 5 crm-lead score
is_out ''
is_err "crm-lead: there is nothing to score a lead by; add a rule: crm-admin \
score-rule add kind=lead name=… when='…' points=10"
run 'deals likewise' 5 crm-deal score
like_err 'nothing to score a deal by; .* kind=deal'

rule() { crm-admin score-rule add "$@"; }
run 'a rule that does not parse' 4 rule kind=lead points=1 when='source = = web'
like_err '^crm-admin: when: '
like_err '\^'
run 'a half-life below a day' 4 rule kind=lead points=1 half_life=0
is_err 'crm-admin: half_life: must be at least 1'
run 'a decay since what is no date' 4 rule kind=lead points=1 since=company
is_err "crm-admin: since: 'company' is no date of a lead; those are shown by: \
crm-lead fields"
run 'since what another kind has' 4 rule kind=lead points=1 since=opened_on
like_err "since: 'opened_on' is no date of a lead"
run 'more points than a sum can hold' 4 rule kind=lead points=1000001
is_err 'crm-admin: points: must be between -1000000 and 1000000'

run 'points' 0 rule kind=lead name=Web when='source = web' points=50 -o ids
is_out RS1
run 'points that decay' 0 rule kind=lead name=Fresh points=40 half_life=10 -o ids
is_out RS2
run 'by a date of the lead' 0 rule kind=lead name=Agreed points=30 half_life=7 \
    since=consent_on -o ids
is_out RS3
run 'points off' 0 rule kind=lead name=Free points=-5 \
    when='email ~ "@gmail.com"' -o ids
is_out RS4
run 'one that is off' 0 rule kind=lead name=Off points=1000 active=no
run 'one of deals' 0 rule kind=deal name=Big points=7 when='amount >= 1000'

crm-lead add -q company=Acme source=web consent_on=2026-11-14 > /dev/null
crm-lead add -q company=Beta email=x@gmail.com > /dev/null
crm-lead import -q --map 'Company=company,Status=status' > /dev/null <<'END'
Company,Status
Won,converted
Lost,unqualified
Later,recycled
END
crm-task activity add -q kind=call about=L2 at=2026-11-26 > /dev/null

# ---- by exact numbers: L1 is 10 days old, L2 was called 5 days ago ----

export CRM_NOW=2026-12-01T09:00:00Z
run 'all that are open' 0 crm-lead score -o csv -c lead_id,score,scored,grade
is_out 'lead_id,score,scored,grade
L1,76,76,B
L2,23,23,D'
like_err 'updated 2 \(batch B'
# 50 + 40/2 + 30·2^(-17/7) = 75.57;  40·2^(-1/2) - 5 = 23.28
run 'where they come from' 0 crm-lead score --explain -o csv \
    -c lead_id,rule,name,points,age_days,decayed
is_out 'lead_id,rule,name,points,age_days,decayed
L1,RS1,Web,50,,50
L1,RS2,Fresh,40,10,20
L1,RS3,Agreed,30,17,5.572479
L2,RS2,Fresh,40,5,28.284271
L2,RS4,Free,-5,,-5'
is_err ''
run 'again nothing changes' 0 crm-lead score -o ids
is_out ''
like_err 'unchanged 2'
run 'a date to come is as good as today' 0 crm-lead set L1 \
    consent_on=2027-01-01
run 'it does not grow' 0 crm-lead score L1 --explain -o csv \
    -c rule,age_days,decayed
is_out 'rule,age_days,decayed
RS1,,50
RS2,10,20
RS3,0,30'
run 'blank gives nothing' 0 crm-lead set L1 consent_on=
run 'and is not listed' 0 crm-lead score L1 --explain -o csv -c rule,age_days
is_out 'rule,age_days
RS1,
RS2,10'
run 'a half is rounded away from zero' 0 crm-admin score-rule set RS4 \
    points=-21 half_life=10 since=created
run '-10.5 + 28.28 is 18, 70 stays' 0 crm-lead score -n -o csv \
    -c lead_id,score
is_out 'lead_id,score
L1,70
L2,18'
like_err 'dry run: nothing was written'
run '-n wrote nothing' 0 crm-lead list -o csv -c lead_id,score -w 'score > 0'
is_out 'lead_id,score
L1,76
L2,23'

# ---- a manual score ----

run 'somebody knows better' 0 crm-lead set L1 score=99 -o ids
run 'a score by hand stays, and grades' 0 crm-lead score L1 -o csv \
    -c lead_id,score,scored,grade
is_out 'lead_id,score,scored,grade
L1,99,76,A'
run 'nor is it written another time' 0 crm-lead score L1 -o ids
is_out ''
run 'cleared, it is the rules again' 0 crm-lead set L1 score= -q
run 'which score it' 0 crm-lead score L1 -o csv -c lead_id,score,scored,grade
is_out 'lead_id,score,scored,grade
L1,70,70,B'
run 'a locked grade' 0 crm-lead set L1 grade=D grade_locked=yes -q
run 'stays' 0 crm-lead score L1 -o ids
is_out ''
is "$(crm-lead list -w 'lead_id = L1' -o csv -c score,grade | tail -n 1)" 70,D \
    'the grade is as it was'
run 'not to be set' 2 crm-lead set L1 scored=5
like_err 'scored'

# ---- which, pipes, undo ----

run 'named ones, open or not' 0 crm-lead score L3 -o csv -c lead_id,score
is_out 'lead_id,score
L3,20'
try 'from a stream' 0 "crm-lead list -w 'company ~ lat' -o ids |
    crm-lead score - -o csv -c lead_id,score,grade"
is_out 'lead_id,score,grade
L5,20,D'
try 'an empty stream names none' 0 "crm-lead list -w 'company = nobody' -o ids |
    crm-lead score - -o ids"
is_out ''
run 'those of a filter' 0 crm-lead score -w 'company ~ beta' -o csv \
    -c lead_id,score
is_out 'lead_id,score
L2,18'
run 'a lead that is not there' 3 crm-lead score L99
run 'deals' 0 crm-deal add name=x amount=5000 -q
run 'have points alone' 0 crm-deal score -o csv -c deal_id,score,scored
is_out 'deal_id,score,scored
D1,7,7'
batch=$(crm-admin log -l 1 -o csv -c batch | tail -n 1)
run 'undone' 0 crm-admin undo "$batch" -q
is "$(crm-deal list -o csv -c score,scored | tail -n 1)" , 'nothing is left'

# ---- rules that lost what they stood on ----

crm-admin field add -q entity=lead name=fair type=date > /dev/null
run 'a date of its own' 0 rule kind=lead name=Fair points=10 half_life=5 \
    since=fair -o ids
is_out RS7
run 'all rules off' 0 sh -c "crm-admin score-rule list -w 'kind = lead' -o ids |
    crm-admin score-rule set - active=no -q"
run 'nothing is left to score by' 5 crm-lead score
run 'one is back' 0 crm-admin score-rule set RS7 active=yes -q
run 'its field is deleted' 0 crm-admin field delete --yes FD1 -q
run 'it says so' 5 crm-lead score L1
is_err 'crm-lead: the score-rule RS7 cannot be used: its field of the date is gone; '\
'change it, or turn it off: crm-admin score-rule set RS7 active=no'

done_testing
