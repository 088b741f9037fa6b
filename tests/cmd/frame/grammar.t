#!/bin/sh
# The grammar of every command: nouns, verbs, options, operands.
. "$(dirname "$0")/../../lib.sh"
book

# ---- verbs and nouns ----

run 'nothing to do' 2 crm-deal
is_out ''
is_err 'crm-deal: say what to do: crm-deal VERB; see crm-deal --help'
run 'an unknown verb, near one' 2 crm-deal lst
is_out ''
is_err "crm-deal: unknown verb 'lst'; did you mean list?"
run 'a verb of the trade is near too' 2 crm-deal advanc D1
is_err "crm-deal: unknown verb 'advanc'; did you mean advance?"
run 'an unknown verb, near none' 2 crm-deal frobnicate
is_err "crm-deal: unknown verb 'frobnicate'; see crm-deal --help"
run 'a noun by itself' 2 crm-deal visit
is_err 'crm-deal: say what to do: crm-deal VERB; see crm-deal --help'
run 'an unknown noun' 2 crm-deal vizit list
like_err "^crm-deal: unknown verb 'vizit'"
is_out ''
run 'the first noun may be named' 0 crm-deal deal list -o ids
is_out ''
run 'a program without a first noun' 2 crm-admin list
like_err "^crm-admin: unknown verb 'list'"

run 'a noun as people say it' 0 crm-deal visits list -q
like_out '^visit_id,'
run 'and in another spelling' 0 crm-order order_lines list -q
like_out '^order_line_id,'
run 'what is another programs' 2 crm-lead deals list
is_err "crm-lead: 'deals' is a matter of another program: crm-deal"
for word in list get ls; do
	run "of what: $word" 2 crm-report $word
	like_err "^crm-report: unknown verb '$word'; say of what, as in: crm-report view "
done
run 'of what: edit' 2 crm-admin edit
is_err "crm-admin: unknown verb 'edit'; say of what, as in: crm-admin field set"
run 'the verb of another noun' 2 crm-lead enroll L1
is_err "crm-lead: unknown verb 'enroll'; say of what, as in: crm-lead campaign enroll"
run 'no verb at all' 2 crm-lead ''
like_err "unknown verb ''"

# ---- conditions without -w ----

while IFS='|' read -r words want; do
	# shellcheck disable=SC2086 # words
	run "list $words" 2 crm-lead list $words
	is_err "crm-lead: list takes conditions behind -w: -w '$want'"
done <<'END'
budget>=5|budget >= 5
status!=new|status != new
name~Bob|name ~ Bob
status==new|status = new
city = Berlin|city = Berlin
预算 > 5|预算 > 5
END
run 'a field as an option, to read' 2 crm-lead list --status=new
is_err "crm-lead: unknown option --status=new; conditions stand behind -w: -w 'status = …'"
run 'a field as an option, to write' 2 crm-lead add --company Acme
is_err 'crm-lead: unknown option --company; fields are given as words: company=…'

# ---- options ----

run 'an unknown option, near one' 2 crm-deal list --colums=a
is_err 'crm-deal: unknown option --colums=a; did you mean --columns?'
run 'an unknown option, near none' 2 crm-deal list --frobnicate
is_err 'crm-deal: unknown option --frobnicate; see --help'
run 'an unknown letter' 2 crm-deal list -Z
is_err 'crm-deal: unknown option -Z; see --help'
run 'an option of another verb' 2 crm-deal list --dry-run
is_err 'crm-deal: list does not take --dry-run; see --help'
run 'an option given twice' 2 crm-deal list -l 1 --limit 2
is_err 'crm-deal: --limit is given twice'
run 'a value that is missing, short' 2 crm-deal list -l
is_err 'crm-deal: -l needs a value: N'
run 'a value that is missing, long' 2 crm-deal list --where
is_err 'crm-deal: --where needs a value: EXPR'
run 'a value too many' 2 crm-deal list --quiet=yes
is_err 'crm-deal: --quiet takes no value'
for option in as-of on since; do
	run "--$option is not for add" 2 crm-deal add name=x "--$option=today"
	like_err "^crm-deal: add does not take --$option"
done
run 'help names only what a verb takes' 0 crm-deal add --help
unlike_out '--(as-of|on|where|rejects|since) '
like_out '-n, --dry-run '
run 'help of a noun is its own verbs' 0 crm-lead pool --help
like_out '^  crm-lead pool reclaim'
unlike_out 'crm-lead list'
run 'reports take --as-of' 0 crm-report pipeline --help
like_out '--as-of DATE'
like_out '--on DATE'
like_out '--by FIELD'
unlike_out '--(dry-run|explain) '
run 'their lists do not' 0 crm-report due --help
unlike_out '--by '

run 'letters bundle' 0 crm-deal add name=x -nq
is_err ''
run 'a value sticks to its letter' 0 crm-deal list -l1 -oids
is_out ''
run 'a bundle ends in a value' 0 crm-deal add name=x -nqo csv -c name
is_out 'name
x'
run 'options and operands mix' 0 crm-deal add -o csv name=y -n -c name -q
is_out 'name
y'
run 'long options take = or the next word' 0 crm-deal list --limit=1 \
    --output csv --columns=name
is_out 'name'
run 'after -- all are operands' 0 crm-deal add -qo csv -c name -- name=-n
is_out 'name
-n'
run 'also what looks like an option' 3 crm-deal show -- --limit
is_err "crm-deal: there is no deal '--limit'"

# ---- operands ----

run 'add takes no ids' 2 crm-deal add D1
is_err "crm-deal: add takes field=value, not 'D1'"
run 'add needs something' 2 crm-deal add
like_err '^crm-deal: add needs field=value; the fields are shown by: '
run 'set needs ids' 2 crm-deal set name=x
like_err '^crm-deal: set needs ids, or - '
run 'set needs fields' 2 crm-deal set D1
is_err 'crm-deal: set needs field=value'
run 'show needs ids' 2 crm-deal show
like_err '^crm-deal: show needs ids, or - '
run 'fields takes nothing' 2 crm-deal fields D1
is_err 'crm-deal: fields is about the kind; for a record: show D1'
run 'an unknown field' 2 crm-deal set D1 nmae=x
is_out ''
like_err "^crm-deal: no field 'nmae' in deal; nearest: .*name"
run 'a field twice' 2 crm-deal set D1 name=x name=y
is_err 'crm-deal: name: is given twice'
run 'a limit that is none' 2 crm-deal list -l many
is_err "crm-deal: -l: 'many' is not a number of records"
run 'nor a negative one' 2 crm-deal list -l -1
is_err "crm-deal: -l: '-1' is not a number of records"
run 'an unknown format' 2 crm-deal list -o yaml
like_err "^crm-deal: -o: 'yaml' is no format; it is one of table, csv"
CRM_FORMAT=yaml run 'from the environment' 2 crm-deal list
like_err "^crm-deal: CRM_FORMAT: 'yaml' is no format"
run 'control bytes are escaped' 2 crm-deal list -o "$(printf 'a\033[31m\nb')"
is "$(tr -d '\n' < err | LC_ALL=C tr -d ' -~' | wc -c)" 0 'no control byte'
is "$(wc -l < err)" 1 'one line'

# ---- what answers itself ----

for p in admin customer deal lead order report stock task team; do
	run "crm-$p --version" 0 "crm-$p" --version
	like_out "^crm-$p [0-9]+\\.[0-9]+"
	is_err ''
	run "crm-$p --help" 0 "crm-$p" --help
	like_out "^crm-$p: "
	like_out "^  crm-$p "
done
for shell in bash zsh fish; do
	run "completion for $shell" 0 crm-deal --completion "$shell"
	like_out crm-deal
done
run 'an unknown shell' 2 crm-deal --completion csh
like_err "^crm-deal: --completion: 'csh' is not one of bash, zsh, fish"

# ---- the book ----

CRM_DB=none.db run 'a book that is not there' 1 crm-deal list
is_out ''
is_err 'crm-deal: no book at none.db; make one with: crm-admin init --db none.db'
run '--db outranks CRM_DB' 1 crm-deal list --db none.db
is "$(ls none.db 2> /dev/null)" '' 'and nothing was made'
run 'help needs no book' 0 env CRM_DB=none.db crm-deal list --help

done_testing
