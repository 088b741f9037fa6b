"""A sequence of steps on a fresh book, beside the model: what each step did is
held against what was expected, and the book against itself at other times."""

import re

from book import Failure, read_json, stored
from kinds import KINDS
from model import Model, from_feed, net
from steps import plan

LISTED = list(KINDS)
FORMS = [['-o', 'csv'], ['-o', 'ndjson'], ['-o', 'csv', '--excel'],
         ['-o', 'tsv']]


def fail(check, text):
    raise Failure(check, text)


class Play:
    """sample: how many of the states that were seen are asked for again by
    --as-of at the end; 0 for all."""

    def __init__(self, book, sample=0):
        self.book, self.sample = book, sample
        self.model = Model()
        self.seen = []          # (batch, kind, listing)

    def all(self, steps):
        self.begin()
        for i, step in enumerate(steps):
            self.step(step)
            if i % 25 == 24:
                self.book.ask(['crm-admin', 'check', '-q'])
        self.end()

    # ---- one step ----

    def begin(self):
        """A new book, and a rule of assignment for each kind that has one."""
        self.book.fresh()
        for kind in ('lead', 'customer', 'deal', 'task'):
            self.book.must(['crm-admin', 'assign-rule', 'add', f'kind={kind}',
                            'seq=1', 'method=round_robin'])
        self.last = self.book.last_batch()
        for line in self.book.feed(0):
            self.model.apply(from_feed(line))

    def step(self, step):
        p = plan(step, self.model)
        if p is None:
            return
        dry = self.dry_run(p) if p.dry else None
        r = self.book.run(p.argv, p.stdin)
        if r.status not in p.status:
            fail('expected status', f'exits {r.status}, expected '
                 f'{sorted(p.status)}: {r.err}')
        if dry is not None:
            self.same_as_dry(dry, r)
        lines = self.book.feed(self.last)
        batches = {int(line['batch'][1:]) for line in lines}
        if len(batches) > 1:
            fail('one command, one batch', str(batches))
        if r.status != 0 and batches:
            fail('a refusal changes nothing', lines[0]['batch'])
        changes = [from_feed(line) for line in lines]
        if r.status == 0 and not p.anything:
            self.expected(p, changes)
        self.record(batches, changes)
        wrong = p.after(self.model, changes) if r.status == 0 else None
        if wrong:
            fail('what a verb promises', wrong)
        if p.actions and r.status == 0:
            self.actions(p, r)
        for kind in {c.kind for c in changes} & set(LISTED):
            self.compare(kind)

    def dry_run(self, p):
        r = self.book.ask_any(p.argv + ['-n'], p.stdin)
        if self.book.last_batch() != self.last:
            fail('a dry run changes nothing', ' '.join(p.argv))
        return r

    def same_as_dry(self, dry, real):
        if dry.status != real.status:
            fail('a dry run ends as the real one',
                 f'{dry.status} {dry.err}\n{real.status} {real.err}')
        # New ids are shown as L+1, and those of batches are not known yet.
        def plain(out):
            return re.sub(rb'\b([A-Z]{1,3})\+?\d+\b', rb'\1#', out)
        if real.status == 0 and plain(dry.out) != plain(real.out):
            fail('a dry run prints what the real one does',
                 dry.out.decode() + '\n' + real.out.decode())

    def expected(self, p, changes):
        """Each change was foreseen, and what was foreseen has happened."""
        new, missing = list(p.new), dict(p.changes)
        for c in net(changes):
            want = missing.pop((c.kind, c.ident), None)
            if want:
                self.like(p, want, c)
            elif c.op == 'insert' and self.is_new(p, new, c):
                continue
            elif c.kind == 'notice':  # what people hear of it follows
                continue
            elif not p.others(c):
                fail('what is not asked for is not changed', str(c))
        if missing or new:
            fail('what is asked for is done', ', '.join(
                map(str, list(missing.values()) + new)))

    def like(self, p, want, got):
        kept = p.kept(got.kind)
        differ = {f for f in set(want.fields) | set(got.fields)
                  if want.fields.get(f) != got.fields.get(f)} - kept
        differ |= {f for f in set(want.fields) & kept
                   if want.fields[f][1] != got.fields.get(f, (0, 0))[1]
                   and want.fields[f][0] != want.fields[f][1]}
        if want.op != got.op or differ:
            fail('a change is what was asked for',
                 f'{got}\nexpected {want}')

    def is_new(self, p, new, c):
        values = {f: v for f, (_, v) in c.fields.items()}
        for i, (kind, want) in enumerate(new):
            if kind == c.kind and all(
                    values.get(f) == want.get(f)
                    for f in (set(values) | set(want)) - p.kept(kind)):
                del new[i]
                return True
        return False

    def record(self, batches, changes):
        for c in changes:
            wrong = self.model.apply(c)
            if wrong:
                fail('the log fits what was before', f'{c}: {wrong}')
        for number in batches:
            if number <= self.last:
                fail('numbers of batches grow', str(number))
            self.last = number
            self.model.batches[number] = changes

    def actions(self, p, r):
        got = [read_json(line)['_action'] for line in r.out.splitlines()]
        if got != p.actions:
            fail('an import says what it did', f'{got}, expected {p.actions}')

    # ---- the book beside the model ----

    def compare(self, kind, options=(), keep=True):
        out = self.book.listing(kind, *options)
        if keep and not options:
            self.seen.append((self.last, kind, out))
        rows = [read_json(line) for line in out.splitlines()]
        column = KINDS[kind].id_column
        got = {row[column]: stored(kind, row) for row in rows}
        m = self.model.of(kind)
        live = '--deleted' not in options
        want = {i for i, r in m.items() if r.live == live}
        if set(got) != want:
            fail(f'the {"live" if live else "deleted"} records',
                 f'{kind}: listed {sorted(got)}, expected {sorted(want)}')
        for i, row in got.items():
            values = m[i].values
            for f in values:
                if f in row and row[f] != values[f]:
                    fail('the values of a record', f'{i}: {f} is {row[f]!r}, '
                         f'expected {values[f]!r}')
                if f not in row and not re.match(r'fd\d', f, re.I):
                    fail('the values of a record', f'{i}: {f} is blank, '
                         f'expected {values[f]!r}')
            more = (set(row) & set(KINDS[kind].fields)) - set(values)
            if more:
                fail('the values of a record', f'{i}: {sorted(more)} should '
                     'be blank')

    # ---- at the end ----

    def end(self):
        self.book.must(['crm-admin', 'check', '-q'])
        for kind in LISTED:
            self.compare(kind)
            if self.model.hidden(kind):
                self.compare(kind, ['--deleted'])
        self.then()
        self.replay()
        self.round_trips()
        self.undo_all()
        self.book.must(['crm-admin', 'check', '-q'])
        self.replay()

    def then(self):
        """Each state that was seen is still there, under its batch."""
        step = max(1, len(self.seen) // self.sample) if self.sample else 1
        for number, kind, out in self.seen[::step]:
            got = self.book.listing(kind, '--as-of', f'B{number}')
            if got != out:
                fail('as of then', f'{kind} as of B{number}:\n'
                     + difference(out, got))

    def replay(self):
        """Whoever has the feed has the book."""
        mine, self.model = self.model, Model()
        for line in self.book.feed(0):
            wrong = self.model.apply(from_feed(line))
            if wrong:
                fail('the feed can be replayed', f'{line}: {wrong}')
        for kind in LISTED:
            self.compare(kind, keep=False)
        self.model = mine

    def round_trips(self):
        for kind in LISTED:
            k = KINDS[kind]
            if not self.model.live(kind):
                continue
            # Of a sample each kind has another format.
            forms = FORMS if not self.sample else [
                FORMS[LISTED.index(kind) % len(FORMS)]]
            for form in forms:
                out = self.book.ask(k.command + ['list'] + form).out.decode()
                r = self.book.ask(k.command + ['import', '-', '-i', form[1],
                                               '--again'], out)
                if not re.search(rf'read (\d+), unchanged \1\b', r.err):
                    fail('an export comes back unchanged',
                         f'{kind} {form}: {r.err}')
        if self.book.last_batch() != self.last:
            fail('an export comes back unchanged', 'it made a batch')

    def undo_all(self):
        """The last one first; an undo of an undo does what was done."""
        for number in sorted(self.model.batches, reverse=True):
            self.book.must(['crm-admin', 'undo', f'B{number}', '-q'])
            changes = [from_feed(x) for x in self.book.feed(self.last)]
            back = {(c.kind, c.ident): c for c in net(changes)}
            for c in net(self.model.batches[number]):
                got = back.pop((c.kind, c.ident), None)
                want = c.inverse()
                if got is None or got.op != want.op or (
                        c.op != 'insert' and got.fields != want.fields):
                    fail('undo is the inverse',
                         f'B{number}: {got}\nexpected {want}')
            if back:
                fail('undo is the inverse', f'B{number}: also '
                     + ', '.join(map(str, back.values())))
            self.record({self.last + 1}, changes)
            del self.model.batches[self.last]
        for kind in LISTED:
            self.compare(kind)


def difference(a, b):
    a, b = a.decode().splitlines(), b.decode().splitlines()
    return '\n'.join([f'- {x}' for x in a if x not in b][:3]
                     + [f'+ {x}' for x in b if x not in a][:3]) or (
                         'in another order')
