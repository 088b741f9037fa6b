#!/usr/bin/env python3
"""stock SEED STEPS: random moves of goods in the book CRM_DB, beside a little
ledger of its own in exact fractions.  After each step what is on hand, its value
and the layers are compared.  Prints the seed and the shortest sequence that
fails; exit status 1 then.  SHRINK: seconds to spend on that (60)."""

import csv
import io
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from shrink import Failure, told

TODAY = date(2026, 11, 21)
PLACES = ('W1', 'W2')       # W2 may fall below zero
METHODS = ('average', 'fifo')
LAST = 25                   # batches that may be undone
runs = 0


def rounded(x):
    """Half away from zero, to whole cents."""
    sign = -1 if x < 0 else 1
    return sign * int(abs(x) + Fraction(1, 2))


def share(value, part, whole):
    return value if part == whole else rounded(Fraction(value * part, whole))


class Layer:
    made = 0

    def __init__(self, since, quantity, value):
        Layer.made += 1
        self.number = Layer.made
        self.since, self.left, self.value = since, quantity, value
        self.whole = quantity
        self.came = []   # what transfers made of it: (pool, layer)

    def bearers(self, pool):
        """It, and what transfers carried of it: here, then elsewhere."""
        all_of = [(pool, self)]
        for _, layer in all_of:
            all_of += layer.came
        return ([x for x in all_of if x[0] is pool] +
                [x for x in all_of if x[0] is not pool])


class Pool:
    """A product in a warehouse."""

    def __init__(self, fifo):
        self.fifo = fifo
        self.on_hand = self.value = 0
        self.layers = []
        self.last = (0, 0)
        self.other = None   # the same product in the other warehouse
        self.days = {}

    def layer(self, number):
        return next(l for l in self.layers if l.number == number)

    def put(self, layer):
        """Behind all of its day, as it was entered last."""
        at = len(self.layers)
        while at > 0 and self.layers[at - 1].since > layer.since:
            at -= 1
        self.layers.insert(at, layer)
        self.latest = layer

    def moved(self, day, quantity, value):
        if quantity < 0 and self.on_hand > 0:
            self.last = (self.on_hand, self.value)
        self.on_hand += quantity
        self.value += value
        self.days[day] = self.days.get(day, 0) + quantity

    def lowest(self, day):
        """The least from a day on."""
        now, least = self.on_hand, self.on_hand
        for d in sorted(self.days, reverse=True):
            if d <= day:
                break
            now -= self.days[d]
            least = min(least, now)
        return least

    def last_known(self):
        """So many for so much: here, else elsewhere."""
        if self.last[0] > 0:
            return self.last
        other = self.other
        return ((other.on_hand, other.value) if other.on_hand > 0
                else other.last)

    def known(self, quantity):
        newest = [l for l in self.layers if l.left > 0]
        if self.fifo and newest:
            return share(newest[-1].value, quantity, newest[-1].left)
        if self.on_hand > 0:
            return share(self.value, quantity, self.on_hand)
        last = self.last_known()
        return (rounded(Fraction(last[1] * quantity, last[0]))
                if last[0] > 0 else 0)

    def take(self, day, quantity):
        """What leaves: its value, and the parts of layers."""
        before, parts, rest, value = self.on_hand, [], quantity, 0
        last = ((self.on_hand, self.value)
                if not self.fifo and self.on_hand > 0 else self.last_known())
        for l in self.layers:
            if rest == 0 or l.left <= 0:
                continue
            q = min(l.left, rest)
            v = share(l.value, q, l.left) if self.fifo else 0
            if self.fifo:
                last = (l.left, l.value)
            parts.append((l, q, v))
            value += v
            rest -= q
        if not self.fifo and quantity > rest:
            value = share(self.value, quantity - rest, before)
        for l, q, v in parts:
            l.left -= q
            l.value -= v
        if rest > 0:
            hole = (rounded(Fraction(last[1] * rest, last[0]))
                    if last[0] > 0 else 0)
            worth = (hole if self.fifo or before <= 0
                     else value + hole - self.value)
            self.put(Layer(day, -rest, -worth))
            value += hole
        self.moved(day, -quantity, -value)
        return value, parts

    def receive(self, day, quantity, value, carried=None):
        """What comes in fills holes first, and the difference is booked."""
        filled = hole_value = 0
        for l in self.layers:
            if l.left >= 0 or filled == quantity:
                continue
            q = min(-l.left, quantity - filled)
            v = -share(l.value, q, -l.left)
            l.left += q
            l.value += v
            filled += q
            hole_value += v
        gone = share(value, filled, quantity) if filled else 0
        fresh, worth = quantity - filled, value - gone
        layer = None
        if fresh and carried is None:
            layer = Layer(day, fresh, worth if self.fifo else 0)
            self.put(layer)
        elif fresh:
            self.carry(day, filled, fresh, worth, carried)
        self.moved(day, quantity, value)
        if filled:
            self.moved(day, 0, hole_value - gone)
        return layer

    def close_holes(self):
        """Behind an undo: goods that lie beside holes fill these."""
        holes = [l for l in self.layers if l.left < 0]
        goods = [l for l in self.layers if l.left > 0]
        missing = -sum(l.left for l in holes)
        there = sum(l.left for l in goods)
        worth = self.value - sum(l.value for l in holes)
        both = rest = min(missing, there)
        if both == 0:
            return
        thought = cost = 0
        for l in holes:
            q = min(rest, -l.left)
            v = -share(l.value, q, -l.left)
            l.left += q
            l.value += v
            thought += v
            rest -= q
            if rest == 0:
                break
        rest = both
        for l in goods:
            q = min(rest, l.left)
            v = share(l.value, q, l.left) if self.fifo else 0
            l.left -= q
            l.value -= v
            cost += v
            rest -= q
            if rest == 0:
                break
        if not self.fifo:
            cost = share(worth, both, there)
        self.value += thought - cost

    def carry(self, day, skip, fresh, worth, carried):
        """Layers with their age; what was lacking where they left is of the
        day."""
        for l, q, v in carried:
            if fresh == 0:
                break
            if skip >= q:
                skip -= q
                continue
            if skip > 0 or v > worth:
                v = share(v, q - skip, q)
                q -= skip
                skip = 0
            if q >= fresh:
                v = worth
            self.put(Layer(l.since, q, v if self.fifo else 0))
            l.came.append((self, self.latest))
            fresh -= q
            worth -= v
        if fresh > 0:
            self.put(Layer(day, fresh, worth if self.fifo else 0))


class Ledger:
    """All of it, and what can be done next."""

    def __init__(self):
        self.pool = {(m, p): Pool(m == 'fifo')
                     for m in METHODS for p in PLACES}
        for (m, p), pool in self.pool.items():
            pool.other = self.pool[m, PLACES[1 - PLACES.index(p)]]
        self.issues = {}    # id of a move -> [pool key, quantity, value left]
        self.issued = {}    # id -> its day
        self.receipts = {}  # id -> [pool key, layer, quantity]

    def counts(self):
        """All that moves change, as numbers by what they are of."""
        all_of = {}
        for key, pool in self.pool.items():
            all_of['on_hand', key] = pool.on_hand
            all_of['value', key] = pool.value
            for l in pool.layers:
                all_of['left', key, l.number] = l.left
                all_of['worth', key, l.number] = l.value
            for day, quantity in pool.days.items():
                all_of['day', key, day] = quantity
        for ident, (_, quantity, value) in self.issues.items():
            all_of['to_come', ident] = quantity
            all_of['cost', ident] = value
        return all_of

    def take_back(self, change):
        """The counter-rows of what a batch changed; they say nothing of what a
        unit cost last."""
        self.moving = {}
        self.worthy = {what[2] for what in change if what[0] == 'worth'}
        for what, by in change.items():
            if what[0] == 'to_come':
                self.issues[what[1]][1] -= by
            elif what[0] == 'cost':
                self.issues[what[1]][2] -= by
            else:
                self.less(what, by)
        self.spread()

    def less(self, what, by):
        pool = self.pool[what[1]]
        if what[0] == 'on_hand':
            pool.on_hand -= by
        elif what[0] == 'value':
            pool.value -= by
        elif what[0] == 'day':
            pool.days[what[2]] -= by
        else:
            layer = pool.layer(what[2])
            if what[0] == 'left':
                layer.left -= by
                if self.moving is not None and layer.whole > 0:
                    self.moving.setdefault(what[1], {})[layer.number] = abs(by)
            elif pool.fifo or layer.whole < 0:
                # Under average cost what is there has no worth of its own.
                layer.value -= by

    def spread(self):
        """What was booked under average cost bears, by its quantity, what
        came back under FIFO."""
        for key, moving in self.moving.items():
            pool = self.pool[key]
            gap = pool.value - sum(l.value for l in pool.layers)
            bear = [(l, moving[l.number]) for l in pool.layers
                    if l.number in moving and l.number not in self.worthy]
            rest = sum(q for _, q in bear)
            for layer, q in bear if pool.fifo else ():
                v = share(gap, q, rest)
                layer.value += v
                gap -= v
                rest -= q


def differences(before, now):
    return {k: now[k] - before.get(k, 0) for k in now
            if now[k] != before.get(k, 0)}


class Batch:
    """What one changed, and what it is the undo of in the end."""

    def __init__(self, number, name, before, now, ident=None, root=None):
        self.number, self.name, self.ident = number, name, ident
        self.root = root or self
        self.stands = True
        self.change = differences(before, now)
        self.closed = {}    # what holes that it left were closed with
        self.made = {k: now[k] for k in now
                     if k[0] == 'left' and k not in before}
        self.touched = {k[1] for k in self.change}

    def leaves(self, key):
        return self.change.get(('on_hand', key), 0) < 0


def money(text):
    return int(Decimal(text or '0') * 100)


class Play:
    def __init__(self):
        global runs
        runs += 1
        self.tag = f'{os.getpid()}-{runs}'
        self.ledger = Ledger()
        self.batches = []
        self.batch = self.ident = self.status = None
        self.commands = []
        for p in PLACES:
            self.run('warehouse', 'add', f'name={self.place(p)}',
                     *(['below_zero=yes'] if p == 'W2' else []))
        for m in METHODS:
            self.run('add', f'sku={self.sku(m)}', f'cost_method={m}')

    def place(self, p):
        return f'{p}-{self.tag}'

    def sku(self, m):
        return f'{m}-{self.tag}'

    def run(self, *words, program='crm-stock', may=(0,)):
        self.commands.append(' '.join((program,) + words))
        done = subprocess.run((program,) + words, capture_output=True,
                              text=True)
        self.status = done.returncode
        if self.status not in may:
            raise Failure(f'{words}: exit {done.returncode}: {done.stderr}')
        said = done.stderr.rpartition('(batch ')[2]
        self.batch = said.partition(')')[0] or None
        return list(csv.DictReader(io.StringIO(done.stdout)))

    # ---- steps: (name, method, place, quantity, cents, days ago, which) ----

    def step(self, s):
        name, method, place, quantity, cents, ago, which = s
        day = TODAY - timedelta(days=ago)
        pool = self.ledger.pool[method, place]
        before = self.ledger.counts()
        self.ident = None
        done = getattr(self, name)(method, place, pool, quantity, cents, day,
                                   which)
        if done:
            if name not in ('undo', 'undo_any', 'change'):
                self.batches.append(Batch(self.batch, name, before,
                                          self.ledger.counts(), self.ident))
                self.batches[-1].cents = cents
            self.compare(name)
        return done

    def own(self, method, place, day):
        return (f'product=={self.sku(method)}',
                f'warehouse={self.place(place)}', f'on={day}')

    def receive(self, method, place, pool, quantity, cents, day, which):
        rows = self.run('receive', *self.own(method, place, day),
                        f'quantity={quantity}', f'value={cents / 100:.2f}')
        layer = pool.receive(day, quantity, cents)
        self.ident = rows[0]['move_id']
        if layer is not None and layer.whole == quantity:
            self.ledger.receipts[rows[0]['move_id']] = [
                (method, place), layer, quantity]
        return True

    def issue(self, method, place, pool, quantity, cents, day, which):
        if place == 'W1' and (pool.lowest(day) < quantity
                              or pool.on_hand < quantity):
            return False
        rows = self.run('issue', *self.own(method, place, day),
                        f'quantity={quantity}')
        value, _ = pool.take(day, quantity)
        self.ident = rows[0]['move_id']
        self.ledger.issued[self.ident] = day
        self.ledger.issues[rows[0]['move_id']] = [
            (method, place), quantity, value]
        return True

    def back(self, method, place, pool, quantity, cents, day, which):
        """A return of an issue, into either warehouse."""
        ids = [i for i, x in self.ledger.issues.items()
               if x[0][0] == method and x[1] > 0]
        if not ids:
            return False
        self.ident = ids[which % len(ids)]
        issue = self.ledger.issues[self.ident]
        day = max(day, self.ledger.issued[self.ident])
        quantity = min(quantity, issue[1])
        value = share(issue[2], quantity, issue[1])
        self.run('return', f'of={self.ident}',
                 f'quantity={quantity}', f'warehouse={self.place(place)}',
                 f'on={day}')
        issue[1] -= quantity
        issue[2] -= value
        pool.receive(day, quantity, value)
        return True

    def send_back(self, method, place, pool, quantity, cents, day, which):
        if place == 'W1' and (pool.lowest(day) < quantity
                              or pool.on_hand < quantity):
            return False
        self.run('return-to-supplier', *self.own(method, place, day),
                 f'quantity={quantity}', f'value={cents / 100:.2f}')
        pool.take(day, quantity)
        return True

    def transfer(self, method, place, pool, quantity, cents, day, which):
        other = PLACES[1 - PLACES.index(place)]
        if place == 'W1' and (pool.lowest(day) < quantity
                              or pool.on_hand < quantity):
            return False
        self.run('transfer', *self.own(method, place, day),
                 f'quantity={quantity}', f'to={self.place(other)}')
        value, parts = pool.take(day, quantity)
        self.ledger.pool[method, other].receive(
            day, quantity, value, parts)
        return True

    def count(self, method, place, pool, quantity, cents, day, which):
        """More or less than was frozen."""
        difference = quantity if which % 2 else -quantity
        if difference < 0 and place == 'W1' and (
                pool.lowest(day) < quantity or pool.on_hand < quantity):
            return False
        self.run('move', 'add', 'kind=count',
                 f'product=={self.sku(method)}',
                 f'warehouse={self.place(place)}', f'moved_on={day}',
                 f'quantity={difference}')
        if difference < 0:
            pool.take(day, quantity)
        else:
            pool.receive(day, quantity, pool.known(quantity))
        return True

    def add_cost(self, method, place, pool, quantity, cents, day, which):
        gone = {b.ident for b in self.batches
                if b.name == 'receive' and not b.stands}
        ids = [i for i in self.ledger.receipts if i not in gone]
        if not ids:
            return False
        self.ident = ids[which % len(ids)]
        key, layer, whole = self.ledger.receipts[self.ident]
        self.run('add-cost', f'of={self.ident}',
                 f'value={cents / 100:.2f}')
        met = told = 0
        for of, bearer in layer.bearers(self.ledger.pool[key]):
            if bearer.left <= 0:
                continue
            met += bearer.left
            kept = share(cents, met, whole) - told
            told += kept
            if of.fifo:
                bearer.value += kept
            of.moved(TODAY, 0, kept)
        return True

    def drain(self, method, place, pool, quantity, cents, day, which):
        """All that is there leaves at once, of however many layers."""
        return pool.on_hand > 0 and self.issue(
            method, place, pool, pool.on_hand, cents, TODAY, which)

    def fill(self, method, place, pool, quantity, cents, day, which):
        """What is lacking comes."""
        return pool.on_hand < 0 and self.receive(
            method, place, pool, -pool.on_hand, cents, TODAY, which)

    def change(self, method, place, pool, quantity, cents, day, which):
        """The cost method, once nothing is anywhere."""
        both = [self.ledger.pool[method, p] for p in PLACES]
        if any(x.on_hand for x in both):
            return False
        self.run('set', self.sku(method),
                 f"cost_method={'average' if pool.fifo else 'fifo'}")
        for x in both:
            x.fifo = not x.fifo
        return True

    def undo(self, method, place, pool, quantity, cents, day, which):
        """The last batch, which is then as if it had not been, but for what a
        unit cost last."""
        return self.taken_back(0)

    def undo_any(self, method, place, pool, quantity, cents, day, which):
        """One of the last, whatever came since."""
        return self.taken_back(which % LAST)

    def taken_back(self, ago):
        if ago >= len(self.batches):
            return False
        batch = self.batches[-1 - ago]
        if not batch.stands:
            return False
        since = self.batches[len(self.batches) - ago:]
        must = not any(b.touched & batch.touched for b in since)
        why = self.against(batch, since)
        before = self.ledger.counts()
        may = (5,) if why else (0,) if must and not why else (0, 5)
        try:
            self.run('undo', batch.number, program='crm-admin', may=may)
        except Failure as failure:
            raise Failure(f'undo of {batch.name}, {why or "nothing since"}: '
                          f'{failure}') from failure
        if self.status == 5:
            return True
        self.ledger.take_back(batch.closed)
        opened = self.ledger.counts()
        self.ledger.take_back(batch.change)
        back = self.ledger.counts()
        for pool in self.ledger.pool.values():
            pool.close_holes()
        batch.stands = False
        root = batch.root
        undo = Batch(self.batch, 'undo', opened, back, root=root)
        undo.closed = differences(back, self.ledger.counts())
        undo.touched |= {k[1] for k in differences(before, self.ledger.counts())}
        if batch is not root:
            root.stands = True
        self.batches.append(undo)
        return True

    def against(self, batch, since):
        """Why it must be refused; None: nothing that is known to."""
        root, change = batch.root, batch.change
        for key, left in batch.made.items():
            if self.ledger.pool[key[1]].layer(key[2]).left != left:
                return 'what it brought has left'
        back = change.get(('to_come', root.ident), 0)
        if back > 0 and self.ledger.issues[root.ident][1] < back:
            return 'it came back'
        if batch.name == 'receive' and any(
                b.name == 'add_cost' and b.stands and b.ident == batch.ident
                for b in self.batches):
            return 'cost was added to it'
        return self.against_cost(batch, since) if root.name == 'add_cost' else None

    def against_cost(self, batch, since):
        own, layer, whole = self.ledger.receipts[batch.root.ident]
        bearers = layer.bearers(self.ledger.pool[own])
        for key, pool in self.ledger.pool.items():
            value = batch.change.get(('value', key), 0)
            if value == 0:
                continue
            if not pool.fifo and any(
                    b.root is b and b.stands and b.leaves(key) for b in since):
                return 'what left since took its part'
            left = sum(l.left for p, l in bearers if p is pool)
            # Shares of several places are rounded together.
            if share(batch.root.cents, left, whole) + 1 < abs(value):
                return 'what bore it has left'
        return None

    # ---- the two beside each other ----

    def compare(self, name):
        for (m, p), pool in self.ledger.pool.items():
            where = (f"product = '={self.sku(m)}' and "
                     f"warehouse = '={self.place(p)}'")
            self.commands.append('#')
            rows = self.run('level', 'list', '-w', where)
            got = ((Decimal(rows[0]['on_hand']), money(rows[0]['value']))
                   if rows else (0, 0))
            self.same(name, m, p, got, (pool.on_hand, pool.value))
            layers = [(r['since'], Decimal(r['left']),
                       money(r['left_value'])
                       if pool.fifo or Decimal(r['left']) < 0 else 0)
                      for r in self.run('layer', 'list', '-w',
                                        where + ' and open = yes')]
            self.same(name, m, p, sorted(layers), sorted(
                (str(l.since), l.left, l.value)
                for l in pool.layers if l.left != 0))
            if pool.on_hand == 0 and pool.value != 0:
                raise Failure(f'{name}: {m} in {p}: nothing is there, worth '
                              f'{pool.value}')

    def same(self, name, method, place, got, want):
        if got != want:
            raise Failure(f'{name}: {method} in {place}: got {got}, want '
                          f'{want}')


NAMES = ('receive', 'receive', 'receive', 'issue', 'issue', 'issue', 'back',
         'send_back', 'transfer', 'transfer', 'count', 'add_cost', 'add_cost',
         'drain', 'fill', 'change', 'change', 'undo', 'undo', 'undo_any',
         'undo_any')


def waves(seed, n):
    """Random steps, among them waves: many receipts of one product in one
    place, which then leave at once, change their method and come back."""
    r = random.Random(seed)
    steps = random_steps(seed, n)
    for method in METHODS:
        at = r.randrange(len(steps) + 1)
        wave = [('receive', method, 'W1', r.randint(1, 3), r.randint(1, 9999),
                 0, 0) for _ in range(r.randint(9, 12))]
        wave += [('drain', method, p, 1, 1, 0, 0) for p in ('W2', 'W1')]
        wave += [('fill', method, p, 1, 1, 0, 0) for p in PLACES]
        wave += [('change', method, 'W1', 1, 1, 0, 0),
                 ('undo_any', method, 'W1', 1, 1, 0, r.randint(0, 2)),
                 ('undo_any', method, 'W1', 1, 1, 0, r.randint(0, 2))]
        steps[at:at] = wave
    return steps


def random_steps(seed, n):
    r = random.Random(seed)
    return [(r.choice(NAMES), r.choice(METHODS), r.choice(PLACES),
             r.choice((1, 2, 3, 5, 8, 12, 25)), r.randint(1, 9999), r.randint(0, 30),
             r.randint(0, 999)) for _ in range(n)]


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    return told(seed, waves(seed, count), Play, 'legal steps')


sys.exit(main())
