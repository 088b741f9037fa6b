#!/bin/sh
# Published cases of receivables: revaluation.
. "$(dirname "$0")/cash.sh"
cash_cases revaluation
