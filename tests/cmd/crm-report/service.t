#!/bin/sh
# desk, backlog, satisfaction: each figure by hand.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || { result 1 "$*"; say < err; }
}
report() { crm-report "$@" -o tsv | sed 1d; }

# Monday; the clock of every case runs all day.
CRM_NOW=2026-11-30T00:00:00Z
export CRM_NOW
book
quiet crm-admin calendar add name=always week='mon-sun 00:00-24:00'
quiet crm-team add login=kim
quiet crm-team add login=bob

run 'of nothing there is a row' 0 crm-report desk
is_out 'cases,n,response_p50,response_p90,resolution_p50,resolution_p90,first_contact,reopened,response_late,resolution_late,note
0,0,,,,,,,,,low n'

# ---- desk: kim's take 10, 20 … 100 minutes, answered after one ----

{
	echo ext,subject,status,calendar,opened_at,answered_at,resolved_at,owner
	for n in 01 02 03 04 05 06 07 08 09 10; do
		m=$((${n#0} * 10))
		printf 'K%s,K%s,closed,always,2026-11-02T00:00:00Z,2026-11-02T00:01:00Z,2026-11-02T%02d:%02d:00Z,kim\n' \
		    "$n" "$n" $((m / 60)) $((m % 60))
	done
	# Late with both: 240 and 1440 minutes are promised.
	echo B1,B1,closed,always,2026-11-03T00:00:00Z,2026-11-03T05:00:00Z,2026-11-04T00:00:01Z,bob
	# Open, answered in time, late with the resolution by now.
	echo B2,B2,in_progress,always,2026-11-03T00:00:00Z,2026-11-03T04:00:00Z,,bob
	# Not promised, and not answered.
	echo B3,B3,new,always,2026-11-29T12:00:00Z,,,
} > cases.csv
quiet crm-customer case import cases.csv
run 'by owner' 0 crm-report desk --by owner -c owner,cases,n,response_p50,response_p90,resolution_p50,resolution_p90,response_late,resolution_late,note
is_out 'owner,cases,n,response_p50,response_p90,resolution_p50,resolution_p90,response_late,resolution_late,note
bob,2,1,240,300,1440,1440,50,100,low n
kim,10,10,1,1,50,90,0,0,low n
,1,0,,,,,100,0,low n'
run 'with intervals' 0 crm-report desk --by owner --interval \
    -c owner,reopened_low,reopened_high,response_late,response_late_low,response_late_high,resolution_late_low -w 'owner = bob'
is_out 'owner,reopened_low,reopened_high,response_late,response_late_low,response_late_high,resolution_late_low
bob,0,65.76,50,9.45,90.55,34.24'
run 'the rest is of all its cases' 0 crm-report desk --by owner --top 1 \
    -c owner,cases,resolution_p50,resolution_late,row
is_out 'owner,cases,resolution_p50,resolution_late,row
kim,10,50,0,
,3,1440,66.67,rest'
run 'beside each other' 0 crm-report desk --by status --across owner -c cases
is_out 'status,bob,kim,none
closed,1,10,
in_progress,1,,
new,,,1'
run 'beside the day before' 0 crm-report desk --from 2026-11-03 --to 2026-11-03 \
    --compare previous -c cases,cases_before,cases_change
is_out 'cases,cases_before,cases_change
2,10,-8'
is "$(report desk -c cases,n,resolution_p50,resolution_p90)" \
    '13	11	60	100' 'p50 and p90 by nearest rank'
is "$(report desk --from 2026-11-03 --to 2026-11-03 -c cases)" 2 \
    'by the day they were opened'

# ---- first contact, reopened ----

for n in 1 2 3; do
	quiet crm-customer case add "subject=F$n" owner=kim category=first calendar=always
	quiet crm-task activity add kind=call "about=CS$((13 + n))"
	quiet crm-customer case work "CS$((13 + n))"
done
quiet crm-task activity add kind=call about=CS15
for n in 14 15 16; do quiet crm-customer case resolve "CS$n"; done
quiet crm-customer case reopen CS16
quiet crm-customer case resolve CS16
is "$(report desk -w 'category = first' -c n,first_contact,reopened)" \
    '3	33.33	33.33' 'one call, two calls, one reopened'

# ---- backlog ----

is "$(report backlog)" '2	0	1	0	1	0	27' 'open ones by their age'
is "$(report backlog --by owner)" 'bob	1	0	0	0	1	0	27
	1	0	1	0	0	0	1' 'by owner'
is "$(report backlog --by owner --totals -c owner,open,oldest,row)" 'bob	1	27	
	1	1	
	2	27	total' 'with the oldest of all'
run 'it is of a day' 2 crm-report backlog --from 2026-11-01
like_err 'backlog is about one day'
is "$(report backlog --on 2026-11-03)" '2	0	2	0	0	0	0' \
    'on an earlier day what was resolved later was open'
is "$(report backlog --on 2026-11-01)" '0	0	0	0	0	0	' 'before there was one'

# ---- satisfaction ----

quiet crm-customer add name=Acme grade=A
quiet crm-customer add name=Zed grade=B
quiet crm-customer contact add name=Li customer=Acme
quiet crm-customer contact add name=Wu customer=Zed
for m in csat nps ces; do
	quiet crm-customer survey add name=$m metric=$m
done
quiet crm-customer survey-answer import <<END
survey,contact,score,answered_at
csat,Li,2,2026-11-01T09:00:00Z
csat,Li,5,2026-11-02T09:00:00Z
csat,Wu,3,2026-11-02T09:00:00Z
nps,Li,10,2026-11-02T09:00:00Z
nps,Wu,6,2026-11-02T09:00:00Z
ces,Li,7,2026-11-02T09:00:00Z
ces,Wu,6,2026-10-02T09:00:00Z
END
is "$(report satisfaction)" \
    '0		50	2	0	2	6.5	2	1	0	low n' \
    'each metric of its answers, of one person the last'
is "$(report satisfaction --by customer.grade -c customer.grade,csat,nps,ces)" \
    'A	100	100	7
B	0	-100	6' 'by what the customer is'
is "$(report satisfaction --by customer.grade --totals -c csat,nps,ces,row | tail -n 1)" \
    '50	0	6.5	total' 'of all answers, not of the rates'
is "$(report satisfaction --from 2026-11-01 -c ces_n)" 1 'within a period'
quiet crm-customer survey add name=wave metric=nps
quiet crm-customer survey send wave - <<END
contact_id
CT1
CT2
END
token=$(crm-customer survey-answer list -w 'sent_at is not null' -o tsv -c token | sed -n 2p)
quiet crm-customer survey answer "$token" score=1
quiet crm-customer survey-answer follow SA5
is "$(report satisfaction -w 'survey.metric = nps' -c sent,response_rate,nps_n,low,followed)" \
    '2	50	3	2	0' 'what was not answered is no answer'
for t in $(crm-task list -o ids); do quiet crm-task 'done' "$t"; done
is "$(report satisfaction -w 'survey.metric = nps' -c followed)" 2 \
    'followed up'
run 'what they mean' 0 crm-report satisfaction --define
like_out 'nps = \(answers of 9 and 10'

# 8 + 5 + 7 are 20, and none of them is.
book
for m in csat nps ces; do
	quiet crm-customer survey add name=$m metric=$m
done
answers() { # METRIC FIRST LAST
	for n in $(seq "$2" "$3"); do
		echo "$1,P$n,5,2026-11-02T09:00:00Z"
	done
}
quiet crm-customer add name=Acme
for n in $(seq 20); do
	echo "P$n,Acme"
done | sed '1i name,customer' > people.csv
quiet crm-customer contact import people.csv
{ echo survey,contact,score,answered_at
answers csat 1 8; answers nps 1 5; answers ces 1 7; } > answers.csv
quiet crm-customer survey-answer import answers.csv
is "$(report satisfaction -c csat_n,nps_n,ces_n,note)" '8	5	7	low n' \
    'few of each are few'
{ echo survey,contact,score,answered_at; answers csat 9 20; } > answers.csv
quiet crm-customer survey-answer import answers.csv
is "$(report satisfaction -c csat_n,nps_n,ces_n,note)" '20	5	7	' \
    'enough of one'

done_testing
