/*
 * The text of cards, page by page: what is certain (labels, e-mails, websites,
 * numbers).  What is left of the lines is guessed, in card-guess.c.
 */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

enum { LENGTH_MAX = 500 };

static void
put(struct card_reading *r, enum crm_card_part part, struct crm_text t)
{
	crm_card_put(r->card, part, t, false, r->a);
}

/* Letters, digits and characters of other scripts: what OCR makes of lines and
 * pictures has none. */
static size_t
weight(struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i, n = 0;

	crm_squeeze(&b, t);
	for (i = 0; i < b.len; i++)
		n += strchr("+<=>^`|~", b.data[i]) == NULL;
	crm_buf_free(&b);
	return n;
}

static void
keep(struct card_reading *r, struct crm_text t)
{
	t = crm_text_trim(t);
	if (weight(t) < 2)
		return;
	if (r->n == CARD_LINES_MAX)
		crm_card_note(r->card, "", t, r->a);
	else
		r->loose[r->n++] = t;
}

/* ---- what is certain ---- */

/* A text without a part of it. */
static struct crm_text
without(struct card_reading *r, struct crm_text t, struct crm_text part)
{
	size_t before = (size_t)(part.p - t.p);
	size_t behind = t.n - before - part.n;

	return crm_text_trim(crm_text_of(crm_sprintf(r->a, "%.*s  %.*s",
	    (int)before, t.p, (int)behind, part.p + part.n)));
}

static struct crm_text
take_emails(struct card_reading *r, struct crm_text t)
{
	struct crm_text found;

	while (card_find_email(t, &found)) {
		crm_card_email(r->card, found, false, r->a);
		t = without(r, t, found);
	}
	return t;
}

static struct crm_text
take_urls(struct card_reading *r, struct crm_text t)
{
	struct crm_text found;

	while (card_find_url(t, &found)) {
		put(r, CRM_CARD_WEBSITE, found);
		t = without(r, t, found);
	}
	return t;
}

static struct crm_text
take_phones(struct card_reading *r, struct crm_text t, enum crm_phone_kind kind,
    bool *any)
{
	struct crm_text found;

	*any = false;
	while (card_find_phone(t, &found)) {
		crm_card_phone(r->card, kind, found, false, r->a);
		t = without(r, t, found);
		*any = true;
	}
	return t;
}

/* What stands on a line without a label: parts of it, between wide gaps. */
static void
take_loose(struct card_reading *r, struct crm_text t)
{
	bool any;
	size_t i, from = 0;

	t = take_phones(
	    r, take_urls(r, take_emails(r, t)), CRM_PHONE_ANY, &any);
	for (i = 0; i < t.n; i++) {
		bool gap = t.p[i] == '|' || t.p[i] == '\t' ||
		    (t.p[i] == ' ' && i + 1 < t.n && t.p[i + 1] == ' ');

		if (!gap)
			continue;
		keep(r, (struct crm_text){ t.p + from, i - from });
		from = i + 1;
	}
	keep(r, (struct crm_text){ t.p + from, t.n - from });
}

static void
take_labelled(struct card_reading *r, const struct card_piece *p)
{
	static const enum crm_card_part part[] = {
		[LABEL_WEB] = CRM_CARD_WEBSITE,
		[LABEL_ADDRESS] = CRM_CARD_ADDRESS,
		[LABEL_POSTCODE] = CRM_CARD_POSTCODE,
		[LABEL_COMPANY] = CRM_CARD_COMPANY,
		[LABEL_NAME] = CRM_CARD_NAME,
		[LABEL_TITLE] = CRM_CARD_TITLE,
		[LABEL_DEPARTMENT] = CRM_CARD_DEPARTMENT,
		[LABEL_WECHAT] = CRM_CARD_WECHAT,
	};
	enum crm_phone_kind kind = p->label == LABEL_MOBILE ? CRM_PHONE_MOBILE
	    : p->label == LABEL_FAX                         ? CRM_PHONE_FAX
							    : CRM_PHONE_ANY;
	struct crm_text left;
	bool any;

	switch (p->label) {
	case LABEL_NONE:
		take_loose(r, p->text);
		break;
	case LABEL_PHONE:
	case LABEL_MOBILE:
	case LABEL_FAX:
		left = take_phones(r, p->text, kind, &any);
		take_loose(r, any ? left : p->whole);
		break;
	case LABEL_EMAIL:
		left = take_emails(r, p->text);
		if (weight(left) == weight(p->text))
			crm_card_note(r->card, "email", left, r->a);
		else
			take_loose(r, left);
		break;
	case LABEL_OTHER:
		crm_card_note(r->card, crm_strndup(r->a, p->word.p, p->word.n),
		    p->text, r->a);
		break;
	default:
		put(r, part[p->label], p->text);
	}
}

/* ---- pages and lines ---- */

static size_t
line_length(struct crm_text t)
{
	size_t n = 0;

	while (n < t.n && t.p[n] != '\n' && t.p[n] != '\r')
		n++;
	return n;
}

static enum crm_status
too_long(struct crm_err *err, int64_t line)
{
	return crm_fail_line(err, line, 0,
	    "longer than any card; cards are parted by form feeds");
}

/* One page, which begins on *line; that is moved behind it. */
static enum crm_status
read_page(const struct crm_words *w, struct crm_text page, int64_t *line,
    struct crm_arena *a, struct crm_cards *out, struct crm_err *err)
{
	struct card_reading r = { .w = w, .a = a };
	size_t n, lines = 0;

	while (page.n > 0) {
		struct crm_text t = { page.p, n = line_length(page) };
		struct card_piece piece;

		t = crm_text_trim(t);
		if (t.n > LENGTH_MAX || (t.n > 0 && ++lines > CARD_LINES_MAX))
			return too_long(err, *line);
		if (t.n > 0 && r.card == NULL)
			r.card = crm_cards_add(out, a, *line);
		while (card_next_piece(&t, &piece))
			take_labelled(&r, &piece);
		if (n < page.n)
			++*line;
		n += n + 1 < page.n && page.p[n] == '\r' &&
		    page.p[n + 1] == '\n';
		n += n < page.n;
		page.p += n;
		page.n -= n;
	}
	if (r.card != NULL)
		card_guess(&r);
	return CRM_OK;
}

enum crm_status
crm_cards_read(const struct crm_words *w, struct crm_text t,
    struct crm_arena *a, struct crm_cards *out, struct crm_err *err)
{
	enum crm_status st = crm_text_check(t, 1, err);
	int64_t line = 1;

	while (st == CRM_OK && t.n > 0) {
		const char *end = memchr(t.p, '\f', t.n);
		size_t n = end == NULL ? t.n : (size_t)(end - t.p);

		st = read_page(
		    w, (struct crm_text){ t.p, n }, &line, a, out, err);
		n += end != NULL;
		t.p += n;
		t.n -= n;
	}
	return st;
}
