#!/bin/sh
# What learning says of the model by a split in time, beside the stage's own
# probability; figures by hand.
. "$(dirname "$0")/../../lib.sh"

CRM_NOW=2026-01-05T09:00:00Z
book

# deals DAY < "name,stage,source": come in open on that day.
deals() {
	awk -v day="$1" 'BEGIN { print "name,stage,source,opened_on" }
	    { print $0 "," day }' |
	    on "$1" crm-deal import -q -o csv -c deal_id,name -
}
# close DAY FILE: those whose name begins with W are won, others are lost.
close() {
	awk -F, 'NR == 1 || $2 ~ /^W/' "$2" | on "$1" crm-deal win - -q > /dev/null
	awk -F, 'NR == 1 || $2 !~ /^W/' "$2" |
	    on "$1" crm-deal lose - -q reason=price > /dev/null
}

# 80 deals: of 40 from a referral 30 are won, of 40 from an advertisement 10.
awk 'BEGIN {
	for (i = 0; i < 80; i++) {
		good = i % 2
		won = good ? i % 8 != 1 : i % 8 == 0
		print (won ? "W" : "L") i ",proposal," (good ? "referral" : "ad")
	}
}' | deals 2026-01-05 > first
close 2026-03-10 first

# Then 20: of 10 from a referral 8 are won, of 10 from an advertisement 2.  Of 10 in
# negotiation (75 %) 7 are won, of 10 at their proposal (50 %) 3.
awk 'BEGIN {
	for (i = 0; i < 20; i++) {
		won = i < 8 || i == 10 || i == 11
		far = i < 7 || i == 8 || i == 12 || i == 13
		print (won ? "W" : "L") 100 + i "," \
		    (far ? "negotiation" : "proposal") "," \
		    (i < 10 ? "referral" : "ad")
	}
}' | deals 2026-04-05 > second
close 2026-06-10 second
CRM_NOW=2026-07-01T09:00:00Z
export CRM_NOW

run 'the model is judged' 0 crm-deal learn closing fields=source
like_err '^crm-deal: judged by time: learned from 80 that had closed by 2026-03-10, asked about 20 that closed later'
# 64 pairs told apart, 32 ties, of 100.
like_err '^crm-deal: the model: AUC 0\.8000, Brier score 0\.1[67][0-9]*, log loss 0\.5[0-9]* \(n 20\)'
# 49 pairs and 42 ties of 100; (7 ln 4/3 + 3 ln 4 + 10 ln 2) / 20.
like_err "^crm-deal: the stage's own probability: AUC 0\\.7000, Brier score 0\\.231[23], log loss 0\\.6552 \\(n 20\\)"
like_err '^crm-deal: 50-60 %: model n 0, predicted 0\.0 %, came 0\.0 %; stage n 10, predicted 50\.0 %, came 30\.0 %'
like_err '^crm-deal: 70-80 %: model n 10, predicted 7[0-9.]* %, came 80\.0 %; stage n 10, predicted 75\.0 %, came 70\.0 %'
like_err '^crm-deal: 20-30 %: model n 10, predicted 2[0-9.]* %, came 20\.0 %; stage n 0'
run 'quietly' 0 crm-deal learn closing fields=source -q
is_err ''
run 'too few on one side' 0 crm-deal learn few fields=source -w 'name < W1'
unlike_err 'judged by time'

# ---- some that came closed ----

awk 'BEGIN {
	print "name,stage,source,opened_on,closed_on"
	for (i = 0; i < 20; i++)
		print "C" i "," (i % 2 ? "won" : "lost") \
		    ",ad,2026-04-05,2026-06-11"
}' | crm-deal import -q - > /dev/null
run 'of those the stage is not known' 0 crm-deal learn closing fields=source
like_err '^crm-deal: the model: .* \(n 40\)'
like_err "^crm-deal: the stage's own probability: AUC 0\\.7000.* \\(n 20\\)"
like_err '^crm-deal: the model, of those whose stage then is known: AUC 0\.8000.* \(n 20\)'
run 'of none' 0 crm-deal learn closing fields=source \
    -w 'name ~ C or opened_on < 2026-04-01'
like_err "^crm-deal: the stage's own probability: not known, as they were closed when they came into the book"

# ---- leads, in the order in which they came ----

awk 'BEGIN {
	print "company,source,status"
	for (i = 0; i < 100; i++) {
		good = i % 2
		won = good ? i % 8 != 1 : i % 8 == 0
		print "Co " i "," (good ? "referral" : "event") "," \
		    (won ? "converted" : "unqualified")
	}
}' | crm-lead import -q - > /dev/null
run 'leads' 0 crm-lead model train m fields=source
like_err '^crm-lead: judged by time: learned from the first 80, asked about the 20 behind them'
like_err '^crm-lead: the model: AUC 0\.[0-9]{4}, Brier score'
like_err '^crm-lead: 70-80 %: model n 10, predicted 7[0-9.]* %, came [0-9.]* %$'
unlike_err 'stage'
done_testing
