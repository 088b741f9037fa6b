#!/bin/sh
# Automation: what follows by itself behind a write, each day, before a date.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
rule() { quiet crm-admin automation add "$@"; }
off() { quiet crm-admin automation set "$1" active=no; }
batch() { crm-admin log -l 1 -o csv | sed 1d | cut -d, -f1; }
lead() { crm-lead list "$1" -o csv -c "$2" | sed 1d; }
deal() { crm-deal list "$1" -o csv -c "$2" | sed 1d; }

book
logins bob eve
quiet crm-team add login=bob role=rep
quiet crm-team add login=eve role=rep
quiet crm-customer add name=Oak owner=eve
quiet crm-deal add name=Big customer=Oak amount=1000 owner=bob expected_close=2027-03-01

# ---- what is refused when it is saved ----

run 'no expression' 4 crm-admin automation add kind=lead event=inserted action=set what=score=1 when='score >'
is_err "crm-admin: when: a value is missing
  score >
         ^"
run 'no such field in it' 4 crm-admin automation add kind=lead event=inserted action=set what='interest:=compny'
like_err "^crm-admin: what: interest: .*'compny'"
run 'no such field to set' 4 crm-admin automation add kind=lead event=inserted action=set what='intrest=x'
is_err "crm-admin: what: no field 'intrest' in lead; nearest: interest, address"
run 'not what verbs move' 4 crm-admin automation add kind=lead event=inserted action=set what=status=working
is_err 'crm-admin: what: status: is not set but moved, by verbs of people'
run 'not what the book keeps' 4 crm-admin automation add kind=lead event=inserted action=set what=created=today
like_err 'what: created: is kept by the book itself'
run 'no value that cannot be' 4 crm-admin automation add kind=lead event=inserted action=set what='region=x; budget=much; industry=y'
like_err '^crm-admin: what: budget: '
run 'no text where a date is' 4 crm-admin automation add kind=lead event=inserted action=set what='expected_close:=company'
like_err '^crm-admin: what: expected_close: a date is needed, not text'
run 'twice' 4 crm-admin automation add kind=lead event=inserted action=set what='region=x; region=y'
is_err 'crm-admin: what: region: is given twice'
run 'no value at all' 4 crm-admin automation add kind=lead event=inserted action=set what='region'
is_err "crm-admin: what: 'region' is not field=value or field:=expression"
run 'no kind' 4 crm-admin automation add kind=tree event=inserted action=task
like_err "^crm-admin: kind: 'tree' is not a kind of record"
run 'no rules about rules' 4 crm-admin automation add kind=pool event=inserted action=task
like_err '^crm-admin: kind: a pool is no record of the trade'
run 'no field that is there' 4 crm-admin automation add kind=lead event=changed field=ownr action=task
is_err "crm-admin: field: no field 'ownr' in lead; nearest: owner, city"
run 'none that is derived' 4 crm-admin automation add kind=lead event=changed field=status_now action=task
like_err '^crm-admin: field: status_now is derived from other records'
run 'no states' 4 crm-admin automation add kind=contact event=moved action=task
is_err 'crm-admin: event: a contact has no states; use event=changed and a field'
run 'no date' 4 crm-admin automation add kind=lead event=before field=company action=task
is_err 'crm-admin: field: company is not a date'
run 'days of nothing' 4 crm-admin automation add kind=lead event=inserted days=3 action=task
is_err 'crm-admin: days: is for event=before alone'
run 'no owner' 4 crm-admin automation add kind=contact event=inserted action=assign
is_err 'crm-admin: action: a contact has no owner'
run 'no playbook' 4 crm-admin automation add kind=lead event=inserted action=playbook
is_err 'crm-admin: playbook: is needed: the one to start'
run 'a person for nothing' 4 crm-admin automation add kind=lead event=inserted action=task person=bob
is_err 'crm-admin: person: is for action=assign and action=notice alone'
is "$(crm-admin automation list -o ids)" '' 'none of them is there'

# ---- set: in order, with the language of field:= ----

rule kind=线索 seq=20 name=Second event=inserted when='region = east' action=set what='interest:=company + " of " + region'
rule kind=lead seq=10 name=First event=inserted when='country = CN and region is null' action=set what='region=east; tags="a, b"; expected_close:=entered_on+14d'
run 'later ones see what earlier ones did' 0 crm-lead add -q company=Elm country=CN -o csv -c region,interest,tags,expected_close
is_out 'region,interest,tags,expected_close
east,Elm of east,"a, b",2026-12-05'
quiet crm-admin undo "$(batch)"
run 'an undo takes all of it back' 3 crm-lead show L1
run 'where the condition does not hold nothing is' 0 crm-lead add -q company=Elm country=DE -o csv -c region
is_out 'region
""'
run 'a dry run' 0 crm-lead add -nq company=Ash country=CN --explain -o csv -c interest
is_out 'interest
Ash of east'
is_err "crm-lead: AU2 (First) on L+1: it is made and country = CN and region is null: region: nothing -> east, expected_close: nothing -> 2026-12-05, tags: nothing -> a, b
crm-lead: AU1 (Second) on L+1: it is made and region = east: interest: nothing -> Ash of east"
run 'nobody asked' 0 crm-lead add -q company=Ash country=CN -o ids
is_err ''

# ---- imports record what is ----

(echo company,country; echo Fir,CN; echo Yew,CN) > f.csv
quiet crm-lead import f.csv
is "$(lead Fir region)" '""' 'an import runs none'
run 'unless it is told to' 0 crm-lead import -q f.csv --again --automate -o csv -c region,interest
is_out 'region,interest,_action,_duplicate_of
east,Fir of east,inserted,L4
east,Yew of east,inserted,L5'
# So many that they would go in in bulk.
awk 'BEGIN { print "company,country"; for (i = 1; i <= 2500; i++)
	printf "Bulk%d %060d,CN\n", i, i }' > f.csv
quiet crm-lead import f.csv --automate
is "$(crm-lead list -w 'company ~ Bulk and region = east and interest ~ "of east"' -o ids | wc -l | tr -d ' ')" 2500 \
    'many of them too'
quiet crm-admin undo "$(batch)"
off AU1
off AU2

# ---- changes, moves ----

rule kind=deal name=Moved event=moved when='stage = proposal' action=set what='next_step=Offer'
rule kind=deal name=Field event=changed field=amount when='amount > 5000' action=set what='criteria="large: budget"'
run 'a move' 0 crm-deal move -q D1 stage=needs
is "$(deal D1 next_step)" '""' 'to another state is none'
run 'moved' 0 crm-deal move -q D1 stage=proposal -o csv -c next_step
is_out 'next_step
Offer'
run 'a field, not another' 0 crm-deal set -q D1 name=Bigger -o csv -c criteria
is_out 'criteria
""'
run 'the field' 0 crm-deal set -q D1 amount=6000 -o csv -c criteria
is_out 'criteria
large: budget'
off AU3
off AU4

# ---- assign, task, playbook ----

rule kind=lead name=Eve event=inserted when='region = west' action=assign person=eve
run 'assigned' 0 crm-lead add -q company=West region=west -o csv -c owner,status
is_out 'owner,status
eve,assigned'
quiet crm-admin automation set AU5 person='\N'
run 'by rules that are not there' 5 crm-lead add company=West region=west
like_err '^crm-lead: the automation rule AU5 \(Eve\) could not run for L[0-9]*: .*assign-rule'
is "$(crm-lead list -w 'company = West' -o ids | wc -l | tr -d ' ')" 1 'nothing is left of it'
quiet crm-admin assign-rule add kind=lead seq=1 method=person person=bob
run 'by the rules' 0 crm-lead add -q company=West region=west --explain -o csv -c owner
is_out 'owner
bob'
off AU5
rule kind=lead name=Call event=changed field=owner when='owner is not null' action=task \
    what='subject:="Call " + company; due=+2d; kind=call; priority=high'
quiet crm-lead transfer Ash to=bob
run 'a task' 0 crm-task list -o csv -c subject,about,owner,due,priority
is_out 'subject,about,owner,due,priority
Call Ash,L3,bob,2026-11-23,high'
quiet crm-admin undo "$(batch)"
is "$(crm-task list -o ids)" '' 'goes with the undo'
off AU6
quiet crm-task playbook add name=Won kind=deal
quiet crm-task playbook-step add playbook=Won seq=1 subject=Thank
quiet crm-task playbook-step add playbook=Won seq=2 subject=Ask days=5 after=1
run 'a playbook of another kind' 4 crm-admin automation add kind=lead event=moved action=playbook playbook=Won
is_err 'crm-admin: playbook: is for a deal, and this rule is about a lead'
rule kind=deal name=Win event=moved when='stage.type = won' action=playbook playbook=Won
quiet crm-deal win D1
run 'started' 0 crm-task playbook runs -c playbook,about,steps
is_out 'playbook,about,steps
Won,D1,2'
run 'a playbook that rules start' 5 crm-task playbook delete Won
like_err 'AU7'
off AU7

quiet crm-task playbook add name=After kind=case
quiet crm-task playbook-step add playbook=After seq=1 subject='Ask how it is' days=3
rule kind=case name=Solved event=moved when='status = resolved' action=playbook playbook=After
quiet crm-customer case add subject=Leak customer=Oak owner=bob
quiet crm-customer case work CS1
quiet crm-customer case resolve CS1
run 'of a case' 0 crm-task list -w 'subject ~ Ask' -o csv -c subject,about,owner,due,playbook
is_out 'subject,about,owner,due,playbook
Ask,D1,bob,2026-11-27,Won
Ask how it is,CS1,bob,2026-11-25,After'
off AU8

# ---- an import in which one row cannot ----

quiet crm-team add login=gone
quiet crm-team set gone active=no
rule kind=contact seq=1 name=Must event=inserted when='title = boss' action=set what='customer:=customer.parent'
rule kind=contact seq=2 name=Then event=inserted when='title = boss' action=task what='owner=gone'
(echo name,title,customer; echo Ada,boss,Oak; echo Bea,clerk,Oak) > c.csv
run 'all or nothing' 5 crm-customer contact import c.csv --automate
like_err '^crm-customer: c.csv:2: the automation rule AU10 \(Then\) could not run for CT[0-9]*: owner: gone is not active'
run 'or the good ones' 5 crm-customer contact import -q c.csv --automate --rejects bad.csv -o csv -c name
like_out '^Bea,'
is "$(sed -n 2p bad.csv | cut -d, -f1-3)" Ada,boss,Oak 'the other is among the rejects'
off AU9
off AU10

# ---- once, and no circle ----

rule kind=customer name=Loop event=changed when='grade = B' action=set what='credit_limit:=credit_limit+1'
quiet crm-customer set Oak credit_limit=5
run 'a rule that sets itself off' 5 crm-customer set Oak grade=B
is_err 'crm-customer: automation goes in a circle: AU11 on C1 -> AU11 on C1; narrow the condition of one, or turn it off: crm-admin automation set AU11 active=no'
is "$(crm-customer list Oak -o csv -c grade,credit_limit | sed 1d)" ',5.00' 'nothing is written'
quiet crm-admin automation set AU11 what='credit_limit=9'
run 'one that comes to rest is none' 0 crm-customer set -q Oak grade=B -o csv -c credit_limit
is_out 'credit_limit
9.00'
quiet crm-admin automation set AU11 field=industry when='grade = A' what='level:="x" + level'
rule kind=customer name=Back event=changed field=level action=set what='industry:="y" + industry'
quiet crm-customer set Oak level=1
quiet crm-customer set Oak industry=2
quiet crm-customer set Oak grade=A
run 'a circle of two' 5 crm-customer set Oak industry=3
is_err 'crm-customer: automation goes in a circle: AU11 on C1 -> AU12 on C1 -> AU11 on C1; narrow the condition of one, or turn it off: crm-admin automation set AU11 active=no'
off AU11
run 'what was in it goes once' 0 crm-customer set -q Oak level=z --explain -o csv -c level,industry
like_err '^crm-customer: AU12 \(Back\) on C1: level is changed: industry: 2 -> y2$'
off AU12
rule kind=task name=Task event=inserted action=task what='subject:="Behind " + subject'
run 'tasks behind tasks without an end' 5 crm-task add subject=First
like_err '^crm-task: more than 8 automation rules behind one another: AU13 on T[0-9]* -> AU13 on T'
off AU13
rule kind=customer name=Twice event=changed action=task what='subject=Look'
try 'once a record and batch' 0 'crm-customer set -q Oak level=q --keep-going -o ids'
is "$(crm-task list -w 'subject = Look' -o ids | wc -l | tr -d ' ')" 1 'one task'
rule kind=customer seq=200 name=Bad event=changed when='level = bad' action=set what='parent=Oak'
quiet crm-customer add name=Fir
run 'who is refused' 5 crm-customer set Oak Fir level=bad --keep-going -q -o ids
is_out C2
like_err '^crm-customer: C1: the automation rule AU15 \(Bad\) could not run for C1: parent: '
is "$(crm-task list -w 'subject = Look' -o ids | wc -l | tr -d ' ')" 2 'left nothing'
off AU14
off AU15

# ---- each day ----

rule kind=lead name=Daily event=daily when='company = Yew' action=set what='budget:=budget+1'
yew=$(crm-lead list -w 'company = Yew' -o ids | head -n 1)
quiet crm-lead set "$yew" budget=1
run 'a dry run of the day' 0 crm-task tick -nq
is_out "automation_id,automation,about,what
AU16,Daily,$yew,each day and company = Yew: budget: 1.00 -> 2.00"
run 'the day' 0 crm-task tick -q -o csv -c automation_id,about
is_out "automation_id,about
AU16,$yew"
run 'twice is once' 0 crm-task tick -c about
is_out about
is_err 'crm-task: nothing to do'
is "$(lead "$yew" budget)" 2.00 'it is done once'
quiet crm-admin undo "$(crm-admin log -w 'args ~ tick' -l 1 -o csv | sed 1d | cut -d, -f1)"
is "$(lead "$yew" budget)" 1.00 'undone, it is as it was'
for i in 1 2 3; do
	(as bob crm-task tick -q > "tick.$i" 2>&1) &
done
wait
is "$(lead "$yew" budget)" 2.00 'of three at once one does it'
quiet on 2026-11-23 crm-task tick
is "$(lead "$yew" budget)" 3.00 'the next day again, and what was missed is over'
off AU16

# ---- before a date ----

rule kind=deal name=Soon event=before field=expected_close days=30 when='stage_type = open' action=task what='subject:="Close " + name; due:=expected_close-7d'
soon() { crm-task list -w 'subject ~ Close' -o csv -c subject,due | sed 1d | sort; }
quiet crm-deal add name=A customer=Oak expected_close=2026-12-23
quiet crm-deal add name=B customer=Oak expected_close=2026-12-22
quiet crm-deal add name=C customer=Oak expected_close=2027-02-01
is "$(soon)" '' 'not before its day'
quiet crm-task tick
is "$(soon)" '' 'nor one day early'
quiet on 2026-11-22 crm-task tick
is "$(soon)" 'Close B,2026-12-15' 'on its day'
quiet on 2026-11-25 crm-task tick
is "$(soon)" 'Close A,2026-12-16
Close B,2026-12-15' 'a day that was missed is made up for'
quiet on 2026-11-25 crm-task tick
is "$(soon | wc -l | tr -d ' ')" 2 'once'
quiet on 2026-11-26 crm-deal set C expected_close=2026-12-10
is "$(soon | wc -l | tr -d ' ')" 3 'brought behind its day it comes at once'
quiet on 2026-11-26 crm-deal set C expected_close=2026-12-12
is "$(soon | wc -l | tr -d ' ')" 3 'and not again'
quiet on 2026-11-26 crm-deal add name=D customer=Oak expected_close=2026-12-01
quiet on 2026-11-26 crm-deal add name=E customer=Oak expected_close=2026-01-01
is "$(soon | tail -n 1)" 'Close D,2026-11-24' 'nor for what is long over'
quiet on 2026-11-26 crm-task tick
is "$(soon | wc -l | tr -d ' ')" 4 'what came at once is not done again by the day'
quiet crm-admin automation set AU17 active=no
quiet on 2026-12-20 crm-admin automation set AU17 active=yes
quiet on 2026-12-21 crm-task tick
is "$(soon | wc -l | tr -d ' ')" 4 'what was off does not make up for it'

# ---- one record that cannot ----

quiet crm-customer set Fir parent='\N'
rule kind=customer name=Gate event=daily when='name in (Oak, Fir)' action=set what='parent=Fir'
run 'one is refused, the rest goes on' 5 crm-task tick -q -c automation_id,about
is_out 'automation_id,about
AU18,C1'
like_err '^crm-task: the automation rule AU18 \(Gate\) could not run for C2: '
off AU18

# ---- what would be done ----

quiet crm-lead set "$yew" region=east
rule kind=lead seq=1 name=Own event=changed field=owner when='region = east' action=assign person=eve
rule kind=lead seq=2 name=Go event=moved when='region = west' action=set what=interest=x
rule kind=lead seq=3 name=Make event=inserted action=set what=region=east
run 'of a record' 0 crm-admin automation test "$yew" -c automation,event,runs,why,what
is_out 'automation,event,runs,why,what
Own,owner is changed,yes,region = east,owner: nothing -> eve
Go,its status is changed,no,not so: region = west,
Make,it is made,no,it is so already,'
run 'of a rule' 0 crm-admin automation test Own -l 1 -c about,runs,what
is_out "about,runs,what
L3,yes,owner: nothing -> eve"
run 'of nothing' 3 crm-admin automation test L99
run 'of none' 2 crm-admin automation test
for t in Own Go Make; do off $t; done

# ---- what it names is gone ----

quiet crm-admin field add entity=lead name=shirt type=text
rule kind=lead name=Shirt event=inserted when='shirt = red' action=set what='region=red'
rule kind=lead name=Sets event=inserted action=set what='shirt=blue'
run 'a field that rules name' 5 crm-admin field delete FD1
like_err 'AU22 \(when\), AU23 \(what\)'
quiet crm-admin field delete FD1 -y
run 'lint tells' 4 crm-admin automation lint -c automation_id,code,message
like_out "^AU22,unusable,\"?could not be saved today: when: no field 'shirt' in lead"
like_out "^AU23,unusable,\"?could not be saved today: what: no field 'shirt' in lead"
run 'check tells' 4 crm-admin check
like_out "AU22.*shirt"
like_out "AU23.*shirt"
run 'and a write says what to do' 5 crm-lead add company=x
like_err "^crm-lead: the automation AU22 cannot be used: no field 'shirt' in lead; change it, or turn it off: crm-admin automation set AU22 active=no"
rule kind=customer name=Still event=daily when='name = Oak' action=set what='level=still'
run 'the day of other kinds goes on' 5 on 2027-01-05 crm-task tick -q -c about
is_out 'about
C1'
like_err '^crm-task: the automation AU2[0-9] cannot be used'
off AU24
run 'an import goes on' 0 crm-lead import -q f.csv -n -o ids
off AU22
off AU23
run 'turned off, all is well' 0 crm-lead add -q company=x -o ids

# ---- out and in ----

quiet crm-team set eve active=no
quiet crm-admin automation set AU5 active=yes person=eve
run 'lint: who left' 4 crm-admin automation lint AU5 -c code
is_out 'code
person-inactive'
off AU5
try 'config comes back' 0 'crm-admin automation list -w "automation_id < AU22" -o csv | crm-admin automation import -q - --on-duplicate update'
run 'the book is right' 4 crm-admin check
# ---- a test sees what refuses it ----

book
quiet crm-lead add company=Oak score=1 budget=1
quiet crm-lead add company=Elm score=1 budget=1 city=Ulm
quiet crm-admin automation add name=up kind=lead event=changed field=score \
    action=set what='score:=score+1' when='city is null'
run 'a circle of its own' 0 crm-admin automation test AU1 -c about,runs,why
is_out 'about,runs,why
L1,no,"automation goes in a circle: AU1 on L1 -> AU1 on L1; narrow the condition of one, or turn it off: crm-admin automation set AU1 active=no"'
run 'of the record, too' 0 crm-admin automation test L1 -c automation_id,runs
is_out 'automation_id,runs
AU1,no'
run 'and as it would be' 5 crm-lead set L1 score=5
like_err 'automation goes in a circle: AU1 on L1 -> AU1 on L1'
quiet crm-admin automation set AU1 active=no
quiet crm-admin automation add name=ping kind=lead event=changed field=score \
    action=set what='budget:=budget+1' active=no
quiet crm-admin automation add name=pong kind=lead event=changed field=budget \
    action=set what='score:=score+1' when='city is not null'
run 'a circle that it would close, were it on' 0 crm-admin automation test AU2 -c about,runs,why
like_out '^L1,yes,always$'
like_out '^L2,no,"automation goes in a circle: AU2 on L2 -> AU3 on L2 -> AU2 on L2;'
quiet crm-admin automation add name=gone kind=lead event=changed field=title \
    action=assign person=ann seq=1
quiet crm-team add login=cap capacity=0
quiet crm-admin automation set AU4 person=cap
run 'whoever cannot take it' 0 crm-admin automation test AU4 -l 1 -c about,runs,why
like_out '^L1,(yes|no),'
run 'nothing of it was written' 0 crm-lead list -c lead_id,score,budget,owner
is_out 'lead_id,score,budget,owner
L1,1,1.00,
L2,1,1.00,'
run 'a rule that is not there' 3 crm-admin automation test AU99
is_err "crm-admin: there is no automation 'AU99'"
# ---- approvals ----

book
user max role=manager
quiet crm-customer add name=Oak
run 'what is not submitted' 4 crm-admin automation add kind=lead event=inserted action=approval
is_err 'crm-admin: action: a lead is not submitted for approval'
run 'nor with anything to say' 4 crm-admin automation add kind=order event=inserted \
    action=approval what='notes=x'
quiet crm-admin approval-rule add kind=order seq=1 when='amount >= 1000' steps=manager
quiet crm-admin automation add name=Ask kind=order event=changed field=notes action=approval
quiet crm-order add customer=Oak ordered_on=2026-11-20 amount=5000
quiet crm-order add customer=Oak ordered_on=2026-11-20 amount=50
run 'as it would be' 0 crm-admin automation test AU1 -c about,runs,what
is_out 'about,runs,what
O1,yes,it is submitted for approval
O2,yes,it is submitted for approval'
run 'one that somebody must agree to' 0 crm-order set O1 notes=Go -q -o ids
is "$(crm-order list O1 -c status -o tsv | sed 1d)" submitted 'waits'
is "$(crm-admin approval list -w 'about = O1' -c role,status -o tsv | sed 1d)" \
    "manager	pending" 'for whom the matrix names'
run 'one that nobody has to' 0 crm-order set O2 notes=Go -q -o ids
is "$(crm-order list O2 -c status -o tsv | sed 1d)" approved 'is approved'
run 'what waits is left' 0 crm-admin automation test O1 -c runs,why
is_out 'runs,why
no,it is so already'
done_testing
