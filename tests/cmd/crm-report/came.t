#!/bin/sh
# A delivery that came in full stays one, though some of it goes back later.
. "$(dirname "$0")/../../lib.sh"

suppliers() { crm-report suppliers -o csv | sed 1d; }

book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
quiet crm-stock purchase add supplier=x ordered_on=2026-10-01
for _ in 1 2; do
	quiet crm-stock purchase-line add purchase=PU1 product=A warehouse=W quantity=10 price=3 due_on=2026-10-11
done
quiet crm-stock receive purchase_line=PUL1 on=2026-10-04 quantity=4
is "$(suppliers)" '' 'not in full'
quiet crm-stock receive purchase_line=PUL1 on=2026-10-05
quiet crm-stock receive purchase_line=PUL2 on=2026-10-14
before=$(suppliers)
is "$(echo "$before" | cut -d, -f1-3)" 'x,2,8.5' 'two, after 4 and 13 days'
quiet crm-stock return-to-supplier purchase_line=PUL1 quantity=2 on=2026-10-20
is "$(suppliers)" "$before" 'some of it goes back'
quiet crm-stock receive purchase_line=PUL1 on=2026-11-10
is "$(suppliers)" "$before" 'and is replaced'
done_testing
