#!/bin/sh
# What is not for sale is to be had by nobody, and of days to come nobody knows.
. "$(dirname "$0")/../../lib.sh"

book
quiet crm-stock warehouse add name=W
quiet crm-stock warehouse add name=Q kind=quarantine
quiet crm-admin setting add name=stock_warehouse value=W
quiet crm-stock add sku=A
quiet crm-stock receive product=A quantity=100 price=3 on=2026-11-01
quiet crm-stock transfer product=A quantity=100 to=Q on=2026-11-05
is "$(crm-report turnover --from 2026-11-01 -o csv -c sku,average,out_days | sed 1d)" 'A,300.00,17' \
    'from the 5th to the 21st nothing was for sale'
quiet crm-stock receive product=A quantity=90 price=3 on=2026-11-18
quiet crm-stock issue product=A quantity=45 on=2026-11-19
days=$(crm-report cover -o csv -c on_hand,daily,cover_days | sed 1d)
is "${days%%,*}" 145 'all that is there'
is "$(echo "$days" | awk -F, '{ print ($3 * $2 < 46 && $3 * $2 > 44) }')" 1 'lasts as what is for sale'

quiet crm-stock add sku=B
quiet crm-stock receive product=B quantity=10 price=10 on=2026-11-11
quiet crm-stock issue product=B quantity=10 on=2026-11-16
quiet crm-stock receive product=B quantity=10 price=10 on=2026-11-20
quiet crm-stock issue product=B quantity=10
of_month() {
	crm-report turnover --from som --to "$1" -w 'sku = B' -o csv -c cost,average,out_days | sed 1d
}
is "$(of_month eom)" '200.00,28.57,5' 'up to today'
is "$(of_month eom)" "$(of_month today)" 'though the month is longer'
done_testing
