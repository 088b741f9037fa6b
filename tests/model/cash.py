#!/usr/bin/env python3
"""cash SEED STEPS: random receivables, payments, bills of exchange, invoices, red letters,
allocations and closed periods in the book CRM_DB, beside a little ledger of its own in
exact fractions.  After each step what is open and what is left of every payment are compared, in both
currencies, and so is what was refused; at the end the ageing, the statements and the
journal, with what was gained and lost.  Prints the seed and the shortest sequence that
fails; exit status 1 then.
SHRINK: seconds to spend on that (60)."""

import csv
import io
import os
import random
import re
import subprocess
import sys
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction

from shrink import shortest

TODAY = date(2026, 11, 21)
CUSTOMERS, CURRENCIES = ('A', 'B'), ('CNY', 'USD')
runs = 0


class Failure(Exception):
    pass


def rounded(x):
    """Half away from zero, to whole cents."""
    sign = -1 if x < 0 else 1
    return sign * int(abs(x) + Fraction(1, 2))


def text(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


class Side:
    """A receivable or a payment."""

    def __init__(self, customer, currency, amount, rate, day, due=None):
        self.customer, self.currency, self.day = customer, currency, day
        self.amount = self.left = amount
        self.base = self.left_base = rounded(amount * (rate or 0))
        self.due, self.void, self.disputed, self.gone = due, False, False, False
        self.refund, self.rate = False, rate

    def base_of(self, amount):
        if amount == self.left:
            return self.left_base
        part = rounded(Fraction(self.base * amount, self.amount))
        return min(part, self.left_base) if amount > 0 else part

    def take(self, amount, base):
        self.left -= amount
        self.left_base -= base


class Ledger:
    """What there should be."""

    def __init__(self):
        self.owed, self.paid, self.rows, self.offs = [], [], [], []
        self.refunds, self.bills, self.invoices = [], [], []

    def row(self, kind, owed, paid, amount, day, back=None, refund=None):
        return {'kind': kind, 'owed': owed, 'paid': paid, 'amount': amount,
                'day': day, 'back': back, 'relieved': 0, 'given': 0,
                'refund': refund}

    def sides(self, row):
        return [s for s in (
            self.owed[row['owed']] if row['owed'] is not None else None,
            self.paid[row['paid']] if row['paid'] is not None else None) if s]

    def holds(self, row):
        """On no day from its own on there is less than nothing, or too much."""
        for which, sides in (('owed', self.owed), ('paid', self.paid)):
            if row[which] is None:
                continue
            rows = [r for r in self.rows if r[which] == row[which]] + [row]
            for day in {r['day'] for r in rows if r['day'] >= row['day']}:
                taken = sum(r['amount'] for r in rows if r['day'] <= day)
                if not 0 <= taken <= sides[row[which]].amount:
                    return False
        return True

    def post(self, row):
        """False where it is refused."""
        sides = self.sides(row)
        if (any(s.void or row['day'] < s.day or row['amount'] > s.left
                for s in sides) or not self.holds(row)):
            return False
        if row['back'] is None:
            if row['owed'] is not None:
                row['relieved'] = sides[0].base_of(row['amount'])
            if row['paid'] is not None:
                row['given'] = self.paid[row['paid']].base_of(row['amount'])
            if row['refund'] is not None:
                row['relieved'] = self.refunds[row['refund']].base_of(
                    row['amount'])
        if row['owed'] is not None:
            self.owed[row['owed']].take(row['amount'], row['relieved'])
        if row['paid'] is not None:
            self.paid[row['paid']].take(row['amount'], row['given'])
        if row['refund'] is not None:
            self.refunds[row['refund']].take(row['amount'], row['relieved'])
        self.rows.append(row)
        return True

    def back(self, at, day, amount=None):
        """A row with the opposite sign; all that is left, or a part."""
        of = self.rows[at]
        tree = [r for i, r in enumerate(self.rows)
                if i == at or r['back'] == at]
        left = {k: sum(r[k] for r in tree)
                for k in ('amount', 'relieved', 'given')}
        if left['amount'] == 0 or (amount or 0) > left['amount']:
            return False
        amount = amount or left['amount']
        row = self.row(of['kind'], of['owed'], of['paid'], -amount, day, at,
                       of['refund'])
        for k in ('relieved', 'given'):
            row[k] = -(left[k] if amount == left['amount'] else rounded(
                Fraction(left[k] * amount, left['amount'])))
        return self.post(row)

    def out_of(self, at, of):
        """What a payment is for, of receivables or refunds, in its order; all is
        taken back, the last first."""
        sums, firsts = {}, []
        for i, r in enumerate(self.rows):
            if r['paid'] == at and r[of] is not None:
                sums[r[of]] = sums.get(r[of], 0) + r['amount']
                if r['back'] is None:
                    firsts.append(i)
        for i in reversed(firsts):
            if sum(r['amount'] for j, r in enumerate(self.rows)
                   if j == i or r['back'] == i) != 0:
                assert self.back(i, TODAY)
        return [[k, n] for k, n in sums.items() if n > 0]

    def lost(self, bill):
        """What it was for is owed again, what was paid back of it anew."""
        self.out_of(bill['at'], 'owed')
        back = self.out_of(bill['at'], 'refund')
        p = self.paid[bill['at']]
        p.void, p.left, p.left_base = True, 0, 0
        anew = Side(p.customer, p.currency, 0, None, TODAY, bill['due'])
        for k, n in back:
            base = self.refunds[k].base_of(n)
            self.refunds[k].take(n, base)
            anew.amount += n
            anew.base += base
        anew.left, anew.left_base = anew.amount, anew.base
        if back:
            self.owed.append(anew)
        return bool(back)

    def split(self, bill, parts):
        owed = self.out_of(bill['at'], 'owed')
        back = self.out_of(bill['at'], 'refund')
        p = self.paid[bill['at']]
        p.void, p.left, p.left_base = True, 0, 0
        for part in parts:
            self.paid.append(Side(p.customer, p.currency, part, p.rate, TODAY))
            at = len(self.paid) - 1
            self.bills.append({'at': at, 'due': bill['due'], 'is': 'received'})
            for kind, of in (('owed', owed), ('refund', back)):
                for one in of:
                    some = min(one[1], self.paid[at].left)
                    if some == 0:
                        continue
                    one[1] -= some
                    assert self.post(self.row(
                        'payment' if kind == 'owed' else 'refund',
                        one[0] if kind == 'owed' else None, at, some, TODAY,
                        None, one[0] if kind == 'refund' else None))

    def candidates(self, p):
        found = [i for i, r in enumerate(self.owed)
                 if r.left > 0 and not r.void and r.customer == p.customer
                 and r.currency == p.currency]
        return sorted(found, key=lambda i: (
            self.owed[i].disputed, self.owed[i].due, self.owed[i].day, i))

    def oldest(self, at):
        p = self.paid[at]
        for i in self.candidates(p):
            if p.left == 0:
                break
            r = self.owed[i]
            freed = [x['day'] for x in self.rows if x['back'] is not None
                     and (x['paid'] == at or x['owed'] == i)]
            row = self.row('payment', i, at, min(p.left, r.left),
                           max([p.day, r.day] + freed))
            if not self.post(row):
                return False
        return True


class Play:
    """Both, step by step."""

    def __init__(self, number):
        self.number, self.log, self.legal = number, [], 0
        self.m = Ledger()
        self.before, self.batch, self.stays = None, None, False
        self.closed = None

    def crm(self, program, *words):
        env = dict(os.environ, CRM_USER='ann', CRM_NOW=f'{TODAY}T09:00:00Z')
        self.log.append(' '.join([program, *words]))
        done = subprocess.run([program, *words], capture_output=True,
                              text=True, timeout=120, env=env)
        if done.returncode not in (0, 3, 5):
            raise Failure(f'{words}: {done.returncode} {done.stderr}')
        return done

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.crm(*words).stdout)))

    def start(self):
        self.customers = {c: self.rows(
            'crm-customer', 'add', f'name={c}{self.number}', '-c',
            'customer_id')[0]['customer_id'] for c in CUSTOMERS}
        self.seller = f"S{self.number.replace('-', 'X')}"
        self.must('crm-admin', 'seller', 'add', f'code={self.seller}',
                  f'name={self.seller}')
        self.r, self.p, self.b, self.i = [], [], [], []

    def told(self, done, may):
        """Whether it was done, as the model has it."""
        if (done.returncode == 0) != may:
            raise Failure(f"{self.log[-1]}: {'refused' if may else 'taken'}, "
                          f'{done.stderr.strip()}')
        found = re.search(r'batch (B\d+)', done.stderr)
        self.batch = found[1] if found else None
        self.legal += may
        return may

    def do(self, step):
        before = deepcopy(self.m)
        undone = step['do'] == 'undo'
        if not getattr(self, step['do'])(step):
            self.m = before
        elif not undone:
            self.before = before
            # What is issued is known to the tax authority.
            self.stays = step['do'] in ('invoice', 'red')
        self.compare()

    def pick(self, things, step):
        return int(step['pick'] * len(things)) if things else None

    def add(self, step, kind):
        s = Side(step['customer'], step['currency'], step['amount'],
                 1 if step['currency'] == 'CNY' else step['rate'],
                 step['day'], step['day'] + timedelta(step['terms']))
        words = [f"customer=id:{self.customers[s.customer]}",
                 f'currency={s.currency}', f'amount={text(s.amount)}',
                 f'seller={self.seller}',
                 *([f"rate={float(step['rate'])}"]
                   if s.currency != 'CNY' else [])]
        if kind == 'receivable':
            words += [f'booked_on={s.day}', f'due_on={s.due}']
        else:
            words += [f'received_on={s.day}', f'kind={kind}']
        noun = 'receivable' if kind == 'receivable' else 'payment'
        done = self.crm('crm-order', noun, 'add', *words, '-o', 'csv')
        if not self.told(done, self.closed is None or s.day > self.closed):
            return False
        row = next(csv.DictReader(io.StringIO(done.stdout)))
        (self.m.owed if noun == 'receivable' else self.m.paid).append(s)
        (self.r if noun == 'receivable' else self.p).append(
            row[f'{noun}_id'])
        return True

    def period(self, step):
        """Nothing is dated in days that are closed; reopened, it is as before.
        The days are a seller's, for others write into the book meanwhile."""
        self.closed = TODAY - timedelta(int(step['other'] * 60))
        lock = next(csv.DictReader(io.StringIO(self.must(
            'crm-admin', 'period', 'close', str(self.closed),
            f'seller={self.seller}', '-o', 'csv', '-c', 'name').stdout)))
        done = self.add(step, 'receivable' if step['pick'] < 0.5 else 'receipt')
        self.must('crm-admin', 'period', 'reopen', lock['name'], '--reason',
                  'audit')
        self.closed = None
        return done

    def must(self, *words):
        done = self.crm(*words)
        if done.returncode != 0:
            raise Failure(f'{self.log[-1]}: refused, {done.stderr.strip()}')
        return done

    def owe(self, step):
        return self.add(step, 'receivable')

    def pay(self, step):
        return self.add(step, 'receipt')

    def credit(self, step):
        return self.add(step, 'credit')

    def oldest(self, step):
        at = self.pick(self.m.paid, step)
        if at is None or self.m.paid[at].gone:
            return False
        may = self.m.oldest(at)
        return self.told(self.crm('crm-order', 'payment', 'allocate',
                                  self.p[at]), may)

    def explicit(self, step):
        at = self.pick(self.m.paid, step)
        of = int(step['other'] * len(self.m.owed)) if self.m.owed else None
        if at is None or of is None:
            return False
        p, r = self.m.paid[at], self.m.owed[of]
        if p.gone or r.gone or p.currency != r.currency:
            return False
        row = self.m.row('payment', of, at, step['amount'],
                         max(p.day, r.day, step['day']))
        may = p.customer == r.customer and self.m.post(row)
        return self.told(self.crm(
            'crm-order', 'payment', 'allocate', self.p[at],
            f"{self.r[of]}={text(step['amount'])}",
            f"on={row['day']}"), may)

    def unallocate(self, step):
        at = self.pick(self.m.paid, step)
        if at is None or self.m.paid[at].gone:
            return False
        rows = [i for i, r in enumerate(self.m.rows)
                if r['paid'] == at and r['kind'] == 'payment'
                and r['back'] is None]
        may = True
        for i in reversed(rows):
            if sum(r['amount'] for j, r in enumerate(self.m.rows)
                   if j == i or r['back'] == i) != 0:
                may = may and self.m.back(i, step['day'])
        return self.told(self.crm('crm-order', 'payment', 'unallocate',
                                  self.p[at], f"on={step['day']}"), may)

    def give_up(self, step):
        of = self.pick(self.m.owed, step)
        if of is None or self.m.owed[of].gone:
            return False
        day = max(step['day'], self.m.owed[of].day)
        row = self.m.row('bad_debt', of, None, step['amount'], day)
        may = self.m.post(row)
        done = self.crm('crm-order', 'receivable', 'write-off', self.r[of],
                        'kind=rounding', f"amount={text(step['amount'])}",
                        f'on={day}')
        if may:
            self.m.offs.append((len(self.m.rows) - 1, None))
        return self.told(done, may)

    def take_back(self, step):
        """Of the last write-off a part, or all."""
        if not self.m.offs:
            return False
        at, _ = self.m.offs[-1]
        name = self.r[self.m.rows[at]['owed']]
        found = self.rows('crm-order', 'write-off', 'list', '-w',
                          f'receivable = "id:{name}" and status = posted',
                          '-s', '-write_off_id', '-c', 'write_off_id')
        if not found:
            return False
        may = self.m.back(at, TODAY, step['amount'])
        return self.told(self.crm(
            'crm-order', 'write-off', 'take-back', found[0]['write_off_id'],
            f"amount={text(step['amount'])}"), may)

    def refund(self, step):
        at = self.pick(self.m.paid, step)
        if at is None or self.m.paid[at].gone or self.m.paid[at].refund:
            return False
        p = self.m.paid[at]
        self.m.refunds.append(
            Side(p.customer, p.currency, step['amount'], p.rate, TODAY))
        may = not p.void and self.m.post(self.m.row(
            'refund', None, at, step['amount'], TODAY, None,
            len(self.m.refunds) - 1))
        done = self.crm('crm-order', 'payment', 'refund', self.p[at],
                        f"amount={text(step['amount'])}")
        return self.told(done, may)

    def dispute(self, step):
        of = self.pick(self.m.owed, step)
        if of is None or self.m.owed[of].gone:
            return False
        r = self.m.owed[of]
        may = r.left > 0
        r.disputed = may or r.disputed
        return self.told(self.crm('crm-order', 'receivable', 'dispute',
                                  self.r[of], 'reason=x'), may)

    def void(self, step):
        kind = 'receivable' if step['other'] < 0.5 else 'payment'
        sides, ids = ((self.m.owed, self.r) if kind == 'receivable'
                      else (self.m.paid, self.p))
        at = self.pick(sides, step)
        if at is None or sides[at].gone:
            return False
        s = sides[at]
        may = (not s.void and s.left == s.amount
               and not (kind == 'receivable'
                        and any(i['owed'] == at and i['left'] > 0
                                for i in self.m.invoices))
               and not (kind == 'payment'
                        and any(b['at'] == at for b in self.m.bills)))
        if may:
            s.void, s.left, s.left_base = True, 0, 0
        return self.told(self.crm('crm-order', kind, 'void', ids[at]), may)

    def bill(self, step):
        s = Side(step['customer'], step['currency'], step['amount'],
                 1 if step['currency'] == 'CNY' else step['rate'], step['day'])
        due = step['day'] + timedelta(step['terms'] + 60)
        done = self.crm('crm-order', 'bill', 'add',
                        f'customer=id:{self.customers[s.customer]}',
                        f'currency={s.currency}', f'amount={text(s.amount)}',
                        f'seller={self.seller}',
                        *([f"rate={float(step['rate'])}"]
                          if s.currency != 'CNY' else []),
                        f'received_on={s.day}', f'due_on={due}', '-o', 'csv')
        self.told(done, True)
        row = next(csv.DictReader(io.StringIO(done.stdout)))
        self.m.paid.append(s)
        self.p.append(row['payment_id'])
        self.m.bills.append(
            {'at': len(self.m.paid) - 1, 'due': due, 'is': 'received'})
        self.b.append(row['bill_id'])
        return True

    def a_bill(self, step):
        at = self.pick(self.m.bills, step)
        if at is None or self.m.paid[self.m.bills[at]['at']].gone:
            return None, None
        return self.m.bills[at], self.b[at]

    def pass_on(self, step):
        bill, name = self.a_bill(step)
        if bill is None:
            return False
        p = self.m.paid[bill['at']]
        may = bill['is'] == 'received'
        if may:
            bill['is'] = 'passed'
        if step['other'] < 0.5:
            return self.told(self.crm('crm-order', 'bill', 'endorse', name,
                                      'to=X', f'on={p.day}'), may)
        return self.told(self.crm('crm-order', 'bill', 'discount', name,
                                  'rate=3%', f'on={p.day}'), may)

    def collect(self, step):
        bill, name = self.a_bill(step)
        if bill is None:
            return False
        may = bill['is'] in ('received', 'passed')
        if may:
            bill['is'] = 'collected'
        return self.told(self.crm('crm-order', 'bill', 'collect', name), may)

    def dishonour(self, step):
        bill, name = self.a_bill(step)
        if bill is None:
            return False
        may = bill['is'] in ('received', 'passed')
        anew = may and self.m.lost(bill)
        if may:
            bill['is'] = 'dishonoured'
        self.told(self.crm('crm-order', 'bill', 'dishonour', name), may)
        if anew:
            customer = self.customers[self.m.owed[-1].customer]
            self.r.append(self.rows(
                'crm-order', 'receivable', 'list', '-w',
                f'customer = "id:{customer}"', '-s', '-receivable_id', '-l',
                '1', '-c', 'receivable_id')[0]['receivable_id'])
        return may

    def split(self, step):
        bill, name = self.a_bill(step)
        if bill is None:
            return False
        amount = self.m.paid[bill['at']].amount
        parts = [max(1, int(amount * step['other']))]
        parts.append(amount - parts[0])
        may = bill['is'] == 'received' and parts[1] > 0
        if may:
            self.m.split(bill, parts)
            bill['is'] = 'split'
        done = self.crm('crm-order', 'bill', 'split', name, 'amounts='
                        + ','.join(text(n) for n in parts), '-o', 'csv')
        if not self.told(done, may):
            return False
        for row in csv.DictReader(io.StringIO(done.stdout)):
            if row['status'] == 'received':
                self.b.append(row['bill_id'])
                self.p.append(row['payment_id'])
        return True

    def invoice(self, step):
        """All of a receivable, once."""
        of = self.pick(self.m.owed, step)
        # What is owed anew is worth what was paid back, and is of no rate.
        if (of is None or self.m.owed[of].gone or self.m.owed[of].void
                or self.m.owed[of].rate is None
                or any(i['owed'] == of for i in self.m.invoices)):
            return False
        found = self.rows('crm-order', 'receivable', 'invoice', self.r[of],
                          '-o', 'csv')
        name = found[0]['invoice_id']
        done = self.crm('crm-order', 'invoice', 'issue', name,
                        f'official_no={self.number}-{len(self.i)}')
        self.told(done, True)
        self.m.invoices.append({'owed': of, 'left': self.m.owed[of].amount})
        self.i.append(name)
        return True

    def red(self, step):
        """So much of an invoice is credit, for what it was of before all else."""
        at = self.pick(self.m.invoices, step)
        if at is None or self.m.owed[self.m.invoices[at]['owed']].gone:
            return False
        invoice, amount = self.m.invoices[at], step['amount']
        r = self.m.owed[invoice['owed']]
        may = amount <= invoice['left']
        if may:
            invoice['left'] -= amount
            self.m.paid.append(Side(r.customer, r.currency, amount, r.rate,
                                    TODAY))
            some = min(r.left, amount)
            if some > 0:
                assert self.m.post(self.m.row(
                    'payment', invoice['owed'], len(self.m.paid) - 1, some,
                    TODAY))
        done = self.crm('crm-order', 'invoice', 'red', self.i[at],
                        f'gross={text(amount)}', 'reason=allowance',
                        'confirmation_no=1', 'credit=yes')
        if self.told(done, may):
            self.p.append(self.rows(
                'crm-order', 'payment', 'list', '-w',
                f'customer = "id:{self.customers[r.customer]}"', '-s',
                '-payment_id', '-l', '1', '-c',
                'payment_id')[0]['payment_id'])
        return may

    def undo(self, step):
        """Of the step before: all is as it was; what it made is gone, or void."""
        if self.batch is None or self.before is None:
            return False
        new = [(sides, len(was)) for sides, was in (
            (self.m.owed, self.before.owed), (self.m.paid, self.before.paid))]
        done = self.crm('crm-admin', 'undo', self.batch)
        if not self.told(done, not self.stays):
            return False
        self.batch = None
        made = [side for sides, n in new for side in sides[n:]]
        rows = self.m.rows
        back = self.before
        for was, now in ((back.owed, self.m.owed), (back.paid, self.m.paid),
                         (back.refunds, self.m.refunds),
                         (back.bills, self.m.bills),
                         (back.invoices, self.m.invoices)):
            was += now[len(was):]
        for side in made:
            side.gone, side.void, side.left, side.left_base = True, True, 0, 0
        # The ledger keeps its rows; what they come to is as before.
        del rows
        self.m = back
        self.before = None
        return True

    def compare(self):
        for noun, sides, ids, left in (
                ('receivable', self.m.owed, self.r, 'open'),
                ('payment', self.m.paid, self.p, 'unallocated')):
            if not ids:
                continue
            rows = {r[f'{noun}_id']: r for r in self.rows(
                'crm-order', noun, 'list', '-c',
                f'{noun}_id,{left},{left}_base', '-w', 'customer in (%s)'
                % ', '.join(f'"id:{c}"' for c in self.customers.values()))}
            for side, i in zip(sides, ids):
                if side.gone:
                    continue
                got = (rows[i][left], rows[i][f'{left}_base'])
                want = (text(side.left), text(side.left_base))
                if got != want:
                    raise Failure(f'{i}: {left} {got}, not {want}')
                if side.left == 0 and side.left_base != 0:
                    raise Failure(f'{i}: nothing is left, of base there is')

    def wanted(self):
        """What is owed, what is credit and what was gained, in the base currency."""
        return (sum(r.left_base for r in self.m.owed),
                sum(p.left_base for p in self.m.paid),
                sum(self.gain(r) for r in self.m.rows
                    if r['paid'] is not None))

    def gain(self, row):
        """What was paid less what was relieved, of a receivable or a refund."""
        return row['given'] - row['relieved']

    def statements(self):
        """What each customer owes in each currency by its statement."""
        for name, i in self.customers.items():
            want = {c: sum(x.left for x in self.m.owed
                           if (x.customer, x.currency) == (name, c))
                    - sum(x.left for x in self.m.paid
                          if (x.customer, x.currency) == (name, c))
                    for c in CURRENCIES}
            for r in self.rows('crm-report', 'statement', i, '-o', 'csv',
                               '-c', 'currency,kind,balance'):
                if r['kind'] == 'closing':
                    got = round(float(r['balance']) * 100)
                    if got != want[r['currency']]:
                        raise Failure(f"statement of {i}: {got}, not "
                                      f"{want[r['currency']]}")

    def ageing(self):
        ours = ', '.join(f'"id:{c}"' for c in self.customers.values())
        rows = self.rows('crm-report', 'ageing', '-w', f'customer in ({ours})',
                         '-c', 'total,credit', '-o', 'csv')
        return tuple(sum(round(float(r[c]) * 100) for r in rows)
                     for c in ('total', 'credit'))

    def journal(self):
        """By the accounts of a new book."""
        names = {f'{c}{self.number}' for c in CUSTOMERS}
        found = {'assets:receivable': 0, 'liabilities:customer advances': 0,
                 'income:exchange': 0}
        for r in self.rows('crm-order', 'journal', '-o', 'csv'):
            if r['customer'] in names and r['account'] in found:
                found[r['account']] += (round(float(r['debit'] or 0) * 100)
                                        - round(float(r['credit'] or 0) * 100))
        owed, advances, exchange = found.values()
        return owed, -advances, -exchange

    def end(self):
        owed, credit, gain = self.wanted()
        if self.ageing() != (owed, credit):
            raise Failure(f'ageing {self.ageing()}, not {(owed, credit)}')
        if self.journal() != (owed, credit, gain):
            raise Failure(f'journal {self.journal()}, not '
                          f'{(owed, credit, gain)}')
        self.statements()
        done = self.crm('crm-admin', 'check', '--deep')
        if done.returncode != 0:
            raise Failure(f'check: {done.stdout}')


def random_steps(seed, count):
    rng = random.Random(seed)
    kinds = (['owe'] * 5 + ['pay'] * 4 + ['credit'] + ['oldest'] * 4
             + ['explicit'] * 5 + ['unallocate'] * 2 + ['give_up'] * 2
             + ['take_back', 'refund', 'refund', 'dispute', 'void', 'void']
             + ['bill'] * 3 + ['pass_on', 'collect', 'split']
             + ['dishonour'] * 2 + ['undo'] * 3 + ['invoice'] * 3 + ['red'] * 3
             + ['period'] * 2)
    return [{'do': rng.choice(kinds), 'customer': rng.choice(CUSTOMERS),
             'currency': rng.choice(CURRENCIES),
             'amount': rng.choice((1, 3, 1000, 3333, 10000,
                                   rng.randint(1, 99999))),
             'rate': Fraction(rng.randint(60000, 80000), 10000),
             'day': TODAY - timedelta(rng.randint(0, 60)),
             'terms': rng.choice((0, 15, 30)),
             'pick': rng.random(), 'other': rng.random()}
            for _ in range(count)]


def tried(steps):
    """How many were legal, the failure or None, and the commands."""
    global runs
    runs += 1
    play = Play(f'{os.getpid()}-{runs}')
    try:
        play.start()
        for step in steps:
            play.do(step)
        play.end()
    except Failure as failure:
        return play.legal, failure, play.log
    return play.legal, None, play.log


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    steps = random_steps(seed, count)
    legal, failure, _ = tried(steps)
    if failure is None:
        print(f'seed {seed}, {legal} legal steps: all well')
        return 0
    steps = shortest(steps, lambda part: tried(part)[1] is not None,
                     float(os.environ.get('SHRINK', 60)))
    _, failure, commands = tried(steps)
    print(f'seed {seed}: {failure}')
    print(f'the shortest sequence, of {len(steps)} steps:')
    for line in commands:
        if ' list ' not in line:
            print('  ' + line)
    return 1


sys.exit(main())
