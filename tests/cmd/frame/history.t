#!/bin/sh
# history, log and feed: what happened, for people and for programs.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Ada > /dev/null
crm-deal add -q name=one customer=Ada amount=10 probability=15% \
    expected_close=2026-12-31 currency=USD > /dev/null
CRM_NOW=2026-11-22T10:30:00Z crm-deal set -q D1 amount=12.5 customer= \
    probability= --reason 'new "offer"' > /dev/null
CRM_NOW=2026-11-23T10:00:00Z crm-deal advance -q D1 > /dev/null
now=$CRM_NOW
CRM_NOW=2026-11-24T09:00:00Z
crm-deal set -q D1 notes="two
lines" > /dev/null
crm-deal delete -q D1 > /dev/null
crm-deal restore -q D1 > /dev/null
CRM_NOW=$now

# ---- history ----

run 'history' 0 crm-deal history D1 -o csv
is_out 'id,batch,at,actor,program,action,field,old,new,reason
D1,B3,2026-11-21T09:00:00Z,ann,crm-deal,inserted,,,,
D1,B4,2026-11-22T10:30:00Z,ann,crm-deal,updated,customer,Ada,,"new ""offer"""
D1,B4,2026-11-22T10:30:00Z,ann,crm-deal,updated,amount,10.00,12.50,"new ""offer"""
D1,B4,2026-11-22T10:30:00Z,ann,crm-deal,updated,probability,15,,"new ""offer"""
D1,B5,2026-11-23T10:00:00Z,ann,crm-deal,updated,stage,qualification,needs,
D1,B6,2026-11-24T09:00:00Z,ann,crm-deal,updated,notes,,"two
lines",
D1,B7,2026-11-24T09:00:00Z,ann,crm-deal,deleted,,,,
D1,B8,2026-11-24T09:00:00Z,ann,crm-deal,restored,,,,'
run 'of several' 0 crm-customer history C1 Ada -o csv -c id,action
is_out 'id,action
C1,inserted'
try 'of a stream' 0 'crm-deal list | crm-deal history - -o ndjson -c id,batch,field | head -2'
is_out '{"id":"D1","batch":"B3","field":null}
{"id":"D1","batch":"B4","field":"customer"}'
run 'of the other side of a move' 0 crm-deal visit history VS1 -o csv -c id,batch,action
is_out 'id,batch,action
VS1,B5,inserted
VS1,B7,deleted
VS1,B8,restored'
run 'a table' 0 crm-deal history D1 -o table
like_out 'D1 +B4 +2026-11-22 10:30 +ann +crm-deal +updated +amount +10\.00 +12\.50'
run 'of what is not there' 3 crm-deal history D9
is_out ''
is_err "crm-deal: there is no deal 'D9'"

# ---- log ----

run 'the log is newest first' 0 crm-admin log -o csv -c batch,program,args,inserted,changed,reason -l 5
is_out 'batch,program,args,inserted,changed,reason
B8,crm-deal,restore -q D1,,2,
B7,crm-deal,delete -q D1,,2,
B6,crm-deal,"set -q D1 '"'"'notes=two
lines'"'"'",,1,
B5,crm-deal,advance -q D1,1,1,
B4,crm-deal,"set -q D1 amount=12.5 customer= probability= --reason '"'"'new ""offer""'"'"'",,1,"new ""offer"""'
run 'of one batch' 0 crm-admin log B5 -o csv -c batch,at,actor
is_out 'batch,at,actor
B5,2026-11-23T10:00:00Z,ann'
run 'its number alone' 0 crm-admin log 5 -o csv -c batch
is_out 'batch
B5'
run 'the beginning' 0 crm-admin log B1 -o csv -c batch,inserted
is_out "batch,inserted
B1,$(crm-admin feed | grep -c '"batch":"B1"')"
run 'a batch that is not there' 3 crm-admin log B99
is_err 'crm-admin: there is no batch B99'

# ---- feed ----

run 'the feed from the beginning' 0 crm-admin feed
is "$(grep -m 1 '"setting"' out)" '{"batch":"B1","at":"2026-11-21T09:00:00Z","actor":"ann","program":"crm-admin","op":"insert","entity":"setting","id":"SE1","values":{"name":"base_currency","value":"CNY","created":"2026-11-21T09:00:00Z"}}' \
    'its first setting'
run 'since a batch' 0 crm-admin feed --since B2
is_out '{"batch":"B3","at":"2026-11-21T09:00:00Z","actor":"ann","program":"crm-deal","op":"insert","entity":"deal","id":"D1","values":{"customer":"C1","name":"one","stage":"ST1","amount":10.00,"currency":"USD","probability":15,"opened_on":"2026-11-21","expected_close":"2026-12-31","created":"2026-11-21T09:00:00Z"}}
{"batch":"B4","at":"2026-11-22T10:30:00Z","actor":"ann","program":"crm-deal","op":"update","entity":"deal","id":"D1","changes":{"customer":{"old":"C1","new":null},"amount":{"old":10.00,"new":12.50},"probability":{"old":15,"new":null}}}
{"batch":"B5","at":"2026-11-23T10:00:00Z","actor":"ann","program":"crm-deal","op":"insert","entity":"visit","id":"VS1","values":{"deal":"D1","from_stage":"ST1","stage":"ST2","moved_on":"2026-11-23","moved_by":"U1","created":"2026-11-23T10:00:00Z"}}
{"batch":"B5","at":"2026-11-23T10:00:00Z","actor":"ann","program":"crm-deal","op":"update","entity":"deal","id":"D1","changes":{"stage":{"old":"ST1","new":"ST2"}}}
{"batch":"B6","at":"2026-11-24T09:00:00Z","actor":"ann","program":"crm-deal","op":"update","entity":"deal","id":"D1","changes":{"notes":{"old":null,"new":"two\nlines"}}}
{"batch":"B7","at":"2026-11-24T09:00:00Z","actor":"ann","program":"crm-deal","op":"delete","entity":"visit","id":"VS1"}
{"batch":"B7","at":"2026-11-24T09:00:00Z","actor":"ann","program":"crm-deal","op":"delete","entity":"deal","id":"D1"}
{"batch":"B8","at":"2026-11-24T09:00:00Z","actor":"ann","program":"crm-deal","op":"restore","entity":"deal","id":"D1"}
{"batch":"B8","at":"2026-11-24T09:00:00Z","actor":"ann","program":"crm-deal","op":"restore","entity":"visit","id":"VS1"}'
run 'since the last' 0 crm-admin feed --since B8
is_out ''
run 'since nothing' 0 crm-admin feed --since B0
is "$(head -1 out | cut -c1-13)" '{"batch":"B1"' 'is all'
run 'since a batch that is not there' 3 crm-admin feed --since B99
is_err 'crm-admin: there is no batch B99'
try 'batches are in order' 0 "crm-admin feed | sed 's/^{\"batch\":\"B\\([0-9]*\\).*/\\1/' | sort -nc"
is_err ''
try 'undo is in the feed' 0 'crm-admin undo -q B6 && crm-admin feed --since B8'
is "$(sed -n 's/.*"op":"update".*"changes":\(.*\)}$/\1/p' out)" \
    '{"notes":{"old":"two\nlines","new":null}}' 'as a change'
crm-admin field add -q entity=deal name=size type=int > /dev/null
crm-deal set -q D1 size=7 > /dev/null
run 'custom fields too' 0 crm-admin feed --since B10
like_out '"changes":\{"size":\{"old":null,"new":7\}\}'

# ---- a part of it ----

run 'history since a batch' 0 crm-deal history D1 --since B8 -o csv -c batch,field
is_out 'batch,field
B9,notes
B11,size'
run 'since a day' 0 crm-deal history D1 --since 2026-11-24 -o csv -c batch,field,action
is_out 'batch,field,action
B6,notes,updated
B7,,deleted
B8,,restored
B9,notes,updated
B11,size,updated'
run 'of some fields' 0 crm-deal history D1 --field customer_id,amount,size -o csv -c batch,field
is_out 'batch,field
B4,customer
B4,amount
B11,size'
run 'since a period, of which the first day counts' 0 \
    crm-deal history D1 --since 2026-11 -o csv -c batch
like_out '^B11$'
cp out month
run 'which is since that day' 0 crm-deal history D1 --since 2026-11-01 -o csv -c batch
is_out "$(cat month)"
run 'a period to come has none' 0 crm-deal history D1 --since 2027-Q3 -o csv -c batch
is_out "$(head -n 1 month)"
run 'the log knows periods, too' 0 crm-admin log --since 'next month' -o csv -c batch
is_out batch
run 'what is neither is told what is' 2 crm-admin log --since soon
like_err "'soon' is not a date: expected a day like .*, or a period like 2026-11, 2026-Q4"
run 'both' 0 crm-deal history D1 --field notes --since B6 -o csv -c batch
is_out 'batch
B9'
run 'no such field' 2 crm-deal history D1 --field amont
like_err "^crm-deal: --field: no field 'amont' in deal; nearest: amount"
run 'no field of its own' 2 crm-deal history D1 --field customer.name
is_err 'crm-deal: --field: customer.name is no field of a deal itself'
run 'no such batch' 3 crm-deal history D1 --since B99
is_err 'crm-deal: there is no batch B99'
run 'no day' 2 crm-deal history D1 --since yesterdy
like_err "'yesterdy'"

user bob
as bob crm-deal set -q D1 next_step=call > /dev/null
run 'the log of a user' 0 crm-admin log --actor bob -o csv -c batch,actor,program
is_out 'batch,actor,program
B13,bob,crm-deal'
run 'of a program' 0 crm-admin log --program crm-customer -o csv -c batch
is_out 'batch
B2'
run 'of the last days' 0 crm-admin log --since 2026-11-24 --program crm-deal -o csv -c batch
is_out 'batch
B13
B11
B8
B7
B6'
run 'since a batch' 0 crm-admin log --since B11 -o csv -c batch
is_out 'batch
B13
B12'
run 'from the beginning' 0 crm-admin log --since B0 -o csv -c batch
is "$(sed 1d out | wc -l | tr -d ' ')" 13 'all of them'
run 'what fulfils a filter' 0 crm-admin log -o csv -c batch,reason \
    -w 'reason is not null or (args ~ "delete" and changed > 0)'
is_out 'batch,reason
B7,
B4,"new ""offer"""'
run 'by number, what it made and when' 0 crm-admin log -o csv -c batch \
    -w 'batch in B2..B3 and inserted = 1 and at in 2026-11'
is_out 'batch
B3
B2'
run 'what took another back' 0 crm-admin log -o csv -c batch,undoes \
    -w 'undoes is not null' -l 1
is_out 'batch,undoes
B9,B6'
run 'no such column' 2 crm-admin log -w 'actr = bob'
like_err "^crm-admin: no field 'actr' in batch; nearest: actor"
run 'the feed since a day' 0 crm-admin feed --since 2026-11-25
is_out ''


run 'an actor that nobody is' 4 crm-admin log --actor nobody -o csv
is_out ''
like_err "^crm-admin: --actor: nobody is called 'nobody'; nearest: .*ann"
run 'a program that there is not' 4 crm-admin log --program crm-leads -o csv
like_err "^crm-admin: --program: there is no program 'crm-leads'; nearest: crm-lead, crm-deal, crm-team$"
run 'one that has written nothing' 0 crm-admin log --program crm-stock -o csv -c batch
is_out batch
crm-team add -q login=idle > made
run 'a user who has written nothing' 0 crm-admin log --actor idle -o csv -c batch
is_out batch
done_testing
