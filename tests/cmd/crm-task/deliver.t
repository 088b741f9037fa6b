#!/bin/sh
# due -o mail, ics, dingtalk, wecom, feishu: read back by other programs, and the
# manual's crontab with a stub of sendmail and a robot that listens.
. "$(dirname "$0")/../../lib.sh"
HERE=$TOP/tests/cmd/crm-task

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
book
# What is given to people is looked at in notice.t.
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team add login=max role=manager name='Max, Jr' email=max@example.com
quiet crm-team add login=bob role=rep manager=max name=李博 email=bob@example.com \
    phone=13800138000 chat=ou_1
quiet crm-task add owner=bob due=2026-11-20 subject='续签；合同,2026
.
Bcc: eve@example.com'
quiet crm-lead add company='<b>&"Oak"' owner=bob priority=high
quiet crm-task add owner=max due=2026-11-18 subject=Old

# ---- mail ----

mail="crm-task due -o mail --from 'Säles <crm@example.com>'"
try 'a mail to one person' 0 "$mail --for bob | python3 '$HERE/read-mail.py'"
is_out 'Säles <crm@example.com>|李博 <bob@example.com>|2 due: 续签；合同,2026 . Bcc: eve@example.com …
2026-11-20  T1 续签；合同,2026 . Bcc: eve@example.com: due today
2026-11-20 14:00  L1 <b>&"Oak": no response; high priority, 240 min left'
try 'as HTML' 0 "$mail --for bob | python3 '$HERE/read-mail.py' html"
like_out '<td>&lt;b&gt;&amp;&quot;Oak&quot;</td>'
try 'to all, as a mailbox' 0 "$mail | python3 '$HERE/read-mail.py' mbox"
is_out 'Säles <crm@example.com>|"Max, Jr" <max@example.com>|1 due, 1 overdue: Old
2026-11-18  T2 Old: overdue by 2 days
Säles <crm@example.com>|李博 <bob@example.com>|2 due: 续签；合同,2026 . Bcc: eve@example.com …
2026-11-20  T1 续签；合同,2026 . Bcc: eve@example.com: due today
2026-11-20 14:00  L1 <b>&"Oak": no response; high priority, 240 min left'
try 'in Chinese' 0 "LC_ALL=zh_CN.UTF-8 $mail --for max | python3 '$HERE/read-mail.py'"
like_out '\|1 项提醒，其中 1 项逾期：Old$'
id=$(sh -c "$mail --for bob" | grep '^Message-ID')
is "$(CRM_NOW=2026-11-20T13:00:00Z sh -c "$mail --for bob" | grep '^Message-ID')" \
    "$id" 'the Message-ID stays on that day'
! CRM_NOW=2026-11-21T09:00:00Z sh -c "$mail --for bob" | grep -qF "$id"
result $? 'and is another on the next'
run 'nothing to say is nothing' 0 crm-task due --for ann -o mail --from a@b.cn
is_out ''
run 'without a sender' 2 crm-task due -o mail
is_err "crm-task: -o mail needs to know who sends it: --from 'Sales <crm@example.com>'"
run 'a sender that is none' 2 crm-task due -o mail --from 'Sales'
quiet crm-team set bob email=
run 'somebody without an address' 0 sh -c "$mail > mails"
like_err '^crm-task: 李博 has no e-mail address: 2 left out$'
run 'with --strict' 5 sh -c "$mail --strict > mails"
like_err '1 of them without an e-mail address'
run 'the others are written' 0 python3 "$HERE/read-mail.py" mbox < mails
like_out '\|1 due, 1 overdue: Old$'
quiet crm-team set bob email=bob@example.com

# ---- a calendar ----

if python3 -c 'import sys
sys.path.insert(0, "/usr/lib/python3/dist-packages")
import icalendar' 2> err; then
	try 'a calendar in UTC' 0 "crm-task due -o ics | python3 '$HERE/read-ics.py'"
	is_out "VTODO|task:T2|2026-11-18|'T2 Old'|'overdue by 2 days'
VTODO|task:T1|2026-11-20|'T1 续签；合同,2026\n.\nBcc: eve@example.com'|'due today'
VEVENT|response:L1|2026-11-20T14:00:00+00:00|'L1 <b>&\"Oak\"'|'no response; high priority, 240 min left'"
	try 'in a zone' 0 "TZ=America/New_York crm-task due --for bob --kind response -o ics | python3 '$HERE/read-ics.py'"
	like_out "^VEVENT\|response:L1\|2026-11-20T[0-9:]+-05:00\|"
	try 'of a rule' 0 "TZ=CST-8 crm-task due --until +5d --for bob --kind response -o ics | python3 '$HERE/read-ics.py'"
	like_out "^VEVENT\|response:L1\|2026-11-23T[0-9:]+\+08:00\|"
	try 'of nothing' 0 "crm-task due --for ann -o ics | python3 '$HERE/read-ics.py'"
	is_out ''
else
	skip 'a calendar is read back' 'python3-icalendar is not here'
fi

# ---- robots ----

run 'DingTalk' 0 crm-task due -o dingtalk --for bob --kind response
is_out '{"msgtype":"text","text":{"content":"@13800138000 李博\n2026-11-20 14:00  L1 <b>&\"Oak\": no response; high priority, 240 min left"},"at":{"atMobiles":["13800138000"],"isAtAll":false}}'
run 'WeCom' 0 crm-task due -o wecom --for bob --kind response
is_out '{"msgtype":"text","text":{"content":"李博\n2026-11-20 14:00  L1 <b>&\"Oak\": no response; high priority, 240 min left","mentioned_list":["ou_1"]}}'
run 'Feishu' 0 crm-task due -o feishu --for bob --kind response
is_out '{"msg_type":"text","content":{"text":"<at user_id=\"ou_1\"></at> 李博\n2026-11-20 14:00  L1 ＜b>&\"Oak\": no response; high priority, 240 min left"}}'

# Forty-five notices to one person are one message; to thirty people twenty.
(echo subject,owner,due
for i in $(seq 45); do echo "Call $i,max,2026-11-20"; done) |
    quiet crm-task import -
try 'one person' 0 'crm-task due -o dingtalk --for max | wc -l'
is_out 1
(echo login; seq -f 'u%g' 30) | quiet crm-team import -
(echo subject,owner,due; seq -f 'Call,u%g,2026-11-19' 30) |
    quiet crm-task import --again -
run 'a robot takes twenty in a minute' 0 crm-task due --mark robot -o wecom
is "$(wc -l < out)" 20 'no more are written'
like_err '^crm-task: left out [0-9]+: a robot takes 20 messages a minute; run it again then$'
left=$(sed 's/[^0-9]*\([0-9]*\).*/\1/' err)
is "$(tail -1 out | sed 's/.*and \([0-9]*\) more.*/\1/')" "$left" \
    'the last post says how much that is'
is "$(crm-task due --mark robot -o ids | wc -l)" "$left" 'the rest comes the next time'
run 'then all is said' 0 crm-task due --mark robot -o ids
is_out ''

# ---- the manual's crontab ----

command -v curl > /dev/null ||
    { skip 'the crontab' 'curl is not here'; done_testing; }
book
crm-task preference add what=notice told=no -q > out || exit 1
quiet crm-team add login=max role=manager name='Max, Jr' email=max@example.com
quiet crm-team add login=bob role=rep manager=max email=bob@example.com
quiet crm-team team add name=East manager=max
quiet crm-team set bob team=East
quiet crm-task add owner=bob due=2026-11-20 subject='Call "Oak" %20 \n'
quiet crm-task add owner=max due=2026-11-18 subject=Old
mkdir -p stub
cat > stub/sendmail <<'END'
#!/bin/sh
echo "$@" >> sent.args
cat > "sent.$(wc -l < sent.args)"
END
chmod +x stub/sendmail
python3 "$HERE/robot.py" > listen.log 2>&1 &
listener=$!
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s port ] || sleep 0.3; done
ROBOT=http://127.0.0.1:$(cat port)/robot
PATH=$T_DIR/stub:$PATH
export ROBOT PATH
sed -n '/^\.\\" crontab/,/^\.Ed/s/^\([0-9*].*\)/\1/p' \
    "$TOP/cmd/crm-task/crm-task.1" |
    sed 's/\\&//g; s/\\e/\\/g; s/\\%/%/g' > jobs.txt
is "$(wc -l < jobs.txt)" 4 'the manual has four jobs'
# What stands behind the five fields of a line is given to sh; twice, as cron
# would.
for again in 1 2; do
	while read -r _ _ _ _ _ job; do
		sh -c "$job" > job.out 2> job.err < /dev/null
		is "$?$(cat job.err)" 0 "job $again: $job"
	done < jobs.txt
done
is "$(sort -u sent.args)" '-t -oi' 'sendmail reads the recipients'
is "$(cat sent.? | grep -e '^To: ' -e '^Subject: ')" 'To: "Max, Jr" <max@example.com>
Subject: 1 due, 1 overdue: Old
To: bob <bob@example.com>
Subject: 1 due: Call "Oak" %20 \n
To: "Max, Jr" <max@example.com>
Subject: East, week of 2026-11-16
To: "Max, Jr" <max@example.com>
Subject: East, week of 2026-11-16' 'one mail a person, once, and the week of a team each time'
for i in 1 2; do python3 "$HERE/read-mail.py" < sent.$i; done > got 2>&1
is "$(cat got)" 'crm@example.com|"Max, Jr" <max@example.com>|1 due, 1 overdue: Old
2026-11-18  T2 Old: overdue by 2 days
crm@example.com|bob <bob@example.com>|1 due: Call "Oak" %20 \n
2026-11-20  T1 Call "Oak" %20 \n: due today' 'as it was written'
python3 -c 'import json
for line in open("posts", encoding="utf-8"):
    print(json.loads(line)["text"]["content"])' > got 2>&1
is "$(cat got)" 'Max, Jr
2026-11-18  T2 Old: overdue by 2 days
bob
2026-11-20  T1 Call "Oak" %20 \n: due today' 'the robot got the same, once'
grep -q '^BEGIN:VTODO' due.ics
result $? 'and there is a calendar'

# ---- what is not delivered comes again ----

post=$(sed -n 2p jobs.txt | cut -d' ' -f6-)
posts=$(wc -l < posts)
crm-task preference list -o ids | crm-task preference delete -q - > out
crm-task notice list -o ids | crm-task notice seen -q - > out
quiet crm-lead add company=Fir owner=bob
cp sent.args args.before
for answer in '500
no' '200
{"errcode":310000,"errmsg":"keywords not in content"}'; do
	echo "$answer" > refuse
	try "the robot answers $(head -1 refuse)" 1 "$post"
	like_err 'bob: the command of --pipe ended with status 1; not delivered: 2$'
	like_err '^crm-task: not delivered: 1 of 1 messages; they come with the next run$'
done
rm refuse
try 'then it takes it' 0 "$post"
try 'and not again' 0 "$post"
is "$(tail -n +$((posts + 1)) posts | wc -l)" 1 'the robot got the notice once'
tail -1 posts | grep -q 'assigned to you by ann'
result $? 'which is what it says'
mail=$(head -1 jobs.txt | cut -d' ' -f6-)
cp stub/sendmail stub/kept
printf '#!/bin/sh\nexit 75\n' > stub/sendmail
try 'a full queue of mails' 1 "$mail"
mv stub/kept stub/sendmail
try 'then there is room' 0 "$mail"
is "$(($(wc -l < sent.args) - $(wc -l < args.before)))" 1 'it was sent once'
kill "$listener"
done_testing
