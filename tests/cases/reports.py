# Published cases of reports against the programs: reads a topic of
# ../shared/data/cases_reports (or another folder), makes what each case is about
# in the book CRM_DB, asks the report, and speaks TAP.
#
#	reports.py TOOL FILE
#
# Each case has customers, products and deals of its own, whose names begin with its
# id.  Figures that need no book are asked from TOOL, build/tools/stock-cases.
import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, timedelta

TOOL, FILE = sys.argv[1:3]
TODAY = date(2026, 11, 21)
TIMES = 5   # a pair of products takes five customers who bought both

# What is about something that no report is, by what it gives.
OTHERS = {
    "bands": "fixed bands are another scheme, for contrast; ours are ranks",
    "weights": "of the people step: decomposing",
    "years": "of the people step: decomposing",
    "calendar": "of the people step: pace",
    "kpis": "of the people step: scorecards",
}
RANKS = "of the people step: ranks of given scores"
# Figures of another reading, for contrast.
CONTRAST = {"cum_le_bound"}


def run(*words, said=None):
    done = subprocess.run(words, capture_output=True, text=True, input=said)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.returncode} {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def enter(program, kind, rows):
    out = io.StringIO()
    w = csv.DictWriter(out, list(rows[0]))
    w.writeheader()
    w.writerows(rows)
    run(program, *kind, "import", "-", "-q", "-o", "csv", said=out.getvalue())


def report(name, *words):
    return run("crm-report", name, *words, "-o", "csv")


def mine(case, field="name"):
    """The condition that leaves what is this case's."""
    return f'{field} ~ "{case["id"]}-"'


def buyers(case, sales):
    """Customers 1, 2 …, and what each bought: (number, day, amount)."""
    names = sorted({n for n, _, _ in sales})
    enter("crm-customer", [],
          [{"name": f"{case['id']}-{n}"} for n in names])
    enter("crm-order", [],
          [{"number": f"{case['id']}-{i}", "customer": f"{case['id']}-{n}",
            "ordered_on": day, "amount": amount, "status": "closed"}
           for i, (n, day, amount) in enumerate(sales)])


def number(text):
    return None if text == "" else float(text)


# ---- customers ----

def scores(case, rows, which):
    got = {r["customer"]: int(r[which]) for r in rows}
    n = len(case["expect"]["scores"])
    return {"scores": [got[f"{case['id']}-{i:02}"] for i in range(n)]}


def rfm(case):
    values = case["setup"]["values"]
    buyers(case, [(f"{i:02}", TODAY, v) for i, v in enumerate(values)])
    return scores(case, report("rfm", "-w", mine(case)), "m")


def rfm_dates(case):
    days = case["setup"]["last_order"]
    buyers(case, [(f"{i:02}", d, 1) for i, d in enumerate(days)])
    return scores(case, report("rfm", "-w", mine(case)), "r")


def churn(case):
    day = TODAY - timedelta(days=case["setup"]["days_since"])
    sales = [("1", day, 1)]
    for gap in reversed(case["setup"]["gaps"]):
        day -= timedelta(days=gap)
        sales.append(("1", day, 1))
    buyers(case, sales)
    row = report("churn", "-w", mine(case))[0]
    return {"mean": number(row["mean_gap"]), "limit": number(row["limit"]),
            "state": row["status"]}


def repeat(case):
    buyers(case, dated(case))
    row = report("repeat", "-w", mine(case))[0]
    return {"repeat_rate": f"{float(row['repeat_rate']):.2f}",
            "buyers": int(row["n"]), "repeat": int(row["repeat"])}


def dated(case):
    """The orders, of which some say the month alone."""
    return [(n, day if len(day) > len("2026-01") else f"{day}-15", 1)
            for n, day in case["setup"]["orders"]]


def cohorts(case):
    """Of the cohort that is named, else the first; up to the end of the month of the
    last sale, for one that goes on has no retention."""
    sales = dated(case)
    buyers(case, sales)
    last = date.fromisoformat(max(day for _, day, _ in sales)).replace(day=28)
    end = (last + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    rows = report("cohorts", "-w", mine(case), "--on", str(end))
    own = case["setup"].get("cohort", min(r["cohort"] for r in rows))
    ours = [r for r in rows if r["cohort"] == own]
    return {"active": [int(r["bought"]) for r in ours],
            "sizes": [int(r["n"]) for r in rows if r["since"] == "0"],
            "retention": [float(r["retention"]) / 100 for r in ours]}


def gini(case):
    values = case["setup"]["values"]
    buyers(case, [(f"{i}", TODAY, v) for i, v in enumerate(values)])
    row = report("concentration", "-w", mine(case))[0]
    return {"gini": float(row["gini"]), "hhi": float(row["hhi"]),
            **{k: float(v) / 100 for k, v in row.items()
               if k.startswith("top_")}}


def abc(case):
    done = subprocess.run([TOOL, "abc", *map(str, case["setup"]["values"])],
                          capture_output=True, text=True, check=True)
    return {"classes": done.stdout.split()[0::2]}


def sell(case):
    """Each basket of five customers: what fewer bought together is no rule."""
    s, own = case["setup"], case["id"]
    goods = sorted({g for b in s["baskets"] for g in b} |
                   set(s["if"]) | set(s["then"]))
    enter("crm-stock", ["product"],
          [{"sku": f"{own}-{g}", "name": f"{own}-{g}"} for g in goods])
    who = [(f"{own}-{i}-{k}", b) for i, b in enumerate(s["baskets"])
           for k in range(TIMES)]
    enter("crm-customer", [], [{"name": n} for n, _ in who])
    enter("crm-deal", [],
          [{"name": f"{n}-{j}", "customer": n, "product": f"{own}-{g}",
            "stage": "won", "amount": 1, "opened_on": "2026-01-01",
            "closed_on": "2026-02-01"}
           for n, b in who for j, g in enumerate(b)])


def basket(case):
    """The rule by its row; of several products on the right, which the report has
    not, by the rows of the sets that it is about."""
    s = case["setup"]
    sell(case)
    left, right = sorted(set(s["if"])), sorted(set(s["then"]) - set(s["if"]))
    rows = {}
    for r in report("cross-sell", "-w", mine(case),
                    "--left", str(len(left) + len(right) - 1)):
        goods = frozenset(r["product"].split(" + "))
        rows[goods, r["also"]] = r

    def row(goods):
        names = [f"{case['id']}-{g}" for g in goods]
        return rows.get((frozenset(names[:-1]), names[-1]))

    whole = row(left + right)
    if whole is None:   # nobody bought them together
        return {"support": 0.0, "confidence": 0.0, "lift": 0.0}
    bought = int(whole["customers"])
    if len(right) > 1:
        bought = next(int(r["customers"]) for (goods, _), r in rows.items()
                      if goods == {f"{case['id']}-{g}" for g in left})
        both, everybody = int(whole["both"]), len(s["baskets"]) * TIMES
        ends = int(row(right)["both"])
        figures = {"support": both / everybody, "confidence": both / bought,
                   "lift": both / bought / (ends / everybody)}
    else:
        figures = {"support": float(whole["support"]) / 100,
                   "confidence": float(whole["confidence"]) / 100,
                   "lift": float(whole["lift"])}
    return {**figures, **by_chance(int(whole["both"]), bought, figures)}


def by_chance(both, bought, f):
    """What others say of a rule, by the counts behind the figures printed."""
    everybody = round(both / f["support"])
    share = round(f["confidence"] / f["lift"] * everybody) / everybody
    return {"leverage": both / everybody - bought / everybody * share,
            "conviction": None if both == bought
            else (1 - share) / (1 - both / bought)}


# ---- deals ----

def survival(case):
    s, own = case["setup"], case["id"]
    enter("crm-deal", [],
          [{"name": f"{own}-{i}", "stage": "won" if ended else "needs",
            "opened_on": TODAY - timedelta(days=t),
            "closed_on": TODAY if ended else ""}
           for i, (t, ended) in enumerate(zip(s["t"], s["event"]))])
    rows = report("survival", "-w", mine(case))
    steps = sorted((int(r["days"]), float(r["survival"]) / 100) for r in rows)

    def left(day):
        """It steps down where one ended, and holds until the next."""
        return [1.0, *(share for d, share in steps if d <= day)][-1]
    return {"curve": {day: left(int(day))
                      for day in case["expect"].get("curve", {})},
            "median": number(rows[0]["median"]) if rows else None}


def forecast(case, deals, first, last, on, owner=None):
    own = case["id"]
    enter("crm-deal", [],
          [{"name": f"{own}-{n}",
            "stage": "won" if category == "closed" else "needs",
            "category": "" if category == "closed"
            else category.replace(" ", "_"),
            "amount": amount, "opened_on": first, "expected_close": day,
            "closed_on": day if category == "closed" else "",
            **({"owner": owner} if owner else {})}
           for n, category, amount, day in deals])
    # Of some deals of somebody there would be no coverage: of all that are theirs.
    rows = report("forecast", "--from", first, "--to", last, "--on", on,
                  "-w", f"owner = {owner}" if owner else mine(case),
                  *(["--by", "owner"] if owner else []))
    return {r["line"]: r for r in rows}


# What a case calls a roll-up; with _only it is the category alone.
ROLLED = {"commit": "total_commit", "best_case": "total_best",
          "open": "total_open"}
# Those of nothing are not printed.
LINES = {"closed", "commit", "best_case", "pipeline", "slipped",
         "total_commit", "total_best", "total_open"}


def categories(case):
    """The lines that are expected, each by its amount."""
    s = case["setup"]
    lines = forecast(case, s["deals"], s["from"], s["to"], s["today"])

    def amount(name):
        line = name[:-5] if name.endswith("_only") else ROLLED.get(name, name)
        if line not in LINES:
            raise LookupError(f"no line of the forecast: {name}")
        return float(lines[line]["amount"]) if line in lines else 0.0
    return {k: amount(k) for k in case["expect"]}


def coverage(case):
    s = case["setup"]
    # Of a person of its own: some deals have no share of the company's target.
    owner = case["id"]
    run("crm-team", "user", "add", f"login={owner}", "role=rep", "-q")
    run("crm-team", "target", "add", "metric=signed", f"user={owner}",
        "period=2026-Q3", f"amount={s['target']}", "-q")
    lines = forecast(case, [("open", "pipeline", s["open"], "2026-09-01"),
                            ("won", "closed", s["closed"], "2026-07-20")],
                     "2026-07-01", "2026-09-30", "2026-08-15", owner)
    row = lines["target"]
    return {"coverage": row["coverage"] or row["note"]}


def unknown(case):
    raise LookupError("nothing here understands it")


def left_out(case):
    if "held out" in str(case["setup"].get("file", "")):
        return "its data is held out"
    if case.get("check") == "rank":
        return RANKS
    return next((why for field, why in OTHERS.items()
                 if field in case["setup"]), None)


CHECKS = {"rfm": rfm, "rfm_dates": rfm_dates, "churn": churn,
          "repeat": repeat, "gini": gini, "abc": abc, "basket": basket,
          "km": survival, "coverage": coverage}

# Of those that name no check: by what is given and expected.
BY_FIELDS = (
    ({"baskets"}, basket),
    ({"t", "event"}, survival),
    ({"gaps"}, churn),
    ({"last_order"}, rfm_dates),
    ({"orders", "repeat_rate"}, repeat),
    ({"orders", "active"}, cohorts),
    ({"orders", "sizes"}, cohorts),
    ({"orders", "retention"}, cohorts),
    ({"values", "scores"}, rfm),
    ({"values", "gini"}, gini),
    ({"values", "hhi"}, gini),
    ({"values", "classes"}, abc),
    ({"open", "coverage"}, coverage),
    ({"deals", "today"}, categories),
)


def check_of(case):
    kind = case.get("check")
    if kind is not None:
        return CHECKS.get(kind, categories if kind.startswith("fc_")
                          else unknown)
    fields = set(case["setup"]) | set(case["expect"])
    return next((check for needs, check in BY_FIELDS if needs <= fields),
                unknown)


# What reports print: percent with two decimals, decimals with four, but days.
PRINTED = 6e-5
DAYS = 5e-3


def close(got, want, tol):
    if isinstance(want, dict):
        return all(k in got and close(got[k], v, tol)
                   for k, v in want.items())
    if isinstance(want, list):
        return len(got) == len(want) and all(
            close(g, w, tol) for g, w in zip(got, want))
    if isinstance(want, float) and got is not None:
        return abs(got - want) <= max(
            DAYS if want > 1 else PRINTED, tol * abs(want))
    return got == want or (isinstance(want, str) and is_number(want)
                           and is_number(got) and float(got) == float(want))


def is_number(text):
    return re.fullmatch(r"-?\d+(\.\d+)?", text or "") is not None


def outcome(case):
    """What came and what was wanted of it; one that breaks is not all."""
    try:
        got = check_of(case)(case)
    except Exception as why:
        return {"failed": f"{type(why).__name__}: {why}"}, case["expect"]
    return got, {k: v for k, v in case["expect"].items() if k not in CONTRAST}


cases = json.load(open(FILE))
bad = 0
for n, case in enumerate(cases, 1):
    why = left_out(case)
    if why:
        print(f"ok {n} # SKIP {case['id']}: {why}", flush=True)
        continue
    got, want = outcome(case)
    good = bool(want) and close(got, want, case.get("tol", 1e-9))
    bad += not good
    print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: {case['what']}",
          flush=True)
    if not good:
        print(f"# got  {got}\n# want {want}")
print(f"1..{len(cases)}")
sys.exit(bad > 0)
