#!/bin/sh
# Projects: their states, who takes part, how far they are, what is said of them.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
project() { crm-task project list "$1" -o csv -c "$2" | sed 1d; }

book
quiet crm-team add login=bob role=rep
quiet crm-team add login=gone role=rep active=no
quiet crm-customer add name=Oak
run 'a project' 0 crm-task project add -q name=Move about=Oak owner=bob start=2026-11-21 due=2026-12-31 -o csv -c project_id,status,about,progress
is_out 'project_id,status,about,progress
PJ1,planned,C1,'

# ---- how far it is ----

for t in Pack Carry Unpack Rest; do
	quiet crm-task add subject=$t project=Move due=2026-11-20
done
is "$(project PJ1 tasks,tasks_open,tasks_overdue,progress)" '4,4,4,0' 'nothing is done'
quiet crm-task 'done' Pack
quiet crm-task set Rest status=cancelled
is "$(project PJ1 tasks,tasks_open,tasks_overdue,progress)" '3,2,2,33.3333' \
    'what is cancelled is no work'
run 'found by it' 0 crm-task project list -w 'progress > 33% and tasks_open = 2' -o ids
is_out PJ1

# ---- states ----

run 'not from where it is' 5 crm-task project close PJ1
is_err 'crm-task: PJ1 is planned; close is not possible from there, but: start (active), cancel (cancelled)'
quiet crm-task project start PJ1
run 'started twice' 0 crm-task project start PJ1
like_err '^crm-task: unchanged 1'
quiet crm-task project hold PJ1
quiet crm-task project start PJ1
run 'not with open work' 5 crm-task project close PJ1
is_err 'crm-task: PJ1 has open tasks: T2, T3; finish or cancel them first, or cancel the project'
run 'its state is moved' 5 crm-task project set PJ1 status='done'
like_err '^crm-task: status: is not set but moved'
quiet crm-task 'done' Carry Unpack
run 'all done' 0 crm-task project close -q PJ1 -o csv -c status,closed_on,progress
is_out 'status,closed_on,progress
done,2026-11-21,100'
quiet crm-task project reopen PJ1
quiet crm-task add subject=Sweep project=Move
is "$(project PJ1 status,closed_on,progress)" 'active,,75' 'goes on'
run 'given up' 0 crm-task project cancel -q PJ1
is "$(project PJ1 status) $(crm-task list Sweep -o csv -c status | sed 1d)" \
    'cancelled cancelled' 'with its open tasks'
quiet crm-admin undo "$(crm-admin log -l 1 -o csv | sed 1d | cut -d, -f1)"
is "$(project PJ1 status) $(crm-task list Sweep -o csv -c status | sed 1d)" \
    'active todo' 'undone, both are as they were'

# ---- people ----

run 'somebody takes part' 0 crm-task project join -q PJ1 user=bob -o csv -c members
is_out 'members
bob'
quiet crm-task project join PJ1 user=ann
is "$(project PJ1 members)" '"ann, bob"' 'in the order of names'
run 'not who left' 5 crm-task project join PJ1 user=gone
like_err 'gone is not active'
run 'nor who was never here' 4 crm-task project set PJ1 members=nobody
like_err "^crm-task: members: there is no user 'nobody'"
quiet crm-task project leave PJ1 user=bob
is "$(project PJ1 members)" ann 'who leaves is gone'
run 'twice' 0 crm-task project leave PJ1 user=bob
like_err 'unchanged 1'
run 'an end before the start' 4 crm-task project set PJ1 due=2026-11-01
is_err 'crm-task: due: the end is before the start'

# ---- what is said ----

run 'a comment' 0 crm-task project comment PJ1 text='The van is late' -q -o csv -c kind,about,owner,notes
is_out 'kind,about,owner,notes
note,PJ1,ann,The van is late'
run 'of nothing' 3 crm-task project comment PJ9 text=x
run 'all of it' 0 crm-task project show PJ1 --all -o json
like_out 'The van is late'
like_out 'Sweep'
run 'found by name' 0 crm-task activity add -q kind=call about=project:Move -o csv -c about
is_out 'about
PJ1'
try 'out and in again' 0 'crm-task project list -o csv | crm-task project import - --on-duplicate update'
like_err 'unchanged 1'
done_testing
