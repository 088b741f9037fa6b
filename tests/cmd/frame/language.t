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
is_err "crm-lead: 没有字段 'statuss'（lead）；最接近的是：status, region, status_now
  statuss = new
  ^"
run 'and so is a summary' 0 zh crm-lead set L1 source=ad
is_err 'crm-lead: 更新 1（批次 B3）'
run 'LANGUAGE outranks a locale' 2 env LC_ALL=en_US.UTF-8 LANGUAGE=zh_CN:en \
    crm-lead list -w 'statuss = new'
like_err "没有字段 'statuss'"
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

source  web   ad'
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

done_testing
