#!/bin/sh
# Published cases of reports: cohort.
. "$(dirname "$0")/reports.sh"
report_cases cases_reports/cohort
