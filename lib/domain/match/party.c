/* The keys of a record: what two records are compared by. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

enum {
	WORDS_MAX = 24,
	GRAMS_MAX = 80,
};

/* The value of a field, null where the kind of record has none such. */
static struct crm_value
field(const struct crm_record *r, const char *name)
{
	const struct crm_entity *e = r->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->field[i]->name[0] == name[0] &&
		    strcmp(e->field[i]->name, name) == 0)
			return r->v[i];
	return CRM_VALUE_NULL;
}

static struct crm_text
text_of(struct crm_value v)
{
	return v.kind == CRM_STR ? v.t : (struct crm_text){ "", 0 };
}

static struct crm_text
text(const struct crm_record *r, const char *name)
{
	return text_of(field(r, name));
}

static struct crm_text
text_at(const struct crm_record *r, int field)
{
	return field < 0 ? (struct crm_text){ "", 0 } : text_of(r->v[field]);
}

static struct crm_text
keep(struct crm_arena *a, struct crm_text t)
{
	return t.n == 0 ? t
			: (struct crm_text){ crm_strndup(a, t.p, t.n), t.n };
}

/* Folded, without blanks and punctuation. */
static struct crm_text
squeezed(struct crm_arena *a, struct crm_text t)
{
	struct crm_text word[WORDS_MAX], folded;
	size_t i, n;
	char *to;

	if (t.n == 0)
		return t;
	folded = crm_fold_dup(a, t);
	n = split_words(folded, word, WORDS_MAX);
	to = (char *)folded.p; /* closes up where it is */
	for (i = 0; i < n; i++) {
		memmove(to, word[i].p, word[i].n);
		to += word[i].n;
	}
	return (struct crm_text){ folded.p, (size_t)(to - folded.p) };
}

/* "Grant, Ben" is Ben Grant; "Ben Grant, MBA" is not MBA Ben Grant. */
static void
turn_name(struct crm_party *p, struct crm_text folded)
{
	struct crm_text first = p->name[0];

	if (p->names < 2 ||
	    folded.n <= (size_t)(first.p + first.n - folded.p) ||
	    first.p[first.n] != ',')
		return;
	memmove(p->name, p->name + 1, (p->names - 1) * sizeof *p->name);
	p->name[p->names - 1] = first;
}

/* Han names are often written with a blank: their words are one. */
static void
read_name(struct crm_party *p, struct crm_text t, struct crm_arena *a)
{
	struct crm_text word[CRM_PARTY_NAMES], *han = NULL;
	struct crm_text folded = crm_fold_dup(a, t);
	size_t i, n = split_words(folded, word, CRM_PARTY_NAMES);

	for (i = 0; i < n; i++) {
		char *both;

		if (!has_han(word[i])) {
			p->name[p->names++] = word[i];
		} else if (han == NULL) {
			han = &p->name[p->names++];
			*han = word[i];
		} else {
			both = crm_alloc(a, han->n + word[i].n + 1);
			memcpy(both, han->p, han->n);
			memcpy(both + han->n, word[i].p, word[i].n);
			*han = (struct crm_text){ both, han->n + word[i].n };
		}
	}
	if (han == NULL)
		turn_name(p, folded);
	p->given = 1;
}

/* "https://www.acme.com:80/en" gives acme.com. */
static struct crm_text
site_domain(struct crm_arena *a, struct crm_text site)
{
	struct crm_text t = crm_fold_dup(a, crm_text_trim(site));
	const char *p = t.n > 2 ? memmem(t.p, t.n, "//", 2) : NULL;
	size_t i;

	if (p != NULL) {
		t.n -= (size_t)(p + 2 - t.p);
		t.p = p + 2;
	}
	if (t.n > 4 && memcmp(t.p, "www.", 4) == 0) {
		t.p += 4;
		t.n -= 4;
	}
	for (i = 0; i < t.n && t.p[i] != '/' && t.p[i] != ':' &&
	     t.p[i] != '?' && t.p[i] != '#';
	     i++)
		continue;
	t.n = i;
	return memchr(t.p, '.', t.n) != NULL ? t : (struct crm_text){ "", 0 };
}

static struct crm_text
mail_domain(struct crm_text email)
{
	const char *at = email.n > 0 ? memchr(email.p, '@', email.n) : NULL;

	return at == NULL
	    ? (struct crm_text){ "", 0 }
	    : (struct crm_text){ at + 1, email.n - (size_t)(at + 1 - email.p) };
}

static void
read_domain(struct crm_party *p, const struct crm_words *w,
    const struct crm_record *r, struct crm_arena *a)
{
	struct crm_text site = text_at(r, r->entity->site);

	if (site.n > 0)
		p->domain = site_domain(a, site);
	if (p->domain.n == 0)
		p->domain = mail_domain(p->email);
	if (crm_words_public(w, p->domain))
		p->domain.n = 0;
}

/* The number without its extension: a desk at the same switchboard. */
static struct crm_text
phone(struct crm_arena *a, struct crm_text t)
{
	const char *x = t.n > 0 ? memchr(t.p, 'x', t.n) : NULL;

	if (x != NULL)
		t.n = (size_t)(x - t.p);
	return keep(a, t);
}

/* The first of the further numbers, behind the phone and the mobile. */
static void
read_others(struct crm_party *p, struct crm_text list, struct crm_arena *a)
{
	struct crm_text item;
	int i;

	for (i = 2; i < CRM_PARTY_PHONES && crm_list_next(&list, &item); i++)
		p->phone[i] = phone(a, item);
}

static int
gram_cmp(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* Two neighbouring characters in 16 bits; those of ASCII exactly. */
static uint16_t
gram_of(unsigned c, unsigned d)
{
	if (c < 0x80 && d < 0x80)
		return (uint16_t)(c << 8 | d);
	return (uint16_t)((c * 0x9E37U + d) | 0x8080U);
}

static void
read_grams(struct crm_party *p, const struct crm_text *word, size_t n,
    struct crm_arena *a)
{
	uint16_t gram[GRAMS_MAX], *to;
	unsigned last = 0, k = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *at = word[i].p, *end = at + word[i].n;

		while (at < end && k < GRAMS_MAX) {
			unsigned c = crm_utf8_next(&at, end);

			if (last != 0)
				gram[k++] = gram_of(last, c);
			last = c;
		}
	}
	if (k == 0)
		return;
	qsort(gram, k, sizeof *gram, gram_cmp);
	to = crm_alloc_n(a, k, sizeof *to);
	memcpy(to, gram, k * sizeof *to);
	p->gram = to;
	p->grams = k;
}

static bool
has_digit(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if ((unsigned)(t.p[i] - '0') < 10)
			return true;
	return false;
}

static void
read_address(struct crm_party *p, struct crm_text t, struct crm_arena *a)
{
	struct crm_text word[WORDS_MAX];
	size_t i, n;

	if (t.n == 0)
		return;
	n = split_words(crm_fold_dup(a, t), word, WORDS_MAX);
	for (i = 0; i < n; i++) {
		if (p->house.n == 0 && has_digit(word[i]))
			p->house = word[i];
		else if (p->street.n == 0)
			p->street = word[i];
	}
	read_grams(p, word, n, a);
}

static int32_t
birthday(struct crm_value v)
{
	struct crm_ymd d;

	if (v.kind != CRM_INT)
		return 0;
	d = crm_date_ymd(v.i);
	return (int32_t)(d.y * 10000 + d.m * 100 + d.d);
}

void
crm_party_read(const struct crm_words *w, const struct crm_record *r,
    struct crm_text company, struct crm_arena *a, struct crm_party *p)
{
	const struct crm_entity *e = r->entity;
	struct crm_text name = text_at(r, e->person),
			address = text(r, "address");

	*p = (struct crm_party){ .entity = e, .id = r->id };
	if (company.n == 0)
		company = text_at(r, e->company);
	if (company.n > 0)
		crm_company_read(w, company, a, &p->company);
	if (name.n > 0)
		read_name(p, name, a);
	p->shown = keep(a, name.n > 0 ? name : company);
	p->email = keep(a, text(r, "email"));
	p->other_emails = keep(a, text(r, "other_emails"));
	read_domain(p, w, r, a);
	p->phone[0] = phone(a, text(r, "phone"));
	p->phone[1] = phone(a, text(r, "mobile"));
	read_others(p, text(r, "other_phones"), a);
	p->wechat = squeezed(a, text(r, "wechat"));
	p->ext = keep(a, text(r, "ext"));
	p->credit_code = squeezed(a, text(r, "credit_code"));
	p->postcode = squeezed(a, text(r, "postcode"));
	p->region = squeezed(a, text(r, "region"));
	p->city = squeezed(a, text(r, "city"));
	if (address.n == 0)
		address = text(r, "bill_address");
	read_address(p, address, a);
	p->birthday = birthday(field(r, "birthday"));
}
