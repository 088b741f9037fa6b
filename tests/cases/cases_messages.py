# Published cases of mail, calendars, cards and chat robots, for cases.py.
import base64
import email
import email.policy
import json
import os
import re
import subprocess
import tempfile
import urllib.parse

import cases_tool
from cases_tool import raw

TOP = os.path.abspath(f"{os.path.dirname(__file__)}/../..")
STUBS = f"{TOP}/tests/cases/stubs"

# ---- messages ----

def fold(setup, expect):
    out = raw("fold", said=setup["line"])
    lines = out.removesuffix(b"\r\n").split(b"\r\n")
    got = {
        "min_physical_lines": len(lines),
        "first_line_octets": len(lines[0]),
        "max_octets": max(map(len, lines)) <= 75 and 75,
        "unfolds_to_same":
            out.replace(b"\r\n ", b"").decode() == setup["line"] + "\r\n"
            and all(line.decode() for line in lines),
    }
    return {k: got[k] for k in expect}, expect


def escaped(setup, expect):
    return raw("ics-text", said=setup["text"]).decode(), expect["escaped"]


def param(setup, expect):
    return (raw("ics-param", setup["name"], said=setup["value"]).decode(),
            expect["param"])


def ics_utc(setup, expect):
    return raw("ics-utc", setup["instant"]).decode(), expect["value"]


def header(out):
    """What another program reads in a header."""
    message = email.message_from_bytes(out + b"\n", policy=email.policy.default)
    return str(message.values()[0])


def subject(setup, expect):
    out = raw("subject", said=setup["subject"])
    words = re.findall(r"=\?UTF-8\?B\?[^?]*\?=", out.decode())
    got = (header(out), len(words) >= expect.get("min_words", 0),
           all(len(w) <= 75 for w in words),
           all(base64.b64decode(w[10:-2]).decode() for w in words),
           all(len(line) <= 76 for line in out.decode().splitlines()))
    return got, (expect["decodes_to"], True, True, True, True)


def read_words(setup, expect):
    return (raw("read-subject", said=f"Subject: {setup['raw']}\n\n").decode(),
            expect["display"])


def address(setup, expect):
    out = raw("address", setup["name"], setup["address"]).decode()
    if "header_value" in expect:
        return out.strip().removeprefix("To: "), expect["header_value"]
    return header(out.encode()), expect.get(
        "decodes_to", f"{setup['name']} <{setup['address']}>")


def mail_date(setup, expect):
    return (raw("mail-date", setup["instant"], tz=setup.get("tz", "UTC")).decode(),
            expect["date"])


def payloads(service, said, phone="-", chat="-"):
    return [json.loads(line) for line in
            raw("chat", service, phone, chat, said=said).split(b"\n") if line]


def text_of(payload):
    inner = payload.get("text", payload.get("content"))
    return inner.get("content", inner.get("text"))


def fits(got, wanted):
    """A payload has nothing that the service does not know, of another kind or
    for somebody else; the text is ours, with theirs in it."""
    if isinstance(wanted, dict):
        return (isinstance(got, dict) and
                all(k in wanted and fits(v, wanted[k]) for k, v in got.items()))
    if isinstance(wanted, list):
        return isinstance(got, list) and all(g in wanted for g in got)
    if isinstance(wanted, str) and isinstance(got, str):
        return re.sub(r"<at .*?</at> *", "", wanted) in got
    return got == wanted


def chat(setup, expect):
    wanted = expect["json"]
    service = "feishu" if "msg_type" in wanted else \
        "dingtalk" if "at" in wanted else "wecom"
    text = setup.get("text", setup.get("content"))
    phones = setup.get("mobiles") or ["-"]
    ids = setup.get("userids") or setup.get("user_ids") or ["-"]
    got, = payloads(service, re.sub(r"<at .*?</at> *", "", text),
                    phones[0], ids[0])
    said = "".join(re.findall(r"<at .*?</at>", text))
    return (fits(got, wanted), said in text_of(got)), (True, True)


def round_trip(setup, expect):
    text = text_of(payloads("dingtalk", setup["text"].replace("\n", " "))[0])
    return text.endswith(re.sub(r"[\x00-\x1f]", " ", setup["text"])), True


def cut(setup, expect):
    """One text that is too long: whole characters, within the limit."""
    sign = {1: "x", 2: "é", 3: "商", 4: "😀"}[setup["char_bytes"]]
    said = sign * setup["chars"]
    texts = [text_of(p) for p in payloads("wecom", said)]
    longest = max(len(t.encode()) for t in texts)
    whole = set("".join(texts).split(": ", 1)[1].rstrip("…")) == {sign}
    return (longest <= setup["limit_bytes"], whole), (True, True)


def joined(setup, expect):
    """Many notices to one person, as few posts as the limit allows."""
    said = "\n".join(f"{n}" for n in range(setup["notices"]))
    got = payloads("dingtalk", said)
    lines = sum(len(text_of(p).splitlines()) - 1 for p in got)
    return ((len(got) <= expect["messages_at_most"], lines),
            (True, setup["notices"]))


# ---- posts that are signed, as the manual does it ----

def recipe(which):
    """The commands of the manual, but for the clock."""
    page = open(f"{TOP}/cmd/crm-task/crm-task.1", encoding="utf-8").read()
    text = page.split(f'.\\" sign: {which}\n')[1].split(".Ed")[0]
    lines = [line.replace("\\e", "\\") for line in text.splitlines()
             if not line.startswith((".", "ts="))]
    return "\n".join(lines)


def signed(which, ts, secret):
    """The address and the body that the commands post."""
    with tempfile.TemporaryDirectory() as room:
        env = {**os.environ, "ts": ts, "SECRET": secret, "ROBOT": "r?t=1",
               "POSTED": f"{room}/posted",
               "PATH": f"{STUBS}:{os.environ['PATH']}"}
        subprocess.run(["sh", "-c", recipe(which)], input=b'{"a":1}\n',
                       capture_output=True, timeout=60, env=env, check=True)
        with open(f"{room}/posted", encoding="utf-8") as f:
            return f.read().splitlines()


def ding_sign(setup, expect):
    url, _ = signed("dingtalk", setup["timestamp_ms"], setup["secret"])
    got = dict(urllib.parse.parse_qsl(url.split("?", 1)[1]))
    return ((got["timestamp"], got["sign"]),
            (setup["timestamp_ms"], expect["sign_base64"]))


def feishu_sign(setup, expect):
    body = json.loads(signed("feishu", setup["timestamp_s"],
                             setup["secret"])[1])
    return ((body["timestamp"], body["sign"], body["a"]),
            (setup["timestamp_s"], expect["sign"], 1))


# ---- cards, by the program that takes them ----

def card(*lines):
    """A lead of these lines."""
    with tempfile.TemporaryDirectory() as room:
        env = {**os.environ, "CRM_DB": f"{room}/book.db", "CRM_USER": "ann"}
        crm = f"{os.path.dirname(cases_tool.TOOL)}/../bin"
        text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])
        subprocess.run([f"{crm}/crm-admin", "init", "-q"], env=env, check=True,
                       timeout=60)
        out = subprocess.run(
            [f"{crm}/crm-lead", "capture", "-", "-q", "-o", "json", "-c", "all"],
            input=(text + "\r\n").encode(), capture_output=True, env=env,
            timeout=60)
        if out.returncode:
            raise RuntimeError(out.stderr.decode())
        return json.loads(out.stdout)[0]


def card_name(setup, expect):
    """A lead has one name: all that is in it, in the order of speech."""
    name = card(setup["line"])["name"]
    given = [expect["given"], *expect.get("additional", ())]
    parts = [expect["family"], *given] if not name.isascii() else \
        [*given, expect["family"]]
    at = [name.find(p) for p in parts]
    return (all(a >= 0 for a in at), at == sorted(at)), (True, True)


def card_text(setup, expect):
    field = {"ORG": "company", "FN": "name", "N": "name", "NOTE": "notes",
             "TITLE": "title", "EMAIL": "email"}
    lead = card("FN:Ann", *setup["raw"].strip("\r\n").split("\r\n"))
    return lead[field[re.split("[;:]", setup["raw"])[0]]], expect["value"]


def card_reach(setup, expect):
    lead = card("FN:Ann", *setup["lines"])
    wanted = dict(expect)
    ext = wanted.pop("ext", None)
    if ext and wanted.get("phone"):
        wanted["phone"] += f" ext {ext}"
    return {k: re.sub(" *(ext[. ]*|x)", " ext ", lead[k] or "")
            if k in ("phone", "mobile") else lead[k] for k in wanted}, wanted


# ---- mails, whole ----

def long_line(setup, expect):
    """A text of one long line, in a mail that another program reads."""
    with tempfile.TemporaryDirectory() as room:
        env = {**os.environ, "CRM_DB": f"{room}/book.db", "CRM_USER": "ann"}
        crm = f"{os.path.dirname(cases_tool.TOOL)}/../bin"

        def run(*argv):
            return subprocess.run([f"{crm}/{argv[0]}", *argv[1:]], env=env,
                                  check=True, capture_output=True,
                                  timeout=60).stdout
        text = "x" * setup["body_line_octets"]
        run("crm-admin", "init", "-q")
        run("crm-team", "set", "ann", "email=ann@example.com", "-q")
        run("crm-task", "add", f"subject={text}", "owner=ann", "due=today", "-q")
        out = run("crm-task", "due", "--for", "ann", "-o", "mail", "--from",
                  "crm@example.com")
    message = email.message_from_bytes(out, policy=email.policy.default)
    return (max(map(len, out.splitlines())) <= 998,
            text in message.get_body(("plain",)).get_content()), (True, True)


def dot_line(setup, expect):
    """The manual's sendmail takes a line of one dot."""
    page = open(f"{TOP}/cmd/crm-task/crm-task.1", encoding="utf-8").read()
    mailed = re.findall(r"sendmail -t.*", page)
    return (len(mailed) > 0, all("-oi" in m for m in mailed)), (True, True)
