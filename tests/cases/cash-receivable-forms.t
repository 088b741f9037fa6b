#!/bin/sh
# Published cases of the forms in which receivables arise.
. "$(dirname "$0")/cash.sh"
cash_cases receivable_forms
