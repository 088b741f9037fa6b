#!/bin/sh
# Moves of a deal: advance, move, win, lose, reopen, and what they leave.
. "$(dirname "$0")/../../lib.sh"
book --currency USD

show='-o csv -c deal_id,stage,closed_on,close_reason'
crm-deal add -q name=one opened_on=2026-11-01 > /dev/null

run 'a new deal begins in the first open stage' 0 \
    crm-deal list $show
is_out 'deal_id,stage,closed_on,close_reason
D1,qualification,,'

run 'advance goes one stage on' 0 crm-deal advance D1 on=2026-11-02 $show
is_out 'deal_id,stage,closed_on,close_reason
D1,needs,,'
is_err 'crm-deal: updated 1 (batch B3)'

run 'move goes to any stage' 0 \
    crm-deal move D1 stage=contract reason='they are quick' on=2026-11-03 $show
like_out '^D1,contract,,$'

run 'move to the same stage changes nothing' 0 \
    crm-deal move D1 stage=contract on=2026-11-04 $show
is_out 'deal_id,stage,closed_on,close_reason'
is_err 'crm-deal: unchanged 1'

run 'the last open stage is the end of advance' 5 crm-deal advance D1
is_out ''
is_err 'crm-deal: D1 is in contract, the last open stage: win or lose it'

run 'move goes back without a gate' 0 \
    crm-deal move D1 stage=needs on=2026-11-05 $show
like_out '^D1,needs,,$'

run 'win closes' 0 crm-deal win D1 reason='best price' on=2026-11-06 $show
is_out 'deal_id,stage,closed_on,close_reason
D1,won,2026-11-06,best price'

run 'winning again changes nothing' 0 crm-deal win D1 $show
is_err 'crm-deal: unchanged 1'

for verb in advance 'lose reason=no' 'move stage=needs'; do
	set -- $verb
	v=$1
	shift
	run "a closed deal is reopened first: $v" 5 crm-deal $v D1 "$@"
	is_out ''
	is_err 'crm-deal: D1 is closed, in won; reopen it first: crm-deal reopen D1'
done

run 'reopen goes back to the last open stage' 0 \
    crm-deal reopen D1 on=2026-11-07 $show
is_out 'deal_id,stage,closed_on,close_reason
D1,needs,,'

run 'only closed deals are reopened' 5 crm-deal reopen D1
is_err 'crm-deal: D1 is open, in needs; only won and lost deals are reopened'

run 'a lost deal needs a reason' 5 crm-deal lose D1
is_out ''
is_err 'crm-deal: reason: D1 cannot be lost without a reason; say why: reason=TEXT'
run 'a blank reason is none' 5 crm-deal move D1 stage=lost reason=' '
like_err 'cannot be lost without a reason'

run '--reason is the reason' 0 \
    crm-deal lose D1 --reason 'no budget' on=2026-11-08 $show
like_out '^D1,lost,2026-11-08,no budget$'

run 'every move left a visit' 0 crm-deal visit list -o csv \
    -c deal_id,from_stage,stage,moved_on,moved_by,reason
is_out 'deal_id,from_stage,stage,moved_on,moved_by,reason
D1,qualification,needs,2026-11-02,ann,
D1,needs,contract,2026-11-03,ann,they are quick
D1,contract,needs,2026-11-05,ann,
D1,needs,won,2026-11-06,ann,best price
D1,won,needs,2026-11-07,ann,
D1,needs,lost,2026-11-08,ann,no budget'

# Business dates.
crm-deal add -q name=two opened_on=2026-11-10 > /dev/null
run 'a move before the deal was opened is refused' 5 \
    crm-deal advance D2 on=2026-11-09
is_err 'crm-deal: on: 2026-11-09 is before D2 was opened on 2026-11-10'
crm-deal advance -q D2 on=2026-11-15 > /dev/null
run 'a move before the last one is refused' 5 crm-deal win D2 on=2026-11-14
is_err 'crm-deal: on: 2026-11-14 is before D2 last moved on 2026-11-15'
run 'without on= a move is of today' 0 \
    crm-deal win D2 -o csv -c deal_id,closed_on
like_out '^D2,2026-11-21$'

# A record that came in closed, without history.
printf 'name,stage,closed_on\nthree,lost,2026-01-01\n' | crm-deal import - -q > /dev/null
run 'reopen without visits begins anew' 0 crm-deal reopen D3 $show
like_out '^D3,qualification,,$'

# What is asked wrongly.
run 'move needs a stage' 2 crm-deal move D3
is_err 'crm-deal: move needs stage=NAME'
run 'a stage that is none' 3 crm-deal move D3 stage=nowhere
like_err "there is no stage 'nowhere'"
run 'a date that is none' 2 crm-deal win D3 on=soon
is_out ''
run 'advance takes no stage' 2 crm-deal advance D3 stage=needs
is_err "crm-deal: advance takes reason=TEXT and on=DATE, not 'stage'"
run 'a deal that is none' 3 crm-deal advance D99
is_out ''
run 'the id of another kind' 2 crm-deal advance C1
like_err 'expected a deal like D1, got customer C1'

# Several at once are one change.
run 'one refused deal refuses all' 5 crm-deal advance D3 D2
run 'so nothing moved' 0 crm-deal list D3 -o csv -c stage
is_out 'stage
qualification'
run '--keep-going moves the good ones' 5 crm-deal advance --keep-going D3 D2 \
    -o csv -c deal_id,stage
is_out 'deal_id,stage
D3,needs'
like_err '^crm-deal: D2 is closed, in won'
like_err 'updated 1, refused 1'

run 'a dry run changes nothing' 0 crm-deal win -n D3 -o csv -c deal_id,stage
is_out 'deal_id,stage
D3,won'
run 'and leaves no visit' 0 crm-deal list D3 -o csv -c stage
like_out '^needs$'

run 'stage is not set' 5 crm-deal set D3 stage=won
like_err '^crm-deal: stage: is not set but moved'

# A live order keeps a deal closed.
crm-order add -q number=SO-1 deal=D2 > /dev/null
run 'a deal with an order is not reopened' 5 crm-deal reopen D2
is_err 'crm-deal: D2 has order O1; a deal with a live order stays closed'
crm-order cancel -q O1 > /dev/null
run 'a cancelled order does not count' 0 crm-deal reopen D2 -o csv -c stage
like_out '^needs$'

run 'a deal that is lost' 0 crm-deal add name=Gone opened_on=2026-11-01 -o ids -q
gone=$(cat out)
run 'is lost once' 0 crm-deal lose "$gone" reason=price on=2026-11-10 -q -o ids
run 'the same again' 0 crm-deal lose "$gone" reason=price on=2026-11-10
is_err 'crm-deal: unchanged 1'
run 'for another reason' 5 crm-deal lose "$gone" reason=time
is_err "crm-deal: close_reason: $gone is so already, with another close_reason; to change that: set $gone close_reason=…"
run 'or on another day' 5 crm-deal lose "$gone" reason=price on=2026-11-11
like_err '^crm-deal: closed_on: '

# ---- on a day to come ----

soon=$(crm-deal add name=soon -q -o ids)
for move in 'lose reason=x' win advance 'move stage=contract'; do
	# shellcheck disable=SC2086 # a verb and its words
	set -- $move
	verb=$1
	shift
	run "no deal moves then: $verb" 5 crm-deal "$verb" "$soon" "$@" on=2027-11-01
	is_err 'crm-deal: on: 2027-11-01 has not come yet: it is today or before'
done
run 'it moves today' 0 crm-deal advance "$soon" on=today -q
done_testing
