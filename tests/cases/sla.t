#!/bin/sh
# Published cases of promises in working time: waits, reopening, levels.
. "$(dirname "$0")/cases.sh"
cases sla
