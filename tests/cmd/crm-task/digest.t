#!/bin/sh
# digest: somebody's day and week, a team's, beside the one before.
. "$(dirname "$0")/../../lib.sh"
HERE=$TOP/tests/cmd/crm-task

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}

# Saturday, 21 November; its week begins on the 16th.
book
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team add login=max role=manager email=max@example.com
quiet crm-team team add name=East manager=max
user bob team=East email=bob@example.com
user eve team=East
run 'nothing to say is nothing' 0 as bob crm-task digest -c why
is_out why

cat > acts.csv <<'END'
kind,about,at,owner,subject
call,L1,2026-11-16T00:00:00Z,bob,first of the week
call,L1,2026-11-20T09:00:00Z,bob,a
call,L1,2026-11-21T09:00:00Z,bob,today
visit,L1,2026-11-18T09:00:00Z,bob,b
call,L1,2026-11-15T23:59:59Z,bob,last of the week before
call,L1,2026-11-09T00:00:00Z,bob,its first
call,L1,2026-11-08T23:59:59Z,bob,before that
email,L1,2026-11-17T09:00:00Z,eve,c
call,L1,2026-11-17T09:00:00Z,max,not of the team
END
quiet crm-lead add company=Oak owner=bob entered_on=2026-11-17 status=unqualified
quiet crm-task activity import acts.csv
cat > customers.csv <<'END'
name,owner,entered_on,industry,size,city,region,phone
Full,bob,2026-11-16,a,b,c,d,+8613800138000
Bare,bob,2026-11-22,,,,,
Half,eve,2026-11-21,a,b,,,
Old,bob,2026-11-09,a,,,,
Older,bob,2026-11-08,a,,,,
END
quiet crm-customer import customers.csv
quiet crm-task add subject=Late owner=bob due=2026-11-15
quiet crm-task add subject=Now owner=bob due=2026-11-21
quiet crm-task add subject=Sunday owner=eve due=2026-11-22
quiet crm-task add subject=Next owner=bob due=2026-11-23
quiet crm-task add subject=Was owner=bob due=2026-11-19
quiet crm-task 'done' T5 done_on=2026-11-19
cat > deals.csv <<'END'
name,owner,stage,closed_on
Box,bob,won,2026-11-20
END
quiet crm-deal import deals.csv

run 'a day' 0 as bob crm-task digest -c who,what,about,why,n,before
is_out 'who,what,about,why,n,before
bob,call,U3,call: 1; 1 the day before,1,1
bob,completeness of all customers in percent,U3,completeness of all customers in percent: 28,28,
bob,deals won,U3,deals won: 0; 1 the day before,0,1
bob,task,T1,overdue by 6 days,,
bob,task,T2,due today,,'
run 'another day, with what is due today' 0 as bob crm-task digest --on 2026-11-20 -c what,n,before
is_out 'what,n,before
call,1,0
tasks done,0,1
completeness of all customers in percent,28,
deals won,1,0
task,,
task,,'
run 'a week' 0 crm-task digest --for bob --week -c what,n,before
is_out 'what,n,before
call,3,2
visit,1,0
tasks done,1,0
new leads,1,0
new customers,2,1
completeness of new customers in percent,35,20
completeness of all customers in percent,28,
deals won,1,0
task,,
task,,'
run "a team's" 0 crm-task digest --for East --week -c who,what,about,n,before
is_out 'who,what,about,n,before
max,call,TM1,3,2
max,email,TM1,1,0
max,visit,TM1,1,0
max,tasks done,TM1,1,0
max,new leads,TM1,1,0
max,new customers,TM1,3,1
max,completeness of new customers in percent,TM1,33,20
max,completeness of all customers in percent,TM1,28,
max,deals won,TM1,1,0
max,activities,U3,4,2
max,activities,U4,1,0
max,due,TM1,3,
max,overdue,TM1,1,
max,task,T1,,'
run 'as a table' 0 crm-task digest --for East --week -o table
like_out '^max  *overdue '

# ---- in the formats of the due list ----

mail="crm-task digest -o mail --from crm@example.com"
try 'a mail' 0 "$mail --for bob --week | python3 '$HERE/read-mail.py'"
like_out '^crm@example.com\|bob <bob@example.com>\|bob, week of 2026-11-16$'
like_out '^2026-11-21  U3 bob: call: 3; 2 the week before$'
like_out '^2026-11-15  T1 Late: overdue by 6 days$'
try 'its HTML' 0 "$mail --for bob | python3 '$HERE/read-mail.py' html"
like_out '<td>overdue by 6 days</td>'
try 'of a team to who leads it' 0 "$mail --for East | python3 '$HERE/read-mail.py'"
like_out '\|max <max@example.com>\|East, 2026-11-21$'
try 'in Chinese' 0 "LC_ALL=zh_CN.UTF-8 $mail --for East --week | python3 '$HERE/read-mail.py'"
like_out '\|East 周报 2026-11-16$'
run 'a robot' 0 crm-task digest --for bob -o wecom
like_out '^\{"msgtype":"text".*overdue by 6 days'
id() { sh -c "$mail --for bob $1" | grep '^Message-ID'; }
is "$(id --day)" "$(id '')" 'the same digest has the same id'
[ "$(id --day)" != "$(id --week)" ]
result $? 'a week has another'
run 'somebody without an address' 5 sh -c "$mail --for eve --strict"
like_err '^crm-task: eve has no e-mail address: [0-9]+ left out$'

# ---- a deal that was closed is of who closed it ----

cat > moved.csv <<'END'
name,owner,stage
Won,bob,proposal
Lost,bob,proposal
END
crm-deal import -q -o csv -c deal_id,name moved.csv > moved
quiet crm-deal win "$(sed -n 's/,Won,.*//p' moved)"
quiet crm-deal lose "$(sed -n 's/,Lost,.*//p' moved)" reason=price
sed 's/,.*//' moved | crm-deal set - -q owner=eve > out 2> err || exit 1
run 'though it was handed on since' 0 crm-task digest --for bob -c what,n,before
like_out '^deals won,1,1$'
like_out '^deals lost,1,0$'
run 'and not of who has it now' 0 crm-task digest --for eve -c what,n,before
unlike_out '^deals'
run 'of the team it is one' 0 crm-task digest --for East -c what,n,before
like_out '^deals won,1,1$'
run 'as reports say' 0 crm-report sales --by owner --from 2026-11-21 -c owner,deals
is_out 'owner,deals
bob,1'
sed 's/,.*//' moved | crm-deal reopen - -q reason=again > out 2> err || exit 1
quiet crm-deal win "$(sed -n 's/,Won,.*//p' moved)"
run 'closed again it is of who closed it then' 0 crm-task digest --for eve -c what,n,before
like_out '^deals won,1,0$'
unlike_out '^deals lost'

# ---- what is refused ----

run 'a calendar' 2 crm-task digest -o ics
is_err 'crm-task: a digest is no calendar; crm-task due -o ics is one'
run 'a day of a week' 2 crm-task digest --day --week
run 'nobody' 3 crm-task digest --for ivy
run 'a mail of nobody' 2 crm-task digest -o mail
done_testing
