#!/bin/sh
# Published cases of reports: rfm.
. "$(dirname "$0")/reports.sh"
report_cases cases_reports/rfm
