#!/bin/sh
# Published cases of Croston's method and its kin.
. "$(dirname "$0")/cases.sh"
series cases_reports/intermittent
