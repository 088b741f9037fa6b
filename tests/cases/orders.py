# Published cases of prices, documents and approvals against the programs: reads a
# topic of ../shared/data/cases_orders, turns each case into commands on the book
# CRM_DB, compares every figure, and speaks TAP.
#
#	orders.py DIRECTORY TOPIC
#
# A check is a function of a case that gives what came of it and what is wanted; its
# name in CHECKS is the `check` of the case.  Each case has records of its own, named
# by its id.
import csv
import io
import json
import os
import subprocess
import sys

DIRECTORY, TOPIC = sys.argv[1:3]
REFUSED = (3, 4, 5, 6)


def run(program, *words, who="ann", said=None):
    """Status and rows of a command."""
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          input=said, timeout=120,
                          env=dict(os.environ, CRM_USER=who))
    if done.returncode not in (0, *REFUSED):
        sys.exit(f"Bail out! {words}: {done.returncode} {done.stderr}")
    return done.returncode, list(csv.DictReader(io.StringIO(done.stdout)))


def must(program, *words, who="ann", said=None):
    status, rows = run(program, *words, who=who, said=said)
    if status != 0:
        sys.exit(f"Bail out! {words}: refused")
    return rows


# ---- prices ----

def price(case):
    """One product, its price rows, and who asks."""
    i, name, grades = case["inputs"], case["id"], {}
    must("crm-stock", "product", "add", f"sku={name}")
    for ask in i["ask"].values():
        if "customer" in ask:
            grades[ask["customer"]] = ask.get("grade", "")
    for who, grade in grades.items():
        must("crm-customer", "add", f"name={who}-{name}", f"grade={grade}")
    for row in i["prices"]:
        words = [f"product=={name}", f"price={row['price']}"]
        if row.get("scope") == "customer":
            words.append(f"customer=={row['who']}-{name}")
        elif row.get("scope") == "grade":
            words.append(f"grade={row['who']}")
        for field, key in (("min_qty", "break"), ("valid_from", "from"),
                           ("valid_to", "to"), ("currency", "currency")):
            if key in row:
                words.append(f"{field}={row[key]}")
        must("crm-stock", "price", "add", *words)
    got = {}
    for key, ask in i["ask"].items():
        words = [f"={name}", f"quantity={ask['qty']}", "--on", ask["on"]]
        if "customer" in ask:
            words.append(f"customer=={ask['customer']}-{name}")
        if "currency" in ask:
            words.append(f"currency={ask['currency']}")
        status, rows = run("crm-deal", "price", *words)
        got[key] = rows[0]["price"] if status == 0 else None
    return got, {key: plain(want) for key, want in
                 case["expect"]["price"].items()}


def plain(want):
    """A price without what the line comes to; as a decimal prints."""
    if isinstance(want, list):
        want = want[0]
    return want if want is None or "." not in want else (
        want.rstrip("0").rstrip("."))


CHECKS = {"price": price}


def main():
    with open(f"{DIRECTORY}/{TOPIC}.json") as f:
        cases = json.load(f)
    failed = 0
    for i, case in enumerate(cases, 1):
        check = CHECKS.get(case["check"])
        if check is None:
            print(f"not ok {i} - {case['id']} {case['check']}")
            failed += 1
            continue
        got, want = check(case)
        good = got == want
        failed += not good
        print(f"{'ok' if good else 'not ok'} {i} - {case['id']} "
              f"{case['what']}", flush=True)
        if not good:
            print(f"# got  {got}\n# want {want}")
    print(f"1..{len(cases)}")
    sys.exit(failed > 0)


main()
