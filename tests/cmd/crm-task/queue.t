#!/bin/sh
# due: what nobody owns is told to whoever answers for the queue it lies in, and goes
# up from there.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
told() { crm-task due -c who,about,level --kind "$1" | tail -n +2; }

CRM_NOW=2026-11-10T09:00:00Z
export CRM_NOW
book
quiet crm-team add login=dir role=manager
quiet crm-team add login=max role=manager manager=dir
quiet crm-team add login=bob role=rep manager=max
quiet crm-team add login=kim role=rep manager=max
quiet crm-team team add name=East manager=max
quiet crm-team team add name=Town parent=East
quiet crm-team team add name=Lone
quiet crm-team set bob kim team=Town

# ---- tasks ----

quiet crm-task add subject=team team=East due=2026-11-10
quiet crm-task add subject='team below' team=Town due=2026-11-10
quiet crm-task add subject=role role=rep due=2026-11-10
quiet crm-task add subject='a team that nobody leads' team=Lone due=2026-11-10
is "$(told task)" 'max,T1,
max,T2,
max,T3,
,T4,' 'on its day to who leads the team, the one above it, the people of the role'
CRM_NOW=2026-11-12T09:00:00Z
is "$(told task)" 'max,T1,manager
max,T2,manager
max,T3,manager
,T4,' 'behind it likewise'
CRM_NOW=2026-11-17T09:00:00Z
is "$(told task)" 'dir,T1,director
dir,T2,director
dir,T3,director
,T4,' 'and then up'
is "$(crm-task due --for dir -o ids | tr '\n' ' ')" 'T1 T2 T3 ' 'who asks for himself sees them'
quiet crm-admin escalation add kind=task level=manager days=7 role=admin
quiet crm-admin escalation add kind=task level=director
is "$(told task | grep T4)" ann,T4,manager 'a rule may name a role for what nobody answers for'
CRM_NOW=2026-11-10T09:00:00Z

# ---- cases, leads ----

quiet crm-customer add name=Oak
quiet crm-customer case add customer=Oak subject=Broken team=Town priority=high
quiet crm-admin pool add name=Sea kind=lead team=Town
quiet crm-admin pool add name=Lake kind=lead admins=kim team=Town
quiet crm-lead add company=Elm pool=Sea
quiet crm-lead add company=Fir pool=Lake
CRM_NOW=2026-11-12T09:00:00Z
is "$(told case-response)" max,CS1,manager 'a case of a team'
CRM_NOW=2026-11-13T09:00:00Z
is "$(told response)" 'max,L1,manager
kim,L2,manager' 'a lead in a pool: who leads its team, before that its admin'
is "$(crm-task due --for kim --kind response -o ids)" L2 'whom it is shown, too'
CRM_NOW=2026-11-24T09:00:00Z
is "$(told case-resolution)" dir,CS1,director 'and a case goes up'
is "$(told response)" 'dir,L1,director
max,L2,director' 'and leads'
quiet crm-team set kim active=no -y
is "$(told response | grep L2)" dir,L2,director 'an admin who left is none'
done_testing
