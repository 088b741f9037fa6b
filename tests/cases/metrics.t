#!/bin/sh
# Published cases of errors of forecasts.
. "$(dirname "$0")/cases.sh"
series cases_reports/metrics
