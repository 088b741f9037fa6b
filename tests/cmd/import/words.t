#!/bin/sh
# Words of other systems: their stages, states and headers are known by
# themselves, as what the book has for them.
. "$(dirname "$0")/../../lib.sh"
book

# read_as KIND HEADER WANT WORD…: each word, in a file, is WANT.
read_as() {
	t_kind=$1 t_header=$2 t_want=$3
	shift 3
	for t_word; do
		printf 'name,%s\nof %s,%s\n' "$t_header" "$t_word" "$t_word" |
		    "crm-$t_kind" import - -q --again -n -c "$t_header" > got 2> err
		is "$(sed -n 2p got)" "$t_want,inserted," "$t_kind: $t_word"
	done
}

read_as deal stage qualification Prospecting Qualification Qualify \
    'Appointment Scheduled' appointmentscheduled 'Lead In' 'Contact Made' \
    Qualified 验证客户 初步接洽
read_as deal stage needs 'Needs Analysis' Develop 'Qualified To Buy' \
    'Demo Scheduled' 'Needs Defined' 需求确定 需求分析
read_as deal stage proposal 'Proposal/Price Quote' 'Value Proposition' \
    'Id. Decision Makers' 'Perception Analysis' Propose 'Proposal Made' \
    'Presentation Scheduled' 方案/报价 方案报价
read_as deal stage negotiation Negotiation/Review \
    'Negotiations Started' 'Decision Maker Bought-In' 谈判审核 商务谈判
read_as deal stage contract 'Contract Sent' Close 合同签订
read_as deal stage won 'Closed Won' closedwon CLOSED_WON Won 赢单 成交
read_as deal stage lost 'Closed Lost' 'Closed-Lost to Competition' Lost \
    输单 丢单
read_as lead status new 'Open - Not Contacted' NEW OPEN 'Not Contacted' 待分配 \
    未处理
read_as lead status working 'Working - Contacted' IN_PROGRESS \
    ATTEMPTED_TO_CONTACT CONNECTED Contacted 'Pre-Qualified' 跟进中
read_as lead status qualified OPEN_DEAL Qualified 已确认 有意向
read_as lead status unqualified 'Closed - Not Converted' BAD_TIMING 'Junk Lead' \
    'Lost Lead' 'Not Qualified' Disqualified 'Cannot Contact' 无效 无意向
read_as lead status recycled 'Contact in Future' Nurturing Archived
read_as customer kind customer Prospect 'Customer - Direct' 'Customer - Channel' 潜在客户
read_as customer kind partner 'Channel Partner / Reseller' 'Technology Partner' \
    Integrator 分销商
printf 'subject,status\na,Waiting on us\nb,Escalated\nc,Waiting for Customer\nd,Problem Solved\n' |
    crm-customer case import - -q -n -c status > got
is "$(sed -n '2,$s/,.*//p' got | tr '\n' ' ')" 'in_progress in_progress waiting resolved ' \
    'states of cases'
crm-customer add name=Acme -q > /dev/null
printf 'number,customer,status\na,Acme,Needs Review\nb,Acme,Presented\nc,Acme,Denied\nd,Acme,Active\n' |
    crm-deal quote import - -q -n -c status > got
is "$(sed -n '2,$s/,.*//p' got | tr '\n' ' ')" 'pending sent rejected sent ' \
    'states of quotes'
printf 'subject,status\na,Waiting on someone else\nb,Not Started\nc,Deferred\n' |
    crm-task import - -q -c status > got
is "$(tr '\n' ' ' < got)" 'status,_action,_duplicate_of doing,inserted, todo,inserted, cancelled,inserted, ' \
    'states of tasks'

# The book's own names come first, and --value before both.
crm-admin stage add name=Prospecting seq=9 -q > /dev/null
printf 'name,stage\na,Prospecting\nb,Qualify\nc,Close\n' |
    crm-deal import - -q -c stage --value 'stage:Close=won' > got
is "$(sed -n '2,$s/,.*//p' got | tr '\n' ' ')" \
    'Prospecting qualification won ' \
    'what the book has, and what is said, go before'
crm-admin stage delete contract -q > /dev/null
run 'a word for what the book has no more' 4 sh -c \
    'printf "name,stage\na,Contract Sent\n" | crm-deal import -'
like_err "stage: there is no stage 'Contract Sent'"

for header in 单位名称 客户单位 企业名称 'Account Name' Organisation Client 公司; do
	printf 'name,stage,%s\nd of %s,won,Acme\n' "$header" "$header" > d.csv
	printf 'name,%s\nc of %s,Acme\n' "$header" "$header" > c.csv
	printf 'number,%s\n%s,Acme\n' "$header" "$header" > o.csv
	run "deal: $header" 0 crm-deal import d.csv -q --create-missing -c customer
	is "$(sed -n 2p out)" Acme,inserted, 'is its customer'
	run "contact: $header" 0 crm-customer contact import c.csv -q \
	    --create-missing -c customer --again
	is "$(sed -n 2p out | cut -d, -f1)" Acme 'is its customer'
	run "order: $header" 0 crm-order import o.csv -q --create-missing -c customer
	is "$(sed -n 2p out)" Acme,inserted, 'is its customer'
done

# The pipeline behind the stage, as HubSpot has it; what is unknown is told as --value
# takes it, without the pipeline of the other column.
book
cat > hubspot.csv <<'END'
Deal Name,Deal Stage,Pipeline
A,Closed Won (Sales Pipeline),Sales Pipeline
B,Contract Sent (Sales Pipeline),Sales Pipeline
C,Appointment Scheduled,Sales Pipeline
D,Closed Lost (Default Pipeline),
END
run 'the pipeline behind the stage' 0 crm-deal import hubspot.csv -n -o csv -c name,stage
is_out 'name,stage,_action,_duplicate_of
A,won,inserted,
B,contract,inserted,
C,qualification,inserted,
D,lost,inserted,'
printf 'name,stage,pipeline\na,Odd (Sales Pipeline),Sales Pipeline\nb,Won (Other),\n' > odd.csv
run 'an unknown one' 4 crm-deal import odd.csv
like_err "^crm-deal: odd.csv: 1 row: --value 'stage:Odd \(Sales Pipeline\)='$"
like_err "^crm-deal: odd.csv: 1 row: --value 'stage:Won \(Other\)='$"
run 'said as it is told' 0 crm-deal import odd.csv -n -o csv -c stage \
    --value 'stage:Odd (Sales Pipeline)=won' --value 'stage:Won (Other)=lost'
is_out 'stage,_action,_duplicate_of
won,inserted,
lost,inserted,'

# ---- stages of several pipelines ----

book
crm-customer add name=Alba -q > /dev/null
crm-admin stage add pipeline=second name=won type=won seq=9 -q > /dev/null
crm-admin stage add pipeline=second name=talk type=open seq=1 -q > /dev/null
printf 'Name,Account,Stage\na,Alba,Closed Won\nb,Alba,赢单\nc,Alba,won\n' > words.csv
run 'a new deal begins in the first pipeline' 0 crm-deal import words.csv -n -o csv \
    -c name,pipeline,stage
is_out 'name,pipeline,stage,_action,_duplicate_of
a,default,won,inserted,
b,default,won,inserted,
c,default,won,inserted,'
printf 'Id,Name,Account,Stage\nz1,a,Alba,talk\nz2,b,Alba,qualification\n' |
    crm-deal import - -q > /dev/null
for word in won 'Closed Won' 赢单; do
	printf 'Id,Stage\nz1,%s\nz2,%s\n' "$word" "$word" > words.csv
	run "$word: one that is there goes on in its own" 0 crm-deal import words.csv -n \
	    -o csv --on-duplicate update -c ext,pipeline,stage,_action
	is_out 'ext,pipeline,stage,_action
z1,second,won,updated
z2,default,won,updated'
done
printf 'Id,Stage\nz1,default/won\nz2,second/won\n' > words.csv
run 'a pipeline that is said goes before' 0 crm-deal import words.csv -n \
    -o csv --on-duplicate update -c ext,pipeline,_action
is_out 'ext,pipeline,_action
z1,default,updated
z2,second,updated'
done_testing
