# Shell tests in TAP.  Source it first:
#
#	. "$(dirname "$0")/../../lib.sh"
#	book
#	run 'a list of an empty book is empty' 0 crm-deal list -o ids
#	is_out ''
#	done_testing
#
# Each test has its own directory (it is the current one) and its own book; the
# clock stands at 2026-11-21 09:00 UTC.  CRM_BIN: where the programs are.
# CRM_ENGINE=postgres: books are databases of the server that scripts/pg runs.

# The top of the source tree; CRM_BIN may be relative to it.
TOP=$(cd "$(dirname "$0")" && while [ ! -f Makefile ] && [ "$PWD" != / ]; do
	cd ..; done; pwd)
CRM_BIN=${CRM_BIN:-build/bin}
case $CRM_BIN in
/*) ;;
*) CRM_BIN=$TOP/$CRM_BIN ;;
esac
PATH=$CRM_BIN:$PATH
TZ=UTC LC_ALL=C.UTF-8 CRM_NOW=2026-11-21T09:00:00Z CRM_USER=ann
export PATH TZ LC_ALL CRM_NOW CRM_USER
unset CRM_DB CRM_FORMAT CRM_BUSY_TIMEOUT NO_COLOR COLUMNS LANG LC_MESSAGES LANGUAGE

# Whether the programs watch their own memory.  What only the time or the death of a
# program shows is no other there, so tests leave it to the programs as they are.
is_watched() { case $CRM_BIN in */san/*) ;; *) return 1 ;; esac; }

T_DIR=$(mktemp -d) || exit 1
T_BASES=
clean_up() {
	cd /
	rm -rf "$T_DIR" "$T_DIR-found".*
	for t_base in $T_BASES; do dropdb -f -U postgres "$t_base"; done
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP
cd "$T_DIR" || exit 1
# Nobody's own settings.
XDG_CONFIG_HOME=$T_DIR/config
export XDG_CONFIG_HOME
T_COUNT=0 T_FAILED=0 T_NAME=

# What is found in the memory of any program fails the test (done_testing): also of
# one whose status nobody asks, or that is expected to fail; no test expects 86.
# Memory that a verb does not give back is looked for where `run` runs it, as that
# is a third of a short command: what a test prepares, histories and published cases
# run the same verbs again and again.  Leaks are those of which two callers are known
# (Makefile says so): nobody else needs to ask who called malloc.
T_LEAKS=
if is_watched; then
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}exitcode=86:handle_sigill=1
	ASAN_OPTIONS=$ASAN_OPTIONS:log_path=$T_DIR-found:detect_leaks=0
	case $0 in
	*/cases/* | */pipeline/*) ;;
	*) T_LEAKS=:detect_leaks=1 ;;
	esac
	case $ASAN_OPTIONS in
	*malloc_context_size=2:*)
		ASAN_OPTIONS=$ASAN_OPTIONS:malloc_context_size=0
		T_LEAKS=${T_LEAKS:+$T_LEAKS:malloc_context_size=2}
		;;
	esac
	export ASAN_OPTIONS
fi

# result STATUS NAME: one line of TAP.
result() {
	T_COUNT=$((T_COUNT + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %s - %s\n' "$T_COUNT" "$2"
	else
		printf 'not ok %s - %s\n' "$T_COUNT" "$2"
		echo "${0#"$TOP"/}: not ok $T_COUNT - $2" | say
		T_FAILED=$((T_FAILED + 1))
	fi
}

# Lines of a diagnosis, where also who runs many tests at once shows them.
say() { awk '{ n = NR; line[n] = $0 } END { for (i = 1; i <= n; i++)
    if (i <= 20 || i > n - 40) print "# " line[i] }' >&2; }

on_server() { [ "${CRM_ENGINE-}" = postgres ]; }

# Programs reach books on a server through a pool, as they do where many use one.
# direct: those made from here on are reached without.
T_POOL=${CRM_TEST_POOL-}
direct() { T_POOL=; }
# no_sessions DATABASE: ends those that the pool keeps; one in use is not copied.
no_sessions() {
	psql -q -U postgres -d postgres -c "SELECT pg_terminate_backend(pid, 5000)
	    FROM pg_stat_activity WHERE datname = '$1'" > /dev/null
}

# base NAME [OPTION…]: a database, made anew; ann is its owner.  Only postgres
# may end whoever is in the old one: the server itself may be, cleaning up.
base() {
	case " $T_BASES " in
	*" $1 "*) dropdb -f -U postgres "$1" ;;
	*) T_BASES="$T_BASES $1" ;;
	esac
	case "${2-} ${3-}" in
	'-T crm_made_'*) ;;	# nobody has been there
	'-T '*) no_sessions "$3" ;;
	esac
	# shellcheck disable=SC2086  # an option, or none
	createdb -U ann ${CRM_TEST_COPY-} "$@" || { echo "Bail out! no database"; exit 1; }
}

# ask SQL: the book, by the engine's own shell.
ask() {
	if on_server; then
		PGOPTIONS='-c search_path=crm' psql -U ann -Atq \
		    -d "${CRM_DB##*/}" -c "$1"
	else
		sqlite3 "$CRM_DB" "$1"
	fi
}

# other NAME [OPTION…]: CRM_DB names another book, which is not there yet; on a
# server it is made with these options.
other() {
	t_name=$1
	shift
	CRM_DB=$T_DIR/$t_name.db
	if on_server; then
		t_name=crm_$$_$t_name
		base "$t_name" "$@"
		CRM_DB=postgresql://$T_POOL/$t_name
	fi
	export CRM_DB
}

# twin NAME: CRM_DB names a copy of the book, made by other means than ours.
twin() {
	t_of=$CRM_DB
	other "$1" -T "${t_of##*/}"
	if ! on_server; then
		rm -f "$CRM_DB" "$CRM_DB-wal" "$CRM_DB-shm"
		sqlite3 "$t_of" "VACUUM INTO '$CRM_DB'"
	fi
}

# logins NAME…: these may log in to the server, and do what ann may.  Other
# tests may have made them; they stay.
logins() {
	on_server || return 0
	for t_role; do
		createuser -U postgres -g ann "$t_role" 2> /dev/null ||
		    psql -U "$t_role" -d postgres -qc '' ||
		    { echo "Bail out! no role $t_role"; exit 1; }
	done
}

new_book() { crm-admin init -q "$@" || { echo "Bail out! no book"; exit 1; }; }

# Books as init leaves them are copied, which takes a tenth of the time, on a server
# a twentieth.  Each is kept under what it depends on: who makes it, when, where, by
# which options.
made_name() {
	t_made=$(printf '%s\n' "$CRM_NOW" "$CRM_USER" "$TZ" "$LC_ALL" "$(umask)" "$@" |
	    cksum)
	t_made=crm_made_${t_made%% *}
}

# made_base [OPTION…]: the database to copy, once a server.
made_base() {
	made_name "$@"
	(
		flock 9
		[ ! -e "$CRM_TEST_PG/$t_made" ] || exit 0
		createdb -U ann "$t_made" &&
		    new_book "$@" --db "postgresql:///$t_made" &&
		    : > "$CRM_TEST_PG/$t_made"
	) 9> "$CRM_TEST_PG/made.lock" || exit 1
}

# made_file [OPTION…]: fills the book; the first one of programs that were built
# here is kept beside them.
made_file() {
	made_name "$@"
	t_made=$CRM_BIN/../books/$t_made.db
	if [ "$t_made" -nt "$CRM_BIN/crm-admin" ]; then
		cp -p "$t_made" "$CRM_DB"
		return
	fi
	new_book "$@"
	case $CRM_BIN in "$TOP"/*) ;; *) return ;; esac
	mkdir -p "$CRM_BIN/../books" 2> /dev/null &&
	    cp -p "$CRM_DB" "$t_made.$$" 2> /dev/null && mv "$t_made.$$" "$t_made"
}

# book [OPTION…]: a fresh book of the user ann, named by CRM_DB.
book() {
	rm -f "$T_DIR/book.db" "$T_DIR/book.db-wal" "$T_DIR/book.db-shm"
	if on_server; then
		made_base "$@"
		other book -T "$t_made"
	else
		other book
		made_file "$@"
	fi
}

# user LOGIN [FIELD=VALUE…]: a user of the book, who may also log in to the
# server.  as LOGIN COMMAND…: acts as one.
user() {
	t_login=$1
	shift
	crm-team add -q "login=$t_login" "$@" > /dev/null || exit 1
	! on_server || psql -q -U postgres -d postgres -c \
	    "CREATE ROLE \"$t_login\" LOGIN IN ROLE ann" > /dev/null 2>&1 || :
}
as() { (CRM_USER=$1 && export CRM_USER && shift && "$@"); }
# on DATE COMMAND…: on another day, at nine in the morning.
on() { (CRM_NOW=$1T09:00:00Z && export CRM_NOW && shift && "$@"); }

# only_file REASON: skips the whole test where books are not files.
only_file() {
	on_server || return 0
	echo "1..0 # SKIP $1"
	exit 0
}

# skip NAME REASON: one test that cannot be here.
skip() {
	T_COUNT=$((T_COUNT + 1))
	echo "ok $T_COUNT - $1 # SKIP $2"
}

# run NAME STATUS COMMAND…: standard input is the caller's; keeps stdout and
# stderr for the checks behind it, in the files out and err.
run() {
	T_NAME=$1 T_WANT=$2
	shift 2
	[ -z "$T_LEAKS" ] || ASAN_OPTIONS=$ASAN_OPTIONS$T_LEAKS
	"$@" > "$T_DIR/out" 2> "$T_DIR/err"
	T_GOT=$?
	[ -z "$T_LEAKS" ] || ASAN_OPTIONS=${ASAN_OPTIONS%"$T_LEAKS"}
	[ "$T_GOT" -eq "$T_WANT" ]
	result $? "$T_NAME"
	[ "$T_GOT" -eq "$T_WANT" ] || {
		echo "status $T_GOT, want $T_WANT: $*"
		cat "$T_DIR/err"
	} | say
}

# try NAME STATUS 'SHELL CODE': the same for a pipe.
try() {
	run "$1" "$2" sh -c "$3"
}

# tty COLUMNS 'SHELL CODE': on a terminal of so many columns, where both outputs
# and the keys that come through standard input are.
tty() {
	script -qec "stty cols $1 rows 24 -opost; $2" /dev/null
}

# same FILE WANT WHAT
same() {
	printf '%s' "$2" > "$T_DIR/want"
	[ -z "$2" ] || echo >> "$T_DIR/want"
	cmp -s "$T_DIR/$1" "$T_DIR/want"
	result $? "$T_NAME: $3"
	cmp -s "$T_DIR/$1" "$T_DIR/want" ||
	    diff "$T_DIR/want" "$T_DIR/$1" | head -20 | say
}

# like FILE ERE WHAT
like() {
	grep -Eq -e "$2" "$T_DIR/$1"
	result $? "$T_NAME: $3"
	grep -Eq -e "$2" "$T_DIR/$1" || { echo "no match: $2"
	    cat "$T_DIR/$1"; } | say
}

# What the last command printed, without its last newline; exactly …
is_out() { same out "$1" stdout; }
is_err() { same err "$1" stderr; }
# … or a line that matches an extended regular expression …
like_out() { like out "$1" "stdout like $1"; }
like_err() { like err "$1" "stderr like $1"; }
# … or no such line.
unlike_out() { ! grep -Eq -e "$1" "$T_DIR/out"; result $? "$T_NAME: no $1"; }
unlike_err() { ! grep -Eq -e "$1" "$T_DIR/err"; result $? "$T_NAME: no $1"; }

# is GOT WANT NAME
is() {
	[ "$1" = "$2" ]
	result $? "$3"
	[ "$1" = "$2" ] || printf 'got  %s\nwant %s\n' "$1" "$2" | say
}

# need DIRECTORY: skips the whole test where that data is not there.
need() {
	[ -d "$1" ] || { echo "1..0 # SKIP $1 is not here"; exit 0; }
}

# quiet COMMAND…: says nothing but what went wrong.
quiet() { "$@" -q > /dev/null; }
# agreed: the order $o is submitted and confirmed.
agreed() {
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
}
# sold 'LINE' [FIELD=VALUE…]: an order with these fields and one line with those of
# LINE, confirmed; $o and $l are it and its line.
sold() {
	t_line=$1
	shift
	o=$(crm-order add -o ids -q "$@")
	# shellcheck disable=SC2034,SC2086 # l is for whoever calls; a word is a field
	l=$(crm-order order-line add order="$o" $t_line -o ids -q)
	agreed
}

# memory_found: what programs that watch their memory found in it, each a failure.
memory_found() {
	for t_found in "$T_DIR-found".*; do
		grep -q 'ERROR: ' "$t_found" 2> /dev/null || continue
		result 1 'the memory of the programs is sound'
		say < "$t_found"
	done
}

done_testing() {
	memory_found
	echo "1..$T_COUNT"
	[ "$T_FAILED" -eq 0 ]
	exit
}
