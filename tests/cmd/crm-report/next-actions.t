#!/bin/sh
# What would be lost or late if nobody saw to it: each reason with its numbers, just
# within its days and just beyond them.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }

run 'next-actions: an empty book' 0 crm-report next-actions -c action,record,value
is_out 'action,record,value'
is_err 'crm-report: no quote or contract is about to end, and nothing is overdue'

quiet crm-customer add name=Acme
quiet crm-customer add name=Best
quiet crm-admin stage set ST3 probability=40%

# Quotes: within 14 days, on the last of them, a day beyond; a draft; of a lost deal.
quiet crm-deal add name=big customer=Acme stage=proposal amount=1
quiet crm-deal add name=own customer=Acme stage=proposal amount=1 probability=70%
printf 'name,customer,stage,amount\ngone,Acme,lost,1\n' | quiet crm-deal import - -o ids
quote() { quiet crm-deal quote add customer=Acme "$@"; }
quote amount=1000 valid_until=2026-11-23 deal=big
quote amount=1000 valid_until=2026-12-05 deal=own
quote amount=1000 valid_until=2026-12-06
quote amount=1000 quoted_on=2026-11-10 valid_until=2026-11-20
quote amount=300 valid_until=2026-11-21
quote amount=1000 valid_until=2026-11-23 deal=gone
quote amount=1000 valid_until=2026-11-23
for q in QU1 QU2 QU3 QU4 QU5 QU6; do quiet crm-deal quote submit $q; done
run 'quotes, by their chance' 0 crm-report next-actions \
    -c action,record,customer,day,days,amount,chance,value,because
is_out 'action,record,customer,day,days,amount,chance,value,because
follow_quote,QU2,Acme,2026-12-05,-14,1000.00,70,700.00,days left until the quote ends: 14
follow_quote,QU1,Acme,2026-11-23,-2,1000.00,40,400.00,days left until the quote ends: 2
follow_quote,QU5,Acme,2026-11-21,0,300.00,100,300.00,days left until the quote ends: 0'
run 'on another day' 0 crm-report next-actions --on 2026-11-22 -c record,days
is_out 'record,days
QU3,-14
QU2,-13
QU1,-1'

quiet crm-customer add name=Euro
quiet crm-deal quote add customer=Euro amount=5 currency=EUR valid_until=2026-11-23
quiet crm-deal quote submit QU8
run 'what has no rate is said, not summed' 0 crm-report next-actions \
    -w 'name = Euro' -c record
is_out 'record'
is_err 'crm-report: 1 record in another currency without a rate is not in the amounts in the base currency: EUR 5.00 (1)'

# Contracts: within the usual notice, a day beyond, within one of their own, one that
# renews itself, one that was renewed.
contract() {
	k=$(crm-order contract add customer=Best title=Care amount="$1" \
	    starts_on=2026-01-01 ends_on="$2" -o ids -q ${3:+"$3"})
	quiet crm-order contract submit "$k"
	for party in seller customer; do
		quiet crm-order contract sign "$k" party=$party signed_by=Li
	done
}
contract 900 2026-12-21
contract 901 2026-12-22
contract 902 2027-01-20 notice_days=60
contract 903 2026-12-01 renewal=automatic
contract 904 2026-12-01 renewal=none
run 'contracts' 0 crm-report next-actions -w 'name = Best' \
    -c action,record,days,value,because
is_out 'action,record,days,value,because
renew_contract,CTR3,-60,902.00,"days left until the contract ends, which nothing renews: 60"
renew_contract,CTR1,-30,900.00,"days left until the contract ends, which nothing renews: 30"'
run 'the records by their ids, which say of which kind they are' 0 crm-report next-actions \
    -w 'name = Best' -o ids
is_out 'CTR3
CTR1'
try 'each can be made a task' 0 \
    "crm-report next-actions -w 'name = Best' | crm-task add - subject=Renew -q -o ids"
run 'which is about it' 0 crm-task list -w 'subject = Renew' -c about -s about
is_out 'about
CTR1
CTR3'
run 'or a list of the customers' 0 crm-report next-actions -w 'name = Best' -c customer_id,customer -l 1
like_out '^C[0-9]+,Best$'
quiet crm-order contract renew CTR3
run 'a contract that was renewed is left alone' 0 crm-report next-actions \
    -w 'name = Best' -o csv -c record
is_out 'record
CTR1'

# Receivables: past due, due today, paid in part, in dispute.
due() { quiet crm-order receivable add customer=Best booked_on=2026-10-01 "$@"; }
due amount=50 due_on=2026-11-20
due amount=51 due_on=2026-11-21
due amount=52 due_on=2026-11-01 open=20
due amount=53 due_on=2026-11-01
quiet crm-order receivable dispute R4 reason=broken
run 'receivables' 0 crm-report next-actions -w 'name = Best' --to 2026-11-30 \
    -c action,record,day,days,amount,value,because
is_out 'action,record,day,days,amount,value,because
collect,R1,2026-11-20,1,50.00,50.00,days open after it was due: 1
collect,R3,2026-11-01,20,20.00,20.00,days open after it was due: 20'

# Orders: late, promised for today, shipped.
crm-order import -q - > /dev/null <<'END'
number,customer,ordered_on,promised_on,amount,status,shipped_on
N1,Acme,2026-10-01,2026-11-18,70,confirmed,
N2,Acme,2026-10-01,2026-11-21,71,confirmed,
N3,Acme,2026-10-01,2026-11-18,72,confirmed,2026-11-18
END
run 'orders' 0 crm-report next-actions --to 2026-11-20 -w 'name = Acme' \
    -c action,record,days,amount,because
is_out 'action,record,days,amount,because
deliver_order,O1,3,70.00,"days after it was promised, and it has not left: 3"'
run 'the most first, of all reasons' 0 crm-report next-actions -c record,value -l 3
is_out 'record,value
CTR1,900.00
QU2,700.00
QU1,400.00'
LC_ALL=zh_CN.UTF-8 run 'in Chinese' 0 crm-report next-actions -o table -l 1
like_out '续签合同'
run 'next-actions says what it counts' 0 crm-report next-actions --define
like_out 'in next-steps'
like_out '^Counted: '
like_out '^Date: '
like_out '^Whose: '
done_testing
