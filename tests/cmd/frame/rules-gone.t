#!/bin/sh
# Rules that could be saved, and name what is gone since: which one it is, why it
# cannot be used, and what changes it, in the same words for all.
. "$(dirname "$0")/../../lib.sh"
book

crm-lead add -q company=A > /dev/null
crm-customer add -q name=C > /dev/null
crm-deal add -q name=D customer=C > /dev/null
crm-admin pool add -q name=p kind=lead > /dev/null
for e in lead deal customer; do
	crm-admin field add -q entity=$e name=vip type=bool > /dev/null
done
crm-admin assign-rule add -q kind=lead seq=1 when=vip method=round_robin \
    > /dev/null
crm-admin reclaim-rule add -q kind=lead seq=1 pool=p when=vip days=1 > /dev/null
crm-admin score-rule add -q kind=lead name=r when=vip points=1 > /dev/null
crm-admin grade list -q -w 'kind = customer and grade = A' -o ids |
    crm-admin grade set - -q when=vip > /dev/null
crm-deal show D1 -q -c stage -o csv > stage
crm-admin stage set -q "$(tail -n 1 stage)" exit_rule=vip > /dev/null
crm-admin field delete -q --yes FD1 FD2 FD3 > /dev/null

# gone KIND CHANGE COMMAND…
gone() {
	kind=$1 change=$2
	shift 2
	run "$kind" 5 "$@"
	like_err "^$1: the $kind [A-Z]+[0-9]+ cannot be used: no field 'vip' in "
	like_err "; change it$change\$"
	like_err '^  vip$'
}
gone assign-rule \
    ', or turn it off: crm-admin assign-rule set RA1 active=no' crm-lead assign
gone reclaim-rule \
    ', or turn it off: crm-admin reclaim-rule set RR1 active=no' \
    crm-lead pool reclaim
gone score-rule \
    ', or turn it off: crm-admin score-rule set [A-Z]*[0-9]* active=no' \
    crm-lead score
gone grade ": crm-admin grade set [A-Z]*[0-9]* when='…'" crm-customer grade
gone stage ": crm-admin stage set [A-Z]*[0-9]* exit_rule='…'" \
    crm-deal advance D1
done_testing
