/* Periods without anything, from the first day to the last: a table by time has no
 * gaps. */
#include "cube.h"

#include <string.h>

/* Periods that are shown though nothing is in them: more would be the slip of a
 * date, not a table; and rows of them that somebody might look at. */
enum { MOST_PERIODS = 5000, MOST_FILLED = 1000000 };

/* Days, from the first to the last. */
struct span {
	bool any;
	int64_t first, last;
};

/* Whether two dimensions are of one date, or one. */
static bool
is_of_date(const struct finish *f, size_t k, size_t i)
{
	return i == k || dimensions_same_date(f->d, k, i);
}

/* The periods of one dimension that were met. */
static struct span
span_met(const struct finish *f, size_t k)
{
	const struct groups *g = &f->c->dim[k];
	struct span x = { false, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < g->n; i++) {
		int64_t day = g->all[i].key.i;

		if (g->all[i].key.kind != CRM_INT)
			continue;
		x.any = true;
		x.first = day < x.first ? day : x.first;
		x.last = day > x.last ? day : x.last;
	}
	if (x.any)
		x.last = period_next(&f->d->d[k], x.last) - 1;
	return x;
}

/* Days that were met are in periods of each of the date's dimensions: of the first
 * week what is in the first month. */
static struct span
span_of_date(const struct finish *f, size_t k)
{
	struct span all = span_met(f, k);

	for (size_t i = 0; i < f->c->n_dims && all.any; i++) {
		struct span x = all;

		if (dimensions_same_date(f->d, k, i))
			x = span_met(f, i);
		all.first = x.first > all.first ? x.first : all.first;
		all.last = x.last < all.last ? x.last : all.last;
	}
	return all;
}

static void
widen(struct span *x, int64_t day)
{
	x->first = x->any && x->first < day ? x->first : day;
	x->last = x->any && x->last > day ? x->last : day;
	x->any = true;
}

/* Days that were met, and of the report's own date all from --from on, up to --to or
 * the day that it looks from. */
static struct span
span_of(const struct finish *f, size_t k)
{
	const struct dimension *d = &f->d->d[k];
	const struct crm_report_opts *o = f->o;
	int64_t today = report_day(f->run->s, o);
	struct span x = span_of_date(f, k);

	if (f->t->date == NULL || strcmp(d->path.name, f->t->date) != 0)
		return x;
	if (o->from != CRM_DATE_MIN)
		widen(&x, dimension_shifted(d, o->from));
	if (o->to != CRM_DATE_MAX && x.any)
		widen(&x, dimension_shifted(d, o->to));
	else if (o->from != CRM_DATE_MIN && o->from <= today)
		widen(&x, dimension_shifted(d, today));
	return x;
}

/* Puts the periods of the date that a day lies in; returns the first day that lies in
 * another one. */
static int64_t
take_periods(struct finish *f, size_t k, int64_t day, struct place *p)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < f->c->n_dims; i++) {
		int64_t start, end;

		if (!is_of_date(f, k, i))
			continue;
		start = period_start(&f->d->d[i], day);
		end = period_next(&f->d->d[i], start);
		p->at[i] = (uint32_t)groups_index(
		    &f->c->dim[i], crm_value_int(start));
		next = end < next ? end : next;
	}
	return next;
}

/* What there is beside the periods of a date: each once, in the order met. */
static void
take_others(struct finish *f, size_t k, struct groups *others)
{
	groups_init(others, f->c->arena, 0);
	for (size_t i = 0; i < f->c->leaves.n; i++) {
		struct place p = place_of(&f->c->leaves.all[i]);

		for (size_t j = 0; j < f->c->n_dims; j++)
			if (is_of_date(f, k, j))
				p.at[j] = 0;
		groups_at(others, place_key(&p));
	}
}

/* Whether there is no other dimension than the periods of a date. */
static bool
is_alone(const struct finish *f, size_t k)
{
	size_t i = 0;

	while (i < f->c->n_dims && is_of_date(f, k, i))
		i++;
	return i == f->c->n_dims;
}

static void
fill_period(struct finish *f, size_t k, const struct groups *others,
    const struct place *period)
{
	struct cube *c = f->c;

	for (size_t i = 0; i < others->n; i++) {
		struct place p = place_of(&others->all[i]);

		for (size_t j = 0; j < c->n_dims; j++)
			if (is_of_date(f, k, j))
				p.at[j] = period->at[j];
		groups_at(&c->leaves, place_key(&p));
	}
	if (others->n == 0 && is_alone(f, k))
		groups_at(&c->leaves, place_key(period));
}

void
cube_fill_periods(struct finish *f, size_t k)
{
	const struct dimension *d = &f->d->d[k];
	struct span x = span_of(f, k);
	struct groups others;
	int64_t periods;

	if (!x.any)
		return;
	periods = periods_between(
		      d, period_start(d, x.first), period_start(d, x.last)) +
	    1;
	take_others(f, k, &others);
	if (periods > MOST_PERIODS ||
	    periods * (int64_t)others.n > MOST_FILLED) {
		f->run->too_many = periods;
		return;
	}
	for (int64_t day = x.first; day <= x.last;) {
		struct place p = { .kind = ROW_PLAIN };

		day = take_periods(f, k, day, &p);
		fill_period(f, k, &others, &p);
	}
}
