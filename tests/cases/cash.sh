# What the tests of published cases of receivables share: a topic, run through the
# programs on a book by cash.py; skipped where the data is not here.
. "$(dirname "$0")/../lib.sh"

cash_cases() {
	data=$TOP/../shared/data/cases_cash
	need "$data"
	book
	CRM_TOOLS=$CRM_BIN/../tools
	[ -x "$CRM_TOOLS/dso" ] || CRM_TOOLS=$TOP/build/tools
	# Whoever writes off, and whoever agrees.
	logins rep mgr
	PYTHONDONTWRITEBYTECODE=1
	export PYTHONDONTWRITEBYTECODE CRM_TOOLS
	python3 "$TOP/tests/cases/cash.py" "$data" "$1"
	exit
}
