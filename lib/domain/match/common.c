/*
 * What many have says nothing of who they are: the number of a switchboard, an
 * e-mail address that was typed in where there was none, the page of a market,
 * a tower full of offices.  It is *different* people or companies that count,
 * by their names: six copies of one person are one.
 */
#include "match.h"

#include <crm/store/like.h>

#include <string.h>

enum {
	REACH_MOST = CRM_LIKE_SHARED, /* who may have one number or address */
	PLACE_MOST = 5,               /* who may be at one place, one domain */
	MOST = PLACE_MOST,
	PHONE_DIGITS = 14,
	CITY_CHARS = 4,
};

/* What is shared. */
enum seed {
	PHONE = 1,
	EMAIL,
	DOMAIN,
	HOUSE,
	PLACE,
};

/* From here on two names are of one company. */
#define COMPANY_SAME 4.5

static uint64_t
phone_key(const struct crm_party *p, int i)
{
	struct crm_text t = p->phone[i];

	if (t.n > PHONE_DIGITS)
		t = (struct crm_text){ t.p + t.n - PHONE_DIGITS, PHONE_DIGITS };
	return hash_text(PHONE, t);
}

/* House, street and town; where no house is said, all that is. */
static uint64_t
place_key(const struct crm_party *p)
{
	uint64_t key = hash_text(PLACE,
	    (struct crm_text){
		(const char *)p->gram, p->grams * sizeof *p->gram });

	if (p->house.n > 0 && p->street.n > 0)
		key = hash_text(hash_text(HOUSE, p->house), p->street);
	return hash_text(key, first_chars(p->city, CITY_CHARS));
}

static bool
is_company(const struct crm_party *p)
{
	return p->entity->person < 0;
}

/* ---- who has it ---- */

/* People are counted among people, companies among companies. */
struct different {
	const struct crm_party *person[MOST + 1], *company[MOST + 1];
	size_t people, companies;
};

static bool
is_one(const struct crm_party *a, const struct crm_party *b)
{
	double like;

	if (a->names > 0)
		return person_bits(a, b, &like) >= WHOLE_NAME;
	return company_bits(a, b, &like) >= COMPANY_SAME;
}

static void
count(const struct crm_party *list[MOST + 1], size_t *n,
    const struct crm_party *p)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (is_one(list[i], p))
			return;
	list[(*n)++] = p;
}

/* Whether more than `most` have it who are not the same by their names. */
static bool
have_many(
    const struct parties *p, const struct block_entry *e, size_t n, size_t most)
{
	struct different d = { .people = 0 };
	size_t i;

	for (i = 0; i < n && d.people <= most && d.companies <= most; i++) {
		const struct crm_party *x = &p->party[e[i].party];

		if (x->names > 0)
			count(d.person, &d.people, x);
		else if (x->company.key.n > 0)
			count(d.company, &d.companies, x);
	}
	return d.people > most || d.companies > most;
}

/* ---- marks ---- */

/* Whether the domain is that of the e-mail address, not of a website. */
static bool
is_mail_domain(const struct crm_party *p)
{
	size_t n = p->domain.n;

	return n > 0 && p->email.n > n &&
	    p->email.p[p->email.n - n - 1] == '@' &&
	    memcmp(p->email.p + p->email.n - n, p->domain.p, n) == 0;
}

static void
mark_one(struct crm_party *p, uint64_t key)
{
	int i;

	for (i = 0; i < CRM_PARTY_PHONES; i++)
		p->common[i] |= p->phone[i].n > 0 && phone_key(p, i) == key;
	if (p->email.n > 0 && hash_text(EMAIL, p->email) == key) {
		p->common_email = true;
		p->common_domain |= is_mail_domain(p);
	}
	p->common_domain |= p->domain.n > 0 &&
	    hash_text(DOMAIN, p->domain) == key;
	p->common_address |= p->grams > 0 && place_key(p) == key;
}

/* What each of the parties has, gathered by `put`. */
static void
mark(struct parties *p,
    void (*put)(struct entries *to, const struct crm_party *p), size_t most)
{
	struct entries all = { .bytes = CRM_BUF_INIT };
	struct block_entry *e;
	size_t i, j, n;

	for (i = 0; i < p->n; i++) {
		all.party = (uint32_t)i;
		put(&all, &p->party[i]);
	}
	e = entries_sorted(&all, &n);
	for (i = 0; i < n; i = j) {
		bool many;

		for (j = i + 1; j < n && e[j].key == e[i].key; j++)
			continue;
		many = j - i > most && have_many(p, &e[i], j - i, most);
		for (; many && i < j; i++)
			mark_one(&p->party[e[i].party], e[i].key);
	}
	entries_free(&all);
}

static void
put_reach(struct entries *to, const struct crm_party *p)
{
	int i;

	for (i = 0; i < CRM_PARTY_PHONES; i++)
		if (p->phone[i].n > 0)
			entry_put(to, phone_key(p, i));
	entry_put_one(to, EMAIL, p->email);
}

/* Colleagues have one domain: only companies tell whether it is a portal's. */
static void
put_place(struct entries *to, const struct crm_party *p)
{
	if (is_company(p))
		entry_put_one(to, DOMAIN, p->domain);
	if (p->grams > 0)
		entry_put(to, place_key(p));
}

void
mark_common(struct parties *p)
{
	mark(p, put_reach, REACH_MOST);
	mark(p, put_place, PLACE_MOST);
}
