#!/bin/sh
# due --mark: each thing once a day and channel, whoever else runs it.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }

CRM_NOW=2026-11-10T09:00:00Z
export CRM_NOW
book
# What is given to people is looked at in notice.t.
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team add login=max role=manager email=max@example.com
quiet crm-team add login=bob role=rep manager=max
quiet crm-task add subject=One owner=bob due=2026-11-10
quiet crm-task add subject=Two owner=max due=2026-11-10
batches=$(crm-admin log -o ids | wc -l)

run 'the first time' 0 crm-task due --mark mail -o ids
is_out 'T1
T2'
run 'not again on that day' 0 crm-task due --mark mail -o ids
is_out ''
run 'not an hour later' 0 at 2026-11-10T10:00:00Z crm-task due --mark mail -o ids
is_out ''
run 'on another channel' 0 crm-task due --mark chat -o ids
is_out 'T1
T2'
run 'to somebody else it is another thing' 0 at 2026-11-10T10:00:00Z \
    crm-task due --mark mail --for max -o ids
is_out ''
quiet crm-task add subject=Three owner=bob due=2026-11-10
run 'what is new' 0 at 2026-11-10T11:00:00Z crm-task due --mark mail -o ids
is_out T3
run 'the next day' 0 on 2026-11-11 crm-task due --mark mail -o ids
is_out 'T1
T2
T3'
TZ=Asia/Shanghai
run 'which begins at midnight in TZ' 0 at 2026-11-11T16:00:00Z \
    crm-task due --mark mail -o ids
is_out 'T1
T2
T3'
TZ=UTC
is "$(crm-admin log -o ids | wc -l)" $((batches + 1)) \
    'what was said is no batch of the book'

# ---- who dies between ----

run 'nobody reads it' 0 sh -c 'crm-task due --mark pipe -o ids | true'
ask "UPDATE notice SET said = NULL WHERE channel = 'chat'"
run 'one that was taken and not said is held' 0 at 2026-11-10T09:09:59Z \
    crm-task due --mark chat -o ids -w 'about != T3'
is_out ''
run 'for ten minutes' 0 at 2026-11-10T09:10:00Z \
    crm-task due --mark chat -o ids -w 'about != T3'
is_out 'T1
T2'
run 'a full disk' 1 sh -c 'crm-task due --mark full -o csv > /dev/full'
run 'and it is said again at once' 0 crm-task due --mark full -o ids
is_out 'T1
T2
T3'
run 'no address' 0 crm-task due --mark post -o mail --from crm@example.com
like_err 'bob has no e-mail address: 2 left out'
run 'what was left out is not said' 0 crm-task due --mark post -o ids
is_out 'T1
T3'

# ---- two at once ----

for i in 1 2 3 4 5 6; do
	crm-task due --mark race -o ids > "race.$i" 2> "race-err.$i" &
done
wait
is "$(cat race.? | sort)" 'T1
T2
T3' 'of six jobs at once one says a thing'
is "$(cat race-err.?)" '' 'and none complains'
run 'a reader may not mark' 2 crm-task list --mark mail
like_err 'list does not take --mark'
run 'a channel without a name' 2 crm-task due --mark ''
is_err 'crm-task: --mark needs the name of a channel, such as mail'
done_testing
