/* The lines of an order, as they stand: what is wanted, what has left. */
#include "order.h"

/* Columns of the statement below. */
enum {
	ID,
	PRODUCT,
	WAREHOUSE,
	QUANTITY,
	CANCELLED,
	SHIPPED,
	ANEW,
	DROP_SHIP,
	BOUGHT,
	PROMISED,
	UNIT,
	STOCKED,
	KIT
};

#define LINES \
	"SELECT l.\"id\", coalesce(l.\"product\", 0), " \
	"coalesce(l.\"warehouse\", 0), coalesce(l.\"quantity\", 0), " \
	"coalesce(l.\"cancelled\", 0), " \
	"coalesce((SELECT CAST(sum(d.\"quantity\") AS BIGINT) " \
	"FROM delivery_line d JOIN delivery v ON v.\"id\" = d.\"delivery\" " \
	"WHERE d.\"order_line\" = l.\"id\" AND d.\"deleted\" IS NULL " \
	"AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'), 0), " \
	"coalesce((SELECT CAST(sum(r.\"quantity\") AS BIGINT) " \
	"FROM sale_return r WHERE r.\"order_line\" = l.\"id\" " \
	"AND r.\"exchange\" = 1 AND r.\"deleted\" IS NULL " \
	"AND r.\"status\" = 'received'), 0), coalesce(l.\"drop_ship\", 0), " \
	"coalesce(l.\"purchase_line\", 0), " \
	"CASE WHEN l.\"promised_on\" IS NULL THEN 0 ELSE 1 END, " \
	"l.\"unit\", coalesce(p.\"stocked\", 1), " \
	"CASE WHEN EXISTS (SELECT 1 FROM kit_part k " \
	"WHERE k.\"kit\" = l.\"product\" AND k.\"deleted\" IS NULL) " \
	"THEN 1 ELSE 0 END FROM order_line l " \
	"LEFT JOIN product p ON p.\"id\" = l.\"product\" WHERE l.\"order\" = ? AND l.\"deleted\" IS NULL "

static struct order_line
take(const struct crm_stmt *q, int64_t warehouse, struct crm_arena *a)
{
	int64_t own = crm_col_int(q, WAREHOUSE);
	bool kit = crm_col_int(q, KIT) == 1;

	return (struct order_line){
		.id = crm_col_int(q, ID),
		.product = crm_col_int(q, PRODUCT),
		.warehouse = own != 0 ? own : warehouse,
		.quantity = crm_col_int(q, QUANTITY),
		.wanted = crm_col_int(q, QUANTITY) - crm_col_int(q, CANCELLED),
		.shipped = crm_col_int(q, SHIPPED) - crm_col_int(q, ANEW),
		.anew = crm_col_int(q, ANEW),
		.unit = crm_text_of(text_dup(a, crm_col_text(q, UNIT))),
		.kit = kit,
		.stocked = kit || crm_col_int(q, STOCKED) == 1,
		.drop_ship = crm_col_int(q, DROP_SHIP) == 1,
		.bought = crm_col_int(q, BOUGHT),
		.promised = crm_col_int(q, PROMISED) == 1,
	};
}

enum crm_status
order_lines(struct crm_store *s, const struct crm_record *order, int64_t only,
    struct crm_arena *a, struct order_line **out, size_t *n,
    struct crm_err *err)
{
	const struct crm_value *warehouse = value_of(order, "warehouse");
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    only == 0 ? LINES
		"ORDER BY coalesce(l.\"line\", 2147483647), l.\"id\""
		      : LINES "AND l.\"id\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(order->id));
	if (only != 0)
		crm_bind(q, 2, crm_value_int(only));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = take(
		    q, warehouse->kind == CRM_INT ? warehouse->i : 0, a);
	}
	return st;
}

enum crm_status
crm_order_is_open(struct crm_store *s, const struct crm_record *order,
    bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct order_line *line;
	enum crm_status st;
	size_t n, i;

	st = order_lines(s, order, 0, &a, &line, &n, err);
	*yes = false;
	for (i = 0; st == CRM_OK && i < n; i++)
		*yes |= line[i].shipped < line[i].wanted;
	crm_arena_free(&a);
	return st;
}

struct crm_text
order_form(struct crm_store *s, const struct crm_record *order,
    const struct crm_record *line)
{
	struct crm_text own = text_of(line, "form");
	const char *said = crm_setting(s, "receivable_form");

	if (own.n == 0)
		own = text_of(order, "form");
	return own.n == 0 && said != NULL ? crm_text_of(said) : own;
}

const char *
order_line_id(struct crm_store *s, struct crm_arena *a, int64_t line)
{
	return typed_id(
	    a, crm_dict_find(crm_store_dict(s), "order-line"), line);
}

enum crm_status
order_has_shipped(
    struct crm_store *s, int64_t order, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(order);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM delivery WHERE \"order\" = ? "
	    "AND \"status\" = 'shipped' AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* The record of which order_put writes a field. */
struct putting {
	const struct crm_entity *e; /* NULL: none */
	int64_t id;
};

static struct putting *
putting_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct putting), &a);
}

bool
order_puts(struct crm_store *s, const struct crm_record *r)
{
	const struct putting *p = putting_of(s);

	return p->e == r->entity && p->id == r->id;
}

enum crm_status
order_put(struct crm_store *s, const char *entity, int64_t id,
    const char *field, struct crm_value v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), entity);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, e, &a);
	patch.id = id;
	crm_record_set(&patch, field_of(e, field), v);
	*putting_of(s) = (struct putting){ e, id };
	st = crm_update(s, &patch, &done, err);
	*putting_of(s) = (struct putting){ NULL, 0 };
	crm_arena_free(&a);
	return st;
}
