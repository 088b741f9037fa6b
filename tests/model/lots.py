#!/usr/bin/env python3
"""lots SEED STEPS: random moves of lots, serial numbers and plain goods, with
reservations and transfers in two steps, in the book CRM_DB, beside a little ledger of
its own.  What must be refused is tried too.  After each step what is on hand and its
value, where each lot lies, what each reservation holds and what is available are
compared.  Serial numbers are costed first in, first out, and so each at what it cost;
the others at the average of the warehouse, whatever lot leaves.  Prints the seed and the shortest sequence that fails; exit status 1 then.  SHRINK: seconds to
spend on that (60)."""

import csv
import io
import os
import random
import subprocess
import sys
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

from shrink import Failure, told

PLACES = ('W1', 'W2')
KINDS = ('none', 'lot', 'serial')
EXPIRES = ('2026-11-01', '2026-11-21', '2026-12-24', '2027-06-30', '')
ROAD = 'Road'
LAST = 9
RECENT = 12                 # batches that may be undone
runs = 0


class Goods:
    """A product: what lies where by lots, what it is worth, and who holds what of
    it."""

    def __init__(self, serial):
        self.serial = serial
        self.lots = {}      # number -> [expires, {place: quantity}, since]
        self.value = {}     # place -> cents
        self.cost = {}      # serial number -> cents
        self.held = {}      # reservation -> [place, asked, shipped, held, key]

    def there(self, place):
        return sum(lot[1].get(place, 0) for lot in self.lots.values())

    def expired(self, place):
        return sum(lot[1].get(place, 0) for lot in self.lots.values()
                   if '' < lot[0] < '2026-11-21')

    def reserved(self, place):
        return sum(r[3] for r in self.held.values() if r[0] == place)

    def free(self, place):
        return self.there(place) - self.reserved(place) - self.expired(place)

    def fill(self, place):
        """What is free goes to those that wait, by priority, then by time."""
        for r in sorted((r for r in self.held.values() if r[0] == place),
                        key=lambda r: r[4]):
            more = min(r[1] - r[2] - r[3], self.free(place))
            if more > 0:
                r[3] += more

    def shed(self, place):
        """What a count misses is taken from the one confirmed last."""
        for r in sorted((r for r in self.held.values() if r[0] == place),
                        key=lambda r: r[4][1:], reverse=True):
            less = min(r[3], -self.free(place))
            if less > 0:
                r[3] -= less

    def move(self, number, place, quantity):
        at = self.lots[number][1]
        at[place] = at.get(place, 0) + quantity

    def enter(self, number, place, quantity, cents):
        self.move(number, place, quantity)
        self.value[place] = self.value.get(place, 0) + cents
        self.cost[number] = cents

    def leave(self, number, place, quantity):
        """What it takes along."""
        here = self.there(place)
        cents = (self.cost[number] if self.serial
                 else self.value[place] if here == quantity
                 else int(Fraction(self.value[place] * quantity, here)
                          + Fraction(1, 2)))
        self.move(number, place, -quantity)
        self.value[place] -= cents
        return cents

    def by_expiry(self, place, quantity):
        """Lots that have not expired, the first to expire first; None: too few."""
        picks = []
        for number, lot in sorted(
                self.lots.items(), key=lambda x: (x[1][0] or '9999', x[1][2])):
            here = lot[1].get(place, 0)
            if here > 0 and not '' < lot[0] < '2026-11-21' and quantity > 0:
                picks.append((number, min(here, quantity)))
                quantity -= picks[-1][1]
        return picks if quantity == 0 else None


class Batch:
    """What one moved, and what of it left for whom; what it is the undo of."""

    def __init__(self, number, name, before, now, shipped):
        self.number, self.name, self.shipped = number, name, shipped
        self.stands = True
        self.change = {k: now.get(k, 0) - before.get(k, 0)
                       for k in now.keys() | before.keys()
                       if now.get(k, 0) != before.get(k, 0)}
        self.touched = {k[1] for k in self.change}


class Play:
    def __init__(self):
        global runs
        runs += 1
        self.tag = f'{os.getpid()}-{runs}'
        self.goods = {k: Goods(k == 'serial') for k in KINDS}
        self.goods['none'].lots['-'] = ['', {}, 0]
        self.on_way = []    # [move, kind, number, destination, left]
        self.before = self.batch = None
        self.batches = []
        self.shipped = {}   # reservation -> what left for it
        self.made = 0
        self.commands = []
        for p in PLACES:
            self.run('warehouse', 'add', f'name={p}-{self.tag}')
        for k in KINDS:
            self.run('add', f'sku={k}-{self.tag}', f'tracking={k}',
                     f"cost_method={'fifo' if k == 'serial' else 'average'}")

    def run(self, *words, program='crm-stock', refused=False, may=False):
        self.commands.append(' '.join((program,) + words))
        done = subprocess.run((program,) + words, capture_output=True,
                              text=True)
        self.refused = done.returncode == 5
        if done.returncode != (5 if refused else 0) and not (
                may and self.refused):
            raise Failure(f'{words}: exit {done.returncode}, not '
                          f'{5 if refused else 0}: {done.stderr}')
        if not refused and ' list' not in ' '.join(words):
            _, begins, said = done.stderr.rpartition('(batch ')
            self.batch = said.partition(')')[0] if begins else None
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def own(self, kind, place, quantity, number=None):
        words = [f'product=={kind}-{self.tag}', f'quantity={quantity}',
                 f'warehouse={place}-{self.tag}']
        return words + ([f'lot={number}'] if number not in (None, '-') else [])

    # ---- steps: (name, kind, place, quantity, which, when) ----

    def step(self, s):
        name, kind, place, quantity, which, when = s
        saved = deepcopy((self.goods, self.on_way, self.shipped))
        before = self.counts()
        if kind == 'serial' and name in ('receive', 'issue_lot', 'count'):
            quantity = 1
        done = getattr(self, name)(kind, self.goods[kind], place, quantity,
                                   which, when)
        if done == 'written' and name not in ('undo', 'undo_any'):
            gone = {r: q - saved[2].get(r, 0) for r, q in self.shipped.items()}
            self.batches.append(Batch(self.batch, name, before, self.counts(),
                                      gone))
        if done:
            self.before = (saved if done == 'written'
                           and name not in ('undo', 'undo_any') else None)
            self.compare(name)
        return bool(done)

    def counts(self):
        """All that is moved and held, as numbers by what they are of."""
        all_of = {}
        for kind, g in self.goods.items():
            for number, lot in g.lots.items():
                for place, quantity in lot[1].items():
                    all_of['lot', (kind, place), number] = quantity
            for place, cents in g.value.items():
                all_of['value', (kind, place)] = cents
            for name, r in g.held.items():
                all_of['held', (kind, r[0]), name] = r[3]
        for way in self.on_way:
            all_of['way', (way[1], ROAD), way[0]] = way[4]
        return all_of

    def some_lot(self, goods, place, which):
        here = [n for n, lot in goods.lots.items() if lot[1].get(place, 0) > 0]
        return here[which % len(here)] if here else None

    def receive(self, kind, g, place, quantity, which, when):
        number = '-'
        expires = ''
        known = [n for n in g.lots if n != '-']
        if kind != 'none' and known and which % 3 == 0:
            number = known[which % len(known)]
        elif kind != 'none':
            self.made += 1
            number = f'{kind[0]}{self.made}'
            expires = EXPIRES[which % len(EXPIRES)]
        cents = 1 + when * quantity
        words = self.own(kind, place, quantity, number) + [
            f'value={cents / 100:.2f}']
        if kind == 'serial' and number in g.lots and any(
                g.lots[number][1].values()):
            self.run('receive', *words, refused=True)
            return 'refused'
        if expires:
            words.append(f'expires={expires}')
        self.run('receive', *words)
        g.lots.setdefault(number, [expires, {}, len(g.lots)])
        g.enter(number, place, quantity, cents)
        g.fill(place)
        return 'written'

    def issue(self, kind, g, place, quantity, which, when):
        """Whatever expires first."""
        picks = ([('-', quantity)] if kind == 'none'
                 else g.by_expiry(place, quantity))
        if picks is None or g.free(place) < quantity:
            self.run('issue', *self.own(kind, place, quantity), refused=True)
            return 'refused'
        self.run('issue', *self.own(kind, place, quantity))
        for number, q in picks:
            g.leave(number, place, q)
        return 'written'

    def issue_lot(self, kind, g, place, quantity, which, when):
        number = self.some_lot(g, place, which)
        if number is None:
            return None
        expires, at, _ = g.lots[number]
        old = '' < expires < '2026-11-21'
        words = self.own(kind, place, quantity, number)
        if old and when % 2:
            words.append('reason=old')
        if (at[place] < quantity or (old and not when % 2)
                or (not old and g.free(place) < quantity)):
            self.run('issue', *words, refused=True)
            return 'refused'
        self.run('issue', *words)
        g.leave(number, place, quantity)
        return 'written'

    def count(self, kind, g, place, quantity, which, when):
        """Some of it is not there: that is booked, whoever holds it."""
        number = self.some_lot(g, place, which)
        if number is None or g.lots[number][1][place] < quantity:
            return None
        words = ['kind=count', f'product=={kind}-{self.tag}',
                 f'warehouse={place}-{self.tag}', f'quantity=-{quantity}']
        if number != '-':
            rows = self.run('lot', 'list', '-w', f"product = '={kind}-{self.tag}' "
                            f"and number = '{number}'")
            words.append(f"lot=id:{rows[0]['lot_id']}")
        self.run('move', 'add', *words)
        g.leave(number, place, quantity)
        g.shed(place)
        return 'written'

    def transfer(self, kind, g, place, quantity, which, when):
        return self.away(kind, g, place, quantity, which, 'transfer')

    def send(self, kind, g, place, quantity, which, when):
        return self.away(kind, g, place, quantity, which, 'send')

    def away(self, kind, g, place, quantity, which, verb):
        other = PLACES[1 - PLACES.index(place)]
        number = self.some_lot(g, place, which)
        if number is None:
            return None
        expires, at, _ = g.lots[number]
        if kind == 'serial':
            quantity = 1
        old = '' < expires < '2026-11-21'
        words = self.own(kind, place, quantity, number) + [
            f'to={other}-{self.tag}']
        if at[place] < quantity or (not old and g.free(place) < quantity):
            self.run(verb, *words, refused=True)
            return 'refused'
        self.run(verb, *words)
        cents = g.leave(number, place, quantity)
        if verb == 'transfer':
            g.enter(number, other, quantity, cents)
            g.fill(other)
            return 'written'
        g.enter(number, ROAD, quantity, cents)
        batch = self.batch
        rows = self.run('move', 'list', '-w', f"product = '={kind}-{self.tag}' "
                        f'and warehouse = {ROAD} and quantity > 0',
                        '-s', '-id', '-l', '1')
        self.batch = batch
        self.on_way.append([rows[0]['move_id'], kind, number, other, quantity])
        return 'written'

    def arrive(self, kind, g, place, quantity, which, when):
        ways = [w for w in self.on_way if w[4] > 0]
        if not ways:
            return None
        way = ways[which % len(ways)]
        quantity = min(quantity, way[4])
        self.run('arrive', f'of={way[0]}', f'quantity={quantity}')
        g = self.goods[way[1]]
        g.enter(way[2], way[3], quantity, g.leave(way[2], ROAD, quantity))
        g.fill(way[3])
        way[4] -= quantity
        return 'written'

    def reserve(self, kind, g, place, quantity, which, when):
        free, wait = max(g.free(place), 0), when % 2 == 0
        priority, minute = 1 + which % 3, when % 60
        words = self.own(kind, place, quantity) + [
            f'priority={priority}', f'since=2026-11-20T10:{minute:02}:00Z']
        if wait:
            words.append('wait=yes')
        if free < quantity and not wait:
            self.run('reserve', *words, refused=True)
            return 'refused'
        rows = self.run('reserve', *words)
        name = rows[0]['reservation_id']
        g.held[name] = [place, quantity, 0, min(free, quantity),
                        (priority, (0, minute), int(name[2:]))]
        return 'written'

    def some_held(self, g, which):
        names = list(g.held)
        return names[which % len(names)] if names else None

    def release(self, kind, g, place, quantity, which, when):
        name = self.some_held(g, which)
        if name is None:
            return None
        r = g.held[name]
        if when % 2:
            self.run('reservation', 'release', name)
            del g.held[name]
        else:
            self.run('reservation', 'release', name, 'later=yes')
            r[3] = 0
            r[4] = (LAST, (1, 0), r[4][2])
        g.fill(r[0])
        return 'written'

    def ship(self, kind, g, place, quantity, which, when):
        """What is held leaves for whom it is held."""
        name = self.some_held(g, which)
        if name is None or g.held[name][3] == 0:
            return None
        r = g.held[name]
        quantity = min(quantity, r[3])
        picks = ([('-', quantity)] if kind == 'none'
                 else g.by_expiry(r[0], quantity))
        if picks is None:
            return None
        self.run('issue', *self.own(kind, r[0], quantity),
                 f'reservation={name}')
        for number, q in picks:
            g.leave(number, r[0], q)
        r[2] += quantity
        r[3] -= quantity
        self.shipped[name] = self.shipped.get(name, 0) + quantity
        if r[2] == r[1]:
            del g.held[name]
        return 'written'

    def undo(self, kind, g, place, quantity, which, when):
        """The last step, which is then as if it had not been."""
        if self.before is None or self.batch is None:
            return None
        self.run('undo', self.batch, program='crm-admin')
        self.goods, self.on_way, self.shipped = self.before
        self.batches.pop()
        return 'written'

    def undo_any(self, kind, g, place, quantity, which, when):
        """One of the last, whatever came since: what it moved is moved back, as far
        as that is there; who holds what then may be told in more than one way."""
        ago = which % RECENT
        if ago >= len(self.batches):
            return None
        batch = self.batches[-1 - ago]
        if not batch.stands:
            return None
        since = self.batches[len(self.batches) - ago:]
        must = batch.touched and not any(b.touched & batch.touched for b in since)
        before, shipped = self.counts(), dict(self.shipped)
        self.run('undo', batch.number, program='crm-admin', may=not must)
        if self.refused:
            return 'refused'
        number = self.batch
        self.take_back(batch)
        self.hold(batch)
        batch.stands = False
        self.batches.append(Batch(
            number, 'undo', before, self.counts(),
            {r: q - shipped.get(r, 0) for r, q in self.shipped.items()}))
        self.batch = number
        return 'written'

    def take_back(self, batch):
        for key, by in batch.change.items():
            what, (kind, place) = key[:2]
            if what == 'lot':
                self.goods[kind].move(key[2], place, -by)
            elif what == 'value':
                self.goods[kind].value[place] -= by
            elif what == 'way':
                next(w for w in self.on_way if w[0] == key[2])[4] -= by
        for name, by in batch.shipped.items():
            self.shipped[name] = self.shipped.get(name, 0) - by

    def hold(self, batch):
        """Promises as the book has them, which must be such as can be."""
        for kind, g in self.goods.items():
            g.held = {}
            for r in self.run(
                    'reservation', 'list', '-w',
                    f"product = '={kind}-{self.tag}' and status = open", '-c',
                    'reservation_id,warehouse,quantity,shipped,held,priority,'
                    'confirmed_at'):
                name, place = r['reservation_id'], r['warehouse'].partition('-')[0]
                asked, shipped, held = (
                    int(r[x]) for x in ('quantity', 'shipped', 'held'))
                first = int(r['priority'])
                g.held[name] = [place, asked, shipped, held, (
                    first, (1, 0) if first == LAST
                    else (0, int(r['confirmed_at'].split(':')[1])), int(name[2:]))]
                self.same(f'undo of {batch.name}', kind, f'shipped of {name}',
                          shipped, self.shipped.get(name, 0))
                if held < 0 or held > asked - shipped:
                    raise Failure(f'undo of {batch.name}: {name} holds {held} of '
                                  f'{asked - shipped}')
            for place in PLACES:
                waits = any(r[0] == place and r[1] - r[2] > r[3]
                            for r in g.held.values())
                free = g.free(place)
                if free < 0 and any(r[0] == place and r[3]
                                    for r in g.held.values()):
                    raise Failure(f'undo of {batch.name}: {kind} in {place}: '
                                  f'{free} are free')
                if free > 0 and waits:
                    raise Failure(f'undo of {batch.name}: {kind} in {place}: '
                                  f'{free} are free, and somebody waits')

    # ---- the two beside each other ----

    def compare(self, name):
        batch = self.batch
        for kind, g in self.goods.items():
            of = f"product = '={kind}-{self.tag}'"
            levels = {r['warehouse'].partition('-')[0]: r for r in self.run(
                'level', 'list', '-w', of, '-c',
                'warehouse,on_hand,reserved,available,value')}
            for p in PLACES + (ROAD,):
                if g.there(p) == 0 and g.value.get(p, 0) != 0:
                    raise Failure(f'{name}: {kind} in {p}: nothing is there, '
                                  f'worth {g.value[p]}')
                cents = int(Decimal(levels[p]['value']) * 100) if p in levels else 0
                self.same(name, kind, f'value in {p}', cents, g.value.get(p, 0))
            for p in PLACES:
                r = levels.get(p, dict.fromkeys(
                    ('on_hand', 'reserved', 'available'), '0'))
                self.same(name, kind, p, [int(r[x]) for x in (
                    'on_hand', 'reserved', 'available')],
                    [g.there(p), g.reserved(p), g.free(p)])
            at = {}
            for r in self.run('layer', 'list', '-w', of + ' and open = yes',
                              '-c', 'warehouse,lot.number,left'):
                key = (r['lot.number'] or '-', r['warehouse'].partition('-')[0])
                at[key] = at.get(key, 0) + int(r['left'])
            self.same(name, kind, 'lots', at, {
                (n, p): q for n, lot in g.lots.items()
                for p, q in lot[1].items() if q})
            self.same(name, kind, 'held', {
                r['reservation_id']: int(r['held']) for r in self.run(
                    'reservation', 'list', '-w', of + ' and status = open')},
                {n: r[3] for n, r in g.held.items()})
        self.batch = batch

    def same(self, name, kind, what, got, want):
        if got != want:
            raise Failure(f'{name}: {kind} in {what}: got {got}, want {want}')


NAMES = ('receive', 'receive', 'receive', 'receive', 'issue', 'issue_lot', 'count',
         'count', 'transfer', 'send', 'arrive', 'reserve', 'reserve', 'reserve',
         'release', 'ship', 'ship', 'undo', 'undo_any', 'undo_any')


def random_steps(seed, n):
    r = random.Random(seed)
    return [(r.choice(NAMES), r.choice(KINDS), r.choice(PLACES),
             r.choice((1, 2, 3, 5, 8)), r.randint(0, 999), r.randint(0, 999))
            for _ in range(n)]


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    return told(seed, random_steps(seed, count), Play, 'steps of lots and promises')


sys.exit(main())
