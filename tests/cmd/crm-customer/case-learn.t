#!/bin/sh
# case learn, suggest: the category that a case likeliest has, from those that are
# over.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
suggest() { crm-customer case suggest "$@" -o tsv -c case_id,category | sed 1d; }

book
run 'nothing yet' 0 crm-customer case suggest
is_out 'case_id,category,probability'
quiet crm-customer case add subject=Open channel=phone
run 'without a model' 5 crm-customer case suggest
is_err 'crm-customer: nothing was learned yet: crm-customer case learn NAME fields=product,channel,…'
run 'from nothing' 5 crm-customer case learn desk fields=channel
like_err 'there are 0 values of category with 5 cases or more to learn from; it takes two'
run 'without fields' 2 crm-customer case learn desk

# What comes by phone is mostly about deliveries, what comes by mail about bills,
# and about "the site" what comes by chat.
{
	echo subject,status,category,channel
	i=0
	while [ $i -lt 60 ]; do
		i=$((i + 1))
		case $((i % 10)) in
		0) odd=1 ;;
		*) odd=0 ;;
		esac
		case $((i % 3 + odd)) in
		0) category=delivery ;;
		1) category=billing ;;
		*) category='the \"site\"' ;;
		esac
		case $((i % 3)) in
		0) channel=phone ;;
		1) channel=email ;;
		2) channel=chat ;;
		esac
		echo "S$i,closed,$category,$channel" | tr -d '\\'
	done
	for i in 1 2 3; do echo "R$i,closed,rare,visit"; done
	# Not over: it tells nothing.
	for i in 1 2 3 4 5 6 7 8; do echo "N$i,new,billing,phone"; done
} > cases.csv
sed -i 's/the "site"/"the ""site"""/' cases.csv
quiet crm-customer case import cases.csv
run 'one model a category' 0 crm-customer case learn desk fields=channel -c name,class,kind
is_out 'name,class,kind
desk: billing,billing,case
desk: delivery,delivery,case
"desk: the ""site""","the ""site""",case'
like_err 'values of category with too few records: 1, left out'
quiet crm-customer case add subject=Mail channel=email
quiet crm-customer case add subject=Chat channel=chat
is "$(suggest)" 'CS1	delivery
CS73	billing
CS74	the "site"' 'of what has none'
is "$(suggest CS2 CS3 | cut -f 1 | tr '\n' ' ')" 'CS2 CS3 ' 'or of these'
try 'and taken over' 0 'crm-customer case suggest -c case_id,category |
    crm-customer case import - --on-duplicate update -q -o ids'
is_out 'CS1
CS73
CS74'
run 'again' 0 crm-customer case learn desk fields=channel -q -o ids
is "$(crm-lead model list -w active -o ids | wc -l)" 3 'in the place of what was'
run 'what ends it tells too much' 2 crm-customer case learn desk fields=status
is_err 'crm-customer: fields: status tells how a case ended; name what is known before'
crm-customer case list -w 'category ~ site' | quiet crm-customer case set - category=billing
quiet crm-customer case learn desk fields=channel
is "$(crm-lead model list -w active -o tsv -c class | sed 1d)" 'billing
delivery' 'a class that is gone is off'

# ---- leads have theirs ----

quiet crm-lead import --again <<END
company,status,source
$(i=0; while [ $i -lt 40 ]; do i=$((i + 1)); echo "W$i,converted,web"; echo "L$i,unqualified,ad"; done)
END
run 'a model of leads' 0 crm-lead model train leads fields=source -c name,kind,class,active
is_out 'name,kind,class,active
leads,lead,,yes'
is "$(crm-lead model list -w active -o ids | wc -l)" 3 'stands beside those of cases'
quiet crm-lead add company=New source=web
run 'and scores leads alone' 0 crm-lead score L81 -c lead_id,probability
like_out '^L81,9[0-9]'
is "$(suggest CS73)" 'CS73	billing' 'as theirs do cases'
done_testing
