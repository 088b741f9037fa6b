/* Promises in working time: what has elapsed, when it is due. */
#include <crm/base/sla.h>

#include <stdlib.h>

static int
by_from(const void *a, const void *b)
{
	const struct crm_wait *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

size_t
crm_waits_merge(struct crm_wait *w, size_t n)
{
	size_t i, kept = 0;

	if (n > 1)
		qsort(w, n, sizeof *w, by_from);
	for (i = 0; i < n; i++) {
		if (w[i].to <= w[i].from)
			continue;
		if (kept == 0 || w[i].from > w[kept - 1].to)
			w[kept++] = w[i];
		else if (w[i].to > w[kept - 1].to)
			w[kept - 1].to = w[i].to;
	}
	return kept;
}

int64_t
crm_sla_elapsed(struct crm_cal *c, int64_t from, int64_t to,
    const struct crm_wait *w, size_t n)
{
	int64_t sum;

	if (to <= from)
		return 0;
	sum = crm_cal_seconds(c, from, to);
	for (size_t i = 0; i < n; i++) {
		int64_t begin = w[i].from > from ? w[i].from : from;
		int64_t end = w[i].to < to ? w[i].to : to;

		if (begin < end)
			sum -= crm_cal_seconds(c, begin, end);
	}
	return sum;
}

int64_t
crm_sla_due(struct crm_cal *c, int64_t from, int64_t seconds,
    const struct crm_wait *w, size_t n)
{
	for (size_t i = 0; i < n && seconds > 0; i++) {
		int64_t before;

		if (w[i].to <= from)
			continue;
		before = w[i].from > from ? crm_cal_seconds(c, from, w[i].from)
					  : 0;
		if (before >= seconds)
			break;
		if (w[i].to == CRM_CAL_NEVER)
			return CRM_CAL_NEVER;
		seconds -= before;
		from = w[i].to;
	}
	return crm_cal_add_seconds(c, from, seconds);
}

/* ---- the two clocks of a case ---- */

/* By time; those of one instant as they were given.  They are few, and mostly
 * in order already. */
static void
sort_moves(struct crm_sla_move *m, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct crm_sla_move one = m[i];
		size_t at = i;

		for (; at > 0 && m[at - 1].at > one.at; at--)
			m[at] = m[at - 1];
		m[at] = one;
	}
}

/* From each move to the next, where the clock of the resolution stands still:
 * waits from the first response on, and what was resolved and reopened. */
static size_t
list_waits(const struct crm_sla_case *k, int64_t answered, struct crm_wait *w)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		struct crm_wait one = { k->move[i].at,
			i + 1 < k->n ? k->move[i + 1].at : CRM_CAL_NEVER };

		if (k->move[i].to == CRM_SLA_RUNS)
			continue;
		if (k->move[i].to == CRM_SLA_WAITS && one.from < answered)
			one.from = answered;
		if (k->move[i].to == CRM_SLA_RESOLVED && i + 1 == k->n)
			continue; /* it has stopped there */
		w[n++] = one;
	}
	return crm_waits_merge(w, n);
}

static int64_t
first_resolution(const struct crm_sla_case *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->move[i].to == CRM_SLA_RESOLVED)
			return k->move[i].at;
	return CRM_CAL_NEVER;
}

void
crm_sla_clocks(struct crm_cal *c, struct crm_sla_case *k,
    struct crm_arena *arena, struct crm_sla_clock *response,
    struct crm_sla_clock *resolution)
{
	struct crm_wait *w = crm_alloc_n(arena, k->n + 1, sizeof *w);
	int64_t answered = k->answered, end = k->now;
	size_t n;

	sort_moves(k->move, k->n);
	if (answered == CRM_CAL_NEVER)
		answered = first_resolution(k);
	response->stopped = answered != CRM_CAL_NEVER;
	response->elapsed = crm_sla_elapsed(
	    c, k->begun, response->stopped ? answered : k->now, NULL, 0);
	response->due = crm_sla_due(c, k->begun, k->response, NULL, 0);

	n = list_waits(k, answered, w);
	resolution->stopped = k->n > 0 &&
	    k->move[k->n - 1].to == CRM_SLA_RESOLVED;
	if (resolution->stopped)
		end = k->move[k->n - 1].at;
	resolution->elapsed = crm_sla_elapsed(c, k->begun, end, w, n);
	resolution->due = crm_sla_due(c, k->begun, k->resolution, w, n);
}
