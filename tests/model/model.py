"""The model: what a book should be after the commands that it was given.  It
knows records, references and batches, and nothing of how the book does it."""

from kinds import ABOUT, KINDS


class Change:
    """What happened to one record in one batch.  op: insert, update, delete
    or restore; fields: name -> (old, new), None for blank."""

    def __init__(self, kind, ident, op, fields):
        self.kind, self.ident, self.op, self.fields = kind, ident, op, fields

    def inverse(self):
        op = {'insert': 'delete', 'delete': 'restore', 'restore': 'delete',
              'update': 'update'}[self.op]
        fields = {} if self.op == 'insert' else {
            f: (new, old) for f, (old, new) in self.fields.items()}
        return Change(self.kind, self.ident, op, fields)

    def __str__(self):
        return f'{self.op} {self.kind} {self.ident} {self.fields}'


def from_feed(line):
    if line['op'] == 'insert':
        fields = {f: (None, v) for f, v in line['values'].items()}
    else:
        fields = {f: (c['old'], c['new'])
                  for f, c in line.get('changes', {}).items()}
    return Change(line['entity'], line['id'], line['op'], fields)


def net(changes):
    """A batch may change a record twice: what it did in all."""
    out = {}
    for c in changes:
        key = (c.kind, c.ident)
        if key not in out:
            out[key] = Change(c.kind, c.ident, c.op, dict(c.fields))
            continue
        had = out[key]
        for f, (old, new) in c.fields.items():
            had.fields[f] = (had.fields.get(f, (old,))[0], new)
        if c.op != 'update' and had.op != 'insert':
            had.op = c.op if had.op == 'update' else 'update'
    return list(out.values())


class Record:
    def __init__(self, values):
        self.values, self.live = values, True


class Model:
    def __init__(self):
        self.kinds = {}         # kind -> id -> Record
        self.batches = {}       # number -> [Change]

    def of(self, kind):
        return self.kinds.setdefault(kind, {})

    def live(self, kind):
        return [i for i, r in self.of(kind).items() if r.live]

    def hidden(self, kind):
        return [i for i, r in self.of(kind).items() if not r.live]

    def get(self, kind, ident, field):
        return self.of(kind)[ident].values.get(field)

    def kind_of(self, ident):
        for kind in ABOUT:
            if ident in self.of(kind):
                return kind
        return None

    def apply(self, change):
        """Says what does not fit, or nothing."""
        records = self.of(change.kind)
        if change.op == 'insert':
            if change.ident in records:
                return 'the id was given before'
            records[change.ident] = Record({})
        r = records.get(change.ident)
        if r is None:
            return 'no such record'
        if change.op == 'delete' and not r.live:
            return 'it was deleted already'
        if change.op == 'restore' and r.live:
            return 'it is not deleted'
        for f, (old, new) in change.fields.items():
            if r.values.get(f) != old:
                return f'{f} was {r.values.get(f)!r}, not {old!r}'
            if new is None:
                r.values.pop(f, None)
            else:
                r.values[f] = new
        if change.op in ('delete', 'restore'):
            r.live = change.op == 'restore'
            if change.kind == 'field':
                self.put_away(change.ident, r)
        return None

    def put_away(self, ident, field):
        """The values of a user's field go with it, and come back with it."""
        name = field.values['name']
        old, new = (ident, name) if field.live else (name, ident)
        for r in self.of(field.values['entity']).values():
            if old in r.values:
                r.values[new] = r.values.pop(old)

    def referrers(self, ident):
        """Of live records: who refers to it?"""
        found = []
        for kind, k in KINDS.items():
            names = k.refs() + {'lead': [
                'converted_customer', 'converted_contact', 'converted_deal',
                'duplicate_of', 'last_owner', 'pool'],
                'customer': ['last_owner', 'pool'],
                'visit': ['deal', 'moved_by']}.get(kind, [])
            for i, r in self.of(kind).items():
                if r.live and any(r.values.get(f) == ident for f in names):
                    found.append((kind, i))
        return found

    def touched_since(self, number):
        """(kind, id) of all that later batches changed."""
        return {(c.kind, c.ident) for n, changes in self.batches.items()
                if n > number for c in changes}
