#!/bin/sh
# The words of verbs, NAME=VALUE: one table feeds what is read and refused, the
# usage, the help, the completion and the manual.
. "$(dirname "$0")/../../lib.sh"
book
user bob
user cat
crm-lead add -q company=Acme owner=bob status=working > /dev/null
crm-lead add -q company=Beta owner=bob status=working > /dev/null
crm-customer add -q name=Acme > /dev/null
crm-deal add -q name=one > /dev/null
crm-task add -q subject=call > /dev/null

# ---- what is refused, before anything is done ----

run 'a wrong word' 2 crm-lead transfer L1 to=cat form=x
is_err "crm-lead: transfer takes to=USER and reason=TEXT, not 'form'"
run 'a word that another verb has' 2 crm-lead qualify L1 wake_on=today
is_err "crm-lead: qualify takes reason=TEXT, not 'wake_on'"
run 'it needs no book' 2 crm-lead qualify L1 wake_on=today --db none.db
is_err "crm-lead: qualify takes reason=TEXT, not 'wake_on'"
run 'a hint where people look for something else' 2 crm-lead merge L1 L2 x=1
like_err 'not .x.; --policy says which values stay$'
run 'a word that is missing' 2 crm-lead transfer L1 reason=x
is_err 'crm-lead: transfer needs to=USER'
run 'before the ids are looked for' 2 crm-lead duplicate L99
is_err 'crm-lead: duplicate needs of=LEAD'
for command in 'lead transfer L1 to=bob to=cat' 'lead recycle L1 wake_on=+1d wake_on=+2d' \
    'lead qualify L1 reason=a reason=b' 'deal win D1 on=today on=today' \
    'lead model train m fields=city fields=source' 'lead convert L1 deal=a deal=b'; do
	run "a word twice: $command" 2 crm-$command
	like_err '^crm-[a-z]+: [a-z_]+ is given twice$'
done
run 'a field twice' 2 crm-task 'done' T1 notes=a notes=b
is_err 'crm-task: notes: is given twice'
run 'a value that is blank' 2 crm-lead convert L1 deal=
is_err 'crm-lead: deal= needs a value: NAME'
run 'of blanks' 2 crm-deal move D1 'stage=  '
is_err 'crm-deal: stage= needs a value: NAME'
run 'of several kinds' 2 crm-lead convert L1 contact=
is_err 'crm-lead: contact= needs a value: ID|none'
run 'a reason may be' 0 crm-lead qualify L1 reason= -n -q
run 'a date that is none' 2 crm-deal win D1 on=soon
like_err "^crm-deal: on: .*soon"
run 'a user that is none' 3 crm-lead transfer L1 to=zoe
is_err "crm-lead: to: there is no user 'zoe'"
run 'a record of another kind' 2 crm-lead duplicate L1 of=C1
is_err 'crm-lead: of: expected a lead like L1, got customer C1'
run 'a pool that is none' 3 crm-lead release L1 pool=nowhere
like_err "^crm-lead: pool: .*nowhere"
run 'one of several' 2 crm-lead campaign enroll x segment=s of=deal
is_err "crm-lead: of= is lead or contact, not 'deal'"
run 'neither yes nor no' 2 crm-lead model train m fields=city plain=maybe
like_err "^crm-lead: plain: .*maybe"
run 'no UTF-8' 2 crm-lead qualify L1 "reason=$(printf '\377')"
like_err 'is not UTF-8$'

# ---- once a command, not once a record ----

run 'a bad value is told once' 3 crm-lead transfer L1 L2 to=zoe --keep-going
is_err "crm-lead: to: there is no user 'zoe'"
run 'of fields too' 3 crm-lead set L1 L2 owner=zoe --keep-going
is_err "crm-lead: owner: there is no user 'zoe'"
run 'an amount is read in the currency of each' 0 sh -c '
    crm-deal add -q name=euro currency=EUR rate=8 > /dev/null
    crm-deal add -q name=yen currency=JPY rate=0.05 > /dev/null
    crm-deal set -q D1 D2 D3 amount=1200 -o csv -c deal_id,amount,currency'
is_out 'deal_id,amount,currency
D1,1200.00,CNY
D2,1200.00,EUR
D3,1200,JPY'
run 'and refused in that of one' 4 crm-deal set D1 D2 amount=€5
like_err "^crm-deal: amount: '€5' is not in CNY, the currency of the record; currency=EUR beside it says that it is in that \(D1\)$"
run 'unless the command gives it' 0 crm-deal set -q D1 D3 amount=€5 currency=EUR rate=8 -o csv -c deal_id,amount
is_out 'deal_id,amount
D1,5.00
D3,5.00'
run 'each deal has its own stages' 0 sh -c '
    crm-admin stage add -q pipeline=big name=talk seq=1 type=open > /dev/null
    crm-admin stage add -q pipeline=big name=needs seq=2 type=open > /dev/null
    crm-deal add -q name=big stage=big/talk > /dev/null
    crm-deal move -q D2 D4 stage=needs -o csv -c deal_id,pipeline,stage'
is_out 'deal_id,pipeline,stage
D2,default,needs
D4,big,needs'
run 'a word and fields' 0 crm-task 'done' T1 done_on=2026-11-20 notes=x -q -o csv -c status,done_on,notes
is_out 'status,done_on,notes
done,2026-11-20,x'
run 'who a stream makes may be named' 0 sh -c '
    crm-team add login=new -q -o ids | sed s/.*/L1/ |
    crm-lead transfer - to=new -q -o csv -c owner'
is_out 'owner
new'
run 'a reason is the batch'"'"'s where --reason is not' 0 crm-lead transfer L1 to=cat reason=why -q -o ids
is "$(crm-lead history L1 -o csv -c field,reason | grep '^owner,' | tail -n 1)" owner,why 'as --reason'

# ---- the same words everywhere ----

# The verbs of a program with their nouns, as its help lists them.
verbs_of() {
	"$1" --help | sed -n 's/^  \([a-z][a-z -]*[a-z]\)   *[^ ].*/\1/p' |
	    grep -v '^crm-'
}
# Of a verb: its words by what refuses another one; by its help; by its usage; by
# the manual.
by_parser() {
	"$@" wrong_word=1 2>&1 | sed -n 's/^.* takes \(.*\), not .*/\1/p' |
	    sed 's/ and /\n/; s/, /\n/g'
}
by_help() { "$@" --help | sed -n '/^Words:/,/^$/s/^  \([^ ]*\)  *[^ ].*/\1/p'; }
by_usage() {
	"$@" --help | sed -n 2p | tr -d '[]' | tr ' ' '\n' | grep '='
}
# Of the noun, where one is named, else where the verb stands first: two nouns may
# have a verb of one name.
by_manual() {
	by_page=$TOP/cmd/$1/$1.1 by_noun=
	[ $# -lt 3 ] || by_noun=$2
	for by_verb; do :; done
	awk -v noun="$by_noun" -v verb="$by_verb" '
	BEGIN { on = noun == "" }
	/^Of / { on = noun == "" || $0 ~ " " noun ":$" || /^Of every/ }
	/^\.It Ic / { mine = on && $3 == verb && (noun != "" || !met++) }
	mine && /^\.It Cm "/ { print substr($0, 9, length($0) - 9) }' "$by_page"
}
checked=0
for program in crm-lead crm-customer crm-deal crm-task crm-admin crm-report \
    crm-order crm-stock crm-team; do
	verbs_of $program > verbs
	while read -r verb; do
		case $verb in
		set | add | import) continue ;; # fields: names are the book's
		esac
		by_help $program $verb | sort > help.words
		[ -s help.words ] || continue
		checked=$((checked + 1))
		by_usage $program $verb | sort > usage.words
		is "$(cat usage.words)" "$(cat help.words)" "$program $verb: usage"
		by_manual $program $verb | sed 's/\.\.\./…/' | sort -u > manual.words
		is "$(cat manual.words)" "$(cat help.words)" "$program $verb: manual"
		if ! grep -q '^field=' help.words; then
			by_parser $program $verb | sort > parser.words
			is "$(cat parser.words)" "$(cat help.words)" "$program $verb: read"
		fi
	done < verbs
done
[ "$checked" -ge 20 ]
result $? "verbs with words: $checked"

run 'the help of a verb says what its words are' 0 crm-lead recycle --help
like_out '^  crm-lead recycle ID… \| - wake_on=DATE \[reason=TEXT\]$'
like_out '^  wake_on=DATE  +the day it reads as new$'
run 'a verb without has none' 0 crm-lead list --help
unlike_out '^Words:'

# ---- the help of programs ----

run 'the verbs are grouped by what they do' 0 crm-lead --help
is "$(sed -n '/^Owners and pools:$/,/^$/s/^  \([a-z ]*[a-z]\)  .*/\1/p' out | tr '\n' ,)" \
    'assign,claim,release,transfer,pool list,pool records,pool due,pool reclaim,' \
    'those of another noun too'
is "$(grep -c '^States:$' out)" 1 'a heading stands once'
is "$(grep -n 'Every kind of record:\|^Campaigns:' out | cut -d: -f2 | tr '\n' ,)" \
    'Campaigns,Every kind of record,' 'those of every record come last'
like_out '^  history  +who changed what, when and why$'
run 'a program without a first noun' 0 crm-admin --help
like_out '^  NOUN list  +print records'
like_out '^  approval approve  +agree'

done_testing
