#!/bin/sh
# Notices: who hears of what others do, once a batch, and told once.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
# notices: those that nobody has read, as lines of the due list.
notices() { crm-task due --kind notice -c who,about,why; }

book
user max role=manager
quiet crm-team team add name=East
quiet crm-team team add name=Harbour parent=East
user bob team=East
user eve team=Harbour
quiet crm-admin pool add kind=lead name=Sea

# ---- assigned ----

quiet crm-lead add company=Oak owner=bob
quiet crm-lead add company=Elm owner=ann
quiet as bob crm-lead add company=Ash owner=bob
run 'what others give is told, what one takes oneself is not' 0 notices
is_out 'who,about,why
bob,L1,assigned to you by ann'
run 'a line is a stream of the records' 0 sh -c 'crm-task due --kind notice | crm-lead list - -c company'
is_out 'company
Oak'
(echo ext,company,owner
for i in $(seq 500); do echo "x$i,Co $i,eve"; done) > leads.csv
run 'an import tells nobody' 0 crm-lead import leads.csv -q -o ids
run 'of it' 0 crm-task notice list -o ids
is_out NO1
run 'many of one batch are one notice' 0 sh -c "crm-lead list -w 'owner = eve' -o ids | crm-lead set - owner=bob -q"
run 'with their number' 0 crm-task due --kind notice --for bob -c about,why
is_out 'about,why
L1,assigned to you by ann
L4,assigned to you by ann: 500 leads'
B=$(crm-admin log -l 1 -o csv -c batch | tail -1)
quiet crm-admin undo "$B"
run 'an undo takes it back, and is none itself' 0 notices
is_out 'who,about,why
bob,L1,assigned to you by ann'
run 'a dry run tells nobody' 0 crm-lead set L1 owner=eve -n -q
run 'as before' 0 crm-task notice list -w 'whom = eve' -o ids
is_out ''
sed 's/^x/y/; s/eve$/bob/; 3,$d' leads.csv > two.csv
quiet crm-lead import two.csv --notify
run 'an import tells where it is asked to' 0 crm-task notice list -w 'whom = bob' -c about,records
is_out 'about,records
L1,1
L504,1'
run 'what is refused is not told' 5 sh -c "printf 'L1\nL2\nL900\n' | crm-lead set - owner=eve --keep-going -q"
run 'and the rest is' 0 crm-task notice list -w 'whom = eve' -c about,records
is_out 'about,records
L1,2'

# ---- read, told once ----

run 'of one person' 0 as bob crm-task due --for me --kind notice --mark mail -c about
is_out 'about
L1
L504'
run 'once' 0 as bob crm-task due --for me --kind notice --mark mail -c about
is_out about
run 'and not the next day either' 0 on 2026-11-22 as bob crm-task due --for me --kind notice --mark mail -c about
is_out about
run 'on another channel' 0 on 2026-11-22 as bob crm-task due --for me --kind notice --mark chat -o ids
is_out 'L1
L504'
quiet as bob crm-task notice seen NO1
run 'what is read is told no more' 0 as bob crm-task due --for me --kind notice -o ids
is_out L504
run 'again' 0 as bob crm-task notice seen NO1 -q -c notice_id,seen_at
run 'it is kept' 0 crm-task notice list -w 'seen_at is not null' -c notice_id,seen_at
is_out 'notice_id,seen_at
NO1,2026-11-21T09:00:00Z'
run 'after thirty days nobody wants to be told' 0 on 2026-12-21 crm-task due --kind notice -o ids
is_out 'L1
L504'
run 'and one day later' 0 on 2026-12-22 crm-task due --kind notice -o ids
is_out ''

# ---- watching ----

run 'watch' 0 as max crm-lead watch L1 L2 -o ids
is_out 'L1
L2'
run 'twice is once' 0 as max crm-lead watch L1 -o ids
like_err 'unchanged 1'
run 'what one watches' 0 crm-task watch list -w 'user = max' -c about
is_out 'about
L1
L2'
quiet as eve crm-lead set L1 company=Oaks title=Boss
quiet as max crm-lead set L1 company=Oak
quiet as eve crm-lead set L2 owner=max
run 'changes of others; who gets it hears that alone' 0 crm-task due --kind notice --for max -c about,why
is_out 'about,why
L1,"changed by eve: company, title"
L2,assigned to you by eve'
run 'a kind without verbs of its own' 0 as max crm-admin pool watch Sea -q -o ids
quiet as eve crm-admin pool set Sea notes=x
run 'is watched likewise' 0 crm-task notice list -w 'whom = max and about = PL1' -c event,what
is_out 'event,what
changed,notes'
run 'unwatch' 0 as max crm-lead unwatch L1 -q -o ids
quiet as eve crm-lead set L1 company=Oaks
run 'tells no more' 0 crm-task notice list -w 'whom = max and about = L1' -o ids
is_out NO5
quiet as eve crm-task activity add kind=call about=L2 subject=x
quiet as eve crm-task add about=L2 subject=mine owner=max
run 'what is done and planned with it is news of it' 0 crm-task notice list -w 'whom = max and about = L2' -c event,what
is_out 'event,what
assigned,
changed,new activity A1'
quiet crm-task activity delete A1
quiet crm-task delete T1
quiet crm-lead delete L2
run 'what is watched may be deleted, which is told' 0 crm-task due --kind notice --for max -c about,why
like_out '^L2,changed by ann: deleted$'
run 'watch what is not there' 3 as max crm-lead watch L900
run 'a watch for somebody else' 0 crm-task watch add user=bob about=L1 -q -o ids
run 'of nothing' 4 crm-task watch add user=bob about=Oak
like_err "about: 'Oak' is not the id of a record, such as L12"

# ---- in messages ----

quiet crm-team set max email=max@example.com
quiet crm-task add subject=Call owner=max due=2026-11-20
mail="crm-task due --for max -w 'about != L1' -o mail --from a@b.cn"
try 'a mail says what is due and what is told' 0 "$mail | python3 '$TOP/tests/cmd/crm-task/read-mail.py'"
like_out '\|max <max@example.com>\|1 due, 1 overdue, [0-9]+ notices: '
like_out '  L2 Elm: assigned to you by eve$'
try 'or what is told alone' 0 "$mail --kind notice | python3 '$TOP/tests/cmd/crm-task/read-mail.py'"
like_out '\|[0-9]+ notices: '
try 'in Chinese' 0 "LC_ALL=zh_CN.UTF-8 $mail | python3 '$TOP/tests/cmd/crm-task/read-mail.py'"
like_out '\|1 项提醒，其中 1 项逾期，[0-9]+ 条通知：'
run 'a calendar has what is due' 0 crm-task due --for max -o ics --mark calendar
like_out '^BEGIN:VTODO'
unlike_out 'VEVENT'
quiet crm-task 'done' T2

# ---- one that was read stays told ----

quiet crm-lead add company=Fir
F=$(crm-lead list -w 'company = Fir' -o ids)
quiet crm-lead set "$F" owner=bob
B=$(crm-admin log -l 1 -o csv -c batch | tail -1)
crm-task notice list -w "whom = bob and about = $F" -o ids | quiet as bob crm-task notice seen -
run 'its change is undone all the same' 0 crm-admin undo "$B" -q
run 'it is there, read' 0 crm-task notice list -w "about = $F and seen_at is not null" -c whom,event
is_out 'whom,event
bob,assigned'

# ---- mentioned ----

run 'a mention' 0 as max crm-task activity add kind=note about=L1 subject=x -q \
    notes='Hello
ask @Bob. and @east, not x@ann.com, @annabel or @nobody
bye'
run 'a person once, a team with those below it' 0 crm-task notice list -w 'event = mentioned' -c whom,about,what
is_out 'whom,about,what
bob,A2,"ask @Bob. and @east, not x@ann.com, @annabel or @nobody"
eve,A2,"ask @Bob. and @east, not x@ann.com, @annabel or @nobody"'
quiet as max crm-task activity set A2 notes='ask @bob and @ann请看'
run 'what was there before is not told again' 0 crm-task notice list -w 'event = mentioned and whom in (ann, bob)' -c whom,records
is_out 'whom,records
bob,1
ann,1'

# ---- approved, sent back, reclaimed ----

quiet crm-admin guard add entity=customer field=credit_limit role=manager
quiet crm-customer add name=Box owner=bob
for n in 100 200; do
	quiet as bob crm-customer set C1 "credit_limit=$n"
done
quiet as max crm-admin approval approve AP1
quiet as max crm-admin approval reject AP2 comment='too much'
run 'who asked hears of it' 0 crm-task due --kind notice --for bob -w 'about = C1' -c why
like_out '^approved by max: '
like_out '^sent back by max: .*: too much'
quiet crm-lead release L504 pool=Sea
run 'who loses it to a pool' 0 crm-task due --kind notice --for bob -w 'about = L504 and why ~ reclaimed' -c why
is_out 'why
reclaimed by ann'

# ---- who is away ----

quiet crm-team set eve leave_from=2026-11-01 leave_until=2026-12-01 delegate=max
run 'is stood in for' 0 crm-task due --kind notice -w 'who = max and about = A2' -c who,about
is_out 'who,about
max,A2'
run 'of a team' 0 crm-task due --kind notice --for Harbour -c who,about
is_out 'who,about
max,L1
max,A2'
run 'the book is sound' 0 crm-admin check -q

# watch is a noun of crm-task as well.
T=$(crm-task add subject=s -q -o ids)
run 'a task' 0 as max crm-task watch "$T" -q -o ids
is_out "$T"
run 'and no more' 0 as max crm-task unwatch "$T" -q -o ids
done_testing
