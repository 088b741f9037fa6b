"""Steps: a word and some random numbers, from which a command is made when its
turn comes, with what the model expects of it.  So any part of a sequence is a
sequence: a step that has lost its record takes another one, or does nothing."""

import csv
import io
import random

from kinds import ABOUT, KINDS, VALUES
from model import net
from trade import TRADE, Plan

NUMBERS = 16                    # random numbers in a step
# In what proportion steps of the generic verbs come; those of the trade are in
# TRADE.
WEIGHTS = {'add': 22, 'set': 18, 'set_many': 5, 'clear': 4, 'delete': 6,
           'restore': 5, 'load': 10, 'undo': 10}
PARTS = {'visit', 'order-line', 'touch'}        # go with what they are parts of
PLAYED = [k for k in KINDS.values() for _ in range(k.weight)]
# What one kind of record holds in itself must not lead back to it.
TREES = {('customer', 'parent'), ('team', 'parent'), ('user', 'manager')}


def random_steps(seed, count):
    """The book begins with a few records of each kind."""
    rnd = random.Random(seed)
    words = {**WEIGHTS, **{w: weight for w, (_, weight) in TRADE.items()}}
    names = list(words)
    first = [('add_of', [i] + [rnd.randrange(1 << 16) for _ in
                               range(NUMBERS - 1)])
             for i, k in enumerate(KINDS.values()) if k.weight]
    return first + [
        (rnd.choices(names, list(words.values()))[0],
         [rnd.randrange(1 << 16) for _ in range(NUMBERS)])
        for _ in range(count)]


class Draw:
    """The numbers of a step, one after the other."""

    def __init__(self, numbers):
        self.numbers, self.at = numbers, 0

    def below(self, n):
        self.at += 1
        return self.numbers[self.at % len(self.numbers)] // self.at % n

    def of(self, items):
        return items[self.below(len(items))] if items else None


def plan(step, model):
    """The Plan of a step, or None where it finds nothing to do."""
    word, numbers = step
    if word in TRADE:
        return TRADE[word][0](Draw(numbers), model)
    return GENERIC[word](Draw(numbers), model)


def value(draw, model, kind, field):
    """(as written, as kept) of a field; None where there is nothing to name."""
    kind_of = KINDS[kind].fields[field]
    if kind_of == 'key':
        text = f'key-{draw.below(40)}'
        return text, text
    if kind_of == 'ext':
        text = f'x-{draw.below(25)}'
        return text, text
    if kind_of == 'any':
        ident = draw.of(model.live(draw.of(ABOUT)))
        return ident and (ident, ident)
    if kind_of.startswith('ref:'):
        ident = draw.of(model.live(kind_of[4:]))
        return ident and (ident, ident)
    return draw.of(VALUES[kind_of])


def some_values(draw, model, kind, names):
    """field -> (as written, as kept)."""
    found = {f: value(draw, model, kind, f) for f in names}
    return {f: v for f, v in found.items() if v}


def choose_fields(draw, kind, needs):
    k = KINDS[kind]
    names = [f for f in k.fields if draw.below(3) == 0]
    return list(dict.fromkeys(list(k.needs if needs else ()) + names))


def taken(model, kind, values, ident=None):
    """Does a live record other than ident have one of these keys?"""
    for f, v in values.items():
        if v and KINDS[kind].fields.get(f) in ('key', 'ext') and any(
                r.live and i != ident and r.values.get(f) == v
                for i, r in model.of(kind).items()):
            return True
    return False


def circle(model, kind, ident, values):
    """Would it stand below itself?"""
    for k, f in TREES:
        at = values.get(f) if k == kind else None
        seen = set()
        while at and at not in seen:
            if at == ident:
                return True
            seen.add(at)
            at = model.get(kind, at, f)
    return False


def left(model, kind, values, ident=None):
    """Would it get an owner who has left?"""
    owner = values.get('owner')
    return kind in ('lead', 'customer', 'deal', 'task') and owner and owner != (
        ident and model.get(kind, ident, 'owner')) and (
            model.get('user', owner, 'active') is False)


def agreed(model, kind, ident=None, values=None):
    """Is it an order that both sides agreed to, or a line of one, and are these
    values, or all of it, part of that?"""
    if kind == 'order':
        orders, parts = {ident}, {'customer', 'amount'}
    elif kind == 'order-line':
        orders = {ident and model.get(kind, ident, 'order'),
                  values and values.get('order')}
        parts = {'order', 'quantity'}
    else:
        return False
    return any(o and model.get('order', o, 'status') == 'confirmed'
               for o in orders) and (
        not ident or values is None or any(
            f in parts and model.get(kind, ident, f) != v
            for f, v in values.items()))


def spread_out(kind, values):
    """Has a user a name of more than one line?"""
    return kind == 'user' and any(
        c < ' ' for f in ('login', 'name') for c in values.get(f) or '')


def words(values):
    return [f'{f}={text}' for f, (text, _) in values.items()]


def kept_of(values):
    return {f: kept for f, (_, kept) in values.items()}


def fresh_values(kind, values, has=None):
    """What a record has that was made with these."""
    has = KINDS[kind].has if has is None else has
    return {**has, **{f: v for f, v in values.items() if v is not None}}


# ---- the verbs of every record ----

def add(draw, model, kind=None):
    kind = kind or draw.of(PLAYED).name
    values = some_values(draw, model, kind, choose_fields(draw, kind, True))
    if not values:
        return None
    p = Plan(KINDS[kind].command + ['add'] + words(values), dry=draw.below(4) == 0)
    new = kept_of(values)
    if taken(model, kind, new) or left(model, kind, new) or (
            agreed(model, kind, None, new) or spread_out(kind, new)):
        return p.refused()
    if any(new.get(f, KINDS[kind].has[f]) != KINDS[kind].has[f]
           for f in KINDS[kind].moved):
        return p.refused()
    if not all(n in new for n in KINDS[kind].needs):
        return p.refused()
    p.new.append((kind, fresh_values(kind, new)))
    return p


def add_of(draw, model):
    return add(draw, model, list(KINDS)[draw.numbers[0]])


def read_only(model, kind, ident):
    return kind == 'lead' and model.get(kind, ident, 'status') == 'converted'


def change(p, model, kind, idents, values):
    """All of these records get these values, or nothing happens."""
    keyed = any(v and KINDS[kind].fields.get(f) in ('key', 'ext')
                for f, v in values.items())
    wrong = [i for i in idents
             if {f: v for f, v in values.items()
                 if model.get(kind, i, f) != v}
             and (taken(model, kind, values, i) or read_only(model, kind, i)
                  or circle(model, kind, i, values)
                  or left(model, kind, values, i)
                  or agreed(model, kind, i, values)
                  or spread_out(kind, values))]
    if wrong or keyed and len(idents) > 1 or KINDS[kind].moved & set(values):
        return p.refused()
    for i in idents:
        fields = {f: (model.get(kind, i, f), v) for f, v in values.items()
                  if model.get(kind, i, f) != v}
        if fields:
            p.update(kind, i, fields)
    return p


def set_one(draw, model):
    kind = draw.of(PLAYED).name
    ident = draw.of(model.live(kind))
    values = some_values(draw, model, kind, choose_fields(draw, kind, False))
    for f in {'pool': ['kind'], 'user': ['login', 'active']}.get(kind, []):
        values.pop(f, None)     # they say who one is
    if not ident or not values:
        return None
    p = Plan(KINDS[kind].command + ['set', ident] + words(values),
             dry=draw.below(4) == 0)
    return change(p, model, kind, [ident], kept_of(values))


def set_many(draw, model):
    kind = draw.of(PLAYED).name
    idents = [i for i in model.live(kind) if draw.below(2)]
    plain = [f for f, t in KINDS[kind].fields.items()
             if t not in ('key', 'ext', 'pool-of') and f != 'active'
             and (kind, f) not in TREES]
    values = some_values(draw, model, kind, [draw.of(plain)])
    if not idents or not values:
        return None
    p = Plan(KINDS[kind].command + ['set', '-'] + words(values),
             '\n'.join(idents) + '\n')
    return change(p, model, kind, idents, kept_of(values))


def clear(draw, model):
    kind = draw.of(PLAYED).name
    k = KINDS[kind]
    ident = draw.of(model.live(kind))
    field = draw.of([f for f in k.fields if f not in k.needs
                     and f not in k.has])
    if not ident or not field:
        return None
    p = Plan(k.command + ['set', ident, field + '='])
    return change(p, model, kind, [ident], {field: None})


def delete(draw, model):
    kind = draw.of(PLAYED + [KINDS['visit']]).name
    ident = draw.of(model.live(kind))
    if not ident or ident == 'U1':
        return None
    p = Plan(KINDS[kind].command + ['delete', ident], dry=draw.below(3) == 0)
    strong = [r for r in model.referrers(ident) if r[0] not in PARTS]
    if strong or agreed(model, kind, ident):
        return p.refused()
    p.delete(kind, ident)
    p.may_fail()
    p.others = lambda c: c.kind in PARTS and c.op == 'delete'
    return p


def merged(model, ident):
    kind = model.kind_of(ident)
    return kind and model.get(kind, ident, 'merged_into')


def restore(draw, model):
    kind = draw.of(PLAYED).name
    ident = draw.of(model.hidden(kind))
    if not ident:
        return None
    p = Plan(KINDS[kind].command + ['restore', ident])
    r = model.of(kind)[ident]
    dead = [f for f, t in KINDS[kind].fields.items() if r.values.get(f)
            and (t.startswith('ref:') and r.values[f] not in
                 model.live(t[4:])
                 or t == 'any' and r.values[f] not in model.live(
                     model.kind_of(r.values[f])))]
    if any(merged(model, r.values[f]) for f in dead):
        return p.open()         # it refers to who took that one's place
    if dead or taken(model, kind, r.values) or r.values.get('merged_into'):
        return p.refused()
    p.restore(kind, ident)
    p.may_fail()
    p.others = lambda c: c.kind in PARTS and c.op == 'restore'
    return p


# ---- import ----

RELATIVE = {'today', '+1m'}      # not in a file
LOADED = ['customer', 'contact', 'lead', 'deal', 'product', 'order', 'task',
          'activity']


def row_action(model, kind, row, policy):
    """(action, fields that change) of one row: what the manual says."""
    match = [i for i in model.live(kind)
             if model.get(kind, i, 'ext') == row['ext']]
    if not match:
        return 'inserted', None, row
    ident = match[0]
    differ = {f: (model.get(kind, ident, f), v) for f, v in row.items()
              if model.get(kind, ident, f) != v}
    if policy == 'fill':
        differ = {f: c for f, c in differ.items() if c[0] is None}
        return ('filled' if differ else 'unchanged'), ident, differ
    if not differ:
        return 'unchanged', ident, {}
    if policy == 'update':
        return 'updated', ident, differ
    return ('skipped' if policy == 'skip' else 'error'), ident, differ


def load(draw, model):
    """A file whose rows have an ext each; some of them are there already."""
    kind = draw.of(LOADED)
    k = KINDS[kind]
    if draw.below(5) == 0:
        return bad_file(draw, kind)
    policy = draw.of(['error', 'skip', 'fill', 'update', 'update'])
    plain = [f for f, t in k.fields.items() if t not in ('key', 'ext')]
    names = [f for f in plain if f in k.needs or draw.below(3) == 0]
    hidden = {r.values.get('ext') for i, r in model.of(kind).items()
              if not r.live}
    rows = {}
    for _ in range(1 + draw.below(5)):
        ext = f'x-{draw.below(25)}'
        if ext in hidden:
            continue
        rows[ext] = {f: v for f, v in some_values(
            draw, model, kind, names).items() if v[0] not in RELATIVE}
        if k.fields.get(k.key or '') == 'key':
            rows[ext][k.key] = (f'i{ext}', f'i{ext}')
    if kind == 'product':
        for ext, row in rows.items():
            row['sku'] = ('i' + ext, 'i' + ext)
        names = names + ['sku']
    if not rows:
        return None
    text = table(names, rows)
    p = Plan(k.command + ['import', '-', '--on-duplicate', policy, '--again',
                          '-o', 'ndjson'], text,
             dry=draw.below(4) == 0)
    p.actions = []
    for ext, row in rows.items():
        action, ident, fields = row_action(
            model, kind, {'ext': ext, **kept_of(row)}, policy)
        blank = [n for n in k.needs if n not in row]
        if action == 'error' or action == 'inserted' and blank:
            return p.refused()
        if action != 'unchanged' and fields and ident and (
                action != 'skipped' and (
                    read_only(model, kind, ident)
                    or circle(model, kind, ident,
                              {f: c[1] for f, c in fields.items()}))):
            return p.refused()
        p.actions.append(action)
        if action == 'inserted':
            has = {f: v for f, v in k.has.items() if f != 'opened_on'}
            p.new.append((kind, fresh_values(kind, fields, has)))
        elif action in ('updated', 'filled'):
            p.update(kind, ident, fields)
    # Rows may refer to each other: circles are not foreseen.
    if kind == 'customer':
        p.may_fail()
    return p


def table(names, rows):
    text = io.StringIO()
    w = csv.writer(text)
    w.writerow(['ext'] + names)
    for ext, row in rows.items():
        w.writerow([ext] + [row[n][0] if n in row else '' for n in names])
    return text.getvalue()


def bad_file(draw, kind):
    k = KINDS[kind]
    text = draw.of(['', 'ext,nonsense\ne1,x\n', 'ext,entered_on\n"e1,x\n',
                    'ext,ext\ne1,e1\n'])
    p = Plan(k.command + ['import', '-'], text).refused()
    p.status.add(2)
    return p


# ---- undo ----

def undo(draw, model):
    """What nobody has touched since can be taken back, exactly; what has got
    another value since cannot."""
    numbers = sorted(model.batches)[-10:]
    if not numbers:
        return None
    number = draw.of(numbers)
    p = Plan(['crm-admin', 'undo', f'B{number}'], dry=draw.below(4) == 0)
    done = net(model.batches[number])
    since = model.touched_since(number)
    mine = {(c.kind, c.ident) for c in done}
    for c in done:
        r = model.of(c.kind)[c.ident]
        if c.op != 'insert' and any(r.values.get(f) != new for f, (_, new)
                                    in c.fields.items()):
            return p.refused()
        if c.op == 'insert' and r.live and any(
                who not in mine and who[0] not in PARTS
                for who in model.referrers(c.ident)):
            return p.refused()
    if since & mine or any(c.kind == 'field' or c.kind not in KINDS
                           for c in done):
        return p.open()
    if any(set(model.referrers(c.ident)) - mine or c.op == 'delete'
           or c.kind in ('segment', 'pool') for c in done):
        return p.open()
    for c in done:
        p.expect(c.inverse())
        # A key, or a place in a tree, may be somebody else's by now.
        values = {f: v for f, v in model.of(c.kind)[c.ident].values.items()}
        values.update({f: new for f, (_, new) in c.inverse().fields.items()})
        if c.op != 'insert' and (
                taken(model, c.kind, values, c.ident)
                or circle(model, c.kind, c.ident, values)
                or any(old is not None for old, _ in c.fields.values())):
            p.may_fail()
    return p


GENERIC = {'add': add, 'add_of': add_of, 'set': set_one, 'set_many': set_many,
           'clear': clear, 'delete': delete, 'restore': restore, 'load': load,
           'undo': undo}
