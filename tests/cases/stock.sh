# What the tests of published cases of stock share: a topic, run through the
# programs on a book by stock.py; skipped where the data is not here.
. "$(dirname "$0")/../lib.sh"

stock_cases() {
	tools=$CRM_BIN/../tools
	[ -x "$tools/stock-cases" ] || tools=$TOP/build/tools
	data=$TOP/../shared/data/cases_stock
	need "$data"
	book
	python3 "$TOP/tests/cases/stock.py" "$tools/stock-cases" "$data" "$1"
	exit
}
