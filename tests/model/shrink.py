"""The shortest sequence that still fails: halves, quarters, … are left out as
long as what is left fails in the same way."""

import os
import time


class Failure(Exception):
    """The programs do something other than the model."""


def shortest(steps, fails, seconds):
    """fails(steps) says whether a part of the steps fails; at most so many
    seconds are spent."""
    until = time.monotonic() + seconds
    size = max(1, len(steps) // 2)
    while True:
        at, shrunk = 0, False
        while at < len(steps):
            if time.monotonic() > until:
                return steps
            part = steps[:at] + steps[at + size:]
            if part and fails(part):
                steps, shrunk = part, True
            else:
                at += size
        if size == 1 and not shrunk:
            return steps
        if size > 1:
            size //= 2


def tried(play, steps):
    """How many of the steps could be tried, what failed, and what was done."""
    tries = 0
    try:
        for s in steps:
            tries += play.step(s)
    except Failure as failure:
        return tries, failure, play.commands
    return tries, None, play.commands


def told(seed, steps, make_play, what):
    """Tries the steps and prints one line, or the shortest sequence of them that
    fails; gives the exit status.  make_play makes who plays a sequence; SHRINK:
    seconds to spend on the shortest."""
    tries, failure, _ = tried(make_play(), steps)
    if failure is None:
        print(f'seed {seed}, {tries} {what}: all well')
        return 0
    steps = shortest(steps,
                     lambda part: tried(make_play(), part)[1] is not None,
                     float(os.environ.get('SHRINK', 60)))
    _, failure, commands = tried(make_play(), steps)
    print(f'seed {seed}: {failure}')
    print(f'the shortest sequence, of {len(steps)} steps:')
    for line in commands:
        if ' list ' not in line and line != '#':
            print('  ' + line)
    return 1
