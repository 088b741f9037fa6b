/* How long suppliers take: from the day a line was ordered to that on which the last
 * of it came. */
#include "supplier.h"

#include <crm/domain/planning.h>
#include <crm/domain/stock.h>

#include <stdlib.h>

struct reading {
	struct suppliers *out;
	struct crm_arena *a;
	struct crm_text now;
	double *days;
	size_t n, cap;
};

/* The days of one supplier are all there. */
static void
finish(struct reading *r)
{
	struct supplier *x;

	if (r->n == 0)
		return;
	r->out->all = crm_grow(
	    r->a, r->out->all, r->out->n, &r->out->cap, sizeof *r->out->all);
	x = &r->out->all[r->out->n++];
	x->name = r->now;
	x->lines = r->n;
	x->mean = crm_mean(r->days, r->n);
	x->deviation = crm_deviation(r->days, r->n);
	r->n = 0;
}

static void
take(struct reading *r, const struct crm_stmt *q)
{
	enum { NAME, ORDERED, CAME };
	struct crm_text name = crm_col_text(q, NAME);

	if (!crm_text_eq(r->now, name)) {
		finish(r);
		r->now = (struct crm_text){ crm_strndup(r->a, name.p, name.n),
			name.n };
	}
	r->days = crm_grow(r->a, r->days, r->n, &r->cap, sizeof *r->days);
	r->days[r->n++] = (double)(crm_col_int(q, CAME) -
	    crm_col_int(q, ORDERED));
}

static int
by_name(const void *a, const void *b)
{
	const struct supplier *x = a, *y = b;

	return crm_text_cmp(x->name, y->name);
}

enum crm_status
suppliers_read(struct crm_store *s, struct crm_arena *a, struct suppliers *out,
    struct crm_err *err)
{
	struct reading r = { .out = out, .a = a };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct suppliers){ .n = 0 };
	st = crm_sql(s,
	    "SELECT u.\"supplier_f\", u.\"ordered_on\", min(c.\"day\") "
	    "FROM purchase_line l JOIN purchase u ON u.\"id\" = l.\"purchase\" "
	    "JOIN (" CRM_CAME_BY_DAY ") c ON c.\"line\" = l.\"id\" "
	    "WHERE c.\"come\" >= l.\"quantity\" "
	    "AND u.\"ordered_on\" IS NOT NULL "
	    "AND u.\"supplier_f\" IS NOT NULL AND l.\"deleted\" IS NULL "
	    "AND u.\"deleted\" IS NULL "
	    "GROUP BY l.\"id\", u.\"supplier_f\", u.\"ordered_on\" "
	    "ORDER BY u.\"supplier_f\", l.\"id\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		take(&r, q);
	finish(&r);
	/* Not every engine sorts by bytes. */
	if (out->n > 0)
		qsort(out->all, out->n, sizeof *out->all, by_name);
	return st;
}

const struct supplier *
supplier_find(
    const struct suppliers *l, struct crm_text name, struct crm_arena *a)
{
	struct supplier key = { .lines = 0 };

	if (l->n == 0 || name.n == 0)
		return NULL;
	key.name = crm_fold_dup(a, name);
	return bsearch(&key, l->all, l->n, sizeof key, by_name);
}
