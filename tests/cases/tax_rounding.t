#!/bin/sh
# Published cases of lines and their totals.
. "$(dirname "$0")/cases.sh"
sums cases_cash/tax_rounding
