#!/bin/sh
# The clocks of the due list, each to the day.
. "$(dirname "$0")/../../lib.sh"

quiet() {
	"$@" -q > out 2> err || result 1 "$*"
}
# due DAY KIND: what is due by then, as who about when why
due() {
	on "$1" crm-task due --kind "$2" -o tsv -c who,about,when,why |
	    sed 1d
}

CRM_NOW=2026-11-01T09:00:00Z
export CRM_NOW
book
logins max kim
quiet crm-team add login=max role=manager
quiet crm-team add login=kim role=manager
quiet crm-team add login=bob role=rep manager=max

# ---- care: 7, 14, 30 and 90 days by grade ----

for grade in A B C D; do
	quiet crm-customer add name="$grade" grade="$grade" owner=bob
done
quiet crm-customer add name=None owner=bob
quiet crm-customer add name=Partner grade=A kind=partner owner=bob
is "$(due 2026-11-07 care)" '' 'nobody is to be cared for on the 7th'
is "$(due 2026-11-08 care)" \
    'bob	C1	2026-11-08T00:00:00Z	grade A, every 7 days; no contact since 2026-11-01' \
    'a week behind the day it was made'
is "$(due 2027-01-30 care | cut -f 2,3)" 'C1	2026-11-08T00:00:00Z
C2	2026-11-15T00:00:00Z
C3	2026-12-01T00:00:00Z
C4	2027-01-30T00:00:00Z' 'every grade has its days'
quiet crm-task activity add kind=note about=C1 at=2026-11-05
quiet crm-task activity add kind=call about=C2 at=2026-11-05T23:00:00Z
is "$(due 2026-11-19 care)" \
    'max	C1	2026-11-08T00:00:00Z	grade A, every 7 days; no contact since 2026-11-01
bob	C2	2026-11-19T00:00:00Z	grade B, every 14 days; last contact on 2026-11-05' \
    'a call is contact, a note is none'

# ---- birthdays ----

quiet crm-customer contact add customer=C1 name=Li birthday=1990-11-22
quiet crm-customer contact add customer=C1 name=Leap birthday=2000-02-29
quiet crm-customer contact add customer=C1 name=Gone birthday=1990-11-22 left=yes
quiet crm-customer contact add customer=C1 name=Quiet birthday=1990-11-22 do_not_contact=yes
quiet crm-customer contact add name=Free birthday=1990-01-01
is "$(due 2026-11-21 birthday)" '' 'none the day before'
is "$(due 2026-11-22 birthday)" \
    'bob	CT1	2026-11-22T00:00:00Z	birthday today' 'on the day'
is "$(due 2027-02-28 birthday)" \
    'bob	CT2	2027-02-28T00:00:00Z	birthday today' \
    '29 February is the 28th in other years'
is "$(due 2028-02-28 birthday)" '' 'and itself in leap years'
run 'over the end of the year' 0 on 2026-12-30 \
    crm-task due --kind birthday --until +3d -c who,about,when,why
is_out 'who,about,when,why
,CT5,2027-01-01T00:00:00Z,birthday in 2 days'

# ---- deals ----

quiet crm-admin stage set ST2 rot_days=10
quiet crm-deal add name=One customer=C1 owner=bob stage=needs opened_on=2026-11-01 expected_close=2026-11-25
printf 'name,customer_id,owner,stage,opened_on,expected_close\nLost,C1,bob,lost,2026-11-01,2026-11-25\n' | quiet crm-deal import - -o ids
is "$(due 2026-11-24 close)" '' 'it may still close'
is "$(due 2026-11-25 close)" \
    'bob	D1	2026-11-25T00:00:00Z	expected to close today' 'its day'
is "$(due 2026-11-27 close)" \
    'bob	D1	2026-11-25T00:00:00Z	expected to close 2 days ago' 'passed'
is "$(due 2026-11-11 rot)" '' 'ten days are allowed'
is "$(due 2026-11-12 rot)" \
    'bob	D1	2026-11-12T00:00:00Z	idle since 2026-11-01; its stage allows 10 days' \
    'the eleventh is one too many'
quiet crm-task activity add kind=call about=D1 at=2026-11-05
is "$(due 2026-11-15 rot)$(due 2026-11-16 rot)" \
    'bob	D1	2026-11-16T00:00:00Z	idle since 2026-11-05; its stage allows 10 days' \
    'counted from the last activity'
quiet crm-task add subject=Call about=D1 due=2026-11-16
is "$(due 2026-11-16 rot)" '' 'what is planned keeps it fresh'
is "$(due 2026-11-17 rot | cut -f 2)" D1 'until that is over'

# ---- projects ----

quiet crm-task project add name=Fair owner=bob due=2026-11-20
quiet crm-task project add name=Open owner=bob
is "$(due 2026-11-19 project)" '' 'its day is to come'
is "$(due 2026-11-22 project)" \
    'bob	PJ1	2026-11-20T00:00:00Z	overdue by 2 days' 'an open project is overdue'
run 'in a calendar too' 0 on 2026-11-22 crm-task due --kind project -o ics
like_out '^DTSTART;VALUE=DATE:20261120'
like_out '^SUMMARY:PJ1 Fair'
quiet crm-task project cancel PJ1
is "$(due 2026-11-22 project)" '' 'one that is over is not'

# ---- approvals ----

quiet crm-admin guard add entity=customer field=name role=manager
as max crm-customer set -q C1 name=Other > out 2> err
is "$(due 2026-11-01 approval)" \
    'kim	AP1	2026-11-01T09:00:00Z	waits for a manager since 2026-11-01' \
    'who may agree is told, but for who asked'
on 2026-11-02 as max crm-customer set -q C2 name=Else > out 2> err
quiet crm-team set kim manager=max
quiet crm-team add login=pia role=manager manager=max
is "$(on 2026-11-03 crm-task due --kind approval -o tsv -c who,about,level | sed 1d)" \
    'kim	AP1	owner
pia	AP1	owner
kim	AP2	owner
pia	AP2	owner' 'each of them'
is "$(on 2026-11-04 crm-task due --kind approval -o tsv -c who,about,level | sed 1d)" \
    'max	AP1	manager
kim	AP2	owner
pia	AP2	owner' 'over time it goes up, once'
quiet as kim crm-admin approval approve AP1
is "$(due 2026-11-04 approval | cut -f 2 | sort -u)" AP2 'until it is decided'
done_testing
