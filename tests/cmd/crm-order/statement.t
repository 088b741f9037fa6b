#!/bin/sh
# Statements of a bank in MT940 and CAMT.053.
. "$(dirname "$0")/../../lib.sh"
book

lines() {
	crm-order bank-line list -o csv -s bank_line_id -c line_ref,booked_on,amount,currency,payer,payer_account,text -w "account = \"$1\"" |
	    sed '1d;s/-[0-9a-f]\{16\}/-HASH/'
}
bad() { # NAME MESSAGE FORMAT < file
	cat > bad.txt
	run "$1" 4 crm-order bank-line import bad.txt -i "$3"
	is_err "crm-order: bad.txt: $2"
}

# ---- MT940 ----

cat > a.sta <<'END'
{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:
:20:STARTUMS
:25:50880050/0194777
:28C:00012/001
:60F:C261101EUR1000,00
:61:2611201120CR1130,00NTRFNONREF//BANK-1
:86:166?00GUTSCHRIFT?20SVWZ+SO-20261101-0?217 danke?3010020030?31123456?32Acme L
td?33 & Co?38DE89370400440532013000
:61:261120DR12,5NCHGNONREF
:86:808?00GEBUEHREN?20Kontofuehrung
:61:2601021231RC30,00NTRFREF77
Storno der Bank
:61:261120C5,NTRFREF88//BANK-1
:86:/ORDP//NAME/Bolt AG/IBAN/DE99/REMI/A-1 and A-2
:62F:C261120EUR2092,50
-}
:20:SECOND
:25:ACC2
:60F:D261120JPY300
:61:261120C300NMSCNONREF
:62F:C261120JPY0
END
run 'an MT940 by the look of it' 0 crm-order bank-line import a.sta -q -o ids
is_err ''
lines 50880050/0194777 > got
lines ACC2 >> got
run 'its lines' 0 cat got
is_out 'BANK-1,2026-11-20,1130.00,EUR,Acme Ltd & Co,DE89370400440532013000,SVWZ+SO-20261101-07 danke
2026-11-20-HASH,2026-11-20,-12.50,EUR,,,Kontofuehrung
2025-12-31-HASH,2025-12-31,-30.00,EUR,,,Storno der Bank
BANK-1#2,2026-11-20,5.00,EUR,Bolt AG,DE99,/ORDP//NAME/Bolt AG/IBAN/DE99/REMI/A-1 and A-2
2026-11-20-HASH,2026-11-20,300,JPY,,,'
run 'each comes in once' 0 crm-order bank-line import a.sta
like_err 'read 5, unchanged 5'
sed 's/2092,50/2092,51/;s/C300N/C299N/' a.sta > b.sta
run 'a balance that does not add up is told' 0 crm-order bank-line import b.sta -n
like_err 'statement 00012/001 begins with 1000, its lines come to 1092.5'
like_err 'something is missing or twice; statement'
bad 'no day' 'line 2: no day such as 261120' mt940 <<'END'
:60F:C261101EUR1,
:61:261320C1,NTRFX
END
bad 'no amount' 'line 2: neither C nor D and an amount such as C1234,56NTRF' mt940 <<'END'
:60F:C261101EUR1,
:61:261120X1,NTRFX
END
bad 'an amount that is none' 'line 1: no balance such as C261120EUR1234,56' mt940 <<'END'
:60F:C261101EUR1,2,3
END
bad 'no currency' 'line 1: a line before the balance :60F:, which names its currency' mt940 <<'END'
:61:261120C1,NTRFX
END
bad 'nothing of it' 'it is no MT940: no line begins with a field such as :61:' mt940 <<'END'
a,b
1,2
END

bad 'an amount that goes on as something else' 'line 5: neither C nor D and an amount such as C1234,56NTRF' mt940 << 'END'
:20:X
:25:DE1/2
:28C:1/1
:60F:C261110EUR1000,00
:61:2611121112C12a4567,50N051NONREF
END
bad 'a file that is cut' 'line 3: neither C nor D and an amount such as C1234,56NTRF' mt940 << 'END'
:20:X
:60F:C261110EUR1000,00
:61:2611121112C12
END

# ---- CAMT.053 ----

cat > c.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>S-7</Id><Acct><Id><IBAN>DE11</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">445.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
 <BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>E1</AcctSvcrRef>
 <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
  <RltdPties><Dbtr><Pty><Nm>Acme &amp; Co</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89</IBAN></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>
  <RmtInf><Ustrd>SO-20261101-0007</Ustrd><Ustrd>  part 1 </Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">60.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
 <BookgDt><DtTm>2026-11-20T10:00:00</DtTm></BookgDt><AcctSvcrRef>E2</AcctSvcrRef>
 <NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">20</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>A</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
  <TxDtls><Amt Ccy="EUR">40.0</Amt><RltdPties><Dbtr><Nm>B</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
 <ValDt><Dt>2026-11-19</Dt></ValDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Us</Nm></Dbtr><Cdtr><Nm>Bank</Nm></Cdtr></RltdPties></TxDtls></NtryDtls><AddtlNtryInf>bank charge</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
END
run 'a CAMT.053 by the look of it' 0 crm-order bank-line import c.xml -o ids
like_err 'left out, as not booked yet: 1'
lines DE11 > got
run 'its lines' 0 cat got
is_out 'E1,2026-11-20,500.00,EUR,Acme & Co,DE89,SO-20261101-0007 part 1
E2,2026-11-20,20.00,EUR,A,,RF18
E2#2,2026-11-20,40.00,EUR,B,,
2026-11-19-HASH,2026-11-19,-15.00,EUR,Bank,,bank charge'
run 'each once' 0 crm-order bank-line import c.xml
like_err 'unchanged 4'
try 'from a pipe' 0 'crm-order bank-line import - < c.xml'
like_err 'unchanged 4'
sed 's/445.00/446.00/' c.xml > d.xml
run 'its balance too' 0 crm-order bank-line import d.xml -n
like_err 'statement S-7 begins with -100, its lines come to 545, and it ends with 446'
bad 'what declares a document type' 'line 1: declares a document type, which may hold entities and has no place in a statement' camt <<'END'
<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document>&b;</Document>
END
bad 'what is broken' 'line 2: mismatched tag' camt <<'END'
<Document><Stmt>
</Document>
END
bad 'an entry that says too little' "line 1: an entry without its amount, its sign or its day" camt <<'END'
<D><Stmt><Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry></Stmt></D>
END
bad 'an amount that is none' "line 1: no amount such as 1234.56" camt <<'END'
<D><Stmt><Ntry><Amt Ccy="EUR">-5</Amt></Ntry></Stmt></D>
END
bad 'nor with a comma' "line 1: no amount such as 1234.56" camt <<'END'
<D><Stmt><Ntry><Amt Ccy="EUR">9,9</Amt></Ntry></Stmt></D>
END
bad 'no statement' 'it is no CAMT.053: it holds no statement (Stmt)' camt <<'END'
<Document/>
END
awk 'BEGIN { for (i = 0; i < 80; i++) printf "<a>" }' > deep.xml
run 'too deep' 4 crm-order bank-line import deep.xml -i camt
like_err 'tags nested too deep'
printf '<?xml version="1.0"?><html/>' > e.xml
run 'other XML' 4 crm-order bank-line import e.xml
is_err 'crm-order: e.xml: it is XML, and no bank statement of the format CAMT.053: have it as csv, tsv, json, ndjson or xlsx'
run 'such a line is matched as any' 0 crm-order bank-line match BL4 -o csv -c class

# ---- what came in and what went out, in two columns ----
cat > two.csv <<'END'
交易日期,收入金额,支出金额,对方户名,摘要,流水号
20261101,"12,000.00",0.00,百川,货款,T1
20261102,,25.00,工商银行,手续费,T2
20261103,0.00,"1,300.50",百川,退款,T3
20261104,,-7.00,百川,退款,T4
END
run 'two columns for an amount' 2 crm-order bank-line import two.csv --map '收入金额=amount,支出金额=amount'
like_err 'join them with A.B=amount, or A.-B=amount where B is what went out'
run 'the one with a sign' 0 crm-order bank-line import two.csv --map '收入金额+-支出金额=amount' -q -o csv -c amount
is_out 'amount,_action,_duplicate_of
12000.00,inserted,
-25.00,inserted,
-1300.50,inserted,
-7.00,inserted,'
sed 's/T1/T5/; s/0\.00,百川,货款/9.00,百川,货款/' two.csv > both.csv
run 'one of the two' 4 crm-order bank-line import both.csv --map '收入金额+-支出金额=amount'
like_err "amount: two columns have an amount: '12,000.00' and '9.00'"
run 'of what is no money' 2 crm-order bank-line import two.csv --map '摘要+-流水号=text'
like_err 'text is no amount of money'
done_testing
