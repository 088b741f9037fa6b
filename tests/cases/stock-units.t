#!/bin/sh
# Published cases of stock: units.
. "$(dirname "$0")/stock.sh"
stock_cases stock_units
