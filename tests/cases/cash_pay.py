# Steps and asks of receivables, payments and what is for what.
from cash_book import step, want, run, must, tell, money

METHODS = {"pro-rata": "pro_rata"}


def words_of(s, *keys):
    return [f"{k}={s[k]}" for k in keys if k in s]


@step("receivable")
def receivable(book, s):
    words = [f"customer=id:{book.customer(s.get('customer', 'C1'))}",
             f"amount={s['amount']}", f"booked_on={book.day(s)}",
             *words_of(s, "currency", "rate", "net", "number")]
    if "due" in s:
        words.append(f"due_on={s['due']}")
    if "base" in s:
        words.append(f"amount_base={s['base']}")
    if "seller" in s:
        words.append(f"seller=={s['seller']}")
    if s.get("retained"):
        words.append("retained=yes")
    if "early" in s or "terms" in s:
        words.append("early=" + " ".join(
            f"{p.rstrip('%')}/{days}"
            for days, p in s.get("early", s.get("terms"))))
    status, rows, _ = tell("crm-order", "receivable", "add", *words)
    if status == 0:
        book.ids[s["id"]] = rows[0]["receivable_id"]
    return status


def explicit(book, s):
    return [f"{book.ids[r]}={a}" for r, a in s.get("to", {}).items()]


def put(book, s, payment, default):
    """What is for what, as the step says; by `default` where it says nothing."""
    method = s.get("method", default)
    if method == "none":
        return 0
    words = [f"method={METHODS.get(method, method)}", *explicit(book, s)]
    for key, word in (("refs", "to"), ("exclude", "exclude")):
        if key in s:
            words.append(f"{word}=" + ",".join(book.ids[r] for r in s[key]))
    if s.get("subsidiaries"):
        words.append("subsidiaries=yes")
    if s.get("discount"):
        words.append("discount=yes")
    if s["do"] == "allocate":
        words += words_of(s, "rate")
    return run("crm-order", "payment", "allocate", payment, *words,
               *([f"on={s['date']}"]
                 if s["do"] == "allocate" and "date" in s else []))


def pays(book, s, kind):
    words = [f"customer=id:{book.customer(s.get('customer', 'C1'))}",
             f"kind={kind}", f"amount={s['amount']}",
             f"received_on={book.day(s)}",
             *words_of(s, "currency", "rate", "net", "fee", "withheld")]
    if "base" in s:
        words.append(f"amount_base={s['base']}")
    if "payer" in s:
        words += [f"payer=id:{book.customer(s['payer'])}",
                  f"payer_reason={s.get('reason', 'as the case says')}"]
    if kind == "set_off":
        words.append(f"document={s.get('document', 'as the case says')}")
    status, rows, _ = tell("crm-order", "payment", "add", *words)
    if status == 0:
        book.ids[s["id"]] = rows[0]["payment_id"]
    return status


@step("pay")
def pay(book, s):
    return pays(book, s, "receipt") or put(book, s, book.ids[s["id"]],
                                           "oldest")


@step("set-off", "set_off", "netting")
def set_off(book, s):
    return pays(book, s, "set_off") or put(book, s, book.ids[s["id"]],
                                           "oldest")


@step("void")
def void(book, s):
    """Of a receivable or a payment."""
    noun = "payment" if "payment" in s else "receivable"
    return run("crm-order", noun, "void", book.ids[s[noun]],
               *([f"on={s['date']}"] if "date" in s else []))


@step("promise")
def promise(book, s):
    return run("crm-order", "receivable", "promise",
               book.ids[s["receivable"]], f"on={s['date']}",
               *words_of(s, "amount"))


@step("credit")
def credit(book, s):
    """It lowers its own receivable first, and what is more is credit."""
    status = pays(book, s, "credit")
    if status == 0 and "receivable" in s:
        return run("crm-order", "payment", "allocate", book.ids[s["id"]],
                   "method=explicit", f"to={book.ids[s['receivable']]}")
    return status or put(book, s, book.ids[s["id"]], "none")


@step("allocate")
def allocate(book, s):
    return put(book, s, book.ids[s["payment"]], "oldest")


@step("unallocate")
def unallocate(book, s):
    """What a payment is for, or of one of them; of a receivable what paid it."""
    on = [f"on={s['date']}"] if "date" in s else []
    if "payment" not in s:
        return run("crm-order", "receivable", "unallocate",
                   book.ids[s["receivable"]], *on)
    return run("crm-order", "payment", "unallocate", book.ids[s["payment"]],
               *([f"from={book.ids[s['receivable']]}"]
                 if "receivable" in s else []), *on)


@step("refund")
def refund(book, s):
    customer = book.customer(s.get("customer", "C1"))
    status, rows, _ = tell(
        "crm-order", "payment", "add", f"customer=id:{customer}",
        "kind=refund", f"amount={s['amount']}", f"received_on={book.day(s)}",
        *words_of(s, "currency", "rate"))
    if status == 0:
        book.ids["refund " + s["amount"]] = rows[0]["payment_id"]
        book.ids[s.get("id", "refund")] = rows[0]["payment_id"]
    return status


@step("cancel-refund")
def cancel_refund(book, s):
    name = s.get("refund", f"refund {s['amount']}" if "amount" in s
                 else "refund")
    return run("crm-order", "payment", "void", book.ids[name],
               *([f"on={s['date']}"] if "date" in s else []))


@step("ask-overdue-total")
def ask_overdue(book, s):
    """What was due before a day and is not paid at its end."""
    rows = [{"left": owed(book, r, s["on"])} for r in must(
        "crm-order", "receivable", "list", "-c", "all", "-w",
        f"{book.ours()} and due_on < {s['on']}")]
    book.asked.setdefault("overdue", {})[s["on"]] = money(rows, "left")


def owed(book, r, on):
    paid = [a for a in book.allocations()
            if a["receivable_id"] == r["receivable_id"]
            and a["allocated_on"] <= on]
    return float(r["amount"]) - float(money(paid, "amount"))


@want("outstanding")
def outstanding(book, expected):
    return {r: book.receivable(r)["open"] for r in expected}


@want("outstanding_base")
def outstanding_base(book, expected):
    return {r: book.receivable(r)["open_base"] for r in expected}


@want("settled")
def settled(book, _):
    rows = must("crm-order", "receivable", "list", "-c", "all", "-s",
                "receivable_id", "-w", f"{book.ours()} and status = settled")
    return [book.name_of(r["receivable_id"]) for r in rows]


@want("unallocated")
def unallocated(book, expected):
    return {p: book.payment(p)["unallocated"] for p in expected}


@want("unallocated_base")
def unallocated_base(book, expected):
    return {p: book.payment(p)["unallocated_base"] for p in expected}


@want("status")
def status_of(book, expected):
    return {r: book.receivable(r)["status"] for r in expected}


@want("credit")
def credit_of(book, expected):
    return {c: money(must(
        "crm-order", "payment", "list", "-c", "all", "-w",
        f'customer = "id:{book.customer(c)}"'), "unallocated")
        for c in expected}


@want("refused")
def refused(book, _):
    return book.refused


def live(book):
    """Rows of payments that were not taken back."""
    rows = book.allocations()
    back = {r["reverses_id"] for r in rows}
    return [r for r in rows if r["payment_id"] and r["receivable_id"]
            and not r["reverses_id"] and r["allocation_id"] not in back]


@want("allocations")
def allocations(book, expected):
    payments = {p for p, _, _ in expected}
    return [row for row in
            ([book.name_of(r["payment_id"]), book.name_of(r["receivable_id"]),
              r["amount"]] for r in live(book)) if row[0] in payments]


@want("gains")
def gains(book, _):
    return [[book.name_of(r["receivable_id"]), r["gain_base"]]
            for r in live(book)]


@want("gain")
def gain(book, _):
    return money(book.allocations(), "gain_base")
