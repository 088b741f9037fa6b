# Steps of the forms of receivables, of invoices and their red letters: each order is
# of a customer of its own case, charged by the form that the step means.
from cash_book import step, want, run, must, tell, money


def order(book, *words, now=None):
    """A draft of the case's customer."""
    return must("crm-order", "add", f"customer=id:{book.customer()}", *words,
                now=now)[0]["order_id"]


def confirm(book, o, now=None):
    for verb in ("submit", "confirm"):
        must("crm-order", verb, o, now=now)


def product():
    """Something that lies in no stock."""
    name = "cash-thing"
    if run("crm-stock", "product", "show", f"={name}") != 0:
        must("crm-stock", "product", "add", f"sku={name}", f"name={name}",
             "stocked=no")
    return name


def receivables(o, *columns, where="void_on is null"):
    return must("crm-order", "receivable", "list", "-c", ",".join(columns),
                "-s", "due_on,receivable_id", "-w",
                f'order = "id:{o}" and {where}')


# ---- plans ----

def part_text(p):
    return f"{p['percent']} {p.get('days', 0)}d"


@step("plan")
def plan(book, s):
    """An order in instalments, confirmed on that day."""
    terms = f"plan {book.case['id']}"
    must("crm-order", "terms", "add", f"name={terms}",
         "parts=" + ", ".join(part_text(p) for p in s["parts"]))
    o = order(book, "form=instalment", f"amount={s['total']}",
              f"payment_terms={terms}", now=s["date"])
    confirm(book, o, now=s["date"])
    book.ids["plan"] = o
    book.asked["plan"] = [[r["due_on"], r["amount"]] for r in
                          receivables(o, "due_on", "amount")]


@step("invoice-plan")
def invoice_plan(book, s):
    """All that is planned, on one day."""
    must("crm-order", "order", "invoice", book.ids["plan"], now=s["date"])
    invoices = must("crm-order", "invoice", "list", "-c", "invoice_id", "-w",
                    f'order = "id:{book.ids["plan"]}" and status = requested')
    must("crm-order", "invoice", "issue", invoices[0]["invoice_id"],
         now=s["date"])


@step("ask-booked")
def ask_booked(book, s):
    rows = receivables(book.ids["plan"], "amount", "booked_on",
                       where=f"booked_on <= {s['on']}")
    book.asked.setdefault("booked", {})[s["on"]] = money(rows, "amount")


# ---- deliveries ----

def shipped(book, s, *words):
    """What each delivery of the line is charged."""
    o = order(book, "form=delivery", *words)
    price = f"{float(s['gross']) / float(s['qty']):.6f}"
    line = must("crm-order", "order-line", "add", f"order=id:{o}",
                f"product=={product()}", f"quantity={s['qty']}",
                f"unit_price={price}", "-c", "order_line_id,amount")[0]
    assert float(line["amount"]) == float(s["gross"]), line
    confirm(book, o)
    for q in s["ship"]:
        must("crm-order", "order-line", "ship", line["order_line_id"],
             f"quantity={q}")
    return [r["amount"] for r in must(
        "crm-order", "receivable", "list", "-c", "amount", "-s",
        "receivable_id", "-w", f'order = "id:{o}" and form = delivery')]


@step("deliveries")
def deliveries(book, s):
    """What each comes to is what it is charged without a deposit."""
    shares = shipped(book, s)
    charged = (shipped(book, s, f"deposit={s['deposit']}") if "deposit" in s
               else shares)
    book.asked["deliveries"] = [
        [share, f"{float(share) - float(due):.2f}", due]
        for share, due in zip(shares, charged)]


# ---- subscriptions ----

@step("subscribe")
def subscribe(book, s):
    o = order(book, now=s["start"])
    words = [f"order=id:{o}", f"product=={product()}", "quantity=1",
             f"unit_price={s['price']}", "form=subscription",
             f"period={s['period']}", f"starts_on={s['start']}"]
    for key, field in (("end", "ends_on"), ("anchor_day", "anchor_day")):
        if key in s:
            words.append(f"{field}={s[key]}")
    must("crm-order", "order-line", "add", *words)
    confirm(book, o, now=s["start"])
    rows = must("crm-order", "receivable", "list", "-c", "from,until,amount",
                "-s", "from", "-w", f'order = "id:{o}"')
    found = {"periods": [[r["from"], r["until"], r["amount"]] for r in rows],
             "sum": money(rows, "amount")}
    book.asked[s["id"]] = {k: found[k] for k in book.case["expect"][s["id"]]}


# ---- never over the contract ----

@step("contract")
def contract(book, s):
    book.ids["contract"] = must(
        "crm-order", "contract", "add", f"customer=id:{book.customer()}",
        f"amount={s['total']}")[0]["contract_id"]
    must("crm-order", "contract", "submit", book.ids["contract"])
    for party in ("customer", "seller"):
        must("crm-order", "contract", "sign", book.ids["contract"],
             f"party={party}", "signed_by=Li")


@step("invoice-amount")
def invoice_amount(book, s):
    return run("crm-order", "contract", "invoice", book.ids["contract"],
               f"amount={s['amount']}")


@want("invoiced")
def invoiced(book, _):
    return money(must("crm-order", "invoice", "list", "-c", "gross", "-w",
                      f'contract = "id:{book.ids["contract"]}"'), "gross")


# ---- red letters ----

@step("blue")
def blue(book, s):
    i = must("crm-order", "invoice", "add",
             f"customer=id:{book.customer()}")[0]["invoice_id"]
    for n, line in enumerate(s["lines"], 1):
        must("crm-order", "invoice-line", "add", f"invoice=id:{i}",
             f"line={n}", f"quantity={line['qty']}",
             f"gross={line['gross']}", f"tax_rate={line['tax']}")
    must("crm-order", "invoice", "issue", i)
    book.ids[s["id"]] = i
    book.asked["reds"], book.asked["states"] = [], []


@step("red")
def red(book, s):
    i = book.ids[s["of"]]
    words = [f"{word}={s[key]}" for word, key in
             (("quantity", "qty"), ("gross", "gross"), ("line", "line"))
             if key in s]
    status, rows, _ = tell(
        "crm-order", "invoice", "red", i,
        f"reason={s.get('reason', 'allowance').replace('-', '_')}", *words)
    if status != 0:
        return status
    letter = next(r["invoice_id"] for r in rows if r["red_of_id"] == i)
    r = must("crm-order", "invoice", "list", letter, "-c", "net,tax,gross")[0]
    book.asked["reds"].append([r[k].lstrip("-") for k in
                               ("net", "tax", "gross")])
    book.asked["states"].append(must("crm-order", "invoice", "list", i, "-c",
                                     "status")[0]["status"])
    return 0
