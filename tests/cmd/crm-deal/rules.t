#!/bin/sh
# What a record must fulfil, however it is written.
. "$(dirname "$0")/../../lib.sh"
book --currency USD

# ---- amounts in the base currency ----

cols='-o csv -c amount,currency,rate,amount_base'
run 'the base currency needs no rate' 0 crm-deal add amount=10.50 $cols
like_out '^10\.50,USD,,10\.50$'
run 'another one is converted' 0 \
    crm-deal add amount=100 currency=EUR rate=1.085 $cols
like_out '^100\.00,EUR,1\.085,108\.50$'
run 'fewer digits here' 0 crm-deal add amount=1000 currency=JPY rate=0.00675 $cols
like_out '^1000,JPY,0\.00675,6\.75$'
run 'more digits here' 0 crm-deal add amount=1.005 currency=KWD rate=3.25 $cols
like_out '^1\.005,KWD,3\.25,3\.27$'
run 'half is rounded away from zero' 0 \
    crm-deal add amount=-1 currency=EUR rate=1.005 $cols
like_out '^-1\.00,EUR,1\.005,-1\.01$'
run 'without a rate nothing is known' 0 crm-deal add amount=5 currency=EUR $cols
like_out '^5\.00,EUR,,$'
run 'the kept field follows' 0 crm-deal set D6 rate=2 $cols
like_out '^5\.00,EUR,2,10\.00$'
run 'and goes' 0 crm-deal set D6 rate= $cols
like_out '^5\.00,EUR,,$'
run 'it cannot be set' 2 crm-deal set D6 amount_base=1
like_err '^crm-deal: amount_base: '
run 'a rate is above zero' 4 crm-deal add amount=1 currency=EUR rate=0
is_out ''
is_err 'crm-deal: rate: an exchange rate is above zero'
run 'what is too large is refused' 4 \
    crm-deal add amount=90000000000000 currency=EUR rate=1000
is_err 'crm-deal: rate: the amount in USD is too large at this rate'

# ---- deals ----

run 'probability up to 100' 0 crm-deal add probability=100% -o csv -c probability
like_out '^100$'
run 'and no more' 4 crm-deal add probability=100.01
is_err 'crm-deal: probability: must be between 0 and 100 percent'
run 'and not below 0' 4 crm-deal add probability=-1
is_err 'crm-deal: probability: must be between 0 and 100 percent'

# ---- leads and contacts ----

run 'a lead must be reachable' 4 crm-lead add title=CEO
is_err 'crm-lead: a lead needs a company, a name, an e-mail or a phone'
run 'a mobile is enough' 0 crm-lead add mobile=13800138000 -o ids
is_out L1
run 'it cannot be taken away' 4 crm-lead set L1 mobile=
like_err 'a lead needs a company'
run 'a contact too' 4 crm-customer contact add title=CEO
is_err 'crm-customer: a contact needs a name, an e-mail or a phone'
run 'an e-mail is enough' 0 crm-customer contact add email=a@example.com -o ids
is_out CT1

# ---- stages ----

run 'a won stage is certain' 0 crm-admin stage add pipeline=p name=w seq=9 \
    type=won -o csv -c probability
like_out '^100$'
run 'a lost stage is hopeless' 0 crm-admin stage add pipeline=p name=l seq=8 \
    type=lost -o csv -c probability
like_out '^0$'
run 'and not otherwise' 4 crm-admin stage add pipeline=p name=x seq=7 \
    type=won probability=90
is_err 'crm-admin: probability: of a won stage is 100 percent'
run 'an open one is anything between' 4 crm-admin stage add pipeline=p name=x \
    seq=7 probability=101
is_err 'crm-admin: probability: must be between 0 and 100 percent'

# ---- trees ----

crm-team team add -q name=all > /dev/null
crm-team team add -q name=east parent=all > /dev/null
crm-team team add -q name=city parent=east > /dev/null
run 'a team cannot stand above itself' 4 crm-team team set TM1 parent=city
is_out ''
is_err 'crm-team: parent: TM3 already stands below TM1'
run 'nor be its own parent' 4 crm-team team set TM1 parent=all
is_err 'crm-team: parent: a team cannot be its own parent'
run 'moving within the tree is fine' 0 crm-team team set TM3 parent=all
crm-team user add -q login=bob manager=ann > /dev/null
run 'managers too' 4 crm-team user set U1 manager=bob
is_err 'crm-team: manager: U2 already stands below U1'
crm-customer add -q name=A > /dev/null
crm-customer add -q name=B parent=A > /dev/null
run 'customers too' 4 crm-customer set C1 parent=B
is_err 'crm-customer: parent: C2 already stands below C1'

# ---- settings ----

run 'the base currency is fixed once there are deals' 5 \
    crm-admin setting set base_currency value=EUR
is_out ''
like_err '^crm-admin: base_currency: is USD and cannot change: '
run 'the same value is no change' 0 crm-admin setting set base_currency value=USD
is_err 'crm-admin: unchanged 1'
run 'it is a currency' 4 crm-admin setting set base_currency value=XYZ1
like_err "^crm-admin: base_currency: 'XYZ1' is not a currency code"
for v in 0 13 1.5 may 007 ''; do
	run "fiscal_start is no month: '$v'" 4 \
	    crm-admin setting set fiscal_start "value=$v"
	like_err "^crm-admin: fiscal_start: '$v' is not a month from 1 to 12$"
done
run 'fiscal_start is a month' 0 crm-admin setting set fiscal_start value=4

done_testing
