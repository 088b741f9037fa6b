#!/bin/sh
# Published cases of reports: survival.
. "$(dirname "$0")/reports.sh"
report_cases cases_reports/survival
