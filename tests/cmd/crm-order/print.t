#!/bin/sh
# print: orders, deliveries, contracts, invoices and dunning letters, held to files in
# print/ (GOLDEN=write makes them anew); every template of the program can be read.
. "$(dirname "$0")/../../lib.sh"
book
GOLD=$TOP/tests/cmd/crm-order/print

quiet() { "$@" -q > /dev/null; }
# printed NAME COMMAND…: its output is that file.
printed() {
	name=$1
	shift
	run "$name" 0 "$@"
	sed '/<style>/,/<\/style>/d' out > printed
	[ "${GOLDEN-}" != write ] || cp printed "$GOLD/$name"
	run "is $name" 0 diff "$GOLD/$name" printed
}

# ---- every one of the program ----

for kind in quote order delivery contract invoice dunning-notice; do
	for format in text md html; do
		for language in en zh; do
			crm-admin template text for=$kind format=$format language=$language > t ||
			    echo "$kind $format $language: none"
			crm-admin template load t for=$kind format=$format language=$language \
			    -n -q 2>&1 > rows | sed "s/^/$kind $format $language: /"
		done
	done
done > mistakes
is "$(cat mistakes)" '' 'every template of the program can be read'

# ---- an order and what left for it ----

quiet crm-admin seller add name='Bridge & Sons' code=BS tax_no=GB1 address='1 High St
London' phone=+442012345678 bank=Barclays bank_account=12345678
quiet crm-customer add name=Acme city=Paris postcode=75001 country=France address='2 Rue <A>'
quiet crm-stock add sku=A name=Apple unit=kg
quiet crm-stock warehouse add name=WH
quiet crm-order add customer=C1 owner=ann promised_on=2026-12-15 ship_name=Dock ship_address='3 Quai' ship_city=Lyon
quiet crm-order order-line add order=O1 product=A quantity=12 unit_price=1.2345 tax_rate=20 discount=5
quiet crm-stock receive product=A quantity=50 price=1 warehouse=WH
quiet crm-order set O1 warehouse=WH
printed order-draft.en.text crm-order print O1
quiet crm-order submit O1
quiet crm-order confirm O1
quiet crm-order ship O1 carrier=DHL tracking=1Z
printed order.en.md crm-order print O1 -o md
printed delivery.en.text crm-order delivery print DV1
printed delivery.zh.html crm-order delivery print DV1 -o html --language zh
run 'one that was shipped in error' 0 crm-admin undo -q "$(crm-order delivery history DV1 -o csv -c batch | sed -n 2p)"
run 'says so' 0 crm-order delivery print DV1
like_out '^DELIVERY .*\(VOID\)'
run 'as it was' 0 crm-order delivery print DV1 --as-of "$(crm-admin log -o csv -c batch | sed -n 3p)"
run 'did not' 1 grep -q VOID out

# ---- a contract: lines, payments, clauses, signatures ----

quiet crm-order contract add customer=C1 title='边缘网关采购合同' drawn_on=2026-11-21 starts_on=2026-12-01 \
    ends_on=2027-11-30 tax_included=yes owner=ann
quiet crm-order contract-line add contract=CTR1 product=A quantity=12 unit_price=1900 tax_rate=13
quiet crm-order clause add contract=CTR1 line=2 heading=质保 text='自验收之日起 24 个月。'
quiet crm-order clause add contract=CTR1 line=1 heading=交货 text='预付款后 15 个工作日内。'
quiet crm-order receivable add customer=C1 contract=CTR1 amount=6840 due_on=2026-12-05 milestone='预付 30%'
printed contract.zh.text crm-order contract print CTR1 --language zh
printed contract.en.html crm-order contract print CTR1 -o html --language en
c=$(crm-order contract add customer=C1 title=F amount=5 parties='Elm' -q -o ids)
quiet crm-order contract submit "$c"
for p in seller customer Elm; do quiet crm-order contract sign "$c" party=$p signed_by=Wang; done
for f in text md html; do
	is "$(crm-order contract print "$c" -o $f --language zh | grep -o '[^ >]*：Wang' | paste -sd/)" \
	    '供方：Wang/需方：Wang/Elm：Wang' "who signed, in $f"
done

# ---- an invoice and a letter, as they came ----

printf 'customer,number,status,issued_on,title,kind,net,tax,gross,currency,rate\nC1,INV-1,issued,2026-11-20,Acme SA,special,100,13,113,EUR,8\n' |
    crm-order invoice import - -q > /dev/null
printf 'invoice,line,product,quantity,unit_price,tax_rate,net,tax,gross\nINV-1,1,A,10,10,13,100,13,113\n' |
    crm-order invoice-line import - -q > /dev/null
printed invoice.zh.text crm-order invoice print I1 --language zh
printed invoice.en.md crm-order invoice print I1 -o md
printf 'receivable,customer,level,sent_on,days,amount,fee,currency\nR1,C1,2,2027-01-20,46,6840,50,CNY\n' |
    CRM_NOW=2027-01-20T09:00:00Z crm-order dunning-notice import - -q > /dev/null
printed dunning.zh.html crm-order dunning-notice print DN1 -o html --language zh
printed dunning.en.text crm-order dunning-notice print DN1
quiet crm-admin template add for=order format=text name=mine body='{{customer.name}} {{#deliveries}}{{number}} {{status}}{{/deliveries}}'
run 'lists of what refers to it' 0 crm-order print O1
like_out '^Acme DN-.* Void'
done_testing
