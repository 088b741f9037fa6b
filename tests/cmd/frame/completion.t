#!/bin/sh
# Completion: what may stand where, and that each shell gets it.
. "$(dirname "$0")/../../lib.sh"
book
user rosa name='Rosa Diaz'
user felix
crm-customer add -q name='Acme GmbH' > /dev/null
crm-lead add -q company='Acme GmbH' owner=rosa > /dev/null
crm-lead add -q company='Beta Ltd' > /dev/null
crm-deal add -q customer=C1 name=one > /dev/null
crm-admin pool add -q kind=lead name='East pool' > /dev/null
crm-admin segment add -q entity=lead name=hot when='score > 80' > /dev/null
crm-admin field add -q entity=lead name=floor type=int > /dev/null
echo company > leads.csv
crm-lead import -q leads.csv --save-mapping fair > /dev/null

# may WORD…: what the last may be, without what it is.
may() { "$@" | cut -f 1 | tr '\n' ' ' | sed 's/ $//'; }
lead() { may crm-lead --candidates "$@"; }

# ---- the program's answer ----

is "$(lead rec)" recycle 'a verb'
is "$(crm-lead --candidates recyc)" \
    "recycle	let it sleep; it reads as new from that day" 'and what it does'
is "$(lead camp)" 'campaign campaign-member' 'a noun'
is "$(lead campaign enr)" enroll 'a verb of a noun'
is "$(lead help disq)" disqualify 'behind help'
is "$(lead recycle L1 wa)" wake_on= 'a word'
is "$(lead campaign enroll Fair of=)" 'of=lead of=contact' 'the values of a word'
is "$(lead convert L1 contact=no)" contact=none 'none is a value'
is "$(lead model train m plain=)" 'plain=yes plain=no' 'yes and no'
is "$(lead add prio)" priority= 'a field'
is "$(lead set L1 priority=h)" priority=high 'and its values'
is "$(lead add wake)" wake_on= 'what add may give'
is "$(lead set L1 wake)" '' 'set may not'
is "$(lead set L1 flo)" floor= "a user's field"
is "$(lead set L1 owner=)" 'owner=ann owner=felix owner=rosa' 'users'
is "$(lead set L1 owner=RO)" owner=rosa 'whatever the case'
is "$(may crm-deal --candidates add stage=qual)" stage=qualification 'stages'
is "$(may crm-deal --candidates move D1 stage=qual)" stage=qualification \
    'stages to move to'
is "$(lead release L1 pool=)" 'pool=East pool' 'pools'
is "$(crm-lead --candidates show L)" \
    "L1	Acme GmbH
L2	Beta Ltd" 'ids, with names'
is "$(lead show X)" '' 'no ids of others'
is "$(lead list --exp)" '' 'only options that the verb takes'
is "$(lead score --exp)" --explain 'and those'
is "$(lead list -o n)" ndjson 'formats'
is "$(lead list -o svg)" '' 'no pictures of lists'
is "$(may crm-report --candidates funnel -o s)" svg 'but of reports'
is "$(lead import --on-duplicate u)" 'update update-only' 'policies'
is "$(lead import --on-duplicate=f)" --on-duplicate=fill 'behind ='
is "$(lead list --color '')" 'auto always never' 'colours'
is "$(lead merge L1 L2 --policy email=la)" email=latest 'how fields are merged'
is "$(lead list -c lead_id,owner_)" lead_id,owner_id 'columns'
is "$(lead list -c owner.log)" owner.login 'through a reference'
is "$(lead list -s -cre)" -created 'sorting'
is "$(may crm-report --candidates win-rate --by own)" owner 'dimensions'
is "$(lead list -w stat)" 'status status_now' 'fields in an expression'
is "$(lead list -w 'status ')" \
    'status = status != status in ( status is null status is not null' \
    'operators, those that the field has'
is "$(lead list -w 'budget ')" 'budget = budget != budget < budget <= budget > '\
'budget >= budget in budget in ( budget is null budget is not null' 'of what has an order'
is "$(lead list -w 'owner ')" 'owner = owner != owner ~ owner !~ owner in ( '\
'owner is null owner is not null' 'of what has a name'
is "$(lead list -w 'locked ')" 'locked = locked != locked in ( locked is null '\
'locked is not null locked and locked or' 'yes or no ends a test'
is "$(lead list -w 'source = web ')" 'source = web and source = web or' 'so does a value'
is "$(lead list -w 'source in (web, event) o')" 'source in (web, event) or' 'and a list'
is "$(lead list -w 'owner is null a')" 'owner is null and' 'and null'
is "$(lead list -w 'created in last ')" 'created in last week created in last month '\
'created in last quarter created in last year' 'periods'
is "$(lead list -w 'created in ne' | cut -c 1-30)" 'created in next week created i' \
    'whole ones, too'
is "$(lead set L1 expected_close=la)" '' 'which a value is not'
is "$(may crm-deal --candidates list --via '')" \
    'customer contact stage product campaign partner owner' 'references'
is "$(may crm-deal --candidates set D1 customer=C)" customer=C1 'ids where a name may stand'
is "$(may crm-task --candidates add about=L)" 'about=L1 about=L2' 'of any kind'
is "$(may crm-admin --candidates field add entity=camp)" \
    'entity=campaign entity=campaign-member' 'kinds of records'
is "$(may crm-admin --candidates field add type=in)" 'type=int type=instant' 'types of fields'
is "$(may crm-report --candidates query dea)" 'deal deal-line' 'a kind as an operand'
is "$(lead import --encoding g)" gb18030 'encodings'
is "$(lead list -w 'status = wor')" 'status = working' 'values'
is "$(lead list -w 'source in (web, e')" \
    'source in (web, email source in (web, event' 'in a list'
is "$(lead list -w 'status = new and owner.lo')" \
    'status = new and owner.login' 'behind and'
is "$(lead list -w 'owner = ro')" 'owner = rosa' 'users in it'
is "$(lead list -w '@h')" @hot 'segments'
is "$(lead import leads.csv --mapping f)" fair 'mappings'
is "$(may crm-admin --candidates undo B1)" 'B11 B10 B1' 'batches'
is "$(may crm-admin --candidates log --actor f)" felix 'who has worked'
is "$(may crm-admin --candidates log --program crm-l)" crm-lead 'and with what'
is "$(lead list -c 公司)" '公司名称 公司规模' 'fields by their Chinese names'
is "$(lead set L1 优先级=h)" '优先级=high' 'and their values'
is "$(lead list -w '优先级 = h')" '优先级 = high' 'in an expression'
is "$(lead list -c 负责人.团)" '负责人.团队' 'and behind a reference'
is "$(lead import '')" :files 'files'
run 'no book is silence' 0 env CRM_DB=none.db crm-lead --candidates set L1 owner=
is_out ''
is_err ''

# ---- bash ----

# in_bash PROGRAM WORD…: what it offers for the last, split as bash does.
in_bash() {
	bash -c '
	. "$0/completions/$1.bash"
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	"_${1//-/_}"
	echo "${COMPREPLY[*]}"' "$TOP" "$@"
}
is "$(in_bash crm-lead rec)" recycle 'bash: a verb'
is "$(in_bash crm-lead set L1 pri)" priority= 'bash: a field'
is "$(in_bash crm-lead set L1 priority = h)" high 'bash: behind ='
is "$(in_bash crm-lead set L1 priority =)" \
    'low normal high urgent' 'bash: all of them'
is "$(in_bash crm-lead release L1 pool = East)" 'East\ pool' 'bash: quoted'
is "$(in_bash crm-lead list -w "'status = wor")" 'status = working' \
    'bash: within quotes'
is "$(in_bash crm-lead list -w "'status = new'" -o js)" json 'bash: behind them'
is "$(in_bash crm-lead import lea)" leads.csv 'bash: files'

# ---- zsh ----

# in_zsh PROGRAM WORD…: what it would add, without what is shown.
in_zsh() {
	zsh -f -c '
	compadd() { print -r -- ${(P)@[-1]} }
	_files() { print files }
	words=("$@") CURRENT=$#
	. "$0/completions/$1.zsh"' "$TOP" "$@" | tr '\n' ' ' | sed 's/ $//'
}
if command -v zsh > /dev/null; then
	is "$(in_zsh crm-lead rec)" recycle 'zsh: a verb'
	is "$(in_zsh crm-lead set L1 pri)" priority= 'zsh: a field'
	is "$(in_zsh crm-lead set L1 priority=h)" priority=high 'zsh: its values'
	is "$(in_zsh crm-lead list -w "'status = wor")" 'status = working' \
	    'zsh: within quotes'
	is "$(in_zsh crm-lead import lea)" files 'zsh: files'
	is "$(zsh -f -c '
	compadd() { print -rl -- ${(P)@[-2]} ${(P)@[-3]} }
	words=(crm-lead show L1) CURRENT=3
	. "$0/completions/crm-lead.zsh"' "$TOP" | grep Acme)" 'L1  -- Acme GmbH' \
	    'zsh: with what it is'
else
	skip zsh 'is not here'
fi

# ---- fish ----

in_fish() {
	fish --no-config -c '
	source $argv[1]/completions/$argv[2].fish
	complete -C "$argv[3]"' "$TOP" "$@"
}
if command -v fish > /dev/null; then
	is "$(in_fish crm-lead 'crm-lead recyc')" \
	    "recycle	let it sleep; it reads as new from that day" 'fish: a verb'
	is "$(in_fish crm-lead 'crm-lead set L1 priority=h')" \
	    "priority=high	High" 'fish: the values of a field'
	is "$(in_fish crm-lead "crm-lead list -w 'status = wor")" \
	    "status = working	Working" 'fish: within quotes'
	is "$(in_fish crm-lead 'crm-lead import lea' | cut -f 1)" leads.csv \
	    'fish: files'
	for program in "$TOP"/completions/*.fish; do
		fish --no-config --no-execute "$program" || echo "$program"
	done > broken 2>&1
	is "$(cat broken)" '' 'fish reads all of them'
else
	skip fish 'is not here'
fi
for program in "$TOP"/completions/*.bash; do
	bash -n "$program" || echo "$program"
done > broken 2>&1
is "$(cat broken)" '' 'bash reads all of them'
done_testing
