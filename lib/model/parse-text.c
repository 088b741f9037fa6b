/* Cells whose value is text. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum crm_status
refuse_destroyed(
    const struct crm_field *f, struct crm_text t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail_field(err, CRM_INVALID, f->name,
	    "'%s' was destroyed"
	    " by a spreadsheet; export the column as text",
	    crm_quote(quoted, t));
}

enum crm_status
read_text(const struct crm_field *f, struct crm_text t, struct crm_value *out,
    struct crm_err *err)
{
	if (is_code(f) && is_destroyed(crm_text_trim(t)))
		return refuse_destroyed(f, crm_text_trim(t), err);
	*out = crm_value_text(t);
	return CRM_OK;
}

/* The value where buf holds another text than t: its copy in the arena. */
static struct crm_value
changed(struct crm_arena *a, const struct crm_buf *b)
{
	return crm_value_text(
	    (struct crm_text){ crm_strndup(a, b->data, b->len), b->len });
}

/* Where a character of an address may stand: before the @, behind it. */
enum { BEFORE_AT = 1, BEHIND_AT = 2, BOTH = BEFORE_AT | BEHIND_AT };

static const unsigned char plain_at[256] = {
	['0'] = BOTH,
	['1'] = BOTH,
	['2'] = BOTH,
	['3'] = BOTH,
	['4'] = BOTH,
	['5'] = BOTH,
	['6'] = BOTH,
	['7'] = BOTH,
	['8'] = BOTH,
	['9'] = BOTH,
	['a'] = BOTH,
	['b'] = BOTH,
	['c'] = BOTH,
	['d'] = BOTH,
	['e'] = BOTH,
	['f'] = BOTH,
	['g'] = BOTH,
	['h'] = BOTH,
	['i'] = BOTH,
	['j'] = BOTH,
	['k'] = BOTH,
	['l'] = BOTH,
	['m'] = BOTH,
	['n'] = BOTH,
	['o'] = BOTH,
	['p'] = BOTH,
	['q'] = BOTH,
	['r'] = BOTH,
	['s'] = BOTH,
	['t'] = BOTH,
	['u'] = BOTH,
	['v'] = BOTH,
	['w'] = BOTH,
	['x'] = BOTH,
	['y'] = BOTH,
	['z'] = BOTH,
	['-'] = BOTH,
	['_'] = BEFORE_AT,
	['+'] = BEFORE_AT,
};

/* Words of characters that may stand there, joined by single dots; gives where
 * they end. */
static size_t
dotted_words(struct crm_text t, size_t i, unsigned char part, int *dots)
{
	size_t from = i;

	for (;; i++) {
		while (i < t.n && (plain_at[(unsigned char)t.p[i]] & part) != 0)
			i++;
		if (i == t.n || t.p[i] != '.' || i == from || t.p[i - 1] == '.')
			break;
		++*dots;
	}
	return i > from && t.p[i - 1] == '.' ? i - 1 : i;
}

/* Whether an address is plainly in its stored form already, as most are. */
static bool
is_plain_email(struct crm_text t)
{
	int dots = 0;
	size_t at = dotted_words(t, 0, BEFORE_AT, &dots);

	if (at == 0 || at >= 64 || at == t.n || t.p[at] != '@')
		return false;
	dots = 0;
	return t.n < 128 && dotted_words(t, at + 1, BEHIND_AT, &dots) == t.n &&
	    dots > 0;
}

/* The different ones of the parts of a cell, in their order. */
static size_t
each_once(bool (*norm)(struct crm_buf *, struct crm_text),
    struct crm_text *part, size_t n)
{
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool same = false;

		crm_buf_clear(&a);
		norm(&a, part[i]);
		for (size_t k = 0; k < kept && !same; k++) {
			crm_buf_clear(&b);
			norm(&b, part[k]);
			same = crm_text_eq((struct crm_text){ a.data, a.len },
			    (struct crm_text){ b.data, b.len });
		}
		if (!same)
			part[kept++] = part[i];
	}
	crm_buf_free(&a);
	crm_buf_free(&b);
	return kept;
}

/* The further ones of a cell with several, for who takes them. */
static enum crm_status
take_more(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, const struct crm_text *part, size_t n,
    struct crm_err *err)
{
	bool phones = f->type == CRM_T_PHONE;
	bool (*norm)(struct crm_buf *,
	    struct crm_text) = phones ? crm_phone_norm : crm_email_norm;
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	if (p->more == NULL)
		return crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' holds %zu %s; %s takes all but the first",
		    crm_quote(quoted, t), n,
		    phones ? crm_tr("phone numbers")
			   : crm_tr("e-mail addresses"),
		    phones ? "other_phones" : "other_emails");
	for (i = 1; i < n; i++) {
		crm_buf_str(&b, i > 1 ? CRM_LIST_BETWEEN : "");
		norm(&b, part[i]);
	}
	*p->more = (struct crm_text){ crm_strndup(p->arena, b.data, b.len),
		b.len };
	crm_buf_free(&b);
	return CRM_OK;
}

enum crm_status
read_email(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err)
{
	struct crm_text part[CRM_LIST_MOST];
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;
	size_t n;

	if (is_plain_email(t)) {
		*out = crm_value_text(t);
		return CRM_OK;
	}
	n = crm_emails_split(t, part, CRM_LIST_MOST);
	if (!crm_email_norm(&b, part[0]))
		st = crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' is not an e-mail address", crm_quote(quoted, t));
	else if (n > 1 && (n = each_once(crm_email_norm, part, n)) > 1)
		st = take_more(p, f, t, part, n, err);
	if (st == CRM_OK)
		*out = changed(p->arena, &b);
	crm_buf_free(&b);
	return st;
}

/* + and 8 to 15 digits (E.164): in its stored form already. */
static bool
is_plain_phone(struct crm_text t)
{
	if (t.n < 9 || t.n > 16 || t.p[0] != '+' || t.p[1] == '0')
		return false;
	for (size_t i = 1; i < t.n; i++) {
		if (!is_digit(t.p[i]))
			return false;
	}
	return !crm_phone_has_trunk(t);
}

enum crm_status
read_phone(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err)
{
	struct crm_text part[CRM_LIST_MOST];
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;
	size_t n;

	if (is_plain_phone(t)) {
		*out = crm_value_text(t);
		return CRM_OK;
	}
	n = crm_phones_split(t, part, CRM_LIST_MOST);
	if (is_destroyed(t))
		st = refuse_destroyed(f, t, err);
	else if (n == 0)
		st = crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' is more than one phone number; write each in full",
		    crm_quote(quoted, t));
	else if (!crm_phone_norm(&b, part[0]))
		st = crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' is not a phone number", crm_quote(quoted, t));
	else if (n > 1 && (n = each_once(crm_phone_norm, part, n)) > 1)
		st = take_more(p, f, t, part, n, err);
	if (st == CRM_OK)
		*out = changed(p->arena, &b);
	crm_buf_free(&b);
	return st;
}

enum crm_status
read_contacts(struct crm_arena *a, const struct crm_field *f, struct crm_text t,
    struct crm_value *out, struct crm_err *err)
{
	bool phones = f->type == CRM_T_PHONES;
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	if (phones ? crm_phones_list(&b, t) : crm_emails_list(&b, t))
		*out = changed(a, &b);
	else
		st = crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' is not a list of %s", crm_quote(quoted, t),
		    phones ? crm_tr("phone numbers")
			   : crm_tr("e-mail addresses"));
	crm_buf_free(&b);
	return st;
}

enum crm_status
read_currency(struct crm_arena *a, const struct crm_field *f, struct crm_text t,
    struct crm_value *out, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE], code[CRM_CURRENCY_SIZE];

	if (!crm_currency_named(t, code))
		return crm_fail_field(err, CRM_INVALID, f->name,
		    "'%s' is not a currency code such as CNY or USD",
		    crm_quote(quoted, t));
	if (!crm_text_is(t, code))
		t = crm_text_of(crm_strdup(a, code));
	*out = crm_value_text(t);
	return CRM_OK;
}

static bool
choice_means(const struct crm_choice *c, struct crm_text squeezed)
{
	return word_means(squeezed, c->code) || word_means(squeezed, c->en) ||
	    word_means(squeezed, c->zh) || list_means(squeezed, c->aliases);
}

static const struct crm_choice *
find_squeezed(const struct crm_choice *list, struct crm_text squeezed)
{
	if (squeezed.n == 0)
		return NULL;
	for (; list->code != NULL; list++) {
		if (choice_means(list, squeezed))
			return list;
	}
	return NULL;
}

const struct crm_choice *
crm_choice_find(const struct crm_choice *list, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct crm_choice *c;

	for (c = list; c->code != NULL; c++) {
		if (c->code[0] == t.p[0] && crm_text_is(t, c->code))
			return c;
	}
	crm_squeeze(&b, t);
	c = find_squeezed(list, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	return c;
}

enum crm_status
read_enum(const struct crm_field *f, struct crm_text t, struct crm_value *out,
    struct crm_err *err)
{
	const struct crm_choice *c = crm_choice_find(f->choices, t);
	struct crm_buf list = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	if (c != NULL) {
		*out = crm_value_text(crm_text_of(c->code));
		return CRM_OK;
	}
	for (c = f->choices; c->code != NULL; c++)
		crm_buf_printf(
		    &list, "%s%s", list.len > 0 ? ", " : "", c->code);
	st = crm_fail_field(err, CRM_INVALID, f->name, "'%s' is not one of %s",
	    crm_quote(quoted, t),
	    list.len > 0 ? list.data : crm_tr("no choices"));
	crm_buf_free(&list);
	return st;
}

/* ---- tags ---- */

/* Length of the separator at p: , ; or their full-width forms 、，；. */
static size_t
separator(const char *p, const char *end)
{
	if (*p == ',' || *p == ';')
		return 1;
	if (end - p >= 3 &&
	    (memcmp(p, "、", 3) == 0 || memcmp(p, "，", 3) == 0 ||
		memcmp(p, "；", 3) == 0))
		return 3;
	return 0;
}

static int
tag_order(const void *a, const void *b)
{
	return crm_text_cmp(
	    *(const struct crm_text *)a, *(const struct crm_text *)b);
}

/* Splits t; NULL tag counts only.  Separators give one tag more than they
 * are, blank ones included. */
static size_t
split_tags(struct crm_text t, struct crm_text *tag)
{
	const char *p = t.p, *from = p, *end = p + t.n;
	size_t n = 0, skip;

	for (; p<end; p += skip> 0 ? skip : 1) {
		skip = separator(p, end);
		if (skip == 0)
			continue;
		if (tag != NULL)
			tag[n] = crm_text_trim(
			    (struct crm_text){ from, (size_t)(p - from) });
		n++;
		from = p + skip;
	}
	if (tag != NULL)
		tag[n] = crm_text_trim(
		    (struct crm_text){ from, (size_t)(end - from) });
	return n + 1;
}

struct crm_value
read_tags(struct crm_arena *a, struct crm_text t)
{
	struct crm_text *tag, last = { NULL, 0 };
	size_t n = split_tags(t, NULL);
	char *text, *p;

	if (n == 1)
		return crm_value_text(t);
	tag = crm_alloc_n(a, n, sizeof *tag);
	split_tags(t, tag);
	qsort(tag, n, sizeof *tag, tag_order);
	/* A separator of one byte may become two. */
	p = text = crm_alloc(a, t.n + n);
	for (size_t i = 0; i < n; i++) {
		if (crm_text_eq(tag[i], last))
			continue; /* blank or a repetition */
		if (p > text) {
			memcpy(p, ", ", 2);
			p += 2;
		}
		memcpy(p, tag[i].p, tag[i].n);
		p += tag[i].n;
		last = tag[i];
	}
	return crm_value_text((struct crm_text){ text, (size_t)(p - text) });
}
