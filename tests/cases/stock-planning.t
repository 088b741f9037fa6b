#!/bin/sh
# Published cases of stock: planning.
. "$(dirname "$0")/stock.sh"
stock_cases stock_planning
