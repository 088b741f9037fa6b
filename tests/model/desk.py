"""Cases as the manual says they are: their states, and their clocks, which are
counted minute by minute - nothing of how the programs reckon is in it."""

import copy
import datetime

START = datetime.datetime(2026, 11, 2, 9, 0)    # a Monday
WEEKS = 12
PROMISES = {'urgent': (30, 240), 'high': (60, 480), 'normal': (240, 1440),
            'low': (480, 2400)}
DAY = {'default': [(9 * 60, 12 * 60), (13 * 60, 18 * 60)],
       'nights': [(0, 6 * 60), (20 * 60, 24 * 60)]}
STEPS = {                       # verb: from where, to where
    'take': ({'new'}, 'assigned'),
    'work': ({'assigned', 'waiting'}, 'in_progress'),
    'wait': ({'in_progress'}, 'waiting'),
    'resolve': ({'in_progress', 'waiting'}, 'resolved'),
    'close': ({'resolved'}, 'closed'),
    'reopen': ({'resolved', 'closed'}, 'in_progress'),
}
OVER = {'resolved', 'closed'}
REOPEN_DAYS = 7


def works(calendar):
    """For each minute from the first midnight on: is it worked?"""
    days = []
    for day in range(WEEKS * 7):
        weekday = (day % 7) < 5 or calendar == 'nights'
        minutes = [False] * 1440
        for a, b in DAY[calendar] if weekday else ():
            minutes[a:b] = [True] * (b - a)
        days += minutes
    return days


WORKS = {c: works(c) for c in DAY}


def stamp(minute):
    """Minutes are counted from the midnight before START."""
    at = datetime.datetime.combine(START.date(), datetime.time()) + \
        datetime.timedelta(minutes=minute)
    return at.strftime('%Y-%m-%dT%H:%M:%SZ')


class Case:
    def __init__(self, now, priority, calendar, parent=None, continues=None):
        self.status, self.owner, self.reopened = 'new', None, 0
        self.priority, self.calendar = priority, calendar
        self.parent, self.continues = parent, continues
        self.opened, self.said = now, []        # when we wrote
        self.moves = []                         # (minute, state, does it wait)
        self.waiting_for = None

    @property
    def open(self):
        return self.status not in OVER

    def goes(self, now, to, waits=False):
        self.status = to
        self.moves.append((now, to, waits))

    # ---- clocks ----

    def answered(self):
        if self.said:
            return min(self.said)
        over = [at for at, to, _ in self.moves if to in OVER]
        return over[0] if over else None

    def resolved(self):
        """The last resolution, where nothing came behind it."""
        at = None
        for minute, to, _ in self.moves:
            if to not in OVER:
                at = None
            elif at is None:
                at = minute
        return at

    def stands_still(self):
        """Minutes that the clock of the resolution does not count."""
        still, answered = set(), self.answered()
        for (at, to, waits), behind in zip(
                self.moves, self.moves[1:] + [(None, None, False)]):
            until = behind[0] if behind[0] is not None else WEEKS * 7 * 1440
            if to in OVER and behind[0] is not None:
                still.update(range(at, until))
            elif waits and answered is not None:
                still.update(range(max(at, answered), until))
        return still

    def count(self, until, still=()):
        w = WORKS[self.calendar]
        return sum(w[m] and m not in still for m in range(self.opened, until))

    def due(self, minutes, still=()):
        w, left = WORKS[self.calendar], minutes
        for m in range(self.opened, WEEKS * 7 * 1440):
            if w[m] and m not in still:
                left -= 1
                if left == 0:
                    return stamp(m + 1)
        return None

    def clocks(self, now):
        answered, over = self.answered(), self.resolved()
        response, resolution = PROMISES[self.priority]
        still = self.stands_still()
        return {
            'response': stamp(min(self.said)) if self.said else None,
            'response_seconds': str(60 * self.count(
                now if answered is None else answered)),
            'response_due': self.due(response),
            'resolution': None if over is None else stamp(over),
            'resolution_seconds': str(60 * self.count(
                now if over is None else over, still)),
            'resolution_due': self.due(resolution, still),
        }


class Desk:
    """All of them, by number, and how they were before each batch."""

    def __init__(self):
        self.case, self.made, self.now = {}, 0, 9 * 60
        self.before = None      # the cases before the last batch

    def add(self, **how):
        self.made += 1
        self.case[self.made] = Case(self.now, **how)
        return self.made

    def open_below(self, number):
        return any(c.parent == number and c.open for c in self.case.values())

    def may_be_open(self, parent):
        return parent is None or self.case[parent].status != 'closed'

    def batch(self, change):
        """What a command does that is not refused."""
        before = copy.deepcopy(self.case)
        change()
        self.before = before

    def undo(self):
        """Of the last batch; undoing that does it again."""
        self.case, self.before = self.before, self.case

    # ---- verbs: True where it is done, False where it is refused, None where
    # nothing is to be done ----

    def take(self, number, who):
        c = self.case[number]
        if c.owner not in (None, who):
            return False
        if c.status == 'assigned':
            return None
        if c.status != 'new':
            return False
        self.batch(lambda: (setattr(c, 'owner', who),
                            c.goes(self.now, 'assigned')))
        return True

    def move(self, number, verb, part=False):
        c = self.case[number]
        source, to = STEPS[verb]
        wanted = 'part' if part else None
        if c.status == to and (verb != 'wait' or c.waiting_for == wanted):
            return None
        if c.status not in source:
            return False
        if verb == 'close' and self.open_below(number):
            return False
        if verb == 'reopen':
            return self.reopen(number)
        if to not in OVER and not self.may_be_open(c.parent):
            return False

        def change():
            c.waiting_for = wanted if verb == 'wait' else None
            c.goes(self.now, to, verb == 'wait' and not part)
        self.batch(change)
        return True

    def reopen(self, number):
        c = self.case[number]
        days = self.now // 1440 - (c.resolved() or 0) // 1440
        if c.status == 'closed' or days > REOPEN_DAYS:
            self.batch(lambda: self.add(
                priority=c.priority, calendar=c.calendar, continues=number))
            return True
        if not self.may_be_open(c.parent):
            return False

        def change():
            c.reopened += 1
            c.goes(self.now, 'in_progress')
        self.batch(change)
        return True
