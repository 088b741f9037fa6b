#!/bin/sh
# Published cases of calendars: folding, escaping, parameters.
. "$(dirname "$0")/cases.sh"
cases ics-vcard
