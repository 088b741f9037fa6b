# Steps of payment terms.
from cash_book import step, want, run, tell, must


def part_text(p):
    """A part as terms write it."""
    return " ".join([p.get("percent") or p.get("amount") or "rest",
                     f"{p.get('days', 0)}d", *(["eom"] if p.get("eom") else []),
                     *([f"day {p['day']}"] if "day" in p else [])])


def parts_of(book, s):
    text = ", ".join(part_text(p) for p in s["parts"])
    return tell("crm-order", "terms", "test", f"parts={text}",
                f"amount={s['total']}", f"on={s['date']}")


@step("terms")
def terms(book, s):
    """What the terms make of it: dates and amounts, and what they add up to."""
    status, rows, _ = parts_of(book, s)
    wanted = book.case["expect"].get(s["id"], {})
    found = {"parts": [[r["due_on"], r["amount"]] for r in rows],
             "sum": f"{sum(round(float(r['amount']) * 100) for r in rows) / 100:.2f}",
             "refused": status != 0}
    book.asked[s["id"]] = {k: found[k] for k in wanted}
    for i, r in enumerate(rows):
        book.ids[f"{s['id']}.{i}"] = must(
            "crm-order", "receivable", "add",
            f"customer=id:{book.customer()}", f"amount={r['amount']}",
            f"booked_on={s['date']}", f"due_on={r['due_on']}")[0][
                "receivable_id"]


@step("pay-oldest")
def pay_oldest(book, s):
    payment = must("crm-order", "payment", "add",
                   f"customer=id:{book.customer()}", f"amount={s['amount']}")
    run("crm-order", "payment", "allocate", payment[0]["payment_id"])
    book.asked["paid"] = [
        f"{float(r['amount']) - float(r['open']):.2f}" for r in
        (book.receivable(n) for n in sorted(book.ids))]


@step("ask-overdue")
def ask_overdue(book, s):
    rows = must("crm-order", "receivable", "list", "-c", "open", "-w",
                f"{book.ours()} and due_on < {s['on']}")
    # Of what is overdue, at the end of all steps.
    book.asked.setdefault("overdue", {})[s["on"]] = (
        f"{sum(float(r['open']) for r in rows):.2f}")
