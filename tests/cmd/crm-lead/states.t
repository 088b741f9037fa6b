#!/bin/sh
# The states of a lead: every step, and every step that is none.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
# lead STATUS: a lead in a state, as an import records it; $id is its id.
n=0
lead() {
	n=$((n + 1))
	printf 'company,owner,status,wake_on\nfirm %s,%s,%s,%s\n' "$n" \
	    "${2-}" "$1" "${3-}" > in.csv
	id=$(crm-lead import -q --again -o ids in.csv)
}
state() { crm-lead list "$id" -o csv -c status,reason,owner | sed 1d; }

lead new
run 'a new lead is not worked on before it is somebody'"'"'s' 5 crm-lead work "$id"
is_err "crm-lead: $id is new; work is not possible from there, but: assign, claim, disqualify, recycle, duplicate"
run 'nor qualified' 5 crm-lead qualify "$id"
crm-lead set -q "$id" owner=bob > /dev/null
run 'one that has an owner is' 0 crm-lead work "$id" -o csv -c status,owner
is_out 'status,owner
working,bob'
run 'again changes nothing' 0 crm-lead work "$id" -o ids
is_out ''
is_err 'crm-lead: unchanged 1'
run 'qualify' 0 crm-lead qualify "$id" reason='asked for a quote' -o csv -c status,reason
is_out 'status,reason
qualified,asked for a quote'
run 'what is qualified is not worked on' 5 crm-lead work "$id"
is_err "crm-lead: $id is qualified; work is not possible from there, but: convert, disqualify, recycle, duplicate"

run 'disqualify needs a reason' 5 crm-lead disqualify "$id"
is_err 'crm-lead: reason: disqualify needs a reason; say why: reason=TEXT'
run 'disqualify' 0 crm-lead disqualify "$id" reason='no budget' -o ids
is "$(state)" 'unqualified,no budget,bob' 'its reason is kept'
run 'from there only reopen' 5 crm-lead qualify "$id"
like_err 'but: reopen$'
run 'reopen' 0 crm-lead reopen "$id" -o ids
is "$(state)" 'assigned,,bob' 'it is assigned, as it has an owner'
run 'reject needs a reason' 5 crm-lead reject "$id"
run 'reject' 0 crm-lead reject "$id" reason='not my region' -o ids
is "$(state)" 'new,not my region,' 'it is new and nobody'"'"'s'
is "$(crm-lead list "$id" -o csv -c last_owner | sed 1d)" bob 'who had it last'

run 'recycle needs a day' 2 crm-lead recycle "$id"
is_err 'crm-lead: recycle needs wake_on=DATE'
run 'that is to come' 5 crm-lead recycle "$id" wake_on=today
like_err 'still to come'
run 'a bad day' 2 crm-lead recycle "$id" wake_on=someday
run 'recycle' 0 crm-lead recycle "$id" wake_on=+30d reason='next year' -o csv -c status,wake_on,status_now
is_out 'status,wake_on,status_now
recycled,2026-12-21,recycled'
run 'it sleeps' 5 crm-lead work "$id"
run 'on its day' 0 env CRM_NOW=2026-12-21T08:00:00Z crm-lead list "$id" -o csv -c status,status_now
is_out 'status,status_now
recycled,new'
run 'the day before' 0 env CRM_NOW=2026-12-20T23:00:00Z crm-lead list -w 'status_now = new' -o ids
is_out ''
run 'another day' 0 crm-lead recycle "$id" wake_on=+60d -o csv -c wake_on
is_out 'wake_on
2027-01-20'
run 'reopen wakes it' 0 crm-lead reopen "$id" -o csv -c status,wake_on
is_out 'status,wake_on
new,'
lead recycled bob 2026-11-20
run 'a woken one that has an owner is worked on' 0 crm-lead work "$id" -o csv -c status,wake_on
is_out 'status,wake_on
working,'

first=$id
lead new
run 'duplicate needs the other' 2 crm-lead duplicate "$id"
run 'that is there' 3 crm-lead duplicate "$id" of=L99
run 'and not itself' 5 crm-lead duplicate "$id" of="$id"
like_err 'cannot repeat itself'
run 'of another kind' 2 crm-lead duplicate "$id" of=U1
like_err 'expected a lead like L1, got user U1'
run 'duplicate' 0 crm-lead duplicate "$id" of="$first" -o csv -c status,duplicate_of_id
is_out "status,duplicate_of_id
duplicate,$first"
run 'it is final' 5 crm-lead reopen "$id"
is_err "crm-lead: $id is duplicate; reopen is not possible from there, but: nothing, it is final (undo can take it back)"

run 'set does not move' 5 crm-lead set "$first" status=qualified
like_err 'is not set but moved'
run 'an unknown operand' 2 crm-lead qualify "$first" stage=x
is_err "crm-lead: qualify takes reason=TEXT, not 'stage'"
run 'of recycle' 2 crm-lead recycle "$first" stage=x
is_err "crm-lead: recycle takes wake_on=DATE and reason=TEXT, not 'stage'"

lead new bob
run 'reject of a new one that is somebody'"'"'s' 0 crm-lead reject "$id" reason='wrong person' -o csv -c status,owner,last_owner
is_out 'status,owner,last_owner
new,,bob'

# Many at once: all or nothing, or what is good.
lead working bob
a=$id
lead new
b=$id
run 'one of two cannot: neither is' 5 crm-lead qualify "$a" "$b"
is "$(crm-lead list "$a" -o csv -c status | sed 1d)" working 'it is as it was'
run 'the good ones' 5 crm-lead qualify "$a" "$b" --keep-going -o csv -c lead_id,status
is_out "lead_id,status
$a,qualified"
like_err "refused 1"
run 'a dry run' 0 crm-lead disqualify "$a" reason=x -n -o csv -c status
is_out 'status
unqualified'
is "$(crm-lead list "$a" -o csv -c status | sed 1d)" qualified 'changes nothing'
batch=$(crm-lead reject "$first" reason=x 2>&1 > /dev/null; crm-lead disqualify "$a" reason=y 2>&1 > /dev/null | sed 's/.*(batch \(.*\))/\1/')
run 'undo' 0 crm-admin undo "$(echo "$batch" | tail -n 1)" -q
is "$(crm-lead list "$a" -o csv -c status,reason | sed 1d)" qualified, 'is exact'
again=$(crm-lead add company=Again -o ids -q)
run 'disqualified' 0 crm-lead disqualify "$again" reason=budget -q -o ids
run 'the same again' 0 crm-lead disqualify "$again" reason=budget
is_err 'crm-lead: unchanged 1'
run 'for another reason' 5 crm-lead disqualify "$again" reason=size
is_err "crm-lead: reason: $again is so already, with another reason; to change that: set $again reason=…"
done_testing
