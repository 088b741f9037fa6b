#!/bin/sh
# Programs that watch their own memory tell what is wrong with it: without this the
# tests with sanitizers would pass whatever they met.
. "$(dirname "$0")/../lib.sh"

is_watched || { echo '1..0 # SKIP the programs do not watch their memory'; exit 0; }
flaw=$CRM_BIN/../tools/flaw
[ -x "$flaw" ] || { echo '1..0 # SKIP make tools builds it'; exit 0; }

# found NAME KIND ERE: it is told, as done_testing would tell it.
found() {
	run "$1" 86 "$flaw" "$2"
	cat "$T_DIR-found".* > "$T_DIR/err"
	like_err "ERROR: .*$3"
	is "$(memory_found 2> /dev/null | grep -c '^not ok')" 1 "$1: fails the test"
	rm -f "$T_DIR-found".*
}

run 'nothing is wrong' 0 "$flaw" none
is_out 'hellox'
found 'memory that nobody knows any more' lost LeakSanitizer
found 'a statement that is left when its book closes' statement ILL
found 'the text of a statement that has ended' late-text use-after-poison
found 'what was given back to the pool of SQLite' late-write use-after-poison
found 'what is behind the end of a block of the pool' past-end use-after-poison
done_testing
