#!/bin/sh
# A random day in a book: whatever happened, each batch is remembered as it was,
# and undoing all of them, last first, leaves what there was at first.
. "$(dirname "$0")/../lib.sh"
STEPS=${STEPS:-25}
book
printf 'name,ext\nAda,A\nBea,B\nCid,C\n' | crm-customer import - -q > /dev/null
for n in 1 2 3; do crm-deal add -q name=d$n customer=Ada amount=$n > /dev/null; done

state() {
	crm-customer list -o csv -c -version "$@"
	crm-deal list -o csv -c -version "$@"
	crm-deal visit list -o csv -c -version "$@"
	crm-task list -o csv -c -version "$@"
}
last() { crm-admin log -l 1 -o csv -c batch | sed '1d; s/B//'; }

# Seeded: the same day every time; SEED=… for another.
seed=${SEED:-4711}
rnd() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	r=$((seed / 65536 % $1))
}
# pick PROGRAM: a live record's id, in $id.
pick() {
	ids=$($1 list -o ids)
	rnd "$(echo "$ids" | wc -l)"
	id=$(echo "$ids" | sed -n "$((r + 1))p")
}
step() {
	rnd 12
	case $r in
	0) rnd 3; crm-deal add name="n$seed" customer="C$((r + 1))" ;;
	1 | 2) pick crm-deal; rnd 100; crm-deal set "$id" amount=$r region="r$r" ;;
	3) pick crm-deal; crm-deal set "$id" customer= tags="t$seed" ;;
	4) pick crm-deal; crm-deal advance "$id" ;;
	5) pick crm-deal; crm-deal lose "$id" reason=price ;;
	6) pick crm-deal; crm-deal delete "$id" ;;
	7) id=$(crm-deal list --deleted -o ids -l 1); [ -z "$id" ] ||
	    crm-deal restore "$id" ;;
	8) pick crm-customer; rnd 3; crm-customer set "$id" name="N$r" grade=A ;;
	9) crm-deal list -l 3 | crm-task add - subject="s$seed" ;;
	10) printf 'name,ext,grade\nX,A,B\nY,%s,C\n' "$seed" |
	    crm-customer import - --on-duplicate update ;;
	11) rnd "$(($(last) - FIRST + 1))"; crm-admin undo "B$((FIRST + r))" ;;
	esac > /dev/null 2>> errors
}

FIRST=$(last)
state > "was$FIRST"
done=0
while [ "$done" -lt "$STEPS" ]; do
	before=$(last)
	step
	case $? in
	0 | 3 | 4 | 5) ;;
	*) result 1 "step $done"; tail -n 2 errors | say ;;
	esac
	now=$(last)
	[ "$now" = "$before" ] || state > "was$now"
	done=$((done + 1))
done
LAST=$(last)
is "$((LAST - FIRST > STEPS / 2))" 1 "most of $STEPS steps did something"
run 'the book is sound' 0 crm-admin check -q

b=$FIRST
while [ "$b" -le "$LAST" ]; do
	state --as-of "B$b" > state_then
	cmp -s state_then "was$b"
	result $? "as of B$b"
	diff "was$b" state_then | head -4 | say
	b=$((b + 1))
done

# An undo of an undo does what was done: all batches, the undoing ones too.
b=$LAST
while [ "$b" -gt "$FIRST" ]; do
	crm-admin undo "B$b" -q > /dev/null 2> err ||
	    grep -q 'was undone by' err || {
		result 1 "undo B$b"
		say < err
	}
	state > state_then
	cmp -s state_then "was$((b - 1))"
	result $? "B$b undone"
	diff "was$((b - 1))" state_then | head -4 | say
	b=$((b - 1))
done
run 'the book is sound still' 0 crm-admin check -q

done_testing
