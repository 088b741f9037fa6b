#!/usr/bin/env python3
"""credit SEED STEPS: random orders, and contracts with a plan, of which goods leave, come
back, are cancelled, invoiced, allowed off, given up and paid, in the book CRM_DB.  After
each step nothing is credited beyond what is charged, of no line more than it comes to,
and nobody has more money to get back than he paid; goods are credited their price behind
the rows that take off, by one stream as by one verb each, and of what is delivered and kept
the share stands retained.  At the end all comes back, is
credited by red letters and refunded: the journal is empty then.  Prints the seed and the
shortest sequence that fails; exit status 1 then.  SHRINK: seconds to spend on that (60)."""

import csv
import io
import os
import random
import re
import subprocess
import sys
from fractions import Fraction

from shrink import shortest

NOW = '2026-11-21T09:00:00Z'
FORMS = ('delivery', 'confirmation', 'instalment', 'milestone',
         'subscription')
VERBS = ('ship', 'give_back', 'exchange', 'invoice', 'part', 'allow', 'red',
         'give_up', 'pay', 'early', 'close', 'accept', 'undo', 'stop',
         'stream', 'resize')
WEIGHTS = (6, 6, 1, 4, 2, 3, 2, 2, 2, 1, 1, 2, 1, 2, 3, 2)
runs = 0


class Failure(Exception):
    pass


def cents(s):
    return int(Fraction(s or '0') * 100)


def text(n):
    return f'{n // 100}.{n % 100:02}'


class Play:
    def __init__(self, number, book):
        self.number, self.book, self.log, self.batch = number, book, [], None
        self.resized = False

    def crm(self, *words, stdin=''):
        env = dict(os.environ, CRM_USER='ann', CRM_NOW=NOW)
        self.log.append((f'printf {stdin!r} | ' if stdin else '')
                        + ' '.join(words))
        done = subprocess.run(words, capture_output=True, text=True,
                              timeout=120, env=env, input=stdin)
        if done.returncode not in (0, 3, 5):
            raise Failure(f'{words}: {done.returncode} {done.stderr}')
        return done

    def must(self, *words):
        done = self.crm('crm-order', *words, '-q', '-o', 'ids')
        if done.returncode != 0:
            raise Failure(f'{self.log[-1]}: refused, {done.stderr.strip()}')
        return done.stdout.split()

    def may(self, *words, stdin=''):
        """Whether it was done; what the book refuses changes nothing."""
        done = self.crm('crm-order', *words, stdin=stdin)
        found = re.search(r'batch (B\d+)', done.stderr)
        self.batch = found[1] if found and done.returncode == 0 else None
        return done.returncode == 0

    def rows(self, noun, where, columns):
        done = self.crm('crm-order', noun, 'list', '-w', where, '-o', 'csv',
                        '-c', columns)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    # ---- what is sold ----

    def start(self):
        b = self.book
        self.customer = subprocess.run(
            ['crm-customer', 'add', f'name={self.number}', '-q', '-o', 'ids'],
            capture_output=True, text=True, check=True,
            env=dict(os.environ, CRM_USER='ann', CRM_NOW=NOW)).stdout.strip()
        self.seller = 'S' + self.number.replace('-', 'X')
        self.crm('crm-admin', 'seller', 'add', f'code={self.seller}',
                 f'name={self.seller}')
        terms = f'T{self.number}'
        self.must('terms', 'add', f'name={terms}', "parts=40%, rest 60d")
        head = [f'customer={self.customer}', f'seller={self.seller}']
        if b['currency'] != 'CNY':
            head += [f"currency={b['currency']}", f"rate={b['rate']}"]
        if b['contract']:
            self.contract = self.must('contract', 'add', *head, 'title=c',
                                      'form=instalment',
                                      f'payment_terms={terms}')[0]
            self.add_lines('contract', self.contract)
            self.must('contract', 'submit', self.contract)
            for party in ('customer', 'seller'):
                self.must('contract', 'sign', self.contract, f'party={party}',
                          'signed_by=x')
            self.order = self.must('contract', 'call-off', self.contract)[0]
        else:
            self.order = self.must(
                'add', *head, f"form={b['form']}", *b['more'],
                *([f'payment_terms={terms}'] if b['form'] == 'instalment'
                  else []))[0]
            self.add_lines('order', self.order)
        self.must('submit', self.order)
        self.must('confirm', self.order)
        self.lines = [r['order_line_id'] for r in self.rows(
            'order-line', f'order = "id:{self.order}" and quantity > 0',
            'order_line_id')]

    def add_lines(self, kind, of):
        for quantity, price, rate in self.book['lines']:
            self.must(f'{kind}-line', 'add', f'{kind}={of}', 'description=x',
                      f'quantity={quantity}', f'unit_price={text(price)}',
                      f'tax_rate={rate}', *(
                          ['starts_on=2026-08-15', 'ends_on=2027-01-31',
                           'period=month'] if self.book['form'] ==
                          'subscription' and kind == 'order' else []))
        if self.book['off'] and self.book['form'] != 'subscription':
            # Nothing takes off more tax than there is.
            rate = min(rate for _, _, rate in self.book['lines'])
            self.must(f'{kind}-line', 'add', f'{kind}={of}', 'description=off',
                      f"amount=-{text(self.book['off'])}", f'tax_rate={rate}')

    # ---- steps ----

    def line(self, step):
        return self.lines[int(step['pick'] * len(self.lines))]

    def invoices(self):
        return [r['invoice_id'] for r in self.rows(
            'invoice', f'customer = "id:{self.customer}" and red_of is null '
            'and status in (issued, partly_red)', 'invoice_id')]

    def ship(self, step):
        self.may('order-line', 'ship', self.line(step),
                 f"quantity={step['quantity']}")

    def give_back(self, step):
        self.may('order-line', 'return', self.line(step),
                 f"quantity={step['quantity']}")

    def credits(self):
        """What was credited of each line, return by return."""
        found = self.rows('return', f'order = "id:{self.order}" and status = '
                          'received', 'return_id,order_line_id,credit,net')
        return sorted((r['order_line_id'], int(r['return_id'][2:]),
                       r['credit'], r['net']) for r in found)

    def stream(self, step):
        """By one stream several lines come back as by one verb each."""
        rows = [(self.lines[(int(step['pick'] * 100) + k) % len(self.lines)],
                 step['quantity'] + 1 - k) for k in range(3)]
        rows = [(line, n) for line, n in rows if n > 0]
        batches, done = [], True
        for line, n in rows:
            done = done and self.may('order-line', 'return', line,
                                     f'quantity={n}')
            batches += [self.batch] if done else []
        one = [(r[0], *r[2:]) for r in self.credits()]
        for batch in reversed(batches):
            self.crm('crm-admin', 'undo', batch)
        if not done:
            self.batch = None
            return
        self.may('order-line', 'return', '-', stdin='order_line_id,quantity\n'
                 + ''.join(f'{line},{n}\n' for line, n in rows))
        if [(r[0], *r[2:]) for r in self.credits()] != one:
            raise Failure(f'stream: {self.credits()}, one by one {one}')

    def resize(self, step):
        """Another quantity, no less than has left."""
        if self.book['contract'] or self.book['form'] == 'subscription':
            return
        line = self.line(step)
        if not self.may('amend', self.order):
            return
        done = self.may('order-line', 'set', line,
                        f"quantity={step['quantity'] + 2}")
        if not (done and self.may('submit', self.order)
                and self.may('confirm', self.order)):
            self.may('withdraw', self.order)
        else:
            self.resized = True
        self.batch = None

    def exchange(self, step):
        self.may('order-line', 'return', self.line(step), 'exchange=yes',
                 f"quantity={step['quantity']}")

    def ask(self, *words):
        what = (['contract', 'invoice', self.contract] if self.book['contract']
                else ['invoice', self.order])
        if self.may(*what, *words):
            for r in self.rows('invoice', f'customer = "id:{self.customer}" '
                               'and status = requested', 'invoice_id'):
                self.may('invoice', 'issue', r['invoice_id'],
                         f"official_no={self.number}-{r['invoice_id']}")
        self.batch = None

    def invoice(self, step):
        self.ask()

    def part(self, step):
        self.ask(f"amount={text(step['amount'])}")

    def letter(self, step, reason, *words):
        found = self.invoices()
        if found:
            self.may('invoice', 'red', found[int(step['pick'] * len(found))],
                     f'reason={reason}', 'confirmation_no=1', *words)
        self.batch = None

    def allow(self, step):
        self.letter(step, 'allowance', f"gross={text(step['amount'])}")

    def red(self, step):
        self.letter(step, 'returned', *(
            [f"gross={text(step['amount'])}"] if step['pick'] < 0.7 else []))

    def give_up(self, step):
        found = self.rows('receivable', f'customer = "id:{self.customer}" '
                          'and open > 0 and status = booked', 'receivable_id')
        if found:
            self.may('receivable', 'write-off',
                     found[int(step['pick'] * len(found))]['receivable_id'],
                     'kind=bad_debt', *([f"amount={text(step['amount'])}"]
                                        if step['amount'] % 2 else []))

    def pay(self, step):
        b = self.book
        self.may('payment', 'add', f'customer={self.customer}',
                 f"amount={text(step['amount'] * 3)}", 'method=oldest',
                 f'seller={self.seller}',
                 *([f"currency={b['currency']}", f"rate={b['rate']}"]
                   if b['currency'] != 'CNY' else []))

    def early(self, step):
        """What early payment takes off was never paid."""
        found = self.rows('receivable', f'customer = "id:{self.customer}" '
                          'and open > 0 and status = booked', 'receivable_id')
        if not found:
            return
        name = found[int(step['pick'] * len(found))]['receivable_id']
        self.may('receivable', 'set', name, 'early=5/365')
        b = self.book
        made = self.must('payment', 'add', f'customer={self.customer}',
                         f"amount={text(step['amount'])}",
                         f'seller={self.seller}',
                         *([f"currency={b['currency']}", f"rate={b['rate']}"]
                           if b['currency'] != 'CNY' else []))
        self.may('payment', 'allocate', made[0], f'to={name}', 'discount=yes')
        self.batch = None

    def stop(self, step):
        """A service ends today, or on another day, and its letter says so."""
        if self.book['form'] != 'subscription' or self.book['contract']:
            return
        day = f"2026-{10 + int(step['pick'] * 3)}-{1 + step['quantity'] * 3:02}"
        if not self.may('amend', self.order):
            return
        ends = self.may('order-line', 'set', self.line(step), f'ends_on={day}')
        if not (ends and self.may('submit', self.order)
                and self.may('confirm', self.order)):
            self.may('withdraw', self.order)
        elif step['amount'] % 2:
            self.letter(step, 'service_ended',
                        f"gross={text(step['amount'] % 5000 + 1)}")
        self.batch = None

    def close(self, step):
        self.may('close', self.order, 'rest=yes')

    def accept(self, step):
        found = self.rows('receivable', f'customer = "id:{self.customer}" and '
                          'form = milestone and booked_on is null '
                          'and void_on is null', 'receivable_id')
        if found:
            self.may('receivable', 'accept', found[0]['receivable_id'])

    def undo(self, step):
        """Of the step before, where nothing of it is known elsewhere."""
        if self.batch is not None:
            self.crm('crm-admin', 'undo', self.batch)
        self.batch = None

    # ---- what holds ----

    def sums(self):
        of = f'customer = "id:{self.customer}" and void_on is null'
        owed = self.rows('receivable', of,
                         'receivable_id,amount,booked_on,status,open')
        paid = self.rows('payment', of, 'payment_id,kind,amount,unallocated')
        return owed, paid

    def check(self):
        owed, paid = self.sums()
        charged = sum(cents(r['amount']) for r in owed
                      if r['booked_on'] and r['booked_on'] <= NOW[:10])
        credited = sum(cents(p['amount']) for p in paid
                       if p['kind'] == 'credit')
        if credited > charged:
            raise Failure(f'credited {credited}, charged {charged}')
        came = sum(cents(p['amount']) * (1 if p['kind'] == 'receipt' else -1)
                   for p in paid if p['kind'] in ('receipt', 'refund'))
        free = sum(cents(p['unallocated']) for p in paid
                   if p['kind'] != 'refund')
        if free > came:
            raise Failure(f'to get back {free}, paid {came}')
        for line in self.lines:
            self.check_line(line)
        if self.book['form'] != 'subscription':
            self.check_prices()

    def check_prices(self):
        """What came back is credited its price behind the rows that take off, and of
        what is delivered the share is retained; letters would be beside it."""
        if self.rows('invoice-line', f'order_line.order = "id:{self.order}" and '
                     'credit != 0', 'credit'):
            return
        lines = self.rows(
            'order-line', f'order = "id:{self.order}"',
            'order_line_id,quantity,gross,shipped,cancelled')
        off = -sum(cents(r['gross']) for r in lines if cents(r['gross']) < 0)
        if off and self.resized:
            return
        all_of = sum(cents(r['gross']) for r in lines) + off
        kept = whole = 0
        for r in lines:
            if r['order_line_id'] not in self.lines:
                continue
            found = self.rows('return', 'order_line = "id:%s" and status = '
                              'received' % r['order_line_id'],
                              'quantity,credit,exchange')
            price = (Fraction(cents(r['gross']) * (all_of - off), all_of)
                     / Fraction(r['quantity'])) if all_of else 0
            back = [x for x in found if x['exchange'] != 'yes']
            got = sum(cents(x['credit']) for x in back)
            want = price * sum(Fraction(x['quantity']) for x in back)
            if abs(got - want) > 2 + len(back):
                raise Failure(f"price of {r['order_line_id']}: credited {got}, "
                              f'not {float(want):.2f}')
            kept += price * Fraction(r['shipped'] or '0') - want
            whole += price * (Fraction(r['quantity'])
                              - Fraction(r['cancelled'] or '0'))
        self.check_retained(kept, whole, len(found) + 3)

    def check_retained(self, kept, whole, about):
        """No more than the deposit leaves."""
        b = self.book
        if (b['contract'] or b['form'] != 'delivery' or not b['retention']
                or b['deposit'] * 200 > whole):
            return
        rows = self.rows('receivable', f'order = "id:{self.order}" and form = '
                         'retention and void_on is null',
                         'receivable_id,amount,open')
        stands = 0
        for r in rows:
            off = sum(cents(a['amount']) for a in self.rows(
                'allocation', 'receivable = "id:%s" and payment.kind = credit'
                % r['receivable_id'], 'amount'))
            stands += cents(r['amount']) - off
            # What was paid, or given up, is lowered by no note.
            if cents(r['amount']) - off != cents(r['open']):
                return
        want = kept * Fraction(b['retention'], 100)
        # What is sent anew is kept until the order is closed.
        if self.rows('return', f'order = "id:{self.order}" and exchange = yes',
                     'return_id'):
            return
        if abs(stands - want) > about:
            raise Failure(f'retained {stands}, not {float(want):.2f}')

    def check_line(self, line):
        if self.book['form'] == 'subscription':
            return
        comes = cents(self.rows('order-line', f'order_line_id = {line}',
                                'gross')[0]['gross'])
        back = sum(cents(r['credit']) for r in self.rows(
            'return', f'order_line = "id:{line}" and status = received',
            'credit'))
        letters = sum(cents(r['credit']) for r in self.rows(
            'invoice-line', f'order_line = "id:{line}" and credit != 0',
            'credit'))
        # What a letter credits ahead of a return is that one's too.
        if max(back, letters) > comes:
            raise Failure(f'{line}: credited {back} and {letters} of {comes}')

    def end(self):
        """All comes back, and all is paid back."""
        for line in self.lines:
            rows = self.rows('order-line', f'order_line_id = {line}',
                             'shipped')
            back = sum(Fraction(r['quantity']) for r in self.rows(
                'return', f'order_line = "id:{line}" and status = received',
                'quantity'))
            left = Fraction(rows[0]['shipped'] or '0') - back
            if left > 0:
                self.may('order-line', 'return', line, f'quantity={left}')
        if self.book['contract'] or self.book['form'] == 'subscription':
            return
        if not self.may('close', self.order, 'rest=yes'):
            self.may('cancel', self.order)
        self.check()
        for i in self.invoices():
            self.must('invoice', 'red', i, 'reason=returned',
                      'confirmation_no=1')
        self.check()
        # What was invoiced of a plan stood against it; what was given up may still.
        if not self.may('close', self.order, 'rest=yes'):
            self.may('cancel', self.order)
        if self.rows('order', f'order_id = {self.order}', 'status')[0][
                'status'] not in ('closed', 'cancelled'):
            return
        for p in self.sums()[1]:
            if p['kind'] != 'refund' and cents(p['unallocated']) > 0:
                self.must('payment', 'refund', p['payment_id'])
        self.check_empty()

    def check_empty(self):
        done = self.crm('crm-order', 'journal', '-o', 'csv')
        if done.returncode != 0:
            raise Failure(done.stderr)
        left = {}
        for r in csv.DictReader(io.StringIO(done.stdout)):
            if r['customer'] != self.number:
                continue
            n = cents(r['debit']) - cents(r['credit'])
            left[r['account']] = left.get(r['account'], 0) + n
        # What was paid and is paid back is rounded in its own parts.
        money = left.get('assets:bank', 0)
        if (self.book['currency'] != 'CNY' and abs(money) <= 5
                and money == -left.get('income:exchange', 0)):
            left['assets:bank'] = left['income:exchange'] = 0
        left = {a: n for a, n in left.items() if n != 0}
        if left:
            raise Failure(f'left in the journal: {left}')

    def all(self, steps):
        self.start()
        for step in steps:
            getattr(self, step['do'])(step)
            self.check()
        self.end()


def random_book(rng):
    contract = rng.random() < 0.2
    form = rng.choice(FORMS)
    lines = [(rng.randint(1, 12), rng.choice((1000, 3333, 1700, 9999, 25000)),
              rng.choice((0, 6, 9, 13))) for _ in range(rng.randint(1, 3))]
    more = []
    retention = rng.choice((0, 0, 0, 5, 10)) if not contract else 0
    if retention:
        more.append(f'retention={retention}')
    deposit = (rng.choice((0, 0, 0, 0, 5, 100))
               if not contract and form != 'subscription' else 0)
    deposit = min(deposit, sum(n * price for n, price, _ in lines) // 400)
    if deposit:
        more.append(f'deposit={deposit}')
    foreign = rng.random() < 0.3
    return {'contract': contract, 'form': form, 'lines': lines, 'more': more,
            'retention': retention, 'deposit': deposit,
            'off': rng.choice((0, 0, 99, 500)),
            'currency': 'USD' if foreign else 'CNY',
            'rate': rng.choice(('7.1234', '7', '6.87'))}


def random_step(rng):
    return {'do': rng.choices(VERBS, WEIGHTS)[0], 'pick': rng.random(),
            'quantity': rng.randint(1, 8), 'amount': rng.randint(1, 60000)}


def tried(seed, book, steps):
    global runs
    runs += 1
    play = Play(f'{seed}-{os.getpid()}-{runs}', book)
    try:
        play.all(steps)
    except Failure as failure:
        return failure, play
    return None, play


def main(argv):
    seed, count = int(argv[0]), int(argv[1])
    rng = random.Random(seed)
    book = random_book(rng)
    steps = [random_step(rng) for _ in range(count)]
    failure, play = tried(seed, book, steps)
    if failure is None:
        print(f'seed {seed}, {count} steps: {len(play.log)} commands')
        return 0
    kind = str(failure).split()[0]

    def fails(part):
        found, _ = tried(seed, book, part)
        return found is not None and str(found).split()[0] == kind

    steps = shortest(steps, fails, float(os.environ.get('SHRINK', 60)))
    again, play = tried(seed, book, steps)
    print(f'seed {seed}, {count} steps: {again or failure}')
    for line in play.log:
        if ' list ' not in line:
            print('  ' + line)
    return 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
