#!/bin/sh
# Nothing is invoiced beyond what an order comes to, nor beyond its contract: not by what
# somebody charges by hand, nor by an invoice over several.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
last() { crm-order invoice list -o ids -s -invoice_id -l 1; }
quiet crm-customer add name=Acme

# ---- an order ----

o=$(crm-order add -o ids -q customer=C1 amount=1000 form=confirmation)
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
r=$(crm-order receivable add -o ids -q customer=C1 order="$o" amount=500)
is "$(crm-order list -o csv -c billable -w "id = $o" | sed 1d)" 1000.00 \
    'what is charged by hand is nothing that the order comes to'
run 'the order' 0 crm-order invoice "$o" -q
run 'and not beyond it' 5 crm-order receivable invoice "$r"
like_err "nothing of $r is left to invoice"
quiet crm-order amend "$o"
quiet crm-order set "$o" amount=1500
quiet crm-order submit "$o"
quiet crm-order confirm "$o"
run 'amended, so much may be' 0 crm-order receivable invoice "$r" -q
o=$(crm-order add -o ids -q customer=C1 form=confirmation)
run 'of one that says nothing of what it comes to' 0 sh -c \
    "r=\$(crm-order receivable add -o ids -q customer=C1 order=$o amount=500); crm-order list -o csv -c billable -w 'id = $o' | sed 1d"
is_out 500.00

# ---- contracts, and an invoice over two of them ----

signed() {
	k=$(crm-order contract add -o ids -q customer=C1 title=K kind=framework amount="$1")
	quiet crm-order contract submit "$k"
	quiet crm-order contract sign "$k" party=seller signed_by=A
	quiet crm-order contract sign "$k" party=customer signed_by=B
}
signed 100
r1=$(crm-order receivable add -o ids -q customer=C1 contract="$k" amount=150)
k1=$k
signed 100
r2=$(crm-order receivable add -o ids -q customer=C1 contract="$k" amount=90)
run 'of one, not beyond it' 5 crm-order receivable invoice "$r1"
like_err "50.00 more than may be invoiced of $k1"
run 'of two, not beyond either' 5 crm-order receivable invoice "$r2" "$r1"
like_err "is 50.00 more than may be invoiced of $k1: a signed amendment raises it"
quiet crm-order receivable void "$r1"
r1=$(crm-order receivable add -o ids -q customer=C1 contract="$k1" amount=60)
run 'within them' 0 crm-order receivable invoice "$r2" "$r1" -q
run 'on one invoice' 0 crm-order invoice list "$(last)" -o csv -c contract_id,gross
is_out 'contract_id,gross
,150.00'
r3=$(crm-order receivable add -o ids -q customer=C1 contract="$k" amount=20)
run 'which counts to each' 5 crm-order receivable invoice "$r3"
like_err "10.00 more than may be invoiced of $k"
run 'so in the books' 0 crm-admin check -q
done_testing
