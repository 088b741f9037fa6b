#!/bin/sh
# What a quote gives away beyond somebody's right is asked for when it is submitted.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
as() { who=$1; shift; CRM_USER=$who "$@"; }
# offered FIELD=VALUE…: a quote of one line by a rep, submitted; prints it.
offered() {
	q=$(as rep crm-deal quote add customer=Acme -o ids -q)
	quiet as rep crm-deal quote-line add quote="$q" product=GW "$@"
	quiet as rep crm-deal quote submit "$q"
	echo "$q"
}
state() { crm-deal quote list "$1" -o csv -c status | sed 1d; }
asked() { crm-admin approval list -w "about = $1" -o csv -c role,what | sed 1d; }
logins rep mgr
for u in rep:rep mgr:manager; do quiet crm-team user add login=${u%:*} role=${u#*:}; done
quiet crm-customer add name=Acme owner=rep
quiet crm-stock product add sku=GW list_price=100
quiet crm-stock price add product=GW price=90 floor=80 min_qty=10

is "$(state "$(offered quantity=1 discount=12.5)")" approved 'nobody is asked where no right has a limit'
quiet crm-admin right add right=discount role=rep limit=10
q=$(offered quantity=1 discount=12.5)
is "$(state "$q") $(asked "$q")" 'pending manager,12.5 % below the list prices' 'beyond the discount a manager is asked'
quiet as mgr crm-admin approval approve "$(crm-admin approval list -w "about = $q" -o ids)"
is "$(state "$q")" approved 'and agrees'
q=$(offered quantity=10 unit_price=79)
is "$(state "$q") $(asked "$q")" 'pending manager,below the floor price' 'below the floor'
is "$(state "$(offered quantity=10 unit_price=89)")" approved 'within both'
run 'the books' 0 crm-admin check -q
done_testing
