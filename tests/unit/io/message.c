/* Messages: what robots can take, what is cut, and that nothing users write
 * becomes more than text. */
#include "io/mime.h"

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

enum { MANY = 2000, TEXT_ROOM = 30000 };

static const struct crm_delivery delivery = {
	.from_name = { "Sales", 5 },
	.from_address = { "crm@example.com", 15 },
	.now = 1795251600, /* 2026-11-21 09:00 */
	.book = "1.crm",
};

static size_t
lines_of(const struct crm_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++)
		n += b->data[i] == '\n';
	return n;
}

/* The longest line. */
static size_t
widest(const struct crm_buf *b)
{
	size_t widest = 0, from = 0;

	for (size_t i = 0; i < b->len; i++)
		if (b->data[i] == '\n') {
			widest = i - from > widest ? i - from : widest;
			from = i + 1;
		}
	return widest;
}

static bool
is_utf8(const struct crm_buf *b)
{
	return crm_utf8_valid((struct crm_text){ b->data, b->len }) == b->len;
}

static struct crm_notice
notice(const char *why)
{
	return (struct crm_notice){ .kind = "task",
		.about = "T1",
		.name = "",
		.why = why,
		.key = "task:T1",
		.at = 1795251600,
		.all_day = true };
}

/* All that finds room; returns how many notices. */
static size_t
post_all(
    struct crm_buf *out, struct crm_chat_run *run, const struct crm_message *m)
{
	size_t said = 0, n = 1;

	while (said < m->n && n > 0)
		said += n = crm_chat_post(out, run, &delivery, m, said);
	return said;
}

static void
limits(void)
{
	static const size_t most[] = { [CRM_DINGTALK] = 20000,
		[CRM_WECOM] = 2048 + 64, /* and what is around the text */
		[CRM_FEISHU] = 20 * 1024 };
	static const size_t payloads[] = { 9, 20, 9 };
	static struct crm_notice list[MANY];
	struct crm_message m = { .name = "ann", .notice = list, .n = MANY };
	struct crm_buf out = CRM_BUF_INIT;
	size_t said;

	for (size_t i = 0; i < MANY; i++)
		list[i] = notice(
		    "客户要回访，已经三十天没有联系。请尽快处理。");
	for (int service = CRM_DINGTALK; service <= CRM_FEISHU; service++) {
		struct crm_chat_run run = { .service = (enum crm_chat)service };

		crm_buf_clear(&out);
		said = post_all(&out, &run, &m);
		ok(widest(&out) <= most[service], "%zu bytes at most",
		    widest(&out));
		is_int(lines_of(&out), payloads[service], "as few as can be");
		is_int(run.payloads, payloads[service], "and counted");
		is_int(said + run.left_out, MANY, "none is lost");
		ok(is_utf8(&out), "no character is cut");
		ok((run.left_out > 0) == (strstr(out.data, " more\"") != NULL),
		    "and the last says how many are left out");
	}
	crm_buf_free(&out);
}

static void
cutting(void)
{
	static char text[TEXT_ROOM * 3 + 1];
	struct crm_notice one = notice(text);
	struct crm_message m = { .name = "ann", .notice = &one, .n = 1 };
	struct crm_chat_run run = { .service = CRM_WECOM };
	struct crm_buf out = CRM_BUF_INIT;
	size_t said;

	for (size_t i = 0; i < TEXT_ROOM; i++)
		memcpy(text + i * 3, "商", 3);
	said = post_all(&out, &run, &m);
	ok(out.len <= 2048 + 64 && out.len > 1500, "cut to %zu bytes", out.len);
	ok(is_utf8(&out), "behind a whole character");
	ok(strstr(out.data, "…") != NULL, "and one sees that");
	is_int(said, 1, "it is said all the same");
	crm_buf_free(&out);
}

static void
injections(void)
{
	struct crm_notice one = notice("a\r\nBcc: eve@example.com\n\nb");
	struct crm_message m = { .name = "Li\r\nBcc: eve@example.com",
		.address = "li@example.com",
		.chat = "ou_1\"></at><at user_id=\"all",
		.notice = &one,
		.n = 1 };
	struct crm_chat_run run = { .service = CRM_FEISHU };
	struct crm_buf out = CRM_BUF_INIT;
	size_t said;

	one.name = "x\r\nSubject: y <at user_id=\"all\"></at>";
	crm_mail_write(&out, &delivery, &m, false);
	ok(strstr(out.data, "\nBcc") == NULL, "no header out of a name");
	ok(strstr(out.data, "\nSubject: y") == NULL, "nor out of a subject");
	ok(strstr(out.data, "\r") == NULL && widest(&out) <= 78,
	    "short lines, of LF alone");
	crm_buf_clear(&out);
	said = post_all(&out, &run, &m);
	is_int(said, 1, "one notice");
	ok(strstr(out.data, "<at user_id=\\\"all") == NULL,
	    "no mention of all out of a name or an id");
	is_int(lines_of(&out), 1, "one payload");
	crm_buf_clear(&out);
	one.key = "task:T1";
	crm_ics_write(&out, &delivery, &one, 1);
	ok(strstr(out.data, "\nBcc") == NULL &&
		strstr(out.data, "\nSubject") == NULL,
	    "no property out of a text");
	crm_buf_free(&out);
}

static void
same(void)
{
	struct crm_notice list[2] = { notice("x"), notice("x") };
	struct crm_message m = { .name = "Li",
		.address = "li@example.com",
		.notice = list,
		.n = 2 };
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;

	crm_mail_write(&a, &delivery, &m, false);
	crm_mail_write(&b, &delivery, &m, false);
	is_str(a.data, b.data, "the same message is the same bytes");
	crm_buf_clear(&b);
	list[1].key = "task:T2";
	crm_mail_write(&b, &delivery, &m, false);
	ok(strcmp(strstr(a.data, "Message-ID"), strstr(b.data, "Message-ID")) !=
		0,
	    "another thing is another Message-ID");
	crm_buf_clear(&a);
	list[1].key = "task:T1";
	crm_ics_write(&a, &delivery, list, 2);
	ok(strstr(strstr(a.data, "UID") + 1, "UID") == NULL,
	    "in a calendar one thing is there once");
	crm_buf_free(&a);
	crm_buf_free(&b);
}

static void
senders(void)
{
	static const char *const bad[] = { "", "crm", "a@b.cn\nBcc: x@y.cn",
		"<>", "Sales <crm>", "李 <李@b.cn>" };
	struct crm_text name, address;
	struct crm_err err;

	ok(crm_mail_parse(CRM_TEXT("\"Li, Na\" <li@b.cn>"), &name, &address,
	       &err) == CRM_OK &&
		crm_text_is(name, "Li, Na") && crm_text_is(address, "li@b.cn"),
	    "a name in quotes and an address");
	ok(crm_mail_parse(CRM_TEXT("li@b.cn"), &name, &address, &err) ==
		    CRM_OK &&
		name.n == 0,
	    "an address alone");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ok(crm_mail_parse(crm_text_of(bad[i]), &name, &address, &err) ==
			CRM_USAGE,
		    "no sender: %zu: %s", i, err.text);
}

int
main(void)
{
	setenv("TZ", "UTC", 1);
	tzset();
	limits();
	cutting();
	injections();
	same();
	senders();
	return tap_done();
}
