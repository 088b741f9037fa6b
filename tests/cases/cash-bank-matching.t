#!/bin/sh
# Published cases of receivables: bank matching.
. "$(dirname "$0")/cash.sh"
cash_cases bank_matching
