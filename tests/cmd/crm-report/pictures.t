#!/bin/sh
# Pictures of reports: on a terminal, as drawings, on a page, in a workbook.
. "$(dirname "$0")/../../lib.sh"
book --currency CNY
COLUMNS=40
export COLUMNS
zh() { LC_ALL=zh_CN.UTF-8 "$@"; }

# ---- nothing to draw ----

run 'an empty book draws nothing' 0 crm-report sales --by owner -o chart
is_out ''
is_err 'crm-report: sales: nothing to draw: no rows'
run 'and says so in the drawing' 0 crm-report sales --by owner -o svg
like_out '>nothing to draw: no rows</text>'
unlike_out 'class="box"'
run 'all figures are 0' 0 crm-report pipeline -o chart
like_err 'pipeline: nothing to draw: all figures are blank or 0$'
like_out '^Pipeline +default$'

# ---- the book ----

crm-team user import -q - > /dev/null <<'END'
login
王小明
bo
END
printf 'name\n"Bo <b>&""x"\na\342\200\256b\n' | crm-customer import -q - > /dev/null
crm-deal import -q - > /dev/null <<'END'
name,stage,owner,amount,currency,opened_on,closed_on,source,customer
w1,won,王小明,1000000,,2026-01-01,2026-01-11,web,C1
w2,won,王小明,500000,,2026-01-01,2026-03-20,ad,C1
w3,won,bo,300000,,2026-02-01,2026-02-02,web,C2
w4,won,bo,100,EUR,2026-02-01,2026-02-02,web,
l1,lost,bo,9,,2026-01-05,2026-01-09,web,
END

crm-deal set -q D1 competitors=一二三四五六七八九十一二三四五六七八九十 > /dev/null

# ---- on a terminal ----

run 'bars' 0 crm-report sales --by source -o chart
is_out 'Amount (CNY) by Source
          Web █████████████████████ 1.3M
Advertisement ████████▏ 500k
amounts in CNY; rows in other
currencies, not drawn: 1'
run 'in Chinese, wide labels in line' 0 zh crm-report sales --by owner -o chart
is_out '金额 (CNY)（按负责人）
王小明 ███████████████████████████ 150万
    bo █████▍ 30万
金额为 CNY；其他币种未画出的行数：1'
run 'parts of a bar' 0 crm-report sales --by owner,source -w 'currency = CNY' -o chart
is_out 'Amount (CNY) by Owner, Source
█ Web  ▓ Advertisement
王小明 ██████████████████▋▓▓▓▓▓▓▓▓▓ 1.5M
    bo █████▋ 300k'
run 'months are columns, none missing' 0 crm-report sales --by closed_on:month \
    -w 'currency = CNY' -o chart
like_out '^ +0 .*█'
like_out '2026-01'
run 'time runs on, however rows are sorted' 0 crm-report sales \
    --by closed_on:month -w 'currency = CNY' -s amount -o svg
is "$(sed -n 's/.*<title>\(2026-..\): .*/\1/p' out | tr '\n' ' ')" \
    '2026-01 2026-02 2026-03 ' 'its columns'
run 'the measure that was asked for' 0 crm-report query deal --by owner \
    --mean amount -w 'currency = CNY' -o chart
like_out '^Amount \(mean\) \(CNY\) by Owner$'
run "the report's own rest" 0 crm-report sales --by name --top 1 -o chart
is_out 'Amount (CNY) by Name
  w1 ██████████████████████████████ 1M
Rest ======================== 800k
amounts in CNY; rows in other
currencies, not drawn: 1'
run 'which has no place in time' 0 crm-report sales --by closed_on:month \
    --top 1 -w 'currency = CNY' -o chart
like_out '^the rest is not drawn$'
run 'what is laid across: the measure in the title, its values as series' 0 \
    crm-report query deal --by owner --across stage --sum amount \
    -w 'currency = CNY' -o chart
like_out '^Amount \(sum\) \(CNY\) by Owner$'
like_out ' won'
unlike_out 'won Amount'
run 'a funnel' 0 crm-report funnel -o chart
like_out '^ +won +█+ +4  80%$'
run 'the figures that were chosen, side by side' 0 crm-report win-rate \
    --by owner -c owner,won,lost -o chart
like_out '^█ Won  ▓ Lost$'
run 'rates are by their own' 0 crm-report win-rate --by owner -o chart
like_out '^Win rate by Owner$'
like_out '王小明 █+ 100%$'
run 'one row: its figures' 0 crm-report win-rate -o chart -c won,lost,open
like_out '^ Won █+ 4$'
# before: a period, in which there is 300k of bo alone.
compared() {
	crm-report "$@" -w 'currency = CNY' --from 2026-01-01 --to 2026-01-31 \
	    --compare 2026-02-01..2026-02-28
}
run 'what it is compared with stands beside it' 0 compared sales --by owner -o chart
is_out 'Amount, Amount (before) (CNY) by Owner
█ Amount  ▓ Amount (before)
王小明 ████████████████████████████ 1M
        0
    bo  0
       ▓▓▓▓▓▓▓▓  300k'
run 'of one row both, and not the change' 0 compared sales -o chart
is_out 'Amount, Amount (before) (CNY)
       Amount █████████████████████ 1M
Amount (befo… ██████▎ 300k'
run 'of what is laid across that of now' 0 compared sales --by owner \
    --across source -o chart
like_out '^Amount \(CNY\) by Owner$'
unlike_out 'before|change'
run 'a change is no part of what it is of' 0 compared sales --by owner \
    -c owner,amount,amount_change -o chart
like_out '^ +-300k +▓+$'
run 'what asks for one figure keeps to it' 0 compared funnel -o chart
like_out '^Reached by Stage$'
run 'the kind that is asked for' 0 crm-report sales --by source \
    -w 'currency = CNY' --picture waterfall -o chart
is_out 'Amount (CNY) by Source
          Web ██████████████▌ 1.3M
Advertisement               ▒▒▒▒▒▒ +500k
        Total ████████████████████ 1.8M'
run 'bars for a time' 0 crm-report sales --by closed_on:month \
    -w 'currency = CNY' --picture bars -o chart
like_out '^2026-01 █+ 1M$'
run 'not every kind can be' 0 crm-report sales --by owner --picture lines -o chart
like_out '^not drawn as lines: lines go along a'
like_out '^王小明 █'
run 'rates are in no parts' 0 crm-report win-rate --by owner,source \
    --picture stacked -o chart
like_out '^not drawn as stacked: the figures do not$'
run 'nor is anything else' 2 crm-report sales --picture pie
like_err "^crm-report: --picture: 'pie' is no picture; it is one of bars|"
run 'of a table it says nothing' 0 crm-report sales --by source --picture bars -c source -o csv
like_out '^web$'
run 'too narrow for a picture' 0 env COLUMNS=14 crm-report sales --by source -o chart
like_err '^crm-report: sales: too narrow for a picture; this is the table$'
like_out '^Source'
run 'in colour' 0 crm-report sales --by source -o chart --color always
like_out "$(printf '\033')\\[0;38;5;32m█"
run 'only reports are drawn' 2 crm-deal list -o chart
like_err "'chart' is no format"

# ---- drawings ----

crm-report sales --by customer -w 'currency = CNY' -o svg > a.svg 2> err
crm-report sales --by customer -w 'currency = CNY' -o svg > b.svg
cmp -s a.svg b.svg
result $? 'the same bytes every time'
python3 -c "import xml.dom.minidom as m; m.parse('a.svg')" 2> /dev/null
result $? 'well-formed'
is "$(grep -c 'class="box"' a.svg)" 2 'a box a bar'
is "$(sed -n 's/.*class="box".* width="\([0-9.]*\)".*/\1/p' a.svg | awk '
NR == 1 { a = $1 } NR == 2 { printf "%.1f", a / $1 }')" 5.0 \
    'as wide as its figure'
! grep -q '<b>' a.svg && grep -q 'Bo &lt;b&gt;&amp;&quot;x' a.svg
result $? 'labels are text'
! sed 's|xmlns="http://www.w3.org/2000/svg"||' a.svg | grep -q '://'
result $? 'it loads nothing'
grep -q '>ab</text>' a.svg
result $? 'what turns text round is left out'

printf 'name,stage,amount,closed_on\n' > many.csv
for i in $(seq 500); do
	echo "m$i,won,$i,2026-05-05"
done >> many.csv
crm-deal import -q many.csv > /dev/null
run 'of many the largest, and the rest' 0 crm-report query deal \
    --by name --sum amount -w 'currency = CNY' -o svg
like_out '>Rest \(484\)</text>'
is "$(grep -c 'class="box"' out)" 21 'twenty and one'
run 'of rates no rest' 0 crm-report query deal --by name --mean amount \
    -w 'currency = CNY' -c name,mean_amount -o svg
like_out 'do not add up and are not drawn'

if command -v rsvg-convert > /dev/null; then
	crm-report pipeline -o png > a.png
	is "$(od -An -tx1 -N8 a.png | tr -d ' ')" 89504e470d0a1a0a 'a PNG'
else
	skip 'a PNG: rsvg-convert is not installed'
fi
mkdir none
run 'where nothing paints' 1 env PATH="$T_DIR/none" "$CRM_BIN/crm-report" pipeline -o png
like_err 'package librsvg2-bin'

# ---- a page ----

run 'a page' 0 crm-report sales --by owner -w 'currency = CNY' -o html
like_out '^<!DOCTYPE html>$'
like_out '<td class="n" data-v="150000000">1,500,000.00</td>'
is "$(grep -c '<svg' out)" 1 'with its picture'
like_out '<td class="s">王小明</td>'
like_out '<th scope="col" class="s">'
run 'a long text has room on a narrow screen' 0 crm-report query deal \
    --by competitors -w 'name = w1' -o html
like_out '<td class="l">一二三四五六七八九十一二三四五六七八九十</td>'
run 'in the language of its reader' 0 zh crm-report sales --by owner -o html
like_out '<html lang="zh-CN">'
run 'the dashboard is one page' 0 crm-report dashboard -o html
# On paper a heading stays with its picture, and that is not cut.
like_out 'h1,h2,h2[+]p.break-after:avoid'
like_out 'svg.break-inside:avoid'
is "$(grep -c '<!DOCTYPE' out) $(grep -c '<section>' out) $(grep -c '<svg' out)" \
    '1 9 9' 'of nine tables and their pictures'
! sed 's|xmlns="http://www.w3.org/2000/svg"||' out | grep -q '://'
result $? 'that loads nothing'
run 'of the records that are meant' 0 crm-report dashboard -w 'owner = 王小明' -o html
unlike_out '>300,000.00<'
cat > all.reports <<'END'
sales --by owner
sales --by source
END
run 'a file of reports is one page' 0 crm-report run ./all.reports -o html
is "$(grep -c '<!DOCTYPE' out) $(grep -c '<section>' out)" '1 2' 'of two tables'

if command -v chromium > /dev/null; then
	# What a browser makes of it: no label of a picture in another.
	crm-report dashboard -o html 2> /dev/null | sed 's|</body>|<script>\
document.querySelector("th.n button").click();\
for (const s of document.querySelectorAll("svg")) {\
 const t = [...s.querySelectorAll("text")].map(e => e.getBBox());\
 t.forEach((a, i) => t.slice(0, i).forEach(b => {\
  if (a.x < b.x + b.width - 1 \&\& b.x < a.x + a.width - 1 \&\&\
   a.y < b.y + b.height - 4 \&\& b.y < a.y + a.height - 4)\
   document.title += " collision"; }));\
}\
document.title += " looked at " + document.querySelectorAll("th[aria-sort]").length;\
</script></body>|; s|script-src|script-src|' > page.html
	HOME=$T_DIR timeout 60 chromium --headless --no-sandbox --disable-gpu \
	    --dump-dom "file://$T_DIR/page.html" > dom 2> /dev/null
	is "$(sed -n 's|.*<title>\(.*\)</title>.*|\1|p' dom | head -n 1)" \
	    'dashboard looked at 1' 'a browser shows and sorts it'
else
	skip 'in a browser: chromium is not installed'
fi

# ---- a workbook ----

crm-report dashboard -o xlsx > d.xlsx 2> /dev/null
is "$(unzip -l d.xlsx | grep -c 'xl/charts/chart')" 7 'a chart where there are figures'
unzip -p d.xlsx xl/workbook.xml > parts
grep -q 'name="sales"' parts && grep -q 'name="sales 2"' parts
result $? 'sheets of the same report are told apart'
crm-report sales --by owner,source -o xlsx > s.xlsx 2> /dev/null
unzip -p s.xlsx xl/charts/chart1.xml > parts
grep -q "'sales 2'" parts
result $? 'parts of a bar have a sheet of their own'
crm-deal list -o xlsx > l.xlsx
! unzip -l l.xlsx | grep -q chart
result $? 'lists have no chart'
book
crm-deal import -q - > /dev/null <<'END'
name,stage,amount
a,needs,600
a,proposal,600
b,needs,500
b,proposal,500
c,needs,100
d,proposal,300
END
run 'the rest of two dimensions is together' 0 crm-report query deal --by name,stage --sum amount \
    --top 2 -o chart
like_out '^   a .* 1200$'
like_out '^Rest =+ *400$'
unlike_out 'not drawn'
# 23 of 40 are 57.5 %, which is a little less in binary.
awk 'BEGIN {
	print "name,stage,amount,region"
	for (i = 0; i < 63; i++)
		printf "f%d,needs,1,%s\n", i, i < 40 ? "甲" : "乙"
}' | crm-deal import -q - > /dev/null
run 'a half is rounded up' 0 crm-report query deal --by region --count name \
    -w 'region in (甲, 乙)' -s -count_name --picture funnel -o chart
like_out '23  58%$'

# ---- labels of pictures and marks ----

book --currency USD
crm-deal import -q - > /dev/null <<'END'
name,stage,amount,closed_on
客户,won,400,2026-01-11
👩‍👩‍👧 k,won,300,2026-01-11
❤️ é,won,200,2026-01-11
👍🏽🇨🇳,won,100,2026-01-11
END
run 'pictures of several signs stand in line' 0 env COLUMNS=40 crm-report sales --by name -o chart
is_out 'Amount (USD) by Name
客户 ███████████████████████████████ 400
👩‍👩‍👧 k ███████████████████████▎ 300
❤️ é ███████████████▌ 200
👍🏽🇨🇳 ███████▊ 100'
run 'in a table too' 0 crm-report sales --by name -c name,amount -o table
is_out 'Name  Amount
----  ------
客户  400.00
👩‍👩‍👧 k  300.00
❤️ é  200.00
👍🏽🇨🇳  100.00'
run 'a drawing keeps them whole' 0 crm-report sales --by name -o svg
like_out '👩‍👩‍👧 k<'
like_out '❤️ é<'

# ---- two funnels ----

book --currency USD
quiet crm-admin stage add pipeline=sea name=ask seq=1 type=open probability=20
quiet crm-admin stage add pipeline=sea name=bid seq=2 type=open probability=50
quiet crm-admin stage add pipeline=sea name=won seq=4 type=won probability=100
printf '%s\n' name,amount,pipeline,stage,opened_on a,1,sea,ask,2026-10-01 c,1,sea,bid,2026-10-01 \
    d,1,sea,ask,2026-10-01 e,1,sea,ask,2026-10-01 f,1,default,qualification,2026-10-01 |
    crm-deal import - -q > /dev/null
run 'each funnel has its own first step' 0 crm-report funnel -o chart
like_out 'sea · bid .* 1 +25%'
unlike_out '[2-9]00%'
run 'a pipeline that is left out has no steps' 0 crm-report funnel -w 'pipeline = sea' -o csv -c pipeline,stage,reached,of_first
is_out 'pipeline,stage,reached,of_first
sea,ask,4,100
sea,bid,1,25
sea,won,0,0'
done_testing
