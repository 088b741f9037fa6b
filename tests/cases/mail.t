#!/bin/sh
# Published cases of mail: headers, addresses, dates.
. "$(dirname "$0")/cases.sh"
cases mail
