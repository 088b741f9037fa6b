#!/bin/sh
# Help, and what people type who come from elsewhere.
. "$(dirname "$0")/../../lib.sh"
book
crm-lead add -q company=Acme status=new > /dev/null

# ---- help ----

run 'of a program' 0 crm-lead help
cp out program
crm-lead --help > option
cmp -s program option
result $? 'is that of --help'
is "$(grep -n '^Every kind\|^States' program | cut -d: -f2)" 'States
Every kind of record' 'the verbs of the trade are first'
run 'of a verb' 0 crm-lead help disqualify
cp out verb
crm-lead disqualify --help > option
cmp -s verb option
result $? 'is that of the verb with --help'
is "$(grep '^[A-Z].*:$' verb)" 'Usage:
Words:
Output:
Input:
Writing:
Always:
Example:' 'options by what they are for'
is "$(tail -n 1 verb)" "  crm-lead disqualify L1 reason='…'" 'an example'
run 'with defaults' 0 crm-lead help list
like_out '^  -o, --output FORMAT .*default: table on a terminal, else csv'
like_out "^  crm-lead list -w 'source = web'$"
run 'of a noun' 0 crm-lead help campaign
like_out 'crm-lead campaign VERB'
run 'of its verbs' 0 crm-lead campaign help add
like_out 'crm-lead campaign add '
run 'every verb has one' 0 sh -c 'for p in lead customer deal order stock team task
    do for v in list show add import set delete restore history fields template
        do crm-$p help $v > /dev/null || exit; done; done'

# ---- words from elsewhere ----

run 'get reads' 0 crm-lead get L1 -c company
is_out 'company
Acme'
run 'so does ls' 0 crm-lead ls -o ids
is_out L1
run '--json' 0 crm-lead ls --json -c company
is_out '[
{"company":"Acme"}
]'
run '--csv' 0 crm-lead list --csv -c company
is_out 'company
Acme'
run '--format' 0 crm-lead list --format=ids
is_out L1
run '--filter' 0 crm-lead list --filter 'status = new' --ids
is_out L1
for word in rm remove; do
	run "$word is answered" 2 crm-lead $word L1
	like_err "unknown verb '$word'; here it is delete:"
done
for word in update edit; do
	run "$word is answered" 2 crm-lead $word L1
	like_err "here it is set: change fields"
done
run 'undo is another program' 2 crm-lead undo
like_err 'crm-admin undo BATCH'
for word in gte sgow gwt lst; do
	crm-lead $word L1 2> err
	if grep -q 'did you mean \(set\|add\|delete\|import\)' err; then
		is $word '' 'what reads is not taken for what writes'
	fi
done
run 'a slip in what writes' 2 crm-lead delte L1
like_err 'did you mean delete'
run 'a slip in what reads' 2 crm-lead shwo L1
like_err 'did you mean show'
run 'a condition behind list' 2 crm-lead list status=new
is_err "crm-lead: list takes conditions behind -w: -w 'status = new'"
run 'with blanks' 2 crm-lead list 'company=Acme Ltd'
is_err "crm-lead: list takes conditions behind -w: -w 'company = \"Acme Ltd\"'"
# What people type first, and what they meant.
run 'no write is suggested for another word' 2 crm-deal close D1
is_err "crm-deal: unknown verb 'close'; see crm-deal --help"
run 'nor lose for another first letter' 2 crm-deal nose D1
unlike_err 'did you mean lose'
run 'the beginning of a verb' 2 crm-deal hist D1
is_err "crm-deal: unknown verb 'hist'; did you mean history?"
run 'a record described' 2 crm-deal describe D1
is_err 'crm-deal: fields is about the kind; for a record: show D1'
run 'a condition where ids go' 2 crm-lead get status=new
is_err "crm-lead: show takes ids, and list conditions: list -w 'status = new'"
crm-deal add -q name=expr amount=10 > /dev/null
run 'an expression behind =' 4 crm-deal set D1 'amount=amount*1.05'
is_err "crm-deal: amount: 'amount*1.05' is not a number; an expression stands behind := as in 'amount:=amount*1.05'"
run 'of days' 2 crm-deal set D1 'expected_close=expected_close+14d'
like_err "stands behind := as in 'expected_close:=expected_close\+14d'"
run 'what is no expression' 4 crm-deal set D1 'amount=much'
unlike_err ':='

# What a verb needs is in its example.
bare=
for path in "$CRM_BIN"/crm-*; do
	p=${path##*/}
	$p --help | sed -n 's/^  \([a-z][a-z -]*[a-z]\)  .*/\1/p' > verbs
	while read -r verb; do
		# shellcheck disable=SC2086  # a noun and a verb
		$p help $verb > out 2> /dev/null || continue
		usage=$(sed -n "2s/^  $p $verb //p" out)
		example=$(sed -n "/^Example:/{n;s/^  $p $verb//p;}" out)
		case $usage in
		[A-Z]*) [ -n "$example" ] || bare="$bare $p/$verb" ;;
		esac
	done < verbs
done
is "$bare" '' 'the example of a verb has what the verb needs'

# What every noun has in common can be typed as the help says it: it is refused for
# what is not in this book (3), or is there already (5), but never for what it says.
# Attachments want a sum that nobody types.
for path in "$CRM_BIN"/crm-*; do
	p=${path##*/}
	for noun in $($p --help | sed -n '/^Nouns:/,/^$/s/^  //p'); do
		for verb in add set list; do
			$p "$noun" $verb --help 2> /dev/null |
			    sed -n '/^Example:/{n;s/^ *//p;}'
		done
	done
done | grep -v ' attachment add ' > examples
while read -r line; do
	# Kinds that no hand makes have nothing to say.
	case $line in
	*" list"* | *=*) ;;
	*) continue ;;
	esac
	eval "$line -q -o ids" > out 2>&1 < /dev/null
	status=$?
	case $status in 0 | 3 | 5) ;; *) echo "$status $line: $(head -n 1 out)" ;; esac
done < examples > wrong
is "$(cat wrong)" '' 'an example can be typed'
grep -q 'crm-deal add customer=C1 name=' examples
result $? 'that of add has what is required'
grep -q "crm-task set T1 status=doing" examples
result $? 'that of set changes something'
done_testing
