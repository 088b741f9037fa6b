#!/bin/sh
# Published cases of the numbers of documents.
. "$(dirname "$0")/orders.sh"
order_cases numbering
