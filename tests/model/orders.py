#!/usr/bin/env python3
"""orders SEED STEPS: random steps from deals to quotes, orders, deliveries and returns
in the book CRM_DB, with undo among them, beside a small model written from the manual.  After
each step orders, lines and stock are compared, and the books proved.  Others may write
the same book: everything is about a customer and a product of its own.  Prints the
seed and the shortest sequence that fails; exit status 1 then.  SHRINK: seconds to
spend on that (60)."""

import copy
import csv
import io
import os
import random
import re
import subprocess
import sys

from shrink import shortest

STOCK, NUMBERS = 100000, 8
DONE, RULE = 0, 5
runs = 0


class Failure(Exception):
    def __init__(self, check, text):
        super().__init__(f'{check}: {text}')
        self.check = check


class Line:
    def __init__(self, name, quantity):
        self.name, self.quantity = name, quantity
        self.left = self.back = self.anew = self.cancelled = 0

    def wanted(self):
        return self.quantity - self.cancelled

    def to_ship(self):
        return self.wanted() - (self.left - self.anew)


class Order:
    def __init__(self, deal=None):
        self.state, self.lines, self.deal = 'draft', [], deal
        self.numbered = self.confirmed = False

    def has_left(self):
        return any(line.left > 0 for line in self.lines)

    def is_agreed(self):
        """Its lines are not edited."""
        return self.state in ('confirmed', 'on_hold') or (
            self.confirmed and self.state in ('closed', 'cancelled'))

    def progress(self):
        """Of what left: what came back lowers it not, what is sent anew raises it not."""
        if not any(line.left > 0 for line in self.lines):
            return 'none'
        if any(line.left < line.wanted() for line in self.lines):
            return 'partial'
        return 'over' if any(line.left - line.anew > line.wanted()
                             for line in self.lines) else 'full'


class Deal:
    def __init__(self):
        self.type, self.lines = 'open', {}

    def amount(self):
        return f'{10 * sum(self.lines.values())}.00' if self.lines else ''


# verb -> (states it is for, the state behind it)
STEPS = {'submit': (['draft'], 'approved'),
         'confirm': (['approved'], 'confirmed'),
         'hold': (['confirmed'], 'on_hold'),
         'resume': (['on_hold'], 'confirmed'),
         'amend': (['approved', 'confirmed', 'on_hold'], 'draft'),
         'cancel': (['draft', 'approved', 'confirmed', 'on_hold'],
                    'cancelled'),
         'close': (['confirmed', 'on_hold'], 'closed'),
         'reopen': (['closed'], 'confirmed')}


class World:
    """A customer and a product, and what should be of their orders."""

    def __init__(self, seed):
        global runs
        runs += 1
        self.name = f'M{seed}-{os.getpid()}-{runs}'
        self.orders, self.deals, self.on_hand = {}, {}, STOCK
        self.told, self.before = [], None
        self.must('crm-customer', 'add', f'name={self.name}')
        self.must('crm-stock', 'add', f'sku={self.name}', f'name={self.name}')
        self.must('crm-stock', 'receive', f'product=={self.name}',
                  f'quantity={STOCK}', 'price=1')

    # ---- commands ----

    def run(self, *words):
        p = subprocess.run(words, capture_output=True, text=True, timeout=120)
        return p.returncode, p.stdout, p.stderr

    def must(self, *words):
        status, out, err = self.run(*words)
        if status != DONE:
            raise Failure('what must go', f'{words}: {status} {err}')
        return out

    def table(self, *words):
        return list(csv.DictReader(io.StringIO(
            self.must(*words, '-o', 'csv'))))

    def do(self, want, *words):
        """A command that ends so; its ids.  What it does can be undone."""
        was = copy.deepcopy((self.orders, self.deals, self.on_hand))
        status, out, err = self.run(*words, '-o', 'ids')
        self.told.append(f"{' '.join(words)} -> {status}")
        if status != want:
            raise Failure('status', f'{status}, expected {want}: {err}')
        batch = re.search(r'\(batch (B\d+)\)', err)
        if batch:
            self.before = (batch.group(1), was)
        return out.split()

    # ---- steps: each takes random numbers ----

    def some(self, number, fit):
        """Mostly an order that such a step is for."""
        names = [n for n, o in self.orders.items() if fit(o)]
        if not names or number % 7 == 0:
            names = list(self.orders)
        return names[number // 7 % len(names)] if names else None

    def add(self, n):
        name, = self.do(DONE, 'crm-order', 'add', f'customer=={self.name}')
        self.orders[name] = Order()

    def deal(self, n):
        """A new one, with a line; else one is won, lost or open again."""
        if n[0] % 2 == 0 or not self.deals:
            name, = self.do(DONE, 'crm-deal', 'add', f'name={self.name}',
                            f'customer=={self.name}')
            self.deals[name] = Deal()
            self.deal_line([0, len(self.deals) - 1] + n)
            return
        name = list(self.deals)[n[1] % len(self.deals)]
        deal = self.deals[name]
        verb = ('reopen' if deal.type != 'open' else
                ['win', 'lose'][n[2] % 2])
        live = any(o.deal == name and o.state != 'cancelled'
                   for o in self.orders.values())
        want = RULE if verb == 'reopen' and live else DONE
        self.do(want, 'crm-deal', verb, name,
                *(['reason=price'] if verb == 'lose' else []))
        if want == RULE:
            return
        deal.type = {'win': 'won', 'lose': 'lost', 'reopen': 'open'}[verb]

    def deal_line(self, n):
        if not self.deals:
            return
        name = list(self.deals)[n[1] % len(self.deals)]
        lines, quantity = self.deals[name].lines, 1 + n[2] % 9
        if n[0] % 2 == 0 or not lines:
            line, = self.do(DONE, 'crm-deal', 'deal-line', 'add',
                            f'deal=id:{name}', f'product=={self.name}',
                            f'quantity={quantity}', 'unit_price=10')
        else:
            line = list(lines)[n[3] % len(lines)]
            self.do(DONE, 'crm-deal', 'deal-line', 'set', line,
                    f'quantity={quantity}')
        lines[line] = quantity

    def quote(self, n):
        """A quote of some lines that is accepted is an order of these."""
        of = list(self.deals)[-1:]
        quote, = self.do(DONE, 'crm-deal', 'quote', 'add',
                         f'customer=={self.name}',
                         *[f'deal=id:{d}' for d in of])
        quantities = [1 + x % 9 for x in n[1:2 + n[0] % 3]]
        for quantity in quantities:
            self.do(DONE, 'crm-deal', 'quote-line', 'add', f'quote={quote}',
                    f'product=={self.name}', f'quantity={quantity}',
                    'unit_price=10')
        self.do(DONE, 'crm-deal', 'quote', 'submit', quote)
        self.do(DONE, 'crm-deal', 'quote', 'accept', quote)
        name = self.table('crm-deal', 'quote', 'list', quote, '-c',
                          'order_id')[0]['order_id']
        made = self.table('crm-order', 'order-line', 'list', '-w',
                          f'order = id:{name}', '-s', 'order_line_id', '-c',
                          'order_line_id')
        self.orders[name] = order = Order(of[0] if of else None)
        if len(made) != len(quantities):
            raise Failure('lines of a quote', f'{made} of {quantities}')
        order.lines = [Line(r['order_line_id'], q)
                       for r, q in zip(made, quantities)]

    def sell(self, n):
        """An order of two lines, up to its confirmation."""
        self.add(n)
        name = list(self.orders)[-1]
        for quantity in n[:2]:
            ids = self.do(DONE, 'crm-order', 'order-line', 'add',
                          f'order=id:{name}', f'product=={self.name}',
                          f'quantity={1 + quantity % 9}', 'unit_price=10')
            self.orders[name].lines.append(Line(ids[0], 1 + quantity % 9))
        for verb in ('submit', 'confirm'):
            self.do(DONE, 'crm-order', verb, name)
            self.moved(self.orders[name], verb, STEPS[verb][1])

    def line(self, n):
        name = self.some(n[0], lambda o: not o.is_agreed())
        if not name:
            return
        order, quantity = self.orders[name], 1 + n[1] % 9
        want = RULE if order.is_agreed() else DONE
        ids = self.do(want, 'crm-order', 'order-line', 'add',
                      f'order=id:{name}', f'product=={self.name}',
                      f'quantity={quantity}', 'unit_price=10')
        if want == DONE:
            order.lines.append(Line(ids[0], quantity))

    def edit(self, n):
        name = self.some(n[0], lambda o: o.lines and not o.is_agreed())
        if not name or not self.orders[name].lines:
            return
        order, quantity = self.orders[name], n[1] % 10
        line = order.lines[n[2] % len(order.lines)]
        want = DONE
        if quantity != line.quantity and (
                order.is_agreed() or quantity < line.left):
            want = RULE
        self.do(want, 'crm-order', 'order-line', 'set', line.name,
                f'quantity={quantity}')
        if want == DONE:
            line.quantity = quantity

    def move(self, n):
        verb = list(STEPS)[n[1] % len(STEPS)]
        if n[2] % 2:                    # mostly onwards
            verb = ['submit', 'confirm', 'confirm', 'amend'][n[3] % 4]
        sources, target = STEPS[verb]
        name = self.some(n[0], lambda o: o.state in sources)
        if not name:
            return
        order, words = self.orders[name], []
        rest = any(line.to_ship() > 0 for line in order.lines)
        want = DONE if order.state in sources else RULE
        if verb == 'submit' and not order.lines:
            want = RULE
        if verb == 'close' and order.state == 'approved' and order.has_left():
            want = DONE     # amended, and not to be confirmed any more
        if verb == 'cancel' and order.has_left():
            want = RULE
        if verb == 'close' and n[4] % 2:
            words = ['rest=yes']
        elif verb == 'close' and rest:
            want = RULE
        self.do(want, 'crm-order', verb, name, *words)
        if want == DONE:
            self.moved(order, verb, target)

    def moved(self, order, verb, target):
        order.state = target
        if verb == 'submit' and not order.numbered:
            # Undone it is void and keeps its number.
            order.numbered = True
            orders = self.before[1][0]
            for name, o in self.orders.items():
                if o is order:
                    orders[name].state, orders[name].numbered = (
                        'cancelled', True)
        if verb in ('confirm', 'reopen'):
            order.confirmed = True
        for line in order.lines:
            if verb == 'close' and line.to_ship() > 0:
                line.cancelled = line.quantity - (line.left - line.anew)
            if verb == 'reopen':
                line.cancelled = 0

    def ship(self, n):
        name = self.some(n[0], lambda o: o.state == 'confirmed' and any(
            line.to_ship() > 0 for line in o.lines))
        if not name or not self.orders[name].lines:
            return
        order = self.orders[name]
        line = order.lines[n[1] % len(order.lines)]
        if n[2] % 3 == 0:
            self.ship_all(name, order)
            return
        quantity = 1 + n[3] % 6
        want = DONE if order.state == 'confirmed' and (
            quantity <= line.to_ship()) else RULE
        self.do(want, 'crm-order', 'order-line', 'ship', line.name,
                f'quantity={quantity}')
        if want == DONE:
            self.left(line, quantity)

    def ship_all(self, name, order):
        want = DONE if order.state == 'confirmed' and any(
            line.to_ship() > 0 for line in order.lines) else RULE
        self.do(want, 'crm-order', 'ship', name)
        if want == DONE:
            for line in order.lines:
                self.left(line, max(0, line.to_ship()))

    def left(self, line, quantity):
        line.left += quantity
        self.on_hand -= quantity

    def back(self, n):
        name = self.some(n[0], Order.has_left)
        if not name or not self.orders[name].lines:
            return
        order, quantity = self.orders[name], 1 + n[2] % 5
        line = order.lines[n[1] % len(order.lines)]
        anew, scrap = n[3] % 4 == 0, n[4] % 3 == 0
        want = DONE if quantity <= line.left - line.back and not (
            anew and order.state == 'closed') else RULE
        self.do(want, 'crm-order', 'order-line', 'return', line.name,
                f'quantity={quantity}', *(['exchange=yes'] if anew else []),
                *(['scrap=yes'] if scrap else []))
        if want == DONE:
            line.back += quantity
            line.anew += quantity if anew else 0
            self.on_hand += 0 if scrap else quantity

    def undo(self, n):
        if self.before is None:
            return
        batch, was = self.before
        self.do(DONE, 'crm-admin', 'undo', batch)
        (self.orders, self.deals, self.on_hand), self.before = was, None

    # ---- what there is ----

    def compare(self, check, name, got, want):
        if got != want:
            raise Failure(check, f'{name}: {got}, expected {want}')

    def check(self):
        got = {r['order_id']: [r['status'], r['delivery']] for r in self.table(
            'crm-order', 'list', '-w', f'customer = "{self.name}"', '-c',
            'order_id,status,delivery')}
        self.compare('orders', self.name, got, {
            n: [o.state, o.progress()] for n, o in self.orders.items()})
        lines = {r['order_line_id']: [r[f] or '0' for f in (
            'quantity', 'shipped', 'returned', 'cancelled', 'to_ship')]
            for r in self.table(
                'crm-order', 'order-line', 'list', '-w',
                f'product = "{self.name}"', '-c', 'order_line_id,quantity,'
                'shipped,returned,cancelled,to_ship')}
        self.compare('lines', self.name, lines, {
            line.name: [str(v) for v in (
                line.quantity, line.left, line.back, line.cancelled,
                max(0, line.to_ship())
                if o.state in ('confirmed', 'on_hold') else 0)]
            for o in self.orders.values() for line in o.lines})
        deals = {r['deal_id']: [r['amount'], r['stage_type']]
                 for r in self.table(
                     'crm-deal', 'list', '-w', f'customer = "{self.name}"',
                     '-c', 'deal_id,amount,stage_type')}
        self.compare('deals', self.name, deals, {
            n: [d.amount(), d.type] for n, d in self.deals.items()})
        self.stock()
        self.must('crm-admin', 'check', '-q')

    def stock(self):
        """Goods are held for what is confirmed, on hold, or amended since."""
        row, = self.table('crm-stock', 'level', 'list', '-w',
                          f'product = "{self.name}"', '-c', 'on_hand,reserved')
        self.compare('on hand', self.name, row['on_hand'], str(self.on_hand))
        held = sum(max(0, line.to_ship()) for o in self.orders.values()
                   if o.state in ('confirmed', 'on_hold') for line in o.lines)
        if not any(o.confirmed and o.state in ('draft', 'approved')
                   for o in self.orders.values()):
            self.compare('held', self.name, row['reserved'] or '0', str(held))


WEIGHTS = {'deal': 4, 'deal_line': 3, 'add': 2, 'quote': 2, 'sell': 5,
           'line': 5, 'edit': 8, 'move': 18, 'ship': 16, 'back': 14, 'undo': 8}


def random_steps(seed, count):
    rnd = random.Random(seed)
    return [(rnd.choices(list(WEIGHTS), list(WEIGHTS.values()))[0],
             [rnd.randrange(1 << 16) for _ in range(NUMBERS)])
            for _ in range(count)]


def tried(seed, steps):
    """What failed, and what was told until then."""
    world = World(seed)
    try:
        for word, numbers in steps:
            getattr(world, word)(numbers)
            world.check()
    except Failure as failure:
        return failure, world
    return None, world


def main(seed, count):
    steps = random_steps(seed, count)
    failure, world = tried(seed, steps)
    if failure is None:
        print(f'seed {seed}: {count} steps, {len(world.told)} commands, '
              f'{len(world.orders)} orders as the model')
        return 0
    check = failure.check

    def fails(part):
        again, _ = tried(seed, part)
        return again is not None and again.check == check
    steps = shortest(steps, fails, float(os.environ.get('SHRINK', 60)))
    failure, world = tried(seed, steps)
    print(f'seed {seed}: {failure}')
    print(*(f'  {line}' for line in world.told), sep='\n')
    return 1


sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
