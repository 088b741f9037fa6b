#!/bin/sh
# Several who value what is owed on the same day, or dun it, at once: each receivable has
# one value of that day, and one notice of a level.
. "$(dirname "$0")/../lib.sh"

CRM_BUSY_TIMEOUT=60
export CRM_BUSY_TIMEOUT
book
crm-customer add -q name=Acme > /dev/null
awk 'BEGIN {
	print "customer,number,amount,currency,rate,booked_on,due_on"
	for (i = 1; i <= 50; i++)
		print "Acme,N" i ",50,USD,7,2026-01-01,2026-02-01"
}' > owed.csv
crm-order receivable import -q owed.csv > /dev/null

w=0
while [ $((w += 1)) -le 4 ]; do
	crm-order revalue --on 2026-10-31 rates=USD:7.1 -q -o ids > "got.$w" 2> "err.$w" &
done
wait
is "$(cat got.* | wc -l)" 50 'each is valued once'
is "$(crm-order revaluation list -o csv -c receivable,gain_base | sed 1d | sort | uniq -c |
    awk '{ print $1 }' | sort | uniq -c | tr -s ' ')" ' 50 1' 'and has one value'
is "$(crm-order revaluation list -o csv -c gain_base | sed 1d | sort -u)" 5.00 'the right one'
w=0
while [ $((w += 1)) -le 4 ]; do
	crm-order dunning-notice run -q -o ids > "sent.$w" 2> "err.$w" &
done
wait
is "$(cat sent.* | wc -l)" 50 'of each one notice is sent'
is "$(crm-order dunning-notice list -o csv -c receivable | sed 1d | sort -u | wc -l)" 50 'about each'
run 'the books are right' 0 crm-admin check --deep -q
done_testing
