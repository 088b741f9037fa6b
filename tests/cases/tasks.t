#!/bin/sh
# Published cases of tasks: escalation, cadence, months, circles, automation that
# goes in one; each by the commands, on a book of its own.
. "$(dirname "$0")/../lib.sh"

data=$TOP/../shared/data/cases_work/tasks.json
[ -f "$data" ] || { echo "1..0 # SKIP $data is not here"; exit 0; }

# field ID PATH: from the case, as text; lists by words.
field() {
	python3 - "$data" "$1" "$2" <<'END'
import json, sys
case = next(c for c in json.load(open(sys.argv[1])) if c["id"] == sys.argv[2])
for key in sys.argv[3].split("."):
    case = case[key]
flat = lambda x: ",".join(x) if isinstance(x, list) else str(x)
print(" ".join("-" if x is None else flat(x) for x in case)
      if isinstance(case, list) else flat(case))
END
}
quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
cases=0
# case ID: a book, and one more that was met.
case_of() {
	cases=$((cases + 1))
	book
}

case_of tk-01
quiet crm-team add login=dora role=manager
quiet crm-team add login=max role=manager manager=dora
quiet crm-team add login=bob role=rep manager=max
quiet crm-task add subject=x owner=bob due="$(field tk-01 setup.due)"
got=
for day in $(field tk-01 setup.days); do
	level=$(on "$day" crm-task due --kind task -o csv -c level | sed -n 2p)
	case $level in '' | '""') level=- ;; esac
	got="$got${got:+ }$level"
done
is "$got" "$(field tk-01 expect.to)" 'tk-01: to whom a task goes up, and when'

case_of tk-03
for grade in A B C D; do
	quiet crm-customer add name=$grade grade=$grade
	quiet crm-task activity add kind=call about=customer:$grade \
	    at="$(field tk-03 setup.last)T10:00"
done
on 2027-06-01 crm-customer care -o csv -c grade,due_on | sed 1d | sort > got
for grade in A B C D; do
	is "$(sed -n "s/^$grade,//p" got)" "$(field tk-03 "expect.due.$grade")" \
	    "tk-03: when a $grade is due"
done

case_of tk-05
quiet crm-task add subject=x due="$(field tk-05 setup.from)"
is "$(crm-task set T1 "due:=due+$(field tk-05 setup.months)m" -q -o csv -c due | sed 1d)" \
    "$(field tk-05 expect.until)" 'tk-05: a year from 29 February'

case_of tk-07
for t in 1 2 3; do quiet crm-task add subject="n$t"; done
refused=False
for pair in $(field tk-07 setup.depends); do
	crm-task set -q "${pair%,*}" after="${pair#*,}" > out 2> err ||
	    refused=True
done
is "$refused" "$(field tk-07 expect.error)" 'tk-07: a circle of tasks'

case_of tk-09
quiet crm-customer add name=Oak
quiet crm-deal add name=Big customer=Oak probability=40
quiet crm-deal move D1 stage=proposal
quiet crm-admin automation add kind=deal name=More event=changed \
    when='stage = proposal' action=set what='probability:=probability+1%'
run 'tk-09: a rule that sets itself off' 5 crm-deal set D1 name=Bigger
like_err 'AU1 on D1 -> AU1 on D1'
is "$(crm-deal list -o csv -c name,probability | sed 1d)" Big,40 \
    'tk-09: nothing is written'

is "$cases" "$(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))))' "$data")" \
    'every case is here'
done_testing
