#!/bin/sh
# Whose a closed deal is: the owner who closed it, whoever got it since.
. "$(dirname "$0")/../../lib.sh"
export CRM_FORMAT=csv CRM_NOW=2026-11-01T09:00:00Z
book

# at DAY COMMAND…
at() {
	day=$1
	shift
	on "2026-11-$day" "$@" -q > /dev/null
}
back() { at 09 crm-admin undo "$(crm-admin log -l 1 -c batch -o csv -q | tail -n 1)"; }
quiet crm-team team add name=east
quiet crm-team team add name=west
quiet crm-team add login=al team=east
quiet crm-team add login=bo team=west
CRM_NOW=2026-11-21T09:00:00Z
by() { crm-report sales --by owner -c owner,deals,amount -s owner "$@"; }

# D1 was won under al, D2 lost, D3 is open; then all went to bo.
for amount in 100 20 3; do
	at 02 crm-deal add name=d amount=$amount stage=needs owner=al opened_on=2026-11-01
done
at 03 crm-deal win D1
at 04 crm-deal lose D2 reason=price
at 04 crm-team target add metric=signed period=2026-11 amount=1000 user=al
at 04 crm-team target add metric=signed period=2026-11 amount=1000 team=west
at 04 crm-team target add metric=won period=2026-11 number=2 user=bo
run 'before the transfer' 0 by
is_out 'owner,deals,amount
al,1,100.00'
at 05 crm-deal set D1 D2 D3 owner=bo
run 'sales' 0 by
is_out 'owner,deals,amount
al,1,100.00'
run 'one step on' 0 crm-report sales --by owner.team -c owner.team,amount
is_out 'owner.team,amount
east,100.00'
run 'laid across' 0 crm-report sales --across owner --by closed_on:month -c amount
is_out 'closed_on:month,currency,al
2026-11,CNY,100.00'
run 'a filter sees it so' 0 crm-report sales -w 'owner = al' -c deals
is_out 'deals
1'
run 'nor is it of who has it now' 0 crm-report sales -w 'owner.team = west' -c deals
is_out 'deals
0'
run 'performance: lost ones too, open ones as they are' 0 crm-report performance \
    -c owner,rank,won,amount,lost,open
is_out 'owner,rank,won,amount,lost,open
al,1,1,100.00,1,0
bo,2,0,0.00,0,1'
run 'targets' 0 crm-report targets -c whose,metric,actual
is_out 'whose,metric,actual
al,signed,100
west,signed,0
bo,won,0'
run 'forecast' 0 crm-report forecast --by owner -c owner,line,amount -w 'stage_type = won'
like_out '^al,closed,100.00$'
unlike_out '^bo,'
run 'the records say whose they are now' 0 crm-deal list -w 'owner = bo' -c deal_id
is_out 'deal_id
D1
D2
D3'
run 'so does an ad-hoc table' 0 crm-report query deal --by owner
is_out 'owner,records
bo,3'
printf '%s\n' 'sales --by owner -c owner,amount' 'query deal --by owner' \
    'sales --by owner -c owner,amount' > many.txt
run 'one after another' 0 crm-report run ./many.txt
is_out 'owner,amount
al,100.00

owner,records
bo,3

owner,amount
al,100.00'
run 'as of before the transfer' 0 by --as-of 2026-11-04
is_out 'owner,deals,amount
al,1,100.00'
run 'as of behind it' 0 by --as-of 2026-11-05
is_out 'owner,deals,amount
al,1,100.00'
run 'as of before it was won' 0 by --as-of 2026-11-02
is_out 'owner,deals,amount'
run 'it says whose' 0 crm-report sales --define
like_out 'the one who closed it'

# Who gets it open and wins it has it; and so if it is won again.
at 06 crm-deal win D3
run 'won by the other' 0 by
is_out 'owner,deals,amount
al,1,100.00
bo,1,3.00'
at 07 crm-deal reopen D1
at 07 crm-deal win D1
run 'opened again, and won by the other' 0 by
is_out 'owner,deals,amount
bo,2,103.00'
back
back
at 08 crm-deal set D3 owner=al
at 09 crm-deal set D3 owner=ann
run 'from hand to hand' 0 by -w 'name = d and amount = 3'
is_out 'owner,deals,amount
bo,1,3.00'
back
run 'taken back' 0 by -w 'name = d and amount = 3'
is_out 'owner,deals,amount
bo,1,3.00'

# What came closed is of whom it came with, or who is filled in; one file may close it
# and give it away.
cat > closed.csv <<'END'
ext,name,amount,stage,owner,opened_on,closed_on
x1,x,1000,won,al,2026-10-01,2026-10-09
x2,x,2000,won,,2026-10-01,2026-10-09
x3,x,4000,needs,al,2026-10-01,
END
at 10 crm-deal import closed.csv
at 11 crm-deal set ext:x1 ext:x2 owner=bo
sed -n 's/^x3,x,4000,needs,al,2026-10-01,$/x3,x,4000,won,bo,2026-10-01,2026-11-11/p; 1p' \
    closed.csv > later.csv
at 11 crm-deal import later.csv --on-duplicate update
run 'imported' 0 by -w 'name = x'
is_out 'owner,deals,amount
al,1,1000.00
bo,2,6000.00'
at 12 crm-deal set ext:x1 ext:x2 ext:x3 owner=ann
run 'all are given away' 0 by -w 'name = x'
is_out 'owner,deals,amount
al,1,1000.00
bo,2,6000.00'
run 'what came, beside the outlook of a day' 0 crm-report accuracy --by owner \
    --as-of 2026-11-10
like_err 'too few months are known of 2 series'
done_testing
