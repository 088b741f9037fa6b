#!/bin/sh
# Two commands at once, each of which puts one record below the other: one of
# them is refused, and nothing stands above itself.
. "$(dirname "$0")/../lib.sh"
unset CRM_NOW
book
crm-customer import -q > /dev/null <<'END'
ext,name
a,A
b,B
c,C
END
crm-team import -q > /dev/null <<'END'
login
bob
cat
END
crm-team team import -q > /dev/null <<'END'
name
East
West
END

# pair SET-ONE SET-TWO [SET-THREE]: at once; then what check says, and how many
# were refused.
circles=0 both=0 odd=0
pair() {
	for p_each; do
		sh -c "$p_each" > /dev/null 2>> errors &
		p_pids="${p_pids-} $!"
	done
	p_refused=0
	for p_pid in $p_pids; do
		wait "$p_pid"
		case $? in
		0) ;;
		4) p_refused=$((p_refused + 1)) ;;
		*) odd=$((odd + 1)) ;;
		esac
	done
	p_pids=
	[ "$p_refused" -gt 0 ] || both=$((both + 1))
	crm-admin check > check.out 2>&1 || {
		circles=$((circles + 1))
		say < check.out
	}
}
times=10
while [ $((times -= 1)) -ge 0 ]; do
	pair 'crm-customer set -q C1 parent=C2' 'crm-customer set -q C2 parent=C1'
	crm-customer set -q C1 C2 parent= > /dev/null
	pair 'crm-customer set -q C1 parent=C2' \
	    'crm-customer set -q C2 parent=C3' 'crm-customer set -q C3 parent=C1'
	crm-customer set -q C1 C2 C3 parent= > /dev/null
	pair 'crm-team set -q bob manager=cat' 'crm-team set -q cat manager=bob'
	crm-team set -q bob cat manager= > /dev/null
	pair 'crm-team team set -q East parent=West' \
	    'crm-team team set -q West parent=East'
	crm-team team set -q East West parent= > /dev/null
done
is "$circles" 0 'nobody stands above himself'
is "$both" 0 'one of them is refused each time'
is "$odd" 0 'and nothing else happens'
[ "$odd" -eq 0 ] || sort errors | uniq -c | say

# A long chain is no circle, until it is closed.
awk 'BEGIN { print "ext,name,parent"; print "n1,N1,"
    for (i = 2; i <= 1100; i++) print "n" i ",N" i ",N" i - 1 }' > long.csv
crm-customer import -q long.csv > /dev/null
run 'below a long chain' 0 crm-customer set -q C3 parent=N1100
run 'its top below its end' 4 crm-customer set N1 parent=C3
like_err 'parent: C3 already stands below'
done_testing
