#!/bin/sh
# A deal is demand until its order is confirmed.
. "$(dirname "$0")/../../lib.sh"

book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A lead_time=30 list_price=10
quiet crm-stock receive product=A quantity=10 price=3
quiet crm-customer add name=K
quiet crm-deal add name=d customer=K stage=proposal probability=50 expected_close=2026-12-05
quiet crm-deal deal-line add deal=D1 product=A quantity=40 unit_price=10
plan() { crm-stock plan A -o csv all=yes -c open_orders,quantity 2> /dev/null | sed 1d; }
is "$(plan)" '0,10' 'half of 40, less 10'
quiet crm-order add customer=C1 deal=D1
quiet crm-order order-line add order=O1 product=A quantity=40 unit_price=10
is "$(plan)" '0,10' 'an order that is a draft holds nothing'
quiet crm-order submit O1
is "$(plan)" '0,10' 'nor does one that waits'
quiet crm-order confirm O1
is "$(plan)" '40,0' 'one that is confirmed does'
quiet crm-order cancel O1 reason=x
is "$(plan)" '0,10' 'until it is cancelled'
done_testing
