#!/bin/sh
# One hides what another is about to refer to, or takes the key that another is
# about to take: one of them wins, the other is told.
. "$(dirname "$0")/../lib.sh"

book
for name in A B C; do crm-customer add "name=$name" -q > /dev/null; done
crm-deal add name=D customer=C3 -q > /dev/null

mkfifo hold
# Somebody hides C$1 and takes his time over it; `done_hiding` ends that.
hide_slowly() {
	if on_server; then
		psql -U ann -q -d "$CRM_DB" < hold > /dev/null &
		exec 3> hold
		echo "BEGIN; SELECT id FROM crm.customer WHERE id = $1 FOR UPDATE;
		    UPDATE crm.customer SET deleted = 1 WHERE id = $1;" >&3
	else
		sqlite3 "$CRM_DB" < hold > /dev/null &
		exec 3> hold
		echo "PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE;
		    UPDATE customer SET deleted = 1 WHERE id = $1;" >&3
	fi
	sleep 0.3
	( sleep 0.7; echo 'COMMIT;' >&3 ) &
}
done_hiding() { exec 3>&-; wait; }

hide_slowly 1
run 'a new record that refers to it' 3 crm-deal add name=E customer=C1
done_hiding
is_err 'crm-deal: customer: customer C1 is deleted; bring it back with: crm-customer restore C1'
run 'is not there' 0 crm-deal list -w 'name = E' -o ids
is_out ''
crm-customer restore C1 -q > /dev/null

hide_slowly 1
run 'a record that is to refer to it' 3 crm-deal set D1 customer=C1
done_hiding
is_err 'crm-deal: customer: customer C1 is deleted; bring it back with: crm-customer restore C1'
crm-customer restore C1 -q > /dev/null

hide_slowly 1
run 'an import with rows that refer to it' 4 sh -c \
    'printf "name,customer\nF,B\nG,A\nH,A\n" | crm-deal import - --rejects bad.csv'
done_hiding
is_err "crm-deal: stdin:3: customer: C1 was deleted in B1; --deleted restore brings it back, new with --create-missing makes another
crm-deal: stdin:4: customer: C1 was deleted in B1; --deleted restore brings it back, new with --create-missing makes another
crm-deal: read 3, inserted 1, rejected 2 (batch B8)"
is "$(wc -l < bad.csv)" 3 'has two rows refused'
run 'and keeps the good one' 0 crm-deal list -w 'name in (F, G, H)' -c name -o tsv
is_out 'name
F'
crm-customer restore C1 -q > /dev/null

# Undo hides what the batch made, and brings back what it hid.
crm-customer add name=Z -q > /dev/null
z=$(crm-customer list -w 'name = Z' -o ids)
crm-deal add name=R "customer=$z" -q > /dev/null
r=$(crm-deal list -w 'name = R' -o ids)
crm-deal delete "$r" -q > /dev/null
hidden=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
hide_slowly "${z#C}"
run 'undo of a delete whose record refers to it' 5 crm-admin undo "$hidden"
done_hiding
like_err "$r.*would refer to a record that is deleted now|$z is deleted"
crm-customer restore "$z" -q > /dev/null

# Both with the programs' own means.  Neither is through before the other has
# looked: whoever takes its number waits for the lock of numbers, and that is
# held.  A file has one lock alone.
if on_server; then
	hold_numbers() {
		psql -U ann -q -d "$CRM_DB" < hold > /dev/null &
		exec 3> hold
		echo 'SELECT pg_advisory_lock(1668443441);' >&3
		sleep 0.3
	}
	# both FIRST SECOND: their statuses are in one.st and two.st.
	both() {
		hold_numbers
		{ sh -c "$1" > one.out 2> one.err; echo $? > one.st; } 3>&- &
		sleep 0.5
		{ sh -c "$2" > two.out 2> two.err; echo $? > two.st; } 3>&- &
		sleep 0.7
		exec 3>&-
		wait
	}
	both 'crm-customer delete C1' 'crm-deal add name=I customer=C1'
	is "$(cat one.st two.st | tr '\n' ' ')" '0 3 ' 'delete, then add'
	crm-customer restore C1 -q > /dev/null
	both 'crm-deal add name=J customer=C1' 'crm-customer delete C1'
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'add, then delete'
	grep -q 'C1 is referred to by D' two.err
	result $? 'add, then delete: says by whom'
	crm-customer add name=Y -q > /dev/null
	z=$(crm-customer list -w 'name = Y' -o ids)
	made=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
	both "crm-deal add name=K customer=$z" "crm-admin undo $made"
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'add, then undo'
	grep -q 'refers to a record that would vanish' two.err
	result $? 'add, then undo: says why'
	k=$(crm-deal list -w 'name = K' -o ids)
	crm-deal delete "$k" -q > /dev/null
	both "crm-admin undo $made" "crm-deal restore $k"
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'undo, then restore'
	crm-customer add name=X -q > /dev/null
	z=$(crm-customer list -w 'name = X' -o ids)
	made=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
	both "crm-customer set $z name=U" "crm-admin undo $made"
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'set, then undo'
	grep -q "$z name was changed since" two.err
	result $? 'set, then undo: says what'
	crm-customer add name=V -q > /dev/null
	v=$(crm-customer list -w 'name = V' -o ids)
	crm-customer set "$v" city=P -q > /dev/null
	set_by=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
	both "crm-customer set $v city=Q" "crm-admin undo $set_by"
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'set, then undo of a set'
	grep -q "$v city was changed again since" two.err
	result $? 'set, then undo of a set: says what'
	both 'crm-team user add login=Eve' 'crm-team user add login=eve'
	is "$(cat one.st two.st | tr '\n' ' ')" '0 5 ' 'a login, twice'
	grep -q "^crm-team: login: 'eve' is taken by U" two.err
	result $? 'a login, twice: says by whom'
	echo ext,company > one.csv
	echo K1,A >> one.csv
	both 'crm-lead add ext=K1 company=B' 'crm-lead import one.csv'
	is "$(cat one.st two.st | tr '\n' ' ')" '0 4 ' 'a key, added and imported'
	grep -q '^crm-lead: one.csv:2: is L1 already' two.err
	result $? 'a key, added and imported: says by whom'
	is "$(wc -l < two.err)" 2 'a key, added and imported: says it once'
fi

# Whoever comes first, again and again.
i=0
while [ $((i += 1)) -le 20 ]; do
	crm-customer add "name=T$i" "ext=T$i" -q > /dev/null
	{ crm-customer delete "ext:T$i" -q > /dev/null 2>> race.err; echo $? > one.st; } &
	{ crm-deal add "name=T$i" "customer=ext:T$i" -q > /dev/null 2>> race.err
	    echo $? > two.st; } &
	wait
	cat one.st two.st | tr '\n' ' '
	echo
done > races
is "$(grep -Evc '^(0 3|5 0) $' races)" 0 'one of two wins, twenty times'
sort races | uniq -c | say
is "$(ask 'SELECT count(*) FROM deal d JOIN customer c ON c.id = d.customer
    WHERE c.deleted IS NOT NULL AND d.deleted IS NULL')" 0 \
    'nothing refers to what is hidden'
run 'the book is sound' 0 crm-admin check -q
done_testing
