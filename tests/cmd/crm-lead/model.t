#!/bin/sh
# The learned probability: training, exact numbers of a plain model, records that
# are exported, imported and undone.
. "$(dirname "$0")/../../lib.sh"
book

train() { crm-lead model train "$@"; }

# ---- what is refused ----

run 'nobody to learn from' 5 train m fields=source
is_err "crm-lead: there are 0 won and 0 lost leads to learn from; it takes at \
least one of each (won='status = converted' lost='status = unqualified')"
run 'no name' 2 train fields=source
like_err '^crm-lead: train needs one name'
run 'no fields' 2 train m
is_err 'crm-lead: fields: name what to learn from: fields=source,industry,…'
run 'blank fields' 2 train m fields=,
is_err 'crm-lead: fields: name what to learn from: fields=source,industry,…'
run 'a field that is none' 2 train m fields=source,sauce
like_err "sauce"
run 'a field twice' 2 train m fields=source,city,source
is_err 'crm-lead: fields: source is there twice'
run 'a field that tells how it ended' 2 train m fields=source,status
is_err 'crm-lead: fields: status tells how a lead ended; name what is known before'
run 'ids' 2 train m fields=lead_id
is_err 'crm-lead: fields: lead_id is different in every record: nothing can be learned from it'
run 'an operand that is none' 2 train m fields=source lucky=yes
is_err "crm-lead: train takes fields=LIST, won=EXPR, lost=EXPR and plain=yes, not 'lucky'"
run 'an expression that does not parse' 2 train m fields=source won='status ='
like_err '^crm-lead: won: '

# ---- a book of leads: what they are, how many were won and lost ----

crm-admin field add -q entity=lead name=visits type=int > /dev/null
crm-admin field add -q entity=lead name=color type=text > /dev/null
awk 'BEGIN { OFS = ","
	print "company", "source", "city", "visits", "color", "status"
	n = split("web 60 20|event 40 80|partner 10 10", kind, "|")
	for (i = 1; i <= n; i++) {
		split(kind[i], k, " ")
		for (j = 0; j < k[2] + k[3]; j++) {
			row++
			print "Co " row, k[1], row % 3 ? "Berlin" : "", \
			    j % 4 ? row % 50 : 0, row % 2 ? "Red " : "BLUE", \
			    j < k[2] ? "converted" : "unqualified"
		}
	}
	print "New web", "web", "Berlin", 0, "red", "new"
	print "New event", "event", "", 49, "green", "working"
	print "New partner", "partner", "Paris", "", "", "new"
}' > leads.csv
crm-lead import -q leads.csv > /dev/null

run 'a plain model of one field' 0 train first fields=source plain=yes -o csv \
    -c model_id,name,won,lost,fields,won_when,active,intercept,trained_at
is_out 'model_id,name,won,lost,fields,won_when,active,intercept,trained_at
ML1,first,110,110,source,status = converted,yes,0,2026-11-21T09:00:00Z'
like_err 'inserted 1 \(batch B'
run 'its counts' 0 crm-lead model-value list -o csv \
    -c model,field,part,value,won,lost,weight
is_out 'model,field,part,value,won,lost,weight
first,source,value,web,60,20,1
first,source,value,event,40,80,1
first,source,rest,,10,10,1'
# 60.1 / (60.1 + 20.1) and 40.1 / (40.1 + 80.1)
run 'exact probabilities; rare values say nothing' 0 crm-lead score -o csv \
    -c lead_id,probability,score
is_out 'lead_id,probability,score
L221,74.9377,
L222,33.3611,
L223,50,'
run 'where they come from' 0 crm-lead score --explain -o csv \
    -c lead_id,field,value,log_odds,n
is_out 'lead_id,field,value,log_odds,n
L221,(all),,0,220
L221,source,web,1.09529,80
L222,(all),,0,220
L222,source,event,-0.6919,120
L223,(all),,0,220
L223,source,(rare),0,0'
run 'only the verb writes it' 5 crm-lead set L221 probability=5
like_err '^crm-lead: probability: is not set but moved'

# ---- numbers, custom fields, blanks; weights ----

crm-lead list -o csv -c lead_id,probability > before
run 'trained anew under the same name' 0 train First \
    fields=source,city,visits,color -o csv -c model_id,won,lost
is_out 'model_id,won,lost
ML1,110,110'
like_err 'updated 1 \(batch B'
batch=$(sed -n 's/.*(batch \(B[0-9]*\)).*/\1/p' err)
run 'numbers are bins, a common one of its own; text is folded' 0 crm-lead \
    model-value list -o csv -c field,part,value,low
like_out '^visits,bin,\.\.1,$'
like_out '^visits,bin,1\.\.[0-9]+,1$'
like_out '^color,value,red,$'
like_out '^color,value,blue,$'
like_out '^city,blank,,$'
like_out '^source,value,partner,$'
run 'the old counts are hidden' 0 crm-lead model-value list --deleted -o ids
is_out 'MV1
MV2
MV3'
run 'another probability' 0 crm-lead score -o csv -c lead_id,probability
cp out trained
scored=$(sed -n 's/.*(batch \(B[0-9]*\)).*/\1/p' err)
is_out 'lead_id,probability
L221,68.9694
L222,46.5084
L223,53.3156'
run 'what was read is deterministic' 0 train again fields=source,city,visits,color -q
run 'to the last digit' 0 crm-lead score -o ids
is_out ''
run 'one model is active' 0 crm-lead model list -o csv -c name,active
is_out 'name,active
First,no
again,yes'
run 'the other one again' 0 crm-admin undo "$(crm-admin log -l 1 -o csv \
    -c batch | tail -n 1)" -q
is "$(crm-lead model list -o csv -c name,active | tail -n +2)" First,yes \
    'it is active'
run 'contributions add up' 0 crm-lead score L221 --explain -o csv -c log_odds
awk 'NR > 1 { s += $1 } END { printf "%.3f\n", 100 / (1 + exp(-s)) }' out > sum
awk -F, '$1 == "L221" { printf "%.3f\n", $2 }' trained > want
is "$(cat sum)" "$(cat want)" 'to the probability'

# ---- out and in again ----

crm-lead model list -o csv -c name,trained_at,won,lost,fields,won_when,lost_when,active,intercept,min_count,learner,auc,brier,log_loss > model.csv
crm-lead model-value list -o csv -c model,field,part,value,low,won,lost,weight,log_odds > values.csv
here=$CRM_DB
other there
crm-admin init -q
crm-admin field add -q entity=lead name=visits type=int > /dev/null
crm-admin field add -q entity=lead name=color type=text > /dev/null
crm-lead import -q leads.csv > /dev/null
run 'the model into another book' 0 crm-lead model import model.csv -q
run 'its values' 0 crm-lead model-value import values.csv -q
run 'gives the same probabilities' 0 crm-lead score -o csv -c lead_id,probability
cmp -s out trained
result $? 'byte by byte'
CRM_DB=$here

run 'counts below nothing' 4 crm-lead model-value set MV4 won=-1
is_err 'crm-lead: won: must be at least 0'
run 'a weight beyond reason' 4 crm-lead model-value set MV4 weight=1001
is_err 'crm-lead: weight: must be between -1000 and 1000'
run 'no count at all' 4 crm-lead model set ML1 min_count=0
is_err 'crm-lead: min_count: must be at least 1'
run 'an intercept too' 4 crm-lead model set ML1 intercept=-1001
is_err 'crm-lead: intercept: must be between -1000 and 1000'

# ---- undo ----

run 'the scores undone' 0 crm-admin undo "$scored" -q
run 'the training undone' 0 crm-admin undo "$batch" -q
run 'the old model is back' 0 crm-lead model-value list -o csv -c value,won,lost
is_out 'value,won,lost
web,60,20
event,40,80
,10,10'
run 'and its name' 0 crm-lead model list -o csv -c name,fields
is_out 'name,fields
first,source'
crm-lead list -o csv -c lead_id,probability > after
cmp -s before after
result $? 'and the probabilities that it gave'
run '-n' 0 train dry fields=source -n -o csv -c name
is_out 'name
dry'
like_err 'dry run: nothing was written'
is "$(crm-lead model list -o csv -c name | tail -n +2)" first 'wrote nothing'

# ---- other outcomes, part of the leads, a field that is gone ----

run 'other outcomes' 0 train other fields=color won='city = Berlin' \
    lost='city is null' -w 'lead_id <= L20' -o csv \
    -c name,won,lost,won_when,lost_when
is_out 'name,won,lost,won_when,lost_when
other,14,6,city = Berlin,city is null'
run 'who is both was won' 0 train both fields=color won='city = Berlin' \
    lost='lead_id >= L1' -w 'lead_id <= L20' -o csv -c name,won,lost
is_out 'name,won,lost
both,14,6'
run 'its field is deleted' 0 crm-admin field delete FD2 -q
run 'it says so' 5 crm-lead score L221
like_err '^crm-lead: the model ML[0-9]+ cannot be asked: .*color.*; train it anew, or turn it off: crm-lead model set ML[0-9]+ active=no$'
run 'another one is asked' 0 sh -c "crm-lead model list -w 'name = both' -o ids |
    crm-lead model set - active=no -q && crm-lead model set ML1 active=yes -q"
run 'and answers' 0 crm-lead score L221 --explain -o csv -c field,value
is_out 'field,value
(all),
source,web'

# ---- how often a value must be met ----

# 15 cities of 20 leads: each says much, and none is met 50 times.
awk 'BEGIN {
	print "company,city,status"
	for (i = 0; i < 300; i++) {
		city = int(i / 20)
		won = city % 2 ? i % 20 < 16 : i % 20 < 4
		print "Town " i ",City " city "," (won ? "converted" : "unqualified")
	}
	print "Open,City 1,new"
}' > towns.csv
other towns
crm-admin init -q
crm-lead import -q towns.csv > /dev/null
run 'seldom met, but telling' 0 train towns fields=city -o csv \
    -c won,lost,min_count
is_out 'won,lost,min_count
144,156,10'
unlike_err 'too few'
run 'it tells them apart' 0 crm-lead score L301 -o csv -c probability
is "$(awk 'NR == 2 { print ($1 > 75 && $1 < 85) }' out)" 1 'four of five were won'
run 'the number is the model'"'"'s' 0 crm-lead model set ML1 min_count=21 -q
run 'and asked when it weighs' 0 crm-lead score L301 --explain -o csv \
    -c field,log_odds
like_out '^city,0$'
run 'a model of earlier, without it' 0 crm-lead model set ML1 min_count= -q
run 'has 50' 0 crm-lead score L301 --explain -o csv -c field,log_odds
like_out '^city,0$'
run 'what tells nothing' 0 train noise fields=country -o csv -c min_count
is_out 'min_count
50'
like_err '^crm-lead: 144 won and 156 lost leads are too few to learn from, or the fields tell nothing: '
run 'four lost ones' 0 train few fields=city -w 'city = "City 1"' -o csv \
    -c won,lost,min_count
is_out 'won,lost,min_count
16,4,50'
like_err '^crm-lead: 16 won and 4 lost leads are too few'
done_testing
