# Steps and asks of the journal, month-end values, bills of exchange, bank statements
# and closed periods.
import re
import subprocess
from collections import defaultdict
from datetime import date

import cash_pay  # its steps stand before they are wrapped here
from cash_book import STEPS, step, want, run, must, tell, money

# DOMAIN was revised since: a number that is named narrows what may be meant, and the
# day only orders it (tests/cmd/crm-order/bank.t).
UNANSWERED = {
    "BM-03": "the line is for the one that it names",
    "BM-05": "what is named is found however late it is paid",
}

# Of a role of the account map what the cases call it.
ROLES = {"receivable": "receivable", "revenue": "revenue",
         "output_tax": "output-tax", "pending_tax": "output-tax-pending",
         "cash": "bank", "advances": "customer-advances",
         "discount": "discount", "bad_debt": "bad-debt",
         "rounding": "rounding", "fee": "bank-fee",
         "withholding": "withholding", "exchange": "exchange",
         "unrealised": "exchange-unrealised", "opening": "opening",
         "bills": "bills", "interest": "interest", "payable": "payable",
         "deferred": "deferred", "dunning": "dunning",
         # A value of what is owed, which the cases have on its account.
         "revaluation": "receivable"}


# ---- the journal ----

def invoice(book, day, net, tax, customer="C1"):
    """An invoice as another system issued it."""
    gross = f"{float(net) + float(tax):.2f}"
    must("crm-order", "invoice", "import", "-", "-q", said=(
        "customer,status,issued_on,net,tax,gross,number\n"
        f"id:{book.customer(customer)},issued,{day},{net},{tax},{gross},"
        f"{book.case['id']}-{day}-{gross}\n"))


def clear(book):
    """What earlier cases left in the book is no part of this one."""
    if getattr(book, "cleared", False):
        return
    book.cleared = True
    for r in must("crm-admin", "period", "list"):
        run("crm-admin", "period", "reopen", r["period_id"], "--reason", "case")
    if book.case["id"].startswith("BM"):
        left = must("crm-order", "receivable", "list", "-w", "open > 0")
        if left:
            run("crm-order", "receivable", "void", "--keep-going",
                *(r["receivable_id"] for r in left))


def seller(name):
    tell("crm-admin", "seller", "add", f"code={name}", f"name={name}")


def own(book, text):
    """A document's number, which another case may have, too."""
    numbers = {s["number"] for s in book.case["setup"] if "number" in s}
    for n in sorted(numbers, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(n)}(?![\w-])",
                      f"{n}-{book.case['id']}", text)
    return text


def owed(plain):
    def play(book, s):
        clear(book)
        s = dict(s)
        if "seller" in s:
            seller(s["seller"])
        if "number" in s:
            s["number"] = own(book, s["number"])
        journal = book.case["id"].startswith("JN")
        if journal:  # before anything that the case dates
            s.setdefault("date", "2025-12-31")
        status = plain(book, s)
        if status == 0 and journal and "net" in s and s.get("invoiced", True):
            invoice(book, s["date"], s["net"],
                    f"{float(s['amount']) - float(s['net']):.2f}",
                    s.get("customer", "C1"))
        return status
    return play


def credited(plain):
    def play(book, s):
        status = plain(book, s)
        if status == 0 and book.case["id"].startswith("JN") and "net" in s:
            invoice(book, s["date"], f"-{s['net']}",
                    f"{float(s['net']) - float(s['amount']):.2f}")
        return status
    return play


def paid(plain):
    """What else settles it is part of what the customer is credited with."""
    kinds = {"bank-fee": "fee", "withholding": "withheld"}

    def play(book, s):
        clear(book)
        also = [a for a in s.get("also", []) if a["kind"] in kinds]
        amount = sum(float(x["amount"]) for x in (s, *also))
        return plain(book, {**s, "amount": f"{amount:.2f}",
                            **{kinds[a["kind"]]: a["amount"] for a in also}})
    return play


for name, around in (("receivable", owed), ("credit", credited),
                     ("pay", paid)):
    STEPS[name] = around(STEPS[name])


@step("invoice-tax")
def invoice_tax(book, s):
    # What is taxed is not asked about.
    invoice(book, s["date"], "0.00", s["tax"])


def entries(book):
    """Postings of the case: day -> what the cases call the account -> sum."""
    names = {r["account"]: ROLES.get(r["role"], r["role"])
             for r in must("crm-order", "account", "list", "-c", "all")}
    found = defaultdict(lambda: defaultdict(float))
    for r in must("crm-order", "journal", "-o", "csv"):
        if r["customer"].endswith(f" {book.case['id']}"):
            found[r["date"]][names[r["account"]]] += (
                float(r["debit"] or 0) - float(r["credit"] or 0))
    return found


def sums(postings):
    return {a: f"{v:.2f}" for a, v in postings.items() if round(v, 2) != 0}


@want("journal")
def journal(book, expected):
    """By day: a case that has two entries of one day has their sum."""
    got = entries(book)
    wanted = defaultdict(lambda: defaultdict(float))
    for e in expected:
        for a, v in e["postings"].items():
            wanted[e["date"]][a] += float(v)
    # Days that the case does not speak of are left out.
    same = all(sums(got[d]) == sums(p) for d, p in wanted.items())
    return expected if same else [
        {"date": d, "postings": sums(got[d])} for d in wanted]


@want("ledger")
def ledger(book, expected):
    """Of the days that the case lists, where it does, else of all."""
    listed = {e["date"] for e in book.case["expect"].get("journal", [])}
    total = defaultdict(float)
    for day, postings in entries(book).items():
        for a, v in postings.items():
            total[a] += v if not listed or day in listed else 0
    return {a: f"{round(total[a], 2) + 0:.2f}" for a in expected}


@step("recognise-by-days")
def recognise(book, s):
    """Of a subscription that is served over these days, what months earned."""
    owed = must("crm-order", "receivable", "add",
                f"customer=id:{book.customer()}", f"amount={s['amount']}",
                "form=subscription", f"from={s['from']}", f"until={s['to']}",
                f"booked_on={s['from']}", f"due_on={s['from']}",
                *([f"net={s['net']}"] if "net" in s else []))[0]
    book.asked["recognised"] = [
        [r["date"], f"{float(r['debit']):.2f}"]
        for r in must("crm-order", "journal", "--to", s["to"], "-o", "csv")
        if r["document_id"] == owed["receivable_id"] and r["debit"]
        and r["what"] == "earned"]


@step("transaction")
def transaction(book, s):
    """Postings as the journal writes them, which hledger checks."""
    lines = ["2026-01-01 case"]
    for p in s["postings"]:
        text = f"    {p['account']}  {p['amount']} {p['currency']}"
        for kind, sign in (("total", "@@"), ("unit", "@")):
            if f"{kind}_cost" in p:
                text += f" {sign} {p[f'{kind}_cost']} {p['cost_currency']}"
        lines.append(text)
    done = subprocess.run(["hledger", "-f", "-", "check"], text=True,
                          input="\n".join(lines) + "\n", capture_output=True)
    book.asked[s["id"]] = {"balanced": done.returncode == 0}


# ---- month-end values ----

@step("revalue")
def revalue(book, s):
    rates = ",".join(f"{c}:{r}" for c, r in s["rates"].items())
    # Other cases of the book owe in other currencies, at any rate.
    for c in ("USD", "EUR", "SGD", "GBP", "HKD", "JPY"):
        if c not in s["rates"]:
            rates += f",{c}:1"
    return run("crm-order", "revalue", "--on", s["date"], f"rates={rates}",
               "-q")


@want("revaluation")
def revaluation(book, expected):
    out = []
    for e in expected:
        rows = [r for r in must(
            "crm-order", "revaluation", "list", "-c", "all", "-w",
            f"revalued_on = {e['date']}")
                if r["receivable_id"] in book.ids.values()]
        out.append({"date": e["date"], "unrealised": money(rows, "gain_base")})
        if "each" in e:
            out[-1]["each"] = {book.name_of(r["receivable_id"]):
                               r["gain_base"] for r in rows}
        if "reversed_on" in e:
            back = {r["date"] for r in must("crm-order", "journal", "-o",
                                            "csv")
                    if r["document_id"] in
                    {x["revaluation_id"] for x in rows}}
            out[-1]["reversed_on"] = max(back, default="")
    return out


# ---- bills of exchange ----

def add_bill(book, *words, **how):
    status, rows, _ = tell("crm-order", "bill", "add",
                           f"customer=id:{book.customer()}", *words, **how)
    return status, rows[0]["bill_id"] if rows else None


def on(s):
    return [f"on={s['date']}"] if "date" in s else []


@step("bill")
def bill(book, s):
    status, book.ids[s["id"]] = add_bill(
        book, f"amount={s['amount']}", f"received_on={book.day(s)}",
        *([f"due_on={s['due']}"] if "due" in s else []),
        *(f"{k}={s[k]}" for k in ("currency", "rate", "months", "kind")
          if k in s), *([f"drawn_on={s['drawn']}"] if "drawn" in s else []))
    to = s.get("to", {s["receivable"]: None} if "receivable" in s else {})
    if status or not to:
        return status
    return run("crm-order", "bill", "settle", book.ids[s["id"]], "to=" + ",".join(
        book.ids[r] + (f"={to[r]}" if isinstance(to, dict) and to[r] else "")
        for r in to))


@step("bill-collect")
def collect(book, s):
    return run("crm-order", "bill", "collect", book.ids[s["bill"]], *on(s))


@step("bill-dishonour")
def dishonour(book, s):
    return run("crm-order", "bill", "dishonour", book.ids[s["bill"]], *on(s))


@step("bill-endorse")
def endorse(book, s):
    return run("crm-order", "bill", "endorse", book.ids[s["bill"]],
               f"to={s.get('to', 'Supplier')}", *on(s))


@step("bill-discount")
def discount(book, s):
    return run("crm-order", "bill", "discount", book.ids[s["bill"]],
               *(f"{k}={s[k]}" for k in ("rate", "fee", "interest")
                 if k in s), *on(s))


@step("bill-split")
def split(book, s):
    return run("crm-order", "bill", "split", book.ids[s["bill"]],
               "amounts=" + ",".join(s.get("amounts", s.get("into"))), *on(s))


@want("bills")
def bills(book, expected):
    return {b: must("crm-order", "bill", "list", book.ids[b], "-c",
                    "status")[0]["status"] for b in expected}


@step("ask-maturity")
def maturity(book, s):
    """Drawn that day, and come on it."""
    _, made = add_bill(book, "amount=1", f"drawn_on={s['date']}",
                       f"months={s['months']}", now=s["date"])
    book.asked.setdefault("maturity", []).append(must(
        "crm-order", "bill", "list", made, "-c", "due_on")[0]["due_on"])


@step("days")
def days(book, s):
    book.asked.setdefault("days", []).append(
        (date.fromisoformat(s["to"]) - date.fromisoformat(s["from"])).days)


@step("discount-note")
def discount_note(book, s):
    """Discounted for nothing it tells what it comes to when it is due."""
    def interest(rate):
        drawn = date(2026, 1, 1)
        due = date.fromordinal(drawn.toordinal() + s["term"])
        day = date.fromordinal(due.toordinal() - s["left"])
        _, made = add_bill(book, f"amount={s['face']}", f"drawn_on={drawn}",
                           f"received_on={drawn}", f"due_on={due}",
                           f"coupon={s.get('interest', '0%')}")
        must("crm-order", "bill", "discount", made, f"rate={rate}",
             f"year={s.get('year', 360)}", f"on={day}")
        return float(must("crm-order", "bill", "list", made, "-c",
                          "interest")[0]["interest"])
    face, borne, taken = float(s["face"]), interest("0%"), interest(s["rate"])
    book.asked.update(maturity_value=f"{face - borne:.2f}",
                      discount=f"{taken - borne:.2f}",
                      proceeds=f"{face - taken:.2f}")


# ---- bank statements ----

@step("statement-line")
def statement_line(book, s):
    ref = f"{book.case['id']}-{s['id']}"
    text = own(book, s.get("text", "")).replace('"', '""')
    status, rows, _ = tell(
        "crm-order", "bank-line", "import", "-", said=(
            "account,line_ref,booked_on,amount,payer,payer_account,text\n"
            f"A,{ref},{s['date']},{s['amount']},\"{s.get('payer', '')}\","
            f"{s.get('payer_account', s.get('account', ''))},\"{text}\"\n"))
    if status or not rows or rows[0]["_action"] != "inserted":
        return status or 5
    found = must("crm-order", "bank-line", "match", rows[0]["bank_line_id"])
    book.asked[s["id"]] = {
        "candidates": sorted(
            (" + ".join(sorted(book.name_of(i) for i in
                               r["for"].split(", ")))
             for r in found if r["for"])),
        "sure": found[0]["sure"] == "yes"}
    if "sure" not in book.case["expect"].get(s["id"], {"sure": 0}):
        del book.asked[s["id"]]["sure"]


# ---- closed periods ----

@step("lock")
def lock(book, s):
    clear(book)
    words = []
    if "seller" in s:
        seller(s["seller"])
        words.append(f"seller=={s['seller']}")
    if "area" in s:
        words.append(s["area"])
    if s.get("hard"):
        words.append("hard=yes")
    if "reason" in s:
        words += ["--reason", s["reason"]]
    return run("crm-admin", "period", "close", s["to"], *words)
