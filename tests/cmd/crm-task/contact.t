#!/bin/sh
# The contact beside what a task or an activity is about.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name=Acme > /dev/null
crm-customer add -q name=Beta > /dev/null
crm-customer contact add -q name='Li Na' customer=Acme email=li@acme.com > /dev/null
crm-customer contact add -q name='Li Na' customer=Beta > /dev/null
crm-deal add -q name='Big one' customer=Beta > /dev/null

feed() {
	text=$1
	shift
	# shellcheck disable=SC2059
	printf "$text" | "$@"
}

# ---- one follows the other ----

c=task_id,about,contact_id
run 'alone it is what the task is about' 0 crm-task add subject=a contact=CT1 -c $c
is_out "$c
T1,CT1,CT1"
run 'beside a deal' 0 crm-task add subject=b about=D1 contact=CT1 -c $c
is_out "$c
T2,D1,CT1"
run 'who a task is about' 0 crm-task add subject=c about=CT2 -c $c
is_out "$c
T3,CT2,CT2"
run 'about nobody' 0 crm-task add subject=d about=C1 -c $c
is_out "$c
T4,C1,"
run 'another contact' 0 crm-task set T1 contact=CT2 -c $c
is_out "$c
T1,CT2,CT2"
run 'about another' 0 crm-task set T1 about=CT1 -c $c
is_out "$c
T1,CT1,CT1"
run 'about nothing' 0 crm-task set T1 about= -c $c
is_out "$c
T1,,"
batch=$(crm-admin log -l 1 -c batch -o tsv | tail -1)
run 'undone' 0 crm-admin undo "$batch" -q -o ids
run 'both are back' 0 crm-task list T1 -c $c
is_out "$c
T1,CT1,CT1"
run 'about a deal it is still with whom it was' 0 crm-task set T1 about=D1 -c $c
is_out "$c
T1,D1,CT1"
run 'a trial changes nothing' 0 crm-task set T1 contact=CT2 -n -c $c
run 'of it' 0 crm-task list T1 -c contact_id
is_out 'contact_id
CT1'
run 'an activity likewise' 0 crm-task activity add kind=call contact=CT1 -c about,contact_id
is_out 'about,contact_id
CT1,CT1'
run 'the next of a series' 0 sh -c "
    crm-task add -q subject=weekly about=D1 contact=CT1 due=2026-11-02 every=week > /dev/null
    crm-task done T5 -q -o ids > /dev/null; crm-task list T6 -c $c"
is_out "$c
T6,D1,CT1"
crm-task delete T6 -q > /dev/null

# ---- where it is seen ----

run 'a filter by name' 0 crm-task list -w 'contact.email = li@acme.com' -o ids
is_out 'T1
T2
T5'
run 'as it was' 0 crm-task list --as-of "$batch" -c $c -w 'task_id = T1'
is_out "$c
T1,,"
run 'a pipe of contacts' 0 sh -c 'crm-customer contact list CT2 | crm-task list - -q -o ids'
is_out 'T3'
run 'all of a contact' 0 crm-customer contact show CT1 --all -o table
like_out '^Tasks \(task.about\): 3$'
like_out '^T2  '
like_out '^Activities \(activity.about\): 1$'
unlike_out 'task.contact'
run 'it stays, each that refers to it once' 5 crm-customer contact delete CT1
like_err 'CT1 is referred to by T1, T2, T5, A1; change or delete these first'
run 'an export' 0 crm-task list -o csv
cp out tasks.csv
run 'comes back' 0 crm-task import tasks.csv --on-duplicate update -o ids
like_err 'read 5, unchanged 5$'
run 'by ids' 0 sh -c "crm-task list -o csv -c task_id,contact_id |
    crm-task import - --on-duplicate update -o ids"
like_err 'read 5, unchanged 5$'
run 'merged' 0 crm-customer contact merge CT1 CT2 -q -o ids
run 'both follow' 0 crm-task list T1 T3 -c $c
is_out "$c
T1,D1,CT1
T3,CT1,CT1"
batch=$(crm-admin log -l 1 -c batch -o tsv | tail -1)
run 'unmerged' 0 crm-admin undo "$batch" -q -o ids
run 'both go back' 0 crm-task list T1 T3 -c $c
is_out "$c
T1,D1,CT1
T3,CT2,CT2"
run 'the book is sound' 0 crm-admin check -q

# ---- files ----

c=about,contact_id
run 'one of the customer of the deal' 0 feed \
    'Subject,Contact Name,Deal Name\nx,Li Na,Big one\n' crm-task import - -n -c $c
like_out '^D1,CT2,'
run 'one of the account' 0 feed \
    'Subject,Type,Contact,Account\nx,call,Li Na,Beta\ny,call,Li Na,Acme\nz,call,,Beta\n' \
    crm-task activity import - -n -c $c
is_out "$c,_action,_duplicate_of
C2,CT2,inserted,
C1,CT1,inserted,
C2,,inserted,"
run 'of several none is guessed' 4 feed 'Subject,Contact\nx,Li Na\n' crm-task import -
like_err "contact: 'Li Na' names 2 contacts"
run 'Chinese headers' 0 feed '主题,联系人,客户\nx,新人,Acme\ny,新人,\n' \
    crm-task import - -n --create-missing -c $c
is_out "$c,_action,_duplicate_of
C1,CT+1,inserted,
CT+1,CT+1,inserted,"
like_err 'made 1 missing: contact \(新人\)'
run 'by address' 0 feed 'Subject,Contact Email,Account\nx,li@acme.com,Beta\ny,li@acme.com,\n' \
    crm-task import - -n -c $c
is_out "$c,_action,_duplicate_of
C2,CT1,inserted,
CT1,CT1,inserted,"

# ---- what follows ----

run 'a calendar about a deal' 0 sh -c "printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:e1\r\nDTSTART:20261120T090000Z\r\nSUMMARY:Talk\r\nATTENDEE:mailto:li@acme.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' |
    crm-task calendar about=D1 -c $c"
like_out '^D1,CT1'
crm-lead add -q company=Gamma name='Jo Doe' status=qualified > /dev/null
crm-task add -q subject=follow about=L1 > /dev/null
run 'a lead that is converted' 0 crm-lead convert L1 deal=New -q -o ids
run 'its tasks are with the contact' 0 crm-task list -w 'subject = follow' -c about,contact.name
is_out 'about,contact.name
D2,Jo Doe'

# A book of before: what is about a contact is with it.
twin older
ask "UPDATE task SET contact = NULL; UPDATE activity SET contact = NULL;
    UPDATE book SET value = '11' WHERE key = 'schema'" > /dev/null
run 'migrate' 0 crm-admin migrate -q
run 'those about a contact name it' 0 crm-task list -w 'contact is not null' -o ids
is_out T3
run 'of activities too' 0 crm-task activity list -w 'contact is not null' -o ids
is_out A1
done_testing
