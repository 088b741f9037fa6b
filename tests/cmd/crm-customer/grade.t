#!/bin/sh
# Grades of customers by revenue and by rules; when they are due for care.
. "$(dirname "$0")/../../lib.sh"
book

grade() { crm-customer grade "$@"; }

# ---- what grades may say ----

run 'a share above all' 4 crm-admin grade set GD5 top=101
is_err 'crm-admin: top: must be between 0 and 100 percent'
run 'care every 0 days' 4 crm-admin grade set GD5 care_days=0
is_err 'crm-admin: care_days: must be at least 1'
run 'care in a million years' 4 crm-admin grade set GD5 care_days=365000000
is_err 'crm-admin: care_days: must be at most 36500'
run 'a rule that does not parse' 4 crm-admin grade set GD5 when='sauce = web'
like_err '^crm-admin: when: .*sauce'

# ---- revenue of twelve months: from 2025-11-22 to 2026-11-21 ----

crm-customer import -q --map 'Name=name,Kind=kind' > /dev/null <<'END'
Name,Kind
Ten,customer
Nine,customer
Eight A,customer
Eight B,customer
Five,
Deal,customer
Both,customer
Old,customer
Cancelled,customer
None,customer
Partner,partner
END
# The last is of a day to come.
CRM_NOW=2026-11-22T09:00:00Z crm-order import -q > /dev/null <<'END'
number,customer,ordered_on,amount,status,currency,rate
O1,Ten,2026-01-10,600,confirmed,CNY,
O2,Ten,2026-11-21,400,draft,CNY,
O3,Nine,2025-11-22,450,closed,CNY,
O4,Nine,2026-02-01,100,closed,USD,4.5
O5,Eight A,2026-03-01,800,closed,CNY,
O6,Eight B,2026-04-01,,closed,CNY,
O7,Five,2026-05-01,500,closed,CNY,
O8,Both,2026-05-01,100,closed,CNY,
O9,Old,2025-11-21,5000,closed,CNY,
O10,Cancelled,2026-05-01,5000,cancelled,CNY,
O11,Old,2026-11-22,5000,closed,CNY,
O12,Five,2026-06-01,77,closed,USD,
END
crm-order order-line import -q > /dev/null <<'END'
order,line,amount
O6,1,500
O6,2,300
END
crm-deal import -q --map 'Name=name,Customer=customer,Stage=stage,Amount=amount,Closed=closed_on' > /dev/null <<'END'
Name,Customer,Stage,Amount,Closed
won,Deal,won,700,2026-06-01
lost,Deal,lost,9000,2026-06-01
old,Deal,won,9000,2025-11-21
ordered,Both,won,9000,2026-06-01
old ordered,Old,won,9000,2026-06-01
END

# Seven have revenue; A is the top 20 %, B to 50 %, C to 80 %.
run 'where everybody stands' 0 grade --explain -o csv
is_out 'customer_id,revenue,rank,percentile,grade,rule,why
C1,1000.00,1,0,A,GD5,top
C2,900.00,2,14.2857,A,GD5,top
C3,800.00,3,28.5714,B,GD6,top
C4,800.00,3,28.5714,B,GD6,top
C5,500.00,6,71.4286,C,GD7,top
C6,700.00,5,57.1429,C,GD7,top
C7,100.00,7,85.7143,D,GD8,top
C8,,,,D,GD8,top
C9,,,,D,GD8,top
C10,,,,D,GD8,top'
run 'nothing was written' 0 crm-customer list -w 'grade is not null' -o ids
is_out ''
run '-n neither' 0 grade -n -o csv -c customer_id,grade -w 'name ~ eight'
is_out 'customer_id,grade
C3,B
C4,B'
is "$(crm-customer list -w 'grade is not null' -o ids)" '' 'nothing'
run 'graded' 0 grade -o csv -c customer_id,grade
is_out 'customer_id,grade
C1,A
C2,A
C3,B
C4,B
C5,C
C6,C
C7,D
C8,D
C9,D
C10,D'
run 'again' 0 grade -o ids
is_out ''
like_err 'unchanged 10'
run 'a partner, who is named' 0 grade C11 -o csv -c customer_id,grade
is_out 'customer_id,grade
C11,D'
run 'a customer that is not there' 3 grade C99

# ---- locks and rules ----

run 'a lock' 0 crm-customer set C1 grade=C grade_locked=yes -q
try 'keeps the grade' 0 'echo C1 | crm-customer grade - -o ids'
is_out ''
run 'and is told' 0 grade C1 --explain -o csv -c grade,rule,why
is_out 'grade,rule,why
C,,locked'
run 'a rule' 0 crm-admin grade set GD6 when='name = None or name = Ten' -q
run 'and one before it' 0 crm-admin grade set GD5 when='name in (None, Old)' -q
run 'the first that holds wins over revenue' 0 grade -o csv -c customer_id,grade
is_out 'customer_id,grade
C8,A
C10,A'
run 'why' 0 grade C10 C3 --explain -o csv -c customer_id,grade,rule,why
is_out 'customer_id,grade,rule,why
C10,A,GD5,when
C3,B,GD6,top'
batch=$(crm-admin log -l 1 -o csv -c batch | tail -n 1)
run 'undone' 0 crm-admin undo "$batch" -q
is "$(crm-customer list C8 C10 -o csv -c grade | tail -n +2 | paste -sd,)" D,D \
    'the old grades'
run 'a rule of a field that is gone' 0 sh -c '
    crm-admin field add -q entity=customer name=vip type=bool &&
    crm-admin grade set -q GD5 when=vip && crm-admin field delete -q --yes FD1'
run 'it says so' 5 grade C1
like_err '^crm-customer: the grade GD5 cannot be used: .*vip.*; change it: crm-admin grade set GD5'
crm-admin grade set GD5 when= -q

# ---- care ----

# All but Ten and those who never bought would be churned: nobody has bought for
# half a year.
crm-order import -q > /dev/null <<'END'
number,customer,ordered_on,status
O13,Nine,2026-08-01,closed
O14,Eight A,2026-08-01,closed
O15,Eight B,2026-08-01,closed
O16,Five,2026-08-01,closed
O17,Deal,2026-08-01,closed
END
run 'nobody is due on the first day' 0 crm-customer care -o ids
is_out ''
crm-task activity add -q kind=call about=C2 at=2026-11-20 > /dev/null
crm-task activity add -q kind=note about=C2 at=2026-11-25 > /dev/null
crm-task activity add -q kind=call about=C2 at=2026-11-30T10:00:00Z > /dev/null
crm-customer set -q C3 owner=ann > /dev/null
run 'A after 7 days, B after 14, C after 30, D after 90' 0 crm-customer care \
    --on 2026-12-05 -o csv
is_out 'customer_id,name,grade,owner,last_activity,due_on,days_over
C3,Eight A,B,ann,,2026-12-05,0
C4,Eight B,B,,,2026-12-05,0'
run 'a note is no contact; what comes later is not known' 0 crm-customer care \
    --on 2026-11-29 -o csv
is_out 'customer_id,name,grade,owner,last_activity,due_on,days_over
C2,Nine,A,,2026-11-20T00:00:00Z,2026-11-27,2'
run 'the day before' 0 crm-customer care C2 --on 2026-11-26 -o ids
is_out ''
run 'a contact starts anew' 0 crm-customer care C2 --on 2026-12-08 -o csv \
    -c customer_id,last_activity,due_on,days_over
is_out 'customer_id,last_activity,due_on,days_over
C2,2026-11-30T10:00:00Z,2026-12-07,1'
export CRM_NOW=2026-12-21T09:00:00Z
run 'by today, who waits longest first' 0 crm-customer care -o csv \
    -c customer_id,due_on,days_over
is_out 'customer_id,due_on,days_over
C3,2026-12-05,16
C4,2026-12-05,16
C2,2026-12-07,14
C1,2026-12-21,0
C5,2026-12-21,0
C6,2026-12-21,0'
run 'of a filter, to be piped on' 0 crm-customer care -w 'owner = ann' -o ids
is_out C3
run 'no date' 2 crm-customer care --on someday
like_err 'someday'
export CRM_NOW=2028-01-01T09:00:00Z
run 'who buys no more is not forgotten' 0 crm-customer care \
    -w 'status = churned' -o csv -c customer_id,grade
like_out '^C1,'
like_out '^C3,B'

run 'no grades' 0 sh -c "crm-admin grade list -w 'kind = customer' -o ids |
    crm-admin grade delete - -q"
run 'to grade by' 5 grade
is_err 'crm-customer: there are no grades of customers; add one: crm-admin grade add kind=customer grade=A top=20'

done_testing
