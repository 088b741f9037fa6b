#!/bin/sh
# -c of an import: what became of a row is a column like others, and a column that
# is none is told before anything is read.
. "$(dirname "$0")/../../lib.sh"
book
printf 'company,budget\nA,3\nB,4\n' > in.csv

# shown LIST WANT: the columns of the list.
shown() {
	run "-c $1" 0 crm-lead import in.csv -n -q --again -c "$1"
	is_out "$2"
}
shown company 'company,_action,_duplicate_of
A,inserted,
B,inserted,'
shown _action '_action
inserted
inserted'
shown lead_id,_action 'lead_id,_action
L+1,inserted
L+2,inserted'
shown '_duplicate_of, company,_action,budget' '_duplicate_of,company,_action,budget
,A,inserted,3.00
,B,inserted,4.00'
run 'amounts have the decimals of their currency' 0 sh -c \
    'printf "company,budget,currency\nA,3,JPY\n" |
	crm-lead import - -n -q --again -c _action,budget'
is_out '_action,budget
inserted,3'
run 'all' 0 sh -c 'crm-lead import in.csv -n -q --again -c all | head -1'
like_out '^lead_id,company,.*,updated,_action,_duplicate_of$'

run 'a column that is none' 2 crm-lead import no-such-file.csv -c nope
is_err "crm-lead: no field 'nope' in lead; nearest: notes, name"
run 'nor one of ours' 2 crm-lead import no-such-file.csv -c _line
like_err "^crm-lead: no field '_line' in lead"
run 'none at all' 2 crm-lead import no-such-file.csv -c lead_id,,company
is_err 'crm-lead: a name is missing in the list of columns'
done_testing
