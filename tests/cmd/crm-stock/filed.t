#!/bin/sh
# What a file says of moves is history, but for what no ledger can have.
. "$(dirname "$0")/../../lib.sh"

level() {
	crm-stock level list -w "product = '=$1'" -o csv -c on_hand,value | sed 1d
}
rows() {
	{
		echo 'ext,moved_on,product,warehouse,kind,quantity,value,of,to'
		printf '%s\n' "$@"
	} > rows.csv
}
refused() {
	run "$1" "$2" crm-stock move import rows.csv
	like_err "$3"
}

book
quiet crm-stock warehouse add name=W
quiet crm-stock warehouse add name=V
for method in average fifo; do
	quiet crm-stock add sku=$method cost_method=$method
	quiet crm-stock receive product=$method quantity=10 price=3 on=2026-11-01 warehouse=W
	for row in receipt,2,-6 return,2,-6 count,2,-6; do
		rows ",2026-11-05,$method,W,$row,,"
		refused "$method: $row" 4 'value: of a move of the kind .* that brings goods is at least zero'
	done
	for row in issue,-2,6 supplier-return,-1,6 count,-1,6; do
		rows ",2026-11-05,$method,W,$row,,"
		refused "$method: $row" 4 'value: of a move of the kind .* that takes goods is at most zero'
	done
	rows ",2026-11-05,$method,W,transfer,-2,6,,V"
	refused 'what is sent takes its worth along' 4 'value: .* at most zero'
	rows ",2026-11-05,$method,W,reversal,1,6,,"
	refused 'nothing is taken back' 4 'of: is required: a move of the kind reversal names the one that it takes back'
	rows ",2026-11-05,$method,W,transfer,4,,," ",2026-11-05,$method,W,transfer,4,,,V"
	refused 'nothing left' 4 'of: is required: a move of the kind transfer names the one that it arrives from'
	rows ",2026-11-05,$method,W,transfer,-2,,,V"
	refused 'nothing arrives' 5 'leaves and arrives nowhere: the file needs the row of the kind transfer by which as many come'
	rows "t1,2026-11-05,$method,W,transfer,-2,,,V" "t2,2026-11-05,$method,V,transfer,3,,t1,"
	refused 'more arrive' 5 'of: .* is not such a move: of the same goods, of as many'
	rows "t1,2026-11-05,$method,W,transfer,-2,,,V" "t2,2026-11-05,$method,V,transfer,2,7,t1,"
	refused 'they are worth more' 5 'value: is not what .* took along; leave it blank'
	is "$(level $method)" '10,30.00' 'nothing was written'
	rows "$method-1,2026-11-05,$method,W,transfer,-2,,,V" "$method-2,2026-11-05,$method,V,transfer,2,,$method-1," \
	    "$method-3,2026-11-06,$method,W,issue,-3,-9.00,,"
	run 'both ends' 0 crm-stock move import rows.csv -q
	is "$(level $method)" '5,15.00
2,6.00' 'at what they cost'
	run 'again' 0 crm-stock move import rows.csv -o ids
	like_err 'unchanged 3'
	run 'sound' 0 crm-admin check --deep -q
done

# What no ledger can be worth is refused by its row; a blank value is what it costs.
for method in average fifo; do
	quiet crm-stock add sku=b$method cost_method=$method
	rows "$method-r,2026-11-01,b$method,W,receipt,10,20,,"
	quiet crm-stock move import rows.csv
	rows ",2026-11-05,b$method,W,issue,-5,-50,,"
	refused "$method: more than all is worth" 5 'value: takes off more than what is left of it is worth, which is 20.00'
	rows ",2026-11-05,b$method,W,issue,-10,-5,,"
	refused "$method: nothing would be worth something" 5 'value: is not what it takes along, which is -20.00; leave it blank'
	rows ",2026-11-05,b$method,W,difference,0,-50,,"
	refused "$method: as a difference" 5 'value: takes off more than'
	rows ",2026-11-05,b$method,W,cost,0,-50,$method-r,"
	refused "$method: as a cost" 5 'value: takes off more than'
	rows ",2026-11-05,b$method,W,reversal,-10,-5,$method-r,"
	refused "$method: taken back at another sum" 5 'value: is not what SM.* was worth; leave it blank'
	is "$(level b$method)" 10,20.00 'nothing was written'
	rows "$method-b,2026-11-05,b$method,W,receipt,10,30,," ",2026-11-06,b$method,W,reversal,-10,,$method-b," \
	    ",2026-11-07,b$method,W,issue,-5,-10.00,," ",2026-11-08,b$method,W,issue,-5,,,"
	run "$method: what fits comes in" 0 crm-stock move import rows.csv -q
	is "$(level b$method)" 0,0.00 'and nothing is worth nothing'
done
rows fifo-c,2026-11-01,bfifo,W,receipt,10,20,, ",2026-11-05,bfifo,W,issue,-5,-9.99,,"
refused 'a cent beside the layers' 5 'value: is not what it takes along, which is -10.00; leave it blank'
rows ",2026-11-05,bfifo,W,cost,0,1,,"
refused 'a cost of no receipt' 5 'of: is required: bfifo is kept first in, first out'
run 'sound' 0 crm-admin check --deep -q

# ---- a cost that was shared out is the same when its file comes again ----

for method in average fifo; do
	other cost_$method
	crm-admin init -q
	for w in W V; do crm-stock warehouse add name=$w -q > printed; done
	crm-stock add sku=A cost_method=$method -q > printed
	rows r,2026-10-01,A,W,receipt,10,30,, t1,2026-10-02,A,W,transfer,-2,,,V \
	    t2,2026-10-02,A,V,transfer,2,,t1, i,2026-10-03,A,W,issue,-5,,, c,2026-10-06,A,W,cost,0,5,r,
	run "$method: a cost of what partly left" 0 crm-stock move import rows.csv -q -o ids
	run "$method: shares of it" 0 crm-stock move list -w 'kind = cost' -c warehouse,value,expense -o csv
	is_out 'warehouse,value,expense
W,1.50,2.50
V,1.00,'
	run "$method: the file again" 0 crm-stock move import rows.csv --again -q -o ids
	run "$method: and told" 0 crm-stock move import rows.csv --again -o ids
	like_err 'read 5, unchanged 5$'
	sed 's/cost,0,5,r/cost,0,6,r/' rows.csv > other.csv
	run "$method: another cost is none of it" 4 crm-stock move import other.csv -o ids
	like_err 'other.csv:6: .*already, with other values'
	sed 's/cost,0,5,r/cost,0,1.50,r/' rows.csv > other.csv
	run "$method: its share is, as a list without the expense has it" 0 \
	    crm-stock move import other.csv -o ids
	crm-stock move list -o csv > whole.csv
	run "$method: our own list says both" 0 crm-stock move import whole.csv -o ids
	like_err 'read 6, unchanged 6$'
	run "$method: the books" 0 crm-admin check --deep -q
done
done_testing
