#!/bin/sh
# A field that a user defines does all that a field of the house does: one of
# each type through add, import, list, filter, sort, export, undo, as-of,
# history, and away again.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Ada > /dev/null
crm-customer add -q name=Bea > /dev/null

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
# field TYPE LOW HIGH SHOWN_LOW SHOWN_HIGH FILTER BAD [OPERAND…]: two values in
# order, what they look like, a filter that keeps the low one alone, and what
# is no value ('' where everything is).
field() {
	type=$1 low=$2 high=$3 slow=$4 shigh=$5 filter=$6 bad=$7
	shift 7
	f=x_$type
	run "$type: is defined" 0 crm-admin field add entity=deal "name=$f" "type=$type" \
	    "label=My $type" "label_zh=我的$type" "$@" -q -o ids
	fd=$(cat out)
	run "$type: add" 0 crm-deal add -q name=high "$f=$high" -o csv -c "$f"
	is_out "$f
$shigh"
	printf 'name,My %s\nlow,"%s"\nnone,\n' "$type" \
	    "$(echo "$low" | sed 's/"/""/g')" > in.csv
	run "$type: import by its label" 0 crm-deal import in.csv -q -o csv --again
	run "$type: sorts, nulls last" 0 crm-deal list -s "$f" -c "name,$f"
	is_out "name,$f
low,$slow
high,$shigh
none,"
	run "$type: and backwards" 0 crm-deal list -s "-$f" -c name
	is_out 'name
high
low
none'
	run "$type: filter" 0 crm-deal list -w "$filter" -c name
	is_out 'name
low'
	run "$type: is null" 0 crm-deal list -w "$f is null" -c name
	is_out 'name
none'
	ids=$(crm-deal list -o ids) first=$(echo "$ids" | head -1)
	[ -z "$bad" ] || {
		run "$type: not anything" "${bad%%:*}" crm-deal set "$first" "$f=${bad#*:}"
		is_out ''
		like_err "^crm-deal: $f: "
	}
	for o in csv tsv json ndjson; do
		crm-deal list -o $o > "all.$o"
		run "$type: $o comes back" 0 crm-deal import "all.$o" \
		    --on-duplicate update -o ids
		like_err ': read 3, unchanged 3$'
	done
	b=$(last)
	run "$type: cleared" 0 crm-deal set $ids "$f=" -q -o ids
	run "$type: history" 0 crm-deal history "$first" -o csv -c field,old,new
	is "$(tail -n 1 out)" "$f,$shigh," 'what it was'
	run "$type: as of before" 0 crm-deal list --as-of "$b" -c "$f"
	is_out "$f
$shigh
$slow
\"\""
	run "$type: undo" 0 crm-admin undo "$(last)" -q
	run "$type: is back" 0 crm-deal list -c "$f" -w "$f is not null" -s "$f"
	is_out "$f
$slow
$shigh"
	run "$type: its definition goes" 0 crm-admin field delete "$fd" -q -o ids
	run "$type: nobody knows it" 2 crm-deal list -c "$f"
	run "$type: it was there" 0 crm-deal list --as-of "$b" -c "$f" -l 1
	is_out "$f
$shigh"
	run "$type: its definition comes back" 0 crm-admin field restore "$fd" -q -o ids
	run "$type: with its values" 0 crm-deal list -c "$f" -l 1
	is_out "$f
$shigh"
	crm-admin field delete "$fd" -q > /dev/null
	crm-deal delete -q $ids > /dev/null
}

field text 'b, "x"' Ä '"b, ""x"""' Ä 'x_text ~ x' ''
field note 'a' 'b' a b 'x_note = a' ''
field email A@Example.com b@example.com a@example.com b@example.com \
    'x_email = "a@example.com"' 4:nobody
field phone +8613800138000 +8613900139000 +8613800138000 +8613900139000 \
    'x_phone = "+8613800138000"' 4:phone
field tags 'b,a' 'c' '"a, b"' c 'x_tags ~ a' ''
field enum blue red blue red 'x_enum = blue' 4:pink 'choices=red|blue'
field int -5 7 -5 7 'x_int < 0' 4:1.5
field decimal 0.000001 1,000.5 0.000001 1000.5 'x_decimal in 0..1' 4:x
field percent 12.5% 100 12.5 100 'x_percent < 50%' 4:x
field money -0.01 '¥1,000' -0.01 1000.00 'x_money < 0' 4:€5
field date 2026-01-31 +1d 2026-01-31 2026-11-22 'x_date < today' 2:2026-02-30
field instant 2026-01-01T10:00:00Z now 2026-01-01T10:00:00Z 2026-11-21T09:00:00Z \
    'x_instant < today' 2:x
field bool no yes no yes 'x_bool = no' 4:maybe
field ref Ada C2 Ada Bea 'x_ref.name = ada' 3:Nobody ref=customer

run 'a table has its label' 0 crm-admin field add -q entity=deal name=last type=int \
    label='The last' label_zh=最后
run 'in English' 0 crm-deal list -o md -c last
like_out '^\| The last'
LC_ALL=zh_CN.UTF-8 run 'in Chinese' 0 crm-deal list -o md -c last
like_out '^\| 最后'
# What a reference led to may go while its field is deleted.
crm-admin field add -q entity=deal name=arch type=ref ref=customer > /dev/null
crm-customer add -q name=Cid > /dev/null
crm-deal add -q name=led arch=Cid > /dev/null
run 'a custom reference holds its record' 5 crm-customer delete Cid
is_out ''
like_err '^crm-customer: C3 is referred to by D[0-9]+; '
crm-admin field delete -q arch > /dev/null
b=$(last)
run 'not while it is deleted' 0 crm-customer delete Cid -q -o ids
fd=$(crm-admin field list --deleted -w 'name = arch' -o ids)
run 'so it does not come back before it' 5 crm-admin field restore "$fd"
is_out ''
like_err '^crm-admin: D[0-9]+ would refer to C3, which is deleted; bring it back first: crm-customer restore C3$'
run 'nor by undoing' 5 crm-admin undo "$b"
is_out ''
like_err 'D[0-9]+ would refer to C3, which is deleted'
crm-customer restore -q C3 > /dev/null
run 'but then' 0 crm-admin undo "$b" -q
run 'the book is sound' 0 crm-admin check -q

done_testing
