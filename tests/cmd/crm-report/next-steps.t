#!/bin/sh
# Which deal is worth moving on first: forty that ended, small enough to count by
# hand.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv

run 'next-steps: an empty book' 0 crm-report next-steps -c deal,gain
is_out 'deal,gain'
is_err 'crm-report: no open deal with an amount would gain by its next stage'

crm-admin stage set ST2 probability=20% -q > /dev/null
crm-admin stage set ST3 probability=50% -q > /dev/null
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,probability,opened_on,closed_on
new,needs,1000,10%,2026-11-01,
small,needs,100,,2026-11-01,
last,contract,5000,,2026-11-01,
none,needs,,,2026-11-01,
END
# 1000 x (50 % - 10 %), 100 x (50 % - 20 %); a contract has no stage behind it
run 'next-steps: by the chances of the stages' 0 crm-report next-steps \
    -c deal_id,deal,stage,next,amount,chance,then,gain,because
is_out 'deal_id,deal,stage,next,amount,chance,then,gain,because
D1,new,needs,proposal,1000.00,10,50,400.00,by the chances of the stages: too few ended
D2,small,needs,proposal,100.00,20,50,30.00,by the chances of the stages: too few ended'

# Forty came into needs on 1 January; twenty were lost there after 31 days, twenty
# went on to proposal after 10, of whom 15 were won 21 days later.
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	for (i = 0; i < 40; i++)
		printf "h%d,%s,1,2026-01-01,2026-02-01\n", i,
		    i < 15 ? "won" : "lost"
}' | crm-deal import -q - > /dev/null
awk 'BEGIN {
	print "deal,from_stage,stage,moved_on"
	for (i = 0; i < 40; i++) {
		printf "h%d,qualification,needs,2026-01-01\n", i
		if (i < 20)
			printf "h%d,needs,proposal,2026-01-11\n", i
	}
}' | crm-deal visit import -q - > /dev/null
run 'next-steps: by what became of others' 0 crm-report next-steps \
    -c deal_id,days,chance,then,gain,because
is_out 'deal_id,days,chance,then,gain,because
D1,20,37.5,75,375.00,"of those as long there 15 of 40 were won, of those in the next stage 15 of 20"
D2,20,37.5,75,37.50,"of those as long there 15 of 40 were won, of those in the next stage 15 of 20"'
run 'next-steps: the first alone, which goes on' 0 crm-report next-steps -l 1 \
    -o ids
is_out 'D1'
run 'next-steps: of a filter' 0 crm-report next-steps -w 'name ~ small' \
    -c deal,gain
is_out 'deal,gain
small,30.00'
run 'next-steps says what it counts' 0 crm-report next-steps --define
like_out 'in next-actions'
like_out '^Counted: '
like_out '^Date: '
like_out '^Whose: '
done_testing
