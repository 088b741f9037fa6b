/* Periods: 2026, 2026-Q4, 2026-11, last month. */
#include <crm/base/date.h>

#include <string.h>

/* Months from `first`, so many. */
static bool
months(int year, int month, int n, int64_t *first, int64_t *last)
{
	int64_t end;

	if (year < 1 || year > 9999)
		return false;
	*first = crm_date_from(year, month, 1);
	end = crm_date_add_months(*first, n) - 1;
	*last = end < CRM_DATE_MAX ? end : CRM_DATE_MAX;
	return true;
}

/* A fiscal year is named by the year it ends in, its quarters by it. */
static bool
fiscal(int year, int quarter, int n, const struct crm_clock *c, int64_t *first,
    int64_t *last)
{
	int month = c->fiscal_start + 3 * (quarter - 1);

	year -= c->fiscal_start > 1;
	return months(
	    year + (month - 1) / 12, (month - 1) % 12 + 1, n, first, last);
}

/* Takes n digits from the front. */
static bool
digits(struct crm_text *t, size_t n, int *out)
{
	if (t->n < n)
		return false;
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (t->p[i] < '0' || t->p[i] > '9')
			return false;
		*out = *out * 10 + (t->p[i] - '0');
	}
	t->p += n;
	t->n -= n;
	return true;
}

static bool
letter(struct crm_text *t, char upper)
{
	if (t->n == 0 || (t->p[0] & ~0x20) != upper)
		return false;
	t->p++;
	t->n--;
	return true;
}

/* 2026, 2026-11, 2026-Q4, FY2026, FY2026-Q4 */
static bool
numbered(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	bool named = letter(&t, 'F') && letter(&t, 'Y');
	int year, n;

	if (!digits(&t, 4, &year))
		return false;
	if (t.n == 0)
		return fiscal(year, 1, 12, c, first, last);
	if (t.p[0] != '-')
		return false;
	t.p++, t.n--;
	if (letter(&t, 'Q'))
		return digits(&t, 1, &n) && t.n == 0 && n >= 1 && n <= 4 &&
		    fiscal(year, n, 3, c, first, last);
	return !named && digits(&t, 2, &n) && t.n == 0 && n >= 1 && n <= 12 &&
	    months(year, n, 1, first, last);
}

static const struct {
	const char *name;
	int by;
} shifts[] = { { "last", -1 }, { "this", 0 }, { "next", 1 } };

static const struct {
	const char *name;
	const char *start; /* a word of crm_date_expr */
	int months;        /* 0: a week */
} spans[] = {
	{ "week", "sow", 0 },
	{ "month", "som", 1 },
	{ "quarter", "soq", 3 },
	{ "year", "soy", 12 },
};

enum {
	SHIFTS = sizeof shifts / sizeof *shifts,
	SPANS = sizeof spans / sizeof *spans,
};

bool
crm_period_shift(struct crm_text word)
{
	for (int i = 0; i < SHIFTS; i++)
		if (crm_text_is(word, shifts[i].name))
			return true;
	return false;
}

bool
crm_period_span(struct crm_text word)
{
	for (int i = 0; i < SPANS; i++)
		if (crm_text_is(word, spans[i].name))
			return true;
	return false;
}

/* last month, this quarter */
static bool
spoken(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	const char *blank = t.n == 0 ? NULL : memchr(t.p, ' ', t.n);
	struct crm_text word, span;
	int i = 0, j = 0;

	if (blank == NULL)
		return false;
	word = (struct crm_text){ t.p, (size_t)(blank - t.p) };
	span = crm_text_trim(
	    (struct crm_text){ blank, t.n - (size_t)(blank - t.p) });
	while (i < SHIFTS && !crm_text_is(word, shifts[i].name))
		i++;
	while (j < SPANS && !crm_text_is(span, spans[j].name))
		j++;
	if (i == SHIFTS || j == SPANS ||
	    crm_date_expr(crm_text_of(spans[j].start), c, first, NULL) !=
		CRM_OK)
		return false;
	if (spans[j].months == 0) {
		*first += 7 * shifts[i].by;
		*last = *first + 6;
		return true;
	}
	*first = crm_date_add_months(*first, spans[j].months * shifts[i].by);
	*last = crm_date_add_months(*first, spans[j].months) - 1;
	return true;
}

bool
crm_period_read(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	return numbered(t, c, first, last) || spoken(t, c, first, last);
}
