#!/bin/sh
# Automation that tells somebody: once a batch, taken back by its undo.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
notices() { crm-task due --kind notice -c who,about,why "$@"; }

book
user bob
user eve
run 'nothing to say' 4 crm-admin automation add kind=lead event=inserted action=notice
is_err 'crm-admin: what: is needed: what there is to be said'
run 'nobody to tell' 4 crm-admin automation add kind=contact event=inserted action=notice what=x
is_err 'crm-admin: person: is needed: a contact has no owner who is told'
quiet crm-admin automation add kind=lead event=inserted action=notice \
    when='budget > 100' what='call today' person=bob
quiet crm-admin automation add kind=lead event=changed field=city \
    action=notice what='it moved'

run 'too small' 0 crm-lead add company=Ash budget=50 -q -o ids
run 'tells nobody' 0 notices
is_out 'who,about,why'
printf 'company,budget\nOak,200\nElm,300\n' > leads.csv
quiet crm-lead import leads.csv --automate
run 'two of one batch are one notice' 0 notices
is_out 'who,about,why
bob,L2,"a rule tells you, behind a change by ann: call today: 2 leads"'
run 'what would run is said' 0 crm-lead add company=Yew budget=500 -n --explain -o ids
like_err 'a notice to bob: call today'
B=$(crm-admin log -l 1 -o csv -c batch | tail -1)
quiet crm-admin undo "$B"
run 'an undo takes it back' 0 notices
is_out 'who,about,why'

quiet crm-lead set L1 owner=eve
quiet crm-lead set L1 city=Bonn
run 'the owner is told' 0 sh -c 'crm-task due --kind notice -c who,why | grep moved'
is_out 'eve,"a rule tells you, behind a change by ann: it moved"'
quiet as eve crm-lead set L1 city=Ulm
run 'of what one does oneself, too: the rule was asked for' 0 \
    sh -c 'crm-task due --kind notice -c who,why | grep -c moved'
is_out 2
run 'the book is sound' 0 crm-admin check -q
done_testing
