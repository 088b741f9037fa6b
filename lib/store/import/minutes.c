/* Minutes that other systems write as a clock does: 00:30 is 30, 1:30:00 is 90. */
#include "import.h"

#include <string.h>

bool
minutes_has(const struct crm_field *f)
{
	static const char word[] = "minutes";
	size_t n = strlen(f->name), tail = sizeof word - 1;

	return f->type == CRM_T_INT && n >= tail &&
	    strcmp(f->name + n - tail, word) == 0;
}

/* One part: its digits, up to so many. */
static bool
part(struct crm_text t, size_t *at, size_t most, int64_t *out)
{
	size_t from = *at;

	for (*out = 0; *at < t.n && *at - from <= most && t.p[*at] >= '0' &&
	     t.p[*at] <= '9';
	     ++*at)
		*out = *out * 10 + (t.p[*at] - '0');
	return *at > from && *at - from <= most;
}

struct crm_text
minutes_text(struct import *im, struct feed *f, struct crm_text t)
{
	enum { HOUR_DIGITS = 4, SIXTY = 60, HALF = 30 };
	int64_t h, m, s = 0;
	size_t at = 0;

	t = crm_text_trim(t);
	if (!part(t, &at, HOUR_DIGITS, &h) || at == t.n || t.p[at++] != ':' ||
	    !part(t, &at, 2, &m) || m >= SIXTY ||
	    (at < t.n &&
		(t.p[at++] != ':' || !part(t, &at, 2, &s) || s >= SIXTY)) ||
	    at < t.n)
		return t;
	f->met.clocks++;
	h = h * SIXTY + m + (s >= HALF);
	return crm_text_of(crm_sprintf(&im->row, "%lld", (long long)h));
}
