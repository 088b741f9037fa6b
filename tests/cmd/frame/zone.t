#!/bin/sh
# The book has one today: that of its setting `zone`, where it has one, else that of TZ.
# Documents and their numbers, states, what is due and reports go by it.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
quiet crm-customer add name=Acme
quiet crm-order receivable add customer=C1 booked_on=2026-11-01 due_on=2026-11-21 amount=7
quiet crm-deal quote add customer=C1 amount=5 quoted_on=2026-11-20 valid_until=2026-11-21
quiet crm-deal quote submit QU1
quiet crm-deal quote send QU1
quiet crm-task add subject=Call due=2026-11-22

# said: on which day the parts of the book think that they are.
said() {
	o=$(crm-order add customer=C1 amount=1 -o ids -q)
	crm-order submit "$o" -o csv -c number,ordered_on -q | sed '1d;s/-[0-9]*,/,/'
	crm-deal quote accept QU1 -n -q > /dev/null 2> err; echo $?
	crm-report ageing -o csv -c not_due,days_1_30 | sed 1d
	crm-order receivable list -o csv -c due_on -w 'due_on < today' | sed 1d
	crm-task due --kind task -o csv -c what,about | sed 1d
	crm-task show T1 -c created -o csv | sed 1d
}
at_21='SO-20261121,2026-11-21
0
7.00,0.00'
at_22='SO-20261122,2026-11-22
5
0.00,7.00
2026-11-21
task,T1'

# Eight in the evening of the 21st in UTC, four in the morning of the 22nd in Shanghai.
CRM_NOW=2026-11-21T20:00:00Z
export CRM_NOW
is "$(said)" "$at_21
2026-11-21T09:00:00Z" 'by TZ, before midnight'
TZ=Asia/Shanghai
is "$(said)" "$at_22
2026-11-21T17:00:00+08:00" 'behind it'
quiet crm-admin setting add name=zone value=UTC
is "$(said)" "$at_21
2026-11-21T09:00:00Z" 'the zone of the book, whatever TZ says, before midnight'
TZ=America/New_York
quiet crm-admin setting set zone value=Asia/Shanghai
is "$(said)" "$at_22
2026-11-21T17:00:00+08:00" 'behind it'
run 'an instant of today' 0 crm-order list -w 'created >= today' -o ids -l 1
is_out 'O1'
CRM_NOW=2026-11-21T15:59:59Z
is "$(said)" "$at_21
2026-11-21T17:00:00+08:00" 'in the last second of the day'
CRM_NOW=2026-11-21T16:00:00Z
is "$(said)" "$at_22
2026-11-21T17:00:00+08:00" 'in the first'
run 'the books' 0 crm-admin check -q
done_testing
