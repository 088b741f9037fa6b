#!/bin/sh
# Messages, help and headings in Chinese; numbers, dates and files stay as they
# are in every language.
. "$(dirname "$0")/../../lib.sh"

# zh COMMAND…: with Chinese messages.
zh() { LC_ALL=zh_CN.UTF-8 "$@"; }
# Lines of standard input without a Chinese character.
without_chinese() { perl -CSD -ne 'print unless /\p{Han}/'; }

book
run 'a record' 0 crm-lead add company=云帆科技 name=王芳 source=web budget=1234567.5

run 'an error is in Chinese' 2 zh crm-lead list -w 'statuss = new'
is_err "crm-lead: 没有字段 'statuss'（线索）；最接近的是：status, region, status_now
  statuss = new
  ^"
run 'and so is a summary' 0 zh crm-lead set L1 source=ad
is_err 'crm-lead: 更新 1（批次 B3）'
run 'LANGUAGE outranks a locale' 2 env LC_ALL=en_US.UTF-8 LANGUAGE=zh_CN:en \
    crm-lead list -w 'statuss = new'
like_err "没有字段 'statuss'"
run 'the first of its languages that is one of ours' 2 \
    env LC_ALL=de_DE.UTF-8 LANGUAGE=de:zh_CN:en crm-lead list -w 'statuss = new'
like_err "没有字段 'statuss'"
run 'English before Chinese' 2 \
    env LC_ALL=de_DE.UTF-8 LANGUAGE=de:en:zh_CN crm-lead list -w 'statuss = new'
like_err "no field 'statuss'"
run 'but not C' 2 env LC_ALL=C.UTF-8 LANGUAGE=zh_CN crm-lead list -w 'statuss = 1'
like_err "no field 'statuss'"
mkdir -p config/crm
echo 'language = zh' > config/crm/config
run 'the settings may say it' 2 crm-lead nope
is_err "crm-lead: 没有动词 'nope'；见 crm-lead --help"
echo 'language = en' > config/crm/config
run 'and outrank the environment' 2 zh crm-lead nope
is_err "crm-lead: unknown verb 'nope'; see crm-lead --help"
rm config/crm/config

run 'csv is the same in every language' 0 zh crm-lead list -c lead_id,budget,source
is_out 'lead_id,budget,source
L1,1234567.50,ad'
run 'a table has headings of ours' 0 zh crm-lead history L1 -o table -c field,old,new
is_out '字段    原值  新值
------  ----  ----

source  网站  广告'
run 'what a column is called in commands stays' 2 zh crm-lead history L1 -c feld
like_err '现有 id, batch'

cat > bad.csv <<END
company,email
新客户,foo@
END
run 'the reason in a file of rejects is in the language of who reads it' 4 \
    zh crm-lead import bad.csv --rejects out.csv
run 'it is' 0 cat out.csv
is_out "company,email,_line,_field,_error
新客户,foo@,2,email,'foo@' 不是邮箱地址"

# Each line of help is Chinese, but examples, and names alone.
for program in "$CRM_BIN"/crm-*; do
	name=${program##*/}
	{
		zh "$name" --help | sed '/^名词/,/^$/d'
		for verb in $("$name" --candidates '' | cut -f1 |
		    grep -vx help); do
			zh "$name" "$verb" --help | sed '1,2d; /^示例/,$d'
		done
	} | grep '[^ ]' | without_chinese |
	    grep -v "^  $name " > left
	run "help of $name is Chinese" 0 cat left
	is_out ''
done
run 'the manual and the completions are not' 0 \
    sh -c 'LC_ALL=zh_CN.UTF-8 crm-lead --manual program > zh;
	crm-lead --manual program | cmp - zh'


# ---- fields by their labels ----

book
run 'add takes labels and choices in Chinese' 0 crm-lead add 公司名称=云帆科技 \
    姓名=王芳 来源=百度 手机=13800138000 城市=杭州 预算=1200 -q
run 'set too' 0 crm-lead set L1 来源=官网 联系电话=010-87654321 -q
run 'what is computed too' 0 crm-lead set L1 '预算:=预算*2' -q
run 'filters, columns and the sort, in any language' 0 crm-lead list \
    -w '状态 = 新线索 and 城市 = 杭州' -s -公司名称 \
    -c 公司名称,来源,预算,负责人,负责人ID,线索ID,负责人.团队
is_out 'company,source,budget,owner,owner_id,lead_id,owner.team
云帆科技,web,2400.00,,,L1,'
run 'columns may be added and left out' 0 crm-lead list -c company,name,+城市,-姓名
is_out 'company,city
云帆科技,杭州'
run 'what is unknown is told with what is near' 2 crm-lead list -c 公司名
is_err "crm-lead: no field '公司名' in lead; nearest: company"
run 'a condition behind list is told so' 2 crm-lead list 状态=新线索
is_err "crm-lead: list takes conditions behind -w: -w '状态 = 新线索'"
run 'history knows them' 0 crm-lead history L1 --field 来源 -c field,old,new
is_out 'field,old,new
source,search,web'
run 'users name their own' 0 crm-admin field add entity=lead name=app type=text \
    label='Second app' label_zh=小程序 -q
run 'and use them' 0 crm-lead set L1 小程序=商城 -c lead_id,小程序 -o csv
is_out 'lead_id,app
L1,商城'
run 'twice is twice' 2 crm-lead set L1 company=a 公司名称=b
is_err 'crm-lead: company: is given twice'
run 'an English label is none: only a name of ASCII is one' 2 \
    crm-lead list -c 'Second app'
like_err "no field 'Second app'"

run 'a deal' 0 crm-customer add 客户名称=甲 城市=上海 -q
run 'of it' 0 crm-deal add 商机名称=大单 客户=C1 金额=100 阶段=won 成交日期=2026-11-02 -q
run 'dimensions of a report, with their periods' 0 crm-report sales \
    --by 客户.城市 -c customer.city,deals
is_out 'customer.city,deals
上海,1'
run 'by month' 0 crm-report sales --by 成交日期:月 -c closed_on:month,deals
is_out 'closed_on:month,deals
2026-11,1'
run 'streams' 0 sh -c 'crm-customer list -o ids | crm-deal list - --via 客户 -q -o ids'
is_out 'D1'

# ---- a book in Chinese ----

other zh
run 'init --language zh' 0 crm-admin init -q --language zh
run 'its stages have Chinese names; codes are as ever' 0 \
    crm-admin stage list -c name,type,pipeline
is_out 'name,type,pipeline
初步接触,open,default
需求确认,open,default
方案报价,open,default
商务谈判,open,default
合同签订,open,default
赢单,won,default
输单,lost,default'
run 'another language is refused' 2 crm-admin init --language fr
is_err "crm-admin: --language: 'fr' is not en or zh"
run 'and in the setting' 4 crm-admin setting set language value=fr
is_err "crm-admin: language: 'fr' is not en or zh"
crm-customer add 客户名称=甲 -q
cat > deals.csv <<END
商机名称,客户,阶段,金额
a,甲,Closed Won,1
b,甲,谈判,2
c,甲,需求分析,3
END
run 'stages that other systems call otherwise are found' 0 \
    crm-deal import deals.csv -c name,stage
is_out 'name,stage,_action,_duplicate_of
a,赢单,inserted,
b,商务谈判,inserted,
c,需求确认,inserted,'
run 'a template is in the language of who fills it in' 0 zh crm-task template
like_out '^主题,类型 \(电话|拜访'
zh crm-task template > tasks.csv
awk -F, '{ printf "打电话"; for (i = 1; i < NF; i++) printf ","; print "" }' \
    tasks.csv > row
cat row >> tasks.csv
run 'and comes in again' 0 crm-task import tasks.csv -q -c subject
is_out 'subject,_action,_duplicate_of
打电话,inserted,'
run 'the book is sound' 0 crm-admin check -q

# ---- the order by pinyin ----

other sounds
crm-admin init -q
printf 'name,city\n张三,乙\n李四,甲\n王五,甲\n鑫源,\n安吉,甲\nAcme,甲\n重庆钢铁,乙\n' |
    crm-customer import - -q > /dev/null
run 'the order by pinyin' 0 crm-customer list -s name:pinyin -c name
is_out 'name
安吉
重庆钢铁
李四
王五
鑫源
张三
Acme'
run 'and backwards, behind another' 0 crm-customer list -c city,name \
    -s -城市:拼音,-name:pinyin
is_out 'city,name
乙,张三
乙,重庆钢铁
甲,Acme
甲,王五
甲,李四
甲,安吉
,鑫源'
crm-customer list -o ids | sed 's/.*/customer=&/' |
    while read -r word; do crm-deal add name=d "$word" -q; done > /dev/null
run 'of references' 0 crm-deal list -s customer:pinyin -c customer -l 2
is_out 'customer
安吉
重庆钢铁'
run 'at a time past' 0 crm-customer list -s name:pinyin -c name -l 1 --as-of B2
is_out 'name
安吉'
run 'numbers have none' 2 crm-customer list -s credit_limit:pinyin
is_err 'crm-customer: credit_limit is no text, which alone has an order by pinyin'
run 'and there is no other' 2 crm-customer list -s name:stroke
is_err "crm-customer: 'stroke' is no order; a field may be followed by :pinyin"

# ---- what stands in tables, lines and errors ----

crm-customer case add -q subject=s customer=C1 > /dev/null
crm-lead add -q company='Foo AG' email=x@foo.example status=new > /dev/null
crm-lead add -q company='Foo' email=x@foo.example priority=high > /dev/null
crm-task add -q subject=call due=2026-11-20 owner=ann > /dev/null
crm-admin pool add -q name=p kind=lead > /dev/null
# A heading is Chinese, but for what is an id, a letter or a number.
while read -r command; do
	# shellcheck disable=SC2086  # words without blanks
	run "headings of: $command" 0 zh $command -o table
	is "$(sed 1q out | sed 's/  */\n/g' | without_chinese |
	    grep -vxE '[A-Z]{1,3}' | tr '\n' ' ')" '' "all are ours: $command"
done <<'END'
crm-lead history L1
crm-lead dupes
crm-lead response
crm-lead pool list
crm-lead fields
crm-customer case sla
crm-task due
crm-task digest
crm-admin log
crm-admin config
crm-admin views
crm-report targets
crm-report cover
crm-report benchmarks
END
run 'verdicts' 0 zh crm-lead dupes -o table -c class
like_out '^(确定|待核对)$'
run 'which programs read as they are' 0 zh crm-lead dupes -o csv -c class
like_out '^(sure|review)$'
run 'what is due' 0 zh crm-task due -o table -c what,level
like_out '^任务 '
run 'for programs' 0 zh crm-task due -o csv -c what
like_out '^task$'
run 'priorities' 0 zh crm-lead response -o table -c priority
like_out '^高$'
run 'what was done' 0 zh crm-lead history L1 -o table -c action
like_out '^新增$'
run 'for programs, too' 0 zh crm-lead history L1 -o csv -c action
like_out '^inserted$'
run 'a line of what changed' 0 env LC_ALL= LC_CTYPE=C.UTF-8 LANG=zh_CN.UTF-8 \
    script -qec 'crm-lead set L2 priority=low city=Rom' /dev/null
like_out '^L2 city 无 → Rom, priority 高 → 低'
run 'kinds in errors' 2 zh crm-lead show C1
is_err 'crm-lead: 应为线索（如 L1），却是客户 C1'
run 'and where nothing is found' 3 zh crm-lead show 没有
like_err '线索'
run 'in English they are as they are typed' 2 crm-lead show C1
is_err 'crm-lead: expected a lead like L1, got customer C1'

# ---- Chinese names of columns, whatever the language ----

for language in C.UTF-8 en_US.UTF-8 zh_CN.UTF-8; do
	LC_ALL=$language
	run "columns of a report: $language" 0 crm-report pipeline -c 阶段,商机数,weighted -o csv
	like_out '^stage,count,weighted$'
	run "its order: $language" 0 crm-report sales --by owner -s -金额,负责人 -o csv
	like_out '^owner,deals,amount'
	run "of the log: $language" 0 crm-admin log -c 批次,变更数 -w '变更数 >= 0 and 命令行 ~ init'
	is_out 'batch,changed
B1,0'
	run "of a history: $language" 0 crm-admin setting history SE1 -c 批次,动作 -o csv
	like_out '^batch,action$'
done
LC_ALL=C.UTF-8
run 'one that is none, in the language that holds' 2 crm-report pipeline -c 阶段,火星
like_err "^crm-report: pipeline has no column '火星'; it has pipeline, stage"

done_testing
