#!/bin/sh
# Published cases of reports: concentration.
. "$(dirname "$0")/reports.sh"
report_cases cases_reports/concentration
