"""The shortest sequence that still fails: halves, quarters, … are left out as
long as what is left fails in the same way."""

import time


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
