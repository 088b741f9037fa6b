#!/bin/sh
# Published cases of payment terms.
. "$(dirname "$0")/cash.sh"
cash_cases payment_terms
