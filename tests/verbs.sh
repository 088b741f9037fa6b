# What every verb that writes has: source it behind lib.sh.
#
#	state() { crm-order receivable list "$@" -o csv -c receivable_id,open; }
#	holds ID crm-order receivable void
#
# `state` prints what there is, with --as-of BATCH what there was, a line a record.

# newest: the last batch.
newest() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }

# stands WANT: whether all that was there is as it was; what came since is void or gone.
stands() {
	state > "$T_DIR/state"
	[ -z "$(grep -vxFf "$T_DIR/state" "$1")" ]
}

# holds ID COMMAND…: the verb takes ID from standard input and changes something; tried
# (-n) it changes nothing; as of before it all was as it was, and after undo it is.
holds() {
	h_id=$1
	shift
	state > "$T_DIR/state.0"
	h_batch=$(newest)
	run "$1 $2 $3: tried" 0 "$@" "$h_id" -n -q
	state > "$T_DIR/state"
	cmp -s "$T_DIR/state.0" "$T_DIR/state" && [ "$(newest)" = "$h_batch" ]
	result $? "$1 $2 $3: changes nothing then"
	h_noun=$2 h_verb=$3
	printf '%s\n' "$h_id" > "$T_DIR/ids"
	run "$1 $2 $3: of standard input" 0 sh -c '"$@" - -q < ids' sh "$@"
	h_done=$(newest)
	state > "$T_DIR/state.1"
	! cmp -s "$T_DIR/state.0" "$T_DIR/state.1" && [ "$h_done" != "$h_batch" ]
	result $? "$h_noun $h_verb: does something"
	state --as-of "$h_batch" > "$T_DIR/state"
	cmp -s "$T_DIR/state.0" "$T_DIR/state"
	result $? "$h_noun $h_verb: before it all was as it was"
	diff "$T_DIR/state.0" "$T_DIR/state" | head -8 | say
	run "$h_noun $h_verb: undone" 0 crm-admin undo "$h_done" -q
	stands "$T_DIR/state.0"
	result $? "$h_noun $h_verb: undone, all that was there is as it was"
	diff "$T_DIR/state.0" "$T_DIR/state" | head -8 | say
	state --as-of "$h_done" > "$T_DIR/state"
	cmp -s "$T_DIR/state.1" "$T_DIR/state"
	result $? "$h_noun $h_verb: and was done until then"
}
