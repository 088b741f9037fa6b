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

/* ---- which line of a sheet ---- */

static enum crm_status
not_on_sheet(struct crm_store *s, const struct crm_value *of,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const char *count = typed_id(a, crm_dict_find(d, "count"), of[0].i);
	struct crm_text lot;
	struct goods g;
	enum crm_status st;

	if ((st = goods_load(s, of[1].i, a, &g, err)) != CRM_OK)
		return st;
	if (of[2].i == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s is not on the sheet of %s; crm-stock count-line add "
		    "count=%s product=%s counted=N puts it there",
		    g.name, count, count, g.name);
	st = crm_display(s, crm_dict_find(d, "lot"), of[2].i, &lot, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s of lot %s is not on the sheet of %s; crm-stock count-line "
		  "add count=%s product=%s lot=%s counted=N puts it there",
		  g.name, text_dup(a, lot), count, count, g.name,
		  text_dup(a, lot));
}

static enum crm_status
on_it_often(struct crm_store *s, int64_t product, struct crm_arena *a,
    struct crm_err *err)
{
	struct goods g;
	enum crm_status st = goods_load(s, product, a, &g, err);

	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "lot",
		  "is required: %s has a line for each", g.name);
}

enum crm_status
crm_count_line(struct crm_store *s, int64_t count, int64_t product, int64_t lot,
    int64_t *line, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(count),
		crm_value_int(product), crm_value_int(lot),
		crm_value_int(lot) };
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t *id;
	size_t n;
	enum crm_status st = crm_ids(s,
	    "SELECT \"id\" FROM count_line WHERE \"count\" = ? "
	    "AND \"product\" = ? AND coalesce(\"lot\", 0) = "
	    "CASE WHEN ? = 0 THEN coalesce(\"lot\", 0) ELSE ? END "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    v, COUNT(v), &a, &id, &n, err);

	if (st == CRM_OK && n == 1)
		*line = id[0];
	else if (st == CRM_OK)
		st = n == 0 ? not_on_sheet(s, v, &a, err)
			    : on_it_often(s, product, &a, err);
	crm_arena_free(&a);
	return st;
}
