#!/bin/sh
# Published cases of chat robots: the form of a payload.
. "$(dirname "$0")/cases.sh"
cases webhook
