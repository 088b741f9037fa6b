"""Deals in another currency: amounts, lines and rates that are set behind each other, and
undone in any order.  Each batch is about one deal.  What an undo brings back is what the
batch changed, beside what came since; what follows from others follows from these."""

import copy
import random
from fractions import Fraction as F

DONE, RULE = 0, 5
OWN, FOREIGN = 'CNY', 'USD'
FEW = 2         # deals, so that much is done to each


def rounded(x):
    scaled = abs(x) * 100
    whole = int(scaled + F(1, 2))
    return F(whole if x >= 0 else -whole, 100)


def line_amount(line):
    quantity, price = line
    return None if price is None else rounded(quantity * price)


class Foreign:
    def __init__(self, currency, amount):
        self.currency, self.amount, self.rate = currency, amount, None
        self.lines = {}         # id: [quantity, price]

    def add_up(self, lost):
        worth = [x for x in map(line_amount, self.lines.values())
                 if x is not None]
        if worth:
            self.amount = sum(worth)
        elif lost:
            self.amount = None

    def base(self):
        if self.amount is None or self.currency == OWN:
            return self.amount
        return None if self.rate is None else rounded(self.amount * self.rate)

    def is_right(self):
        worth = [x for x in map(line_amount, self.lines.values())
                 if x is not None]
        return not worth or sum(worth) == self.amount

    def flat(self):
        out = {'currency': self.currency, 'amount': self.amount,
               'rate': self.rate}
        for at, (quantity, price) in self.lines.items():
            out[at, 'quantity'], out[at, 'price'] = quantity, price
        return out


def unflat(fields):
    deal = Foreign(fields['currency'], fields['amount'])
    deal.rate = fields['rate']
    for key in fields:
        if isinstance(key, tuple) and key[1] == 'quantity':
            deal.lines[key[0]] = [fields[key], fields[key[0], 'price']]
    return deal


class Batch:
    def __init__(self, number, name, before, after):
        self.number, self.name = number, name
        self.before, self.after = before, after

    def fields(self):
        """What it changed; a line that is not there has none."""
        was, then = self.before.flat(), self.after.flat()
        return {key for key in set(was) | set(then)
                if was.get(key, 'none') != then.get(key, 'none')}


class Worth:
    """A part of a story, beside deals in the currency of the book."""

    def __init__(self, story):
        self.story, self.random = story, random.Random(-story.seed)
        self.deals, self.batches = {}, []

    def number(self, most):
        return F(self.random.randrange(1, most * 100), 100)

    def note(self, name, before):
        if self.story.batch:
            self.batches.append(Batch(self.story.batch, name, before,
                                      copy.deepcopy(self.deals[name])))

    def step(self):
        """Now and then; by numbers of its own."""
        if self.random.random() < 0.3:
            return
        if len(self.deals) < FEW or self.random.random() < 0.03:
            self.deal()
            return
        what = self.random.choice(['amount', 'rate', 'rate', 'currency', 'line',
                                   'change', 'change', 'drop', 'undo', 'undo',
                                   'undo'])
        if what == 'undo':
            self.undo()
            return
        name = self.random.choice(list(self.deals))
        before = copy.deepcopy(self.deals[name])
        self.story.batch = None
        getattr(self, what)(name, self.deals[name])
        self.note(name, before)
        self.check(name)

    def deal(self):
        currency = self.random.choice([OWN, FOREIGN, FOREIGN])
        amount = self.number(500) if self.random.random() < 0.5 else None
        words = [] if amount is None else ['amount=%s' % float(amount)]
        name = self.story.do(DONE, 'crm-deal', 'add', 'name=f',
                             'currency=' + currency, *words)[0]
        self.deals[name] = Foreign(currency, amount)
        self.check(name)

    def set(self, name, field, value):
        self.story.do(DONE, 'crm-deal', 'set', name,
                      '%s=%s' % (field, value))

    def amount(self, name, deal):
        if not deal.lines:
            deal.amount = self.number(900)
            self.set(name, 'amount', float(deal.amount))

    def rate(self, name, deal):
        if deal.currency == FOREIGN:
            deal.rate = F(self.random.randrange(100, 900), 100)
            self.set(name, 'rate', float(deal.rate))

    def currency(self, name, deal):
        deal.currency = FOREIGN if deal.currency == OWN else OWN
        deal.rate = None
        self.set(name, 'currency', deal.currency)

    def line(self, name, deal):
        quantity = F(self.random.randrange(1, 10))
        price = self.number(100) if self.random.random() < 0.5 else None
        words = [] if price is None else ['unit_price=%s' % float(price)]
        at = self.story.do(DONE, 'crm-deal', 'deal-line', 'add', 'deal=' + name,
                           'description=s', 'quantity=%d' % quantity,
                           *words)[0]
        deal.lines[at] = [quantity, price]
        deal.add_up(False)

    def change(self, _, deal):
        if not deal.lines:
            return
        at = self.random.choice(list(deal.lines))
        line = deal.lines[at]
        if self.random.random() < 0.5:
            line[0] = F(self.random.randrange(1, 10))
            word = 'quantity=%d' % line[0]
        else:
            line[1] = self.number(100)
            word = 'unit_price=%s' % float(line[1])
        self.story.do(DONE, 'crm-deal', 'deal-line', 'set', at, word)
        deal.add_up(False)

    def drop(self, _, deal):
        if deal.lines:
            at = self.random.choice(list(deal.lines))
            self.story.do(DONE, 'crm-deal', 'deal-line', 'delete', at, '-y')
            deal.add_up(line_amount(deal.lines.pop(at)) is not None)

    # ---- any of what was done, whatever came since ----

    def undo(self):
        if not self.batches:
            return
        at = len(self.batches) - 1 - min(
            int(self.random.expovariate(0.4)), len(self.batches) - 1)
        batch = self.batches[at]
        name, before = batch.name, copy.deepcopy(self.deals[batch.name])
        later = [b for b in self.batches[at + 1:] if b.name == name]
        status, _, said = self.story.run('crm-admin', 'undo', batch.number)
        self.story.told.append('crm-admin undo %s -> %d' % (batch.number,
                                                            status))
        if status == RULE and 'was undone by' in said:
            return              # by another of ours, which is to be undone
        if status == DONE:
            self.back(batch, name, before)
            self.story.batch = said.split('(batch ')[1].split(')')[0]
            self.note(name, before)
        elif status != RULE or not self.may_refuse(batch, later):
            self.story.fail('undo of %s: status %d: %s' % (batch.number,
                                                           status, said))
        self.check(name)

    def back(self, batch, name, before):
        fields, was = before.flat(), batch.before.flat()
        for key in batch.fields():
            fields.pop(key, None)
            if key in was:
                fields[key] = was[key]
        try:
            self.deals[name] = unflat(fields)
        except KeyError:
            self.story.fail('half a line is left by undo of ' + batch.number)
        if not self.deals[name].is_right():
            self.story.fail('undo of %s leaves a sum that is none' %
                            batch.number)

    def may_refuse(self, batch, later):
        """Something must stand in its way: what came since is about the deal, and not
        a rate alone, of what had no worth when it was done."""
        rates = all(b.fields() == {'rate'} for b in later)
        plain = 'rate' not in batch.fields() and 'currency' not in \
            batch.fields() and batch.before.base() == batch.after.base()
        return bool(later) and not (rates and plain)

    def check(self, name):
        deal, rows = self.deals[name], self.story.rows
        got = rows('crm-deal', 'list', name, '-c',
                   'amount,currency,rate,amount_base')[0]
        lines = rows('crm-deal', 'deal-line', 'list', '-w', 'deal = ' + name,
                     '-s', 'deal_line_id', '-c', 'deal_line_id,quantity,'
                     'unit_price,amount,currency')

        def read(text):
            return F(text) if text else None
        got = [read(got['amount']), got['currency'], read(got['rate']),
               read(got['amount_base'])] + [
            (r['deal_line_id'], read(r['quantity']), read(r['unit_price']),
             read(r['amount']), r['currency']) for r in lines]
        want = [deal.amount, deal.currency, deal.rate, deal.base()] + sorted(
            ((at, x[0], x[1], line_amount(x), deal.currency)
             for at, x in deal.lines.items()), key=lambda x: int(x[0][2:]))
        if got != want:
            self.story.fail('%s is %s, want %s' % (name, got, want))
