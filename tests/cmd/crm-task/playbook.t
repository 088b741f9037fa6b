#!/bin/sh
# Playbooks: steps that become tasks, who gets them and when, what runs.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
step() { quiet crm-task playbook-step add playbook=Welcome "$@"; }

book
quiet crm-team team add name=Care
quiet crm-team add login=bob role=rep
quiet crm-team add login=eve role=rep
quiet crm-lead add company=Oak owner=bob
quiet crm-lead add company=Elm
quiet crm-customer add name=Ash owner=eve
run 'a playbook' 0 crm-task playbook add -q name=Welcome kind=线索 -o csv -c playbook_id,kind,active
is_out 'playbook_id,kind,active
PB1,lead,yes'
run 'of no kind' 4 crm-task playbook add name=x kind=tree
is_err "crm-task: kind: 'tree' is not a kind of record like lead, customer or deal"
run 'without steps' 5 crm-task playbook start Welcome L1
like_err '^crm-task: PB1 has no steps; add them'
step seq=1 subject=Call kind=call
step seq=2 subject=Send days=1 person=eve after=1
step seq=4 subject=Visit days=3 team=Care after=1,2 priority=high
step seq=5 subject=Report days=10 role=manager
run 'a number once' 4 crm-task playbook-step add playbook=Welcome seq=1 subject=x
is_err 'crm-task: seq: PS1 is step 1 of that playbook already'
run 'only earlier steps before it' 4 crm-task playbook-step add playbook=Welcome seq=6 subject=x after=6
is_err "crm-task: after: '6' is not the number of an earlier step; this is step 6"

# ---- started: 21 November 2026 is a Saturday ----

run 'a dry run' 0 crm-task playbook start -nq Welcome L1 -o csv -c subject,after,also_after
is_out 'subject,after,also_after
Call,,
Send,Call,
Visit,Call,T+2
Report,,'
run 'started' 0 crm-task playbook start -q Welcome L1 -o csv -c task_id,subject,due,owner,team,role,after,also_after,about,playbook,run_id
is_out 'task_id,subject,due,owner,team,role,after,also_after,about,playbook,run_id
T1,Call,2026-11-21,bob,,,,,L1,Welcome,
T2,Send,2026-11-23,eve,,,Call,,L1,Welcome,T1
T3,Visit,2026-11-25,,Care,,Call,T2,L1,Welcome,T1
T4,Report,2026-12-04,,,manager,,,L1,Welcome,T1'
run 'not twice' 5 crm-task playbook start Welcome L1
is_err 'crm-task: L1: the playbook Welcome runs already; stop it first: crm-task playbook stop PB1 L1'
run 'not about others' 5 crm-task playbook start Welcome C1
is_err 'crm-task: PB1 (Welcome) is for a lead, and C1 is a customer'
run 'not what is not there' 3 crm-task playbook start Welcome L9
run 'nobody named' 2 crm-task playbook start Welcome
like_err 'needs a playbook and the records'
try 'of a stream, on a day' 0 'crm-lead list -w "company = Elm" | crm-task playbook start Welcome - on=2026-11-27 -q -o csv -c subject,due,owner'
is_out 'subject,due,owner
Call,2026-11-27,ann
Send,2026-11-30,eve
Visit,2026-12-02,
Report,2026-12-11,'
run 'its steps come in order' 5 crm-task 'done' T3
is_err 'crm-task: T3 waits for T1, which is not done'

# ---- what runs ----

quiet crm-task 'done' T1
run 'what runs' 0 on 2026-11-24 crm-task playbook runs -c playbook_id,about,state,steps,done,open,overdue,task_id,next,due
is_out 'playbook_id,about,state,steps,done,open,overdue,task_id,next,due
PB1,L1,running,4,1,3,1,T2,Send,2026-11-23
PB1,L2,running,4,0,4,0,T5,Call,2026-11-27'
run 'stopped' 0 crm-task playbook stop -q Welcome L2 -o csv -c subject,status
is_out 'subject,status
Call,cancelled
Send,cancelled
Visit,cancelled
Report,cancelled'
run 'what does not run' 5 crm-task playbook stop Welcome L2
is_err 'crm-task: L2: that playbook does not run; see: crm-task playbook runs'
quiet crm-task 'done' T2
quiet crm-task 'done' T3 T4
run 'all that ran' 0 crm-task playbook runs Welcome all=yes -c about,state,done,next
is_out 'about,state,done,next
L1,done,4,
L2,stopped,0,'
quiet crm-admin undo "$(crm-admin log -w 'args ~ stop' -l 1 -o csv | sed 1d | cut -d, -f1)"
run 'a stop undone' 0 crm-task playbook runs -c about,open
is_out 'about,open
L2,4'
run 'started again when it is over' 0 crm-task playbook start -q Welcome L1 -o ids

# ---- what cannot be ----

quiet crm-team set eve active=no
quiet crm-task playbook stop Welcome L1
run 'a person who left' 5 crm-task playbook start Welcome L1
like_err 'owner: eve is not active'
is "$(crm-task list -w 'about = L1 and status = todo' -o ids)" '' 'nothing is made then'
quiet crm-task playbook-step set PS2 person='\N'
quiet crm-task playbook-step delete PS1
run 'a step that is gone' 5 crm-task playbook start Welcome L1
like_err '^crm-task: PS2 comes after the step 1, which its playbook has not'
quiet crm-task playbook set Welcome active=no
run 'one that is off' 5 crm-task playbook start Welcome L1
is_err 'crm-task: PB1 (Welcome) is not active; turn it on: crm-task playbook set PB1 active=yes'
quiet crm-task playbook set Welcome active=yes
quiet crm-task playbook-step restore PS1

# ---- two at once ----

logins bob
for i in 1 2; do
	(as bob crm-task playbook start -q Welcome L1 -o ids > "start.$i" 2> "start.$i.err") &
done
wait
is "$(cat start.1 start.2 | wc -l) $(cat start.*.err | grep -c 'runs already')" '4 1' \
    'of two who start it at once one does'
done_testing
