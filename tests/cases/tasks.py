# Published cases of tasks by the commands, each on a book of its own that the shell
# command BOOK makes (it prints what CRM_DB is to be).  Speaks TAP.
#
#	tasks.py FILE BOOK
import csv
import io
import json
import os
import re
import subprocess
import sys

FILE, BOOK = sys.argv[1:3]
OWNER = "bob"


def crm(*argv, day=None):
    """The rows that a command prints; its exit status where it fails."""
    env = dict(os.environ)
    if day:
        env["CRM_NOW"] = f"{day}T09:00:00Z"
    done = subprocess.run([*argv, "-q", "-o", "csv"], capture_output=True,
                          env=env, timeout=60)
    if done.returncode not in (0, 4, 5):
        raise RuntimeError(f"{argv}: {done.stderr.decode()}")
    if done.returncode:
        return done.returncode
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def made(*argv, **how):
    rows = crm(*argv, **how)
    if isinstance(rows, int):
        raise RuntimeError(f"{argv}: refused")
    return rows


def people():
    made("crm-team", "add", "login=dora", "role=manager")
    made("crm-team", "add", "login=max", "role=manager", "manager=dora")
    made("crm-team", "add", f"login={OWNER}", "role=rep", "manager=max")


# ---- checks: what came, and what was wanted ----

def escalate(setup, expect):
    """To whom a task goes up, and when."""
    people()
    made("crm-task", "add", "subject=x", f"owner={OWNER}",
         f"due={setup['due']}")
    got = []
    for day in setup["days"]:
        due = made("crm-task", "due", "--kind", "task", day=day)
        got.append(due[0]["level"] or None if due else None)
    return got, expect["to"]


def cadence(setup, expect):
    """When who has a grade is to be heard of again; of nobody who was never
    contacted it counts from when he came into the book."""
    created = setup.get("created") or setup.get("last")
    for grade, days in setup["grades"].items():
        row = made("crm-admin", "grade", "list", "-w", f"grade = {grade}")[0]
        made("crm-admin", "grade", "set", row["grade_id"], f"care_days={days}")
        made("crm-customer", "add", f"name={grade}", f"grade={grade}",
             day=created)
        if setup.get("last"):
            made("crm-task", "activity", "add", "kind=call",
                 f"about=customer:{grade}", f"at={setup['last']}T10:00")
    got = {row["grade"]: row["due_on"] for row in made(
        "crm-customer", "care", "-c", "grade,due_on", day="2040-01-01")}
    return {g: got.get(g) for g in expect["due"]}, expect["due"]


def later(setup, expect):
    """A day so many months or days behind another."""
    made("crm-task", "add", "subject=x", f"due={setup['from']}")
    step = f"{setup['months']}m" if "months" in setup else f"{setup['days']}d"
    return (made("crm-task", "set", "T1", f"due:=due+{step}")[0]["due"],
            expect["until"])


def depends(setup, expect):
    """Tasks that wait for others; one of them may be done."""
    pairs = setup["depends"]
    names = sorted({t for pair in pairs for t in pair} |
                   {f"T{n + 1}" for n in range(max(
                       int(t[1:]) for pair in pairs for t in pair))},
                   key=lambda t: int(t[1:]))
    for name in names:
        made("crm-task", "add", f"subject={name}")
    refused = False
    for task in dict.fromkeys(p[0] for p in pairs):
        after = [p[1] for p in pairs if p[0] == task]
        argv = [f"after={after[0]}"]
        if after[1:]:
            argv.append(f"also_after={', '.join(after[1:])}")
        refused |= isinstance(crm("crm-task", "set", task, *argv), int)
    if "done" in setup:
        done = setup["done"]
        for task in [done] if isinstance(done, str) else done:
            refused |= isinstance(crm("crm-task", "done", task), int)
    return refused, bool(expect.get("error"))


def circle(setup, expect):
    """A rule that sets itself off is refused, and nothing is written."""
    when, field, how = re.match(
        r"on change if (.*) set (\w+) = (.*)", setup["rule"]).groups()
    how = re.sub(r"(\d)$", r"\1%", how) if field == "probability" else how
    made("crm-customer", "add", "name=Oak")
    made("crm-deal", "add", "name=Big", "customer=Oak", "probability=40",
         "amount=10")
    made("crm-deal", "move", "D1", "stage=proposal")
    before = made("crm-deal", "list")
    made("crm-admin", "automation", "add", "kind=deal", "name=More",
         "event=changed", f"when={when}", "action=set", f"what={field}:={how}")
    return ((crm("crm-deal", "set", "D1", "name=Bigger"),
             made("crm-deal", "list") == before), (5, True))


BY_FIELD = (("depends", depends), ("grades", cadence), ("months", later),
            ("rule", circle), ("until", later), ("due", escalate))


def judge(case):
    setup, expect = case["setup"], case["expect"]
    check = next((c for f, c in BY_FIELD if f in setup or f in expect), None)
    if check is None:
        return False, ["nothing here understands it"]
    try:
        got, wanted = check(setup, expect)
    except Exception as why:  # one case that breaks is not all of them
        return False, [f"{type(why).__name__}: {why}"]
    return got == wanted, [f"got  {got}", f"want {wanted}"]


def main():
    with open(FILE, encoding="utf-8") as f:
        cases = json.load(f)
    for n, case in enumerate(cases, 1):
        os.environ["CRM_DB"] = subprocess.run(
            ["sh", "-c", BOOK, "book", str(n)], check=True, timeout=120,
            stdout=subprocess.PIPE).stdout.decode().strip()
        good, below = judge(case)
        print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: "
              f"{case['what']}")
        for line in () if good else below:
            print("# " + line.replace("\n", "\n# "))
    print(f"1..{len(cases)}")


main()
