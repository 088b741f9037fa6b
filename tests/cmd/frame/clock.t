#!/bin/sh
# With CRM_NOW every command prints the same bytes, and keeps the same bytes.
. "$(dirname "$0")/../../lib.sh"

work() {
	crm-admin init
	crm-admin field add entity=deal name=size type=int
	printf 'name,ext\nAda,1\nBea,2\nAda,3\n' | crm-customer import -
	printf 'name,customer,amount\na,ext:1,5\nb,Bea,\n' | crm-deal import -
	crm-deal add name=c size=3 expected_close=+1m
	crm-deal advance D1 D2
	crm-deal set D1 D2 D3 amount=7
	crm-admin undo B6
	crm-deal delete D3
	for o in table csv tsv json ndjson ids md; do
		crm-deal list -c all,version -o $o
		crm-deal history D1 -o $o
	done
	crm-admin log -o csv
	crm-admin feed
	crm-report pipeline
	crm-report funnel
	crm-deal list --as-of B5
	crm-deal list -o xlsx > sheet.xlsx && cksum < sheet.xlsx
	crm-admin check
	crm-admin init
	crm-deal show D9
}
for i in 1 2; do
	mkdir one
	(cd one && CRM_DB=book.db work) > "out$i" 2>&1
	mv one "was$i"
	sleep 1.1
done
cmp out1 out2 > difference 2>&1
is $? 0 'two runs, a second apart, print the same'
diff out1 out2 | head | say
is "$(grep -c '^D1' out1 | sed 's/^0$/none/')" "$(grep -c '^D1' out2)" 'and something'
run 'it was work' 0 grep -q 'updated 3 (batch B' out1
run 'time zones show, they do not change' 0 env TZ=Asia/Shanghai \
    crm-deal list D1 -c created,opened_on --db was1/book.db
is_out 'created,opened_on
2026-11-21T17:00:00+08:00,'
for now in yesterday 2026-13-01 '' ; do
	[ -z "$now" ] || {
		CRM_NOW=$now run "no clock: $now" 2 crm-deal list --db was1/book.db
		is_out ''
		like_err "^crm-deal: .*$now"
	}
done

done_testing
