#!/bin/sh
# A server that goes away, refuses or breaks off, at every stage of a command.
# It has a server of its own, which can be stopped without harm to others.
[ "${CRM_ENGINE-}" = postgres ] ||
    { echo '1..0 # SKIP books are files here: no connection to lose'; exit 0; }
top=$(cd "$(dirname "$0")/../.." && pwd)
[ -n "${LOST_SERVER-}" ] || LOST_SERVER=1 exec "$top/scripts/pg" sh "$0"
. "$top/tests/lib.sh"
direct

data=$CRM_TEST_PG/data
server() {
	bin=$(dirname "$(readlink "/proc/$(head -n 1 "$data/postmaster.pid")/exe")")
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=postgres --regid=postgres --clear-groups \
		    "$bin/pg_ctl" -D "$data" -l "$CRM_TEST_PG/server.log" -w -s "$@"
	else
		"$bin/pg_ctl" -D "$data" -l "$CRM_TEST_PG/server.log" -w -s "$@"
	fi
}
admin() { psql -q -At -U postgres -d "${CRM_DB##*/}" -c "$1"; }
# The sessions of one of our programs.
end_sessions() {
	admin "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
	    WHERE application_name = '$1' AND datname = current_database()" \
	    > /dev/null
}
mkfifo hold
# hold SQL: in a session that stays until let_go.
hold() {
	psql -U ann -q -d "$CRM_DB" < hold > /dev/null 2> hold.err &
	exec 3> hold
	echo "$1" >&3
	sleep 0.3
}
let_go() { exec 3>&-; wait; }
batches() { crm-admin log -o csv -c batch | sed 1d | wc -l; }

book
crm-lead add company=A -q > /dev/null
crm-lead add company=B -q > /dev/null

# While the input is read.
mkfifo input
( exec 4> input; echo lead_id >&4; sleep 0.5; end_sessions crm-lead
    echo L1 >&4 ) &
run 'lost before the transaction' 0 crm-lead set - city=P -q -o ids < input
is_out L1
is_err ''
wait

# While the body waits for the lock of a record.
hold 'BEGIN; SELECT id FROM crm.lead WHERE id = 2 FOR UPDATE;'
( sleep 0.5; end_sessions crm-lead; sleep 0.5; echo 'COMMIT;' >&3 ) &
run 'lost in the transaction' 0 crm-lead set L1 L2 city=Q -o ids
let_go
is_out 'L1
L2'
is_err 'crm-lead: updated 2 (batch B5)'

# An import, whose rows wait to be sent.
awk 'BEGIN { print "ext,company"
    for (i = 1; i <= 6000; i++) print "X" i ",Company " i }' > many.csv
hold 'SELECT pg_advisory_lock(1668443441);'
( sleep 1; end_sessions crm-lead; sleep 0.3; echo 'SELECT pg_advisory_unlock_all();' >&3 ) &
run 'lost in an import' 0 crm-lead import many.csv -c lead_id
let_go
is_err 'crm-lead: read 6000, inserted 6000 (batch B6)'
is "$(wc -l < out)" 6001 'an import is printed once'
is "$(ask 'SELECT count(*) FROM lead')" 6002 'and written once'

# With --keep-going: what was refused is told once.
hold 'BEGIN; SELECT id FROM crm.lead WHERE id = 2 FOR UPDATE;'
( sleep 0.5; end_sessions crm-lead; sleep 0.5; echo 'COMMIT;' >&3 ) &
run 'lost behind a refused record' 5 crm-lead set L1 L2 ext=X5 --keep-going
let_go
is "$(grep -c 'L1: ext: .X5. is taken' err)" 1 'it is told once'

# The server is started again meanwhile.
hold 'BEGIN; SELECT id FROM crm.lead WHERE id = 2 FOR UPDATE;'
( cd /; sleep 0.5; server restart -m fast ) 3>&- &
run 'a server that is started again' 0 crm-lead set L2 city=S -o ids
is_out L2
exec 3>&-
wait

# In the commit, before it came to pass: the check at its end takes a while.
admin "CREATE FUNCTION crm.slowly() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON crm.lead
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crm.slowly()"
n=$(batches)
( sleep 0.5; end_sessions crm-lead ) &
run 'lost in the commit' 0 crm-lead set L1 city=T -o ids
wait
is_err "crm-lead: updated 1 (batch B$((n + 1)))"
is "$(crm-lead history L1 -o csv | grep -c ',T,')" 1 'it is written once'
( sleep 0.5; admin 'ALTER DATABASE "'"${CRM_DB##*/}"'" CONNECTION LIMIT 0'
    end_sessions crm-lead ) &
CRM_BUSY_TIMEOUT=1.5 run 'lost in the commit, and nobody to ask' 1 \
    crm-lead set L1 city=U
wait
like_err "the connection broke while the change was being committed, and it is not known whether it was; if so, it is batch B$((n + 2)), which crm-admin log shows: .*no connection left"
is_out ''

# No room, no server.
CRM_BUSY_TIMEOUT=0.3 run 'no connection left' 75 crm-lead list
like_err '^crm-lead: postgresql:///[a-z0-9_]* is busy: the server has no connection left; try again, or raise CRM_BUSY_TIMEOUT$'
( sleep 0.5; admin 'ALTER DATABASE "'"${CRM_DB##*/}"'" CONNECTION LIMIT -1' ) &
run 'room that comes' 0 crm-lead list -l 1 -o ids
is_out L1
wait
admin 'DROP TRIGGER slow ON crm.lead'

# In the commit, behind it: a server that waits for another to have it too.
n=$(batches)
admin "ALTER SYSTEM SET synchronous_standby_names = 'nobody'" > /dev/null
admin 'SELECT pg_reload_conf()' > /dev/null
sleep 0.3
( sleep 0.5; end_sessions crm-lead
    PGOPTIONS='-c synchronous_commit=local' \
    admin 'ALTER SYSTEM RESET synchronous_standby_names' > /dev/null
    admin 'SELECT pg_reload_conf()' > /dev/null ) &
run 'lost behind the commit' 0 crm-lead set L1 city=V -o ids
wait
is_out L1
is_err "crm-lead: updated 1 (batch B$((n + 1)))"
is "$(crm-lead history L1 -o csv | grep -c ',V,')" 1 'it is written once'
is "$(batches)" $((n + 1)) 'in one batch'

# Reading: what is printed is printed.
hold 'BEGIN; LOCK crm.app_user IN ACCESS EXCLUSIVE MODE;'
( sleep 0.5; end_sessions crm-lead; sleep 0.3; echo 'COMMIT;' >&3 ) &
run 'lost while the book is opened' 0 crm-lead list -l 1 -o ids
let_go
is_out L1
awk 'BEGIN { print "ext,company"
    for (i = 1; i <= 60000; i++) print "Y" i ",Company " i }' > many.csv
crm-lead import many.csv -q > /dev/null
cat > reader <<'END'
read -r first
sleep 1
echo "$first"
cat > /dev/null
END
( sleep 0.6; end_sessions crm-lead ) &
try 'lost while records are printed' 0 \
    '{ crm-lead list -o csv; echo $? > status; } | sh reader'
wait
is "$(cat status)" 1 'its own status is 1'
is_err "crm-lead: $CRM_DB: the connection broke before everything was read"

# Races that are never won.
admin "CREATE SEQUENCE crm.tries;
    CREATE FUNCTION crm.race() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM nextval(''crm.tries''); RAISE EXCEPTION ''x''
    USING ERRCODE = ''40001''; END';
    GRANT ALL ON SEQUENCE crm.tries TO ann;
    CREATE TRIGGER race BEFORE UPDATE ON crm.lead FOR EACH ROW
    EXECUTE FUNCTION crm.race()"
run 'a race lost every time' 75 crm-lead set L1 city=W
like_err '^crm-lead: .* is busy: another program changed the same at the same moment; nothing was written, try again$'
is "$(admin 'SELECT last_value FROM crm.tries')" 11 'was tried eleven times'
admin 'DROP TRIGGER race ON crm.lead'
hold 'BEGIN; SELECT id FROM crm.lead WHERE id = 1 FOR UPDATE;'
( sleep 0.8; echo 'SELECT id FROM crm.lead WHERE id = 2 FOR UPDATE;' >&3
    sleep 2; echo 'COMMIT;' >&3 ) &
run 'a deadlock' 0 crm-lead set L2 L1 city=X -q
let_go
is "$(cat hold.err)" '' 'a deadlock: we are the one that gives way'

# init: all or nothing, and once.
other fresh
hold 'SELECT pg_advisory_lock(1668443441);'
( sleep 0.7; end_sessions crm-admin ) &
run 'init that is lost' 75 crm-admin init
let_go
like_err 'the connection broke; nothing was written, try again'
run 'leaves nothing' 1 crm-lead list
like_err 'no book at'
hold 'SELECT pg_advisory_lock(1668443441);'
( crm-admin init > first.out 2> first.err; echo $? > first.st ) 3>&- &
sleep 0.7
( sleep 0.5; echo 'SELECT pg_advisory_unlock_all();' >&3 ) &
run 'two inits at once: the second' 1 crm-admin init
let_go
like_err 'exists already: the database has a schema crm; an existing book is never'
is "$(cat first.st)" 0 'two inits at once: the first'
run 'and the book is sound' 0 crm-admin check -q

# A server that is starting, as one says it; none at all.
cat > starting.pl <<'END'
use IO::Socket::UNIX;
my ($dir, $most) = @ARGV;
my $s = IO::Socket::UNIX->new(Local => "$dir/.s.PGSQL.5432", Listen => 5)
    or die;
my $m = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
while ($most-- > 0) {
	my $c = $s->accept();
	sysread($c, my $hello, 4096);
	syswrite($c, "E" . pack("N", 4 + length $m) . $m);
	close $c;
}
END
mkdir starting
perl starting.pl "$T_DIR/starting" 1000 &
fake=$!
sleep 0.3
CRM_BUSY_TIMEOUT=0.5 run 'a server that is starting' 75 \
    crm-lead list --db "postgresql:///x?host=$T_DIR/starting"
like_err 'is busy: the server is starting or stopping; try again, or raise CRM_BUSY_TIMEOUT$'
kill $fake
run 'no server' 1 crm-lead list --db "postgresql:///x?host=$T_DIR/nowhere"
like_err '; is the server running, and does CRM_DB name it\?$'

# Passwords, as they should be and as people write them.
for url in 'ann:se cret@' 'ann:se%zcret@' 'ann:se@cret@' 'ann:se/cret@' \
    'ann:se?cret@' 'ann:secret@'; do
	run "a password: $url" "$(case $url in
	    *'?'* | *' '* | *:secret@) echo 1 ;; *) echo 2 ;; esac)" \
	    crm-lead list --db "postgresql://$url/x?host=$T_DIR/nowhere"
	unlike_err 'cret'
done
run 'a password in an option' 1 \
    crm-lead list --db "postgresql:///x?host=$T_DIR/nowhere&password=secret"
unlike_err 'cret'
done_testing
