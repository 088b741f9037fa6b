# Steps of write-offs, discounts for early payment, and bad debts that are paid.
import datetime

from cash_book import Book, step, want, run, must, money

KINDS = {"bad-debt": "bad_debt"}


@step("write-off")
def write_off(book, s):
    """Who may only so much waits for consent, which is no write-off yet."""
    words = ["crm-order", "receivable", "write-off",
             book.ids[s["receivable"]], f"amount={s['amount']}",
             f"kind={KINDS.get(s.get('kind'), s.get('kind', 'bad_debt'))}",
             f"on={book.day(s)}"]
    if "limit" not in s:
        return run(*words)
    limit(s["limit"])
    status = run(*words, who="rep")
    waits = must("crm-admin", "approval", "list", "-w", "status = pending",
                 "-c", "approval_id")
    if status == 0 and waits:
        verb = "approve" if s.get("approved") else "reject"
        status = run("crm-admin", "approval", verb, waits[0]["approval_id"],
                     who="mgr")
        status = status if s.get("approved") else 5
    return status


def limit(amount):
    """What somebody may write off by himself, and who agrees to more."""
    for who, role in (("rep", "rep"), ("mgr", "manager")):
        if run("crm-team", "user", "show", who) != 0:
            must("crm-team", "user", "add", f"login={who}", f"role={role}")
    rows = must("crm-admin", "right", "list", "-w", "right = write_off")
    if not rows:
        must("crm-admin", "right", "add", "right=write_off", "role=rep",
             f"limit={amount}")


@step("reverse-write-off")
def take_back(book, s):
    rows = must("crm-order", "write-off", "list", "-w",
                f"receivable = \"id:{book.ids[s['receivable']]}\" and "
                f"status = posted",
                "-c", "all")
    kind = s.get("kind")
    rows = [r for r in rows if not kind or r["kind"] == KINDS.get(kind, kind)]
    if not rows:
        return 5
    return run("crm-order", "write-off", "take-back",
               rows[0]["write_off_id"],
               *([f"amount={s['amount']}"] if "amount" in s else []),
               *([f"on={s['date']}"] if "date" in s else []))


@want("written_off")
def written_off(book, expected):
    return {kind: money(book.allocations(f"kind = {KINDS.get(kind, kind)}"),
                        "amount") for kind in expected}


@step("early")
def early(book, s):
    """A receivable with steps, and what each payment leaves of it."""
    steps = " ".join(f"{p.rstrip('%')}/{days}" for days, p in s["terms"])
    # Beside what else the case is about.
    own = Book({"id": f"{book.case['id']} early", "setup": []})
    owed = must("crm-order", "receivable", "add",
                f"customer=id:{own.customer()}", f"amount={s['amount']}",
                f"booked_on={s['date']}", f"early={steps}")[0][
                    "receivable_id"]
    book.asked["early"] = [one_early(own, owed, p) for p in s["payments"]]


def one_early(book, owed, p):
    before = must("crm-order", "receivable", "list", owed, "-c",
                  "open,early,booked_on")[0]
    cash = p["cash"]
    if cash == "rest":
        cash = rest_in_cash(before, p["date"])
    payment = must("crm-order", "payment", "add",
                   f"customer=id:{book.customer()}",
                   f"amount={cash}", f"received_on={p['date']}")
    paid = payment[0]["payment_id"]
    must("crm-order", "payment", "allocate", paid, "discount=yes",
         "method=exact" if p["cash"] == "rest" else f"{owed}={cash}")
    after = must("crm-order", "receivable", "list", owed, "-c", "open")[0]
    paid = must("crm-order", "payment", "list", paid)[0]
    taken = float(before["open"]) - float(after["open"]) - float(cash)
    assert paid["unallocated"] == "0.00", paid
    return [p["date"], f"{float(cash):.2f}", f"{taken:.2f}", after["open"]]


def rest_in_cash(owed, day):
    """What the customer would send, by his own sum."""
    gone = (datetime.date.fromisoformat(day)
            - datetime.date.fromisoformat(owed["booked_on"])).days
    steps = [tuple(map(float, x.split("/"))) for x in owed["early"].split()]
    off = max((p for p, days in steps if gone <= days), default=0)
    return f"{float(owed['open']) * (100 - off) / 100:.2f}"


@step("discount-split")
def split(book, s):
    """The tax in a discount, as a line that is priced gross has it."""
    order = must("crm-order", "add", "tax_included=yes")[0]["order_id"]
    line = must("crm-order", "order-line", "add", f"order={order}",
                "quantity=1", f"amount={s['gross_discount']}",
                f"tax_rate={s['tax'].rstrip('%')}")[0]["order_line_id"]
    row = must("crm-order", "order-line", "list", line, "-c", "net,tax")[0]
    book.asked["split"] = [row["net"], row["tax"]]
