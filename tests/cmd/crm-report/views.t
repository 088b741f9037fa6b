#!/bin/sh
# Views and schedules: reports that are kept, run, looked through, and mailed.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
quiet() { "$@" -q > /dev/null; }

quiet crm-team user set ann email=ann@example.com name='Ann Chen'
quiet crm-team user add login=bo name='Bo'
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,opened_on,closed_on,source
w1,won,ann,100,2026-01-01,2026-01-11,web
w2,won,bo,300,2026-01-01,2026-02-20,ad
END
quiet crm-report view add name=weekly command="sales --by owner -w 'amount > 10' -c owner,amount"
quiet crm-report view add name=mix command='query deal --by source --sum amount'

run 'a view' 0 crm-report run weekly
is_out 'owner,amount
bo,300.00
ann,100.00'
run 'in another format' 0 crm-report run VW2 -o ndjson
is_out '{"source":"ad","records":1,"sum_amount":300.00,"currency":"USD"}
{"source":"web","records":1,"sum_amount":100.00,"currency":"USD"}'
run 'as of a time' 0 crm-report run weekly --as-of B5
is_out 'owner,amount
bo,300.00
ann,100.00'
quiet crm-report view set weekly command="sales --by owner -w 'amount > 10' -c owner,deals"
quiet crm-report view add name=late command='run weekly'
run 'as it is now, of the book as it was' 0 crm-report run late --as-of B5
is_out 'owner,deals
bo,1
ann,1'
run 'whose amounts were seen then' 0 crm-report run weekly --as-of B2
is_out 'owner,deals'
run 'one that is none now' 3 crm-report run nothing --as-of B5
is_err "crm-report: there is no view 'nothing'"
quiet crm-report view delete late
quiet crm-report view set weekly command="sales --by owner -w 'amount > 10' -c owner,amount"
cat > all.reports <<'END'
# every Monday
win-rate -c won,lost

sales -c deals
END
run 'a file of them' 0 crm-report run ./all.reports
is_out 'won,lost
2,0

deals
2'
printf '\357\273\277# saved by an editor\r\nsales -c deals\r\n' > mark.reports
run 'a file that begins with a mark' 0 crm-report run ./mark.reports
is_out 'deals
2'
run 'from standard input' 0 sh -c 'echo sales -c deals | crm-report run /dev/stdin'
is_out 'deals
2'

# ---- what is none ----

run 'a view that is none' 3 crm-report run nothing
run 'a file that is none' 1 crm-report run ./nothing
is_err 'crm-report: ./nothing: No such file or directory'
echo 'nothing --by owner' > bad.reports
run 'a report that is none' 2 crm-report run ./bad.reports
is_err "crm-report: ./bad.reports:1: 'nothing' is no report"
printf '%s\n' 'sales -c deals' 'nothing' > bad.reports
run 'what stands before it is a whole page' 2 crm-report run ./bad.reports -o html
like_out '<td class="n" data-v="2">2</td>'
like_out '^</html>$'
run 'and a whole workbook' 2 crm-report run ./bad.reports -o xlsx
unzip -tq out > tested
result $? 'that can be opened'
echo 'sales -o xlsx' > bad.reports
run 'a format is said where it is run' 2 crm-report run ./bad.reports
is_err 'crm-report: ./bad.reports:1: --output is said where it is run, not in the line'
echo 'sales 2026-Q3' > bad.reports
run 'no word is left out' 2 crm-report run ./bad.reports
is_out ''
is_err "crm-report: ./bad.reports:1: sales: unexpected operand '2026-Q3'"
echo 'schedule sent SC1' > bad.reports
run 'nothing is written' 2 crm-report run ./bad.reports
echo "sales -w 'amount > 5" > bad.reports
run 'a quote is closed' 2 crm-report run ./bad.reports
is_err 'crm-report: ./bad.reports:1: the quote is never closed'
run 'a command is one' 4 crm-report view add name=x command=--by
like_err '^crm-report: command: it is a report and its options'

# ---- what cannot be run is not kept ----

# refused NAME WHAT: a view of that line is none, and why.
refused() {
	run "$1" 4 crm-report view add name=x command="$2"
	is_out ''
	is_err "crm-report: command: x: $3"
}
refused 'an unknown report' 'salse --by owner' "'salse' is no report"
refused 'an unknown field' 'sales --by gone' "--by: no field 'gone' in deal; nearest: notes"
refused 'an unknown column' 'sales -c gone' \
    'sales has no column '"'gone'; it has deals, amount, average, share, currency"
refused 'a filter that cannot be read' "sales -w 'amount >'" 'a value is missing'
refused 'words too many' 'sales 2026-Q3' "sales: unexpected operand '2026-Q3'"
refused 'behind an option that takes one' 'sales --by owner region' "sales: unexpected operand 'region'"
refused 'a day too many' 'sales --from 2026-11-01 2026-11-30' "sales: unexpected operand '2026-11-30'"
refused 'an unknown option' 'sales --nothing' 'unknown option --nothing; see --help'
refused 'days that are missing' changes 'give --from: the first of the days in which deals moved'
refused 'a view that is none' 'run gone' "there is no view 'gone'"
refused 'no report' 'schedule sent SC1' "'schedule' is no report"
run 'nothing of it is there' 0 crm-report view list -c name
is_out 'name
weekly
mix'
run 'a dry run says so too' 4 crm-report view add name=x command='sales --by gone' -n
run 'likewise what is changed' 4 crm-report view set weekly command='sales --by gone'
is_err "crm-report: command: weekly: --by: no field 'gone' in deal; nearest: notes"
run 'as it was' 0 crm-report view list weekly -c command
like_out 'sales --by owner -w'
run 'one of several that may fail' 5 crm-report view set weekly mix --keep-going \
    command='run weekly'
is_out 'view_id,name,command,owner_id,owner
VW2,mix,run weekly,,'
like_err '^crm-report: VW1: command: weekly: weekly: it is run by itself'
quiet crm-report view set mix command='query deal --by source --sum amount'
printf '%s\n' name,command 'one,sales' 'two,sales --by gone' > views.csv
run 'a file of views' 4 crm-report view import views.csv
is_err "crm-report: command: two: --by: no field 'gone' in deal; nearest: notes"
printf '%s\n' name,command 'one,run two' 'two,sales' > views.csv
run 'one that needs a later one' 0 crm-report view import views.csv -q -o ids
quiet crm-report view delete one two

# ---- lint ----

run 'nothing has gone' 0 crm-report lint
is_out 'view_id,view,code,detail'
quiet crm-admin field add entity=deal name=fate type=text
quiet crm-report view add name=fates command='sales --by fate'
run 'with the field' 0 crm-report run fates -q
quiet crm-admin field delete fate
run 'whose line is as it was may be changed still' 0 crm-report view set fates notes=old -q
quiet crm-report view delete fates
run 'and brought back' 0 crm-report view restore fates -q
run 'a field has gone' 4 crm-report lint
like_out '^VW6,fates,view-gone,.*fate'
like_err 'views that cannot be run: 1'
run 'and is said when it is run' 2 crm-report run fates
like_err "^crm-report: fates: --by: no field 'fate' in deal"
quiet crm-report view delete fates

# ---- circles ----

echo 'sales -c deals' > about.reports
quiet crm-report view add name=about command='run ./about.reports'
quiet crm-report view add name=round command='run about'
echo 'run round' > about.reports
run 'a view that runs itself by others is refused' 5 crm-report run round
is_err 'crm-report: round: about: ./about.reports:1: round: it is run by itself, so it would never end'
echo 'run ./self.reports' > self.reports
run 'a file too' 5 crm-report run ./self.reports
is_err 'crm-report: ./self.reports:1: ./self.reports:1: it is run by itself, so it would never end'
run 'a view of views too' 5 crm-report view add name=look command='run round'
is_err 'crm-report: command: look: round: about: ./about.reports:1: round: it is run by itself, so it would never end'
run 'and one that would look for such' 4 crm-report view add name=look command=lint
like_err '^crm-report: command: look: views that cannot be run'
run 'they are found' 4 crm-report lint -c view,code
is_out 'view,code
about,view-circle
round,view-circle'
rm about.reports
run 'and what names a file that has gone' 4 crm-report lint -c view,code
like_out '^about,view-gone$'
printf '%s\n' 'sales -c deals' 'run mix' > about.reports
run 'one that runs others is none' 0 crm-report run round
is_out 'deals
2

source,records,sum_amount,currency
ad,1,300.00,USD
web,1,100.00,USD'
quiet crm-report view delete round about
quiet crm-report view add name=euros command='sales -c deals'
quiet crm-deal add name=e amount=1 currency=EUR stage=won opened_on=2026-01-01 closed_on=2026-01-02
run 'notes of a view are not of lint' 0 crm-report lint
is_err ''
quiet crm-report view delete euros
quiet crm-deal delete D3

# ---- schedules: today is Saturday, 21 November 2026 ----

quiet crm-report schedule add view=weekly user=ann every=week on_day=1
quiet crm-report schedule add view=mix user=ann every=month format=csv last_on=2026-11-01
quiet crm-report schedule add view=mix user=ann every=quarter on_day=31 format=html
quiet crm-report schedule add view=mix user=bo every=workday format=xlsx
quiet crm-report schedule add view=mix user=ann every=day paused=yes
run 'due: since the last of their days' 0 crm-report due
is_out "schedule_id,view,command,for,email,format,due_on
SC1,weekly,\"sales --by owner -w 'amount > 10' -c owner,amount\",Ann Chen,ann@example.com,text,2026-11-16
SC3,mix,query deal --by source --sum amount,Ann Chen,ann@example.com,html,2026-10-31
SC4,mix,query deal --by source --sum amount,Bo,,xlsx,2026-11-20"
run 'due: by another day' 0 crm-report due --until 2026-12-01 -c schedule_id,due_on
is_out 'schedule_id,due_on
SC1,2026-11-30
SC2,2026-12-01
SC3,2026-10-31
SC4,2026-12-01'
run 'the last day of a short month' 0 crm-report schedule set SC3 every=month -q -o ids
run 'of February too' 0 crm-report due --until 2027-03-01 -c schedule_id,due_on
like_out '^SC3,2027-02-28$'

run 'mail: each carries its report' 0 crm-report mail --from 'Sales <crm@example.com>'
like_out '^Subject: weekly \(2026-11-16\)$'
like_out '^To: Ann Chen <ann@example.com>$'
like_out '^Content-Type: text/plain; charset=utf-8$'
like_out '^Content-Type: text/html; charset=utf-8$'
is_err 'crm-report: SC4: Bo has no e-mail address; left out'
crm-report mail --from crm@example.com 2> /dev/null |
    awk '/^Content-Type: text\/plain/ { on = 1 }
	on && /^$/ { if (body++) exit; next } body' | base64 -d > body.txt
is "$(cat body.txt)" 'Owner  Amount
-----  ------
bo     300.00
ann    100.00' 'as a table to be read'
quiet crm-team user set bo email=bo@example.com
run 'a workbook is attached' 0 crm-report mail --from crm@example.com
like_out '^Content-Disposition: attachment; filename="VW2-2026-11-20.xlsx"$'
like_out 'UEsDB'
# part TYPE FILE: the first part of that type.
part() {
	awk -v type="$1" 'index($0, "Content-Type: " type) == 1 { on = 1 }
	on && /^$/ { if (body++) exit; next } body' "$2" | base64 -d
}
crm-report mail --from crm@example.com > mails 2> err
part text/html mails > page.html
! grep -q '<script\|<svg' page.html
result $? 'a page for mail has neither script nor drawing'
grep -q '<td class="n" align="right">' page.html
result $? 'its figures stand below each other without its styles'
if command -v rsvg-convert > cmd; then
	id=$(sed -n 's/^Content-ID: <\(.*\)>$/\1/p' mails)
	grep -q "<img src=\"cid:$id\"" page.html && grep -q \
	    '^Content-Type: multipart/related; type="text/html";$' mails
	result $? 'but its picture as an image of the same mail'
	is "$(part image/png mails | od -An -tx1 -N8 | tr -d ' ')" \
	    89504e470d0a1a0a 'which is a PNG'
else
	skip 'a picture in a mail: rsvg-convert is not installed'
fi
mkdir none
PATH=$T_DIR/none "$CRM_BIN/crm-report" mail --from crm@example.com > mails 2> err
like_err 'pictures are left out: png needs rsvg-convert'
part text/html mails > page.html
grep -q '<table>' page.html && ! grep -q '<img' page.html
result $? 'where nothing paints the page goes without'
run 'who sends it?' 2 crm-report mail
like_err '^crm-report: mail needs to know who sends it'

run 'sent is not due' 0 sh -c 'crm-report due | crm-report schedule sent - -q -o ids'
is_out 'SC1
SC3
SC4'
run 'till its next day' 0 crm-report due -c schedule_id
is_out 'schedule_id'
run 'a weekday' 4 crm-report schedule add view=mix user=ann every=week on_day=8
is_err 'crm-report: on_day: must be at most 7'

# ---- one that cannot be made ----

quiet crm-admin field add entity=deal name=fate type=text
quiet crm-report view add name=bad command='sales --by fate'
quiet crm-admin field delete fate
quiet crm-report schedule add view=bad user=bo every=day
quiet crm-report schedule add view=mix user=ann every=day
run 'the others are made' 2 crm-report mail --from crm@example.com
is "$(grep '^Subject: ' out)" 'Subject: mix' 'with their reports'
is_err "crm-report: SC6: bad: --by: no field 'fate' in deal; nearest: rate, name, notes
crm-report: reports that could not be made: 1"

# ---- who has left ----

book
quiet crm-team user add login=al email=al@example.com
quiet crm-team user add login=bo email=bo@example.com
quiet crm-report view add name=v command='sales -c deals'
quiet crm-report schedule add view=v user=al every=day
quiet crm-report schedule add view=v user=bo every=day
quiet crm-team user set al active=no
run 'who has left is sent nothing' 0 crm-report due -c schedule_id,for
is_out 'schedule_id,for
SC2,bo'
is_err 'crm-report: SC1: al is not active; left out; crm-report schedule set SC1 user=USER gives it to another'
run 'nor is a mail written' 0 crm-report mail --from x@example.com
like_out '^To: bo@example.com|^To: bo <bo@example.com>'
unlike_out 'al@example.com'
quiet crm-report schedule set SC1 user=bo
run 'given to another it is sent' 0 crm-report due -c schedule_id,for
is_out 'schedule_id,for
SC1,bo
SC2,bo'
is_err ''
done_testing
