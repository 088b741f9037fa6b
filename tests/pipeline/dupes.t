#!/bin/sh
# Duplicates among people that nobody here made up, as tests/bench/dupes judges
# them.
. "$(dirname "$0")/../lib.sh"
need "$TOP/../shared/data/dedupe"
only_file 'the bench has its own books'

export CRM_BIN
run 'the quality of dupes' 0 "$TOP/tests/bench/dupes" quality
like_out '^febrl dataset1, sure and review .* met, 0\.95$'
like_out '^febrl dataset2, sure and review .* met, 0\.95$'
like_out '^febrl dataset1 without birthday, sure and review .* met, 0\.94$'
like_out '^febrl dataset2 without birthday, sure and review .* met, 0\.92$'
is "$(grep 'sure and review' out | grep febrl |
    awk '{ print $(NF - 4) }' | sort -u)" 1.0000 'no pair is false'
like_out '^restaurants, sure and review '
done_testing
