/* Warehouses where none is named, and what is on its way. */
#include "stock.h"

#include <crm/domain/plan.h>

/* The one that a setting names, else the only active one of a kind; *n is how
 * many there are, 0 and 1 included. */
static enum crm_status
find_only(struct crm_store *s, const char *setting, const char *kind,
    int64_t *warehouse, int *n, struct crm_err *err)
{
	const char *name = crm_setting(s, setting);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*n = 1;
	if (name != NULL)
		return crm_refer(s,
		    crm_dict_find(crm_store_dict(s), "warehouse"),
		    &(struct crm_reference){ .text = crm_text_of(name) },
		    warehouse, err);
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"id\" FROM warehouse WHERE \"kind\" = ? "
	    "AND coalesce(\"active\", 1) = 1 AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(kind)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((*n)++ == 0)
			*warehouse = crm_col_int(q, 0);
	return st;
}

enum crm_status
crm_warehouse_default(
    struct crm_store *s, int64_t *warehouse, struct crm_err *err)
{
	enum crm_status st;
	int n;

	st = find_only(s, "stock_warehouse", "sellable", warehouse, &n, err);
	if (st != CRM_OK || n == 1)
		return st;
	if (n == 0)
		return crm_fail(err, CRM_USAGE,
		    "there is no warehouse; make one with: crm-stock "
		    "warehouse add name=NAME");
	return crm_fail(err, CRM_USAGE,
	    "which warehouse? say warehouse=NAME, or which it is where none "
	    "is said: crm-admin setting add name=stock_warehouse value=NAME");
}

enum crm_status
crm_plan_unplaced(struct crm_store *s, int64_t *n, struct crm_err *err)
{
	struct crm_value count = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;
	int64_t main;

	if (crm_warehouse_default(s, &main, NULL) != CRM_OK)
		st = crm_get_int(s,
		    "SELECT count(*) FROM product p WHERE p.\"deleted\" IS NULL "
		    "AND coalesce(p.\"active\", 1) = 1 AND "
		    "(p.\"min_qty\" > 0 OR p.\"max_qty\" > 0 "
		    "OR p.\"reorder_level\" > 0) AND NOT EXISTS (SELECT 1 "
		    "FROM shelf h WHERE h.\"product\" = p.\"id\" "
		    "AND h.\"deleted\" IS NULL AND (h.\"min_qty\" > 0 "
		    "OR h.\"max_qty\" > 0))",
		    NULL, 0, &count, err);
	*n = count.kind == CRM_INT ? count.i : 0;
	return st;
}

enum crm_status
crm_warehouse_transit(
    struct crm_store *s, int64_t *warehouse, struct crm_err *err)
{
	enum crm_status st;
	int n;

	st = find_only(s, "stock_transit", "transit", warehouse, &n, err);
	if (st != CRM_OK || n == 1)
		return st;
	return crm_fail(err, CRM_USAGE,
	    n == 0 ? "there is no warehouse for what is on its way; make one "
		     "with: crm-stock warehouse add name=NAME kind=transit"
		   : "there are several warehouses for what is on its way; say "
		     "which: crm-admin setting add name=stock_transit "
		     "value=NAME");
}

/* The move that brought there what another sent; of any other move itself. */
static enum crm_status
find_brought(struct crm_store *s, int64_t *move, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(*move);
	struct crm_value in;
	enum crm_status st = crm_get_int(s,
	    "SELECT i.\"id\" FROM move i JOIN move o ON o.\"id\" = i.\"of\" "
	    "WHERE i.\"of\" = ? AND i.\"kind\" = 'transfer' "
	    "AND o.\"to\" = i.\"warehouse\" AND o.\"quantity\" < 0 "
	    "AND i.\"deleted\" IS NULL",
	    &of, 1, &in, err);

	if (st == CRM_OK && in.kind == CRM_INT)
		*move = in.i;
	return st;
}

/* Goods, or a lot of them, that one move alone brought onto their way. */
static enum crm_status
find_coming(struct crm_store *s, struct crm_stock_line *line,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(0), crm_value_int(0),
		crm_value_int(0) };
	struct crm_text unit;
	enum crm_status st;
	int64_t *move;
	size_t n;

	st = crm_product_find(s, line->product, a, &v[0].i, &unit, err);
	if (st == CRM_OK && line->lot.n > 0)
		st = crm_refer(s, crm_dict_find(crm_store_dict(s), "lot"),
		    &(struct crm_reference){ .text = line->lot,
			.within = "product",
			.within_id = v[0].i },
		    &v[1].i, err);
	if (st != CRM_OK)
		return st;
	v[2] = v[1];
	st = crm_ids(s,
	    "SELECT DISTINCT y.\"move\" FROM warehouse w JOIN layer y "
	    "ON y.\"product\" = ? AND y.\"warehouse\" = w.\"id\" "
	    "AND y.\"open\" = 1 WHERE w.\"kind\" = 'transit' "
	    "AND y.\"left\" > 0 AND (0 = ? OR y.\"lot\" = ?) ORDER BY 1",
	    v, COUNT(v), a, &move, &n, err);
	if (st != CRM_OK)
		return st;
	if (n > 1)
		return crm_fail_field(err, CRM_RULE, "product",
		    "%s was brought by %zu moves; of=MOVE says by which",
		    text_dup(a, line->product), n);
	line->of = n == 0 ? 0 : move[0];
	return CRM_OK;
}

/* The move that brought what a line says. */
static enum crm_status
find_way(struct crm_store *s, struct crm_stock_line *line, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = line->of != 0 ? find_brought(s, &line->of, err)
					   : find_coming(s, line, &a, err);

	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_stock_arriving(
    struct crm_store *s, struct crm_stock_line *line, struct crm_err *err)
{
	struct crm_value of, left;
	enum crm_status st = find_way(s, line, err);

	if (st != CRM_OK)
		return st;
	of = crm_value_int(line->of);
	st = crm_get_int(s,
	    "SELECT CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "JOIN warehouse w ON w.\"id\" = y.\"warehouse\" "
	    "WHERE y.\"move\" = ? AND w.\"kind\" = 'transit'",
	    &of, 1, &left, err);

	if (st != CRM_OK)
		return st;
	if (left.kind == CRM_NULL || left.i == 0)
		return crm_fail(err, CRM_RULE,
		    "nothing of that move is on its way; crm-stock move list "
		    "-w 'warehouse.kind = transit and quantity > 0' shows what "
		    "was sent");
	if (line->quantity.kind == CRM_NULL)
		line->quantity = left;
	return CRM_OK;
}

enum crm_status
move_place(const struct crm_saving *w, struct crm_err *err)
{
	int64_t warehouse;
	enum crm_status st;

	if (w->import || value_of(w->new, "warehouse")->kind != CRM_NULL)
		return CRM_OK;
	st = crm_warehouse_default(w->store, &warehouse, err);
	if (st == CRM_OK)
		set_int(w->new, "warehouse", warehouse);
	return st;
}

/* ---- the settings that name one ---- */

/* They follow it to its new name.  What an undo gives back, they get back themselves. */
enum crm_status
warehouse_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "setting");
	struct crm_record now, patch;
	enum crm_action done;
	struct crm_text old;
	int64_t *ids;
	enum crm_status st;
	size_t i, n;

	if (w->old == NULL || w->undo || !differs(w->old, w->new, "name"))
		return CRM_OK;
	old = crm_fold_dup(w->arena, text_of(w->old, "name"));
	st = crm_ids(w->store,
	    "SELECT \"id\" FROM setting WHERE \"name\" IN ('stock_transit', "
	    "'stock_warehouse') AND \"deleted\" IS NULL ORDER BY \"id\"",
	    NULL, 0, w->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_load(w->store, e, ids[i], w->arena, &now, err);
		if (st != CRM_OK ||
		    !crm_text_eq(
			crm_fold_dup(w->arena, text_of(&now, "value")), old))
			continue;
		crm_record_init(&patch, e, w->arena);
		patch.id = ids[i];
		crm_record_set(&patch, field_of(e, "value"),
		    crm_value_text(text_of(w->new, "name")));
		st = crm_update(w->store, &patch, &done, err);
	}
	return st;
}
