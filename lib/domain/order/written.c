/*
 * What a confirmed order is written in: the units of its lines and the parts of its kits.
 * By these its goods are held and leave, so they stay as they are until it is closed, be
 * it an undo that would change them.
 */
#include "order.h"

#include <crm/base/number.h>

#include <string.h>

struct written {
	const struct crm_saving *w;
	const char *way; /* what else can be done */
};

static enum crm_status
refuse(const struct written *x, int64_t line, int64_t order, const char *field,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(x->w->store);
	const char *id = typed_id(
	    x->w->arena, crm_dict_find(d, "order"), order);

	return crm_fail_field(err, CRM_RULE, field,
	    "%s of %s is written in it: ship or close %s first, or %s",
	    order_line_id(x->w->store, x->w->arena, line), id, id,
	    crm_tr(x->way));
}

/* A line of a product in a confirmed order: in one unit, or in any (NULL). */
static enum crm_status
check_lines(const struct written *x, int64_t product,
    const struct crm_text *unit, const char *field, struct crm_err *err)
{
	struct crm_text said, asked = { NULL, 0 };
	int64_t line = 0, order = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, found = false;

	if (unit != NULL)
		asked = crm_fold_dup(x->w->arena, *unit);
	st = crm_sql(x->w->store,
	    "SELECT l.\"id\", l.\"order\", l.\"unit\" FROM order_line l "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE l.\"product\" = ? AND l.\"deleted\" IS NULL "
	    "AND o.\"deleted\" IS NULL "
	    "AND o.\"status\" IN ('confirmed', 'on_hold') ORDER BY l.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(product));
	while (!found && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		said = crm_fold_dup(x->w->arena, crm_col_text(q, 2));
		found = unit == NULL || crm_text_eq(said, asked);
		line = crm_col_int(q, 0);
		order = crm_col_int(q, 1);
	}
	if (st == CRM_OK && found)
		crm_reset(q);
	return st == CRM_OK && found ? refuse(x, line, order, field, err) : st;
}

static bool
is_hidden(const struct crm_record *r)
{
	return r->v[r->entity->deleted].kind != CRM_NULL;
}

static bool
changes(const struct crm_saving *w, const char *const *name)
{
	if (w->old == NULL || is_hidden(w->old) != is_hidden(w->new))
		return true;
	for (; *name != NULL; name++)
		if (differs(w->old, w->new, *name))
			return true;
	return false;
}

static enum crm_status
unit_stays(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const ratio[] = { "product", "name", "contains",
		"per", "decimals", NULL };
	const struct written x = { w, N_("make another unit") };
	struct crm_text name;

	/* A new one was of no line. */
	if (w->old == NULL || !changes(w, ratio))
		return CRM_OK;
	name = text_of(w->old, "name");
	return check_lines(&x, value_of(w->old, "product")->i, &name,
	    differs(w->old, w->new, "name") ? "name" : "contains", err);
}

static enum crm_status
parts_stay(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const recipe[] = { "kit", "product", "quantity",
		NULL };
	const struct written x = { w, N_("make another kit") };
	enum crm_status st;

	if (!changes(w, recipe))
		return CRM_OK;
	st = check_lines(&x, value_of(w->new, "kit")->i, NULL, "kit", err);
	return st == CRM_OK && w->old != NULL && differs(w->old, w->new, "kit")
	    ? check_lines(&x, value_of(w->old, "kit")->i, NULL, "kit", err)
	    : st;
}

/* The product's own unit, where lines name it. */
static enum crm_status
own_unit_stays(const struct crm_saving *w, struct crm_err *err)
{
	const struct written x = { w, N_("name the new one as a unit") };
	struct crm_text name;

	if (w->old == NULL || !differs(w->old, w->new, "unit"))
		return CRM_OK;
	name = text_of(w->old, "unit");
	return name.n > 0 ? check_lines(&x, w->new->id, &name, "unit", err)
			  : CRM_OK;
}

enum crm_status
order_written(const struct crm_saving *w, struct crm_err *err)
{
	const char *kind = w->new->entity->def->name;

	return strcmp(kind, "unit") == 0    ? unit_stays(w, err)
	    : strcmp(kind, "kit-part") == 0 ? parts_stay(w, err)
	    : strcmp(kind, "product") == 0  ? own_unit_stays(w, err)
					    : CRM_OK;
}

enum crm_status
order_as_it_left(struct crm_store *s, int64_t move, int64_t all, int64_t before,
    int64_t *quantity, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(move);
	struct crm_value left;
	int64_t upto, less;
	enum crm_status st = crm_get_int(s,
	    "SELECT -\"quantity\" FROM move WHERE \"id\" = ?", &id, 1, &left,
	    err);

	if (st != CRM_OK)
		return st;
	if (left.kind != CRM_INT ||
	    !crm_mul_div(left.i, before + *quantity, all, &upto) ||
	    !crm_mul_div(left.i, before, all, &less))
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is more than can be kept");
	*quantity = upto - less;
	return CRM_OK;
}

enum crm_status
order_leaves(struct crm_store *s, const struct order_line *l, int64_t quantity,
    int64_t *own, struct crm_err *err)
{
	struct crm_stmt *q;
	int64_t left = 0;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT CAST(coalesce(sum(d.\"quantity\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(-m.\"quantity\"), 0) AS BIGINT) "
	    "FROM delivery_line d JOIN delivery e ON e.\"id\" = d.\"delivery\" "
	    "LEFT JOIN move m ON m.\"id\" = d.\"move\" "
	    "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
	    "AND e.\"deleted\" IS NULL AND e.\"status\" = 'shipped'",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(l->id));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	*own = quantity;
	if (row) {
		*own += crm_col_int(q, 0);
		left = crm_col_int(q, 1);
		crm_reset(q);
	}
	st = crm_stock_quantity(s, l->product, l->unit, own, err);
	*own = *own > left ? *own - left : 0;
	return st;
}
