#!/bin/sh
# Surveys: whom they ask, tokens, answers, and what follows a low score.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
answers() { crm-customer survey-answer list -o tsv -c "$@" | sed 1d; }
token() { crm-customer survey-answer list "$1" -o tsv -c token | sed 1d; }

book
logins kim
quiet crm-team add login=max role=manager
quiet crm-team add login=kim role=service manager=max
quiet crm-customer add name=Acme owner=kim
quiet crm-customer contact add name=Li customer=C1
quiet crm-customer contact add name=Wu customer=C1 do_not_contact=yes
quiet crm-customer contact add name=Yan customer=C1

# ---- on close ----

quiet crm-customer survey add name=after metric=csat sent=close when='priority != low'
quiet crm-customer survey add name=off metric=ces sent=close active=no
run 'a condition over cases' 4 crm-customer survey add name=x metric=csat sent=close when='nothing = 1'
like_err '^crm-customer: when: '
for n in 1 2 3 4; do
	case $n in
	1) set -- contact=CT1 ;;
	2) set -- contact=CT1 priority=low ;;
	3) set -- contact=CT2 ;;
	4) set -- customer=C1 ;;
	esac
	quiet crm-customer case add "subject=Case $n" owner=kim "$@"
	for step in work resolve close; do
		quiet crm-customer case $step "CS$n"
	done
done
is "$(answers survey,contact,customer,case,owner,score)" \
    'after	Li	Acme	Case 1	kim	' \
    'who has a contact that may be asked, where the condition holds'
first=$(token SA1)
is "${#first}" 26 'a token of 130 bits'
crm-admin undo "$(crm-admin log -o tsv -c batch,args | awk '/case close CS1/ { print $1 }')" -q > out 2> err
is "$(answers score)" '' 'what was not closed asks nobody'
quiet crm-customer case close CS1
is "$(token SA2 | grep -c "$first")" 0 'another time, another token'

# ---- answers ----

run 'out of the scale' 4 crm-customer survey answer "$(token SA2)" score=0
is_err 'crm-customer: score: 0 is not on the scale of CSAT, 1 to 5'
run 'no score at all' 2 crm-customer survey answer "$(token SA2)"
run 'no number' 2 crm-customer survey answer "$(token SA2)" score=good
run 'nobody has this token' 3 crm-customer survey answer nothing score=5
is_err "crm-customer: token: no survey was sent with 'nothing'"
run 'a low score' 0 crm-customer survey answer "$(token SA2)" score=2 \
    comment='took a week' -c survey,score,low,answered_at,comment
is_out 'survey,score,low,answered_at,comment
after,2,yes,2026-11-21T09:00:00Z,took a week'
run 'a used token' 5 crm-customer survey answer "$(token SA2)" score=5
is_err 'crm-customer: SA2 is answered already, with 2; again=yes puts another answer in its place'

# ---- the loop ----

run 'somebody follows it' 0 crm-task list -c subject,owner,due,priority,about
is_out 'subject,owner,due,priority,about
"Follow up: CSAT 2, Acme",kim,2026-11-22,high,SA2'
run 'as long as it is low' 0 on 2026-11-23 crm-task due --kind low-score -c who,about,when,why
is_out 'who,about,when,why
kim,SA2,2026-11-22T00:00:00Z,"after: 2, not followed up"'
run 'not twice' 0 crm-customer survey-answer follow SA2
is_err 'crm-customer: unchanged 1'
quiet crm-task 'done' T1
run 'until it is done' 0 on 2026-11-23 crm-task due --kind low-score
is_out 'who,what,about,when,why,level,key'
is "$(answers followed_on)" 2026-11-21 'which closes the loop'
run 'another answer counts' 0 crm-customer survey answer "$(token SA2)" score=5 again=yes -c score,low
is_out 'score,low
5,no'
run 'and needs nobody' 5 crm-customer survey-answer follow SA2
is_err 'crm-customer: SA2 has no low score, and needs no follow-up'

# ---- a round ----

run 'a round has its days' 4 crm-customer survey add name=p metric=nps sent=periodic
quiet crm-customer survey add name=pulse metric=nps sent=periodic every_days=90
run 'who may be asked' 0 crm-customer survey send pulse -c contact,survey
is_out 'contact,survey
Li,pulse
Yan,pulse'
run 'not again' 0 on 2027-02-18 crm-customer survey send pulse -o ids
is_out ''
run 'but after its days' 0 on 2027-02-19 crm-customer survey send pulse -c contact
is_out 'contact
Li
Yan'
run 'another is told whom' 5 crm-customer survey send after
like_err 'SV1 is not periodic'
run 'one that is off' 5 crm-customer survey send off
is_err 'crm-customer: SV2 is not active and asks nobody'
quiet crm-customer survey add name=hand metric=ces
try 'the contacts of a stream' 0 'crm-customer contact list | crm-customer survey send hand - -c contact'
is_out 'contact
Li
Yan'
is_err 'crm-customer: left out: 1 left, or not to be contacted
crm-customer: inserted 2 (batch B'"$(crm-admin log -l 1 -o ids | tr -d B)"')'
try 'once each' 0 'crm-customer contact list | crm-customer survey send hand - -q -o ids'
is_out ''
run 'what is not answered' 0 on 2026-11-28 crm-task due --kind survey -c who,about,when,why
is_out 'who,about,when,why
kim,SA3,2026-11-28T00:00:00Z,"no answer to pulse, sent on 2026-11-21"
kim,SA4,2026-11-28T00:00:00Z,"no answer to pulse, sent on 2026-11-21"
kim,SA7,2026-11-28T00:00:00Z,"no answer to hand, sent on 2026-11-21"
kim,SA8,2026-11-28T00:00:00Z,"no answer to hand, sent on 2026-11-21"'

# ---- imports ----

printf 'token,score,comment\n%s,6,meh\n%s,10,\n' "$(token SA3)" "$(token SA4)" > back.csv
run 'answers come back in a file' 0 crm-customer survey-answer import back.csv --on-duplicate update -c score,low
is_out 'score,low,_action,_duplicate_of
6,yes,updated,
10,no,updated,'
is "$(crm-task list -w 'about = SA3' -o ids)" T2 'what is low is followed'
printf 'token,score\nxyz,5\n' > unknown.csv
run 'not with a token of nobody' 4 crm-customer survey-answer import unknown.csv
like_err "token: no survey was sent with 'xyz'"
run 'out of scale' 4 crm-customer survey-answer import <<END
survey,score
pulse,11
END
like_err '11 is not on the scale of NPS, 0 to 10'
run 'history opens no task' 0 crm-customer survey-answer import -q -o ids <<END
survey,contact,score,answered_at
pulse,Li,0,2026-01-01T09:00:00Z
END
is "$(crm-task list -o ids | wc -l)" 2 'none'
run 'but can' 0 crm-customer survey-answer follow SA9 -o ids
is "$(crm-task list -o ids | wc -l)" 3 'one more'
run 'somebody away is stood in for' 0 crm-team set kim leave_from=2026-11-01 -o ids
quiet crm-customer survey answer "$(token SA7)" score=1
is "$(crm-task list -o tsv -c owner | tail -n 1)" max 'by the manager'
run 'the books are right' 0 crm-admin check -q
# ---- tokens, corrections ----

book
crm-customer add -q name=Oak owner=ann > out
crm-customer survey add -q name=S metric=csat low_at=2 > out
run 'nobody chooses a token' 4 crm-customer survey-answer add survey=S token=abc
is_err 'crm-customer: token: is made by the book, so that nobody can guess it; leave it out'
run 'nor in a file' 4 crm-customer survey-answer import <<'END'
survey,token
S,guess
END
run 'one is made' 0 crm-customer survey-answer add -q survey=S customer=Oak -o ids
token=$(crm-customer survey-answer list SA1 -c token -o tsv | sed 1d)
is "${#token}" 26 'that nobody guesses'
run 'nor is it changed' 4 crm-customer survey-answer set SA1 token=abc
run 'an export comes back' 0 sh -c 'crm-customer survey-answer list | crm-customer survey-answer import -o csv -c _action'
like_out '^unchanged'
run 'a low score' 0 crm-customer survey answer "$token" score=1 -q -o ids
is "$(crm-task list -w 'about = SA1 and status = open' -o ids | wc -l)" 1 'opens a task'
run 'that was a slip' 0 crm-customer survey answer "$token" score=5 again=yes -q -o ids
is "$(crm-task list -w 'about = SA1' -c status -o tsv | sed 1d)" cancelled 'and that goes'
done_testing
