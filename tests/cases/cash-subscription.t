#!/bin/sh
# Published cases of what subscriptions cost.
. "$(dirname "$0")/cash.sh"
cash_cases subscription
