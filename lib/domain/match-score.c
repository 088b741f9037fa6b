/*
 * How like two records are: Fellegi and Sunter (1969).  Each thing compared
 * adds or takes bits, log2 of how much oftener it is so among duplicates than
 * among others; what one of the two lacks says nothing.  The sum becomes a
 * share by the logistic curve.
 */
#include "match.h"

#include <math.h>
#include <string.h>

/* A likeness and its bits; what lies between two points is on the line. */
struct point {
	double like, bits;
};

/* The sum at which both are as likely, and how many bits halve the doubt: not
 * one, for the things compared depend on each other. */
#define EVEN 6.0
#define HALF 2.0

/* The most that names alone, or a name and its town, may give. */
#define NAME_MOST 8.0

static const struct point word_curve[] = { { 0.70, -3.0 }, { 0.80, 0.0 },
	{ 0.88, 2.0 }, { 0.94, 3.3 }, { 1.00, 4.0 } };
static const struct point company_curve[] = { { 0.75, -6.0 }, { 0.85, 0.0 },
	{ 0.92, 4.5 }, { 0.97, 7.0 }, { 1.00, NAME_MOST } };
static const struct point employer_curve[] = { { 0.80, -1.5 }, { 0.90, 1.0 },
	{ 1.00, 3.0 } };
static const struct point address_curve[] = { { 0.20, -3.0 }, { 0.45, -0.5 },
	{ 0.65, 3.0 }, { 0.85, 6.0 }, { 1.00, 7.5 } };
static const struct point city_curve[] = { { 0.70, -1.5 }, { 0.85, 0.5 },
	{ 0.95, 2.0 }, { 1.00, 2.5 } };

#define CURVE(x, points) curve(x, points, sizeof (points) / sizeof *(points))

static double
curve(double x, const struct point *p, size_t n)
{
	size_t i;

	if (x <= p[0].like)
		return p[0].bits;
	for (i = 1; i < n; i++)
		if (x <= p[i].like)
			return p[i - 1].bits + (p[i].bits - p[i - 1].bits) *
			    (x - p[i - 1].like) / (p[i].like - p[i - 1].like);
	return p[n - 1].bits;
}

static bool
both(struct crm_text a, struct crm_text b)
{
	return a.n > 0 && b.n > 0;
}

static bool
same(struct crm_text a, struct crm_text b)
{
	return a.n > 0 && crm_text_eq(a, b);
}

/* ---- names of people ---- */

/* Best partner of each word, whatever the order: names are often swapped. */
static double
words_bits(const struct crm_party *a, const struct crm_party *b, double *like)
{
	double sim[CRM_PARTY_NAMES][CRM_PARTY_NAMES], bits = 0, sum = 0;
	unsigned left = a->names < b->names ? a->names : b->names, i, j;
	unsigned done = left;
	bool used_a[CRM_PARTY_NAMES] = { false };
	bool used_b[CRM_PARTY_NAMES] = { false };

	for (i = 0; i < a->names; i++)
		for (j = 0; j < b->names; j++)
			sim[i][j] = crm_jaro_winkler(a->name[i], b->name[j]);
	for (; left > 0; left--) {
		double best = -1;
		unsigned x = 0, y = 0;

		for (i = 0; i < a->names; i++)
			for (j = 0; j < b->names; j++)
				if (!used_a[i] && !used_b[j] &&
				    sim[i][j] > best) {
					best = sim[i][j];
					x = i;
					y = j;
				}
		used_a[x] = used_b[y] = true;
		/* An initial says little. */
		if ((a->name[x].n == 1 || b->name[y].n == 1) && best > 0)
			bits += best == 1 ? 1.5 : a->name[x].p[0] ==
			    b->name[y].p[0] ? 1.0 : -2.0;
		else
			bits += CURVE(best, word_curve);
		sum += best;
	}
	*like = sum / done;
	return bits;
}

static struct crm_text
joined(const struct crm_party *p, char *to, size_t room)
{
	size_t n = 0;
	unsigned i;

	for (i = 0; i < p->names && n + p->name[i].n <= room; i++) {
		memcpy(to + n, p->name[i].p, p->name[i].n);
		n += p->name[i].n;
	}
	return (struct crm_text){ to, n };
}

/* A Han name is one word that says as much as two. */
static double
person_bits(const struct crm_party *a, const struct crm_party *b,
    double *like)
{
	char ta[256], tb[256];
	double bits, whole;

	if (a->names == 1 && b->names == 1 && has_han(a->name[0])) {
		*like = crm_jaro_winkler(a->name[0], b->name[0]);
		return CURVE(*like, company_curve);
	}
	bits = words_bits(a, b, like);
	if (bits >= NAME_MOST)
		return NAME_MOST;
	/* "Mary Ann" and "Maryann". */
	if (a->names != b->names) {
		whole = crm_jaro_winkler(joined(a, ta, sizeof ta),
		    joined(b, tb, sizeof tb));
		if (whole > 0.95 && whole > *like) {
			*like = whole;
			bits = fmax(bits, CURVE(whole, company_curve));
		}
	}
	return bits;
}

/* ---- names of companies ---- */

static double
company_like(const struct crm_company *a, const struct crm_company *b)
{
	double like;

	if (crm_text_eq(a->key, b->key))
		return 1;
	like = crm_jaro_winkler(a->key, b->key);
	/* The region is said by one of them only. */
	if ((a->region.n == 0) != (b->region.n == 0))
		like = fmax(like, 0.97 * crm_jaro_winkler(a->bare, b->bare));
	return like;
}

static double
company_bits(const struct crm_party *a, const struct crm_party *b,
    double *like)
{
	double bits;

	*like = company_like(&a->company, &b->company);
	bits = CURVE(*like, company_curve);
	return a->company.flags != b->company.flags ? bits - 2 : bits;
}

/* ---- how to reach them ---- */

static double
email_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double like;

	if (!both(a->email, b->email))
		return 0;
	if (crm_text_eq(a->email, b->email)) {
		m->agree |= CRM_AGREE_EMAIL;
		return 14;
	}
	like = crm_jaro_winkler(a->email, b->email);
	return like > 0.95 ? 4 : -0.5;
}

/* The numbers of one against those of the other. */
static double
phone_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double best = 0;
	int i, j;

	for (i = 0; i < CRM_PARTY_PHONES; i++)
		for (j = 0; j < CRM_PARTY_PHONES; j++) {
			struct crm_text x = a->phone[i], y = b->phone[j];
			size_t tail = x.n < y.n ? x.n : y.n;

			if (!both(x, y))
				continue;
			if (best == 0)
				best = -0.5;
			if (tail < 7 || memcmp(x.p + x.n - (tail > 9 ? 9 :
			    tail), y.p + y.n - (tail > 9 ? 9 : tail),
			    tail > 9 ? 9 : tail) != 0)
				continue;
			if (a->common[i] || b->common[j]) {
				best = fmax(best, 1);
				continue;
			}
			m->agree |= i == 1 || j == 1 ? CRM_AGREE_MOBILE :
			    CRM_AGREE_PHONE;
			best = fmax(best, i == 1 || j == 1 ? 13 : 9);
		}
	return best;
}

/* ---- where they are ---- */

static double
dice(const uint16_t *a, unsigned na, const uint16_t *b, unsigned nb)
{
	unsigned i = 0, j = 0, n = 0;

	while (i < na && j < nb) {
		if (a[i] == b[j]) {
			n++;
			i++;
			j++;
		} else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return 2.0 * n / (na + nb);
}

/* One digit another, or two neighbours swapped. */
static bool
one_slip(struct crm_text a, struct crm_text b)
{
	size_t i = 0, j;

	if (a.n != b.n)
		return false;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	for (j = a.n; j > i && a.p[j - 1] == b.p[j - 1]; j--)
		continue;
	return j - i == 1 || (j - i == 2 && a.p[i] == b.p[i + 1] &&
	    a.p[i + 1] == b.p[i]);
}

static double
place_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double bits = 0, like;

	if (a->grams > 0 && b->grams > 0) {
		like = dice(a->gram, a->grams, b->gram, b->grams);
		if (like > 0.7)
			m->agree |= CRM_AGREE_ADDRESS;
		bits += CURVE(like, address_curve);
	}
	if (same(a->postcode, b->postcode)) {
		m->agree |= CRM_AGREE_POSTCODE;
		bits += 3.5;
	} else if (both(a->postcode, b->postcode))
		bits += one_slip(a->postcode, b->postcode) ? 1.5 : -1.5;
	if (both(a->city, b->city)) {
		like = crm_jaro_winkler(a->city, b->city);
		if (like > 0.9)
			m->agree |= CRM_AGREE_CITY;
		bits += CURVE(like, city_curve);
	}
	if (both(a->region, b->region))
		bits += crm_text_eq(a->region, b->region) ? 0.5 : -0.5;
	return bits;
}

static struct crm_text
digits_of(int32_t day, char to[8])
{
	int i;

	for (i = 7; i >= 0; i--, day /= 10)
		to[i] = (char)('0' + day % 10);
	return (struct crm_text){ to, 8 };
}

static double
birthday_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	char ta[8], tb[8];
	struct crm_text x = digits_of(a->birthday, ta);
	struct crm_text y = digits_of(b->birthday, tb);

	if (a->birthday == 0 || b->birthday == 0)
		return 0;
	if (a->birthday == b->birthday) {
		m->agree |= CRM_AGREE_BIRTHDAY;
		return 8;
	}
	/* 3 April and 4 March. */
	if (one_slip(x, y) || (memcmp(ta, tb, 4) == 0 &&
	    memcmp(ta + 4, tb + 6, 2) == 0 && memcmp(ta + 6, tb + 4, 2) == 0))
		return 5;
	return -4;
}

/* ---- all of it ---- */

/* Names: of two people where both are, else of two companies.  The employer of
 * two people, and the domain, say the same thing: the better of the two. */
static double
name_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double bits = 0, domain = 0, like, firm = 0;
	bool people = a->names > 0 && b->names > 0;
	bool firms = both(a->company.key, b->company.key);

	if (both(a->domain, b->domain)) {
		domain = crm_text_eq(a->domain, b->domain) ? people ? 3 : 5 :
		    people ? -0.5 : -2;
		if (domain > 0)
			m->agree |= CRM_AGREE_DOMAIN;
	}
	if (!people) {
		if (firms)
			bits = company_bits(a, b, &m->name);
		return bits + domain;
	}
	bits = person_bits(a, b, &m->name);
	if (firms) {
		like = company_like(&a->company, &b->company);
		firm = CURVE(like, employer_curve);
		if (like > 0.95)
			m->agree |= CRM_AGREE_COMPANY;
	}
	return bits + (firm > domain ? firm : domain > 0 ? domain :
	    fmin(firm, domain));
}

static double
id_bits(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double bits = 0;

	if (same(a->credit_code, b->credit_code)) {
		m->agree |= CRM_AGREE_CREDIT;
		bits += 20;
	}
	if (same(a->wechat, b->wechat)) {
		m->agree |= CRM_AGREE_WECHAT;
		bits += 10;
	}
	if (same(a->ext, b->ext)) {
		m->agree |= CRM_AGREE_EXT;
		bits += 6;
	}
	return bits;
}

void
crm_party_compare(const struct crm_party *a, const struct crm_party *b,
    struct crm_match *m)
{
	double bits;

	*m = (struct crm_match){ .score = 0 };
	if (both(a->credit_code, b->credit_code) &&
	    !crm_text_eq(a->credit_code, b->credit_code))
		return;
	bits = name_bits(a, b, m) + id_bits(a, b, m) + email_bits(a, b, m) +
	    phone_bits(a, b, m) + place_bits(a, b, m) + birthday_bits(a, b, m);
	m->score = 1 / (1 + exp2((EVEN - bits) / HALF));
	m->sure = m->score >= CRM_MATCH_SURE &&
	    a->company.flags == b->company.flags;
}

void
crm_match_reason(const struct crm_match *m, struct crm_buf *out)
{
	static const char *const words[] = { "email", "mobile", "phone",
		"credit code", "domain", "wechat", "address", "postcode",
		"birthday", "city", "company", "external id" };
	size_t i, start = out->len;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if ((m->agree >> i & 1) != 0)
			crm_buf_printf(out, "%s%s", out->len > start ? ", " :
			    "", words[i]);
	if (m->name > 0.85)
		crm_buf_printf(out, "%sname %.2f", out->len > start ? ", " :
		    "", m->name);
}
