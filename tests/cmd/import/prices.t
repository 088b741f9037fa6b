#!/bin/sh
# A price list that comes again finds its prices, though they have no key of one field:
# by list, product, for whom, from how many, in what unit and currency, from when, and
# what is given with them.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
prices() { crm-stock price list -o csv -c "${1:-price_id,price}" | sed 1d | paste -sd' '; }

quiet crm-customer add name=Acme
quiet crm-stock product add sku=A name=A
quiet crm-stock product add sku=B name=B
cat > p.csv <<'END'
List,Product,Customer,Grade,From quantity,Price,Currency,From,Unit
,A,,,,10,,,
,A,,,10,9,,,
,A,Acme,,10,8,,,
,A,,A,10,7,,,
,A,,,10,2,USD,,
,A,,,10,6,,2026-12-01,
,A,,,10,85,,,box
Fair,A,,,10,5,,,
,B,,,10,4,,,
END
run 'a list' 0 crm-stock price import p.csv -q
run 'again' 0 crm-stock price import p.csv -o ids
is_err 'crm-stock: read 9, unchanged 9'
crm-stock price list -o csv | cut -d, -f2- > out.csv
run 'as it is exported, without ids' 0 crm-stock price import out.csv -o ids
like_err 'read 9, unchanged 9'
crm-stock price list -o xlsx > out.xlsx
run 'and from a workbook' 0 crm-stock price import out.xlsx -o ids
like_err 'read 9, unchanged 9'
sed 's/,8,,,$/,8.5,,,/; s/^Fair/fair/' p.csv > q.csv
run 'with another price' 4 crm-stock price import q.csv -q
like_err 'q.csv:4: is PX3 already, with other values; --on-duplicate skip, fill or update'
run 'which is skipped' 0 crm-stock price import q.csv --on-duplicate skip -q
run 'or taken' 0 crm-stock price import q.csv --on-duplicate update -o ids
is "$(prices)" 'PX1,10 PX2,9 PX3,8.5 PX4,7 PX5,2 PX6,6 PX7,85 PX8,5 PX9,4' 'of the price that it is'
run 'an end is no other price' 0 sh -c "printf 'product,price,valid_to\nB,4,2026-12-31\n' |
	crm-stock price import - --default min_qty=10 --on-duplicate update -q"
is "$(crm-stock price list PX9 -o csv -c valid_to,min_qty | sed 1d) $(prices price_id | wc -w)" '2026-12-31,10 9' 'and what --default says counts'
run 'another beginning is' 0 sh -c "printf 'product,price,min_qty\nB,3,10\n' |
	crm-stock price import - --default valid_from=2027-01-01 -q"
is "$(prices price_id | wc -w)" 10 'one more'
printf 'product,price,min_qty\nB,3,20\nB,2,20\n' > twice.csv
run 'twice in a file' 4 crm-stock price import twice.csv -q
like_err 'twice.csv:3: '
quiet crm-stock price add product=B price=4 min_qty=10
run 'of two in the book neither is guessed' 4 sh -c "printf 'product,price,min_qty\nB,1,10\n' |
	crm-stock price import - --on-duplicate update -q"
like_err 'names more than one price'
quiet crm-stock price delete PX9 PX11
run 'what was deleted comes anew' 0 sh -c "printf 'product,price,min_qty\nB,1,10\n' | crm-stock price import - -q"
quiet crm-admin undo "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(prices price_id | wc -w)" 9 'and is undone'
run 'sound' 0 crm-admin check -q

done_testing
