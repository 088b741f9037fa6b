# What the tests of published cases of orders share: a topic, run through the
# programs on a book by orders.py; skipped where the data is not here.
. "$(dirname "$0")/../lib.sh"

order_cases() {
	data=$TOP/../shared/data/cases_orders
	need "$data"
	book
	# Whoever acts in a case.
	logins rep mgr law fin dir both
	python3 "$TOP/tests/cases/orders.py" "$data" "$1"
	exit
}
