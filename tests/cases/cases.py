# Published cases against the library: reads a topic of ../shared/data, lets
# build/tools/cases work out each figure, and speaks TAP.
#
#	cases.py TOOL DIRECTORY TOPIC
import json
import os
import subprocess
import sys

TOOL, DIRECTORY, TOPIC = sys.argv[1:4]
CAP = 1000  # instances of a rule without an end


def ask(*arguments, tz="UTC"):
    """What the tool prints, by lines; None where it refuses."""
    done = subprocess.run(
        [TOOL, *map(str, arguments)], capture_output=True, text=True,
        env={**os.environ, "TZ": tz})
    if done.returncode not in (0, 4):
        sys.exit(f"Bail out! {arguments}: {done.returncode} {done.stderr}")
    return None if done.returncode else done.stdout.splitlines()


# ---- recurrence ----

def bare(start):
    return start.rstrip("Z")


def rrule(setup, expect):
    wanted = [bare(w) for w in expect.get("instances", expect.get("local"))]
    got = ask("rrule", bare(setup["dtstart"]), setup["rrule"], CAP,
              tz=setup.get("tz", "UTC"))
    count = expect.get("count", len(got))
    return (got[:len(wanted)], len(got)), (wanted, count)


def refused(setup, expect):
    return ask("rrule", setup["dtstart"], setup["rrule"], 1), None


def following(setup, expect):
    due, done = setup["due"], setup["done_on"]
    got = [ask("after", start, setup["rrule"], behind)[0]
           for start, behind in ((due, due), (due, max(due, done)),
                                 (done, done))]
    return got, [expect[k] for k in ("from_due", "from_due_future",
                                     "from_done")]


def kind_of(case):
    setup, expect = case["setup"], case["expect"]
    if expect.get("error"):
        return refused
    if "done_on" in setup:
        return following
    return rrule


# What is not of RFC 5545, or asks for something else than our rule does.
OTHER = {
    "rr-095": "RSCALE and SKIP are of RFC 7529",
}

count = 0
for case in json.load(open(f"{DIRECTORY}/{TOPIC}.json", encoding="utf-8")):
    count += 1
    name = f"{case['id']}: {case['what']}"
    why = OTHER.get(case["id"])
    if why:
        print(f"ok {count} - {name} # SKIP {why}")
        continue
    got, wanted = kind_of(case)(case["setup"], case["expect"])
    print(f"{'ok' if got == wanted else 'not ok'} {count} - {name}")
    if got != wanted:
        print(f"# got  {got}\n# want {wanted}")
print(f"1..{count}")
