# Published cases of forecasts against the library: smoothing with given and with
# fitted parameters, Theta, gaps.  Reads a topic, lets build/tools/series work it
# out, and speaks TAP.
#
#	series.py TOOL FILE
import json
import math
import os
import subprocess
import sys

TOOL, FILE = sys.argv[1:3]
DATA = os.path.dirname(os.path.dirname(os.path.abspath(FILE)))

# Series that cases name; R ships them, and they are facts.
NILE_CASE = "fm-05"
WWW = [88, 84, 85, 85, 84, 85, 83, 85, 88, 89, 91, 99, 104, 112, 126, 138, 146,
       151, 150, 148, 147, 149, 143, 132, 131, 139, 147, 150, 148, 145, 140, 134,
       131, 131, 129, 126, 126, 132, 137, 140, 142, 150, 159, 167, 170, 171, 172,
       172, 174, 175, 172, 172, 174, 174, 169, 165, 156, 142, 131, 121, 112, 104,
       102, 99, 99, 95, 88, 84, 84, 87, 89, 88, 85, 86, 89, 91, 91, 94, 101, 110,
       121, 135, 145, 149, 156, 165, 171, 175, 177, 182, 193, 204, 208, 210, 215,
       222, 228, 226, 222, 220]


def ask(y, question):
    done = subprocess.run(
        [TOOL], text=True, capture_output=True,
        input=f"y {' '.join(map(str, y))}\n{question}\n")
    if done.returncode:
        sys.exit(f"Bail out! {question}: {done.stderr}")
    return done.stdout.split()


def numbers(words):
    return [float(w) for w in words]


def decomposed(y, period, add):
    """Where R's HoltWinters starts: a line through the trend of two seasons."""
    two, half = y[:2 * period], period // 2
    trend = {i: (sum(two[i - half:i + half + 1])
                 - (two[i - half] + two[i + half]) / 2) / period
             for i in range(half, len(two) - half)}
    index = []
    for p in range(period):
        parts = [two[i] - t if add else two[i] / t
                 for i, t in trend.items() if i % period == p]
        index.append(sum(parts) / len(parts))
    mean = sum(index) / period
    index = [v - mean if add else v / mean for v in index]
    t = list(trend.values())
    n = len(t)
    x = range(1, n + 1)
    mx, mt = sum(x) / n, sum(t) / n
    slope = (sum((a - mx) * (b - mt) for a, b in zip(x, t))
             / sum((a - mx) ** 2 for a in x))
    return mt - slope * mx, slope, index


def winters(s):
    """R smooths the season against the new level: of added seasons the same as
    ours with a gamma that is smaller by 1 - alpha."""
    y, gamma, add = s["y"], s["gamma"], s["seasonal"] == "add"
    if s["method"] == "hw_r":
        level, trend, index = decomposed(y, s["period"], add)
    else:
        level, trend, index = s["level0"], s["trend0"], s["season0"]
    if s["method"] == "hw_r" or s.get("skip_first_season"):
        y = y[s["period"]:]
    if s["method"] == "hw_r" or s["form"] == "classic":
        if not add:
            return None
        gamma *= 1 - s["alpha"]
    return ask(y, f"smooth {'add' if add else 'mul'} {s['alpha']} {s['beta']} "
               f"{gamma} {s.get('phi', 1)} {level} {trend} {s['h']} "
               f"{' '.join(map(str, index))}")


def smoothed(s):
    y, method = s["y"], s["method"]
    if method == "ses":
        return ask(y, f"smooth none {s['alpha']} 0 0 1 {s['level0']} 0 {s['h']}")
    if method == "ses_estimate":
        return ask(y, f"simple {s['h']}")
    if method == "holt":
        return ask(y, f"smooth none {s['alpha']} {s['beta']} 0 "
                   f"{s.get('phi', 1)} {s['level0']} {s['trend0']} {s['h']}")
    if method == "holt_hw":
        return ask(y[2:], f"smooth none {s['alpha']} {s['beta']} 0 "
                   f"{s.get('phi', 1)} {y[1]} "
                   f"{y[1] - y[0]} {s['h']}")
    if method in ("hw", "hw_r"):
        return winters(s)
    return None


def forecast(c):
    s = c["setup"]
    if s["method"] == "theta":
        out = ask(s["y"], f"theta {s['period']} {s['h']}")[1:]
        return {"forecast": numbers(out)}
    if s["method"] in ("naive", "snaive"):
        period = 1 if s["method"] == "naive" else s["period"]
        out = ask(s["y"], f"snaive {period} {s['h']}")[1:]
        return {"forecast": numbers(out)}
    if s["method"] == "ma":
        return {"forecast": numbers(ask(s["y"], f"ma {s['k']}")) * s["h"]}
    out = smoothed(s)
    return out and {"sse": float(out[0]), "forecast": numbers(out[1:])}


def smape(test, said):
    return sum(200 * abs(a - b) / (abs(a) + abs(b))
               for a, b in zip(test, said)) / len(test)


def one_of_m3(c):
    s = c["setup"]
    said = numbers(ask(s["y"], f"{s['method']} {s['period']} {s['h']}")[1:])
    scale = float(ask(s["y"], f"scale {s['period']}")[0])
    mae = sum(abs(a - b) for a, b in zip(s["test"], said)) / s["h"]
    return {"forecast3": said[:3], "smape": smape(s["test"], said),
            "mase": mae / scale}


def errors(c):
    """Of forecasts that are given, by the library; the cases say less than came."""
    s = c["setup"]
    test = s.get("test") or airline()[-len(s["forecast"]):]
    scale, root = numbers(ask(
        s["train"], f"scale {s.get('period', s.get('m'))}"))
    mean, size, square, wape, mape, smape = numbers(ask(
        s["train"], "errors " + " ".join(
            map(str, [len(test), *test, *s["forecast"]]))))
    said = {"ME": -mean, "MAE": size, "RMSE": square, "WAPE": 100 * wape,
            "MAPE": 100 * mape, "sMAPE200": 100 * smape,
            "sMAPE100": 50 * smape,
            "MASE": size / scale if scale else None,
            "RMSSE": square / root if root else None}
    return {k: None if v is None or math.isnan(v) else v
            for k, v in said.items()}


def rolling(c):
    """From each origin that leaves enough behind it the naive method, looked at h
    ahead; errors are what came less what was said."""
    s = c["setup"]
    y, h = s["y"], s["h"]
    came, said = [], []
    for first in range(s["min_train"], len(y) - h + 1):
        came.append(y[first + h - 1])
        said.append(numbers(ask(y[:first], f"snaive 1 {h}")[1:])[-1])
    mean = numbers(ask(y, "errors " + " ".join(
        map(str, [len(came), *came, *said]))))[1]
    return {"errors": [a - b for a, b in zip(came, said)], "MAE": mean,
            "origins": len(came)}


def gaps(c):
    s = c["setup"]
    return {"forecast": float(ask(s["y"], f"gaps {s['type']} {s['alpha']} "
                                  f"{s.get('beta', 0.1)}")[0])}


def airline():
    with open(os.path.join(DATA, "forecasting", "airline-passengers.csv")) as f:
        return [float(line.rsplit(",", 1)[1]) for line in list(f)[1:]]


def bars(c, cases):
    """(figure, at most) of the cases that set one."""
    s, e = c["setup"], c["expect"]
    if "chosen_mase_at_most" in e:
        y, h = s["train"], 12
        said = numbers(ask(y, f"outlook 12 {h} 12")[1:])
        test = airline()[len(y):]
        mae = sum(abs(a - b) for a, b in zip(test, said)) / h
        return mae / float(ask(y, "scale 12")[0]), e["chosen_mase_at_most"]
    nile = next(x for x in cases if x["id"] == NILE_CASE)["setup"]["y"]
    question = {"Nile": (nile, "simple 1"), "WWWusage": (WWW, "damped"),
                "AirPassengers": (airline(), "winters mul 12")}[s["series"]]
    return float(ask(*question)[0]), e["sse_at_most"]


def close(got, want, tol):
    if isinstance(want, list):
        return len(got) == len(want) and all(
            close(g, w, tol) for g, w in zip(got, want))
    if got is None or want is None:
        return got is want
    return abs(got - want) <= tol * max(1e-12, abs(want))


CHECKS = {"fc": forecast, "m3one": one_of_m3, "acc": errors, "metrics": errors,
          "croston": gaps, "rolling": rolling}


def left_out(c):
    if "held out" in c["setup"].get("file", ""):
        return "its data is held out"
    return None


def judged(c, cases):
    """Whether a case is met, and what to say where it is not."""
    try:
        return met(c, cases)
    except Exception as why:  # one that breaks is not all of them
        return False, f"{type(why).__name__}: {why}"


def met(c, cases):
    if "check" not in c:
        got, most = bars(c, cases)
        return got <= most, f"{got}, at most {most}"
    check = CHECKS.get(c["check"])
    if check is None:
        return False, "nothing here understands it"
    got = check(c)
    if got is None:
        return False, "no driver for it"
    want = {k: c["expect"][k] for k in got if k in c["expect"]}
    tol = c.get("tol", 1e-9)
    return bool(want) and all(close(got[k], want[k], tol) for k in want), \
        f"got {got}, want {want}"


cases = json.load(open(FILE))
bad = 0
for n, case in enumerate(cases, 1):
    why = left_out(case)
    if why:
        print(f"ok {n} # SKIP {case['id']}: {why}")
        continue
    good, why = judged(case, cases)
    bad += not good
    print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: {case['what']}")
    if not good:
        print(f"# {why}")
print(f"1..{len(cases)}")
sys.exit(bad > 0)
