# shellcheck shell=sh
# A day at a company that sells water filters, and a day a month later: what its
# people type, and what they see.  Sourced by day.t, which compares all of it with
# day.out, byte by byte.

# at INSTANT: the clock.
at() {
	CRM_NOW=$1
	export CRM_NOW
	printf '\n==== %s\n' "$1"
}
# as LOGIN: who types.
as() {
	CRM_USER=$1
	export CRM_USER
}
# does COMMAND…: what was typed, what came out, and the status where it is not 0.
does() {
	printf '%s$ %s\n' "$CRM_USER" "$*"
	sh -c "$*" 2>&1
	t_status=$?
	[ "$t_status" -eq 0 ] || echo "(exit $t_status)"
}

at 2026-11-20T16:00:00Z
as ann
does "crm-team team add name=East -q -o ids"
does "crm-team import people.csv -c login,role,team,manager,capacity,region"
does "crm-admin calendar set default week='mon-fri 09:00-18:00' -q -o ids"
does "crm-admin pool add name=web kind=lead team=East claims_per_day=5 last_owner_days=7 -q -o ids"
does "crm-admin reclaim-rule add kind=lead seq=1 pool=web days=10 extend_days=3 max_days=20 exempt=locked -q -o ids"
does "crm-admin assign-rule add kind=lead seq=1 name='Big ones' method=person person=mia when='size = \"500+\"' -q -o ids"
does "crm-admin assign-rule add kind=lead seq=2 name='By region' method=territory -q -o ids"
does "crm-admin assign-rule add kind=lead seq=3 name=Rest method=round_robin team=East -q -o ids"
does "crm-team territory add owner=bob region=Shanghai -q -o ids"
does "crm-admin score-rule add kind=lead name='Has a budget' points=40 when='budget > 0' -q -o ids"
does "crm-admin score-rule add kind=lead name='Decides' points=30 when='title ~ director or title ~ chief' -q -o ids"
does "crm-admin score-rule add kind=lead name='Just here' points=20 half_life=10 since=created when='source = web' -q -o ids"
does "crm-lead campaign add name='Clean water fair' status=active cost=3000 -q -o ids"

# Monday, 09:00: the forms of the weekend.
at 2026-11-23T09:00:00Z
does "crm-lead import web.csv -c lead_id,company,name"
does "crm-lead touch import touches.csv -q -o ids | wc -l"
does "crm-lead dupes -c lead_id,other,class,reason"
does "crm-lead dupes -q | crm-lead merge - -n --explain -c record,field,value,from,policy"
does "crm-lead dupes -q | crm-lead merge - -c lead_id,company,name,email,source,touches"
does "crm-lead show L3 -o csv -c lead_id,company"
does "crm-lead lint -c lead_id,code"
does "crm-lead score -q -c lead_id,score,grade -o csv"
does "crm-lead assign -n --explain -c lead_id,rule_name,owner,why"
does "crm-lead assign -c lead_id,owner,status"

# The first calls.
at 2026-11-23T10:30:00Z
as bob
does "crm-lead list -w 'owner = bob' | crm-task activity add - kind=call owner=bob outcome=reached -c activity_id,about,outcome"
does "crm-lead list -w 'owner = bob' -o ids | crm-lead work - -c lead_id,company,status"
as eve
does "crm-lead list -w 'owner = eve' -o ids | crm-lead work - -q -o ids"
at 2026-11-23T20:00:00Z
as mia
does "crm-lead overdue -c lead_id,owner,due,overdue,level,whom"
does "crm-lead response -c lead_id,due,response,minutes,late"

# Tuesday: one is good, one is not, one sleeps.
at 2026-11-24T14:00:00Z
as bob
does "crm-lead qualify L1 reason='wants twelve units' -c lead_id,status"
does "crm-lead convert L1 deal='Twelve units' -c lead_id,status,converted_customer_id,converted_contact_id,converted_deal_id"
does "crm-lead convert L1"
does "crm-lead disqualify L4 reason='a student' -c lead_id,status,reason"
does "crm-lead recycle L5 wake_on=2027-03-01 reason='next budget' -c lead_id,status,wake_on,status_now"
does "crm-deal list -c deal_id,customer,name,amount,stage,owner"
does "crm-customer show C1 --all -o table"

# A month later: who was not looked after goes back to the pool.
at 2026-12-23T08:00:00Z
as ann
does "crm-lead list -w 'status_now = new' -o ids"
does "crm-lead pool due -c lead_id,owner,reclaim_on"
does "crm-lead pool reclaim -c lead_id,status,pool,last_owner"
does "crm-lead pool reclaim -o ids"
as eve
does "crm-lead claim L6"
as bob
does "crm-lead claim L6 -c lead_id,owner,status"
as mia
does "crm-lead claim L6"
does "crm-lead pool records -c lead_id,company,email,mobile"
as ann
does "crm-report sources -o table"
does "crm-report sources --attribution linear -c source,leads,converted,cost -o table"
does "crm-admin check"
