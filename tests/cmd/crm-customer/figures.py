# Published figures of service through the commands, on the book of CRM_DB:
# promises with waits, working time, surveys.  Speaks TAP.
#
#	figures.py DIRECTORY
import csv
import io
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

sys.dont_write_bytecode = True  # the tree stays as it is
sys.path.insert(0, f'{os.path.dirname(os.path.abspath(__file__))}/../../cases')
from cases_time import by_day, stage_of

DIRECTORY = sys.argv[1]
DAYS = 'mon tue wed thu fri sat sun'.split()
count = 0


def crm(*argv, now=None, said=None, status=0):
    env = dict(os.environ, **({'CRM_NOW': stamp(now)} if now else {}))
    done = subprocess.run(argv, capture_output=True, env=env, timeout=60,
                          input=None if said is None else said.encode())
    if done.returncode != status:
        sys.exit(f'Bail out! {argv}: {done.returncode} {done.stderr.decode()}')
    return done.stdout.decode()


def rows(*argv, **how):
    return list(csv.DictReader(io.StringIO(crm(*argv, '-o', 'csv', **how))))


def readings(expect):
    """What is expected, in each of the ways in which it is accepted."""
    return [{k: v for k, v in {**expect, **one}.items() if k != 'either'}
            for one in expect.get('either') or [{}]]


def told(case, got, wanted):
    global count
    count += 1
    fine = got == wanted
    print(f"{'ok' if fine else 'not ok'} {count} - {case['id']}: {case['what']}")
    if not fine:
        print(f'# got  {got}\n# want {wanted}')


def cases(topic):
    with open(f'{DIRECTORY}/{topic}.json', encoding='utf-8') as f:
        return json.load(f)


def stamp(at):
    return at.strftime('%Y-%m-%dT%H:%M:%SZ')


def instant(c, text):
    at = datetime.fromisoformat(text.replace('Z', '+00:00'))
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(c['tz']))
    return at.astimezone(timezone.utc)


# ---- calendars and promises ----

def calendar(name, c):
    week = '; '.join(f'{DAYS[day - 1]} ' + ' '.join(
        f'{a}-{b}' for a, b in hours) for day, hours in
        by_day(c['week']).items())
    crm('crm-admin', 'calendar', 'add', '-q', f'name={name}', f'week={week}',
        f"tz={c['tz']}")
    days = [(day, '') for day in c.get('off', ())]
    days += [(day, DAYS[int(of) - 1]) for day, of in c.get('on', {}).items()]
    if days:
        crm('crm-admin', 'holiday', 'import', '-q', said='calendar,on,hours\n'
            + ''.join(f'{name},{on},{hours}\n' for on, hours in days))


def promise(response, resolution):
    crm('crm-admin', 'sla', 'set', '-q', PROMISE, f'response_minutes={response}',
        f'resolution_minutes={resolution}')


def clocks(ext, now):
    return rows('crm-customer', 'case', 'sla', f'ext:{ext}', now=now)[0]


def figures(ext, now, names):
    row = clocks(ext, now)
    named = {'response_s': 'response_seconds', 'response_due': 'response_due',
             'resolution_s': 'resolution_seconds',
             'resolution_due': 'resolution_due'}
    return {n: row[named[n]] for n in names}


def verb_to(was, to):
    """The step from one state to another."""
    if to == 'closed':
        return 'close'
    if stage_of(was) == 'resolved' and stage_of(to) == 'in_progress':
        return 'reopen'
    return {'waiting': 'wait', 'in_progress': 'work',
            'resolved': 'resolve'}[stage_of(to)]


def service(case):
    """Each step at its time."""
    setup, expect = case['setup'], case['expect']
    c, ext = setup['calendar'], case['id']
    calendar(ext, c)
    promise(setup['target_response_min'], setup['target_resolution_min'])
    begun = instant(c, setup['created'])
    case_id = rows('crm-customer', 'case', 'add', f'subject={ext}', f'ext={ext}',
                   'owner=ann', f'calendar={ext}', f'opened_at={stamp(begun)}',
                   now=begun)[0]['case_id']
    crm('crm-customer', 'case', 'work', '-q', case_id, now=begun)
    events, was = [], 'in_progress'
    for at, to in setup['states']:
        events.append((instant(c, at), 0, verb_to(was, to)))
        was = to
    if setup.get('first_response'):
        events.append((instant(c, setup['first_response']), -1, None))
    for at, _, verb in sorted(events, key=lambda e: e[:2]):
        if verb is None:
            crm('crm-task', 'activity', 'add', '-q', 'kind=email',
                'direction=out', f'about={case_id}', now=at)
        else:
            crm('crm-customer', 'case', verb, '-q', case_id, now=at)
    last = max(at for at, _, _ in events) + timedelta(1)
    wanted = [{k: str(v) if k.endswith('_s') else stamp(instant(c, v))
               for k, v in one.items()} for one in readings(expect)]
    got = figures(ext, last, wanted[0])
    told(case, got, got if got in wanted else wanted)


def levels(case):
    """The due list tells each level from its instant on, and not before."""
    setup, expect = case['setup'], case['expect']
    c, ext = setup['calendar'], case['id']
    calendar(ext, c)
    promise(1, setup['minutes'])
    begun = instant(c, setup['start'])
    case_id = rows('crm-customer', 'case', 'add', f'subject={ext}', f'ext={ext}',
                   'owner=ann', f'calendar={ext}', now=begun)[0]['case_id']
    crm('crm-task', 'activity', 'add', '-q', 'kind=email', f'about={case_id}',
        now=begun)
    crm('crm-customer', 'case', 'work', '-q', case_id, now=begun)
    for a, b in setup.get('waits', ()):
        crm('crm-customer', 'case', 'wait', '-q', case_id, now=instant(c, a))
        crm('crm-customer', 'case', 'work', '-q', case_id, now=instant(c, b))

    def level(now):
        due = rows('crm-task', 'due', '--kind', 'case-resolution', now=now)
        return [d['key'].split(':')[-1] for d in due if d['about'] == case_id]
    before = 'ahead'
    for percent, at in zip(setup['percent'], expect['at']):
        reached = instant(c, at)
        told({**case, 'what': f"{case['what']}: {percent} %"},
             (level(reached - timedelta(seconds=1)), level(reached)),
             ([before], [str(percent)]))
        before = str(percent)
    crm('crm-customer', 'case', 'resolve', '-q', case_id, now=reached)


def either(expect, key):
    """The values that are accepted of one."""
    value = expect.get(key, {'either': expect.get('either')})
    values = value['either'] if isinstance(value, dict) else [value]
    return [v[key] if isinstance(v, dict) else v for v in values]


def working(case):
    """Working time as the first response of a case."""
    setup, expect = case['setup'], case['expect']
    c, ext = setup['calendar'], case['id']
    begun = instant(c, setup['start'])
    calendar(ext, c)
    promise(setup.get('minutes', 1), 1)
    end = stamp(instant(c, setup['end'])) if 'end' in setup else ''
    crm('crm-customer', 'case', 'import', '-q',
        said='ext,subject,status,calendar,opened_at,answered_at,resolved_at\n'
             f'{ext},{ext},closed,{ext},{stamp(begun)},{end},{end}\n')
    if end:
        got = figures(ext, begun, ['response_s'])['response_s']
        wanted = [str(s) for s in either(expect, 'elapsed_s')]
    else:
        got = figures(ext, begun, ['response_due'])['response_due']
        wanted = [stamp(instant(c, d)) for d in either(expect, 'due')]
    told(case, got, got if got in wanted else wanted)


def library_alone(setup, expect):
    """What no case has: absences and waits of other kinds, promises that are no
    whole minutes, an end before the beginning."""
    return (setup.get('waits') or setup['calendar'].get('closed')
            or expect.get('error')
            or ('minutes' not in setup and 'end' not in setup)
            or setup.get('minutes') == 0
            or setup.get('end', setup['start']) < setup['start'])


# ---- surveys ----

def named_answers(name, answers):
    """Answers of persons, one behind the other; the last of one counts."""
    said = [(a.get('person', a.get('by')), a['score']) if isinstance(a, dict)
            else (a[0], a[-1]) for a in answers]
    crm('crm-customer', 'add', '-q', f'name=Of {name}')
    for who in dict.fromkeys(who for who, _ in said):
        crm('crm-customer', 'contact', 'add', '-q', f'name={name} {who}',
            f'customer=Of {name}')
    crm('crm-customer', 'survey-answer', 'import', '-q', '--again',
        said='survey,contact,score,sent_at,answered_at\n' + ''.join(
            f'{name},{name} {who},{score},2026-11-20,2026-11-20T09:{n:02}:00Z\n'
            for n, (who, score) in enumerate(said)))


def survey(case):
    setup, expect = case['setup'], case['expect']
    metric = next((m for m in ('nps', 'ces') if m in expect), 'csat')
    if expect.get('error'):
        for m, score in setup.items():
            crm('crm-customer', 'survey-answer', 'import', '-q', status=4,
                said=f'survey,score\n{m},{score}\n')
        told(case, True, True)
        return
    name = case['id']
    crm('crm-customer', 'survey', 'add', '-q', f'name={name}',
        f'metric={metric}')
    if 'answers' in setup:
        named_answers(name, setup['answers'])
    scores = [s for s, n in setup.get('counts', {}).items() for _ in range(n)]
    scores += [''] * (setup.get('sent', len(scores)) - len(scores))
    sent = '2026-11-20' if 'sent' in setup else ''
    if scores or 'answers' not in setup:
        crm('crm-customer', 'survey-answer', 'import', '-q', '--again',
            said='survey,score,sent_at\n' + ''.join(
                f'{name},{s},{sent}\n' for s in scores))
    row = rows('crm-report', 'satisfaction', '-w', f'survey = {name}')[0]
    names = {'n': f'{metric}_n'}
    got = {k: row[names.get(k, k)] for k in readings(expect)[0]}
    got = {k: None if v == '' else float(v) for k, v in got.items()}
    wanted = [{k: None if v is None else float(v) for k, v in one.items()}
              for one in readings(expect)]
    told(case, got, got if got in wanted else wanted)


for metric in ('nps', 'csat', 'ces'):
    crm('crm-customer', 'survey', 'add', '-q', f'name={metric}',
        f'metric={metric}')
PROMISE = rows('crm-admin', 'sla', 'list', '-w',
               'kind = case and priority = normal')[0]['sla_id']
for one in cases('sla'):
    (levels if 'percent' in one['setup'] else service)(one)
for one in cases('worktime'):
    if one.get('check') in ('wt_elapsed', 'wt_due') and not library_alone(
            one['setup'], one['expect']):
        working(one)
for one in cases('surveys'):
    survey(one)
print(f'1..{count}')
