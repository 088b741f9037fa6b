#!/bin/sh
# Cases of reports worked out by hand (reports-own.json), in the words of the published
# ones: other numbers, another order, fields left out; and cases that nothing here
# understands, which must be seen.
. "$(dirname "$0")/../lib.sh"

tools=$CRM_BIN/../tools
[ -x "$tools/stock-cases" ] || tools=$TOP/build/tools
driver() { python3 "$TOP/tests/cases/reports.py" "$tools/stock-cases" "$1"; }
book

cat > unknown.json <<'END'
[
{"id": "un-1", "what": "a check of another name", "setup": {"values": [1]}, "expect": {"gini": 0.0}, "check": "theil"},
{"id": "un-2", "what": "no check, and other fields", "setup": {"moons": [1]}, "expect": {"phase": 1}},
{"id": "un-3", "what": "a figure that the report has not", "setup": {"values": [1, 3]}, "expect": {"gini": 0.25, "theil": 0.1}, "check": "gini"},
{"id": "un-4", "what": "another figure than that of the report", "setup": {"values": [1, 3]}, "expect": {"gini": 0.26}, "check": "gini"},
{"id": "un-5", "what": "a line that no forecast has", "setup": {"deals": [["D1", "commit", 1, "2026-12-01"]], "from": "2026-01-01", "to": "2026-12-31", "today": "2026-11-21"}, "expect": {"hope": 0}, "check": "fc_single"}
]
END
run 'cases that nobody understands' 1 driver unknown.json
for n in 1 2 3 4 5; do
	like_out "^not ok $n - un-$n"
done
unlike_out '^ok'
cat > series.json <<'END'
[
{"id": "un-6", "what": "a check of another name", "setup": {"y": [1]}, "expect": {"phase": 1}, "check": "moon"},
{"id": "un-7", "what": "no check, and other fields", "setup": {"moons": 1}, "expect": {"phase": 1}}
]
END
for which in series simulate; do
	run "nor those of $which" 1 python3 "$TOP/tests/cases/$which.py" "$tools/$which" series.json
	like_out '^not ok 1 - un-6'
	like_out '^not ok 2 - un-7'
	like_out '^1[.][.]2$'
done
for which in series simulate; do
	run "cases of our own: $which" 0 python3 "$TOP/tests/cases/$which.py" \
	    "$tools/$which" "$TOP/tests/cases/$which-own.json"
	like_out '^ok 1 - '
	unlike_out '^not ok'
	unlike_out 'SKIP'
done
run 'cases of our own' 0 driver "$TOP/tests/cases/reports-own.json"
like_out '^ok 1 - '
unlike_out '^not ok'
unlike_out 'SKIP'
done_testing
