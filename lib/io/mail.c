/* Notices as a mail: one message a person, as text and as HTML. */
#include "mime.h"
#include "markup.h"
#include <crm/base/sha256.h>

#include <crm/base/date.h>

#include <string.h>

enum { HEX = 65, ID = MIME_ID };

/* By what a message is the same: the day, the person and all that it says. */
static void
digest(const struct crm_delivery *d, const struct crm_message *m, char hex[HEX])
{
	struct crm_buf day = CRM_BUF_INIT;
	struct crm_sha256 sum;

	crm_sha256_init(&sum);
	crm_date_format(&day, crm_instant_date(d->now));
	crm_sha256_add(&sum, day.data, day.len);
	crm_sha256_add(&sum, d->book, strlen(d->book) + 1);
	crm_sha256_add(&sum, m->address, strlen(m->address) + 1);
	if (m->title != NULL)
		crm_sha256_add(&sum, m->title, strlen(m->title) + 1);
	for (size_t i = 0; i < m->n; i++)
		crm_sha256_add(
		    &sum, m->notice[i].key, strlen(m->notice[i].key) + 1);
	crm_sha256_hex(&sum, hex);
	crm_buf_free(&day);
}

void
mail_headers(struct crm_buf *out, const struct crm_delivery *d,
    const char *name, const char *address, struct crm_text subject,
    const char *hex)
{
	const char *domain = memchr(d->from_address.p, '@', d->from_address.n);
	int left = (int)(d->from_address.p + d->from_address.n - domain);

	mime_address_header(out, "From", d->from_name, d->from_address);
	mime_address_header(out, "To", crm_text_of(name), crm_text_of(address));
	mime_header(out, "Subject", subject);
	crm_buf_str(out, "Date: ");
	mime_date(out, d->now);
	crm_buf_printf(
	    out, "\nMessage-ID: <%.*s%.*s>\n", ID, hex, left, domain);
	/* So that nobody's absence notice answers it (RFC 3834). */
	crm_buf_str(out, "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n");
}

static void
html_cell(struct crm_buf *out, const char *s)
{
	crm_buf_str(out, "<td>");
	markup_text(out, s);
	crm_buf_str(out, "</td>");
}

static void
html(struct crm_buf *out, const struct crm_message *m)
{
	crm_buf_str(
	    out, "<!DOCTYPE html>\n<html><body><table cellpadding=\"4\">\n");
	for (size_t i = 0; i < m->n; i++) {
		const struct crm_notice *n = &m->notice[i];
		struct crm_buf when = CRM_BUF_INIT;

		if (n->all_day)
			crm_date_format(&when, crm_instant_date(n->at));
		else
			crm_instant_short(&when, n->at);
		crm_buf_str(
		    out, n->overdue ? "<tr bgcolor=\"#ffe0e0\">" : "<tr>");
		html_cell(out, when.data);
		html_cell(out, n->about);
		html_cell(out, n->name);
		html_cell(out, n->why);
		crm_buf_str(out, "</tr>\n");
		crm_buf_free(&when);
	}
	crm_buf_str(out, "</table></body></html>\n");
}

static void
plain(struct crm_buf *out, const struct crm_message *m, bool chinese)
{
	for (size_t i = 0; i < m->n; i++) {
		notice_line(out, &m->notice[i], chinese);
		crm_buf_char(out, '\n');
	}
}

/* Base64 has no dot at the beginning of a line, no "From " and no long line. */
static void
part(struct crm_buf *out, const char *boundary, const char *type,
    const struct crm_buf *body)
{
	crm_buf_printf(out,
	    "\n--%s\nContent-Type: %s; charset=utf-8\n"
	    "Content-Transfer-Encoding: base64\n\n",
	    boundary, type);
	mime_base64(out, body->data, body->len, true);
}

void
crm_mail_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_message *m, bool mbox)
{
	struct crm_buf body = CRM_BUF_INIT, subject = CRM_BUF_INIT;
	char hex[HEX];
	const char *boundary = hex + ID;

	digest(d, m, hex);
	if (mbox)
		mime_from_line(out, d->from_address, d->now);
	notice_subject(&subject, m, d->chinese);
	mail_headers(out, d, m->name, m->address,
	    (struct crm_text){ subject.data, subject.len }, hex);
	crm_buf_free(&subject);
	crm_buf_printf(out,
	    "Content-Type: multipart/alternative;\n boundary=\"%s\"\n",
	    boundary);
	plain(&body, m, d->chinese);
	part(out, boundary, "text/plain", &body);
	crm_buf_clear(&body);
	html(&body, m);
	part(out, boundary, "text/html", &body);
	crm_buf_printf(out, "\n--%s--\n%s", boundary, mbox ? "\n" : "");
	crm_buf_free(&body);
}
