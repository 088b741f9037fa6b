#!/bin/sh
# What a person at a terminal sees: tables, lines of what changed, questions,
# progress, interruption, the pager.
. "$(dirname "$0")/../../lib.sh"
book
unset PAGER CRM_PAGER LINES

# ---- tables ----

crm-customer add -q name='Acme Gesellschaft für Feinmechanik' > /dev/null
crm-deal add -q customer=C1 name='Fräsmaschine für die neue Halle' \
    amount=1054400.50 currency=CNY expected_close=2026-12-24 > /dev/null
crm-lead add -q company='杭州西湖精密机械制造有限公司' name=王小明 \
    email=wang.xiaoming@xihu-precision.example phone=+8613800138000 \
    source=web > /dev/null
crm-deal import -q - > /dev/null <<END
customer,name,stage,amount,currency
C1,Old,lost,10,CNY
END

for width in 40 60 80 120; do
	run "no number is cut at $width" 0 tty $width 'NO_COLOR=1 crm-deal list'
	like_out '1,054,400\.50'
	like_out '2026-12-24'
	[ "$(wc -L < out)" -le "$width" ]
	result $? "$width columns are enough"
	run "nor a phone at $width" 0 tty $width 'NO_COLOR=1 crm-lead list'
	like_out '\+8613800138000'
done
# What a field was and is, and references by their key, are texts that are figures.
crm-deal set -q D1 amount=105440.50 > /dev/null
printf 'number,customer,ordered_on\nSO-20261101-0001,C1,2026-11-01\n' |
    crm-order import - -q > /dev/null
crm-order order-line add -q order=O1 notes='Fräsmaschine für die neue Halle' \
    > /dev/null
for width in 60 80 90; do
	run "history cuts no number at $width" 0 tty $width \
	    'NO_COLOR=1 crm-deal history D1'
	like_out '1054400\.50'
	like_out '105440\.50'
	like_out '2026-11-21 09:00'
	[ "$(wc -L < out)" -le "$width" ]
	result $? "$width columns are enough for history"
	run "a number of a document is whole at $width" 0 tty $width \
	    'NO_COLOR=1 crm-order order-line list -c order,notes'
	like_out 'SO-20261101-0001'
done
crm-deal set -q D1 amount=1054400.50 next_step='call 4711 about 330000.00 of 2026' \
    > /dev/null
run 'nor is a number in a sentence cut' 0 tty 50 \
    'NO_COLOR=1 crm-deal list D1 -c deal_id,amount,expected_close,next_step'
unlike_out '[0-9]…'
run 'too narrow for a table: records' 0 tty 40 \
    'NO_COLOR=1 crm-deal list -w "stage.type = open"'
is_out 'Deal ID         D1
Customer        Acme Gesellschaft für
                Feinmechanik
Name            Fräsmaschine für die
                neue Halle
Stage           qualification
Amount          1,054,400.50
Currency        CNY
Expected close  2026-12-24'
run 'a terminal of one column' 0 tty 1 'NO_COLOR=1 crm-deal list'
like_out '1,054,400\.50'
run 'nothing has no heading' 0 tty 80 'crm-deal list -w "amount > 9999999"'
is_out ''
run 'nor without a terminal' 0 crm-deal list -o table -w 'amount > 9999999'
is_out ''
run 'lost is red' 0 tty 80 'crm-deal list -w "stage.type = lost"'
like_out "$(printf '\033')\\[31mlost"
run 'a day that has passed is, too' 0 tty 80 'crm-task add -q subject=x \
    due=2026-11-20; crm-task list -c due; crm-task set -q T1 status=done;
    crm-task list -c due'
like_out "$(printf '\033')\\[1;31m2026-11-20"
like_out '^2026-11-20'
run 'an error is' 3 tty 80 'crm-lead show L99'
like_out "$(printf '\033')\\[31mcrm-lead:"
run 'not where colour is not wanted' 0 tty 80 \
    'NO_COLOR=1 crm-deal list -w "stage.type = lost"'
unlike_out "$(printf '\033')"

crm-lead set L1 -q notes="$(printf 'one\ttab\n客户\ttwo\n12345678\t\tx')" > /dev/null
run 'lines of a text are lines, and tabs blanks' 0 tty 80 'crm-lead show L1 -c name,notes'
is_out 'Name   王小明
Notes  one     tab
       客户    two
       12345678                x'

# ---- what a write says ----

run 'a new record' 0 tty 80 'crm-lead add company="Foo Ltd"'
is_out 'L2 added: Foo Ltd
crm-lead: inserted 1 (batch B13)'
run 'what changed' 0 tty 80 'crm-lead set L1 L2 city=Rom region=Lazio'
is_out 'L1 region none → Lazio, city none → Rom
L2 region none → Lazio, city none → Rom
crm-lead: updated 2 (batch B14)'
run 'a step' 0 tty 80 'crm-deal advance D1 -n'
like_out '^D1 stage qualification → '
run 'deleted' 0 tty 80 'crm-lead delete L2'
like_out '^L2 deleted: Foo Ltd$'
run 'a format that was asked for' 0 tty 80 'crm-lead restore L2 -o ids'
like_out '^L2$'
run 'columns that were asked for' 0 tty 80 'crm-lead set L2 city=Ulm -c city'
like_out 'Ulm$'
unlike_out '→'
run 'off a terminal: the short list, with the keys' 0 \
    crm-lead set L2 city=Bonn
is "$(head -n 1 out)" 'lead_id,company,name,email,phone,source,partner_id,'\
'campaign_id,status,score,owner_id,owner,duplicate_of_id,pool_id,'\
'last_owner_id,converted_customer_id,converted_contact_id,'\
'converted_deal_id,merged_into_id' 'its columns'
try 'so it chains' 0 'crm-deal set D1 next_step=call -q |
    crm-customer list - -o ids'
is_out C1
run 'unless -c says more' 0 crm-lead set L2 city=Berlin -c lead_id,city
is_out 'lead_id,city
L2,Berlin'

# ---- nothing new ----

run 'a sound book, quietly' 0 crm-admin check -q
is_out ''
run 'nothing to reclaim, quietly' 0 crm-lead pool reclaim -q
is_out ''
run 'a list has its header' 0 crm-lead list -q -w 'city = Nirgends'
like_out '^lead_id,'

# ---- questions ----

for n in 3 4 5; do
	crm-lead add -q company="Lead $n" > /dev/null
done
ask_and() {
	(sleep 0.5; echo "$1") | tty 80 "crm-lead delete L1 L2 L3 L4 $2"
}
run 'many are asked for' 5 ask_and n ''
like_out 'delete 4 records of the kind lead\? crm-admin undo brings them back'
like_out 'nothing was written'
is "$(crm-lead list -o ids | wc -l)" 5 'all are there'
run 'agreed to' 0 ask_and y ''
like_out 'deleted 4'
crm-lead restore -q L1 L2 L3 L4 > /dev/null
run 'not asked' 0 ask_and '' -y
unlike_out 'y/N'
crm-lead restore -q L1 L2 L3 L4 > /dev/null
ask_behind_pipe() {
	(sleep 0.7; echo n) |
	    tty 80 'crm-lead list -o ids | crm-lead delete -'
}
run 'ids through a pipe: who typed the line is asked' 5 ask_behind_pipe
like_out 'delete 5 records of the kind lead'
like_out 'nothing was written'
run 'who is away is not waited for' 0 setsid -w sh -c \
    'crm-lead list -o ids | crm-lead delete - -n -q > /dev/null'
run 'a few are not asked for' 0 tty 80 'crm-lead delete L1 L2 L3' < /dev/null
like_out 'deleted 3'
run 'nor where nobody is there' 0 crm-lead restore L1 L2 L3 -q
run '-y is where something asks' 2 crm-lead restore L1 --yes
like_err 'restore does not take --yes'

# ---- Ctrl-C and progress ----

interrupt() {
	(sleep 0.7; printf '\003'; sleep 0.5) | tty 80 "$1"
}
run 'somebody who waits is told' 130 interrupt 'crm-lead import'
like_out 'crm-lead: reads from the keyboard; Ctrl-D ends it'
like_out 'crm-lead: interrupted; nothing was written'
# type_slowly COMMAND: a row, and its end when progress would long be shown.
type_slowly() {
	(sleep 0.7; printf 'company\n'; sleep 1.6; printf 'Slow Ltd\n\004'; sleep 1) |
	    tty 80 "$1"
}
run 'nobody writes over what is typed' 0 type_slowly 'crm-lead import -n'
unlike_out 'import, '
like_out 'added: Slow Ltd'

# busy SECONDS: somebody else writes.
busy() {
	if on_server; then
		psql -U ann -q -d "$CRM_DB" -c "BEGIN; SET search_path TO crm;
		    LOCK TABLE lead; SELECT pg_sleep($1)" > /dev/null
	else
		sqlite3 "$CRM_DB" 'BEGIN IMMEDIATE' ".shell sleep $1" ROLLBACK
	fi
}
busy 2.5 &
sleep 0.3
run 'a wait that lasts shows' 0 tty 80 'crm-lead set L1 city=Oslo'
like_out 'set, 1 s'
like_out 'L1 city Rom → Oslo$'
wait
busy 2.5 &
sleep 0.3
run 'given up in a wait' 130 interrupt 'crm-lead set L1 city=Bern'
like_out 'interrupted; nothing was written'
wait
is "$(crm-lead show L1 -c city | tail -n 1)" Oslo 'so it is'

# ---- what changed ----

printf 'lead_id,company,city\nL1,,Bonn\n,Newly,Ulm\n' > few.csv
run 'an import tells its records' 0 tty 80 \
    'crm-lead import few.csv --on-duplicate fill'
like_out '^L[0-9]+ added: Newly'
{ echo company,ext; seq 1 14 | sed 's/.*/Co &,x&/'; } > many.csv
run 'a dozen as a count' 0 tty 80 'crm-lead import many.csv'
is "$(grep -c ' added: Co ' out)" 10 'the first'
like_out '^and 4 more'
run 'nothing of what is as it was' 0 tty 80 'crm-lead import many.csv'
unlike_out 'added|more'
run 'columns where they are asked for' 0 tty 80 'crm-lead import many.csv -n -c company'
like_out '^Co 14 *unchanged'
run 'an undo tells them, too' 0 tty 80 \
    'crm-lead set L1 city=Graz -q; crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"'
like_out '^L1 city Graz → Oslo'
run 'and what is beside a record' 0 tty 80 'crm-lead watch L1; crm-lead unwatch L1'
like_out '^L1 watched: '
like_out '^L1 no longer watched: '

# ---- long messages ----

printf 'amonut,company\n1,a\n' > odd.csv
run 'an error is as wide as the terminal' 2 tty 60 'crm-lead import odd.csv'
like_out "^  say --map 'amonut=FIELD', --map 'amonut=' to leave it out,"
[ "$(tr -d '\r' < out | sed 's/\x1b\[[0-9;]*m//g' | wc -L)" -le 60 ]
result $? 'no line is wider'
run 'and one line anywhere else' 2 crm-lead import odd.csv
is "$(wc -l < err | tr -d ' ')" 1 'one line'

# ---- the pager ----

yes 'company,' | awk '{ print NR == 1 ? "company" : "Row " NR }' |
    head -n 40 | crm-lead import -q - > /dev/null
PAGER='sed s/^/P:/'
export PAGER
run 'what is longer than the screen' 0 tty 80 'NO_COLOR=1 crm-lead list'
like_out '^P:L6 '
run 'what is not' 0 tty 80 'NO_COLOR=1 crm-lead list -l 3'
like_out '^L1 '
run 'none by its own variable' 0 tty 80 'CRM_PAGER= NO_COLOR=1 crm-lead list'
like_out '^L6 '
run 'another' 0 tty 80 'CRM_PAGER="sed s/^/Q:/" NO_COLOR=1 crm-lead list'
like_out '^Q:L6 '
run 'one that is not there' 0 tty 80 'CRM_PAGER=nosuch NO_COLOR=1 crm-lead list'
like_out '^L6 '
run 'not without a terminal' 0 crm-lead list -o table
unlike_out '^P:'
done_testing
