"""Prices, lines of deals, shares of teams and deals that are split, as the manual says
they are: random steps of one writer with undo among them, each beside a small model in
exact fractions; and what deals in another currency are worth (worth.py).  deals.py SEED
STEPS"""

import copy
import csv
import io
import random
import re
import subprocess
import sys
from fractions import Fraction as F

from worth import Worth

TODAY = '2026-11-21'
DAYS = ['2026-11-20', '2026-11-21', '2026-11-30', '2026-12-01']
GRADES = {'A': 'A', 'B': 'B', 'N': ''}
DONE, INVALID, RULE = 0, 4, 5


def rounded(x, digits):
    """Half away from zero."""
    scaled = abs(x) * 10 ** digits
    whole = int(scaled + F(1, 2))
    return F(whole if x >= 0 else -whole, 10 ** digits)


class Price:
    def __init__(self, number, scope, who, product, least, price, first, last,
                 floor):
        self.number, self.scope, self.who = number, scope, who
        self.product, self.least, self.price = product, least, price
        self.first, self.last, self.floor = first, last, floor


class Line:
    def __init__(self, product, quantity, price, off, gift):
        self.product, self.quantity, self.price = product, quantity, price
        self.off, self.gift = off, gift
        self.list = self.floor = None

    def amount(self):
        if self.gift:
            return F(0)
        left = F(1)
        for one in self.off:
            left *= 1 - F(one) / 100
        return rounded(self.quantity * self.price * left, 2)


class Deal:
    def __init__(self, customer):
        self.customer, self.close, self.amount = customer, None, None
        self.lines, self.shares = {}, {}

    def add_up(self):
        if self.lines:
            self.amount = sum(x.amount() for x in self.lines.values())


class World:
    def __init__(self):
        self.prices, self.deals = [], {}
        self.lists = {'P': F(100), 'Q': None}

    def price_of(self, deal, product, quantity):
        """Its own price, that of everybody, the floor; None: there is none."""
        day = deal.close or TODAY
        scopes = {'customer': deal.customer, 'grade': GRADES[deal.customer],
                  'all': ''}

        def best(only):
            for scope, who in scopes.items():
                if only and scope != only:
                    continue
                fit = [p for p in self.prices
                       if p.scope == scope and p.who == who and
                       p.product == product and quantity >= p.least and
                       p.first <= day <= p.last]
                if fit:
                    return max(fit, key=lambda p: (p.least, p.first,
                                                   p.number))
            return None
        one, every = best(None), best('all')
        own = self.lists[product]
        if one is None and own is None:
            return None
        listed = every.price if every else own
        floor = (one.floor if one else None) or (every.floor if every else
                                                 None)
        price = one.price if one else own
        return price, listed if listed is not None else price, floor

    def list_anew(self, deal, line):
        found = self.price_of(deal, line.product, line.quantity)
        line.list, line.floor = found[1:] if found else (None, None)
        return found


class Story:
    def __init__(self, seed):
        self.seed, self.random = seed, random.Random(seed)
        self.world, self.told, self.before = World(), [], None
        self.worth = Worth(self)
        self.numbers = 0

    def fail(self, why):
        print(*self.told, why, sep='\n')
        raise SystemExit(1)

    def run(self, *words, said=None):
        p = subprocess.run(words, capture_output=True, text=True, timeout=120,
                           input=said)
        return p.returncode, p.stdout, p.stderr

    def do(self, want, *words, said=None):
        """A command, what it prints as ids, and its batch."""
        status, out, err = self.run(*words, '-o', 'ids', said=said)
        self.told.append('%s -> %d' % (' '.join(words), status))
        if status != want:
            self.fail('status %d, want %d: %s' % (status, want, err))
        batch = re.search(r'\(batch (B\d+)\)', err)
        self.batch = batch[1] if batch else None
        return out.split()

    def rows(self, *words):
        status, out, err = self.run(*words, '-o', 'csv')
        if status != 0:
            self.fail('%s: %s' % (' '.join(words), err))
        return list(csv.DictReader(io.StringIO(out)))

    def named(self, name):
        return '%s-%d' % (name, self.seed)

    def begin(self):
        for name, price in self.world.lists.items():
            self.do(DONE, 'crm-stock', 'product', 'add',
                    'sku=' + self.named(name),
                    'list_price=%s' % ('' if price is None else price))
        for name, grade in GRADES.items():
            self.do(DONE, 'crm-customer', 'add', 'name=' + self.named(name),
                    'grade=' + grade)
        self.told.clear()

    # ---- steps ----

    def number(self, most):
        return F(self.random.randrange(1, most * 100), 100)

    def price(self):
        # Grades are everybody's: those of others would meet ours.
        scope = self.random.choice(['customer', 'grade', 'all', 'all'])
        who = {'customer': self.random.choice(list(GRADES)),
               'grade': self.random.choice('AB'), 'all': ''}[scope]
        product = self.random.choice(list(self.world.lists))
        least = self.random.choice([0, 5, 10])
        first, last = sorted(self.random.choice(DAYS) for _ in range(2))
        price, floor = self.number(200), self.random.choice([None, F(50)])
        words = ['product==' + self.named(product), 'price=%s' % float(price),
                 'min_qty=%d' % least, 'valid_from=' + first,
                 'valid_to=' + last]
        if scope == 'customer':
            words.append('customer==' + self.named(who))
        elif scope == 'grade':
            words.append('grade=' + who)
        if floor is not None:
            words.append('floor=%s' % floor)
        self.do(DONE, 'crm-stock', 'price', 'add', *words)
        self.numbers += 1
        self.world.prices.append(Price(self.numbers, scope, who, product,
                                       least, price, first, last, floor))

    def deal(self):
        customer = self.random.choice(list(GRADES))
        name = self.do(DONE, 'crm-deal', 'add', 'name=d',
                       'customer==' + self.named(customer))[0]
        self.world.deals[name] = Deal(customer)

    def line(self, name):
        deal = self.world.deals[name]
        product = self.random.choice(list(self.world.lists))
        off, words = self.random.choice([
            ([], []), ([10], ['discount=10']),
            ([F(25, 2)], ['discount=12.5%']),
            ([10, 5, 2], ['discounts=10+5+2'])])
        gift = self.random.random() < 0.1
        price = self.number(300) if self.random.random() < 0.5 else None
        line = Line(product, self.random.randrange(1, 15), price, off, gift)
        found = self.world.list_anew(deal, line)
        if price is not None:
            words = words + ['unit_price=%s' % float(price)]
        elif found:
            line.price = found[0]
        good = line.price is not None or gift
        ids = self.do(DONE if good else RULE, 'crm-deal',
                      'deal-line', 'add', 'deal=' + name,
                      'product==' + self.named(product),
                      'quantity=%d' % line.quantity,
                      *(['gift=yes'] if gift else []), *words)
        if ids:
            deal.lines[ids[0]] = line
            deal.add_up()

    def some_line(self, deal):
        return self.random.choice(list(deal.lines)) if deal.lines else None

    def change(self, name):
        deal = self.world.deals[name]
        at = self.some_line(deal)
        if at is None:
            return
        line, good = deal.lines[at], True
        if self.random.random() < 0.5:
            was, quantity = line.quantity, self.random.randrange(1, 15)
            if quantity != was and self.is_asked(deal, line):
                # Nobody typed it: another quantity may have another.
                found = self.world.price_of(deal, line.product, quantity)
                good = found is not None
                line.price = found[0] if good else line.price
            line.quantity = quantity if good else was
            words = ['quantity=%d' % quantity]
        else:
            line.price = self.number(300)
            words = ['unit_price=%s' % float(line.price)]
        self.do(DONE if good else RULE, 'crm-deal', 'deal-line', 'set', at,
                *words)
        if self.batch:
            self.world.list_anew(deal, line)
            deal.add_up()

    def drop(self, name):
        deal = self.world.deals[name]
        at = self.some_line(deal)
        if at is None:
            return
        self.do(DONE, 'crm-deal', 'deal-line', 'delete', at, '-y')
        del deal.lines[at]
        deal.add_up()
        if not deal.lines:
            deal.amount = None      # it was the sum of what is gone

    def is_asked(self, deal, line):
        """What nobody typed, as it is what the lists say."""
        found = self.world.price_of(deal, line.product, line.quantity)
        return not line.gift and found is not None and found[0] == line.price

    def other(self, name):
        """Another customer, or another day: other lists."""
        deal = self.world.deals[name]
        asked = []
        if self.random.random() < 0.5:
            asked = [x for x in deal.lines.values() if self.is_asked(deal, x)]
            was, deal.customer = deal.customer, self.random.choice(
                list(GRADES))
            asked = asked if deal.customer != was else []
            words = ['customer==' + self.named(deal.customer)]
        else:
            deal.close = self.random.choice(DAYS)
            words = ['expected_close=' + deal.close]
        self.do(DONE, 'crm-deal', 'set', name, *words)
        if self.batch:
            for line in deal.lines.values():
                found = self.world.list_anew(deal, line)
                if found and line in asked:
                    line.price = found[0]
            deal.add_up()

    def by_hand(self, name):
        deal = self.world.deals[name]
        amount = self.number(900)
        fixed = bool(deal.lines) and amount != deal.amount
        self.do(RULE if fixed else DONE, 'crm-deal', 'set', name,
                'amount=%s' % float(amount))
        if not fixed:
            deal.amount = amount

    def team(self, name):
        deal = self.world.deals[name]
        if deal.shares:
            at = self.random.choice(list(deal.shares))
            rest = [s for i, s in deal.shares.items()
                    if i != at and s is not None]
            whole = not rest or sum(rest) == 100
            self.do(DONE if whole else RULE, 'crm-deal', 'party', 'delete', at,
                    '-y')
            if whole:
                del deal.shares[at]
            return
        a = self.random.choice([30, 50, 100])
        b = self.random.choice([100 - a, 20, None])
        good = a + (b or 0) == 100
        said = 'deal,role,user,share\n%s,member,ann,%d\n%s,member,bob,%s\n' % (
            name, a, name, '' if b is None else b)
        ids = self.do(DONE if good else RULE, 'crm-deal', 'party', 'import',
                      '-', '--again', said=said)
        deal.shares = dict(zip(ids, (a, b)))

    def split(self, name):
        deal = self.world.deals[name]
        go = [x for x in deal.lines if self.random.random() < 0.5]
        if deal.lines:
            good = 0 < len(go) < len(deal.lines)
            words = ['lines=' + ','.join(go)] if go else []
        else:
            part = self.number(500)
            good = deal.amount is not None and part < deal.amount
            words = ['amount=%s' % float(part)]
        ids = self.do(DONE if good else RULE, 'crm-deal', 'split', name,
                      *words)
        if not good:
            return
        new = next(i for i in ids if i != name)
        other = self.world.deals[new] = Deal(deal.customer)
        other.close = deal.close
        if not deal.lines:
            other.amount, deal.amount = part, deal.amount - part
        born = self.rows('crm-deal', 'deal-line', 'list', '-w',
                         'deal = ' + new, '-s', 'deal_line_id')
        for row, old in zip(born, go):
            line = other.lines[row['deal_line_id']] = deal.lines.pop(old)
            self.world.list_anew(other, line)
        deal.add_up()
        other.add_up()
        theirs = self.rows('crm-deal', 'party', 'list', '-w', 'deal = ' + new,
                           '-s', 'party_id')
        other.shares = dict(zip((r['party_id'] for r in theirs),
                                deal.shares.values()))

    # ---- a step, and what is there behind it ----

    def step(self):
        before = copy.deepcopy(self.world)
        self.batch = None
        deals = list(self.world.deals)
        if self.before is not None and self.random.random() < 0.15:
            last, self.world = self.before
            self.before = None
            self.do(DONE, 'crm-admin', 'undo', last)
        else:
            names = ['line'] * 6 + ['change'] * 4 + [
                'price', 'price', 'drop', 'other', 'other', 'by_hand', 'team',
                'split', 'deal']
            what = self.random.choice(names) if deals else 'deal'
            if what in ('price', 'deal'):
                getattr(self, what)()
            else:
                getattr(self, what)(self.random.choice(deals))
            if self.batch:
                self.before = self.batch, before
        for name in set(deals) & set(self.world.deals):
            self.check(name)

    def check(self, name):
        deal = self.world.deals[name]
        amount = self.rows('crm-deal', 'list', name, '-c',
                           'amount')[0]['amount']
        rows = self.rows('crm-deal', 'deal-line', 'list', '-w',
                         'deal = ' + name, '-s', 'deal_line_id', '-c',
                         'deal_line_id,unit_price,list_price,floor_price,'
                         'amount')
        got = F(amount) if amount else None, {
            r['deal_line_id']: [F(r[f]) if r[f] else None for f in (
                'unit_price', 'list_price', 'floor_price', 'amount')]
            for r in rows}
        want = deal.amount, {
            at: [x.price, x.list, x.floor, x.amount()]
            for at, x in deal.lines.items()}
        if got != want:
            self.fail('%s is %s, want %s' % (name, got, want))


def main(seed, steps):
    story = Story(seed)
    story.begin()
    for _ in range(steps):
        story.step()
        story.worth.step()
    print('seed %d: %d steps, %d deals' % (
        seed, steps, len(story.world.deals) + len(story.worth.deals)))


main(int(sys.argv[1]), int(sys.argv[2]))
