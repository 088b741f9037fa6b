#!/bin/sh
# Published cases of stock: backdated.
. "$(dirname "$0")/stock.sh"
stock_cases stock_backdated
