#!/bin/sh
# Dates and times as other systems and spreadsheets write them, in the zone of TZ;
# what is said of a time that a date cannot keep; words of the command line.
. "$(dirname "$0")/../../lib.sh"

# tasks OPTION… -- DAY…: imports tasks due on these days.
tasks() {
	options=
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	shift
	{ echo 'subject;due'; printf 'a;%s\n' "$@"; } > tasks.csv
	book
	# shellcheck disable=SC2086  # options are words
	crm-task import tasks.csv --delimiter ';' --again -c due $options
}
days() { sed 1d out | cut -d, -f1 | tr '\n' ' '; }
# at ZONE TIME: a time of an activity, in that zone.
at() {
	printf 'kind;at\ncall;%s\n' "$2" > at.csv
	book
	(TZ=$1 && export TZ &&
	    crm-task activity import at.csv --delimiter ';' -c at)
}
instant() { sed -n 2p out | cut -d, -f1; }

# ---- as Excel writes them in English, and its day numbers ----

run 'with the name of a month' 0 tasks -- 5-Jan-2026 'Jan 5, 2026' \
    05-JAN-2026 '5 January 2026' 'Monday, January 5, 2026' 'Sept 1, 2026'
is "$(days)" '2026-01-05 2026-01-05 2026-01-05 2026-01-05 2026-01-05 2026-09-01 ' 'read'
run 'no such month' 4 tasks -- 5-Jax-2026
like_err "due: '5-Jax-2026' is not a date"
run 'no year' 4 tasks -- 5-Jan
like_err "due: '5-Jan' has no year"
run 'day numbers' 4 tasks -- 46027 46027.75
is "$(grep -c 'say --date-format excel, or give the column a date format there$' err)" 2 \
    'are refused with the option'
run '--date-format excel' 0 tasks --date-format excel -- 46027 2026-01-06 7-Jan-2026 1
is "$(days)" '2026-01-05 2026-01-06 2026-01-07 1900-01-01 ' 'reads them'
run 'the day that never was' 4 tasks --date-format excel -- 60
run 'a day and its time' 0 sh -c 'printf "kind,at\ncall,46027.75\n" |
	crm-task activity import - --date-format excel -c at'
is "$(instant)" 2026-01-05T18:00:00Z 'the time too'

# ---- years of two digits ----

run 'refused' 4 tasks -- 5-Jan-26 26年1月5日
is "$(grep -c 'has a year of two digits; --century 2000 says' err)" 2 'with the option'
run 'an order is needed as well' 4 tasks --century 2000 -- 5/1/26
like_err "say --date-format dmy, mdy or ymd, and --century 2000 or another\$"
run '--century' 0 tasks --century 2000 -- 5-Jan-26 26年1月5日
is "$(days)" '2026-01-05 2026-01-05 ' 'says of which hundred'
run 'short' 0 tasks --century 20 -- 5-Jan-26
is "$(days)" '2026-01-05 ' 'the same'
run 'any hundred years' 0 tasks --century 1950 --date-format dmy -- 5/1/49 5/1/50
is "$(days)" '2049-01-05 1950-01-05 ' 'begin where it says'
run 'each order' 0 tasks --century 2000 --date-format mdy -- 1/5/26
is "$(days)" '2026-01-05 ' 'mdy'
run 'the year first' 0 tasks --century 2000 --date-format ymd -- 26/1/5
is "$(days)" '2026-01-05 ' 'ymd'
run 'a year that is none' 2 tasks --century soon -- 5-Jan-26
like_err "^crm-task: --century: 'soon' is not a year such as 2000"
for year in 26 99 00 1 026 1000 2600 9900 -20 2e3; do
	run "a hundred that nobody means: $year" 2 tasks --century "$year" -- 5-Jan-26
	like_err "^crm-task: --century: '$year' is not a year such as 2000"
done
run 'of dates of birth' 0 tasks --century 19 -- 5-Jan-26
is "$(days)" '1926-01-05 ' 'the hundred before'

# Who has no such option is not sent to it.
run 'on the command line' 2 crm-task add subject=x due=5-Jan-26
is_err "crm-task: due: '5-Jan-26' has a year of two digits; write all four"
run 'in rows of a stream' 2 sh -c 'crm-stock add -q sku=P name=p > null; crm-stock warehouse add -q name=w > null
	printf "sku,quantity,unit_cost,on\nP,5,3,5/1/2026\n" | crm-stock receive -'
like_err "'5/1/2026' does not begin with the year; write it as 2026-11-21\$"

# ---- times of days ----

for time in '2026-01-05 14:00=下午2:00' '2026-01-05 09:30=上午9:30' \
    '2026-01-05 14:00=2:00 PM' '2026-01-05 14:30=14时30分' \
    '2026-01-05 00:10=上午12:10' '2026-01-06 00:00=24:00'; do
	run "${time#*=}" 0 at UTC "2026-01-05 ${time#*=}"
	is "$(instant | tr T ' ')" "${time%=*}:00Z" 'read'
done
run 'without a blank' 0 at UTC '2026年1月5日下午2:00'
is "$(instant)" 2026-01-05T14:00:00Z 'read'
run 'a time that is none' 4 at UTC '2026-01-05 24:01'
run 'a time that clocks skip' 4 at Europe/Berlin '2026-03-29 02:30'
like_err "at: '2026-03-29 02:30' is a time that clocks skip in the zone of TZ; write its offset behind it"
run 'its offset' 0 at Europe/Berlin '2026-03-29T02:30+01:00'
is "$(instant)" 2026-03-29T03:30:00+02:00 'decides'

# A time of a day is kept beside the day where a field for it is, else it is said
# that it is left out; with a zone it decides the day.
run 'left out' 0 tasks -- '2026-01-05 14:30' 2026-01-06 '2026-01-07 00:00:00' '2026-01-08 24:00'
is "$(days)" '2026-01-05 2026-01-06 2026-01-07 2026-01-08 ' 'the days stay'
run 'the time is kept' 0 crm-task list -s due -l 1 -o csv -c due,due_at
is_out 'due,due_at
2026-01-05,2026-01-05T14:30:00Z'
printf 'subject,done_on\na,2026-01-05 14:30\nb,2026-01-06\n' > done.csv
run 'a field of days alone' 0 crm-task import done.csv
like_err '^crm-task: done.csv: done_on: 1 value without the time of day: the field holds days$'
run 'on the command line' 0 crm-task add subject=x due='2026-01-05 14:30' \
    done_on='2026-01-05 14:30' -c due,due_at,done_on
is_out 'due,due_at,done_on
2026-01-05,2026-01-05T14:30:00Z,2026-01-05'
like_err '^crm-task: done_on: the time of day is left out: it holds days$'
(TZ=Asia/Shanghai && export TZ && tasks -- 2026-01-05T17:00:00Z \
    2026-01-05T15:59:00Z 2026-01-05T23:30:00+09:00 > out 2> err)
is "$(days)" '2026-01-06 2026-01-05 2026-01-05 ' 'a zone: the day in that of TZ'

# ---- words are for the command line ----

for word in mon today eoq +3d -1w tomorrow+9h; do
	run "$word" 4 tasks -- "$word"
	is "$(sed -n 1p err)" "crm-task: tasks.csv:2: due: '$word' is for the \
command line; a file holds the day itself: 2026-11-21" 'is refused in a file'
done
run 'of an instant' 4 at UTC now
like_err "at: 'now' is for the command line"
run 'a default is of the command line' 0 sh -c \
    'printf "subject\na\n" | crm-task import - --default due=+3d -c due'
like_out '^2026-11-24,'
run 'so is add' 0 crm-task add subject=x due='Jan 5, 2026' -c due -q
is_out 'due
2026-01-05'

# ---- a zone, a language ----

run 'a zone that is none' 2 env TZ=Asia/Shangai crm-task list
is_err "crm-task: TZ: there is no time zone 'Asia/Shangai' here; write it as \
Asia/Shanghai or CST-8"
for zone in Asia/Shanghai CST-8 EST5EDT '<+08>-8' UTC0 :Europe/Berlin ''; do
	run "TZ=$zone" 0 env TZ="$zone" crm-task list -l 1 -o ids
done
for tz in UTC+25 UTC+99 UTC-24 UTC-14:30 CST-8:99 EST5EDT,foo; do
	run "$tz" 2 env TZ=$tz crm-task list
	is_err "crm-task: TZ: there is no time zone '$tz' here; write it as \
Asia/Shanghai or CST-8"
done
for tz in UTC-14 UTC+12 '<+0530>-5:30' EST5EDT; do
	run "$tz" 0 env TZ="$tz" crm-task list -o ids
done
run 'help needs none' 0 env TZ=Nowhere crm-task --help
run 'a language that is none' 0 env LC_ALL=xx_YY.UTF-8 crm-task list -l 1 -o ids
is_err "crm-task: LC_ALL: there is no locale 'xx_YY.UTF-8' here; labels are English"
for language in zh_CN.UTF-8 zh en_US.UTF-8 C POSIX C.UTF-8; do
	run "LC_ALL=$language" 0 env LC_ALL="$language" crm-task list -l 1 -o ids
	is_err ''
done
run 'a skipped time behind due' 2 env TZ=Europe/Berlin \
    crm-task add subject=x due='2026-03-29 02:30'
like_err "^crm-task: due_at: '2026-03-29 02:30' is a time that clocks skip"
run 'one that is there' 0 env TZ=Europe/Berlin \
    crm-task add subject=x due='2026-03-29 03:30' -q -o csv -c due,due_at
is "$(sed -n 2p out)" '2026-03-29,2026-03-29T03:30:00+02:00' 'is kept'

# ---- a day and a time of it in two columns ----

# clocked NOUN HEADER,HEADER CELL,CELL WANT: one row of these is at WANT
clocked() {
	book
	printf 'subject,%s\nx,%s\n' "$2" "$3" > clock.csv
	run "$2 of $1" 0 crm-task $1 clock.csv --date-format mdy -o csv -c "$5"
	is_out "$5,_action,_duplicate_of
$4,inserted,"
}
act='activity import --default kind=call'
for h in Date,Time Start\ Date,Start\ Time Time,Date 日期,时间 开始日期,开始时间 \
	Activity\ Date,Activity\ Time; do
	case $h in
	Time,*) cells='2:30 PM,1/5/2026' ;;
	*) cells='1/5/2026,2:30 PM' ;;
	esac
	clocked "$act" "$h" "$cells" 2026-01-05T14:30:00Z at
	like_err "^crm-task: clock.csv: at is joined from '"
done
for h in Due\ Date,Due\ Time 截止日期,截止时间 Due\ time,Due\ date; do
	case $h in
	*time,*) cells='14:30,2026-01-05' ;;
	*) cells='2026-01-05,14:30' ;;
	esac
	clocked import "$h" "$cells" 2026-01-05,2026-01-05T14:30:00Z due,due_at
	like_err "^crm-task: clock.csv: due is joined from '"
done
due=Due\ Date,Due\ Time
clocked import "$due" 2026-01-05, 2026-01-05, due,due_at
clocked import "$due" , , due,due_at
clocked import "$due" '2026-01-05 00:00:00,9:05' 2026-01-05,2026-01-05T09:05:00Z due,due_at
clocked import "$due" '2026-01-05,2026-01-05 14:00' 2026-01-05,2026-01-05T14:00:00Z due,due_at
clocked import "$due" '2026-01-05 14:30,14:30' 2026-01-05,2026-01-05T14:30:00Z due,due_at
clocked import "$due" 2026-01-05,下午2:30 2026-01-05,2026-01-05T14:30:00Z due,due_at
run 'the day by itself, where the time is left out' 0 \
    crm-task import clock.csv --again -n --map 'Due Time=' -c due,due_at
is_out 'due,due_at,_action,_duplicate_of
2026-01-05,,inserted,'
printf 'subject,Due Date,Due Time\nx,,14:30\ny,2026-01-05,2026-01-06 14:00\n' > clock.csv
run 'a time without its day, and two days' 4 crm-task import clock.csv
like_err "^crm-task: clock.csv:2: due: '14:30' is not a date"
like_err "^crm-task: clock.csv:3: due: '2026-01-05 2026-01-06 14:00' does not end in a time"
printf 'kind,Date,Time,Start Date,Start Time\ncall,2026-01-05,14:30,2026-01-06,9:00\n' \
    > clock.csv
run 'two pairs' 2 crm-task activity import clock.csv
like_err "columns 'Date' and 'Start Date' both mean at; say which with --map"
run 'as it says' 0 crm-task activity import clock.csv -q -c at \
    --map 'Start Date=,Start Time='
is_out 'at,_action,_duplicate_of
2026-01-05T14:30:00Z,inserted,'
done_testing
