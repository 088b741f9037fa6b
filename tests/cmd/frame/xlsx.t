#!/bin/sh
# A spreadsheet: numbers are numbers, dates are dates, text is text.
. "$(dirname "$0")/../../lib.sh"
command -v unzip > /dev/null || { echo '1..0 # SKIP no unzip'; exit 0; }
book
crm-deal add -q name='=1+1' amount=1234.5 probability=15% score=7 \
    expected_close=2026-12-31 tags='a, b' > /dev/null
crm-deal add -q name='北京 & <Co>' amount=500 currency=JPY > /dev/null
crm-deal add -q name='+8613800138000' > /dev/null

cols=deal_id,name,amount,currency,probability,score,expected_close,created
run 'a spreadsheet' 0 crm-deal list -o xlsx -c $cols
cp out sheet.xlsx
is "$(head -c 2 sheet.xlsx)" PK 'is a zip'
unzip -p sheet.xlsx xl/worksheets/sheet1.xml > sheet.xml
unzip -p sheet.xlsx xl/sharedStrings.xml > strings.xml 2> /dev/null
unzip -p sheet.xlsx xl/styles.xml > styles.xml
unzip -p sheet.xlsx xl/workbook.xml > workbook.xml

# cell A1: its element.
cell() { grep -o "<c r=\"$1\"[^>]*>\(<f>[^<]*</f>\)\?\(<is><t[^>]*>[^<]*</t></is>\|<v>[^<]*</v>\)" sheet.xml; }
# value A1: its value, whatever it is kept as.
value() { cell "$1" | sed 's/<[^>]*>//g'; }
# format A1: the number format of its style.
format() {
	style=$(cell "$1" | sed -n 's/.* s="\([0-9]*\)".*/\1/p')
	id=$(grep -o '<cellXfs.*</cellXfs>' styles.xml | grep -o '<xf [^>]*>' |
	    sed -n "$((${style:-0} + 1))s/.*numFmtId=\"\([0-9]*\)\".*/\1/p")
	if [ "$id" -lt 164 ]; then echo "$id"; else
		grep -o "<numFmt numFmtId=\"$id\" formatCode=\"[^\"]*\"" styles.xml |
		    sed 's/.*formatCode="//; s/"$//; s/&quot;/"/g'
	fi
}
is "$(value A1)" 'Deal ID' 'labels in the header'
is "$(value B2)" '=1+1' 'a formula is text'
grep -q '<f>' sheet.xml
is $? 1 'there is no formula'
is "$(value B3)" '北京 &amp; &lt;Co&gt;' 'any text'
is "$(value B4)" +8613800138000 'a phone is text'
case $(cell B4) in *t=\"inlineStr\"* | *t=\"s\"*) : ;; *) false ;; esac
result $? 'and no number'
is "$(value C2)" 1234.5 'money is a number'
is "$(value C3)" 500 'also without digits'
case $(cell C2) in *t=*) false ;; *) : ;; esac
result $? 'not text'
case $(format C2) in *'#,##0.00'*) : ;; *) false ;; esac
result $? 'money has its digits'
case $(format C3) in *'0.00'*) false ;; *'#,##0'*) : ;; *) false ;; esac
result $? 'and yen none'
is "$(value E2)" 0.15 'a percent is a share'
case $(format E2) in *%*) : ;; *) false ;; esac
result $? 'shown as percent'
is "$(value F2)" 7 'an integer'
is "$(value G2)" 46387 'a date is a serial number'
case $(format G2) in *yyyy*mm*dd*) : ;; *) false ;; esac
result $? 'shown as a date'
case $(value H2) in 46347.375*) : ;; *) false ;; esac
result $? 'an instant too'
is "$(cell E3)" '' 'nothing is no cell'
grep -q '<pane [^>]*ySplit="1"[^>]*state="frozen"' sheet.xml
result $? 'the header is frozen'
grep -q '<autoFilter ref="A1:H4"' sheet.xml
result $? 'the filter covers all rows'
grep -q '<col [^>]*width="[1-9][0-9]*' sheet.xml
result $? 'columns have widths'
grep -q '<sheet name="deal"' workbook.xml
result $? 'the sheet is named'

# alignment A1: of its style.
alignment() {
	style=$(cell "$1" | sed -n 's/.* s="\([0-9]*\)".*/\1/p')
	grep -o '<cellXfs.*</cellXfs>' styles.xml | sed 's/<xf /\n<xf /g' |
	    sed -n "$((${style:-0} + 2))s/.*horizontal=\"\([a-z]*\)\".*/\1/p"
}
is "$(alignment C1)" right 'a heading over numbers is on the right'
is "$(alignment B1)" '' 'and one over text is not'
grep -q '<pageSetUpPr fitToPage="1"/>' sheet.xml &&
    grep -q '<pageSetup [^>]*paperSize="9"[^>]*fitToHeight="0"[^>]*orientation="landscape"' sheet.xml
result $? 'printed it is as wide as the paper'
grep -q 'name="_xlnm.Print_Titles" localSheetId="0">deal!$1:$1<' workbook.xml
result $? 'and every page has the header'

LC_ALL=zh_CN.UTF-8 run 'in Chinese' 0 crm-deal list -o xlsx -c name
cp out zh.xlsx
{ unzip -p zh.xlsx xl/worksheets/sheet1.xml; unzip -p zh.xlsx xl/sharedStrings.xml 2> /dev/null; } |
    grep -q 商机名称
result $? 'labels in Chinese'
run 'of nothing' 0 crm-deal list -o xlsx -w 'name = nobody'
cp out none.xlsx
unzip -tq none.xlsx > /dev/null 2>&1
result $? 'a sound file'
run 'reports too' 0 crm-report pipeline -o xlsx
cp out report.xlsx
unzip -tq report.xlsx > /dev/null 2>&1
result $? 'a sound file'
run 'the same bytes twice' 0 crm-deal list -o xlsx -c $cols
cmp -s out sheet.xlsx
result $? 'the same'
# ---- several kinds ----

crm-customer add -q name=Acme > /dev/null
crm-customer contact add -q customer=C1 name='Li Na' > /dev/null
crm-order add -q customer=C1 number=SO1 > /dev/null
crm-order order-line add -q order=O1 description=one > /dev/null
run 'a record and all that belongs to it' 0 \
    crm-customer show C1 --all -o xlsx
cp out all.xlsx
is "$(unzip -p all.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' |
    tr '\n' ' ')" '<sheet name="customer" <sheet name="contact.customer" '\
'<sheet name="order.customer" <sheet name="order-line.order" ' \
    'a sheet each'
try 'a sheet comes back' 0 \
    "crm-customer contact import all.xlsx --sheet contact.customer \
        --on-duplicate update -o csv -c name |
	    cut -d, -f1,2"
is_out 'name,_action
Li Na,unchanged'

run 'it comes back' 0 crm-deal import sheet.xlsx -o ids
is_err 'crm-deal: read 3, unchanged 3'

# ---- several kinds ----

other several
crm-admin init -q
crm-customer add -q name=Ada > /dev/null
crm-deal add -q name=one customer=Ada amount=12.50 expected_close=2026-12-24 > /dev/null
crm-lead add -q company=Firma email=x@example.com > /dev/null
run 'a workbook of several kinds' 0 crm-admin export lead customer deal
mv out several.xlsx
for p in lead customer deal; do
	run "each reads its own sheet: $p" 0 crm-$p import several.xlsx --on-duplicate update
	like_err 'read 1, unchanged 1'
	like_err "reads the sheet '[^']+', not '[^']+', '[^']+'; --sheet NAME chooses\$"
done
LC_ALL=zh_CN.UTF-8 crm-admin export > all.xlsx
run 'all of which there is anything, in Chinese too' 0 \
    crm-deal import all.xlsx --on-duplicate update
like_err 'unchanged 1'
run 'another sheet by its name' 2 crm-lead import several.xlsx --sheet nope
like_err "the workbook has no sheet 'nope'; it has"
run 'what is no kind' 2 crm-admin export nonsense
is_err "crm-admin: 'nonsense' is not a kind of record; crm-admin views lists them"
run 'not on a terminal' 2 tty 80 'crm-admin export'
like_out 'a spreadsheet is not for a terminal'

done_testing
