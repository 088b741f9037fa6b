#!/bin/sh
# Workbooks in: what cells say, which sheet is read, what is refused, and that an
# export comes back.
. "$(dirname "$0")/../../lib.sh"
command -v zip > /dev/null || { echo '1..0 # SKIP no zip'; exit 0; }

# ---- workbooks made here: parts in a folder, packed ----

REL='<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
TYPE=http://schemas.openxmlformats.org/officeDocument/2006/relationships

# part NAME TEXT
part() {
	mkdir -p "parts/$(dirname "$1")"
	printf '%s' "$2" > "parts/$1"
}

# workbook NAME…: begins one with these sheets; "NAME:STATE" for a hidden one.
# Their cells are up to `sheet`.
workbook() {
	rm -rf parts
	part _rels/.rels "$REL<Relationship Id='rId1' Type='$TYPE/officeDocument' Target='xl/workbook.xml'/></Relationships>"
	w_sheets='' w_relations='' w_n=0
	for w_name; do
		w_n=$((w_n + 1)) w_state=
		case $w_name in
		*:*) w_state=" state='${w_name#*:}'" ;;
		esac
		w_sheets="$w_sheets<sheet name='${w_name%:*}' sheetId='$w_n' r:id='s$w_n'$w_state/>"
		w_relations="$w_relations<Relationship Id='s$w_n' Type='$TYPE/worksheet' Target='worksheets/sheet$w_n.xml'/>"
		sheet $w_n ''
	done
	part xl/workbook.xml "<workbook xmlns:r='r'><workbookPr/><sheets>$w_sheets</sheets></workbook>"
	part xl/_rels/workbook.xml.rels "$REL$w_relations<Relationship Id='t1' Type='$TYPE/styles' Target='styles.xml'/><Relationship Id='t2' Type='$TYPE/sharedStrings' Target='/xl/sharedStrings.xml'/></Relationships>"
	part xl/sharedStrings.xml '<sst/>'
	part xl/styles.xml "<styleSheet><numFmts>
<numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\"'/>
<numFmt numFmtId='165' formatCode='[\$-409]d\\-mmm\\-yyyy\\ h:mm;@'/></numFmts>
<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>
<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/>
<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='4'/></cellXfs></styleSheet>"
}

# sheet N ROWS [BEHIND]
sheet() {
	part "xl/worksheets/sheet$1.xml" "<?xml version='1.0' encoding='UTF-8'?><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>$2</sheetData>${3-}</worksheet>"
}
# pack FILE
pack() {
	rm -f "$1"
	(cd parts && zip -q -r -X ../packed.zip .) && mv packed.zip "$1"
}
# text TEXT, a cell; head NAME…, a row 1 of them.
text() { printf "<c t='inlineStr'><is><t>%s</t></is></c>" "$1"; }
head_row() {
	printf "<row r='1'>"
	for h_name; do text "$h_name"; done
	printf '</row>'
}

# leads TITLE STATUS ROWS [OPTION…]: an import of such a workbook, in a new book
leads() {
	l_title=$1 l_status=$2
	workbook leads
	sheet 1 "$3"
	shift 3
	pack leads.xlsx
	book
	run "$l_title" "$l_status" crm-lead import leads.xlsx \
	    -o csv -c company,name,notes,budget,expected_close,probability "$@"
}
rows_are() { is "$(sed '1d; s/,inserted,$//' out)" "$1" "$l_title: rows"; }

# ---- cells ----

leads numbers 0 "$(head_row Company Name Budget)
<row r='2'><c><v>12345678901</v></c><c><v>0.10000000000000001</v></c><c s='5'><v>1234.5600000000002</v></c></row>
<row r='3'><c><v>5.0</v></c><c><v>1.5E3</v></c><c><v>-12.5</v></c></row>
<row r='4'><c t='n'><v>123456789012345</v></c><c><v>0.14999999999999999</v></c></row>"
rows_are '12345678901,0.1,,1234.56,,
5,1500,,-12.50,,
123456789012345,0.15,,,,'

leads 'numbers stay what they are where a comma is the point' 0 \
    "$(head_row Company Budget)<row r='2'><c><v>1</v></c><c><v>1234.5</v></c></row>
<row r='3'><c><v>2</v></c>$(text '1.234,5')</row>" --decimal-comma
rows_are '1,,,1234.50,,
2,,,1234.50,,'

leads 'dates by their formats' 0 \
    "$(head_row Company Name 'Expected close' Probability)
<row r='2'><c><v>1</v></c><c s='1'><v>46347</v></c><c s='1'><v>46347</v></c></row>
<row r='3'><c><v>2</v></c><c s='3'><v>46347.6875</v></c><c s='3'><v>46347.6875</v></c></row>
<row r='4'><c><v>3</v></c><c s='4'><v>46347</v></c><c s='4'><v>61</v></c></row>
<row r='5'><c><v>4</v></c><c t='d'><v>2026-11-21T09:30:00</v></c><c t='d'><v>2026-11-21</v></c></row>"
rows_are '1,2026-11-21,,,2026-11-21,
2,2026-11-21 16:30:00,,,2026-11-21,
3,2026-11-21 00:00:00,,,1900-03-01,
4,2026-11-21T09:30:00,,,2026-11-21,'

# ---- a currency, or a unit, that the format shows ----

# shown FORMAT VALUE 'STATUS OPTION…' [CURRENCY]: an import of a deal whose amount is VALUE, shown so.
shown() {
	s_options=''
	case $3 in *' '*) s_options=${3#* } ;; esac
	workbook deals
	part xl/styles.xml "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='$1'/></numFmts>
<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"
	sheet 1 "$(head_row Name Amount ${4:+Currency})<row r='2'><c><v>1</v></c><c s='1'><v>$2</v></c>${4:+$(text "$4")}</row>"
	pack deals.xlsx
	book
	# shellcheck disable=SC2086
	run "$2 as $1${4:+ beside $4}" "${3%% *}" crm-deal import deals.xlsx -c amount,currency $s_options
}
is_amount() { is "$(sed '1d; s/,inserted,$//' out)" "$1" "is $1"; }

shown '[$$-409]#,##0.00;[RED]-[$$-409]#,##0.00' 7 4
like_err "^crm-deal: deals.xlsx:2: amount: its sign is of several currencies: a column currency says which, or --default currency=USD$"
shown '&quot;$&quot;#,##0' 7 4
like_err 'amount: its sign is of several currencies'
shown '_(\$* #,##0.00_);_(\$* (#,##0.00)' 7 4
like_err 'amount: its sign is of several currencies'
shown '[$$-409]#,##0.00' 7 0 USD
is_amount 7.00,USD
shown '[$€-2]\ #,##0.00' 7.5 0
is_amount 7.50,EUR
shown '#,##0.00\ [$€-407]' 7.5 4 USD
like_err "^crm-deal: deals.xlsx:2: amount: '7.5 €' is not in USD, the currency of the record"
shown '[$USD] #,##0' 7 0
is_amount 7.00,USD
shown '#,##0.00 &quot;KWD&quot;' 7.125 0
is_amount 7.125,KWD
shown '¥#,##0.00;[Red]¥-#,##0.00' -7 0
is_amount -7.00,CNY
shown '0&quot;万&quot;' 5 4
like_err "amount: '5万' is not a plain number; say --numbers people to read it"
shown '0&quot;万&quot;' 5 '0 --numbers people'
is_amount 50000.00,CNY
shown '0&quot;万美元&quot;' 5 '0 --numbers people'
is_amount 50000.00,USD
# What it divides by is in the file.
shown '0!.0,&quot;万&quot;' 123456 0
is_amount 123456.00,CNY
shown '[$USD] #,##0,&quot;K&quot;' 5000 0
is_amount 5000.00,USD
# What says nothing of it is looks.
shown '[$-804]#,##0.00&quot; pcs&quot;' 7 0
is_amount 7.00,CNY
shown '[Red]#,##0.00_ ' 7 0
is_amount 7.00,CNY

book
workbook deals
sheet 1 "$(head_row Name Probability)<row r='2'><c><v>1</v></c><c s='2'><v>0.15</v></c></row>
<row r='3'><c><v>2</v></c><c s='2'><v>0.155001</v></c></row>"
pack deals.xlsx
run 'a percent' 0 crm-deal import deals.xlsx -o csv -c name,probability
is "$(sed '1d; s/,inserted,$//' out)" '1,15
2,15.5001' 'is what its format shows'

leads 'a day that never was' 4 "$(head_row Company 'Expected close')
<row r='2'><c><v>1</v></c><c s='1'><v>60</v></c></row>"
like_err "^crm-lead: leads.xlsx:2: expected_close: '1900-02-29'"

workbook leads
part xl/workbook.xml "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='x' r:id='s1'/></sheets></workbook>"
sheet 1 "$(head_row Company 'Expected close')<row r='2'><c><v>1</v></c><c s='1'><v>44885</v></c></row>"
pack leads.xlsx
book
l_title='days from 1904'
run "$l_title" 0 crm-lead import leads.xlsx -o csv \
    -c company,name,notes,budget,expected_close,probability
rows_are '1,,,,2026-11-21,'

workbook leads
part xl/sharedStrings.xml "<sst><si><t>Company</t></si><si><r><rPr><b/></rPr><t>Ac</t></r><r><t xml:space='preserve'>me </t></r><r><t>Ltd</t></r><rPh sb='0' eb='1'><t>アク</t></rPh><phoneticPr fontId='1'/></si><si><t> trimmed </t></si><si><t xml:space='preserve'> kept </t></si><si><t>a_x000D__x000A_b_x005F_x000D_</t></si><si><t>中&amp;文&#x1F600;</t></si><si/></sst>"
sheet 1 "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Name</t></is></c><c r='C1' t='str'><f>&quot;No&quot;&amp;&quot;tes&quot;</f><v>Notes</v></c></row>
<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2' t='s'><v>2</v></c><c r='C2' t='s'><v>3</v></c></row>
<row r='3'><c r='A3' t='s'><v>5</v></c><c r='C3' t='s'><v>4</v></c></row>
<row r='4'><c r='C4' t='str'><f>x</f><v>line_x000A_</v></c><c r='A4' t='b'><v>1</v></c><c r='B4' t='s'><v>6</v></c></row>
<row r='5'><c r='A5' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c><c r='B5' t='b'><f>1=2</f><v>0</v></c><c r='C5' t='str'><f>x</f><v/></c></row>"
pack leads.xlsx
book
run 'texts' 0 crm-lead import leads.xlsx -o json -c company,name,notes
is "$(grep company out)" '{"company":"Acme Ltd","name":"trimmed","notes":" kept ","_action":"inserted","_duplicate_of":null},
{"company":"中&文😀","name":null,"notes":"a\r\nb_x000D_","_action":"inserted","_duplicate_of":null},
{"company":"yes","name":null,"notes":"line\n","_action":"inserted","_duplicate_of":null},
{"company":"inline","name":"no","notes":null,"_action":"inserted","_duplicate_of":null}' \
    'shared, rich, phonetic, inline, escaped, of formulas'

workbook leads
part xl/worksheets/sheet1.xml "<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>Company</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
pack leads.xlsx
book
run 'prefixed' 0 crm-lead import leads.xlsx -o csv -c company
is "$(sed 1d out)" '7,inserted,' 'the same cells'

# ---- rows ----

leads 'rows keep their numbers' 4 "<row r='3'>$(text '')</row><row r='4'><c r='C4' t='inlineStr'><is><t>Company</t></is></c><c r='D4' t='inlineStr'><is><t>Score</t></is></c><c r='F4' t='inlineStr'><is><t> </t></is></c></row>
<row r='5'/><row r='9'><c r='D9'><v>1</v></c><c r='C9'><v>1</v></c></row>
<row r='17'><c r='C17'><v>2</v></c><c r='D17' t='inlineStr'><is><t>x</t></is></c></row>
<row><c r='C18'><v>3</v></c><c r='E18'><v>3</v></c></row>
<row r='30'><c r='A30'><v>3</v></c></row>"
like_err "^crm-lead: leads.xlsx:17: score: 'x'"
like_err '^crm-lead: leads.xlsx:18: column E has data but no header; give it one, clear it, or say what it is: --map .#3=FIELD.$'
like_err '^crm-lead: leads.xlsx:30: column A has data but no header; give it one, or clear it$'
like_err '^crm-lead: read 4, rejected 3; nothing was written$'

leads 'lines behind the table' 0 "$(head_row Company Name Score)<row r='2'>$(text 必填)$(text 选填)</row><row r='3'>$(text A)$(text x)<c><v>5</v></c></row><row r='5'>$(text 备注)</row><row r='6'>$(text 'End of report')</row>"
is "$(sed 1d out | wc -l)" 1 'are no records, nor what its columns want'
like_err "left out as no records: lines 2 \('必填'\), 5 \('备注'\), 6 \('End of report'\)$"
leads 'without a blank row' 0 "$(head_row Company Name Score)<row r='2'>$(text A)$(text x)<c><v>5</v></c></row><row r='3'>$(text Pine)</row>"
is "$(sed 1d out | wc -l)" 2 'it is a record'
leads 'a column behind the last header' 4 "$(head_row Company Name)<row r='2'>$(text A)$(text x)</row>
<row r='3'>$(text B)$(text y)$(text Note)</row><row r='4'>$(text C)$(text z)$(text '')$(text Paris)</row>"
like_err "^crm-lead: leads.xlsx:3: column C has data but no header; give it one, clear it, or say what it is: --map '#3=FIELD'$"
run 'by its place' 0 crm-lead import leads.xlsx --map '#3=notes,#4=city' -o csv -c company,notes,city
is_out 'company,notes,city,_action,_duplicate_of
A,,,inserted,
B,Note,,inserted,
C,,Paris,inserted,'
run 'the last one alone' 2 crm-lead import leads.xlsx --again --map '#4=city' -o ids
like_err "^crm-lead: leads.xlsx:3: values without a header, in column C; --map '#3=FIELD' says what is what"
run 'left out' 0 crm-lead import leads.xlsx --again --map '#3=,#4=' -n -o ids
run 'refused rows keep theirs' 4 crm-lead import leads.xlsx --again --map '#3=notes,#4=email' \
    --rejects bad.xlsx -q -o ids
run 'for the same command' 4 crm-lead import bad.xlsx --again --map '#3=notes,#4=email' -n -o ids
like_err "bad.xlsx:2: email: 'Paris' is not an e-mail address"
run 'no sheet is so wide' 2 crm-lead import leads.xlsx --map '#99999=city'
like_err "has no column '#99999'"

leads 'a name twice' 2 "$(head_row Company Name Company)"
is_err "crm-lead: leads.xlsx: column 'Company' is there twice, as 1 and 3; --map \
'#1=FIELD,#3=FIELD' says which is which, and '#3=' leaves one out"
leads 'a title' 0 "$(for t_row in 'Leads of November' '' By,Ann Company,Name \
    Orla,Ida; do
	IFS=,
	# shellcheck disable=SC2086 # one cell a word
	head_row $t_row | sed 's/<row[^>]*>/<row>/'
done)"
like_err "^crm-lead: leads.xlsx: the header is in row 4, and what stands before it is \
left out \('Leads of November'\); --skip 0 takes the first row for the header$"
is "$(sed -n 2p out | cut -d, -f1,2)" Orla,Ida 'the rows below it'
run 'rows that are skipped' 0 crm-lead import leads.xlsx --skip 3 -n -q --again -c company
unlike_err header
is "$(sed -n 2p out)" Orla,inserted,L1 'the rows below them'
leads 'a column without a header' 0 "$(head_row Company '' Name)<row r='2'>$(text a)</row>"
like_err '^crm-lead: leads.xlsx: left out: column B without a header$'
leads 'and with a value' 2 "$(head_row Company '' Name)<row r='2'>$(text a)$(text b)</row>"
is_err "crm-lead: leads.xlsx:2: values without a header, in column B; --map '#2=FIELD' \
says what is what, and nothing behind a = leaves a column out"
leads 'that is a field' 0 "$(head_row Company '' Name)<row r='2'>$(text a)$(text b)</row>" \
    --map '#2=city'
leads 'an unknown column' 2 "$(head_row Company Colour)<row><c><v>1</v></c></row>"
like_err "^crm-lead: leads.xlsx: column 'Colour' matches no field"
leads 'a header alone' 0 "$(head_row Company)"
is_err 'crm-lead: read 0'
leads 'rows out of order' 4 "$(head_row Company)<row r='3'>$(text a)</row><row r='2'>$(text b)</row>"
is_err "crm-lead: leads.xlsx:3: xl/worksheets/sheet1.xml: row '2' stands behind row 3"

leads 'what clears' 0 "$(head_row Company Notes)<row>$(text a)$(text '\N')</row><row>$(text b)$(text '\\N')</row>
<row>$(text c)$(text '\\\N')</row><row>$(text d)$(text '\x')</row>"
rows_are 'a,,,,,
b,,\\N,,,
c,,\\\N,,,
d,,\\x,,,'

# ---- cells without a value ----

leads 'errors and formulas without a value' 4 "$(head_row Company Name)
<row r='2'><c t='e'><f>1/0</f><v>#DIV/0!</v></c></row>
<row r='3'>$(text a)<c r='B3'><f>A1&amp;A2</f></c></row>
<row r='4'>$(text b)<c r='B4'><f>A1</f><v></v></c></row>
<row r='5'><c r='A5'><v>6222020200112233445</v></c></row>
<row r='6'>$(text c)</row>"
is_err 'crm-lead: leads.xlsx:2: company: A2 shows #DIV/0!, an error of its formula
crm-lead: leads.xlsx:3: name: B3 has a formula that was never computed: open the workbook in a spreadsheet and save it
crm-lead: leads.xlsx:4: name: B4 has a formula that was never computed: open the workbook in a spreadsheet and save it
crm-lead: leads.xlsx:5: company: A5 is a number of more than 15 digits (6.22202020011223E+18), and a spreadsheet keeps no more: give the column the format text and enter it again
crm-lead: read 5, rejected 4; nothing was written'
book
run 'they land among the rejects' 4 crm-lead import leads.xlsx --rejects bad.csv -o ids
is "$(cut -d , -f 1-4 bad.csv)" 'Company,Name,_line,_field
#DIV/0!,,2,company
a,#VALUE!,3,name
b,#VALUE!,4,name
6.22202020011223E+18,,5,company' 'as the sheet shows them'
# In a text, too: what came back unmended is no value.
for f in csv xlsx; do
	book
	workbook leads
	sheet 1 "$(head_row Company Notes)<row r='2'>$(text a)<c><v>330102199001011234</v></c></row>
	    <row r='3'>$(text 1E+17)$(text 3E+17)</row><row r='4'>$(text b)<c><v>330102199001011234</v></c></row>"
	pack leads.xlsx
	run "$f: lost digits of a text" 4 crm-lead import leads.xlsx --rejects bad.$f -c company,notes
	is_out 'company,notes,_action,_duplicate_of
1E+17,3E+17,inserted,'
	run "$f: come back" 4 crm-lead import bad.$f --rejects worse.$f
	like_err "bad.$f:2: notes: '3.30102199001011E\\+17' is what a spreadsheet left of a number"
	like_err 'read 2, rejected 2'
	run "$f: and once more" 4 crm-lead import worse.$f
	like_err 'read 2, rejected 2'
done
crm-lead import bad.xlsx --rejects worse.csv > /dev/null 2>&1
run 'mended they are taken' 0 sh -c "sed '2s/3.30102199001011E+17/330102199001011234/; 3s/^\\(b,[^,]*\\),.*/\\1,,,/' worse.csv |
    crm-lead import - -c company,notes"
is_out 'company,notes,_action,_duplicate_of
a,330102199001011234,inserted,
b,3.30102199001011E+17,inserted,'
book
leads 'where nobody reads them they do no harm' 0 "$(head_row Company Colour)
<row r='2'>$(text a)<c t='e'><v>#N/A</v></c></row>" --map 'Colour='
rows_are 'a,,,,,'

# ---- merged cells ----

workbook leads
sheet 1 "$(head_row Company Name)<row r='2'>$(text a)$(text Li)</row><row r='3'>$(text b)</row>" \
    "<mergeCells count='3'><mergeCell ref='A1:A1'/><mergeCell ref='B2:B3'/><mergeCell ref='F2:F3'/></mergeCells>"
pack leads.xlsx
book
run 'merged cells are named' 0 crm-lead import leads.xlsx -o csv -c company,name
is "$(sed '1d; s/,inserted,$//' out)" 'a,Li
b,' 'the first has the value'
like_err '^crm-lead: leads.xlsx: B2:B3 is merged: only the first cell of a merged range has its value, the others are blank$'
sheet 1 "$(head_row Company '' Name)<row r='2'>$(text a)$(text b)$(text c)</row>" \
    "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
pack leads.xlsx
run 'a merged header' 2 crm-lead import leads.xlsx
like_err '^crm-lead: leads.xlsx:2: values without a header, in column B; .*; A1:B1 is merged: '

# Postcodes and numbers of staff are padded by their format.
workbook leads
part xl/styles.xml "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='00000'/></numFmts>
<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"
sheet 1 "$(head_row Company Postcode Budget)
<row r='2'><c s='1'><v>42</v></c><c s='1'><v>2139</v></c><c s='1'><v>7</v></c></row>
<row r='3'><c s='1'><v>1.5</v></c><c s='1'><v>123456</v></c><c s='1'><v>-7</v></c></row>"
pack padded.xlsx
run 'noughts that a format shows' 0 crm-lead import padded.xlsx -n -o csv \
    -c company,postcode,budget
is "$(sed '1d; s/,inserted,$//' out)" '00042,02139,7.00
1.5,123456,-7.00' 'are there'
sheet 1 "$(head_row Company Postcode Budget)<row r='2'><c s='1'><v>42</v></c><c s='1'><v>2139</v></c><c s='1'><v>7</v></c></row>
<row r='3'>$(text Orla)<c s='1'><v>18</v></c>$(text x)</row>"
pack padded.xlsx
book
run 'refused rows keep them' 4 crm-lead import padded.xlsx --rejects bad.xlsx -q -o ids
run 'also where they come back' 0 crm-lead import bad.xlsx -n -o csv \
    -c company,postcode,budget --value budget:x=7
is "$(sed '1d; s/,inserted,$//' out)" 'Orla,00018,7.00' 'as they were shown'

# ---- sheets ----

workbook Cover Rows 'More &amp; more' Secret:hidden Deep:veryHidden
sheet 2 "$(head_row Company)<row r='2'>$(text visible)</row>"
sheet 3 "$(head_row Company)<row r='2'>$(text more)</row>"
sheet 4 "$(head_row Company)<row r='2'>$(text secret)</row>"
pack book.xlsx
book
run 'the first sheet with data' 0 crm-lead import book.xlsx -o csv -c company -n
like_out '^visible,'
like_err "^crm-lead: book.xlsx: reads the sheet 'Rows', not 'More & more'; hidden: 'Secret', 'Deep'; --sheet NAME chooses$"
run 'quietly' 0 crm-lead import book.xlsx -o ids -n -q
is_err ''
run 'another' 0 crm-lead import book.xlsx -o csv -c company -n --sheet 'more & More'
like_out '^more,'
unlike_err 'sheet'
run 'a hidden one' 0 crm-lead import book.xlsx -o csv -c company -n --sheet Secret
like_out '^secret,'
run 'none of that name' 2 crm-lead import book.xlsx --sheet Lead
is_err "crm-lead: --sheet: the workbook has no sheet 'Lead'; it has 'Cover', 'Rows', 'More & more'; hidden: 'Secret', 'Deep'"
run 'a sheet without a row' 0 crm-lead import book.xlsx --sheet Cover
printf 'company\na\n' > leads.csv

# The sheet of the kind, whatever language it is named in.
for name in lead Leads 线索; do
	workbook Notes "$name" More Deep:hidden
	sheet 1 "$(head_row Company)<row r='2'>$(text notes)</row>"
	sheet 2 "$(head_row Company)<row r='2'>$(text meant)</row>"
	sheet 3 "$(head_row Company)<row r='2'>$(text more)</row>"
	sheet 4 "$(head_row Company)<row r='2'>$(text deep)</row>"
	pack kinds.xlsx
	run "a sheet $name" 0 crm-lead import kinds.xlsx -o csv -c company -n
	is "$(sed 1d out)" 'meant,inserted,' "is that of leads: $name"
	is_err "crm-lead: kinds.xlsx: reads the sheet '$name', not 'Notes', 'More'; hidden: 'Deep'; --sheet NAME chooses
crm-lead: read 1, inserted 1 (dry run: nothing was written)"
done
workbook Leads Deep:hidden
sheet 1 "$(head_row Company)<row r='2'>$(text meant)</row>"
sheet 2 "$(head_row Company)<row r='2'>$(text deep)</row>"
pack kinds.xlsx
run 'one beside a hidden one' 0 crm-lead import kinds.xlsx -o csv -c company -n
like_err "reads the sheet 'Leads', not hidden: 'Deep'; --sheet NAME chooses$"
workbook Leads 线索 More
sheet 1 "$(head_row Company)<row r='2'>$(text one)</row>"
sheet 2 "$(head_row Company)<row r='2'>$(text two)</row>"
sheet 3 "$(head_row Company)<row r='2'>$(text more)</row>"
pack kinds.xlsx
run 'two of that kind' 0 crm-lead import kinds.xlsx -o csv -c company -n
is "$(sed 1d out)" 'one,inserted,' 'the first is read'
like_err "reads the sheet 'Leads', not '线索', 'More'; --sheet NAME chooses$"
workbook Notes 线索:hidden
sheet 1 "$(head_row Company)<row r='2'>$(text notes)</row>"
sheet 2 "$(head_row Company)<row r='2'>$(text hidden)</row>"
pack kinds.xlsx
run 'a hidden one of that name' 0 crm-lead import kinds.xlsx -o csv -c company -n
is "$(sed 1d out)" 'notes,inserted,' 'is read by --sheet alone'

run 'a sheet of no workbook' 2 crm-lead import leads.csv --sheet Leads
is_err 'crm-lead: --sheet: the input is no workbook'
workbook A
pack book.xlsx
run 'an empty workbook' 4 crm-lead import book.xlsx -o csv
is_err 'crm-lead: book.xlsx: no visible sheet has data'
workbook A B:hidden
pack book.xlsx
run 'nothing to read' 4 crm-lead import book.xlsx -o csv
like_err "^crm-lead: book.xlsx: no visible sheet has data; hidden: 'B'; --sheet NAME chooses$"

# ---- what is refused ----

# refused NAME MESSAGE: leads.xlsx is, with exit 4
refused() {
	run "$1" 4 crm-lead import leads.xlsx
	is_err "crm-lead: leads.xlsx: $2"
}
printf '\320\317\021\340\241\261\032\341xxxxxxxx' > leads.xlsx
refused 'an old workbook' 'a workbook of the old kind (.xls) or another old office file: open it and save it as .xlsx'
{
	printf '\320\317\021\340\241\261\032\341'
	head -c 70000 /dev/zero
	printf 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0'
} > leads.xlsx
refused 'a workbook with a password' 'a workbook with a password: open it and save it without'
rm -rf parts
part mimetype application/vnd.oasis.opendocument.spreadsheet
pack leads.xlsx
refused 'OpenDocument' 'an OpenDocument file (.ods): open it and save it as .xlsx or as CSV in UTF-8'
rm -rf parts
part xl/workbook.bin x
pack leads.xlsx
refused 'a binary workbook' 'a binary workbook (.xlsb): open it and save it as .xlsx or as CSV in UTF-8'
rm -rf parts
part word/document.xml '<x/>'
pack leads.xlsx
refused 'a letter' 'a text document (.docx): open it and save it as .xlsx or as CSV in UTF-8'
rm -rf parts
part leads.csv company
pack leads.xlsx
refused 'an archive of something' 'a zip archive, but no workbook; unpack what is in it'
printf 'company\na\n' > leads.xlsx
run 'text that is said to be a workbook' 4 crm-lead import leads.xlsx -i xlsx
is_err 'crm-lead: leads.xlsx: no workbook: it is no zip archive'

workbook leads
sheet 1 "$(head_row Company)<row r='2'>$(text a)</row>"
pack good.xlsx
head -c 900 good.xlsx > leads.xlsx
run 'a workbook that was cut off' 4 crm-lead import leads.xlsx
like_err '^crm-lead: leads.xlsx: a damaged workbook \(.*\); was it cut off\?$'
run 'a workbook as csv' 4 crm-lead import good.xlsx -i csv
is_err 'crm-lead: good.xlsx: a spreadsheet, not text'
rm parts/xl/worksheets/sheet1.xml
pack leads.xlsx
refused 'a part is missing' 'the workbook lacks its part xl/worksheets/sheet1.xml; was it cut off?'

# hostile NAME ROW MESSAGE XML: of a sheet, refused in or behind that row
hostile() {
	workbook leads
	part xl/worksheets/sheet1.xml "$4"
	pack leads.xlsx
	run "$1" 4 crm-lead import leads.xlsx
	is_err "crm-lead: leads.xlsx:${2:+$2:} xl/worksheets/sheet1.xml: $3"
}
hostile 'broken XML' 3 'broken XML: mismatched tag' \
    "<worksheet><sheetData>$(head_row Company)<row r='2'>$(text a)</row><row r='3'>$(text b)</x></sheetData></worksheet>"
hostile 'XML that ends early' 2 'broken XML: no element found' \
    "<worksheet><sheetData>$(head_row Company)<row r='2'>$(text a)</row>"
hostile 'no XML at all' '' 'broken XML: syntax error' 'company'
hostile 'an entity' '' 'declares a document type, which may hold entities and has no place in a workbook' \
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><worksheet><sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData></worksheet>"
hostile 'a file of this machine' '' 'declares a document type, which may hold entities and has no place in a workbook' \
    "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><worksheet/>"
hostile 'an entity that nobody declared' 1 'broken XML: undefined entity' \
    "<worksheet><sheetData><row><c t='inlineStr'><is><t>&nbsp;</t></is></c></row></sheetData></worksheet>"
hostile 'deep tags' '' 'tags nested more than 64 deep' \
    "$(awk 'BEGIN { while (n++ < 100) printf "<a>" }')"
hostile 'a tag without end' '' 'a tag of more than 1048576 bytes' \
    "<worksheet a='$(head -c 1500000 /dev/zero | tr '\0' a)"
hostile 'a text without end' 1 'more than 1 MB in a cell in row 1' \
    "<worksheet><sheetData><row><c t='inlineStr'><is><t>$(head -c 1500000 /dev/zero | tr '\0' a)</t></is></c></row></sheetData></worksheet>"
hostile 'a cell without a column' 1 'a cell in row 1 has no column' \
    "<worksheet><sheetData><row><c r='ZZZZ1'><v>1</v></c></row></sheetData></worksheet>"
workbook leads
sheet 1 "<row><c t='s'><v>7</v></c></row>"
pack leads.xlsx
run 'a shared text that is not there' 4 crm-lead import leads.xlsx
is_err 'crm-lead: leads.xlsx:1: a cell refers to the shared text 7, and there are 0'

workbook leads
{
	printf '<worksheet><sheetData>'
	head -c 100000000 /dev/zero | tr '\0' ' '
	printf '</sheetData></worksheet>'
} > parts/xl/worksheets/sheet1.xml
pack leads.xlsx
refused 'a bomb' 'xl/worksheets/sheet1.xml: inflates to more than 200 times its size in the archive, which no sheet of data does'

# ---- an export comes back ----

book
crm-admin field add entity=lead name=renewal type=date label=Renewal -q > /dev/null
crm-team team add -q name=East > /dev/null
crm-team add -q login=li name=李娜 team=East manager=ann > /dev/null
crm-stock product add -q sku=P-1 name='5" pipe' list_price=12.345678 decimals=1 > /dev/null
crm-customer add -q name='A, B' annual_revenue=-5.5 notes='\N' phone=+8613800138000 > /dev/null
crm-customer add -q name='=1+1' parent=C1 notes='_x000D_ and \\N' > /dev/null
printf 'x\r\ny z' > note
crm-customer contact add -q name=Du customer=C1 primary=yes notes="$(cat note)" > /dev/null
crm-lead campaign add -q name=Fair budget=1000 > /dev/null
crm-lead add -q company=Z name=李 campaign=Fair budget=1500 currency=JPY \
    tags=x,y notes=' lead and trail ' renewal=2026-01-31 ext=007 > /dev/null
crm-deal add -q name=Big customer=C1 amount=1234.56 currency=USD \
    rate=7.12345678 probability=12.5 opened_on=2026-01-02 > /dev/null
crm-order add -q number=SO-1 customer=C1 amount=99.99 > /dev/null
crm-order order-line add -q order=SO-1 line=1 product=P-1 quantity=2.5 \
    unit_price=0.000001 discount=15 > /dev/null
crm-task add -q subject=call about=L1 due=2026-12-01 > /dev/null
crm-task activity add -q kind=call about=L1 at=2026-11-01T08:00:01Z > /dev/null
for noun in 'team team' 'team user' 'stock product' 'customer customer' \
    'customer contact' 'lead campaign' 'lead lead' 'deal deal' 'order order' \
    'order order-line' 'task task' 'task activity' 'admin stage' \
    'admin field' 'admin word' 'admin calendar' 'admin grade'; do
	program=crm-${noun% *} entity=${noun#* }
	for language in C.UTF-8 zh_CN.UTF-8; do
		LC_ALL=$language $program $entity list -c all,version -o xlsx > export.xlsx
		count=$($program $entity list -o ids | wc -l)
		[ "$count" -gt 0 ]
		result $? "there are ${entity}s"
		run "$entity, $language" 0 $program $entity import export.xlsx -o ids
		is_err "$program: read $count, unchanged $count"
	done
done
TZ=Asia/Shanghai crm-task activity list -o xlsx > export.xlsx
TZ=Asia/Shanghai run 'instants in their zone' 0 crm-task activity import export.xlsx -o ids
is_err 'crm-task: read 1, unchanged 1'

# ---- streams ----

crm-lead list -o xlsx > keys.xlsx
try 'ids from a workbook' 0 'crm-lead show - -o csv -c company < keys.xlsx'
is_out 'company
Z'
LC_ALL=zh_CN.UTF-8 crm-lead list -o xlsx > zh.xlsx
try 'in Chinese, through a pipe' 0 'cat zh.xlsx | crm-lead list - -o ids'
is_out L1
try 'of another kind' 0 'crm-deal list -o xlsx | crm-customer list - -o ids'
is_out C1
try 'a reference' 0 'crm-customer list -o xlsx | crm-customer list - --ref "Parent customer ID" -o ids'
is_out C1
try 'records of it' 0 'crm-customer list -w "customer_id = C1" -o xlsx | crm-task add - kind=call subject=hello -o csv -c about'
is_out 'about
C1'
try 'no key' 2 'crm-lead list -o xlsx -c company | crm-lead show -'
is_err 'crm-lead: stdin has no column lead_id (it has Company); --ref names another'
workbook leads
sheet 1 "$(head_row 'Lead ID')<row><c><f>x</f></c></row>"
pack keys.xlsx
try 'a key that was never computed' 4 'crm-lead show - < keys.xlsx'
like_err '^crm-lead: .*A2 has a formula that was never computed'

# ---- edited by another program, and back ----

# edited.xlsx was exported from this very book, in which L3 was changed later;
# LibreOffice saved it with another budget in row 3.  CRM_EDITED=FILE keeps the
# export, to make such a file anew.
book
crm-lead add -q company='Acme & Co' name=' Li ' mobile=+8613800138000 \
    budget=1234.5 expected_close=2026-12-31 notes='=1+1' > /dev/null
crm-lead add -q company=北京 budget=100 tags='a, b' score=7 > /dev/null
crm-lead add -q company=Later budget=0.1 > /dev/null
[ -z "${CRM_EDITED-}" ] || crm-lead list -o xlsx -c all,version > "$CRM_EDITED"
crm-lead set -q L3 company='Changed since' > /dev/null
run 'what was edited' 5 crm-lead import "$TOP/tests/cmd/import/edited.xlsx" \
    --on-duplicate update --rejects stale.csv -o csv -c lead_id,budget
is_out 'lead_id,budget,_action,_duplicate_of
L1,1234.50,unchanged,
L2,250.75,updated,'
like_err 'edited.xlsx:4: version: '
like_err '^crm-lead: read 3, updated 1, unchanged 1, rejected 1 '


# ---- what is refused comes back ----

workbook Intro 'Leads Q1'
sheet 1 "$(head_row Hello)"
sheet 2 "<row r='3'>$(text 'External ID')$(text Company)$(text E-mail)$(text Budget)$(text Name)</row>
<row r='4'><c><v>1</v></c>$(text Acme)$(text a@x.example)<c><v>1200.5</v></c></row>
<row r='5'><c><v>2</v></c>$(text Beta)$(text bad)<c><v>3000.25</v></c>$(text '\\N')</row>
<row r='6'>$(text 00018)$(text Gamma)$(text g@x.example)$(text abc)$(text '\\\N')</row>
<row r='7'><c><v>4</v></c>$(text Delta)$(text d@x.example)<c><f>1+1</f></c></row>"
pack two.xlsx
book
run 'rejects of a sheet' 4 crm-lead import two.xlsx --sheet 'Leads Q1' \
    --skip 2 --rejects r.xlsx -q -o csv -c ext,company
is "$(sed 1d out)" '1,Acme,inserted,' 'the rest is taken'
run 'by the same command' 4 crm-lead import r.xlsx --sheet 'Leads Q1' \
    --skip 2 --rejects r2.xlsx -q -o csv -c ext,company
is_out ''
is "$(sed 's/:.*//; s/.*r.xlsx.*/x/' err | wc -l)" 3 'each again'
like_err "budget: '#VALUE!' is an error"
run 'and the other options' 0 crm-lead import r.xlsx --sheet 'Leads Q1' \
    --skip 2 -n -q -o csv -c ext,company,name,email,budget \
    --null '#VALUE!' --null bad --null abc
is_out 'ext,company,name,email,budget,_action,_duplicate_of
2,Beta,\\N,,3000.25,inserted,
00018,Gamma,\\\N,g@x.example,,inserted,
4,Delta,,d@x.example,,inserted,'
run 'rejects as CSV' 4 crm-lead import two.xlsx --sheet 'Leads Q1' \
    --rejects r.csv -q -o ids --on-duplicate skip
run 'are read with --sheet, too' 4 crm-lead import r.csv --sheet 'Leads Q1' \
    --rejects r3.csv -o ids
like_err "^crm-lead: r.csv: --sheet Leads Q1: refused rows as a text, which has no sheets$"
cut -d, -f1-4 r.csv > a && cut -d, -f1-4 r3.csv > b && cmp -s a b
result $? 'as they were'
printf 'Company\nA\n' > plain.csv
run 'any other text' 2 crm-lead import plain.csv --sheet 'Leads Q1'
is_err 'crm-lead: --sheet: the input is no workbook'
run 'a workbook of what is none' 2 crm-lead import plain.csv --rejects r.xlsx
is_err 'crm-lead: --rejects: r.xlsx would be a workbook, and the input is none; name it .csv'
# ---- times, in another zone than that where they were written ----

book
crm-customer add -q name=K > /dev/null
for at in 2026-11-21T17:00:00Z 2026-07-01T08:30:15Z 2026-07-01T00:00:00Z; do
	crm-task activity add -q kind=call about=C1 at=$at subject=x > /dev/null
done
TZ=Asia/Shanghai crm-task activity list -o xlsx > times.xlsx
run 'times elsewhere' 0 env TZ=America/New_York crm-task activity import times.xlsx \
    --on-duplicate update -o csv -c at
is "$(sed '1d; s/,.*//' out | paste -sd ' ')" \
    '2026-11-21T12:00:00-05:00 2026-07-01T04:30:15-04:00 2026-06-30T20:00:00-04:00' \
    'are the same instants'
like_err '^crm-task: times.xlsx: its times are read as those of Asia/Shanghai, where it was written$'
like_err '^crm-task: read 3, unchanged 3$'
run 'and where they were written' 0 env TZ=Asia/Shanghai crm-task activity import \
    times.xlsx --on-duplicate update -o ids
is_err 'crm-task: read 3, unchanged 3'
rm -rf parts
mkdir parts
(cd parts && unzip -q ../times.xlsx && sed -i 's,Asia/Shanghai,Asia/Nowhere,' docProps/custom.xml)
pack times.xlsx
run 'a zone that is not known' 0 crm-task activity import times.xlsx -n \
    --on-duplicate update -o ids
like_err '^crm-task: times.xlsx: was written in the time zone Asia/Nowhere, which is not known here: its times are read as those of TZ$'

done_testing
