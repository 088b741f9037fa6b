/* Products that customers bought, and how often two of them went together. */
#include "baskets.h"

#include <crm/domain/sales.h>

/* ---- what is read ---- */

#define ORDERED_ON CRM_ANY_DAY("o.\"ordered_on\"")
#define CLOSED_ON CRM_ANY_DAY("d.\"closed_on\"")

/* What a customer ordered, and its deals won before the first order. */
static void
bought_sql(const struct crm_report_opts *o, int64_t to, struct crm_sql *q)
{
	const struct crm_value days[] = { crm_value_int(o->from),
		crm_value_int(to), crm_value_int(to), crm_value_int(to),
		crm_value_int(o->from), crm_value_int(to) };
	size_t i;

	crm_buf_str(&q->text,
	    "SELECT t.\"id\", t.\"name\", x.\"product\" FROM customer t JOIN ("
	    "SELECT o.\"customer\", l.\"product\" FROM order_line l "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE l.\"deleted\" IS NULL AND " CRM_IS_ORDERED
	    "AND (coalesce(l.\"cancelled\", 0) = 0 "
	    "OR l.\"cancelled\" < l.\"quantity\") "
	    "AND coalesce(l.\"quantity\", l.\"amount\", 0) >= 0 "
	    "AND " ORDERED_ON " >= ? AND " ORDERED_ON " <= ? "
	    "UNION SELECT d.\"customer\", d.\"product\" FROM deal d "
	    "JOIN stage s ON s.\"id\" = d.\"stage\" " CRM_FIRST_ORDER
	    "WHERE d.\"deleted\" IS NULL AND s.\"type\" = 'won' "
	    "AND coalesce(d.\"amount\", 0) >= 0 "
	    "AND " CRM_SOLD_BY_DEAL "AND " CLOSED_ON " >= ? AND " CLOSED_ON
	    " <= ?) x "
	    "ON x.\"customer\" = t.\"id\" WHERE t.\"deleted\" IS NULL "
	    "AND x.\"product\" IS NOT NULL");
	for (i = 0; i < COUNT(days); i++)
		crm_sql_bind(q, days[i]);
	where_sql(o, q);
	crm_buf_str(&q->text, " ORDER BY t.\"id\", x.\"product\"");
}

static void
keep_item(struct baskets *b, int64_t product)
{
	struct crm_value key = crm_value_int(product);

	++*(int64_t *)groups_at(&b->products, key);
	b->item = crm_grow(
	    b->arena, b->item, b->items, &b->items_cap, sizeof *b->item);
	b->item[b->items++] = (uint32_t)groups_index(&b->products, key);
	b->all[b->n - 1].n++;
}

static enum crm_status
read_all(struct baskets *b, struct crm_stmt *q, struct crm_err *err)
{
	enum crm_status st;
	int64_t last = -1;
	bool row;

	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (b->n == 0 || crm_col_int(q, 0) != last) {
			struct crm_text name = crm_col_text(q, 1);

			b->all = crm_grow(
			    b->arena, b->all, b->n, &b->cap, sizeof *b->all);
			b->all[b->n++] = (struct basket){ crm_col_int(q, 0),
				{ crm_strndup(b->arena, name.p, name.n),
				    name.n },
				b->items, 0 };
			last = crm_col_int(q, 0);
		}
		keep_item(b, crm_col_int(q, 2));
	}
	return st;
}

enum crm_status
baskets_read(struct crm_store *s, const struct crm_report_opts *o, size_t most,
    struct crm_arena *a, struct baskets *out, struct crm_err *err)
{
	int64_t day = report_day(s, o);
	struct dimension name;
	struct crm_stmt *stmt;
	struct crm_sql q;
	enum crm_status st;

	*out = (struct baskets){ .arena = a };
	groups_init(&out->products, a, sizeof(int64_t));
	groups_init(&out->sets, a, sizeof(struct itemset));
	crm_sql_init(&q, a);
	bought_sql(o, day < o->to ? day : o->to, &q);
	if ((st = crm_sql(s, q.text.data, &stmt, err)) == CRM_OK) {
		crm_bind_all(stmt, q.bind, q.n);
		st = read_all(out, stmt, err);
	}
	crm_sql_free(&q);
	if (st != CRM_OK ||
	    (st = dimension_parse(s, "order-line", "product", o->chinese, a,
		 &name, err)) != CRM_OK ||
	    (st = itemsets_count(out, most, err)) != CRM_OK)
		return st;
	return groups_name(s, &name, &out->products, err);
}

/* ---- what they say ---- */

int64_t
bought_by(const struct baskets *b, uint32_t product)
{
	return *(const int64_t *)b->products.all[product].sums;
}

struct crm_value
support_of(const struct together *t)
{
	return percent(t->both, t->all);
}

struct crm_value
confidence_of(const struct together *t)
{
	return percent(t->both, t->one);
}

struct crm_value
lift_of(const struct together *t)
{
	enum { DIGITS = 10000 };

	return crm_value_int(crm_div_round((__int128)t->both * t->all * DIGITS,
				 (__int128)t->one * t->other) *
	    (CRM_WHOLE / DIGITS));
}

int
surer(const struct together *a, const struct together *b)
{
	__int128 x = (__int128)a->both * b->one, y = (__int128)b->both * a->one;

	if (x != y)
		return x > y ? -1 : 1;
	return (a->both < b->both) - (a->both > b->both);
}

void
baskets_note(const struct baskets *b, size_t rows, struct crm_arena *a,
    const struct crm_sink *sink)
{
	if (b->n == 0)
		sink->note(sink->ctx,
		    crm_tr("no customer bought a product within the days"));
	else if (rows == 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("no two products were bought by %d customers "
			       "or more"),
			TOGETHER_LEAST));
}
