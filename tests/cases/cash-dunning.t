#!/bin/sh
# Published cases of dunning.
. "$(dirname "$0")/cash.sh"
cash_cases dunning
