#!/bin/sh
# A day's work, as people type it: see day.sh.
. "$(dirname "$0")/../lib.sh"
DAY=$TOP/tests/pipeline
book --currency CNY
logins mia bob eve

cat > people.csv <<'END'
login,name,role,team,manager,capacity,region
mia,Mia Wang,manager,East,ann,20,
bob,Bob Li,rep,East,mia,20,Shanghai
eve,Eve Zhou,rep,East,mia,20,
END
cat > web.csv <<'END'
Company,Contact Person,Job Title,Email,Mobile,State,Company Size,Budget,Lead Source
上海清泉水务有限公司,王伟,Director,wang.wei@qingquan.example.cn,13800138001,Shanghai,50-99,"120,000",Web
Nordwind GmbH,Anna Berg,Chief Engineer,anna.berg@nordwind.example.de,,Hamburg,500+,"¥80,000",Event
上海清泉水务,王伟,,,+86 138 0013 8001,Shanghai,,,Ad
,Lin Student,,lin@qq.com,,Shanghai,,,Web
Bluewater Ltd,Tom Reed,Buyer,tom@bluewater.example.com,13900139002,Jiangsu,10-49,,Web
Acqua SpA,Ugo Neri,Buyer,ugo@acqua.example.it,,Lombardia,10-49,,Referral
END
cat > touches.csv <<'END'
lead_id,at,source,campaign,cost
L1,2026-11-10T08:00:00Z,search,,12.50
L1,2026-11-21T12:00:00Z,web,,
L2,2026-11-12T10:00:00Z,event,Clean water fair,
END
(. "$DAY/day.sh") > day.out 2>&1
diff "$DAY/day.out" day.out > diff.out
result $? 'a day and a month later print what they should'
head -40 diff.out | say
done_testing
