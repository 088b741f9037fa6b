"""Orders that wait for consent, as the manual says they do: random steps of several
people with undo among them, each beside a small model.  consent.py SEED STEPS"""

import copy
import csv
import io
import os
import random
import subprocess
import sys

PEOPLE = {'rep': 'rep', 'rip': 'rep', 'mgr': 'manager', 'dir': 'manager',
          'law': 'legal', 'fin': 'finance', 'fox': 'finance'}
# Below this amount: the steps, each whether all must agree, and who.
MATRIX = [(100, []), (1000, [(False, ['manager'])]),
          (5000, [(True, ['legal', 'finance', 'fin'])]),
          (9000, [(False, ['mgr', 'law']), (False, ['finance'])])]
AMOUNTS = [50, 500, 2000, 3000, 4000, 4500, 7000, 8000, 20000]
DONE, RULE, DENIED = 0, 5, 6


def run(who, *words):
    p = subprocess.run(words, capture_output=True, text=True, timeout=60,
                       env=dict(os.environ, CRM_USER=who))
    return p.returncode, p.stdout, p.stderr


def table(*words):
    status, out, err = run('ann', *words, '-o', 'csv')
    if status != 0:
        raise SystemExit('%s: %s' % (' '.join(words), err))
    return list(csv.DictReader(io.StringIO(out)))


class Row:
    def __init__(self, by, turn, step, every, who, seen):
        self.by, self.turn = by, turn
        self.step, self.every, self.who = step, every, who
        self.seen, self.decided = seen, None
        self.status = 'queued' if step else 'pending'


class Order:
    def __init__(self, amount):
        self.amount, self.lines, self.state = amount, 0, 'draft'
        self.rows, self.numbered, self.turns = [], False, 0

    def content(self):
        return self.amount, self.lines

    def waiting(self):
        return [r for r in self.rows if r.status in ('pending', 'queued')]

    def drop(self, status):
        for r in self.waiting():
            r.status = status
        self.state = 'draft'

    def submit(self, by):
        if self.state != 'draft':
            return RULE
        steps = []
        for every, names in self.steps():
            # Nobody agrees to his own; where one is enough, others are asked.
            free = [n for n in names if any(
                p != by and n in (p, PEOPLE[p]) for p in PEOPLE)]
            if not free or every and free != names:
                return RULE
            steps.append((every, free))
        self.numbered = True
        self.turns += 1
        self.state = 'submitted' if steps else 'approved'
        for i, (every, names) in enumerate(steps):
            self.rows += [Row(by, self.turns, i, every, n, self.content())
                          for n in names]
        return DONE

    def steps(self):
        return next((s for most, s in MATRIX if self.amount < most), [])

    def last_agreed(self):
        """Whether the last who were asked agreed."""
        turn = max((r.turn for r in self.rows), default=0)
        last = {r.status for r in self.rows if r.turn == turn}
        return 'approved' in last and not last & {
            'rejected', 'sent_back', 'revoked', 'stale', 'pending', 'queued'}

    def edited(self):
        """Another document: nobody agreed to that."""
        if self.state == 'submitted' or self.state == 'approved' and (
                self.last_agreed() or self.steps()):
            self.drop('stale')

    def edit(self, amount):
        changed = amount != self.amount
        if changed and self.state == 'cancelled':    # what is over stays
            return RULE
        self.amount = amount
        if changed:
            self.edited()
        return DONE

    def decide(self, by, row, verb, more=None):
        if row.status != 'pending' or (row.by == by) != (verb == 'revoke'):
            return RULE
        if verb == 'revoke':
            row.status = 'revoked'
            self.drop('revoked')
            return DONE
        if row.who not in (by, PEOPLE[by]):
            return DENIED
        if verb == 'approve' and self.agreed(row, by):
            return RULE
        if verb in ('reject', 'send-back'):
            row.status = 'rejected' if verb == 'reject' else 'sent_back'
            self.drop('skipped')
            return DONE
        if verb in ('delegate', 'add-step'):
            return self.hand_on(row, verb, more)
        if row.seen != self.content():
            self.drop('stale')
            return RULE
        row.status, row.decided = 'approved', by
        self.go_on(row)
        return DONE

    def agreed(self, row, who):
        """Nobody acts for both in a step."""
        return any((r.turn, r.step, r.decided) == (row.turn, row.step, who)
                   for r in self.rows if r.status == 'approved')

    def hand_on(self, row, verb, more):
        if verb == 'delegate' and (
                more in (row.by, row.who) or self.agreed(row, more)):
            return RULE
        if verb == 'delegate':
            row.status, step = 'delegated', row.step
        else:
            step = row.step + 1
            for r in self.rows:
                if r.turn == row.turn and r.step >= step:
                    r.step += 1
        new = Row(row.by, row.turn, step, row.every and verb == 'delegate',
                  more, row.seen)
        new.status = 'pending' if verb == 'delegate' else 'queued'
        self.rows.append(new)
        return DONE

    def go_on(self, row):
        for r in self.waiting():
            if r.status == 'pending' and not row.every:
                r.status = 'skipped'
        rest = self.waiting()
        if any(r.status == 'pending' for r in rest):
            return
        for r in [r for r in rest if r.step == min(x.step for x in rest)]:
            r.status = 'pending'
        if not rest:
            self.state = 'approved'


class Story:
    def __init__(self, seed):
        self.random, self.orders, self.told = random.Random(seed), {}, []
        self.before = None      # what an undo of the last batch leads to

    def check(self, name):
        got = table('crm-order', 'list', name, '-c', 'status')[0]['status']
        rows = table('crm-admin', 'approval', 'list', '-w',
                     'about = %s' % name, '-s', 'approval_id', '-c',
                     'approval_id,status')
        order = self.orders[name]
        want = order.state, [r.status for r in order.rows]
        if (got, [r['status'] for r in rows]) != want:
            self.fail('%s is %s %s, want %s %s' % (
                name, got, [r['status'] for r in rows], *want))
        return [r['approval_id'] for r in rows]

    def fail(self, why):
        print(*self.told, why, sep='\n')
        raise SystemExit(1)

    def do(self, want, who, *words):
        status, out, err = run(who, *words, '-q', '-o', 'ids')
        self.told.append('%s: %s -> %d' % (who, ' '.join(words), status))
        if status != want:
            self.fail('status %d, want %d: %s' % (status, want, err))
        return out.strip()

    def add(self, who):
        amount = self.random.choice(AMOUNTS)
        name = self.do(DONE, who, 'crm-order', 'add', 'amount=%d' % amount)
        was = copy.deepcopy(self.orders)
        self.orders[name] = Order(amount)
        self.before = was
        return name

    def submit(self, who, name):
        was, order = copy.deepcopy(self.orders), self.orders[name]
        want = order.submit(who)
        self.do(want, who, 'crm-order', 'submit', name)
        if want == DONE:
            if not was[name].numbered:      # its number stays, and it is void
                was[name].state, was[name].numbered = 'cancelled', True
            self.before = was

    def edit(self, who, name):
        was, order = copy.deepcopy(self.orders), self.orders[name]
        amount = self.random.choice(AMOUNTS)
        if order.lines and amount != order.amount:
            # It is the sum of its lines, for everybody.
            self.do(RULE, who, 'crm-order', 'set', name, 'amount=%d' % amount)
            return
        changed = amount != order.amount
        want = order.edit(amount)
        self.do(want, who, 'crm-order', 'set', name, 'amount=%d' % amount)
        if changed and want == DONE:
            self.before = was

    def line(self, who, name):
        was = copy.deepcopy(self.orders)
        over = self.orders[name].state == 'cancelled'
        self.do(RULE if over else DONE, who, 'crm-order', 'order-line', 'add',
                'order=' + name, 'quantity=1', 'unit_price=5')
        if over:
            return
        self.orders[name].lines += 1
        self.orders[name].amount = 5 * self.orders[name].lines
        self.orders[name].edited()
        self.before = was

    def useful(self):
        """What comes next: a decision, or what leads to one."""
        if any(o.waiting() for o in self.orders.values()):
            return 'decide'
        return 'submit' if any(o.state == 'draft'
                               for o in self.orders.values()) else 'add'

    def target(self, what):
        """Mostly an order that such a step changes."""
        fit = {'submit': lambda o: o.state == 'draft',
               'decide': lambda o: o.waiting()}.get(what, lambda o: True)
        some = [n for n, o in self.orders.items() if fit(o)]
        if not some or self.random.random() < 0.15:
            some = list(self.orders)
        return self.random.choice(some)

    def likely(self, who, row, verb):
        """Mostly somebody who may, for the rest is refused."""
        if self.random.random() < 0.25:
            return who
        if verb == 'revoke':
            return row.by
        return self.random.choice([p for p in PEOPLE
                                   if row.who in (p, PEOPLE[p])])

    def decide(self, who, name):
        order = self.orders[name]
        if not order.rows:
            return
        was = copy.deepcopy(self.orders)
        ids = self.check(name)
        waiting = [i for i, r in enumerate(order.rows)
                   if r.status == 'pending']
        i = self.random.choice(waiting or range(len(ids)))
        verb = self.random.choice(['approve'] * 6 + [
            'reject', 'revoke', 'send-back', 'delegate', 'add-step'])
        who = self.likely(who, order.rows[i], verb)
        more, words = None, []
        if verb == 'delegate':
            more = self.random.choice(list(PEOPLE))
            words = ['to=' + more]
        elif verb == 'add-step':
            more = self.random.choice(['legal', 'finance', 'dir'])
            words = ['steps=' + more]
        elif verb == 'send-back':
            words = ['comment=more']
        want = order.decide(who, order.rows[i], verb, more)
        self.do(want, who, 'crm-admin', 'approval', verb, ids[i], *words)
        if want == DONE or order.state != was[name].state:
            self.before = was

    def undo(self):
        if self.before is None:
            return
        last = table('crm-admin', 'log', '-l', '1', '-c', 'batch')[0]['batch']
        self.do(DONE, 'ann', 'crm-admin', 'undo', last)
        self.orders, self.before = self.before, None

    def step(self):
        who = self.random.choice(list(PEOPLE))
        what = self.random.choice(['decide'] * 12 + ['undo', 'undo', 'edit',
                                                     'line', 'submit'])
        if what == 'decide' and self.random.random() < 0.9:
            what = self.useful()
        if what == 'undo':
            self.undo()
            names = list(self.orders)
        elif what == 'add' or not self.orders:
            names = [self.add(who)]
        else:
            names = [self.target(what)]
            getattr(self, what)(who, names[0])
        for name in names:
            self.check(name)


def main(seed, steps):
    story = Story(seed)
    for _ in range(steps):
        story.step()
    print('seed %d: %d steps, %d orders' % (seed, steps, len(story.orders)))


main(int(sys.argv[1]), int(sys.argv[2]))
