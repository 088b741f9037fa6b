#!/bin/sh
# The learned probability on real leads, as the bench measures it.
. "$(dirname "$0")/../../lib.sh"
only_file 'the bench makes a file'
need "$TOP/../shared/data/lead_scoring"

run 'the bench' 0 env "CRM_BIN=$CRM_BIN" "$TOP/tests/bench/scoring"
is "$(grep -c '^  AUC ' out)" 6 'six models are judged'
like_out '^  AUC 0\.[0-9]+, above 0\.83; 2000 records'
like_out '^  AUC 0\.[0-9]+, above 0\.88; 2000 records'
like_out '^  AUC 0\.[0-9]+, above 0\.80; 2000 records'
unlike_out 'NOT ABOVE'
# Of few leads a model is too sure, unless what it says of those left aside tells it
# so: it was 0.63 from 300 leads.
awk '/^\(c\)/ { few = 1 }
/^  AUC/ && few { exit !($NF < 0.6) }' "$T_DIR/out"
result $? 'from 300 leads it is not too sure'
done_testing
