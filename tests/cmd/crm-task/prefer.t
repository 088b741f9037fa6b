#!/bin/sh
# How people want to be told: lead time, quiet hours, channels, chat ids.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }

book
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team add login=bob role=rep chat=bob_1
quiet crm-team add login=eve role=rep
for who in bob eve; do
	quiet crm-task add subject=Call owner=$who due=2026-11-21
	quiet crm-task add subject=Write owner=$who due=2026-11-24
	quiet crm-deal add name=Box owner=$who expected_close=2026-11-26
done

# ---- lead time ----

run 'nobody wants to know before' 0 crm-task due -c who,about
is_out 'who,about
bob,T1
eve,T3'
quiet crm-task preference add user=bob lead_days=3
run 'one does, three days' 0 crm-task due -c who,about
is_out 'who,about
bob,T1
eve,T3
bob,T2'
quiet crm-task preference add user=bob what=close lead_days=5
run 'of a kind more' 0 crm-task due --for bob -o ids
is_out 'T1
T2
D1'
quiet crm-task preference add what=task lead_days=2
run 'a row of all is behind that of one' 0 on 2026-11-22 crm-task due -w 'what = task' -c who,about
is_out 'who,about
bob,T1
eve,T3
bob,T2
eve,T4'
run 'a day that is said is that day' 0 crm-task due --until 2026-11-21 -o ids
is_out 'T1
T3'
quiet crm-admin pool add kind=customer name=Sea
quiet crm-customer add name=Elm owner=bob
quiet crm-admin reclaim-rule add kind=customer pool=Sea seq=1 days=10 notice_days=3 name=ten missing=activity
run 'a clock that gives notice by itself: three days before' 0 \
    on 2026-11-25 crm-task due --kind reclaim -o ids
is_out C1
run 'and not before that' 0 on 2026-11-24 crm-task due --kind reclaim -o ids
is_out ''

# ---- quiet hours: later, not never ----

book
quiet crm-team add login=bob role=rep chat=bob_1
quiet crm-team add login=eve role=rep tz=America/New_York
quiet crm-task add subject=Call owner=bob due=2026-11-20
quiet crm-task add subject=Call owner=eve due=2026-11-20
quiet crm-task preference add quiet='22:00-08:00, 12:00-13:00'
told() { crm-task due --mark "$1" -c who,what; }
CRM_NOW=2026-11-21T07:59:59Z
run 'not in the morning' 0 told a
is_out 'who,what'
CRM_NOW=2026-11-21T08:00:00Z
run 'then all that there is; it is early in New York' 0 told a
is_out 'who,what
bob,task
bob,notice'
CRM_NOW=2026-11-21T12:59:59Z
run 'and is until eight' 0 told a
is_out 'who,what'
CRM_NOW=2026-11-21T13:00:00Z
run 'of nothing less' 0 told a
is_out 'who,what
eve,task
eve,notice'
CRM_NOW=2026-11-21T23:00:00Z
run 'who looks himself sees it at any hour' 0 crm-task due -o ids
is_out 'T1
T2
T1
T2'
quiet crm-task preference add channel=pager quiet=03:00-04:00
run 'a channel has its own' 0 told pager
is_out 'who,what
bob,task
eve,task
bob,notice
eve,notice'
run 'no hours' 4 crm-task preference add quiet=8-22
is_err "crm-task: quiet: '8-22' is no time of the day such as 22:00-08:00"
run 'no hour' 4 crm-task preference add quiet=22:00-24:01
run 'none' 4 crm-task preference add quiet=22:00-22:00
run 'no clock' 4 crm-task preference add what=tea
like_err "^crm-task: what: 'tea' is nothing that falls due"
run 'no zone' 4 crm-team set bob tz=Mars
like_err '^crm-team: tz: '

# ---- channels ----

CRM_NOW=2026-11-21T10:00:00Z
quiet crm-task preference add user=bob told=no
quiet crm-task preference add user=bob channel=mail what=task told=yes
run 'a kind on a channel alone' 0 crm-task due --for bob --mark mail -o csv -c what
is_out 'what
task'
run 'and nothing on another' 0 crm-task due --for bob --mark chat -o ids
is_out ''
quiet crm-task preference add user=bob channel=wecom chat=bob_w told=yes
run 'a chat id of a channel' 0 crm-task due --for bob --kind task --mark wecom -o wecom
like_out '"mentioned_list":\["bob_w"\]'
run 'elsewhere his own' 0 crm-task due --for eve --kind task -o wecom
unlike_out mentioned_list

# ---- days ahead of a channel ----

quiet crm-team add login=kim
quiet crm-task add subject=Soon owner=kim due=2026-11-24
quiet crm-task preference add user=kim what=task channel=early lead_days=3
run 'one channel hears of it early' 0 crm-task due --for kim --kind task --mark early -o csv -c when
is_out 'when
2026-11-24T00:00:00Z'
run 'another does not' 0 crm-task due --for kim --kind task --mark late -o ids
is_out ''
run 'nor who looks' 0 crm-task due --for kim --kind task -o ids
is_out ''
done_testing
