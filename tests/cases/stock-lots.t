#!/bin/sh
# Published cases of stock: lots.
. "$(dirname "$0")/stock.sh"
stock_cases stock_lots
