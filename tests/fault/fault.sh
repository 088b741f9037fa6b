# shellcheck shell=sh
# Faults, one after the other; sourced behind lib.sh.  A test prepares a book,
# keeps it with `keep`, and calls
#
#	sweep NAME CALL ACTION MOST COMMAND…
#
# which runs the command with the fault at every place where it can be, or at
# MOST places that lie evenly apart.  Each time the command must end with 0 or
# 1, with 1 not without a message, all of its work done or none, and the book
# must be sound.  With the action `kill` it dies instead.  No pool stands between a
# program and the server: it would be the pool's connections that break.
direct

FAULT_LIB=$TOP/build/fault/libfault.so
[ -f "$FAULT_LIB" ] || { echo "1..0 # SKIP make fault builds it"; exit 0; }
# Else the sanitizer wants to be the first library.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:allocator_may_return_null=1
# shellcheck disable=SC2034  # of run
T_LEAKS=
export ASAN_OPTIONS

# What the book says, to somebody who does not know our programs.
state() {
	on_server || [ -f "$CRM_DB" ] || return
	ask "SELECT count(*) FROM lead;
	    SELECT count(*), sum(length(coalesce(new, ''))) FROM change;
	    SELECT count(*) FROM batch;
	    SELECT count(*) FROM lead WHERE deleted IS NOT NULL" 2>&1
	on_server || ask 'SELECT * FROM counter' 2>&1
}

keep() {
	if on_server; then
		base "crm_$$_kept" -T "crm_$$_book"
	else
		cp "$CRM_DB" kept.db
	fi
}

again() {
	if on_server; then
		base "crm_$$_book" -T "crm_$$_kept"
	else
		rm -rf "$CRM_DB"*
		[ ! -f kept.db ] || cp kept.db "$CRM_DB"
	fi
}

# faulty CALL AT ACTION COMMAND…: 124 if it waits for what never comes, which is long
# after what it does on a machine where many others compute
faulty() {
	f_call=$1 f_at=$2 f_do=$3
	shift 3
	timeout 300 env LD_PRELOAD="$FAULT_LIB" FAULT_CALL="$f_call" FAULT_AT="$f_at" \
	    FAULT_DO="$f_do" FAULT_COUNT="$T_DIR/calls" "$@" > out 2> err
}

# plain COMMAND…: by a program that does not watch its memory, where it is built:
# who judges need not.
plain() (
	! is_watched || PATH=$TOP/build/bin:$PATH
	"$@"
)

# judge STATUS ACTION: what is wrong with how it ended?
judge() {
	j_now=$(state)
	if [ "$2" = kill ] && [ "$1" -eq 137 ]; then
		[ "$j_now" = "$before" ] || [ "$j_now" = "$after" ] ||
		    echo "neither all nor nothing"
	elif [ "$1" -gt 1 ]; then
		echo "status $1"
	elif [ "$1" -eq 1 ] && [ ! -s err ]; then
		echo "no message"
	elif [ "$1" -eq 0 ] || grep -q 'committed as' err; then
		[ "$j_now" = "$after" ] || echo "it says done, and is not"
	else
		[ "$j_now" = "$before" ] || echo "it says failed, and is done"
	fi
	plain crm-admin check -q > check.out 2> check.err ||
	    echo "not sound: $(tail -3 check.out check.err)"
}

sweep() {
	s_name=$1 s_call=$2 s_do=$3 s_most=$4
	shift 4
	# What a killed program leaves in files is the same, and of its memory
	# nothing is told.
	if [ "$s_do" = kill ] && is_watched; then
		skip "$s_name: $s_call, kill" 'the same without a sanitizer'
		return
	fi
	again
	before=$(state)
	# Without a fault it ends, else there is nothing to compare with.
	rm -f calls
	faulty "$s_call" 0 EIO "$@"
	s_status=$?
	if [ "$s_status" -gt 1 ] || [ ! -s calls ]; then
		result 1 "$s_name: $s_call, without a fault"
		{ echo "status $s_status"; cat err; } | say
		return
	fi
	after=$(state)
	s_n=$(cat calls)
	s_step=$((s_n / s_most + 1)) s_at=1 s_bad=0 s_runs=0
	while [ "$s_at" -le "$s_n" ]; do
		again
		faulty "$s_call" "$s_at" "$s_do" "$@"
		s_wrong=$(judge $? "$s_do")
		s_runs=$((s_runs + 1))
		[ -z "$s_wrong" ] || {
			s_bad=$((s_bad + 1))
			[ "$s_bad" -gt 3 ] ||
			    { echo "$s_call $s_at: $s_wrong"; cat err; } | say
		}
		s_at=$((s_at + s_step))
	done
	[ "$s_bad" -eq 0 ]
	result $? "$s_name: $s_call, $s_do, at $s_runs of $s_n places"
}

# All kinds of faults.
sweep_all() {
	sa_name=$1
	shift
	if on_server; then
		skip "$sa_name: write, sync, open" "a server's files are its own"
		sweep "$sa_name" malloc ENOMEM 20 "$@"
		return
	fi
	sweep "$sa_name" write ENOSPC 12 "$@"
	sweep "$sa_name" write full 25 "$@"
	sweep "$sa_name" write kill 25 "$@"
	sweep "$sa_name" sync EIO 10 "$@"
	sweep "$sa_name" sync kill 10 "$@"
	sweep "$sa_name" open EMFILE 20 "$@"
	sweep "$sa_name" malloc ENOMEM 40 "$@"
}

# leads N: that many, as CSV.
leads() {
	awk -v n="$1" 'BEGIN {
		print "ext,company,email,phone,status"
		for (i = 1; i <= n; i++)
			printf "X%d,Company %d,a%d@example.com,+86138%08d,new\n",
			    i, i, i, i
	}'
}
