/* The pick list: what is held for somebody, by where it lies; of tracked products
 * the lots that expire first. */
#include "stock.h"

#include <string.h>

/* What is held, one a reservation. */
struct wanted {
	struct crm_pick pick;
	int64_t product, place;
	int64_t lasting; /* to which day its lots shall */
	bool tracked;
};

/* What is left of a lot that lies somewhere, while it is given out. */
struct lying {
	int64_t product, place, left;
	struct crm_text lot;
	struct crm_value expires_on;
};

static struct crm_text
keep(struct crm_arena *a, struct crm_text t)
{
	return crm_text_of(text_dup(a, t));
}

static enum crm_status
read_wanted(struct crm_store *s, struct crm_arena *a, struct wanted **out,
    size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT r.\"product\", r.\"warehouse\", w.\"name\", h.\"place\", "
	    "p.\"sku\", p.\"name\", r.\"held\", r.\"id\", r.\"about\", "
	    "CASE coalesce(p.\"tracking\", 'none') WHEN 'none' THEN 0 ELSE 1 END "
	    "FROM reservation r JOIN product p ON p.\"id\" = r.\"product\" "
	    "JOIN warehouse w ON w.\"id\" = r.\"warehouse\" "
	    "LEFT JOIN shelf h ON h.\"product\" = r.\"product\" "
	    "AND h.\"warehouse\" = r.\"warehouse\" AND h.\"deleted\" IS NULL "
	    "WHERE r.\"status\" = 'open' AND r.\"held\" > 0 "
	    "AND coalesce(r.\"until\", 9999999) >= {today} "
	    "AND r.\"deleted\" IS NULL ORDER BY w.\"name_f\", "
	    "coalesce(h.\"place\", ''), p.\"sku_f\", r.\"priority\", "
	    "r.\"confirmed_at\", r.\"id\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct wanted){
			.product = crm_col_int(q, 0),
			.place = crm_col_int(q, 1),
			.tracked = crm_col_int(q, 9) != 0,
			.pick = { .warehouse = keep(a, crm_col_text(q, 2)),
			    .place = keep(a, crm_col_text(q, 3)),
			    .sku = keep(a, crm_col_text(q, 4)),
			    .name = keep(a, crm_col_text(q, 5)),
			    .quantity = crm_col_int(q, 6),
			    .reservation = crm_col_int(q, 7),
			    .about = keep(a, crm_col_text(q, 8)),
			    .product = crm_col_int(q, 0),
			    .held_in = crm_col_int(q, 1) },
		};
	}
	return st;
}

static enum crm_status
read_lying(struct crm_store *s, struct crm_arena *a, struct lying **out,
    size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT y.\"product\", y.\"warehouse\", "
	    "CAST(sum(y.\"left\") AS BIGINT), t.\"number\", t.\"expires_on\" "
	    "FROM layer y JOIN lot t ON t.\"id\" = y.\"lot\" "
	    "WHERE y.\"open\" = 1 AND coalesce(t.\"expires_on\", 9999999) >= "
	    "{today} GROUP BY y.\"product\", y.\"warehouse\", y.\"lot\", "
	    "t.\"number\", t.\"expires_on\" ORDER BY y.\"product\", "
	    "y.\"warehouse\", coalesce(t.\"expires_on\", 9999999), "
	    "min(y.\"since\"), y.\"lot\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct lying){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2),
			keep(a, crm_col_text(q, 3)), crm_col(q, 4, false) };
	}
	return st;
}

/* Its customer may ask for lots that last. */
static enum crm_status
find_lasting(struct crm_store *s, struct wanted *w, struct crm_arena *a,
    struct crm_err *err)
{
	const struct crm_stock_line line = { .about = w->pick.about };
	struct said said = { .days_left = 0 };
	enum crm_status st = CRM_OK;

	if (line.about.n > 0)
		st = lot_days(s, &line, a, &said, err);
	w->lasting = crm_store_clock(s)->today + said.days_left;
	return st;
}

/* One reservation: a row a lot; of goods that are not kept by lots, one. */
static enum crm_status
give(const struct wanted *w, struct lying *l, size_t n,
    enum crm_status (*each)(
	void *ctx, const struct crm_pick *p, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_pick p = w->pick;
	int64_t rest = p.quantity;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && rest > 0 && st == CRM_OK; i++) {
		if (l[i].product != w->product || l[i].place != w->place ||
		    l[i].left <= 0 ||
		    (l[i].expires_on.kind == CRM_INT &&
			l[i].expires_on.i < w->lasting))
			continue;
		p.quantity = l[i].left < rest ? l[i].left : rest;
		p.lot = l[i].lot;
		p.expires_on = l[i].expires_on;
		l[i].left -= p.quantity;
		rest -= p.quantity;
		st = each(ctx, &p, err);
	}
	/* What has expired since it was held is not fetched. */
	if (st != CRM_OK || rest == 0 || w->tracked)
		return st;
	p.quantity = rest;
	p.lot = (struct crm_text){ NULL, 0 };
	p.expires_on = CRM_VALUE_NULL;
	return each(ctx, &p, err);
}

enum crm_status
crm_pick_list(struct crm_store *s, struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_pick *p, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct wanted *w;
	struct lying *l;
	enum crm_status st;
	size_t i, n, lots;

	if ((st = read_wanted(s, a, &w, &n, err)) != CRM_OK ||
	    (st = read_lying(s, a, &l, &lots, err)) != CRM_OK)
		return st;
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (lots > 0)
			st = find_lasting(s, &w[i], a, err);
		if (st == CRM_OK)
			st = give(&w[i], l, lots, each, ctx, err);
	}
	return st;
}

/* ---- for whom ---- */

/* The reference to what a record of a kind is a part of; -1: none. */
static int
way_to_whole(const struct crm_entity *e)
{
	int i = (int)e->n - 1;

	while (i >= 0 &&
	    ((e->field[i]->flags & CRM_F_OWNER) == 0 ||
		e->field[i]->ref == NULL))
		i--;
	return i;
}

enum crm_status
crm_document_part(struct crm_store *s, struct crm_text part,
    struct crm_text whole, struct crm_arena *a, bool *yes, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e;
	struct crm_text code;
	struct crm_record r;
	enum crm_status st;
	int64_t id;
	int way;

	while (!(*yes = crm_text_eq(part, whole))) {
		e = crm_id_split(part, &code, &id) ? crm_dict_code(d, code)
						   : NULL;
		if (e == NULL || (way = way_to_whole(e)) < 0)
			return CRM_OK;
		if ((st = crm_load(s, e, id, a, &r, err)) != CRM_OK)
			return st;
		if (r.v[way].kind != CRM_INT)
			return CRM_OK;
		part = crm_text_of(typed_id(
		    a, crm_dict_find(d, e->field[way]->ref), r.v[way].i));
	}
	return CRM_OK;
}
