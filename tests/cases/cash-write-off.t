#!/bin/sh
# Published cases of write off.
. "$(dirname "$0")/cash.sh"
cash_cases write_off
