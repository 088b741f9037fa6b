#!/bin/sh
# Published cases of approvals.
. "$(dirname "$0")/orders.sh"
order_cases approvals
