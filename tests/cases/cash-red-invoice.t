#!/bin/sh
# Published cases of red letters.
. "$(dirname "$0")/cash.sh"
cash_cases red_invoice
