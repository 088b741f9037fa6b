# Published cases against the library: reads a topic of ../shared/data, lets
# build/tools/cases work out each figure, and speaks TAP.
#
#	cases.py TOOL DIRECTORY TOPIC
#
# What is expected may be an error, or one of several (either).  A case that nothing
# here understands fails: it is not to be passed over unseen.
import json
import sys

sys.dont_write_bytecode = True  # the tree stays as it is

import cases_messages as messages
import cases_time as time
import cases_tool

CHECKS = {
    "rrule": time.rrule,
    "rrule_err": time.rrule,
    "recur_next": time.following,
    "wt_elapsed": time.elapsed,
    "wt_due": time.due,
    "sla": time.service,
    "sla_levels": time.levels,
    "workdays_year": time.by_month,
    "workdays": time.each_workday,
    "add_workdays": time.add_workdays,
    "fold": messages.fold,
    "fold_utf8": messages.fold,
    "ics_escape": messages.escaped,
    "ics_param": messages.param,
    "ics_utc": messages.ics_utc,
    "subj_words": messages.subject,
    "dec2047": messages.read_words,
    "mail_addr": messages.address,
    "rfc5322_date": messages.mail_date,
    "json_round": messages.round_trip,
    "bytes_cut": messages.cut,
    "ding_sign": messages.ding_sign,
    "feishu_sign": messages.feishu_sign,
    "vcf_n": messages.card_name,
    "vcf_qp": messages.card_text,
}

# Of those that name no check: by what is given or expected.
BY_FIELD = (
    ("rrule_until", time.until),
    ("done_on", time.following),
    ("rrule", time.rrule),
    ("percent", time.levels),
    ("target_response_min", time.service),
    ("minutes", time.due),
    ("elapsed_s", time.elapsed),
    ("json", messages.chat),
    ("notices", messages.joined),
    ("body_line_octets", messages.long_line),
    ("body", messages.dot_line),
    ("lines", messages.card_reach),
    ("raw", messages.card_text),
)

# What we do in another way, and why; the case says itself that it may be so.
OTHER = {
    "markdown": "robots get text, which needs no care of Markdown",
}


def kind_of(case):
    setup, expect = case["setup"], case["expect"]
    if case.get("check") in CHECKS:
        return CHECKS[case["check"]]
    for field, check in BY_FIELD:
        if field in setup or field in expect:
            return check
    return None


def readings(expect):
    """What is expected, in each of the ways in which it is accepted."""
    several = expect.get("either")
    if several:
        rest = {k: v for k, v in expect.items() if k != "either"}
        return [{**rest, **one} if isinstance(one, dict) else one
                for one in several]
    for key, value in expect.items():
        if isinstance(value, dict) and "either" in value:
            return [{**expect, key: one} for one in value["either"]]
    return [expect]


# What a bare value is of.
ONLY = {time.due: "due", time.elapsed: "elapsed_s", time.rrule: "instances",
        messages.address: "header_value", messages.mail_date: "date",
        messages.param: "param", messages.escaped: "escaped"}


def outcome(check, case):
    """Whether one reading is met; else what came and what was wanted."""
    setup, expect = case["setup"], case["expect"]
    if expect.get("error"):
        try:
            return False, check(setup, {"instances": []})[0], "refused"
        except cases_tool.Refused:
            return True, None, None
    met, got, wanted = False, None, None
    for one in readings(expect):
        if not isinstance(one, dict):
            one = {ONLY[check]: one}
        got, wanted = check(setup, one)
        met = met or got == wanted
    return met, got, wanted


def judge(case):
    """ok, what to say behind the name, and what to say below it."""
    form = case["expect"].get("json", {})
    if form.get("msgtype", form.get("msg_type")) in OTHER:
        return True, f" # SKIP {OTHER[form['msgtype']]}", []
    if "RSCALE" in case["setup"].get("rrule", ""):
        case = {**case, "check": "rrule", "expect": {"error": True}}
    check = kind_of(case)
    if check is None:
        return False, "", ["nothing here understands it"]
    try:
        met, got, wanted = outcome(check, case)
    except Exception as why:  # one case that breaks is not all of them
        return False, "", [f"{type(why).__name__}: {why}"]
    return met, "", [] if met else [f"got  {got}", f"want {wanted}"]


def main():
    cases_tool.TOOL, directory, topic = sys.argv[1:4]
    with open(f"{directory}/{topic}.json", encoding="utf-8") as f:
        cases = json.load(f)
    for n, case in enumerate(cases, 1):
        good, behind, below = judge(case)
        print(f"{'ok' if good else 'not ok'} {n} - {case['id']}: "
              f"{case['what']}{behind}")
        for line in below:
            print("# " + line.replace("\n", "\n# "))
    print(f"1..{len(cases)}")


main()
