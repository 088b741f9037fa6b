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

q=$(as rep crm-deal quote add customer=Acme -o ids -q)
quiet as rep crm-deal quote-line add quote="$q" product=GW quantity=1 discount=60
run 'whom a submission would ask is said before' 0 as rep crm-admin approval test "$q" -o csv
is_out "record,approval_rule_id,step,how,who
$q,,1,ANY,manager"
is_err "crm-admin: $q: 60 % below the list prices, which you may not give alone"
run 'who may give it asks nobody' 0 as ann crm-admin approval test "$q" -o csv -c who
like_err 'no rule fits, so nobody is asked'

# ---- what became an order ----

# ordered QUOTE: the draft that came of accepting it; prints it.
ordered() {
	quiet as rep crm-deal quote accept "$1"
	crm-deal quote list "$1" -o csv -c order_id | sed 1d
}
order_state() { crm-order list "$1" -o csv -c status | sed 1d; }
line_of() { crm-order order-line list -w "order = id:$1" -o ids | head -n 1; }
q=$(offered quantity=2 discount=20)
quiet as mgr crm-admin approval approve "$(crm-admin approval list -w "about = $q" -o ids)"
o=$(ordered "$q")
quiet as rep crm-order submit "$o"
is "$(order_state "$o")" approved 'what was agreed to in the quote is not asked for again'
quiet as rep crm-order amend "$o"
quiet as rep crm-order order-line add order="$o" product=GW quantity=1 unit_price=100
quiet as rep crm-order submit "$o"
is "$(order_state "$o")" approved 'nor where something at the list price is ordered beside it'
quiet as rep crm-order amend "$o"
quiet as rep crm-order order-line set "$(line_of "$o")" quantity=3
quiet as rep crm-order submit "$o"
is "$(order_state "$o")" submitted 'more below it is asked for'
quiet as rep crm-order order-line set "$(line_of "$o")" discount=40
quiet as rep crm-order submit "$o"
is "$(order_state "$o") $(asked "$o")" 'submitted manager,15 % below the list prices
manager,30 % below the list prices' 'a lower price is'
q=$(offered quantity=2 discount=20)
quiet as mgr crm-admin approval approve "$(crm-admin approval list -w "about = $q" -o ids)"
o=$(ordered "$q")
quiet as rep crm-order order-line set "$(line_of "$o")" quantity=1
quiet as rep crm-order submit "$o"
is "$(order_state "$o")" submitted 'and so are fewer'

# ---- groups of products ----

quiet crm-stock product set GW category=Gateways
quiet crm-stock product add sku=SV list_price=100 category=Services
quiet crm-stock product add sku=XX list_price=100
run 'a group and its limit' 4 crm-admin right set RI1 groups='Gateways'
is_err "crm-admin: groups: 'Gateways' is no category of products and its limit: Gateways=15, Services=30"
run 'of a discount alone' 4 crm-admin right add right=floor role=rep groups='Gateways=15'
like_err 'groups: are of the right discount alone'
quiet crm-admin right set RI1 groups='Gateways=5, Services = 30 %'
q=$(offered quantity=1 discount=6)
is "$(state "$q") $(asked "$q")" 'pending manager,6 % below the list prices of Gateways' 'a group has a limit of its own'
# mixed PRODUCT DISCOUNT…: a quote of a gateway at 5 % and others, submitted; prints it.
mixed() {
	q=$(as rep crm-deal quote add customer=Acme -o ids -q)
	quiet as rep crm-deal quote-line add quote="$q" product=GW quantity=1 discount=5
	while [ $# -gt 0 ]; do
		quiet as rep crm-deal quote-line add quote="$q" product="$1" quantity=1 discount="$2"
		shift 2
	done
	quiet as rep crm-deal quote submit "$q"
	echo "$q"
}
is "$(state "$(mixed SV 30 XX 10)")" approved 'each group within its own, the rest within the limit of the right'
q=$(mixed SV 0 XX 11)
is "$(state "$q") $(asked "$q")" 'pending manager,11 % below the list prices' 'what is dear in one group helps no other'
q=$(mixed SV 31)
is "$(asked "$q")" 'manager,31 % below the list prices of Services' 'beyond that of one'
run 'the books' 0 crm-admin check -q

# ---- the discount on the whole is given away too ----

quiet crm-admin approval-rule add kind=quote seq=1 'when=off_list > 20' steps=manager
quiet crm-stock product add sku=WH list_price=100
quiet crm-stock price add product=WH price=100 floor=60
q=$(as ann crm-deal quote add customer=Acme discount=50 -q -o ids)
quiet as ann crm-deal quote-line add quote="$q" product=WH quantity=10
run 'what it is below the lists is so when it is submitted' 0 as ann crm-deal quote submit "$q" -q -o csv -c status,off_list,below_floor
is_out 'status,off_list,below_floor
pending,50,yes'

# ---- what calls off a contract ----

quiet crm-order contract add customer=Acme kind=framework owner=rep
quiet crm-order contract-line add contract=CTR1 product=GW quantity=100 unit_price=85
quiet as rep crm-order contract submit CTR1
is "$(crm-order contract list CTR1 -o csv -c status | sed 1d)" in_review 'a contract is asked for'
quiet as mgr crm-admin approval approve "$(crm-admin approval list -w 'about = CTR1' -o ids)"
for party in seller customer; do
	quiet crm-order contract sign CTR1 party=$party signed_by=x
done
quiet as rep crm-order contract-line call-off CTL1 quantity=5
o=$(crm-order list -w 'contract = id:CTR1' -o ids)
quiet as rep crm-order submit "$o"
is "$(order_state "$o")" approved 'what is called off it, in part, is not'

# ---- what is rounded gives nothing away ----

quiet crm-stock product add sku=CENT list_price=33.36
quiet crm-stock product add sku=TINY list_price=0.16
for x in 'product=CENT quantity=1 discount=10' 'product=TINY quantity=3 discount=10' \
    'product=CENT quantity=1 discount=10.5' 'product=CENT quantity=1 unit_price=30.02'; do
	q=$(as rep crm-deal quote add customer=Acme -o ids -q)
	# shellcheck disable=SC2086 # words
	quiet as rep crm-deal quote-line add quote="$q" $x
	quiet as rep crm-deal quote submit "$q"
	echo "$(state "$q") $(crm-deal quote list "$q" -o csv -c off_list | sed 1d)"
done > "$T_DIR/rounded"
is "$(paste -sd, "$T_DIR/rounded")" 'approved 10.012,approved 10.4167,pending 10.4916,pending 10.012' 'a percent within the right is, whatever a cent makes of it'
done_testing
