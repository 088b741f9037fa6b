# What the files of published cases of receivables share: a book by case, the steps
# that it knows, and what can be asked of it.
#
# A file cash_NAME.py beside this one adds its own:
#
#	from cash_book import step, want, run, must
#
#	@step("dispute")
#	def dispute(book, s):            # s: the step as the case has it
#	    return run("crm-order", "receivable", "dispute", book.ids[s["receivable"]])
#
#	@want("settled")
#	def settled(book, expected):     # what came, in the shape of what is expected
#	    return [...]
#
# A step gives the status of its command (0: done; else refused), or None.
import csv
import io
import os
import subprocess
import sys

STEPS, WANTS = {}, {}
REFUSED = (3, 4, 5, 6)


def step(*names):
    def take(f):
        for n in names:
            assert n not in STEPS, f"two files play {n}"
            STEPS[n] = f
        return f
    return take


def want(*names):
    def take(f):
        for n in names:
            assert n not in WANTS, f"two files answer {n}"
            WANTS[n] = f
        return f
    return take


def tell(program, *words, who="ann", said=None, now=None):
    """Status, rows and messages of a command; `now` sets its clock to a day."""
    env = dict(os.environ, CRM_USER=who)
    if now:
        env["CRM_NOW"] = f"{now}T09:00:00Z"
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          input=said, timeout=120, env=env)
    if done.returncode not in (0, *REFUSED):
        sys.exit(f"Bail out! {words}: {done.returncode} {done.stderr}")
    return (done.returncode, list(csv.DictReader(io.StringIO(done.stdout))),
            done.stderr)


def run(program, *words, **how):
    """Status of a command."""
    return tell(program, *words, **how)[0]


def must(program, *words, **how):
    """Rows of a command that does not fail."""
    status, rows, said = tell(program, *words, **how)
    if status != 0:
        sys.exit(f"Bail out! {words}: {said}")
    return rows


def days_in(x):
    """Every date that a case mentions."""
    if isinstance(x, dict):
        return [d for k, v in x.items() for d in
                ([v] if k in ("date", "due", "on") and isinstance(v, str)
                 else days_in(v))]
    return [d for v in x for d in days_in(v)] if isinstance(x, list) else []


class Book:
    """The receivables of one case, in the book CRM_DB."""

    def __init__(self, case):
        self.case = case
        self.ids = {}        # name of a step -> typed id
        self.customers = {}  # C1 -> typed id
        self.refused = []    # numbers of steps, from 1
        self.asked = {}      # what ask-steps found, by the key of `expect`
        # What nobody dates happened first of all.
        self.first = min(days_in(case["setup"]), default="2026-01-01")

    def customer(self, name="C1"):
        if name not in self.customers:
            self.customers[name] = must(
                "crm-customer", "add", f"name={name} {self.case['id']}",
                "-c", "customer_id")[0]["customer_id"]
        return self.customers[name]

    def day(self, s):
        return s.get("date", self.first)

    def ours(self):
        """A filter of what is of this case's customers."""
        return "customer in (%s)" % ", ".join(
            f'"id:{c}"' for c in self.customers.values() or ["C0"])

    def receivable(self, name):
        return must("crm-order", "receivable", "list", self.ids[name],
                    "-c", "all")[0]

    def payment(self, name):
        return must("crm-order", "payment", "list", self.ids[name],
                    "-c", "all")[0]

    def allocations(self, where="amount > 0 or amount < 0"):
        """Rows of the ledger about this case, in their order."""
        ids = set(self.ids.values())
        return [r for r in must("crm-order", "allocation", "list", "-c",
                                "all", "-s", "allocation_id", "-w", where)
                if r["receivable_id"] in ids or r["payment_id"] in ids]

    def name_of(self, typed):
        return next((n for n, i in self.ids.items() if i == typed), typed)

    def unknown(self):
        """Steps that no file plays."""
        return sorted({s["do"] for s in self.case["setup"]} - set(STEPS))

    def play(self):
        for n, s in enumerate(self.case["setup"], 1):
            if STEPS[s["do"]](self, s) not in (None, 0):
                self.refused.append(n)

    def got(self):
        """What came, by the keys of what is expected."""
        found = {}
        for key, expected in self.case["expect"].items():
            if key in self.asked:
                found[key] = self.asked[key]
            elif key in WANTS:
                found[key] = WANTS[key](self, expected)
            else:
                found[key] = f"nobody can tell {key}"
        return found


def money(rows, field):
    """A sum of amounts as text with two decimals."""
    cents = sum(round(float(r[field] or 0) * 100) for r in rows)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
