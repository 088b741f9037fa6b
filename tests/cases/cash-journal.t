#!/bin/sh
# Published cases of receivables: journal.
. "$(dirname "$0")/cash.sh"
cash_cases journal
