#!/bin/sh
# Published cases of forecasts by category, coverage and targets.
. "$(dirname "$0")/reports.sh"
report_cases cases_people/targets
