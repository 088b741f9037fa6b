#!/bin/sh
# A quote is valid on the day that it is of, at least.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
quiet crm-stock product add sku=P name=P list_price=100
before='valid_until: 2026-11-01 is before quoted_on, 2026-11-20'

run 'added' 4 crm-deal quote add customer=Acme quoted_on=2026-11-20 valid_until=2026-11-01
is_err "crm-deal: $before"
run 'that day alone' 0 crm-deal quote add customer=Acme quoted_on=2026-11-20 valid_until=2026-11-20 -q -o ids
run 'set' 4 crm-deal quote set QU1 valid_until=2026-11-01
is_err "crm-deal: $before"
run 'its first day set' 4 crm-deal quote set QU1 quoted_on=2026-11-21
like_err 'valid_until: 2026-11-20 is before quoted_on, 2026-11-21'
printf 'customer,quoted_on,valid_until\nAcme,2026-11-20,2026-11-01\n' > q.csv
run 'by a file' 4 crm-deal quote import q.csv
like_err "q.csv:2: $before"
printf 'customer,quoted_on\nAcme,2026-11-20\n' > q.csv
run 'by a default' 4 crm-deal quote import q.csv --default valid_until=2026-11-01
like_err "$before"
printf 'customer,valid_until\nAcme,2026-11-01\n' > q.csv
run 'of no day yet' 0 crm-deal quote import q.csv -q
quiet crm-deal quote-line add quote=QU2 product=P quantity=1
run 'submitted, which makes it of today' 4 crm-deal quote submit QU2
like_err 'valid_until: 2026-11-01 is before quoted_on, 2026-11-21'
run 'till later' 0 crm-deal quote set QU2 valid_until=2026-12-01 -q
run 'it is' 0 crm-deal quote submit QU2 -q

done_testing
