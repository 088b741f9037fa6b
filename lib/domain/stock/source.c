/* What a warehouse can give: what is free there, and what comes and goes on days to come. */
#include "stock.h"

#include <crm/domain/planning.h>

/* What is ordered and has not come, for a warehouse, and where `unplaced` for none
 * in particular, by its day.  Of what should have come by now nobody knows when it
 * does. */
static enum crm_status
read_incoming(struct crm_store *s, const struct said *said, bool unplaced,
    struct crm_arena *a, struct crm_incoming **out, size_t *n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT coalesce(l.\"due_on\", p.\"due_on\"), "
	    "l.\"quantity\" - coalesce(l.\"received\", 0) "
	    "FROM purchase_line l JOIN purchase p ON p.\"id\" = l.\"purchase\" "
	    "WHERE l.\"product\" = ? AND (l.\"warehouse\" = ? "
	    "OR (l.\"warehouse\" IS NULL AND 1 = ?)) "
	    "AND p.\"status\" = 'ordered' AND p.\"drop_ship\" IS NULL "
	    "AND l.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "AND coalesce(l.\"due_on\", p.\"due_on\") >= {today} "
	    "ORDER BY 1, l.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(said->g.id));
	crm_bind(q, 2, crm_value_int(said->warehouse));
	crm_bind(q, 3, crm_value_int(unplaced));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_incoming){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st;
}

static void
turn(struct crm_incoming *in, size_t n)
{
	struct crm_incoming x;
	size_t i;

	for (i = 0; i + 1 < n; i++) {
		x = in[i];
		in[i] = in[--n];
		in[n] = x;
	}
}

/* What moves of days to come add to what is there on all days from then on. */
static enum crm_status
read_later(struct crm_store *s, const struct said *said, struct crm_arena *a,
    struct crm_incoming **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int64_t then = 0, least = 0, day;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"moved_on\", CAST(sum(\"quantity\") AS BIGINT) "
	    "FROM move WHERE \"product\" = ? AND \"warehouse\" = ? "
	    "AND \"moved_on\" > {today} GROUP BY \"moved_on\" "
	    "ORDER BY \"moved_on\" DESC",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(said->g.id));
	crm_bind(q, 2, crm_value_int(said->warehouse));
	/* Of the level now, as what that is on the day before. */
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		day = crm_col_int(q, 0);
		then -= crm_col_int(q, 1);
		if (then >= least)
			continue;
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_incoming){ day, least - then };
		least = then;
	}
	turn(*out, *n);
	return st;
}

/* What is good through a day to come is there no more on the next; but for what is
 * promised already, which takes what expires first. */
static enum crm_status
read_expiring(struct crm_store *s, const struct said *said, int64_t promised,
    struct crm_arena *a, struct crm_incoming **out, size_t *n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	int64_t left;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT t.\"expires_on\", CAST(sum(y.\"left\") AS BIGINT) "
	    "FROM layer y JOIN lot t ON t.\"id\" = y.\"lot\" "
	    "WHERE y.\"product\" = ? AND y.\"warehouse\" = ? "
	    "AND y.\"open\" = 1 AND t.\"expires_on\" >= {today} "
	    "GROUP BY t.\"expires_on\" ORDER BY t.\"expires_on\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(said->g.id));
	crm_bind(q, 2, crm_value_int(said->warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		left = crm_col_int(q, 1) - promised;
		promised = left < 0 ? -left : 0;
		if (left <= 0)
			continue;
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_incoming){ crm_col_int(q, 0) + 1,
			-left };
	}
	return st;
}

/* Puts these among those that come, by their days: what is there no more before what
 * comes. */
static void
join(struct source *x, const struct crm_incoming *more, size_t n,
    struct crm_arena *a)
{
	struct crm_incoming *in = crm_alloc_n(a, x->n + n + 1, sizeof *in);
	size_t i = 0, j = 0, k = 0;

	while (i < x->n || j < n)
		in[k++] = j == n || (i < x->n && x->in[i].day < more[j].day)
		    ? x->in[i++]
		    : more[j++];
	x->in = in;
	x->n = k;
}

/* What happens to a warehouse on days to come. */
static enum crm_status
read_days(struct crm_store *s, const struct said *said, int64_t waiting,
    struct crm_arena *a, struct source *out, struct crm_err *err)
{
	struct crm_incoming *more;
	struct level l;
	enum crm_status st;
	size_t n;

	if ((st = read_later(s, said, a, &more, &n, err)) != CRM_OK)
		return st;
	join(out, more, n, a);
	if (said->g.tracking == TRACK_NONE ||
	    (st = level_load(s, &said->g, said->warehouse, &l, err)) !=
		CRM_OK ||
	    (st = read_expiring(
		 s, said, l.reserved + waiting, a, &more, &n, err)) != CRM_OK)
		return st;
	join(out, more, n, a);
	return CRM_OK;
}

/* What is held until a day that is over. */
static enum crm_status
read_lapsed(struct crm_store *s, const struct said *said, int64_t *lapsed,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(said->g.id),
		crm_value_int(said->warehouse) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(\"held\") AS BIGINT) FROM reservation "
	    "WHERE \"product\" = ? AND \"warehouse\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL "
	    "AND \"until\" < {today}",
	    v, COUNT(v), &sum, err);

	*lapsed = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

enum crm_status
source_read(struct crm_store *s, const struct said *said, bool unplaced,
    struct crm_arena *a, struct source *out, struct crm_err *err)
{
	int64_t waiting, lapsed = 0;
	enum crm_status st;

	out->warehouse = said->warehouse;
	if ((st = stock_free(s, &said->g, said->warehouse, &out->free, err)) !=
		CRM_OK ||
	    (st = level_lacking(
		 s, said->g.id, said->warehouse, &waiting, err)) != CRM_OK)
		return st;
	/* Who waits is served first: with what is held no more, and, where any of it does
	 * for anybody, with what came since. */
	out->spare = out->free - waiting;
	if (waiting > 0 && (st = read_lapsed(s, said, &lapsed, err)) != CRM_OK)
		return st;
	if (said->g.tracking == TRACK_NONE && out->free > lapsed)
		lapsed = out->free;
	out->free -= lapsed < waiting ? lapsed : waiting;
	if (out->free < 0 && said->g.tracking != TRACK_NONE)
		out->free = 0;
	st = read_incoming(s, said, unplaced, a, &out->in, &out->n, err);
	return st == CRM_OK ? read_days(s, said, waiting, a, out, err) : st;
}
