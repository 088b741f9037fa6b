#!/bin/sh
# Published cases of dso collection.
. "$(dirname "$0")/cash.sh"
cash_cases dso_collection
