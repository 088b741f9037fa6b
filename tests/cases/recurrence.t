#!/bin/sh
# Published cases of rules that recur: RFC 5545's examples and what other
# programs had wrong.
. "$(dirname "$0")/cases.sh"
cases recurrence
