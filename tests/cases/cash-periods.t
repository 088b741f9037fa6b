#!/bin/sh
# Published cases of receivables: periods.
. "$(dirname "$0")/cash.sh"
cash_cases periods
