#!/bin/sh
# classify, suggest: the class that a deal, and the industry that a lead likeliest
# has, from those that have one.
. "$(dirname "$0")/../../lib.sh"

book
run 'nothing yet' 0 crm-deal suggest
is_out 'deal_id,class,probability'
# The channel says it of four of five.
awk 'BEGIN {
	print "name,stage,channel,class"
	for (i = 0; i < 60; i++) {
		new = i % 2 == (i % 10 > 7)
		printf "Deal %d,needs,%s,%s\n", i, i % 2 ? "direct" : "distribution",
		    new ? "new business" : "renewal"
	}
	print "Rare,needs,direct,odd"
	print "X,needs,direct,"
	print "Y,needs,distribution,"
}' > deals.csv
crm-deal import -q deals.csv > /dev/null
run 'without a model' 5 crm-deal suggest
is_err 'crm-deal: nothing was learned yet: crm-deal classify NAME fields=product,source,…'
run 'one model a class' 0 crm-deal classify kinds fields=channel -c name,class,kind
like_out '^kinds: new business,new business,deal$'
like_out '^kinds: renewal,renewal,deal$'
like_err 'values of class with too few records: 1, left out'
run 'of those without one' 0 crm-deal suggest -c deal_id,class
is_out 'deal_id,class
D62,renewal
D63,new business'
run 'or of these' 0 crm-deal suggest D1 -c deal_id,class
is_out 'deal_id,class
D1,new business'
run 'and taken over' 0 sh -c 'crm-deal suggest | crm-deal import -q -o csv \
    --on-duplicate fill --ignore-unknown -'
is "$(crm-deal list -o csv -w 'name = X' -c class)" 'class
renewal' 'as it was suggested'
run 'the chance to win is another model' 5 crm-deal score -q
run 'without a name' 2 crm-deal classify fields=channel
is_err 'crm-deal: classify needs one name and the fields to learn from: crm-deal classify NAME fields=product,source,…'
run 'what ends it tells too much' 2 crm-deal classify kinds fields=stage

awk 'BEGIN {
	print "name,company,interest,industry"
	for (i = 0; i < 40; i++)
		printf "L %d,Co %d,%s,%s\n", i, i, i % 2 ? "pumps" : "looms",
		    i % 2 ? "chemicals" : "textiles"
	print "Z,Co Z,pumps,"
}' > leads.csv
crm-lead import -q leads.csv > /dev/null
run 'leads by industry' 0 crm-lead classify trades fields=interest -q
run 'and what it may be' 0 crm-lead suggest -c lead_id,industry
is_out 'lead_id,industry
L41,chemicals'
done_testing
