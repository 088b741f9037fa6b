#!/bin/sh
# What is counted from the log does not count what was undone, nor what undid it.
. "$(dirname "$0")/../../lib.sh"
book
last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW

# ---- pushes of forecast ----
pushes() { crm-report forecast "$@" -o csv -c line,pushes | sed -n 's/^commit,//p'; }
printf 'name,amount,stage,opened_on,expected_close\na,100,contract,2026-10-01,2026-12-10\nb,100,contract,2026-10-01,2026-12-10\n' |
	quiet crm-deal import -
quiet crm-deal set D1 expected_close=2027-01-15
push=$(last)
quiet crm-deal set D1 expected_close=2026-12-20
is "$(pushes)" 1 'what went to a later month is a push, whether it came back by hand'
quiet crm-admin undo "$(last)"
quiet crm-admin undo "$push"
gone=$(last)
is "$(pushes)" 0 'one that was undone is none'
is "$(pushes --as-of "$push")" 0 'as of it the deal was out of the quarter'
quiet crm-admin undo "$gone"
back=$(last)
quiet crm-deal set D1 expected_close=2026-12-20
early=$(last)
is "$(pushes)" 1 'brought again it is one, and not two'
quiet crm-admin undo "$early"
quiet crm-admin undo "$push"
is "$(pushes)" 0 'undone once more by its own name it is none'
quiet crm-admin undo "$(last)"
quiet crm-deal set D1 expected_close=2026-12-20
is "$(pushes)" 1 'and once more brought again it is'
quiet crm-admin undo "$(last)"
quiet crm-admin undo "$back"
is "$(pushes)" 0 'nor is it undone by the name of what brought it'

# A whole file of them.
printf 'deal_id,expected_close\nD1,2027-01-05\nD2,2027-02-05\n' | quiet crm-deal import - --on-duplicate update
file=$(last)
printf 'deal_id,expected_close\nD1,2026-12-05\nD2,2026-12-05\n' | quiet crm-deal import - --on-duplicate update
is "$(pushes)" 2 'a file pushes two'
quiet crm-admin undo "$(last)"
quiet crm-admin undo "$file"
is "$(pushes)" 0 'and undone none'

# ---- claims of a day ----
user bob
quiet crm-admin pool add name=north kind=lead members=bob claims_per_day=1
for i in 1 2; do quiet crm-lead add company=A$i; done
quiet crm-lead release L1 L2
quiet as bob crm-lead claim L1
claim=$(last)
quiet crm-admin undo "$claim"
quiet crm-admin undo "$(last)"
run 'what was brought again is a claim' 5 as bob crm-lead claim L2 -q
is_err 'crm-lead: bob has claimed 1 of 1 from the pool north today'
quiet crm-admin undo "$claim"
run 'what was undone once more by its own name is none' 0 as bob crm-lead claim L2 -q
quiet as bob crm-lead release L2
run 'this one is' 5 as bob crm-lead claim L1 -q
is_err 'crm-lead: bob has claimed 1 of 1 from the pool north today'

done_testing
