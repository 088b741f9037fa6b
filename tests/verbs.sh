# What every verb that writes has: source it behind lib.sh.
#
#	state() { crm-order receivable list "$@" -o csv -c receivable_id,open; }
#	holds ID crm-order receivable void
#	remains ID MESSAGE crm-order invoice issue
#
# `state` prints what there is, with --as-of BATCH what there was, a line a record.

# newest: the last batch.
newest() { crm-admin log -o csv -l 1 -c batch | tail -n 1; }

# stands WANT: whether all that was there is as it was; what came since is void or gone.
stands() {
	state > "$T_DIR/state"
	[ -z "$(grep -vxFf "$T_DIR/state" "$1")" ]
}

# does ID COMMAND…: the verb takes ID from standard input, '' where it takes none, and
# changes something; tried (-n) it changes nothing; as of before it all was as it was.
# Leaves the batch in h_done, and what was before it and behind in state.0 and state.1.
does() {
	h_id=$1
	shift
	state > "$T_DIR/state.0"
	h_batch=$(newest)
	run "$1 $2 $3: tried" 0 "$@" ${h_id:+"$h_id"} -n -q
	state > "$T_DIR/state"
	cmp -s "$T_DIR/state.0" "$T_DIR/state" && [ "$(newest)" = "$h_batch" ]
	result $? "$1 $2 $3: changes nothing then"
	h_noun=$2 h_verb=$3
	printf '%s\n' "$h_id" > "$T_DIR/ids"
	if [ -n "$h_id" ]; then
		run "$1 $2 $3: of standard input" 0 sh -c '"$@" - -q < ids' sh "$@"
	else
		run "$1 $2 $3: of all" 0 "$@" -q
	fi
	h_done=$(newest)
	state > "$T_DIR/state.1"
	! cmp -s "$T_DIR/state.0" "$T_DIR/state.1" && [ "$h_done" != "$h_batch" ]
	result $? "$h_noun $h_verb: does something"
	state --as-of "$h_batch" > "$T_DIR/state"
	cmp -s "$T_DIR/state.0" "$T_DIR/state"
	result $? "$h_noun $h_verb: before it all was as it was"
	diff "$T_DIR/state.0" "$T_DIR/state" | head -8 | say
}

# was_done: whether all that was behind the verb was so until it was undone.
was_done() {
	state --as-of "$h_done" > "$T_DIR/state"
	cmp -s "$T_DIR/state.1" "$T_DIR/state"
	result $? "$h_noun $h_verb: and was done until then"
}

# holds ID COMMAND…: and after undo it is as it was.
holds() {
	does "$@"
	run "$h_noun $h_verb: undone" 0 crm-admin undo "$h_done" -q
	stands "$T_DIR/state.0"
	result $? "$h_noun $h_verb: undone, all that was there is as it was"
	diff "$T_DIR/state.0" "$T_DIR/state" | head -8 | say
	was_done
}

# remains ID MESSAGE COMMAND…: and undo refuses it, saying what takes it back.
remains() {
	h_message=$2
	h_id=$1
	shift 2
	does "$h_id" "$@"
	run "$h_noun $h_verb: stays" 5 crm-admin undo "$h_done" -q
	like_err "$h_message"
	state > "$T_DIR/state"
	cmp -s "$T_DIR/state.1" "$T_DIR/state"
	result $? "$h_noun $h_verb: as it was done"
	was_done
}
