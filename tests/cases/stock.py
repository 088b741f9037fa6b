# Published cases of stock against the programs: reads a topic of
# ../shared/data/cases_stock, turns the steps of each case into commands on the
# book CRM_DB, compares every figure, and speaks TAP.
#
#	stock.py TOOL DIRECTORY TOPIC
#
# Each case has products and warehouses of its own, named by its id.  Figures that
# need no book are asked from TOOL, build/tools/stock-cases.
import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal, ROUND_HALF_UP

TOOL, DIRECTORY, TOPIC = sys.argv[1:4]
CENT = Decimal("0.01")


def run(*words, said=None, program="crm-stock"):
    """Status and rows of a command."""
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          input=said)
    if done.returncode not in (0, 4, 5):
        sys.exit(f"Bail out! {words}: {done.returncode} {done.stderr}")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return done.returncode, rows


def must(*words, said=None):
    status, rows = run(*words, said=said)
    if status != 0:
        sys.exit(f"Bail out! {words}: refused")
    return rows


def tool(*words):
    done = subprocess.run([TOOL, *map(str, words)], capture_output=True,
                          text=True)
    if done.returncode != 0:
        sys.exit(f"Bail out! {words}: {done.stderr}")
    return done.stdout.split()


def money(text):
    return Decimal(text).quantize(CENT, ROUND_HALF_UP)


def number(text):
    d = Decimal(text)
    return d.quantize(Decimal(1)) if d == d.to_integral() else d.normalize()


# ---- a case that moves goods ----

class Book:
    """The goods of one case."""

    def __init__(self, case):
        self.case = case
        self.id = case["id"]
        self.product = None
        self.places = {}
        self.moves = {}     # name of a step -> ids
        self.refused = []
        self.exit = 0
        self.frozen = {}    # a count step -> the count that froze for it
        self.issued = []    # values of all issues
        self.last = None    # the last receipt

    def place(self, name, **fields):
        name = name or "W"
        if name not in self.places:
            own = f"{name}-{self.id}"
            must("warehouse", "add", f"name={own}",
                 *(f"{k}={v}" for k, v in fields.items()))
            self.places[name] = own
        return self.places[name]

    def level(self, place):
        rows = must("level", "list", "-w",
                    f'product = "={self.product}" and '
                    f'warehouse = "{self.place(place)}"')
        return rows[0] if rows else {"on_hand": "0", "value": "0.00"}

    # One verb each: the words behind it, and what is done.

    def make(self, words):
        fields = dict(w.split("=") for w in words.split() if "=" in w)
        known = re.search(r"known cost ([\d.]+)", words)
        self.product = f"A-{self.id}"
        must("add", f"sku={self.product}", "decimals=6",
             f"cost_method={fields['cost']}",
             *([f"cost={known[1]}"] if known else []),
             *([f"tracking={t}" for t in ("lot", "serial")
                if re.search(rf"\b{t}\b", words)]))

    def post(self, verb, *words, said=None):
        status, rows = run(verb, *words, said=said)
        if status:
            self.exit = status
            return None
        return [r["move_id"] for r in rows]

    def step(self, text):
        name = re.search(r" as (\w+)$", text)
        name = name[1] if name else None
        text = re.sub(r" as \w+$", "", text)
        times = re.match(r"(\d+) times: (.*)", text)
        if times:
            text = times[2]
        ids = self.do(text, int(times[1]) if times else 1, name)
        if ids is None:
            self.refused.append(name)
        elif name:
            self.moves[name] = ids
            self.last = ids if name.startswith("r") else self.last

    def do(self, text, times, name):
        on = re.search(r" on ([\d-]+)", text)
        on = [f"on={on[1]}"] if on else []
        lot = re.search(r" lot (\w+)", text)
        lot = [f"lot={lot[1]}"] if lot else []
        expires = re.search(r" expires ([\d-]+)", text)
        expires = [f"expires={expires[1]}"] if expires else []
        place = re.search(r" (?:into|from) (\w+)", text)
        place = place[1] if place else None
        own = f"product=={self.product}"
        if m := re.match(r"product A (.*)", text):
            self.make(m[1])
            return []
        if m := re.match(r"warehouse (\w+) below zero", text):
            self.place(m[1], below_zero="yes")
            return []
        if m := re.match(r"receive ([\d.]+) (@|for) ([\d.]+)", text):
            return self.post(
                "receive", own, f"quantity={m[1]}",
                ("price=" if m[2] == "@" else "value=") + m[3],
                f"warehouse={self.place(place)}", *on, *lot, *expires)
        if m := re.match(r"issue ([\d.]+)", text):
            if times > 1:
                said = "quantity\n" + f"{m[1]}\n" * times
                return self.post("issue", "-", own,
                                 f"warehouse={self.place(place)}", *on,
                                 said=said)
            return self.post("issue", own, f"quantity={m[1]}",
                             f"warehouse={self.place(place)}", *on, *lot)
        if m := re.match(r"(return|scrap) ([\d.]+) of (\w+)", text):
            to = [f"warehouse={self.place(place)}"] if place else []
            return self.post("return", f"of={self.moves[m[3]][0]}",
                             f"quantity={m[2]}", *to, *on,
                             *(["scrap=yes"] if m[1] == "scrap" else []))
        if m := re.match(r"return-to-supplier ([\d.]+)", text):
            return self.post("return-to-supplier", own, f"quantity={m[1]}",
                             f"warehouse={self.place(None)}", *on)
        if m := re.match(r"transfer ([\d.]+) from (\w+) to (\w+)", text):
            ids = self.post("transfer", own, f"quantity={m[1]}",
                            f"warehouse={self.place(m[2])}",
                            f"to={self.place(m[3])}", *on)
            if ids:
                self.moves[f"{name}.in"] = [
                    r["move_id"] for r in must(
                        "move", "list", "-w", f"of = {ids[0]}")]
            return ids
        if m := re.match(r"count ([\d.]+) against frozen ([\d.]+)", text):
            price = re.search(r"@ ([\d.]+)", text)
            return self.count(name, m[1], price)
        if m := re.match(r"add cost ([\d.]+) to (\w+)", text):
            return self.post("add-cost", f"of={self.moves[m[2]][0]}",
                             f"value={m[1]}", *on)
        if m := re.match(r"void receipt (\w+)", text):
            return self.void(self.moves[m[1]][0])
        sys.exit(f"Bail out! {self.id}: what is '{text}'?")

    def freeze(self, later):
        """Opens the counts of later steps that were frozen just now."""
        for text in later:
            m = re.match(r"count [\d.]+ against frozen ([\d.]+).* on ([\d-]+)"
                         r".* as (\w+)", text)
            if (m and m[3] not in self.frozen and self.product
                    and Decimal(self.level(None)["on_hand"])
                    == Decimal(m[1])):
                rows = must("count", "open", "-",
                            f"warehouse={self.place(None)}", f"on={m[2]}",
                            said=f"sku\n={self.product}\n")
                self.frozen[m[3]] = rows[0]["count_id"]

    def count(self, name, counted, price):
        sheet = must("count", "sheet", self.frozen[name])[0]
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["count_line_id", "counted", "price"])
        writer.writerow([sheet["count_line_id"], counted,
                         price[1] if price else ""])
        must("count", "read", self.frozen[name], "-", said=out.getvalue())
        status, rows = run("count", "post", self.frozen[name])
        if status:
            self.exit = status
            return None
        return [r["move_id"] for r in rows]

    def void(self, move):
        rows = must("move", "history", move)
        status, _ = run("undo", rows[0]["batch"], program="crm-admin")
        self.exit = status
        return None if status else []

    # What came of it.

    def values(self, ids):
        if not ids:
            return []
        return [(r["value"] or "0", r["expense"] or "0", r["lot"],
                 r["quantity"])
                for r in must("move", "list", *ids, "-c",
                              "value,expense,lot,quantity")]

    def figure(self, name):
        base, _, part = name.partition(".")
        if part == "adj":
            ids = [r["move_id"] for r in must(
                "move", "list", "-w", f"kind = difference and of = "
                f"{self.moves[base][0]}")]
            return str(sum((money(v[0]) for v in self.values(ids)), money(0)))
        column = 1 if part == "expense" else 0
        ids = self.moves.get(name if part == "in" else base, [])
        return str(sum((money(v[column]) for v in self.values(ids)),
                       money(0)))

    def on(self, day):
        rows = must("move", "list", "-w",
                    f'product = "={self.product}" and moved_on <= {day}',
                    "-c", "quantity,value")
        return [str(number(sum(Decimal(r["quantity"]) for r in rows))),
                str(money(sum(Decimal(r["value"]) for r in rows)))]

    def layers(self):
        rows = must("layer", "list", "-w",
                    f'product = "={self.product}" and left > 0',
                    "-s", "since,layer_id")
        return [[r["since"], r["left"], r["left_value"]] for r in rows]

    def each_place(self, expect, column, form):
        if isinstance(expect, dict):
            return {p: form(self.level(p)[column]) for p in expect}
        return form(self.level(None)[column])

    def unit_cost(self, expect):
        def of(place):
            level = self.level(place)
            return str(money(Decimal(level["value"])
                             / Decimal(level["on_hand"])))
        if isinstance(expect, dict):
            return {p: of(p) for p in expect}
        return of(None)


def goods(case):
    b = Book(case)
    for i, step in enumerate(case["setup"]):
        b.step(step)
        b.freeze(case["setup"][i + 1:])
    got = {}
    for key, expect in case["expect"].items():
        if key == "moves":
            got[key] = {n: b.figure(n) for n in expect}
        elif key == "on_hand":
            got[key] = b.each_place(expect, key, lambda t: str(number(t)))
        elif key == "value":
            got[key] = b.each_place(expect, key, str)
        elif key == "unit_cost":
            got[key] = b.unit_cost(expect)
        elif key == "layers":
            got[key] = b.layers()
        elif key == "refused":
            got[key] = b.refused
        elif key == "exit":
            got[key] = b.exit
        elif key == "on":
            got[key] = {day: b.on(day) for day in expect}
        elif key == "picks":
            got[key] = {n: [[v[2], str(-number(v[3]))]
                            for v in b.values(b.moves[n])] for n in expect}
        elif key in ("issue_total", "issue_values"):
            rows = must("move", "list", "-w",
                        f'product = "={b.product}" and kind = issue',
                        "-c", "value")
            got[key] = (str(sum(money(r["value"]) for r in rows))
                        if key == "issue_total"
                        else dict(Counter(r["value"] for r in rows)))
        else:
            got[key] = None
    return got, case["expect"]


CHECKS = {"stock": goods}


def main():
    with open(f"{DIRECTORY}/{TOPIC}.json") as f:
        cases = json.load(f)
    failed = 0
    for i, case in enumerate(cases, 1):
        check = CHECKS[case["check"]]
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
