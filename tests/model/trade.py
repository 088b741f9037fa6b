"""The verbs of the trade, and what the manual says that they do."""

from kinds import KINDS, NOW, TODAY
from model import Change


class Plan:
    """A command, and what the model expects of it.

    status   which exit statuses may be
    changes  (kind, id) -> Change: exactly these fields of these records,
             apart from what the book keeps itself (`kept` of the kind)
    new      (kind, values) of what is made
    others   is a change that was not foreseen one that may be?
    after    called with the model and the changes: says what is wrong
    anything nothing is foreseen; what the log says is taken for true"""

    def __init__(self, argv, stdin='', dry=False):
        self.argv, self.stdin, self.dry = argv, stdin, dry
        self.status, self.changes, self.new = {0}, {}, []
        self.others = lambda change: False
        self.after = lambda model, changes: None
        self.anything, self.actions, self.also = False, None, set()

    def refused(self):
        self.status, self.changes, self.new = {3, 4, 5}, {}, []
        return self

    def open(self):
        self.status, self.anything = {0, 3, 4, 5}, True
        return self

    def may_fail(self):
        self.status = self.status | {4, 5}
        return self

    def expect(self, change):
        self.changes[change.kind, change.ident] = change
        return self

    def update(self, kind, ident, fields):
        return self.expect(Change(kind, ident, 'update', fields))

    def delete(self, kind, ident):
        return self.expect(Change(kind, ident, 'delete', {}))

    def restore(self, kind, ident):
        return self.expect(Change(kind, ident, 'restore', {}))

    def kept(self, kind):
        return KINDS[kind].kept | self.also | {'created'}


# ---- leads ----

OPEN = {'new', 'assigned', 'working', 'qualified', 'recycled'}


def state(model, lead):
    s = model.get('lead', lead, 'status')
    return ('assigned' if s == 'new' and model.get('lead', lead, 'owner')
            else s)


def lead_to(verb, words, sources, target):
    """A verb of the states: from these states to that one."""
    def step(draw, model):
        lead = draw.of(model.live('lead'))
        other = draw.of(model.live('lead'))
        if not lead or 'of=' in words and other == lead:
            return None
        p = Plan(['crm-lead', verb, lead]
                 + [w if w != 'of=' else f'of={other}' for w in words],
                 dry=draw.below(4) == 0)
        now = state(model, lead)
        goal = target
        if verb == 'reopen' and not model.get('lead', lead, 'owner'):
            goal = 'new'
        if now == goal or model.get('lead', lead, 'status') == goal:
            return p.open()     # it is there already, or says what it lacks
        if now not in sources:
            return p.refused()
        p.update('lead', lead, {'status': (
            model.get('lead', lead, 'status'), goal)})
        p.also = {'reason', 'wake_on', 'duplicate_of', 'owner'}
        if verb == 'reject':
            p.after = lambda m, _: m.get('lead', lead, 'owner') and 'is owned'
        return p
    return step


def convert(draw, model):
    """A customer, a contact, a deal; and what was about the lead."""
    qualified = [i for i in model.live('lead')
                 if model.get('lead', i, 'status') == 'qualified']
    lead = draw.of(qualified or model.live('lead'))
    if not lead:
        return None
    p = Plan(['crm-lead', 'convert', lead, 'deal=made'],
             dry=draw.below(2) == 0)
    if not qualified:
        return p.refused() if state(model, lead) != 'converted' else p.open()
    p.may_fail()
    p.update('lead', lead, {'status': ('qualified', 'converted'),
                            'converted_on': (None, TODAY)})
    p.also = {'converted_customer', 'converted_contact', 'converted_deal'}
    p.others = lambda c: (
        c.kind in ('customer', 'contact', 'deal') and c.op == 'insert'
        # Of a record that is there only blanks are filled.
        or c.kind in ('customer', 'contact') and c.op == 'update'
        and all(old is None for old, _ in c.fields.values())
        or c.kind == 'task' and set(c.fields) == {'about'})

    def after(m, changes):
        r = m.of('lead')[lead].values
        made = r.get('converted_customer'), r.get('converted_deal')
        if made[0] not in m.live('customer') or made[1] not in m.live('deal'):
            return f'it became {made}'
        deal = m.of('deal')[made[1]].values
        if (deal.get('customer'), deal.get('name'), deal.get('amount'),
                deal.get('owner')) != (made[0], 'made', r.get('budget'),
                                       r.get('owner')):
            return f'the deal is {deal}'
        left = [t for t in m.live('task') if m.get('task', t, 'about') == lead
                and m.get('task', t, 'status') == 'todo']
        return f'{left} are still about it' if left else None
    p.after = after
    return p


def merge(draw, model):
    kind = draw.of(['customer', 'lead', 'contact'])
    stays, goes = draw.of(model.live(kind)), draw.of(model.live(kind))
    if not stays or stays == goes:
        return None
    p = Plan(KINDS[kind].command + ['merge', stays, goes, f'into={stays}'],
             dry=draw.below(3) == 0)
    p.may_fail()
    before = dict(model.of(kind)[stays].values)
    pointing = model.referrers(goes)
    p.others = lambda c: (
        (c.kind, c.ident) in ((kind, stays), (kind, goes))
        or (c.kind, c.ident) in pointing
        and all(old == goes for old, _ in c.fields.values())
        or c.op == 'delete' and c.kind in ('relation', 'campaign-member'))

    def after(m, changes):
        if not changes:
            return None
        gone = m.of(kind)[goes]
        if gone.live or gone.values.get('merged_into') != stays:
            return f'{goes} is {gone.values}'
        if not m.of(kind)[stays].live:
            return f'{stays} is gone, too'
        left = [r for r in m.referrers(goes) if r != (kind, stays)]
        if left:
            return f'{left} refer to {goes}'
        unions = {'tags', 'notes'}
        lost = [f for f in KINDS[kind].fields if f in before and f not in
                unions and m.get(kind, stays, f) != before[f]
                and before[f] != goes]
        return f'{stays} lost {lost}' if lost else None
    p.after = after
    return p


# ---- owners and pools ----

def release(draw, model):
    kind = draw.of(['lead', 'customer'])
    ident = draw.of(model.live(kind))
    pool = draw.of([i for i in model.live('pool')
                    if model.get('pool', i, 'kind') == kind])
    if not ident or not pool:
        return None
    p = Plan(KINDS[kind].command + ['release', ident,
                                    'pool=' + model.get('pool', pool, 'name')])
    p.status, r = {0, 5}, model.of(kind)[ident].values
    p.also = {'status', 'reason', 'owner'} | KINDS[kind].kept
    p.others = lambda c: (c.kind, c.ident) == (kind, ident)

    def after(m, changes):
        now = m.of(kind)[ident].values
        if changes and (now.get('owner') or now.get('pool') != pool):
            return f'{ident} is {now}'
        return None
    if r.get('pool') == pool:
        return p.open()
    if kind == 'lead' and r['status'] not in OPEN:
        return p.refused()
    p.after = after
    return p


def claim(draw, model):
    kind = draw.of(['lead', 'customer'])
    waiting = [i for i in model.live(kind) if model.get(kind, i, 'pool')]
    ident = draw.of(waiting or model.live(kind))
    if not ident:
        return None
    p = Plan(KINDS[kind].command + ['claim', ident])
    if not model.get(kind, ident, 'pool'):
        return p.refused() if model.get(kind, ident, 'owner') != 'U1' else (
            p.open())
    p.may_fail()
    p.also = {'status'}
    p.update(kind, ident, {
        'owner': (None, 'U1'), 'pool': (model.get(kind, ident, 'pool'), None),
        'owned_since': (None, NOW)})
    return p


def transfer(draw, model):
    """The open tasks of the old owner go along."""
    kind = draw.of(['lead', 'customer'])
    ident, user = draw.of(model.live(kind)), draw.of(model.live('user'))
    if not ident:
        return None
    owner = model.get(kind, ident, 'owner')
    p = Plan(KINDS[kind].command + ['transfer', ident, f'to={user}'],
             dry=draw.below(3) == 0)
    if owner is None or owner == user:
        return p.open()
    p.may_fail()
    p.also = {'status'}
    p.update(kind, ident, {'owner': (owner, user)})
    for t in model.live('task'):
        r = model.of('task')[t].values
        if (r.get('about'), r.get('owner'), r['status']) == (
                ident, owner, 'todo'):
            p.update('task', t, {'owner': (owner, user)})
    return p


def assign(draw, model):
    kind = draw.of(['lead', 'customer', 'deal', 'task'])
    p = Plan(KINDS[kind].command + ['assign'], dry=draw.below(2) == 0)
    waits = [i for i in model.live(kind) if not model.get(kind, i, 'owner')
             and not model.get(kind, i, 'pool')]
    p.also = {'owner', 'status'}
    p.others = lambda c: (c.kind == kind and c.ident in waits
                          and c.op == 'update' or c.kind == 'assign-rule')
    return p


# ---- deals and tasks ----

STAGES = ['ST1', 'ST2', 'ST3', 'ST4', 'ST5']
WON, LOST = 'ST6', 'ST7'


def deal_move(draw, model):
    deal = draw.of(model.live('deal'))
    if not deal:
        return None
    at = model.get('deal', deal, 'stage')
    verb = draw.of(['advance', 'advance', 'win', 'lose', 'reopen', 'move'])
    argv = ['crm-deal', verb, deal] + {
        'lose': ['reason=price'], 'move': ['stage=proposal']}.get(verb, [])
    p = Plan(argv, dry=draw.below(4) == 0)
    to = {'win': WON, 'lose': LOST, 'move': 'ST3'}.get(verb)
    if verb == 'advance' and at in STAGES[:-1]:
        to = STAGES[STAGES.index(at) + 1]
    if to == at:
        return p.open()
    if verb == 'reopen':
        if at in STAGES:
            return p.open()
        p.may_fail()
        p.others = lambda c: (c.kind, c.ident) == ('deal', deal)
        p.after = lambda m, ch: (m.get('deal', deal, 'stage') not in STAGES
                                 and ch and 'it is not open') or None
        p.new.append(('visit', {'deal': deal, 'from_stage': at}))
        p.also = {'stage', 'moved_on', 'moved_by', 'reason'}
        return p
    if to is None or at not in STAGES:
        return p.refused()
    p.update('deal', deal, {'stage': (at, to)})
    p.also = {'closed_on', 'close_reason', 'moved_on', 'moved_by', 'reason'}
    p.new.append(('visit', {'deal': deal, 'from_stage': at, 'stage': to}))
    return p


def done(draw, model):
    task = draw.of(model.live('task'))
    if not task:
        return None
    p = Plan(['crm-task', 'done', task])
    if model.get('task', task, 'status') == 'todo':
        p.update('task', task, {'status': ('todo', 'done'),
                                'done_on': (None, TODAY)})
    return p


# ---- users' fields ----

def field_add(draw, model):
    name = f'f{draw.below(4)}'
    kind_of = draw.of([('int', ''), ('text', ''), ('money', ''),
                       ('enum', 'red|green'), ('date', '')])
    p = Plan(['crm-admin', 'field', 'add', 'entity=lead', 'name=' + name,
              'type=' + kind_of[0]]
             + (['choices=' + kind_of[1]] if kind_of[1] else []))
    if any(model.get('field', i, 'name') == name
           for i in model.live('field')):
        return p.refused()
    p.new.append(('field', {
        'entity': 'lead', 'name': name, 'type': kind_of[0], 'short': False,
        'active': True, **({'choices': kind_of[1]} if kind_of[1] else {})}))
    return p


OF_TYPE = {'int': ('7', '7'), 'text': ('a,b', 'a,b'), 'money': ('3', '3.00'),
           'enum': ('red', 'red'), 'date': ('today', TODAY)}


def field_set(draw, model):
    lead, field = draw.of(model.live('lead')), draw.of(model.live('field'))
    if not lead or not field or state(model, lead) == 'converted':
        return None
    f = model.of('field')[field].values
    text, kept = OF_TYPE[f['type']]
    if draw.below(4) == 0:
        text, kept = '', None
    p = Plan(['crm-lead', 'set', lead, f"{f['name']}={text}"])
    if kept == 'red' and 'red' not in f['choices']:
        return p.refused()
    if model.get('lead', lead, f['name']) != kept:
        p.update('lead', lead,
                 {f['name']: (model.get('lead', lead, f['name']), kept)})
    return p


def field_choices(draw, model):
    field = draw.of([i for i in model.live('field')
                     if model.get('field', i, 'type') == 'enum'])
    if not field:
        return None
    new = draw.of(['red|green', 'green', 'red|green|blue'])
    name = model.get('field', field, 'name')
    if any(r.values.get(name) not in (None, *new.split('|'))
           for r in model.of('lead').values()):
        return None             # what is in use is not taken away
    p = Plan(['crm-admin', 'field', 'set', field, 'choices=' + new, '-y'])
    old = model.get('field', field, 'choices')
    if old != new:
        p.update('field', field, {'choices': (old, new)})
    return p.may_fail()


def field_delete(draw, model):
    hidden = draw.below(2)
    field = draw.of(model.hidden('field') if hidden else model.live('field'))
    if not field:
        return None
    verb = 'restore' if hidden else 'delete'
    p = Plan(['crm-admin', 'field', verb, field] +
             ['-y'] * (verb == 'delete'))
    getattr(p, verb)('field', field)
    return p.may_fail()


# word -> (step, weight)
TRADE = {
    'work': (lead_to('work', [], {'assigned'}, 'working'), 5),
    'qualify': (lead_to('qualify', [], {'working'}, 'qualified'), 5),
    'reject': (lead_to('reject', ['reason=r'], {'assigned'}, 'new'), 2),
    'disqualify': (lead_to('disqualify', ['reason=r'], OPEN,
                           'unqualified'), 1),
    'recycle': (lead_to('recycle', ['wake_on=+9d'], OPEN - {'recycled'},
                        'recycled'), 1),
    'duplicate': (lead_to('duplicate', ['of='], OPEN, 'duplicate'), 1),
    'reopen': (lead_to('reopen', [], {'unqualified', 'recycled'},
                       'assigned'), 2),
    'convert': (convert, 4), 'merge': (merge, 4), 'release': (release, 3),
    'claim': (claim, 3), 'transfer': (transfer, 3), 'assign': (assign, 2),
    'deal_move': (deal_move, 8), 'done': (done, 2),
    'field_add': (field_add, 2), 'field_set': (field_set, 4),
    'field_choices': (field_choices, 1), 'field_delete': (field_delete, 2),
}
