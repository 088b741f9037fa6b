#!/bin/sh
# What other systems say beside a deal's stage: how it ended, and when; a list of
# choices that nothing was chosen from; minutes as a clock has them.
. "$(dirname "$0")/../../lib.sh"
feed() {
	text=$1
	shift
	printf "$text" | "$@"
}
C='-o csv -c name,stage,closed_on,expected_close'
book
crm-customer add name=Org -q > /dev/null

# ---- one column of dates ----

for header in 'Closed Date' 'Date Closed' 结单日期 结束日期 签单日期 成交时间 成交日期; do
	# shellcheck disable=SC2086
	run "$header goes by the stage" 0 feed \
	    "name,customer,stage,$header\na,Org,Closed Won,2026-03-01\nb,Org,Needs Analysis,2026-12-01\n" \
	    crm-deal import - -n $C
	like_out '^a,won,2026-03-01,,inserted'
	like_out '^b,[^,]*,,2026-12-01,inserted'
done
# shellcheck disable=SC2086
run 'beside a column of the expected ones it is that of the end' 0 feed \
    'name,customer,stage,预计成交日期,成交日期\na,Org,Needs Analysis,2026-12-01,2026-03-01\n' \
    crm-deal import - -n $C
like_out '^a,[^,]*,2026-03-01,2026-12-01,'

# ---- reopened by a file ----

book
crm-customer add name=Org -q > /dev/null
printf 'Id,Name,Account,Stage,Close Date\nq,a,Org,Closed Won,2026-10-20\n' |
    crm-deal import - -q > /dev/null
printf 'Id,Stage,Close Date\nq,Negotiation,2026-12-20\n' > again.csv
# shellcheck disable=SC2086
run 'what is open has no day of its end' 0 crm-deal import again.csv \
    --on-duplicate update $C
like_out '^a,negotiation,,2026-12-20,updated'
# shellcheck disable=SC2086
run 'closed again it is given one' 0 feed 'Id,Stage,Close Date\nq,Closed Won,2026-11-02\n' \
    crm-deal import - --on-duplicate update $C
like_out '^a,won,2026-11-02,2026-12-20,updated'
# shellcheck disable=SC2086
run 'a day that is given stays' 0 feed 'Id,Stage,closed_on\nq,Negotiation,2026-11-05\n' \
    crm-deal import - --on-duplicate update $C
like_out '^a,negotiation,2026-11-05,'

# ---- won or lost ----

book
crm-customer add name=Org -q > /dev/null

cat > pipedrive.csv <<'END'
Deal - Title,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Deal closed on,Deal - Expected close date
A,Org,Proposal Made,won,2026-03-01,,2026-03-01,2026-04-01
B,Org,Proposal Made,Lost,,2026-03-02,2026-03-02,2026-04-01
C,Org,Proposal Made,open,,,,2026-12-01
D,Org,Lead In,,,,,2026-12-02
END
# shellcheck disable=SC2086
run 'the status decides' 0 crm-deal import pipedrive.csv -n $C
is_out 'name,stage,closed_on,expected_close,_action,_duplicate_of
A,won,2026-03-01,2026-04-01,inserted,
B,lost,2026-03-02,2026-04-01,inserted,
C,proposal,,2026-12-01,inserted,
D,qualification,,2026-12-02,inserted,'
is_err "crm-deal: pipedrive.csv: 2 rows won or lost by 'Deal - Status': in the stage of \
that, not in the one beside it
crm-deal: read 4, inserted 4 (dry run: nothing was written)"
cat > dynamics.csv <<'END'
Topic,Account,Pipeline Phase,Status,Close Date
A,Org,Propose,Won,2026-03-02
B,Org,Propose,Canceled,2026-03-05
C,Org,Develop,Open,2026-12-01
END
# shellcheck disable=SC2086
run 'and with it which date it is' 0 crm-deal import dynamics.csv -n $C
is_out 'name,stage,closed_on,expected_close,_action,_duplicate_of
A,won,2026-03-02,,inserted,
B,lost,2026-03-05,,inserted,
C,needs,,2026-12-01,inserted,'
run 'without a stage' 0 feed '商机名称,客户,状态\na,Org,赢单\nb,Org,丢单\nc,Org,进行中\n' \
    crm-deal import - -n -o csv -c stage
is_out 'stage,_action,_duplicate_of
won,inserted,
lost,inserted,
qualification,inserted,'
is_err 'crm-deal: stdin: closed_on: blank in 2 rows of what is closed, which no report on days counts; --map or --default says when it was
crm-deal: read 3, inserted 3 (dry run: nothing was written)'
run 'a stage of the same end stays' 0 feed 'name,customer,stage,status\na,Org,Closed Won,Won\n' \
    crm-deal import - -n -o csv -c stage
like_out '^won,'
is_err 'crm-deal: stdin: closed_on: blank in 1 row of what is closed, which no report on days counts; --map or --default says when it was
crm-deal: read 1, inserted 1 (dry run: nothing was written)'
run 'what contradicts is refused' 4 feed \
    'name,customer,stage,status\na,Org,Closed Won,Lost\nb,Org,Closed Lost,Open\n' \
    crm-deal import -
is_err "crm-deal: stdin:2: stage: the stage of the row is closed otherwise, and 'status' \
says lost; --map 'status=' leaves that out
crm-deal: stdin:3: stage: the stage of the row is closed otherwise, and 'status' says \
open; --map 'status=' leaves that out
crm-deal: read 2, rejected 2; nothing was written"
run 'another word' 4 feed 'name,customer,status\na,Org,Negotiation\n' crm-deal import -
is_err "crm-deal: stdin:2: stage: 'Negotiation' is neither open, won nor lost; --map \
'status=stage' takes the column for the stage, 'status=' leaves it out
crm-deal: read 1, rejected 1; nothing was written"
run 'taken for the stage' 0 feed 'name,customer,status\na,Org,Negotiation\n' \
    crm-deal import - -n --map status=stage -o csv -c stage
like_out '^negotiation,'

# A pipeline has its own ends; one without is told.
crm-admin stage add pipeline=second name=Start seq=1 -q > /dev/null
crm-admin stage add pipeline=second name=Signed seq=2 type=won -q > /dev/null
printf 'name,customer,pipeline,stage,status\na,Org,second,Start,won\n' > second.csv
run 'of the pipeline that it is in' 0 crm-deal import second.csv -n -o csv -c pipeline,stage
like_out '^second,Signed,'
sed -i 's/won$/lost/' second.csv
run 'which has no such end' 4 crm-deal import second.csv
like_err ':2: stage: the pipeline has no stage that is lost$'

# Again: the record has the stage of its end.
printf 'ext,name,customer,stage,status\n1,a,Org,Proposal,open\n2,b,Org,Needs,open\n' > night.csv
crm-deal import night.csv -q > /dev/null
sed -i 's/Proposal,open/Proposal,won/' night.csv
run 'won meanwhile' 0 crm-deal import night.csv --on-duplicate update -o csv -c stage
is_out 'stage,_action,_duplicate_of
won,updated,
needs,unchanged,'
run 'and unchanged then' 0 crm-deal import night.csv --on-duplicate update
like_err 'read 2, unchanged 2$'
run 'by the status alone, of the stage it has' 0 feed 'ext,status\n2,lost\n' \
    crm-deal import - --on-duplicate update -o csv -c stage
like_out '^lost,updated,'

# ---- nothing chosen ----

run '-None- is blank' 0 feed \
    'Company,Lead Source,Lead Status,Industry,City\nA,-None-,-None-,-None-,--None--\n' \
    crm-lead import - -n -o csv -c company,source,status,industry,city
is_out 'company,source,status,industry,city,_action,_duplicate_of
A,,new,,,inserted,'
run 'the word itself is none' 0 feed 'Company,City\nA,None\n' crm-lead import - -n \
    -o csv -c city
like_out '^None,'

# ---- minutes ----

run 'as a clock has them' 0 feed \
    'subject,kind,duration\na,call,00:30\nb,call,45\nc,call,1:30:00\nd,call,100:05\ne,call,0:01:40\n' \
    crm-task activity import - -n -o csv -c minutes
is_out 'minutes,_action,_duplicate_of
30,inserted,
45,inserted,
90,inserted,
6005,inserted,
2,inserted,'
is_err 'crm-task: stdin: minutes: 4 values read as hours and minutes: 00:30 is 30, 1:30 is 90
crm-task: read 5, inserted 5 (dry run: nothing was written)'
for time in 1:60 1: :30 1:2:3:4 1:30pm 00:00:60; do
	run "$time is none" 4 feed "subject,kind,duration\na,call,$time\n" \
	    crm-task activity import -
	like_err ":2: minutes: '$time' is not a number"
done
run 'nor in another number' 4 feed 'company,score\na,0:30\n' crm-lead import -
like_err ":2: score: '0:30' is not a number"
done_testing
