#!/bin/sh
# print: quotes by the templates of the program, held to files in print/ (GOLDEN=write
# makes them anew: look at what changed); by templates of the book and of files.
. "$(dirname "$0")/../../lib.sh"
book
GOLD=$TOP/tests/cmd/crm-deal/print

quiet() { "$@" -q > /dev/null; }
quiet crm-team user set ann name=李娜 phone=+8613800138000 email=lina@sh.example
quiet crm-admin seller add name=上海云桥科技有限公司 code=SH tax_no=91310000MA1K4X2B3C \
    address='上海市浦东新区张江路 88 号' phone=021-50801234 \
    bank=招商银行上海张江支行 bank_account=121909876543210
quiet crm-customer add name='杭州智造 <b>"股份"</b> & Co' city=杭州市 region=浙江省 \
    address='滨江区江南大道 3688 号' tax_no=91330100MA2H1ABC0D
quiet crm-customer contact add name=王建国 title=采购总监 customer=C1 mobile=13900139000
quiet crm-stock add sku=GW-200 name='工业级边缘计算网关 GW-200' unit=台
quiet crm-stock add sku=CB-5 name='Cable *5* | 米' unit=根
quiet crm-deal quote add customer=C1 contact=王建国 tax_included=yes owner=ann \
    valid_until=2026-12-31 discount=2 terms='1. 预付 30%
# 质保 24 个月'
quiet crm-deal quote-line add quote=QU1 line=20 product=CB-5 quantity=48 unit_price=35.5 tax_rate=13
quiet crm-deal quote-line add quote=QU1 line=10 product=GW-200 quantity=12 unit_price=2000 \
    tax_rate=13 discounts=10+5
quiet crm-deal quote-line add quote=QU1 line=30 description='安装调试与培训服务（含两次回访、一次复训）' \
    quantity=1 unit_price=4800 tax_rate=6
quiet crm-deal quote-line add quote=QU1 line=40 product=CB-5 quantity=2 unit_price=35.5 gift=yes
quiet crm-deal quote submit QU1

# ---- the program's own ----

for language in en zh; do
	for format in text md html; do
		run "$language $format" 0 crm-deal quote print QU1 -o $format --language $language
		sed '/<style>/,/<\/style>/d' out > printed
		[ "${GOLDEN-}" != write ] || cp printed "$GOLD/quote.$language.$format"
		run "is quote.$language.$format" 0 diff "$GOLD/quote.$language.$format" printed
	done
done
run 'text where nothing is said, whatever is usual for lists' 0 env CRM_FORMAT=csv crm-deal quote print QU1 --language en
cp out printed
run 'it is that' 0 diff "$GOLD/quote.en.text" printed
for language in en zh; do
	is "$([ "$(wc -L < "$GOLD/quote.$language.text")" -le 80 ] && echo yes)" yes "no line is wider than a terminal: $language"
done
run 'in the language of the messages' 0 env LC_ALL=zh_CN.UTF-8 crm-deal quote print QU1
cp out printed
run 'Chinese' 0 diff "$GOLD/quote.zh.text" printed
run 'other formats are for lists' 2 crm-deal quote print QU1 -o csv
is_err "crm-deal: -o: 'csv' is no format of a document; it is one of text, md, html"
run 'text is for documents' 2 crm-deal quote list -o text
like_err "'text' is no format"
crm-admin setting add name=language value=zh -q > /dev/null
crm-deal quote print QU1 --language zh > chinese
run 'a book in Chinese prints in Chinese, whoever reads' 0 crm-deal quote print QU1
is_out "$(cat chinese)"
run 'and has its templates so' 0 crm-admin template text for=quote
like_out 'lang="zh'
run 'unless told' 0 crm-admin template text for=quote language=en
like_out 'lang="en'
crm-admin setting set language value=en -q > /dev/null
run 'or the book says English' 0 env LC_ALL=zh_CN.UTF-8 crm-deal quote print QU1
is_out "$(crm-deal quote print QU1 --language en)"
crm-admin setting delete language -q > /dev/null
run 'another language' 2 crm-deal quote print QU1 --language fr
is_err "crm-deal: --language: 'fr' is not one of en, zh"
run 'none is there' 3 crm-deal quote print QU9
quiet crm-admin seller add name=Second code=S2
run 'of two sellers neither is taken' 0 crm-deal quote print QU1 --language en
run 'no name' 1 grep -q 云桥 out

# ---- a template in a file ----

cat > t.txt <<'END'
{{number}} for {{customer | upper}}: {{gross | money code}}
{{#lines}}
{{@no}} {{product | default "service"}} {{quantity | number 1}}
{{/lines}}
END
run 'by a file' 0 crm-deal quote print QU1 --template t.txt
is_out 'QT-20261121-0001 for 杭州智造 <B>"股份"</B> & CO: CNY 26,483.52
1 工业级边缘计算网关 GW-200 12.0
2 Cable *5* | 米 48.0
3 service 1.0
4 Cable *5* | 米 2.0'
echo '{{客户.所在城市}} {{报价日期 | date "D.M."}} {{状态 | code}}' > labels.txt
run 'by labels in Chinese' 0 crm-deal quote print QU1 --template labels.txt
is_out '杭州市 21.11. approved'
quiet crm-deal quote add customer=C1 amount=5
run 'several, a page each' 0 crm-deal quote print QU2 QU1 --template t.txt
is "$(tr '\f' '@' < out | head -2)" ' for 杭州智造 <B>"股份"</B> & CO: 
@QT-20261121-0001 for 杭州智造 <B>"股份"</B> & CO: CNY 26,483.52' 'parted by a form feed'
run 'from a stream' 0 sh -c 'crm-deal quote list -s -quote_id | crm-deal quote print - -o html --language en'
is "$(grep -c '<!DOCTYPE' out) $(grep -c 'break-before: page' out) $(grep -c '</html>' out)" '1 1 1' 'one page of HTML'
printf 'a\n{{custmer}}\n' > bad.txt
run 'with a mistake' 4 crm-deal quote print QU1 --template bad.txt
is_err "crm-deal: bad.txt: line 2, column 1: nothing here is called 'custmer'; near to it: customer"
run 'that is not there' 3 crm-deal quote print QU1 --template none.txt
is_err "crm-deal: --template: 'none.txt' is neither a template of the book nor a file; crm-admin template list"

# ---- a template in the book ----

run 'into the book' 0 crm-admin template load t.txt for=quote -o csv -c template_id,name,for,format,language,active
is_out 'template_id,name,for,format,language,active
TPL1,quote text,quote,text,,yes'
run 'is taken' 0 crm-deal quote print QU1
like_out '^QT-20261121-0001 for'
echo '中文 {{number}}' > zh.txt
run 'one for a language' 0 crm-admin template load zh.txt for=quote language=zh -q
run 'comes first there' 0 crm-deal quote print QU1 --language zh
is_out '中文 QT-20261121-0001'
run 'and there alone' 0 crm-deal quote print QU1 --language en
like_out '^QT-20261121-0001 for'
run 'another is in use' 5 crm-admin template load zh.txt for=quote name=spare
like_err 'TPL1 is the active template for this: set active=no in one of them'
run 'one that is not in use' 0 crm-admin template add for=quote format=text name=spare active=no body='spare {{number}}' -q
run 'by its name' 0 crm-deal quote print QU1 --template spare
is_out 'spare QT-20261121-0001'
run 'for another format' 2 crm-deal quote print QU1 --template spare -o md
is_err 'crm-deal: TPL3 is a template for -o text'
quiet crm-admin template add for=order format=text name=other body=x
run 'for another kind' 2 crm-deal quote print QU1 --template other
is_err 'crm-deal: TPL4 is a template for order, not for quote'
run 'what cannot be read is not saved' 4 crm-admin template load bad.txt for=quote name=bad
is_err "crm-admin: bad.txt: line 2, column 1: nothing here is called 'custmer'; near to it: customer"
run 'nor by set' 4 crm-admin template set TPL1 body='{{#lines}}'
like_err 'body: line 1, column 1: this block is never closed'
run 'for what is no kind' 4 crm-admin template add for=dragon format=text name=d body=x
like_err "for: 'dragon' is not a kind of record"
run 'the same file again' 0 crm-admin template load zh.txt for=quote language=zh
like_err 'unchanged 1'
run 'as the file was' 0 crm-admin template text TPL1
cp out printed
run 'to the byte' 0 diff t.txt printed
run 'undone' 0 crm-admin undo -q "$(crm-admin template history TPL1 -o csv -c batch | sed -n 2p)"
run 'the program has its own again' 0 crm-deal quote print QU1 --language en
like_out '^QUOTATION'
run 'the program own' 0 crm-admin template text for=quote format=md language=zh
like_out '^# 报价单'
run 'of what it has none' 2 crm-admin template text for=lead
like_err 'the program has templates for .*quote.*: for=KIND format=FORMAT'
run 'one of the program may be loaded' 0 sh -c 'crm-admin template text for=quote language=zh | crm-admin template load - for=quote format=html language=zh -q'
run 'and prints' 0 crm-deal quote print QU1 -o html --language zh
like_out '人民币贰万陆仟肆佰捌拾叁元伍角贰分'
run 'of a format that nobody says' 2 crm-admin template load - for=quote
is_err 'crm-admin: say its format: format=text, format=md or format=html'
run 'the books' 0 crm-admin check -q
done_testing
