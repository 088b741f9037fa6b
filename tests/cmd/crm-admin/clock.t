#!/bin/sh
# A clock that was far ahead once dates its batch and all behind it: told at once,
# named by check, and dated again by a batch that keeps what they said.
. "$(dirname "$0")/../../lib.sh"
book
add() { crm-lead add -q -o ids "$@"; }
add company=Before > ids
CRM_NOW=2099-01-01T00:00:00Z add company=Ahead email=a@x.example >> ids
CRM_NOW=2099-02-01T00:00:00Z add company=Too >> ids
run 'who stops the clock knows' 0 crm-admin check -q

# From here on by the machine's own clock.
unset CRM_NOW
run 'a batch behind them' 0 add company=Now
like_err '^crm-lead: the clock is [0-9]+ days( and [0-9]+ hours?)? behind the batch before; B5 has the time of that one \(if that was wrong: crm-admin check names it'
run 'check names the first' 4 crm-admin check -o csv
like_out '^clock,B3,,"is dated 2099-01-01T00:00:00Z, ahead of the clock, and so are those behind it: crm-admin clock B3 dates them again"$'
is "$(grep -c '^clock' out)" 1 'and no other'
run 'a later one' 5 crm-admin clock B4
is_err 'crm-admin: B3 before it is ahead of the clock, too: begin with the first that is'
run 'one that is right' 5 crm-admin clock B2
like_err '^crm-admin: B2 is of 2026-11-21T09:00:00Z, and the clock says .*: it is not ahead$'
run 'to what is to come' 5 crm-admin clock B3 at=2098-01-01
like_err '^crm-admin: at: 2098-01-01T00:00:00Z is not between the batch before \(2026-11-21T09:00:00Z\) and now'
run 'to before the one before' 5 crm-admin clock B3 at=2026-11-20
run 'no batch' 2 crm-admin clock
run 'none that is there' 3 crm-admin clock B77
run 'what is no time' 2 crm-admin clock B3 at=whenever
run 'a dry run' 0 crm-admin clock B3 -n
like_err '^crm-admin: dated again \(dry run: nothing was written\): B3 had 2099-01-01T00:00:00Z, B4 to B5 had 2099-02-01T00:00:00Z$'
run 'is none' 4 crm-admin check -q
run 'dated again' 0 crm-admin clock B3 at=2026-11-21T10:00 --reason 'dead battery'
is_err 'crm-admin: dated again: dead battery: B3 had 2099-01-01T00:00:00Z, B4 to B5 had 2099-02-01T00:00:00Z'
run 'the book is sound' 0 crm-admin check --deep -q
run 'the log has both' 0 crm-admin log B6 B5 B4 B3 B2 -o csv -c batch,at,reason
sed -i 's/^B6,[^,]*/B6,now/' out
is_out 'batch,at,reason
B6,now,"dead battery: B3 had 2099-01-01T00:00:00Z, B4 to B5 had 2099-02-01T00:00:00Z"
B5,2026-11-21T10:00:00Z,
B4,2026-11-21T10:00:00Z,
B3,2026-11-21T10:00:00Z,
B2,2026-11-21T09:00:00Z,'
run 'so have the records' 0 crm-lead list L1 L2 L3 -c lead_id,created
is_out 'lead_id,created
L1,2026-11-21T09:00:00Z
L2,2026-11-21T10:00:00Z
L3,2026-11-21T10:00:00Z'
run 'what came with a clock that was right stays' 0 crm-lead list -o ids \
    -w 'lead_id = L4 and created > 2026-11-21T10:00'
is_out L4
run 'days before are as they were' 0 crm-lead list --as-of 2026-11-20 -o ids
is_out ''
run 'and days since have them' 0 crm-lead list --as-of 2026-11-21 -o ids
is_out "$(printf 'L1\nL2\nL3\nL4')"
run 'the next one goes on' 0 add company=Next
is_err ''
run 'the batch of it changed no record' 0 crm-admin undo B6
run 'all can be undone' 0 crm-admin undo B3 -q

# A book of long ago: told with the first batch.
CRM_NOW=2001-01-01T00:00:00Z book
run 'years later' 0 crm-lead add company=A -q
like_err '^crm-lead: the clock is [0-9]+ days( and [0-9]+ hours?)? ahead of the batch before; if it is wrong, set it right, and crm-admin clock B2 dates this batch again$'
run 'the next' 0 crm-lead add company=B -q
is_err ''
done_testing
