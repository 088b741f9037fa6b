#!/bin/sh
# Published random numbers and simulations with a closed form: montecarlo.
. "$(dirname "$0")/cases.sh"
simulate cases_reports/montecarlo
