#!/bin/sh
# Published figures of service through the commands: see figures.py.
. "$(dirname "$0")/../../lib.sh"
data=$TOP/../shared/data/cases_work
need "$data"
book
python3 "$TOP/tests/cmd/crm-customer/figures.py" "$data"
