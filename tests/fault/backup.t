#!/bin/sh
# Whole books: init, backup, restore and migrate leave a good file or none.
. "$(dirname "$0")/../lib.sh"
only_file 'it is about faults of the file that a book is'
. "$TOP/tests/fault/fault.sh"

# whole NAME CALL ACTION MOST FILE COMMAND…: sweeps; FILE must be there and
# sound where the command succeeds, and be no obstacle where it fails.  Out of
# memory it ends at once, and may have given a sound file its name before.
whole() {
	w_name=$1 w_call=$2 w_do=$3 w_most=$4 w_file=$5
	shift 5
	rm -f "$w_file"*
	prepare
	faulty "$w_call" 0 EIO "$@"
	w_n=$(cat calls) w_at=1 w_bad=0 w_runs=0
	w_step=$((w_n / w_most + 1))
	while [ "$w_at" -le "$w_n" ]; do
		rm -f "$w_file"*
		prepare
		faulty "$w_call" "$w_at" "$w_do" "$@"
		w_st=$?
		w_wrong=$(
			[ "$w_st" -le 1 ] || echo "status $w_st"
			[ "$w_st" -eq 0 ] || [ -s err ] || echo 'no message'
			if [ "$w_st" -eq 0 ] && ! plain crm-admin check -q \
			    --db "$w_file" > check.out 2>&1; then
				echo "not sound: $(cat check.out)"
			elif [ "$w_call,$w_st" = malloc,1 ] &&
			    plain crm-admin check -q --db "$w_file" \
			    > again.out 2>&1; then
				:
			elif [ "$w_st" -ne 0 ] && ! "$@" > again.out 2>&1; then
				echo "once more: $(cat again.out)"
			fi)
		w_runs=$((w_runs + 1))
		[ -z "$w_wrong" ] || {
			w_bad=$((w_bad + 1))
			[ "$w_bad" -gt 3 ] ||
			    { echo "$w_call $w_at: $w_wrong"; cat err; } | say
		}
		w_at=$((w_at + w_step))
	done
	[ "$w_bad" -eq 0 ]
	result $? "$w_name: $w_call, $w_do, at $w_runs of $w_n places"
}

whole_all() {
	wa_name=$1
	shift
	whole "$wa_name" write full 20 "$@"
	whole "$wa_name" write EIO 10 "$@"
	whole "$wa_name" sync EIO 10 "$@"
	whole "$wa_name" open EMFILE 10 "$@"
	whole "$wa_name" rename EIO 10 "$@"
	whole "$wa_name" malloc ENOMEM 30 "$@"
}

prepare() { :; }
whole_all 'init' "$T_DIR/new.db" crm-admin init --db "$T_DIR/new.db"
book
leads 100 > leads.csv
crm-lead import leads.csv -q > /dev/null
whole_all 'backup' "$T_DIR/copy.db" crm-admin backup "$T_DIR/copy.db"
run 'the book itself is sound' 0 crm-admin check -q

crm-admin backup -q "$T_DIR/good"
prepare() { cp good here.db; }
whole_all 'restore' "$T_DIR/here.db" \
    crm-admin restore -y --db "$T_DIR/here.db" "$T_DIR/good"
done_testing
