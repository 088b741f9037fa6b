#!/bin/sh
# The same records in every format, in both languages.
. "$(dirname "$0")/../../lib.sh"
book
crm-customer add -q name='Acme, "Inc"' grade=A > /dev/null
crm-deal add -q name='北京项目' customer=C1 amount=1234567.5 probability=15% \
    expected_close=2026-12-31 notes="two
lines" > /dev/null
crm-deal add -q "name=$(printf 'a\tb')" amount=-5 currency=JPY > /dev/null
crm-deal add -q name='|pipe|' tags='x, y' > /dev/null

cols='-c deal_id,name,customer,amount,currency,probability,expected_close'
run 'csv' 0 crm-deal list -o csv $cols
is_out 'deal_id,name,customer,amount,currency,probability,expected_close
D1,北京项目,"Acme, ""Inc""",1234567.50,CNY,15,2026-12-31
D2,a	b,,-5,JPY,,
D3,|pipe|,,,CNY,,'
run 'tsv' 0 crm-deal list -o tsv -c deal_id,name,amount
is "$(sed -n 1p out)" 'deal_id	name	amount' 'its header'
is "$(sed -n 2p out)" 'D1	北京项目	1234567.50' 'its first row'
is "$(sed -n 3p out | awk -F '\t' '{ print NF }')" 3 'a tab is no cell'
run 'ndjson' 0 crm-deal list -o ndjson -c deal_id,name,amount,probability,expected_close
is_out '{"deal_id":"D1","name":"北京项目","amount":1234567.50,"probability":15,"expected_close":"2026-12-31"}
{"deal_id":"D2","name":"a\tb","amount":-5,"probability":null,"expected_close":null}
{"deal_id":"D3","name":"|pipe|","amount":null,"probability":null,"expected_close":null}'
run 'json' 0 crm-deal list -o json -c deal_id -l 2
is "$(tr -d ' \n' < out)" '[{"deal_id":"D1"},{"deal_id":"D2"}]' 'one list'
run 'json of nothing' 0 crm-deal list -o json -c deal_id -w 'name = nobody'
is "$(tr -d ' \n' < out)" '[]' 'an empty list'
run 'ndjson of nothing' 0 crm-deal list -o ndjson -w 'name = nobody'
is_out ''
run 'csv of nothing is a header' 0 crm-deal list -o csv -c name -w 'name = nobody'
is_out name
run 'ids' 0 crm-deal list -o ids
is_out 'D1
D2
D3'
run 'md' 0 crm-deal list -o md -c deal_id,name
is "$(sed -n 1p out | tr -d ' ')" '|DealID|Name|' 'its header'
like_out '^\| *D1 *\| *北京项目 *\|$'
like_out '\\\|pipe\\\|'
run 'table' 0 crm-deal list -o table -c deal_id,name,amount
like_out 'D1 +北京项目 +1,234,567\.50'
run 'csv by default where stdout is no terminal' 0 crm-deal list -c name -l 1
is_out 'name
北京项目'
CRM_FORMAT=ids run 'CRM_FORMAT' 0 crm-deal list -l 1
is_out D1
CRM_FORMAT=ids run '-o outranks it' 0 crm-deal list -l 1 -o csv -c name
is_out 'name
北京项目'
run 'a line break stays in csv' 0 crm-deal list -o csv -c notes -l 1
is_out 'notes
"two
lines"'

# ---- widths: a column stands where it stands, whatever the script ----

run 'CJK in a table' 0 crm-deal list -o table -c name,deal_id -w 'deal_id in (D1, D3)'
# 北京项目 is 8 cells wide, |pipe| 6: two blanks more make up for it.
is "$(sed -n 's/北京项目\( *\)D1.*/\1/p' out | wc -c)" \
    "$(sed -n 's/|pipe|\( *\)D3.*/\1/p' out | awk '{ print length($0) - 1 }')" \
    'the next column is aligned'

# ---- labels ----

LC_ALL="" LC_MESSAGES=zh_CN.UTF-8 LC_CTYPE=C.UTF-8 \
    run 'labels in Chinese' 0 crm-deal list -o table -l 1
like_out '商机名称'
like_out '阶段'
unlike_out 'Name'
run 'labels in English' 0 crm-deal list -o table -l 1
like_out 'Name +Stage'
LC_ALL=zh_CN.UTF-8 run 'csv has names in any language' 0 crm-deal list -c name,amount -l 1
is_out 'name,amount
北京项目,1234567.50'
LC_ALL=zh_CN.UTF-8 run 'choices have labels too' 0 crm-customer list -o table -c kind,grade
like_out '客户'

# ---- show ----

run 'show prints csv to a pipe' 0 crm-deal show D2 -c deal_id,amount
is_out 'deal_id,amount
D2,-5'
run 'show as a table is a list of fields' 0 crm-deal show D1 -o table
like_out '^Name +北京项目$'
like_out '^Amount +1,234,567\.50'
unlike_out '^Region'
run 'of several, parted by a blank line' 0 crm-deal show D1 D2 -o table
is "$(grep -c '^$' out)" 1 'one blank line'
run 'show finds what is not there' 3 crm-deal show D9
is_out ''
is_err "crm-deal: there is no deal 'D9'"

# ---- --excel ----

for text in '=1+1' '+1' '-1' '@SUM(A1)'; do
	crm-lead add -q "company=$text" budget=-5 > /dev/null
done
run '--excel disarms formulas in text' 0 crm-lead list --excel -c company,budget
is "$(head -c 3 out | od -An -tx1 | tr -d ' ')" efbbbf 'a BOM'
is "$(grep -c "$(printf '\r')" out)" 5 'CRLF'
is "$(tr -d '\r' < out | sed 1d | cut -d, -f1 | tr '\n' ' ')" \
    "'=1+1 '+1 '-1 '@SUM(A1) " 'a quote before each'
is "$(tr -d '\r' < out | sed 1d | cut -d, -f2 | sort -u)" -5.00 'numbers as they are'
run 'and nothing else is changed' 0 crm-lead list -c company
is_out 'company
=1+1
+1
-1
@SUM(A1)'

# ---- a closed pipe ----

try 'a closed pipe ends quietly' 0 'crm-deal list -o csv -c deal_id | head -1'
is_out deal_id
is_err ''

done_testing
