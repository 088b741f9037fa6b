#!/bin/sh
# What the coming months may bring: series whose answer is known.
. "$(dirname "$0")/../../lib.sh"
book --currency USD
export CRM_FORMAT=csv
# today is 2026-11-21: November runs, nothing is learned of it

run 'outlook: an empty book' 0 crm-report outlook -q
is_out 'month,amount,low_80,high_80,low_95,high_95,method,currency'
run 'and says so' 0 crm-report outlook
is_err 'crm-report: no deal was won in a whole month: there is nothing to learn from'

# months MANY FIRST AMOUNT OWNER: a deal a month, the 10th, from the month so many
# before November 2026
months() {
	awk -v n="$1" -v back="$2" -v amount="$3" -v owner="$4" 'BEGIN {
		print "name,stage,owner,amount,opened_on,closed_on"
		for (i = 0; i < n; i++) {
			m = 2026 * 12 + 10 - back + i
			day = sprintf("%d-%02d-10", int(m / 12), m % 12 + 1)
			if (amount == "season")
				v = 100 + 10 * (m % 12)
			else
				v = amount
			printf "%s %d,won,%s,%s,%s,%s\n", owner, i, owner, v,
			    day, day
		}
	}' | crm-deal import -q - > /dev/null
}

# Bo has the same every month; Cy a season that repeats; Di five months.
crm-team user import -q - > /dev/null <<'END'
login,name
bo,Bo
cy,Cy
di,Di
END
months 12 12 100 bo
months 48 48 season cy
months 5 5 70 di
crm-deal add name=running stage=won owner=bo amount=9999 \
    opened_on=2026-11-01 closed_on=2026-11-05 -q > /dev/null

run 'outlook: the same goes on, surely' 0 crm-report outlook -w 'owner = bo' \
    --to 2026-12-31
is_out 'month,amount,low_80,high_80,low_95,high_95,method,currency
2026-11,100.00,100.00,100.00,100.00,100.00,combined,USD
2026-12,100.00,100.00,100.00,100.00,100.00,combined,USD'
run 'outlook: a season comes again' 0 crm-report outlook -w 'owner = cy' \
    --to 2027-01-31 -c month,amount,low_95,high_95,method
is_out 'month,amount,low_95,high_95,method
2026-11,200.00,200.00,200.00,combined
2026-12,210.00,210.00,210.00,combined
2027-01,100.00,100.00,100.00,combined'
run 'outlook: six months without --to' 0 crm-report outlook -w 'owner = cy' \
    -c month
[ "$(wc -l < "$T_DIR/out")" -eq 7 ]; result $? 'six rows'
run 'outlook: by a dimension, without what is too short' 0 crm-report outlook \
    --by owner --to 2026-11-30 -c owner,amount
is_out 'owner,amount
cy,200.00
bo,100.00'
is_err 'crm-report: too few months are known of 1 series: it takes 8 and those ahead, 1; a shorter --to takes fewer
crm-report: 1 of the forecasts are judged by fewer than 6 origins: their method and their ranges are of few errors'
run 'outlook: of all, and the rest' 0 crm-report outlook --by owner --top 1 \
    --to 2026-11-30 -c owner,amount,row
like_out '^cy,200.00,$'
like_out '^,[0-9.]*,rest$'
run 'outlook: from a day in the past' 0 crm-report outlook -w 'owner = cy' \
    --on 2026-03-15 --to 2026-03-31 -c month,amount
is_out 'month,amount
2026-03,120.00'
run 'outlook: what is learned from has a first month' 0 crm-report outlook \
    -w 'owner = cy' --from 2026-05-01 --to 2026-11-30
is_out 'month,amount,low_80,high_80,low_95,high_95,method,currency'
like_err '^crm-report: too few months are known of 1 series'
run 'outlook: the past is not ahead' 2 crm-report outlook --to 2026-10-31
is_err 'crm-report: --to: the last month to look ahead to; the first is that of 2026-11-01, and 60 are the most'

run 'backtest: methods that are never wrong' 0 crm-report backtest \
    -w 'owner = cy' -c method,origins,wape,chosen
like_out '^seasonal_naive,12,0,no$'
like_out '^naive,12,28.85,no$'
like_out '^combined,12,0,yes$'
run 'backtest: in other measures, worked out by hand' 0 crm-report backtest \
    -w 'owner = cy' -c method,mase,rmsse,mape,smape,bias
like_out '^seasonal_naive,,,0,0,0$'
like_out '^naive,,,32[.]73,29[.]28,0$'
run 'backtest: short series have no season' 0 crm-report backtest \
    -w 'owner = bo' --to 2026-12-31 -c method,origins,wape,mase,weight
is_out 'method,origins,wape,mase,weight
naive,3,0,,0
moving_average,3,0,,0
simple_smoothing,3,0,,33.33
holt,3,0,,0
damped_holt,3,0,,33.33
theta,3,0,,33.33
combined,3,0,,'

run 'accuracy: each month from those before it' 0 crm-report accuracy \
    -w 'owner = cy' -c month,forecast,actual,error,within_80
like_out '^2025-11,200.00,200.00,0.00,yes$'
like_out '^2026-10,190.00,190.00,0.00,yes$'
[ "$(wc -l < "$T_DIR/out")" -eq 13 ]; result $? 'of the last twelve'
run 'accuracy: a month that was another' 0 crm-deal add name=more stage=won \
    owner=bo amount=25 opened_on=2026-10-01 closed_on=2026-10-20 -q
run 'accuracy: by how much' 0 crm-report accuracy -w 'owner = bo' \
    -c month,forecast,actual,error,error_share,within_95
is_out 'month,forecast,actual,error,error_share,within_95
2026-08,100.00,100.00,0.00,0,yes
2026-09,100.00,100.00,0.00,0,yes
2026-10,100.00,125.00,25.00,20,no'

# As of a day: what was said then, beside what came.  Of Bo 100 a month was known
# on 31 March, so that 100 was said of March (running then) to August; of April a
# deal of 40 was told later, May's was taken back, and June's went to Di.
other past
export CRM_NOW=2026-03-31T09:00:00Z
crm-admin init --currency USD -q
crm-team user import -q - > /dev/null <<'END'
login,name
bo,Bo
di,Di
END
quiet() { "$@" -q > /dev/null; }
quiet crm-admin field add entity=deal name=line type=text
# 25 months, February 2024 to February 2026; then March
months 25 33 100 bo
crm-deal list -o ids | quiet crm-deal set - line=pumps
export CRM_NOW=2026-07-15T09:00:00Z
months 4 8 100 bo
crm-deal add name=late stage=won owner=bo amount=40 opened_on=2026-04-01 \
    closed_on=2026-04-20 -q > /dev/null
crm-deal list -w 'closed_on = 2026-05-10' -o ids | crm-deal delete - -y -q > /dev/null
crm-deal list -w 'closed_on = 2026-06-10' -o ids |
    crm-deal set - owner=di region=north -q > /dev/null
run 'accuracy as of a day: beside what came by now' 0 crm-report accuracy \
    --as-of 2026-03-31
is_out 'month,forecast,actual,error,error_share,within_80,within_95,method,currency
2026-03,100.00,100.00,0.00,0,yes,yes,combined,USD
2026-04,100.00,140.00,40.00,28.57,no,no,combined,USD
2026-05,100.00,0.00,-100.00,,no,no,combined,USD
2026-06,100.00,100.00,0.00,0,yes,yes,combined,USD'
is_err ''
run 'it is what the outlook said on that day' 0 crm-report outlook \
    --as-of 2026-03-31 -c month,amount
is_out 'month,amount
2026-03,100.00
2026-04,100.00
2026-05,100.00
2026-06,100.00
2026-07,100.00
2026-08,100.00'
run 'actual is of who closed the deals' 0 crm-report accuracy \
    --as-of 2026-03-31 -w 'owner = bo' -c month,actual
is_out 'month,actual
2026-03,100.00
2026-04,140.00
2026-05,0.00
2026-06,100.00'
run 'and by owner' 0 crm-report accuracy --as-of 2026-03-31 --by owner \
    -c owner,month,actual
is_out 'owner,month,actual
bo,2026-03,100.00
bo,2026-04,140.00
bo,2026-05,0.00
bo,2026-06,100.00'
run 'a group of which nothing was known then' 0 crm-report accuracy \
    --as-of 2026-03-31 --by region -c region,month,actual
is_out 'region,month,actual
,2026-03,100.00
,2026-04,140.00
,2026-05,0.00
,2026-06,0.00'
is_err 'crm-report: too few months are known of 1 series: it takes 8 and those ahead, 6; a shorter --to takes fewer'
# All of then are pumps; of what came only June's, and one of then is none now.
crm-deal list -w 'closed_on = 2026-06-10' -o ids |
    quiet crm-deal set - line=pumps
crm-deal list -w 'closed_on = 2026-02-10' -o ids | quiet crm-deal set - line=
run 'by a field of the user as it was, beside as it is' 0 crm-report accuracy \
    --as-of 2026-03-31 -w 'line = pumps' -c month,forecast,actual
is_out 'month,forecast,actual
2026-03,100.00,0.00
2026-04,100.00,0.00
2026-05,100.00,0.00
2026-06,100.00,100.00'
run 'as of a batch, and looked from another day' 0 crm-report accuracy \
    --as-of B4 --on 2026-05-02 -c month,forecast,actual
like_out '^2026-05,[0-9.]*,0.00$'
like_out '^2026-06,[0-9.]*,100.00$'
[ "$(wc -l < "$T_DIR/out")" -eq 3 ]; result $? 'two months have ended'
run 'accuracy as of today: nothing has ended' 0 crm-report accuracy \
    --as-of 2026-07-15
is_out 'month,forecast,actual,error,error_share,within_80,within_95,method,currency'
is_err 'crm-report: none of the months that were looked ahead to has ended: give an earlier --as-of'

# ---- a series that grows by 10: said 80 and 90, came 90 and 100 ----

CRM_NOW=2026-11-21T09:00:00Z
book --currency USD
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	for (i = 1; i <= 10; i++)
		printf "d%d,won,%d,2026-%02d-10,2026-%02d-10\n", i, 10 * i, i, i
}' | crm-deal import -q - > /dev/null
run 'backtest: who says what was says too little' 0 crm-report backtest \
    --to 2026-11-30 -c method,origins,wape,mase,rmsse,mape,smape,bias
like_out '^naive,2,10.53,1,1,10.56,11.15,-10.53$'
like_out '^holt,2,0,0,0,0,0,0$'

# ---- two years of noise: what one origin says is chance ----

book --currency USD
awk 'BEGIN {
	print "name,stage,amount,opened_on,closed_on"
	n = split("15308 65360 7603 2157 132431 14469 17398 2636 27980 3491 " \
	    "33646 8296 24809 216448 10692 85437 125711 320273 10091 6462 " \
	    "38793 32953 85638 98117 95250", v, " ")
	for (i = 1; i <= n; i++)
		printf "d%d,won,%d,2024-01-01,%d-%02d-15\n", i, v[i],
		    2024 + int((i + 5) / 12), (i + 5) % 12 + 1
}' | crm-deal import -q - > /dev/null
run 'backtest: two years and one origin' 0 crm-report backtest --on 2026-08-31 \
    --to 2026-08-31 -c method,origins
like_out '^naive,12$'
unlike_out '^(seasonal|holt_winters)'
run 'outlook: within what was, and no range of one error' 0 crm-report outlook \
    --on 2026-08-31 --to 2026-08-31 -c amount,low_95,high_95
is "$(awk -F, 'NR > 1 { print ($1 < 320274), ($3 - $2 > 200000) }' "$T_DIR/out")" '1 1' \
    'outlook: of two years of noise'
is_err ''

for r in outlook backtest accuracy; do
	run "$r says what it counts" 0 crm-report $r --define
	like_out '^Counted: '
	like_out '^Date: '
	like_out '^Whose: '
done
done_testing
