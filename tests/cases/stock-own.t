#!/bin/sh
# Cases of stock worked out by hand from the rules of the trade (stock-own.json), in
# the words of the published ones.
. "$(dirname "$0")/../lib.sh"

tools=$CRM_BIN/../tools
[ -x "$tools/stock-cases" ] || tools=$TOP/build/tools
book
python3 "$TOP/tests/cases/stock.py" "$tools/stock-cases" "$TOP/tests/cases" stock-own
