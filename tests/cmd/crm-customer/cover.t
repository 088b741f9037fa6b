#!/bin/sh
# What covers a case: what was delivered by its serial number, its warranty, a
# contract of service with hours of its own, and who pays.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > out 2> err || result 1 "$*: $(cat err)"; }
# made FIELDS NAME=VALUE…: a new case, by these fields.
made() {
	fields=$1
	shift
	crm-customer case add subject=Broken "$@" -q -o csv -c "$fields" | sed 1d
}

# ---- what was delivered ----

quiet crm-customer add name=Acme
quiet crm-customer add name='上海光学'
quiet crm-stock warehouse add name=Main
run 'months' 0 crm-stock add sku=CAM name=Camera tracking=serial warranty_months=24 -q -o ids
run 'no months' 4 crm-stock set CAM warranty_months=-1
is_err 'crm-stock: warranty_months: must be at least 0'
quiet crm-stock add sku=OLD name=Scope tracking=serial warranty_months=1
quiet crm-stock add sku=SVC name=Setup stocked=no warranty_months=6
for n in CAM,SN-1 CAM,SN-2 CAM,SN-3 OLD,SN-3 OLD,SN-8; do
	quiet crm-stock receive product="${n%,*}" quantity=1 price=5 lot="${n#*,}" \
	    on=2026-01-01
done

# shipped CUSTOMER PRODUCT QUANTITY DAY: an order that left on a day.
shipped() {
	o=$(crm-order add customer="$1" ordered_on="$4" -o ids -q)
	quiet crm-order order-line add order="$o" product="$2" quantity="$3" unit_price=9
	quiet crm-order submit "$o"
	quiet crm-order confirm "$o"
	quiet crm-order ship "$o" on="$4"
}
shipped Acme CAM 2 2026-01-31
shipped '上海光学' OLD 1 2026-02-28
shipped Acme SVC 1 2026-08-31

is "$(crm-stock move list -w 'kind = issue' -o csv -c lot | sed 1d | paste -sd' ')" \
    'SN-1 SN-2 SN-3' 'what left'
is "$(made customer,product,warranty_until,entitlement serial=sn-2)" \
    'Acme,Camera,2028-01-31,warranty' 'a number in any spelling says all of it'
is "$(crm-customer case show CS1 -o csv -c delivery_line.delivery.number | sed 1d)" \
    DN-20260131-0001 'and the delivery'
is "$(made customer,product,warranty_until,entitlement serial=SN-3 product=OLD)" \
    '上海光学,Scope,2026-03-28,paid' 'the warranty is over'
is "$(made customer,product,warranty_until,entitlement serial=SN-8)" \
    ',,,' 'what never left says nothing'
is "$(made warranty_until,entitlement serial=SN-1 warranty_until=2026-12-31 entitlement=goodwill)" \
    '2026-12-31,goodwill' 'what is said stays'
line=$(crm-order delivery-line list -w 'order_line.product = SVC' -o ids)
is "$(made customer,product,warranty_until,entitlement delivery_line="$line")" \
    'Acme,Setup,2027-02-28,warranty' 'a line without a number'
run 'signed for later' 0 crm-order delivery set DV1 signed_on=2026-02-03 -q -o ids
is "$(made warranty_until serial=SN-1)" 2028-02-03 'the warranty is from the signature on'

run 'another number' 0 crm-customer case set CS1 serial=SN-3 product=OLD -q -o csv \
    -c customer,warranty_until,entitlement
is_out 'customer,warranty_until,entitlement
Acme,2026-03-28,paid'
run 'and one that nobody knows' 0 crm-customer case set CS1 serial=SN-77 -q -o csv \
    -c delivery_line,warranty_until,entitlement
is_out 'delivery_line,warranty_until,entitlement
,,'
run 'of a file too' 0 crm-customer case import -q -o csv -c customer,warranty_until,entitlement <<'END'
subject,serial,status
Lens,SN-2,new
Past,SN-2,closed
END
is_out 'customer,warranty_until,entitlement,_action,_duplicate_of
Acme,2028-02-03,warranty,inserted,
,,,inserted,'

# ---- a contract of service ----

quiet crm-admin calendar add name=night week='mon-sun 00:00-24:00'
quiet crm-team team add name=Desk
quiet crm-admin calendar add name=desk week='mon-fri 10:00-12:00'
quiet crm-team team set Desk calendar=desk
# signed CUSTOMER FIELD=VALUE…: a contract that is signed.
signed() {
	of=$1
	shift
	k=$(crm-order contract add customer="$of" title=Care amount=100 -o ids -q "$@")
	quiet crm-order contract submit "$k"
	for party in seller customer; do
		quiet crm-order contract sign "$k" party=$party signed_by=Li
	done
}
is "$(made contract_id,entitlement customer=Acme)" , 'no contract yet'
signed Acme kind=sale calendar=night
is "$(made contract_id,entitlement customer=Acme)" , 'one of goods is none of service'
signed Acme kind=service calendar=night starts_on=2026-01-01 ends_on=2026-12-31
is "$(made contract_id,entitlement customer=Acme)" CTR2,contract 'one of service is'
is "$(made contract_id,entitlement customer=Acme serial=SN-1)" CTR2,warranty \
    'the warranty goes before it'
is "$(made contract_id customer='上海光学')" '""' 'of another customer'
is "$(made contract_id customer=Acme opened_at=2025-12-31T10:00:00Z)" '""' 'before it began'
is "$(made contract_id customer=Acme opened_at=2026-12-31T10:00:00Z)" CTR2 'on its last day'

# Saturday, 9:00: the desk comes on Monday, the contract has the night.
due() { crm-customer case sla "$1" -o csv -c response_due | sed 1d; }
c=$(made case_id customer='上海光学' team=Desk priority=urgent)
is "$(due "$c")" 2026-11-23T10:30:00Z 'by the calendar of its team'
c=$(made case_id customer=Acme team=Desk priority=urgent)
is "$(due "$c")" 2026-11-21T09:30:00Z 'by that of its contract before the team'
quiet crm-customer case set "$c" calendar=desk
is "$(due "$c")" 2026-11-23T10:30:00Z 'its own before both'
k=$(crm-customer case split "$c" subject=Part -q -o csv -c contract_id | sed 1d)
is "$k" CTR2 'a part of it is under the same'
signed Acme kind=service
is "$(made contract_id customer=Acme)" '""' 'of two it is for somebody to say'
is "$(made contract_id,entitlement customer=Acme contract=CTR3)" CTR3,contract 'as here'
crm-admin check -q > out 2>&1
is "$(cat out)" '' 'the book is sound'
done_testing
