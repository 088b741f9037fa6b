#!/bin/sh
# Published cases of returns and their credits.
. "$(dirname "$0")/orders.sh"
order_cases returns_credit_qty
