# The tool of the library that works out figures, for cases.py and its parts.
import os
import subprocess

TOOL = ""


class Refused(Exception):
    """What was asked is refused: exit 4, or 5."""


def raw(*arguments, tz="UTC", said=None):
    """The bytes that the tool prints."""
    done = subprocess.run(
        [TOOL, *map(str, arguments)], capture_output=True, timeout=60,
        input=None if said is None else said.encode(),
        env={**os.environ, "TZ": tz})
    if done.returncode in (4, 5):
        raise Refused(done.stderr.decode())
    if done.returncode:
        raise RuntimeError(
            f"{arguments}: {done.returncode} {done.stderr.decode()}")
    return done.stdout


def ask(*arguments, tz="UTC", said=None):
    """The same by lines."""
    return raw(*arguments, tz=tz, said=said).decode().splitlines()
