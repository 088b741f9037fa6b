# Published random numbers, and simulations whose answer has a closed form,
# against the library.  Reads a topic, lets build/tools/simulate work it out, and
# speaks TAP.
#
#	simulate.py TOOL FILE
import json
import math
import subprocess
import sys

TOOL, FILE = sys.argv[1:3]
DRAWS = 200000
SEED = 42

OURS = ("splitmix64", "xoshiro256ss")


def ask(question):
    done = subprocess.run([TOOL], text=True, capture_output=True,
                          input=question + "\n")
    if done.returncode:
        sys.exit(f"Bail out! {question}: {done.stderr}")
    return done.stdout.split()


def prng(c):
    s = c["setup"]
    if s["gen"] == "splitmix64":
        got = ask(f"splitmix {s['seed']} {s['n']}")
    else:
        state = s["state"] if "state" in s else ask(f"splitmix {s['seed']} 4")
        got = ask(f"xoshiro {' '.join(state)} {s['n']}")
    return got == c["expect"]["out"], f"got {got}"


def simulate(deals, target, draws=DRAWS, order=1):
    words = [f"{i} {p} {v}" for i, (p, v) in enumerate(deals, 1)][::order]
    out = ask(f"draws {SEED} {draws} {target} {' '.join(words)}")
    sums = dict(zip(map(int, out[7::2]), map(int, out[8::2])))
    names = ("mean", "variance", "p10", "p50", "p90", "met", "drawn")
    return dict(zip(names, map(float, out)), sums=sums)


def is_share(times, share, draws=DRAWS):
    """Within five standard errors of what is expected."""
    return abs(times / draws - share) <= 5 * math.sqrt(
        share * (1 - share) / draws) + 1e-12


def is_quantile(sums, value, share, draws=DRAWS):
    """So many lie at or below it, and no more below, as far as draws tell: at the
    edge between two values either is."""
    within = 5 * math.sqrt(share * (1 - share) / draws)
    below = sum(n for v, n in sums.items() if v < value) / draws
    return below - within <= share <= (
        below + sums.get(value, 0) / draws + within)


def monte_carlo(c):
    s, e = c["setup"], c["expect"]
    got = simulate(s["deals"], s["target"])
    good = all(abs(got[k] - e[k]) <= 1e-9 * max(1, abs(e[k]))
               for k in ("mean", "variance"))
    good &= all(is_quantile(got["sums"], e[k], int(k[1:]) / 100)
                for k in ("p10", "p50", "p90"))
    good &= is_share(got["met"], e["p_target"])
    for value, share in e.get("distribution", {}).items():
        good &= is_share(got["sums"].get(int(value), 0), share)
    if "distribution" in e:
        good &= set(got["sums"]) <= {int(v) for v in e["distribution"]}
    return good, f"got {got}"


def bound(c):
    s = c["setup"]
    low, high = c["expect"]["mean_between"]
    got = simulate(s["deals"], 0, s["runs"])["drawn"]
    return low <= got <= high, f"got {got}"


def same(_):
    deals = [(0.1 * k, 100 * k) for k in range(1, 10)]
    one, other = simulate(deals, 900), simulate(deals, 900, order=-1)
    one.pop("variance"), other.pop("variance")
    one.pop("mean"), other.pop("mean")
    return one == other, f"{one} and {other}"


def unknown(_):
    return False, "nothing here understands it"


CHECKS = {"prng": prng, "mc": monte_carlo, "mc_bound": bound}


def check_of(c):
    if "check" in c:
        return CHECKS.get(c["check"], unknown)
    return same if "identical" in c["expect"] else unknown


def judged(c):
    """One that breaks is not all."""
    try:
        return check_of(c)(c)
    except Exception as why:
        return False, f"{type(why).__name__}: {why}"


cases = json.load(open(FILE))
bad = 0
for n, case in enumerate(cases, 1):
    if case["setup"].get("gen", OURS[0]) not in OURS:
        print(f"ok {n} # SKIP {case['id']}: another generator; ours is "
              "xoshiro256**")
        continue
    good, why = judged(case)
    bad += not good
    print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: {case['what']}")
    if not good:
        print(f"# {why}")
print(f"1..{len(cases)}")
sys.exit(bad > 0)
