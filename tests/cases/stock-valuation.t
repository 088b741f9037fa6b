#!/bin/sh
# Published cases of stock: valuation.
. "$(dirname "$0")/stock.sh"
stock_cases stock_valuation
