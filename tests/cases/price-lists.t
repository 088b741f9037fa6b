#!/bin/sh
# Published cases of price lists.
. "$(dirname "$0")/orders.sh"
order_cases price_lists
