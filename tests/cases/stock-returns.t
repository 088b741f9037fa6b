#!/bin/sh
# Published cases of stock: returns.
. "$(dirname "$0")/stock.sh"
stock_cases stock_returns
