/* What is put on a card, and the reading of whole texts. */
#include <crm/io/card.h>

#include <string.h>

#include "impl.h"

enum {
	MOBILE_LEN = 14,       /* +8613800138000 */
	NOTES_MAX = 64 * 1024, /* more is no card's */
};

const char *
crm_card_field(enum crm_card_part part)
{
	static const char *const names[CRM_CARD_PARTS] = { "name", "company",
		"title", "department", "email", "phone", "mobile", "wechat",
		"website", "country", "region", "city", "address", "postcode",
		"notes" };

	return names[part];
}

struct crm_card *
crm_cards_add(struct crm_cards *c, struct crm_arena *a, int64_t line)
{
	c->card = crm_grow(a, c->card, c->n, &c->cap, sizeof *c->card);
	c->card[c->n] = (struct crm_card){ .line = line };
	return &c->card[c->n++];
}

bool
crm_card_usable(const struct crm_card *card)
{
	return card->part[CRM_CARD_NAME].n > 0 ||
	    card->part[CRM_CARD_COMPANY].n > 0 ||
	    card->part[CRM_CARD_EMAIL].n > 0 ||
	    card->part[CRM_CARD_PHONE].n > 0 ||
	    card->part[CRM_CARD_MOBILE].n > 0;
}

/* White space and control characters as single blanks. */
static struct crm_text
one_line(struct crm_text t, struct crm_arena *a)
{
	char *copy = crm_alloc(a, t.n + 1);
	size_t i, n = 0;

	for (i = 0; i < t.n; i++) {
		bool blank = (unsigned char)t.p[i] <= ' ' || t.p[i] == 0x7F;

		if (!blank)
			copy[n++] = t.p[i];
		else if (n > 0 && copy[n - 1] != ' ')
			copy[n++] = ' ';
	}
	return crm_text_trim((struct crm_text){ copy, n });
}

static void
add_note(struct crm_card *card, const char *label, struct crm_text text,
    struct crm_arena *a)
{
	struct crm_text *notes = &card->part[CRM_CARD_NOTES];
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	if (notes->n > NOTES_MAX ||
	    (label[0] != '\0' && notes->n > 0 &&
		memmem(notes->p, notes->n, text.p, text.n) != NULL))
		return;
	crm_buf_add(&b, notes->p, notes->n);
	if (notes->n > 0)
		crm_buf_char(&b, '\n');
	crm_buf_printf(&b, "%s%s", label, label[0] != '\0' ? ": " : "");
	for (i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] >= ' ' || text.p[i] == '\n' ||
		    text.p[i] == '\t')
			crm_buf_char(&b, text.p[i]);
	*notes = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
}

void
crm_card_note(struct crm_card *card, const char *label, struct crm_text text,
    struct crm_arena *a)
{
	text = crm_text_trim(text);
	if (text.n > 0)
		add_note(card, label, text, a);
}

void
crm_card_put(struct crm_card *card, enum crm_card_part part,
    struct crm_text text, bool preferred, struct crm_arena *a)
{
	struct crm_text *now = &card->part[part], other;

	if (part == CRM_CARD_NOTES) {
		crm_card_note(card, "", text, a);
		return;
	}
	text = one_line(text, a);
	if (text.n == 0 || crm_text_eq(*now, text))
		return;
	other = text;
	if (preferred || now->n == 0) {
		other = *now;
		*now = text;
	}
	crm_card_note(card, crm_card_field(part), other, a);
}

static bool
begins(struct crm_text t, const char *s)
{
	size_t i, n = strlen(s);

	for (i = 0; i < n && i < t.n; i++)
		if ((t.p[i] | 0x20) != s[i] && t.p[i] != s[i])
			return false;
	return i == n;
}

static struct crm_text
behind(struct crm_text t, size_t n)
{
	return crm_text_trim((struct crm_text){ t.p + n, t.n - n });
}

void
crm_card_email(struct crm_card *card, struct crm_text text, bool preferred,
    struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (begins(text = crm_text_trim(text), "mailto:"))
		text = behind(text, strlen("mailto:"));
	if (crm_email_norm(&b, text))
		crm_card_put(card, CRM_CARD_EMAIL,
		    (struct crm_text){ b.data, b.len }, preferred, a);
	else
		crm_card_note(card, "email", one_line(text, a), a);
	crm_buf_free(&b);
}

/* "tel:+86-10-1234;ext=5;phone-context=cn" without what only says where it is
 * dialled. */
static struct crm_text
without_scheme(struct crm_text t)
{
	const char *context;

	t = behind(t, strlen("tel:"));
	context = memmem(t.p, t.n, ";phone-context", strlen(";phone-context"));
	if (context != NULL)
		t.n = (size_t)(context - t.p);
	return t;
}

static bool
is_mobile(const struct crm_buf *phone)
{
	return phone->len == MOBILE_LEN &&
	    strncmp(phone->data, "+861", 4) == 0 && phone->data[4] >= '3';
}

void
crm_card_phone(struct crm_card *card, enum crm_phone_kind kind,
    struct crm_text text, bool preferred, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_card_part part = CRM_CARD_PHONE;

	if (begins(text = crm_text_trim(text), "tel:"))
		text = without_scheme(text);
	text = one_line(text, a);
	if (kind == CRM_PHONE_FAX || !crm_phone_norm(&b, text)) {
		crm_card_note(
		    card, kind == CRM_PHONE_FAX ? "fax" : "phone", text, a);
		crm_buf_free(&b);
		return;
	}
	if (kind == CRM_PHONE_MOBILE ||
	    (kind == CRM_PHONE_ANY && is_mobile(&b)))
		part = CRM_CARD_MOBILE;
	/* Two mobile ones have two places. */
	if (part == CRM_CARD_MOBILE && !preferred &&
	    card->part[CRM_CARD_MOBILE].n > 0 &&
	    card->part[CRM_CARD_PHONE].n == 0 &&
	    !crm_text_eq(card->part[CRM_CARD_MOBILE],
		(struct crm_text){ b.data, b.len }))
		part = CRM_CARD_PHONE;
	crm_card_put(
	    card, part, (struct crm_text){ b.data, b.len }, preferred, a);
	crm_buf_free(&b);
}

/* ---- whole texts ---- */

static enum crm_status
read_all(struct crm_source *src, struct crm_buf *b, struct crm_err *err)
{
	enum crm_status st;
	size_t got;

	do {
		char *to = crm_buf_room(b, CRM_INPUT_CHUNK);

		st = crm_source_read(src, to, CRM_INPUT_CHUNK, &got, err);
		if (st == CRM_OK)
			b->len += got;
		if (b->len > CRM_RECORD_MAX)
			st = crm_fail(
			    err, CRM_INVALID, "more than 64 MB; part the file");
	} while (st == CRM_OK && got > 0);
	return st;
}

enum crm_status
crm_text_read(const char *path, const char *encoding, struct crm_arena *a,
    struct crm_text *out, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_source *src;
	enum crm_status st;
	size_t bom;

	if ((st = crm_source_open(path, encoding, &src, err)) != CRM_OK)
		return st;
	crm_buf_str(&b, "");
	if ((st = crm_source_text(src, err)) == CRM_OK &&
	    (st = read_all(src, &b, err)) == CRM_OK) {
		bom = b.len >= 3 && memcmp(b.data, "\xef\xbb\xbf", 3) == 0 ? 3
									   : 0;
		out->n = b.len - bom;
		out->p = crm_strndup(a, b.data + bom, out->n);
	}
	crm_source_close(src);
	crm_buf_free(&b);
	return st;
}

enum crm_status
crm_text_check(struct crm_text t, int64_t line, struct crm_err *err)
{
	size_t i, bad = crm_utf8_valid(t);
	struct crm_buf fit = CRM_BUF_INIT;
	enum crm_status st;

	if (bad == t.n)
		return CRM_OK;
	for (i = 0; i < bad; i++)
		line += t.p[i] == '\n';
	crm_encodings_fit(&fit, t);
	st = crm_fail_line(err, line, 0, "not UTF-8: give --encoding%s%s",
	    fit.len > 0 ? crm_tr(", one of ") : "",
	    fit.len > 0 ? fit.data : "");
	crm_buf_free(&fit);
	return st;
}
