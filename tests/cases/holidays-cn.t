#!/bin/sh
# Chinese holidays with their make-up days (调休), 2024 to 2026.
. "$(dirname "$0")/cases.sh"
cases holidays-cn
