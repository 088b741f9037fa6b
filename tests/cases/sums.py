# Published cases of documents against the library: tax, discounts, spreading.
# Reads a topic, lets build/tools/sums work it out, and speaks TAP.
#
#	sums.py TOOL FILE
import json
import subprocess
import sys

TOOL, FILE = sys.argv[1:3]
DIGITS = {"JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3}


def ask(lines):
    done = subprocess.run([TOOL], input="\n".join(lines) + "\n", text=True,
                          capture_output=True)
    if done.returncode:
        sys.exit(f"Bail out! {lines}: {done.stderr}")
    return [line.split() for line in done.stdout.splitlines()]


def percent(share):
    """0.5 as 50; what is in percent already as it is."""
    if share.endswith("%"):
        return share[:-1]
    whole, _, part = share.partition(".")
    digits = (whole + part.ljust(2, "0")[:2]).lstrip("0") or "0"
    rest = part[2:]
    return digits + ("." + rest if rest else "")


def header(step):
    if "percent" in step:
        return "percent " + percent(step["percent"])
    return "amount " + step["amount"]


def documents(steps):
    """The commands of each document, by its name."""
    found, now = {}, None
    for s in steps:
        if s["do"] == "document":
            now = found[s["id"]] = [
                f"document {DIGITS.get(s.get('currency'), 2)} "
                f"{'in' if s.get('tax_included') else 'on'}"]
        elif s["do"] == "line":
            now += [f"line {s['qty']} {s['price']} {percent(s['tax'])} "
                    f"{percent(s.get('discount', '0%'))}"
                    ] * s.get("times", 1)
        elif s["do"] == "header-discount":
            now.append(header(s))
        else:
            return None
    return found


def picked(out, wanted):
    """Of what came out, what the case names."""
    lines, total = out[:-1], out[-1]
    have = {"lines": [line[:3] for line in lines], "net": total[0],
            "tax": total[1], "gross": total[2],
            "shares": [line[3] for line in lines]}
    return {k: have[k] for k in wanted}


def of_steps(case):
    steps, expect = case["setup"], case["expect"]
    docs = documents(steps)
    if docs is not None:
        return {d: picked(ask(docs[d] + ["end"]), expect[d])
                for d in expect}, expect
    if steps[0]["do"] == "round":
        out = ask([f"round {s['value']} {s['digits']}" for s in steps])
        return {"rounded": [line[0] for line in out]}, expect
    if steps[0]["do"] == "spread":
        return {"shares": ask(
            [f"spread {s['amount']} {' '.join(s['over'])}" for s in steps])
        }, expect
    return None, None


def line(x):
    return (f"line {x['qty']} {x['price']} {percent(x.get('rate', '0'))} "
            + "+".join(percent(d) for d in
                       x.get("discounts", [x.get("discount", "0")])))


def of_line(x, expect):
    tax = "in" if x.get("included") else "on"
    return picked(ask([f"document 2 {tax}", line(x), "end"]), expect)


def of_lines(x, expect):
    each = x.get("each", {})
    tax = "in" if each.get("included") else "on"
    return picked(ask([f"document 2 {tax}"] + [line({**each, **one})
                  for one in x["lines"]] + ["end"]), expect)


def combined(x, expect):
    out = ask(["document 2 on", line(x), "end"])
    off = ask(["document 4 on", line({**x, "qty": "1", "price": "100"}),
               "end"])[-1][0]
    whole, part = off.split(".")
    taken = 1000000 - int(whole + part)
    return {"discount": f"{taken // 10000}.{taken % 10000:04}%",
            "line": out[-1][0]}


def of_header(x, expect):
    out = ask(["document 2 on"] + [f"line 1 {v} 0 0" for v in x["lines"]] +
              [header({"percent": x["percent"]} if "percent" in x
                      else {"amount": x["discount"]}), "end"])
    return {"discount": out[-1][3], "shares": [o[3] for o in out[:-1]],
            "lines": [o[0] for o in out[:-1]], "total": out[-1][0]}


CHECKS = {"line": of_line, "lines": of_lines, "combine": combined,
          "header": of_header}


def figures(case):
    if "check" not in case:
        return of_steps(case)
    check = CHECKS.get(case["check"])
    if check is None:
        return None, None
    got = check(case["inputs"], case["expect"])
    return got, {k: case["expect"][k] for k in got}


n = 0
bad = 0
for case in json.load(open(FILE)):
    got, want = figures(case)
    n += 1
    if got is None:
        print(f"not ok {n} - {case['id']}: no driver for it")
        bad += 1
        continue
    good = got == want
    bad += not good
    print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: {case['what']}")
    if not good:
        print(f"# got  {got}\n# want {want}")
print(f"1..{n}")
sys.exit(bad > 0)
