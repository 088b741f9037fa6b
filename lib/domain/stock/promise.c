/* Promises made: reserving, releasing, and when a quantity can ship. */
#include "stock.h"
#include <crm/domain/planning.h>

/* ---- reserving ---- */

static void
set(struct crm_record *r, const char *name, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, name), v);
}

static enum crm_status
refuse(struct crm_store *s, const struct said *said, int64_t free,
    struct crm_arena *a, struct crm_err *err)
{
	struct place p;
	const char *more;
	enum crm_status st;

	if ((st = place_load(s, said->warehouse, a, &p, err)) != CRM_OK ||
	    (st = stock_elsewhere(
		 s, &said->g, said->warehouse, a, &more, err)) != CRM_OK)
		return st;
	return crm_fail(err, CRM_RULE,
	    "%s: %s are to be reserved in %s, %s are free there%s; wait=yes "
	    "takes these and waits",
	    said->g.name, quantity_dup(a, said->quantity), p.name,
	    quantity_dup(a, free), more);
}

enum crm_status
crm_stock_reserve(struct crm_store *s, const struct crm_stock_line *line,
    int64_t *id, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stock_line l = *line;
	struct crm_record r;
	struct said said;
	enum crm_status st;
	int64_t held;

	if ((st = stock_said(s, &l, &a, &said, err)) != CRM_OK)
		goto out;
	crm_record_init(&r, crm_dict_find(d, "reservation"), &a);
	set(&r, "product", crm_value_int(said.g.id));
	set(&r, "warehouse", crm_value_int(said.warehouse));
	set(&r, "quantity", crm_value_int(said.quantity));
	set(&r, "about", crm_value_text(l.about));
	set(&r, "priority", l.priority);
	set(&r, "confirmed_at",
	    l.since.kind == CRM_INT ? l.since
				    : crm_value_int(crm_store_clock(s)->now));
	set(&r, "until", l.until);
	set(&r, "notes", crm_value_text(l.notes));
	if ((st = crm_insert(s, &r, err)) != CRM_OK)
		goto out;
	*id = r.id;
	held = value_of(&r, "held")->i;
	if (held < said.quantity && !l.wait)
		st = refuse(s, &said, held, &a, err);
out:
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_stock_release(struct crm_store *s, int64_t id, bool later,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_status st;

	if ((st = crm_lock(s, e, id, err)) == CRM_OK)
		st = crm_load(s, e, id, &a, &now, err);
	if (st == CRM_OK && !crm_text_is(text_of(&now, "status"), "open"))
		st = crm_fail_record(err, CRM_RULE, "%s is %s already",
		    typed_id(&a, e, id), text_dup(&a, text_of(&now, "status")));
	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		set(&patch, "held", crm_value_int(0));
		if (later) {
			set(&patch, "priority",
			    crm_value_int(CRM_PRIORITY_LAST));
			set(&patch, "confirmed_at",
			    crm_value_int(crm_store_clock(s)->now));
			crm_record_set(
			    &patch, field_of(e, "until"), CRM_VALUE_NULL);
		} else
			set(&patch, "status",
			    crm_value_text(CRM_TEXT("released")));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- when ---- */

/* What is ordered and has not come, for a warehouse or for any, by its day. */
static enum crm_status
read_incoming(struct crm_store *s, const struct said *said, struct crm_arena *a,
    struct crm_incoming **out, size_t *n, struct crm_err *err)
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
	    "WHERE l.\"product\" = ? AND coalesce(l.\"warehouse\", ?) = ? "
	    "AND p.\"status\" = 'ordered' AND p.\"drop_ship\" IS NULL "
	    "AND l.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "AND coalesce(l.\"due_on\", p.\"due_on\") IS NOT NULL "
	    "ORDER BY 1, l.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(said->g.id));
	crm_bind(q, 2, crm_value_int(said->warehouse));
	crm_bind(q, 3, crm_value_int(said->warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_incoming){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st;
}

/* What those lack who wait: they are served first. */
static enum crm_status
read_waiting(struct crm_store *s, const struct said *said, int64_t *waiting,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(said->g.id),
		crm_value_int(said->warehouse) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(\"quantity\" - \"shipped\" - \"held\") AS BIGINT) "
	    "FROM reservation WHERE \"product\" = ? AND \"warehouse\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL",
	    v, COUNT(v), &sum, err);

	*waiting = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

enum crm_status
crm_stock_promise(struct crm_store *s, const struct crm_stock_line *line,
    struct crm_stock_promise *out, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stock_line l = *line;
	struct crm_incoming *in;
	int64_t waiting;
	struct said said;
	enum crm_status st;
	size_t n;

	if ((st = stock_said(s, &l, &a, &said, err)) == CRM_OK &&
	    (st = stock_free(s, &said.g, said.warehouse, &out->free, err)) ==
		CRM_OK &&
	    (st = read_waiting(s, &said, &waiting, err)) == CRM_OK &&
	    (st = read_incoming(s, &said, &a, &in, &n, err)) == CRM_OK) {
		out->product = said.g.id;
		out->warehouse = said.warehouse;
		out->quantity = said.quantity;
		out->day = crm_promise_day(crm_store_clock(s)->today,
		    out->free - waiting, in, n, said.quantity);
	}
	crm_arena_free(&a);
	return st;
}
