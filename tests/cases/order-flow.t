#!/bin/sh
# Published cases of orders that ship.
. "$(dirname "$0")/orders.sh"
order_cases order_flow
