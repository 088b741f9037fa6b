#!/bin/sh
# A report by mail that is sent late is of the day on which it was due.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }

quiet crm-team user add login=al email=al@example.com
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,opened_on,expected_close,closed_on
a,won,1,2026-09-01,,2026-10-10
b,won,20,2026-09-01,,2026-11-02
c,proposal,300,2026-09-01,2026-12-12,
d,proposal,4000,2026-11-01,2026-12-12,
END

# mailed NAME COMMAND FORMAT DAY: a view of that line alone, due on the last of October
# and mailed on a day.
mailed() {
	crm-report view add name="$1" command="$2" -q > /dev/null &&
	    crm-report schedule add view="$1" user=al every=month on_day=31 \
		format="$3" last_on=2026-09-30 -q -o ids > id &&
	    CRM_NOW=${4}T09:00:00Z crm-report mail --from crm@example.com &&
	    crm-report schedule delete - -q < id > /dev/null
}
# carried: what the mail carries.
carried() {
	awk '/^Content-Type: text\// { on = 1 }
	on && /^$/ { if (body++) exit; next } body' out | base64 -d | tr -d '\r'
}
subject() { sed -n 's/^Subject: //p' out; }
file() { sed -n 's/.*filename="\(.*\)"$/\1/p' out; }

run 'the last of a month, sent two days later' 0 mailed month \
    "sales --from 'this month' -c deals,amount" csv 2026-11-02
is "$(carried)" 'deals,amount
1,1.00' 'is of that month, and of nothing behind it'
is "$(subject), $(file)" 'month (2026-10-31), VW1-2026-10-31.csv' 'and says so'
is_err ''
run 'on its day' 0 mailed day "sales --from 'this month' -c deals,amount" csv 2026-10-31
is "$(carried), $(subject), $(file)" 'deals,amount
1,1.00, day, VW2.csv' 'there is nothing to be said'
run 'weeks later' 0 mailed weeks \
    "sales --from 'last month' --to 'this month' --by closed_on:month -c amount" text 2026-11-21
is "$(carried), $(subject)" 'Amount
------
  0.00
  1.00, weeks (2026-10-31)' 'months are those of then'
run 'a week' 0 sh -c 'crm-report schedule add view=month user=al every=week on_day=5 -q -o ids > id
    CRM_NOW=2026-11-01T09:00:00Z crm-report mail --from crm@example.com'
is "$(subject)" 'month (2026-10-30)' 'likewise'
quiet crm-report schedule delete - < id

# ---- what looks from a day, what has an end, and what has neither ----

run 'what was open then' 0 mailed open 'pipeline -c stage,count,amount' csv 2026-11-02
is "$(carried | grep ^proposal)" 'proposal,1,300.00' 'is open'
run 'a day in a filter' 0 mailed filter "sales -w 'closed_on > today-30d' -c amount" csv 2026-11-05
is "$(carried)" 'amount
1.00' 'is counted from then'
run 'a query' 0 mailed query 'query deal --count name -c count_name' csv 2026-11-02
is "$(carried)" 'count_name
3' 'is of what there was'
run 'what is between days' 0 mailed changes 'changes --from 2026-10-01 -c change,deals' csv 2026-11-22
is "$(carried | grep ^new)" 'new,0' 'ends with it'
run 'a dashboard' 0 mailed dashboard 'dashboard --from 2026-10-01 -c metric,count' csv 2026-11-02
is "$(carried | grep '^won,')" 'won,1' 'looks from then'
cat > two.reports <<'END'
sales --by closed_on:month --from 'this month' -c closed_on:month,amount
sales --from 'this month' --on 2026-11-02 -c amount
END
run 'a file of reports' 0 mailed file 'run ./two.reports' csv 2026-11-02
is "$(carried)" 'closed_on:month,amount
2026-10,1.00

amount
21.00' 'is so in all its lines, but where one names a day'
quiet crm-stock add sku=S name=s
run 'what knows no other day' 0 mailed now 'order-backlog -c lines' csv 2026-11-02
is "$(subject), $(file)" 'now (2026-11-02), VW10-2026-11-02.csv' 'is of the day it is sent'
is_err 'crm-report: SC11: was due before today; reports that are of today for all that: 1'
run 'in Chinese' 0 env LC_ALL=zh_CN.UTF-8 sh -c 'crm-report schedule add view=now user=al \
    every=month on_day=31 format=csv -q -o ids > id; CRM_NOW=2026-11-02T09:00:00Z crm-report mail --from crm@example.com'
is_err 'crm-report: SC12：到期日在今天之前；仍以今天为准的报表数：1'
quiet crm-report schedule delete - < id
run 'a query by a date that may be ahead' 0 mailed ahead \
    'query deal --date expected_close --from today --count name -c count_name' csv 2026-11-02
is "$(carried), $(subject)" 'count_name
2, ahead (2026-11-02)' 'likewise'
run 'with an end' 0 mailed end \
    "query deal --date closed_on --from 'this month' --to today --count name -c count_name" csv 2026-11-02
is "$(carried), $(subject)" 'count_name
1, end (2026-10-31)' 'has that of then'
run 'one that cannot be made' 2 sh -c 'echo "sales --by gone" > two.reports
    crm-report schedule add view=file user=al every=month on_day=31 -q -o ids > /dev/null
    CRM_NOW=2026-11-02T09:00:00Z crm-report mail --from crm@example.com'
like_err 'no field .gone. in deal'
done_testing
