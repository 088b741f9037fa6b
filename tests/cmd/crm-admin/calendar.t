#!/bin/sh
# calendar, holiday: what users write of working time is checked when it is
# saved.
. "$(dirname "$0")/../../lib.sh"

book
run 'a new book has a calendar' 0 crm-admin calendar list -c name,week
is_out 'name,week
default,mon-fri 09:00-12:00 13:00-18:00'
run 'a week with breaks' 0 crm-admin calendar add -q name=shop \
    week='mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00' -o ids
is_out CA2
run 'a time that is none' 4 crm-admin calendar add name=x week='mon-fri 9-18'
is_err 'crm-admin: week: expected a time such as 09:00
  mon-fri 9-18
          ^'
run 'a day that is none' 4 crm-admin calendar set CA2 week='mon-fry 09:00-18:00'
is_err 'crm-admin: week: expected the last day: mon, tue, wed, thu, fri, sat, sun
  mon-fry 09:00-18:00
      ^'
run 'a day twice' 4 crm-admin calendar set CA2 \
    week='mon-fri 09:00-18:00; fri 09:00-12:00'
is_err 'crm-admin: week: has a day that has its hours already
  mon-fri 09:00-18:00; fri 09:00-12:00
                       ^'
run 'a night' 4 crm-admin calendar set CA2 week='mon 22:00-06:00'
is_err 'crm-admin: week: ends before it begins; a night is two: to 24:00, and from 00:00 on the next day
  mon 22:00-06:00
      ^'
run 'intervals that overlap' 4 crm-admin calendar set CA2 \
    week='mon 09:00-12:00 11:00-18:00'
like_err 'week: begins before the one in front of it ends'
run 'no hours' 4 crm-admin calendar set CA2 week='mon-fri'
like_err 'week: expected the hours'
run 'nothing was changed by any of them' 0 crm-admin calendar list CA2 -c week
is_out 'week
mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00'

run 'a holiday' 0 crm-admin holiday add -q calendar=default on=2026-10-01 \
    name='National Day' -o ids
is_out HD1
run 'is there once' 5 crm-admin holiday add calendar=default on=2026-10-01
is_err 'crm-admin: on: 2026-10-01 is HD1 already in this calendar; change that one'
run 'in another calendar it is another' 0 crm-admin holiday add -q \
    calendar=shop on=2026-10-01 hours=10:00-12:00 -o ids
is_out HD2
run 'a make-up day' 0 crm-admin holiday add -q calendar=default \
    on=2026-10-10 hours=workday -o ids
is_out HD3
run 'like a weekday' 0 crm-admin holiday add -q calendar=shop \
    on=2026-10-11 hours=Sat -o ids
is_out HD4
run 'cannot be moved onto another' 5 crm-admin holiday set HD3 on=2026-10-01
like_err 'on: 2026-10-01 is HD1 already'
run 'may be changed' 0 crm-admin holiday set -q HD3 hours='09:00-12:00' -o ids
run 'hours that are none' 4 crm-admin holiday set HD3 hours=closed
is_err 'crm-admin: hours: expected hours such as 09:00-18:00, a weekday, or workday
  closed
  ^'
run 'hours with too much' 4 crm-admin holiday set HD3 hours='mon 09:00-12:00'
is_err 'crm-admin: hours: expected a blank or nothing more
  mon 09:00-12:00
     ^'
run 'a deleted day is free again' 0 crm-admin holiday delete -q HD1
run 'so it may be added' 0 crm-admin holiday add -q calendar=default \
    on=2026-10-01 -o ids
run 'and the other not be restored' 5 crm-admin holiday restore HD1
like_err 'on: 2026-10-01 is HD5 already'

cat > days.csv <<'END'
calendar,on,name,hours
default,2026-12-25,Christmas,
shop,2026-12-25,Christmas,
default,2026-12-25,Christmas,workday
END
run 'a file that contradicts itself' 5 crm-admin holiday import days.csv
like_err '^crm-admin: days.csv:4: on: 2026-12-25 is HD[0-9]+ already'
head -n 3 days.csv > good.csv
run 'a file that does not' 0 crm-admin holiday import -q good.csv

done_testing
