# Steps and asks of ageing, of days of sales outstanding and collection, of dunning.
import datetime
import os
import subprocess

from cash_book import step, must, run, money

TODAY = "2026-06-30"
COLUMNS = {"disputed": "disputed", "retained": "retained", "credit": "credit"}


def day_after(day, n):
    return (datetime.date.fromisoformat(day)
            + datetime.timedelta(days=n)).isoformat()


def note(book, key, value):
    """What one step finds is that; what several find is a list."""
    book.said = getattr(book, "said", {})
    book.said.setdefault(key, []).append(value)
    found = book.said[key]
    book.asked[key] = found[0] if len(found) == 1 else found


def setting(name, value):
    known = must("crm-admin", "setting", "list", "-w", f"name = {name}")
    words = (["set", known[0]["setting_id"]] if known else
             ["add", f"name={name}"])
    must("crm-admin", "setting", *words, f"value={value}")


# ---- ageing ----

def column_name(name):
    """days_31_60 as cases call it: 31-60."""
    if name.startswith("days_over_"):
        return ">" + name[len("days_over_"):]
    if name.startswith("days_"):
        low, high = name.split("_")[1:]
        return f"{'1' if low == '0' else low}-{high}"
    return name if name in ("not_due", *COLUMNS) else None


@step("ask-ageing")
def ask_ageing(book, s):
    edges = s.get("edges")
    whose = book.ours()
    if "customer" in s:
        whose = f'customer = "id:{book.customer(s["customer"])}"'
    if edges:
        setting("ageing_edges", ",".join(map(str, edges)))
    rows = must("crm-report", "ageing", "--totals", "-w", whose, "--on",
                s["on"], *(["--date", "booked_on"]
                           if s.get("by") == "invoice" else []))
    row = next((r for r in rows if r["row"] == "total"), {"total": "0.00"})
    if edges:
        setting("ageing_edges", "30,60,90,120")
    found = {column_name(k): v for k, v in row.items()
             if column_name(k) and float(v) != 0}
    # A case that gives the buckets alone has no total, and seldom the net.
    wanted = book.case["expect"].get("ageing", {}).get(s["on"], {})
    for name in ("total", "net"):
        if name in wanted:
            found[name] = row.get(name, "0.00")
    book.asked.setdefault("ageing", {})[s["on"]] = found


# ---- days of sales outstanding, and collection ----

def add(customer, amount, day, *words):
    return must("crm-order", "receivable", "add", f"customer=id:{customer}",
                f"amount={amount:.2f}", f"booked_on={day}", *words)[0][
                    "receivable_id"]


def settle(customer, receivable, amount, day):
    payment = must("crm-order", "payment", "add", f"customer=id:{customer}",
                   f"amount={amount:.2f}", f"received_on={day}")[0]
    must("crm-order", "payment", "allocate", payment["payment_id"],
         f"{receivable}={amount:.2f}")


def owe(customer, sales, left, day, before):
    """A sale of the day of which, with what was open before, so much is left."""
    if sales > 0:
        sale = add(customer, sales, day, f"due_on={TODAY}")
        if sales > left:
            settle(customer, sale, sales - left, day)
    if left > sales:
        add(customer, left - sales, before, "form=opening",
            f"due_on={before}")


@step("dso")
def dso(book, s):
    """A customer of whom just that is owed."""
    sales = sum(map(float, s["credit_sales"]))
    begins = day_after(TODAY, 1 - s["days"])
    who = book.customer(f"dso {len(book.customers)}")
    owe(who, sales, float(s["receivable"]), begins, day_after(begins, -1))
    row = must("crm-report", "dso", "-w", f'customer = "id:{who}"', "--from",
               begins, "--to", TODAY)[0]
    note(book, "dso", f"{float(row['dso']):.2f}" if row["dso"] else "n/a")


@step("countback")
def count_back(book, s):
    """Months as long as they say, which those of a calendar are not."""
    tool = os.path.join(os.environ["CRM_TOOLS"], "dso")
    words = [str(round(float(x) * 100)) if i % 2 == 0 else str(x)
             for m in s["months"] for i, x in enumerate(m)]
    done = subprocess.run([tool, "count-back",
                           str(round(float(s["receivable"]) * 100)), *words],
                          capture_output=True, text=True, check=True)
    note(book, "countback", f"{int(done.stdout) / 100:.2f}"
         if done.stdout else "n/a")


@step("cei")
def cei(book, s):
    """So much open before, sold, open at the end, and not overdue then."""
    begins = "2026-04-01" if s.get("months") == 3 else "2026-06-01"
    before = day_after(begins, -1)
    who = book.customer(f"cei {len(book.customers)}")
    begin, sales, end, current = (float(s[k]) for k in (
        "begin", "credit_sales", "end_total", "end_current"))
    old = add(who, begin, before, "form=opening", f"due_on={before}")
    new = add(who, sales, begins, f"due_on={TODAY}")
    settle(who, old, begin - (end - current), TODAY)
    settle(who, new, sales - current, TODAY)
    row = must("crm-report", "collection", "-w", f'customer = "id:{who}"',
               "--from", begins, "--to", TODAY)[0]
    rate = row["cei_monthly" if "months" in s else "cei"]
    note(book, "cei", f"{float(rate):.2f}%")


@step("ask-collection")
def ask_collection(book, s):
    row = must("crm-report", "collection", "-w", book.ours(), "--from",
               s["from"], "--to", s["to"])[0]
    note(book, "collection_rate", f"{float(row['rate']):.2f}%"
         if row["rate"] else "n/a")
    note(book, "due_in_period", row["due"])
    note(book, "collected_of_it", row["collected"])


# ---- the account of a customer, and what is not expected of it ----

@step("roll")
def roll(book, s):
    """An account over a month: what was open, sold, paid and given up."""
    begins = day_after(TODAY, -29)
    who = book.customer(f"roll {len(book.customers)}")
    if float(s.get("opening", 0)) > 0:
        before = day_after(begins, -1)
        add(who, float(s["opening"]), before, "form=opening", f"due_on={before}")
    sale = add(who, float(s["sales"]), begins, f"due_on={TODAY}")
    payment = must("crm-order", "payment", "add", f"customer=id:{who}",
                   f"amount={s['collected']}", f"received_on={begins}")[0]
    must("crm-order", "payment", "allocate", payment["payment_id"])
    if float(s.get("written_off", 0)) > 0:
        must("crm-order", "receivable", "write-off", sale, "kind=bad_debt",
             f"amount={s['written_off']}", f"on={TODAY}")
    rows = must("crm-report", "statement", who, "--from", begins, "--to",
                TODAY)
    note(book, "closing", next(r["balance"] for r in rows
                               if r["kind"] == "closing"))


@step("allowance")
def allowance(book, s):
    """The first bucket is not due, each further one a month older."""
    shares = [b[1].rstrip("%") for b in s["buckets"]]
    edges = [30 * n for n in range(1, len(shares) - 1)]
    who = book.customer(f"allowance {len(book.customers)}")
    for n, (amount, _) in enumerate(s["buckets"]):
        due = day_after(TODAY, 1 - 30 * n) if n else TODAY
        add(who, float(amount), day_after(due, -30), f"due_on={due}")
    setting("ageing_edges", ",".join(map(str, edges)))
    setting("allowance_percents", ",".join(shares))
    rows = must("crm-report", "allowance", "-w", f'customer = "id:{who}"',
                "--on", TODAY)
    setting("ageing_edges", "30,60,90,120")
    setting("allowance_percents", "0,1,5,10,30,50")
    note(book, "total", money(rows, "open"))
    note(book, "allowance", money(rows, "allowance"))
    # What is there already is the ledger's.
    note(book, "charge", f"{float(money(rows, 'allowance')) - float(s.get('have', 0)):.2f}")


# ---- dunning ----

def dunned(book, on, where=None):
    return must("crm-report", "dunning", "-w", where or book.ours(), "--on",
                on)


@step("ask-days-to-pay", "ask-average-days")
def ask_days(book, s):
    """Days from the booking to the last payment, of what was settled."""
    row = must("crm-report", "days-to-pay", "-w", book.ours(), *(
        w for k in ("from", "to", "on") if k in s for w in (f"--{k}", s[k])))
    note(book, "days_to_pay", row[0]["days"] if row else "n/a")


@step("ask-level")
def ask_level(book, s):
    """Those that are expected, and whatever else has reached a level."""
    expected = book.case["expect"].get("dunning", {}).get(s["on"], {})
    book.asked.setdefault("dunning", {})[s["on"]] = {
        book.name_of(r["receivable_id"]): [
            int(r["days"]), int(r["level"]), r["open"]]
        for r in dunned(book, s["on"])
        if book.name_of(r["receivable_id"]) in expected or r["level"] != "0"}


@step("interest")
def interest(book, s):
    """A level of its own, reached on that day."""
    who = book.customer(f"interest {len(book.customers)}")
    due = day_after(TODAY, -s["days"])
    add(who, float(s["amount"]), due, f"due_on={due}")
    level = must("crm-order", "dunning-level", "add", "level=99",
                 f"days={s['days']}", f"fee={s.get('fee', '0')}",
                 f"interest={s['rate']}")[0]["dunning_level_id"]
    row = dunned(book, TODAY, f'customer = "id:{who}"')[0]
    must("crm-order", "dunning-level", "delete", level)
    note(book, "interest", row["interest"])
    note(book, "claim", row["claim"])


@step("notice-dates")
def notice_dates(book, s):
    """Where other policies count from: dates as terms of payment have them."""
    day, found = s["due"], []
    for level in s["levels"]:
        start = day if level["mode"] == "previous" else s["due"]
        part = f"rest {level['days']}d" + (
            " eom" if level["mode"] == "end-of-month" else "")
        day = must("crm-order", "terms", "test", f"parts={part}",
                   "amount=1.00", f"on={start}")[0]["due_on"]
        found.append(day)
    note(book, "policy_dates", found)


@step("level-dates")
def level_dates(book, s):
    """The first day of each level."""
    who = book.customer(f"levels {len(book.customers)}")
    add(who, 1, s["due"], f"due_on={s['due']}")
    found, reached = [], 0
    for n in range(70):
        on = day_after(s["due"], n)
        level = int(dunned(book, on, f'customer = "id:{who}"')[0]["level"])
        if level > reached:
            reached = level
            found.append(on)
    note(book, "level_dates", found)


# ---- what is disputed ----

@step("undispute", "resolve")
def undispute(book, s):
    return run("crm-order", "receivable", "undispute",
               book.ids[s["receivable"]],
               *([f"on={s['date']}"] if "date" in s else []))


@step("dispute")
def dispute(book, s):
    return run("crm-order", "receivable", "dispute",
               book.ids[s["receivable"]], "reason=as the case says",
               # What nobody dates was so from the first.
               f"on={s.get('date') or book.receivable(s['receivable'])['booked_on']}")
