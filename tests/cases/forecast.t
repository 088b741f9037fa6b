#!/bin/sh
# Published cases of smoothing, Theta and errors.
. "$(dirname "$0")/cases.sh"
series cases_reports/forecast
