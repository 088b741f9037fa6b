#!/bin/sh
# -n: the same output, new ids shown as L+1, and nothing is written.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Ada > /dev/null
crm-deal add -q name=d1 customer=Ada amount=5 > /dev/null
crm-deal add -q name=d2 > /dev/null
crm-deal win -q D2 > /dev/null
crm-task add -q subject=t > /dev/null
crm-lead add -q company=gone > /dev/null
crm-lead delete -q L1 > /dev/null
crm-deal set -q D1 region=x > /dev/null
last=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
crm-admin feed > before

# dry NAME OUT COMMAND…: prints OUT and leaves the book alone.
dry() {
	name=$1 want=$2
	shift 2
	run "$name" 0 "$@"
	is_out "$want"
	like_err '\(dry run: nothing was written\)$'
	is "$(crm-admin log -l 1 -o csv -c batch | sed 1d)" "$last" "$name: no batch"
	crm-admin feed | cmp -s - before
	result $? "$name: nothing was written"
}

dry add 'D+1' crm-deal add -n name=new -o ids
dry 'add -, two rows' 'deal_id,customer
D+1,Ada
D+2,Ada' sh -c 'printf "customer_id\nC1\nC1\n" | crm-deal add -n - -o csv -c deal_id,customer'
printf 'company,email\na,a@example.com\nb,a@example.com\n' > leads.csv
dry import 'lead_id,company,_action,_duplicate_of
L+1,a,inserted,
L+2,b,inserted,L+1' crm-lead import -n leads.csv -o csv -c lead_id,company
dry set 'D1,9.00' sh -c 'crm-deal set -n D1 amount=9 -o csv -c deal_id,amount | sed 1d'
dry delete D1 crm-deal delete -n D1 -o ids
dry restore L1 crm-lead restore -n L1 -o ids
dry advance 'D1,needs' sh -c 'crm-deal advance -n D1 -o csv -c deal_id,stage | sed 1d'
dry move 'D1,contract' sh -c 'crm-deal move -n D1 stage=contract -o csv -c deal_id,stage | sed 1d'
dry win 'D1,won' sh -c 'crm-deal win -n D1 -o csv -c deal_id,stage | sed 1d'
dry lose 'D1,lost' sh -c 'crm-deal lose -n D1 reason=r -o csv -c deal_id,stage | sed 1d'
dry reopen 'D2,qualification' sh -c 'crm-deal reopen -n D2 -o csv -c deal_id,stage | sed 1d'
dry 'done' 'T1,done' sh -c 'crm-task done -n T1 -o csv -c task_id,status | sed 1d'
dry 'a field' 'FD+1' crm-admin field add -n entity=deal name=x type=int -o ids
dry undo 'id,entity,_action
D1,deal,updated' crm-admin undo -n "$last" -o csv
dry 'json too' 'L+1' sh -c 'crm-lead add -n company=x -o ndjson -c lead_id |
    sed "s/.*:\"\(.*\)\".*/\1/"'
run 'a dry run refuses alike' 5 crm-deal advance -n D2
is_out ''
like_err '^crm-deal: D2 is closed'
run 'ids are not used up' 0 crm-deal add -q name=d3 -o ids
is_out D3
run 'what is shown is no id' 3 crm-deal show D+1
is_out ''

done_testing
