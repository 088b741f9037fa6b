#!/bin/sh
# due --pipe: marked is what was delivered.  And notices as a whole: each told once, none
# lost, whatever fails or is killed.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
at() { (CRM_NOW=$1 && export CRM_NOW && shift && "$@"); }
due() { crm-task due --mark "$1" -o wecom --pipe "$2"; }

CRM_NOW=2026-11-10T09:00:00Z
export CRM_NOW
book
for who in bob kim max; do quiet crm-team add "login=$who" "email=$who@example.com"; done
crm-task preference add what=notice told=no -q > out || exit 1
for who in bob kim max; do quiet crm-task add subject=One "owner=$who" due=2026-11-10; done

# ---- one message, one run of the command ----

run 'each person by himself' 0 due a 'cat >> got; echo == >> got'
is "$(grep -c == got)" 3 'three messages'
is "$(sed 's/.*content":"\([a-z]*\).*/\1/' got | tr '\n' ' ')" 'bob == kim == max == ' \
    'one behind the other'
run 'then nothing' 0 due a 'cat >> got'
is_out ''
try 'a mail stands alone' 0 "crm-task due --mark m -o mail --from a@example.com --pipe 'cat > mail; head -1 mail' -w 'who = bob'"
is_out 'From: a@example.com'
run 'what is not taken is told' 1 due b '! grep -q kim'
is_err 'crm-task: kim: the command of --pipe ended with status 1; not delivered: 1
crm-task: not delivered: 1 of 3 messages; they come with the next run'
run 'and comes again, alone' 0 due b cat
is "$(sed 's/.*content":"\([a-z]*\).*/\1/' out)" kim 'only that'
run 'a command that is not there' 1 due c ./no-such
like_err '^crm-task: bob: the command of --pipe ended with status 127; not delivered: 1$'
# shellcheck disable=SC2016  # the command's own $$
run 'a command that is killed' 1 due c 'kill -9 $$'
like_err 'ended with status 137'
run 'one that reads nothing' 0 due c true
run 'a digest' 1 crm-task digest --for bob -o mail --from a@example.com --pipe 'exit 3'
is_err 'crm-task: bob: the command of --pipe ended with status 3; not delivered: 1
crm-task: not delivered: 1 of 1 messages; they come with the next run'
run 'lines are no messages' 2 crm-task due --mark d -o csv --pipe cat
is_err 'crm-task: --pipe hands on messages: -o mail, ics, dingtalk, wecom or feishu'
for verb in due digest; do
	run "nor is an empty command one: $verb" 2 crm-task $verb -o mail \
	    --from crm@example.com --pipe ' '
	like_err '^crm-task: --pipe needs a command, such as'
done
run 'a calendar is one message' 0 crm-task due -o ics --pipe 'grep -c BEGIN:VTODO'
is_out 3

# ---- somebody else meanwhile ----

cat > late <<'END'
#!/bin/sh
# Holds the first message until the clock has moved on and another job has run.
if mkdir first 2> /dev/null; then
	CRM_NOW=2026-11-10T09:10:01Z crm-task due --mark slow -o wecom --pipe 'cat >> all'
fi
cat >> all
END
chmod +x late
run 'one that takes longer than keys are held' 0 due slow ./late
is "$(sed 's/.*content":"\([a-z]*\).*/\1/' all | sort | uniq -c | tr -s ' \n' ' ')" \
    ' 2 bob 1 kim 1 max ' 'says what it had begun, and no more of the others'

# ---- whatever fails or is killed ----

# Twelve things to be told, four of them notices that come but once, by two jobs at a
# time; the command fails, kills the job before or behind its work, or is good.
crm-task preference list -o ids | crm-task preference delete -q - > out
for who in bob kim max; do
	for n in 2 3; do quiet crm-task add "subject=Task $n" "owner=$who" due=2026-11-10; done
	quiet crm-lead add "company=Lead of $who" "owner=$who"
done
quiet crm-task preference add what=response told=no
crm-task due -c who,key | tail -n +2 | sort > wanted
cat > fickle <<'END'
#!/bin/sh
# A random one by the number of the call: refuses, dies with the job, or takes it.
n=$(ls calls | wc -l)
: > "calls/$n.$$"
case $(((n * 7 + $1) % 9)) in
0 | 3) exit 75 ;;
1) kill -9 "$PPID"; exit 75 ;;
2) cat > "taken/$n.$$"; kill -9 "$PPID" ;;
5) exit 1 ;;
*) cat > "taken/$n.$$" ;;
esac
END
chmod +x fickle
keys() { # of a message: who, and what it says
	python3 -c 'import json, sys
for name in sys.argv[1:]:
    who, *lines = json.load(open(name, encoding="utf-8"))["text"]["content"].split("\n")
    for line in lines:
        print(who, line.split("  ", 1)[1])' "$@"
}
for seed in 2 3 4 5 6; do
	rm -rf calls taken && mkdir calls taken
	channel=fickle$seed round=0
	while [ $round -lt 12 ]; do
		# Eleven minutes behind the last round, so that what a killed job
		# held is free.
		now=2026-11-10T$((10 + round * 11 / 60)):$(printf %02d $((round * 11 % 60))):00Z
		for job in 1 2; do
			at "$now" timeout 60 crm-task due --mark $channel -o wecom \
			    --pipe "./fickle $seed" > job.out 2> "job$job.err" &
		done
		wait
		round=$((round + 1))
	done
	keys taken/* | sort > told
	crm-task due -o wecom | python3 -c 'import json, sys
for text in sys.stdin:
    who, *lines = json.loads(text)["text"]["content"].split("\n")
    for line in lines:
        print(who, line.split("  ", 1)[1])' | sort > all
	is "$(sort -u told | comm -13 - all)" '' "none is lost ($seed)"
	# Said and not marked: by a job that was killed behind its work, one message.
	twice=$(uniq -d told | cut -d' ' -f1 | sort -u | wc -l)
	killed=$(for f in calls/*; do
		n=${f#calls/}; n=${n%.*}
		[ $(((n * 7 + seed) % 9)) -ne 2 ] || echo "$n"
	done | wc -l)
	[ "$twice" -le "$killed" ]
	result $? "and only what a killed job said is said again ($seed: $twice of $killed)"
	is "$(at 2026-11-10T14:00:00Z crm-task due --mark $channel -o ids)" '' \
	    "all is marked in the end ($seed)"
done
[ "$(wc -l < wanted)" -ge 12 ]
result $? 'there was something to tell'
done_testing
