#!/bin/sh
# Published cases of stock: reservation.
. "$(dirname "$0")/stock.sh"
stock_cases stock_reservation
