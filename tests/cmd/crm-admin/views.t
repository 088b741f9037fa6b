#!/bin/sh
# Views for those who want SQL: the columns of list, with their names and units.
. "$(dirname "$0")/../../lib.sh"
book
crm-team team add -q name=East > /dev/null
crm-team add -q login=bob name=Bob team=East manager=ann > /dev/null
crm-admin field add -q entity=deal name=seats type=int > /dev/null
crm-admin field add -q entity=deal name=share type=percent > /dev/null
crm-admin field add -q entity=deal name=buddy type=ref ref=customer > /dev/null
crm-admin field add -q entity=deal name=seen type=instant > /dev/null
crm-admin field add -q entity=deal name=fee type=money > /dev/null
crm-customer add -q name=Ada owner=bob grade=A credit_limit=5000.5 > /dev/null
crm-customer add -q name=Bea kind=partner currency=KWD credit_limit=1.234 > /dev/null
d() { crm-deal add -q "$@" > /dev/null; }
d name=one customer=Ada amount=100.10 expected_close=2026-11-30 probability=40 \
    owner=bob seats=7 share=12.5 buddy=Bea seen=2026-11-01T08:30 fee=0.05
d name=yen customer=Bea currency=JPY rate=0.05 amount=1200 fee=7
d name=dinar currency=KWD rate=23.5 amount=-1.234
d name=gone
crm-deal delete -q D4
crm-task add -q subject=call about=D1 due=2026-12-01 owner=bob > /dev/null
crm-stock add -q sku=A1 name=Thing list_price=0.125 > /dev/null

ask 'SELECT 1 FROM v_deal' > got 2>&1 || echo refused >> got
is "$(tail -n 1 got)" refused 'none unless they are asked for'
run 'made' 0 crm-admin views -o csv
like_out '^v_deal,deal,crm-deal$'
like_out '^v_order_line,order-line,crm-order$'
sed '1d; s/,/ /g' out > kinds

# same_rows VIEW COMMAND…: what list prints is what the view has, numbers as numbers.
# A view's day is the machine's.
same_rows() {
	view=$1
	shift
	env -u CRM_NOW "$@" list -o csv | sed '1d; s/,/|/g' > want.rows
	ask "SELECT * FROM $view ORDER BY version, created, 1" | sort > got.rows
	sort want.rows | awk -F'|' '
	NR == FNR { want[FNR] = $0; n = FNR; next }
	{
		split(want[FNR], w, "|")
		for (i = 1; i <= NF; i++)
			if ($i != w[i] && ($i == "" || w[i] == "" ||
			    $i + 0 != w[i] + 0 || w[i] !~ /^[-0-9.]+$/))
				bad = bad " " FNR ":" i ":" $i "/" w[i]
	}
	END { if (bad != "" || FNR != n) { print n, FNR, bad; exit 1 } }' - got.rows
}
while read -r view kind program; do
	is "$(same_rows "$view" "$program" "$kind")" '' \
	    "$view: what $program $kind list prints"
done < kinds
is "$(ask 'SELECT sum(amount) > 1298 AND sum(amount) < 1299 FROM v_deal' |
    tr 1 t)" t 'amounts are numbers'
is "$(ask "SELECT deal_id FROM v_deal WHERE amount > 1000")" D2 'that compare'
is "$(ask "SELECT buddy, share, seats, fee, seen FROM v_deal WHERE name = 'one'" |
    sed 's/12\.50*|/12.5|/')" 'Bea|12.5|7|0.05|2026-11-01T08:30:00Z' "users' fields"
is "$(ask "SELECT c.grade, count(*) FROM v_deal d
    JOIN v_customer c ON c.customer_id = d.customer_id
    GROUP BY c.grade ORDER BY 1" | sed -n '/^A/p')" 'A|1' 'a join by ids'

# ---- read-only, and in nobody's way ----

ask "INSERT INTO v_deal (name) VALUES ('x')" > got 2>&1 ||
    echo refused >> got
is "$(tail -n 1 got)" refused 'nothing is written through them'
for sql in 'DELETE FROM v_deal' "UPDATE v_deal SET name = 'x'" \
    'UPDATE v_lead SET company = NULL' 'DELETE FROM v_word'; do
	ask "$sql" > got 2>&1 && echo "$sql"
done > written
is "$(cat written)" '' 'nor changed or deleted'
is "$(crm-deal list -o ids | wc -l)" 3 'all records are still there'
if on_server; then
	is "$(ask "SELECT count(*) FROM information_schema.views
	    WHERE table_schema = 'crm' AND is_updatable = 'YES'")" 0 'through none'
else
	skip 'through none' 'no view of SQLite is written through'
fi
run 'as-of works beside them' 0 crm-deal list --as-of B8 -o ids
run 'the book is sound' 0 crm-admin check -q
run 'again' 0 crm-admin views -q -o csv -c view
is "$(sed -n 2p out)" v_lead 'the same'

# ---- in step ----

run 'a new field' 0 crm-admin field add -q entity=deal name=extra type=text
is "$(ask "SELECT count(extra) FROM v_deal")" 0 'is in its view'
crm-deal set -q D1 extra=here > /dev/null
is "$(ask "SELECT extra FROM v_deal WHERE deal_id = 'D1'")" here 'with its values'
same_rows v_deal crm-deal > got
is "$(cat got)" '' 'where list has it'
run 'a dry run' 0 crm-admin field add -n -q entity=deal name=dry type=text
ask "SELECT dry FROM v_deal" > got 2>&1 || echo refused >> got
is "$(tail -n 1 got)" refused 'changes no view'
id=$(crm-admin field list -w 'name = extra' -o ids)
run 'a field goes' 0 crm-admin field delete -q "$id"
same_rows v_deal crm-deal > got
is "$(cat got)" '' 'from its view too'
run 'and comes back' 0 crm-admin undo -q "$(crm-admin log -l 1 -o csv -c batch | sed 1d)"
is "$(ask "SELECT extra FROM v_deal WHERE deal_id = 'D1'")" here 'so does the column'
if on_server; then
	logins viewer
	ask 'GRANT USAGE ON SCHEMA crm TO viewer; GRANT SELECT ON v_deal TO viewer'
	crm-admin field add -q entity=deal name=more type=text > /dev/null
	is "$(ask "SELECT has_table_privilege('viewer', 'crm.v_deal', 'SELECT')")" \
	    t 'who may read a view may do so again'
else
	skip 'who may read' 'a file has its permissions'
fi
run 'a migration of nothing' 0 crm-admin migrate
is "$(ask "SELECT count(*) FROM v_deal")" 3 'leaves them'

# ---- in copies ----

crm-admin copy -q copied.db
sqlite3 copied.db 'SELECT deal_id, name, stage FROM v_deal ORDER BY deal_id' > theirs
ask 'SELECT deal_id, name, stage FROM v_deal ORDER BY deal_id' > ours
[ -s ours ] && cmp -s ours theirs
result $? 'a copy has the views, and they show the same'
run 'it is sound' 0 crm-admin check -q --db copied.db
crm-admin backup -q backed.db
sqlite3 backed.db 'SELECT deal_id, name, stage FROM v_deal ORDER BY deal_id' | cmp -s ours -
result $? 'so has a backup'
crm-admin init -q --currency JPY --db yen.db
crm-deal add -q name=one amount=1500 --db yen.db > /dev/null
crm-admin views -q --db yen.db > /dev/null
crm-admin copy -q yen2.db --db yen.db
is "$(sqlite3 yen2.db 'SELECT amount = 1500, amount_base = 1500 FROM v_deal')" '1|1' \
    'in the digits of its base currency'

run 'dropped' 0 crm-admin views drop
is_out ''
ask "SELECT 1 FROM v_deal" > got 2>&1 || echo refused >> got
is "$(tail -n 1 got)" refused 'they are gone'
run 'no field brings them back' 0 crm-admin field add -q entity=deal name=late type=text
ask "SELECT 1 FROM v_deal" > got 2>&1 || echo refused >> got
is "$(tail -n 1 got)" refused 'they stay gone'
crm-admin copy -q none.db
is "$(sqlite3 none.db "SELECT count(*) FROM sqlite_master WHERE type = 'view'")" \
    0 'nor does a copy'
# ---- what check says of them ----

book
run 'none' 0 crm-admin check -q
crm-admin views > made
run 'as they were made' 0 crm-admin check -q
ask 'DROP VIEW v_deal' > made
ask 'DROP VIEW v_lead' > made
ask 'CREATE VIEW v_lead AS SELECT id AS lead_id, company FROM lead' > made
run 'meddled' 4 crm-admin check -o csv
is_out 'code,id,field,message
view,,,the view v_lead is not as these programs make it; crm-admin views makes it again
view,,,the view v_deal is not there; crm-admin views makes it again'
crm-admin views > made
run 'made again' 0 crm-admin check -q
crm-admin field add -q entity=lead name=size_m2 type=decimal > made
run 'with a new field' 0 crm-admin check -q
run 'after they went' 0 crm-admin views drop
run 'none is none' 0 crm-admin check -q
if on_server; then
	skip 'a view that cannot be read' 'the server has none such'
else
	crm-admin views > made
	ask 'DROP VIEW v_task; CREATE VIEW v_task AS SELECT * FROM nowhere'
	run 'a view that cannot be read' 4 crm-admin check -o csv
	like_out '^view,,,the view v_task is not as these programs make it'
fi
run 'nothing else' 2 crm-admin views v_deal
is_err "crm-admin: views takes nothing, or drop, not 'v_deal'"
done_testing
