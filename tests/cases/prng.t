#!/bin/sh
# Published random numbers and simulations with a closed form: prng.
. "$(dirname "$0")/cases.sh"
simulate cases_reports/prng
