/* A mail that carries parts: a report to be read in it, and files. */
#include "mime.h"
#include <crm/base/sha256.h>

#include <crm/base/date.h>

#include <string.h>

enum { HEX = 65 };

/* By what a message is the same: the day, the book, whom it is for and the key. */
static void
digest(const struct crm_delivery *d, const struct crm_letter *m, char hex[HEX])
{
	struct crm_buf day = CRM_BUF_INIT;
	struct crm_sha256 sum;

	crm_sha256_init(&sum);
	crm_date_format(&day, crm_instant_date(d->now));
	crm_sha256_add(&sum, day.data, day.len);
	crm_sha256_add(&sum, d->book, strlen(d->book) + 1);
	crm_sha256_add(&sum, m->address, strlen(m->address) + 1);
	crm_sha256_add(&sum, m->key, strlen(m->key) + 1);
	crm_sha256_hex(&sum, hex);
	crm_buf_free(&day);
}

/* Base64 has no dot at the beginning of a line, no "From " and no long line. */
static void
put_part(
    struct crm_buf *out, const char *boundary, const struct crm_letter_part *p)
{
	bool text = strncmp(p->type, "text/", strlen("text/")) == 0;

	crm_buf_printf(out, "\n--%s\nContent-Type: %s%s\n", boundary, p->type,
	    text ? "; charset=utf-8" : "");
	if (p->id != NULL)
		crm_buf_printf(out,
		    "Content-ID: <%s>\nContent-Disposition: inline\n", p->id);
	else if (p->file != NULL)
		crm_buf_printf(out,
		    "Content-Disposition: attachment; filename=\"%s\"\n",
		    p->file);
	crm_buf_str(out, "Content-Transfer-Encoding: base64\n\n");
	mime_base64(out, p->data, p->n, true);
}

/* A page and what it shows are one thing to read. */
static bool
shows_parts(const struct crm_letter *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->part[i].id != NULL)
			return true;
	return false;
}

void
crm_letter_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_letter *m, bool mbox)
{
	char hex[HEX];
	const char *boundary = hex + MIME_ID;

	digest(d, m, hex);
	if (mbox)
		mime_from_line(out, d->from_address, d->now);
	mail_headers(out, d, m->name, m->address, crm_text_of(m->subject), hex);
	crm_buf_printf(out, "Content-Type: multipart/%s;\n boundary=\"%s\"\n",
	    shows_parts(m) ? "related; type=\"text/html\"" : "mixed", boundary);
	for (size_t i = 0; i < m->n; i++)
		put_part(out, boundary, &m->part[i]);
	crm_buf_printf(out, "\n--%s--\n%s", boundary, mbox ? "\n" : "");
}
