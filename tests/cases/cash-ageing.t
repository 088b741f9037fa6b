#!/bin/sh
# Published cases of ageing.
. "$(dirname "$0")/cash.sh"
cash_cases ageing
