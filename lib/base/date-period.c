/* Periods: 2026, 2026-Q4, 2026-11, last month, last 7 days; 2026年11月, 上季度. */
#include <crm/base/date.h>

#include <string.h>
#include <strings.h>

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

/* Takes a number of a few digits from the front. */
static bool
take_number(struct crm_text *t, int *out)
{
	enum { DIGITS_MOST = 4 };
	size_t n = 0;

	while (n < t->n && t->p[n] >= '0' && t->p[n] <= '9')
		n++;
	return n > 0 && n <= DIGITS_MOST && digits(t, n, out);
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

/* 2026, 2026-11, 2026-Q4, 2026q4, FY2026, FY2026-Q4 */
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
	if (t.p[0] == '-')
		t.p++, t.n--;
	else if (t.p[0] != 'Q' && t.p[0] != 'q') /* 2026Q4 */
		return false;
	if (letter(&t, 'Q'))
		return digits(&t, 1, &n) && t.n == 0 && n >= 1 && n <= 4 &&
		    fiscal(year, n, 3, c, first, last);
	return !named && digits(&t, 2, &n) && t.n == 0 && n >= 1 && n <= 12 &&
	    months(year, n, 1, first, last);
}

/* Takes a word from the front. */
static bool
begins(struct crm_text *t, const char *word)
{
	size_t n = strlen(word);

	if (t->n < n || memcmp(t->p, word, n) != 0)
		return false;
	t->p += n;
	t->n -= n;
	return true;
}

/* 4, 四 */
static bool
quarter_number(struct crm_text *t, int *n)
{
	static const char *const words[] = { "一", "二", "三", "四" };

	for (*n = 1; *n <= 4; ++*n)
		if (begins(t, words[*n - 1]))
			return true;
	return digits(t, 1, n) && *n >= 1 && *n <= 4;
}

/* 2026年, 2026年11月, 2026年第4季度, 2026年四季度 */
static bool
numbered_chinese(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	struct crm_text month;
	int year, n;

	if (!digits(&t, 4, &year) || !begins(&t, "年"))
		return false;
	if (t.n == 0)
		return fiscal(year, 1, 12, c, first, last);
	month = t;
	if ((digits(&month, 2, &n) || digits(&month, 1, &n)) &&
	    begins(&month, "月"))
		return month.n == 0 && n >= 1 && n <= 12 &&
		    months(year, n, 1, first, last);
	begins(&t, "第");
	return quarter_number(&t, &n) && begins(&t, "季度") && t.n == 0 &&
	    fiscal(year, n, 3, c, first, last);
}

static const struct {
	const char *name;
	int by;
} shifts[] = { { "last", -1 }, { "this", 0 }, { "next", 1 } };

/* The longer of two that begin alike first. */
static const struct {
	const char *name;
	int by;
} chinese_shifts[] = {
	{ "上个", -1 },
	{ "上", -1 },
	{ "去", -1 },
	{ "昨", -1 },
	{ "这个", 0 },
	{ "本", 0 },
	{ "今", 0 },
	{ "下个", 1 },
	{ "下", 1 },
	{ "明", 1 },
};

static const struct {
	const char *name;
	const char *chinese; /* between bars */
	const char *start;   /* a word of crm_date_expr */
	int months, days;    /* one of them */
} spans[] = {
	{ "day", "天|日", "today", 0, 1 },
	{ "week", "周|星期", "sow", 0, 7 },
	{ "month", "月", "som", 1, 0 },
	{ "quarter", "季度|季", "soq", 3, 0 },
	{ "year", "年", "soy", 12, 0 },
};

enum {
	DAY, /* the first of spans */
	SHIFTS = sizeof shifts / sizeof *shifts,
	CHINESE_SHIFTS = sizeof chinese_shifts / sizeof *chinese_shifts,
	SPANS = sizeof spans / sizeof *spans,
};

/* As people write it: LAST MONTH. */
static bool
is_word(struct crm_text t, const char *word)
{
	return strlen(word) == t.n && strncasecmp(t.p, word, t.n) == 0;
}

bool
crm_period_shift(struct crm_text word)
{
	for (int i = 0; i < SHIFTS; i++)
		if (is_word(word, shifts[i].name))
			return true;
	return false;
}

/* Which of spans a word is, or SPANS: week, of several weeks, too. */
static int
span_of(struct crm_text word, bool several)
{
	int i = 0;

	if (several && word.n > 0 && (word.p[word.n - 1] | 0x20) == 's')
		word.n--;
	while (i < SPANS && !is_word(word, spans[i].name))
		i++;
	return i;
}

bool
crm_period_span(struct crm_text word)
{
	return span_of(word, true) < SPANS;
}

/* The period of a span that today is in, or others before and behind it. */
static bool
shifted(
    int span, int by, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	if (crm_date_expr(crm_text_of(spans[span].start), c, first, NULL) !=
	    CRM_OK)
		return false;
	*first = spans[span].months == 0
	    ? *first + by * spans[span].days
	    : crm_date_add_months(*first, spans[span].months * by);
	*last = spans[span].months == 0
	    ? *first + spans[span].days - 1
	    : crm_date_add_months(*first, spans[span].months) - 1;
	return *first >= CRM_DATE_MIN && *last <= CRM_DATE_MAX;
}

/* The last n of a span, or the next: days with today, of which something is left
 * and something has been; of all else whole ones, as the last one is. */
static bool
several(int span, int by, int n, const struct crm_clock *c, int64_t *first,
    int64_t *last)
{
	int nearest = span == DAY ? 0 : 1;
	int64_t unused;

	if (by == 0 || n < 1)
		return false;
	n += nearest - 1; /* the furthest */
	return by < 0 ? shifted(span, -n, c, first, &unused) &&
		shifted(span, -nearest, c, &unused, last)
		      : shifted(span, nearest, c, first, &unused) &&
		shifted(span, n, c, &unused, last);
}

/* Takes the word before a blank from the front, and the blanks. */
static struct crm_text
take_word(struct crm_text *t)
{
	struct crm_text word = *t;

	while (t->n > 0 && t->p[0] != ' ')
		t->p++, t->n--;
	word.n -= t->n;
	*t = crm_text_trim(*t);
	return word;
}

/* last month, this quarter, last 7 days */
static bool
spoken(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	struct crm_text word = take_word(&t);
	int i = 0, n = 0, span;

	while (i < SHIFTS && !is_word(word, shifts[i].name))
		i++;
	if (i == SHIFTS)
		return false;
	if (take_number(&t, &n)) {
		t = crm_text_trim(t);
		span = span_of(t, true);
		return span < SPANS &&
		    several(span, shifts[i].by, n, c, first, last);
	}
	span = span_of(t, false);
	return span < SPANS && span != DAY &&
	    shifted(span, shifts[i].by, c, first, last);
}

static bool
is_among(struct crm_text t, const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, "|");

		if (t.n == n && memcmp(t.p, list, n) == 0)
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

static const struct {
	const char *name;
	int by;
} chinese_several[] = { { "最近", -1 }, { "过去", -1 }, { "近", -1 },
	{ "未来", 1 } };

enum { CHINESE_SEVERAL = sizeof chinese_several / sizeof *chinese_several };

/* 最近7天, 近3个月, 未来2周 */
static bool
several_chinese(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	int i = 0, j = 0, n;

	while (i < CHINESE_SEVERAL && !begins(&t, chinese_several[i].name))
		i++;
	if (i == CHINESE_SEVERAL || !take_number(&t, &n))
		return false;
	begins(&t, "个");
	while (j < SPANS && !is_among(t, spans[j].chinese))
		j++;
	return j < SPANS &&
	    several(j, chinese_several[i].by, n, c, first, last);
}

/* 上个月, 本季度, 今年, 昨天 */
static bool
spoken_chinese(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	int i = 0, j = 0;

	while (i < CHINESE_SHIFTS && !begins(&t, chinese_shifts[i].name))
		i++;
	while (j < SPANS && !is_among(t, spans[j].chinese))
		j++;
	return i < CHINESE_SHIFTS && j < SPANS &&
	    shifted(j, chinese_shifts[i].by, c, first, last);
}

bool
crm_period_read(
    struct crm_text t, const struct crm_clock *c, int64_t *first, int64_t *last)
{
	return numbered(t, c, first, last) || spoken(t, c, first, last) ||
	    numbered_chinese(t, c, first, last) ||
	    several_chinese(t, c, first, last) ||
	    spoken_chinese(t, c, first, last);
}
