/* How like two names are: of people, of companies; and the bits for it. */
#include "match.h"

#include <math.h>
#include <string.h>

/* How like a name is to one that has all its words and more. */
#define WORDS_MORE 0.95
/* From here on two words are one given name, with a slip. */
#define GIVEN_AGREES 0.88
/* The most for names of companies whose numbers differ. */
#define OTHER_NUMBER 0.75

enum {
	NAME_WORDS = 16,
	LEAST_SHARED = 4, /* letters in words that two names share */
	HAN_SHORT = 6,    /* bytes of two characters */
};

/* Han names are shared by more people, those of two characters most. */
#define HAN_SHORT_MOST 6.5
#define HAN_MOST 7.5

static const struct point word_curve[] = { { 0.70, -3.0 }, { 0.80, 0.0 },
	{ 0.88, 2.0 }, { 0.94, 3.3 }, { 1.00, 4.0 } };
static const struct point company_curve[] = { { 0.75, -6.0 }, { 0.85, 0.0 },
	{ 0.92, 4.5 }, { 0.97, 7.0 }, { 1.00, NAME_MOST } };

double
curve(double x, const struct point *p, size_t n)
{
	size_t i;

	if (x <= p[0].like)
		return p[0].bits;
	for (i = 1; i < n; i++)
		if (x <= p[i].like)
			return p[i - 1].bits +
			    (p[i].bits - p[i - 1].bits) * (x - p[i - 1].like) /
			    (p[i].like - p[i - 1].like);
	return p[n - 1].bits;
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
			bits += best == 1                        ? 1.5
			    : a->name[x].p[0] == b->name[y].p[0] ? 1.0
								 : -2.0;
		else
			bits += CURVE(best, word_curve);
		sum += best;
	}
	*like = sum / done;
	return bits;
}

bool
person_same(const struct crm_party *a, const struct crm_party *b)
{
	unsigned i, j, used = 0;

	if (a->names != b->names)
		return false;
	for (i = 0; i < a->names; i++) {
		for (j = 0; j < b->names; j++)
			if ((used >> j & 1) == 0 &&
			    crm_text_eq(a->name[i], b->name[j]))
				break;
		if (j == b->names)
			return false;
		used |= 1U << j;
	}
	return a->names > 0;
}

/* One of them stands first: what both end in is the name of a family. */
bool
given_same(const struct crm_party *a, const struct crm_party *b)
{
	unsigned i, j;

	if (a->names < 2 || b->names < 2)
		return false;
	for (i = 0; i < a->names; i++)
		for (j = 0; j < b->names; j++)
			if ((i == 0 || j == 0) && (a->given >> i & 1) != 0 &&
			    (b->given >> j & 1) != 0 &&
			    crm_jaro_winkler(a->name[i], b->name[j]) >=
				GIVEN_AGREES)
				return true;
	return false;
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
double
person_bits(const struct crm_party *a, const struct crm_party *b, double *like)
{
	char ta[256], tb[256];
	double bits, whole;

	if (a->names == 1 && b->names == 1 && has_han(a->name[0])) {
		*like = crm_jaro_winkler(a->name[0], b->name[0]);
		return fmin(CURVE(*like, company_curve),
		    a->name[0].n <= HAN_SHORT ? HAN_SHORT_MOST : HAN_MOST);
	}
	bits = words_bits(a, b, like);
	if (bits >= NAME_MOST)
		return NAME_MOST;
	/* "Mary Ann" and "Maryann". */
	if (a->names != b->names) {
		whole = crm_jaro_winkler(
		    joined(a, ta, sizeof ta), joined(b, tb, sizeof tb));
		if (whole > 0.95 && whole > *like) {
			*like = whole;
			bits = fmax(bits, CURVE(whole, company_curve));
		}
	}
	return bits;
}

/* ---- names of companies ---- */

/* Words of one that the other has too, whatever the order: "hotel bel-air" is
 * "bel-air hotel"; where one has words more it is likely the same. */
static double
words_like(struct crm_text a, struct crm_text b)
{
	struct crm_text wa[NAME_WORDS], wb[NAME_WORDS];
	size_t na = split_words(a, wa, NAME_WORDS), la = 0, shared = 0, i, j;
	size_t nb = split_words(b, wb, NAME_WORDS), lb = 0, least;
	unsigned used = 0;

	for (i = 0; i < na; i++)
		la += wa[i].n;
	for (j = 0; j < nb; j++)
		lb += wb[j].n;
	for (i = 0; i < na; i++)
		for (j = 0; j < nb; j++)
			if ((used >> j & 1) == 0 &&
			    (crm_text_eq(wa[i], wb[j]) ||
				(wa[i].n > 3 &&
				    crm_jaro_winkler(wa[i], wb[j]) > 0.92))) {
				used |= 1U << j;
				shared += wa[i].n + wb[j].n;
				break;
			}
	least = 2 * (la < lb ? la : lb);
	if (shared < 2 * LEAST_SHARED)
		return 0;
	return fmax((double)shared / (double)(la + lb),
	    shared >= least ? WORDS_MORE : 0);
}

/* The next digit of a text, '\0' behind the last. */
static char
next_digit(struct crm_text *t)
{
	for (; t->n > 0; t->p++, t->n--)
		if ((unsigned)(t->p[0] - '0') < 10) {
			t->n--;
			return *t->p++;
		}
	return '\0';
}

/* "Store 5" and "Store 6". */
static bool
other_number(struct crm_text a, struct crm_text b)
{
	char x = next_digit(&a), y = next_digit(&b);

	if (x == '\0' || y == '\0')
		return false;
	while (x == y && x != '\0') {
		x = next_digit(&a);
		y = next_digit(&b);
	}
	return x != y;
}

double
company_like(const struct crm_company *a, const struct crm_company *b)
{
	double like;

	if (crm_text_eq(a->key, b->key))
		return 1;
	like = crm_jaro_winkler(a->key, b->key);
	if (other_number(a->key, b->key))
		return fmin(like, OTHER_NUMBER);
	/* The region stands elsewhere, or is said by one of them only. */
	if (a->region.n > 0 && crm_text_eq(a->region, b->region))
		like = fmax(like, 0.99 * crm_jaro_winkler(a->bare, b->bare));
	else if ((a->region.n == 0) != (b->region.n == 0))
		like = fmax(like, 0.97 * crm_jaro_winkler(a->bare, b->bare));
	if (a->words.n != a->key.n || b->words.n != b->key.n)
		like = fmax(like, 0.98 * words_like(a->words, b->words));
	return like;
}

double
company_bits(const struct crm_party *a, const struct crm_party *b, double *like)
{
	double bits;

	*like = company_like(&a->company, &b->company);
	bits = CURVE(*like, company_curve);
	return a->company.flags != b->company.flags ? bits - 2 : bits;
}
