#!/bin/sh
# assign: who gets what, by each method; turns, capacity, leave, pools, undo.
. "$(dirname "$0")/../../lib.sh"

# fresh: three reps, of whom cleo has a small capacity, and no rule.
fresh() {
	book
	crm-team team add -q name=sales > out
	crm-team team add -q name=east parent=sales > out
	crm-team add -q login=bob role=rep team=east capacity=20 \
	    skills='german, medical' > out
	crm-team add -q login=cleo role=rep team=east capacity=2 \
	    skills=medical > out
	crm-team add -q login=dan role=rep team=sales skills=french > out
}
# rule FIELD=VALUE…
rule() { crm-admin assign-rule add -q kind=lead "$@" > out || result 1 rule; }
# leads N: leads L1 … LN
leads() {
	t_i=0
	while [ "$t_i" -lt "$1" ]; do
		t_i=$((t_i + 1))
		echo "Co$t_i"
	done | { echo company; cat; } | crm-lead import -q - > out
}
# The number of the last batch.
last() { ask 'select max(number) from batch'; }
# plan NAME: who gets what, and why
plan() { run "$1" 0 crm-lead assign -n --explain -o csv -c lead_id,owner,why; }

# ---- no rules, and rules that are wrong ----

fresh
leads 1
run 'without rules there is nothing to assign by' 5 crm-lead assign
is_err 'crm-lead: there is no active rule that assigns leads; add one: crm-admin assign-rule add kind=lead seq=1 method=round_robin'
run 'an inactive rule is none' 0 crm-admin assign-rule add -q kind=lead seq=1 \
    method=round_robin active=no
run '… and says the same' 5 crm-lead assign
run 'an unknown method' 4 crm-admin assign-rule add kind=lead seq=1 method=dice
like_err 'method: .dice. is not one of person, pool, round_robin'
run 'a person must be named' 4 crm-admin assign-rule add kind=lead seq=1 \
    method=person
is_err 'crm-admin: person: the method person needs it, as in person=LOGIN'
run 'a pool must be named' 4 crm-admin assign-rule add kind=lead seq=1 \
    method=pool
is_err 'crm-admin: pool: the method pool needs it, as in pool=NAME'
crm-admin pool add -q name=accounts kind=customer > out
run 'a pool of another kind' 4 crm-admin assign-rule add kind=lead seq=1 \
    method=pool pool=accounts
is_err 'crm-admin: pool: is not a pool of leads'
run 'deals lie in no pool' 4 crm-admin assign-rule add kind=deal seq=1 \
    method=pool pool=accounts
is_err 'crm-admin: method: only leads and customers lie in pools; a deal does not'
run 'skills are needed by their method' 4 crm-admin assign-rule add kind=lead \
    seq=1 method=skill
run 'and are parsed' 4 crm-admin assign-rule add kind=lead seq=1 method=skill \
    skills='german:2, medical:x'
is_err 'crm-admin: skills: expected a weight above 0, at most 1000, as in german:2
  german:2, medical:x
                    ^'
run 'a skill without a name' 4 crm-admin assign-rule add kind=lead seq=1 \
    method=skill skills=':2'
like_err 'skills: expected a skill'
run 'a penalty below zero' 4 crm-admin assign-rule add kind=lead seq=1 \
    method=skill skills=a load_penalty=-1
like_err 'load_penalty: must be at least 0'
run 'an expression that cannot be read' 4 crm-admin assign-rule add kind=lead \
    seq=1 method=round_robin when='regoin = east'
like_err 'when: .*regoin'

# ---- person, first match wins ----

fresh
leads 2
crm-lead set -q L2 region=East > out
rule seq=2 name=rest method=person person=dan
rule seq=1 name=east method=person person=bob when='region = East'
run 'the first rule that fits gives it' 0 crm-lead assign -n --explain -o csv
is_out 'lead_id,rule,rule_name,method,owner,pool,why
L1,RA1,rest,person,dan,,named by the rule
L2,RA2,east,person,bob,,named by the rule'
is_err 'crm-lead: updated 2 (dry run: nothing was written)'
run 'a dry run changes nothing' 0 crm-lead list -c lead_id,owner,status
is_out 'lead_id,owner,status
L1,,new
L2,,new'
run 'assigned records are printed as by list' 0 crm-lead assign -c lead_id,owner,status
is_out 'lead_id,owner,status
L1,dan,assigned
L2,bob,assigned'
run 'there is nothing more to assign' 0 crm-lead assign
is_err 'crm-lead: nothing to do'

# ---- pool ----

fresh
leads 1
crm-admin pool add -q name=web kind=lead > out
rule seq=1 name=web method=pool pool=web
run 'a rule may put it into a pool' 0 crm-lead assign --explain -o csv
is_out 'lead_id,rule,rule_name,method,owner,pool,why
L1,RA1,web,pool,,web,pool of the rule'
run 'where it lies' 0 crm-lead list -c lead_id,owner,pool,status
is_out 'lead_id,owner,pool,status
L1,,web,new'
run 'and waits for nobody else' 0 crm-lead assign
is_err 'crm-lead: nothing to do'
crm-admin assign-rule add -q kind=lead seq=0 method=person person=dan > out
run 'unless it is named' 0 crm-lead assign L1 -c lead_id,owner,pool,status
is_out 'lead_id,owner,pool,status
L1,dan,,assigned'

# ---- round robin: its turn, leave, capacity, undo ----

fresh
leads 7
rule seq=1 method=round_robin
plan 'round robin by login; cleo has room for two'
is_out 'lead_id,owner,why
L1,bob,first turn
L2,cleo,next after bob
L3,dan,next after cleo
L4,bob,next after dan
L5,cleo,next after bob
L6,dan,next after cleo
L7,bob,next after dan'
run 'the turn is kept' 0 crm-lead assign L1 L2 -q
run 'as a login' 0 crm-admin assign-rule list -c turn
is_out 'turn
cleo'
run 'and goes on' 0 crm-lead assign -q -c owner L3
is_out 'owner
dan'
run 'undo gives the turn back' 0 crm-admin undo -q "$(last)"
run 'as it was' 0 crm-admin assign-rule list -c turn
is_out 'turn
cleo'
run 'with the lead' 0 crm-lead list L3 -c owner,status,owned_since
is_out 'owner,status,owned_since
,new,'
run 'so it is the same again' 0 crm-lead assign -q -c owner L3
is_out 'owner
dan'
crm-team set -q dan leave_from=2026-11-20 leave_until=2026-11-21 > out
crm-team set -q bob active=no > out
run 'who is away is skipped, who is full too' 0 crm-lead assign
is_err 'crm-lead: L5: nobody can take it: RA1: none of 2 has room or is here
crm-lead: L6: nobody can take it: RA1: none of 2 has room or is here
crm-lead: L7: nobody can take it: RA1: none of 2 has room or is here
crm-lead: updated 1, refused 3 (batch B'"$(last)"')'
run 'with --strict that is an error; the lead stays where it is' 5 \
    crm-lead assign --strict L7
like_err 'L7: nobody can take it: RA1: none of 2'
run 'L7 waits' 0 crm-lead list L7 -c owner,status
is_out 'owner,status
,new'
crm-admin assign-rule add -q kind=lead seq=0 method=person person=cleo > out
crm-admin assign-rule add -q kind=lead seq=0 method=person person=bob > out
run 'every rule that fits is tried, and says why not' 5 crm-lead assign -n --explain \
    --strict L7 -o csv
is_out 'lead_id,rule,rule_name,method,owner,pool,why
L7,,,,,,"RA2: cleo is at capacity, 2 of 2; RA3: bob is not active; RA1: none of 2 has room or is here"'
crm-admin assign-rule set -q RA1 RA2 RA3 when='region = Mars' > out
run 'a record that no rule fits' 0 crm-lead assign L7
like_err 'L7: nobody can take it: no rule fits'

# ---- least load ----

fresh
leads 4
crm-lead set -q L1 owner=bob > out
rule seq=1 method=least_load team=east
plan 'least load, ties by login'
is_out 'lead_id,owner,why
L2,cleo,"0 open, the fewest of 2"
L3,bob,"1 open, the fewest of 2"
L4,cleo,"1 open, the fewest of 2"'
run 'given anew by name: who had it has room for it' 0 crm-lead assign -n --explain L1 \
    -o csv -c lead_id,owner,why
is_out 'lead_id,owner,why
L1,bob,"0 open, the fewest of 2"'

# ---- weighted ----

fresh
crm-team set -q bob capacity=20 > out
crm-team set -q cleo capacity=10 > out
leads 6
rule seq=1 method=weighted team=east
plan 'weighted by capacity, evenly spread'
is_out 'lead_id,owner,why
L1,bob,weight 20 of 30
L2,cleo,weight 10 of 30
L3,bob,weight 20 of 30
L4,bob,weight 20 of 30
L5,cleo,weight 10 of 30
L6,bob,weight 20 of 30'
crm-lead assign -q L1 > out
run 'the credit is kept' 0 crm-admin assign-rule list -c turn
is_out 'turn
"bob:-10, cleo:10"'
plan 'from one run to the next'
is_out 'lead_id,owner,why
L2,cleo,weight 10 of 30
L3,bob,weight 20 of 30
L4,bob,weight 20 of 30
L5,cleo,weight 10 of 30
L6,bob,weight 20 of 30'
crm-admin assign-rule set -q RA1 team=sales > out
plan 'who has no capacity bears as much as the strongest'
like_out '^L2,cleo,weight 10 of 50'
like_out '^L3,dan,weight 20 of 50'

# ---- territory ----

fresh
crm-team territory add -q owner=bob region=浙江 > out
crm-team territory add -q owner=dan country=China > out
crm-team territory add -q owner=cleo region=浙江 industry=Medical > out
cat > t.csv <<'END'
company,country,region,industry
A,china,浙江,Retail
B,China,浙江,medical
C,China,江苏,Medical
D,Japan,,Medical
E,China,浙江,Medical
F,China,浙江,Medical
END
crm-lead import -q t.csv > out
rule seq=1 method=territory
run 'the most specific territory whose owner can take it' 0 crm-lead assign -n --explain \
    -o csv -c lead_id,owner,why
is_out 'lead_id,owner,why
L1,bob,TE1: region
L2,cleo,"TE3: region, industry"
L3,dan,TE2: country
L4,,RA1: it lies in no territory
L5,cleo,"TE3: region, industry"
L6,bob,TE1: region'
is_err 'crm-lead: L4: nobody can take it: RA1: it lies in no territory
crm-lead: updated 5, refused 1 (dry run: nothing was written)'
crm-team territory add -q owner=dan > out
run 'blanks match everything' 0 crm-lead assign -n --explain L4 -o csv -c owner,why
is_out 'owner,why
dan,TE4: everything'

# ---- skill ----

fresh
leads 4
rule seq=1 method=skill skills='German:2, medical:1' load_penalty=0.6
plan 'skills, less what somebody bears'
is_out 'lead_id,owner,why
L1,bob,score 3 at 0 open
L2,bob,score 2.4 at 1 open
L3,bob,score 1.8 at 2 open
L4,bob,score 1.2 at 3 open'
crm-admin assign-rule set -q RA1 load_penalty=1 > out
plan 'at the same score the one who bears less'
is_out 'lead_id,owner,why
L1,bob,score 3 at 0 open
L2,bob,score 2 at 1 open
L3,cleo,score 1 at 0 open
L4,bob,score 1 at 2 open'
crm-admin assign-rule set -q RA1 skills=klingon > out
run 'nobody has it' 0 crm-lead assign -n --explain L1
like_err 'RA1: nobody who can take it has one of its skills'

# ---- previous ----

fresh
cat > p.csv <<'END'
company,email,mobile,owner
Old,a@acme.com,13800138000,bob
Had it,,,dan
END
crm-lead import -q p.csv > out
crm-lead set -q L2 owner= > out
crm-customer add -q name='Globex Ltd' owner=dan > out
cat > q.csv <<'END'
company,email,mobile
New,A@Acme.com,
Third,,+86 138 0013 8000
globex ltd,,
Nobody,,
END
crm-lead import -q q.csv > out
rule seq=1 method=previous
rule seq=2 method=person person=cleo
run 'who had it, or its like' 0 crm-lead assign -n --explain -o csv \
    -c lead_id,owner,why L2 L3 L4 L5 L6
is_out 'lead_id,owner,why
L2,dan,last owner
L3,bob,owner of L1 with its e-mail
L4,bob,owner of L1 with its mobile
L5,dan,owner of C1 with its company
L6,cleo,named by the rule'
crm-team set -q dan active=no > out
run 'who is away is not asked' 0 crm-lead assign -n --explain -o csv -c lead_id,owner,why L5
is_out 'lead_id,owner,why
L5,cleo,named by the rule'

# ---- recycled leads, closed leads ----

fresh
leads 3
rule seq=1 method=person person=dan
ask "update lead set status = 'recycled', wake_on = 20778 where id = 1" > out
ask "update lead set status = 'recycled', wake_on = 20778 + 9 where id = 2" > out
ask "update lead set status = 'converted' where id = 3" > out
run 'a recycled lead that wakes is new' 0 crm-lead assign -c lead_id,owner,status
is_out 'lead_id,owner,status
L1,dan,assigned'
run 'one that sleeps is given by name, and sleeps on' 0 \
    crm-lead assign L2 -c lead_id,owner,status
is_out 'lead_id,owner,status
L2,dan,recycled'
run 'one that is converted is nobody'"'"'s work' 5 crm-lead assign L3
is_err 'crm-lead: L3 is converted; only open leads are assigned'

# ---- from a stream, of other kinds ----

fresh
leads 3
rule seq=1 method=round_robin
try 'ids come through a pipe' 0 \
    "crm-lead list -w 'company != Co2' -o ids | crm-lead assign - -q -c lead_id,owner"
is_out 'lead_id,owner
L1,bob
L3,cleo'
try 'an empty stream assigns nothing' 0 'crm-lead assign - -o ids < /dev/null'
is_out ''
run 'nor anything else' 0 crm-lead list L2 -c owner
is_out 'owner
""'
try 'a plan goes on through a pipe' 0 'crm-lead assign -n --explain -q | crm-lead show - -c company,owner -o csv'
is_out 'company,owner
Co2,'

crm-customer add -q name=Acme region=East > out
crm-customer add -q name=Supply kind=supplier > out
crm-admin assign-rule add -q kind=customer seq=1 method=person person=dan > out
run 'customers' 0 crm-customer assign -q -c customer_id,owner
is_out 'customer_id,owner
C1,dan'
crm-deal add -q name=Big customer=Acme amount=100 > out
crm-deal add -q name=Lost amount=100 > out
crm-deal lose -q D2 reason=price > out
crm-admin assign-rule add -q kind=deal seq=1 method=previous > out
run 'deals go to the owner of the customer; closed ones to nobody' 0 \
    crm-deal assign --explain -q
is_out 'deal_id,rule,rule_name,method,owner,pool,why
D1,RA3,,previous,dan,,"owner of C1, its customer"'
run 'a closed deal' 5 crm-deal assign D2
is_err 'crm-deal: D2 is closed; only open deals are assigned'
crm-task add -q subject=call about=D1 > out
crm-task add -q subject=visit > out
crm-team territory add -q owner=bob region=east > out
crm-admin assign-rule add -q kind=task seq=1 method=territory > out
crm-admin assign-rule add -q kind=task seq=2 method=weighted > out
run 'tasks, in the territory of the customer of the deal' 0 \
    crm-task assign --explain -q -c task_id,owner,why
is_out 'task_id,owner,why
T1,bob,TE1: region
T2,bob,weight 20 of 42'
crm-admin assign-rule add -q kind=task seq=0 method=previous > out
run 'or of whoever has what they are about' 0 crm-task assign -n --explain -q T1 -c owner,why
is_out 'owner,why
dan,owner of D1'

# ---- what does not count needs no place ----

fresh
crm-admin pool add -q name=web kind=lead exclude='budget < 100' > out
printf 'company,budget\nA,5\nB,500\nC,500\nD,500\nE,5\n' |
    crm-lead import -q - > out
rule seq=1 method=person person=cleo
plan 'excluded records need no place'
is_out 'lead_id,owner,why
L1,cleo,named by the rule
L2,cleo,named by the rule
L3,cleo,named by the rule
L4,,"RA1: cleo is at capacity, 2 of 2"
L5,cleo,named by the rule'

# ---- the last owner of what lies in a pool waits ----

fresh
leads 1
crm-admin pool add -q name=web kind=lead last_owner_days=5 > out
rule seq=1 method=person person=dan
rule seq=2 method=person person=bob
crm-lead assign -q > out
ask "update lead set owner = NULL, pool = 1, last_owner = (select id from app_user where login = 'dan'), pooled_at = 1795219200" > out
run 'the last owner must wait' 0 crm-lead assign -n --explain L1 -o csv -c owner
is_out 'owner
bob'

# ---- others at the same time ----

if on_server; then
	fresh
	crm-team set -q cleo capacity=1 > out
	leads 3
	rule seq=1 method=person person=cleo
	# Somebody gives L1 to dan, and L2 to cleo, and takes their time.
	meanwhile() {
		ask "begin; select id from lead where id in (1, 2) for update;
		    select id from app_user where login = 'cleo' for update;
		    select pg_sleep(1);
		    update lead set owner = (select id from app_user where login
		    = case lead.id when 1 then 'dan' else 'cleo' end)
		    where id in (1, 2); commit" > meanwhile
	}
	meanwhile &
	sleep 0.4
	run 'an assignment waits for what is going on' 0 \
	    crm-lead assign --explain -o csv -c lead_id,owner,why
	is_out 'lead_id,owner,why
L3,,"RA1: cleo is at capacity, 1 of 1"'
	wait
	run 'and takes nothing from anybody' 0 crm-lead list -c lead_id,owner
	is_out 'lead_id,owner
L1,dan
L2,cleo
L3,'
fi

# ---- the same book gives the same ----

deal_out() {
	fresh
	leads 40
	rule seq=1 method=weighted when='company ~ 3'
	rule seq=2 method=round_robin
	crm-lead assign -q --explain -o csv > "$1"
}
deal_out one
deal_out two
cmp one two
result $? 'two runs on two books agree'
crm-admin undo -q "$(last)" > out
run 'undo takes all of it back' 0 crm-lead list -w 'not owner is null' -o ids
is_out ''
run 'turns too' 0 crm-admin assign-rule list -w 'turn is not null' -o ids
is_out ''
crm-lead assign -q --explain -o csv > three
cmp one three
result $? 'and a run after it agrees again'

done_testing
