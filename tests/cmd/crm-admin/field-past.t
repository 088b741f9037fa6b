#!/bin/sh
# Users' fields that were deleted since, in what is past.
. "$(dirname "$0")/../../lib.sh"
book
crm-admin field add -q entity=lead name=shoe type=int > /dev/null
crm-admin field add -q entity=lead name=pet type=text > /dev/null
crm-lead add -q company=A shoe=43 pet=Rex > /dev/null
crm-lead set -q L1 shoe=5 pet=Minka > /dev/null
crm-admin feed --since B3 > before
printf 'company\nB\nC\n' | crm-lead import - -q > /dev/null
crm-lead set -q L2 L3 shoe=7 pet=Tom > /dev/null
crm-admin field delete -q FD1 FD2 > /dev/null

run 'as of a day when it was there' 0 crm-lead list --as-of B4 -c shoe,pet
is_out 'shoe,pet
43,Rex'
run 'it is found by what it was' 0 crm-lead list --as-of B4 -o ids \
    -w 'pet = "rex" and shoe = 43'
is_out L1
run 'and a day later' 0 crm-lead list --as-of B5 -c shoe,pet
is_out 'shoe,pet
5,Minka'
run 'the feed replays' 0 crm-admin feed --since B3
head -2 out > now
cmp -s now before
result $? 'with what was'
like_out '"shoe":43'
run 'history, too' 0 crm-lead history L1 -c field,old,new
like_out '^shoe,43,5$'

run 'undo of what it changed' 5 crm-admin undo B7
like_err '^crm-admin: B7 cannot be undone: L[23] had a field changed that is deleted now; undo what came later first$'

crm-admin field add -q entity=lead name=shoe type=text > /dev/null
run 'another field of that name' 0 crm-admin feed --since B3
like_out '"fd1":43'
run 'and as of then' 0 crm-lead list --as-of B4 -c shoe
is_out 'shoe
43'
run 'the book is sound' 0 crm-admin check -q
done_testing
