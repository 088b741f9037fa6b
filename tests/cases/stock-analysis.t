#!/bin/sh
# Published cases of stock: analysis.
. "$(dirname "$0")/stock.sh"
stock_cases stock_analysis
