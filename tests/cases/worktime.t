#!/bin/sh
# Published cases of working time: other systems, breaks, zones, waits.
. "$(dirname "$0")/cases.sh"
cases worktime
