# What the tests of published cases of reports share: a topic, run through the
# programs on a book by reports.py; skipped where the data is not here.
. "$(dirname "$0")/../lib.sh"

report_cases() {
	tools=$CRM_BIN/../tools
	[ -x "$tools/stock-cases" ] || tools=$TOP/build/tools
	data=$TOP/../shared/data/$1.json
	need "${data%/*}"
	book
	python3 "$TOP/tests/cases/reports.py" "$tools/stock-cases" "$data"
	exit
}
