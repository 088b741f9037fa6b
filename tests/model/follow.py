"""What follows by itself and what waits for what, as the manual says it is: rules
of automation over customers, tasks behind tasks, and undo - nothing of how the
programs do it is in it."""

import copy

FIELDS = ['level', 'industry', 'region', 'city']
VALUES = ['a', 'b', 'c']
OPEN = ('todo', 'doing')
MOST = 8


class Refused(Exception):
    """A rule of the trade says no (5), or the input is wrong (4)."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Rule:
    def __init__(self, seq, event, field, cond, action):
        self.seq, self.event, self.field = seq, event, field
        self.cond, self.action, self.on = cond, action, True


class Task:
    def __init__(self, subject, about=None, after=None):
        self.subject, self.about, self.after = subject, about, after
        self.also, self.status = set(), 'todo'

    @property
    def before(self):
        return self.also | ({self.after} if self.after else set())


class State:
    def __init__(self):
        self.rules, self.customers, self.tasks = {}, {}, {}


class World:
    """Numbers are given once, also to what an undo takes away."""

    def __init__(self):
        self.now, self.before = State(), None
        self.last = {'rule': 0, 'customer': 0, 'task': 0}

    # ---- batches ----

    def batch(self, work):
        """Does all of it, or nothing; whether anything changed."""
        was, last = copy.deepcopy(self.now), dict(self.last)
        self.ran, self.chain, self.changed = set(), [], False
        try:
            work()
        except Refused:
            self.now, self.last = was, last
            raise
        if self.changed:
            self.before = was
        return self.changed

    def undo(self):
        """Of the last batch; of an undo that is a redo."""
        self.now, self.before = self.before, copy.deepcopy(self.now)

    def number(self, kind):
        self.last[kind] += 1
        return self.last[kind]

    # ---- automation ----

    def add_rule(self, rule):
        self.now.rules[self.number('rule')] = rule
        self.changed = True

    def turn(self, number):
        rule = self.now.rules[number]
        rule.on = not rule.on
        self.changed = True

    def add_customer(self, fields):
        number = self.number('customer')
        self.now.customers[number] = dict.fromkeys(FIELDS)
        self.now.customers[number].update(fields)
        self.changed = True
        self.follow(number, None)

    def set_customer(self, number, fields):
        old = dict(self.now.customers[number])
        self.now.customers[number].update(fields)
        if self.now.customers[number] != old:
            self.changed = True
            self.follow(number, old)

    def called(self, rule, old, new):
        if rule.event == 'inserted':
            return old is None
        if old is None:
            return False
        return rule.field is None or old[rule.field] != new[rule.field]

    def follow(self, number, old):
        new = dict(self.now.customers[number])
        order = sorted(self.now.rules, key=lambda r: (
            self.now.rules[r].seq, r))
        for r in order:
            rule = self.now.rules[r]
            if rule.on and self.called(rule, old, new):
                self.run(r, rule, number)

    def run(self, r, rule, number):
        now = self.now.customers[number]
        if rule.cond and now[rule.cond[0]] != rule.cond[1]:
            return
        what, field, value = rule.action
        if what == 'more':
            value = None if now[field] is None else now[field] + 'x'
        if what == 'more' and value is None:
            return
        if what != 'task' and now[field] == value:
            return
        if (r, number) in self.chain:
            raise Refused(5)
        if (r, number) in self.ran:
            return
        if len(self.chain) == MOST:
            raise Refused(5)
        self.ran.add((r, number))
        self.chain.append((r, number))
        if what == 'task':
            self.now.tasks[self.number('task')] = Task('made', number)
        else:
            self.set_customer(number, {field: value})
        self.chain.pop()

    # ---- tasks ----

    def add_task(self, after):
        self.now.tasks[self.number('task')] = Task('own', after=after)
        self.changed = True

    def waits_for(self, above, number):
        seen, ahead = set(), set(above)
        while ahead:
            t = ahead.pop()
            if t == number:
                return True
            if t not in seen and t in self.now.tasks:
                seen.add(t)
                ahead |= self.now.tasks[t].before
        return False

    def put_behind(self, number, after, also):
        task = self.now.tasks[number]
        if (task.after, task.also) == (after, also):
            return
        above = also | ({after} if after else set())
        if self.waits_for(above, number):
            raise Refused(4)
        task.after, task.also, self.changed = after, also, True

    def move(self, number, to):
        task = self.now.tasks[number]
        if task.status == to:
            return
        if task.status not in OPEN:
            raise Refused(5)
        if to == 'done' and any(
                self.now.tasks[t].status in OPEN
                for t in task.before if t in self.now.tasks):
            raise Refused(5)
        task.status, self.changed = to, True
