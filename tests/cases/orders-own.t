#!/bin/sh
# Cases of prices, orders, returns, credit, approvals and numbers worked out apart from the
# programs (orders-own.json), in the words of the published ones.
. "$(dirname "$0")/../lib.sh"
book
# Whoever acts in a case.
logins rep mgr law fin dir both
python3 "$TOP/tests/cases/orders.py" "$TOP/tests/cases" orders-own
