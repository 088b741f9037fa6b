#!/bin/sh
# Published cases of allocation.
. "$(dirname "$0")/cash.sh"
cash_cases allocation
