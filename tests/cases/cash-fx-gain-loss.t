#!/bin/sh
# Published cases of fx gain loss.
. "$(dirname "$0")/cash.sh"
cash_cases fx_gain_loss
