#!/bin/sh
# Published cases of overpayment refund.
. "$(dirname "$0")/cash.sh"
cash_cases overpayment_refund
