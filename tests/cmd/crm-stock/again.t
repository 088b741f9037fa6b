#!/bin/sh
# A move that was taken back is another system's no more: its file may come again.
. "$(dirname "$0")/../../lib.sh"

batch() { sed -n 's/.*batch \(B[0-9]*\).*/\1/p' err | tail -1; }
level() { crm-stock level list -c on_hand,value -o csv | sed 1d; }
ids() { crm-stock move list -w "ext in (m1, m2)" -o ids | tr '\n' ' '; }

book
quiet crm-stock warehouse add name=W
quiet crm-stock add sku=A
cat > m.csv <<'END'
ext,moved_on,product,warehouse,kind,quantity,value
m1,2026-10-01,A,W,receipt,10,30
m2,2026-10-02,A,W,issue,-4,
END
run 'a file of moves' 0 crm-stock move import m.csv
first=$(batch)
run 'a second time it changes nothing' 0 crm-stock move import m.csv -o ids
like_err 'read 2, unchanged 2'
run 'taken back' 0 crm-admin undo "$first"
undone=$(batch)
is "$(ids)" '' 'what was taken back has no id of theirs'
run 'it comes anew' 0 crm-stock move import m.csv
like_err 'read 2, inserted 2'
second=$(batch)
is "$(level)" '6,18.00' 'and is in stock'
run 'what took it back stands then' 5 crm-admin undo "$undone"
like_err 'SM1 ext has its key taken since'
run 'taken back again' 0 crm-admin undo "$second"
sed 's/,30$/,33/' m.csv > n.csv
run 'mended it comes too' 0 crm-stock move import n.csv
like_err 'read 2, inserted 2'
is "$(level)" '6,19.80' 'as it is now'
run 'and taken back' 0 crm-admin undo "$(batch)"
run 'which is undone' 0 crm-admin undo "$(batch)"
is "$(level)" '6,19.80' 'it stands again'
run 'with its ids' 0 crm-stock move import n.csv
like_err 'read 2, unchanged 2'
run 'and the book is sound' 0 crm-admin check --deep -q

# ---- documents with numbers of another system likewise ----

quiet crm-customer add name=K
printf 'number,customer,status\nX1,K,confirmed\n' | quiet crm-order import -
printf 'order,product,quantity,unit_price\nX1,A,4,1\n' | quiet crm-order order-line import -
for kind in delivery return; do
	case $kind in
	delivery) printf 'ext,number,order,shipped_on\nq1,X-7,X1,2026-11-20\n' ;;
	return) printf 'ext,number,order,order_line,quantity,returned_on\nq1,X-8,X1,OL1,1,2026-11-21\n' ;;
	esac > rows.csv
	run "a $kind" 0 crm-order $kind import rows.csv
	run 'undone' 0 crm-admin undo "$(batch)"
	run 'it comes again' 0 crm-order $kind import rows.csv
	like_err 'read 1, inserted 1'
done
done_testing
