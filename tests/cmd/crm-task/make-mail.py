# Writes the mailbox that tests read, m.mbox, and some messages: *.eml.
import mailbox
import sys
from email.message import EmailMessage

box = mailbox.mbox("m.mbox")


def message(sender, to, subject, body, ident=None, answers=(), html=None,
            file=None, charset="utf-8", more=()):
    m = EmailMessage()
    m["From"], m["To"], m["Subject"] = sender, to, subject
    m["Date"] = "Fri, 20 Nov 2026 10:00:00 +0800"
    if ident:
        m["Message-ID"] = f"<{ident}>"
    if answers:
        m["References"] = " ".join(f"<{a}>" for a in answers)
    for name, value in more:
        m[name] = value
    m.set_content(body, charset=charset)
    if html:
        m.add_alternative(html, subtype="html")
    if file:
        m.add_attachment(file[1], maintype="application", subtype="pdf",
                         filename=file[0])
    box.add(m)
    return m


ANN, LI = "Ann <ann@us.example>", "Li Na <LI@acme.example>"
message(LI, ANN, "报价：请确认", "你好\nFrom the start\n", "1@acme")
message(ANN, "Zed <z@z.example>, li@acme.example", "Re: 报价", "Yes.\n",
        "2@us", ["1@acme"])
message("other@acme.example", ANN, "Re: 报价", "me too\n", "3@acme",
        ["1@acme", "2@us"])
message('"Wu, Bo" <wu@brand.example>', ANN, "Files", "plain\n", "4@b",
        html="<p>not this</p>", file=("报价单.pdf", b"%PDF-1.4 offer"))
message("Zoe New <zoe@new.example>", ANN, "Inquiry", "Please call\n", "5@n")
message("news@list.example", ANN, "News", "News\n", "6@n",
        more=[("List-Id", "<x.y>")])
message("bob@us.example", ANN, "Lunch", "x\n", "7@n")
message(LI, ANN, "No id", "x\n")
message(LI, ANN, "编码", "国标\n", "8@acme", charset="gb18030")
box.flush()

only = EmailMessage()
only["From"], only["To"], only["Subject"] = LI, ANN, "HTML"
only["Message-ID"] = "<9@acme>"
only["Date"] = "Fri, 20 Nov 2026 10:00:00 +0800"
only.set_content("<html><head><title>no</title><style>p {}</style></head>"
                 "<body><p>a &amp; b &#20013;</p><ul><li>one<li>two</ul>"
                 "</body></html>", subtype="html")
with open("html.eml", "wb") as f:
    f.write(bytes(only))
# What was forwarded as it is, and a name that looks like a path.
forward = EmailMessage()
forward["From"], forward["To"], forward["Subject"] = LI, ANN, "Fwd"
forward["Message-ID"] = "<10@acme>"
forward["Date"] = "Fri, 20 Nov 2026 10:00:00 +0800"
forward.set_content("see\n")
forward.add_attachment(only)
forward.add_attachment(b"x", maintype="text", subtype="plain",
                       filename="../../../etc/passwd")
forward.add_attachment(b"y" * 1100000, maintype="application", subtype="zip",
                       filename="large.zip")
with open("forward.eml", "wb") as f:
    f.write(bytes(forward))
# As programs of long ago wrote it: no charset, no date, bytes of GB18030.
with open("raw.eml", "wb") as f:
    f.write(b"From: li@acme.example\nTo: ann@us.example\n"
            b"Message-ID: <11@acme>\nSubject: " + "你好".encode("gb18030") +
            b"\n\n" + "再见".encode("gb18030") + b"\n")
if len(sys.argv) > 1:
    large = open("large.mbox", "wb")
    for i in range(int(sys.argv[1])):
        large.write(b"From x Fri Nov 20 10:00:00 2026\n"
                    b"From: li@acme.example\nTo: ann@us.example\n"
                    b"Message-ID: <l%d@acme>\nSubject: n%d\n\n" % (i, i) +
                    b"line of text\n" * 4000 + b"\n")
