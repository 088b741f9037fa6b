# Published cases of days and hours, for cases.py: recurrence, working time, promises.
# A check takes what is given and what is expected, and returns what came beside
# that.
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from cases_tool import ask

CAP = 1000  # instances of a rule without an end

# ---- recurrence ----

def bare(start):
    return start.rstrip("Z")


def rrule(setup, expect):
    """A start on or before the first instance; a count alone is of all."""
    got = ask("rrule", bare(setup["dtstart"]), setup["rrule"], CAP,
              tz=setup.get("tz", "UTC"))
    out = [bare(d) for d in setup.get("exdate", ())]
    got = [g for g in got if g not in out]
    if "utc" in expect:
        c = {"tz": setup.get("tz", "UTC")}
        got = [in_zone(c, g) for g in got[:len(expect["utc"])]]
        return got, expect["utc"]
    wanted = [bare(w) for w in expect.get("instances", expect.get("local"))] \
        if "instances" in expect or "local" in expect else got
    count = expect.get("count", len(got))
    return (got[:len(wanted)], len(got)), (wanted, count)


def until(setup, expect):
    """A rule that ends as its start is written: a day."""
    last = date.fromisoformat(setup["until_on"])
    got = ask("rrule", str(last - timedelta(2)),
              f"FREQ=DAILY;{expect['rrule_until']}", CAP)
    return got, [str(last - timedelta(n)) for n in (2, 1, 0)]


def following(setup, expect):
    due, done = setup["due"], setup.get("done_on", setup["due"])
    verb, rule = ("every", setup["every"]) if "every" in setup else \
        ("after", setup["rrule"])
    asked = {"from_due": (due, due), "from_due_future": (due, max(due, done)),
             "from_done": (done, done)}
    return ({k: ask(verb, asked[k][0], rule, asked[k][1])[0] for k in expect},
            expect)


# ---- working time ----

DAYS = "mon tue wed thu fri sat sun".split()


def by_day(week):
    """Hours by weekday from 1; those over midnight end on the next day."""
    days = {n: [] for n in range(1, 8)}
    for day, hours in week.items():
        for a, b in hours:
            if a < b:
                days[int(day)].append((a, b))
                continue
            days[int(day)].append((a, "24:00"))
            if b > "00:00":
                days[int(day) % 7 + 1].insert(0, ("00:00", b))
    return {n: sorted(hours) for n, hours in days.items() if hours}


def calendar(c):
    """The lines that make a calendar; its zone is not that of TZ."""
    week = "; ".join(
        f"{DAYS[day - 1]} " + " ".join(f"{a}-{b}" for a, b in hours)
        for day, hours in by_day(c["week"]).items())
    lines = [f"week {week}", f"zone\t{c['tz']}"]
    lines += [f"day\t{day}" for day in c.get("off", ())]
    lines += [f"day\t{day}\t{DAYS[int(of) - 1]}"
              for day, of in c.get("on", {}).items()]
    return lines


def in_zone(c, text):
    """An instant of a case in UTC; a bare one is of the calendar's zone."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(c["tz"]))
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def desk(setup, *questions):
    """Asks about the calendar of a case, with its waits and absences."""
    c = setup["calendar"]
    lines = calendar(c)
    for a, b in [*setup.get("waits", ()), *c.get("closed", ())]:
        lines.append(f"wait\t{in_zone(c, a)}\t{in_zone(c, b)}")
    # TZ is another place's on purpose.
    return ask("worktime", tz="Pacific/Auckland",
               said="\n".join([*lines, *questions]) + "\n")


def utc(line):
    return datetime.fromisoformat(line.replace("Z", "+00:00")).astimezone(
        timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(setup):
    return setup.get("seconds", setup.get("minutes", 0) * 60)


def elapsed(setup, expect):
    c = setup["calendar"]
    got = desk(setup, f"elapsed\t{in_zone(c, setup['start'])}"
                      f"\t{in_zone(c, setup['end'])}")
    return int(got[0]), expect["elapsed_s"]


def due(setup, expect):
    c = setup["calendar"]
    got = desk(setup, f"due\t{in_zone(c, setup['start'])}"
                      f"\t{seconds_of(setup)}")
    return utc(got[0]), in_zone(c, expect["due"])


def levels(setup, expect):
    c = setup["calendar"]
    got = desk(setup, *(f"due\t{in_zone(c, setup['start'])}"
                        f"\t{seconds_of(setup) * p // 100}"
                        for p in setup["percent"]))
    return [utc(g) for g in got], [in_zone(c, w) for w in expect["at"]]


# What the names of states come to: the clock waits, it has stopped, it runs.
WAITS = ("waiting", "pending", "on_hold", "hold", "replied", "paused")
STOPS = ("resolved", "closed", "solved")


def stage_of(state):
    return ("waiting" if state in WAITS
            else "resolved" if state in STOPS else "in_progress")


def service(setup, expect):
    c = setup["calendar"]
    first = setup.get("first_response")
    got = desk(
        setup,
        *(f"move\t{in_zone(c, at)}\t{stage_of(state)}" for at, state in
          setup["states"]),
        f"case\t{in_zone(c, setup['created'])}"
        f"\t{in_zone(c, first) if first else '-'}"
        f"\t{setup['target_response_min'] * 60}"
        f"\t{setup['target_resolution_min'] * 60}")
    got = dict(response_s=int(got[0]), response_due=utc(got[1]),
               resolution_s=int(got[2]), resolution_due=utc(got[3]))
    return ({k: got[k] for k in expect},
            {k: v if k.endswith("_s") else in_zone(c, v)
             for k, v in expect.items()})


def by_month(setup, expect):
    year = setup["year"]
    ends = [date(year, m, 1) - timedelta(1) for m in range(1, 13)]
    ends.append(date(year, 12, 31))
    months = [int(g) for g in desk(
        setup, *(f"workdays\t{a}\t{b}" for a, b in zip(ends, ends[1:])))]
    got = {"total": sum(months), "by_month": months}
    return {k: got[k] for k in expect}, expect


def each_workday(setup, expect):
    day, last = (date.fromisoformat(setup[k]) for k in ("from", "to"))
    days = [day + timedelta(i) for i in range((last - day).days + 1)]
    got = desk(setup, *(f"workdays\t{d - timedelta(1)}\t{d}" for d in days))
    return [str(d) for d, n in zip(days, got) if n == "1"], expect["workdays"]


def add_workdays(setup, expect):
    return (desk(setup, f"add\t{setup['from']}\t{setup['days']}"),
            [expect["date"]])
