#!/bin/sh
# Statements as banks export them: which columns say what, without a mapping.
. "$(dirname "$0")/../../lib.sh"
book

says=account,line_ref,booked_on,amount,currency,payer,payer_account,text
come() { # NAME FILE…
	run "$1" 0 crm-order bank-line import "$2" -o csv -c "$says"
}
lines() { # what is in the book of an account
	crm-order bank-line list -o csv -s bank_line_id -c "$says" -w "account = \"$1\"" |
	    sed '1d;s/-[0-9a-f]\{16\}/-HASH/'
}

# ---- 工商银行: two columns, a way beside them, no number of the line ----

cat > icbc.csv <<'END'
[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
0,0200,6222,2026-03-05 10:20:33,贷,0.00,"12,000.00",102,货款,SO-1,百川,"12,000.00",
0,0200,,2026-03-06 09:00:00,借,25.00,0.00,,手续费,,,"11,975.00",
END
come 'credit is what came in, debit what went out' icbc.csv
like_err "amount: '贷方发生额' is what came in, '借方发生额' what went out"
like_err "text is joined from '摘要', '用途', '个性化信息'"
like_err "left out: '凭证号', '借/贷', '对方行号'"
unlike_err 'balance'
run 'its lines, each with a key of what it says' 0 lines 0200
is_out '0200,2026-03-05-HASH,2026-03-05,12000.00,CNY,百川,6222,货款 SO-1
0200,2026-03-06-HASH,2026-03-06,-25.00,CNY,,,手续费'
run 'by which each comes in once' 0 crm-order bank-line import icbc.csv
like_err 'read 2, unchanged 2'

# ---- 建设银行: brackets behind headers, the last line first ----

cat > ccb.csv <<'END'
账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号,关联账户
4100,我方,20260307 11:22:33,0,500.00,1500.00,人民币元,Acme,621,建行,20260308,转账,x,1-998,,,,
4100,我方,20260306 11:22:33,30.00,,1000.00,人民币元,Bank,,建行,20260306,收费,,1-997,,,,
END
come 'the day of the books, and the number of the line' ccb.csv
unlike_err 'balance'
is_out "$says,_action,_duplicate_of
4100,1-998,2026-03-08,500.00,CNY,Acme,621,转账,inserted,
4100,1-997,2026-03-06,-30.00,CNY,Bank,,收费,inserted,"

# ---- 招商银行: more columns of texts ----

cat > cmb.csv <<'END'
交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,流程实例号,业务名称,用途,业务参考号,业务摘要,其它摘要,收/付方分行名,收/付方名称,收/付方帐号,收/付方开户行行号,收/付方开户行名
20260309,10:00:01,20260309,转账,,77.00,177.00,货款,M1,,,SO-2,R1,A,B,,Bolt,DE99,,
END
come 'all texts are one' cmb.csv
is_out "$says,_action,_duplicate_of
main,M1,2026-03-09,77.00,CNY,Bolt,DE99,货款 A SO-2 B,inserted,"

# ---- 中国银行: one column with a sign, each header in two languages ----

cat > boc.csv <<'END'
交易类型[ Transaction Type ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],起息日期[ Value Date ],汇率[ Exchange rate ],交易流水号[ Transaction reference number ],摘要[ Reference ],用途[ Purpose ],交易附言[ Remark ],备注[ Remarks ]
来账,880,Acme,我方,20260311,10:11:12,USD,300.00,300.00,20260311,,B1,货款,SO-2,,
END
come 'headers with their translation behind them' boc.csv
is_out "$says,_action,_duplicate_of
main,B1,2026-03-11,300.00,USD,Acme,880,货款 SO-2,inserted,"

# ---- 农业银行: lines that say the same, but for the balance ----

cat > abc.csv <<'END'
交易时间,收入金额（元）,支出金额（元）,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途
2026-03-12 08:00:00,900.00,,900.00,农行,北京,777,Cato,货款
2026-03-12 09:00:00,,900.00,0.00,农行,北京,777,Cato,退款
2026-03-12 10:00:00,900.00,,900.00,农行,北京,777,Cato,货款
END
come 'a line that says what one before it says is another' abc.csv
run 'each comes in once' 0 crm-order bank-line import abc.csv
like_err 'read 3, unchanged 3'
run 'all three are there' 0 sh -c \
    "crm-order bank-line list -o csv -c amount -w 'payer = Cato' -s bank_line_id"
is_out 'amount
900.00
-900.00
900.00'

# ---- one column, and which way ----

cat > way.csv <<'END'
交易日期,借贷标志,交易金额,余额,对方户名,摘要,流水号
2026-03-13,贷,10.00,10.00,X,a,D1
2026-03-14,借,3.00,7.00,X,a,D2
END
come 'a column says which way' way.csv
unlike_err 'balance'
is_out "$says,_action,_duplicate_of
main,D1,2026-03-13,10.00,CNY,X,,a,inserted,
main,D2,2026-03-14,-3.00,CNY,X,,a,inserted,"
sed 's/D1/D3/;s/D2/D4/;s/借,/冲,/' way.csv > odd.csv
run 'by words that are known' 4 crm-order bank-line import odd.csv
like_err "amount: '冲' says neither that it came in nor that it went out"
printf 'Date,Debit,Credit,Running balance,Description,Transaction ID\n2026-03-15,,5.00,5.00,x,E1\n2026-03-16,2.00,,3.00,y,E2\n' > en.csv
come 'in English too' en.csv
is_out "$says,_action,_duplicate_of
main,E1,2026-03-15,5.00,CNY,,,x,inserted,
main,E2,2026-03-16,-2.00,CNY,,,y,inserted,"

# ---- what the balances say ----

cat > books.csv <<'END'
交易日期,借方发生额,贷方发生额,余额,对方户名,摘要,流水号
2026-03-13,10.00,,10.00,X,a,S1
2026-03-14,,3.00,7.00,X,a,S2
2026-03-14,,2.00,5.00,X,a,S3
END
run 'our own books have debit for what came in' 0 crm-order bank-line import books.csv -n
like_err "by the balances '借方发生额' is what came in; --map '借方发生额.-贷方发生额=amount' takes it so"
run 'by the map that is named' 0 crm-order bank-line import books.csv -o csv -c amount \
    --map '借方发生额+-贷方发生额=amount'
unlike_err 'balance'
is_out 'amount,_action,_duplicate_of
10.00,inserted,
-3.00,inserted,
-2.00,inserted,'
sed '/S2/d;s/,S/,T/' books.csv |
    sed 's/借方/收入/;s/贷方/支出/;s/发生额//g' > gap.csv
printf '2026-03-15,1.00,,6.00,X,a,T4\n' >> gap.csv
run 'a line that is missing is told' 0 crm-order bank-line import gap.csv -n
like_err 'line 3: the balance does not follow from the line beside it'
done_testing
