#!/bin/sh
# Dunning: levels, notices, what they hold, what they cost.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}

book
quiet crm-customer add name=Acme owner=ann
quiet crm-order receivable add customer=C1 amount=365 booked_on=2026-09-01 due_on=2026-10-22 number=A1
quiet crm-order receivable add customer=C1 amount=50 booked_on=2026-11-01 due_on=2026-11-15 number=A2
quiet crm-order receivable add customer=C1 amount=70 booked_on=2026-01-01 due_on=2026-02-01 retained=yes number=A3
run 'the levels of a new book' 0 crm-order dunning-level list -c level,days,hold
is_out 'level,days,hold
1,7,no
2,15,no
3,30,no
4,60,yes'
run 'a level has days' 4 crm-order dunning-level add level=5 days=0
quiet crm-order dunning-level set DU3 fee=10 interest=10%
quiet crm-order dunning-level set DU4 interest=10%
run 'what is claimed' 0 crm-report dunning -c receivable,days,level,level_name,open,fee,interest,claim
is_out 'receivable,days,level,level_name,open,fee,interest,claim
A1,30,3,Dunning letter,365.00,10.00,3.00,378.00
A2,6,0,,50.00,0.00,0.00,50.00'
run 'in the due list' 0 crm-task due --kind dunning
like_out '^ann,dunning,R1,2026-11-21T.*,365.00 CNY reached dunning level 3 today,'
run 'what is due, too' 0 crm-task due --kind receivable
like_out 'R1,.*365.00 CNY due 30 days ago'
like_out 'R3,.*70.00 CNY due 293 days ago'
run 'though nobody is dunned for what is retained' 0 crm-task due --kind dunning
unlike_out R3

# ---- each once, the highest; what was left out is caught up ----

run 'tried' 0 crm-order dunning-notice run -n
run 'a notice of the highest level alone' 0 crm-order dunning-notice run channel=letter -c receivable,level,days,amount,fee,interest,channel
is_out 'receivable,level,days,amount,fee,interest,channel
A1,3,30,365.00,10.00,3.00,letter'
run 'once' 0 crm-order dunning-notice run
is_err 'crm-order: nothing to do'
run 'told no more' 0 crm-task due --kind dunning
is_out 'who,what,about,when,why,level,key'
run 'a day that was missed is caught up' 0 env CRM_NOW=2026-11-24T09:00:00Z crm-order dunning-notice run -c receivable,level,days
is_out 'receivable,level,days
A2,1,9'
run 'no notice of a day to come' 5 crm-order dunning-notice run on=2026-11-22
run 'of one customer' 0 env CRM_NOW=2026-12-10T09:00:00Z crm-order dunning-notice run customer=Acme on=2026-12-01 -c receivable,level,sent_on
is_out 'receivable,level,sent_on
A2,2,2026-12-01'
b=$(crm-admin log -o ids | head -1)
run 'undone' 0 crm-admin undo "$b"
run 'again' 0 env CRM_NOW=2026-12-10T09:00:00Z crm-order dunning-notice run on=2026-12-01 -c receivable,level
is_out 'receivable,level
A2,2'

# ---- as letters ----

run 'without an address' 0 crm-order dunning-notice mail DN1 --from cash@example.com
is_err 'crm-order: DN1: Acme has no e-mail address; left out'
quiet crm-customer set C1 email=acme@example.com
run 'by mail' 0 crm-order dunning-notice mail DN1 --from cash@example.com
like_out '^To: Acme <acme@example.com>$'
like_out '^Subject: Payment of A1 is overdue$'
like_out 'filename="DN1.html"'

# ---- what holds shipping ----

quiet crm-customer set C1 credit_limit=100000
quiet crm-order add customer=C1 amount=10
quiet crm-order order-line add order=O1 description=Work quantity=1 unit_price=10
quiet crm-order submit O1
quiet crm-order confirm O1
export CRM_NOW=2026-12-21T09:00:00Z
quiet crm-order dunning-notice run
run 'the last level' 0 crm-order dunning-notice list -w 'level = 4' -c receivable,level
is_out 'receivable,level
A1,4'
run 'holds goods, and says what lets them go' 5 crm-order ship O1
like_err 'C1 gets no goods: notice DN[0-9]+ of level 4 holds shipping until R1 is paid; whoever has the right dunning'
quiet crm-team user add login=bob role=rep
logins bob
run 'not everybody may' 6 env CRM_USER=bob crm-order ship O1 override=yes --reason urgent
like_err 'the role rep has not the right dunning'
run 'a reason is needed' 5 crm-order ship O1 override=yes
run 'who may, with a reason' 0 crm-order ship O1 override=yes --reason urgent -n

# ---- fee and interest are booked once it is paid ----

run 'before it is paid nothing is booked' 5 crm-order dunning-notice charge DN1
like_err 'R1 is not paid yet'
quiet crm-order payment add customer=C1 amount=400 received_on=2026-12-21
quiet crm-order payment allocate P1 R1=365
run 'paid, nothing is held' 0 crm-order ship O1 -n
run 'fee and interest, out of what is left' 0 crm-order dunning-notice charge DN1 payment=P1 -c dunning_notice_id,charge_id
run 'as a receivable of its own' 0 crm-order receivable list -w 'form = dunning' -c customer,amount,open,booked_on
is_out 'customer,amount,open,booked_on
Acme,16.00,0.00,2026-12-21'
run 'once' 0 crm-order dunning-notice charge DN1
is_err 'crm-order: unchanged 1'
run 'the books are sound' 0 crm-admin check
r=$(crm-order receivable list -o ids | head -n 1)
run 'nobody was told tomorrow' 5 crm-order dunning-notice add receivable="$r" level=1 sent_on=2999-01-01
is_err 'crm-order: sent_on: no notice is dated in the future'

# ---- by hand ----

quiet crm-customer add name=Hand
h=$(crm-order receivable add customer=Hand amount=365 booked_on=2026-10-01 due_on=2026-11-21 number=H1 -o ids -q)
n=$(crm-order receivable add customer=Hand amount=5 booked_on=2026-12-01 due_on=2026-12-20 number=H2 -o ids -q)
run 'a level that is not reached' 5 crm-order dunning-notice add receivable=H1 level=4
is_err "crm-order: level: $h has reached 3 on 2026-12-21, and no other above it; crm-order dunning-notice run tells it"
run 'one that there is not' 5 crm-order dunning-notice add receivable=H1 level=77
run 'less than nothing' 4 crm-order dunning-notice add receivable=H1 fee=-1
run 'what is due since yesterday' 5 crm-order dunning-notice add receivable=H2
is_err 'crm-order: level: none is reached by '"$n"' on 2026-12-21 (days overdue: 1)'
run 'what is not due' 5 crm-order dunning-notice add receivable=H1 sent_on=2026-11-20
like_err "receivable: nobody is reminded of $h on 2026-11-20: it is not overdue then"
run 'that of a day' 0 crm-order dunning-notice add receivable=H1 sent_on=2026-11-30 -c level,days,amount,customer
is_out 'level,days,amount,customer
1,9,365.00,Hand'
run 'the one that is reached' 0 crm-order dunning-notice add receivable=H1 -c customer,level,sent_on,days,amount,fee,interest,currency
is_out 'customer,level,sent_on,days,amount,fee,interest,currency
Hand,3,2026-12-21,30,365.00,10.00,3.00,CNY'
run 'one below it' 5 crm-order dunning-notice add receivable=H1 level=2
is_err "crm-order: level: 3 of $h was told already: each is told once, and none below it any more"
run 'nor the same again' 5 crm-order dunning-notice add receivable=H1
try 'a file of what was told elsewhere' 0 "printf 'receivable,level,sent_on\nH1,2,2026-12-06\n' | crm-order dunning-notice import - -q -o csv -c customer,level,days"
is_out 'customer,level,days,_action,_duplicate_of
Hand,2,15,inserted,'
try 'says which level' 4 "printf 'receivable,sent_on\nH1,2026-12-06\n' | crm-order dunning-notice import -"
like_err 'level: is needed: which one the customer was told'

# ---- what was charged ----

quiet crm-order payment add customer=Hand amount=365 applies_to=H1
told=$(crm-order dunning-notice list -w 'receivable = H1 and level = 3' -o ids)
quiet crm-order dunning-notice charge "$told"
c=$(crm-order receivable list -w 'customer = Hand and form = dunning' -o ids)
run 'the notice stays' 5 crm-order dunning-notice delete "$told"
is_err "crm-order: $told stays, for its fee and interest are booked as $c; without that: crm-order receivable void $c"
quiet crm-order receivable void "$c"
run 'void, it can be charged again' 0 crm-order dunning-notice charge "$told" -q -o ids
is "$(crm-order receivable list -w 'customer = Hand and form = dunning and status != void' -o csv -c amount | sed 1d)" 13.00 'as before'
quiet crm-order receivable void "$(crm-order receivable list -w 'customer = Hand and form = dunning and status != void' -o ids)"
run 'or go' 0 crm-order dunning-notice delete "$told" -q

# ---- levels whose days cross ----

quiet crm-order dunning-level set DU2 days=5
x=$(crm-order receivable add customer=Hand amount=5 booked_on=2026-12-01 due_on=2026-12-13 number=H3 -o ids -q)
run 'the highest that is reached counts' 0 crm-order dunning-notice add receivable="$x" -q -o csv -c level
is_out 'level
2'
quiet crm-order dunning-level set DU2 days=15
run 'the books are sound still' 0 crm-admin check
done_testing
