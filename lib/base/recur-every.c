/* Plain intervals: every so many days, weeks, months or years. */
#include <crm/base/recur.h>

#include <strings.h>

enum { N_MAX = 1000000, WEEK = 7, YEAR = 12, QUARTER = 3 };

/* What an interval is called; a quarter is three months. */
static const struct unit {
	const char *name;
	char letter, unit;
	int n;
} units[] = {
	{ "day", 'd', 'd', 1 },
	{ "week", 'w', 'w', 1 },
	{ "month", 'm', 'm', 1 },
	{ "quarter", 'q', 'm', QUARTER },
	{ "year", 'y', 'y', 1 },
};

static const struct unit *
unit_of(struct crm_text word, bool many)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = strlen(units[i].name);
		bool plural = many && word.n == n + 1 &&
		    (word.p[n] | 0x20) == 's';

		if (word.n == 1 && (word.p[0] | 0x20) == units[i].letter)
			return &units[i];
		if ((word.n == n || plural) &&
		    strncasecmp(word.p, units[i].name, n) == 0)
			return &units[i];
	}
	return NULL;
}

enum crm_status
crm_every_parse(struct crm_every *e, struct crm_text t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text word = crm_text_trim(t);
	const struct unit *u;
	int n = 0;
	bool said = false;

	for (; word.n > 0 && *word.p >= '0' && *word.p <= '9' && n <= N_MAX;
	     word.p++, word.n--) {
		n = n * 10 + (*word.p - '0');
		said = true;
	}
	u = unit_of(crm_text_trim(word), said);
	if (u == NULL || n > N_MAX || (said && n == 0))
		return crm_fail(err, CRM_INVALID,
		    "%s is no interval; expected day, 2 weeks, month, 3 "
		    "months, quarter or year",
		    crm_quote(quoted, t));
	*e = (struct crm_every){ .n = (said ? n : 1) * u->n, .unit = u->unit };
	return CRM_OK;
}

static int64_t
nth(const struct crm_every *e, int64_t start, int64_t i)
{
	int64_t n = e->n * i;

	switch (e->unit) {
	case 'd':
		return start + n;
	case 'w':
		return start + n * WEEK;
	case 'y':
		n *= YEAR;
		break;
	default:
		break;
	}
	if (n > (CRM_DATE_MAX - CRM_DATE_MIN) / 28)
		return CRM_DATE_MAX + 1;
	return crm_date_add_months(start, (int)n);
}

/* By halving: months are of no one length, but later ones end later. */
int64_t
crm_every_after(const struct crm_every *e, int64_t start, int64_t after)
{
	int64_t low = 0, high = CRM_DATE_MAX - CRM_DATE_MIN + 1;

	while (low < high) {
		int64_t mid = low + (high - low) / 2;

		if (nth(e, start, mid) > after)
			high = mid;
		else
			low = mid + 1;
	}
	start = nth(e, start, low);
	return start > CRM_DATE_MAX ? CRM_DATE_MAX + 1 : start;
}
