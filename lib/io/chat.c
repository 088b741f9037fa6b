/*
 * Notices as messages to chat robots: plain text, which makes no mention, link or
 * picture of what users wrote.
 *
 * Limits are those that the services name: DingTalk 20000 bytes and Feishu 20 KiB
 * of the whole body, WeCom 2048 bytes of the text.
 */
#include "mime.h"

#include <crm/io/writer.h>

#include <string.h>

static const struct service {
	size_t body, text; /* bytes at most; 0: no such limit */
} services[] = {
	[CRM_DINGTALK] = { .body = 20000 },
	[CRM_WECOM] = { .text = 2048 },
	[CRM_FEISHU] = { .body = 20 * 1024 },
};

/* Room for "… and 1000000 more" and its like. */
enum { MORE_ROOM = 48 };

/* Feishu reads tags in a text, <at user_id="all"> among them. */
static void
disarm(struct crm_buf *out, const char *s, enum crm_chat service)
{
	for (; *s != '\0'; s++)
		if (*s == '<' && service == CRM_FEISHU)
			crm_buf_str(out, "＜");
		else
			crm_buf_char(out, *s);
}

/* An id as the services give them: nothing that ends the tag it stands in. */
static void
put_id(struct crm_buf *out, const char *id)
{
	for (; *id != '\0'; id++)
		if (strchr("\"'<>&", *id) == NULL)
			crm_buf_char(out, *id);
}

/* DingTalk knows Chinese numbers without their country code. */
static const char *
mobile(const char *phone)
{
	return strncmp(phone, "+86", 3) == 0 ? phone + 3 : phone;
}

/* Who is meant, as the service shows it in the text. */
static void
mention(struct crm_buf *out, const struct crm_message *m, enum crm_chat service)
{
	if (service == CRM_FEISHU && m->chat != NULL) {
		crm_buf_str(out, "<at user_id=\"");
		put_id(out, m->chat);
		crm_buf_str(out, "\"></at> ");
	}
	if (service == CRM_DINGTALK && m->phone != NULL)
		crm_buf_printf(out, "@%s ", mobile(m->phone));
}

static void
json_member(struct crm_buf *out, const char *before, struct crm_text t)
{
	crm_buf_str(out, before);
	crm_json_text(out, t);
}

static void
payload(struct crm_buf *out, enum crm_chat service, const struct crm_message *m,
    const struct crm_buf *text)
{
	struct crm_text t = { text->data, text->len };

	switch (service) {
	case CRM_DINGTALK:
		json_member(
		    out, "{\"msgtype\":\"text\",\"text\":{\"content\":", t);
		crm_buf_str(out, "},\"at\":{\"atMobiles\":[");
		if (m->phone != NULL)
			crm_json_text(out, crm_text_of(mobile(m->phone)));
		crm_buf_str(out, "],\"isAtAll\":false}}\n");
		break;
	case CRM_WECOM:
		json_member(
		    out, "{\"msgtype\":\"text\",\"text\":{\"content\":", t);
		if (m->chat != NULL) {
			json_member(
			    out, ",\"mentioned_list\":[", crm_text_of(m->chat));
			crm_buf_char(out, ']');
		}
		crm_buf_str(out, "}}\n");
		break;
	case CRM_FEISHU:
		json_member(
		    out, "{\"msg_type\":\"text\",\"content\":{\"text\":", t);
		crm_buf_str(out, "}}\n");
		break;
	}
}

/* Whether a text is short enough as it would be sent, with a line behind it that
 * says how many are left out. */
static bool
fits(enum crm_chat service, const struct crm_message *m,
    const struct crm_buf *text)
{
	const struct service *s = &services[service];
	struct crm_buf body = CRM_BUF_INIT;
	bool good;

	if (s->text != 0)
		return text->len + MORE_ROOM <= s->text;
	payload(&body, service, m, text);
	good = body.len + MORE_ROOM <= s->body;
	crm_buf_free(&body);
	return good;
}

/* Cuts a text that is too long even alone, behind a whole character. */
static void
cut(enum crm_chat service, const struct crm_message *m, struct crm_buf *text)
{
	static const char sign[] = "…";

	while (!fits(service, m, text)) {
		text->len -= text->len / 8;
		while (text->len > 0 && (text->data[text->len] & 0xc0) == 0x80)
			text->len--;
		text->data[text->len] = '\0';
		crm_buf_str(text, sign);
	}
}

/* Appends as many notices as fit, the first in any case; returns how many. */
static size_t
gather(struct crm_buf *text, enum crm_chat service, const struct crm_message *m,
    size_t from, bool chinese)
{
	size_t i;

	mention(text, m, service);
	disarm(text, m->name, service);
	for (i = from; i < m->n; i++) {
		struct crm_buf line = CRM_BUF_INIT;
		size_t before = text->len;

		notice_line(&line, &m->notice[i], chinese);
		crm_buf_char(text, '\n');
		disarm(text, line.data, service);
		crm_buf_free(&line);
		if (fits(service, m, text))
			continue;
		if (i == from) {
			cut(service, m, text);
			return 1;
		}
		text->len = before;
		text->data[before] = '\0';
		break;
	}
	return i - from;
}

static void
say_left_out(struct crm_buf *text, size_t n, bool chinese)
{
	if (n > 0)
		crm_buf_printf(
		    text, chinese ? "\n……另有 %zu 项" : "\n… and %zu more", n);
}

size_t
crm_chat_post(struct crm_buf *out, struct crm_chat_run *run,
    const struct crm_delivery *d, const struct crm_message *m, size_t from)
{
	struct crm_buf text = CRM_BUF_INIT;
	size_t n;

	if (run->payloads == CRM_CHAT_MOST) {
		run->left_out += m->n - from;
		return 0;
	}
	n = gather(&text, run->service, m, from, d->chinese);
	if (++run->payloads == CRM_CHAT_MOST)
		say_left_out(&text, m->n - from - n + run->behind, d->chinese);
	payload(out, run->service, m, &text);
	crm_buf_free(&text);
	return n;
}
