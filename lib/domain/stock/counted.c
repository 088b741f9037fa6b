/*
 * Goods are on one sheet at a time: two that were frozen with the same goods would both
 * book what is missing, and take it off twice.
 */
#include "stock.h"

/* Lines whose differences are still to be booked. */
#define PENDING \
	"SELECT l.\"id\", l.\"count\", l.\"product\" FROM count_line l " \
	"JOIN stock_count c ON c.\"id\" = l.\"count\" " \
	"AND c.\"status\" IN ('open', 'submitted', 'approved') " \
	"AND c.\"deleted\" IS NULL AND c.\"warehouse\" = ? " \
	"AND l.\"deleted\" IS NULL "

/* The first that a statement finds; 0: none. */
struct twin {
	int64_t line, count, product;
};

static enum crm_status
find_twin(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct twin *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	*out = (struct twin){ 0, 0, 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct twin){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2) };
		crm_reset(q);
	}
	return st;
}

static enum crm_status
refuse(struct crm_store *s, const struct crm_record *count,
    const struct twin *twin, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *line = crm_dict_find(
	    crm_store_dict(s), "count-line");
	const char *id = typed_id(a, count->entity, twin->count);
	struct goods g;
	enum crm_status st;

	if (twin->line == 0)
		return CRM_OK;
	if ((st = goods_load(s, twin->product, a, &g, err)) != CRM_OK)
		return st;
	if (twin->count == count->id)
		return crm_fail_field(err, CRM_RULE, "product",
		    "%s is on this sheet already: %s", g.name,
		    typed_id(a, line, twin->line));
	return crm_fail_field(err, CRM_RULE, "product",
	    "%s is being counted already, on %s (%s), and both would book what "
	    "is missing: crm-stock count post %s books it, crm-stock count "
	    "cancel %s gives it up",
	    g.name, id, typed_id(a, line, twin->line), id, id);
}

enum crm_status
counted_once(struct crm_store *s, const struct crm_record *count,
    const struct crm_record *line, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value *lot = value_of(line, "lot");
	const struct crm_value v[] = { *value_of(count, "warehouse"),
		*value_of(line, "product"),
		crm_value_int(lot->kind == CRM_INT ? lot->i : 0),
		crm_value_int(line->id) };
	struct twin twin;
	enum crm_status st = crm_lock(
	    s, crm_dict_find(crm_store_dict(s), "product"), v[1].i, err);

	if (st == CRM_OK)
		st = find_twin(s,
		    PENDING "WHERE l.\"product\" = ? "
			    "AND coalesce(l.\"lot\", 0) = ? "
			    "AND l.\"id\" <> ? ORDER BY l.\"id\" LIMIT 1",
		    v, COUNT(v), &twin, err);
	return st == CRM_OK ? refuse(s, count, &twin, a, err) : st;
}

enum crm_status
counted_once_all(struct crm_store *s, const struct crm_record *count,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(count, "warehouse"),
		crm_value_int(count->id), crm_value_int(count->id) };
	struct twin twin;
	enum crm_status st = find_twin(s,
	    PENDING "AND l.\"count\" <> ? JOIN count_line m "
		    "ON m.\"product\" = l.\"product\" "
		    "AND coalesce(m.\"lot\", 0) = coalesce(l.\"lot\", 0) "
		    "AND m.\"count\" = ? AND m.\"deleted\" IS NULL "
		    "ORDER BY l.\"id\" LIMIT 1",
	    v, COUNT(v), &twin, err);

	return st == CRM_OK ? refuse(s, count, &twin, a, err) : st;
}
