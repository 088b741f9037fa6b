#!/bin/sh
# Published cases of credit at every way into confirmed.
. "$(dirname "$0")/orders.sh"
order_cases credit
