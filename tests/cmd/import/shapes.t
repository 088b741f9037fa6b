#!/bin/sh
# What people and programs put around a table: titles, comments, sep=, blank rows,
# sums, lines behind it.  It is left out and said, and what is a record stays one.
. "$(dirname "$0")/../../lib.sh"
book

# takes NAME TEXT WANT [OPTION…]: the rows that an import of the text makes.
takes() {
	t_what=$1 t_text=$2 t_want=$3
	shift 3
	printf "$t_text" > in.csv
	run "$t_what" 0 crm-lead import in.csv -n --again -c company,name,budget "$@"
	is "$(sed '1d; s/,inserted,.*//' out | tr '\n' ' ')" "$t_want" "$t_what: its rows"
}

# ---- before the header ----

takes 'a title' 'Leads of November\n\nCompany,Name\nOrla,Ida\n' 'Orla,Ida, '
like_err "^crm-lead: in.csv: the header is in line 3, and what stands before it is \
left out \('Leads of November'\); --skip 0 takes the first line for the header$"
takes 'a title in Chinese' '客户线索导出：2026-11-20\n公司名称,姓名\n云帆,王芳\n' '云帆,王芳, '
takes 'a title with commas' 'Report,"Leads, all",2026\nBy,Ann\n,,\nCompany,Name\nOrla,Ida\n' \
    'Orla,Ida, '
takes 'a title padded as wide as the table' '客户线索,,\n导出人,张三,\n公司名称,姓名,预算\n云帆,王芳,5\n' \
    '云帆,王芳,5.00 '
takes 'groups of columns' '基本信息,,金额\n公司名称,姓名,预算\n云帆,王芳,5\n' '云帆,王芳,5.00 '
takes 'comments' '# exported by X, at 9\n# all leads\nCompany,Name\nOrla,Ida\n' 'Orla,Ida, '
takes 'a comment before one column' '# names\nCompany\nOrla\n' 'Orla,, '
takes 'a semicolon below a title with commas' 'Leads, all, of us\nCompany;Name\nOrla;Ida\n' \
    'Orla,Ida, '
takes 'tabs below a title' 'Leads of November\nCompany\tName\nOrla\tIda\n' 'Orla,Ida, '
takes 'a mapped header below a title' 'Liste\nFirma,Vorname,Ort\nOrla,Ida,X\n' \
    'Orla,Ida, ' --map Firma=company,Vorname=name,Ort=city
takes 'no title: one column' 'Company\nOrla\n"Pine, Ltd"\n' 'Orla,, "Pine, Ltd",, '
takes 'no title: a header with words that are not known' \
    'Company,Foo,Bar,Baz\nName,a,b,c\n' 'Name,, ' --ignore-unknown
takes 'a column called #' '#,Company,Name\n1,Orla,Ida\n' 'Orla,Ida, ' --map '#='
takes 'sep=;' 'sep=;\r\nCompany;Name\r\n"Orla, A";Ida\r\n' '"Orla, A",Ida, '
unlike_err header
takes 'sep=, in quotes, capitals and a title' '"SEP=|"\nLeads\nCompany|Name\nOrla|Ida\n' \
    'Orla,Ida, '
takes 'sep= is a tab' 'sep=\t\nCompany\tName\nOrla, A\tIda\n' '"Orla, A",Ida, '
takes 'sep= behind a byte order mark' '\357\273\277sep=;\r\nCompany;Name\r\nOrla;Ida\r\n' \
    'Orla,Ida, '
takes '--skip' 'Company,Name\nx,y\nFirma;Person\nOrla;Ida\n' 'Orla,Ida, ' \
    --skip 2 --map Firma=company,Person=name
unlike_err header
takes 'a blank line behind what is skipped' 'x\n\nCompany,Name\nOrla,Ida\n' 'Orla,Ida, ' --skip 1
run '--skip 0' 2 sh -c 'printf "Leads\nCompany,Name\n" | crm-lead import - --skip 0'
like_err "column 'Leads' matches no field"
printf 'a\nCompany,Name\n,x,y\n' > in.csv
run 'lines are those of the file' 4 crm-lead import in.csv --skip 1
like_err '^crm-lead: in.csv:3: expected 2 columns, found 3$'
run '--skip of more than there is' 4 crm-lead import in.csv --skip 9
like_err 'is empty'
for n in -1 x 1.5 99999; do
	run "--skip $n" 2 crm-lead import in.csv --skip "$n"
	is_err "crm-lead: --skip: '$n' is not a number of lines from 0 to 10000"
done
run '--skip of JSON' 2 sh -c 'echo "[]" | crm-lead import - --skip 1'
is_err 'crm-lead: --skip: json has no lines before a header'
crm-lead add company=A -q > /dev/null
try 'a stream with a title' 0 \
    "printf 'Report of today\n\nLead ID,Company,Note\nL1,A,x\n' | crm-lead list - -o ids"
is_out L1

# A workbook: the second sheet of nothing but a title, and one with it.
crm-lead list -o xlsx -c company,name > plain.xlsx
run '--skip of a workbook' 2 crm-lead import plain.xlsx --skip 1 -n
like_err "column 'A' matches no field"

# ---- among and behind the rows ----

takes 'blank rows' 'Company,Name,Budget\nOrla,Ida,1\n,,\n"","",\n\n   \n,\nPine,Jo,2\n,,\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
like_err '^crm-lead: read 2, inserted 2, blank 5 '
for word in Total total: TOTALS 合计 总计： 'Grand Total' Sum 小计 '合 计' '合计（元）' \
    'Total (CNY)' 累计 页小计 Summe 'Total général' Average 平均值; do
	takes "a sum: $word" "Company,Name,Budget\nOrla,Ida,100\nPine,Jo,200\n$word,,300\n,,\n" \
	    'Orla,Ida,100.00 Pine,Jo,200.00 '
	is "$(sed -n 's/.*no record: line 4 //p' "$T_DIR/err")" "('$word')" "and said: $word"
done
for count in '共 2 条' 共2条记录 '(2 rows)' '2 records' '第 1 页 共 1 页'; do
	takes "a count: $count" "Company,Name,Budget\nOrla,Ida,100\nPine,Jo,200\n$count,,\n" \
	    'Orla,Ida,100.00 Pine,Jo,200.00 '
	takes "alone: $count" "Company,Name,Budget\nOrla,Ida,100\nPine,Jo,200\n$count\n" \
	    'Orla,Ida,100.00 Pine,Jo,200.00 '
done
takes 'a company with a number' 'Company,Name,Budget\nOrla,Ida,1\n12 Rows Ltd,,\n' \
    'Orla,Ida,1.00 12 Rows Ltd,, '
takes 'a count among the rows' 'Company,Name,Budget\n12 Records,,\nOrla,Ida,1\n' \
    '12 Records,, Orla,Ida,1.00 '
takes 'with a sign' 'Company,Name,Budget\nOrla,Ida,1\n,Total,"¥ 1,300.50"\n' 'Orla,Ida,1.00 '
takes 'sums of parts' 'Company,Name,Budget\nOrla,Ida,1\n小计,,1\nPine,Jo,2\nSubtotal,,2\n合计,,3\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
like_err "left out as no records: lines 3 \('小计'\), 5 \('Subtotal'\), 6 \('合计'\)$"
takes 'a company called Total' 'Company,Name,Budget\nTotal,,300\nPine,Jo,200\n' \
    'Pine,Jo,200.00 Total,,300.00 '
takes 'with a person, in the end' 'Company,Name,Budget\nPine,Jo,200\nTotal,Al,300\n' \
    'Pine,Jo,200.00 Total,Al,300.00 '
takes 'without a figure' 'Company,Name,Budget\nPine,Jo,200\nTotal,,\n' \
    'Pine,Jo,200.00 Total,, '
takes 'lines behind the table' \
    'Company,Name,Budget\nOrla,Ida,1\n\n\nMy report\n"Copyright (c), all"\nBy: Ann\n' \
    'Orla,Ida,1.00 '
like_err "left out as no records: lines 5 \('My report'\), 6 \('Copyright \(c\), all'\), 7"
takes 'comments behind it' 'Company,Name,Budget\nOrla,Ida,1\n# 1 row, of 1\n' 'Orla,Ida,1.00 '
for blank in ',,' '' ' , ,'; do
	takes "padded, behind '$blank'" \
	    "Company,Name,Budget\nOrla,Ida,1\n$blank\nEnd of report,,\n备注：以上为准,,\n* confidential,,\n" \
	    'Orla,Ida,1.00 '
	like_err "left out as no records: lines 4 \('End of report'\), 5 \('备注：以上为准'\), 6"
done
takes 'such a row among the others' 'Company,Name,Budget\nOrla,Ida,1\n,,\nPine,,\nRuno,Al,2\n,,\nZeno,,\n' \
    'Orla,Ida,1.00 Pine,, Runo,Al,2.00 Zeno,, '
takes 'where others have no more' 'Company,Name,Budget\nOrla,,\nRuno,Al,2\n,,\nPine,,\n' \
    'Orla,, Runo,Al,2.00 Pine,, '
takes 'of two columns' 'Company,Name\nOrla,Ida\n,\nPine,\n' 'Orla,Ida, Pine,, '
takes 'the first row' 'Company,Name,Budget\n,,\nPine,,\n' 'Pine,, '
takes 'one that has more' 'Company,Name,Budget\nOrla,Ida,1\n,,\nPine,,3\n' 'Orla,Ida,1.00 Pine,,3.00 '
printf 'Id,Name,Amount\nA1,x,5\n,,\nA2,,\n' > in.csv
run 'nor is a number such a line' 0 crm-deal import in.csv -n -o csv -c ext
like_out '^A2,inserted'
printf 'Company,Name,Budget\nOrla,Ida,1\n\nPine\nRuno,Al,2\n' > in.csv
run 'a row that is too short is no line behind the table' 4 crm-lead import in.csv
like_err '^crm-lead: in.csv:4: expected 3 columns, found 1$'
printf 'Company,Name,Budget\nOrla,Ida,1\nPi' > in.csv
run 'nor is one that was cut off' 4 crm-lead import in.csv
like_err '^crm-lead: in.csv:3: expected 3 columns, found 1$'
takes 'a table of psql' \
    ' company | name | budget \n---------+------+--------\n Orla    | Ida  |      1\n 上海    |      |\n(2 rows)\n\n' \
    'Orla,Ida,1.00 上海,, '
like_err "left out as no records: lines 2 \('---------\+------\+--------'\), 5 \('\(2 rows\)'\)$"
takes 'of one column' ' company \n---------\n Orla\n(1 row)\n' 'Orla,, '
takes 'in Chinese' ' company | name \n---------+------\n Orla    | Ida\n(1 行记录)\n' 'Orla,Ida, '
takes 'of mysql' \
    '+---------+------+\n| company | name |\n+---------+------+\n| Orla    | Ida  |\n| "Pine"  |      |\n+---------+------+\n2 rows in set (0.00 sec)\n' \
    'Orla,Ida, """Pine""",, '
takes 'of Markdown' \
    '| company | name |\n|---|:---:|\n| Orla | Ida |\n|Pine||\n' 'Orla,Ida, Pine,, '
takes 'dashes as values' 'Company,Name\nOrla,Ida\n---,---\n' 'Orla,Ida, ---,---, '
printf '| company | name |\n|---|---|\n| Orla | Ida | 3 |\n' > in.csv
run 'a row with a bar too many' 4 crm-lead import in.csv
like_err '^crm-lead: in.csv:3: expected 2 columns, found 3$'
run 'JSON has no sums' 0 sh -c 'echo "[{\"company\":\"Total\",\"budget\":3}]" |
    crm-lead import - -q -n -c company'
like_out '^Total,'
# Columns without a header.
printf 'Company,,Name,Budget,\nOrla,x,Ida,1,\nPine,,Jo,2,y\n' > in.csv
run 'columns without a header' 2 crm-lead import in.csv
is_err "crm-lead: in.csv:2: values without a header, in columns 2, 5; --map \
'#2=FIELD,#5=FIELD' says what is what, and nothing behind a = leaves a column out"
run 'are what is said' 0 crm-lead import in.csv -n -q -c company,city,title \
    --map '#2=city,#5=title'
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'Orla,x, Pine,,y ' 'each in its place'
run 'or are left out' 0 crm-lead import in.csv -n --map '#2=,#5='
unlike_err 'header'
run 'with all that is not known' 0 crm-lead import in.csv -n --ignore-unknown
like_err '^crm-lead: in.csv: left out: columns 2, 5 without a header$'
takes 'or have nothing' 'Company,,Name,Budget,,\nOrla,,Ida,1,,\nPine,,Jo,2\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
like_err '^crm-lead: in.csv: left out: column 2 without a header$'
printf 'Company,,Name,\nZeno,x,Ida,3\nPine,y,Jo,z\n' > in.csv
run 'refused rows keep them' 4 crm-lead import in.csv --map '#2=city,#4=budget' \
    --rejects bad.csv --again
is "$(cut -d, -f1-5 bad.csv)" 'Company,,Name,,_line
Pine,y,Jo,z,3' 'as they were'
try 'and come back' 0 "sed s/z/4/ bad.csv |
    crm-lead import - -n -q --map '#2=city,#4=budget' -c company,city,budget"
is "$(sed 1d out)" 'Pine,y,4.00,inserted,' 'mended'
# Sums that no word names.
deals() { crm-deal import "$@" -n -c name,amount; }
crm-customer add name=K -q > /dev/null
head='Customer,Name,Amount\nK,x,100\nK,y,200\n'
printf "$head,,300\n" > in.csv
run 'a sum without a word' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'x,100.00 y,200.00 ' 'is no record'
like_err "left out as no record: line 4 \('300'\)$"
like_err 'figures alone behind the last record, .* wants a name, a number or an id$'
like_err '^crm-deal: read 2, inserted 2 \(dry run'
printf "$head,,299\n,,150\n" > in.csv
run 'and what else is computed below' 0 deals in.csv
like_err "left out as no records: lines 4 \('299'\), 5 \('150'\)$"
printf 'Customer,Name,Amount,Currency\nK,x,100,CNY\nK,y,200,CNY\n,,300,CNY\nK,z,5,CNY\nK,w,6,CNY\n,,11,CNY\n,,311,CNY\n' > in.csv
run 'sums of parts without their words' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'x,100.00 y,200.00 z,5.00 w,6.00 ' \
    'are no records'
like_err "left out as no records: lines 4 \('300'\), 7 \('11'\), 8 \('311'\)$"
like_err '^crm-deal: read 4, inserted 4'
printf 'Number,Customer,Total\nA1,K,100\n,K,200\n,K,300\n' > in.csv
run 'keys that may lack' 0 crm-order import in.csv -n -q -o ids
is "$(wc -l < out)" 3 'make no sums'
printf 'Amount\n100\n200\n300\n' > in.csv
run 'a table of figures' 0 deals in.csv
is "$(sed 1d out | wc -l)" 3 'has records of them'
printf 'Customer,Name,Amount\nK,x,100\n,,7\nK,z,9\n,,8\n' > in.csv
run 'one of figures among the records' 0 deals in.csv
is "$(sed 1d out | wc -l)" 4 'is one'
printf "$head"'K,,300\n' > in.csv
run 'a sum that says whose it is' 0 deals in.csv
is "$(sed 1d out | wc -l)" 2 'is none, too'
# The sum of a group has its name, and a word.
printf 'Name,Customer,Amount\na,K,100\nb,K,200\nSubtotal K,,300\nc,K,50\nK Total,,50\nTotal Oil,,9\n' > in.csv
run 'sums of groups' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'a,100.00 b,200.00 c,50.00 Total Oil,9.00 ' \
    'are no records; a name with such a word is one'
like_err "left out as no records: lines 4 \('Subtotal K'\), 6 \('K Total'\)$"
like_err 'with a word like Total where one is the sum of those above'
for word in '甲 汇总' 'Total (2)' 'Total: 2 records' 'Sum of Amount'; do
	printf "$head,$word,300\nK,z,7\n" > in.csv
	run "called $word" 0 deals in.csv
	is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'x,100.00 y,200.00 z,7.00 ' \
	    "$word: is no record"
done
printf 'Customer,Amount\nK,100\nK,200\nK Total,300\n' > in.csv
run 'where the customer is called so' 0 deals in.csv
is "$(sed 1d out | wc -l)" 2 'nobody is looked for'
run 'or would be made' 0 deals in.csv --create-missing
unlike_err 'made 1 missing'
printf 'Name,Customer,Amount\na,K,100\nTotal Oil,K,100\n' > in.csv
run 'such a name' 0 deals in.csv
is "$(sed 1d out | wc -l)" 2 'beside another text is that of a record'
printf "$head"'Nobody,,300\n' > in.csv
run 'a sum of whom nobody knows' 4 deals in.csv
like_err "there is no customer 'Nobody'"
printf 'Customer,Amount\nAlba,100\nAlba,200\n,300\n' > in.csv
run 'two columns, of a name that begins like a word for a sum' 0 deals in.csv --create-missing
is "$(sed 1d out | wc -l)" 2 'and the figure behind them'
like_err "left out as no record: line 4 \('300'\)$"
# Of one row it is one where the row is called nothing, and is nobody's.
printf 'Name,Customer,Amount,Expected close\na,K,100,\n,,100,\nc,K,5,\n,,5,2026-12-01\n,,105,\n' > in.csv
run 'sums of one row each' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'a,100.00 c,5.00 ' 'are no records'
like_err "left out as no records: lines 3 \('100'\), 5 \('5'\), 6 \('105'\)$"
printf "$head"',,300\nK,z,5\n,,5\n,,305\n' > in.csv
run 'and behind one of several' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'x,100.00 y,200.00 z,5.00 ' 'too'
printf 'Name,Customer,Amount\na,K,100\n,K,100\n' > in.csv
run 'one that is of somebody' 0 deals in.csv
is "$(sed 1d out | wc -l)" 2 'is a record'
printf 'Name,Customer,Amount\na,K,100\n,,7\nc,K,5\n,,112\n' > in.csv
run 'where others are called nothing' 0 deals in.csv
is "$(sed 1d out | wc -l)" 4 'it says nothing'
crm-order add number=O9 customer=K -q > /dev/null
lines() { crm-order order-line import in.csv -n -c description,amount; }
printf 'Order,Product,Description,Quantity,Amount\nO9,,Pump,1,10\nO9,,Pipe,2,40\nO9,,,,50\n' > in.csv
run 'the sum of an order' 0 lines
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'Pump,10.00 Pipe,40.00 ' \
    'is no line of nothing'
like_err "left out as no record: line 4 \('O9'\)$"
printf 'Order,Description,Quantity,Amount\nO9,Pump,1,10\nO9,,1,20\n' > in.csv
run 'another amount' 0 lines
is "$(sed 1d out | wc -l)" 2 'is a line, of which the quantity says nothing'
printf 'Order,Line,Description,Amount\nO9,1,Pump,10\nO9,2,Pipe,40\nO9,3,,50\n' > in.csv
run 'the number of a line' 0 lines
is "$(sed 1d out | wc -l)" 3 'makes one of it'
# An identity makes a record of it, whatever it is called.
printf 'sku,name,list price\n101,Pump,9.5\n102,Total care,9.5\n103,Sum,19\n' > in.csv
run 'products with their numbers' 0 crm-stock product import in.csv -n -c sku,name
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" '101,Pump 102,Total care 103,Sum ' \
    'are no sums'
printf 'Id,Name,Amount\n1,Pump,100\n2,Total,100\n3,,200\n合计,,400\n' > in.csv
run 'deals with ids' 0 deals in.csv
is "$(sed '1d; s/,inserted,$//' out | tr '\n' ' ')" 'Pump,100.00 Total,100.00 ,200.00 ' \
    'are none; a word for a sum is no id'
like_err "left out as no record: line 5 \('合计'\)$"
printf 'Name,Phone,Employees\nAcme,057188880001,100\nTotal,057188880002,100\n' > in.csv
run 'the key that was named' 0 crm-customer import in.csv -n -q --key phone -o ids
is "$(wc -l < out)" 2 'is an identity'
for name in 'Total Energies' 'Mean Well' 'Average Joe' 'Sum 41' 'Care total'; do
	printf "Name,Employees\nAcme,100\n$name,100\n" > in.csv
	run "$name" 0 crm-customer import in.csv -n -o csv -c name
	like_out "^$name,inserted" "$name: of one row above it is no sum"
done
printf 'Name,Employees\nAcme,100\nBeta,50\nMean Well,150\n' > in.csv
run 'a mean' 0 crm-customer import in.csv -n -o csv -c name
like_out '^Mean Well,inserted' 'is no sum of all'
# A word for a sum alone, in the last row.
printf 'Company,Name\nOrla,Ida\n合计,\n' > in.csv
run 'a sum of nothing' 0 crm-lead import in.csv -n -o csv -c company
is "$(sed 1d out)" 'Orla,inserted,' 'is no record'
like_err "left out as no record: line 3 \('合计'\)"
printf 'Company,Name\nOrla,Ida\nTotal,\n' > in.csv
run 'a company' 0 crm-lead import in.csv -n -q -o csv -c company
is "$(sed 1d out | wc -l)" 2 'may be called Total'
printf 'Company\nOrla\n合计\n' > in.csv
run 'one column' 0 crm-lead import in.csv -n -q -o csv -c company
is "$(sed 1d out | wc -l)" 2 'has no sums to tell'

# ---- a header again, a sum above ----

takes 'two exports put together' 'Company,Name,Budget\nOrla,Ida,1\nCompany,Name,Budget\nPine,Jo,2\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
like_err "left out as no record: line 3 \('Company'\)$"
takes 'each with its sum' '公司名称,姓名,预算\n甲,王,1\nTotal,,1\n公司名称,姓名,预算\n乙,李,2\nTotal,,2\n' \
    '甲,王,1.00 乙,李,2.00 '
like_err "lines 3 \('Total'\), 4 \('公司名称'\), 6 \('Total'\)$"
book
for other in 'Name,Company,Budget' 'Company,Budget' 'Company,Name,Budget,City'; do
	run "another header: $other" 2 sh -c \
	    "printf 'Company,Name,Budget\nOrla,Ida,1\n$other\nPine,Jo,2\n' | crm-lead import - -o ids"
	is_err 'crm-lead: stdin:3: a header again, of other columns than the first: two files were put together; import each by itself'
done
run 'nothing of both' 0 crm-lead list -o ids
is_out ''
takes 'a name like a header' 'Company,Name,Budget\nOrla,Ida,1\nBudget,Jo,2\n' \
    'Orla,Ida,1.00 Budget,Jo,2.00 '
takes 'what its columns want' '公司名称,姓名,预算\n必填,选填,\n文本,"文本（50）",*数字\n甲,王,5\n' '甲,王,5.00 '
like_err "left out as no records: lines 2 \('必填'\), 3 \('文本'\)$"
takes 'in English' 'Company,Name,Budget\nRequired,"Optional, text",number\nOrla,Ida,5\n' 'Orla,Ida,5.00 '
like_err "left out as no record: line 2 \('Required'\)$"
takes 'with more of it' '公司名称,姓名,预算\n必填，最多50字,选填；如 王芳,\n甲,王,5\n' '甲,王,5.00 '
takes 'a name that begins so' 'Company,Name,Budget\nOptional Ltd,Text,5\n' 'Optional Ltd,Text,5.00 '
takes 'of one column alone' 'Company,Name,Budget\n(必填),,\nOrla,Ida,5\n' 'Orla,Ida,5.00 '
takes 'behind the first record' 'Company,Name,Budget\nOrla,Ida,5\nText,Date,\n' \
    'Orla,Ida,5.00 Text,Date, '
takes 'one word for a kind' 'Company,Name,Budget\nText,,\nOrla,Ida,5\n' 'Text,, Orla,Ida,5.00 '
takes 'beside other words' 'Company,Name,Budget\nText,Ida,5\n' 'Text,Ida,5.00 '
takes 'Total above its records' 'Company,Name,Budget\nTotal,,3\nOrla,Ida,1\nPine,Jo,2\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
like_err "left out as no record: line 2 \('Total'\)$"
takes 'above and below' 'Company,Name,Budget\nSum,,3\nOrla,Ida,1\nPine,Jo,2\nTotal,,3\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 '
takes 'one that is no sum' 'Company,Name,Budget\nTotal,,4\nOrla,Ida,1\nPine,Jo,2\n' \
    'Orla,Ida,1.00 Pine,Jo,2.00 Total,,4.00 '
takes 'alone' 'Company,Name,Budget\nTotal,,4\n' 'Total,,4.00 '
# ---- sums by other words, where the figure is the sum of those above ----

for word in 合计：2条 合计金额 本月合计 总数 Totale Итого TTL Overall; do
	printf 'Name,Account,Amount\nA,Alba,100\nB,Alba,200\n%s,,300\n' "$word" > sums.csv
	run "$word is a sum" 0 crm-deal import sums.csv --create-missing -q -o ids -n
	is "$(wc -l < out)" 2 "$word is no deal"
done
printf 'Name,Account,Amount\nA,Alba,100\nB,Alba,200\n合计软件,Alba,50\n' > sums.csv
run 'with another figure it is a name' 0 crm-deal import sums.csv --create-missing -q -o ids -n
is "$(wc -l < out)" 3 'a deal'

# ---- what other systems nest beside their values ----

echo '{"Company":"E","attributes":{"type":"Lead"},"_links":[{"a":1}]}' > nested.json
run 'a nested value in what is left out' 0 crm-lead import nested.json --map 'attributes=' -q -o ids
run 'or is not known' 0 crm-lead import nested.json --ignore-unknown --again -q -o ids
run 'in what is taken it is refused' 4 crm-lead import nested.json \
    --map 'attributes=city' --map 'Company=company' --again -q
is_err 'crm-lead: nested.json:1: city: a nested value'
done_testing
