#!/bin/sh
# lint of customers and contacts: each code where it should be, and only there.
. "$(dirname "$0")/../../lib.sh"
book

crm-team user add -q login=bob role=rep > /dev/null
crm-team user add -q login=gone role=rep active=no > /dev/null
crm-team user add -q login=away role=rep leave_from=2026-11-20 leave_until=2026-12-20 > /dev/null

# add DAY FIELDS…: a customer made on that day with one contact, which is good
# but for these; $id is its id.
n=0 today=$CRM_NOW old=2026-09-01T00:00:00Z
add() {
	day=$1
	shift
	id=$(CRM_NOW=$day crm-customer add -q -o ids name="Good $((n += 1))" \
	    industry=toys size=10 address='1 Road' city=Here phone=021-5555123 \
	    payment_terms=30d owner=bob)
	[ $# -eq 0 ] || CRM_NOW=$day crm-customer set -q "$id" "$@" > /dev/null
	crm-customer contact add -q customer="$id" name=Ann primary=yes \
	    email="a$n@good.example" title=CEO role=user > /dev/null
}
# found NAME CODE…: the customer has these findings, and no others.
found() { found_in crm-customer customer "$@"; }
found_in() {
	t_command=$1 t_entity=$2 t_what=$3
	shift 3
	$t_command lint "$id" -o csv -c "${t_entity}_id,code" > got 2> /dev/null
	status=$?
	for code; do echo "$id,$code"; done | sort > want
	cut -d, -f2 want >> seen
	is "$status $(sed 1d got | sort)" "4 $(cat want)" "$t_what"
}

add "$old"
run 'a good one' 0 crm-customer lint
is_out 'customer_id,code,field,message'
is_err 'crm-customer: nothing was found'
run 'and its contact' 0 crm-customer contact lint
is_err 'crm-customer: nothing was found'

add 2026-11-19 owner=
found 'nobody has it' no-owner
add 2026-11-19 owner= kind=supplier
run 'nobody needs to have a supplier' 0 crm-customer lint "$id"
crm-team set -q gone active=yes > /dev/null
add "$today" owner=gone
crm-team set -q gone active=no -y > /dev/null
found 'its owner has gone' owner-inactive
add "$today" owner=away
found 'its owner is away' owner-on-leave
add "$today"
crm-customer contact list -w "customer = $id" | crm-customer contact set -q - left=yes > /dev/null
found 'all have left' no-contact
add "$today"
crm-customer contact list -w "customer = $id" | crm-customer contact set -q - primary=no > /dev/null
run 'the only one is the one' 0 crm-customer lint "$id"
crm-customer contact add -q customer="$id" name=Bea > /dev/null
found 'who of two is the one' no-primary-contact
add "$today"
crm-customer contact add -q customer="$id" name=Bea primary=yes > /dev/null
found 'or is it two' several-primary-contacts

# Credit codes: two that exist, and what becomes of one that is copied badly.
add "$today" name=阿里巴巴（中国）有限公司 credit_code=91330100799655058B
run 'a credit code' 0 crm-customer lint "$id"
add "$today" country=China credit_code=9144030071526726xg
run 'another in small letters' 0 crm-customer lint "$id"
add "$today" name=甲有限公司
found 'a company without' no-credit-code
add "$today" country=中国
found 'a Chinese customer without' no-credit-code
add "$today" name=Acme country=Germany
run 'a German one has none' 0 crm-customer lint "$id"
add "$today" name=Acme country=Germany credit_code='HRB 4711'
run 'but a number of another kind' 0 crm-customer lint "$id"
add "$today" credit_code=914403007152672GX6
found 'two characters changed places' bad-credit-code
run 'and why' 4 crm-customer lint "$id" -o csv -c message
is_out 'message
is no unified social credit code: 914403007152672GX6 (its last character would be T)'
add "$today" credit_code=91440300715267
run 'too short' 4 crm-customer lint "$id" -o csv -c message
like_out 'it has 18 characters'
add "$today" credit_code=9144O30071526726XG
run 'an O for a zero' 4 crm-customer lint "$id" -o csv -c message
like_out 'digits and letters other than I, O, S, V, Z'
add "$today" credit_code=91330100799655058b
found 'a second of the same code' duplicate-credit-code
run 'both of them are told' 4 crm-customer lint -w 'name ~ Good or name ~ 阿里' -o csv -c customer_id,code
like_out "^$id,duplicate-credit-code"
like_out '^C9,duplicate-credit-code'
add "$today" credit_code=91110000802100433B tax_no=110000802100433 invoice_title=Good
found 'another tax number' tax-no-differs

add "$today" invoice_address=here
found 'an invoice for nobody' invoice-incomplete
add "$today" invoice_title=Good tax_no=1
run 'the least that an invoice needs' 0 crm-customer lint "$id"
add "$today" invoice_title=Good tax_no=1 bank=ICBC
found 'a bank without an account' bank-incomplete
add "$today" credit_limit=100 payment_terms=
found 'credit without end' credit-limit-without-terms
add "$today" credit_limit=0 payment_terms=
run 'prepayment needs no terms' 0 crm-customer lint "$id"
add "$today" phone=1111111
found 'no number' bad-phone
run 'and why it is none' 4 crm-customer lint "$id" -o csv -c field,message
is_out 'field,message
phone,the phone number cannot be called: 1111111 (all its digits are the same)'

for name in Ash Birch Cedar Dogwood; do
	add "$today" email=none@none.example name=$name
done
found 'a placeholder' placeholder-email
crm-customer set -q "$id" email= > /dev/null
run 'three may have one address' 0 crm-customer lint \
    -w 'email = none@none.example'

# Care: B wants to be seen every 14 days.
add "$old" grade=B
found 'neglected' stale no-next-step
crm-task add -q subject=visit about="$id" > /dev/null
found 'with a plan at least' stale
contact=$(crm-customer contact list -w "customer = $id" -o ids)
crm-task activity add -q kind=call about="$contact" at=2026-10-23T09:00 > /dev/null
found 'called more than 28 days ago' stale
crm-task activity add -q kind=call about="$contact" at=2026-10-25 > /dev/null
run 'called since' 0 crm-customer lint "$id"
add "$old" grade=C
deal=$(crm-deal add -q name=x customer="$id" -o ids)
found 'grade C' stale
crm-task activity add -q kind=call about="$deal" at=2026-10-25 > /dev/null
run 'called about a deal' 0 crm-customer lint "$id"
add "$today" grade=A
found 'the best without a plan' no-next-step
add "$today"
crm-task add -q subject=late about="$id" due=2026-11-20 > /dev/null
found 'a plan that is late' overdue-next-step
add "$today" industry= size= address= phone= city= payment_terms=
found 'hardly known' low-completeness

run 'the codes' 0 crm-customer lint --define -o csv -c code
sed 1d out | sort > codes
is "$(cat codes)" "$(sort -u seen)" 'each was found here'
rm seen
run 'they are explained' 0 crm-customer lint --define -o csv
like_out '^credit-limit-without-terms,payment_terms,"?may buy on credit'

# Contacts.
who() {
	id=$(crm-customer contact add -q -o ids customer=C1 name=Zoe \
	    email="z$((n += 1))@good.example" title=CEO role=user)
	[ $# -eq 0 ] || crm-customer contact set -q "$id" "$@" > /dev/null
}
contact() { found_in 'crm-customer contact' contact "$@"; }
who customer= city=Here
contact 'of no customer' no-customer
who name= city=Here
contact 'without a name' no-name
who email= city=Here
contact 'no way to reach them' no-way-to-reach
who email= city=Here left=yes
run 'who left need not be reached' 0 crm-customer contact lint "$id"
who phone=1234567 mobile='+86 10 1234 5678'
contact 'no numbers' bad-phone bad-mobile
for name in Ash Birch Cedar Dogwood; do
	who email=none@none.example name=$name
done
contact 'a placeholder' placeholder-email
who left=yes primary=yes
contact 'primary and gone' left-but-primary
who
deal=$(crm-deal add -q name=y customer=C1 contact="$id" -o ids)
crm-customer contact set -q "$id" left=yes > /dev/null
contact 'gone with a deal' left-on-open-deal
crm-deal lose -q "$deal" reason=x > /dev/null
run 'that is over' 0 crm-customer contact lint "$id"
who birthday=2026-11-22
contact 'not born yet' bad-birthday
who birthday=1899-12-31
contact 'as old as that' bad-birthday
who birthday=1900-01-01
run 'or not' 0 crm-customer contact lint "$id"
who title= role= name=Z
contact 'hardly known' low-completeness
run 'the codes of contacts' 0 crm-customer contact lint --define -o csv -c code
sed 1d out | sort > codes
is "$(cat codes)" "$(sort -u seen)" 'each was found here too'
run 'the way to their meaning' 4 crm-customer contact lint -w 'birthday = 1899-12-31'
is_err 'crm-customer: 1 finding; what the codes mean: crm-customer contact lint --define'

# Completeness is a column like any other.
run 'by completeness' 0 crm-customer contact list -w 'name in (Z, Bea, Zoe)' -c contact_id,completeness -s completeness,-contact_id -l 3 -o csv
is_out "contact_id,completeness
CT10,20
CT8,20
$id,30"
run 'in Chinese' 4 env LC_ALL=zh_CN.UTF-8 crm-customer lint C2 -o table
like_out '^客户ID +代码'
done_testing
