#!/bin/sh
# Published cases of reports: basket.
. "$(dirname "$0")/reports.sh"
report_cases cases_reports/basket
