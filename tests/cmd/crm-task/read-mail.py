# Reads a mail, or a mailbox (mbox), as another program does: the headers
# and the text of each message; its HTML too (html); checks what every
# message must have.
import email
import email.policy
import mailbox
import sys

data = sys.stdin.buffer.read()
if "mbox" in sys.argv:
    with open("read.mbox", "wb") as f:
        f.write(data)
    texts = [m.as_bytes() for m in mailbox.mbox("read.mbox")]
else:
    texts = [data]
for text in texts:
    assert all(len(line) <= 78 for line in text.splitlines()), text
    assert text.isascii()
    m = email.message_from_bytes(text, policy=email.policy.default)
    assert not m.defects, m.defects
    assert m["message-id"] and m["date"].datetime and m["mime-version"]
    assert m["auto-submitted"] == "auto-generated"
    assert m.get_content_type() == "multipart/alternative"
    plain, html = m.iter_parts()
    assert html.get_content_type() == "text/html"
    print(m["from"], m["to"], m["subject"], sep="|")
    print(plain.get_content(), end="")
    if "html" in sys.argv:
        print(html.get_content(), end="")
