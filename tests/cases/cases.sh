# What the tests of this folder share: a topic of published cases, compared by
# cases.py; skipped where the data is not here.  They need no book.
TOP=$(cd "$(dirname "$0")/../.." && pwd)
TOOLS=${CRM_BIN:-$TOP/build/bin}/../tools
[ -x "$TOOLS/cases" ] || TOOLS=$TOP/build/tools

cases() {
	data=$TOP/../shared/data/cases_work
	[ -f "$data/$1.json" ] ||
	    { echo "1..0 # SKIP $data/$1.json is not here"; exit 0; }
	exec python3 "$TOP/tests/cases/cases.py" "$TOOLS/cases" "$data" "$1"
}

# The same of documents, by sums.py.
sums() {
	data=$TOP/../shared/data/$1.json
	[ -f "$data" ] || { echo "1..0 # SKIP $data is not here"; exit 0; }
	exec python3 "$TOP/tests/cases/sums.py" "$TOOLS/sums" "$data"
}

# The same of forecasts, by series.py.
series() {
	data=$TOP/../shared/data/$1.json
	[ -f "$data" ] || { echo "1..0 # SKIP $data is not here"; exit 0; }
	exec python3 "$TOP/tests/cases/series.py" "$TOOLS/series" "$data"
}

# The same of simulations, by simulate.py.
simulate() {
	data=$TOP/../shared/data/$1.json
	[ -f "$data" ] || { echo "1..0 # SKIP $data is not here"; exit 0; }
	exec python3 "$TOP/tests/cases/simulate.py" "$TOOLS/simulate" "$data"
}
