#!/bin/sh
# Who may say how others are told.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
CRM_NOW=2026-11-10T09:00:00Z
export CRM_NOW
book
user dir role=manager
user max role=manager manager=dir
user bob role=rep manager=max
user kim role=rep
no='crm-task: the role rep has not the right notices; crm-admin right add right=notices role=rep gives it'

# ---- preferences ----

run 'for oneself' 0 as bob crm-task preference add user=bob what=care told=no
run 'for somebody else' 6 as bob crm-task preference add user=kim told=no
is_err "$no"
run 'for all' 6 as bob crm-task preference add told=no
is_err "$no"
run 'for all, from a file' 6 as bob crm-task preference import <<END
what,told
task,no
END
run 'who is above' 0 as max crm-task preference add user=bob what=task told=no
run 'and higher' 0 as dir crm-task preference add user=bob what=rot told=no
run 'but not beside' 6 as max crm-task preference add user=kim told=no
quiet crm-task preference add user=kim quiet=01:00-02:00
id=$(crm-task preference list -w 'user = kim' -o ids)
run 'nor changed' 6 as bob crm-task preference set "$id" quiet=00:00-23:59
run 'nor handed over' 6 as kim crm-task preference set "$id" user=bob
run 'nor deleted' 6 as bob crm-task preference delete "$id"
quiet crm-team set kim delegate=bob leave_from=2026-11-01 leave_until=2026-11-30
run 'who stands in' 0 as bob crm-task preference set "$id" quiet=01:00-03:00

# ---- when things go up ----

refused=$(echo "$no" | sed 's/crm-task/crm-admin/')
run 'a rule for all' 6 as bob crm-admin escalation add level=manager what=task days=9
is_err "$refused"
run 'is not changed' 6 as bob crm-admin escalation set ER2 days=9
is_err "$refused"
run 'nor deleted' 6 as bob crm-admin escalation delete ER2
is_err "$refused"

# ---- notices, watches ----

quiet crm-lead add company=Oak owner=max
notice=$(crm-task notice list -w 'whom = max' -o ids)
run 'read by somebody else' 6 as bob crm-task notice seen "$notice"
is_err "$no"
run 'deleted' 6 as bob crm-task notice delete "$notice"
run 'by who is above' 0 as dir crm-task notice seen "$notice"
quiet as max crm-lead watch L1
watch=$(crm-task watch list -o ids)
run 'the watch of another' 6 as bob crm-task watch delete "$watch"
run 'is not taken over' 6 as bob crm-task watch set "$watch" user=bob
run 'his own ends' 0 as max crm-lead unwatch L1

# ---- the right ----

quiet crm-admin right add right=notices role=rep
run 'with the right' 0 as bob crm-task preference add what=close told=no
run 'a rule with the right' 0 as bob crm-admin escalation set ER2 days=9
run 'who has which' 0 crm-admin explain bob
like_out 'notices'
run 'an undo is none' 0 crm-admin undo "$(crm-admin log -o ids -l 1)"
done_testing
