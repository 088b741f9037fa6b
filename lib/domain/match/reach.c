/* How to reach two parties, and where they are: the bits that each gives. */
#include "match.h"

#include <math.h>
#include <string.h>

static const struct point address_curve[] = { { 0.20, -3.0 }, { 0.45, -0.5 },
	{ 0.65, 3.0 }, { 0.85, 6.0 }, { 1.00, ADDRESS_MOST } };
static const struct point city_curve[] = { { 0.70, -1.5 }, { 0.85, 0.5 },
	{ 0.95, 2.0 }, { 1.00, CITY_MOST } };

/* How like an address is to one that has all its grams and more. */
#define PART_OF 0.85

enum {
	ENOUGH_GRAMS = 8, /* of an address that may be part of another */
	LONG_LOCAL = 6,   /* characters before the @: not info, not sales */
	PHONE_LEAST = 7,
	PHONE_TAIL = 9, /* digits that are compared */
};

/* ---- slips of the pen ---- */

/* What two texts differ in, between what they begin and end with alike. */
static void
differences(struct crm_text *a, struct crm_text *b)
{
	while (both(*a, *b) && a->p[0] == b->p[0]) {
		a->p++;
		b->p++;
		a->n--;
		b->n--;
	}
	while (both(*a, *b) && a->p[a->n - 1] == b->p[b->n - 1]) {
		a->n--;
		b->n--;
	}
}

static bool
is_slip(struct crm_text a, struct crm_text b)
{
	return (a.n == 1 && b.n == 1) ||
	    (a.n == 2 && b.n == 2 && a.p[0] == b.p[1] && a.p[1] == b.p[0]);
}

/* One character another, or two neighbours swapped. */
static bool
one_slip(struct crm_text a, struct crm_text b)
{
	differences(&a, &b);
	return is_slip(a, b);
}

static bool
has_digit(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.p[i] >= '0' && t.p[i] <= '9')
			return true;
	return false;
}

/* The same, or one is missing.  "chen1" and "chen2" are two people. */
static bool
letter_slip(struct crm_text a, struct crm_text b)
{
	differences(&a, &b);
	return (is_slip(a, b) || a.n + b.n == 1) && !has_digit(a) &&
	    !has_digit(b);
}

/* ---- how to reach them ---- */

static size_t
before_at(struct crm_text email)
{
	const char *at = memchr(email.p, '@', email.n);

	return at == NULL ? email.n : (size_t)(at - email.p);
}

/* A slip in a name of some length at the same domain, or in the domain. */
static bool
email_slip(struct crm_text a, struct crm_text b)
{
	size_t na = before_at(a), nb = before_at(b);
	struct crm_text da = { a.p + na, a.n - na },
			db = { b.p + nb, b.n - nb };

	if (na < LONG_LOCAL || nb < LONG_LOCAL)
		return false;
	a.n = na;
	b.n = nb;
	return crm_text_eq(a, b) ? letter_slip(da, db)
				 : crm_text_eq(da, db) && letter_slip(a, b);
}

static bool
is_among(struct crm_text email, struct crm_text list)
{
	struct crm_text one;

	while (crm_list_next(&list, &one))
		if (crm_text_eq(one, email))
			return true;
	return false;
}

/* Whether an address of one is an address of the other. */
static bool
share_email(const struct crm_party *a, const struct crm_party *b)
{
	struct crm_text rest = a->other_emails, one;

	if (both(a->email, b->email) && crm_text_eq(a->email, b->email))
		return true;
	if ((a->email.n > 0 && is_among(a->email, b->other_emails)) ||
	    (b->email.n > 0 && is_among(b->email, a->other_emails)))
		return true;
	while (crm_list_next(&rest, &one))
		if (is_among(one, b->other_emails))
			return true;
	return false;
}

double
email_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	if (a->common_email || b->common_email)
		return 0;
	if (share_email(a, b)) {
		m->agree |= CRM_AGREE_EMAIL;
		return 14;
	}
	if (!both(a->email, b->email))
		return 0;
	return email_slip(a->email, b->email) ? 4 : -1;
}

/* Whether two numbers end in the same digits: a country code or a trunk 0 may
 * stand before. */
static bool
same_tail(struct crm_text a, struct crm_text b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	if (n > PHONE_TAIL)
		n = PHONE_TAIL;
	return n >= PHONE_LEAST && memcmp(a.p + a.n - n, b.p + b.n - n, n) == 0;
}

/* The numbers of one against those of the other: the best there is. */
double
phone_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	double best = 0;
	int i, j;

	for (i = 0; i < CRM_PARTY_PHONES; i++)
		for (j = 0; j < CRM_PARTY_PHONES; j++) {
			bool mobile = i == 1 || j == 1;

			if (!both(a->phone[i], b->phone[j]))
				continue;
			if (!same_tail(a->phone[i], b->phone[j])) {
				best = best == 0 ? -1 : best;
			} else if (a->common[i] || b->common[j]) {
				best = fmax(best, 1);
			} else {
				m->agree |= mobile ? CRM_AGREE_MOBILE
						   : CRM_AGREE_PHONE;
				best = fmax(best, mobile ? 13 : 9);
			}
		}
	return best;
}

/* ---- where they are ---- */

/* Dice's coefficient; where one says more about the same place, how much of
 * the other is in it. */
static double
address_like(const uint16_t *a, unsigned na, const uint16_t *b, unsigned nb)
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
	return fmax(2.0 * n / (na + nb),
	    na < ENOUGH_GRAMS || nb < ENOUGH_GRAMS
		? 0
		: PART_OF * n / (na < nb ? na : nb));
}

/* Both in a tower full of offices: its town and postcode are theirs too. */
static bool
in_tower(const struct crm_party *a, const struct crm_party *b)
{
	return a->common_address && b->common_address;
}

double
postcode_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	if (!both(a->postcode, b->postcode))
		return 0;
	if (crm_text_eq(a->postcode, b->postcode)) {
		m->agree |= CRM_AGREE_POSTCODE;
		return in_tower(a, b) ? 0 : 3.5;
	}
	return one_slip(a->postcode, b->postcode) ? 1.5 : -1.5;
}

double
address_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	bool neighbours = both(a->house, b->house) &&
	    !crm_text_eq(a->house, b->house) && !one_slip(a->house, b->house);
	double like;

	if (a->grams == 0 || b->grams == 0)
		return 0;
	if (in_tower(a, b))
		return 0;
	like = address_like(a->gram, a->grams, b->gram, b->grams);
	if (like > 0.7 && !neighbours)
		m->agree |= CRM_AGREE_ADDRESS;
	return CURVE(like, address_curve) - (neighbours ? 2.5 : 0);
}

double
city_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	double like;

	if (!both(a->city, b->city))
		return 0;
	like = crm_jaro_winkler(a->city, b->city);
	if (like > 0.9)
		m->agree |= CRM_AGREE_CITY;
	return in_tower(a, b) ? fmin(CURVE(like, city_curve), 0)
			      : CURVE(like, city_curve);
}

static struct crm_text
digits_of(int32_t day, char to[8])
{
	int i;

	for (i = 7; i >= 0; i--, day /= 10)
		to[i] = (char)('0' + day % 10);
	return (struct crm_text){ to, 8 };
}

double
birthday_bits(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	char ta[8], tb[8];

	if (a->birthday == 0 || b->birthday == 0)
		return 0;
	if (a->birthday == b->birthday) {
		m->agree |= CRM_AGREE_BIRTHDAY;
		return 8;
	}
	/* 3 April and 4 March. */
	if (one_slip(digits_of(a->birthday, ta), digits_of(b->birthday, tb)) ||
	    (memcmp(ta, tb, 4) == 0 && memcmp(ta + 4, tb + 6, 2) == 0 &&
		memcmp(ta + 6, tb + 4, 2) == 0))
		return 5;
	return -4;
}
