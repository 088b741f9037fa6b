#!/bin/sh
# Cost that is added to a receipt follows its goods through transfers.
. "$(dirname "$0")/../../lib.sh"

last() { crm-admin log -l 1 -o csv -c batch | sed 1d; }
level() {
	crm-stock level list -w "product = '=$1'" -o csv -c warehouse,on_hand,value -s warehouse | sed 1d
}
receipt() {
	crm-stock move list -w "product = '=$1' and kind = receipt" -o csv -c id | sed 1d
}
cost() {
	crm-stock move list -w "product = '=$1' and kind = cost" -o csv \
	    -c warehouse,value,expense -s id | sed 1d
}
sound() { run "sound: $1" 0 crm-admin check --deep -q; }

book
quiet crm-stock warehouse add name=W
quiet crm-stock warehouse add name=V
quiet crm-stock warehouse add name=T kind=transit
quiet crm-admin setting add name=stock_warehouse value=W
for method in average fifo; do
	p=all-$method
	quiet crm-stock add sku="$p" cost_method="$method"
	quiet crm-stock receive product="$p" quantity=10 price=2
	quiet crm-stock transfer product="$p" quantity=10 to=V
	run "$method: all of it was moved" 0 crm-stock add-cost of="$(receipt "$p")" value=10 -q
	is "$(cost "$p")" 'W,0.00,0.00
V,10.00,' 'and is worth more there'
	is "$(level "$p")" 'V,10,30.00
W,0,0.00' 'none of it was sold'
	sound 'both'
	batch=$(last)
	run 'that is taken back' 0 crm-admin undo "$batch" -q
	is "$(level "$p")" 'V,10,20.00
W,0,0.00' 'there'
	run 'and that' 0 crm-admin undo "$(last)" -q
	is "$(level "$p")" 'V,10,30.00
W,0,0.00' 'again'
	sound 'again'

	# Ten: one is here, two are on their way, three beyond, one of these back; four sold.
	p=some-$method
	quiet crm-stock add sku="$p" cost_method="$method"
	quiet crm-stock receive product="$p" quantity=10 price=3
	quiet crm-stock transfer product="$p" quantity=5 to=V
	quiet crm-stock issue product="$p" quantity=2
	quiet crm-stock issue product="$p" quantity=2 warehouse=V
	quiet crm-stock send product="$p" quantity=2 to=V
	quiet crm-stock transfer product="$p" quantity=1 warehouse=V to=W
	run 'to where each is' 0 crm-stock add-cost of="$(receipt "$p")" value=0.99 -q
	is "$(cost "$p")" 'W,0.20,0.40
V,0.20,
T,0.19,' 'and what was sold is expense'
	is "$(level "$p")" 'T,2,6.19
V,2,6.20
W,2,6.20' 'each is worth its share'
	sound 'each'
	run 'a credit likewise' 0 crm-stock add-cost of="$(receipt "$p")" value=-1.98 -q
	batch=$(last)
	is "$(level "$p")" 'T,2,5.79
V,2,5.81
W,2,5.80' 'takes off each'
	sound 'that too'
	quiet crm-stock issue product="$p" quantity=1 warehouse=V
	run 'one has left since' 5 crm-admin undo "$batch"
	like_err "add-cost of=$(receipt "$p") value=1.98 takes it off what is left"
done

# A file of both: as the verb would, and what a book wrote as it wrote it.
quiet crm-stock add sku=file cost_method=fifo
cat > rows.csv << 'CSV'
ext,moved_on,product,warehouse,kind,quantity,value,of,to,expense
a,2026-11-01,file,W,receipt,10,30,,,
b,2026-11-02,file,W,transfer,-6,,,V,
c,2026-11-02,file,V,transfer,6,,b,,
d,2026-11-03,file,W,issue,-2,,,,
CSV
run 'history' 0 crm-stock move import rows.csv -q
{
	head -n 1 rows.csv
	echo 'e,2026-11-04,file,W,cost,0,2.00,a,,2.00'
	echo 'f,2026-11-04,file,V,cost,0,6.00,e,,'
} > more.csv
run 'what a book wrote' 0 crm-stock move import more.csv -q
is "$(level file)" 'V,6,24.00
W,2,8.00' 'as it wrote it'
sound 'from a file'
done_testing
