#!/bin/sh
# Published cases of receivables: bills of exchange.
. "$(dirname "$0")/cash.sh"
cash_cases bills_of_exchange
