/*
 * The text of a card: first what is certain (labels, e-mails, websites,
 * numbers), then what each line that is left looks like, then by what remains.
 */
#include "card.h"

#include <string.h>

#include "internal.h"

enum { LINES_MAX = 200, LENGTH_MAX = 500 };

struct reading {
	const struct crm_words *w;
	struct crm_arena *a;
	struct crm_card *card;
	struct crm_text loose[LINES_MAX];	/* not understood yet */
	size_t n;
};

static bool
has(const struct reading *r, enum crm_card_part part)
{
	return r->card->part[part].n > 0;
}

static void
put(struct reading *r, enum crm_card_part part, struct crm_text t)
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
keep(struct reading *r, struct crm_text t)
{
	t = crm_text_trim(t);
	if (weight(t) < 2)
		return;
	if (r->n == LINES_MAX)
		crm_card_note(r->card, "", t, r->a);
	else
		r->loose[r->n++] = t;
}

/* ---- what is certain ---- */

/* A text without a part of it. */
static struct crm_text
without(struct reading *r, struct crm_text t, struct crm_text part)
{
	size_t before = (size_t)(part.p - t.p);
	size_t behind = t.n - before - part.n;

	return crm_text_trim(crm_text_of(crm_sprintf(r->a, "%.*s  %.*s",
	    (int)before, t.p, (int)behind, part.p + part.n)));
}

static struct crm_text
take_emails(struct reading *r, struct crm_text t)
{
	struct crm_text found;

	while (card_find_email(t, &found)) {
		crm_card_email(r->card, found, false, r->a);
		t = without(r, t, found);
	}
	return t;
}

static struct crm_text
take_urls(struct reading *r, struct crm_text t)
{
	struct crm_text found;

	while (card_find_url(t, &found)) {
		put(r, CRM_CARD_WEBSITE, found);
		t = without(r, t, found);
	}
	return t;
}

static struct crm_text
take_phones(struct reading *r, struct crm_text t, enum crm_phone_kind kind,
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
take_loose(struct reading *r, struct crm_text t)
{
	bool any;
	size_t i, from = 0;

	t = take_phones(r, take_urls(r, take_emails(r, t)), CRM_PHONE_ANY,
	    &any);
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
take_labelled(struct reading *r, const struct card_piece *p)
{
	static const enum crm_card_part part[] = {
		[LABEL_WEB] = CRM_CARD_WEBSITE,
		[LABEL_ADDRESS] = CRM_CARD_ADDRESS,
		[LABEL_POSTCODE] = CRM_CARD_POSTCODE,
		[LABEL_COMPANY] = CRM_CARD_COMPANY,
		[LABEL_NAME] = CRM_CARD_NAME, [LABEL_TITLE] = CRM_CARD_TITLE,
		[LABEL_DEPARTMENT] = CRM_CARD_DEPARTMENT,
		[LABEL_WECHAT] = CRM_CARD_WECHAT,
	};
	enum crm_phone_kind kind = p->label == LABEL_MOBILE ?
	    CRM_PHONE_MOBILE : p->label == LABEL_FAX ? CRM_PHONE_FAX :
	    CRM_PHONE_ANY;
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

/* ---- what it looks like ---- */

static void
take_title(struct reading *r, struct crm_text t)
{
	struct crm_text one, other;

	if (!has(r, CRM_CARD_NAME) && card_split_name(t, &one, &other)) {
		put(r, CRM_CARD_NAME, one);
		t = other;
	}
	if (card_split_department(t, &one, &other)) {
		put(r, CRM_CARD_DEPARTMENT, one);
		t = other;
	}
	put(r, CRM_CARD_TITLE, t);
}

/* An address that goes on over several lines is one. */
static void
take_address(struct reading *r, struct crm_text t)
{
	struct crm_text *address = &r->card->part[CRM_CARD_ADDRESS];

	if (address->n == 0)
		put(r, CRM_CARD_ADDRESS, t);
	else
		*address = crm_text_of(crm_sprintf(r->a, "%.*s%s%.*s",
		    (int)address->n, address->p, card_han(t) > 0 ? " " : ", ",
		    (int)t.n, t.p));
}

static bool
take_place(struct reading *r, struct crm_text t)
{
	struct crm_text city, region, postcode;

	if (has(r, CRM_CARD_CITY) || has(r, CRM_CARD_POSTCODE) ||
	    !card_split_place(t, &city, &region, &postcode))
		return false;
	put(r, CRM_CARD_CITY, city);
	put(r, CRM_CARD_REGION, region);
	put(r, CRM_CARD_POSTCODE, postcode);
	return true;
}

static bool
take_line(struct reading *r, struct crm_text t)
{
	struct crm_text company, rest;
	bool address;

	if (card_split_company(r->w, t, &company, &rest)) {
		put(r, CRM_CARD_COMPANY, company);
		t = rest;
	}
	/* The name of a Chinese company may well have a place in it. */
	address = card_is_address(t) && (card_han(t) == 0 ||
	    has(r, CRM_CARD_COMPANY) || !card_is_company(r->w, t));
	if (take_place(r, t))
		return true;
	if (address)
		take_address(r, t);
	else if (card_is_company(r->w, t))
		put(r, CRM_CARD_COMPANY, t);
	else if (card_is_title(t))
		take_title(r, t);
	else if (card_is_department(t))
		put(r, CRM_CARD_DEPARTMENT, t);
	else
		return false;
	return true;
}

static void
drop(struct reading *r, size_t i)
{
	memmove(r->loose + i, r->loose + i + 1,
	    (r->n - i - 1) * sizeof *r->loose);
	r->n--;
}

/* ---- what remains ---- */

/* The part of the e-mail before the @, or of its domain before the first dot
 * (of the website where the e-mail is a public one). */
static struct crm_text
email_part(const struct reading *r, bool domain)
{
	struct crm_text t = r->card->part[CRM_CARD_EMAIL], host;
	const char *at = t.n == 0 ? NULL : memchr(t.p, '@', t.n);
	const char *dot;

	if (at == NULL)
		return (struct crm_text){ "", 0 };
	if (!domain)
		return (struct crm_text){ t.p, (size_t)(at - t.p) };
	host = (struct crm_text){ at + 1, t.n - (size_t)(at + 1 - t.p) };
	if (crm_words_public(r->w, host))
		return (struct crm_text){ "", 0 };
	dot = memchr(host.p, '.', host.n);
	return (struct crm_text){ host.p, dot == NULL ? host.n :
	    (size_t)(dot - host.p) };
}

/* "李 娜" is written with a gap for its looks. */
static void
put_name(struct reading *r, struct crm_text t)
{
	char *name = crm_alloc(r->a, t.n + 1);
	size_t i, n = 0;

	for (i = 0; i < t.n; i++)
		if (card_han(t) == 0 || t.p[i] != ' ')
			name[n++] = t.p[i];
	put(r, CRM_CARD_NAME, (struct crm_text){ name, n });
}

/* The name: one that the e-mail has too, else the first. */
static void
guess_name(struct reading *r)
{
	struct crm_text local = email_part(r, false);
	size_t i, best = r->n;

	if (has(r, CRM_CARD_NAME))
		return;
	for (i = 0; i < r->n; i++) {
		if (!card_is_name(r->loose[i]))
			continue;
		if (card_shares(r->loose[i], local)) {
			best = i;
			break;
		}
		if (best == r->n)
			best = i;
	}
	if (best == r->n)
		return;
	put_name(r, r->loose[best]);
	drop(r, best);
}

/* "张三 Zhang San": the name and how it is said. */
static void
guess_mixed_name(struct reading *r)
{
	struct crm_text t, head, tail;
	size_t i, k;

	for (i = 0; i < r->n && !has(r, CRM_CARD_NAME); i++) {
		t = r->loose[i];
		for (k = 1; k + 1 < t.n; k++) {
			if (t.p[k] != ' ')
				continue;
			head = (struct crm_text){ t.p, k };
			tail = crm_text_trim((struct crm_text){ t.p + k,
			    t.n - k });
			if (card_han(head) == 0 || !card_is_name(head) ||
			    card_han(tail) > 0)
				continue;
			put(r, CRM_CARD_NAME, head);
			crm_card_note(r->card, "name", tail, r->a);
			drop(r, i);
			return;
		}
	}
}

/* The company: a line that the domain of the e-mail has too, else the first. */
static void
guess_company(struct reading *r)
{
	struct crm_text domain = email_part(r, true);
	size_t i;

	if (has(r, CRM_CARD_COMPANY) || r->n == 0)
		return;
	for (i = 0; i < r->n; i++)
		if (card_shares(r->loose[i], domain))
			break;
	i = i == r->n ? 0 : i;
	put(r, CRM_CARD_COMPANY, r->loose[i]);
	drop(r, i);
}

static void
guess(struct reading *r)
{
	size_t i = 0;

	while (i < r->n)
		if (take_line(r, r->loose[i]))
			drop(r, i);
		else
			i++;
	guess_mixed_name(r);
	guess_name(r);
	guess_company(r);
	for (i = 0; i < r->n; i++)
		crm_card_note(r->card, "", r->loose[i], r->a);
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
	return crm_fail(err, CRM_INVALID, "line %lld: longer than any card; "
	    "cards are parted by form feeds", (long long)line);
}

/* One page, which begins on *line; that is moved behind it. */
static enum crm_status
read_page(const struct crm_words *w, struct crm_text page, int64_t *line,
    struct crm_arena *a, struct crm_cards *out, struct crm_err *err)
{
	struct reading r = { .w = w, .a = a };
	size_t n, lines = 0;

	while (page.n > 0) {
		struct crm_text t = { page.p, n = line_length(page) };
		struct card_piece piece;

		t = crm_text_trim(t);
		if (t.n > LENGTH_MAX || (t.n > 0 && ++lines > LINES_MAX))
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
		guess(&r);
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

		st = read_page(w, (struct crm_text){ t.p, n }, &line, a, out,
		    err);
		n += end != NULL;
		t.p += n;
		t.n -= n;
	}
	return st;
}
